//! The figures of simulated years: always computed beside the page.

use super::Store;
use super::pause::Pause;
use geode_core::engine::simulation::Yearly;
use geode_core::planning::Simulate;
use geode_core::scenario::problem::Problem;
use leptos::prelude::*;
use std::sync::Arc;

/// Yearly figures of every option, and what they are of.
#[derive(Clone)]
pub(super) struct Years {
    /// See [`simulated`]; compared by value, since a memo may hold an equal one anew without saying so.
    pub of: Arc<Problem>,
    /// In scenario order.
    pub options: Vec<Option<Yearly>>,
}

thread_local! {
    static NEXT: Pause = const { Pause::new() };
}

/// What the years depend on, which is neither text nor money: whoever types a name, a note, an amount, a price or a target
/// that is held against other figures keeps the years.
pub(super) fn simulated(problem: Memo<Arc<Problem>>) -> Memo<Arc<Problem>> {
    let first = problem.get_untracked();
    Memo::new(move |_| Arc::new(Problem::clone(&problem.get()).as_simulated(&first)))
}

/// Simulates anew whenever that has changed.
pub(super) fn follow(store: Store) {
    Effect::new(move || {
        store.simulated.track();
        NEXT.with(|next| next.then(move || ask(store)));
    });
}

/// Asks for the years of the scenario as it is now.
pub(super) fn ask(store: Store) {
    let of = store.simulated.get_untracked();
    let done = move |options| store.years.set(Some(Years { of: of.clone(), options }));
    store.simulating.ask::<Simulate>(&(), store.asked(), done);
}
