//! The drill in numbers: user groups, regions.

use crate::results::numbers::{scrolled, table};
use geode_core::report::Evaluation;
use geode_core::report::cells::Row;
use geode_core::report::drill::{Drill, GROUPS, REGIONS};
use geode_core::scenario::Scenario;
use leptos::prelude::*;
use std::sync::Arc;

/// Both tables.
#[component]
pub fn Tables(
    /// The drill.
    drilled: Memo<Option<Drill>>,
    /// What names its groups and regions.
    evaluation: RwSignal<Arc<Evaluation>>,
) -> impl IntoView {
    let rows = move |of: fn(&Drill, &Scenario) -> Vec<Row>| {
        drilled.with(|drilled| drilled.as_ref().map(|drilled| evaluation.with(|all| of(drilled, &all.scenario))))
    };
    view! {
        {move || {
            let rows = rows(Drill::region_rows).unwrap_or_default();
            scrolled("Load of the regions in the drill", "drill-regions", table(REGIONS.iter().copied(), rows))
        }}
        {move || {
            let rows = rows(Drill::group_rows).unwrap_or_default();
            scrolled("User groups in the drill", "drill-groups", table(GROUPS.iter().copied(), rows))
        }}
        <p class="small muted">
            "The regions stay off. Loads and capacities are shares of all requests that reach the regions; latencies are of what is served."
        </p>
    }
}
