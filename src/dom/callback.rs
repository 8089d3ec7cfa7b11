//! Closures as attributes of components.

use super::Act;
use super::kept::{Kept, Value};
use std::marker::PhantomData;
use std::rc::Rc;

/// A closure that a component calls, as long as what it belongs to stands. Cheap to copy.
pub struct Callback<T: 'static>(Kept, PhantomData<fn(T)>);

type Kind<T> = Box<dyn Act<T>>;

impl<T> Clone for Callback<T> {
    fn clone(&self) -> Callback<T> {
        *self
    }
}

impl<T> Copy for Callback<T> {}

impl<T: 'static> Callback<T> {
    /// Of a closure.
    pub fn new(act: impl Fn(T) + 'static) -> Callback<T> {
        let act: Kind<T> = Box::new(act);
        Callback(Kept::new(Value::Closure(Rc::new(act))), PhantomData)
    }

    /// Calls it.
    pub fn run(self, value: T) {
        if let Some(Value::Closure(kept)) = self.0.value()
            && let Some(act) = kept.downcast_ref::<Kind<T>>()
        {
            act.act(value);
        }
    }
}

impl<T: 'static, F: Fn(T) + 'static> From<F> for Callback<T> {
    fn from(act: F) -> Callback<T> {
        Callback::new(act)
    }
}
