//! How an option stands to the targets, in words.

use super::rigorous::RigorousReport;
use crate::engine::constants::AT_TARGET;
use crate::engine::targets::{Demand, Targets, has_reads};
use crate::quantity::format::{Digits, percent};
use crate::scenario::Scenario;

/// The parts used of the targets, the one that is furthest from being reached first; 0 without a target. Of an allowance of
/// nothing all that lose as much are as far, and the next one tells them apart.
pub(super) fn excess(targets: &Targets) -> [f64; 5] {
    let mut used = targets.map(Option::unwrap_or_default);
    crate::sorted::ascending(&mut used);
    used.reverse();
    used
}

/// On which side of each of some demands an option is, and how far: "downtime 3 % under and p95 latency 8 % over".
pub(super) fn sides(targets: &Targets, demands: &[Demand]) -> String {
    let side = |demand: &Demand| {
        let word = match demand {
            Demand::DataResidency => return Some("data residency broken".into()),
            Demand::UnservedUsers => return Some("some users served by nobody".into()),
            // What an availability leaves: to be under it is better, as it is under all others.
            Demand::Availability => "downtime",
            target => word(*target),
        };
        let apart = |share: f64| percent(share, Digits::Few);
        Some(match demand.used(targets)? - 1.0 {
            f64::INFINITY => format!("{word} without a limit"),
            over if over > 999.0 => format!("{word} far over"),
            over if over > AT_TARGET => format!("{word} {} over", apart(over)),
            under if under < -AT_TARGET => format!("{word} {} under", apart(-under)),
            _ => format!("{word} exactly at the limit"),
        })
    };
    enumerated(&demands.iter().filter_map(side).collect::<Vec<String>>())
}

/// The p95 latency that the target is held against, ms: of reads, or of writes where there are no reads. None where nobody
/// is served.
pub fn judged_p95_ms(figures: &RigorousReport, scenario: &Scenario) -> Option<f64> {
    let judged = if has_reads(scenario.traffic.write_fraction) { &figures.reads } else { &figures.writes };
    judged.p95_latency_ms
}

/// On which side of its targets an option is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All are met.
    Met,
    /// All are met, some by little.
    Close,
    /// Some are missed.
    Missed,
}

impl State {
    /// As style sheets know it.
    pub fn id(self) -> &'static str {
        match self {
            State::Met => "met",
            State::Close => "close",
            State::Missed => "missed",
        }
    }
}

/// How an option stands to the targets, and the same in words.
pub(super) fn standing(figures: &RigorousReport) -> (State, String) {
    let sides = |close: &[Demand]| sides(&figures.targets, close);
    let (missed, close) = (&figures.targets_missed, &figures.targets_close);
    // What is missed by little is reported once, with by how much.
    let (by_little, by_much): (Vec<_>, Vec<_>) = missed.iter().partition(|demand| close.contains(demand));
    let met: Vec<_> = close.iter().copied().filter(|demand| !missed.contains(demand)).collect();
    let parts = [
        (!by_much.is_empty()).then(|| format!("misses {}", words(&by_much))),
        (!by_little.is_empty()).then(|| format!("misses by little: {}", sides(&by_little))),
        (!met.is_empty()).then(|| format!("close: {}", sides(&met))),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    match (missed.is_empty(), said.is_empty()) {
        (_, true) => (State::Met, "meets all".into()),
        (true, false) => (State::Close, said.join("; ")),
        (false, false) => (State::Missed, said.join("; ")),
    }
}

/// What is asked as people know it.
///
/// ```
/// use geode_core::{engine::targets::Demand, report::targets::words};
/// assert_eq!(words(&[Demand::RpoSeconds, Demand::MonthlyBudget]), "lost writes (RPO) and budget");
/// ```
pub fn words(demands: &[Demand]) -> String {
    enumerated(&demands.iter().map(|demand| word(*demand)).collect::<Vec<_>>())
}

fn word(demand: Demand) -> &'static str {
    match demand {
        Demand::Availability => "availability",
        Demand::RtoMinutes => "recovery time (RTO)",
        Demand::RpoSeconds => "lost writes (RPO)",
        Demand::P95LatencyMs => "p95 latency",
        Demand::MonthlyBudget => "budget",
        Demand::DataResidency => "data residency",
        Demand::UnservedUsers => "users whom no region may serve",
    }
}

/// Names that a sentence tells: of more than four the first three, and how many others there are.
pub(super) fn few(mut names: Vec<String>) -> Vec<String> {
    const MOST: usize = 4;
    if names.len() > MOST {
        let others = names.split_off(MOST - 1).len();
        names.push(format!("{others} others"));
    }
    names
}

/// "a, b and c".
pub(super) fn enumerated<T: AsRef<str>>(words: &[T]) -> String {
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        match words.len() - i {
            _ if i == 0 => {}
            1 => out.push_str(" and "),
            _ => out.push_str(", "),
        }
        out.push_str(word.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// They are those of a scenario's targets, and are never taken back.
    #[test]
    fn the_file_names_what_is_asked() {
        let targets = serde_json::to_value(crate::scenario::model::Target::default()).unwrap();
        let named = targets.as_object().unwrap().keys().map(String::as_str).chain(["data_residency", "unserved_users"]);
        let names = serde_json::to_value(Demand::ALL).unwrap();
        let names: std::collections::BTreeSet<&str> =
            names.as_array().unwrap().iter().flat_map(|n| n.as_str()).collect();
        assert_eq!((names.len(), names), (Demand::ALL.len(), named.collect()));
    }

    #[test]
    fn names_stand_as_in_a_sentence() {
        assert_eq!(words(&[]), "");
        assert_eq!(words(&[Demand::Availability]), "availability");
        assert_eq!(
            words(&[Demand::Availability, Demand::P95LatencyMs, Demand::MonthlyBudget]),
            "availability, p95 latency and budget"
        );
    }

    /// "Within 10 % of the limit, on one side or the other" left everybody to look which.
    #[test]
    fn the_side_is_named() {
        // Shares that sum to 1 within rounding put figures off by as much.
        let targets = [Some(0.97), None, Some(1.000_000_000_000_000_2), Some(1.08), None];
        assert_eq!(
            sides(&targets, &[Demand::Availability, Demand::RpoSeconds, Demand::P95LatencyMs]),
            "downtime 3 % under, lost writes (RPO) exactly at the limit and p95 latency 8 % over"
        );
        assert_eq!(excess(&targets), [1.08, 1.000_000_000_000_000_2, 0.97, 0.0, 0.0]);
    }

    /// A close target was not told of an option that misses another.
    #[test]
    fn a_close_target_is_told_beside_a_missed_one() {
        let mut scenario = crate::scenario::presets::worked_example();
        let of = |scenario: &_| {
            let evaluation = crate::report::evaluate(scenario, &[]);
            standing(&evaluation.options[3].rigorous)
        };
        scenario.target.monthly_budget = Some(100_000.0);
        scenario.target.p95_latency_ms = Some(1_000.0);
        assert_eq!(of(&scenario), (State::Missed, "misses budget".into()));
        let cost = crate::report::evaluate(&scenario, &[]).options[3].rigorous.monthly_cost.total;
        scenario.target.p95_latency_ms = Some(1.0);
        scenario.target.monthly_budget = Some(cost / 1.05);
        assert_eq!(of(&scenario), (State::Missed, "misses p95 latency; misses by little: budget 5 % over".into()));
    }

    /// With a target of 100 % every option was equally far from it, and the baseline "came nearest".
    #[test]
    fn what_allows_nothing_still_has_a_distance() {
        let mut scenario = crate::scenario::presets::worked_example();
        scenario.target.availability = Some(1.0);
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let [single, geode] = [0, 3].map(|option| excess(&evaluation.options[option].rigorous.targets)[0]);
        assert!(single > geode && geode > 1.0, "{single} {geode}");
        assert_eq!(evaluation.options[3].rigorous.targets_missed, [Demand::Availability]);
    }

    /// With a target of no lost writes all that lose a second were as far from it, and "Active-passive comes nearest", though two
    /// regions that cost and lose the same were a ninth as long down.
    #[test]
    fn the_next_target_tells_apart_what_is_as_far_from_one() {
        let mut scenario = crate::scenario::presets::worked_example();
        scenario.target.availability = Some(0.999_999);
        scenario.target.rpo_seconds = Some(0.0);
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let [pair, geode] = [1, 2].map(|option| excess(&evaluation.options[option].rigorous.targets));
        assert!(pair[0] == geode[0] && pair > geode, "{pair:?} {geode:?}");
        assert!(!evaluation.verdict.reasons.contains("Active-passive comes nearest"), "{}", evaluation.verdict.reasons);
        assert!(evaluation.verdict.reasons.contains("Active-active, 3 regions comes nearest"));
    }

    /// A gate on latency passed where all requests were writes, because reads that there were none of were fast.
    #[test]
    fn where_all_requests_are_writes_their_latency_is_judged() {
        let mut scenario = crate::scenario::presets::worked_example();
        if let crate::scenario::model::Kind::Geode { writes, .. } = &mut scenario.options[2].kind {
            writes.mode = crate::scenario::model::WriteMode::Quorum;
        }
        scenario.target.p95_latency_ms = Some(230.0);
        for (write_fraction, missed) in [(0.9, vec![]), (1.0, vec![Demand::P95LatencyMs])] {
            scenario.traffic.write_fraction = write_fraction;
            let option = crate::report::evaluate(&scenario, &[]).options.remove(2);
            assert!(option.rigorous.writes.p95_latency_ms > Some(253.0), "more than 10 % over");
            assert_eq!(option.rigorous.targets_missed, missed);
            let judged = if write_fraction < 1.0 { &option.rigorous.reads } else { &option.rigorous.writes };
            assert_eq!(judged_p95_ms(&option.rigorous, &scenario), judged.p95_latency_ms);
        }
    }
}
