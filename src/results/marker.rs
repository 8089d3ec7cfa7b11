//! The sign of an option: a shape in its colour, the same as in the charts.

use crate::dom::prelude::*;
use geode_core::chart as shapes;

/// Colours repeat after so many options, each time with another shape.
pub const COLOURS: usize = 6;
/// The upright cross of the baseline, which is grey everywhere.
const BASELINE: usize = 5;

/// Value of `data-option`, which gives the colour; none for the baseline.
pub fn colour(option: usize, is_baseline: bool) -> Option<String> {
    (!is_baseline).then(|| (option % COLOURS).to_string())
}

/// The shape of an option.
#[component]
pub fn Marker(option: usize, is_baseline: bool) -> View {
    let shape = if is_baseline { BASELINE } else { shapes::Marker::place(option) };
    view! {
        <svg class="marker" aria-hidden="true" data-option=colour(option, is_baseline)>
            <use href=format!("#marker-{shape}") />
        </svg>
    }
}
