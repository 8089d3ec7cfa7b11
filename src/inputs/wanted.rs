//! The cell of a table that somebody must fill, and the way there.

use geode_core::scenario::edit::{self, Table};
use geode_core::scenario::inputs::Section;
use leptos::prelude::*;

/// Frames in which what is unfolded must have appeared.
const FRAMES: u32 = 20;

thread_local! {
    /// The cell that somebody wants to go to: its table may not be on the page yet.
    pub(super) static WANTED: ArcRwSignal<Option<edit::Cell>> = ArcRwSignal::new(None);
}

/// Unfolds the table of a cell and goes to it.
pub fn go_to(cell: &edit::Cell) {
    WANTED.with(|wanted| wanted.set(Some(cell.clone())));
    let folds = match cell.table {
        Table::Users => [format!("section-{}", Section::Users.id()), "more-latencies".into()],
        Table::Regions => [format!("section-{}", Section::Regions.id()), "more-round-trips".into()],
    };
    unfold(folds, FRAMES);
}

/// What is in a fold is made after it was opened.
fn unfold(folds: [String; 2], frames: u32) {
    let find = |fold: &str| document().query_selector(&format!("[data-testid={fold}]")).ok().flatten();
    let found: Vec<_> = folds.iter().filter_map(|fold| find(fold)).collect();
    for fold in &found {
        let _ = fold.set_attribute("open", "");
    }
    if found.len() < folds.len() && frames > 0 {
        request_animation_frame(move || unfold(folds, frames - 1));
    }
}
