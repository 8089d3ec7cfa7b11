//! Files and clipboard: what leaves the page and what comes in.

use geode_core::exchange::scenario;
use geode_core::scenario::limits::MAX_BYTES;
use geode_core::scenario::restore::{self, Fault, Refused};
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves a text as a file.
///
/// # Errors
/// Where the browser does not let the page make a file.
pub fn save_text(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    save_blob(name, &blob)
}

/// Saves bytes as a file.
///
/// # Errors
/// As [`save_text`].
pub fn save_bytes(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    save_blob(name, &web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?)
}

/// Saves a blob as a file.
///
/// # Errors
/// As [`save_text`].
pub fn save_blob(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // Freed later: some browsers begin to read only after the click has been handled.
    set_timeout(move || drop(Url::revoke_object_url(&url)), Duration::from_secs(10));
    Ok(())
}

/// Puts a text on the clipboard; false where the browser does not let the page: `use_clipboard` does not say so, and
/// people must know.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Pages without a secure origin have no clipboard at all.
    let has_one = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    has_one && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Reads a file that was picked, dropped or pasted; one that is too large is refused before it is read.
///
/// # Errors
/// Where it is too large, or the browser cannot read it.
pub async fn read(file: web_sys::File) -> Result<Vec<u8>, Refused> {
    if file.size() > MAX_BYTES as f64 {
        return Err(restore::too_long());
    }
    let unreadable = |error: JsValue| {
        let wrong = format!("cannot be read ({})", Object::from(error).to_string());
        Refused(vec![Fault { path: "/".into(), wrong, expected: "a file".into() }])
    };
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Whether a file is one of ours, by its beginning: a scenario, an evaluation, a link.
pub async fn is_ours(file: &web_sys::File) -> bool {
    let Ok(head) = file.slice_with_f64_and_f64(0.0, file.size().min(MAX_BYTES as f64)) else { return false };
    let bytes = JsFuture::from(head.array_buffer()).await;
    bytes.is_ok_and(|bytes| scenario::is_ours(&String::from_utf8_lossy(&Uint8Array::new(&bytes).to_vec())))
}

/// A text as a file, under a name for people.
pub fn of_text(name: &str, text: &str) -> Option<web_sys::File> {
    web_sys::File::new_with_str_sequence(&Array::of1(&text.into()), name).ok()
}
