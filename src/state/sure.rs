//! Samples of the uncertain inputs: few at first, then more; an edit begins anew.

use super::Store;
use super::pause::Pause;
use geode_core::engine::Depth;
use geode_core::planning::tornado::{self, Swings};
use geode_core::planning::uncertainty::{Ask, Spreads};
use geode_core::planning::{Drawn, Tornado, Uncertainty, samples_within_reach, solves_within_reach};
use geode_core::scenario::Scenario;
use geode_core::scenario::restore::Restored;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::sync::Arc;

/// How many samples, one after the other: what one looks at first must come soon.
const STAGES: [u32; 3] = [1_000, 10_000, 100_000];

thread_local! {
    static NEXT: Pause = const { Pause::new() };
}

/// What samples have come to, and of what.
#[derive(Clone)]
pub struct Sampled {
    of: Arc<Restored>,
    /// The inputs that were drawn.
    pub inputs: Vec<Drawn>,
    /// What they have come to.
    pub spreads: Arc<Spreads>,
    /// Whether no more samples will come.
    pub is_all: bool,
}

/// The same answer, which is not looked into.
impl PartialEq for Sampled {
    fn eq(&self, other: &Sampled) -> bool {
        Arc::ptr_eq(&self.spreads, &other.spreads)
    }
}

impl Sampled {
    /// Whether anything was drawn.
    pub fn is_any(&self) -> bool {
        !self.inputs.is_empty()
    }

    /// Whether a scenario is the one of which they are, but for its numbers.
    pub fn is_of_edited(&self, scenario: &Scenario) -> bool {
        let of = &self.of.scenario;
        let ids = |scenario: &Scenario| scenario.options.iter().map(|option| option.id.clone()).collect::<Vec<_>>();
        of.name == scenario.name && ids(of) == ids(scenario)
    }
}

/// What each input alone does to the figures, and of what scenario.
#[derive(Clone)]
pub struct Swung {
    of: Arc<Restored>,
    /// The inputs.
    pub inputs: Vec<Drawn>,
    /// What they do.
    pub swings: Arc<Swings>,
}

/// The same answer, which is not looked into.
impl PartialEq for Swung {
    fn eq(&self, other: &Swung) -> bool {
        Arc::ptr_eq(&self.swings, &other.swings)
    }
}

/// Draws anew whenever the scenario has changed, if anything in it is uncertain.
pub(super) fn follow(store: Store) {
    Effect::new(move || {
        store.restored.track();
        NEXT.with(|next| next.then(move || store.draw()));
    });
}

/// Asks for a stage, and then for the next one.
fn ask(store: Store, of: Arc<Restored>, inputs: Vec<Drawn>, stage: usize, most: u32) {
    let Some(samples) = STAGES.get(stage).copied().filter(|samples| *samples <= most) else { return };
    let is_all = STAGES.get(stage + 1).is_none_or(|next| *next > most);
    let parameters = Ask { inputs: inputs.clone(), samples, seed: of.scenario.random_seed };
    let done = move |spreads| {
        let sampled = Sampled { of: of.clone(), inputs: inputs.clone(), spreads: Arc::new(spreads), is_all };
        store.sampled.set(Some(sampled));
        if !is_all {
            // Once this answer has been booked: the next one is of the same job.
            let (of, inputs) = (of.clone(), inputs.clone());
            Timeout::new(0, move || {
                if Arc::ptr_eq(&of, &store.restored.get_untracked()) {
                    ask(store, of, inputs, stage + 1, most);
                }
            })
            .forget();
        }
    };
    store.sampling.ask::<Uncertainty>(&parameters, store.asked(), done);
}

impl Store {
    /// Draws samples of the scenario as it is now; nothing where nothing is uncertain.
    pub fn draw(self) {
        let of = self.restored.get_untracked();
        let inputs = Drawn::all(&of.scenario);
        let most = self.problem.with_untracked(|problem| samples_within_reach(problem));
        if inputs.is_empty() || most < STAGES[0] {
            self.sampling.leave();
            self.swinging.leave();
            self.swung.set(None);
            // Ranges of which none can be drawn are an answer too: nobody waits for another.
            let is_answered = inputs.is_empty() && !of.scenario.uncertainty.is_empty();
            let nothing = Sampled { of, inputs, spreads: Arc::default(), is_all: true };
            return self.sampled.set(is_answered.then_some(nothing));
        }
        ask(self, of.clone(), inputs.clone(), 0, most);
        let parameters = tornado::Ask { inputs: inputs.clone(), depth: Depth::P95 };
        let done = move |swings| {
            self.swung.set(Some(Swung { of: of.clone(), inputs: inputs.clone(), swings: Arc::new(swings) }));
        };
        self.swinging.ask::<Tornado>(&parameters, self.asked(), done);
    }

    /// What each input alone does to the figures of the scenario as it is now; none as long as that is not known.
    pub fn swings(self) -> Memo<Option<Swung>> {
        Memo::new(move |_| {
            let restored = self.restored.get();
            self.swung.get().filter(|swung| Arc::ptr_eq(&swung.of, &restored))
        })
    }

    /// What samples of the scenario as it is now have come to so far; none as long as there are none.
    pub fn samples(self) -> Memo<Option<Sampled>> {
        Memo::new(move |_| {
            let restored = self.restored.get();
            self.sampled.get().filter(|sampled| Arc::ptr_eq(&sampled.of, &restored))
        })
    }

    /// Whether so many states have to be looked at that no samples are drawn on the page.
    pub fn is_beyond_samples(self) -> bool {
        self.problem.with(|problem| samples_within_reach(problem)) < STAGES[0]
    }

    /// Whether so many states have to be looked at that no values are looked for on the page.
    pub fn is_beyond_solving(self) -> bool {
        self.problem.with(|problem| !solves_within_reach(problem))
    }
}
