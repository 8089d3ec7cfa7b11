//! Advice on scenarios at the edge, and told together.

use crate::quantity::format::{Digits, downtime};
use crate::scenario::model::{Dependency, Edge, Kind, Region, WriteMode};
use crate::scenario::{Scenario, presets};

/// A link with outages of a microsecond kept the page busy for hours: years are only simulated where that
/// ends, and the advice says why figures are missing.
#[test]
fn failures_too_frequent_to_simulate_are_told() {
    let mut scenario = presets::worked_example();
    scenario.regions.iter_mut().for_each(|region| region.mttr_hours = 1e-6);
    let mut evaluation = crate::report::evaluate(&scenario, &[]);
    crate::report::simulate(&mut evaluation);
    for option in &evaluation.options {
        assert_eq!(option.figures.yearly, None, "{}", option.id);
        assert!(option.advice.iter().any(|advice| advice.code == "not-simulated"), "{}", option.id);
    }
}

/// Their years were "not simulated yet" for ever, and each export tried to simulate them again.
#[test]
fn years_that_will_not_come_are_not_announced() {
    let mut scenario = presets::worked_example();
    let announced = |scenario: &_| {
        let evaluation = crate::report::evaluate(scenario, &[]);
        let lines = crate::report::comparison::rest(&evaluation, crate::report::verdict::Method::Rigorous);
        let after = crate::report::failures::tables(&evaluation);
        let cells = lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.clone());
        let rows = after.iter().flat_map(|table| table.rows(&evaluation, 0..usize::MAX));
        let others = rows.flat_map(|row| row.cells).map(|cell| cell.text);
        cells.chain(others).filter(|text| text == "not simulated yet").count()
    };
    assert!(announced(&scenario) > 0);
    scenario.regions.iter_mut().for_each(|region| region.mttr_hours = 1e-6);
    assert_eq!(announced(&scenario), 0);
}

/// A geode of three with three copies kept paying for the third copy in "the last region costs …": the sum left out
/// what its transfer costs.
#[test]
fn the_last_region_costs_its_copy_too() {
    let mut scenario = presets::worked_example();
    scenario.cost.operations_monthly_per_extra_region = 0.0;
    scenario.options.truncate(4);
    let said = |scenario: &_| {
        let evaluation = crate::report::evaluate(scenario, &[]);
        let advice = evaluation.options[3].advice.iter().find(|advice| advice.code == "last-region");
        advice.map(|advice| advice.message.clone())
    };
    // A third region that nobody is nearer to.
    for (_, cells) in scenario.user_latency_ms.iter_mut() {
        cells.insert("asia-east".into(), 500.0);
    }
    let all_hold_it = said(&scenario).unwrap();
    if let Kind::Geode { writes, .. } = &mut scenario.options[3].kind {
        writes.replicas = Some(3);
    }
    assert_eq!(said(&scenario).unwrap(), all_hold_it);
}

/// The same pitfall of two options is told once, with the names of both, the gravest first.
#[test]
fn a_pitfall_of_two_options_is_told_once() {
    let evaluation = crate::report::evaluate(&presets::worked_example(), &[]);
    let collected = evaluation.advice();
    let of = |code: &str| collected.iter().filter(|(advice, _)| advice.code == code).collect::<Vec<_>>();
    let conflicts = of("conflicts-unspecified");
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].1, ["Active-active, 2 regions", "Active-active, 3 regions"]);
    let told: usize = collected.iter().map(|(_, names)| names.len()).sum();
    assert_eq!(told, evaluation.options.iter().map(|option| option.advice.len()).sum::<usize>());
    assert!(collected.windows(2).all(|pair| pair[0].0.severity <= pair[1].0.severity));
}

/// Failures that are frequent but can be simulated get fewer years, and the figures say how many.
#[test]
fn frequent_failures_get_fewer_years() {
    let mut scenario = presets::worked_example();
    scenario.regions.iter_mut().for_each(|region| region.mttr_hours = 0.01);
    scenario.simulation_years = 100_000;
    let mut evaluation = crate::report::evaluate(&scenario, &[]);
    crate::report::simulate(&mut evaluation);
    let yearly = evaluation.options[0].figures.yearly.unwrap();
    // 438 outages a year, each with a beginning and an end: 1e7 changes of state are 11 415 years.
    assert!((11_400..11_450).contains(&yearly.years), "{}", yearly.years);
}

/// 166 years were simulated where 10,000 were asked for, and nothing said so or why.
#[test]
fn fewer_years_than_asked_for_are_told() {
    let mut scenario = presets::worked_example();
    let told = |scenario: &_| {
        let evaluation = crate::report::evaluate(scenario, &[]);
        let advice = evaluation.options[0].advice.iter().find(|advice| advice.code == "fewer-years");
        advice.map(|advice| advice.message.clone())
    };
    assert_eq!(told(&scenario), None);
    // 43,800 outages a year of the one region, each with a beginning and an end: 1e7 changes of state are 114 years.
    scenario.regions.iter_mut().for_each(|region| region.mttr_hours = 1e-4);
    let message = told(&scenario).unwrap();
    let expected = "114 years are simulated, not the 10,000 asked for: with 87,600 failures, repairs and switches";
    assert!(message.starts_with(expected), "{message}");
    scenario.simulation_years = 114;
    assert_eq!(told(&scenario), None);
}

/// A quorum of two regions that lost one was advised to size for the loss, and told in the same breath that the region
/// left gets every request. What fails there are writes without a quorum, which no capacity mends.
#[test]
fn only_an_overload_is_advised_as_one() {
    let advised = |change: fn(&mut crate::scenario::Scenario)| {
        let mut scenario = presets::worked_example();
        change(&mut scenario);
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let is_advised = |id: &str| {
            let option = evaluation.options.iter().find(|option| option.id == id).unwrap();
            option.advice.iter().any(|advice| advice.code == "overload-after-loss")
        };
        ["geode-2", "geode-3"].map(is_advised)
    };
    let quorum = |scenario: &mut crate::scenario::Scenario| {
        for option in &mut scenario.options {
            if let Kind::Geode { writes, .. } = &mut option.kind {
                writes.mode = WriteMode::Quorum;
            }
        }
    };
    assert_eq!(advised(quorum), [false, false]);
    assert_eq!(advised(|scenario| scenario.traffic.sync_cross_region_calls = 2), [false, false]);
    // A copy that does nine tenths of the work of the others cannot carry the load of both.
    assert_eq!(advised(|scenario| scenario.regions[0].capacity_factor = 0.9), [true, false]);
}

/// What a quorum of two loses with either region was told as lost for want of capacity, where a little is.
#[test]
fn an_overload_is_told_without_what_fails_beside_it() {
    let mut scenario = presets::worked_example();
    scenario.regions[0].capacity_factor = 0.9;
    scenario.traffic.write_fraction = 0.5;
    if let Kind::Geode { writes, .. } = &mut scenario.options[2].kind {
        writes.mode = WriteMode::Quorum;
    }
    let evaluation = crate::report::evaluate(&scenario, &[]);
    let option = &evaluation.options[2];
    let lost = &option.rigorous.after_losing[1];
    // All writes and a tenth of the reads: what stays gets every request that reaches it, and carries nine tenths.
    assert!((lost.unserved_share - (0.5 + 0.5 * 0.1)).abs() < 1e-12, "{}", lost.unserved_share);
    let advice = option.advice.iter().find(|advice| advice.code == "overload-after-loss").unwrap();
    assert!(
        advice.message.starts_with("After losing EU West, 5 % of requests find no capacity."),
        "{}",
        advice.message
    );
}

/// "Saves 0 s/yr of downtime" was said of a region that adds to it: a quorum of four is down more often than one of three.
#[test]
fn a_last_region_that_makes_it_worse_is_told_as_that() {
    let mut scenario = presets::worked_example();
    scenario.traffic.write_fraction = 0.5;
    if let Kind::Geode { writes, regions, .. } = &mut scenario.options[3].kind {
        writes.mode = WriteMode::Quorum;
        regions.push("us-west".into());
    }
    let evaluation = crate::report::evaluate(&scenario, &[]);
    let with = evaluation.options[3].rigorous.downtime_seconds_per_year;
    if let Kind::Geode { regions, .. } = &mut scenario.options[3].kind {
        regions.pop();
    }
    let without = crate::report::evaluate(&scenario, &[]).options[3].rigorous.downtime_seconds_per_year;
    assert!(with > without);
    let advice = evaluation.options[3].advice.iter().find(|advice| advice.code == "last-region").unwrap();
    let [with, without] = [with, without].map(|seconds| downtime(seconds, Digits::Few));
    let said = format!(
        "US West serves 0 % of requests and costs $101,000 a month. Downtime is {with} with it, {without} without;"
    );
    assert!(advice.message.starts_with(&said), "{}", advice.message);
}

/// A region that serves nobody went unnoticed unless it stood last in the list.
#[test]
fn a_region_that_serves_nobody_is_told_wherever_it_stands() {
    let mut scenario = presets::worked_example();
    scenario.options.truncate(4);
    let told = |order: [&str; 3]| {
        let mut scenario = scenario.clone();
        // Nobody is near to it.
        for (_, cells) in scenario.user_latency_ms.iter_mut() {
            cells.insert("us-west".into(), 500.0);
        }
        if let Kind::Geode { regions, .. } = &mut scenario.options[3].kind {
            *regions = order.map(String::from).into();
        }
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let advice = evaluation.options[3].advice.iter().find(|advice| advice.code == "last-region");
        advice.map(|advice| advice.message.clone()).unwrap_or_default()
    };
    let first = told(["us-west", "us-east", "eu-west"]);
    assert!(first.starts_with("US West serves 0 % of requests and costs $101,000 a month."), "{first}");
    assert_eq!(told(["us-east", "eu-west", "us-west"]), first);
}

/// Shared dependencies were below the target, and with the shared failures that no region of the domain prevents above it:
/// nothing said that further regions are in vain.
#[test]
fn shared_failures_count_towards_what_is_out_of_reach() {
    let mut scenario = presets::worked_example();
    scenario.common_mode.beta = 0.05;
    let told = |scenario: &_| {
        let evaluation = crate::report::evaluate(scenario, &[]);
        let advice = |i: usize| evaluation.options[i].advice.iter().find(|advice| advice.code == "target-out-of-reach");
        [0, 3].map(|i| advice(i).map_or(String::new(), |advice| advice.message.clone()))
    };
    // 5 % of 4.38 h are 13.1 minutes; 99.999 % allows 5.26.
    scenario.target.availability = Some(0.999_99);
    let [single, geode] = told(&scenario);
    assert_eq!(single, "", "one region shares nothing");
    assert!(geode.starts_with("Shared failures alone are down 13.1 min/yr; the target allows 5.26"), "{geode}");
    scenario.target.availability = Some(0.999_9);
    assert_eq!(told(&scenario), ["", ""]);
}

/// An option of sixteen regions that fail a fifth of the time has more failure states than are counted; that its downtime
/// is a lower bound stood only in a row that is folded.
#[test]
fn states_that_are_left_out_are_told_where_they_show() {
    let mut scenario = presets::worked_example();
    let model = scenario.regions[0].clone();
    scenario.regions =
        (0..16).map(|i| Region { id: format!("r{i}"), name: format!("R{i}"), ..model.clone() }).collect();
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    scenario.user_latency_ms = scenario
        .user_groups
        .iter()
        .map(|group| (group.id.clone(), ids.iter().map(|id| (id.clone(), 50.0)).collect()))
        .collect();
    scenario.options.truncate(4);
    scenario.options.drain(..3);
    scenario.baseline.clone_from(&scenario.options[0].id);
    if let Kind::Geode { regions, .. } = &mut scenario.options[0].kind {
        *regions = ids;
    }
    let told = |availability: f64| {
        let mut scenario = scenario.clone();
        scenario.regions.iter_mut().for_each(|region| region.availability = availability);
        let evaluation = crate::report::evaluate(&scenario, &[]);
        let option = &evaluation.options[0];
        let advice = option.advice.iter().find(|advice| advice.code == "states-left-out");
        // All users are served from the first region that is not away: q T/(T + M), q M/(T + M), and the next.
        let (q, t) = (1.0 - availability, 90.0 / 3_690.0);
        let exact: f64 = (0..16).map(|k| (q * (1.0 - t)).powi(k) * q * t).sum();
        let (least, bound) = (option.rigorous.unavailability, option.rigorous.unavailability_bound);
        assert!(least <= exact * (1.0 + 1e-9) && exact <= (least + bound) * (1.0 + 1e-9), "{least} {exact} {bound}");
        advice.map(|advice| advice.message.clone())
    };
    assert_eq!(told(0.999_5), None);
    assert!(told(0.8).unwrap().starts_with("There are too many combinations of failures to count all of them: "));
}

/// Where no write may be lost, geodes that copy writes later missed the target, and nothing said what would meet it.
#[test]
fn a_lag_over_its_target_is_told() {
    let mut scenario = presets::worked_example();
    let is_told = |scenario: &_| {
        let evaluation = crate::report::evaluate(scenario, &[]);
        evaluation.options[3].advice.iter().any(|advice| advice.code == "replication-lag")
    };
    assert!(!is_told(&scenario));
    scenario.target.rpo_seconds = Some(0.0);
    assert!(is_told(&scenario));
}

/// "Replicas lag 24 h" was said of a pair that is restored from backups.
#[test]
fn an_old_copy_is_no_lagging_replica() {
    let mut scenario = presets::worked_example();
    if let Kind::ActivePassive { recovery_point_seconds, .. } = &mut scenario.options[1].kind {
        *recovery_point_seconds = Some(86_400.0);
    }
    let evaluation = crate::report::evaluate(&scenario, &[]);
    let told = evaluation.options[1].advice.iter().find(|advice| advice.code == "replication-lag").unwrap();
    assert!(
        told.message.starts_with("The copy elsewhere is up to 24 h old: a lost region loses that span,"),
        "{}",
        told.message
    );
}

/// Loads are shares of what reaches the regions: behind an edge "of all requests" was untrue, as was that every request waits
/// for a call. "No number of regions reaches it" was said where one region alone needs no such dependency.
#[test]
fn behind_an_edge_it_is_said_what_shares_are_of() {
    let mut scenario = presets::worked_example();
    scenario.traffic.sync_cross_region_calls = 1;
    let said = |scenario: &Scenario, code: &str| {
        let evaluation = crate::report::evaluate(scenario, &[]);
        evaluation.options[3].advice.iter().find(|advice| advice.code == code).map(|advice| advice.message.clone())
    };
    assert!(said(&scenario, "synchronous-calls").unwrap().starts_with("Every request waits for one call"));
    scenario.options[3].edge = Some(Edge { offload_share: 0.8, ..Edge::default() });
    let waits = said(&scenario, "synchronous-calls").unwrap();
    assert!(waits.starts_with("Every request that reaches a region waits for one call to another region"), "{waits}");
    scenario.common_mode.dependencies =
        vec![Dependency { name: "DNS".into(), availability: 0.99, ..Dependency::default() }];
    scenario.target.availability = Some(0.9999);
    let out = said(&scenario, "target-out-of-reach").unwrap();
    assert!(out.ends_with("No further region helps: make the dependencies better or do without them."), "{out}");
}

/// Only geodes were told that their replicas lag, and pairs lose as much.
#[test]
fn a_lagging_standby_is_told() {
    let mut scenario = presets::worked_example();
    scenario.traffic.replication_lag_seconds = 60.0;
    let evaluation = crate::report::evaluate(&scenario, &[]);
    let is_told = |option: &crate::report::OptionEvaluation| option.advice.iter().any(|a| a.code == "replication-lag");
    assert_eq!(evaluation.options.iter().map(is_told).collect::<Vec<_>>(), [false, true, true, true]);
}
