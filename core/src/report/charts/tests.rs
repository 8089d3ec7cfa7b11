//! Charts of the worked example and of scenarios at the edge.

use super::*;
use crate::chart::{Body, Mark, Marker};
use crate::report;
use crate::scenario::model::{Kind, Region, UserGroup};
use crate::scenario::{Scenario, presets};

mod latency;
mod money;
mod spans;
mod uptime;

fn spec(scenario: &Scenario, id: &str) -> Option<ChartSpec> {
    let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
    chart.spec(&report::evaluate(scenario, &[]), Method::Textbook)
}

fn title(scenario: &Scenario, id: &str) -> String {
    spec(scenario, id).unwrap().title
}

/// Everything that is drawn or said.
fn numbers(spec: &ChartSpec) -> Vec<f64> {
    match &spec.body {
        Body::Lines { series, .. } => series.iter().flat_map(|s| s.points.iter().flat_map(|p| [p.0, p.1])).collect(),
        Body::Bars { series, .. } => series.iter().flat_map(|s| s.values.clone()).collect(),
        Body::Map(_) => Vec::new(),
    }
}

#[test]
fn takeaways_of_the_worked_example() {
    let scenario = presets::worked_example();
    let expected = [
        (
            "downtime-by-regions",
            "A second active region cuts downtime from 4.38 h to 7.88 s a year, a third to less than a second; \
             a standby cuts it to 1.1 h.",
        ),
        (
            "nines-by-regions",
            "From 3.3 nines in one region to 6.6 nines in two and 9.9 nines in three; a standby reaches 3.9 nines.",
        ),
        (
            "latency-by-group",
            "Active-active, 3 regions brings Asia from 200 ms to 60 ms; North America feels no difference.",
        ),
        (
            "latency-by-regions",
            "Added to US East, Asia East takes the mean from 105 ms to 75 ms, EU West to 54 ms; \
             a fourth region saves nothing more.",
        ),
        (
            "cost-by-option",
            "Active-active, 3 regions costs 3.5× as much as Single region: $350k against $100k a month.",
        ),
        (
            "cost-against-latency",
            "From Single region to Active-active, 3 regions the mean falls from 105 ms to 54 ms, and the cost rises from \
             $100k to $350k a month; Active-passive is no faster than a cheaper option.",
        ),
        ("benefit-by-revenue", "Active-active, 2 regions pays from $13.3 M monthly revenue on; today it is $10 M."),
        (
            "benefit-by-gain",
            "Active-active, 2 regions pays from 1.33 % more revenue per 100 ms on; \
             evidence of 0.2 % to 8.4 % does not decide this.",
        ),
    ];
    for (id, words) in expected {
        assert_eq!(title(&scenario, id), words, "{id}");
    }
}

/// What the picture of a chart says in letters.
fn drawn(spec: &ChartSpec) -> String {
    crate::chart::svg(spec, 800, 400, crate::chart::Theme::Light).unwrap().replace('\u{a0}', " ")
}

#[test]
fn every_question_has_a_chart_and_ids_are_unique() {
    for question in Question::ALL {
        assert!(question.charts().next().is_some(), "{question:?}");
    }
    for (i, chart) in LIST.iter().enumerate() {
        assert!(LIST.iter().skip(i + 1).all(|other| other.id != chart.id), "{}", chart.id);
    }
}

#[test]
fn equal_scenarios_make_equal_charts() {
    // The page redraws what differs: a NaN would differ from itself for ever.
    for scenario in edges() {
        for chart in LIST {
            let evaluation = report::evaluate(&scenario, &[]);
            let spec = chart.spec(&evaluation, Method::Textbook);
            assert_eq!(spec, chart.spec(&evaluation, Method::Textbook), "{}", chart.id);
            assert!(spec.iter().flat_map(numbers).all(|number| !number.is_nan()), "{}", chart.id);
        }
    }
}

/// Scenarios where something is missing or zero.
fn edges() -> Vec<Scenario> {
    let example = presets::worked_example;
    let with = |change: fn(&mut Scenario)| {
        let mut scenario = example();
        change(&mut scenario);
        scenario
    };
    vec![
        example(),
        with(|s| s.options.truncate(1)),
        with(|s| s.regions.iter_mut().for_each(|r| r.availability = 1.0)),
        with(|s| s.revenue.monthly = 0.0),
        with(|s| s.cost.single_region_monthly = 0.0),
        with(|s| s.revenue.gain_per_100_ms = 0.0),
        with(|s| s.baseline = "geode-3".into()),
        with(|s| s.revenue.monthly = 1e8),
        with(|s| s.target.availability = Some(1.0)),
        with(|s| s.target.availability = Some(0.9999)),
    ]
}

#[test]
fn sentences_at_the_edge() {
    let scenarios = edges();
    let (alone, perfect) = (&scenarios[1], &scenarios[2]);
    assert_eq!(title(alone, "latency-by-group"), "No option is noticeably faster than Single region.");
    assert_eq!(title(alone, "cost-by-option"), "No option costs more than Single region: $100k a month.");
    assert_eq!(title(alone, "benefit-by-revenue"), "There is no other option to compare with.");
    assert_eq!(
        title(perfect, "downtime-by-regions"),
        "One region never fails on these numbers, so a second one saves no downtime."
    );
    let mut rich = presets::worked_example();
    rich.revenue.monthly = 1e8;
    assert_eq!(
        title(&rich, "benefit-by-revenue"),
        "Active-active, 2 regions returns $867k a month more than it costs; it pays from $13.3 M monthly revenue on."
    );
}

fn of_option(scenario: &Scenario, id: &str, option: &str, year: u32) -> ChartSpec {
    let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
    let pick = Pick { option: Some(option.into()), year };
    chart.spec_of(&report::evaluate(scenario, &[]), Method::Rigorous, &pick).unwrap()
}

/// The verdict argued with two regions, the charts beside it with three, the largest option. Without what latency returns
/// 101,000 a month for 4,876 pays before 202,000 for 4,878 does.
#[test]
fn charts_speak_of_the_option_that_the_verdict_names() {
    let mut scenario = presets::worked_example();
    scenario.revenue.gain_per_100_ms = 0.0;
    let evaluation = report::evaluate(&scenario, &[]);
    assert!(evaluation.verdict.reasons.starts_with("Active-active, 2 regions costs"), "{}", evaluation.verdict.reasons);
    for id in ["kinds-of-benefit", "bridge", "cost-by-option", "latency-by-group"] {
        let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
        let title = chart.spec(&evaluation, Method::Rigorous).unwrap().title;
        assert!(title.starts_with("Active-active, 2 regions"), "{id}: {title}");
    }
    let picked = Pick { option: Some("geode-3".into()), year: 0 };
    assert_eq!((subject(&evaluation, &Pick::default()), subject(&evaluation, &picked)), (2, 3));
}

/// The worked example with shared failures and a dependency.
fn shared() -> Scenario {
    let mut scenario = presets::worked_example();
    scenario.common_mode.beta = 0.1;
    scenario
}

#[test]
fn the_distribution_passes_through_the_percentiles() {
    for sigma in [0.0, 0.5] {
        let mut scenario = presets::worked_example();
        scenario.traffic.latency_spread_sigma = sigma;
        let evaluation = report::evaluate(&scenario, &[]);
        let spec = of_option(&scenario, "latency-of-reads", "geode-3", 0);
        let Body::Lines { series, marks } = &spec.body else { panic!("bars") };
        for line in series {
            assert!(line.points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{sigma}");
            assert!(line.points.last().unwrap().1 > 0.99);
        }
        let Mark::Point { x, y, .. } = &marks[1] else { panic!("no point") };
        assert_eq!((Some(*x), *y), (evaluation.options[3].rigorous.reads.p95_latency_ms, 0.95));
        let options = &crate::scenario::problem::Problem::compile(&scenario);
        let parts = crate::engine::latencies_of(options, &options.options[3], crate::engine::Request::Read);
        let share = crate::engine::latency::share_within(&parts, sigma, *x);
        assert!(share >= 0.95 - 1e-6 && (sigma == 0.0 || share < 0.95 + 1e-6), "{sigma}: {share}");
    }
}

/// Every step of a curve was summed over all parts: of 256 groups with 16 special tasks 4 352 times 4 352 for each option,
/// and sizing for 15 losses came before, which no latency depends on.
#[test]
fn the_distribution_of_many_users_has_no_more_steps_than_are_seen() {
    let mut scenario = presets::worked_example();
    let groups = 1_200;
    let template = scenario.user_groups[0].clone();
    scenario.user_groups = (0..groups)
        .map(|i| crate::scenario::model::UserGroup {
            id: format!("g{i}").as_str().into(),
            share: 1.0 / f64::from(groups),
            ..template.clone()
        })
        .collect();
    let cells = |g: i32| {
        let ms = move |r: usize| f64::from(20 + (g * 37 + 11 * r as i32) % 181) + f64::from(g) / 1e3;
        scenario.regions.iter().enumerate().map(move |(r, region)| (region.id.clone(), ms(r))).collect()
    };
    scenario.user_latency_ms = (0..groups).map(|g| (format!("g{g}").as_str().into(), cells(g))).collect();
    for sigma in [0.0, 0.5] {
        scenario.traffic.latency_spread_sigma = sigma;
        let spec = of_option(&scenario, "latency-of-reads", "geode-3", 0);
        let Body::Lines { series, .. } = &spec.body else { panic!("bars") };
        for line in series {
            assert!(line.points.len() <= 1_000 && line.points.len() > 60, "{}", line.points.len());
            assert!(line.points.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{sigma}");
            assert!(line.points.last().unwrap().1 > 0.99);
        }
    }
}

#[test]
fn a_year_comes_back_the_same_and_its_sum_is_in_the_title() {
    let scenario = presets::worked_example();
    let years: Vec<ChartSpec> = (0..12).map(|year| of_option(&scenario, "year-of-incidents", "single", year)).collect();
    assert_eq!(years[4], of_option(&scenario, "year-of-incidents", "single", 4));
    assert!(years.iter().any(|spec| spec.title.contains("incident") && spec.title.ends_with(" down.")));
    assert!(years[2].title.starts_with("Year 3 of Single region: "), "{}", years[2].title);
    assert!(years.windows(2).any(|pair| pair[0].body != pair[1].body));
}

/// Each of these sentences once said the opposite of the table beside it: "cuts" where downtime rose, "no option is
/// faster" where revenue was 0 or an option paid anyway, "no option costs more" where the baseline cost nothing.
#[test]
fn takeaways_say_what_the_figures_say() {
    let said = |id: &str, change: fn(&mut Scenario)| {
        let mut scenario = presets::worked_example();
        change(&mut scenario);
        let chart = LIST.iter().find(|chart| chart.id == id).unwrap();
        chart.spec(&report::evaluate(&scenario, &[]), Method::Rigorous).unwrap().title
    };
    assert_eq!(
        said("downtime-by-regions", |s| s.traffic.sync_cross_region_calls = 2),
        "A second active region raises downtime from 4.38 h to 8.76 h a year, a third cuts it to 13.2 min; \
         a standby cuts it to 52.7 min."
    );
    assert_eq!(
        said("downtime-by-regions", |s| s.common_mode.beta = 1.0),
        "A second active region leaves downtime at 4.38 h a year, a third leaves it so; a standby leaves it as it is."
    );
    assert_eq!(
        said("benefit-by-gain", |s| s.revenue.monthly = 0.0),
        "No revenue is counted, so no gain in it decides this."
    );
    assert_eq!(
        said("benefit-by-gain", |s| s.revenue.downtime_cost_per_hour = Some(1e6)),
        "Active-active, 2 regions pays without any gain in revenue."
    );
    assert_eq!(
        said("cost-by-option", |s| s.cost.single_region_monthly = 0.0),
        "Active-active, 3 regions costs $2,000 a month, Single region $0."
    );
}

/// A chart half a page wide named two of four options, "and 2 more in the table": it had asked for too little height.
/// A little wider, or with longer names, it did so again.
#[test]
fn four_options_have_room_in_half_a_page() {
    let mut scenario = presets::worked_example();
    scenario.options[1].name = "Active-passive, backup and restore".into();
    let spec = spec(&scenario, "cost-by-option").unwrap();
    for width in [420, 500, 540, 600, 700, 900] {
        let height = spec.height(f64::from(width)) as u32;
        let drawn = crate::chart::svg(&spec, width, height, crate::chart::Theme::Light).unwrap();
        for option in &scenario.options {
            assert!(drawn.contains(&option.name), "{}, {width} × {height}", option.name);
        }
    }
}

/// The CSV of a bridge had no name over its figures, only ", Downtime, per year, s".
#[test]
fn every_column_of_a_csv_has_a_name() {
    for method in Method::ALL {
        for chart in LIST {
            let spec = chart.spec(&report::evaluate(&presets::worked_example(), &[]), method).unwrap();
            let csv = csv(&spec);
            let head = csv.lines().next().unwrap();
            // A name that begins or ends with its comma lacks a part; two commas in a row are a column without any.
            let is_named = |name: &str| !name.is_empty() && !name.starts_with(", ") && !name.ends_with(", ");
            let inside = head.split('"').skip(1).step_by(2);
            let outside = head.split('"').step_by(2).flat_map(|part| part.trim_matches(',').split(','));
            let outside = outside.filter(|name| !name.is_empty() || head.contains(",,"));
            assert!(!head.starts_with(',') && inside.chain(outside).all(is_named), "{}: {head}", chart.id);
        }
    }
    let bridge = csv(&spec(&presets::worked_example(), "bridge").unwrap());
    let head = "With this assumption as well,\"Downtime, per year, s\"\r\ntextbook,0.003942\r\n";
    assert!(bridge.starts_with(head), "{bridge}");
    assert!(csv_file(&spec(&presets::worked_example(), "bridge").unwrap()).starts_with("\u{feff}With this"));
}

/// Grey with a cross was the baseline in one chart, a curve over the number of regions in another, and a cross alone the
/// sixth option, a part of the cost or a cause.
#[test]
fn the_baseline_has_a_mark_of_its_own() {
    let mut scenario = presets::worked_example();
    for i in 0..4 {
        let mut option = scenario.options[3].clone();
        (option.id, option.name) = (format!("copy-{i}"), format!("Copy {i}"));
        scenario.options.push(option);
    }
    for baseline in ["single", "active-passive", "geode-3", "copy-1"] {
        scenario.baseline = baseline.into();
        let name = scenario.option(baseline).unwrap().name.clone();
        let mut greys = 0;
        for chart in LIST {
            let Some(spec) = spec(&scenario, chart.id) else { continue };
            match &spec.body {
                Body::Lines { series, marks } => {
                    for series in series {
                        let is_grey = series.hue == Hue::Baseline;
                        assert_eq!(is_grey, series.marker == Marker::Ring, "{}: {}", chart.id, series.label);
                        assert!(!is_grey || series.label == name, "{}: {}", chart.id, series.label);
                        greys += usize::from(is_grey);
                    }
                    let is_own = |label: &str| chart.id == "latency-by-regions" && label.starts_with(&name);
                    for mark in marks {
                        if let Mark::Point { label, hue: Some(Hue::Baseline), .. } = mark {
                            assert!(is_own(label) || chart.id.starts_with("latency-of-"), "{}: {label}", chart.id);
                            greys += 1;
                        }
                    }
                }
                Body::Bars { series, .. } => {
                    for series in series.iter().filter(|series| series.hues.contains(&Hue::Baseline)) {
                        assert!(series.label == name || series.label.is_empty(), "{}: {}", chart.id, series.label);
                        greys += 1;
                    }
                }
                Body::Map(_) => {}
            }
        }
        assert!(greys >= 4, "{baseline}: {greys}");
    }
    assert!((0..36).all(|option| Hue::Option(option).marker() != Hue::Baseline.marker()));
}
