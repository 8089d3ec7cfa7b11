//! A job: a question over many evaluations, cut into numbered pieces.
//!
//! A piece depends on its number alone, and partial results are merged in the order of their numbers. So it changes no
//! bit of the answer whether a job runs in one go, in slices between other work, on threads or in a worker, which is
//! asked and answers in bytes. [`LIST`] has every job that a worker runs.

use super::{Evaluate, FindRival, Place, Simulate, Sobol, Solving, Tornado, Turning, Uncertainty, Vary};
use crate::scenario::problem::Problem;
use crate::scenario::restore::{self, Refused};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A question over many evaluations.
///
/// ```
/// use geode_core::planning::{Job, Simulate, in_one_go};
/// use geode_core::scenario::{presets, problem::Problem};
/// let problem = Problem::compile(&presets::worked_example());
/// let years = in_one_go(Simulate::new(problem, ()));
/// assert_eq!(years.len(), 4);
/// ```
pub trait Job: Sized {
    /// What it is called where it is asked for.
    const NAME: &'static str;
    /// What is asked beside the scenario.
    type Parameters: Serialize + DeserializeOwned;
    /// What a piece results in.
    type Partial: Serialize + DeserializeOwned + Send;
    /// What all pieces result in: numbers only, words are the report's.
    type Answer: Serialize + DeserializeOwned;

    /// Prepares the question; little is computed yet.
    fn new(problem: Problem, parameters: Self::Parameters) -> Self;

    /// How many pieces there are.
    fn pieces(&self) -> usize;

    /// The result of a piece. The same for the same number, whatever ran before: what the job keeps is only memory.
    fn piece(&mut self, number: usize) -> Self::Partial;

    /// The answer; `partials` are those of all pieces, in order.
    fn merge(&self, partials: Vec<Self::Partial>) -> Self::Answer;
}

/// A job that runs piece by piece.
#[derive(Debug, Clone)]
pub struct Run<J: Job> {
    job: J,
    partials: Vec<J::Partial>,
}

impl<J: Job> Run<J> {
    /// Starts with the first piece.
    pub fn new(job: J) -> Run<J> {
        Run { job, partials: Vec::new() }
    }

    /// Runs the next piece; says whether there are more.
    pub fn step(&mut self) -> bool {
        let next = self.partials.len();
        if next < self.job.pieces() {
            self.partials.push(self.job.piece(next));
        }
        !self.is_done()
    }

    /// Whether all pieces have been run.
    pub fn is_done(&self) -> bool {
        self.partials.len() >= self.job.pieces()
    }

    /// Pieces that have been run, and all.
    pub fn progress(&self) -> Progress {
        Progress { done: self.partials.len(), of: self.job.pieces() }
    }

    /// The answer, once all pieces have been run.
    pub fn answer(&mut self) -> Option<J::Answer> {
        self.is_done().then(|| self.job.merge(std::mem::take(&mut self.partials)))
    }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Pieces that have been run.
    pub done: usize,
    /// All pieces.
    pub of: usize,
}

/// Runs a job here and now.
pub fn in_one_go<J: Job>(mut job: J) -> J::Answer {
    let partials = (0..job.pieces()).map(|number| job.piece(number)).collect();
    job.merge(partials)
}

/// Runs a job on threads, each with a copy of it; one thread is this one. Where a thread cannot be had the others do its
/// work.
pub fn on_threads<J: Job + Clone + Send>(job: J, threads: usize) -> J::Answer {
    let (next, pieces) = (AtomicUsize::new(0), job.pieces());
    let work = |mut job: J| {
        let mut partials = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= pieces {
                return partials;
            }
            partials.push((number, job.piece(number)));
        }
    };
    let mut partials = std::thread::scope(|scope| {
        let spawn = |_| {
            let copy = job.clone();
            std::thread::Builder::new().spawn_scoped(scope, || work(copy)).ok()
        };
        let others: Vec<_> = (1..threads.min(pieces)).filter_map(spawn).collect();
        let mut partials = work(job.clone());
        for other in others {
            match other.join() {
                Ok(more) => partials.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        partials
    });
    crate::sorted::by_key(&mut partials, |(number, _)| *number);
    job.merge(partials.into_iter().map(|(_, partial)| partial).collect())
}

/// A job that is run by somebody who knows only its name: asked and answered in bytes.
pub trait Running {
    /// Runs the next piece; says whether there are more.
    fn step(&mut self) -> bool;
    /// How far it is.
    fn progress(&self) -> Progress;
    /// The answer as bytes, for [`answer_of`]; empty before all pieces have been run.
    fn answer(&mut self) -> Vec<u8>;
}

impl<J: Job> Running for Run<J> {
    fn step(&mut self) -> bool {
        Run::step(self)
    }

    fn progress(&self) -> Progress {
        Run::progress(self)
    }

    fn answer(&mut self) -> Vec<u8> {
        Run::answer(self).map(|answer| bytes_of(&answer)).unwrap_or_default()
    }
}

/// What is asked by name and answered in bytes: every job, and what needs the text of a scenario, not its problem alone.
pub trait Task {
    /// What it is called where it is asked for.
    const NAME: &'static str;
    /// What is asked beside the scenario.
    type Parameters: Serialize + DeserializeOwned;
    /// What it results in.
    type Answer: Serialize + DeserializeOwned;
}

impl<J: Job> Task for J {
    const NAME: &'static str = J::NAME;
    type Parameters = J::Parameters;
    type Answer = J::Answer;
}

/// A job in the list.
#[derive(Clone, Copy)]
pub struct Row {
    /// What it is called where it is asked for.
    pub name: &'static str,
    pub(super) start: Start,
}

/// Starts a job on the text of a scenario and its parameters in bytes.
type Start = fn(&str, &[u8]) -> Result<Box<dyn Running>, NotStarted>;

/// Every job that a worker runs.
pub const LIST: &[Row] = &[
    row::<Evaluate>(),
    row::<Simulate>(),
    row::<Sobol>(),
    row::<Solving>(),
    row::<Tornado>(),
    row::<Turning>(),
    row::<Uncertainty>(),
    row::<Place>(),
    row::<FindRival>(),
    Vary::ROW,
];

const fn row<J: Job + 'static>() -> Row {
    Row {
        name: J::NAME,
        start: |scenario, parameters| {
            let restored = restore::from_text(scenario).map_err(NotStarted::Scenario)?;
            let parameters = read(parameters).ok_or(NotStarted::Parameters)?;
            Ok(Box::new(Run::new(J::new(Problem::compile(&restored.scenario), parameters))))
        },
    }
}

/// Why a job was not started.
#[derive(Debug, Clone, PartialEq)]
pub enum NotStarted {
    /// There is no job of this name.
    Unknown(String),
    /// The parameters are not those of the job.
    Parameters,
    /// The text is no valid scenario.
    Scenario(Refused),
}

impl fmt::Display for NotStarted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotStarted::Unknown(name) => write!(f, "there is no job \u{201c}{name}\u{201d}"),
            NotStarted::Parameters => write!(f, "the parameters of the job cannot be read"),
            NotStarted::Scenario(refused) => write!(f, "{refused}"),
        }
    }
}

impl std::error::Error for NotStarted {}

/// Starts a job by its name, on the text of a scenario, which comes by the door of foreign ones.
///
/// # Errors
/// An unknown name, parameters of something else, a text that is no valid scenario.
pub fn start(name: &str, parameters: &[u8], scenario: &str) -> Result<Box<dyn Running>, NotStarted> {
    let row = LIST.iter().find(|row| row.name == name).ok_or_else(|| NotStarted::Unknown(name.into()))?;
    (row.start)(scenario, parameters)
}

/// Parameters or an answer as bytes: floating-point numbers as they are, so that nothing is rounded.
pub fn bytes_of(value: &impl Serialize) -> Vec<u8> {
    // A vector grows as long as there is memory, and these types have no part that could not be written.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// What [`bytes_of`] has written; none where the bytes are something else.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// The answer to a job from its bytes; none where they are not one.
pub fn answer_of<T: Task>(bytes: &[u8]) -> Option<T::Answer> {
    read(bytes)
}
