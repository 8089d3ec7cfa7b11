//! What was found: the chart with its sentence, its menu and its table.

use crate::messages::Computing;
use crate::results::charts::{Actions, Picture};
use crate::results::numbers::table;
use crate::state::use_store;
use crate::ui::while_alive;
use geode_core::report::varied::Table;
use geode_core::report::written::unbroken;
use leptos::prelude::*;
use web_sys::{Event, HtmlDetailsElement};

const ID: &str = "varied";
const NAME: &str = "Varied input";

/// The figures, those of before marked as long as new ones are being computed.
#[component]
pub fn Figures() -> impl IntoView {
    let store = use_store();
    let (found, is_fresh) = (store.variation.found, store.is_varied_freshly());
    let spec = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| found.varied().chart())));
    let takeaway = move || spec.with(|spec| spec.as_ref().map(|spec| unbroken(&spec.title)));
    let refused = move || found.with(|found| found.as_ref().and_then(|found| found.varied().refused()));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <div role="status">
            <Computing
                watch=store.variation.watch
                what="The figures of the varied input"
                before="those shown are of before, if any"
                ask_again=move |()| store.vary()
            />
        </div>
        <Show when=move || is_there.get() fallback=|| view! { <p class="muted">"The figures are being computed."</p> }>
            <figure
                class="chart"
                aria-label=NAME
                aria-busy=move || (!is_fresh.get()).to_string()
                data-stale=move || (!is_fresh.get()).then_some("")
                data-testid="chart-varied"
            >
                <div class="chart__head">
                    <figcaption class="chart__takeaway" aria-live="polite">{takeaway}</figcaption>
                    <Actions id=ID name=NAME spec />
                </div>
                <Picture spec id=ID />
                {move || refused().map(|refused| view! { <p class="small muted" data-testid="vary-refused">{refused}</p> })}
                <Data />
            </figure>
        </Show>
    }
}

/// The figures as a table, made only while it is open.
#[component]
fn Data() -> impl IntoView {
    let found = use_store().variation.found;
    let is_open = RwSignal::new(false);
    let toggled = while_alive(move |event: Event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()));
    let of_found = move || found.with(|found| found.as_ref().map(|found| noted(found.varied().table())));
    view! {
        <details class="chart__data" data-testid="data-varied" on:toggle=toggled>
            <summary aria-label=format!("Data: {NAME}")>"Data"</summary>
            <div role="region" tabindex="0" aria-label=format!("Data: {NAME}")>{move || is_open.get().then(of_found)}</div>
        </details>
    }
}

fn noted(found: Table) -> AnyView {
    view! {
        {table(found.head, found.rows)}
        {found.notes.into_iter().map(|note| view! { <p class="small muted">{note}</p> }).collect_view()}
    }
    .into_any()
}
