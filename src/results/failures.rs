//! When something fails: advice on the options, the yearly figures, and those of losing a region, folded.

use super::view::later;
use crate::state::use_store;
use crate::ui::Icon;
use geode_core::report::advice::{self, Advice};
use geode_core::report::failures::{self, Cell, Row, Table};
use geode_core::report::written::unbroken;
use leptos::prelude::*;

/// Advice and tables.
#[component]
pub fn Failures() -> impl IntoView {
    let evaluation = use_store().evaluation();
    let advice =
        Memo::new(move |_| evaluation.with(|evaluation| (advice::collected(evaluation), evaluation.options.len())));
    // Below all else: the table of options must not wait for them.
    let settled = later(evaluation, RwSignal::new(false));
    let tables = Memo::new(move |_| settled.with(|evaluation| failures::tables(evaluation)));
    // Tables come and go whole, so that an open one stays open while its figures change.
    let ids = Memo::new(move |_| tables.with(|tables| tables.iter().map(|t| (t.id, t.title)).collect::<Vec<_>>()));
    let folded = move |(id, title): (&'static str, &'static str)| {
        let table = move || tables.with(|tables| tables.iter().find(|t| t.id == id).cloned()).map(table);
        let is_open = id == "years";
        view! {
            <details class="section" data-testid=format!("table-{id}") open=is_open>
                <summary>{title}</summary>
                <div class="table-scroll" role="region" tabindex="0" aria-label=title>
                    {table}
                </div>
            </details>
        }
    };
    view! {
        {move || advice.with(|(all, options)| (!all.is_empty()).then(|| list(all, *options)))}
        <section class="stack no-print" aria-labelledby="failures-title" data-testid="failures">
            <h2 id="failures-title">"When something fails"</h2>
            <div>{move || ids.get().into_iter().map(folded).collect_view()}</div>
        </section>
    }
}

/// What to look at, most severe first; `total` is the number of options.
fn list(all: &[(Advice, Vec<String>)], total: usize) -> AnyView {
    // Where it is true of all of them their names say nothing.
    let whose = |options: &Vec<String>| match options.len() {
        2.. if options.len() == total => "All options".to_owned(),
        _ => options.join(", "),
    };
    let item = |(advice, options): &(Advice, Vec<String>)| {
        view! {
            <li
                class="advice__item"
                data-severity=advice.severity.id()
                data-testid=format!("advice-{}", advice.code)
            >
                <span class="severity">
                    <Icon name=advice.severity.id() />
                    {advice.severity.word()}
                </span>
                <div>
                    {unbroken(&advice.message)} <p class="advice__option">{whose(options)}</p>
                </div>
            </li>
        }
    };
    view! {
        <section class="stack" aria-labelledby="advice-title" data-testid="advice">
            <h2 id="advice-title">"Advice"</h2>
            <ul class="advice">{all.iter().map(item).collect_view()}</ul>
            <p class="only-print small muted advice__rest">"Notes of less weight are left out on paper."</p>
        </section>
    }
    .into_any()
}

fn table(table: Table) -> AnyView {
    let names = table.rows.first().map_or(0, |row| row.names.len());
    let head = |(i, head): (usize, &&'static str)| {
        view! { <th scope="col" class=(i < names).then_some("is-name")>{*head}</th> }
    };
    let heads = table.head.iter().enumerate().map(head).collect_view();
    let mut above = String::new();
    let rows = table.rows.into_iter().map(|line| {
        // An option is written once, in its first row.
        let is_first = line.names.first() != Some(&above);
        above = line.names.first().cloned().unwrap_or_default();
        row(line, is_first)
    });
    view! {
        <table class="data-table">
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: Row, is_first: bool) -> AnyView {
    let name = |(i, name): (usize, String)| {
        let hidden = (i == 0 && !is_first).then_some("visually-hidden");
        view! {
            <th scope="row">
                <span class=hidden>{name}</span>
            </th>
        }
    };
    let cell = |cell: Cell| {
        let value = cell.value.map(|value| value.to_string());
        view! {
            <td data-figure=cell.figure data-value=value>
                {unbroken(&cell.text)}
            </td>
        }
    };
    view! {
        <tr>
            {row.names.into_iter().enumerate().map(name).collect_view()} {row.cells.into_iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}
