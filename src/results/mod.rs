//! What follows from the scenario: verdict, comparison table, explanations, charts.
//!
//! Everything here reads the evaluation and writes nothing back. Words and numbers come from `geode_core::report`;
//! this only lays them out.

pub mod charts;
mod explain;
mod failures;
mod table;
mod verdict;
mod view;

use charts::Charts;
use explain::Explain;
use failures::Failures;
use leptos::prelude::*;
use table::Comparison;
use verdict::Verdict;

pub use view::InView;

/// Everything that is computed.
#[component]
pub fn Results() -> impl IntoView {
    view! {
        <div class="decision">
            <Verdict />
            <Comparison />
        </div>
        <Charts />
        <div class="below">
            <Failures />
        </div>
        <Explain />
    }
}
