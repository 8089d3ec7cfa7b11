//! Values that belong to a part of the page and go with it.
//!
//! A handle of Leptos is two numbers, which the compiler moves one by one wherever a closure takes a signal along, and
//! closures take hundreds along. This one is a single number.

use super::signal::Erased;
use leptos::prelude::{ArcMemo, ArcRwSignal, Get, GetUntracked, Owner, Track};
use slotmap::{DefaultKey, Key, KeyData, SlotMap};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// What a handle stands for.
#[derive(Clone)]
pub(super) enum Value {
    /// A value that can be set.
    Signal(ArcRwSignal<Erased>),
    /// A value that follows from others.
    Memo(ArcMemo<Erased>),
    /// A closure.
    Closure(Rc<dyn Any>),
}

thread_local! {
    static VALUES: RefCell<SlotMap<DefaultKey, Value>> = RefCell::default();
}

/// A handle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept(u64);

impl Kept {
    /// Keeps a value until what is made now goes.
    pub(super) fn new(value: Value) -> Kept {
        let key = VALUES.with_borrow_mut(|values| values.insert(value));
        Owner::on_cleanup(move || {
            // Dropped only here, when the values are free again: others may go with it.
            let _gone = VALUES.with_borrow_mut(|values| values.remove(key));
        });
        Kept(key.data().as_ffi())
    }

    /// The value, unless what it belongs to is gone.
    pub(super) fn value(self) -> Option<Value> {
        VALUES.with_borrow(|values| values.get(KeyData::from_ffi(self.0).into()).cloned())
    }

    /// What a signal or memo holds, followed.
    pub(super) fn now(self) -> Option<Erased> {
        match self.value()? {
            Value::Signal(signal) => Some(signal.get()),
            Value::Memo(memo) => Some(memo.get()),
            Value::Closure(_) => None,
        }
    }

    /// What a signal or memo holds.
    pub(super) fn now_untracked(self) -> Option<Erased> {
        match self.value()? {
            Value::Signal(signal) => Some(signal.get_untracked()),
            Value::Memo(memo) => Some(memo.get_untracked()),
            Value::Closure(_) => None,
        }
    }

    /// Follows a signal or memo.
    pub(super) fn track(self) {
        match self.value() {
            Some(Value::Signal(signal)) => signal.track(),
            Some(Value::Memo(memo)) => memo.track(),
            _ => {}
        }
    }
}
