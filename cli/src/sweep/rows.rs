//! Where rows come from: CSV, JSON lines or Parquet, told apart by how they begin.

use super::Format;
use super::csv::Csv;
use super::feed::Feed;
use super::json_lines::JsonLines;
use super::parquet_rows::ParquetRows;
use crate::columns::MAGIC;
use crate::input::Source;
use crate::stop::Stop;
use geode_core::exchange::rows::{Chunk, Named};

/// Where rows come from.
pub enum Rows<'a> {
    Csv(Box<Csv<'a>>),
    JsonLines(JsonLines<'a>),
    Parquet(ParquetRows<'a>),
}

impl<'a> Rows<'a> {
    /// Opens a source and returns the names of its columns. Where there is nothing at all, JSON lines that are wanted are
    /// none, as an empty part of a larger whole has none; a table would lack its header.
    pub fn open(source: &'a Source, wanted: Option<Format>) -> Result<(Self, Vec<String>), Stop> {
        let mut feed = Feed::open(source)?;
        while feed.rest().len() < 4 && feed.more()? {}
        let start = feed.rest();
        let first =
            start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).iter().find(|byte| !byte.is_ascii_whitespace());
        if start.starts_with(MAGIC) {
            let (rows, names) = ParquetRows::open(source)?;
            Ok((Rows::Parquet(rows), names))
        } else if first == Some(&b'{') || (start.is_empty() && wanted == Some(Format::Jsonl)) {
            let (rows, names) = JsonLines::open(feed)?;
            Ok((Rows::JsonLines(rows), names))
        } else {
            let (rows, names) = Csv::open(feed)?;
            Ok((Rows::Csv(Box::new(rows)), names))
        }
    }

    /// The format that they are in.
    pub fn format(&self) -> Format {
        match self {
            Rows::Csv(_) => Format::Csv,
            Rows::JsonLines(_) => Format::Jsonl,
            Rows::Parquet(_) => Format::Parquet,
        }
    }

    /// How much there is to read, in bytes or rows; none if nobody knows.
    pub fn total(&self) -> Option<u64> {
        match self {
            Rows::Csv(rows) => rows.total(),
            Rows::JsonLines(rows) => rows.total(),
            Rows::Parquet(rows) => Some(rows.count()),
        }
    }

    /// What the columns are.
    pub fn set_columns(&mut self, columns: &[Named]) {
        match self {
            Rows::Csv(_) => {}
            Rows::JsonLines(rows) => rows.set_columns(columns),
            Rows::Parquet(rows) => rows.set_columns(columns),
        }
    }

    /// Puts the next rows into an empty chunk. Says whether there may be more.
    pub fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Stop> {
        match self {
            Rows::Csv(rows) => rows.fill(chunk),
            Rows::JsonLines(rows) => rows.fill(chunk),
            Rows::Parquet(rows) => rows.fill(chunk),
        }
    }
}
