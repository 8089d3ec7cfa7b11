//! Numbers and gaps as cells write them.
//!
//! `1.234` is a little more than one in New York and more than a thousand in Berlin; most other cells can be read in one
//! way only, and what they tell of their column decides the rest (`Evidence`).

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Point,
    Comma,
}

/// A number as a cell writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// One number, and the decimal mark that it shows.
    One(f64, Option<Mark>),
    /// Three digits behind a mark that could be either.
    Two {
        /// With the mark between thousands.
        thousands: f64,
        /// With the mark before decimals.
        decimals: f64,
        mark: Mark,
        /// Whether it is a percentage, which has decimals; people are counted without.
        is_percent: bool,
    },
}

/// Which decimal marks the cells of a column show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) point: bool,
    pub(crate) comma: bool,
}

impl Evidence {
    pub(crate) fn see(&mut self, cell: &[u8]) {
        match number(cell) {
            Ok(Some(Number::One(_, Some(Mark::Point)))) => self.point = true,
            Ok(Some(Number::One(_, Some(Mark::Comma)))) => self.comma = true,
            _ => {}
        }
    }

    pub(crate) fn or(self, other: Evidence) -> Evidence {
        Evidence { point: self.point || other.point, comma: self.comma || other.comma }
    }
}

/// `None` for a gap: empty, `NULL`, `N/A`, a dash.
#[inline(never)]
pub(crate) fn text(cell: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let gap = matches!(text, "" | "-" | "–" | "—" | "?")
        || ["null", "n/a", "nan"].iter().any(|word| text.eq_ignore_ascii_case(word));
    (!gap).then_some(text)
}

/// The number of a cell: `Ok(None)` for a gap, the text itself where it is no finite number.
///
/// Percent signs divide by 100, parentheses are a minus, signs and codes of currencies are passed over.
#[inline(never)]
pub(crate) fn number(cell: &[u8]) -> Result<Option<Number>, String> {
    let Some(text) = text(cell) else {
        return std::str::from_utf8(cell).map(|_| None).map_err(|_| String::from_utf8_lossy(cell).into_owned());
    };
    match plain(text) {
        // What a program wrote, without a copy.
        Some(number) if !is_grouped(text) => {
            let mark = text.contains('.').then_some(Mark::Point);
            Ok(Some(Number::One(number, mark)))
        }
        _ => for_people(text).map(Some).ok_or_else(|| text.to_owned()),
    }
}

/// The number that a program wrote: a point, no marks between thousands, exponents allowed.
pub(crate) fn plain(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && text.bytes().any(|byte| byte.is_ascii_digit())).then_some(number)
}

/// Whether the point of a plain number could stand behind thousands: `1.234`, not `0.234`, `1234.567` or `1.5`.
fn is_grouped(text: &str) -> bool {
    let bare = text.trim_start_matches(['-', '+']);
    bare.split_once('.').is_some_and(|(whole, rest)| {
        (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3 && !rest.contains(['e', 'E'])
    })
}

/// The currency that stands in a cell: its code, or its sign where several have that.
pub(crate) fn currency(cell: &[u8]) -> Option<&str> {
    let bare = text(cell)?.trim_matches(|c: char| c.is_whitespace() || "()+-−%.,".contains(c));
    let outside = |c: char| !c.is_ascii_digit();
    let (start, end) = (bare.find(|c| !outside(c))?, bare.rfind(|c| !outside(c))? + 1);
    let words =
        [bare.get(..start)?, bare.get(end..)?].map(|part| part.trim_matches([' ', '\u{a0}', '\u{202f}', '-', '−']));
    match words.into_iter().find(|word| !word.is_empty())? {
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        "₹" => Some("INR"),
        word => Some(word),
    }
}

/// The text without the sign or code of a currency at one of its ends: `$`, `EUR`, `US$`, `$US`.
fn without_currency(text: &str) -> &str {
    let is_sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹');
    let is_part = |c: char| is_sign(c) || c.is_ascii_uppercase();
    let is_currency = |word: &str| match word.chars().filter(|c| is_sign(*c)).count() {
        0 => word.len() == 3,
        1 => word.chars().count() <= 4,
        _ => false,
    };
    let text = text.trim();
    let (before, behind) = (text.trim_start_matches(is_part), text.trim_end_matches(is_part));
    match (text.strip_suffix(before), text.strip_prefix(behind)) {
        (Some(word), _) if is_currency(word) => before.trim(),
        (_, Some(word)) if is_currency(word) => behind.trim(),
        _ => text,
    }
}

/// Without a minus, and whether there was one.
fn without_minus(text: &str) -> (&str, bool) {
    let text = text.trim();
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (rest.trim(), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    }
}

fn for_people(text: &str) -> Option<Number> {
    let (inner, in_parentheses) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (inner, before) = without_minus(inner);
    let (inner, is_percent) = match inner.strip_suffix('%').or_else(|| inner.strip_prefix('%')) {
        Some(rest) => (rest.trim(), true),
        None => (without_currency(inner), false),
    };
    // −$5 and $−5.
    let (inner, behind) = without_minus(inner);
    let is_negative = match [in_parentheses, before, behind].iter().filter(|is_minus| **is_minus).count() {
        0 => false,
        1 => true,
        _ => return None,
    };
    let (inner, exponent) = exponent(inner);
    let value = |digits: String| {
        // To its own digits: 33.4 by 100 is not 0.334 in the last bit.
        let number = plain(&format!("{digits}e{}", if is_percent { exponent - 2 } else { exponent }))?;
        Some(if is_negative { -number } else { number })
    };
    let whole = thousands(inner);
    let split = |mark: char| {
        let (whole, fraction) = inner.split_once(mark)?;
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, _) = if whole.is_empty() { ("0".to_owned(), None) } else { thousands(whole)? };
        is_fraction.then(|| format!("{whole}.{fraction}"))
    };
    let (point, comma) = (split('.'), split(','));
    match (whole, point, comma) {
        (Some((whole, group)), None, None) => Some(Number::One(value(whole)?, group)),
        (None, Some(digits), None) => Some(Number::One(value(digits)?, Some(Mark::Point))),
        (None, None, Some(digits)) => Some(Number::One(value(digits)?, Some(Mark::Comma))),
        (Some((whole, group)), point, comma) => {
            let mark = if point.is_some() { Mark::Point } else { Mark::Comma };
            let decimals = value(point.or(comma)?)?;
            debug_assert_ne!(group, Some(mark), "thousands and decimals have the same mark");
            Some(Number::Two { thousands: value(whole)?, decimals, mark, is_percent })
        }
        _ => None,
    }
}

/// What stands before an exponent, as in `1,5e3`, and that; 0 where there is none.
fn exponent(text: &str) -> (&str, i32) {
    let split = text.split_once(['e', 'E']).filter(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()));
    let read = |power: &str| power.parse::<i32>().ok().filter(|power| power.abs() < 400);
    split.and_then(|(before, power)| Some((before, read(power)?))).unwrap_or((text, 0))
}

/// The digits of a whole number, whose groups of three are parted by one mark; or, as in India, of two before the last
/// three. And the decimal mark that this leaves: a comma where points part the thousands.
fn thousands(text: &str) -> Option<(String, Option<Mark>)> {
    let mark = |c: char| match c {
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Some(' '),
        '\'' | '’' => Some('’'),
        '.' | ',' => Some(c),
        _ => None,
    };
    let used = text.chars().find_map(mark);
    let groups: Vec<&str> = text.split(|c| used.is_some() && mark(c) == used).collect();
    if groups.iter().any(|group| group.is_empty() || group.bytes().any(|byte| !byte.is_ascii_digit())) {
        return None;
    }
    let fits = match groups.as_slice() {
        [_] => true,
        [first, middle @ .., last] => {
            let of = |length: usize| middle.iter().all(|group| group.len() == length);
            let in_threes = first.len() <= 3 && of(3);
            let as_in_india = used == Some(',') && first.len() <= 2 && !middle.is_empty() && of(2);
            !first.starts_with('0') && last.len() == 3 && (in_threes || as_in_india)
        }
        [] => false,
    };
    let other = match used {
        Some('.') => Some(Mark::Comma),
        Some(',') => Some(Mark::Point),
        _ => None,
    };
    fits.then(|| (groups.concat(), other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Option<Number>, String> {
        number(text.as_bytes())
    }

    #[track_caller]
    fn one(text: &str, expected: f64, mark: Option<Mark>) {
        assert_eq!(of(text), Ok(Some(Number::One(expected, mark))), "{text:?}");
    }

    #[test]
    fn programs_write_exponents() {
        one("1.5E-7", 1.5e-7, Some(Mark::Point));
        one("-0.00000001110", -1.11e-8, Some(Mark::Point));
        one("12", 12.0, None);
        assert_eq!(of("1e999"), Err("1e999".into()));
        assert_eq!(of("inf"), Err("inf".into()));
    }

    #[test]
    fn gaps_are_no_zeros() {
        for gap in ["", " ", "NULL", "null", "N/A", "–"] {
            assert_eq!(of(gap), Ok(None), "{gap:?}");
        }
    }

    #[test]
    fn people_write_marks() {
        let (point, comma) = (Some(Mark::Point), Some(Mark::Comma));
        one("1,234,567.8", 1_234_567.8, point);
        one("1.234.567,8", 1_234_567.8, comma);
        one("1.234.567", 1_234_567.0, comma);
        one("12,34,567", 1_234_567.0, point);
        one("1,00,000.50", 100_000.5, point);
        one("1\u{202f}234,567", 1234.567, comma);
        one("1’234.567", 1234.567, point);
        one("1 234", 1234.0, None);
        one("12,34", 12.34, comma);
        one("0,123", 0.123, comma);
        one("1234,567", 1234.567, comma);
        one("(12.50)", -12.5, point);
        one("33,4 %", 0.334, comma);
        one("%12,5", 0.125, comma);
        one("−$1 200", -1200.0, None);
        one("CHF 1’234.50", 1234.5, point);
        one("US$-1,234.50", -1234.5, point);
        one("-1.234,50\u{a0}€", -1234.5, comma);
        one("1.234,50 EUR", 1234.5, comma);
        one("1\u{202f}234,50\u{a0}$US", 1234.5, comma);
        one(",5", 0.5, comma);
        // A program in Germany: it was refused.
        one("1,5e3", 1500.0, comma);
        one("-2,25E-2", -0.0225, comma);
        one("1.234,5e2 €", 123_450.0, comma);
    }

    /// A paste of a German sheet: "1.234" was read as a little more than one.
    #[test]
    fn three_digits_behind_one_mark_could_be_either() {
        let two = |text: &str, thousands, decimals, mark, is_percent| {
            assert_eq!(of(text), Ok(Some(Number::Two { thousands, decimals, mark, is_percent })), "{text:?}");
        };
        two("1.234", 1234.0, 1.234, Mark::Point, false);
        two("-12,345", -12345.0, -12.345, Mark::Comma, false);
        two("€100.000", 100_000.0, 100.0, Mark::Point, false);
        two("1,500e3", 1_500_000.0, 1500.0, Mark::Comma, false);
        two("33.412%", 334.12, 0.33412, Mark::Point, true);
    }

    #[test]
    fn what_nobody_writes_is_no_number() {
        for text in [
            "abc",
            "1,2,3",
            "1.2.3",
            "12 34",
            "1’23",
            "1,234,56",
            "1.234.5",
            "0,123,456",
            "1,,234",
            "--5",
            "(-5)",
            "1.234,5.6",
            "5 apples",
            "24.12.2026",
            "1,23,45",
            "1 234’567",
            ".",
            "%",
            "$",
            "1.5x",
        ] {
            assert_eq!(of(text), Err(text.to_owned()));
        }
    }

    #[test]
    fn currencies_are_told() {
        for (cell, code) in [
            ("$1.5", Some("$")),
            ("-1,5\u{a0}€", Some("EUR")),
            ("CHF 5", Some("CHF")),
            ("(£5)", Some("GBP")),
            ("5", None),
            ("5 %", None),
        ] {
            assert_eq!(currency(cell.as_bytes()), code, "{cell}");
        }
    }
}
