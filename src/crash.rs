//! What happens when the app panics: crash.js shows a dialog that stands without the app. In the optimised app a
//! panic is a trap without words, which crash.js learns from the browser; this is for `make dev`.

use wasm_bindgen::JsValue;

/// Tells crash.js of every panic that has words.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        let init = web_sys::CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&message));
        if let (Some(window), Ok(event)) =
            (web_sys::window(), web_sys::CustomEvent::new_with_event_init_dict("geode:crash", &init))
        {
            let _ = window.dispatch_event(&event);
        }
    }));
}
