//! Undo and redo by keyboard, wherever the focus is.

use crate::state::Store;
use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// Where the browser's own undo is the right one: a text that is no value, a dialog's field.
const OWN_UNDO: &str = "[aria-invalid=true], textarea, dialog";
/// What a field's text is in the scenario, for fields that are read when they are left: another text is no value yet.
const IN_SCENARIO: &str = "data-own-undo";

/// Listens for Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, with the command key on Apple keyboards.
pub(super) fn follow(store: Store) {
    let _ = use_event_listener(window(), ev::keydown, move |event| {
        let Some(step) = step(&event).filter(|_| !has_own_undo(&event)) else { return };
        event.prevent_default();
        match step {
            Step::Undo => store.undo(),
            Step::Redo => store.redo(),
        }
    });
}

enum Step {
    Undo,
    Redo,
}

fn step(event: &KeyboardEvent) -> Option<Step> {
    // The right Alt key of many layouts reads as Ctrl+Alt.
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Step::Undo),
        ("z", true) | ("y", false) => Some(Step::Redo),
        _ => None,
    }
}

fn has_own_undo(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(OWN_UNDO).ok().flatten().is_some() || is_unread(&target))
}

fn is_unread(target: &Element) -> bool {
    let text = target.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    target.get_attribute(IN_SCENARIO).is_some_and(|in_scenario| text != Some(in_scenario))
}
