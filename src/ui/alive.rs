//! Handlers that outlive their part of the page.

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

#[cfg(test)]
mod tests {
    use super::while_alive;
    use leptos::prelude::*;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_handler_is_called_until_its_part_of_the_page_is_disposed() {
        let owner = Owner::new();
        let sum = Rc::new(Cell::new(0));
        let handle = owner.with({
            let sum = sum.clone();
            move || {
                let part = RwSignal::new(1);
                while_alive(move |by: i32| sum.set(sum.get() + by * part.get_untracked()))
            }
        });
        handle(2);
        owner.cleanup();
        handle(3);
        assert_eq!(sum.get(), 2);
    }
}
