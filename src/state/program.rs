//! Programs of their own beside the page, each in a worker that is loaded when it is asked for: the importer of one file
//! (`geode_import::worker`), and what writes a workbook (`geode_workbook::worker`).

use super::boot;
use geode_browser::worker::text;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Worker;

/// Milliseconds in which a program starts, on a slow line.
const START_MS: u32 = 60_000;
const NO_WORKER: &str = "This browser lets the page have no worker, in which files are read and written. The command does \
    it too: geode import, geode workbook.";
const GONE: &str = "A part of the planner could not be loaded. Is there a connection? If the page has stood open for long, load it again.";

/// What happens in a program beside the page.
pub enum ProgramEvent {
    /// What it says: a word, and what belongs to it.
    Message(String, Array),
    /// There is none, or no more, for this reason; nothing more is heard.
    Ended(String),
}

/// A program beside the page. Dropping it gives up what it is at.
pub struct Program {
    worker: Option<Worker>,
    line: Line,
}

/// The line to a program.
#[derive(Clone)]
struct Line {
    /// What is asked before it is ready, which is not posted yet.
    waiting: Rc<RefCell<Vec<Array>>>,
    is_ready: Rc<Cell<bool>>,
    heard: Rc<dyn Fn(ProgramEvent)>,
}

impl Program {
    /// Starts the program to which the page has a link with this id. `heard` hears of it, also why there is none.
    pub fn start(link: &'static str, heard: Rc<dyn Fn(ProgramEvent)>) -> Program {
        let line = Line::to(heard);
        let (hears, fails, waits) = (line.clone(), line.clone(), line.clone());
        let worker = boot::start(
            boot::address(link),
            JsValue::UNDEFINED,
            move |worker, what, message| hears.hear(worker, what, message),
            move |reason| fails.end(reason.unwrap_or_else(|| NO_WORKER.into())),
        );
        // Without one it is said later, as all else is heard: whoever starts it does not have it yet.
        let (wait, reason) = if worker.is_ok() { (START_MS, GONE) } else { (0, NO_WORKER) };
        let look = move || {
            if !waits.is_ready.get() {
                waits.end(reason.into());
            }
        };
        Timeout::new(wait, look).forget();
        Program { worker: worker.ok(), line }
    }

    /// Asks it for something, now or when it is ready.
    pub fn post(&self, message: &Array) {
        match &self.worker {
            Some(worker) if self.line.is_ready.get() => drop(worker.post_message(message)),
            _ => self.line.waiting.borrow_mut().push(message.clone()),
        }
    }
}

impl Line {
    /// Nothing is heard behind the end, whichever of message, error and time is the first to say it.
    fn to(heard: Rc<dyn Fn(ProgramEvent)>) -> Line {
        let is_over = Cell::new(false);
        let heard = move |event| {
            if !is_over.replace(is_over.get() || matches!(event, ProgramEvent::Ended(_))) {
                heard(event);
            }
        };
        Line { waiting: Rc::default(), is_ready: Rc::default(), heard: Rc::new(heard) }
    }

    fn hear(&self, worker: &Worker, what: &str, message: &Array) {
        match what {
            "ready" => {
                self.is_ready.set(true);
                for message in self.waiting.take() {
                    let _ = worker.post_message(&message);
                }
            }
            "gone" => self.end(GONE.into()),
            "panic" => self.end(text(message, 1)),
            _ => (self.heard)(ProgramEvent::Message(what.to_owned(), message.clone())),
        }
    }

    fn end(&self, reason: String) {
        (self.heard)(ProgramEvent::Ended(reason));
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // What it says on its way out nobody hears.
        self.line.is_ready.set(true);
        if let Some(worker) = &self.worker {
            worker.set_onmessage(None);
            worker.terminate();
        }
    }
}

/// Asks a program for one thing and gives it up then. `answer` says what of what is heard is the answer.
pub fn once<T: 'static>(
    link: &'static str,
    message: &Array,
    answer: impl Fn(ProgramEvent) -> Option<Result<T, String>> + 'static,
    done: impl FnOnce(Result<T, String>) + 'static,
) {
    let done = RefCell::new(Some(done));
    // It lives as long as it is waited for.
    let kept: Rc<RefCell<Option<Program>>> = Rc::default();
    let own = kept.clone();
    let heard = move |event: ProgramEvent| {
        let Some(answer) = answer(event) else { return };
        if let Some(done) = done.take() {
            done(answer);
        }
        // Not here: that would end what runs just now.
        let own = own.clone();
        Timeout::new(0, move || drop(own.take())).forget();
    };
    let program = Program::start(link, Rc::new(heard));
    program.post(message);
    kept.replace(Some(program));
}
