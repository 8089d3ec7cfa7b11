//! The verdict: one sentence by one named method, the engineering estimate.

mod choice;
mod contracts;
mod said;

use super::flips::FlipPoint;
use super::option::OptionEvaluation;
use super::targets::sides;
use crate::engine::rigorous::Value;
use crate::engine::targets::{Demand, Targets};
use crate::scenario::Scenario;
use choice::{Choice, Pays};
use said::Said;
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

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
