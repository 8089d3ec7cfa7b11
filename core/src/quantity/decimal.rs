//! Decimal numbers with all their digits, so that 99.999999 % keeps them when it is taken from 100 %.

/// `± 0.d₁d₂d₃… × 10^point`, exact. Zero has no digits; else neither first nor last digit is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// Beyond this many zeros behind the point no `f64` other than zero is left; it bounds every text made here.
const MAX_ZEROS: i32 = 400;

/// Digits that people type and compare; beyond stand the sixteen of a quotient.
const READABLE: usize = 10;

impl Decimal {
    /// From digits (values 0 to 9) and the place of the decimal point before which they stand.
    pub(crate) fn new(digits: Vec<u8>, point: i32) -> Self {
        let mut number = Self { negative: false, digits, point };
        number.normalise();
        number
    }

    /// The shortest decimal that reads back as `x`; `None` if `x` is not finite.
    pub(crate) fn from_f64(x: f64) -> Option<Self> {
        if !x.is_finite() {
            return None;
        }
        let text = format!("{:e}", x.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let number = Self::new(digits, exponent.parse::<i32>().ok()? + 1);
        Some(if x < 0.0 { number.negated() } else { number })
    }

    fn normalise(&mut self) {
        let zeros = self.digits.iter().take_while(|d| **d == 0).count();
        self.digits.drain(..zeros);
        self.point = self.point.saturating_sub(i32::try_from(zeros).unwrap_or(i32::MAX));
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.negative = false;
            self.point = 0;
        }
    }

    /// The nearest `f64`; infinite if the number is too large for one.
    pub(crate) fn to_f64(&self) -> f64 {
        let sign = if self.negative { "-" } else { "" };
        let text = format!("{sign}0.{}0e{}", digit_text(&self.digits), self.point);
        // Digits and an exponent always parse; infinity is what callers check for.
        text.parse().unwrap_or(f64::INFINITY)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.point >= 0 && self.digits.len() <= self.point.unsigned_abs() as usize
    }

    /// The number of digits before the decimal point; 0 or less below 1.
    pub(crate) fn point(&self) -> i32 {
        self.point
    }

    /// The power of ten of the last digit that is not zero: −2 of 0.05, 1 of 70; 0 of zero.
    pub(crate) fn last_place(&self) -> i32 {
        self.point.saturating_sub(i32::try_from(self.digits.len()).unwrap_or(i32::MAX))
    }

    pub(crate) fn negated(mut self) -> Self {
        self.negative = !self.negative && !self.is_zero();
        self
    }

    /// Times `10^places`.
    pub(crate) fn shifted(mut self, places: i32) -> Self {
        if !self.is_zero() {
            self.point = self.point.saturating_add(places);
        }
        self
    }

    /// `1 − self`, exact; `None` outside 0 to 1 and for what is too small to be told from 0.
    pub(crate) fn complement(&self) -> Option<Self> {
        if self.is_zero() {
            return Some(Self::new(vec![1], 1));
        }
        if self.digits == [1] && self.point == 1 && !self.negative {
            return Some(Self::new(Vec::new(), 0));
        }
        if self.negative || !(-MAX_ZEROS..=0).contains(&self.point) {
            return None;
        }
        // 1 − 0.00425 = 0.99575: every digit taken from 9, the last from 10, so nothing is ever borrowed.
        let mut digits = vec![9; self.point.unsigned_abs() as usize];
        digits.extend(self.digits.iter().map(|d| 9 - d));
        if let Some(last) = digits.last_mut() {
            *last += 1;
        }
        Some(Self::new(digits, 0))
    }

    /// Rounded to so many significant digits, halves away from zero.
    pub(crate) fn rounded(&self, significant: usize) -> Self {
        self.cut(significant, self.digits.get(significant).is_some_and(|d| *d >= 5))
    }

    /// Its first so many digits; where any are left out, the last of them one more if `away` from zero.
    fn cut(&self, significant: usize, away: bool) -> Self {
        let mut number = self.clone();
        let away = away && significant < number.digits.len();
        number.digits.truncate(significant);
        if away {
            for digit in number.digits.iter_mut().rev() {
                *digit = (*digit + 1) % 10;
                if *digit != 0 {
                    break;
                }
            }
            if number.digits.iter().all(|d| *d == 0) {
                number.digits = vec![1];
                number.point += 1;
            }
        }
        number.normalise();
        number
    }

    /// Rounded to so many decimal places, halves away from zero.
    pub(crate) fn rounded_to_places(&self, places: i32) -> Self {
        match usize::try_from(self.point.saturating_add(places)) {
            Ok(significant) => self.rounded(significant),
            Err(_) => Self::new(Vec::new(), 0),
        }
    }

    /// In as many digits as can be read: what has more than ten, such as 1/6, is rounded to six, a whole number and
    /// two places of a large one excepted.
    pub(crate) fn readable(&self) -> Self {
        self.rounded(self.readable_digits())
    }

    /// As [`Decimal::readable`], rounded up, or down.
    pub(crate) fn readable_to(&self, up: bool) -> Self {
        self.cut(self.readable_digits(), up != self.negative)
    }

    fn readable_digits(&self) -> usize {
        if self.digits.len() <= READABLE || self.is_whole() {
            return self.digits.len();
        }
        usize::try_from(self.point + 2).unwrap_or(0).max(6)
    }

    /// Plain text such as `-1500.25`; with `group`, a comma before every three whole digits.
    pub(crate) fn plain(&self, group: bool) -> String {
        let before = usize::try_from(self.point).unwrap_or(0);
        let mut whole = self.digits.iter().take(before).copied().collect::<Vec<_>>();
        whole.resize(before.max(1), 0);
        let mut text = String::from(if self.negative { "-" } else { "" });
        for (index, digit) in whole.iter().enumerate() {
            if group && index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(char::from(b'0' + digit));
        }
        if self.digits.len() > before {
            text.push('.');
            text.extend(std::iter::repeat_n('0', usize::try_from(-self.point).unwrap_or(0)));
            text.push_str(&digit_text(self.digits.get(before..).unwrap_or_default()));
        }
        text
    }

    /// As [`Decimal::plain`], but with an exponent where that would be a long row of zeros.
    pub(crate) fn text(&self, group: bool) -> String {
        if self.is_zero() || (-5..=15).contains(&self.point) {
            return self.plain(group);
        }
        let mantissa = Self { point: 1, ..self.clone() };
        format!("{}e{}", mantissa.plain(false), self.point - 1)
    }
}

fn digit_text(digits: &[u8]) -> String {
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

/// `1 − x`, taken through the shortest decimal text of `x`, so that it means what a person wrote:
/// `1.0 - 0.9995` is 5.0000000000005e-4 in binary arithmetic, this is 5e-4.
///
/// The result is the nearest `f64` to the exact decimal difference. Outside 0 to 1, where no decimal
/// intention can be lost, it is the plain difference.
///
/// ```
/// use geode_core::quantity::complement;
/// assert_eq!(complement(0.9995), 5e-4);
/// assert_eq!(complement(0.999999999875), 1.25e-10);
/// ```
pub fn complement(x: f64) -> f64 {
    let exact = Decimal::from_f64(x).and_then(|decimal| decimal.complement());
    exact.map_or(1.0 - x, |difference| difference.to_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(x: f64) -> Decimal {
        Decimal::from_f64(x).unwrap()
    }

    #[test]
    fn complements_are_what_paper_gives() {
        for (x, expected) in [
            (0.9995, 5e-4),
            (0.99999999, 1e-8),
            (0.999999999875, 1.25e-10),
            (0.99999975, 2.5e-7),
            (0.1, 0.9),
            (0.3, 0.7),
            (0.0, 1.0),
            (1.0, 0.0),
            (5e-4, 0.9995),
            (1e-300, 1.0),
            (f64::MIN_POSITIVE, 1.0),
            (1.5, -0.5),
            (-1.0, 2.0),
        ] {
            assert_eq!(complement(x), expected, "{x}");
        }
        assert!(complement(f64::NAN).is_nan());
    }

    #[test]
    fn rounds_halves_away_from_zero_as_written() {
        // 1.095 is a little less in binary; people round what they read.
        assert_eq!(decimal(1.095).rounded(3).plain(false), "1.1");
        assert_eq!(decimal(999.96).rounded(4).plain(false), "1000");
        assert_eq!(decimal(-0.045).rounded(1).plain(false), "-0.05");
        assert_eq!(decimal(0.5).rounded_to_places(0).plain(false), "1");
        assert_eq!(decimal(0.004).rounded_to_places(1).plain(false), "0");
        assert_eq!(decimal(0.05).rounded_to_places(1).plain(false), "0.1");
        assert_eq!(decimal(1234.5678).rounded_to_places(2).plain(true), "1,234.57");
    }

    #[test]
    fn what_can_be_read_is_no_quotient() {
        for (x, text) in [
            (1.0 / 6.0, "0.166667"),
            (16.666_666_666_666_664, "16.6667"),
            (148_076.923_076_9, "148076.92"),
            (0.999_999_999_875, "1"),
            (123_456_789_012_345.0, "123456789012345"),
            (1_234_567_890.5, "1234567890.5"),
            (-2.0 / 3.0, "-0.666667"),
            (99.95, "99.95"),
            (0.0, "0"),
        ] {
            assert_eq!(decimal(x).readable().plain(false), text);
        }
        for (x, down, up) in [
            (1.0 / 6.0, "0.166666", "0.166667"),
            (-2.0 / 3.0, "-0.666667", "-0.666666"),
            (0.999_999_999_875, "0.999999", "1"),
            (148_076.923_076_9, "148076.92", "148076.93"),
            (123_456_789.25, "123456789.25", "123456789.25"),
            (99.95, "99.95", "99.95"),
        ] {
            assert_eq!([false, true].map(|is_up| decimal(x).readable_to(is_up).plain(false)), [down, up]);
        }
    }

    #[test]
    fn texts_are_plain_as_long_as_they_are_short() {
        assert_eq!(decimal(1e15).text(false), "1e15");
        assert_eq!(decimal(123456789012345.0).text(true), "123,456,789,012,345");
        assert_eq!(decimal(-1500.25).text(true), "-1,500.25");
        assert_eq!(decimal(0.0000012).text(true), "0.0000012");
        assert_eq!(decimal(-1.25e-10).text(true), "-1.25e-10");
        assert_eq!(decimal(-0.0).text(true), "0");
    }

    /// `1 − m / 10^d` in integers, rounded once by the reader of the standard library.
    fn complement_in_integers(mantissa: u64, decimals: u32) -> f64 {
        let one = 10_u128.pow(decimals);
        format!("{}e-{decimals}", one - u128::from(mantissa)).parse().unwrap()
    }

    proptest! {
        #[test]
        fn a_written_decimal_is_complemented_exactly(mantissa in 0..1_000_000_000_000_000_u64, extra in 0..8_u32) {
            // At most 15 digits: the shortest text of the nearest double is the text that was written.
            let decimals = 15 + extra;
            let x: f64 = format!("{mantissa}e-{decimals}").parse().unwrap();
            prop_assert_eq!(complement(x), complement_in_integers(mantissa, decimals));
        }

        #[test]
        fn a_long_decimal_is_as_close_as_binary_allows(x in 0.0..1.0_f64) {
            // The shortest text lies within half a unit in the last place of x.
            prop_assert!((complement(x) - (1.0 - x)).abs() <= f64::EPSILON);
        }

        #[test]
        fn decimals_carry_every_double(x in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            prop_assert_eq!(decimal(x).to_f64(), x);
            prop_assert_eq!(decimal(x).plain(false).parse::<f64>().unwrap(), x);
            prop_assert_eq!(decimal(x).text(false).parse::<f64>().unwrap(), x);
        }

        #[test]
        fn twice_the_complement_is_the_number(x in 0.0..=1.0_f64) {
            let back = decimal(x).complement().unwrap().complement().unwrap();
            prop_assert_eq!(back, decimal(x));
        }
    }
}
