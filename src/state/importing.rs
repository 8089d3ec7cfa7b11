//! Files that people have: read beside the page, looked at, put into the scenario as one step, or given up without a trace.

use super::Store;
use super::importer::{Heard, Importer};
use geode_core::report::replay::Logged;
use geode_core::scenario::model::Kind;
use geode_core::scenario::{Scenario, presets, restore};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

/// The most files at once: each has a worker.
const MOST_FILES: usize = 8;

/// Bytes that are read in no time.
const AT_ONCE: f64 = 8e6;

/// Where a file stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// So many bytes of so many have been read.
    Reading(f64, f64),
    /// Nothing of it is taken, for this reason.
    Refused(String),
    /// It has been read.
    Read,
}

/// What is said beside a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// First and last day of an incident log.
    pub period: (String, String),
    /// The currency, where the file names none or several.
    pub currency: String,
    /// Answers to questions, by line.
    pub answers: BTreeMap<u64, String>,
    /// What the columns of a table mean that is not known: the importer's word, and the column.
    pub columns: Vec<(String, String)>,
    /// Which part of a bill is meant.
    pub part: Part,
    /// The incidents that are outages, where somebody has ticked them.
    pub ticked: Option<BTreeSet<u64>>,
}

/// A part of a bill: a column with the values that are meant; all of it without a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The column, or `tag:` and a key of the tags.
    pub column: String,
    /// The values; an empty one is what has none.
    pub values: BTreeSet<String>,
}

impl Part {
    /// Which it is, in a few words.
    pub fn words(&self) -> String {
        let named = |value: &String| if value.is_empty() { "without one".to_owned() } else { value.clone() };
        match self.column.is_empty() {
            true => "All of it".to_owned(),
            false => self.values.iter().map(named).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What is chosen of a file that has been read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    /// Id of the region that an incident log is about.
    pub region: String,
    /// Name of the objective; empty for none.
    pub target: String,
    /// What stays as it is.
    pub without: BTreeSet<String>,
    /// What incidents were caused by, by row, in the importer's words.
    pub causes: BTreeMap<u64, String>,
}

/// One thing that a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name in [`Chosen::without`].
    pub what: String,
    /// The same for people.
    pub label: String,
    /// What it is now; empty where nothing short says it.
    pub was: String,
    /// What it becomes.
    pub becomes: String,
}

/// What a file would do to the scenario.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Offer {
    /// What it changes if nothing stays as it is.
    pub changes: Vec<Change>,
    /// What it does not, and why.
    pub left: Vec<String>,
}

/// A file that is looked at. Cheap to copy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InHand {
    /// Names it.
    pub id: u32,
    /// Its name.
    pub name: StoredValue<String>,
    /// Where it stands.
    pub standing: RwSignal<Standing>,
    /// What it says: the report of `geode import`.
    pub report: RwSignal<Arc<Value>>,
    /// What a person looks at before it is applied (`geode_import::report::Review`).
    pub review: RwSignal<Arc<Value>>,
    /// The beginning of a table whose columns are not known (`geode_import::Preview`).
    pub preview: RwSignal<Arc<Value>>,
    /// What is said beside it.
    pub beside: RwSignal<Beside>,
    /// What is chosen of it.
    pub chosen: RwSignal<Chosen>,
    /// What it would change.
    pub offer: RwSignal<Arc<Offer>>,
}

/// An incident that a log tells of, for replay in this session: in no scenario, no link, no storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// When it was, and what its log names.
    pub logged: Logged,
    /// Id of the region that its log is about.
    pub region: String,
    /// What it was caused by: `region` for something in that region, `shared` for several at once, `supplier`, `own` for an
    /// own change.
    pub cause: String,
}

/// The files in hand. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Importing {
    store: Store,
    /// The files.
    pub files: RwSignal<Vec<InHand>>,
    /// Whether they are being looked at.
    pub open: RwSignal<bool>,
    /// Why they could not be put into the scenario.
    pub wrong: RwSignal<String>,
    /// Incidents of the logs that were applied last.
    pub incidents: RwSignal<Vec<Incident>>,
}

/// What becomes of an answer to `apply`.
type Answered = Box<dyn FnOnce(Result<Value, String>)>;

/// What is held of a file beside its signals.
struct Held {
    file: File,
    importer: Importer,
    /// Who waits for what it is asked, in order; `None`: to be read.
    waiting: VecDeque<Option<Answered>>,
}

thread_local! {
    static HELD: RefCell<BTreeMap<u32, Held>> = const { RefCell::new(BTreeMap::new()) };
}

/// The files in hand of the page.
pub fn use_importing() -> Importing {
    expect_context::<Importing>()
}

impl Importing {
    /// None yet.
    pub fn new(store: Store) -> Importing {
        Importing {
            store,
            files: RwSignal::new(Vec::new()),
            open: RwSignal::new(false),
            wrong: RwSignal::new(String::new()),
            incidents: RwSignal::new(Vec::new()),
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
        let id = HELD.with_borrow(|held| held.keys().next_back().map_or(1, |last| last + 1));
        let scenario = self.store.scenario_untracked();
        let chosen = Chosen { region: home(&scenario), ..Chosen::default() };
        let item = InHand {
            id,
            name: StoredValue::new(file.name()),
            standing: RwSignal::new(Standing::Reading(0.0, file.size())),
            report: RwSignal::new(Arc::new(Value::Null)),
            review: RwSignal::new(Arc::new(Value::Null)),
            preview: RwSignal::new(Arc::new(Value::Null)),
            beside: RwSignal::new(Beside::default()),
            chosen: RwSignal::new(chosen),
            offer: RwSignal::new(Arc::new(Offer::default())),
        };
        let importer = self.importer(item);
        let held = Held { file, importer, waiting: VecDeque::new() };
        HELD.with_borrow_mut(|all| all.insert(id, held));
        self.files.update(|files| files.push(item));
        self.read(item);
    }

    fn importer(self, item: InHand) -> Importer {
        Importer::start(Rc::new(move |heard| self.hear(item, heard)))
    }

    /// Reads a file, with what is said beside it now. What it is at is given up.
    pub fn read(self, item: InHand) {
        let asked = item.beside.with_untracked(asked);
        let is_busy = matches!(item.standing.get_untracked(), Standing::Reading(done, _) if done > 0.0);
        let fresh = is_busy.then(|| self.importer(item));
        HELD.with_borrow_mut(|all| {
            let Some(held) = all.get_mut(&item.id) else { return };
            if let Some(importer) = fresh {
                held.importer = importer;
                held.waiting.clear();
            }
            held.waiting.push_back(None);
            held.importer.read(&held.file, &asked);
            // What stands of a small file stays until the answer is there: nothing jumps, the focus is kept.
            let is_shown = item.standing.with_untracked(|standing| *standing == Standing::Read);
            if !(is_shown && held.file.size() < AT_ONCE) {
                item.standing.set(Standing::Reading(0.0, held.file.size()));
            }
        });
    }

    /// Gives a file up.
    pub fn drop_file(self, item: InHand) {
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
            Heard::Written(_) => {}
            Heard::Progress(done, of) => {
                if matches!(item.standing.get_untracked(), Standing::Reading(..)) {
                    item.standing.set(Standing::Reading(done, of));
                }
            }
            Heard::Said(report, review) => {
                next();
                self.said(item, &report, &review);
            }
            Heard::Applied(answer) => {
                if let Some(Some(answered)) = next() {
                    answered(serde_json::from_str(&answer).map_err(|error| error.to_string()));
                }
            }
            Heard::Refused(why, preview) => match next() {
                Some(Some(answered)) => answered(Err(why)),
                _ => {
                    item.preview.set(Arc::new(serde_json::from_str(&preview).unwrap_or_default()));
                    item.standing.set(Standing::Refused(why));
                }
            },
            Heard::Ended(why) => item.standing.set(Standing::Refused(why)),
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
                Err(why) => Offer { changes: Vec::new(), left: vec![why] },
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

    /// How many changes are ticked; none while a file is being read.
    pub fn ticked(self) -> Option<usize> {
        let files = self.files.get();
        let is_reading = |item: &InHand| matches!(item.standing.get(), Standing::Reading(..));
        if files.iter().any(is_reading) {
            return None;
        }
        let count = |item: &InHand| {
            let without = item.chosen.with(|chosen| chosen.without.clone());
            item.offer.with(|offer| offer.changes.iter().filter(|change| !without.contains(&change.what)).count())
        };
        Some(files.iter().map(count).sum())
    }

    /// Puts what is ticked into the scenario, file by file, as one step.
    pub fn apply(self) {
        let files: VecDeque<InHand> = self
            .files
            .get_untracked()
            .into_iter()
            .filter(|item| item.standing.with_untracked(|standing| *standing == Standing::Read))
            .collect();
        self.apply_next(self.store.scenario_untracked().to_json(), files, Vec::new());
    }

    fn apply_next(self, scenario: String, mut rest: VecDeque<InHand>, mut names: Vec<String>) {
        let Some(item) = rest.pop_front() else { return self.finish(&scenario, &names) };
        let chosen = item.chosen.get_untracked();
        names.push(item.name.get_value());
        let answered = move |answer: Result<Value, String>| match answer {
            Ok(answer) => self.apply_next(text(&answer["scenario"]), rest, names),
            Err(why) => self.wrong.set(format!("Nothing was applied. {why}")),
        };
        self.ask(item, &scenario, &chosen, Box::new(answered));
    }

    fn finish(self, scenario: &str, names: &[String]) {
        let Ok(restored) = restore::from_saved(scenario) else { return };
        let is_example = presets::is_untouched(&self.store.scenario_untracked());
        let edited = self.store.edit(
            None,
            Box::new(move |now| {
                *now = restored.scenario;
                // It is no example any more.
                if is_example {
                    now.name = "My system".into();
                }
            }),
        );
        if let Err(refused) = edited {
            return self.wrong.set(format!("Nothing was applied. {refused}"));
        }
        self.store.seal();
        self.incidents.set(self.files.get_untracked().into_iter().flat_map(incidents).collect());
        self.drop_all();
        self.store.offer_undo(format!("Applied what {} says.", names.join(", ")));
    }
}

/// The report of a file, or why there is none, for a script.
pub fn report_of(file: &File, done: impl FnOnce(Result<String, String>) + 'static) {
    let done = RefCell::new(Some(done));
    // It lives as long as it is waited for.
    let kept: Rc<RefCell<Option<Importer>>> = Rc::default();
    let own = kept.clone();
    let heard = move |heard: Heard| {
        let answer = match heard {
            Heard::Said(report, _) => Ok(report),
            Heard::Refused(why, _) | Heard::Ended(why) => Err(why),
            Heard::Progress(..) | Heard::Applied(_) | Heard::Written(_) => return,
        };
        if let Some(done) = done.take() {
            done(answer);
        }
        // Not here: that would end what runs just now.
        let own = own.clone();
        Timeout::new(0, move || drop(own.take())).forget();
    };
    let importer = Importer::start(Rc::new(heard));
    importer.read(file, "{}");
    kept.replace(Some(importer));
}

/// What is said beside a file, as the importer takes it.
fn asked(beside: &Beside) -> String {
    let mut asked = Map::from_iter([("is_reviewed".into(), Value::Bool(true))]);
    let (start, end) = &beside.period;
    if !start.is_empty() && !end.is_empty() {
        asked.insert("period".into(), format!("{start}/{end}").into());
    }
    if !beside.currency.is_empty() {
        asked.insert("currency".into(), beside.currency.clone().into());
    }
    asked.insert("answers".into(), json!(beside.answers));
    asked.insert("columns".into(), json!(beside.columns));
    asked.insert("ticked".into(), json!(beside.ticked));
    let part = &beside.part;
    asked.insert("wheres".into(), part.values.iter().map(|value| json!([part.column, value])).collect());
    Value::Object(asked).to_string()
}

/// What is chosen of a file, as the importer takes it.
fn choice(chosen: &Chosen) -> String {
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let (region, target) = (some(&chosen.region), some(&chosen.target));
    json!({ "region": region, "target": target, "without": chosen.without, "causes": chosen.causes }).to_string()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn offer(answer: &Value) -> Offer {
    let change = |value: &Value| Change {
        what: text(&value["what"]),
        label: text(&value["label"]),
        was: text(&value["was"]),
        becomes: text(&value["becomes"]),
    };
    let left = |value: &Value| format!("{}: {}", text(&value["what"]), text(&value["why"]));
    Offer { changes: list(&answer["changes"]).map(change).collect(), left: list(&answer["left"]).map(left).collect() }
}

/// The one objective of a file that can be a target, if there is one.
fn only_target(report: &Value) -> Option<String> {
    let usable = |target: &&Value| target["availability"].is_number() || target["p95_latency_ms"].is_number();
    let mut usable = list(&report["targets"]).filter(usable);
    let only = usable.next()?;
    usable.next().is_none().then(|| text(&only["name"]))
}

/// Where what runs today is, or its first region.
fn home(scenario: &Scenario) -> String {
    let today = scenario.option(&scenario.baseline).map(|option| &option.kind);
    let id = match today {
        Some(Kind::SingleRegion { region, .. }) => Some(region),
        Some(Kind::ActivePassive { primary, .. }) => Some(primary),
        Some(Kind::Geode { regions, .. }) => regions.first(),
        None => None,
    };
    id.cloned().unwrap_or_default()
}

/// The incidents of a log that are outages.
fn incidents(item: InHand) -> Vec<Incident> {
    let chosen = item.chosen.get_untracked();
    let of = |value: &Value| {
        let logged: Logged = serde_json::from_value(value.clone()).ok()?;
        let cause = chosen.causes.get(&logged.row).map_or("region", String::as_str).to_owned();
        Some(Incident { logged, region: chosen.region.clone(), cause })
    };
    item.review.with_untracked(|review| list(&review["log"]).filter_map(of).collect())
}
