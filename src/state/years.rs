//! The figures of simulated years, computed in slices so that no frame waits for them.

use super::Store;
use geode_core::engine::problem::Problem;
use geode_core::engine::simulation::{Simulation, Yearly};
use geode_core::scenario::restore::Restored;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// Milliseconds after the last change before the simulation starts: nobody waits for it while typing.
const PAUSE_MS: u32 = 120;
/// Milliseconds of a slice: a frame has 16.
const SLICE_MS: f64 = 6.0;
/// Years between two looks at the clock.
const STEP_YEARS: u32 = 50;

/// Yearly figures of every option, and the scenario that they belong to.
#[derive(Clone)]
pub(super) struct Years {
    /// Compared by identity: the figures of another scenario are not shown.
    pub of: Arc<Restored>,
    /// In scenario order.
    pub options: Vec<Yearly>,
}

thread_local! {
    // Dropping the one before cancels it.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Simulates anew whenever the scenario has changed.
pub(super) fn follow(store: Store) {
    Effect::new(move |_| {
        let restored = store.restored.get();
        later(PAUSE_MS, move || {
            let problem = Problem::compile(&restored.scenario);
            let years = restored.scenario.simulation_years;
            let waiting = (0..problem.options.len()).filter_map(|i| Simulation::new(&problem, i)).collect();
            slice(store, restored, years, waiting, Vec::new());
        });
    });
}

fn later(ms: u32, work: impl FnOnce() + 'static) {
    let timeout = Timeout::new(ms, work);
    NEXT.with(|next| next.replace(Some(timeout)));
}

/// Works for a slice's time, then lets the page breathe.
fn slice(store: Store, of: Arc<Restored>, years: u32, mut waiting: Vec<Simulation>, mut done: Vec<Yearly>) {
    let clock = window().performance();
    let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
    let end = now() + SLICE_MS;
    while let Some(simulation) = waiting.first_mut() {
        let left = years.saturating_sub(simulation.years());
        if left == 0 {
            done.push(simulation.result());
            waiting.remove(0);
            continue;
        }
        if now() >= end {
            later(0, move || slice(store, of, years, waiting, done));
            return;
        }
        simulation.run(left.min(STEP_YEARS));
    }
    store.years.set(Some(Years { of, options: done }));
}
