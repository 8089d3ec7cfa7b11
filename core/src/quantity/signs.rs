//! The signs of a typed text, one kind each.

/// The zeros of the decimal digits of other scripts, each followed by its nine: Arabic, Persian, N'Ko, those of India,
/// Thai, Lao, Tibetan, Burmese, Khmer, Mongolian.
const ZEROS: [u32; 18] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
    0x17e0, 0x1810,
];

/// One kind each of blank, minus, apostrophe and digit; full-width signs as their narrow ones.
pub(super) fn normalised(text: &str) -> String {
    let digit = |c: char| {
        let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))?;
        char::from_digit(value, 10)
    };
    let one_kind = |c: char| match c {
        '\u{2212}' | '\u{2013}' => '-',
        '\u{2019}' | '_' | '\u{66c}' => '\'',
        '\u{66a}' => '%',
        '\u{66b}' => '.',
        '\u{ffe1}' => '£',
        '\u{ffe5}' => '¥',
        '\u{ffe6}' => '₩',
        c if c.is_whitespace() => ' ',
        c => digit(c).unwrap_or(c),
    };
    // The full-width forms stand in the order of ASCII.
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.trim().chars().map(narrow).map(one_kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Japanese keyboard types ２５０ and ％, an Arabic one ٢٥٠: they were no numbers.
    #[test]
    fn digits_of_other_scripts_are_digits() {
        for (text, plain) in [
            ("９９．９５％", "99.95%"),
            ("￥１，５００", "¥1,500"),
            ("１５　ｍｉｎ", "15 min"),
            ("－３", "-3"),
            ("٩٩٫٩٥٪", "99.95%"),
            ("۱۵", "15"),
            ("१५", "15"),
            ("๑๕", "15"),
            ("\u{2212}10\u{2019}000\u{a0}CHF", "-10'000 CHF"),
            ("½", "½"),
        ] {
            assert_eq!(normalised(text), plain);
        }
    }
}
