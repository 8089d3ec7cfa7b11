//! How a table writes its numbers: by what its cells show, by what the user says, else by custom.

use crate::cell::{self, Evidence, Mark, Number};
use crate::input::{MAX_COLUMNS, reader};
use crate::refused::{MAX_CELL, clipped};
use crate::report::Question;
use csv::ByteRecord;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Ways to write a number that a question about them offers: the mark before the decimals is that of the last.
const WAYS: [&str; 2] = ["1,234.50", "1.234,50"];
/// Where the beginning of a file is this long, its last row may be cut.
const MAY_BE_CUT: usize = 200_000;

/// How a table writes its numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// The beginning of the table, from the header on.
    beginning: String,
    delimiter: u8,
    /// What the beginning tells of each column.
    evidence: OnceCell<Vec<Evidence>>,
    /// Whether all columns are of one kind, so that one tells of the others.
    pub(crate) is_alike: bool,
    said: Option<Mark>,
    /// The first number that could be two where no cell tells which, and its line.
    doubt: RefCell<Option<(u64, String)>>,
}

impl Numbers {
    pub(crate) fn of(beginning: &str, delimiter: u8) -> Self {
        Numbers { beginning: beginning.to_owned(), delimiter, ..Numbers::default() }
    }

    /// Numbers that programs write: the point stands before decimals.
    pub(crate) fn of_programs() -> Self {
        let evidence = OnceCell::from(vec![Evidence { point: true, comma: false }]);
        Numbers { evidence, is_alike: true, ..Numbers::default() }
    }

    /// The beginning of the table, from the header on.
    pub(crate) fn beginning(&self) -> &str {
        &self.beginning
    }

    /// Takes the answer to the question of the header's line.
    pub(crate) fn hear(&mut self, answers: &BTreeMap<u64, String>, header: u64) {
        let answer = answers.get(&header).filter(|answer| answer.contains(['.', ',']));
        self.said = answer.map(|answer| if answer.rfind(',') > answer.rfind('.') { Mark::Comma } else { Mark::Point });
    }

    /// The number in a cell; else what is written there, and what was expected. In a column that counts, of two numbers
    /// that it could be the whole one.
    pub(crate) fn read(
        &self,
        cell: &[u8],
        column: usize,
        counts: bool,
        line: impl Fn() -> u64,
    ) -> Result<Option<f64>, (String, &'static str)> {
        let clip = |text: String| clipped(text, MAX_CELL);
        let written = || clip(String::from_utf8_lossy(cell).trim().to_owned());
        let (thousands, decimals, mark, is_percent) =
            match cell::number(cell).map_err(|text| (clip(text), "a number"))? {
                None => return Ok(None),
                Some(Number::One(number, _)) => return Ok(Some(number)),
                Some(Number::Two { thousands, decimals, mark, is_percent }) => (thousands, decimals, mark, is_percent),
            };
        let evidence = self.evidence(column);
        let before_decimals = match (evidence.point, evidence.comma) {
            (true, false) => Mark::Point,
            (false, true) => Mark::Comma,
            (true, true) => {
                let expected = "one decimal mark in the column: other rows have points and commas before decimals";
                return Err((written(), expected));
            }
            (false, false) if counts && !is_percent => return Ok(Some(thousands)),
            (false, false) => {
                self.doubt.borrow_mut().get_or_insert_with(|| (line(), written()));
                // Where the comma is a decimal mark it does not part cells.
                let custom = if self.delimiter == b';' { Mark::Comma } else { Mark::Point };
                self.said.unwrap_or(custom)
            }
        };
        Ok(Some(if before_decimals == mark { decimals } else { thousands }))
    }

    fn evidence(&self, column: usize) -> Evidence {
        let all = self.evidence.get_or_init(|| evidence(&self.beginning, self.delimiter));
        if self.is_alike {
            return all.iter().copied().fold(Evidence::default(), Evidence::or);
        }
        all.get(column).copied().unwrap_or_default()
    }

    /// What to ask where there is a doubt, and whether it has not been answered.
    pub(crate) fn question(&self, header: u64) -> Option<(Question, bool)> {
        let (line, written) = self.doubt.take()?;
        let value = format!("{written} on line {line} could be two numbers: how does the file write them?");
        Some((Question { row: header, value, choices: WAYS.map(str::to_owned).into() }, self.said.is_none()))
    }
}

/// What the cells of a table's beginning tell of their columns.
fn evidence(beginning: &str, delimiter: u8) -> Vec<Evidence> {
    let whole = match beginning.rfind('\n').filter(|_| beginning.len() >= MAY_BE_CUT) {
        Some(end) => beginning.get(..end).unwrap_or_default(),
        None => beginning,
    };
    let mut rows = reader(Box::new(whole.as_bytes()), delimiter, Rc::new(Cell::new(u64::MAX)));
    let mut all: Vec<Evidence> = Vec::new();
    let mut row = ByteRecord::new();
    let _header = rows.read_byte_record(&mut row);
    while rows.read_byte_record(&mut row).unwrap_or(false) {
        let columns = row.len().min(MAX_COLUMNS);
        if all.len() < columns {
            all.resize(columns, Evidence::default());
        }
        all.iter_mut().zip(row.iter()).for_each(|(evidence, cell)| evidence.see(cell));
    }
    all
}
