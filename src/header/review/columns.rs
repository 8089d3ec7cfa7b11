//! A table whose columns are not known: its first rows, and what they mean.

use super::said;
use crate::state::importing::{InHand, use_importing};
use crate::ui::Choice;
use leptos::prelude::*;
use serde_json::Value;

/// What a table can be: its columns, the importer's words for them and those for people.
const TABLES: [(&str, &[(&str, &str)]); 4] = [
    ("Costs by region", &[("region", "Region"), ("cost", "Cost of a month")]),
    ("Users by country", &[("country", "Country"), ("users", "Users")]),
    ("Incidents", &[("start", "Start"), ("end", "End")]),
    ("Round trips between regions", &[("from", "From"), ("to", "To"), ("ms", "Milliseconds")]),
];

#[component]
pub(super) fn Columns(item: InHand) -> impl IntoView {
    let importing = use_importing();
    let kind = RwSignal::new(String::new());
    let preview = item.preview.get_untracked();
    let kinds: Vec<(String, String)> = std::iter::once((String::new(), "Choose\u{2026}".to_owned()))
        .chain(TABLES.iter().map(|(name, _)| ((*name).to_owned(), (*name).to_owned())))
        .collect();
    let names = said::texts(&preview["columns"]);
    let choices: Vec<(String, String)> = std::iter::once((String::new(), "Choose\u{2026}".to_owned()))
        .chain(names.iter().map(|name| (name.clone(), name.clone())))
        .collect();
    let chosen = RwSignal::new(Vec::<(String, String)>::new());
    let pickers = move || {
        let wanted =
            kind.with(|kind| TABLES.iter().find(|(name, _)| name == kind).map_or(&[][..], |(_, wanted)| *wanted));
        chosen.set(Vec::new());
        let picker = |(meaning, label): &(&'static str, &'static str)| {
            let meaning = *meaning;
            let value = move || {
                chosen.with(|all| {
                    all.iter().find(|(known, _)| known == meaning).map(|(_, name)| name.clone()).unwrap_or_default()
                })
            };
            let pick = move |name: String| {
                chosen.update(|all| {
                    all.retain(|(known, _)| known != meaning);
                    if !name.is_empty() {
                        all.push((meaning.to_owned(), name));
                    }
                });
                if chosen.with_untracked(Vec::len) == wanted.len() {
                    importing.name_columns(item, chosen.get_untracked());
                }
            };
            view! {
                <Choice id=format!("review-column-{}-{meaning}", item.id) label=*label choices=Signal::stored(choices.clone())
                    value=Signal::derive(value) on_change=pick />
            }
        };
        wanted.iter().map(picker).collect_view()
    };
    view! {
        <Choice id=format!("review-kind-{}", item.id) label="What is this table?" choices=Signal::stored(kinds) value=kind
            on_change=move |name: String| kind.set(name) />
        <div class="file__fields">{pickers}</div>
        {first_rows(&names, &preview)}
    }
}

fn first_rows(names: &[String], preview: &Value) -> AnyView {
    let heads = names.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let rows = said::list(&preview["rows"])
        .map(|row| view! { <tr>{said::texts(row).into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="First rows">
            <table class="data-table" data-testid="review-first-rows"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
