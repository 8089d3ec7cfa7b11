//! The best regions: looked for beside the page, as long as somebody looks.

use super::Store;
use super::jobs::Watch;
use geode_core::catalogue::Provider;
use geode_core::planning::placement::{Ask, Named, Place, Placement};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// Milliseconds after the last change before they are looked for.
const PAUSE_MS: u32 = 120;

thread_local! {
    // Dropping the one before cancels it.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The candidates with their ids.
    pub named: Named,
    /// The question, without them.
    pub ask: Ask,
    /// Whose regions of the catalogue they are; none: the scenario's.
    pub provider: Option<Provider>,
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
            NEXT.take();
            return watch.leave();
        }
        NEXT.replace(Some(Timeout::new(PAUSE_MS, move || store.place())));
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
