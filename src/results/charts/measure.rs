//! Widths of texts by the browser's own fonts, without touching the page: no element, no layout.

use geode_core::chart::{FONT_FAMILY, rough_width};
use geode_core::scenario::model::Map;
use leptos::prelude::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Texts kept of a font; typing makes ever new ones.
const MOST: usize = 1024;

thread_local! {
    static MEASURE: RefCell<Measure> = RefCell::new(Measure { context: context(), fonts: Vec::new() });
}

struct Measure {
    context: Option<CanvasRenderingContext2d>,
    fonts: Vec<Font>,
}

/// The widths that are known of a font.
struct Font {
    size: f64,
    bold: bool,
    widths: Map<f64>,
}

impl Font {
    fn is(&self, size: f64, bold: bool) -> bool {
        self.size == size && self.bold == bold
    }
}

/// Width of a text in pixels at this font size in pixels.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    MEASURE.with_borrow_mut(|measure| measure.width(text, size, bold))
}

impl Measure {
    fn width(&mut self, text: &str, size: f64, bold: bool) -> f64 {
        let known = self.fonts.iter().position(|font| font.is(size, bold));
        if let Some(width) = known.and_then(|at| self.fonts.get(at)?.widths.get(text)) {
            return *width;
        }
        let width = self.ask(text, size, bold).unwrap_or_else(|| rough_width(text, size, bold));
        match known.and_then(|at| self.fonts.get_mut(at)) {
            Some(font) => {
                if font.widths.len() >= MOST {
                    font.widths.clear();
                }
                font.widths.insert(text.to_owned(), width);
            }
            None => self.fonts.push(Font { size, bold, widths: Map::from_iter([(text.to_owned(), width)]) }),
        }
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
