//! Lines of a pasted table, and their cells.

use crate::quantity::{self, Unit};

/// A line that says something.
pub(super) struct Line {
    /// Its place in the text, from 1.
    pub at: usize,
    /// Without empty ones at the end.
    pub cells: Vec<String>,
    by_commas: bool,
}

impl Line {
    /// Cells between tabs, else semicolons, else commas outside quotes; else the numbers at the end stand apart.
    pub fn read(at: usize, line: &str) -> Self {
        if let Some(cells) = spaced(line) {
            return Self { at, cells, by_commas: false };
        }
        let separator = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator));
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                letter if Some(letter) == separator && !quoted => cells.push(String::new()),
                letter => cells.last_mut().into_iter().for_each(|cell| cell.push(letter)),
            }
        }
        let mut cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        while cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        Self { at, cells, by_commas: separator == Some(',') }
    }

    /// The cells that are numbers, with their columns.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, &String)> {
        self.cells.iter().enumerate().filter(|(_, cell)| number(cell).is_some())
    }

    /// "France,1,234": thousands in a list by commas.
    fn join_thousands(&mut self) {
        let [name, whole @ ..] = &self.cells[..] else { return };
        let joined = whole.join(",");
        if self.by_commas && whole.len() > 1 && number(name).is_none() && number(&joined).is_some() {
            self.cells = vec![name.clone(), joined];
        }
    }
}

/// "Niger 7", "France, 1,500", "Germany 1,200 12 %": a name and numbers behind it, where nothing else parts the cells.
fn spaced(line: &str) -> Option<Vec<String>> {
    if line.contains(['\t', ';', '"']) {
        return None;
    }
    let mut head = line.trim();
    let mut tail: Vec<String> = Vec::new();
    let mut sign = "";
    while let Some((before, last)) = head.rsplit_once(char::is_whitespace) {
        match last {
            "%" if sign.is_empty() => sign = " %",
            last if number_like(last).is_some() => tail.insert(0, format!("{last}{}", std::mem::take(&mut sign))),
            _ => break,
        }
        head = before.trim_end();
    }
    let name = head.strip_suffix(',').unwrap_or(head).trim_end();
    // "France, 1 500": behind a comma all is one cell, if it is one number.
    let whole = tail.join(" ");
    if name != head && number(&whole).is_some() {
        tail = vec![whole];
    }
    let is_name = !name.is_empty() && !name.contains(',') && number_like(name).is_none();
    // "1200, 45%" is a list by commas, with spaces for the eye.
    let is_list = tail.iter().any(|cell| number(cell).is_none());
    (is_name && sign.is_empty() && !tail.is_empty() && !is_list).then(|| [vec![name.to_owned()], tail].concat())
}

/// Joins thousands that commas have parted, where no column is meant: below a header of two columns; or without a header
/// where lines differ in length. Elsewhere "Germany,100,200" are two numbers as likely as one.
pub(super) fn join_thousands(header: Option<&Line>, lines: &mut [Line]) {
    let first = lines.first().map(|line| line.cells.len());
    let is_meant = match header {
        Some(header) => header.cells.len() == 2,
        None => lines.iter().any(|line| line.by_commas && Some(line.cells.len()) != first),
    };
    if is_meant {
        lines.iter_mut().for_each(Line::join_thousands);
    }
}

/// A remark of a tool, such as "# Start date: 20260101".
pub(super) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#') && !line.contains(['\t', ';', ','])
}

/// As [`number`], and what starts like one: that is no name.
pub(super) fn number_like(cell: &str) -> Option<f64> {
    number(cell).or_else(|| cell.starts_with(|c: char| c.is_ascii_digit()).then_some(f64::NAN))
}

/// A number as people type it into a field; a percent sign aside, for only the proportions of a table count.
pub(super) fn number(cell: &str) -> Option<f64> {
    let plain = cell.trim().trim_end_matches('%').trim_end();
    let digits = plain.trim_start_matches(['-', '−', '+']).starts_with(|c: char| c.is_ascii_digit());
    quantity::parse_for(plain, Unit::Number, None, false).ok().map(|entry| entry.value).filter(|_| digits)
}
