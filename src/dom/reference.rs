//! References to elements.

use leptos::prelude::{Get, GetUntracked, LocalStorage, RwSignal, Set};

/// An element of a view, for what only the element itself can do: focus, open, draw.
pub struct NodeRef<E: 'static>(RwSignal<Option<E>, LocalStorage>);

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> NodeRef<E> {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}

impl<E: Clone + 'static> NodeRef<E> {
    /// A reference to nothing yet: `node_ref=` in `view!` says what it is.
    pub fn new() -> NodeRef<E> {
        NodeRef(RwSignal::new_local(None))
    }

    /// The element, if it stands; followed.
    pub fn get(self) -> Option<E> {
        self.0.get()
    }

    /// The element, if it stands.
    pub fn get_untracked(self) -> Option<E> {
        self.0.try_get_untracked().flatten()
    }

    pub(super) fn set(self, element: E) {
        self.0.set(Some(element));
    }
}
