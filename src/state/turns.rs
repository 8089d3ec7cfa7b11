//! What would change the verdict: asked for with every edit, always of the scenario as it is now.

use super::Store;
use geode_core::planning::{Turn, Turning, asked_for};
use geode_core::report::turns::{self, TurnWords};
use geode_core::report::verdict::VerdictKind;
use geode_core::scenario::restore::Restored;
use leptos::prelude::*;
use std::sync::Arc;

/// What has been found, and of what.
#[derive(Clone)]
pub(super) struct Turned {
    of: Arc<Restored>,
    turns: Vec<Turn>,
    /// Whether some inputs were not looked at, and whether none were.
    left_out: LeftOut,
}

/// Inputs that are not looked at, because that would take too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// None.
    Nothing,
    /// Some: those of tables.
    Some,
    /// All.
    All,
}

/// What would change the verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Turns {
    /// In words, the nearest first.
    pub words: Vec<TurnWords>,
    /// What was not looked at.
    pub left_out: LeftOut,
    /// Under which answer they stand.
    pub answer: String,
}

/// Asks whenever the scenario has changed.
pub(super) fn follow(store: Store) {
    Effect::new(move || {
        store.restored.track();
        ask(store);
    });
}

fn ask(store: Store) {
    let of = store.restored.get_untracked();
    let (asked, is_cut) = store.problem.with_untracked(|problem| asked_for(&of.scenario, problem));
    let left_out = match (asked.is_empty(), is_cut) {
        (true, _) => LeftOut::All,
        (false, true) => LeftOut::Some,
        (false, false) => LeftOut::Nothing,
    };
    if asked.is_empty() {
        store.turning.leave();
        return store.turned.set(Some(Turned { of, turns: Vec::new(), left_out }));
    }
    let done = move |turns| store.turned.set(Some(Turned { of: of.clone(), turns, left_out }));
    store.turning.ask::<Turning>(&asked, store.asked(), done);
}

impl Store {
    /// What would change the verdict of the scenario as it is now; none as long as that is being looked for.
    pub fn turns(self) -> Memo<Option<Turns>> {
        Memo::new(move |_| {
            let (restored, fresh) = (self.restored.get(), self.fresh.get());
            let found =
                self.turned.with(|turned| turned.as_ref().filter(|t| Arc::ptr_eq(&t.of, &restored)).cloned())?;
            let meets = self.evaluation.with(|e| e.verdict.kind != VerdictKind::NoOptionMeetsTargets);
            let words = turns::words(&restored.scenario, meets.then_some(0), &found.turns);
            fresh.then_some(Turns { words, left_out: found.left_out, answer: self.answered() })
        })
    }

    /// Which answer stands on the page: the scenario's name, and who wins, or that nobody does.
    pub fn answered(self) -> String {
        self.evaluation.with(|evaluation| {
            let verdict = &evaluation.verdict;
            let nobody = verdict.kind == VerdictKind::NoOptionMeetsTargets;
            [&*evaluation.scenario.name, if nobody { "" } else { &*verdict.option }].join("\n")
        })
    }

    /// What has been found for the scenario as it is now, and whether inputs were left out; none as long as that is being
    /// looked for.
    pub fn found_turns(self) -> Option<(Vec<Turn>, bool)> {
        let restored = self.restored.get_untracked();
        let of_now = |turned: &&Turned| Arc::ptr_eq(&turned.of, &restored);
        self.turned.with_untracked(|turned| {
            turned.as_ref().filter(of_now).map(|t| (t.turns.clone(), t.left_out != LeftOut::Nothing))
        })
    }
}
