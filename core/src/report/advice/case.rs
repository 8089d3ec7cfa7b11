//! What a rule looks at, and how it writes numbers.

use super::{Advice, Severity};
use crate::engine::OptionFigures;
use crate::planning::Aside;
use crate::quantity::format::{self, Digits};
use crate::report::targets::{enumerated, few};
use crate::scenario::Scenario;
use crate::scenario::model::{PlanOption, UserGroup};
use crate::scenario::problem::Problem;

/// What a rule looks at.
pub(super) struct Case<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) problem: &'a Problem,
    pub(super) index: usize,
    pub(super) option: &'a PlanOption,
    pub(super) figures: &'a OptionFigures,
    pub(super) aside: &'a Aside,
    pub(super) found: Vec<Advice>,
}

impl Case<'_> {
    pub(super) fn say(&mut self, code: &'static str, severity: Severity, message: String) {
        self.found.push(Advice { code, severity, message });
    }

    pub(super) fn money(&self, amount: f64) -> String {
        format::money_rounded(amount, &self.scenario.currency)
    }
}

/// "Germany, France", "Germany, France, Italy and 249 others".
pub(super) fn names(groups: &[&UserGroup]) -> String {
    let told = few(groups.iter().map(|group| group.name.clone()).collect());
    if told.len() < groups.len() { enumerated(&told) } else { told.join(", ") }
}

pub(super) fn percent(share: f64) -> String {
    format::percent(share, Digits::Few)
}

pub(super) fn downtime(seconds: f64) -> String {
    format::downtime(seconds, Digits::Few)
}

pub(super) fn milliseconds(ms: f64) -> String {
    format::milliseconds(ms, Digits::Few)
}
