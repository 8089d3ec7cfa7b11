//! Tables as CSV (RFC 4180): comma, CRLF, UTF-8, without a byte order mark.

use std::borrow::Cow;

/// One cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words. Never a formula, whatever they begin with.
    Text(String),
    /// A figure, written with all its digits.
    Number(f64),
    /// A value that is not there.
    Empty,
}

/// What makes a spreadsheet read a text as a formula, with the full-width forms that some of them take too.
const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Writes rows as CSV text; every row ends with CRLF.
///
/// A text that a spreadsheet would run as a formula gets a leading apostrophe. Numbers keep the digits
/// needed to read back the same value; one that is not finite is left empty.
///
/// ```
/// use geode_core::share::csv::{write, Cell};
/// let rows = [
///     vec![Cell::Text("Option".into()), Cell::Text("Cost, USD".into())],
///     vec![Cell::Text("=1+1".into()), Cell::Number(-350000.5)],
/// ];
/// assert_eq!(write(&rows), "Option,\"Cost, USD\"\r\n'=1+1,-350000.5\r\n");
/// ```
pub fn write(rows: &[Vec<Cell>]) -> String {
    let mut out = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                out.push(',');
            }
            match cell {
                Cell::Text(text) => push_text(&mut out, text),
                Cell::Number(value) => out.push_str(&number(*value)),
                Cell::Empty => {}
            }
        }
        out.push_str("\r\n");
    }
    out
}

fn push_text(out: &mut String, text: &str) {
    // Some spreadsheets trim a cell before they look at it, so blanks do not hide a formula.
    let bare = text.trim_start_matches(' ');
    let safe = if bare.starts_with(FORMULA_STARTS) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) };
    if safe.contains([',', '"', '\r', '\n']) {
        out.push('"');
        out.push_str(&safe.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&safe);
    }
}

fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        String::new()
    } else if value == 0.0 {
        "0".into()
    } else if (1e-5..1e16).contains(&size) {
        value.to_string()
    } else {
        format!("{value:e}")
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
        for start in ["=", "+", "-", "@", "\t", "\r", " =", "\u{ff1d}"] {
            let written = text_of(&format!("{start}cmd()"));
            assert!(written.trim_start_matches('"').starts_with('\''), "{written:?}");
        }
        // The signs of the report are not formula signs.
        assert_eq!(text_of("\u{2212}$150,000"), "\"\u{2212}$150,000\"\r\n");
        assert_eq!(write(&[vec![Cell::Number(-150000.0), Cell::Number(-0.0)]]), "-150000,0\r\n");
    }

    #[test]
    fn numbers_keep_their_digits() {
        let cells = [1.25e-10, 0.003942, 1.0 / 3.0, 1e300, f64::NAN, f64::INFINITY].map(Cell::Number);
        assert_eq!(write(&[cells.to_vec()]), "1.25e-10,0.003942,0.3333333333333333,1e300,,\r\n");
    }

    proptest! {
        #[test]
        fn every_finite_number_reads_back(value in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL) {
            prop_assert_eq!(number(value).parse::<f64>().unwrap(), value);
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
