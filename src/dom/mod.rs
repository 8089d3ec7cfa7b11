//! Elements of the page: what `view!` makes, put up once and kept up to date by the signals of Leptos.
//!
//! Leptos' own renderer has a type for every element with its attributes and children, and code for each of them;
//! that was more than a third of the app's wasm. Here every view is a [`View`], every attribute an `Attribute`: one
//! piece of code for all. Nothing is compared or made anew but what a closure returns.

mod attribute;
mod callback;
mod closure;
mod event;
mod kept;
mod list;
mod reference;
mod show;
mod signal;
mod template;
#[cfg(test)]
mod tests;
mod view;

pub use callback::Callback;
pub use closure::{Act, Read, Run};
pub use event::{is_checked, text_of, with_target};
pub use list::each;
pub use reference::NodeRef;
pub use show::Show;
pub use signal::{Memo, RwSignal, Signal, effect};
pub use template::Template;
pub use view::{Children, ChildrenFn, IntoView, ToChildren, View, ViewFn};

use any_spawner::Executor;
use leptos::prelude::{Owner, untrack};
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::StoredValue;

/// What components write at their top: views, and the signals of Leptos.
pub mod prelude {
    pub use super::{
        Callback, Children, ChildrenFn, CollectView, IntoView, Memo, NodeRef, RwSignal, Show, Signal, View, ViewFn,
        each, effect, is_checked, text_of, with_target,
    };
    pub use geode_macros::{component, view};
    pub use leptos::leptos_dom::helpers::{document, request_animation_frame, window};
    pub use leptos::prelude::{
        SetValue, StoredValue, UpdateValue, WithValue, expect_context, provide_context, untrack,
    };
}

/// Collects the views of an iterator.
pub trait CollectView {
    /// All of them, one after the other.
    fn collect_view(self) -> View;
}

impl<I: IntoIterator<Item = V>, V: IntoView> CollectView for I {
    fn collect_view(self) -> View {
        view::collect(self)
    }
}

/// Puts a view into an element of the page, for as long as the page stands.
pub fn mount(place: &web_sys::Element, view: impl FnOnce() -> View) {
    // It fails only where the executor stands already, and then there is nothing to do.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| view().insert(place, None));
    // The page's own owner: dropped, it would take down all that is in it.
    std::mem::forget(owner);
}

/// Runs the body of a component: what it reads in passing is not followed.
pub fn component<V: IntoView>(body: impl FnOnce() -> V) -> View {
    untrack(body).into_view()
}

/// The attributes of a component: `#[component]` makes them.
pub trait Props {
    /// What collects them.
    type Builder;

    /// None given yet.
    fn start() -> Self::Builder;
}

/// Collects the attributes of a component: `view!` knows its name only.
pub fn start<P: Props>(_: fn(P) -> View) -> P::Builder {
    P::start()
}

/// Runs now and again whenever a signal changes that it has read, until what it belongs to is gone.
fn follow(mut closure: Box<dyn Run>) {
    let effect = RenderEffect::new(move |_| closure.run());
    // Kept by the owner, and dropped with it.
    StoredValue::new_local(effect);
}

/// Whether what is made now still stands: for handlers, which the browser may call after their element is gone.
fn alive() -> impl Fn() -> bool + 'static {
    use leptos::prelude::IsDisposed;
    let token = StoredValue::new(());
    move || !token.is_disposed()
}
