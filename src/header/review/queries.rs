//! Queries that bring the sums of a bill that cannot be read here.

use crate::files;
use crate::ui::Choice;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Each writes rows of FOCUS by region, category and month (tests/import/queries.rs).
const QUERIES: [(&str, &str); 5] = [
    ("Google Cloud: BigQuery", include_str!("../../../import/queries/bigquery.sql")),
    ("AWS: CUR 2.0 by Athena", include_str!("../../../import/queries/athena-cur2.sql")),
    ("AWS: CUR 2.0 files by DuckDB, Parquet too", include_str!("../../../import/queries/duckdb-cur2.sql")),
    ("FOCUS by Athena", include_str!("../../../import/queries/athena-focus.sql")),
    ("FOCUS files by DuckDB, Parquet too", include_str!("../../../import/queries/duckdb-focus.sql")),
];

#[component]
pub(super) fn Queries() -> impl IntoView {
    let chosen = RwSignal::new(QUERIES[0].0.to_owned());
    let query =
        move || chosen.with(|chosen| QUERIES.iter().find(|(name, _)| name == chosen).map_or("", |(_, text)| *text));
    let copied = RwSignal::new("Copy");
    let copy = move |_| {
        let text = query();
        spawn_local(async move {
            match files::copy(text).await {
                true => copied.set("Copied"),
                false => copied.set("Not copied: select the text"),
            }
        });
    };
    let names = QUERIES.map(|(name, _)| (name.to_owned(), name.to_owned())).to_vec();
    view! {
        <details class="more" data-testid="review-queries">
            <summary>"A bill in BigQuery, Parquet, or above 2 GB? Copy a query"</summary>
            <Choice id="review-query" label="Query for" choices=Signal::stored(names) value=chosen on_change=move |name: String| {
                chosen.set(name);
                copied.set("Copy");
            } />
            <textarea class="input file__query" rows="8" readonly=true aria-label="Query" data-testid="review-query-text" prop:value=query></textarea>
            <div class="row">
                <button class="button button--small" type="button" data-testid="review-query-copy" on:click=copy>{move || copied.get()}</button>
                <span class="small muted">"Its answer is a small CSV: save it and drop it here."</span>
            </div>
        </details>
    }
}
