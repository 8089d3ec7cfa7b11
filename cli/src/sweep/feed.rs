//! The bytes of rows, a block at a time.

use crate::input::Source;
use crate::stop::Stop;
use std::io::{self, Read};

/// Bytes that are read at once.
const BLOCK: usize = 1 << 16;

/// Bytes of a file or a pipe.
pub struct Feed<'a> {
    source: &'a Source,
    from: Box<dyn Read>,
    block: Vec<u8>,
    used: usize,
    /// So many have been read.
    pub read: u64,
    at_end: bool,
}

impl<'a> Feed<'a> {
    pub fn open(source: &'a Source) -> Result<Self, Stop> {
        Ok(Feed { source, from: source.open()?, block: Vec::new(), used: 0, read: 0, at_end: false })
    }

    /// What has been read and not been used.
    pub fn rest(&self) -> &[u8] {
        self.block.get(self.used..).unwrap_or_default()
    }

    /// Marks some of the rest as used.
    pub fn advance(&mut self, count: usize) {
        self.used += count;
    }

    /// Reads the next block behind the rest. Says whether there was one.
    pub fn more(&mut self) -> Result<bool, Stop> {
        self.block.drain(..self.used.min(self.block.len()));
        self.used = 0;
        let start = self.block.len();
        self.block.resize(start + BLOCK, 0);
        let result = loop {
            match self.from.read(self.block.get_mut(start..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        let count = result.map_err(|error| self.source.unreadable(&error));
        self.block.truncate(start + *count.as_ref().unwrap_or(&0));
        let count = count?;
        self.read += count as u64;
        self.at_end = count == 0;
        Ok(count > 0)
    }

    /// How many bytes there are; none if nobody knows.
    pub fn total(&self) -> Option<u64> {
        match self.source {
            Source::Standard => None,
            Source::File(path) => std::fs::metadata(path).ok().filter(|metadata| metadata.is_file()).map(|m| m.len()),
        }
    }

    /// Whether all has been read.
    pub fn at_end(&self) -> bool {
        self.at_end
    }

    /// What the source is called in messages.
    pub fn name(&self) -> String {
        self.source.name()
    }

    /// What to say of the source.
    pub fn bad(&self, wrong: &str, expected: &str) -> Stop {
        Stop::bad(&self.source.name(), wrong, expected)
    }
}
