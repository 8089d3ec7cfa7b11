//! A report put into a scenario: only what no question stands on, each number with a note of where it comes from.

mod failures;
mod latencies;
mod places;
mod prices;

pub(crate) use places::found;

use crate::bill::OTHER_PERIOD;
use crate::report::{Bill, Report, Target};
use geode_core::catalogue::Catalogue;
use geode_core::planning;
use geode_core::quantity::format::{Digits, milliseconds, money, money_in_full, percent};
use geode_core::quantity::to_digits;
use geode_core::report::replay::Seen as Cause;
use geode_core::scenario::Scenario;
use geode_core::scenario::inputs;
use geode_core::scenario::limits::MAX_NOTES;
use geode_core::scenario::model::{Note, NoteStatus};
use geode_core::scenario::restore::{self, Repair};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The longest source of a note.
const MAX_SOURCE: usize = 80;

/// What the user decides beside the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    /// Id of the region that an incident log is about.
    pub region: Option<String>,
    /// Name of the objective to take.
    pub target: Option<String>,
    /// What stays as it is: names of [`Change::what`].
    pub without: BTreeSet<String>,
    /// What incidents were, by row; of others the log says it.
    pub causes: BTreeMap<u64, Cause>,
    /// What names of a log mean: the name, and the id of a region of the scenario; empty: none of them.
    pub names: Vec<(String, String)>,
    /// Whether the scenario's amounts are an example's: then its currency may become that of a bill.
    pub takes_currency: bool,
}

/// One thing that is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is called by [`Choice::without`]: `currency`, `prices`, `cost`, `split`, `transfer`, `users`, `latencies`,
    /// `user_latencies`, `outages`, `shared`,
    /// `supplier`, `own`, `ranges`, `target`.
    pub what: &'static str,
    /// The same for people.
    pub label: String,
    /// What it was; null where nothing short says it.
    pub was: Option<String>,
    /// What it becomes.
    pub becomes: String,
}

/// A scenario with a report applied.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The scenario, valid.
    pub scenario: Scenario,
    /// What had to be repaired.
    pub repairs: Vec<Repair>,
    /// What was applied.
    pub applied: Vec<Change>,
    /// What was not, and why.
    pub left: Vec<Left>,
    /// What incidents were by their log, as seen from its region; those that are not here were in that region.
    pub causes: Vec<(u64, Cause)>,
    /// Names in that log that should be regions and are none of the scenario.
    pub names: Vec<String>,
}

/// Something that was not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// What.
    pub what: &'static str,
    /// Why.
    pub why: String,
    /// How the command is told what is missing; empty where nothing is.
    #[serde(skip)]
    pub flag: &'static str,
}

/// Puts a report into a scenario.
///
/// # Errors
/// Where the result is no valid scenario: every fault of it.
pub fn apply(
    report: &Report,
    scenario: &Scenario,
    choice: &Choice,
    catalogue: &Catalogue,
) -> Result<Applied, restore::Refused> {
    let mut to = Put {
        scenario: scenario.clone(),
        report,
        choice,
        applied: Vec::new(),
        left: Vec::new(),
        causes: Vec::new(),
        names: Vec::new(),
    };
    // Each objective by itself is clear or not.
    let open = report.review.asked.iter().find(|asked| report.questions.contains(asked));
    if let Some(open) = open.filter(|_| report.targets.is_none()) {
        to.ask("figures", open.value.clone(), "--answer ROW=CHOICE");
    } else {
        if let Some(bill) = &report.bill {
            to.bill(bill, catalogue);
        }
        if let Some(visitors) = &report.visitors {
            to.users(visitors, catalogue);
        }
        if let Some(latencies) = &report.latency_ms {
            to.latencies(latencies, catalogue);
        }
    }
    if let Some(outages) = &report.outages {
        to.outages(outages);
    }
    if let Some(targets) = &report.targets {
        to.target(targets);
    }
    let checked = restore::validate(to.scenario)?;
    Ok(Applied {
        scenario: checked.scenario,
        repairs: checked.repairs,
        applied: to.applied,
        left: to.left,
        causes: to.causes,
        names: to.names,
    })
}

/// The scenario that a report is put into.
struct Put<'r> {
    scenario: Scenario,
    report: &'r Report,
    choice: &'r Choice,
    applied: Vec<Change>,
    left: Vec<Left>,
    causes: Vec<(u64, Cause)>,
    names: Vec<String>,
}

/// Why nothing is taken of a bill of which no row is meant; what is of other months is told of these.
fn nothing_used(report: &Report) -> Option<String> {
    if report.rows.used > 0 || report.rows.left_out.iter().any(|left| left.why == OTHER_PERIOD) {
        return None;
    }
    let why: Vec<String> = report.rows.left_out.iter().map(|left| format!("{} {}", left.rows, left.why)).collect();
    Some(match why.is_empty() {
        true => "it has no rows".into(),
        false => format!("all of its rows were left out: {}", why.join(", ")),
    })
}

impl Put<'_> {
    /// Whether something is to be changed.
    fn takes(&self, what: &str) -> bool {
        !self.choice.without.contains(what)
    }

    fn note(&mut self, pointer: &str, status: NoteStatus) {
        let period = self.report.period.as_ref().map_or_else(String::new, |period| {
            format!(", {} to {}", period.start.get(..10).unwrap_or_default(), period.end.get(..10).unwrap_or_default())
        });
        let part = match (&self.report.bill, &self.report.part) {
            (_, Some(part)) => format!(", {part}"),
            (Some(_), None) => ", all of it".to_owned(),
            (None, None) => String::new(),
        };
        let source = format!("{}{period}, {} rows{part}", self.report.kind, self.report.rows.used);
        let source = source.chars().take(MAX_SOURCE).collect();
        if self.scenario.notes.contains_key(pointer) || self.scenario.notes.len() < MAX_NOTES {
            self.scenario.notes.insert(pointer.to_owned(), Note { status, source });
        }
    }

    #[inline(never)]
    fn done(&mut self, what: &'static str, label: impl Into<String>, was: Option<String>, becomes: String) {
        self.applied.push(Change { what, label: label.into(), was, becomes });
    }

    #[inline(never)]
    fn leave(&mut self, what: &'static str, why: impl Into<String>) {
        self.left.push(Left { what, why: why.into(), flag: "" });
    }

    /// As [`Put::leave`], for want of something that the user can say.
    #[inline(never)]
    fn ask(&mut self, what: &'static str, why: impl Into<String>, flag: &'static str) {
        self.left.push(Left { what, why: why.into(), flag });
    }

    fn bill(&mut self, bill: &Bill, catalogue: &Catalogue) {
        if let Some(why) = nothing_used(self.report) {
            return self.leave("cost", why);
        }
        let own = self.scenario.currency.clone();
        let Some(Some(code)) = &self.report.currency else {
            return self.ask("cost", "the currency is not known", "--currency CODE");
        };
        let Some(cost) = bill.monthly_cost else {
            return self.leave("cost", "no row of it is in the months that are used");
        };
        if *code != own && !self.takes_currency(code) {
            let why =
                format!("the bill is in {code}, the plan in {own}, and nothing is converted: no amount was taken");
            return self.leave("cost", why);
        }
        let own = code.clone();
        let status = if self.report.kind == "infracost" { NoteStatus::Quoted } else { NoteStatus::Measured };
        // Before the cost, which is worked out with them.
        self.prices(bill, catalogue);
        self.shares(bill, status);
        self.transfer(bill, status);
        if !self.takes("cost") {
            return;
        }
        let was = planning::bill(&self.scenario).map(|was| money(was, &own));
        // The bill is of what runs today, which may be more than one full copy.
        if planning::set_bill(&mut self.scenario, cost) {
            self.note(inputs::COST_SINGLE_REGION_MONTHLY, status);
            self.done("cost", "monthly cost of today's system", was, money(cost, &own));
        } else {
            let (cost, apart) = (money(cost, &own), money(planning::beside_copies(&self.scenario), &own));
            self.leave("cost", format!("{cost} is not above the {apart} that transfer, people and edge cost"));
        }
    }

    /// Makes a bill's currency that of the scenario, where no other amount in it is anybody's. Says whether it did.
    fn takes_currency(&mut self, code: &str) -> bool {
        let has_bill = self
            .scenario
            .notes
            .get(inputs::COST_SINGLE_REGION_MONTHLY)
            .is_some_and(|note| note.status != NoteStatus::Default);
        let is_taken = self.choice.takes_currency && !has_bill && self.takes("currency");
        if is_taken {
            let was = std::mem::replace(&mut self.scenario.currency, code.to_owned());
            let becomes = format!("{code}; the example's other amounts keep their numbers");
            self.done("currency", "currency of the plan", Some(was), becomes);
        }
        is_taken
    }

    fn shares(&mut self, bill: &Bill, status: NoteStatus) {
        let Some(split) = bill.split.filter(|_| self.takes("split")) else { return };
        if [split.compute, split.storage, split.fixed].iter().any(|share| *share < 0.0) {
            return self.leave("shares", "refunds are larger than what compute, storage or fixed costs cost");
        }
        let words = |shares: [f64; 3]| {
            let [compute, storage, fixed] =
                shares.map(|share| percent(to_digits(share, if share < 0.1 { 2 } else { 3 }), Digits::Few));
            format!("{compute} compute, {storage} storage, {fixed} fixed")
        };
        let cost = &mut self.scenario.cost;
        let was = words([cost.compute_share, cost.storage_share, cost.fixed_share]);
        (cost.compute_share, cost.storage_share, cost.fixed_share) = (split.compute, split.storage, split.fixed);
        for path in [inputs::COST_COMPUTE_SHARE, inputs::COST_STORAGE_SHARE, inputs::COST_FIXED_SHARE] {
            self.note(path, status);
        }
        self.done("split", "what it is paid for", Some(was), words([split.compute, split.storage, split.fixed]));
    }

    fn transfer(&mut self, bill: &Bill, status: NoteStatus) {
        let Some(transfer) = bill.transfer.filter(|_| self.takes("transfer")) else { return };
        let currency = self.scenario.currency.clone();
        let words = |gb: f64, price: f64| {
            let gb = geode_core::quantity::format::count(gb, Digits::Few);
            format!("{gb} GB a month at {}", money_in_full(price, &currency))
        };
        let cost = &mut self.scenario.cost;
        let was = words(cost.replicated_gb_per_month, cost.transfer_price_per_gb);
        cost.replicated_gb_per_month = transfer.gb_per_month;
        if let Some(price) = transfer.price_per_gb {
            cost.transfer_price_per_gb = price;
        }
        let becomes = words(cost.replicated_gb_per_month, cost.transfer_price_per_gb);
        self.note(inputs::COST_REPLICATED_GB_PER_MONTH, status);
        if transfer.price_per_gb.is_some() {
            self.note(inputs::COST_TRANSFER_PRICE_PER_GB, status);
        }
        self.done("transfer", "data between regions", Some(was), becomes);
    }

    fn target(&mut self, targets: &[Target]) {
        let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
        let Some(name) = self.choice.target.as_deref() else {
            return self.ask("targets", format!("say which of {}", names.join(", ")), "--target NAME");
        };
        let Some(target) = targets.iter().find(|target| target.name == name) else {
            return self.leave("targets", format!("there is no {name:?} among {}", names.join(", ")));
        };
        let says = |one: &Target| (one.availability, one.p95_latency_ms);
        if targets.iter().any(|other| other.name == name && says(other) != says(target)) {
            return self
                .leave("targets", format!("several that differ are called {name}: give them names of their own"));
        }
        if !self.takes("target") {
            return;
        }
        let now = self.scenario.target;
        match (target.availability, target.p95_latency_ms) {
            (Some(availability), _) => {
                self.scenario.target.availability = Some(availability);
                self.note(inputs::TARGET_AVAILABILITY, NoteStatus::Quoted);
                let words = |share: f64| percent(share, Digits::All);
                let was = now.availability.map_or_else(|| "none".into(), words);
                self.done("target", "target of availability", Some(was), words(availability));
            }
            (None, Some(ms)) => {
                self.scenario.target.p95_latency_ms = Some(ms);
                self.note(inputs::TARGET_P95_LATENCY_MS, NoteStatus::Quoted);
                let words = |ms: f64| milliseconds(ms, Digits::All);
                let was = now.p95_latency_ms.map_or_else(|| "none".into(), words);
                self.done("target", "target of the 95th percentile", Some(was), words(ms));
            }
            (None, None) => self.leave("targets", format!("{name} is {}, which is no availability", target.kind)),
        }
    }
}
