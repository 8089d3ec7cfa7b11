//! The figures of simulated years, computed in slices so that no frame waits for them.

use super::Store;
use geode_core::engine::problem::Problem;
use geode_core::engine::simulation::{Simulation, Yearly};
use geode_core::scenario::restore::Restored;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// Milliseconds after the last change before the simulation starts: nobody waits for it while typing.
const PAUSE_MS: u32 = 120;
/// Milliseconds of a slice: a frame has 16.
const SLICE_MS: f64 = 6.0;
/// Changes of state between two looks at the clock: a fraction of a millisecond.
const STEP_EVENTS: f64 = 2_000.0;

/// Yearly figures of every option, and what they are of.
#[derive(Clone)]
pub(super) struct Years {
    /// See [`simulated`]; compared by value, since a memo may hold an equal one anew without saying so.
    pub of: Arc<Problem>,
    /// In scenario order.
    pub options: Vec<Option<Yearly>>,
}

thread_local! {
    // Dropping the one before cancels it.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// What the years depend on, which is neither text nor money: whoever types a name, a note, an amount, a price or a target
/// that is held against other figures keeps the years.
pub(super) fn simulated(restored: RwSignal<Arc<Restored>>) -> Memo<Arc<Problem>> {
    let compiled = |restored: &Arc<Restored>| Problem::compile(&restored.scenario);
    let first = restored.with_untracked(compiled);
    Memo::new(move |_| Arc::new(restored.with(compiled).as_simulated(&first)))
}

/// Simulates anew whenever that has changed.
pub(super) fn follow(store: Store) {
    Effect::new(move || {
        let problem = store.simulated.get();
        later(PAUSE_MS, move || {
            let years = problem.simulation_years;
            let waiting = (0..problem.options.len()).map(|i| Simulation::new(&problem, i)).collect();
            slice(store, problem, years, waiting, Vec::new());
        });
    });
}

fn later(ms: u32, work: impl FnOnce() + 'static) {
    let timeout = Timeout::new(ms, work);
    NEXT.with(|next| next.replace(Some(timeout)));
}

/// Works for a slice's time, then lets the page breathe. An option without a simulation has no yearly figures.
fn slice(
    store: Store,
    of: Arc<Problem>,
    years: u32,
    mut waiting: VecDeque<Option<Simulation>>,
    mut done: Vec<Option<Yearly>>,
) {
    let clock = window().performance();
    let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
    let end = now() + SLICE_MS;
    while let Some(next) = waiting.front_mut() {
        let left = next.as_ref().map_or(0, |s| s.affordable(years).saturating_sub(s.years()));
        match next {
            Some(simulation) if left > 0 => {
                if now() >= end {
                    later(0, move || slice(store, of, years, waiting, done));
                    return;
                }
                let step = (STEP_EVENTS / simulation.events_per_year().max(1.0)) as u32;
                simulation.run(left.min(step.max(1)));
            }
            _ => {
                done.push(next.as_ref().map(Simulation::result));
                waiting.pop_front();
            }
        }
    }
    store.years.set(Some(Years { of, options: done }));
}
