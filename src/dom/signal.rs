//! The signals of Leptos, with one type inside for all types outside.
//!
//! Leptos' code for a signal or memo stands once for each type of value, and again wherever one is read. Here values
//! are kept without their type, so that it stands once; the names and what they do are those of Leptos.

use super::kept::{Kept, Value};
use super::{Read, Run};
use leptos::prelude::{ArcMemo, ArcRwSignal, Effect, Set};
use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

/// A value without its type.
#[derive(Clone)]
pub(super) struct Erased {
    value: Arc<dyn Any + Send + Sync>,
    equals: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Erased {
    fn eq(&self, other: &Erased) -> bool {
        (self.equals)(&*self.value, &*other.value)
    }
}

impl Erased {
    fn new<T: Send + Sync + 'static>(value: T, equals: fn(&dyn Any, &dyn Any) -> bool) -> Erased {
        Erased { value: Arc::new(value), equals }
    }
}

fn equal<T: PartialEq + 'static>(a: &dyn Any, b: &dyn Any) -> bool {
    typed::<T>(a) == typed::<T>(b)
}

/// Signals and memos keep only values of their own type.
fn typed<T: 'static>(value: &dyn Any) -> &T {
    match value.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a value of another type"),
    }
}

/// What [`Memo`] and [`RwSignal`] share.
macro_rules! readable {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T: Send + Sync + 'static> $name<T> {
            /// The value, followed.
            pub fn get(self) -> T
            where
                T: Clone,
            {
                self.with(T::clone)
            }

            /// The value.
            pub fn get_untracked(self) -> T
            where
                T: Clone,
            {
                self.with_untracked(T::clone)
            }

            /// The value, unless what it belongs to is gone.
            pub fn try_get_untracked(self) -> Option<T>
            where
                T: Clone,
            {
                self.0.now_untracked().map(|erased| typed::<T>(&*erased.value).clone())
            }

            /// Something of the value, followed.
            pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
                read(typed(&*there(self.0.now()).value))
            }

            /// Something of the value.
            pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
                read(typed(&*there(self.0.now_untracked()).value))
            }

            /// Follows it without reading it.
            pub fn track(self) {
                self.0.track();
            }
        }
    };
}

/// Nothing reads what belongs to a part of the page that is gone; who may, tries.
fn there(value: Option<Erased>) -> Erased {
    match value {
        Some(value) => value,
        None => unreachable!("a value of a part of the page that is gone"),
    }
}

/// A value that can be set; who reads it follows it.
pub struct RwSignal<T>(Kept, PhantomData<fn() -> T>);

readable!(RwSignal);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// With a first value.
    pub fn new(value: T) -> RwSignal<T> {
        RwSignal(settable(Erased::new(value, |_, _| false)), PhantomData)
    }

    /// Sets it and tells who follows it; nothing happens if what it belongs to is gone.
    pub fn set(self, value: T) {
        set(self.0, Erased::new(value, |_, _| false));
    }

    /// Changes it and tells who follows it.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.set(value);
        }
    }

    /// Changes it, and tells who follows it only where that makes a difference.
    pub fn change(self, change: impl FnOnce(&mut T))
    where
        T: Clone + PartialEq,
    {
        let Some(before) = self.try_get_untracked() else { return };
        let mut value = before.clone();
        change(&mut value);
        if value != before {
            self.set(value);
        }
    }
}

fn settable(value: Erased) -> Kept {
    Kept::new(Value::Signal(ArcRwSignal::new(value)))
}

fn set(kept: Kept, value: Erased) {
    if let Some(Value::Signal(signal)) = kept.value() {
        signal.set(value);
    }
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> RwSignal<T> {
        RwSignal::new(T::default())
    }
}

/// A value that follows from others, computed when it is read and only where they have changed.
pub struct Memo<T>(Kept, PhantomData<fn() -> T>);

readable!(Memo);

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// What a closure returns. Who follows it is told only where that is another value than before.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
        Memo(erased_memo(Box::new(move || Erased::new(compute(), equal::<T>))), PhantomData)
    }
}

impl<T: Send + Sync + 'static> Memo<Arc<T>> {
    /// As [`Memo::new`], for large values, which are made only when something has changed: these are not compared,
    /// another one is another value.
    pub fn shared(compute: impl Fn() -> Arc<T> + Send + Sync + 'static) -> Memo<Arc<T>> {
        let is_same = |a: &dyn Any, b: &dyn Any| Arc::ptr_eq(typed::<Arc<T>>(a), typed::<Arc<T>>(b));
        Memo(erased_memo(Box::new(move || Erased::new(compute(), is_same))), PhantomData)
    }
}

fn erased_memo(closure: Box<dyn Read<Erased> + Send + Sync>) -> Kept {
    Kept::new(Value::Memo(ArcMemo::new(move |_: Option<&Erased>| closure.read())))
}

/// Something to read: what a closure returns, a value, a signal or a memo. Cheap to copy.
pub struct Signal<T: 'static>(Kept, PhantomData<fn() -> T>);

type Reader<T> = Box<dyn Read<T>>;

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// What a closure returns.
    pub fn derive(read: impl Fn() -> T + 'static) -> Signal<T> {
        let read: Reader<T> = Box::new(read);
        Signal(Kept::new(Value::Closure(Rc::new(read))), PhantomData)
    }

    /// A value that stays.
    pub fn stored(value: T) -> Signal<T>
    where
        T: Clone,
    {
        Signal::derive(move || value.clone())
    }

    /// The value, followed.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        match self.0.value() {
            Some(Value::Closure(read)) => typed::<Reader<T>>(&*read).read(),
            _ => typed::<T>(&*there(self.0.now()).value).clone(),
        }
    }
}

impl<T: Default + Clone + 'static> Default for Signal<T> {
    fn default() -> Signal<T> {
        Signal::stored(T::default())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Signal<T> {
        Signal(memo.0, PhantomData)
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Signal<T> {
        Signal(signal.0, PhantomData)
    }
}

impl From<&str> for Signal<String> {
    fn from(text: &str) -> Signal<String> {
        Signal::stored(text.to_owned())
    }
}

impl From<String> for Signal<String> {
    fn from(text: String) -> Signal<String> {
        Signal::stored(text)
    }
}

/// Runs soon, when the elements made now are in the page, and again whenever something has changed that it has read.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(mut closure: Box<dyn Run>) {
    Effect::new(move |_: Option<()>| closure.run());
}
