//! What parts of the page share beside Leptos.

use leptos::prelude::*;

/// A handler that does nothing once the part of the page it belongs to is disposed.
///
/// The browser tells a field that it lost the focus when the field is removed, and a fold that it was opened some time
/// after that: then the signals of the handler are disposed, and reading one of them would stop the app.
pub fn while_alive<E>(handle: impl Fn(E) + 'static) -> impl Fn(E) + 'static {
    let part = StoredValue::new(());
    move |event| {
        if !part.is_disposed() {
            handle(event);
        }
    }
}
