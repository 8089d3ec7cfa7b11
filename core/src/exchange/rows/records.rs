//! Rows of a CSV table (RFC 4180): a header, then a row a record. Blank lines are no rows.

use super::{Chunk, Content};
use crate::scenario::restore::{Fault, Refused};
use csv_core::{ReadRecordResult, Reader};

/// Most bytes of a record, and most cells: a quote that is never closed swallows all that follows.
const MOST_BYTES: usize = 1 << 20;
const MOST_CELLS: usize = 1 << 16;

/// Reads the records of a table, whose text may come in parts.
pub struct Records {
    /// What the table is called in messages.
    source: String,
    reader: Reader,
    /// The record at hand, its quotes taken away, and where its cells end.
    record: Vec<u8>,
    ends: Vec<usize>,
    /// So much of them is filled.
    filled: (usize, usize),
    columns: usize,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A record of so many cells.
    Record(usize),
    /// More of the text must come first.
    Wait,
    /// Nothing.
    End,
}

impl Records {
    /// Of a table that is called so in messages.
    pub fn new(source: &str) -> Self {
        let (record, ends) = (vec![0; 1 << 10], vec![0; 64]);
        Records { source: source.into(), reader: Reader::new(), record, ends, filled: (0, 0), columns: 0 }
    }

    /// Takes what it needs of a text for the next record: so many bytes. `is_last`: nothing follows the text.
    ///
    /// # Errors
    /// A record that is too long.
    pub fn next(&mut self, input: &[u8], is_last: bool) -> Result<(usize, Next), Refused> {
        let mut used = 0;
        loop {
            let rest = input.get(used..).unwrap_or_default();
            let at_end = rest.is_empty();
            // To the reader no bytes mean that no more will come.
            if at_end && !is_last {
                return Ok((used, Next::Wait));
            }
            let (bytes, cells) = self.filled;
            let output = self.record.get_mut(bytes..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, read, bytes, cells) = self.reader.read_record(rest, output, ends);
            used += read;
            self.filled = (self.filled.0 + bytes, self.filled.1 + cells);
            match result {
                ReadRecordResult::Record => return Ok((used, Next::Record(std::mem::take(&mut self.filled).1))),
                ReadRecordResult::OutputFull => grow(&mut self.record, MOST_BYTES).ok_or_else(|| self.too_long())?,
                ReadRecordResult::OutputEndsFull => grow(&mut self.ends, MOST_CELLS).ok_or_else(|| self.too_long())?,
                ReadRecordResult::InputEmpty if !at_end => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok((used, Next::End)),
            }
        }
    }

    /// The names of the columns, where the record at hand is the header.
    ///
    /// # Errors
    /// A header that is no text.
    pub fn header(&mut self, count: usize) -> Result<Vec<String>, Refused> {
        self.columns = count;
        let names = self.cells(count).map(|cell| std::str::from_utf8(cell).map(|name| name.trim().to_owned()));
        let names: Result<_, _> = names.collect();
        names.map_err(|_| self.bad("is not UTF-8 text", "a header in UTF-8"))
    }

    /// What to say of a table without a header.
    pub fn no_header(&self) -> Refused {
        self.bad("is empty", "a header with the pointers of inputs")
    }

    /// Adds the record at hand to a chunk.
    pub fn row(&self, count: usize, chunk: &mut Chunk) {
        let mut is_text = true;
        for cell in self.cells(count.min(self.columns)) {
            is_text &= std::str::from_utf8(cell).is_ok();
            let kept = chunk.keep(cell);
            chunk.cell(Content::Text(kept));
        }
        let fault = match (count == self.columns, is_text) {
            (false, _) => Some(format!("row: has {count} cells, expected {}, one for each column", self.columns)),
            (true, false) => Some("row: is not UTF-8 text, expected text in UTF-8".into()),
            (true, true) => None,
        };
        chunk.end_row(fault);
    }

    /// The cells of the record at hand.
    fn cells(&self, count: usize) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().take(count).map(move |end| {
            let cell = self.record.get(start..*end).unwrap_or_default();
            start = *end;
            cell
        })
    }

    fn too_long(&self) -> Refused {
        let wrong = format!("has a record that is too long near line {}", self.reader.line());
        self.bad(&wrong, &format!("at most {MOST_BYTES} bytes and {MOST_CELLS} cells: is a quote not closed?"))
    }

    fn bad(&self, wrong: &str, expected: &str) -> Refused {
        Refused(vec![Fault { path: self.source.clone(), wrong: wrong.into(), expected: expected.into() }])
    }
}

/// Doubles a buffer, up to a limit.
fn grow<T: Clone + Default>(buffer: &mut Vec<T>, most: usize) -> Option<()> {
    let length = buffer.len();
    (length < most).then(|| buffer.resize((2 * length).min(most), T::default()))
}
