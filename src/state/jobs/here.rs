//! Where no worker starts: the page computes in slices, between which it listens and paints.

use super::{Ask, Heard, row};
use geode_core::planning::Running;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;

/// Milliseconds of a slice: a frame has 16.
const SLICE_MS: f64 = 6.0;

thread_local! {
    static RUNNING: RefCell<Option<(u32, Box<dyn Running>)>> = const { RefCell::new(None) };
    // Dropping the one before cancels it.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// The queue that is worked off: what is first in it, and how that is answered.
#[derive(Clone, Copy)]
pub(super) struct Queue {
    pub first: fn() -> Option<Ask>,
    pub answered: fn(u32, Heard),
}

/// Goes on with what is first in the queue.
pub(super) fn later(queue: Queue) {
    NEXT.replace(Some(Timeout::new(0, move || slice(queue))));
}

fn slice(queue: Queue) {
    let Some(ask) = (queue.first)() else {
        RUNNING.take();
        return;
    };
    match running(&ask) {
        Ok(running) => go_on(queue, &ask, running),
        Err(error) => (queue.answered)(ask.id, Heard::Failed(error)),
    }
    later(queue);
}

/// The job that is asked for: what was begun of it, or from its beginning.
fn running(ask: &Ask) -> Result<Box<dyn Running>, String> {
    match RUNNING.take().filter(|(id, _)| *id == ask.id) {
        Some((_, running)) => Ok(running),
        None => row::start(ask.row, &ask.parameters, &ask.text),
    }
}

fn go_on(queue: Queue, ask: &Ask, mut running: Box<dyn Running>) {
    let end = js_sys::Date::now() + SLICE_MS;
    let mut has_more = true;
    while has_more && js_sys::Date::now() < end {
        has_more = running.step();
    }
    if has_more {
        let progress = running.progress();
        RUNNING.replace(Some((ask.id, running)));
        (ask.heard)(Heard::Progress(progress));
    } else {
        (queue.answered)(ask.id, Heard::Done(running.answer()));
    }
}
