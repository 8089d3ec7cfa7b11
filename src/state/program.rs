//! Programs of their own beside the page, each in a worker that is loaded when it is asked for: the importer of one file
//! (`geode_import::worker`), and what writes a workbook (`geode_workbook::worker`).

use super::jobs::boot;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Reflect};
use leptos::prelude::document;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlLinkElement, MessageEvent, Worker, WorkerOptions, WorkerType};

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
    /// What is asked before it is ready, which is not posted yet.
    waiting: Rc<RefCell<Vec<Array>>>,
    is_ready: Rc<Cell<bool>>,
}

impl Program {
    /// Starts the program to which the page has a link with this id. `heard` hears of it, also why there is none.
    pub fn start(link: &'static str, heard: Rc<dyn Fn(ProgramEvent)>) -> Program {
        let is_over = Cell::new(false);
        let heard: Rc<dyn Fn(ProgramEvent)> = Rc::new(move |event| {
            // Nothing behind the end, whichever of message, error and time is the first to say it.
            if !is_over.replace(is_over.get() || matches!(event, ProgramEvent::Ended(_))) {
                heard(event);
            }
        });
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let waiting = Rc::new(RefCell::new(Vec::new()));
        let worker = Worker::new_with_options(&boot(), &options).ok();
        let program = Program { worker: worker.clone(), waiting, is_ready: Rc::new(Cell::new(false)) };
        match worker {
            Some(worker) => program.listen(&worker, link, heard),
            // Later, as all else is heard: whoever starts one does not have it yet.
            None => drop(Timeout::new(0, move || heard(ProgramEvent::Ended(NO_WORKER.into()))).forget()),
        }
        program
    }

    fn listen(&self, worker: &Worker, link: &'static str, heard: Rc<dyn Fn(ProgramEvent)>) {
        let (waiting, is_ready, own, callback) =
            (self.waiting.clone(), self.is_ready.clone(), worker.clone(), heard.clone());
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let message: Array = event.data().unchecked_into();
            let word = message.get(0).as_string().unwrap_or_default();
            match word.as_str() {
                "boot" => drop(own.post_message(&Array::of2(&address(link).into(), &JsValue::UNDEFINED))),
                "ready" => {
                    is_ready.set(true);
                    for message in waiting.take() {
                        let _ = own.post_message(&message);
                    }
                }
                "gone" => callback(ProgramEvent::Ended(GONE.into())),
                "panic" => callback(ProgramEvent::Ended(message.get(1).as_string().unwrap_or_default())),
                _ => callback(ProgramEvent::Message(word, message)),
            }
        });
        worker.set_onmessage(Some(message.into_js_value().unchecked_ref()));
        let callback = heard.clone();
        let failed = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            let text = Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
            callback(ProgramEvent::Ended(text.unwrap_or_else(|| NO_WORKER.into())));
        });
        worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
        let is_ready = self.is_ready.clone();
        let look = move || {
            if !is_ready.get() {
                heard(ProgramEvent::Ended(GONE.into()));
            }
        };
        Timeout::new(START_MS, look).forget();
    }

    /// Asks it for something, now or when it is ready.
    pub fn post(&self, message: &Array) {
        match &self.worker {
            Some(worker) if self.is_ready.get() => drop(worker.post_message(message)),
            _ => self.waiting.borrow_mut().push(message.clone()),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // What it says on its way out nobody hears.
        self.is_ready.set(true);
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

/// Address of a program, as the page names it.
fn address(link: &str) -> String {
    let link = document().get_element_by_id(link).and_then(|link| link.dyn_into::<HtmlLinkElement>().ok());
    link.map(|link| link.href()).unwrap_or_default()
}
