//! The least change to today's option that meets the targets: asked for once nobody types any more.

use super::Store;
use super::jobs::Standing;
use super::pause::Pause;
use geode_core::planning::FindRival;
use geode_core::planning::applied::{Place, apply};
use geode_core::planning::rival::{Found, is_asked};
use geode_core::report::rival::{self, Offer};
use geode_core::scenario::restore::Restored;
use leptos::prelude::*;
use std::sync::Arc;

thread_local! {
    static NEXT: Pause = const { Pause::new() };
}

/// What has been found, and of what.
#[derive(Clone)]
pub(super) struct Compared {
    of: Arc<Restored>,
    found: Found,
}

/// Asks whenever the scenario has changed, where there are targets to meet.
pub(super) fn follow(store: Store) {
    Effect::new(move || {
        store.restored.track();
        NEXT.with(|next| next.then(move || ask(store)));
    });
}

fn ask(store: Store) {
    let of = store.restored.get_untracked();
    if !store.problem.with_untracked(|problem| is_asked(problem)) {
        store.rivalling.leave();
        return store.rival.set(None);
    }
    let done = move |found| store.rival.set(Some(Compared { of: of.clone(), found }));
    store.rivalling.ask::<FindRival>(&(), store.asked(), done);
}

/// What is said of it.
#[derive(Clone, PartialEq)]
pub struct Said {
    /// What it is.
    pub sentence: String,
    /// What can be done with it; none where nothing was found.
    pub offer: Option<Offer>,
}

impl Store {
    /// The strongest cheaper rival of the scenario as it is now, in a sentence; none where today's option needs none, and
    /// as long as it is being looked for.
    pub fn rival(self) -> Memo<Option<Said>> {
        Memo::new(move |_| {
            let (restored, fresh) = (self.restored.get(), self.fresh.get());
            let of_now = |compared: &&Compared| fresh && Arc::ptr_eq(&compared.of, &restored);
            self.rival.with(|compared| {
                let compared = compared.as_ref().filter(of_now)?;
                let offer = match &compared.found {
                    Found::Rival(found) => Some(rival::offer(&restored.scenario, found)),
                    Found::TodayMeets | Found::Nothing | Found::DataElsewhere => None,
                };
                Some(Said { sentence: rival::sentence(&restored.scenario, &compared.found)?, offer })
            })
        })
    }

    /// What stands under a verdict to change, where a rival is looked for.
    pub fn first_look(self) -> Memo<Option<rival::FirstLook>> {
        Memo::new(move |_| {
            let (restored, fresh) = (self.restored.get(), self.fresh.get());
            let is_given_up = matches!(self.rivalling.standing.get(), Standing::Failed(_) | Standing::Cancelled);
            if is_given_up || !self.problem.with(|problem| is_asked(problem)) {
                return None;
            }
            let of_now = |compared: &&Compared| fresh && Arc::ptr_eq(&compared.of, &restored);
            self.rival.with(|compared| {
                let found = compared.as_ref().filter(of_now).map(|compared| &compared.found);
                self.evaluation.with(|evaluation| rival::first_look(evaluation, found))
            })
        })
    }

    /// Puts the rival that is shown into the scenario, in one step of undo.
    pub fn take_rival(self) {
        let restored = self.restored.get_untracked();
        let compared = self.rival.get_untracked().filter(|compared| Arc::ptr_eq(&compared.of, &restored));
        let Some(Compared { found: Found::Rival(found), .. }) = compared else { return };
        let mut placed = None;
        let done = self.edit(None, Box::new(|scenario| placed = Some(apply(scenario, &found))));
        let scenario = self.scenario_untracked();
        let name = |id: &str| scenario.option(id).map_or_else(String::new, |option| option.name.clone());
        match (done, placed) {
            (Err(refused), _) => self.complain(format!("Nothing was changed: {}.", refused.words())),
            (_, Some(Err(full))) => self.complain(format!("Nothing was added: {full}.")),
            (_, Some(Ok(Place::Added(id)))) => self.offer_undo(format!("Added {}.", name(&id))),
            (_, Some(Ok(Place::Becomes(id) | Place::There(id)))) => self.offer_undo(format!("Changed {}.", name(&id))),
            (Ok(()), None) => {}
        }
    }
}
