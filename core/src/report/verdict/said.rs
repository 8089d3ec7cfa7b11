//! Sentences about options, each against the baseline.

use super::Candidate;
use super::choice::{Doubt, Pays};
use crate::engine::constants::ROUNDING;
use crate::quantity::format::{self, Digits, money_compact, money_rounded};
use crate::quantity::to_digits_beyond;
use crate::report::targets::{enumerated, words};
use crate::scenario::Scenario;
use crate::scenario::model::Kind;
/// What is said of options, each against the baseline.
pub(super) struct Said<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) baseline: &'a Candidate<'a>,
    pub(super) candidates: &'a [Candidate<'a>],
}

/// Most options whose misses are listed one by one.
const MOST_MISSES: usize = 4;
/// Less is nothing, in any currency: half of a hundredth.
const SMALLEST_MONEY: f64 = 0.005;

impl Said<'_> {
    pub(super) fn amount(&self, value: f64) -> String {
        money_rounded(value.abs(), &self.scenario.currency)
    }

    /// The question is whether to go multi-region.
    pub(super) fn is_single(&self, candidate: &Candidate) -> bool {
        self.scenario.option(candidate.id).is_some_and(|option| matches!(option.kind, Kind::SingleRegion { .. }))
    }

    pub(super) fn change(&self, winner: &Candidate) -> String {
        match (self.is_single(self.baseline), self.is_single(winner)) {
            (true, false) => format!("Yes, {}.", winner.name),
            _ => format!("Change to {}.", winner.name),
        }
    }

    /// Answer, reasons, and the option that is weighed, where nobody should rest a decision on the numbers.
    pub(super) fn too_close<'c>(
        &self,
        winner: &'c Candidate<'c>,
        doubt: &Doubt<'c, 'c>,
    ) -> (String, String, &'c Candidate<'c>) {
        let (why, subject) = match doubt {
            Doubt::WorthMore(other) => {
                let why = format!(
                    "{} is worth more than {}, but misses by little: {}.",
                    other.name,
                    winner.name,
                    other.sides(&other.missed)
                );
                (why, winner)
            }
            Doubt::NearLimit => {
                (format!("{} is within 10 % of a limit: {}.", winner.name, winner.sides(&winner.close)), winner)
            }
            Doubt::Rival(rival) => {
                let apart = winner.worth - rival.worth;
                let why = match apart >= SMALLEST_MONEY.max(ROUNDING * winner.monthly_cost) {
                    true => {
                        format!("{} and {} are only {} a month apart.", winner.name, rival.name, self.amount(apart))
                    }
                    false => format!("{} is worth as much as {}.", rival.name, winner.name),
                };
                (why, if winner.id == self.baseline.id { *rival } else { winner })
            }
        };
        // Of the two that are named, the one that is not what runs today.
        let subject = if subject.id == self.baseline.id { winner } else { subject };
        let meets = match doubt {
            Doubt::WorthMore(other) => self.meets(winner, other),
            Doubt::NearLimit | Doubt::Rival(_) => String::new(),
        };
        let is_today = subject.id == self.baseline.id;
        let weighed = if is_today { String::new() } else { self.weighed(subject) + &self.credits(subject) };
        let gap = if meets.is_empty() || weighed.is_empty() { "" } else { " " };
        (format!("Too close to call: {why}"), format!("{meets}{gap}{weighed}"), subject)
    }

    /// What meets everything, and what that costs beside an option that nearly does.
    pub(super) fn meets(&self, winner: &Candidate, other: &Candidate) -> String {
        let more = winner.monthly_cost - other.monthly_cost;
        let costs = match more {
            more if more > 0.0 => format!("costs {} more a month than", self.amount(more)),
            more if more < 0.0 => format!("costs {} less a month than", self.amount(more)),
            _ => "costs as much as".into(),
        };
        let today = match self.baseline {
            today if today.missed.is_empty() || today.id == other.id => String::new(),
            today => format!(" {} misses {}.", today.name, words(&today.missed)),
        };
        let able = self.candidates.iter().filter(|c| c.missed.is_empty());
        let cheapest = able.min_by(|a, b| a.monthly_cost.total_cmp(&b.monthly_cost)).filter(|c| c.id != winner.id);
        let cheapest = cheapest.map_or_else(String::new, |c| {
            format!(" The cheapest that does is {}, for {} a month.", c.name, self.amount(c.monthly_cost))
        });
        format!("{} misses nothing and {costs} {}.{cheapest}{today}", winner.name, other.name)
    }

    /// "Single region misses availability." where that is why one must change, and what else misses something.
    pub(super) fn needed(&self, winner: &Candidate) -> String {
        if self.baseline.missed.is_empty() {
            return String::new();
        }
        let others = self.candidates.iter().filter(|c| !c.missed.is_empty() && c.id != self.baseline.id);
        let missing: Vec<&Candidate> = std::iter::once(self.baseline).chain(others).collect();
        let told = missing.iter().take(MOST_MISSES).map(|c| format!("{} misses {}", c.name, words(&c.missed)));
        let mut told: Vec<String> = told.collect();
        if missing.len() > MOST_MISSES {
            told.push(format!("{} more miss something", missing.len() - MOST_MISSES));
        }
        format!("{} meets your targets; {}. ", winner.name, enumerated(&told))
    }

    pub(super) fn pays(&self, subject: &Candidate) -> String {
        let may_pay = subject.returns() > 0.0 && subject.missed.is_empty();
        let (side, level) = match subject.worthwhile.filter(|_| may_pay) {
            Some(Pays::Above(level)) => ("above", level),
            Some(Pays::Below(level)) => ("below", level),
            None => return String::new(),
        };
        let of = if self.scenario.revenue.counts_hours() { "for an hour down" } else { "monthly revenue" };
        // Rounded to the side on which it does.
        let level = to_digits_beyond(level, side == "above", 3);
        format!(" It would pay {side} {} {of}.", money_compact(level, &self.scenario.currency))
    }

    /// What the value over the horizon counts that a month does not; none where it counts nothing more.
    pub(super) fn beyond_a_month(&self) -> Option<String> {
        let finance = &self.scenario.finance;
        let parts = [
            ("the migration", self.scenario.cost.migration_one_off > 0.0),
            ("growth", finance.annual_growth != 0.0),
            ("growth of cost", finance.annual_cost_growth != 0.0),
            ("the months until it is live", finance.months_until_live > 0),
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|(_, counts)| *counts).map(|(part, _)| part).collect();
        (!parts.is_empty()).then(|| enumerated(&parts))
    }

    /// What an option is worth over the horizon, where that is more than its months alone.
    pub(super) fn over_time(&self, option: &Candidate) -> String {
        let Some(counted) = self.beyond_a_month() else { return String::new() };
        let months = self.horizon();
        let otherwise = (option.npv < 0.0) != (option.net() < 0.0);
        let all_the_same = if otherwise { " all the same" } else { "" };
        let worth = self.worth(option.npv);
        format!(" Over {months} {worth}{all_the_same} (net present value, with {counted}).")
    }

    pub(super) fn horizon(&self) -> String {
        format::months(f64::from(self.scenario.finance.horizon_months), Digits::Few)
    }

    /// "it is worth $1.2 M" of a net present value.
    pub(super) fn worth(&self, npv: f64) -> String {
        let amount = money_compact(npv.abs(), &self.scenario.currency);
        if npv < 0.0 { format!("it loses {amount}") } else { format!("it is worth {amount}") }
    }

    /// What a change rests on or makes worse.
    pub(super) fn at_what_price(&self, winner: &Candidate) -> String {
        let mut said = String::new();
        if winner.worth < 0.0 && self.beyond_a_month().is_none() {
            said += &format!(" In all it loses {} a month.", self.amount(winner.worth));
        } else if winner.worth > 0.0 && winner.from_downtime < winner.extra_cost && winner.from_latency > 0.0 {
            let loss = self.amount(winner.extra_cost - winner.from_downtime);
            said += &format!(" Without the return from latency, which is speculative, it loses {loss} a month.");
        }
        let [before, after] = [self.baseline, winner].map(|c| format::downtime(c.downtime, Digits::Few));
        if winner.downtime > self.baseline.downtime && before != after {
            said += &format!(" Downtime rises from {before} to {after}.");
        }
        said
    }

    /// "Active-active, 3 regions costs $202,000 more a month than Single region and returns $56,000 (…)."
    pub(super) fn weighed(&self, option: &Candidate) -> String {
        let revenue = &self.scenario.revenue;
        let is_counted = revenue.monthly > 0.0 || revenue.downtime_cost_per_hour.is_some();
        let amount = |value: f64| self.amount(value);
        let cost = match option.extra_cost {
            extra if extra > 0.0 => format!("costs {} more a month than", amount(extra)),
            extra if extra < 0.0 => format!("costs {} less a month than", amount(extra)),
            _ => "costs as much as".into(),
        };
        let parts = match (option.from_latency, option.from_downtime) {
            (latency, downtime) if latency > 0.0 && downtime > 0.0 => {
                format!(" ({} from latency, {} from avoided downtime)", amount(latency), amount(downtime))
            }
            _ => String::new(),
        };
        let returns = match option.returns() {
            returns if returns > 0.0 => format!("returns {}{parts}", amount(returns)),
            returns if returns < 0.0 => format!("loses {}", amount(returns)),
            _ if !is_counted => "brings no return that is counted".into(),
            _ => "returns nothing".into(),
        };
        let misses = match (option.missed.is_empty(), option.returns() > 0.0) {
            (true, _) => String::new(),
            (false, true) => format!(", but misses {}", words(&option.missed)),
            (false, false) => format!(", and it misses {}", words(&option.missed)),
        };
        format!("{} {cost} {} and {returns}{misses}.", option.name, self.baseline.name)
    }
}
