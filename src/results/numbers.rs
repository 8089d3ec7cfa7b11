//! A table of figures, each with its name and its bare number.

use geode_core::report::cells::{Cell, Row};
use geode_core::report::written::unbroken;
use leptos::prelude::*;

/// Rows under their heads.
pub fn table<Head: Into<String>>(head: impl IntoIterator<Item = Head>, rows: Vec<Row>) -> AnyView {
    whole(head.into_iter().map(Into::into).collect(), rows)
}

fn whole(head: Vec<String>, rows: Vec<Row>) -> AnyView {
    let column = |(i, name): (usize, String)| {
        view! { <th scope="col" class=(i == 0).then_some("is-name")>{name}</th> }
    };
    view! {
        <table class="data-table">
            <thead>
                <tr>{head.into_iter().enumerate().map(column).collect_view()}</tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: Row) -> AnyView {
    let cell = |cell: Cell| {
        let value = cell.value.map(|value| value.to_string());
        view! { <td data-figure=cell.figure data-value=value>{unbroken(&cell.text)}</td> }
    };
    let names = row.names.into_iter().map(|name| view! { <th scope="row">{name}</th> }).collect_view();
    view! { <tr>{names} {row.cells.into_iter().map(cell).collect_view()}</tr> }.into_any()
}

/// The same, which is scrolled where it is too wide.
pub fn scrolled(title: &'static str, id: &'static str, table: AnyView) -> AnyView {
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=title data-testid=id>
            {table}
        </div>
    }
    .into_any()
}
