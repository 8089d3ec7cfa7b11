//! Where answers go: standard output, whole rows at a time.

use super::Job;
use super::parquet_file::{ParquetFile, Table};
use crate::stop::Stop;
use geode_core::exchange::rows::text::Lines;
use std::fs::File;
use std::io::{self, Seek, Write};

/// Some answers, ready to be written.
pub enum Data {
    Lines(Lines),
    Table(Table),
}

/// Where answers go.
pub enum Sink {
    Text(File),
    Parquet(Box<ParquetFile<File>>),
}

impl Sink {
    /// Standard output, in the format of a job; the header of a table is written at once.
    pub fn open(job: &Job) -> Result<Sink, Stop> {
        let out = standard_output()?;
        match job.format {
            super::Format::Parquet => Ok(Sink::Parquet(Box::new(ParquetFile::new(&job.plan, out)?))),
            super::Format::Csv => {
                let mut sink = Sink::Text(out);
                sink.write(&mut Data::Lines(Lines::header(&job.plan)))?;
                Ok(sink)
            }
            super::Format::Jsonl => Ok(Sink::Text(out)),
        }
    }

    /// Writes answers.
    pub fn write(&mut self, data: &mut Data) -> Result<(), Stop> {
        match (self, data) {
            (Sink::Text(out), Data::Lines(lines)) => Ok(write_lines(out, lines)?),
            (Sink::Parquet(file), Data::Table(table)) => file.write(table),
            // A job has one format.
            (Sink::Text(_), Data::Table(_)) | (Sink::Parquet(_), Data::Lines(_)) => Ok(()),
        }
    }

    /// Ends the output.
    pub fn finish(self) -> Result<(), Stop> {
        match self {
            Sink::Text(mut out) => Ok(out.flush()?),
            Sink::Parquet(file) => file.finish(),
        }
    }
}

/// Standard output without a buffer that would cut lines anywhere.
fn standard_output() -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
    }
}

/// Writes lines. Where a disk is full the file is cut behind the last whole one.
fn write_lines(out: &mut File, lines: &Lines) -> io::Result<()> {
    let mut done = 0;
    while let Some(rest) = lines.bytes.get(done..).filter(|rest| !rest.is_empty()) {
        match out.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => done += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                let whole = lines.ends.iter().rev().find(|end| **end <= done).copied().unwrap_or(0);
                cut(out, (done - whole) as u64);
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Takes the last bytes of a file away; a pipe has none.
fn cut(out: &mut File, bytes: u64) {
    let is_file = out.metadata().is_ok_and(|metadata| metadata.is_file());
    if let Ok(end) = out.stream_position()
        && is_file
    {
        // What cannot be taken away stays; that the disk is full is said anyway.
        let _ = out.set_len(end.saturating_sub(bytes));
    }
}
