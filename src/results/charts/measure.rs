//! Widths of texts by the browser's own fonts, without touching the page: no element, no layout.

use geode_core::chart::{FONT_FAMILY, rough_width};
use leptos::prelude::document;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Texts kept; typing makes ever new ones.
const MOST: usize = 4096;

thread_local! {
    static MEASURE: RefCell<Measure> = RefCell::new(Measure { context: context(), widths: HashMap::new() });
}

struct Measure {
    context: Option<CanvasRenderingContext2d>,
    /// By font, then text, so that a text that is known needs no new string.
    widths: HashMap<(u64, bool), HashMap<String, f64>>,
}

/// Width of a text in pixels at this font size in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    MEASURE.with_borrow_mut(|measure| measure.width(text, size, bold))
}

impl Measure {
    fn width(&mut self, text: &str, size: f64, bold: bool) -> f64 {
        let font = (size.to_bits(), bold);
        if let Some(width) = self.widths.get(&font).and_then(|texts| texts.get(text)) {
            return *width;
        }
        let width = self.ask(text, size, bold).unwrap_or_else(|| rough_width(text, size, bold));
        if self.widths.values().map(HashMap::len).sum::<usize>() >= MOST {
            self.widths.clear();
        }
        self.widths.entry(font).or_default().insert(text.to_owned(), width);
        width
    }

    fn ask(&self, text: &str, size: f64, bold: bool) -> Option<f64> {
        let context = self.context.as_ref()?;
        context.set_font(&format!("{} {size}px {FONT_FAMILY}", if bold { "bold" } else { "normal" }));
        Some(context.measure_text(text).ok()?.width())
    }
}

fn context() -> Option<CanvasRenderingContext2d> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
