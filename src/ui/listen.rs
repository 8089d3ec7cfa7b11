//! Events of the window and the document, which are no part of a view.

use leptos::ev::{Custom, EventDescriptor};
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget};

/// Calls a handler as long as the part of the page lives that asks for it.
///
/// [`use_event_listener`] of one type for all events: its code stands once in the page and not for each of them.
pub fn listen<E>(target: impl Into<EventTarget>, event: E, handler: impl Fn(E::EventType) + 'static)
where
    E: EventDescriptor,
    E::EventType: JsCast,
{
    let heard: Box<dyn FnMut(Event)> = Box::new(move |event| handler(event.unchecked_into()));
    let _ = use_event_listener(target.into(), Custom::<Event>::new(event.name()), heard);
}
