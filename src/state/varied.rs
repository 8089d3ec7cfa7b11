//! What becomes of a figure where one input is varied: computed beside the page, as long as somebody looks.

use super::Store;
use super::jobs::Watch;
use super::pause::Pause;
use geode_core::engine::figures::Figure;
use geode_core::planning::Vary;
use geode_core::planning::vary::{Point, Spacing, Varying};
use geode_core::report::varied;
use geode_core::scenario::restore::Restored;
use leptos::prelude::*;
use std::sync::Arc;

thread_local! {
    static NEXT: Pause = const { Pause::new() };
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Pointer of the input.
    pub pointer: String,
    /// Its values, ascending.
    pub values: Vec<f64>,
    /// How they follow each other.
    pub spacing: Spacing,
    /// The figure.
    pub figure: &'static Figure,
}

/// What was found, and of what.
pub struct Found {
    chosen: Chosen,
    of: Arc<Restored>,
    points: Vec<Point>,
}

impl Found {
    /// The same for its chart.
    pub fn varied(&self) -> varied::Varied<'_> {
        let Chosen { pointer, values, spacing, figure } = &self.chosen;
        varied::Varied { scenario: &self.of.scenario, pointer, values, spacing: *spacing, figure, points: &self.points }
    }
}

/// The input that is varied. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Variation {
    /// The job.
    pub watch: Watch,
    /// What is looked at; none while nobody does, or while it is not understood.
    pub chosen: RwSignal<Option<Chosen>>,
    /// What was found last.
    pub found: RwSignal<Option<Arc<Found>>>,
}

impl Default for Variation {
    fn default() -> Self {
        Variation { watch: Watch::of::<Vary>(), chosen: RwSignal::new(None), found: RwSignal::new(None) }
    }
}

/// Asks anew whenever something else is chosen, or the scenario has changed.
pub(super) fn follow(store: Store) {
    let Variation { watch, chosen, .. } = store.variation;
    Effect::new(move || {
        store.restored.track();
        if chosen.with(Option::is_none) {
            NEXT.with(Pause::forget);
            return watch.leave();
        }
        NEXT.with(|next| next.then(move || store.vary()));
    });
}

impl Store {
    /// Whether what was found is of what is looked at, and of the scenario as it is now.
    pub fn is_varied_freshly(self) -> Memo<bool> {
        let Variation { chosen, found, .. } = self.variation;
        Memo::new(move |_| {
            let restored = self.restored.get();
            let is_of = |found: &Arc<Found>| {
                Arc::ptr_eq(&found.of, &restored) && chosen.with(|chosen| chosen.as_ref() == Some(&found.chosen))
            };
            found.with(|found| found.as_ref().is_some_and(is_of))
        })
    }

    /// Asks for what is looked at.
    pub fn vary(self) {
        let Variation { watch, chosen, found } = self.variation;
        let Some(chosen) = chosen.get_untracked() else { return };
        let Chosen { pointer, values, figure, .. } = chosen.clone();
        let figure = figure.path.trim_start_matches('/').to_owned();
        let of = self.restored.get_untracked();
        let done = move |points| {
            found.set(Some(Arc::new(Found { chosen: chosen.clone(), of: of.clone(), points })));
        };
        watch.ask::<Vary>(&Varying { pointer, values, figure }, self.asked(), done);
    }
}
