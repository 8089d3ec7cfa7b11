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

#[cfg(test)]
mod tests {
    use super::listen;
    use leptos::ev;
    use leptos::prelude::*;
    use leptos::task::tick;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::Event;

    #[wasm_bindgen_test]
    async fn an_event_is_heard_until_its_part_of_the_page_is_disposed() {
        let heard = Rc::new(Cell::new(0));
        let count = heard.clone();
        let part = document()
            .body()
            .map(|body| mount_to(body, move || listen(window(), ev::hashchange, move |_| count.set(count.get() + 1))));
        tick().await;
        let happens = || Event::new("hashchange").is_ok_and(|event| window().dispatch_event(&event).is_ok());
        assert!(happens());
        assert_eq!(heard.get(), 1);
        drop(part);
        assert!(happens());
        assert_eq!(heard.get(), 1);
    }
}
