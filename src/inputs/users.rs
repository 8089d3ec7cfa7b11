//! Who uses the system, from where, and what their law asks for.

use super::change::use_changes;
use super::field::{CellLines, NumberCell, NumberField};
use super::matrix::{UserLatencies, regions};
use super::names::{AddRow, NameInput, Named, remove};
use super::places::PickPlaces;
use super::section::{ItemFields, More, Section};
use crate::state::use_store;
use crate::ui::{Choice, IconButton, TextField};
use crate::window::{FEW, Near, focus_in};
use geode_core::quantity::format;
use geode_core::report::unknown;
use geode_core::scenario::areas::AREAS;
use geode_core::scenario::fit::is_whole;
use geode_core::scenario::model::{Scenario, UserGroup};
use geode_core::scenario::{edit, inputs};
use leptos::prelude::*;

/// User groups.
#[component]
pub fn UsersSection() -> impl IntoView {
    let store = use_store();
    let ids = group_ids();
    let always = Signal::derive(move || ids.with(Vec::len) <= FEW);
    let gist = store.part(|s| format!("{} groups", s.user_groups.len()));
    view! {
        <Section id=inputs::Section::Users.id() title=inputs::Section::Users.title() gist open=true>
            <div class="row-editor">
                <For each=move || ids.get() key=String::clone let:id><GroupRow id always /></For>
            </div>
            <CellLines under="/user_groups/" ending="/share" />
            <ShareSum />
            <AddGroup />
            <PickPlaces label="Pick countries…" testid="pick-users" />
            <More id="latencies" title="Latency to the regions"><UserLatencies /></More>
            <More id="groups" title="Revenue, residency, home region">
                <For each=move || ids.get() key=String::clone let:id><GroupDetails id always /></For>
            </More>
        </Section>
    }
}

fn group_ids() -> Memo<Vec<String>> {
    use_store().part(|s| s.user_groups.iter().map(|group| group.id.clone()).collect::<Vec<_>>())
}

fn group_mut<'a>(scenario: &'a mut Scenario, id: &str) -> Option<&'a mut UserGroup> {
    scenario.user_groups.iter_mut().find(|group| group.id == id)
}

/// Follows the name of a group.
fn name_of(id: String) -> Memo<String> {
    use_store().part(move |s| s.group(&id).map(|group| group.name.clone()).unwrap_or_default())
}

#[component]
fn GroupRow(id: String, always: Signal<bool>) -> impl IntoView {
    let name = name_of(id.clone());
    let item = Named::Group.item(&id);
    view! {
        <Near
            always
            height=32
            class="row-editor__row"
            label=name
            testid=item
        >
            <GroupFields id=id.clone() name />
        </Near>
    }
}

#[component]
fn GroupFields(id: String, name: Memo<String>) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let only = store.part(|s| s.user_groups.len() < 2);
    let gone = id.clone();
    let remove = move |()| remove(changes, Named::Group, &gone, (&name.get_untracked(), ""), edit::remove_group);
    let pointer = inputs::of_items(inputs::USER_GROUPS_SHARE, &[&id]);
    view! {
        <NameInput named=Named::Group id class="input" value=name />
        <div data-testid=format!("field-{pointer}")>
            <NumberCell pointer=pointer.clone() label=Signal::derive(move || format!("Share of requests, {}", name.get())) />
        </div>
        <IconButton
            icon="remove"
            label=Signal::derive(move || format!("Remove {}", name.get()))
            disabled=only
            on_click=remove
        />
    }
}

/// The sum of the shares, and the way to 100 %.
#[component]
fn ShareSum() -> impl IntoView {
    let changes = use_changes();
    let sum = changes.store().part(|s| s.user_groups.iter().map(|group| group.share).sum::<f64>());
    let is_one = Memo::new(move |_| is_whole(sum.get()));
    let words = move || {
        // What is counted as 100 % is shown as 100 %, and four digits are enough to see what is missing.
        let sum = format::percent((sum.get() * 1e4).round() / 1e4, format::Digits::Few);
        if is_one.get() { format!("Sum {sum}") } else { format!("Sum {sum}; counted as parts of it") }
    };
    view! {
        <div class="row-editor__sum" data-testid="share-sum">
            <span aria-live="polite">{words}</span>
            {move || (!is_one.get()).then(|| view! {
                <button
                    type="button"
                    class="button button--small"
                    data-testid="normalise-shares"
                    on:click=move |_| changes.make(edit::normalise_shares)
                >"Scale to 100 %"</button>
            })}
        </div>
    }
}

#[component]
fn AddGroup() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let offers = store.part(|s| {
        AREAS.iter().filter(|area| s.group(area.id).is_none()).map(|area| area.name.to_owned()).collect::<Vec<_>>()
    });
    let typed = RwSignal::new(String::new());
    let add = move |name: String| {
        let mut id = String::new();
        if changes.attempt(|scenario| id = edit::add_group(scenario, &name)) {
            typed.set(String::new());
            store.say(unknown::new_group(&store.scenario_untracked(), &id));
        }
        focus_in(Named::Group.item(&id), format!("[data-testid='field-/user_groups/{id}/share'] input"));
    };
    view! { <AddRow id="add-group" what="user group" name=typed offers on_add=add /> }
}

#[component]
fn GroupDetails(id: String, always: Signal<bool>) -> impl IntoView {
    let name = name_of(id.clone());
    let item = format!("details-{id}");
    view! {
        <Near
            always
            height=214
            class="stack"
            label=name
            testid=item
        >
            <p>{name}</p>
            <DetailFields id=id.clone() />
        </Near>
    }
}

#[component]
fn DetailFields(id: String) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let (of_law, of_doubt, of_home) = (id.clone(), id.clone(), id.clone());
    let (set_law, set_home) = (id.clone(), id.clone());
    let law = store.part(move |s| s.group(&of_law).map(|g| g.permitted_jurisdictions.join(", ")).unwrap_or_default());
    let home = store.part(move |s| s.group(&of_home).and_then(|g| g.home_region.clone()).unwrap_or_default());
    let choices = store.part(|s| {
        let none = (String::new(), "none".to_owned());
        [none].into_iter().chain(regions(s)).collect::<Vec<_>>()
    });
    let change_law = move |text: String| changes.make(|scenario| edit::set_permitted(scenario, &set_law, &text));
    let doubt = store.part(move |s| {
        let (foreign, known) = (edit::foreign(s, &of_doubt), edit::jurisdictions(s));
        match (foreign.is_empty(), known.is_empty()) {
            (true, _) => String::new(),
            (_, true) => "No region says where it is: see Regions, Jurisdiction.".into(),
            _ => format!("No region is in {}. There are regions in {}.", foreign.join(", "), known.join(", ")),
        }
    });
    let change_home = move |region: String| {
        changes.make(|scenario| {
            if let Some(group) = group_mut(scenario, &set_home) {
                group.home_region = (!region.is_empty()).then_some(region);
            }
        });
    };
    let has_catalogue = store.part(|s| s.catalogue.is_some());
    let last_mile = inputs::of_items(inputs::USER_GROUPS_LAST_MILE_MS, &[&id]);
    view! {
        <ItemFields of="/user_groups/{group}" ids=vec![id.clone()] elsewhere=&["share", "last_mile_ms"] />
        {move || has_catalogue.get().then(|| view! { <NumberField pointer=last_mile.clone() /> })}
        <TextField
            id=format!("law.{id}")
            label="Data may live in"
            value=law
            on_change=change_law
            doubt
            hint="jurisdictions of regions, such as EU, EEA, DE, US; empty: anywhere. Not legal advice"
        />
        <Choice id=format!("home.{id}") label="Home region" choices value=home on_change=change_home />
    }
}
