//! Tables of round trips: user groups to regions, regions to each other.

use super::change::use_changes;
use super::field::{CellLines, NumberCell};
use crate::dom::prelude::*;
use crate::state::use_store;
use geode_core::scenario::Scenario;
use geode_core::scenario::edit;
use geode_core::scenario::model::NoteStatus;

/// Rows made at once: a table of thousands of fields would take seconds to appear.
const ROWS: usize = 40;

/// Id and name of every item of a list.
type Names = Memo<Vec<(String, String)>>;

fn groups(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.user_groups.iter().map(|group| (group.id.clone(), group.name.clone())).collect()
}

/// Ids and names of the regions.
pub fn regions(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect()
}

/// Round trips from every user group to every region.
#[component]
pub fn UserLatencies() -> View {
    let store = use_store();
    let (all, columns) = (store.part(groups), store.part(regions));
    let shown = RwSignal::new(ROWS);
    let rows = Memo::new(move || all.with(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>()));
    let hidden = move || all.with(|all| all.len().saturating_sub(shown.get()));
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Latency of user groups to regions">
            <table class="matrix">
                <caption>"Round trip in ms, from users to regions"</caption>
                <Head columns />
                <tbody>
                    {each(move || rows.get(), move |row| row_of("user_latency_ms", row, columns))}
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
    }
}

/// Round trips between regions: one direction serves, so half a table.
#[component]
pub fn RegionRoundTrips() -> View {
    let changes = use_changes();
    let store = changes.store();
    let all = store.part(regions);
    let rows =
        Memo::new(move || all.with(|all| all.iter().take(all.len().saturating_sub(1)).cloned().collect::<Vec<_>>()));
    let columns = Memo::new(move || all.with(|all| all.iter().skip(1).cloned().collect::<Vec<_>>()));
    // One direction of each pair is kept, so the cells can be counted.
    let gaps = store.part(|scenario| {
        let count = scenario.regions.len();
        let pairs = count * count.saturating_sub(1) / 2;
        pairs.saturating_sub(scenario.region_rtt_ms.values().map(|cells| cells.len()).sum())
    });
    let fill = move |_| {
        changes.make(|scenario| {
            edit::settle(scenario);
        });
    };
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Round trips between regions">
            <table class="matrix">
                <caption>"Round trip in ms, between regions"</caption>
                <Head columns />
                <tbody>
                    {each(move || rows.get(), move |row| row_of("region_rtt_ms", row, columns))}
                </tbody>
            </table>
        </div>
        <CellLines under="/region_rtt_ms/" />
        <EstimateNote table="/region_rtt_ms/" />
        {move || (gaps.get() > 0).then(|| view! {
            <p class="section__note">{format!("{} round trips are not given.", gaps.get())}</p>
            <button type="button" class="button button--small" on:click=fill>"Fill them with estimates"</button>
        })}
    }
}

#[component]
fn Head(columns: Names) -> View {
    view! {
        <thead>
            <tr>
                <td></td>
                {each(move || columns.get(), |(_, name)| view! { <th scope="col">{name}</th> })}
            </tr>
        </thead>
    }
}

fn row_of(table: &'static str, row: (String, String), columns: Names) -> View {
    let (row_id, row_name) = row;
    let head = row_name.clone();
    let cell = move |(id, name): (String, String)| {
        view! { <Cell table row=row_id.clone() column=id label=format!("{row_name} to {name}, ms") /> }
    };
    view! {
        <tr>
            <th scope="row">{head}</th>
            {each(move || columns.get(), cell)}
        </tr>
    }
}

/// A cell that may be absent: half of the region table is, and round trips that nobody needs.
#[component]
fn Cell(table: &'static str, row: String, column: String, label: String) -> View {
    let store = use_store();
    let pointer = format!("/{table}/{row}/{column}");
    let (of_there, of_estimate, testid) = ((row, column), pointer.clone(), format!("field-{pointer}"));
    let there = store.part(move |s| {
        let matrix = if table == "user_latency_ms" { &s.user_latency_ms } else { &s.region_rtt_ms };
        matrix.get(&of_there.0).is_some_and(|cells| cells.contains_key(&of_there.1))
    });
    let estimated =
        store.part(move |s| s.notes.get(&of_estimate).is_some_and(|note| note.status == NoteStatus::Default));
    view! {
        <td data-state=move || estimated.get().then_some("default") data-testid=testid>
            {move || there.get().then(|| view! { <NumberCell pointer=pointer.clone() label=label.clone() /> })}
        </td>
    }
}

/// Says that some numbers of a table are estimates.
#[component]
fn EstimateNote(table: &'static str) -> View {
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
