//! Charts as the app makes them, for tests and for looking at.

use super::super::*;
use crate::quantity::format::Format;

fn money() -> Format {
    Format::Money("USD".into())
}

const OPTIONS: [&str; 4] =
    ["Single region", "Active-passive", "Active-active, 2 regions (geode)", "Active-active, 3 regions (geode)"];

/// Downtime against the number of regions, with a target.
pub fn downtime() -> ChartSpec {
    let year = 365.0 * 86_400.0;
    let curve = |first: f64, factor: f64, floor: f64| {
        (1..=5).map(|n| (f64::from(n), year * (first * f64::powi(factor, n - 1) + floor))).collect::<Vec<_>>()
    };
    ChartSpec {
        title: "From two regions on, shared failures decide: a third region saves 5 minutes a year, a fourth none."
            .into(),
        x: Axis::new("Regions", "", Format::Count),
        y: Axis::new("Downtime", "per year", Format::Downtime).log(),
        body: Body::Lines {
            series: vec![
                Series::new("Textbook", 1, (1..=5).map(|n| (f64::from(n), year * 5e-4_f64.powi(n))).collect())
                    .baseline(),
                Series::new("Geode", 0, curve(5e-4, 0.02, 8e-7)),
                Series::new("Active-passive", 1, vec![(2.0, year * 1.1e-4)]).stroke(Stroke::Markers),
            ],
            marks: vec![Mark::Horizontal { y: year * 1e-4, label: "Target 99.99%".into() }],
        },
    }
}

/// Two lines on a log axis and a reference.
pub fn nines() -> ChartSpec {
    let ChartSpec { title, x, y, body } = downtime();
    let Body::Lines { series, marks } = body else { unreachable!() };
    let mut series: Vec<Series> = series.into_iter().filter(|s| s.label != "Active-passive").collect();
    series.push(Series::new(
        "Active-passive",
        1,
        vec![(1.0, 15_768.0), (2.0, 3_468.0), (3.0, 3_390.0), (4.0, 3_380.0), (5.0, 3_379.0)],
    ));
    ChartSpec { title, x, y: y.between(0.1, 86_400.0), body: Body::Lines { series, marks } }
}

/// Latency per user group and option.
pub fn latency() -> ChartSpec {
    let values = [
        [50.0, 50.0, 50.0, 50.0],
        [100.0, 100.0, 38.0, 38.0],
        [180.0, 180.0, 160.0, 41.5],
        [140.0, 140.0, 120.0, 120.0],
    ];
    ChartSpec {
        title: "Three regions bring Asia from 180 ms to 41.5 ms; North America feels no difference.".into(),
        x: Axis::new("Mean latency", "", Format::Millis),
        y: Axis::new("User group", "", Format::Plain),
        body: Body::Bars {
            categories: ["North America", "Europe", "Asia", "South America"].map(String::from).to_vec(),
            series: (0..4)
                .map(|o| {
                    let bars = BarSeries::new(OPTIONS[o], o, values.iter().map(|v| v[o]).collect());
                    if o == 0 { bars.hues(vec![Hue::Baseline]) } else { bars }
                })
                .collect(),
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
    }
}

/// Monthly cost by part.
pub fn cost() -> ChartSpec {
    ChartSpec {
        title: "Replicating data costs more than the third region's servers.".into(),
        x: Axis::new("Cost", "per month", money()),
        y: Axis::new("Option", "", Format::Plain),
        body: Body::Bars {
            categories: OPTIONS.map(String::from).to_vec(),
            series: vec![
                BarSeries::new("Infrastructure", 0, vec![100e3, 150e3, 200e3, 302e3]),
                BarSeries::new("Data transfer", 1, vec![12e3, 24e3, 48e3, 81e3]),
                BarSeries::new("Operations", 2, vec![20e3, 26e3, 40e3, 52e3]),
                BarSeries::new("Licences", 3, vec![f64::NAN, 5e3, 9e3, 12e3]),
            ],
            arrange: Arrange::Stacked,
            notes: Vec::new(),
        },
    }
}

/// Net benefit against revenue.
pub fn benefit() -> ChartSpec {
    let line =
        |cost: f64, rate: f64| (0..=10).map(|i| (f64::from(i) * 5e6, f64::from(i) * 5e6 * rate - cost)).collect();
    ChartSpec {
        title: "Three regions pay from $36.2M monthly revenue; you have $10M.".into(),
        x: Axis::new("Monthly revenue", "", money()),
        y: Axis::new("Net benefit over one region", "per month", money()),
        body: Body::Lines {
            series: vec![
                Series::new("Geode, 3", 3, line(202e3, 202e3 / 36.2e6)).stroke(Stroke::Line),
                Series::new("Geode, 2", 2, line(100e3, 100e3 / 25e6)).stroke(Stroke::Line),
                Series::new("Active-passive", 1, line(50e3, 0.0004)).stroke(Stroke::Line),
            ],
            marks: vec![
                Mark::Vertical { x: 10e6, label: "You: $10M".into() },
                Mark::Point { x: 36.2e6, y: 0.0, label: "Break-even $36.2M".into(), hue: Some(Hue::Option(3)) },
                Mark::Point { x: 25e6, y: 0.0, label: "$25M".into(), hue: Some(Hue::Option(2)) },
            ],
        },
    }
}

/// Latency distribution.
pub fn latency_distribution() -> ChartSpec {
    let cdf = |median: f64, spread: f64| -> Vec<(f64, f64)> {
        (0..=120)
            .map(|i| {
                let ms = f64::from(i) * 4.0;
                let z: f64 = if ms > 0.0 { (ms / median).ln() / spread } else { -9.0 };
                (ms, 1.0 / (1.0 + (-1.702 * z).exp()))
            })
            .collect()
    };
    ChartSpec {
        title: "95 of 100 requests are answered within 150 ms from three regions, within 340 ms from one.".into(),
        x: Axis::new("Latency", "", Format::Millis),
        y: Axis::new("Share of requests answered", "", Format::Percent).between(0.0, 1.0),
        body: Body::Lines {
            series: vec![
                Series::new("Single region", 0, cdf(104.0, 0.72)).baseline().stroke(Stroke::Line),
                Series::new("Active-passive", 1, cdf(110.0, 0.72)).stroke(Stroke::Line),
                Series::new(OPTIONS[2], 2, cdf(66.0, 0.6)).stroke(Stroke::Line),
                Series::new(OPTIONS[3], 3, cdf(48.0, 0.55)).stroke(Stroke::Line),
            ],
            marks: [(0.5, "p50"), (0.95, "p95"), (0.99, "p99")]
                .map(|(y, label)| Mark::Horizontal { y, label: label.into() })
                .to_vec(),
        },
    }
}

/// Downtime by cause, logarithmic.
pub fn causes() -> ChartSpec {
    ChartSpec {
        title: "Two thirds of the downtime left comes from changes that reach every region at once.".into(),
        x: Axis::new("Downtime", "per year", Format::Downtime).log(),
        y: Axis::new("Cause", "", Format::Plain),
        body: Body::Bars {
            categories: [
                "Changes that reach every region",
                "Failover that does not work",
                "Two regions at once",
                "Routing delay",
                "Planned work",
            ]
            .map(String::from)
            .to_vec(),
            series: vec![BarSeries::new("Geode", 2, vec![2_100.0, 640.0, 9.0, 0.4, 0.0])],
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
    }
}

/// Why the figures differ.
pub fn bridge() -> ChartSpec {
    ChartSpec {
        title: "The textbook's 8 seconds become 53 minutes, mostly by shared failures.".into(),
        x: Axis::new("Downtime", "per year", Format::Downtime),
        y: Axis::new("Step", "", Format::Plain),
        body: Body::Bars {
            categories: [
                "Textbook",
                "Failover time",
                "Failover that fails",
                "Shared failures",
                "Spare capacity",
                "Engineering estimate",
            ]
            .map(String::from)
            .to_vec(),
            series: vec![
                BarSeries::new("Active-passive", 1, vec![8.0, 600.0, 1_320.0, 3_360.0, 3_153.0, 3_153.0])
                    .hues([0, 1, 1, 1, 2, 0].map(|h| if h == 0 { Hue::Baseline } else { Hue::Option(h) }).to_vec()),
            ],
            arrange: Arrange::Bridge,
            notes: Vec::new(),
        },
    }
}

/// Signed values, one bar an option in its colour.
pub fn net() -> ChartSpec {
    ChartSpec {
        title: "No option pays at $10M monthly revenue.".into(),
        x: Axis::new("Net benefit", "per month", money()),
        y: Axis::new("Option", "", Format::Plain),
        body: Body::Bars {
            categories: OPTIONS.map(String::from).to_vec(),
            series: vec![BarSeries::new("Net benefit", 0, vec![0.0, -46e3, 12e3, -146e3]).hues(vec![
                Hue::Baseline,
                Hue::Option(1),
                Hue::Option(2),
                Hue::Option(3),
            ])],
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
    }
}

/// What matters most: swings on both sides of today.
pub fn swings() -> ChartSpec {
    let names =
        ["Revenue: $6.31 M to $15.8 M", "Gain per 100 ms: 0.4 % to 2.5 %", "Availability (US East): 99.9 % to 99.98 %"];
    let ends = |label: &str, option: usize, values: [f64; 3]| BarSeries::new(label, option, values.to_vec());
    ChartSpec {
        title: "What matters most for the net monthly benefit of Active-active, 3 regions: revenue.".into(),
        x: Axis::new("Change of net monthly benefit", "", money()),
        y: Axis::new("Input", "", Format::Plain),
        body: Body::Bars {
            categories: names.map(String::from).to_vec(),
            series: vec![
                ends("at its 10th percentile", 5, [-20_600.0, -30_600.0, 4_100.0]),
                ends("at its 90th percentile", 1, [32_300.0, 76_500.0, -2_900.0]),
            ],
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
    }
}

/// Extra cost and what comes back, all of it below zero.
pub fn kinds() -> ChartSpec {
    let names = [
        "extra cost",
        "avoided credits (contractual)",
        "less downtime (estimated)",
        "faster pages (speculative)",
        "net benefit",
    ];
    ChartSpec {
        title: "Active-active, 3 regions: −$20k a month without the speculative part, −$4k with it.".into(),
        x: Axis::new("Net benefit", "per month", money()),
        y: Axis::new("Kinds of benefit, added up", "", Format::Plain),
        body: Body::Bars {
            categories: names.map(String::from).to_vec(),
            series: vec![BarSeries::new("", 3, vec![-202e3, -60e3, -20e3, -4e3, -4e3])],
            arrange: Arrange::Bridge,
            notes: Vec::new(),
        },
    }
}

/// All of them, by name.
pub fn all() -> Vec<(&'static str, ChartSpec)> {
    vec![
        ("downtime", downtime()),
        ("nines", nines()),
        ("latency", latency()),
        ("cost", cost()),
        ("benefit", benefit()),
        ("distribution", latency_distribution()),
        ("causes", causes()),
        ("bridge", bridge()),
        ("net", net()),
        ("swings", swings()),
        ("kinds", kinds()),
    ]
}
