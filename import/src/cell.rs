//! Numbers and gaps as cells write them.

/// How a table writes its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Written by a program: a point, no marks between thousands, exponents allowed.
    Plain,
    /// Written for people: `1,234.5`.
    Point,
    /// Written for people where the comma is the decimal mark: `1.234,5`.
    Comma,
}

/// `None` for a gap: empty, `NULL`, `N/A`, a dash.
pub(crate) fn text(cell: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let gap = matches!(text, "" | "-" | "–" | "—" | "?")
        || ["null", "n/a", "nan"].iter().any(|word| text.eq_ignore_ascii_case(word));
    (!gap).then_some(text)
}

/// The number of a cell: `Ok(None)` for a gap, the text itself where it is no finite number.
///
/// Percent signs divide by 100, parentheses are a minus, signs of currencies are passed over.
pub(crate) fn number(cell: &[u8], numbers: Numbers) -> Result<Option<f64>, String> {
    let Some(text) = text(cell) else {
        return std::str::from_utf8(cell).map(|_| None).map_err(|_| String::from_utf8_lossy(cell).into_owned());
    };
    // What a program wrote, without a copy.
    if let Ok(number) = text.parse::<f64>() {
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        // "1.234" of a table with decimal commas is a thousand.
        if numbers != Numbers::Comma || !text.contains('.') {
            return if number.is_finite() && digits { Ok(Some(number)) } else { Err(text.to_owned()) };
        }
    }
    if numbers == Numbers::Plain {
        return Err(text.to_owned());
    }
    for_people(text, numbers == Numbers::Comma).map(Some).ok_or_else(|| text.to_owned())
}

fn for_people(text: &str, comma: bool) -> Option<f64> {
    let (inner, negative) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (inner, percent) = match inner.trim().strip_suffix('%') {
        Some(rest) => (rest, true),
        None => (inner, false),
    };
    let is_mark = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' | '$' | '€' | '£' | '¥');
    let bare: String = inner.chars().filter(|c| !is_mark(*c)).map(|c| if c == '−' { '-' } else { c }).collect();
    let (thousands, decimal) = if comma { ('.', ',') } else { (',', '.') };
    let (whole, fraction) = match bare.split_once(decimal) {
        Some((whole, fraction)) => (whole, fraction),
        None => (bare.as_str(), ""),
    };
    if fraction.contains(thousands) || !are_thousands(whole, thousands) {
        return None;
    }
    let plain = format!("{}.{fraction}", whole.replace(thousands, ""));
    let plain = plain.strip_suffix('.').unwrap_or(&plain);
    if !plain.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // To its own digits: 33.4 by 100 is not 0.334 in the last bit.
    let plain = if percent { format!("{plain}e-2") } else { plain.to_owned() };
    let number: f64 = plain.parse().ok().filter(|number: &f64| number.is_finite())?;
    Some(if negative { -number } else { number })
}

/// Whether marks stand only between groups of three digits.
fn are_thousands(whole: &str, mark: char) -> bool {
    let mut groups = whole.trim_start_matches(['-', '+']).split(mark);
    let first = groups.next().map_or(0, str::len);
    let mut rest = groups.peekable();
    rest.peek().is_none() || ((1..=3).contains(&first) && rest.all(|group| group.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, numbers: Numbers) -> Result<Option<f64>, String> {
        number(text.as_bytes(), numbers)
    }

    #[test]
    fn programs_write_exponents() {
        assert_eq!(of("1.5E-7", Numbers::Plain), Ok(Some(1.5e-7)));
        assert_eq!(of("-0.00000001110", Numbers::Plain), Ok(Some(-1.11e-8)));
        assert_eq!(of("1,5", Numbers::Plain), Err("1,5".into()));
        assert_eq!(of("1e999", Numbers::Plain), Err("1e999".into()));
        assert_eq!(of("inf", Numbers::Plain), Err("inf".into()));
    }

    #[test]
    fn gaps_are_no_zeros() {
        for gap in ["", " ", "NULL", "null", "N/A", "–"] {
            assert_eq!(of(gap, Numbers::Point), Ok(None), "{gap:?}");
        }
    }

    #[test]
    fn people_write_marks() {
        assert_eq!(of("1,234,567.8", Numbers::Point), Ok(Some(1_234_567.8)));
        assert_eq!(of("1.234.567,8", Numbers::Comma), Ok(Some(1_234_567.8)));
        assert_eq!(of("1.234", Numbers::Comma), Ok(Some(1234.0)));
        assert_eq!(of("(12.50)", Numbers::Point), Ok(Some(-12.5)));
        assert_eq!(of("33,4 %", Numbers::Comma), Ok(Some(0.334)));
        assert_eq!(of("−$1 200", Numbers::Point), Ok(Some(-1200.0)));
        assert_eq!(of("12,34", Numbers::Point), Err("12,34".into()));
        assert_eq!(of("abc", Numbers::Point), Err("abc".into()));
    }
}
