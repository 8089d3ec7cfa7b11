//! Foreign bytes, never more of them than a scenario may have.

use crate::stop::{Stop, say};
use clap::ValueHint;
use geode_core::scenario::limits::MAX_BYTES;
use geode_core::scenario::restore::{self, Restored};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// The argument FILE of every command that reads a scenario.
#[derive(Debug, clap::Args)]
pub struct Input {
    /// A scenario, or an evaluation, whose scenario is taken; - is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Source,
}

impl Input {
    /// The scenario in it. What had to be repaired is reported on standard error.
    pub fn scenario(&self) -> Result<Restored, Stop> {
        let restored = restore::from_bytes(&self.file.read()?)?;
        say(&restored.repairs);
        Ok(restored)
    }
}

/// Where input comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// `-`: standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl From<OsString> for Source {
    fn from(argument: OsString) -> Self {
        match argument.to_str() {
            Some("-") => Source::Standard,
            _ => Source::File(argument.into()),
        }
    }
}

impl Source {
    /// Opens it.
    pub fn open(&self) -> Result<Box<dyn Read>, Stop> {
        match self {
            Source::Standard => Ok(Box::new(io::stdin().lock())),
            Source::File(path) => Ok(Box::new(File::open(path).map_err(|error| self.unreadable(&error))?)),
        }
    }

    /// All of it, or a refusal if it is too long. Stops reading right behind the limit.
    pub fn read(&self) -> Result<Vec<u8>, Stop> {
        let mut bytes = Vec::new();
        let limit = MAX_BYTES as u64 + 1;
        self.open()?.take(limit).read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        match bytes.len() > MAX_BYTES {
            true => Err(restore::too_long().into()),
            false => Ok(bytes),
        }
    }

    /// What it is called in messages.
    pub fn name(&self) -> String {
        match self {
            Source::Standard => "standard input".into(),
            Source::File(path) => path.display().to_string(),
        }
    }

    /// What to say when reading fails.
    pub fn unreadable(&self, error: &io::Error) -> Stop {
        Stop::bad(&self.name(), &format!("cannot be read ({error})"), "a file that can")
    }
}

/// One line of input.
#[derive(Debug, PartialEq)]
pub enum Line<'a> {
    /// A whole line, without its end.
    Whole(&'a [u8]),
    /// A line above the limit, skipped to its end.
    TooLong,
}

/// Lines in constant memory.
pub struct Lines<'a> {
    source: &'a Source,
    from: BufReader<Box<dyn Read>>,
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    /// The lines of a source.
    pub fn of(source: &'a Source) -> Result<Self, Stop> {
        Ok(Lines { source, from: BufReader::with_capacity(1 << 16, source.open()?), line: Vec::new() })
    }

    /// The next line; none at the end. Calls `before_waiting` whenever the input has nothing buffered, so that
    /// answers are not held back while the other side of a pipe waits for them.
    pub fn next(&mut self, mut before_waiting: impl FnMut() -> Result<(), Stop>) -> Result<Option<Line<'_>>, Stop> {
        self.line.clear();
        let mut length = 0;
        loop {
            if self.from.buffer().is_empty() {
                before_waiting()?;
            }
            let buffer = match self.from.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.source.unreadable(&error)),
            };
            let at_end = buffer.is_empty();
            let end = memchr::memchr(b'\n', buffer);
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            length += part.len();
            // One byte more, in case it is half of the line's end.
            if length <= MAX_BYTES + 1 {
                self.line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.from.consume(used);
            if end.is_some() || at_end {
                if at_end && length == 0 {
                    return Ok(None);
                }
                if self.line.len() == length && self.line.pop_if(|last| *last == b'\r').is_some() {
                    length -= 1;
                }
                return Ok(Some(match length > MAX_BYTES {
                    true => Line::TooLong,
                    false => Line::Whole(&self.line),
                }));
            }
        }
    }
}
