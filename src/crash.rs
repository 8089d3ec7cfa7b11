//! What happens when the app panics: crash.js shows a dialog that stands without the app, with the panic's words and
//! its place in the source.

use wasm_bindgen::JsValue;

/// Tells crash.js of every panic.
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
