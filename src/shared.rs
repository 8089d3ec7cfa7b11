//! Closures of views, boxed.
//!
//! Leptos generates the code that renders, updates and drops a closure once for each closure. Boxed, all closures
//! with the same kind of result share it: the app is much smaller, and a call through a pointer is nothing beside
//! the change of the page that follows it.

use leptos::prelude::*;
use std::hash::Hash;
use std::sync::Arc;

/// A closure as a value that all closures with its result share.
pub fn shared<T: 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Box<dyn Fn() -> T + Send + Sync> {
    Box::new(read)
}

/// A view for each item, made once and kept as long as the item is there: a [`For`] whose code stands once for each
/// type of item. The item is its own key, so what is in it does not change under its view.
pub fn each<T, V>(
    items: impl Fn() -> Vec<T> + Send + Sync + 'static,
    view: impl Fn(T) -> V + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Eq + Hash + Send + Sync + 'static,
    V: IntoAny + 'static,
{
    each_boxed(Box::new(items), Arc::new(move |item| view(item).into_any()))
}

type Items<T> = Box<dyn Fn() -> Vec<T> + Send + Sync>;
type ItemView<T> = Arc<dyn Fn(T) -> AnyView + Send + Sync>;

fn each_boxed<T: Clone + Eq + Hash + Send + Sync + 'static>(items: Items<T>, view: ItemView<T>) -> AnyView {
    view! { <For each=items key=T::clone children=move |item| view(item) /> }.into_any()
}
