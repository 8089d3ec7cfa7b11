//! Charts as files, and their data for the clipboard.

use super::canvas::paint;
use crate::files;
use crate::state::Store;
use geode_core::chart::{self, ChartSpec, Look, Theme};
use geode_core::report::charts::{self, csv_file};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, HtmlCanvasElement};

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
        Some(blob) if files::save_blob(&format!("{id}.png"), &blob).is_ok() => {}
        _ => store.complain("The browser made no picture of this chart. Save it as SVG instead."),
    });
    let _ = canvas.to_blob(made.unchecked_ref());
}

/// Saves a chart as SVG.
pub fn svg(store: Store, id: &'static str, spec: &ChartSpec) {
    let (width, height) = size(spec);
    match chart::svg(spec, width as u32, height as u32, Theme::Light) {
        Ok(text) if files::save_text(&format!("{id}.svg"), "image/svg+xml", &text).is_ok() => {}
        Ok(_) => store.complain("This browser does not let the page save a file."),
        Err(error) => store.complain(error.to_string()),
    }
}

/// Saves the data of a chart for a spreadsheet.
pub fn csv(store: Store, id: &'static str, spec: &ChartSpec) {
    if files::save_text(&format!("{id}.csv"), "text/csv;charset=utf-8", &csv_file(spec)).is_err() {
        store.complain("This browser does not let the page save a file.");
    }
}

/// Copies the data of a chart as CSV.
pub fn copy_csv(store: Store, _id: &'static str, spec: &ChartSpec) {
    let text = charts::csv(spec);
    spawn_local(async move {
        match files::copy(&text).await {
            true => store.say("The chart’s data is copied as CSV."),
            false => store.complain("The browser does not allow copying. Open “Data” below the chart instead."),
        }
    });
}
