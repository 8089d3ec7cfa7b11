//! The verdict: one sentence by one named method, the engineering estimate.

use super::evaluation::OptionEvaluation;
use super::format::{self, Digits, money_compact, money_rounded};
use super::targets::{RESIDENCY, excess, missed, sides, words};
use crate::engine::constants::ROUNDING;
use crate::scenario::Scenario;
use crate::scenario::model::Kind;
use crate::sort::sort_few;
use serde::Serialize;

/// How close two options may be, as a fraction of monthly cost, before it is too close to call.
const TOO_CLOSE: f64 = 0.05;

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
    /// Inputs at whose value it would change: nobody looks for them yet.
    pub flip_points: &'static [f64],
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
    /// Net present value.
    npv: f64,
    /// The least monthly revenue, or cost of an hour down where that is all that is counted, at which it pays.
    break_even: Option<f64>,
    missed: Vec<&'static str>,
    /// By how much it misses them.
    missed_by: String,
    /// Targets within 10 % of their limits: on which side, and how far.
    close: String,
    /// How far the worst missed target is exceeded, as a factor.
    excess: f64,
}

impl Candidate<'_> {
    fn returns(&self) -> f64 {
        self.from_latency + self.from_downtime
    }

    fn net(&self) -> f64 {
        self.returns() - self.extra_cost
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
            flip_points: &[],
        };
        verdict.because(reasons);
        verdict
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

/// The verdict by the engineering estimate: among the options that miss no target, the highest net benefit wins. Where
/// data may be is a target too: single regions and pairs serve everyone, which may be all that makes them look good.
pub fn rigorous(scenario: &Scenario, options: &[OptionEvaluation]) -> Verdict {
    let candidates = scenario.options.iter().zip(options).map(|(option, evaluated)| {
        let r = &evaluated.rigorous;
        let missed = missed(evaluated);
        Candidate {
            id: &option.id,
            name: &option.name,
            monthly_cost: r.monthly_cost.total,
            extra_cost: r.extra_monthly_cost,
            downtime: r.downtime_seconds_per_year,
            from_latency: r.latency_revenue,
            from_downtime: r.avoided_downtime_revenue,
            npv: r.npv,
            break_even: match scenario.revenue.counts_hours() {
                true => r.break_even_downtime_cost_per_hour,
                false => r.break_even_monthly_revenue,
            },
            missed_by: sides(&r.targets, &missed),
            missed,
            close: sides(&r.targets, &r.targets_close),
            excess: excess(&r.targets),
        }
    });
    decide(scenario, &candidates.collect::<Vec<_>>())
}

fn decide(scenario: &Scenario, candidates: &[Candidate]) -> Verdict {
    let verdict = |option: &str, kind, answer, reasons: String| Verdict::new(option, kind, answer, &reasons);
    let Some(baseline) = candidates.iter().find(|c| c.id == scenario.baseline) else {
        let answer = "There is nothing to compare.".into();
        return verdict(&scenario.baseline, VerdictKind::Stay, answer, String::new());
    };
    let mut able: Vec<&Candidate> = candidates.iter().filter(|c| c.missed.is_empty()).collect();
    // The baseline wins a tie; of others the first in the list does, for the sort is stable.
    sort_few(&mut able, |a, b| b.net().total_cmp(&a.net()).then((b.id == baseline.id).cmp(&(a.id == baseline.id))));
    let Some(winner) = able.first().copied() else {
        // No law is nearly kept.
        let distance = |c: &Candidate| (c.missed.contains(&RESIDENCY), c.missed.len(), c.excess);
        let nearest = candidates.iter().fold(baseline, |best, c| if distance(c) < distance(best) { c } else { best });
        let answer = "Nothing here meets your targets.".into();
        return verdict(nearest.id, VerdictKind::NoOptionMeetsTargets, answer, nearest_misses(nearest));
    };
    let stays = winner.id == baseline.id;
    let subject = if stays { rival(candidates, baseline) } else { Some(winner) };
    let currency = &scenario.currency;
    let is_counted = scenario.revenue.monthly > 0.0 || scenario.revenue.downtime_cost_per_hour.is_some();
    let weighed = subject.map_or_else(String::new, |s| weighed(s, baseline, currency, is_counted));
    match (too_close(winner, able.get(1).copied(), currency), subject) {
        (Some(reason), _) => verdict(winner.id, VerdictKind::TooClose, format!("Too close to call: {reason}"), weighed),
        (None, _) if !stays => {
            let reasons = needed(winner, baseline) + &weighed + &at_what_price(winner, baseline, scenario);
            verdict(winner.id, VerdictKind::Change, change(scenario, baseline, winner), reasons)
        }
        (None, Some(subject)) => {
            let answer = match is_single(scenario, baseline) {
                true => "No, not on these numbers.".into(),
                false => format!("Stay with {}.", baseline.name),
            };
            let reasons = weighed + &pays(subject, scenario) + &in_time(&able, scenario);
            verdict(baseline.id, VerdictKind::Stay, answer, reasons)
        }
        (None, None) => {
            let answer = format!("{} is the only option.", baseline.name);
            verdict(baseline.id, VerdictKind::Stay, answer, "Add another one to compare it with.".into())
        }
    }
}

/// The question is whether to go multi-region.
fn is_single(scenario: &Scenario, candidate: &Candidate) -> bool {
    scenario.option(candidate.id).is_some_and(|option| matches!(option.kind, Kind::SingleRegion { .. }))
}

fn change(scenario: &Scenario, baseline: &Candidate, winner: &Candidate) -> String {
    let answer = match (is_single(scenario, baseline), is_single(scenario, winner)) {
        (true, false) => "Yes,",
        _ => "Change to",
    };
    // A yes that nobody should act on without the reasons; where a target asks for it, money is not why.
    match is_lost_over_time(winner) && baseline.missed.is_empty() {
        true => format!("{answer} {}, though it does not pay back within {}.", winner.name, horizon(scenario)),
        false => format!("{answer} {}.", winner.name),
    }
}

/// What pays by the month, and is worth less than nothing over the horizon.
fn is_lost_over_time(winner: &Candidate) -> bool {
    winner.npv < 0.0 && winner.net() >= 0.0
}

/// The option to hold against the baseline: of those that miss no target, if there are any, the one that would pay
/// first as revenue grows among those that return anything, else the one that loses least.
fn rival<'c, 'a>(candidates: &'c [Candidate<'a>], baseline: &Candidate) -> Option<&'c Candidate<'a>> {
    let pays_at = |c: &Candidate| c.break_even.unwrap_or(f64::INFINITY);
    let is_other = |c: &&Candidate| c.id != baseline.id;
    let is_able = candidates.iter().filter(is_other).any(|c| c.missed.is_empty());
    let others = || candidates.iter().filter(is_other).filter(|c| c.missed.is_empty() == is_able);
    let first = others().filter(|c| c.returns() > 0.0).min_by(|a, b| pays_at(a).total_cmp(&pays_at(b)));
    first.or_else(|| others().max_by(|a, b| a.net().total_cmp(&b.net())))
}

/// Why nobody should rest a decision on it, if that is so.
fn too_close(winner: &Candidate, runner_up: Option<&Candidate>, currency: &str) -> Option<String> {
    if !winner.close.is_empty() {
        return Some(format!("{} is within 10 % of a limit: {}.", winner.name, winner.close));
    }
    let second = runner_up?;
    let apart = winner.net() - second.net();
    (apart <= TOO_CLOSE * winner.monthly_cost).then(|| match apart > ROUNDING * winner.monthly_cost {
        true => {
            format!("{} and {} are only {} a month apart.", winner.name, second.name, money_rounded(apart, currency))
        }
        false => format!("{} is worth as much as {}.", second.name, winner.name),
    })
}

fn nearest_misses(nearest: &Candidate) -> String {
    format!("{} comes nearest to the limits: {}.", nearest.name, nearest.missed_by)
}

/// "Single region misses availability. " where that is why one must change.
fn needed(winner: &Candidate, baseline: &Candidate) -> String {
    match baseline.missed.is_empty() {
        true => String::new(),
        false => format!("{} meets your targets; {} misses {}. ", winner.name, baseline.name, words(&baseline.missed)),
    }
}

fn pays(subject: &Candidate, scenario: &Scenario) -> String {
    let may_pay = subject.returns() > 0.0 && subject.missed.is_empty();
    let Some(least) = subject.break_even.filter(|_| may_pay) else { return String::new() };
    let of = if scenario.revenue.counts_hours() { "for an hour down" } else { "monthly revenue" };
    format!(" It would pay above {} {of}.", money_compact(least, &scenario.currency))
}

/// What the value over the horizon counts that a month does not.
const NET_PRESENT_VALUE: &str = "(net present value, with migration, growth and the months until it is live)";

fn horizon(scenario: &Scenario) -> String {
    format::months(f64::from(scenario.finance.horizon_months), Digits::Few)
}

/// What would be worth it over the horizon, though it is not in a month.
fn in_time(able: &[&Candidate], scenario: &Scenario) -> String {
    let best = able.iter().filter(|c| c.npv > 0.0).max_by(|a, b| a.npv.total_cmp(&b.npv));
    best.map_or_else(String::new, |best| {
        let (months, worth) = (horizon(scenario), money_rounded(best.npv, &scenario.currency));
        format!(" Over {months} {} is worth {worth} all the same {NET_PRESENT_VALUE}.", best.name)
    })
}

/// What a change rests on or makes worse.
fn at_what_price(winner: &Candidate, baseline: &Candidate, scenario: &Scenario) -> String {
    let (mut said, currency) = (String::new(), &scenario.currency);
    if winner.net() < 0.0 {
        let loss = money_rounded(-winner.net(), currency);
        said += &format!(" In all it loses {loss} a month.");
    } else if winner.from_downtime < winner.extra_cost && winner.net() > 0.0 {
        let loss = money_rounded(winner.extra_cost - winner.from_downtime, currency);
        said += &format!(" Without the return from latency, which is speculative, it loses {loss} a month.");
    }
    if is_lost_over_time(winner) {
        let (months, loss) = (horizon(scenario), money_rounded(-winner.npv, currency));
        said += &format!(" Over {months} it loses {loss} all the same {NET_PRESENT_VALUE}.");
    }
    let [before, after] = [baseline, winner].map(|c| format::downtime(c.downtime, Digits::Few));
    if winner.downtime > baseline.downtime && before != after {
        said += &format!(" Downtime rises from {before} to {after}.");
    }
    said
}

/// "Active-active, 3 regions costs $202,000 more a month than Single region and returns $56,000 (…)."
fn weighed(option: &Candidate, baseline: &Candidate, currency: &str, is_counted: bool) -> String {
    let amount = |value: f64| money_rounded(value.abs(), currency);
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
    format!("{} {cost} {} and {returns}{misses}.", option.name, baseline.name)
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
