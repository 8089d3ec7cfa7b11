//! Drawings that are to come, one a task, so that a key that is pressed waits for one of them at most.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

type Draw = Box<dyn FnOnce()>;

thread_local! {
    static QUEUE: RefCell<VecDeque<(u64, Draw)>> = const { RefCell::new(VecDeque::new()) };
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// A drawing that is to come; none will if it is dropped.
pub struct Pending(u64);

impl Pending {
    /// The first one in the next frame, each other in a task of its own after it.
    pub fn drawing(draw: impl FnOnce() + 'static) -> Pending {
        let id = LAST.get() + 1;
        LAST.set(id);
        let is_first = QUEUE.with_borrow_mut(|queue| {
            queue.push_back((id, Box::new(draw)));
            queue.len() == 1
        });
        if is_first {
            request_animation_frame(next);
        }
        Pending(id)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        QUEUE.with_borrow_mut(|queue| queue.retain(|(id, _)| *id != self.0));
    }
}

fn next() {
    let draw = QUEUE.with_borrow_mut(VecDeque::pop_front);
    // Not within the borrow: what is drawn may ask for another drawing.
    if let Some((_, draw)) = draw {
        draw();
    }
    // A task that finds nothing left, because another one has drawn it or nobody wants it any more, does no harm.
    if QUEUE.with_borrow(|queue| !queue.is_empty()) {
        set_timeout(next, Duration::ZERO);
    }
}
