//! Export: the evaluation, the scenario, the table; as files, for a ticket, on paper.

use super::kept::{KeptList, use_kept_list};
use crate::files;
use crate::state::{self, Store, use_store};
use crate::ui::{Item, Menu, focus_soon};
use geode_core::exchange::file_name::file_name;
use geode_core::exchange::openslo;
use geode_core::report::{self, Evaluation, markdown, table};
use geode_core::scenario::inputs;
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
            <Item label="Workbook" hint=".xlsx, live formulas" testid="export-workbook" act=move |()| save_workbook(store) />
            <Item label="Table" hint="CSV" testid="export-csv" act=move |()| save_table(store) />
            <Item label="Targets" hint="OpenSLO" testid="export-objectives" act=move |()| save_objectives(store) />
            <Item label="Save under a name\u{2026}" hint="in this browser" testid="export-plan" act=move |()| name_plan(list) />
            <hr class="menu__rule" />
            <Item label="Copy for a ticket" hint="Markdown" testid="export-markdown" act=move |()| copy_markdown(store) />
            <Item label="Print a report" hint="one page" testid="export-print" act=move |()| print(store) />
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
    store.when_there(true, move |evaluation| {
        let mut evaluation = evaluation.clone();
        match store.found_turns() {
            Some((turns, is_cut)) => evaluation.set_flips(&turns, is_cut),
            None => report::find_flips(&mut evaluation),
        }
        save(store, "evaluation.json", "application/json", evaluation.to_json() + "\n");
    });
}

fn save_table(store: Store) {
    store.when_there(true, move |evaluation| save(store, "csv", "text/csv;charset=utf-8", table::to_csv(evaluation)));
}

/// The program that writes it is loaded with the first one.
fn save_workbook(store: Store) {
    let scenario = store.scenario_untracked();
    let name = file_name(&scenario.name, "xlsx");
    store.say("Writing the workbook\u{2026}");
    state::workbook(&store.asked(), move |written| match written {
        Ok(bytes) if files::save_bytes(&name, WORKBOOK, &bytes).is_ok() => store.say(format!("Saved {name}.")),
        Ok(_) => store.complain("This browser does not let the page save a file."),
        Err(why) => store.complain(format!("No workbook was written. {why}")),
    });
}

/// The targets, of the option that the verdict is for.
fn save_objectives(store: Store) {
    store.when_there(true, move |evaluation| {
        let scenario = store.scenario_untracked();
        let written = scenario.option(&evaluation.verdict.option).map(|option| openslo::of(&scenario, option));
        match written {
            Some(Ok(text)) => save(store, "openslo.yaml", "application/yaml", text),
            Some(Err(fault)) if fault.path == inputs::TARGET_AVAILABILITY => store.complain(
                "Set a target of availability below 100 % first: OpenSLO knows no objective of all requests.",
            ),
            _ => {
                store.complain("Set a target of availability or p95 latency first: without one there is no objective.")
            }
        }
    });
}

/// Its kind of file.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn save(store: Store, ending: &str, mime: &str, text: String) {
    let name = file_name(&store.scenario_untracked().name, ending);
    if files::save_text(&name, mime, &text).is_ok() {
        store.say(format!("Saved {name}."));
    } else {
        store.complain("This browser does not let the page save a file.");
    }
}

fn copy_markdown(store: Store) {
    store.when_there(false, move |evaluation| {
        let evaluation = evaluation.clone();
        state::with_link(store, move |link| copy_markdown_of(store, &evaluation, link.ok().as_deref()));
    });
}

fn copy_markdown_of(store: Store, evaluation: &Evaluation, link: Option<&str>) {
    let mut text = markdown::of(evaluation, link);
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

/// The browser's own command does not come by here: see [`PrintedFrom`](super::PrintedFrom).
fn print(store: Store) {
    let has_painted = store.is_fresh().get_untracked();
    store.when_there(false, move |_| match has_painted {
        true => drop(window().print()),
        // What has just come is on the page with the next frame.
        false => request_animation_frame(|| drop(window().print())),
    });
}
