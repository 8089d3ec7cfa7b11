//! The card of an active-active option: its regions, who takes a write, regions with a special task.

use super::change::use_changes;
use super::field::NumberField;
use super::matrix::{choosable, regions};
use super::section::{ItemFields, More};
use super::sections::choices_of;
use crate::ui::{Choice, Icon, IconButton, ItemName, Tick};
use crate::window::{FEW, Near};
use geode_core::scenario::Scenario;
use geode_core::scenario::choices::{Choice as _, WriteKind};
use geode_core::scenario::model::{Conflicts, Kind, Specialised, WriteMode, Writes};
use geode_core::scenario::{edit, inputs};
use leptos::prelude::*;

/// About the height of so many regions to tick, two in a row, pixels.
const PART_HEIGHT: i32 = 14 * FEW as i32;

/// Regions, writes and specialised regions of a geode.
#[component]
pub fn GeodeFields(
    /// Id of the option.
    id: String,
) -> impl IntoView {
    let rest = id.clone();
    view! {
        <ServingTicks id=id.clone() />
        <WriteFields id=id.clone() />
        <More id=format!("option-{id}") title="Copies, conflicts, special regions">
            <CopyFields id=rest.clone() />
            <ConflictChoice id=rest.clone() />
            <SpecialFields id=rest.clone() />
        </More>
    }
}

fn used(scenario: &Scenario, id: &str) -> Vec<String> {
    match scenario.option(id).map(|option| &option.kind) {
        Some(Kind::Geode { regions, .. }) => regions.clone(),
        Some(Kind::SingleRegion { .. } | Kind::ActivePassive { .. }) | None => Vec::new(),
    }
}

fn writes<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Writes> {
    match &scenario.option(id)?.kind {
        Kind::Geode { writes, .. } => Some(writes),
        Kind::SingleRegion { .. } | Kind::ActivePassive { .. } => None,
    }
}

/// Id and name of the regions that the option uses.
fn own_regions(id: String) -> Memo<Vec<(String, String)>> {
    use_changes().store().part(move |s| {
        let used = used(s, &id);
        regions(s).into_iter().filter(|(region, _)| used.contains(region)).collect::<Vec<_>>()
    })
}

/// A list of regions to tick. The last one that is ticked stays: of none there is nothing left.
#[component]
fn RegionTicks(
    /// Name for tests.
    testid: String,
    /// What those do that are ticked.
    words: &'static str,
    /// Id and name of each region.
    all: Memo<Vec<(String, String)>>,
    /// Ids of those that are ticked.
    ticked: Memo<Vec<String>>,
    /// Ticks a region or takes its tick away.
    on_tick: Callback<(String, bool)>,
) -> impl IntoView {
    let tick = move |(region, name): (String, String)| {
        let mine = region.clone();
        let is_ticked = Memo::new(move |_| ticked.with(|ticked| ticked.contains(&mine)));
        let locked = Signal::derive(move || is_ticked.get() && ticked.with(Vec::len) < 2);
        view! { <Tick label=name ticked=is_ticked disabled=locked on_change=move |on| on_tick.run((region.clone(), on)) /> }
    };
    let always = Signal::derive(move || all.with(Vec::len) <= FEW);
    let parts = Memo::new(move |_| all.with(|all| all.len().div_ceil(FEW)));
    let part = move |part: usize| {
        let regions = move || all.with(|all| all.iter().skip(part * FEW).take(FEW).cloned().collect::<Vec<_>>());
        view! {
            <Near always height=PART_HEIGHT class="check-grid" label=Signal::stored("Regions".to_owned())>
                <For each=regions key=Clone::clone children=tick />
            </Near>
        }
    };
    view! {
        <fieldset data-testid=testid>
            <legend class="small muted">{move || format!("{} {words}", edit::counted(ticked.with(Vec::len)))}</legend>
            <For each=move || 0..parts.get() key=|part| *part children=part />
        </fieldset>
    }
}

/// Which regions serve.
#[component]
fn ServingTicks(id: String) -> impl IntoView {
    let changes = use_changes();
    let (of_used, testid) = (id.clone(), format!("regions-of-{id}"));
    let all = changes.store().part(choosable);
    let ticked = changes.store().part(move |s| used(s, &of_used));
    let on_tick = Callback::new(move |(region, on): (String, bool)| {
        changes.make(|scenario| edit::use_region(scenario, &id, &region, on));
    });
    view! { <RegionTicks testid words="that serve" all ticked on_tick /> }
}

/// What comes of it.
fn mode_hint(kind: WriteKind) -> &'static str {
    match kind {
        WriteKind::Eventual => "replicated later (eventual): fast, the last seconds can be lost",
        WriteKind::Quorum => "before the user gets an answer (quorum): nothing is lost, writes are slower",
        WriteKind::HomeRegion => "data stays where it must (residency); reads go there too",
        WriteKind::SingleWriter => "for everybody; another one takes over if it fails",
    }
}

#[component]
fn WriteFields(id: String) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let (of_mode, of_writer, of_numbers) = (id.clone(), id.clone(), id.clone());
    let mode = store.part(move |s| writes(s, &of_mode).map(|writes| WriteKind::from(&writes.mode)));
    let set_id = id.clone();
    let set = move |word: String| {
        let Some(kind) = WriteKind::of_word(&word) else { return };
        changes.make(|scenario| {
            edit::change_writes(scenario, &set_id, |writes, regions| {
                writes.mode = match kind {
                    WriteKind::Eventual => WriteMode::Eventual,
                    WriteKind::Quorum => WriteMode::Quorum,
                    WriteKind::HomeRegion => WriteMode::HomeRegion,
                    WriteKind::SingleWriter => WriteMode::single_writer(regions.first().cloned().unwrap_or_default()),
                };
            });
        });
    };
    let hint = Signal::derive(move || mode.get().map_or_else(String::new, |kind| mode_hint(kind).to_owned()));
    let value = Signal::derive(move || mode.get().map_or_else(String::new, |kind| kind.word().to_owned()));
    view! {
        <Choice id=format!("writes.{id}") label="Writes go" wide=true choices={choices_of::<WriteKind>()} value on_change=set hint />
        {move || (mode.get() == Some(WriteKind::SingleWriter)).then(|| view! { <WriterChoice id=of_writer.clone() /> })}
        {move || mode.get().map(|_| view! {
            <ItemFields of="/options/{option}/writes" ids=vec![of_numbers.clone()] elsewhere=&["replicas"] />
        })}
    }
}

#[component]
fn WriterChoice(id: String) -> impl IntoView {
    let changes = use_changes();
    let choices = own_regions(id.clone());
    let (of_value, control) = (id.clone(), format!("writer.{id}"));
    let value = changes.store().part(move |s| match writes(s, &of_value).map(|writes| &writes.mode) {
        Some(WriteMode::SingleWriter { writer, .. }) => writer.clone(),
        Some(WriteMode::Eventual | WriteMode::Quorum | WriteMode::HomeRegion) | None => String::new(),
    });
    let set = move |region: String| {
        changes.make(|scenario| {
            edit::change_writes(scenario, &id, |writes, _| {
                if let WriteMode::SingleWriter { writer, .. } = &mut writes.mode {
                    *writer = region;
                }
            });
        });
    };
    view! { <Choice id=control label="Region that writes" choices value on_change=set /> }
}

/// Which regions vote in a quorum and hold the data; else how many hold it.
#[component]
fn CopyFields(id: String) -> impl IntoView {
    let of_mode = id.clone();
    let is_quorum =
        use_changes().store().part(move |s| writes(s, &of_mode).is_some_and(|writes| writes.mode == WriteMode::Quorum));
    view! {
        {move || match is_quorum.get() {
            true => view! { <VoterTicks id=id.clone() /> }.into_any(),
            false => view! { <NumberField pointer=inputs::of_items(inputs::OPTIONS_WRITES_REPLICAS, &[&id]) /> }.into_any(),
        }}
    }
}

/// Which regions vote: a quorum of nobody takes no write.
#[component]
fn VoterTicks(id: String) -> impl IntoView {
    let changes = use_changes();
    let (of_voting, testid) = (id.clone(), format!("voters-of-{id}"));
    let all = own_regions(id.clone());
    let ticked = changes.store().part(move |s| {
        let regions = used(s, &of_voting);
        writes(s, &of_voting).map(|writes| writes.voting(&regions).to_vec()).unwrap_or_default()
    });
    let on_tick = Callback::new(move |(region, on): (String, bool)| {
        changes.make(|scenario| edit::set_voter(scenario, &id, &region, on));
    });
    view! { <RegionTicks testid words="that vote and hold the data" all ticked on_tick /> }
}

#[component]
fn ConflictChoice(id: String) -> impl IntoView {
    let changes = use_changes();
    let (of_value, control) = (id.clone(), format!("conflicts.{id}"));
    let value = changes
        .store()
        .part(move |s| writes(s, &of_value).map_or_else(String::new, |writes| writes.conflicts.word().to_owned()));
    let set = move |word: String| {
        let Some(conflicts) = Conflicts::of_word(&word) else { return };
        changes.make(|scenario| edit::change_writes(scenario, &id, |writes, _| writes.conflicts = conflicts));
    };
    view! { <Choice id=control label="Two writes to one record" wide=true choices={choices_of::<Conflicts>()} value on_change=set /> }
}

/// Regions that a share of the requests needs besides the serving one.
#[component]
fn SpecialFields(id: String) -> impl IntoView {
    let changes = use_changes();
    let (of_tasks, of_add, of_item) = (id.clone(), id.clone(), id.clone());
    let tasks = changes.store().part(move |s| match s.option(&of_tasks).map(|o| &o.kind) {
        Some(Kind::Geode { specialised, .. }) => specialised.iter().map(|special| special.id.clone()).collect(),
        Some(Kind::SingleRegion { .. } | Kind::ActivePassive { .. }) | None => Vec::new(),
    });
    let add = move |_| changes.make(|scenario| edit::add_specialised(scenario, &of_add));
    view! {
        <For each=move || tasks.get() key=String::clone children=move |task| view! { <SpecialField id=of_item.clone() task /> } />
        <button type="button" class="button button--small" data-testid=format!("add-special-{id}") on:click=add>
            <Icon name="plus" />
            "Region with a special task"
        </button>
    }
}

#[component]
fn SpecialField(id: String, task: String) -> impl IntoView {
    let changes = use_changes();
    let choices = own_regions(id.clone());
    let (control, ids) = (format!("special.{id}.{task}"), vec![id.clone(), task.clone()]);
    let own = (id, task);
    let (of_value, of_name, gone, named) = (own.clone(), own.clone(), own.clone(), own.clone());
    let value = changes.store().part(move |s| special(s, &of_value).map(|x| x.region.clone()).unwrap_or_default());
    let name = changes.store().part(move |s| special(s, &of_name).map(|x| x.name.clone()).unwrap_or_default());
    let set =
        move |region: String| changes.make(|s| edit::change_specialised(s, &own.0, &own.1, |x| x.region = region));
    let rename =
        move |text: String| changes.make(|s| edit::change_specialised(s, &named.0, &named.1, |x| x.name = text));
    let remove = move |()| changes.make(|s| edit::remove_specialised(s, &gone.0, &gone.1));
    view! {
        <div class="row">
            <ItemName class="input" label="Name of the special task" value=name on_change=rename />
            <IconButton icon="remove" label="Remove this special task" on_click=remove />
        </div>
        <Choice id=control label="Done in" choices value on_change=set />
        <ItemFields of="/options/{option}/specialised/{specialised}" ids />
    }
}

/// The special task of an id, in the option of an id.
fn special<'a>(scenario: &'a Scenario, (option, task): &(String, String)) -> Option<&'a Specialised> {
    match &scenario.option(option)?.kind {
        Kind::Geode { specialised, .. } => specialised.iter().find(|special| special.id == *task),
        Kind::SingleRegion { .. } | Kind::ActivePassive { .. } => None,
    }
}
