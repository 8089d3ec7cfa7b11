//! Files that people have: read beside the page, looked at, put into the scenario as one step, or given up without a trace.

mod applied;
mod file;
mod importer;
mod words;

pub use file::{Beside, Change, Chosen, InHand, Offer, Part, Standing};
pub use importer::report_of;

use super::Store;
use geode_core::report::replay::Logged;
use geode_core::scenario::{Scenario, presets};
use importer::{Heard, Importer};
use leptos::prelude::*;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use web_sys::File;
use words::{asked, choice, home, list, offer, only_target};

/// The most files at once: each has a worker.
const MOST_FILES: usize = 8;

/// Bytes that are read in no time.
const AT_ONCE: f64 = 8e6;

/// The files in hand. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Importing {
    store: Store,
    /// The page: a file in hand outlives the part of it in which it was asked for.
    owner: StoredValue<Owner>,
    /// The files.
    pub files: RwSignal<Vec<InHand>>,
    /// Whether they are being looked at.
    pub open: RwSignal<bool>,
    /// Bills that are being read as one; until that is done each stands by itself.
    pub joint: RwSignal<Option<InHand>>,
    /// Why they could not be put into the scenario.
    pub wrong: RwSignal<String>,
    /// Those of the logs that were applied last.
    replayed: RwSignal<Option<Arc<Logs>>>,
    /// Incidents for a replay, in this session: in no scenario, no link, no storage. Those of the logs that were applied last, as
    /// long as that is not undone.
    pub incidents: Memo<Vec<Logged>>,
}

/// Logs that were applied.
struct Logs {
    incidents: Vec<Logged>,
    before: Arc<Scenario>,
    after: Arc<Scenario>,
}

/// What becomes of an answer to `apply`.
type Answered = Box<dyn FnOnce(Result<Value, String>)>;

/// What is held of a file beside its signals.
struct Held {
    /// It, or the bills that are read as one.
    files: Vec<File>,
    importer: Importer,
    /// Whether that has said its last.
    has_ended: bool,
    /// Who waits for what it is asked, in order; `None`: to be read.
    waiting: VecDeque<Option<Answered>>,
}

thread_local! {
    static HELD: RefCell<BTreeMap<u32, Held>> = const { RefCell::new(BTreeMap::new()) };
}

fn size(files: &[File]) -> f64 {
    files.iter().map(|file| file.size()).sum()
}

/// The files in hand of the page.
pub fn use_importing() -> Importing {
    expect_context::<Importing>()
}

impl Importing {
    /// None yet.
    pub fn new(store: Store) -> Importing {
        let replayed = RwSignal::new(None::<Arc<Logs>>);
        let incidents = Memo::new(move |was: Option<&Vec<Logged>>| {
            let Some(logs) = replayed.get() else { return Vec::new() };
            match store.scenario() {
                now if now == logs.after => logs.incidents.clone(),
                now if now == logs.before => Vec::new(),
                _ => was.cloned().unwrap_or_default(),
            }
        });
        Importing {
            store,
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            files: RwSignal::new(Vec::new()),
            open: RwSignal::new(false),
            joint: RwSignal::new(None),
            wrong: RwSignal::new(String::new()),
            replayed,
            incidents,
        }
    }

    /// Takes files in hand, beside those that are.
    pub fn take(self, files: Vec<File>) {
        self.wrong.set(String::new());
        for file in files {
            if self.files.with_untracked(Vec::len) >= MOST_FILES {
                self.wrong.set(format!("{MOST_FILES} files at once are the most: the others were not read."));
                break;
            }
            self.add(file);
        }
        self.open.set(true);
    }

    fn add(self, file: File) {
        // What is being read as one is not all any more.
        self.give_up_joint();
        let item = self.hold(vec![file], Beside::default());
        self.files.update(|files| files.push(item));
        self.read(item);
    }

    fn hold(self, files: Vec<File>, beside: Beside) -> InHand {
        let id = HELD.with_borrow(|held| held.keys().next_back().map_or(1, |last| last + 1));
        let scenario = self.store.scenario_untracked();
        let takes_currency = presets::has_no_own_money(&scenario);
        let chosen = Chosen { region: home(&scenario), takes_currency, ..Chosen::default() };
        let names: Vec<String> = files.iter().map(File::name).collect();
        let item = self.owner.get_value().with(|| InHand {
            id,
            name: StoredValue::new(names.join(", ")),
            standing: RwSignal::new(Standing::Reading(0.0, size(&files))),
            report: RwSignal::new(Arc::new(Value::Null)),
            review: RwSignal::new(Arc::new(Value::Null)),
            preview: RwSignal::new(Arc::new(Value::Null)),
            beside: RwSignal::new(beside),
            chosen: RwSignal::new(chosen),
            offer: RwSignal::new(Arc::new(Offer::default())),
        });
        let importer = self.importer(item);
        let held = Held { files, importer, has_ended: false, waiting: VecDeque::new() };
        HELD.with_borrow_mut(|all| all.insert(id, held));
        item
    }

    /// The bills among the files.
    pub fn bills(self) -> Vec<InHand> {
        let is_bill = |item: &InHand| item.report.with(|report| report["monthly_cost"].is_number());
        self.files.get().into_iter().filter(is_bill).collect()
    }

    /// Reads all bills as one. Where they cannot be, it is said why, and each stays by itself.
    pub fn join(self) {
        let bills = untrack(|| self.bills());
        let Some(first) = bills.first().filter(|_| self.joint.get_untracked().is_none()) else { return };
        let files = |item: &InHand| HELD.with_borrow(|all| all.get(&item.id).map(|held| held.files.clone()));
        let joint = self.hold(bills.iter().filter_map(files).flatten().collect(), first.beside.get_untracked());
        self.wrong.set(String::new());
        self.joint.set(Some(joint));
        self.read(joint);
    }

    fn is_joint(self, item: InHand) -> bool {
        self.joint.get_untracked() == Some(item)
    }

    /// Puts the bill that several are in their place.
    fn joined(self, joint: InHand) {
        self.joint.set(None);
        let bills = untrack(|| self.bills());
        self.files.update(|files| {
            let at = files.iter().position(|item| bills.contains(item)).unwrap_or(files.len());
            files.insert(at, joint);
        });
        bills.into_iter().for_each(|bill| self.drop_file(bill));
    }

    /// Ends the reading of several bills as one.
    fn give_up_joint(self) {
        if let Some(joint) = self.joint.get_untracked() {
            self.joint.set(None);
            drop(HELD.with_borrow_mut(|all| all.remove(&joint.id)));
        }
    }

    fn importer(self, item: InHand) -> Importer {
        Importer::start(move |heard| self.hear(item, heard))
    }

    /// Reads a file, with what is said beside it now. What it is at is given up.
    pub fn read(self, item: InHand) {
        let asked = item.beside.with_untracked(asked);
        let is_busy = matches!(item.standing.get_untracked(), Standing::Reading(done, _) if done > 0.0);
        let has_ended = HELD.with_borrow(|all| all.get(&item.id).is_some_and(|held| held.has_ended));
        let fresh = (is_busy || has_ended).then(|| self.importer(item));
        HELD.with_borrow_mut(|all| {
            let Some(held) = all.get_mut(&item.id) else { return };
            if let Some(importer) = fresh {
                held.importer = importer;
                held.has_ended = false;
                held.waiting.clear();
            }
            held.waiting.push_back(None);
            held.importer.read(&held.files, &asked);
            // What stands of a small file stays until the answer is there: nothing jumps, the focus is kept.
            let is_shown = item.standing.with_untracked(|standing| *standing == Standing::Read);
            let size = size(&held.files);
            if !(is_shown && size < AT_ONCE) {
                item.standing.set(Standing::Reading(0.0, size));
            }
        });
    }

    /// Gives a file up.
    pub fn drop_file(self, item: InHand) {
        self.give_up_joint();
        self.files.update(|files| files.retain(|other| other.id != item.id));
        let held = HELD.with_borrow_mut(|all| all.remove(&item.id));
        drop(held);
        for said in [item.report, item.review, item.preview] {
            said.set(Arc::new(Value::Null));
        }
        if self.files.with_untracked(Vec::is_empty) {
            self.open.set(false);
        }
    }

    /// Gives all of them up.
    pub fn drop_all(self) {
        for item in self.files.get_untracked() {
            self.drop_file(item);
        }
    }

    fn hear(self, item: InHand, heard: Heard) {
        let next = || HELD.with_borrow_mut(|all| all.get_mut(&item.id)?.waiting.pop_front());
        match heard {
            Heard::Progress(done, of) => {
                if matches!(item.standing.get_untracked(), Standing::Reading(..)) {
                    item.standing.set(Standing::Reading(done, of));
                }
            }
            Heard::Said(report, review) => {
                next();
                self.said(item, &report, &review);
                if self.is_joint(item) {
                    self.joined(item);
                }
            }
            Heard::Applied(answer) => {
                if let Some(Some(answered)) = next() {
                    answered(serde_json::from_str(&answer).map_err(|error| error.to_string()));
                }
            }
            Heard::Refused(why, _) | Heard::Ended(why) if self.is_joint(item) => {
                self.give_up_joint();
                self.wrong.set(format!("Not one bill: {why}."));
            }
            Heard::Refused(why, preview) => match next() {
                Some(Some(answered)) => answered(Err(why)),
                _ => {
                    item.preview.set(Arc::new(serde_json::from_str(&preview).unwrap_or_default()));
                    item.standing.set(Standing::Refused(why));
                }
            },
            Heard::Ended(why) => {
                let waiting = HELD.with_borrow_mut(|all| {
                    let held = all.get_mut(&item.id)?;
                    held.has_ended = true;
                    Some(std::mem::take(&mut held.waiting))
                });
                waiting.into_iter().flatten().flatten().for_each(|answered| answered(Err(why.clone())));
                item.standing.set(Standing::Refused(why));
            }
        }
    }

    fn said(self, item: InHand, report: &str, review: &str) {
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        item.review.set(Arc::new(read(review)));
        let report = read(report);
        if let Some(only) = only_target(&report) {
            item.chosen.update(|chosen| chosen.target = only);
        }
        item.report.set(Arc::new(report));
        if item.standing.get_untracked() != Standing::Read {
            item.standing.set(Standing::Read);
        }
        self.preview(item);
    }

    /// Takes a part of a bill.
    pub fn choose_part(self, item: InHand, part: Part) {
        if item.beside.with_untracked(|beside| beside.part != part) {
            item.beside.update(|beside| beside.part = part);
            self.read(item);
        }
    }

    /// Says what the columns of a table mean.
    pub fn name_columns(self, item: InHand, columns: Vec<(String, String)>) {
        item.beside.update(|beside| beside.columns = columns);
        self.read(item);
    }

    /// Counts an incident as an outage, or does not.
    pub fn tick_incident(self, item: InHand, row: u64, is_ticked: bool) {
        let now = item.review.with_untracked(|review| {
            let ticked = list(&review["incidents"]).filter(|one| one["is_ticked"] == true);
            ticked.filter_map(|one| one["row"].as_u64()).collect::<BTreeSet<u64>>()
        });
        item.beside.update(|beside| {
            let ticked = beside.ticked.get_or_insert(now);
            if is_ticked {
                ticked.insert(row)
            } else {
                ticked.remove(&row)
            };
        });
        self.read(item);
    }

    /// Says what an incident was caused by.
    pub fn set_cause(self, item: InHand, row: u64, cause: String) {
        item.chosen.update(|chosen| drop(chosen.causes.insert(row, cause)));
        self.preview(item);
    }

    /// Asks what the file would change.
    pub fn preview(self, item: InHand) {
        let all = Chosen { without: BTreeSet::new(), ..item.chosen.get_untracked() };
        let scenario = self.store.scenario_untracked().to_json();
        let done = move |answer: Result<Value, String>| {
            let offer = match answer {
                Ok(answer) => offer(&answer),
                Err(why) => Offer { left: vec![why], ..Offer::default() },
            };
            item.offer.set(Arc::new(offer));
        };
        self.ask(item, &scenario, &all, Box::new(done));
    }

    fn ask(self, item: InHand, scenario: &str, chosen: &Chosen, answered: Answered) {
        HELD.with_borrow_mut(|all| {
            let Some(held) = all.get_mut(&item.id) else { return };
            held.waiting.push_back(Some(answered));
            held.importer.apply(scenario, &choice(chosen));
        });
    }
}
