//! Which option wins, before a word is said.

use super::{Candidate, Demand};
use crate::engine::rigorous::Value;
use crate::engine::value::pays_above;
use crate::planning::{self, Worth};
use crate::report::targets::excess;
use crate::scenario::model::Revenue;

/// How close two options may be, as a fraction of monthly cost, before it is too close to call.
const TOO_CLOSE: f64 = 0.05;

/// What comes of weighing the options.
pub(super) enum Choice<'c, 'a> {
    /// All miss something.
    Nothing {
        /// What comes nearest to the limits.
        nearest: &'c Candidate<'a>,
    },
    /// One misses nothing and is worth most of those that do.
    Best {
        /// That one.
        winner: &'c Candidate<'a>,
        /// Why nobody should rest a decision on it.
        doubt: Option<Doubt<'c, 'a>>,
    },
}

/// Why it is too close to call.
pub(super) enum Doubt<'c, 'a> {
    /// Another option is worth more, and misses its limits by less than 10 %.
    WorthMore(&'c Candidate<'a>),
    /// The winner is within 10 % of a limit itself.
    NearLimit,
    /// Another option that misses nothing is worth nearly as much.
    Rival(&'c Candidate<'a>),
}

/// Weighs the options. Of those that are worth the same the baseline comes first, then the order of the list.
pub(super) fn choose<'c, 'a>(candidates: &'c [Candidate<'a>], baseline: &'c Candidate<'a>) -> Choice<'c, 'a> {
    let is_able = |c: &Candidate| c.missed.is_empty();
    let is_nearly_able = |c: &Candidate| c.missed.iter().all(|target| c.close.contains(target));
    let Some(winner) = greatest(candidates, baseline, is_able) else {
        // No law is nearly kept, and nobody is nearly served.
        let distance = |c: &Candidate| {
            let [unserved, broken] =
                [Demand::UnservedUsers, Demand::DataResidency].map(|demand| c.missed.contains(&demand));
            (unserved, broken, c.missed.len(), excess(&c.targets))
        };
        let nearest = candidates.iter().fold(baseline, |best, c| if distance(c) < distance(best) { c } else { best });
        return Choice::Nothing { nearest };
    };
    let best = |doubt| Choice::Best { winner, doubt };
    let is_worth_more = |c: &&Candidate| worth(c).beyond(worth(winner)) > 0.0;
    if let Some(more) = greatest(candidates, baseline, is_nearly_able).filter(is_worth_more) {
        return best(Some(Doubt::WorthMore(more)));
    }
    if !winner.close.is_empty() {
        return best(Some(Doubt::NearLimit));
    }
    let second = greatest(candidates, baseline, |c| is_able(c) && c.id != winner.id);
    let is_near = |second: &&Candidate| winner.worth - second.worth <= TOO_CLOSE * winner.monthly_cost;
    best(second.filter(is_near).map(Doubt::Rival))
}

/// The side of a level at which an option is worth nothing on which it pays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pays {
    Above(f64),
    Below(f64),
}

impl Pays {
    pub(super) fn of(value: &Value, revenue: &Revenue) -> Option<Pays> {
        let (level, today) = match revenue.counts_hours() {
            true => (value.worthwhile_downtime_cost?, revenue.downtime_cost_per_hour.unwrap_or_default()),
            false => (value.worthwhile_revenue?, revenue.monthly),
        };
        Some(if pays_above(level, today, value.npv) { Pays::Above(level) } else { Pays::Below(level) })
    }
}

/// The option of greatest worth among some, the baseline before those that are worth the same.
fn greatest<'c, 'a>(
    candidates: &'c [Candidate<'a>],
    baseline: &'c Candidate<'a>,
    is_one: impl Fn(&Candidate) -> bool,
) -> Option<&'c Candidate<'a>> {
    let others = candidates.iter().filter(|c| c.id != baseline.id);
    let some = std::iter::once(baseline).chain(others).filter(|c| is_one(c));
    planning::greatest(some, |c| worth(c))
}

fn worth(candidate: &Candidate) -> Worth {
    Worth { monthly: candidate.worth, cost: candidate.monthly_cost }
}

/// The option to hold against a baseline that stays: of those that miss nothing, if there are any, the one that would pay
/// first as revenue grows among those that return anything, else the one that loses least.
pub(super) fn rival<'c, 'a>(candidates: &'c [Candidate<'a>], baseline: &Candidate) -> Option<&'c Candidate<'a>> {
    let pays_at = |c: &Candidate| match c.worthwhile {
        Some(Pays::Above(level)) => level,
        Some(Pays::Below(_)) | None => f64::INFINITY,
    };
    let is_other = |c: &&Candidate| c.id != baseline.id;
    let is_able = candidates.iter().filter(is_other).any(|c| c.missed.is_empty());
    let others = || candidates.iter().filter(is_other).filter(|c| c.missed.is_empty() == is_able);
    let first = others().filter(|c| c.returns() > 0.0).min_by(|a, b| pays_at(a).total_cmp(&pays_at(b)));
    first.or_else(|| others().max_by(|a, b| a.worth.total_cmp(&b.worth)))
}
