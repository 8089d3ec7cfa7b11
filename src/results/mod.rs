//! What follows from the scenario: verdict, comparison table, explanations, charts.
//!
//! Everything here reads the evaluation and writes nothing back. Words and numbers come from `geode_core::report`;
//! this only lays them out.

mod best;
pub mod charts;
mod drill;
mod explain;
mod failures;
mod fold;
mod numbers;
mod range;
mod replay;
mod rival;
mod rollout;
mod solve;
mod sure;
mod table;
mod turns;
mod vary;
mod verdict;
mod view;

use crate::state::use_store;
use crate::ui::AfterPaint;
use best::Best;
use charts::{Charts, Screen};
use drill::Drill;
use explain::Explain;
use failures::Failures;
use leptos::prelude::*;
use range::RangeEditor;
use replay::Replay;
use rollout::Rollout;
use solve::SolveDialog;
use sure::Sure;
use table::Comparison;
use vary::Vary;
use verdict::Verdict;

pub use view::InView;

/// Everything that is computed.
#[component]
pub fn Results() -> impl IntoView {
    // One for all charts, and for the picture in each of the folds.
    provide_context(Screen::watch());
    let (has_figures, fresh) = (use_store().has_figures(), use_store().is_fresh());
    let first = || view! { <p class="muted" data-testid="first-figures">"The first figures are being computed."</p> };
    view! {
        <Show when=move || has_figures.get() fallback=first>
            <div class="decision">
                <Verdict />
                <Comparison />
            </div>
            <AfterPaint>
                <div class="stale" data-stale=move || (!fresh.get()).then_some("")>
                    <div class="charts"><Charts /> <Sure /></div>
                    <div class="below">
                        <Rollout />
                        <Replay />
                        <Drill />
                        <Best />
                        <Vary />
                        <Failures />
                    </div>
                </div>
                <Explain />
                <RangeEditor />
                <SolveDialog />
            </AfterPaint>
        </Show>
    }
}
