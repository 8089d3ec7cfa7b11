//! "Real regions and users": a plan set up from the catalogue, in one undoable step.

mod names;
mod regions;
mod table;
mod users;

use super::change::use_changes;
use crate::state::{AboutData, Store, use_store};
use crate::ui::{Dialog, use_drawer};
use geode_core::catalogue::Catalogue;
use geode_core::report::written;
use geode_core::scenario::edit::{Grouped, groups_of, lost, most_groups, unknown_regions, use_places};
use geode_core::scenario::model::{Location, Scenario};
use geode_core::scenario::presets;
use geode_core::scenario::start::MY_SYSTEM;
use leptos::prelude::*;
use regions::Regions;
use std::collections::BTreeSet;
use users::Users;

/// Whether the choice stands open, for the buttons that open it.
#[derive(Clone, Copy)]
pub struct Picking(pub RwSignal<bool>);

/// Opens the choice of real regions and users.
#[component]
pub fn PickPlaces(
    /// Words on it.
    label: &'static str,
    /// For tests.
    testid: &'static str,
) -> impl IntoView {
    let Picking(open) = expect_context::<Picking>();
    view! {
        <button type="button" class="button button--small" data-testid=testid on:click=move |_| open.set(true)>{label}</button>
    }
}

/// What is picked. Cheap to copy.
#[derive(Clone, Copy)]
struct Picked {
    /// Countries by code with their users, as they were picked.
    users: RwSignal<Vec<(String, f64)>>,
    /// Those whose number is not understood as it stands now.
    wrong: RwSignal<BTreeSet<String>>,
    /// Regions of the catalogue by id.
    regions: RwSignal<Vec<String>>,
}

impl Picked {
    /// What the scenario has of the catalogue already.
    fn of(scenario: &Scenario, known: &Catalogue) -> Picked {
        let mut users: Vec<(String, f64)> = Vec::new();
        for group in &scenario.user_groups {
            let Some(Location::Country(id)) = &group.location else { continue };
            let code = id.get(..2).unwrap_or_default();
            match users.iter_mut().find(|(one, _)| one == code) {
                Some((_, sum)) => *sum += group.share,
                None => users.push((code.to_owned(), group.share)),
            }
        }
        // As many as there are in these countries, so that another one comes in proportion.
        let all: f64 = users.iter().filter_map(|(code, _)| known.country(code)).map(|country| country.users).sum();
        users.iter_mut().for_each(|(_, share)| *share *= all);
        let regions = scenario.regions.iter().filter_map(|region| region.catalogue_id.clone()).collect();
        Picked { users: RwSignal::new(users), wrong: RwSignal::default(), regions: RwSignal::new(regions) }
    }

    /// Whether the number of some country that is picked is not understood.
    fn is_wrong(self) -> bool {
        self.users.with(|users| self.wrong.with(|wrong| users.iter().any(|(code, _)| wrong.contains(code))))
    }

    /// The users as groups, as many as fit.
    fn groups(self, known: &Catalogue) -> Grouped {
        self.users.with(|users| groups_of(known, users, most_groups(self.regions.with(Vec::len))))
    }

    /// What is picked, in a sentence, and whether it can be used.
    fn said(self, before: &Scenario, known: &Catalogue) -> (String, bool) {
        if self.is_wrong() {
            return ("A number of users is not understood.".to_owned(), false);
        }
        let (grouped, regions) = (self.groups(known), self.regions.get());
        if grouped.groups.is_empty() || regions.is_empty() {
            return ("Pick users and at least one region.".to_owned(), false);
        }
        // What it replaces is said before it does.
        let mut after = before.clone();
        use_places(&mut after, known, &grouped.groups, &regions);
        let unknown = unknown_regions(&after, known);
        let is_ready = unknown.len() < after.regions.len();
        let mut said = written::grouped(&grouped, regions.len()) + &written::no_option(&unknown);
        said += &if is_ready { written::lost(&lost(before, &after)) } else { ". Pick a region beside".to_owned() };
        (said, is_ready)
    }

    /// Plans with what is picked; says what was done, or why not.
    fn put_into(self, store: Store, known: &Catalogue) -> Result<String, String> {
        let groups = self.groups(known).groups;
        let regions = self.regions.get_untracked();
        let is_example = presets::is_untouched(&store.scenario_untracked());
        let mut kept = None;
        let change = |scenario: &mut Scenario| {
            kept = use_places(scenario, known, &groups, &regions);
            // It is no example any more.
            if is_example {
                scenario.name = MY_SYSTEM.into();
            }
        };
        store.edit(None, Box::new(change)).map_err(|refused| format!("Not used: {}.", refused.words()))?;
        let more = kept.map_or_else(
            || "Latencies, prices and jurisdictions come from the catalogue; what you type wins.".into(),
            |kept| written::kept_bill(&kept, &store.scenario_untracked().currency),
        );
        Ok(format!("Users and regions are set. {more}"))
    }
}

/// The dialog.
#[component]
pub fn Places(
    /// Whether it stands open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let store = use_store();
    let AboutData(about) = expect_context();
    let body = move || {
        match store.catalogue() {
        Some(known) => view! { <Pick open about known /> }.into_any(),
        None if store.lacks_catalogue() => {
            view! { <p class="dialog__body" role="status">"The catalogue could not be loaded. Load the page again."</p> }.into_any()
        }
        None => view! { <p class="dialog__body" role="status">"The catalogue is being loaded."</p> }.into_any(),
    }
    };
    view! {
        <Dialog id="places" title="Plan with real regions and users" open is_wide=true has_cross=true>
            <Show when=move || open.get()>{body}</Show>
        </Dialog>
    }
}

#[component]
fn Pick(open: RwSignal<bool>, about: RwSignal<bool>, known: &'static Catalogue) -> impl IntoView {
    let (changes, drawer) = (use_changes(), use_drawer());
    let store = changes.store();
    let picked = Picked::of(&store.scenario_untracked(), known);
    let refused = RwSignal::new(String::new());
    Effect::new(move || {
        picked.users.track();
        picked.regions.track();
        refused.set(String::new());
    });
    let said = Memo::new(move |_| picked.said(&store.scenario_untracked(), known));
    let finish = move |_| match picked.put_into(store, known) {
        // Said here: the status line stands behind the dialog.
        Err(why) => refused.set(why),
        Ok(done) => {
            changes.drop_drafts();
            open.set(false);
            drawer.close();
            store.offer_undo(done);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    };
    view! {
        <div class="dialog__body places">
            <Users picked known />
            <Regions picked known />
        </div>
        <div class="dialog__foot">
            <p class="grow small muted" role="status" data-testid="places-said">{move || if refused.with(String::is_empty) { said.get().0 } else { refused.get() }}</p>
            <button type="button" class="button button--quiet" data-testid="about-data" on:click=move |_| about.set(true)>
                {format!("Data as of {}", known.as_of())}
            </button>
            <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
            <button type="button" class="button button--primary" data-testid="places-finish" disabled=move || !said.get().1 on:click=finish>
                "Use these"
            </button>
        </div>
    }
}
