//! The catalogue, fetched once the page stands, and what it fills in.

use super::{Checked, Store, location, opening, storage};
use geode_core::catalogue::{self, Catalogue};
use geode_core::exchange::scenario as scenario_link;
use geode_core::scenario::fill::{self, Filled};
use geode_core::scenario::restore::Restored;
use geode_core::scenario::{Scenario, presets};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What is filled in, by pointer.
pub(super) type FilledCells = Arc<BTreeMap<String, Filled>>;

pub(super) fn filled(restored: RwSignal<Arc<Restored>>) -> Memo<FilledCells> {
    let of = |one: Filled| (one.path.clone(), one);
    Memo::new(move |_| restored.with(|all| Arc::new(fill::filled(&all.scenario).into_iter().map(of).collect())))
}

/// Whether what the page will open on names a catalogue.
pub fn wants_catalogue() -> bool {
    let of_link = scenario_link::from_link(&location::hash()).is_ok_and(|linked| linked.scenario.catalogue.is_some());
    let saved = [storage::of_this_tab(), storage::of_this_browser()];
    of_link || saved.into_iter().flatten().any(|text| text.contains("\"catalogue\":"))
}

/// Whether "About the data" stands open.
#[derive(Clone, Copy)]
pub struct AboutData(pub RwSignal<bool>);

/// Fetches the catalogue; says whether it is there.
pub async fn load() -> bool {
    if catalogue::provided().is_none()
        && let Some(text) = fetched().await
    {
        catalogue::provide(text);
    }
    catalogue::provided().is_some()
}

async fn fetched() -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str("catalogue.txt")).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Fetches it behind the first paint.
pub(super) fn fetch(store: Store) {
    if catalogue::provided().is_some() {
        return store.has_catalogue.set(Some(true));
    }
    spawn_local(async move {
        let is_there = load().await;
        store.has_catalogue.set(Some(is_there));
        if is_there && store.scenario_untracked().catalogue.is_some() {
            store.catalogue_came();
        }
        if !is_there && store.scenario_untracked().catalogue.is_some() {
            store.complain(
                "The catalogue of regions and users could not be loaded, so there are no figures. Load the page again.",
            );
        }
    });
}

impl Store {
    /// The catalogue, followed; none as long as it is on its way.
    pub fn catalogue(self) -> Option<&'static Catalogue> {
        self.has_catalogue.track();
        catalogue::provided()
    }

    /// Whether the catalogue could not be loaded.
    pub fn lacks_catalogue(self) -> bool {
        self.has_catalogue.get() == Some(false)
    }

    /// What the catalogue fills in, by pointer.
    pub fn filled(self) -> Memo<FilledCells> {
        self.filled
    }

    /// What was opened before the catalogue was there: checked again, and of another date that is told.
    fn catalogue_came(self) {
        let mut scenario = Scenario::clone(&self.scenario_untracked());
        match Checked::of(&scenario) {
            Ok(checked) => {
                scenario.catalogue.clone_from(&checked.restored.scenario.catalogue);
                let dates = checked.restored.repairs.iter().filter(|repair| repair.path == "/catalogue/as_of").cloned();
                self.opened_with.update(|repairs| repairs.extend(dates));
                self.put(Arc::new(scenario), checked);
            }
            Err(refused) => {
                self.trouble.set(Some(opening::refused_trouble("The scenario", &refused)));
                self.replace(Arc::new(presets::worked_example()));
            }
        }
    }

    /// The scenario as the worker is asked about it: with what is filled in, for the catalogue is here alone.
    pub fn asked(self) -> Arc<str> {
        let full = self.restored.with_untracked(|restored| {
            let full = restored.scenario.catalogue.is_some().then(|| fill::full(&restored.scenario).into_owned());
            full.map(|full| Scenario { catalogue: None, ..full }.to_json().into())
        });
        full.unwrap_or_else(|| self.text.get_value())
    }
}
