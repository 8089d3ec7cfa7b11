//! The least change to today's option that meets the targets: asked for once nobody types any more.

use super::Store;
use super::pause::Pause;
use geode_core::planning::FindRival;
use geode_core::planning::rival::{Found, is_asked};
use geode_core::report::rival;
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

impl Store {
    /// The strongest cheaper rival of the scenario as it is now, in a sentence; none where today's option needs none, and
    /// as long as it is being looked for.
    pub fn rival(self) -> Memo<Option<String>> {
        Memo::new(move |_| {
            let (restored, fresh) = (self.restored.get(), self.fresh.get());
            let of_now = |compared: &&Compared| fresh && Arc::ptr_eq(&compared.of, &restored);
            self.rival.with(|compared| {
                let compared = compared.as_ref().filter(of_now)?;
                rival::sentence(&restored.scenario, &compared.found)
            })
        })
    }
}
