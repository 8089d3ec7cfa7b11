//! The incidents of a log: which are outages, and what they were caused by.

use super::said;
use crate::state::importing::{InHand, use_importing};
use crate::state::use_store;
use crate::ui::{Choice, Tick};
use geode_core::quantity::format::{Digits, duration};
use leptos::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// Incidents that are shown; the others stay as they are.
const SHOWN: usize = 200;
/// What an incident may be caused by: the importer's words, and those for people.
const CAUSES: [(&str, &str); 5] = [
    ("region", "This region"),
    ("shared", "Several regions"),
    ("supplier", "A supplier"),
    ("own", "Our own change"),
    ("elsewhere", "Another region"),
];
/// Names of a log of which it is asked what they mean.
const ASKED: usize = 12;

#[component]
pub(super) fn Incidents(item: InHand) -> impl IntoView {
    let summary = move || {
        let all = item.review.with(|review| said::list(&review["incidents"]).count());
        // As the line above says it: of ticked rows of the same time one counts, and none of another period.
        let counted = item.report.with(|report| report["outages"]["count"].as_u64().unwrap_or_default());
        format!("{counted} of {all} incidents count as outages: tick them, say what caused them")
    };
    let rows = move || {
        let review = item.review.get();
        said::list(&review["incidents"]).take(SHOWN).map(|one| row(item, one)).collect_view()
    };
    let more = move || {
        let all = item.review.with(|review| said::list(&review["incidents"]).count());
        (all > SHOWN).then(|| format!("The first {SHOWN} of {all}; the others stay as they are."))
    };
    let has_any = move || item.review.with(|review| said::list(&review["incidents"]).next().is_some());
    view! {
        <Show when=has_any>
            <details class="more" data-testid="review-incidents">
                <summary>{summary}</summary>
                <div class="table-scroll">
                    <table class="data-table file__table">
                        <thead><tr><th scope="col">"Outage"</th><th scope="col">"From (UTC)"</th><th scope="col">"Lasted"</th><th scope="col">"Caused by"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="small muted">{more}</p>
            </details>
        </Show>
        <Names item />
    }
}

/// What a log names that should be a region, and is none here.
#[component]
fn Names(item: InHand) -> impl IntoView {
    let (importing, store) = (use_importing(), use_store());
    let chosen = item.chosen;
    // What has been said can be said anew.
    let names = Memo::new(move |_| {
        let mut names: BTreeSet<String> =
            chosen.with(|chosen| chosen.names.iter().map(|(name, _)| name.clone()).collect());
        item.offer.with(|offer| names.extend(offer.names.iter().take(ASKED).cloned()));
        names
    });
    let regions = Signal::derive(move || {
        let none = (String::new(), "None of this plan".to_owned());
        let all = store.scenario().regions.iter().map(|one| (one.id.clone(), one.name.clone())).collect::<Vec<_>>();
        std::iter::once(none).chain(all).collect::<Vec<_>>()
    });
    let field = move |name: String| {
        let (asked, said) = (name.clone(), name.clone());
        let is_one = move |(known, _): &&(String, String)| *known == asked;
        let value = Signal::derive(move || {
            chosen.with(|chosen| chosen.names.iter().find(&is_one).map(|(_, id)| id.clone()).unwrap_or_default())
        });
        let choose = move |id: String| {
            chosen.update(|chosen| chosen.name(&said, id));
            importing.preview(item);
        };
        view! { <Choice id=format!("review-name-{}-{name}", item.id) label=format!("Region {name} of the log is") choices=regions value on_change=choose /> }
    };
    view! { <For each=move || names.get() key=String::clone children=field /> }
}

fn row(item: InHand, one: &Value) -> AnyView {
    let importing = use_importing();
    let number = one["row"].as_u64().unwrap_or_default();
    let (is_ticked, has_length) = (one["is_ticked"] == true, one["window"].is_array());
    let name = said::word(one, "name");
    let why = said::word(one, "why");
    let label = match (name.is_empty(), why.is_empty()) {
        (true, _) => format!("Row {number} {why}"),
        (false, true) => name.to_owned(),
        (false, false) => format!("{name} ({why})"),
    };
    let scope = said::word(one, "scope").to_owned();
    let seconds = one["window"][1].as_f64().unwrap_or_default() - one["window"][0].as_f64().unwrap_or_default();
    let lasted = if has_length { duration(seconds, Digits::Few) } else { "\u{2013}".to_owned() };
    let start = said::word(one, "start").get(..16).unwrap_or_default().replace('T', " ");
    let cause = move || {
        let said = item.chosen.with(|chosen| chosen.causes.get(&number).cloned());
        let logged = || item.offer.with(|offer| offer.causes.get(&number).cloned());
        said.or_else(logged).unwrap_or_else(|| "region".into())
    };
    let options =
        CAUSES.map(|(word, name)| view! { <option value=word prop:selected=move || cause() == word>{name}</option> });
    view! {
        <tr data-testid="review-incident">
            <th scope="row">
                <Tick label=Signal::stored(label.clone()) ticked=Signal::stored(is_ticked) disabled=Signal::stored(!has_length)
                    on_change=move |ticked: bool| importing.tick_incident(item, number, ticked) />
                <span class="small muted">{scope}</span>
            </th>
            <td>{start}</td>
            <td>{lasted}</td>
            <td>
                <select class="select" aria-label=format!("Cause of {label}") prop:disabled=!is_ticked
                    on:change=move |event| importing.set_cause(item, number, event_target_value(&event))
                >
                    {options.collect_view()}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
