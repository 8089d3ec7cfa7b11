//! Tables of round trips: user groups to regions, regions to each other.

use super::change::use_changes;
use super::field::{CellLines, NumberCell};
use crate::state::use_store;
use crate::ui::focus_soon;
use geode_core::report::unknown;
use geode_core::scenario::Scenario;
use geode_core::scenario::edit::{self, Table};
use geode_core::scenario::model::NoteStatus;
use leptos::prelude::*;

/// Rows made at once: a table of thousands of fields would take seconds to appear.
const ROWS: usize = 40;
/// Frames in which what is unfolded must have appeared.
const FRAMES: u32 = 20;

/// Id and name of every item of a list.
type Names = Memo<Vec<(String, String)>>;

fn groups(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.user_groups.iter().map(|group| (group.id.clone(), group.name.clone())).collect()
}

/// Ids and names of the regions.
pub fn regions(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
}

/// The same where one is chosen for an option: those that none can use yet say so.
pub fn choosable(scenario: &Scenario) -> Vec<(String, String)> {
    let named = |(id, name): (String, String)| match edit::is_reachable(scenario, &id) {
        true => (id, name),
        false => (id, format!("{name} (latencies not known)")),
    };
    regions(scenario).into_iter().map(named).collect()
}

/// Unfolds the table of a cell and goes to it.
pub fn go_to(cell: &edit::Cell) {
    let folds = match cell.table {
        Table::Users => ["section-users", "more-latencies"],
        Table::Regions => ["section-regions", "more-round-trips"],
    };
    let field = format!("[data-testid='field-{}'] input", cell.pointer());
    unfold(folds, field, FRAMES);
}

/// What is in a fold is made after it was opened. A row that is not shown yet has no field: then it ends at the fold.
fn unfold(folds: [&'static str; 2], field: String, frames: u32) {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    for fold in folds.iter().filter_map(|fold| find(&format!("[data-testid={fold}]"))) {
        let _ = fold.set_attribute("open", "");
    }
    match (find(&field), frames) {
        (Some(_), _) => focus_soon(field),
        (None, 0) => focus_soon(format!("[data-testid={}] > summary", folds[1])),
        (None, _) => {
            request_animation_frame(move || unfold(folds, field, frames - 1));
        }
    }
}

/// Round trips from every user group to every region.
#[component]
pub fn UserLatencies() -> impl IntoView {
    let store = use_store();
    let (all, columns) = (store.part(groups), store.part(regions));
    let shown = RwSignal::new(ROWS);
    let rows = Memo::new(move |_| all.with(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>()));
    let hidden = move || all.with(|all| all.len().saturating_sub(shown.get()));
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Latency of user groups to regions">
            <table class="matrix">
                <caption>"Round trip in ms, from users to regions"</caption>
                <Head columns />
                <tbody>
                    <For each=move || rows.get() key=Clone::clone children=move |row| row_of(Table::Users, row, columns) />
                </tbody>
            </table>
        </div>
        {move || (hidden() > 0).then(|| view! {
            <button type="button" class="button button--small" on:click=move |_| shown.update(|rows| *rows += ROWS)>
                {format!("Show more user groups ({} hidden)", hidden())}
            </button>
        })}
        <CellLines under="/user_latency_ms/" />
        <EstimateNote table="/user_latency_ms/" />
        <Unknown table=Table::Users />
    }
}

/// Round trips between regions: one direction serves, so half a table.
#[component]
pub fn RegionRoundTrips() -> impl IntoView {
    let all = use_store().part(regions);
    let rows =
        Memo::new(move |_| all.with(|all| all.iter().take(all.len().saturating_sub(1)).cloned().collect::<Vec<_>>()));
    let columns = Memo::new(move |_| all.with(|all| all.iter().skip(1).cloned().collect::<Vec<_>>()));
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Round trips between regions">
            <table class="matrix">
                <caption>"Round trip in ms, between regions"</caption>
                <Head columns />
                <tbody>
                    <For each=move || rows.get() key=Clone::clone children=move |row| row_of(Table::Regions, row, columns) />
                </tbody>
            </table>
        </div>
        <CellLines under="/region_rtt_ms/" />
        <EstimateNote table="/region_rtt_ms/" />
        <Unknown table=Table::Regions />
    }
}

/// Says which cells are empty and what that means; offers what the map knows of them.
#[component]
fn Unknown(table: Table) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let said = store.part(move |scenario| unknown::of_table(scenario, table));
    let is_on_map = store.part(move |scenario| edit::map_knows_more(scenario, table));
    let fill = move |_| {
        if changes.attempt(edit::fill_from_map) && edit::map_knows_more(&store.scenario_untracked(), table) {
            store.complain("There is no room for more notes, by which estimates are marked: the rest stays empty.");
        }
    };
    view! {
        {move || said.get().map(|said| view! {
            <p class="section__note" data-testid=format!("unknown-{}", table.name())>{said}</p>
        })}
        {move || is_on_map.get().then(|| view! {
            <button type="button" class="button button--small" on:click=fill>"Fill in the map’s estimates"</button>
        })}
    }
}

#[component]
fn Head(columns: Names) -> impl IntoView {
    view! {
        <thead>
            <tr>
                <td></td>
                <For each=move || columns.get() key=Clone::clone children=|(_, name)| view! { <th scope="col">{name}</th> } />
            </tr>
        </thead>
    }
}

fn row_of(table: Table, row: (String, String), columns: Names) -> AnyView {
    let (row_id, row_name) = row;
    let head = row_name.clone();
    let cell = move |(id, name): (String, String)| {
        view! { <Cell table row=row_id.clone() column=id label=format!("{row_name} to {name}, ms") /> }
    };
    view! {
        <tr>
            <th scope="row">{head}</th>
            <For each=move || columns.get() key=Clone::clone children=cell />
        </tr>
    }
    .into_any()
}

/// A cell; of the regions' table, which is symmetric, only one half has any.
#[component]
fn Cell(table: Table, row: String, column: String, label: String) -> impl IntoView {
    let store = use_store();
    let pointer = format!("/{}/{row}/{column}", table.name());
    let (of_place, of_state, testid) = (pointer.clone(), pointer.clone(), format!("field-{pointer}"));
    let is_place = store.part(move |s| edit::Cell::at(s, &of_place).is_some_and(|cell| cell.pointer() == of_place));
    let state = store.part(move |s| {
        let note = s.notes.get(&of_state).map(|note| note.status);
        match edit::Cell::at(s, &of_state).filter(|cell| cell.pointer() == of_state) {
            Some(cell) if cell.is_empty(s) => Some("missing"),
            Some(_) if note == Some(NoteStatus::Default) => Some("default"),
            _ => None,
        }
    });
    let label = Signal::derive(move || match state.get() {
        Some("missing") => format!("{label}, not known"),
        Some("default") => format!("{label}, an estimate"),
        _ => label.clone(),
    });
    view! {
        <td data-state=move || state.get() data-testid=testid>
            {move || is_place.get().then(|| view! { <NumberCell pointer=pointer.clone() label /> })}
        </td>
    }
}

/// Says that some numbers of a table are estimates.
#[component]
fn EstimateNote(table: &'static str) -> impl IntoView {
    let count = use_store().part(move |scenario| {
        let estimated = |(pointer, note): &(&String, &geode_core::scenario::model::Note)| {
            pointer.starts_with(table) && note.status == NoteStatus::Default
        };
        scenario.notes.iter().filter(estimated).count()
    });
    move || {
        (count.get() > 0).then(|| {
            view! { <p class="section__note">{format!("{} in italics are estimates: put in what you measure.", count.get())}</p> }
        })
    }
}
