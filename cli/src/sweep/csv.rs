//! Rows of a CSV file.

use super::feed::Feed;
use crate::stop::Stop;
use geode_core::exchange::rows::{Chunk, Next, Records};

/// Rows of a CSV file.
pub struct Csv<'a> {
    feed: Feed<'a>,
    records: Records,
}

impl<'a> Csv<'a> {
    /// Reads the header.
    pub fn open(feed: Feed<'a>) -> Result<(Self, Vec<String>), Stop> {
        let mut csv = Csv { records: Records::new(&feed.name()), feed };
        loop {
            match csv.next()? {
                Next::Record(count) => {
                    let names = csv.records.header(count)?;
                    return Ok((csv, names));
                }
                Next::Wait => drop(csv.feed.more()?),
                Next::End => return Err(csv.records.no_header().into()),
            }
        }
    }

    /// How many bytes there are to read; none if nobody knows.
    pub fn total(&self) -> Option<u64> {
        self.feed.total()
    }

    /// Fills a chunk with what has been read; reads more where that is nothing. Says whether there may be more rows.
    pub fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Stop> {
        while !chunk.is_full() {
            match self.next()? {
                Next::Record(count) => self.records.row(count, chunk),
                // Answers are not held back while the other side of a pipe waits for them.
                Next::Wait if !chunk.is_empty() => break,
                Next::Wait => drop(self.feed.more()?),
                Next::End => return Ok(false),
            }
        }
        chunk.read = self.feed.read;
        Ok(true)
    }

    fn next(&mut self) -> Result<Next, Stop> {
        let (used, next) = self.records.next(self.feed.rest(), self.feed.at_end())?;
        self.feed.advance(used);
        Ok(next)
    }
}
