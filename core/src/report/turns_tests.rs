//! What is said of flip points.

use super::*;

/// "Compute" stood among inputs, bars and ranges without the cost that it is a share of.
#[test]
fn shares_of_the_bill_say_of_what() {
    let example = crate::scenario::presets::worked_example();
    let name = |pointer: &str| named(&example, pointer).unwrap();
    assert_eq!(name("/cost/compute_share"), "compute (share of the bill)");
    assert_eq!(name("/cost/fixed_share"), "fixed (share of the bill)");
    assert_eq!(name("/cost/compute_discount"), "discount on compute");
}

/// "If begins after is from 15 mo to 35 mo" named no phase.
#[test]
fn numbers_of_a_phase_are_named_with_it() {
    let mut example = crate::scenario::presets::worked_example();
    let phase =
        |option: &str| crate::scenario::model::Phase { start_month: 6, option: option.into(), migration_cost: 1e5 };
    example.rollout = vec![phase("geode-2"), phase("geode-3")];
    let name = |pointer: &str| named(&example, pointer).unwrap();
    assert_eq!(name("/rollout/1/start_month"), "start of phase 2 (Active-active, 3 regions)");
    assert_eq!(name("/rollout/0/migration_cost"), "migration cost of phase 1 (Active-active, 2 regions)");
}

use crate::engine::Depth;
use crate::planning::{Flip, Job, Turning, Varied, asked_for, best, flips, in_one_go};
use crate::scenario::presets;
use crate::scenario::problem::Problem;

fn found(scenario: &Scenario, today: Option<usize>) -> Vec<TurnWords> {
    let problem = Problem::compile(scenario);
    let (asked, _) = asked_for(scenario, &problem);
    words(scenario, today, &in_one_go(Turning::new(problem, asked)))
}

/// A revenue that had been solved for and put in was said to turn the verdict "above $29,046,132.4806 (today
/// $29,046,132.4806)".
#[test]
fn what_is_at_its_turn_is_left_out_unless_all_is() {
    let mut example = presets::worked_example();
    let turns = found(&example, Some(0));
    let revenue = turns.iter().find(|turn| turn.pointer == "/revenue/monthly").expect("the example's third");
    example.revenue.monthly = revenue.flips_at;
    let at_it = found(&example, Some(0));
    // Each of them was enough, and the page said "No single number, whatever its value".
    assert_eq!(at_it.len(), 3);
    for said in &at_it {
        let here = said.result == "It turns where " && said.value.starts_with("stands today (");
        assert!(here, "{said:?}");
    }
    example.revenue.monthly *= 0.99;
    let near = found(&example, Some(0));
    assert!(near.iter().any(|turn| turn.pointer == "/revenue/monthly"), "{near:?}");
}

/// A standby that takes 15 minutes, and a target of 15, were to turn "below 14.99999998 min (today 15 min)".
#[test]
fn what_turns_at_any_change_at_all_says_so() {
    let example = presets::worked_example();
    let row = inputs::LIST.iter().position(|input| input.path == "/revenue/monthly").expect("listed");
    let said = |flips_at: f64| {
        let turn = Turn {
            asked: (row as u16, (0, 0)),
            today: Some(1e7),
            flips_at,
            to: Some(3),
            upwards: flips_at > 1e7,
            until: None,
        };
        words(&example, Some(0), &[turn])[0].value.clone()
    };
    assert_eq!(
        [said(1e7 * (1.0 - 2e-9)), said(1e7 * (1.0 + 2e-9))],
        ["were any lower (today $10 M)", "were any higher (today $10 M)"]
    );
    assert_eq!(said(1.001e7), "were above $10,010,000 (today $10,000,000)");
}

/// "Nothing would meet your targets if synchronous cross-region calls were above 1": at 1 nothing did already.
#[test]
fn a_count_is_named_that_turns_the_answer() {
    let mut example = presets::worked_example();
    example.traffic.sync_cross_region_calls = 2;
    let path = "/traffic/sync_cross_region_calls";
    let row = inputs::LIST.iter().position(|input| input.path == path).expect("listed");
    let said = |flips_at: f64| {
        let turn = Turn {
            asked: (row as u16, (0, 0)),
            today: Some(2.0),
            flips_at,
            to: None,
            upwards: flips_at > 2.0,
            until: None,
        };
        words(&example, Some(0), &[turn])[0].value.clone()
    };
    assert_eq!([said(3.0), said(1.0)], ["were 3 or more (today 2)", "were 1 or fewer (today 2)"]);
    // What is said is what is found: the count itself has the new answer, the one before it has not.
    let problem = Problem::compile(&example);
    let (input, at) = inputs::find(&example, path).expect("there");
    let mut varied = Varied::new(&problem, input, at, Depth::Headline).expect("known");
    let mut best_at = |value: f64| {
        let (problem, figures) = varied.figures(Some(value)).expect("a scenario");
        best(problem, figures)
    };
    let (asked, _) = asked_for(&example, &problem);
    let turns = in_one_go(Turning::new(problem.clone(), asked));
    for turn in turns.iter().filter(|turn| turn.asked.0 == row as u16) {
        let before = turn.flips_at + if turn.flips_at > 2.0 { -1.0 } else { 1.0 };
        assert!(best_at(turn.flips_at) == turn.to && best_at(before) != turn.to, "{turn:?}");
    }
}

/// The number that is named, put in, gives the answer that is announced; the three nearest flips of an example may have
/// no count among them.
#[test]
fn the_count_that_is_named_has_the_new_answer() {
    let mut example = presets::worked_example();
    (example.revenue.monthly, example.cost.migration_one_off) = (6e7, 1e6);
    let problem = Problem::compile(&example);
    let mut all = Vec::new();
    for pointer in ["/traffic/sync_cross_region_calls", "/finance/horizon_months"] {
        let (input, at) = inputs::find(&example, pointer).unwrap();
        let row = inputs::LIST.iter().position(|row| row.path == input.path).unwrap() as u16;
        for flip in flips(&problem, input, at) {
            let Flip { today, flips_at, to, upwards, until, .. } = flip;
            let turn = Turn { asked: (row, at), today, flips_at, to, upwards, until };
            let said = words(&example, Some(0), &[turn])[0].value.clone();
            let named: f64 = said.split_whitespace().nth(1).unwrap().parse().unwrap();
            let mut varied = Varied::new(&problem, input, at, Depth::Headline).unwrap();
            let (changed, figures) = varied.figures(Some(named)).unwrap();
            assert_eq!(best(changed, figures), flip.to, "{said}");
            all.push(said);
        }
    }
    for ends in [" or more (today 0)", " or less (today 36"] {
        assert!(all.iter().any(|said| said.contains(ends)), "{ends}: {all:?}");
    }
    let losses = inputs::of_path("/capacity/sizing/losses").unwrap();
    let said = |flips_at: f64, is_more: bool| from_there(losses, flips_at, is_more, flips_at.to_string());
    assert_eq!([said(2.0, false), said(0.0, false), said(15.0, true)], ["2 or fewer", "0", "15"]);
}

/// "If the share of requests (Europe) were below 0 %": where its data breaks a law, it keeps it once nobody is there.
#[test]
fn at_its_end_an_input_is_not_beyond_it() {
    let example = presets::worked_example();
    let row = inputs::LIST.iter().position(|input| input.path == inputs::USER_GROUPS_SHARE).expect("listed");
    let said = |flips_at: f64| {
        let turn = Turn {
            asked: (row as u16, (1, 0)),
            today: Some(0.3),
            flips_at,
            to: Some(3),
            upwards: flips_at > 0.3,
            until: None,
        };
        words(&example, Some(0), &[turn])[0].value.clone()
    };
    let none = "were 0 % (today 30 %, the others as they are)";
    assert_eq!([0.0, 1e-12, 1.0].map(said), [none, none, "were 100 % (today 30 %, the others as they are)"]);
    assert_eq!(said(0.1), "were below 10 % (today 30 %, the others as they are)");
}

/// "If availability were below 99.989 %" was read as one that is measured; one that is not set yet had no side.
#[test]
fn targets_are_named_as_targets_and_have_a_side() {
    let mut alone = presets::worked_example();
    alone.options.truncate(1);
    let said: Vec<String> = found(&alone, Some(0)).iter().map(TurnWords::sentence).collect();
    let starts = "Nothing would meet your targets if the target for ";
    assert!(!said.is_empty() && said.iter().all(|said| said.starts_with(starts)), "{said:?}");
    for said in &said {
        let side = match said {
            said if said.contains("availability") => "were above ",
            // Without backups it misses any.
            said if said.contains("RPO") => "were set at all ",
            _ => "were below ",
        };
        assert!(said.contains(side) && said.ends_with("(today no target)"), "{said}");
    }
}

/// The worked example's first option and some others, no revenue: the single region is the best by its cost.
fn without_revenue(others: &[&str]) -> Scenario {
    let mut example = presets::worked_example();
    example.options.retain(|option| option.id == "single" || others.contains(&option.id.as_str()));
    example.revenue.monthly = 0.0;
    example
}

/// What is said of an input without a value, and where it flips.
fn said_of(scenario: &Scenario, pointer: &str) -> (String, f64) {
    let problem = Problem::compile(scenario);
    let (input, at) = inputs::find(scenario, pointer).unwrap();
    let row = inputs::LIST.iter().position(|row| row.path == input.path).unwrap() as u16;
    let turns = in_one_go(Turning::new(problem, vec![(row, at)]));
    let said = words(scenario, Some(0), &turns);
    (said[0].sentence(), said[0].flips_at)
}

/// Targets that nobody has set were gone through from the strictest on. "It would change to Active-active, 3 regions if
/// the target for lost writes (RPO) were below 1 s": below it nothing meets it, and any target at all changes the answer,
/// since one region without backups has no copy elsewhere. "… to Active-active, 2 regions if the target for recovery time
/// (RTO) were below 2 min": below an hour, which a repair takes, it changes to the standby.
#[test]
fn a_target_that_is_not_set_is_set_as_lax_as_it_can_be() {
    let (said, flips_at) = said_of(&without_revenue(&["geode-3"]), "/target/rpo_seconds");
    assert_eq!(flips_at, 1e7);
    assert_eq!(
        said,
        "It would change to Active-active, 3 regions if the target for lost writes (RPO) were set at all (today no target)"
    );
    let (said, flips_at) = said_of(&without_revenue(&["active-passive", "geode-3"]), "/target/rto_minutes");
    assert!((flips_at / 60.0 - 1.0).abs() < 2e-9, "{flips_at}");
    assert!(
        said.starts_with("It would change to Active-passive if the target for recovery time (RTO) were below "),
        "{said}"
    );
    assert!(said.ends_with("1 h (today no target)") || said.ends_with("60 min (today no target)"), "{said}");
}

/// "If lost time between backups were 5 min (today no backups)" had no side: with rarer ones nothing changes. The cost of
/// an hour down, from revenue where it is not given, changes the answer above.
#[test]
fn what_is_not_given_has_a_side() {
    let mut example = without_revenue(&["geode-3"]);
    let (said, _) = said_of(&example, "/revenue/downtime_cost_per_hour");
    assert!(said.contains(" were above "), "{said}");
    // Today three regions, for a single one without backups misses this.
    example.target.rpo_seconds = Some(3_600.0);
    let (said, flips_at) = said_of(&example, "/options/single/backup_interval_hours");
    assert!((flips_at - 1.0).abs() < 2e-9 && said.contains(" were below 1 h (today "), "{said}");
}

/// At 100 % a target of availability turns the verdict, as near as targets are held; "above 100 %" nobody can enter.
#[test]
fn nothing_is_above_all() {
    let example = presets::worked_example();
    let row = |path: &str| inputs::LIST.iter().position(|input| input.path == path).expect("listed") as u16;
    let said = |path: &str, today: f64, flips_at: f64| {
        let turn = Turn {
            asked: (row(path), (0, 0)),
            today: Some(today),
            flips_at,
            to: Some(3),
            upwards: flips_at > today,
            until: None,
        };
        words(&example, Some(0), &[turn])[0].value.clone()
    };
    let coverage = "/failover/coverage";
    assert_eq!(said(coverage, 0.9, 1.0 - 2e-11), "were 100 % (today 90 %)");
    // Rounded to three digits it was all.
    assert_eq!(said(coverage, 0.9, 0.9997), "were above 99.97 % (today 90 %)");
    assert_eq!(said(coverage, 0.9, 2e-11), "were 0 % (today 90 %)");
}

/// "Below 99.988%" was said of 0.01233 % that are missing, and at 99.9879% nothing met the targets yet: what is said was the
/// nearest in so few digits, on the side where the verdict has not turned.
#[test]
fn at_what_is_said_the_verdict_has_turned() {
    let availability = inputs::of_path("/target/availability").expect("listed");
    let missing = |is_more: bool| complement(beyond(availability, (1.0 - 1.233e-4, is_more), 3));
    assert!((missing(false) - 1.3e-4).abs() < 1e-15 && (missing(true) - 1.2e-4).abs() < 1e-15);
    let budget = inputs::of_path("/target/monthly_budget").expect("listed");
    let rounded = |value: f64| [false, true].map(|is_more| beyond(budget, (value, is_more), 3));
    assert_eq!(rounded(99_920.0), [99_900.0, 100_000.0]);
    assert_eq!(rounded(99_960.0), [99_900.0, 100_000.0]);
    assert_eq!(rounded(36_150_192.3), [36_100_000.0, 36_200_000.0]);
    // Digits of a computer's rounding are none.
    assert_eq!(rounded(0.1 + 0.2), [0.3, 0.3]);
}

/// "If the target for availability were above 99.9964%": three regions are the best from 99.99632 % on, and from 99.99634 %
/// nothing meets it, so at the value that was named the page itself said that nothing meets the target.
#[test]
fn a_value_that_is_named_is_not_beyond_the_next_change() {
    let mut example = presets::worked_example();
    (example.common_mode.beta, example.target.availability) = (0.05, Some(0.9999));
    let problem = Problem::compile(&example);
    let (input, at) = inputs::find(&example, "/target/availability").unwrap();
    let row = inputs::LIST.iter().position(|row| row.path == input.path).unwrap() as u16;
    let found = flips(&problem, input, at);
    let flip = found.iter().find(|flip| flip.upwards).unwrap();
    let Flip { today, flips_at, to, upwards, until, .. } = *flip;
    let turn = Turn { asked: (row, at), today, flips_at, to, upwards, until };
    let said = words(&example, Some(1), &[turn])[0].value.clone();
    let named: f64 = said.split_whitespace().nth(2).unwrap().trim_end_matches('%').parse().unwrap();
    let mut varied = Varied::new(&problem, input, at, Depth::Headline).unwrap();
    let (changed, figures) = varied.figures(Some(named / 100.0 + 1e-12)).unwrap();
    assert_eq!((best(changed, figures), to), (Some(3), Some(3)), "{said}");
}
