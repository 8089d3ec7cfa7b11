//! Rows of a CSV file (RFC 4180): a header, then a row a record. Blank lines are no rows.

use super::chunk::{Chunk, Content};
use super::feed::Feed;
use crate::stop::Stop;
use csv_core::{ReadRecordResult, Reader};

/// Most bytes of a record, and most cells: a quote that is never closed swallows all that follows.
const MOST_BYTES: usize = 1 << 20;
const MOST_CELLS: usize = 1 << 16;

/// Rows of a CSV file.
pub struct Csv<'a> {
    feed: Feed<'a>,
    reader: Reader,
    /// The record at hand, its quotes taken away, and where its cells end.
    record: Vec<u8>,
    ends: Vec<usize>,
    /// So much of them is filled.
    filled: (usize, usize),
    columns: usize,
}

/// What comes next.
enum Next {
    /// A record of so many cells.
    Record(usize),
    /// More must be read first.
    Wait,
    /// Nothing.
    End,
}

impl<'a> Csv<'a> {
    /// Reads the header.
    pub fn open(feed: Feed<'a>) -> Result<(Self, Vec<String>), Stop> {
        let (record, ends) = (vec![0; 1 << 10], vec![0; 64]);
        let mut csv = Csv { feed, reader: Reader::new(), record, ends, filled: (0, 0), columns: 0 };
        csv.columns = loop {
            match csv.next()? {
                Next::Record(count) => break count,
                Next::Wait => drop(csv.feed.more()?),
                Next::End => return Err(csv.feed.bad("is empty", "a header with the pointers of inputs")),
            }
        };
        let names: Result<Vec<String>, _> =
            csv.cells(csv.columns).map(|cell| std::str::from_utf8(cell).map(|name| name.trim().to_owned())).collect();
        let names = names.map_err(|_| csv.feed.bad("is not UTF-8 text", "a header in UTF-8"))?;
        Ok((csv, names))
    }

    /// How many bytes there are to read; none if nobody knows.
    pub fn total(&self) -> Option<u64> {
        self.feed.total()
    }

    /// Fills a chunk with what has been read; reads more where that is nothing. Says whether there may be more rows.
    pub fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Stop> {
        while !chunk.is_full() {
            match self.next()? {
                Next::Record(count) => self.row(count, chunk),
                // Answers are not held back while the other side of a pipe waits for them.
                Next::Wait if chunk.len() > 0 => break,
                Next::Wait => drop(self.feed.more()?),
                Next::End => return Ok(false),
            }
        }
        chunk.read = self.feed.read;
        Ok(true)
    }

    fn next(&mut self) -> Result<Next, Stop> {
        loop {
            let input = self.feed.rest();
            let is_last = input.is_empty();
            // To the reader no bytes mean that no more will come.
            if is_last && !self.feed.at_end() {
                return Ok(Next::Wait);
            }
            let (bytes, cells) = self.filled;
            let output = self.record.get_mut(bytes..).unwrap_or_default();
            let ends = self.ends.get_mut(cells..).unwrap_or_default();
            let (result, used, bytes, cells) = self.reader.read_record(input, output, ends);
            self.feed.advance(used);
            self.filled = (self.filled.0 + bytes, self.filled.1 + cells);
            match result {
                ReadRecordResult::Record => return Ok(Next::Record(std::mem::take(&mut self.filled).1)),
                ReadRecordResult::OutputFull => grow(&mut self.record, MOST_BYTES).ok_or_else(|| self.too_long())?,
                ReadRecordResult::OutputEndsFull => grow(&mut self.ends, MOST_CELLS).ok_or_else(|| self.too_long())?,
                ReadRecordResult::InputEmpty if !is_last => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(Next::End),
            }
        }
    }

    fn too_long(&self) -> Stop {
        let wrong = format!("has a record that is too long near line {}", self.reader.line());
        self.feed.bad(&wrong, &format!("at most {MOST_BYTES} bytes and {MOST_CELLS} cells: is a quote not closed?"))
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

    fn row(&self, count: usize, chunk: &mut Chunk) {
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
}

/// Doubles a buffer, up to a limit.
fn grow<T: Clone + Default>(buffer: &mut Vec<T>, most: usize) -> Option<()> {
    let length = buffer.len();
    (length < most).then(|| buffer.resize((2 * length).min(most), T::default()))
}
