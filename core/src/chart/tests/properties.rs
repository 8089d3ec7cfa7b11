//! Whatever the numbers, drawing ends and makes a picture of bounded size.

use super::super::*;
use super::items;
use crate::quantity::format::Format;
use proptest::prelude::*;

/// Any bits at all, with the awkward values often.
fn any_f64() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => any::<u64>().prop_map(f64::from_bits),
        3 => -1e6..1e6,
        1 => proptest::sample::select(vec![0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 1.0]),
    ]
}

fn any_axis() -> impl Strategy<Value = Axis> {
    let formats = vec![
        Format::Plain,
        Format::Count,
        Format::Money("EUR".into()),
        Format::Duration,
        Format::Downtime,
        Format::Percent,
        Format::Availability,
        Format::Millis,
    ];
    let range = proptest::option::of((any_f64(), any_f64()));
    (any::<bool>(), any::<bool>(), range, proptest::sample::select(formats)).prop_map(
        |(log, floored, range, format)| {
            let scale = if log { Scale::Log10 } else { Scale::Linear };
            Axis { label: "Axis".into(), unit: "unit".into(), scale, range, floored, format }
        },
    )
}

fn any_body() -> impl Strategy<Value = Body> {
    let points = proptest::collection::vec((any_f64(), any_f64()), 0..30);
    let stroke = proptest::sample::select(vec![Stroke::Line, Stroke::LineMarkers, Stroke::Markers, Stroke::Step]);
    let series = proptest::collection::vec((points, stroke, ".{0,40}"), 0..5);
    let marks = proptest::collection::vec((any_f64(), any_f64(), ".{0,20}", 0..3), 0..4);
    let lines = (series, marks).prop_map(|(series, marks)| Body::Lines {
        series: series.into_iter().enumerate().map(|(i, (p, s, l))| Series::new(&l, i, p).stroke(s)).collect(),
        marks: marks
            .into_iter()
            .map(|(x, y, label, kind)| match kind {
                0 => Mark::Vertical { x, label },
                1 => Mark::Horizontal { y, label },
                _ => Mark::Point { x, y, label, hue: Some(Hue::Baseline) },
            })
            .collect(),
    });
    let arrange = proptest::sample::select(vec![Arrange::Grouped, Arrange::Stacked, Arrange::Bridge]);
    let values = proptest::collection::vec(proptest::collection::vec(any_f64(), 0..12), 0..5);
    let bars =
        (proptest::collection::vec(".{0,30}", 0..12), values, arrange).prop_map(|(categories, values, arrange)| {
            Body::Bars {
                categories,
                series: values.into_iter().enumerate().map(|(i, v)| BarSeries::new("Series", i, v)).collect(),
                arrange,
                notes: Vec::new(),
            }
        });
    prop_oneof![lines, bars]
}

proptest! {
    #[test]
    fn whatever_the_numbers_drawing_ends(x in any_axis(), y in any_axis(), body in any_body(), w in 1u32..1500, h in 1u32..900, density in any_f64()) {
        let spec = ChartSpec { title: "Any numbers".into(), x, y, body };
        let drawn = items(&spec, (w, h), Look::file(Theme::Light, 1.0));
        // A picture of bounded size: a stray number draws no million ticks.
        prop_assert!(drawn.len() < 5_000);
        for item in &drawn {
            let finite = match item {
                Item::Block { rect, .. } => rect.left.is_finite() && rect.top.is_finite() && rect.right.is_finite() && rect.bottom.is_finite(),
                Item::Path { points, .. } | Item::Shape { points, .. } | Item::Shade { points, .. } => points.iter().all(|p| p.0.is_finite() && p.1.is_finite()),
                Item::Disc { at, .. } | Item::Text { at, .. } => at.0.is_finite() && at.1.is_finite(),
            };
            prop_assert!(finite, "{item:?}");
        }
        compose(&spec, (f64::from(w), f64::from(h)), Look::page(Theme::Dark, density), &rough_width);
        let file = svg(&spec, w, h, Theme::Dark).unwrap();
        prop_assert!(!file.contains("NaN"));
        let table = spec.table();
        prop_assert!(table.rows.iter().all(|r| r.len() == table.head.len()));
        prop_assert!(!spec.label().is_empty());
    }
}
