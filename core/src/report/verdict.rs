//! The verdict: one sentence by one named method.

use super::format::{money_compact, money_rounded};
use crate::engine::textbook::Textbook;
use crate::scenario::Scenario;
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
    /// The verdict for people.
    pub sentence: String,
    /// Inputs at whose value it would change, nearest first.
    pub flip_points: Vec<FlipPoint>,
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

/// An input at whose value the verdict would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlipPoint {
    /// Pointer of the input.
    pub input: String,
    /// Its value today.
    pub today: f64,
    /// The value from which the verdict is another.
    pub flips_at: f64,
    /// The option that it flips to.
    pub to: String,
}

/// What the verdict needs to know of an option.
#[derive(Debug, Clone, PartialEq)]
struct Candidate<'a> {
    id: &'a str,
    name: &'a str,
    monthly_cost: f64,
    extra_cost: f64,
    returns: f64,
    break_even_revenue: Option<f64>,
}

impl Candidate<'_> {
    fn net(&self) -> f64 {
        self.returns - self.extra_cost
    }
}

/// The verdict by textbook arithmetic, which knows no targets: the highest net benefit wins, the baseline having 0.
pub fn textbook(scenario: &Scenario, figures: &[Textbook]) -> Verdict {
    let candidates: Vec<Candidate> = scenario
        .options
        .iter()
        .zip(figures)
        .map(|(option, t)| Candidate {
            id: &option.id,
            name: &option.name,
            monthly_cost: t.monthly_cost,
            extra_cost: t.extra_monthly_cost,
            returns: t.extra_monthly_revenue,
            break_even_revenue: t.break_even_monthly_revenue,
        })
        .collect();
    let Some((baseline, others)) = split(&candidates, &scenario.baseline) else {
        return Verdict {
            option: scenario.baseline.clone(),
            kind: VerdictKind::Stay,
            method: Method::Textbook,
            sentence: "There is nothing to compare.".into(),
            flip_points: Vec::new(),
        };
    };
    let best = others.iter().copied().max_by(|a, b| a.net().total_cmp(&b.net()));
    let currency = &scenario.currency;
    let (option, kind, sentence) = match best {
        None => (baseline, VerdictKind::Stay, format!("{} is the only option.", baseline.name)),
        Some(best) if best.net().abs() <= TOO_CLOSE * baseline.monthly_cost && best.net() != 0.0 => {
            let winner = if best.net() > 0.0 { best } else { baseline };
            let sentence = format!("Too close to call, by textbook arithmetic. {}", weighed(best, baseline, currency));
            (winner, VerdictKind::TooClose, sentence)
        }
        Some(best) if best.net() > 0.0 => {
            let sentence = format!("Yes, {}, by textbook arithmetic. {}", best.name, weighed(best, baseline, currency));
            (best, VerdictKind::Change, sentence)
        }
        Some(best) => (baseline, VerdictKind::Stay, stay(rival(&others).unwrap_or(best), baseline, currency)),
    };
    Verdict { option: option.id.into(), kind, method: Method::Textbook, sentence, flip_points: Vec::new() }
}

fn split<'c, 'a>(candidates: &'c [Candidate<'a>], id: &str) -> Option<(&'c Candidate<'a>, Vec<&'c Candidate<'a>>)> {
    let baseline = candidates.iter().find(|c| c.id == id)?;
    Some((baseline, candidates.iter().filter(|c| c.id != id).collect()))
}

/// The option that would pay first as revenue grows, among those that return anything.
fn rival<'c, 'a>(others: &[&'c Candidate<'a>]) -> Option<&'c Candidate<'a>> {
    let pays_at = |c: &Candidate| c.break_even_revenue.unwrap_or(f64::INFINITY);
    others.iter().copied().filter(|c| c.returns > 0.0).min_by(|a, b| pays_at(a).total_cmp(&pays_at(b)))
}

fn stay(rival: &Candidate, baseline: &Candidate, currency: &str) -> String {
    let pays = match rival.break_even_revenue.filter(|_| rival.returns > 0.0) {
        Some(revenue) => format!(" It would pay above {} monthly revenue.", money_compact(revenue, currency)),
        None => String::new(),
    };
    format!("No, not on these numbers, by textbook arithmetic. {}{pays}", weighed(rival, baseline, currency))
}

/// "Active-active, 3 regions costs $250,000 more a month than Single region and returns $100,000."
fn weighed(option: &Candidate, baseline: &Candidate, currency: &str) -> String {
    let amount = |value: f64| money_rounded(value.abs(), currency);
    let cost = match option.extra_cost {
        extra if extra > 0.0 => format!("costs {} more a month than", amount(extra)),
        extra if extra < 0.0 => format!("costs {} less a month than", amount(extra)),
        _ => "costs as much as".into(),
    };
    let returns = match option.returns {
        returns if returns > 0.0 => format!("returns {}", amount(returns)),
        returns if returns < 0.0 => format!("loses {} of revenue", amount(returns)),
        _ => "returns nothing".into(),
    };
    format!("{} {cost} {} and {returns}.", option.name, baseline.name)
}
