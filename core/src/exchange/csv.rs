//! Tables as CSV (RFC 4180) for spreadsheets: comma, CRLF, UTF-8; as a file with a byte order mark.

use std::borrow::Cow;

/// One cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words. Never a formula, whatever they begin with.
    Text(String),
    /// A figure, written with all its digits and without an exponent.
    Number(f64),
    /// A value that is not there.
    Empty,
}

/// What makes a spreadsheet read a text as a formula, with the full-width forms that some of them take too.
const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// What tells a spreadsheet that a file is UTF-8: without it "Café" is read as "CafÃ©".
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes rows as a file that a spreadsheet opens as it is; see [`write()`].
///
/// ```
/// use geode_core::exchange::csv::{file, Cell};
/// assert_eq!(file(&[vec![Cell::Text("Café".into())]]), "\u{feff}Café\r\n");
/// ```
pub fn file(rows: &[Vec<Cell>]) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    push_rows(&mut out, rows);
    out
}

/// Writes rows as CSV text, for the clipboard; every row ends with CRLF.
///
/// A text that a spreadsheet would run as a formula gets a leading apostrophe. Numbers are plain digits, as many as are
/// needed to read back the same value; one that is not finite is left empty.
///
/// ```
/// use geode_core::exchange::csv::{write, Cell};
/// let rows = [
///     vec![Cell::Text("Option".into()), Cell::Text("Cost, USD".into())],
///     vec![Cell::Text("=1+1".into()), Cell::Number(-350000.5)],
/// ];
/// assert_eq!(write(&rows), "Option,\"Cost, USD\"\r\n'=1+1,-350000.5\r\n");
/// ```
pub fn write(rows: &[Vec<Cell>]) -> String {
    let mut out = String::new();
    push_rows(&mut out, rows);
    out
}

fn push_rows(out: &mut String, rows: &[Vec<Cell>]) {
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                out.push(',');
            }
            match cell {
                Cell::Text(text) => push_text(out, text),
                Cell::Number(value) => out.push_str(&number(*value)),
                Cell::Empty => {}
            }
        }
        out.push_str("\r\n");
    }
}

fn push_text(out: &mut String, text: &str) {
    // Some spreadsheets trim a cell before they look at it, so blanks do not hide a formula.
    let bare = text.trim_start_matches([' ', '\u{a0}']);
    let safe = if bare.starts_with(FORMULA_STARTS) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) };
    out.push_str(&quoted(&safe));
}

/// The text of a cell, in quotes where it needs them.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    match text.contains([',', '"', '\r', '\n']) {
        true => Cow::Owned(format!("\"{}\"", text.replace('"', "\"\""))),
        false => Cow::Borrowed(text),
    }
}

/// Never with an exponent: a spreadsheet with a decimal comma takes 1.25e-10 for a text.
fn number(value: f64) -> String {
    match value {
        // Without the sign of −0.
        0.0 => "0".into(),
        value if value.is_finite() => value.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(cell: &str) -> String {
        write(&[vec![Cell::Text(cell.into())]])
    }

    #[test]
    fn quotes_only_what_needs_it() {
        assert_eq!(text_of("Geode"), "Geode\r\n");
        assert_eq!(text_of("Geode, 3 \"big\" regions"), "\"Geode, 3 \"\"big\"\" regions\"\r\n");
        assert_eq!(text_of("two\nlines"), "\"two\nlines\"\r\n");
        assert_eq!(write(&[vec![], vec![Cell::Empty, Cell::Empty]]), "\r\n,\r\n");
    }

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        for start in ["=", "+", "-", "@", "\t", "\r", " =", "\u{a0}=", "\u{ff1d}"] {
            let written = text_of(&format!("{start}cmd()"));
            assert!(written.trim_start_matches('"').starts_with('\''), "{written:?}");
        }
        // The signs of the report are not formula signs.
        assert_eq!(text_of("\u{2212}$150,000"), "\"\u{2212}$150,000\"\r\n");
        assert_eq!(write(&[vec![Cell::Number(-150000.0), Cell::Number(-0.0)]]), "-150000,0\r\n");
    }

    /// A spreadsheet showed the unavailability of three regions as the text "1.25e-10", and no sum took it in.
    #[test]
    fn numbers_are_plain_digits() {
        let cells = [1.25e-10, -1.25e-10, 0.003942, 1.0 / 3.0, 2.5e16, f64::NAN, f64::INFINITY].map(Cell::Number);
        let expected = "0.000000000125,-0.000000000125,0.003942,0.3333333333333333,25000000000000000,,\r\n";
        assert_eq!(write(&[cells.to_vec()]), expected);
        assert_eq!(number(1e300), format!("1{}", "0".repeat(300)));
    }

    proptest! {
        #[test]
        fn every_finite_number_reads_back(value in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            let written = number(value);
            prop_assert_eq!(written.parse::<f64>().unwrap(), value);
            prop_assert!(written.chars().all(|c| c.is_ascii_digit() || "-.".contains(c)), "{}", written);
        }

        #[test]
        fn no_text_begins_a_formula_or_breaks_its_cell(text in any::<String>()) {
            let written = text_of(&text);
            let body = written.strip_suffix("\r\n").unwrap();
            let inner = match body.strip_prefix('"').and_then(|b| b.strip_suffix('"')) {
                Some(quoted) => quoted.replace("\"\"", "\u{0}"),
                None => body.to_string(),
            };
            prop_assert!(!inner.starts_with(FORMULA_STARTS));
            prop_assert!(!inner.contains('"'));
            let back = inner.replace('\u{0}', "\"");
            let marked = format!("'{text}");
            let holds_the_stand_in = text.contains('\u{0}');
            prop_assert!(back == text || back == marked || holds_the_stand_in);
        }
    }
}
