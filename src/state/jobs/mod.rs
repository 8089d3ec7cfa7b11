//! What is computed beside the page: asked for by row, the newest wins, with progress and cancel.
//!
//! The page asks its worker (`client`), which runs the page's own program (`worker`); where no worker starts,
//! the page does it itself between frames (`here`).

mod client;
mod here;
pub mod row;

use super::Store;
use geode_core::planning::{Progress, Task, answer_of, bytes_of};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

pub use client::Trouble;

/// What is heard of something that was asked for.
pub enum Heard {
    /// How far it is.
    Progress(Progress),
    /// The answer in bytes; nothing more is heard.
    Done(Vec<u8>),
    /// It was not computed, for this reason; nothing more is heard.
    Failed(String),
}

/// Something that is asked for.
#[derive(Clone)]
struct Ask {
    id: u32,
    row: &'static str,
    parameters: Rc<[u8]>,
    text: Arc<str>,
    heard: Rc<dyn Fn(Heard)>,
    is_posted: bool,
}

/// Where a job stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing is asked for, or it has been answered.
    #[default]
    Idle,
    /// It is on its way.
    Running,
    /// It was given up by the user.
    Cancelled,
    /// It failed, for this reason.
    Failed(String),
}

/// Milliseconds until a job is worth a progress bar.
const LONG_MS: u32 = 1_000;

/// A job of the page, as the page shows it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Watch {
    /// The row that is asked for.
    pub row: &'static str,
    /// Where it stands.
    pub standing: RwSignal<Standing>,
    /// How far it is.
    pub progress: RwSignal<Progress>,
    /// Whether it takes so long that this is said.
    pub is_long: RwSignal<bool>,
    /// Counts the spans in which something was running, one job or several on each other's heels.
    span: StoredValue<u32>,
}

impl Watch {
    /// Of a job that nobody has asked for yet.
    pub fn of<T: Task>() -> Watch {
        Watch {
            row: T::NAME,
            standing: RwSignal::new(Standing::Idle),
            progress: RwSignal::new(Progress::default()),
            is_long: RwSignal::new(false),
            span: StoredValue::new(0),
        }
    }

    /// Asks for the job; one that is on its way is cancelled, and of that nothing more is heard.
    pub fn ask<T: Task>(self, parameters: &T::Parameters, text: Arc<str>, done: impl Fn(T::Answer) + 'static) {
        self.begin();
        let answered = move |bytes: Vec<u8>| match answer_of::<T>(&bytes) {
            Some(answer) => {
                done(answer);
                self.stand(Standing::Idle);
            }
            None => self.stand(Standing::Failed("the answer cannot be read".into())),
        };
        self.follow(bytes_of(parameters), text, Rc::new(answered));
    }

    /// The part of [`Watch::ask`] that is the same for all jobs.
    fn follow(self, parameters: Vec<u8>, text: Arc<str>, answered: Rc<dyn Fn(Vec<u8>)>) {
        let heard = move |heard: Heard| match heard {
            Heard::Progress(progress) => self.progress.set(progress),
            Heard::Done(bytes) => answered(bytes),
            Heard::Failed(text) => self.stand(Standing::Failed(text)),
        };
        client::ask(self.row, parameters, text, Rc::new(heard));
    }

    /// What the user gives up.
    pub fn cancel(self) {
        client::cancel(self.row);
        self.stand(Standing::Cancelled);
    }

    /// What nobody needs any more.
    pub fn leave(self) {
        if self.standing.try_with_untracked(|standing| *standing != Standing::Idle) == Some(true) {
            client::cancel(self.row);
            self.stand(Standing::Idle);
        }
    }

    fn begin(self) {
        self.progress.set(Progress::default());
        if self.standing.with_untracked(|standing| *standing == Standing::Running) {
            return;
        }
        self.stand(Standing::Running);
        let span = self.span.get_value() + 1;
        self.span.set_value(span);
        let look = move || {
            // The watch of a dialog goes with the dialog, sooner than this looks.
            let is_running = self.standing.try_with_untracked(|standing| *standing == Standing::Running);
            if is_running == Some(true) && self.span.try_get_value() == Some(span) {
                self.is_long.set(true);
            }
        };
        Timeout::new(LONG_MS, look).forget();
    }

    fn stand(self, standing: Standing) {
        if standing != Standing::Running && self.is_long.try_get_untracked() == Some(true) {
            self.is_long.set(false);
        }
        if self.standing.try_with_untracked(|now| *now != standing) == Some(true) {
            self.standing.set(standing);
        }
    }
}

/// Asks for the fragment of a link to a scenario, given as its text, or why there is none. `row` is that of a link.
pub fn ask_link(row: &'static str, text: Arc<str>, done: impl Fn(Result<String, String>) + 'static) {
    client::ask(row, Vec::new(), text, told(done));
}

/// Asks for the answers to a table of rows, as `geode sweep` prints them, or why there are none. Each asking is answered.
pub fn ask_table(base: Arc<str>, rows: String, figures: String, done: impl Fn(Result<String, String>) + 'static) {
    client::ask_besides(row::TABLE, bytes_of(&(rows, figures)), base, told(done));
}

/// Asks for samples of a scenario's ranges, as `geode uncertainty` prints them, or why there are none. Each asking is
/// answered.
pub fn ask_samples(scenario: Arc<str>, samples: u32, done: impl Fn(Result<String, String>) + 'static) {
    client::ask_besides(row::SAMPLES, bytes_of(&samples), scenario, told(done));
}

/// Asks for the best so many regions of a scenario, as `geode place` prints them, or why there are none; with the carbon
/// intensities of all. Each asking is answered.
pub fn ask_regions(
    scenario: Arc<str>,
    regions: usize,
    carbon: Vec<Option<f64>>,
    done: impl Fn(Result<String, String>) + 'static,
) {
    client::ask_besides(row::PLACEMENT, bytes_of(&(regions, carbon)), scenario, told(done));
}

/// Hands over an answer that is a text, or why there is none.
fn told(done: impl Fn(Result<String, String>) + 'static) -> Rc<dyn Fn(Heard)> {
    Rc::new(move |heard| match heard {
        Heard::Progress(_) => {}
        Heard::Done(bytes) => {
            done(geode_core::planning::read(&bytes).unwrap_or_else(|| Err("the answer cannot be read".into())));
        }
        Heard::Failed(text) => done(Err(text)),
    })
}

/// Tells the store once where no worker can be had.
pub fn connect(store: Store) {
    client::on_trouble(move |trouble| match trouble {
        Trouble::NoWorker => store.say(
            "This browser lets the page have no worker: what takes long is computed between two pictures of the page, \
             and takes longer.",
        ),
        Trouble::NewBuild => store.is_outdated.set(true),
    });
}
