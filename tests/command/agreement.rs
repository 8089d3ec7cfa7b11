//! Verdict, evaluation file and gate say the same of targets.

#[path = "../support/generator.rs"]
#[allow(dead_code)]
mod generator;

use super::run::geode_with;
use geode_core::report::{self, verdict::VerdictKind};
use geode_core::scenario::Scenario;

/// Targets next to what one of the options reaches: missed, met and exactly reached ones.
fn aimed(scenario: &mut Scenario, number: usize) -> String {
    if !number.is_multiple_of(3) {
        scenario.user_groups.iter_mut().for_each(|group| group.permitted_jurisdictions.clear());
    }
    let evaluation = report::evaluate(scenario, &[]);
    let option = &evaluation.options[number % evaluation.options.len()];
    let r = &option.rigorous;
    let factor = |salt: usize| [0.93, 0.9999, 1.0, 1.0001, 1.08, 2.0, 100.0][(number + 3 * salt) % 7];
    let is_asked = |salt: usize| number.is_multiple_of(salt + 2);
    let target = &mut scenario.target;
    target.availability = Some((1.0 - r.unavailability * factor(1)).clamp(1e-9, 1.0)).filter(|_| is_asked(0));
    target.rto_minutes = Some((r.rto.seconds / 60.0 * factor(2)).min(525_600.0)).filter(|_| is_asked(1));
    target.rpo_seconds = Some((r.rpo_seconds.unwrap_or(1.0) * factor(3)).min(1e7)).filter(|_| is_asked(2));
    target.p95_latency_ms = r.reads.p95_latency_ms.map(|ms| (ms * factor(4)).min(60_000.0)).filter(|_| is_asked(3));
    // There is always something to check.
    target.monthly_budget = Some((r.monthly_cost.total * factor(5)).min(1e13));
    option.id.clone()
}

/// "Close" was not missed in the file and failed the gate; a verdict of "Yes" named an option that the gate refuses.
#[test]
fn verdict_file_and_gate_agree_on_a_thousand_scenarios() {
    let (mut missed, mut decided) = (0, 0);
    for (number, mut scenario) in generator::fixed(1_000).enumerate() {
        let id = aimed(&mut scenario, number);
        let evaluation = report::evaluate(&scenario, &[]);
        let of = |id: &str| &evaluation.options.iter().find(|option| option.id == id).unwrap().rigorous;
        let run = geode_with(&["check", "-", "--option", &id], scenario.to_json());
        let expected = i32::from(!of(&id).targets_missed.is_empty());
        assert_eq!(run.code, expected, "{number}: {:?}\n{}{}", of(&id).targets_missed, run.output, run.errors);
        assert_eq!(run.output.matches("missed ").count(), of(&id).targets_missed.len(), "{number}: {}", run.output);
        let verdict = &evaluation.verdict;
        let all_miss = evaluation.options.iter().all(|option| !option.rigorous.targets_missed.is_empty());
        assert_eq!(verdict.kind == VerdictKind::NoOptionMeetsTargets, all_miss, "{number}");
        assert!(all_miss || of(&verdict.option).targets_missed.is_empty(), "{number}: {}", verdict.sentence);
        if matches!(verdict.kind, VerdictKind::Stay | VerdictKind::Change) {
            let best = evaluation.options.iter().filter(|option| option.rigorous.targets_missed.is_empty());
            let most = best.map(|option| option.rigorous.value.npv).fold(f64::NEG_INFINITY, f64::max);
            assert!(of(&verdict.option).value.npv >= most - 1e-9 * most.abs(), "{number}: {}", verdict.sentence);
            decided += 1;
        }
        missed += expected;
    }
    // Both answers were given often enough to say something.
    assert!((200..=900).contains(&missed) && decided > 50, "{missed} missed, {decided} decided");
}
