//! Charts as files, and their data for the clipboard.

use super::canvas::paint;
use crate::state::Store;
use geode_core::chart::{self, ChartSpec, Look, Theme};
use geode_core::report::charts::csv as chart_csv;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

/// Size of a saved picture, CSS pixels: the width of a slide's half, sharp at twice the density.
const WIDTH: f64 = 960.0;
const DENSITY: f64 = 2.0;
/// Room that the title takes on top.
const TITLE: f64 = 56.0;

fn size(spec: &ChartSpec) -> (f64, f64) {
    (WIDTH, spec.height(WIDTH) + TITLE)
}

/// Saves a chart as PNG, always light: it goes into documents.
pub fn png(store: Store, id: &'static str, spec: &ChartSpec) {
    let canvas = document().create_element("canvas").ok().and_then(|c| c.dyn_into::<HtmlCanvasElement>().ok());
    let Some(canvas) = canvas else { return };
    let (width, height) = size(spec);
    let pixels = ((width * DENSITY) as u32, (height * DENSITY) as u32);
    paint(&canvas, spec, pixels, Look::file(Theme::Light, DENSITY));
    let made = Closure::once_into_js(move |blob: Option<Blob>| match blob {
        Some(blob) => save(&blob, &format!("{id}.png")),
        None => store.complain("The browser made no picture of this chart. Save it as SVG instead."),
    });
    let _ = canvas.to_blob(made.unchecked_ref());
}

/// Saves a chart as SVG.
pub fn svg(store: Store, id: &'static str, spec: &ChartSpec) {
    let (width, height) = size(spec);
    match chart::svg(spec, width as u32, height as u32, Theme::Light) {
        Ok(text) => save_text(&text, "image/svg+xml", &format!("{id}.svg")),
        Err(error) => store.complain(error.to_string()),
    }
}

/// Copies the data of a chart as CSV.
pub fn copy_csv(store: Store, _id: &'static str, spec: &ChartSpec) {
    let promise = window().navigator().clipboard().write_text(&csv(spec));
    spawn_local(async move {
        match JsFuture::from(promise).await {
            Ok(_) => store.say("The chart’s data is copied as CSV."),
            Err(_) => store.complain("The browser does not allow copying. Open “Data” below the chart instead."),
        }
    });
}

/// The data of a chart as CSV, numbers with all their digits.
pub fn csv(spec: &ChartSpec) -> String {
    chart_csv(spec)
}

fn save_text(text: &str, kind: &str, name: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) {
        save(&blob, name);
    }
}

/// Hands a file to the browser's downloads.
fn save(blob: &Blob, name: &str) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The download has begun; the data may go once it has been read.
    let _ = set_timeout_with_handle(move || drop(Url::revoke_object_url(&url)), std::time::Duration::from_secs(60));
}
