//! Downtime, its causes, and what a region more changes.

use super::*;

#[test]
fn the_curve_holds_the_oracle_figures() {
    let Body::Lines { series, .. } = spec(&presets::worked_example(), "downtime-by-regions").unwrap().body else {
        panic!("bars");
    };
    let curve = &series[0].points;
    assert_eq!(curve.len(), 6);
    for (n, downtime) in [(0, 15_768.0), (1, 7.884), (2, 0.003_942)] {
        assert!((curve[n].1 / downtime - 1.0).abs() < 1e-12, "{n}");
    }
    assert_eq!(series[1].points, [(2.0, 3_942.0)]);
}

/// A downtime of 61.3 h in the table was one of 2.6 d in the charts.
#[test]
fn a_downtime_reads_alike_in_table_and_charts() {
    let mut scenario = presets::worked_example();
    scenario.regions.iter_mut().for_each(|region| region.availability = 0.993);
    let evaluation = report::evaluate(&scenario, &[]);
    let figure = crate::engine::figures::of_path("/rigorous/downtime_seconds_per_year").unwrap();
    let cell =
        |i: usize| report::written::figure(figure, &evaluation.options[i], "USD", crate::quantity::format::Digits::Few);
    assert_eq!(cell(0), "61.3 h/yr");
    let causes = drawn(&of_option(&scenario, "downtime-by-cause", "single", 0));
    assert!(causes.contains("61.3 h") && !causes.contains("2.6 d"), "{causes}");
    assert!(title(&scenario, "downtime-by-regions").contains(" from 61.3 h to "));
    let Body::Lines { series, .. } = spec(&scenario, "downtime-by-regions").unwrap().body else { panic!("bars") };
    assert_eq!(Format::Downtime.short(series[0].points[0].1).replace('\u{a0}', " "), "61.3 h");
}

/// A target of thirteen nines was marked "Target 100%", off the picture.
#[test]
fn a_target_is_marked_with_all_its_nines() {
    let mut scenario = presets::worked_example();
    scenario.target.availability = Some(0.999_999_999_999_9);
    for id in ["downtime-by-regions", "nines-by-regions"] {
        let picture = drawn(&spec(&scenario, id).unwrap());
        assert!(picture.contains("Target 99.99999999999 %"), "{id}: {picture}");
    }
}

/// What is down for less than a millisecond a year had a point below the picture's edge, which nobody saw.
#[test]
fn every_point_of_the_downtime_is_drawn() {
    use crate::chart::{Stroke, Theme, svg};
    for target in [None, Some(0.9999), Some(0.999_999_999_999_9)] {
        let mut scenario = presets::worked_example();
        scenario.target.availability = target;
        let mut spec = spec(&scenario, "downtime-by-regions").unwrap();
        assert!(numbers(&spec).iter().any(|seconds| *seconds < 1e-6), "{:?}", numbers(&spec));
        let picture = drawn(&spec);
        assert!(picture.contains(if target > Some(0.99999) { "≤ 100 ns" } else { "≤ 1 ms" }), "{picture}");
        let shapes = |spec: &ChartSpec| svg(spec, 800, 400, Theme::Light).unwrap().matches("<circle").count();
        let before = shapes(&spec);
        let Body::Lines { series, .. } = &mut spec.body else { panic!("bars") };
        assert_eq!(series[0].stroke, Stroke::LineMarkers);
        // Each point has its marker: without the last there is one less.
        series[0].points.pop();
        assert_eq!(shapes(&spec) + 1, before, "{target:?}");
    }
}

#[test]
fn only_causes_that_occur_are_shown() {
    let Body::Bars { categories, series, .. } = spec(&shared(), "downtime-by-cause").unwrap().body else {
        panic!("lines");
    };
    assert!(categories.iter().any(|cause| cause == "Shared failures"), "{categories:?}");
    assert!(categories.iter().all(|cause| cause != "Specialised region"), "{categories:?}");
    assert!((0..categories.len()).all(|i| series.iter().any(|bars| bars.values[i] > 0.0)));
    let title = of_option(&shared(), "downtime-by-cause", "geode-3", 0).title;
    assert!(title.contains("Shared failures") && title.ends_with("does not remove that."), "{title}");
    // What helps follows from the model, not from the name of the cause.
    let title = |option| of_option(&presets::worked_example(), "downtime-by-cause", option, 0).title;
    let mut apart = shared();
    apart.regions.iter_mut().for_each(|region| region.failure_domain.clone_from(&region.id));
    let apart = of_option(&apart, "downtime-by-cause", "geode-3", 0).title;
    let expected = [
        "“No region left” makes all of the 4.38 h a year that Single region is down; \
         adding a region like US East leaves 6.54 min.",
        "“Failing over” makes nearly all of the 52.7 min a year that Active-passive is down; \
         serving from both regions leaves 6.54 min.",
        "“Failing over” makes nearly all of the 6.41 min a year that Active-active, 3 regions is down; \
         adding a region like Asia East does not remove that.",
    ];
    assert_eq!([title("single"), title("active-passive"), apart], expected);
}

/// An option of the most regions that there may be was evaluated with a region more, which the engine does not take in:
/// the takeaway said that it would not help, though nobody had computed it.
#[test]
fn what_cannot_be_added_is_not_judged() {
    let mut scenario = presets::worked_example();
    let first = scenario.regions[0].clone();
    for i in 0..16 {
        let id = format!("r{i}");
        for (_, row) in scenario.user_latency_ms.iter_mut() {
            row.insert(id.clone(), 100.0);
        }
        scenario.regions.push(crate::scenario::model::Region { id, ..first.clone() });
    }
    let crate::scenario::model::Kind::Geode { regions, .. } = &mut scenario.options[3].kind else {
        panic!("not a geode")
    };
    *regions = (0..16).map(|i| format!("r{i}")).collect();
    let title = of_option(&scenario, "downtime-by-cause", "geode-3", 0).title;
    assert!(title.ends_with(" a year that Active-active, 3 regions is down."), "{title}");
}

#[test]
fn the_bridge_ends_at_the_estimate_and_leaves_idle_steps_out() {
    let scenario = shared();
    let evaluation = report::evaluate(&scenario, &[]);
    let spec = of_option(&scenario, "bridge", "geode-3", 0);
    let Body::Bars { categories, series, .. } = &spec.body else { panic!("lines") };
    let geode = &evaluation.options[3];
    assert_eq!(series[0].values.first(), Some(&geode.textbook.downtime_seconds_per_year));
    assert_eq!(series[0].values.last(), Some(&geode.rigorous.downtime_seconds_per_year));
    assert!(categories.len() < geode.bridge.len() + 1, "{categories:?}");
    assert!(spec.title.ends_with("; 5 more assumptions, named in the data, change nothing."), "{}", spec.title);
    let idle = [
        "No change: users stay in their permitted jurisdictions.",
        "No change: writes, specialised regions and synchronous calls.",
        "No change: load beyond capacity is shed.",
        "No change: no shared dependencies.",
        "No change: operating more regions.",
    ];
    assert_eq!(spec.table().notes, idle);
    let single = of_option(&presets::worked_example(), "bridge", "single", 0).title;
    assert_eq!(single, "Single region: textbook and engineering estimate agree on 4.38 h a year.");
}

/// The line was drawn as if it spoke for every option; one with an edge or another way to write has its own figure.
#[test]
fn options_beside_the_line_have_points_of_their_own() {
    let lines = |change: fn(&mut Scenario)| {
        let mut scenario = presets::worked_example();
        change(&mut scenario);
        let evaluation = report::evaluate(&scenario, &[]);
        let chart = LIST.iter().find(|chart| chart.id == "downtime-by-regions").unwrap();
        let spec = chart.spec(&evaluation, Method::Rigorous).unwrap();
        let Body::Lines { series, .. } = spec.body else { panic!("bars") };
        let points = series.into_iter().skip(1).map(|series| (series.label, series.points)).collect::<Vec<_>>();
        (evaluation, points, spec.title)
    };
    let (_, points, title) = lines(|_| ());
    assert_eq!(points.len(), 1, "only the pair: {points:?}");
    assert!(!title.contains("off the line"), "{title}");
    let (evaluation, points, title) = lines(|scenario| {
        scenario.options[3].edge = Some(crate::scenario::model::Edge {
            offload_share: 0.9,
            latency_ms: 10.0,
            monthly_cost: 0.0,
            ..crate::scenario::model::Edge::default()
        });
    });
    let down = evaluation.options[3].rigorous.downtime_seconds_per_year;
    assert_eq!(points.last().unwrap(), &("Active-active, 3 regions".to_owned(), vec![(3.0, down)]));
    assert!(
        title.ends_with(" Points off the line are options that differ from it: in regions, residency, writes, edge or specialised regions."),
        "{title}"
    );
    // The line writes as the largest geode does.
    let (evaluation, points, _) = lines(|scenario| {
        let Kind::Geode { writes, .. } = &mut scenario.options[3].kind else { panic!("no geode") };
        writes.mode = crate::scenario::model::WriteMode::Quorum;
        scenario.traffic.write_fraction = 1.0;
    });
    let down = evaluation.options[2].rigorous.downtime_seconds_per_year;
    assert_eq!(points.last().unwrap(), &("Active-active, 2 regions".to_owned(), vec![(2.0, down)]));
}
