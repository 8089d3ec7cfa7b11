//! What is done once nothing has changed for a while.

use gloo::timers::callback::Timeout;
use std::cell::RefCell;

/// Milliseconds after the last change: nobody waits for it while typing.
const PAUSE_MS: u32 = 120;

/// What is to be done then.
pub(super) struct Pause(RefCell<Option<Timeout>>);

impl Pause {
    /// Nothing.
    pub const fn new() -> Pause {
        Pause(RefCell::new(None))
    }

    /// This, in place of what was to be done.
    pub fn then(&self, act: impl FnOnce() + 'static) {
        // Dropping the one before cancels it.
        self.0.replace(Some(Timeout::new(PAUSE_MS, act)));
    }

    /// Nothing any more.
    pub fn forget(&self) {
        self.0.take();
    }
}
