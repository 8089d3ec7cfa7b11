//! When something fails: advice on the options, the yearly figures, and those of losing a region, folded.

use super::view::later;
use crate::inputs::use_changes;
use crate::state::use_store;
use crate::ui::{Icon, while_alive};
use crate::window::{Sight, watch};
use geode_core::catalogue::provided;
use geode_core::report::Evaluation;
use geode_core::report::advice::{Advice, NOT_MODELLED};
use geode_core::report::cells::{Cell, Row};
use geode_core::report::failures::{self, Table, YEARS};
use geode_core::report::written::unbroken;
use geode_core::scenario::edit;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{Event, HtmlDetailsElement};

/// A table of no more rows than this is on the page as a whole.
const FEW_ROWS: usize = 128;
/// Rows of a longer one that come and go together.
const ROWS: usize = 32;
/// About the height of one, pixels.
const ROW_HEIGHT: i32 = 29;

/// Advice and tables.
#[component]
pub fn Failures() -> impl IntoView {
    let evaluation = use_store().evaluation();
    let advice = Memo::new(move |_| evaluation.with(|evaluation| (evaluation.advice(), evaluation.options.len())));
    // Below all else: the table of options must not wait for them.
    let settled = later(evaluation);
    // Tables come and go whole, so that an open one stays open while its figures change.
    let tables = Memo::new_with_compare(
        move |_| settled.with(|evaluation| failures::tables(evaluation)),
        |before: Option<&Vec<&Table>>, now| before.map(|all| ids(all)) != now.map(|all| ids(all)),
    );
    view! {
        {move || advice.with(|(all, options)| (!all.is_empty()).then(|| list(all, *options)))}
        <section class="stack no-print" aria-labelledby="failures-title" data-testid="failures">
            <h2 id="failures-title">"When something fails"</h2>
            <div>{move || tables.get().into_iter().map(|table| folded(table, settled)).collect_view()}</div>
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
                    {(advice.code == NOT_MODELLED).then(leave_out)}
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

/// The one click to leave out users behind a border across which latency is not modelled.
fn leave_out() -> AnyView {
    let changes = use_changes();
    let leave = while_alive(move |_: web_sys::MouseEvent| {
        if let Some(known) = provided()
            && changes.attempt(|scenario| edit::leave_out_border(scenario, known))
        {
            changes.store().offer_undo("Users in mainland China are left out.");
        }
    });
    view! { <button type="button" class="button button--small no-print" data-testid="leave-out-border" on:click=leave>"Leave them out"</button> }
        .into_any()
}

fn ids(tables: &[&Table]) -> Vec<&'static str> {
    tables.iter().map(|table| table.id).collect()
}

/// A table that is on the page while it is unfolded.
fn folded(table: &'static Table, evaluation: RwSignal<Arc<Evaluation>>) -> AnyView {
    let is_open = RwSignal::new(table.id == YEARS.id);
    let toggled = while_alive(move |event: Event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()));
    view! {
        <details class="section" data-testid=format!("table-{}", table.id) open=is_open.get_untracked() on:toggle=toggled>
            <summary>{table.title}</summary>
            <div class="table-scroll" role="region" tabindex="0" aria-label=table.title>
                {move || is_open.get().then(|| whole(table, evaluation))}
            </div>
        </details>
    }
    .into_any()
}

/// A table of which the rows near to the window are on the page.
fn whole(table: &'static Table, evaluation: RwSignal<Arc<Evaluation>>) -> AnyView {
    let count = Memo::new(move |_| evaluation.with(|evaluation| table.len(evaluation)));
    let names = evaluation.with_untracked(|e| table.rows(e, 0..1).first().map_or(0, |row| row.names.len()));
    let head = |(i, head): (usize, &&'static str)| {
        view! { <th scope="col" class=(i < names).then_some("is-name")>{*head}</th> }
    };
    let part = move |from: usize| {
        let sight = Sight::of(Signal::derive(move || count.get() <= FEW_ROWS), ROW_HEIGHT * ROWS as i32);
        let is_shown = sight.is_shown();
        let rows = Memo::new(move |_| {
            is_shown.get().then(|| evaluation.with(|evaluation| table.rows(evaluation, from..from + ROWS)))
        });
        let rows = move || match rows.get() {
            Some(rows) => rows.into_iter().zip(from..).map(row).collect_view().into_any(),
            None => view! { <tr aria-hidden="true"><td colspan=table.head.len() style:height=sight.room()></td></tr> }
                .into_any(),
        };
        view! {
            <tbody
                use:watch

                on:near=while_alive(move |_: Event| sight.came())
                on:far=while_alive(move |event: Event| sight.left(&event_target(&event)))
            >
                {rows}
            </tbody>
        }
    };
    view! {
        <table class="data-table" aria-rowcount=move || count.get() + 1>
            <thead>
                <tr aria-rowindex=1>{table.head.iter().enumerate().map(head).collect_view()}</tr>
            </thead>
            {move || (0..count.get()).step_by(ROWS).map(part).collect_view()}
        </table>
    }
    .into_any()
}

fn row((row, at): (Row, usize)) -> AnyView {
    // An option is written once, in its first row.
    let is_first = row.is_first;
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
        <tr aria-rowindex=at + 2>
            {row.names.into_iter().enumerate().map(name).collect_view()} {row.cells.into_iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}
