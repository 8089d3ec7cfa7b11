//! The one place that changes the scenario: mutate, remember, save, show in the address bar.
//!
//! Components read signals of the [`Store`] and call [`Store::edit`]; nothing else writes.

mod address;
mod boot;
pub mod drafts;
mod figures;
pub mod importing;
pub mod jobs;
pub mod kept;
mod location;
mod notice;
mod opening;
mod pause;
mod places;
pub mod placing;
mod program;
mod replacing;
pub mod rival;
pub mod storage;
pub mod sure;
pub mod turns;
mod varied;
mod workbook;
mod years;

use crate::history::History;
use drafts::Drafts;
use figures::Sources;
use geode_core::planning::{Evaluate, FindRival, Simulate, Tornado, Turning, Uncertainty};
use geode_core::report::{Evaluation, written};
use geode_core::scenario::Scenario;
use geode_core::scenario::limits::MAX_BYTES;
use geode_core::scenario::problem::Problem;
use geode_core::scenario::restore::{self, Refused, Repair, Restored};
use geode_core::scenario::{edit, inputs};
use jobs::Watch;
use leptos::prelude::*;
use placing::Placing;
use std::sync::Arc;

pub use address::{link, with_link};
pub use notice::Notice;
pub use opening::{Incoming, Origin, Trouble};
pub use places::{AboutData, load, wants_catalogue};
pub use varied::{Chosen, Found, Variation};
pub use workbook::workbook;

/// The scenario as the user left it and everything that follows from it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Store {
    current: RwSignal<Arc<Scenario>>,
    history: StoredValue<History<Arc<Scenario>>>,
    depth: RwSignal<(usize, usize)>,
    opened_with: RwSignal<Vec<Repair>>,
    notice: RwSignal<Option<Notice>>,
    travelled: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    incoming: RwSignal<Option<Incoming>>,
    saving: RwSignal<storage::Saving>,
    /// Texts in fields that are no valid numbers, so that the last good result is marked as such.
    pub drafts: Drafts,
    /// What the figures are computed from: shares that do not sum to 1 are scaled.
    restored: RwSignal<Arc<Restored>>,
    /// The scenario as it is saved.
    text: StoredValue<Arc<str>>,
    problem: Memo<Arc<Problem>>,
    simulated: Memo<Arc<Problem>>,
    years: RwSignal<Option<years::Years>>,
    found: RwSignal<Option<figures::Found>>,
    turned: RwSignal<Option<turns::Turned>>,
    rival: RwSignal<Option<rival::Compared>>,
    sampled: RwSignal<Option<sure::Sampled>>,
    swung: RwSignal<Option<sure::Swung>>,
    evaluation: Memo<Arc<Evaluation>>,
    fresh: Memo<bool>,
    /// The figures, where they are computed beside the page.
    pub evaluating: Watch,
    /// The simulated years.
    pub simulating: Watch,
    /// What would change the verdict.
    pub turning: Watch,
    /// The strongest cheaper rival.
    pub rivalling: Watch,
    /// Samples of the uncertain inputs.
    pub sampling: Watch,
    /// What each of them does alone.
    pub swinging: Watch,
    /// The input that is varied.
    pub variation: Variation,
    /// The best regions.
    pub placing: Placing,
    /// Whether a new build has taken the place of this page's files.
    pub is_outdated: RwSignal<bool>,
    currency: Memo<String>,
    /// Whether the catalogue has come; none as long as it is on its way.
    has_catalogue: RwSignal<Option<bool>>,
    filled: Memo<places::FilledCells>,
}

/// What an edit does. Boxed, so that the code of an edit stands once and not for each of them.
pub type Change<'a> = Box<dyn FnOnce(&mut Scenario) + 'a>;

/// An edit that was not made.
pub struct Refusal {
    /// The scenario as it would have become: the places in `why` are its own, also those of what would have been added.
    pub scenario: Arc<Scenario>,
    /// What is wrong with it.
    pub why: Refused,
}

impl Refusal {
    /// The first thing that is wrong, in words.
    pub fn words(&self) -> String {
        written::refused(&self.scenario, &self.why)
    }
}

impl Store {
    /// Starts with what the address bar, this tab or this browser holds, else with the worked example.
    pub fn start() -> Store {
        kept::take_over_one_slot();
        let opened = opening::opened();
        let Checked { text, restored } = Checked::or_as_it_is(&opened.restored.scenario);
        let restored = RwSignal::new(Arc::new(restored));
        let current = RwSignal::new(Arc::new(opened.restored.scenario));
        // Not compared: it is compiled anew only where something has changed.
        let compile = move |_: Option<&_>| Arc::new(restored.with(|restored| Problem::compile(&restored.scenario)));
        let problem = Memo::new_with_compare(compile, |_, _| true);
        let simulated = years::simulated(problem);
        let (years, found) = (RwSignal::new(None), RwSignal::new(None));
        let sources = Sources { restored, problem, simulated, years, found };
        let store = Store {
            current,
            history: StoredValue::new(History::default()),
            depth: RwSignal::new((0, 0)),
            opened_with: RwSignal::new(opened.restored.repairs),
            notice: RwSignal::new(None),
            travelled: RwSignal::new(String::new()),
            trouble: RwSignal::new(opened.trouble),
            incoming: RwSignal::new(opened.incoming),
            saving: RwSignal::new(storage::at_start()),
            drafts: Drafts::default(),
            restored,
            text: StoredValue::new(text.into()),
            problem,
            simulated,
            years,
            found,
            turned: RwSignal::new(None),
            rival: RwSignal::new(None),
            sampled: RwSignal::new(None),
            swung: RwSignal::new(None),
            evaluation: sources.followed(),
            fresh: sources.fresh(),
            evaluating: Watch::of::<Evaluate>(),
            simulating: Watch::of::<Simulate>(),
            turning: Watch::of::<Turning>(),
            rivalling: Watch::of::<FindRival>(),
            sampling: Watch::of::<Uncertainty>(),
            swinging: Watch::of::<Tornado>(),
            variation: Variation::default(),
            placing: Placing::default(),
            is_outdated: RwSignal::new(false),
            has_catalogue: RwSignal::new(None),
            filled: places::filled(restored),
            currency: Memo::new(move |_| current.with(|scenario| scenario.currency.clone())),
        };
        store.follow();
        if opened.persist {
            store.persist();
        }
        if opened.is_looked_at {
            storage::remember_looked_at(&store.scenario_untracked().to_json());
        }
        if opened.show {
            store.restore_address();
        }
        store
    }

    /// All that follows the scenario, each by its own file.
    fn follow(self) {
        places::fetch(self);
        address::follow(self);
        storage::watch(self);
        jobs::connect(self);
        figures::follow(self);
        turns::follow(self);
        rival::follow(self);
        sure::follow(self);
        years::follow(self);
        varied::follow(self);
        placing::follow(self);
    }

    /// The scenario as the user left it: shares may not sum to 1 yet.
    pub fn scenario(self) -> Arc<Scenario> {
        self.current.get()
    }

    /// As [`Store::scenario`], without following it.
    pub fn scenario_untracked(self) -> Arc<Scenario> {
        self.current.get_untracked()
    }

    /// A part of the scenario, followed only as far as it changes.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        pick: impl Fn(&Scenario) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.current.with(|scenario| pick(scenario)))
    }

    /// Everything that follows from the scenario.
    pub fn evaluation(self) -> Memo<Arc<Evaluation>> {
        self.evaluation
    }

    /// What money is counted in: followed by every amount, so that there is one for all.
    pub fn currency(self) -> Memo<String> {
        self.currency
    }

    /// What is repaired in the figures shown: in the scenario as it is now.
    pub fn repairs(self) -> Memo<Vec<Repair>> {
        Memo::new(move |_| self.restored.with(|restored| restored.repairs.clone()))
    }

    /// What was repaired when the scenario was opened.
    pub fn opened_with(self) -> RwSignal<Vec<Repair>> {
        self.opened_with
    }

    /// Something that was not opened, and why.
    pub fn trouble(self) -> RwSignal<Option<Trouble>> {
        self.trouble
    }

    /// A scenario that waits to be opened, because local work would be lost from view.
    pub fn incoming(self) -> RwSignal<Option<Incoming>> {
        self.incoming
    }

    /// Whether work is being saved in this browser.
    pub fn saving(self) -> RwSignal<storage::Saving> {
        self.saving
    }

    /// How many steps can be undone and redone.
    pub fn depth(self) -> Signal<(usize, usize)> {
        self.depth.into()
    }

    /// Changes the scenario. Changes that follow each other with the same key are one step of undo.
    ///
    /// # Errors
    /// Where the changed scenario would not be valid; then nothing has changed.
    pub fn edit(self, key: Option<&str>, change: Change<'_>) -> Result<(), Refusal> {
        let before = self.current.get_untracked();
        let mut after = Scenario::clone(&before);
        edit::keeping_names(&mut after, change);
        if after == *before {
            return Ok(());
        }
        let mut checked = match Checked::of(&after) {
            Ok(checked) => checked,
            Err(why) => return Err(Refusal { scenario: Arc::new(after), why }),
        };
        self.take_waiting(key, &mut after, &mut checked);
        self.history.update_value(|history| history.record(before, key));
        self.forget_undoable();
        self.put(Arc::new(after), checked);
        Ok(())
    }

    /// Numbers that were refused for want of a round trip are taken once it is there, in the same step; but not the one
    /// that is being typed.
    fn take_waiting(self, key: Option<&str>, after: &mut Scenario, checked: &mut Checked) {
        for (pointer, text) in self.drafts.waiting() {
            let mut more = after.clone();
            let found = inputs::find(&more, &pointer).filter(|_| key != Some(pointer.as_str()));
            let Some((input, at)) = found else { continue };
            let Ok(typed) = input.understand(&text, &more.currency) else { continue };
            if !input.write(&mut more, at, &typed) {
                continue;
            }
            edit::put_in(&mut more, &pointer);
            if let Ok(now) = Checked::of(&more) {
                (*after, *checked) = (more, now);
                self.drafts.read(&pointer, None);
            }
        }
    }

    /// Ends a step of undo: the pointer was lifted, the field was left.
    pub fn seal(self) {
        self.history.update_value(History::seal);
    }

    /// Puts the scenario into the address bar, also in place of a link that was not opened.
    pub fn restore_address(self) {
        address::show_soon(self);
    }

    /// Undoes the last step.
    pub fn undo(self) {
        if self.travel(History::undo) {
            self.travelled.set(format!("Undone. {} more to undo.", self.depth.get_untracked().0));
        }
    }

    /// Does the step again that was undone last.
    pub fn redo(self) {
        if self.travel(History::redo) {
            self.travelled.set(format!("Redone. {} more to redo.", self.depth.get_untracked().1));
        }
    }

    /// Says whether there was a step to take.
    fn travel(self, step: impl FnOnce(&mut History<Arc<Scenario>>, Arc<Scenario>) -> Option<Arc<Scenario>>) -> bool {
        let now = self.current.get_untracked();
        let other = self.history.try_update_value(|history| step(history, now.clone())).flatten();
        let Some(scenario) = other else { return false };
        self.drafts.travelled(&now, &scenario);
        self.opened_with.set(Vec::new());
        self.notice.set(None);
        self.replace(scenario);
        true
    }

    /// What undo or redo did last, for those who do not see it; empty once something else is done.
    pub fn travelled(self) -> RwSignal<String> {
        self.travelled
    }

    fn replace(self, scenario: Arc<Scenario>) {
        let checked = Checked::or_as_it_is(&scenario);
        self.put(scenario, checked);
    }

    fn put(self, scenario: Arc<Scenario>, checked: Checked) {
        self.travelled.set(String::new());
        // Saved before anything is computed from it: if that fails, nothing is lost.
        storage::save_edit(self, &checked.text);
        self.depth.set(self.history.with_value(History::depth));
        self.text.set_value(checked.text.into());
        self.restored.set(Arc::new(checked.restored));
        self.current.set(scenario);
        address::show_soon(self);
    }

    fn persist(self) {
        storage::save(self, &self.current.get_untracked().to_json());
        address::show_soon(self);
    }
}

/// A scenario as it is saved, and what the figures are computed from.
struct Checked {
    text: String,
    restored: Restored,
}

impl Checked {
    /// Made once for each change. It is written here, for it is saved before anything is computed from it.
    fn of(scenario: &Scenario) -> Result<Checked, Refused> {
        let text = scenario.to_json();
        match text.len() > MAX_BYTES {
            true => Err(restore::too_long()),
            false => Ok(Checked { restored: restore::validate(scenario.clone())?, text }),
        }
    }

    /// Of one that has come by that door before.
    fn or_as_it_is(scenario: &Scenario) -> Checked {
        let as_it_is = || Restored { scenario: scenario.clone(), repairs: Vec::new() };
        Checked::of(scenario).unwrap_or_else(|_| Checked { text: scenario.to_json(), restored: as_it_is() })
    }
}

/// The store of the page.
pub fn use_store() -> Store {
    expect_context::<Store>()
}
