//! The page's own program in a worker: it runs jobs, so that nothing on the page waits for them.
//!
//! boot.js starts it there with the page's compiled module, so the two are always of one build. It is asked and answers in
//! lists whose first item says what they are:
//!
//! ```text
//! page → worker   "ask", id, row, parameters, text      a job on the text of a scenario
//!                 "cancel", id                          answered by "cancelled"
//! worker → page   "ready"                               nothing is sent before it
//!                 "progress", id, done, of              pieces of the job
//!                 "done", id, bytes                     the answer
//!                 "failed", id, text                    the job could not be started
//!                 "cancelled", id
//!                 "panic", text                         the program there has ended
//! ```

use crate::state::jobs::row::{self, place};
use geode_core::planning::Running;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

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
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn say(what: &str, rest: &[JsValue]) {
    let message = Array::of1(&what.into());
    for item in rest {
        message.push(item);
    }
    // It fails only for what cannot be copied, and these are numbers, texts and bytes.
    let _ = scope().post_message(&message);
}

/// Serves the page as long as it lives.
pub fn serve() {
    std::panic::set_hook(Box::new(|info| say("panic", &[info.to_string().into()])));
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| hear(&event.data().unchecked_into()));
    scope().set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    say("ready", &[]);
}

fn hear(message: &Array) {
    let id = message.get(1).as_f64().unwrap_or(f64::NAN);
    match message.get(0).as_string().as_deref() {
        Some("ask") => ask(id, message),
        Some("cancel") => {
            QUEUE.with_borrow_mut(|queue| queue.retain(|asked| asked.id != id));
            say("cancelled", &[id.into()]);
        }
        _ => {}
    }
}

fn ask(id: f64, message: &Array) {
    let text = |at: u32| message.get(at).as_string().unwrap_or_default();
    let parameters = Uint8Array::new(&message.get(3)).to_vec();
    let row = text(2);
    match row::start(&row, &parameters, &text(4)) {
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
