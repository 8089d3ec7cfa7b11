//! The sign of an option: a shape in its colour, the same as in the charts and the inputs. What runs today is a grey
//! ring wherever it stands.

use geode_core::chart as shapes;
use leptos::prelude::*;

/// Colours repeat after so many options, each time with another shape.
const COLOURS: usize = 6;

/// Value of `data-option`, which gives the colour; none for the baseline.
pub fn colour(option: usize, is_baseline: bool) -> Option<String> {
    (!is_baseline).then(|| (option % COLOURS).to_string())
}

/// The shape of an option, which may move in its list or become the baseline.
#[component]
pub fn Marker(#[prop(into)] option: Signal<usize>, #[prop(into)] is_baseline: Signal<bool>) -> impl IntoView {
    let shape = move || match is_baseline.get() {
        true => shapes::Marker::BASELINE_PLACE,
        false => shapes::Marker::place(option.get()),
    };
    view! {
        <svg class="marker" aria-hidden="true" data-option=move || colour(option.get(), is_baseline.get())>
            <use href=move || format!("#marker-{}", shape()) />
        </svg>
    }
}
