//! Programs of their own beside the page, each in a worker that is loaded when it is asked for: the importer of one file
//! (`geode_import::worker`), ended when the file goes, and the one that writes a workbook (`geode_workbook::worker`).

use super::jobs::boot;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Reflect, Uint8Array};
use leptos::prelude::document;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, File, HtmlLinkElement, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Milliseconds in which the importer starts, on a slow line.
const START_MS: u32 = 60_000;

/// What is heard of an importer.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Bytes that have been read, and of how many.
    Progress(f64, f64),
    /// What the file says, as `geode import` prints it; and what a person looks at before it is applied, as JSON.
    Said(String, String),
    /// A scenario with it applied, as JSON: see `geode_import::Session::apply`.
    Applied(String),
    /// A workbook.
    Written(Vec<u8>),
    /// Why it was not done; and of a table whose columns are not known its beginning, as JSON.
    Refused(String, String),
    /// There is no importer, or no more, for this reason; nothing more is heard.
    Ended(String),
}

/// A program beside the page. Dropping it gives up what it is at.
pub struct Importer {
    worker: Option<Worker>,
    /// What is asked before it is ready, which is not posted yet.
    waiting: Rc<RefCell<Vec<Array>>>,
    is_ready: Rc<Cell<bool>>,
}

impl Importer {
    /// Starts the importer. `heard` hears of it, also why there is none.
    pub fn start(heard: Rc<dyn Fn(Heard)>) -> Importer {
        Importer::of("importer", heard)
    }

    /// Starts the program to which the page has a link with this id.
    fn of(link: &'static str, heard: Rc<dyn Fn(Heard)>) -> Importer {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let waiting = Rc::new(RefCell::new(Vec::new()));
        let is_ready = Rc::new(Cell::new(false));
        let worker = Worker::new_with_options(&boot(), &options).ok();
        let importer = Importer { worker: worker.clone(), waiting, is_ready };
        let Some(worker) = worker else {
            // Later, as all else is heard: whoever starts one does not have it yet.
            Timeout::new(0, move || heard(Heard::Ended(NO_WORKER.into()))).forget();
            return importer;
        };
        importer.listen(&worker, link, heard);
        importer
    }

    fn listen(&self, worker: &Worker, link: &'static str, heard: Rc<dyn Fn(Heard)>) {
        let (waiting, is_ready, own, told) =
            (self.waiting.clone(), self.is_ready.clone(), worker.clone(), heard.clone());
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let message: Array = event.data().unchecked_into();
            let text = |at: u32| message.get(at).as_string().unwrap_or_default();
            let number = |at: u32| message.get(at).as_f64().unwrap_or_default();
            match text(0).as_str() {
                "boot" => drop(own.post_message(&Array::of2(&program(link).into(), &JsValue::UNDEFINED))),
                "ready" => {
                    is_ready.set(true);
                    for message in waiting.take() {
                        let _ = own.post_message(&message);
                    }
                }
                "progress" => told(Heard::Progress(number(1), number(2))),
                "said" => told(Heard::Said(text(1), text(2))),
                "applied" => told(Heard::Applied(text(1))),
                "written" => told(Heard::Written(Uint8Array::new(&message.get(1)).to_vec())),
                "refused" => told(Heard::Refused(text(1), text(2))),
                "gone" => told(Heard::Ended(GONE.into())),
                "panic" => told(Heard::Ended(text(1))),
                _ => {}
            }
        });
        worker.set_onmessage(Some(message.into_js_value().unchecked_ref()));
        let told = heard.clone();
        let failed = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            let text = Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
            told(Heard::Ended(text.unwrap_or_else(|| NO_WORKER.into())));
        });
        worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
        let is_ready = self.is_ready.clone();
        let look = move || {
            if !is_ready.get() {
                heard(Heard::Ended(GONE.into()));
            }
        };
        Timeout::new(START_MS, look).forget();
    }

    /// Reads a file; `asked` is what is said beside it (`geode_import::Asked`) as JSON.
    pub fn read(&self, file: &File, asked: &str) {
        self.post(&Array::of3(&"read".into(), file, &asked.into()));
    }

    /// Puts what the file says into a scenario, JSON as is the choice (`geode_import::Choice`).
    pub fn apply(&self, scenario: &str, choice: &str) {
        self.post(&Array::of3(&"apply".into(), &scenario.into(), &choice.into()));
    }

    fn post(&self, message: &Array) {
        match &self.worker {
            Some(worker) if self.is_ready.get() => drop(worker.post_message(message)),
            _ => self.waiting.borrow_mut().push(message.clone()),
        }
    }
}

/// The workbook of a scenario, which is JSON, or why there is none.
pub fn workbook(scenario: &str, done: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    let done = RefCell::new(Some(done));
    // It lives as long as it is waited for.
    let kept: Rc<RefCell<Option<Importer>>> = Rc::default();
    let own = kept.clone();
    let heard = move |heard: Heard| {
        let answer = match heard {
            Heard::Written(bytes) => Ok(bytes),
            Heard::Refused(why, _) | Heard::Ended(why) => Err(why),
            Heard::Progress(..) | Heard::Said(..) | Heard::Applied(_) => return,
        };
        if let Some(done) = done.take() {
            done(answer);
        }
        // Not here: that would end what runs just now.
        let own = own.clone();
        Timeout::new(0, move || drop(own.take())).forget();
    };
    let writer = Importer::of("workbook", Rc::new(heard));
    writer.post(&Array::of2(&"write".into(), &scenario.into()));
    kept.replace(Some(writer));
}

impl Drop for Importer {
    fn drop(&mut self) {
        // What it says on its way out nobody hears.
        self.is_ready.set(true);
        if let Some(worker) = &self.worker {
            worker.set_onmessage(None);
            worker.terminate();
        }
    }
}

const NO_WORKER: &str = "This browser lets the page have no worker, in which files are read and written. The command does \
    it too: geode import, geode workbook.";
const GONE: &str = "A part of the planner could not be loaded. Is there a connection? If the page has stood open for long, load it again.";

/// Address of a program, as the page names it.
fn program(link: &str) -> String {
    let link = document().get_element_by_id(link).and_then(|link| link.dyn_into::<HtmlLinkElement>().ok());
    link.map(|link| link.href()).unwrap_or_default()
}
