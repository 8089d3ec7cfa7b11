//! Charts of money: the net benefit where hours, savings and gains decide.

use super::*;

/// Who counts only what an hour down costs saw no chart of the net benefit, and break-evens of a revenue that is not there.
#[test]
fn where_only_hours_count_the_benefit_is_drawn_against_an_hour() {
    let mut scenario = presets::worked_example();
    scenario.revenue.monthly = 0.0;
    scenario.revenue.downtime_cost_per_hour = Some(20_000.0);
    let evaluation = report::evaluate(&scenario, &[]);
    let pair = evaluation.options[1].rigorous.value.break_even_downtime_cost_per_hour.unwrap();
    let chart = LIST.iter().find(|chart| chart.id == "benefit-by-revenue").unwrap();
    let spec = chart.spec(&evaluation, Method::Rigorous).unwrap();
    assert_eq!(spec.x.label, "Cost of an hour down");
    let Body::Lines { series, .. } = &spec.body else { panic!("lines") };
    let line = series.iter().find(|series| series.label == "Active-passive").unwrap();
    // The line crosses zero at the break-even of the figures, which is a formula of its own.
    let [first, last] = [line.points[0], line.points[line.points.len() - 1]];
    let crosses = first.0 - first.1 * (last.0 - first.0) / (last.1 - first.1);
    assert!((crosses / pair - 1.0).abs() < 1e-9, "{crosses} instead of {pair}");
    assert!(
        spec.title.contains(" pays once an hour down costs $") && spec.title.ends_with("; today it is $20k."),
        "{}",
        spec.title
    );
}

/// What costs less than today's has nothing to earn back; it once "returned more than it costs".
#[test]
fn what_saves_is_not_said_to_return() {
    let mut scenario = presets::worked_example();
    scenario.baseline = "geode-3".into();
    scenario.revenue.monthly = 1e5;
    assert_eq!(
        title(&scenario, "benefit-by-revenue"),
        "Single region leaves $250k a month more than Active-active, 3 regions."
    );
}

/// With a geode as today's, one region saves its cost and loses revenue: "No option pays at any revenue" was said where
/// it pays up to the revenue at which the geode does, and "pays without any gain" where a gain decides.
#[test]
fn what_saves_pays_up_to_a_revenue_and_a_gain() {
    let with = |baseline: &str, gain: f64, id: &str| {
        let mut scenario = presets::worked_example();
        scenario.options.retain(|option| option.id == "single" || option.id == "geode-3");
        scenario.baseline = baseline.into();
        scenario.revenue.gain_per_100_ms = gain;
        let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
        chart.spec(&report::evaluate(&scenario, &[]), Method::Rigorous).unwrap().title
    };
    assert_eq!(
        with("geode-3", 0.05, "benefit-by-revenue"),
        "Single region pays up to $7.77 M monthly revenue; today it is $10 M."
    );
    let (one_way, other_way) = (with("single", 0.01, "benefit-by-gain"), with("geode-3", 0.01, "benefit-by-gain"));
    assert!(one_way.contains("pays from 3.87 % more revenue per 100 ms on;"), "{one_way}");
    assert!(other_way.contains("pays as long as 100 ms bring less than 3.87 % more revenue;"), "{other_way}");
}

/// A cause of a third of a second of one was said to make "nearly all of the less than a second".
#[test]
fn a_part_of_what_nobody_notices_is_no_whole() {
    let mut scenario = shared();
    scenario.regions.iter_mut().for_each(|region| region.availability = 1.0 - 1e-8);
    scenario.common_mode.beta = 0.01;
    let title = of_option(&scenario, "downtime-by-cause", "geode-3", 0).title;
    assert!(title.contains("is the largest part of the less than a second a year"), "{title}");
}
