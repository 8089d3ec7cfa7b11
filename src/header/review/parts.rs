//! Which part of the bill is this system? By account, service or tag, with what each costs.

use super::said;
use crate::state::importing::{InHand, Part, use_importing};
use crate::ui::{Choice, Tick};
use leptos::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

#[component]
pub(super) fn Parts(item: InHand) -> impl IntoView {
    // What is being chosen stays while the file is read again.
    let has_any = Memo::new(move |_| item.review.with(|review| said::list(&review["parts"]).next().is_some()));
    view! { <Show when=move || has_any.get()><Picker item /></Show> }
}

#[component]
fn Picker(item: InHand) -> impl IntoView {
    let importing = use_importing();
    let now = item.beside.with_untracked(|beside| beside.part.clone());
    let column = RwSignal::new(now.column);
    let values = RwSignal::new(now.values);
    let columns = Signal::derive(move || {
        let all = std::iter::once((String::new(), "All of it".to_owned()));
        let named = |part: &Value| {
            let column = said::word(part, "column").to_owned();
            (column.clone(), said::part_name(&column))
        };
        item.review.with(|review| all.chain(said::list(&review["parts"]).map(named)).collect::<Vec<_>>())
    });
    let choose = move |chosen: String| {
        values.set(BTreeSet::new());
        column.set(chosen);
        if column.with_untracked(String::is_empty) {
            importing.choose_part(item, Part::default());
        }
    };
    let apply =
        move |_| importing.choose_part(item, Part { column: column.get_untracked(), values: values.get_untracked() });
    let rows = move || {
        let review = item.review.get();
        let part = said::list(&review["parts"]).find(|part| part["column"] == column.get());
        part.map(|part| list(item, part, values)).unwrap_or_default()
    };
    let summary = move || {
        let words = item.beside.with(|beside| beside.part.words());
        format!("Which part of the bill is this system? {words}")
    };
    view! {
        <details class="more" data-testid="review-parts">
            <summary>{summary}</summary>
            <Choice id=format!("review-part-{}", item.id) label="By" choices=columns value=column on_change=choose />
            <Show when=move || column.with(|column| !column.is_empty())>
                <ul class="file__values">{rows}</ul>
                <button class="button button--small" type="button" data-testid="review-part-use"
                    prop:disabled=move || values.with(BTreeSet::is_empty) on:click=apply
                >
                    "Only these"
                </button>
            </Show>
        </details>
    }
}

/// The values of a part with what they cost, a tick each; last what has none.
fn list(item: InHand, part: &Value, values: RwSignal<BTreeSet<String>>) -> Vec<AnyView> {
    let currency = item.report.with_untracked(|report| said::word(report, "currency").to_owned());
    let cost = |amount: &Value| said::cost(amount.as_f64().unwrap_or_default(), &currency);
    let row = |value: String, name: String, cost: String| {
        let (own, key) = (value.clone(), value);
        let tick = move |is_ticked: bool| {
            values.update(|values| {
                if is_ticked {
                    values.insert(key.clone())
                } else {
                    values.remove(&key)
                };
            });
        };
        view! {
            <li class="row spread" data-testid="review-part-value">
                <Tick label=Signal::stored(name) ticked=Signal::derive(move || values.with(|values| values.contains(&own))) on_change=tick />
                <span class="num">{cost}</span>
            </li>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = said::list(&part["values"])
        .map(|one| row(said::word(one, "value").to_owned(), said::word(one, "value").to_owned(), cost(&one["monthly"])))
        .collect();
    if part["more"].as_u64().unwrap_or_default() > 0 {
        let text = format!("{} smaller ones, not shown: {}", part["more"], cost(&part["more_monthly"]));
        rows.push(view! { <li class="small muted">{text}</li> }.into_any());
    }
    rows.push(row(String::new(), "Without one".to_owned(), cost(&part["without_monthly"])));
    rows
}
