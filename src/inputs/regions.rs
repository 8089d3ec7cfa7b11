//! Where it may run.

use super::change::use_changes;
use super::field::NumberField;
use super::matrix::RegionRoundTrips;
use super::names::{AddRow, NameInput, Named, remove};
use super::outages::Outages;
use super::places::PickPlaces;
use super::section::{ItemFields, More, Section};
use crate::state::use_store;
use crate::ui::{IconButton, TextField, focus_soon};
use crate::window::{FEW, Near, focus_in};
use geode_core::report::unknown;
use geode_core::scenario::areas::SITES;
use geode_core::scenario::limits::FAILURE_DOMAIN;
use geode_core::scenario::model::Region;
use geode_core::scenario::{edit, inputs};
use leptos::prelude::*;

/// The regions, each a card.
#[component]
pub fn RegionsSection() -> impl IntoView {
    let store = use_store();
    let ids = store.part(|s| s.regions.iter().map(|region| region.id.clone()).collect::<Vec<_>>());
    let always = Signal::derive(move || ids.with(Vec::len) <= FEW);
    let gist = store.part(|s| edit::counted(s.regions.len()));
    view! {
        <Section id=inputs::Section::Regions.id() title=inputs::Section::Regions.title() gist>
            <div class="stack">
                <For each=move || ids.get() key=String::clone let:id><RegionCard id always /></For>
                <AddRegion />
                <PickPlaces label="Pick cloud regions…" testid="pick-regions" />
            </div>
            <More id="round-trips" title="Round trips between regions"><RegionRoundTrips /></More>
        </Section>
    }
}

#[component]
fn RegionCard(id: String, always: Signal<bool>) -> impl IntoView {
    let of_name = id.clone();
    let name = use_store().part(move |s| s.region(&of_name).map(|r| r.name.clone()).unwrap_or_default());
    let item = Named::Region.item(&id);
    view! {
        <Near
            always
            height=251
            class="card"
            label=name
            testid=item
        >
            <RegionFields id=id.clone() name />
        </Near>
    }
}

#[component]
fn RegionFields(id: String, name: Memo<String>) -> impl IntoView {
    let asked = RwSignal::new(false);
    let details = id.clone();
    view! {
        <div class="card__head">
            <NameInput named=Named::Region id=id.clone() class="card__title" value=name />
            <RemoveRegion id=id.clone() name asked />
        </div>
        <ConfirmRemoval id=id.clone() name asked />
        <div class="card__body">
            <NumberField pointer=inputs::of_items(inputs::REGIONS_AVAILABILITY, &[&id]) />
            <NumberField pointer=inputs::of_items(inputs::REGIONS_MTTR_HOURS, &[&id]) />
            <Outages id=id.clone() />
            <More id=format!("region-{id}") title="Price, law, shared failures">
                <RegionDetails id=details.clone() />
            </More>
        </div>
    }
}

/// Removes at once where no option uses the region, else asks.
#[component]
fn RemoveRegion(id: String, name: Memo<String>, asked: RwSignal<bool>) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let only = store.part(|s| s.regions.len() < 2);
    let click = move |()| {
        if edit::consequences(&store.scenario_untracked(), &id).is_empty() {
            remove(changes, Named::Region, &id, (&name.get_untracked(), ""), edit::remove_region);
        } else {
            asked.set(true);
            focus_soon(format!("[data-testid='confirm-remove-{id}'] button"));
        }
    };
    view! {
        <IconButton
            icon="remove"
            label=Signal::derive(move || format!("Remove {}", name.get()))
            disabled=only
            on_click=click
        />
    }
}

/// What the removal of a region would do, and whether to.
#[component]
fn ConfirmRemoval(id: String, name: Memo<String>, asked: RwSignal<bool>) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let (of_words, testid, bin) = (id.clone(), format!("confirm-remove-{id}"), Named::Region.buttons(&id));
    let words = move || {
        let all = edit::consequences(&store.scenario(), &of_words);
        if all.is_empty() { "No option needs it any more".to_owned() } else { all.join(". ") }
    };
    let remove = Callback::new(move |()| {
        remove(changes, Named::Region, &id, (&name.get_untracked(), ", with what needs it"), edit::remove_region);
    });
    let keep = Callback::new(move |()| {
        asked.set(false);
        focus_soon(bin.clone());
    });
    view! {
        <Show when=move || asked.get()>
            <div
                class="banner"
                data-kind="question"
                data-testid=testid.clone()
                role="group"
                aria-label="Remove the region?"
                on:keydown=move |event| if event.key() == "Escape" {
                    // The drawer around it stays open.
                    event.stop_propagation();
                    keep.run(());
                }
            >
                <div class="banner__text">{words.clone()}". Undo brings all of it back."</div>
                <div class="banner__actions">
                    <button type="button" class="button button--small button--danger" on:click=move |_| remove.run(())>
                        {move || format!("Remove {}", name.get())}
                    </button>
                    <button type="button" class="button button--small button--quiet" on:click=move |_| keep.run(())>
                        "Keep it"
                    </button>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn RegionDetails(id: String) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let (of_law, of_domain) = (id.clone(), id.clone());
    let (set_law, set_domain) = (id.clone(), id.clone());
    let of_filled = format!("/regions/{id}/jurisdiction");
    let written = store.part(move |s| s.region(&of_law).and_then(|r| r.jurisdiction.clone()));
    let filled = move || store.filled().with(|all| all.get(&of_filled).and_then(|one| one.text().map(str::to_owned)));
    let law = Memo::new(move |_| written.get().or_else(&filled).unwrap_or_default());
    let domain = store.part(move |s| s.region(&of_domain).map(|r| r.failure_domain.clone()).unwrap_or_default());
    let change = move |id: &str, write: &dyn Fn(&mut Region)| {
        changes.make(|scenario| scenario.regions.iter_mut().filter(|region| region.id == id).for_each(write));
    };
    let change_law = move |text: String| {
        let text = text.trim().to_owned();
        change(&set_law, &|region| region.jurisdiction = (!text.is_empty()).then(|| text.clone()));
    };
    let change_domain = move |text: String| {
        let text = if text.trim().is_empty() { FAILURE_DOMAIN.to_owned() } else { text.trim().to_owned() };
        change(&set_domain, &|region| region.failure_domain.clone_from(&text));
    };
    view! {
        <ItemFields of="/regions/{region}" ids=vec![id.clone()] elsewhere=&["availability", "unavailability", "mttr_hours"] />
        <TextField id=format!("region-law.{id}") label="Jurisdiction" value=law on_change=change_law hint="whose law holds there, such as EU. A label, not legal advice" />
        <TextField
            id=format!("domain.{id}")
            label="Failure domain"
            value=domain
            on_change=change_domain
            hint="regions of one domain can fail together"
        />
    }
}

#[component]
fn AddRegion() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let offers = store.part(|s| {
        SITES.iter().filter(|site| s.region(site.id).is_none()).map(|site| site.name.to_owned()).collect::<Vec<_>>()
    });
    let typed = RwSignal::new(String::new());
    let add = move |name: String| {
        let mut added = None;
        if !changes.attempt(|scenario| added = edit::add_region(scenario, &name)) {
            return;
        }
        let Some(id) = added else {
            store.complain(
                "Not added: there is no room for more notes, by which what is assumed of a region is marked.",
            );
            return;
        };
        typed.set(String::new());
        store.say(unknown::new_region(&store.scenario_untracked(), &id));
        focus_in(Named::Region.item(&id), format!("[id='region.{id}']"));
    };
    view! { <AddRow id="add-region" what="region" name=typed offers on_add=add /> }
}
