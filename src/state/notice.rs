//! What the status line says.

use super::Store;
use leptos::prelude::*;

/// A short message for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// Whether something went wrong: then it stays until it is read.
    pub is_error: bool,
    /// Whether it offers to take back what it tells of.
    pub is_undoable: bool,
}

impl Store {
    /// The status line.
    pub fn notice(self) -> RwSignal<Option<Notice>> {
        self.notice
    }

    /// Says in the status line that something was done and that a part of it went wrong, and offers to take it back.
    pub fn complain_undoable(self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), is_error: true, is_undoable: true }));
    }

    /// Says something in the status line.
    pub fn say(self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), is_error: false, is_undoable: false }));
    }

    /// Says in the status line what was done, and offers to take it back.
    pub fn offer_undo(self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), is_error: false, is_undoable: true }));
    }

    /// Says in the status line that something went wrong.
    pub fn complain(self, text: impl Into<String>) {
        self.notice.set(Some(Notice { text: text.into(), is_error: true, is_undoable: false }));
    }

    /// Takes away what offers to take back something that is no longer the last step.
    pub(super) fn forget_undoable(self) {
        if self.notice.with_untracked(|notice| notice.as_ref().is_some_and(|notice| notice.is_undoable)) {
            self.notice.set(None);
        }
    }
}
