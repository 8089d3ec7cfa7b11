//! Closures as attributes of components.

use leptos::prelude::{GetValue, LocalStorage, StoredValue};
use std::rc::Rc;

/// A closure that a component calls, as long as what it belongs to stands. Cheap to copy.
pub struct Callback<T: 'static>(StoredValue<Rc<dyn Fn(T)>, LocalStorage>);

impl<T> Clone for Callback<T> {
    fn clone(&self) -> Callback<T> {
        *self
    }
}

impl<T> Copy for Callback<T> {}

impl<T> Callback<T> {
    /// Of a closure.
    pub fn new(act: impl Fn(T) + 'static) -> Callback<T> {
        Callback(StoredValue::new_local(Rc::new(act)))
    }

    /// Calls it.
    pub fn run(self, value: T) {
        if let Some(act) = self.0.try_get_value() {
            act(value);
        }
    }
}

impl<T, F: Fn(T) + 'static> From<F> for Callback<T> {
    fn from(act: F) -> Callback<T> {
        Callback::new(act)
    }
}
