//! Charts of latency: by regions and by user groups.

use super::*;

/// Groups beyond the eighth stood neither in the picture nor in its table.
#[test]
fn every_user_group_is_in_the_table() {
    let mut scenario = presets::worked_example();
    let row = scenario.user_latency_ms.iter().next().unwrap().1.clone();
    let group = scenario.user_groups[0].clone();
    for i in 0..12 {
        let id = format!("g{i}");
        scenario.user_latency_ms.insert(id.clone(), row.clone());
        scenario.user_groups.push(crate::scenario::model::UserGroup { id, ..group.clone() });
    }
    let spec = spec(&scenario, "latency-by-group").unwrap();
    assert_eq!(spec.table().rows.len(), scenario.user_groups.len());
}

/// One region looked fastest because the users whom it may not serve were in no mean.
#[test]
fn latency_by_regions_leaves_out_what_leaves_users_out() {
    let of = |scenario: &Scenario| {
        let chart = LIST.iter().find(|chart| chart.id == "latency-by-regions").unwrap();
        chart.spec(&report::evaluate(scenario, &[]), Method::Rigorous).unwrap()
    };
    let mut scenario = presets::worked_example();
    for (region, law) in scenario.regions.iter_mut().zip(["US", "US", "EU", "AP"]) {
        region.jurisdiction = Some(law.into());
    }
    // Some users, then all of them.
    for groups in [1..2, 0..4] {
        for group in &mut scenario.user_groups[groups] {
            group.permitted_jurisdictions = vec!["EU".into()];
        }
        let spec = of(&scenario);
        let Body::Lines { series, marks } = &spec.body else { panic!("lines") };
        assert!(series[0].points.iter().all(|(regions, _)| *regions > 1.0), "{:?}", series[0].points);
        assert!(
            !series[0].points.is_empty() && marks.iter().all(|mark| matches!(mark, Mark::Point { x, .. } if *x > 1.0))
        );
        assert!(spec.title.starts_with("US East may not serve all users; with "), "{}", spec.title);
        assert!(spec.title.contains("EU West added it is "), "{}", spec.title);
    }
    scenario.user_groups[1].permitted_jurisdictions = vec!["MARS".into()];
    assert!(of(&scenario).title.starts_with("None of these regions may serve all users"), "{}", of(&scenario).title);
}

/// "A sixth region saves nothing more" stood behind three named ones, and it saved a little.
#[test]
fn latency_by_regions_tells_what_is_left_to_gain() {
    let mut scenario = presets::worked_example();
    let (region, group) = (scenario.regions[0].clone(), scenario.user_groups[0].clone());
    scenario.regions =
        (0..6).map(|i| Region { id: format!("r{i}"), name: format!("R{i}"), ..region.clone() }).collect();
    scenario.user_groups =
        (0..6).map(|i| UserGroup { id: format!("g{i}"), share: 1.0 / 6.0, ..group.clone() }).collect();
    scenario.options.truncate(1);
    scenario.options[0].kind = crate::scenario::model::Kind::single("r0".into());
    let title = |last: f64| {
        let mut scenario = scenario.clone();
        let near = |i: usize, j: usize| {
            if i != j {
                100.0
            } else if i == 5 {
                last
            } else {
                40.0
            }
        };
        let row = |i: usize| (format!("g{i}"), (0..6).map(|j| (format!("r{j}"), near(i, j))).collect());
        scenario.user_latency_ms = (0..6).map(row).collect();
        title(&scenario, "latency-by-regions")
    };
    // Each region spares a sixth of the users 60 ms.
    let little = title(97.0);
    assert!(little.starts_with("Added to R0, R1 takes the mean from 90 ms to 80 ms, "), "{little}");
    assert!(little.contains(" to 60 ms, 5 in all to 50 ms; a sixth region saves little more"), "{little}");
    let nothing = title(100.0);
    assert!(nothing.contains("5 in all to 50 ms; a sixth region saves nothing more"), "{nothing}");
}

/// Charts of further regions showed one with latencies that nobody knew, as if it were the next best.
#[test]
fn regions_without_latencies_are_left_out_and_named() {
    let example = presets::worked_example();
    let mut scenario = example.clone();
    crate::scenario::edit::add_region(&mut scenario, "Mumbai").unwrap();
    for id in ["latency-by-regions", "downtime-by-regions", "nines-by-regions"] {
        for method in [Method::Textbook, Method::Rigorous] {
            let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
            let of = |scenario: &Scenario| chart.spec(&report::evaluate(scenario, &[]), method).unwrap();
            let (before, after) = (of(&example), of(&scenario));
            assert_eq!(after.title, format!("{} Mumbai is left out: its round trips are not known.", before.title));
            assert_eq!(numbers(&after), numbers(&before), "{id}");
        }
    }
    // Those of the regions to each other matter where requests go on to them.
    for (group, ms) in [("north-america", 230.0), ("europe", 140.0), ("asia", 40.0), ("other", 90.0)] {
        crate::scenario::edit::fill_cell(&mut scenario, &format!("/user_latency_ms/{group}/mumbai"), ms);
    }
    let left_out = |scenario: &Scenario| {
        let chart = LIST.iter().find(|chart| chart.id == "latency-by-regions").unwrap();
        chart.spec(&report::evaluate(scenario, &[]), Method::Rigorous).unwrap().title.contains("left out")
    };
    assert!(!left_out(&scenario));
    crate::scenario::edit::change_writes(&mut scenario, "geode-3", |writes, _| {
        writes.mode = crate::scenario::model::WriteMode::Quorum;
    });
    assert!(left_out(&scenario));
}
