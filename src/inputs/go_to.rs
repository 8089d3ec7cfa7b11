//! Goes to the field of a number, wherever it is folded away.

use super::change::dom_id;
use super::wanted;
use crate::state::Store;
use crate::ui::{focus_soon, use_drawer};
use crate::window::come_near;
use geode_core::scenario::edit::Cell;
use geode_core::scenario::inputs::{self, Section};
use leptos::prelude::*;
use web_sys::Element;

/// Frames in which what is unfolded must have appeared.
const FRAMES: u32 = 30;

/// Unfolds what holds the field of an input and gives it the focus. Must be called within the page's owner.
pub fn field_opener(store: Store) -> impl Fn(&str) + Copy + Send + Sync + 'static {
    let drawer = use_drawer();
    move |pointer: &str| {
        let scenario = store.scenario_untracked();
        drawer.open();
        // One field shows both numbers of a region.
        let of_both = inputs::twin(pointer).filter(|_| pointer.ends_with("/unavailability"));
        let pointer = of_both.as_deref().unwrap_or(pointer);
        if let Some(cell) = Cell::at(&scenario, pointer) {
            return wanted::go_to(&cell);
        }
        if let Some((input, _)) = inputs::find(&scenario, pointer) {
            let (section, field) = (input.section, format!("[id='{}']", dom_id(pointer)));
            request_animation_frame(move || unfold(section, field, FRAMES));
        }
    }
}

/// What is in a fold is made after it was opened: all folds of the section are, until the field is there; those that do
/// not hold it are closed again.
fn unfold(section: Section, field: String, frames: u32) {
    let Ok(Some(section_box)) = document().query_selector(&format!("[data-testid=section-{}]", section.id())) else {
        return;
    };
    let _ = section_box.set_attribute("open", "");
    let found = section_box.query_selector(&field).ok().flatten();
    match found {
        Some(found) => {
            for fold in folds(&section_box, "details[data-looking]") {
                let _ = fold.remove_attribute("data-looking");
                if !fold.contains(Some(&found)) {
                    let _ = fold.remove_attribute("open");
                }
            }
            let mut around = found.parent_element();
            while let Some(element) = around {
                if element.tag_name() == "DETAILS" {
                    let _ = element.set_attribute("open", "");
                }
                around = element.parent_element();
            }
            focus_soon(field);
        }
        None if frames > 0 => {
            folds(&section_box, "[role=group][tabindex='0']").iter().for_each(come_near);
            for fold in folds(&section_box, "details.more:not([open])") {
                let _ = fold.set_attribute("data-looking", "");
                let _ = fold.set_attribute("open", "");
            }
            request_animation_frame(move || unfold(section, field, frames - 1));
        }
        None => {}
    }
}

fn folds(within: &Element, selector: &str) -> Vec<Element> {
    use wasm_bindgen::JsCast;
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}
