//! What is in view is on the page; the rest keeps its room until one comes near.
//!
//! An edit asks everything that is on the page whether it still stands, so its cost is bounded by what is seen and not
//! by how large the scenario is. [`Near`] and [`Sight`] serve lists, [`grid`] serves tables in both directions.

pub mod grid;

use crate::ui::{focus_soon, while_alive};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, FocusEvent, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    Node,
};

/// A list of no more items than this is on the page as a whole.
pub const FEW: usize = 24;
/// What is this near to the window counts as in view, so that nobody sees it come.
const NEAR: &str = "600px";
/// What keeps an item on the page wherever it is: it has the focus, something in it is open, a question waits.
const IN_USE: &str = ":focus, [open], [aria-expanded=true], .banner";
/// What takes the focus by keyboard in an item.
const TAKES_FOCUS: &str = "button:not(:disabled), input:not(:disabled), select, summary";

thread_local! {
    /// One for all: it tells each element by an event `near` or `far`. The browser forgets elements that are removed.
    static OBSERVER: Option<IntersectionObserver> = observer();
}

fn observer() -> Option<IntersectionObserver> {
    let seen = Closure::<dyn Fn(js_sys::Array)>::new(|entries: js_sys::Array| {
        for entry in entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok()) {
            if let Ok(event) = Event::new(if entry.is_intersecting() { "near" } else { "far" }) {
                let _ = entry.target().dispatch_event(&event);
            }
        }
    });
    let near = IntersectionObserverInit::new();
    near.set_root_margin(NEAR);
    // The same for what scrolls inside the window; a browser that does not know it shows what comes a frame later.
    let _ = js_sys::Reflect::set(&near, &"scrollMargin".into(), &NEAR.into());
    IntersectionObserver::new_with_options(seen.into_js_value().unchecked_ref(), &near).ok()
}

/// A directive: from now on the element is told when it comes near to the window and when it leaves.
pub fn watch(element: Element) {
    OBSERVER.with(|observer| match observer {
        Some(observer) => observer.observe(&element),
        // Where nothing can be observed all is shown.
        None => come_near(&element),
    });
}

/// Whether an item of a list is on the page, and how much room it keeps while it is not. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Sight {
    always: Signal<bool>,
    is_near: RwSignal<bool>,
    height: RwSignal<i32>,
}

impl Sight {
    /// Of an item that is about so many pixels high.
    pub fn of(always: Signal<bool>, height: i32) -> Sight {
        Sight { always, is_near: RwSignal::new(false), height: RwSignal::new(height) }
    }

    /// Whether it is on the page.
    pub fn is_shown(self) -> Memo<bool> {
        Memo::new(move |_| self.always.get() || self.is_near.get())
    }

    /// The room that it keeps, for a style sheet; none where it takes its own.
    pub fn room(self) -> Option<String> {
        (!self.always.get() && !self.is_near.get()).then(|| format!("{}px", self.height.get()))
    }

    /// It came near.
    pub fn came(self) {
        if !self.is_near.get_untracked() {
            self.is_near.set(true);
        }
    }

    /// It left: unless it is in use, only its room stays.
    pub fn left(self, item: &HtmlElement) {
        if self.always.get_untracked()
            || !self.is_near.get_untracked()
            || item.query_selector(IN_USE).ok().flatten().is_some()
        {
            return;
        }
        // In a fold that was closed it has no height, and will have the same again.
        if item.offset_height() > 0 {
            self.height.set(item.offset_height());
        }
        self.is_near.set(false);
    }
}

/// An item of a list. While it is far from the window there is only its room, which takes the focus in its place: so
/// the keyboard reaches every item in its order.
#[component]
pub fn Near(
    /// Whether it is on the page wherever it is.
    #[prop(into)]
    always: Signal<bool>,
    /// About its height in pixels.
    height: i32,
    /// Style.
    class: &'static str,
    /// What it is, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Name for tests.
    #[prop(optional)]
    testid: Option<String>,
    /// The colour of an option.
    #[prop(optional)]
    option: Option<Signal<Option<String>>>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let sight = Sight::of(always, height);
    let is_shown = sight.is_shown();
    let focused = while_alive(move |event: FocusEvent| {
        let Ok(room) = event_target::<Element>(&event).dyn_into::<HtmlElement>() else { return };
        if is_shown.get_untracked() {
            return;
        }
        let came_from = event.related_target().and_then(|from| from.dyn_into::<Node>().ok());
        let is_backward = came_from
            .is_some_and(|from| room.compare_document_position(&from) & Node::DOCUMENT_POSITION_FOLLOWING != 0);
        sight.came();
        once_shown(move || pass_focus(&room, is_backward));
    });
    view! {
        <div
            class=class
            role="group"
            aria-label=label
            data-testid=testid
            data-option=move || option.and_then(|option| option.get())
            use:watch
            style:min-height=move || sight.room()
            tabindex=move || (!is_shown.get()).then_some("0")
            on:near=while_alive(move |_: Event| sight.came())
            on:far=while_alive(move |event: Event| sight.left(&event_target(&event)))
            on:focus=focused
        >
            {move || is_shown.get().then(|| children())}
        </div>
    }
}

/// Does something once what has just been asked for is on the page, before the next key is read.
pub fn once_shown(act: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        act();
    });
}

/// Gives the focus to the first control in an item, or to the last one.
fn pass_focus(item: &HtmlElement, to_last: bool) {
    let Ok(found) = item.query_selector_all(TAKES_FOCUS) else { return };
    let controls = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok());
    let mut visible = controls.filter(|control| control.get_client_rects().length() > 0);
    let control = if to_last { visible.next_back() } else { visible.next() };
    if let Some(control) = control {
        let _ = control.focus();
    }
}

/// Brings the item with this name for tests onto the page, so that what is in it can be found.
pub fn reveal(testid: &str) {
    if let Ok(Some(item)) = document().query_selector(&format!("[data-testid='{testid}']")) {
        come_near(&item);
    }
}

/// Tells an item that it is near, so that what is in it is made.
pub fn come_near(element: &Element) {
    if let Ok(event) = Event::new("near") {
        let _ = element.dispatch_event(&event);
    }
}

/// Gives the focus to something in an item of a list that may be far from the window: the item comes onto the page first.
pub fn focus_in(item: String, selector: String) {
    once_shown(move || {
        reveal(&item);
        focus_soon(selector);
    });
}
