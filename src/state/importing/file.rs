//! A file in hand: what it says, what is said beside it, and what is chosen of it.

use leptos::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    /// What incidents were, by row, in the importer's words; of others their log says it.
    pub causes: BTreeMap<u64, String>,
    /// What names of a log mean: the name, and the id of a region of the scenario; empty: none of them.
    pub names: Vec<(String, String)>,
    /// Whether no amount of the scenario is the user's, so that it may be in the currency of a bill.
    pub takes_currency: bool,
}

impl Chosen {
    /// Says what a name of a log means.
    pub fn name(&mut self, name: &str, id: String) {
        self.names.retain(|(known, _)| known != name);
        self.names.push((name.to_owned(), id));
    }

    /// Takes a change or leaves it. Amounts in another currency than the scenario's come with that or not at all.
    pub fn tick(&mut self, what: &str, is_ticked: bool, all: &[Change]) {
        const CURRENCY: &str = "currency";
        match is_ticked {
            true => {
                self.without.remove(what);
                self.without.remove(CURRENCY);
            }
            false if what == CURRENCY => self.without.extend(all.iter().map(|change| change.what.clone())),
            false => drop(self.without.insert(what.to_owned())),
        }
    }
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
    /// What incidents were by their log, by row, in the importer's words; those that are not here were in its region.
    pub causes: BTreeMap<u64, String>,
    /// Names in it that should be regions and are none of the scenario.
    pub names: Vec<String>,
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
