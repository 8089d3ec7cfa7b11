//! Some rows as they were read: what goes to one thread at a time.

use std::ops::Range;

/// Most rows of a chunk.
const MOST_ROWS: usize = 1024;

/// What a row has in a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing: its row has no such cell.
    Absent,
    /// A bare text of a table; empty where the cell is.
    Text(Range<usize>),
    /// JSON.
    Json(Range<usize>),
    /// A number.
    Number(f64),
}

/// Some rows.
#[derive(Debug, Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    cells: Vec<Content>,
    /// Where the cells of each row end, and why it is none.
    rows: Vec<(usize, Option<String>)>,
    /// So many bytes, or rows of a Parquet file, have been read in all.
    pub read: u64,
}

impl Chunk {
    /// Without rows.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.cells.clear();
        self.rows.clear();
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether it should take no more rows.
    pub fn is_full(&self) -> bool {
        self.len() >= MOST_ROWS
    }

    /// Adds a cell to the row that [`Chunk::end_row`] will end.
    pub fn cell(&mut self, content: Content) {
        self.cells.push(content);
    }

    /// Keeps the bytes of a cell.
    pub fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }

    /// Ends a row; a fault says why it is none.
    pub fn end_row(&mut self, fault: Option<String>) {
        self.rows.push((self.cells.len(), fault));
    }

    /// The cells of each row, and why it is none.
    pub fn rows(&self) -> impl Iterator<Item = (&[Content], Option<&str>)> {
        let mut start = 0;
        self.rows.iter().map(move |(end, fault)| {
            let cells = self.cells.get(start..*end).unwrap_or_default();
            start = *end;
            (cells, fault.as_deref())
        })
    }

    /// The bytes of a cell.
    pub fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }
}
