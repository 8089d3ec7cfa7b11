//! References to elements.

use leptos::prelude::{Get, GetUntracked, LocalStorage, RwSignal, Set};
use std::marker::PhantomData;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// An element of a view, for what only the element itself can do: focus, open, draw.
pub struct NodeRef<E>(RwSignal<Option<Element>, LocalStorage>, PhantomData<fn() -> E>);

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> NodeRef<E> {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E: JsCast> NodeRef<E> {
    /// A reference to nothing yet: `node_ref=` in `view!` says what it is.
    pub fn new() -> NodeRef<E> {
        NodeRef(RwSignal::new_local(None), PhantomData)
    }

    /// The element that was made last; followed.
    pub fn get(self) -> Option<E> {
        self.0.get().and_then(|element| element.dyn_into().ok())
    }

    /// The element that was made last.
    pub fn get_untracked(self) -> Option<E> {
        self.0.try_get_untracked().flatten().and_then(|element| element.dyn_into().ok())
    }

    pub(super) fn set(self, element: Element) {
        self.0.set(Some(element));
    }
}
