//! Export: the evaluation, the scenario, the table; as files, for a ticket, on paper.

use super::kept::{KeptList, use_kept_list};
use crate::files;
use crate::state::{self, Store, use_store};
use crate::ui::{Item, Menu, focus_soon};
use geode_core::exchange::file_name::file_name_with;
use geode_core::report::{markdown, table};
use js_sys::JsString;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What can be taken out.
#[component]
pub(super) fn ExportMenu() -> impl IntoView {
    let (store, list) = (use_store(), use_kept_list());
    view! {
        <Menu icon="export" label="Export" testid="export">
            <Item label="Evaluation" hint="JSON" testid="export-json" act=move |()| save_evaluation(store) />
            <Item label="Scenario" hint="JSON" testid="export-scenario" act=move |()| save_scenario(store) />
            <Item label="Table" hint="CSV" testid="export-csv" act=move |()| save_table(store) />
            <Item label="Save under a name\u{2026}" hint="in this browser" testid="export-plan" act=move |()| name_plan(list) />
            <hr class="menu__rule" />
            <Item label="Copy for a ticket" hint="Markdown" testid="export-markdown" act=move |()| copy_markdown(store) />
            <Item label="Print a report" hint="one page" testid="export-print" act=print />
        </Menu>
    }
}

/// Opens the list where a plan is named.
fn name_plan(list: KeptList) {
    list.0.set(true);
    request_animation_frame(|| focus_soon("#kept-name".into()));
}

/// Saves the scenario as a file.
pub fn save_scenario(store: Store) {
    save(store, "scenario.json", "application/json", store.scenario_untracked().to_json_pretty() + "\n");
}

/// The same bytes as `geode evaluate` of the scenario file.
fn save_evaluation(store: Store) {
    save(store, "evaluation.json", "application/json", store.complete_evaluation().to_json() + "\n");
}

fn save_table(store: Store) {
    save(store, "csv", "text/csv;charset=utf-8", table::to_csv(&store.complete_evaluation()));
}

fn save(store: Store, ending: &str, mime: &str, text: String) {
    let lower = |text: &str| String::from(JsString::from(text).to_lower_case());
    let name = file_name_with(&store.scenario_untracked().name, ending, lower);
    if files::save_text(&name, mime, &text).is_ok() {
        store.say(format!("Saved {name}."));
    } else {
        store.complain("This browser does not let the page save a file.");
    }
}

fn copy_markdown(store: Store) {
    let link = state::link(store).ok();
    let mut text = store.evaluation().with_untracked(|evaluation| markdown::of(evaluation, link.as_deref()));
    if untrack(|| store.drafts.count()) > 0 {
        text += "\nLast good results: a field held no valid value when this was copied.\n";
    }
    spawn_local(async move {
        if files::copy(&text).await {
            store.say("Copied: verdict, table and link, as Markdown.");
        } else {
            // Not lost: a file can be copied from.
            save(store, "md", "text/markdown;charset=utf-8", text);
        }
    });
}

fn print((): ()) {
    let _ = window().print();
}
