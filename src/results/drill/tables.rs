//! The drill in numbers: user groups, regions.

use geode_core::report::Evaluation;
use geode_core::report::drill::{Drill, GROUPS, REGIONS};
use geode_core::report::failures::{Cell, Row};
use geode_core::report::written::unbroken;
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
        {move || table("Load of the regions in the drill", "drill-regions", words(REGIONS), rows(Drill::region_rows).unwrap_or_default())}
        {move || table("User groups in the drill", "drill-groups", words(GROUPS), rows(Drill::group_rows).unwrap_or_default())}
        <p class="small muted">
            "The regions stay off. Loads and capacities are shares of all requests that reach the regions; latencies are of what is served."
        </p>
    }
}

fn words(head: &[&str]) -> Vec<String> {
    head.iter().map(|word| (*word).to_owned()).collect()
}

/// A table of figures.
pub fn table(title: &'static str, id: &'static str, head: Vec<String>, rows: Vec<Row>) -> AnyView {
    let cell = |cell: Cell| {
        let value = cell.value.map(|value| value.to_string());
        view! { <td data-figure=cell.figure data-value=value>{unbroken(&cell.text)}</td> }
    };
    let row = |row: Row| {
        let names = row.names.into_iter().map(|name| view! { <th scope="row">{name}</th> }).collect_view();
        view! { <tr>{names} {row.cells.into_iter().map(cell).collect_view()}</tr> }
    };
    let column = |(i, name): (usize, String)| {
        view! { <th scope="col" class=(i == 0).then_some("is-name")>{name}</th> }
    };
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=title data-testid=id>
            <table class="data-table">
                <thead>
                    <tr>{head.into_iter().enumerate().map(column).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
