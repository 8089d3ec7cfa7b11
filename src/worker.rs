//! The page's own program in a worker: it runs jobs, so that nothing on the page waits for them.
//!
//! boot.js starts it there with the page's compiled module, so the two are always of one build. It is asked and answers in
//! lists whose first item says what they are:
//!
//! ```text
//! page → worker   "ask", id, row, parameters, text      a job on the text of a scenario
//!                 "cancel", id                          answered by "cancelled"
//! worker → page   "ready"                               nothing is sent before it
//!                 "at", id                              the job that is run from now on
//!                 "progress", id, done, of              pieces of the job
//!                 "done", id, bytes                     the answer
//!                 "failed", id, text                    the job could not be started
//!                 "cancelled", id
//!                 "panic", text                         the program there has ended
//! ```

use crate::state::jobs::row::{self, place};
use geode_browser::worker::{hear, say, tell_of_panics, text};
use geode_core::planning::Running;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Milliseconds of work between two looks at what the page says.
const SLICE_MS: f64 = 30.0;

/// A job that was asked for.
struct Asked {
    id: f64,
    row: String,
    running: Box<dyn Running>,
}

thread_local! {
    static QUEUE: RefCell<VecDeque<Asked>> = const { RefCell::new(VecDeque::new()) };
    // Dropping the one before cancels it, and there is never more than one slice on its way.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    /// The job that the page believes to be run.
    static AT: Cell<f64> = const { Cell::new(f64::NAN) };
}

/// Serves the page as long as it lives.
pub fn serve() {
    tell_of_panics();
    hear(|what, message| {
        let id = message.get(1).as_f64().unwrap_or(f64::NAN);
        match what {
            "ask" => ask(id, message),
            "cancel" => {
                QUEUE.with_borrow_mut(|queue| queue.retain(|asked| asked.id != id));
                say("cancelled", &[id.into()]);
            }
            _ => {}
        }
    });
}

/// Whatever ends the worker from here on, or keeps it from answering, is this job.
fn at(id: f64) {
    if AT.replace(id) != id {
        say("at", &[id.into()]);
    }
}

fn ask(id: f64, message: &Array) {
    at(id);
    let parameters = Uint8Array::new(&message.get(3)).to_vec();
    let row = text(message, 2);
    match row::start(&row, &parameters, &text(message, 4)) {
        Ok(running) => {
            QUEUE.with_borrow_mut(|queue| {
                let at = place(&row, queue.iter().map(|asked| asked.row.as_str()));
                queue.insert(at.unwrap_or(queue.len()), Asked { id, row, running });
            });
            later();
        }
        Err(error) => say("failed", &[id.into(), error.into()]),
    }
}

/// The next slice comes behind what the page has said meanwhile.
fn later() {
    NEXT.replace(Some(Timeout::new(0, slice)));
}

fn slice() {
    // Taken out while it runs: the page may say something only between slices, but a panic must not find it borrowed.
    let Some(mut asked) = QUEUE.with_borrow_mut(VecDeque::pop_front) else { return };
    at(asked.id);
    let end = js_sys::Date::now() + SLICE_MS;
    let mut has_more = true;
    while has_more && js_sys::Date::now() < end {
        has_more = asked.running.step();
    }
    if has_more {
        let progress = asked.running.progress();
        say("progress", &[asked.id.into(), (progress.done as f64).into(), (progress.of as f64).into()]);
        QUEUE.with_borrow_mut(|queue| queue.push_front(asked));
    } else {
        say("done", &[asked.id.into(), Uint8Array::from(asked.running.answer().as_slice()).into()]);
    }
    later();
}
