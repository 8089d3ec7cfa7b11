//! The figures: at once where that takes no time, else beside the page, which meanwhile shows those of before.

use super::jobs::{Standing, Watch};
use super::{Store, years};
use geode_core::planning::{Evaluate, Findings, Job, MAX_AT_ONCE, in_one_go, work};
use geode_core::report::{self, Evaluation, OptionEvaluation};
use geode_core::scenario::fill;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore::Restored;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// What the worker has found, and of what.
#[derive(Clone)]
pub(super) struct Found {
    of: Arc<Restored>,
    findings: Findings,
}

/// What waits for figures, and whether for simulated years too.
struct Waiting {
    with_years: bool,
    then: Box<dyn FnOnce(&Evaluation)>,
}

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

/// Whether an evaluation fits into the frame of the edit.
fn is_quick(problem: &Problem) -> bool {
    work(problem) <= MAX_AT_ONCE
}

/// What the evaluation is made of.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    pub restored: RwSignal<Arc<Restored>>,
    pub problem: Memo<Arc<Problem>>,
    pub simulated: Memo<Arc<Problem>>,
    pub years: RwSignal<Option<years::Years>>,
    pub found: RwSignal<Option<Found>>,
}

impl Sources {
    /// Of the scenario as it is now; none where the worker has not answered yet.
    fn findings(self, restored: &Arc<Restored>, problem: &Problem) -> Option<Findings> {
        if fill::awaits_catalogue(&restored.scenario) {
            return None;
        }
        if is_quick(problem) {
            return Some(in_one_go(Evaluate::new(problem.clone(), false)));
        }
        let of = |found: &Option<Found>| found.as_ref().filter(|found| Arc::ptr_eq(&found.of, restored)).cloned();
        self.found.with(of).map(|found| found.findings)
    }

    /// The words to them, with the yearly figures if those on hand belong to it; until then they are null.
    ///
    /// Made anew where the years arrive: that takes a millisecond.
    fn evaluation(self, before: Option<&Arc<Evaluation>>) -> Arc<Evaluation> {
        let (restored, problem) = (self.restored.get(), self.problem.get());
        let (simulated, years) = (self.simulated.get(), self.years.get());
        let Some(findings) = self.findings(&restored, &problem) else {
            let pending = || Arc::new(Evaluation::pending(&restored.scenario, problem));
            return before.cloned().unwrap_or_else(pending);
        };
        let mut evaluation = report::of_findings(&restored.scenario, &restored.repairs, problem, findings);
        if let Some(years) = years.filter(|years| years.of == simulated) {
            evaluation.set_years(&years.options);
        }
        Arc::new(evaluation)
    }

    /// Everything that follows from the scenario, or as long as that is being computed, from the scenario before.
    pub fn followed(self) -> Memo<Arc<Evaluation>> {
        // By place: it is made anew only where something has changed, and another one is another value.
        let is_other = |a: Option<&Arc<Evaluation>>, b: Option<&Arc<Evaluation>>| match (a, b) {
            (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
            _ => true,
        };
        Memo::new_with_compare(move |before| self.evaluation(before), is_other)
    }

    /// Whether the figures are those of the scenario as it is now.
    pub fn fresh(self) -> Memo<bool> {
        Memo::new(move |_| {
            let restored = self.restored.get();
            let is_of = |found: &Option<Found>| found.as_ref().is_some_and(|found| Arc::ptr_eq(&found.of, &restored));
            let has_all = !fill::awaits_catalogue(&restored.scenario);
            has_all && self.problem.with(|problem| is_quick(problem)) || self.found.with(is_of)
        })
    }
}

/// Asks for figures whenever the scenario has changed and they take long; what waits for them gets them when they are
/// there.
pub(super) fn follow(store: Store) {
    Effect::new(move || {
        store.restored.track();
        if store.restored.with(|restored| fill::awaits_catalogue(&restored.scenario)) {
            return;
        }
        match store.problem.with(|problem| is_quick(problem)) {
            true => store.evaluating.leave(),
            false => store.compute(),
        }
    });
    Effect::new(move || {
        let (is_there, has_years) = (store.is_there(false), store.is_there(true));
        let [no_figures, no_years] = [store.evaluating, store.simulating].map(why_given_up);
        let evaluation = store.evaluation.get_untracked();
        let waiting = WAITING.take();
        let (served, waiting): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|waiting| if waiting.with_years { has_years } else { is_there });
        // Years that nobody waits for may be given up.
        let why = |waiting: &Waiting| no_figures.as_ref().or(no_years.as_ref().filter(|_| waiting.with_years));
        let (given_up, still): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|waiting| why(waiting).is_some());
        if let Some(why) = given_up.first().and_then(why) {
            store.complain(format!("Nothing was saved or printed, since the figures were not computed: {why}."));
        }
        WAITING.with_borrow_mut(|waiting| waiting.extend(still));
        served.into_iter().for_each(|waiting| (waiting.then)(&evaluation));
    });
}

fn why_given_up(watch: Watch) -> Option<String> {
    match watch.standing.get() {
        Standing::Idle | Standing::Running => None,
        Standing::Cancelled => Some("that was cancelled".into()),
        Standing::Failed(text) => Some(text),
    }
}

impl Store {
    /// Whether the figures shown are those of the scenario as it is now; they are of the one before as long as they are
    /// being computed.
    pub fn is_fresh(self) -> Memo<bool> {
        self.fresh
    }

    /// Whether there are figures of any scenario yet.
    pub fn has_figures(self) -> Memo<bool> {
        Memo::new(move |_| self.evaluation.with(|evaluation| !evaluation.options.is_empty()))
    }

    /// Asks for the figures of the scenario as it is now, which take long.
    pub fn compute(self) {
        let of = self.restored.get_untracked();
        let done = move |findings| self.found.set(Some(Found { of: of.clone(), findings }));
        self.evaluating.ask::<Evaluate>(&true, self.asked(), done);
    }

    /// Asks again for what was cancelled or has failed.
    pub fn compute_again(self, watch: Watch) {
        match watch.row == self.evaluating.row {
            true => self.compute(),
            false => years::ask(self),
        }
    }

    /// Computes here and now what is still being computed, for a printer, which does not wait.
    pub fn compute_now(self) {
        if !self.fresh.get_untracked() {
            self.evaluating.leave();
            let problem = Problem::clone(&self.problem.get_untracked());
            let findings = in_one_go(Evaluate::new(problem, true));
            self.found.set(Some(Found { of: self.restored.get_untracked(), findings }));
        }
    }

    /// Whether nothing is missing, simulated years included if they are wanted.
    fn is_there(self, with_years: bool) -> bool {
        let awaits = |e: &Arc<Evaluation>| with_years && e.options.iter().any(OptionEvaluation::awaits_years);
        self.fresh.get() && !self.evaluation.with(awaits)
    }

    /// Hands over the evaluation, with the figures of simulated years if they are wanted: now, or when they have come.
    pub fn when_there(self, with_years: bool, then: impl FnOnce(&Evaluation) + 'static) {
        if untrack(|| self.is_there(with_years)) {
            return self.evaluation.with_untracked(|evaluation| then(evaluation));
        }
        WAITING.with_borrow_mut(|waiting| waiting.push(Waiting { with_years, then: Box::new(then) }));
        self.say("This takes a moment: figures are still being computed.");
        for watch in [self.evaluating, self.simulating] {
            if untrack(|| why_given_up(watch)).is_some() {
                self.compute_again(watch);
            }
        }
    }
}
