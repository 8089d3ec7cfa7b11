//! The designs that are compared.

use super::change::use_changes;
use super::geode::GeodeFields;
use super::matrix::choosable;
use super::names::{NameInput, Named, remove};
use super::section::{ItemFields, Section};
use crate::ui::{Choice, Icon, IconButton, Marker, Tick, colour};
use crate::window::{FEW, Near, focus_in};
use geode_core::scenario::Scenario;
use geode_core::scenario::edit::{self, Shape};
use geode_core::scenario::inputs;
use geode_core::scenario::limits::MAX_OPTIONS;
use geode_core::scenario::model::Kind;
use leptos::prelude::*;

/// Options, each a card; what runs today first.
#[component]
pub fn OptionsSection() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let ids = store.part(|s| s.options.iter().map(|option| option.id.clone()).collect::<Vec<_>>());
    // A card ticks regions, so their number counts too.
    let always = store.part(|s| s.options.len() * s.regions.len().max(1) <= MAX_OPTIONS * FEW);
    let gist = store.part(|s| {
        let today = s.option(&s.baseline).map(|option| option.name.clone()).unwrap_or_default();
        format!("{}; today: {today}", s.options.len())
    });
    let choices = store.part(|s| s.options.iter().map(|o| (o.id.clone(), o.name.clone())).collect::<Vec<_>>());
    let baseline = store.part(|s| s.baseline.clone());
    let set = move |id: String| changes.make(move |scenario| scenario.baseline = id);
    view! {
        <Section id=inputs::Section::Options.id() title=inputs::Section::Options.title() gist>
            <Choice id="baseline" label="What you run today" wide=true choices value=baseline on_change=set />
            <div class="stack">
                <For each=move || ids.get() key=String::clone let:id><OptionCard id always /></For>
                <AddOption />
            </div>
        </Section>
    }
}

fn shape(scenario: &Scenario, id: &str) -> Option<Shape> {
    Some(match scenario.option(id)?.kind {
        Kind::SingleRegion { .. } => Shape::Single,
        Kind::ActivePassive { .. } => Shape::ActivePassive,
        Kind::Geode { .. } => Shape::Geode,
    })
}

#[component]
fn OptionCard(id: String, always: Memo<bool>) -> impl IntoView {
    let store = use_changes().store();
    let (of_name, of_index) = (id.clone(), id.clone());
    let name = store.part(move |s| s.option(&of_name).map(|o| o.name.clone()).unwrap_or_default());
    let index = store.part(move |s| s.options.iter().position(|o| o.id == of_index).unwrap_or(0));
    let of_baseline = id.clone();
    let is_baseline = store.part(move |s| s.baseline == of_baseline);
    let item = Named::Option.item(&id);
    view! {
        <Near
            always
            height=520
            class="card"
            label=name
            testid=item
            option=Signal::derive(move || colour(index.get(), is_baseline.get()))
        >
            <div class="card__head">
                <Marker option=index is_baseline />
                <NameInput named=Named::Option id=id.clone() class="card__title" value=name />
                <Show when=move || is_baseline.get()>
                    <span class="small muted">"today"</span>
                </Show>
                <CardButtons id=id.clone() name />
            </div>
            <OptionBody id=id.clone() />
        </Near>
    }
}

#[component]
fn OptionBody(id: String) -> impl IntoView {
    let (of_shape, of_body) = (id.clone(), id.clone());
    // Another scenario may have another kind under the same id.
    let shape = use_changes().store().part(move |s| shape(s, &of_shape));
    let body = move || match shape.get() {
        Some(Shape::Single) => view! { <SingleFields id=of_body.clone() /> }.into_any(),
        Some(Shape::ActivePassive) => view! { <PairFields id=of_body.clone() /> }.into_any(),
        Some(Shape::Geode) => view! { <GeodeFields id=of_body.clone() /> }.into_any(),
        None => ().into_any(),
    };
    let numbers = {
        let id = id.clone();
        move || shape.get().map(|_| view! { <ItemFields of="/options/{option}" ids=vec![id.clone()] /> })
    };
    view! {
        <div class="card__body">
            {body}
            {numbers}
            <EdgeFields id />
        </div>
    }
}

#[component]
fn CardButtons(id: String, name: Memo<String>) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let only = store.part(|s| s.options.len() < 2);
    let full = store.part(|s| s.options.len() >= MAX_OPTIONS);
    let copied = id.clone();
    let copy = move |()| {
        let mut new = None;
        changes.make(|scenario| new = edit::duplicate_option(scenario, &copied));
        let new = new.unwrap_or_default();
        focus_in(Named::Option.item(&new), format!("[id='option.{new}']"));
    };
    let remove = move |()| {
        let phases = store.scenario_untracked().rollout.iter().filter(|phase| phase.option == id).count();
        let with = match phases {
            0 => "",
            1 => ", with its phase of the rollout",
            _ => ", with its phases of the rollout",
        };
        remove(changes, Named::Option, &id, (&name.get_untracked(), with), edit::remove_option);
    };
    let named = move |what: &'static str| Signal::derive(move || format!("{what} {}", name.get()));
    view! {
        <IconButton icon="copy" label=named("Duplicate") disabled=full on_click=copy />
        <IconButton icon="remove" label=named("Remove") disabled=only on_click=remove />
    }
}

#[component]
fn SingleFields(id: String) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let of_value = id.clone();
    let choices = store.part(choosable);
    let value = store.part(move |s| match s.option(&of_value).map(|o| &o.kind) {
        Some(Kind::SingleRegion { region, .. }) => region.clone(),
        Some(Kind::ActivePassive { .. } | Kind::Geode { .. }) | None => String::new(),
    });
    let control = format!("region-of.{id}");
    let set = move |new: String| changes.make(|scenario| edit::set_region(scenario, &id, &new));
    view! { <Choice id=control label="Region" choices value on_change=set /> }
}

#[component]
fn PairFields(id: String) -> impl IntoView {
    view! {
        <Role id=id.clone() is_primary=true />
        <Role id is_primary=false />
    }
}

#[component]
fn Role(id: String, is_primary: bool) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let of_value = id.clone();
    let choices = store.part(choosable);
    let value = store.part(move |s| match s.option(&of_value).map(|o| &o.kind) {
        Some(Kind::ActivePassive { primary, standby, .. }) => (if is_primary { primary } else { standby }).clone(),
        Some(Kind::SingleRegion { .. } | Kind::Geode { .. }) | None => String::new(),
    });
    let (word, label) = if is_primary { ("primary", "Primary") } else { ("standby", "Standby") };
    let control = format!("{word}-of.{id}");
    let set = move |new: String| changes.make(|scenario| edit::set_role(scenario, &id, &new, is_primary));
    view! { <Choice id=control label choices value on_change=set /> }
}

/// A content delivery network in front of the option.
#[component]
fn EdgeFields(id: String) -> impl IntoView {
    let changes = use_changes();
    let (of_value, of_set) = (id.clone(), id.clone());
    let has_edge = changes.store().part(move |s| s.option(&of_value).is_some_and(|o| o.edge.is_some()));
    let set = move |on: bool| changes.make(|scenario| edit::set_edge(scenario, &of_set, on));
    view! {
        <Tick label="Content delivery network in front" ticked=has_edge on_change=set />
        {move || has_edge.get().then(|| view! {
            <ItemFields of="/options/{option}/edge" ids=vec![id.clone()] />
        })}
    }
}

#[component]
fn AddOption() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let add = move |shape: Shape| {
        let mut id = None;
        changes.make(|scenario| id = edit::add_option(scenario, shape));
        let id = id.unwrap_or_default();
        focus_in(Named::Option.item(&id), format!("[id='option.{id}']"));
    };
    let full = store.part(|s| s.options.len() >= MAX_OPTIONS);
    let usable = store.part(|s| edit::usable(s).len());
    let button = move |id: &'static str, words: &'static str, shape: Shape| {
        view! {
            <button
                id=id
                type="button"
                class="button button--small"
                disabled=move || full.get() || usable.get() < if shape == Shape::ActivePassive { 2 } else { 1 }
                on:click=move |_| add(shape)
            >
                <Icon name="plus" />
                {words}
            </button>
        }
    };
    view! {
        <div class="row add-options" role="group" aria-label="Add an option">
            {button("add-single", "Single region", Shape::Single)}
            {button("add-pair", "Active-passive", Shape::ActivePassive)}
            {button("add-geode", "Active-active", Shape::Geode)}
            {move || full.get().then(|| format!("{MAX_OPTIONS} options are the most."))}
        </div>
    }
}
