//! Where no worker starts: the page computes in slices, between which it listens and paints.

use super::client::{self, Ask};
use super::{Heard, row};
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

/// Goes on with what is first in the queue.
pub(super) fn later() {
    NEXT.replace(Some(Timeout::new(0, slice)));
}

fn slice() {
    let Some(ask) = client::first() else {
        RUNNING.take();
        return;
    };
    match running(&ask) {
        Ok(running) => go_on(&ask, running),
        Err(error) => client::answered(ask.id, Heard::Failed(error)),
    }
    later();
}

/// The job that is asked for: what was begun of it, or from its beginning.
fn running(ask: &Ask) -> Result<Box<dyn Running>, String> {
    match RUNNING.take().filter(|(id, _)| *id == ask.id) {
        Some((_, running)) => Ok(running),
        None => row::start(ask.row, &ask.parameters, &ask.text),
    }
}

fn go_on(ask: &Ask, mut running: Box<dyn Running>) {
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
        client::answered(ask.id, Heard::Done(running.answer()));
    }
}
