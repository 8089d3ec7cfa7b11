//! Failures, detection, failover, and what all regions share.

use super::change::use_changes;
use super::field::NumberField;
use super::section::{Fields, ItemFields, More, Section};
use super::sections::{choices_of, is_basic, is_rest};
use crate::ui::{Choice, Icon, IconButton, ItemName};
use crate::window::{FEW, Near, focus_in};
use geode_core::scenario::choices::{Choice as _, RoutingKind};
use geode_core::scenario::edit;
use geode_core::scenario::inputs::{self, Section as Part};
use geode_core::scenario::model::AppliesTo;
use geode_core::scenario::recovery::{self, TIERS, tier};
use leptos::prelude::*;

/// How failures come and go.
#[component]
pub fn ReliabilitySection() -> impl IntoView {
    view! {
        <Section id=Part::Reliability.id() title=Part::Reliability.title()>
            <TierChoice />
            <RoutingChoice />
            <Fields section=Part::Reliability which=is_basic />
            <Dependencies />
            <More id="reliability" title="Detection, recovery by hand, operations">
                <Fields section=Part::Reliability which=is_rest />
            </More>
        </Section>
    }
}

/// How ready the standby is: sets failover time and chance, recovery by hand, its cost and what it loses in one step.
#[component]
fn TierChoice() -> impl IntoView {
    let changes = use_changes();
    let now = changes.store().part(|scenario| recovery::of_all(scenario).map_or("", |tier| tier.id));
    let own = (String::new(), "own figures".to_owned());
    let choices: Vec<_> =
        [own].into_iter().chain(TIERS.iter().map(|tier| (tier.id.to_owned(), tier.name.to_owned()))).collect();
    let set = move |id: String| {
        let Some(tier) = tier(&id) else { return };
        let mut has_room = true;
        changes.make(|scenario| has_room = edit::set_tier(scenario, tier));
        if !has_room {
            changes
                .store()
                .complain("Not changed: there is no room for more notes, by which what a tier assumes is marked.");
        }
    };
    let hint = Signal::derive(move || tier(now.get()).map(|tier| tier.means.to_owned()).unwrap_or_default());
    let value = Signal::derive(move || now.get().to_owned());
    view! { <Choice id="tier" label="How ready the standby is" wide=true choices=Signal::stored(choices) value on_change=set hint /> }
}

#[component]
fn RoutingChoice() -> impl IntoView {
    let changes = use_changes();
    let value = changes.store().part(|scenario| RoutingKind::from(&scenario.failover.routing).word().to_owned());
    let set = move |word: String| {
        let by_routes = RoutingKind::of_word(&word) == Some(RoutingKind::Anycast);
        changes.make(|scenario| edit::set_routing(scenario, by_routes));
    };
    view! { <Choice id="routing" label="Users are moved by" choices={choices_of::<RoutingKind>()} value on_change=set /> }
}

/// Services that every request needs.
#[component]
fn Dependencies() -> impl IntoView {
    let changes = use_changes();
    let ids = changes.store().part(|scenario| {
        scenario.common_mode.dependencies.iter().map(|dependency| dependency.id.clone()).collect::<Vec<_>>()
    });
    let always = Signal::derive(move || ids.with(Vec::len) <= FEW);
    let add = move |_| {
        let mut id = String::new();
        changes.make(|scenario| id = edit::add_dependency(scenario, "Shared service", 0.9999));
        let item = format!("dependency-{id}");
        focus_in(item.clone(), format!("[data-testid='{item}'] input"));
    };
    view! {
        <div class="stack" data-testid="dependencies">
            <For each=move || ids.get() key=String::clone let:id><DependencyCard id always /></For>
            <div>
                <button type="button" class="button button--small" data-testid="add-dependency" on:click=add>
                    <Icon name="plus" />
                    "Service that all regions share"
                </button>
            </div>
        </div>
    }
}

#[component]
fn DependencyCard(id: String, always: Signal<bool>) -> impl IntoView {
    let of_name = id.clone();
    let name = use_changes().store().part(move |s| s.dependency(&of_name).map(|d| d.name.clone()).unwrap_or_default());
    let testid = format!("dependency-{id}");
    view! {
        <Near always height=212 class="card" label=name testid>
            <DependencyFields id=id.clone() name />
        </Near>
    }
}

#[component]
fn DependencyFields(id: String, name: Memo<String>) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let (of_value, named, set_of, gone) = (id.clone(), id.clone(), id.clone(), id.clone());
    let value =
        store.part(move |s| s.dependency(&of_value).map_or_else(String::new, |d| d.applies_to.word().to_owned()));
    let rename = move |text: String| changes.make(|s| edit::change_dependency(s, &named, |d| d.name = text));
    let set = move |word: String| {
        let Some(applies) = AppliesTo::of_word(&word) else { return };
        changes.make(|s| edit::change_dependency(s, &set_of, |d| d.applies_to = applies));
    };
    let remove = move |()| changes.make(|s| edit::remove_dependency(s, &gone));
    view! {
        <div class="card__head">
            <ItemName class="card__title" label="Name of the shared service" value=name on_change=rename />
            <IconButton icon="remove" label=Signal::derive(move || format!("Remove {}", name.get())) on_click=remove />
        </div>
        <div class="card__body">
            <NumberField pointer=inputs::of_items(inputs::COMMON_MODE_DEPENDENCIES_AVAILABILITY, &[&id]) label="Availability" />
            <NumberField pointer=inputs::of_items(inputs::COMMON_MODE_DEPENDENCIES_MTTR_HOURS, &[&id]) label="Mean outage" />
            <ItemFields
                of="/common_mode/dependencies/{dependency}"
                ids=vec![id.clone()]
                elsewhere=&["availability", "mttr_hours"]
            />
            <Choice id=format!("applies.{id}") label="Needed by" choices={choices_of::<AppliesTo>()} value on_change=set />
        </div>
    }
}
