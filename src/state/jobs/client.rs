//! The page's worker: started when first asked for something, replaced when it ends or hears nothing.

use super::row::place;
use super::{Ask, Heard, here};
use crate::state::boot;
use geode_browser::worker::text;
use geode_core::planning::Progress;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use leptos::prelude::window;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Worker};

/// Link of the page to its own program.
const PROGRAM: &str = "app-js";
/// Milliseconds in which a worker answers a cancel; one that does not is replaced.
const CANCEL_MS: u32 = 200;
/// Milliseconds in which a worker starts, on a slow machine; else the page does without.
const START_MS: u32 = 20_000;
/// Milliseconds after which a worker that says nothing is asked about again, and then taken for dead: twice, because
/// after a machine has slept the page may wake first.
const SILENCE_MS: u32 = 5_000;

/// Why there is no worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser does not let the page have one.
    NoWorker,
    /// A new build has taken the place of its files: the page must be loaded again.
    NewBuild,
}

/// Who computes.
#[derive(Clone, Default)]
enum Host {
    /// Nobody yet.
    #[default]
    Nobody,
    /// A worker that has not said that it is ready.
    Starting(Worker),
    /// A worker.
    Ready(Worker),
    /// The page itself, because no worker starts.
    Here,
}

#[derive(Default)]
struct Client {
    host: Host,
    /// Counts the workers: what an earlier one says is not heard.
    generation: u32,
    last_id: u32,
    /// In the order in which they are run.
    asks: Vec<Ask>,
    /// What the worker runs, as far as it has said.
    at: Option<u32>,
    /// Asks that the worker was told to give up, as long as it has not answered.
    leaving: Vec<u32>,
    /// Fires where the worker should have said something by then.
    alarm: Option<Timeout>,
    told: Option<Rc<dyn Fn(Trouble)>>,
}

thread_local! {
    static CLIENT: RefCell<Client> = RefCell::new(Client::default());
}

/// Nothing of the page is called from within: it might ask for something.
fn with<T>(act: impl FnOnce(&mut Client) -> T) -> T {
    CLIENT.with_borrow_mut(act)
}

/// Asks for a row; what is on its way of that row is cancelled, and nothing more is heard of it.
pub(super) fn ask(row: &'static str, parameters: Vec<u8>, text: Arc<str>, heard: Rc<dyn Fn(Heard)>) {
    cancel(row);
    ask_besides(row, parameters, text, heard);
}

/// Asks for a row, whatever is on its way.
pub(super) fn ask_besides(row: &'static str, parameters: Vec<u8>, text: Arc<str>, heard: Rc<dyn Fn(Heard)>) {
    with(|client| {
        client.last_id += 1;
        let parameters = parameters.into();
        let ask = Ask { id: client.last_id, row, parameters, text, heard, is_posted: false };
        let at = place(row, client.asks.iter().map(|ask| ask.row));
        client.asks.insert(at.unwrap_or(client.asks.len()), ask);
    });
    pump();
}

/// Gives up what is on its way of a row.
pub(super) fn cancel(row: &'static str) {
    let posted = with(|client| {
        let at = client.asks.iter().position(|ask| ask.row == row)?;
        let ask = client.asks.remove(at);
        let Host::Ready(worker) = &client.host else { return None };
        let worker = ask.is_posted.then(|| worker.clone())?;
        client.leaving.push(ask.id);
        Some((worker, ask.id, client.generation))
    });
    let Some((worker, id, generation)) = posted else { return };
    let _ = worker.post_message(&Array::of2(&"cancel".into(), &id.into()));
    let look = move || {
        if with(|client| client.generation == generation && client.leaving.contains(&id)) {
            replace();
        }
    };
    Timeout::new(CANCEL_MS, look).forget();
}

/// Calls `told` once, if there is no worker.
pub(super) fn on_trouble(told: impl Fn(Trouble) + 'static) {
    with(|client| client.told = Some(Rc::new(told)));
}

/// What the page itself runs next, where there is no worker.
fn first() -> Option<Ask> {
    with(|client| client.asks.first().cloned())
}

/// The last that is heard of an ask.
fn answered(id: u32, last: Heard) {
    let ask = with(|client| {
        client.leaving.retain(|leaving| *leaving != id);
        let at = client.asks.iter().position(|ask| ask.id == id)?;
        Some(client.asks.remove(at))
    });
    if let Some(ask) = ask {
        (ask.heard)(last);
    }
}

/// Hands what is asked for to whoever computes.
fn pump() {
    let host = with(|client| if client.asks.is_empty() { Host::Nobody } else { client.host.clone() });
    match host {
        Host::Nobody if with(|client| client.asks.is_empty()) => {}
        Host::Nobody => start(),
        Host::Starting(_) => {}
        Host::Ready(worker) => post(&worker),
        Host::Here => here::later(here::Queue { first, answered }),
    }
    watch(1);
}

fn post(worker: &Worker) {
    let unposted = with(|client| {
        let unposted: Vec<Ask> = client.asks.iter().filter(|ask| !ask.is_posted).cloned().collect();
        client.asks.iter_mut().for_each(|ask| ask.is_posted = true);
        unposted
    });
    for ask in unposted {
        let parameters = Uint8Array::from(&*ask.parameters);
        let message = Array::of5(&"ask".into(), &ask.id.into(), &ask.row.into(), &parameters, &(&*ask.text).into());
        let _ = worker.post_message(&message);
    }
}

/// Sets the alarm anew, as long as something is on its way to a worker; it rings at the second time.
fn watch(time: u32) {
    let alarm = with(|client| {
        let generation = client.generation;
        let is_waiting = matches!(client.host, Host::Ready(_)) && !client.asks.is_empty();
        is_waiting.then(|| {
            Timeout::new(SILENCE_MS, move || match time {
                1 => watch(2),
                _ => ended(generation, "the worker does not answer"),
            })
        })
    });
    with(|client| client.alarm = alarm);
}

/// Starts a worker on boot.js, which asks for the program.
fn start() {
    let generation = with(|client| {
        client.generation += 1;
        client.generation
    });
    let started = boot::start(
        boot::address(PROGRAM),
        wasm_bindgen::module(),
        move |_, what, message| hear(generation, what, message),
        move |reason| ended(generation, &reason.unwrap_or_else(|| "the worker has ended".into())),
    );
    let Ok(worker) = started else { return without(generation) };
    with(|client| client.host = Host::Starting(worker));
    let look = move || {
        if with(|client| client.generation == generation && matches!(client.host, Host::Starting(_))) {
            without(generation);
        }
    };
    Timeout::new(START_MS, look).forget();
}

fn hear(generation: u32, what: &str, message: &Array) {
    let host = with(|client| (client.generation == generation).then(|| client.host.clone()));
    let Some(host) = host else { return };
    let id = message.get(1).as_f64().unwrap_or_default() as u32;
    match (what, host) {
        ("ready", Host::Starting(worker)) => {
            with(|client| client.host = Host::Ready(worker));
            return pump();
        }
        ("gone", _) => return without(generation),
        ("at", _) => with(|client| client.at = Some(id)),
        ("progress", _) => {
            let count = |at: u32| message.get(at).as_f64().unwrap_or_default() as usize;
            let ask = with(|client| client.asks.iter().find(|ask| ask.id == id).cloned());
            if let Some(ask) = ask {
                (ask.heard)(Heard::Progress(Progress { done: count(2), of: count(3) }));
            }
        }
        ("done", _) => answered(id, Heard::Done(Uint8Array::new(&message.get(2)).to_vec())),
        ("failed", _) => answered(id, Heard::Failed(text(message, 2))),
        ("cancelled", _) => with(|client| client.leaving.retain(|leaving| *leaving != id)),
        ("panic", _) => return ended(generation, &text(message, 1)),
        _ => {}
    }
    watch(1);
}

/// A worker has ended, or is taken for dead: that is the end of what it was at, and the rest goes to another one. Where it
/// has not said what that is, it is the first: else the next worker might end of it as well.
fn ended(generation: u32, text: &str) {
    let host = with(|client| (client.generation == generation).then(|| client.host.clone()));
    match host {
        None | Some(Host::Nobody | Host::Here) => {}
        Some(Host::Starting(_)) => without(generation),
        Some(Host::Ready(_)) => {
            let at = with(|client| client.asks.iter().find(|ask| Some(ask.id) == client.at).cloned());
            let blamed = at.or_else(first);
            discard(Host::Nobody);
            if let Some(ask) = blamed {
                answered(ask.id, Heard::Failed(text.into()));
            }
            pump();
        }
    }
}

/// Makes a fresh worker for what is still asked for.
fn replace() {
    discard(Host::Nobody);
    pump();
}

/// Ends the worker. What it was asked is as if nobody had asked.
fn discard(next: Host) {
    let before = with(|client| {
        client.generation += 1;
        client.at = None;
        client.leaving.clear();
        client.asks.iter_mut().for_each(|ask| ask.is_posted = false);
        std::mem::replace(&mut client.host, next)
    });
    if let Host::Starting(worker) | Host::Ready(worker) = before {
        worker.terminate();
    }
}

/// No worker starts: the page computes by itself, and says so once it knows why.
fn without(generation: u32) {
    if with(|client| client.generation != generation) {
        return;
    }
    discard(Host::Here);
    pump();
    spawn_local(async {
        let is_gone = is_gone(&boot::script()).await || is_gone(&boot::address(PROGRAM)).await;
        let told = with(|client| client.told.take());
        if let Some(told) = told {
            told(if is_gone { Trouble::NewBuild } else { Trouble::NoWorker });
        }
    });
}

/// Whether the host does not have a file of this build any more.
async fn is_gone(address: &str) -> bool {
    let answer = JsFuture::from(window().fetch_with_str(address)).await;
    let response = answer.ok().and_then(|answer: JsValue| answer.dyn_into::<Response>().ok());
    response.is_some_and(|response| matches!(response.status(), 404 | 410))
}
