//! What contracts promise, beside the money that the verdict counts.

use super::{Candidate, Said};
use crate::engine::constants::ROUNDING;

/// The least part of the net benefit that credits must be to matter to the money.
const MATTERS: f64 = 0.05;

impl Said<'_> {
    /// What credits do to all that was said of an option before, where contracts promise any: contractual, estimated and
    /// speculative parts are told apart (model.md §8). With a space before it.
    pub(super) fn credits(&self, option: &Candidate) -> String {
        if self.scenario.sla_credits.is_none() {
            return String::new();
        }
        let Some(avoided) = option.avoided_credits else {
            return " Credits that contracts promise are not counted: no years are simulated yet.".into();
        };
        let amount = |value: f64| {
            let sign = if value < 0.0 { "\u{2212}" } else { "" };
            format!("{sign}{}", self.amount(value))
        };
        if avoided.abs() <= MATTERS * option.net().abs() {
            return " Credits that contracts promise change its net benefit by less than 5 %.".into();
        }
        let more_or_less = if avoided > 0.0 { "less" } else { "more" };
        let with = option.net() + avoided;
        let comes_to = if with < 0.0 { "it loses" } else { "it gains" };
        format!(
            " {} also owes {} {more_or_less} a month in credits, not counted above: with them {comes_to} {} a month \
             ({} contractual, {} estimated, {} speculative).",
            option.name,
            self.amount(avoided),
            self.amount(with),
            amount(avoided),
            amount(option.from_downtime),
            amount(option.from_latency)
        )
    }

    /// That another option than without credits is ahead with them, of those that miss nothing: by what they are worth over
    /// the horizon, as the verdict. It stands in the answer, which would be half the truth without it.
    pub(super) fn ahead_with_credits(&self) -> String {
        let able = || self.candidates.iter().filter(|c| c.missed.is_empty());
        let best = |worth: fn(&Candidate) -> f64| able().max_by(|a, b| worth(a).total_cmp(&worth(b)));
        let with: fn(&Candidate) -> f64 = |c| c.worth_with_credits;
        let (Some(now), Some(then)) = (best(|c| c.worth), best(with)) else { return String::new() };
        let ahead = with(then) - with(now);
        match then.id != now.id && ahead > ROUNDING * then.monthly_cost {
            true => format!(
                " With the credits that contracts promise {} is ahead, by {} a month.",
                then.name,
                self.amount(ahead)
            ),
            false => String::new(),
        }
    }
}
