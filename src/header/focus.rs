//! The focus never falls to the page: where what has it goes or is disabled, it goes to what stands nearest.
//!
//! Else the next Tab would begin at the top, and a screen reader would lose its place.

use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// What takes the focus by keyboard, but for the link that shows itself over the page when it does.
const TAKES_FOCUS: &str =
    "a[href]:not(.skip-link), button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex='0']";

thread_local! {
    /// What had the focus last, and the elements around it, from the inside.
    static LAST: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Looks after every key and click, when the page shows what came of it.
pub(super) fn keep() {
    let _ = use_event_listener(document(), ev::focusin, |event| {
        let first = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_toast =
            first.as_ref().is_some_and(|first| first.closest(".toasts").is_ok_and(|toasts| toasts.is_some()));
        let around: Vec<Element> = match is_toast {
            // From a message one goes back to where one was.
            true => first.into_iter().chain(LAST.take()).collect(),
            false => std::iter::successors(first, |element| element.parent_element()).collect(),
        };
        LAST.set(around);
    });
    // A browser takes the focus from what is disabled when it draws.
    let soon = || request_animation_frame(|| set_timeout(mend, Duration::ZERO));
    let _ = use_event_listener(document(), ev::click, move |_| soon());
    let _ = use_event_listener(document(), ev::keydown, move |_| soon());
}

fn mend() {
    if document().active_element().is_some_and(|element| element.tag_name() != "BODY") {
        return;
    }
    let near = LAST.with_borrow(|last| {
        let (lost, around) = last.split_first()?;
        // What is still there has been left on purpose.
        let is_left = lost.is_connected() && !lost.matches(":disabled").unwrap_or(false);
        around.iter().filter(|element| !is_left && element.is_connected()).find_map(first_in)
    });
    // Not within the borrow: it tells the listener above.
    if let Some(element) = near {
        let calmly = FocusOptions::new();
        calmly.set_prevent_scroll(true);
        let _ = element.focus_with_options(&calmly);
    }
}

/// The first visible element that takes the focus, of another and those in it.
fn first_in(around: &Element) -> Option<HtmlElement> {
    let found = around.query_selector_all(TAKES_FOCUS).ok()?;
    let itself = around.matches(TAKES_FOCUS).is_ok_and(|takes| takes).then(|| around.clone().into());
    let inside = (0..found.length()).filter_map(|at| found.get(at));
    itself
        .into_iter()
        .chain(inside)
        .filter_map(|node| node.dyn_into::<HtmlElement>().ok())
        .find(|element| element.get_client_rects().length() > 0)
}
