//! The verdict: one sentence by one named method, the engineering estimate.

mod choice;
mod contracts;

use super::flips::FlipPoint;
use super::option::OptionEvaluation;
use super::targets::{enumerated, excess, sides, words};
use crate::engine::constants::ROUNDING;
use crate::engine::rigorous::Value;
use crate::engine::targets::{Demand, Targets};
use crate::quantity::format::{self, Digits, money_compact, money_rounded};
use crate::scenario::Scenario;
use crate::scenario::model::Kind;
use choice::{Choice, Doubt, Pays};
use serde::Serialize;

/// What to do, by one method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// Id of the option that the verdict is for.
    pub option: String,
    /// What kind of verdict it is.
    pub kind: VerdictKind,
    /// The method that it rests on.
    pub method: Method,
    /// The verdict for people: answer and reasons in one text.
    pub sentence: String,
    /// The answer alone.
    #[serde(skip)]
    pub answer: String,
    /// What stands behind the answer.
    #[serde(skip)]
    pub reasons: String,
    /// Id of the option that it holds against today's, or that it names; today's own where there is no other.
    #[serde(skip)]
    pub about: String,
    /// The nearest values of inputs at which another option would be the best; none until somebody
    /// [looks](super::find_flips) for them.
    pub flip_points: Option<Vec<FlipPoint>>,
}

/// Kinds of verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// Keep the baseline.
    Stay,
    /// Go for another option.
    Change,
    /// Every option misses a target.
    NoOptionMeetsTargets,
    /// The best two are too close, or a target is met or missed by a hair.
    TooClose,
}

/// The two methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The arithmetic of architecture guides.
    Textbook,
    /// The engineering estimate.
    Rigorous,
}

/// What the verdict needs to know of an option.
#[derive(Debug, Clone, PartialEq)]
struct Candidate<'a> {
    id: &'a str,
    name: &'a str,
    monthly_cost: f64,
    extra_cost: f64,
    /// Seconds of downtime a year.
    downtime: f64,
    /// Profit a month from latency.
    from_latency: f64,
    /// Profit a month from avoided downtime.
    from_downtime: f64,
    /// Credits a month that it need not give, which no figure of worth counts; none as long as nobody knows.
    avoided_credits: Option<f64>,
    /// Net present value over the horizon.
    npv: f64,
    /// The same with the credits that it avoids, as far as they are known.
    npv_with_credits: f64,
    /// The same a month, without them: the net monthly benefit where nothing is paid once, waited for or growing.
    worth: f64,
    /// The same with them.
    worth_with_credits: f64,
    /// Where it pays by monthly revenue, or by the cost of an hour down where that is all that is counted.
    worthwhile: Option<Pays>,
    targets: Targets,
    missed: Vec<Demand>,
    /// Targets within 10 % of their limits, on either side.
    close: Vec<Demand>,
}

impl Candidate<'_> {
    fn returns(&self) -> f64 {
        self.from_latency + self.from_downtime
    }

    fn net(&self) -> f64 {
        self.returns() - self.extra_cost
    }

    /// By how much it misses, or how far it is from limits.
    fn sides(&self, demands: &[Demand]) -> String {
        sides(&self.targets, demands)
    }
}

impl Verdict {
    fn new(option: &str, kind: VerdictKind, answer: String, reasons: &str) -> Verdict {
        let mut verdict = Verdict {
            option: option.into(),
            kind,
            method: Method::Rigorous,
            sentence: answer.clone(),
            answer,
            reasons: String::new(),
            about: option.into(),
            flip_points: None,
        };
        verdict.because(reasons);
        verdict
    }

    /// Nothing is known yet.
    pub(super) fn pending() -> Verdict {
        Verdict::new("", VerdictKind::TooClose, "The figures are being computed.".into(), "")
    }

    /// Adds a reason.
    pub(super) fn because(&mut self, reason: &str) {
        for text in [&mut self.sentence, &mut self.reasons] {
            if !text.is_empty() && !reason.is_empty() {
                text.push(' ');
            }
            text.push_str(reason);
        }
    }
}

/// The verdict by the engineering estimate: among the options that miss no target, the one of greatest worth over the
/// horizon wins. Where data may be, and that all users are served, are targets too.
pub fn rigorous(scenario: &Scenario, options: &[OptionEvaluation]) -> Verdict {
    let candidates = scenario.options.iter().zip(options).map(|(option, evaluated)| {
        let r = &evaluated.rigorous;
        let npv_with_credits = evaluated.figures.credits.and_then(|credits| credits.npv).unwrap_or(r.value.npv);
        Candidate {
            id: &option.id,
            name: &option.name,
            monthly_cost: r.monthly_cost.total,
            extra_cost: r.value.extra_monthly_cost,
            downtime: r.downtime_seconds_per_year,
            from_latency: r.value.latency_revenue,
            from_downtime: r.value.avoided_downtime_revenue,
            avoided_credits: evaluated.figures.credits.and_then(|credits| credits.avoided),
            npv: r.value.npv,
            worth: r.value.worth_monthly(),
            npv_with_credits,
            worth_with_credits: Value { npv: npv_with_credits, ..r.value }.worth_monthly(),
            worthwhile: Pays::of(&r.value, &scenario.revenue),
            targets: r.targets,
            missed: r.targets_missed.clone(),
            close: r.targets_close.clone(),
        }
    });
    decide(scenario, &candidates.collect::<Vec<_>>())
}

fn decide(scenario: &Scenario, candidates: &[Candidate]) -> Verdict {
    let verdict = |option: &str, kind, answer: String, reasons: &str| Verdict::new(option, kind, answer, reasons);
    let Some(baseline) = candidates.iter().find(|c| c.id == scenario.baseline) else {
        return verdict(&scenario.baseline, VerdictKind::Stay, "There is nothing to compare.".into(), "");
    };
    let said = Said { scenario, baseline, candidates };
    let winner = match choice::choose(candidates, baseline) {
        Choice::Nothing { nearest } => {
            let answer = "Nothing here meets your targets.".into();
            let misses = nearest.sides(&nearest.missed);
            let reasons = format!("{} comes nearest to the limits: {misses}.", nearest.name);
            return verdict(nearest.id, VerdictKind::NoOptionMeetsTargets, answer, &reasons);
        }
        Choice::Best { winner, doubt: Some(doubt) } => {
            let (answer, reasons, subject) = said.too_close(winner, &doubt);
            let answer = answer + &said.ahead_with_credits();
            let verdict = verdict(winner.id, VerdictKind::TooClose, answer, &reasons);
            return Verdict { about: subject.id.into(), ..verdict };
        }
        Choice::Best { winner, doubt: None } => winner,
    };
    if winner.id != baseline.id {
        let reasons =
            said.needed(winner) + &said.weighed(winner) + &said.over_time(winner) + &said.at_what_price(winner);
        let reasons = reasons + &said.credits(winner);
        let answer = said.change(winner) + &said.ahead_with_credits();
        return verdict(winner.id, VerdictKind::Change, answer, &reasons);
    }
    let Some(rival) = choice::rival(candidates, baseline) else {
        let answer = format!("{} is the only option.", baseline.name);
        return verdict(baseline.id, VerdictKind::Stay, answer, "Add another one to compare it with.");
    };
    let answer = match said.is_single(baseline) {
        true => "No, not on these numbers.".into(),
        false => format!("Stay with {}.", baseline.name),
    };
    let reasons = said.weighed(rival) + &said.over_time(rival) + &said.pays(rival) + &said.credits(rival);
    let answer: String = answer + &said.ahead_with_credits();
    Verdict { about: rival.id.into(), ..verdict(baseline.id, VerdictKind::Stay, answer, &reasons) }
}

/// What is said of options, each against the baseline.
struct Said<'a> {
    scenario: &'a Scenario,
    baseline: &'a Candidate<'a>,
    candidates: &'a [Candidate<'a>],
}

/// Most options whose misses are listed one by one.
const MOST_MISSES: usize = 4;
/// Less is nothing, in any currency: half of a hundredth.
const SMALLEST_MONEY: f64 = 0.005;

impl Said<'_> {
    fn amount(&self, value: f64) -> String {
        money_rounded(value.abs(), &self.scenario.currency)
    }

    /// The question is whether to go multi-region.
    fn is_single(&self, candidate: &Candidate) -> bool {
        self.scenario.option(candidate.id).is_some_and(|option| matches!(option.kind, Kind::SingleRegion { .. }))
    }

    fn change(&self, winner: &Candidate) -> String {
        match (self.is_single(self.baseline), self.is_single(winner)) {
            (true, false) => format!("Yes, {}.", winner.name),
            _ => format!("Change to {}.", winner.name),
        }
    }

    /// Answer, reasons, and the option that is weighed, where nobody should rest a decision on the numbers.
    fn too_close<'c>(&self, winner: &'c Candidate<'c>, doubt: &Doubt<'c, 'c>) -> (String, String, &'c Candidate<'c>) {
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
    fn meets(&self, winner: &Candidate, other: &Candidate) -> String {
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
    fn needed(&self, winner: &Candidate) -> String {
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

    fn pays(&self, subject: &Candidate) -> String {
        let may_pay = subject.returns() > 0.0 && subject.missed.is_empty();
        let (side, level) = match subject.worthwhile.filter(|_| may_pay) {
            Some(Pays::Above(level)) => ("above", level),
            Some(Pays::Below(level)) => ("below", level),
            None => return String::new(),
        };
        let of = if self.scenario.revenue.counts_hours() { "for an hour down" } else { "monthly revenue" };
        format!(" It would pay {side} {} {of}.", money_compact(level, &self.scenario.currency))
    }

    /// What the value over the horizon counts that a month does not; none where it counts nothing more.
    fn beyond_a_month(&self) -> Option<String> {
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
    fn over_time(&self, option: &Candidate) -> String {
        let Some(counted) = self.beyond_a_month() else { return String::new() };
        let months = self.horizon();
        let otherwise = (option.npv < 0.0) != (option.net() < 0.0);
        let all_the_same = if otherwise { " all the same" } else { "" };
        let worth = self.worth(option.npv);
        format!(" Over {months} {worth}{all_the_same} (net present value, with {counted}).")
    }

    fn horizon(&self) -> String {
        format::months(f64::from(self.scenario.finance.horizon_months), Digits::Few)
    }

    /// "it is worth $1.2 M" of a net present value.
    fn worth(&self, npv: f64) -> String {
        let amount = money_compact(npv.abs(), &self.scenario.currency);
        if npv < 0.0 { format!("it loses {amount}") } else { format!("it is worth {amount}") }
    }

    /// What a change rests on or makes worse.
    fn at_what_price(&self, winner: &Candidate) -> String {
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
    fn weighed(&self, option: &Candidate) -> String {
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

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
