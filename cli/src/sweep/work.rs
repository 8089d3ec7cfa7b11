//! Evaluates rows: inline, or on some threads, in order and in bounded memory.

use super::parquet_file::Table;
use super::progress::Progress;
use super::rows::Rows;
use super::sink::{Data, Sink};
use super::{Format, Job};
use crate::stop::Stop;
use geode_core::exchange::rows::text::Lines;
use geode_core::exchange::rows::{Answers, Chunk};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Answers to a chunk.
pub struct Block {
    data: Data,
    /// Rows, and those of them that have an error.
    pub rows: u64,
    pub errors: u64,
    /// What had been read when the chunk was.
    pub read: u64,
}

/// Evaluates every row. Returns how many there were, and how many of them have an error.
pub fn run(job: &Job, mut rows: Rows, threads: usize, progress: Progress) -> Result<(u64, u64), Stop> {
    let out = Out { sink: Sink::open(job)?, progress, rows: 0, errors: 0 };
    match threads {
        ..=1 => inline(job, &mut rows, out),
        _ => threaded(job, &mut rows, out, threads),
    }
}

fn inline(job: &Job, rows: &mut Rows, mut out: Out) -> Result<(u64, u64), Stop> {
    let (mut worker, mut chunk) = (Worker::new(job), Chunk::default());
    let mut goes_on = Ok(true);
    while let Ok(true) = goes_on {
        chunk.clear();
        goes_on = rows.fill(&mut chunk);
        out.write(worker.answer(&chunk))?;
    }
    out.finish(goes_on.map(drop))
}

/// Chunks go to the threads in turn, and their answers are taken in the same turn: that keeps the order, and each thread
/// has at most one chunk waiting, one in hand and one answered.
fn threaded(job: &Job, rows: &mut Rows, out: Out, threads: usize) -> Result<(u64, u64), Stop> {
    std::thread::scope(|scope| {
        let (mut chunks, mut answers): (Vec<SyncSender<Chunk>>, Vec<Receiver<Block>>) = Default::default();
        for _ in 0..threads {
            let (chunk, waiting) = sync_channel::<Chunk>(1);
            let (answered, answer) = sync_channel(1);
            chunks.push(chunk);
            answers.push(answer);
            scope.spawn(move || {
                let mut worker = Worker::new(job);
                for chunk in waiting {
                    if answered.send(worker.answer(&chunk)).is_err() {
                        break;
                    }
                }
            });
        }
        let writer = scope.spawn(move || write(out, &answers));
        let mut goes_on = Ok(true);
        for thread in chunks.iter().cycle() {
            let mut chunk = Chunk::default();
            goes_on = rows.fill(&mut chunk);
            // Nobody takes it where the output is closed: the writer says why.
            if thread.send(chunk).is_err() || !matches!(goes_on, Ok(true)) {
                break;
            }
        }
        drop(chunks);
        match writer.join() {
            Ok(out) => out?.finish(goes_on.map(drop)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Writes the answers of the threads in turn, until one has no more.
fn write(mut out: Out, answers: &[Receiver<Block>]) -> Result<Out, Stop> {
    for answer in answers.iter().cycle() {
        match answer.recv() {
            Ok(block) => out.write(block)?,
            Err(_) => break,
        }
    }
    Ok(out)
}

/// The output, and what has gone there.
struct Out {
    sink: Sink,
    progress: Progress,
    rows: u64,
    errors: u64,
}

impl Out {
    fn write(&mut self, mut block: Block) -> Result<(), Stop> {
        self.sink.write(&mut block.data)?;
        self.rows += block.rows;
        self.errors += block.errors;
        self.progress.advance(block.rows, block.read);
        Ok(())
    }

    /// Ends the output, also where not all rows could be read: those before are answered.
    fn finish(self, read: Result<(), Stop>) -> Result<(u64, u64), Stop> {
        self.progress.finish();
        // An end of a Parquet file makes it look whole.
        if read.is_ok() || matches!(self.sink, Sink::Text(_)) {
            self.sink.finish()?;
        }
        read.map(|()| (self.rows, self.errors))
    }
}

/// Evaluates one chunk after the other.
struct Worker<'a> {
    job: &'a Job,
    answers: Answers<'a>,
}

impl<'a> Worker<'a> {
    fn new(job: &'a Job) -> Self {
        Worker { job, answers: Answers::new(&job.plan) }
    }

    fn answer(&mut self, chunk: &Chunk) -> Block {
        let Job { plan, format } = self.job;
        let (rows, read) = (chunk.len() as u64, chunk.read);
        if *format == Format::Parquet {
            let mut table = Table::new(plan);
            let errors = self.answers.each(chunk, &mut |given, answer| table.row(plan, chunk, given, answer));
            return Block { data: Data::Table(table), rows, errors, read };
        }
        let mut lines = Lines::default();
        let errors = self.answers.each(chunk, &mut |given, answer| match format {
            Format::Jsonl => lines.json(plan, chunk, given, answer),
            Format::Csv | Format::Parquet => lines.csv(plan, chunk, given, answer),
        });
        Block { data: Data::Lines(lines), rows, errors, read }
    }
}
