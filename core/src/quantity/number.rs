//! Reading a number as people write it, in front of its unit.

use super::decimal::Decimal;

/// What one mark before exactly three digits is: `1,500` and `1.500` are written for thousands and for thousandths.
///
/// Neither the currency nor the browser's language decides it: the same text is the same number for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    comma_is_thousands: bool,
    point_is_thousands: bool,
}

impl Marks {
    /// The reading that is taken first: a comma marks thousands, a point is the decimal mark.
    pub(super) const USUAL: Self = Self { comma_is_thousands: true, point_is_thousands: false };
    /// The same where there are no thousands.
    pub(super) const DECIMAL: Self = Self { comma_is_thousands: false, point_is_thousands: false };

    /// The reading that is offered beside it.
    pub(super) fn other(self) -> Self {
        Self { comma_is_thousands: !self.comma_is_thousands, point_is_thousands: !self.point_is_thousands }
    }
}

/// Reads a number without sign at the start of `text` and returns it with what follows.
///
/// `10 000`, `10'000`, `1,500,000`, `1.500.000` and `10,00,000` have thousands marks; `1,5`, `.5`, `12345,678` a
/// decimal mark. One mark before exactly three digits (`1,500`, `1.500`) is what `marks` says, but for the decimal
/// mark after a lone zero (`0,500`). `None` where the marks make no sense.
pub(super) fn read_number(text: &str, marks: Marks) -> Option<(Decimal, &str)> {
    let (body, rest) = text.split_at(numeral_length(text));
    let (whole, fraction) = whole_and_fraction(body, marks)?;
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect::<Vec<_>>();
    let (mut all, fraction) = (digits(whole), digits(fraction));
    let point = i32::try_from(all.len()).ok()?;
    all.extend(fraction);
    if all.is_empty() {
        return None;
    }
    let (exponent, rest) = read_exponent(rest);
    Some((Decimal::new(all, point).shifted(exponent), rest))
}

/// Digits and points and commas; a blank or apostrophe only between a digit and exactly three digits.
fn numeral_length(text: &str) -> usize {
    let mut after_digit = false;
    for (index, c) in text.char_indices() {
        let goes_on = match c {
            '0'..='9' | '.' | ',' => true,
            ' ' | '\'' => {
                let next = text.get(index + 1..).unwrap_or_default();
                let run = next.bytes().take_while(u8::is_ascii_digit).count();
                after_digit && run == 3
            }
            _ => false,
        };
        if !goes_on {
            return index;
        }
        after_digit = c.is_ascii_digit();
    }
    text.len()
}

fn whole_and_fraction(body: &str, marks: Marks) -> Option<(&str, &str)> {
    if let Some(mark) = [' ', '\''].into_iter().find(|mark| body.contains(*mark)) {
        // With thousands marked so, a point or comma can only be the decimal mark.
        let (whole, fraction) = body.split_once(['.', ',']).unwrap_or((body, ""));
        return (is_grouped(whole, mark) && is_digits(fraction)).then_some((whole, fraction));
    }
    let (points, commas) = (body.matches('.').count(), body.matches(',').count());
    let thousands = match (points, commas) {
        (0, 0) => return Some((body, "")),
        (1, 0) | (0, 1) => {
            let (mark, marks_thousands) =
                if commas == 1 { (',', marks.comma_is_thousands) } else { ('.', marks.point_is_thousands) };
            let (whole, fraction) = body.split_once(mark)?;
            let is_thousands = marks_thousands && is_grouped(body, mark) && whole != "0";
            return Some(if is_thousands { (body, "") } else { (whole, fraction) });
        }
        (0, _) => return is_grouped(body, ',').then_some((body, "")),
        (_, 0) => return is_grouped(body, '.').then_some((body, "")),
        // Both: the last one is the decimal mark, the other marks thousands.
        _ if body.rfind('.') > body.rfind(',') => ',',
        _ => '.',
    };
    let decimal = if thousands == ',' { '.' } else { ',' };
    let (whole, fraction) = body.split_once(decimal)?;
    (is_grouped(whole, thousands) && is_digits(fraction)).then_some((whole, fraction))
}

/// Groups of three after one to three digits; Indian texts group in twos before the last three.
fn is_grouped(whole: &str, mark: char) -> bool {
    let groups = whole.split(mark).collect::<Vec<_>>();
    let [first, middle @ .., last] = groups.as_slice() else {
        return false;
    };
    let size = if mark == ',' && middle.first().is_some_and(|group| group.len() == 2) { 2 } else { 3 };
    groups.iter().all(|group| is_digits(group))
        && (1..=size).contains(&first.len())
        && middle.iter().all(|group| group.len() == size)
        && last.len() == 3
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// `e-4` or `E+10`; anything else, such as the first letter of EUR, is left alone.
fn read_exponent(text: &str) -> (i32, &str) {
    let Some(after) = text.strip_prefix(['e', 'E']) else {
        return (0, text);
    };
    let (negative, after) = match after.strip_prefix('-') {
        Some(after) => (true, after),
        None => (false, after.strip_prefix('+').unwrap_or(after)),
    };
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return (0, text);
    }
    let (digits, rest) = after.split_at(length);
    // An exponent too long for i32 means a number too large or too small either way.
    let size = digits.parse::<i32>().unwrap_or(i32::MAX / 2);
    (if negative { -size } else { size }, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, &str)> {
        read_number(text, Marks::USUAL).map(|(number, rest)| (number.to_f64(), rest))
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value, rest) in [
            ("15 min", 15.0, " min"),
            ("2h", 2.0, "h"),
            ("10 000", 10_000.0, ""),
            ("10 000,50", 10_000.5, ""),
            ("10 000,500", 10_000.5, ""),
            ("10'000.5 CHF", 10_000.5, " CHF"),
            ("1,5", 1.5, ""),
            ("1,500", 1500.0, ""),
            ("1,5000", 1.5, ""),
            ("0,500", 0.5, ""),
            ("12345,678", 12345.678, ""),
            ("1.500", 1.5, ""),
            ("1,500.25", 1500.25, ""),
            ("1.500,25", 1500.25, ""),
            ("1,500,000", 1.5e6, ""),
            ("1.500.000", 1.5e6, ""),
            ("10,00,000", 1e6, ""),
            (".5", 0.5, ""),
            (",5", 0.5, ""),
            ("5.", 5.0, ""),
            ("1e-4", 1e-4, ""),
            ("1.5E+3k", 1500.0, "k"),
            ("5EUR", 5.0, "EUR"),
            ("5e", 5.0, "e"),
            ("2 30 min", 2.0, " 30 min"),
            ("1 0000", 1.0, " 0000"),
            ("1e999", f64::INFINITY, ""),
            ("1e99999999999999", f64::INFINITY, ""),
            ("1e-99999999999999", 0.0, ""),
        ] {
            assert_eq!(read(text), Some((value, rest)), "{text}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_has_two_readings() {
        let both = |text: &str| {
            [Marks::USUAL, Marks::USUAL.other(), Marks::DECIMAL, Marks::DECIMAL.other()]
                .map(|marks| read_number(text, marks).unwrap().0.to_f64())
        };
        assert_eq!(both("1,500"), [1500.0, 1.5, 1.5, 1500.0]);
        assert_eq!(both("250.000"), [250.0, 250_000.0, 250.0, 250_000.0]);
        for (text, value) in [
            ("0,500", 0.5),
            ("0.500", 0.5),
            ("12345,678", 12345.678),
            ("1.5", 1.5),
            ("1,50", 1.5),
            ("1.500,25", 1500.25),
            ("1,500.25", 1500.25),
            ("1,500,000", 1.5e6),
            ("10 000.500", 10_000.5),
            ("1500", 1500.0),
        ] {
            assert_eq!(both(text), [value; 4], "{text}");
        }
    }

    #[test]
    fn marks_without_sense_are_refused() {
        for text in [
            "",
            ".",
            ",",
            "min",
            "1,50,0",
            "1.5,3.2",
            "1.5,3",
            "1,,5",
            "1..5",
            "1.50.000",
            "1 000,5,0",
            "1234,567,890",
            ",500",
        ] {
            let read = read(text);
            assert!(read.is_none() || text == ",500", "{text}: {read:?}");
        }
        // Nothing stands before this comma that thousands could belong to.
        assert_eq!(read(",500"), Some((0.5, "")));
    }
}
