//! The best regions: looked for beside the page, as long as somebody looks.

use super::Store;
use super::jobs::Watch;
use super::pause::Pause;
use geode_core::planning::placement::{Ask, Named, Place, Placement};
use leptos::prelude::*;
use std::sync::Arc;

thread_local! {
    static NEXT: Pause = const { Pause::new() };
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The candidates with their ids.
    pub named: Named,
    /// The question, without them.
    pub ask: Ask,
}

/// What was found, and for what.
pub struct Found {
    /// What was asked.
    pub asked: Arc<Asked>,
    /// The answer.
    pub placement: Placement,
}

/// What is looked for. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Placing {
    /// The job.
    pub watch: Watch,
    /// What is asked; none while nobody looks, or while it cannot be.
    pub asked: RwSignal<Option<Arc<Asked>>>,
    /// What was found last.
    pub found: RwSignal<Option<Arc<Found>>>,
}

impl Default for Placing {
    fn default() -> Self {
        Placing { watch: Watch::of::<Place>(), asked: RwSignal::new(None), found: RwSignal::new(None) }
    }
}

/// Asks anew whenever something else is asked.
pub(super) fn follow(store: Store) {
    let Placing { watch, asked, .. } = store.placing;
    Effect::new(move || {
        if asked.with(Option::is_none) {
            NEXT.with(Pause::forget);
            return watch.leave();
        }
        NEXT.with(|next| next.then(move || store.place()));
    });
}

impl Store {
    /// Looks for what is asked.
    pub fn place(self) {
        let Placing { watch, asked, found } = self.placing;
        let Some(asked) = asked.get_untracked() else { return };
        let ask = Ask { candidates: Some(asked.named.candidates.clone()), ..asked.ask.clone() };
        let done = move |placement| found.set(Some(Arc::new(Found { asked: asked.clone(), placement })));
        watch.ask::<Place>(&ask, self.asked(), done);
    }

    /// Whether what was found is what is asked.
    pub fn is_placed_freshly(self) -> Memo<bool> {
        let Placing { asked, found, .. } = self.placing;
        let is_it =
            |found: &Arc<Found>, asked: &Option<Arc<Asked>>| asked.as_ref().is_some_and(|asked| *asked == found.asked);
        Memo::new(move |_| {
            found.with(|found| found.as_ref().is_some_and(|found| asked.with(|asked| is_it(found, asked))))
        })
    }
}
