//! Tests of whole charts.
#![allow(clippy::unwrap_used)]

mod gallery;
mod properties;

use super::scene::Anchor;
use super::*;
use std::cell::Cell;

/// Sizes from the smallest figure on a phone to the widest screen, in CSS pixels.
const SIZES: [(u32, u32); 5] = [(300, 180), (340, 260), (640, 360), (1200, 420), (2560, 600)];

fn items(spec: &ChartSpec, (w, h): (u32, u32), look: Look) -> Vec<Item> {
    let density = look.density;
    compose(spec, (f64::from(w) * density, f64::from(h) * density), look, &rough_width)
}

/// The boxes of all texts; a little lower than the line, for letters seldom fill it.
fn boxes(items: &[Item]) -> Vec<(String, Rect)> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Text { text, at, anchor, size, bold, .. } => {
                let w = rough_width(text, *size, *bold);
                let left = match anchor {
                    Anchor::Start => at.0,
                    Anchor::Middle => at.0 - w / 2.0,
                    Anchor::End => at.0 - w,
                };
                let half = size * 0.42;
                Some((text.clone(), Rect { left, right: left + w, top: at.1 - half, bottom: at.1 + half }))
            }
            _ => None,
        })
        .collect()
}

fn texts(spec: &ChartSpec, size: (u32, u32)) -> Vec<String> {
    boxes(&items(spec, size, Look::page(Theme::Light, 1.0)))
        .into_iter()
        .map(|(t, _)| t.replace('\u{a0}', " "))
        .collect()
}

#[test]
fn labels_stay_inside_and_apart() {
    for (name, spec) in gallery::all() {
        for (w, h) in SIZES {
            for (density, title) in [(1.0, false), (2.0, true)] {
                let look = Look { theme: Theme::Light, density, title };
                let boxes = boxes(&items(&spec, (w, h), look));
                assert!(boxes.len() >= 4, "{name} {w}×{h} has hardly any text");
                let area = Rect {
                    left: -1.0,
                    top: -1.0,
                    right: f64::from(w) * density + 1.0,
                    bottom: f64::from(h) * density + 1.0,
                };
                for (i, (text, rect)) in boxes.iter().enumerate() {
                    assert!(area.holds(rect), "{name} {w}×{h}: {text:?} leaves the picture: {rect:?}");
                    for (other, at) in boxes.iter().skip(i + 1) {
                        assert!(!rect.overlaps(at), "{name} {w}×{h}×{density}: {text:?} and {other:?} overlap");
                    }
                }
            }
        }
    }
}

/// "−$146k" of a bar below zero was written over the bar and the axis, on the side on which nothing lies.
#[test]
fn no_value_crosses_the_line_that_bars_begin_at() {
    for (name, spec) in [("net", gallery::net()), ("swings", gallery::swings()), ("kinds", gallery::kinds())] {
        for (w, h) in SIZES {
            let look = Look::page(Theme::Light, 1.0);
            let items = items(&spec, (w, h), look);
            let is_line = |item: &&Item| matches!(item, Item::Block { rect, colour } if *colour == Theme::Light.colours().muted && rect.width() <= 1.5);
            let Some(Item::Block { rect: line, .. }) = items.iter().find(is_line) else { panic!("{name}: no line") };
            let mut values = 0;
            for (text, rect) in boxes(&items).iter().filter(|(text, _)| text.starts_with(['$', '+', '−'])) {
                let is_beside = rect.top > line.top && rect.bottom < line.bottom;
                if is_beside {
                    values += 1;
                    assert!(!rect.overlaps(line), "{name} {w}×{h}: {text:?} at {rect:?} crosses {line:?}");
                }
            }
            assert!(values >= 3 || h < 260, "{name} {w}×{h}: {values} values");
        }
    }
}

#[test]
fn density_scales_everything() {
    for (name, spec) in gallery::all() {
        let once = items(&spec, (640, 360), Look::page(Theme::Dark, 1.0));
        let twice = items(&spec, (640, 360), Look::page(Theme::Dark, 2.0));
        assert_eq!(once.len(), twice.len(), "{name}");
        for pair in boxes(&once).iter().zip(boxes(&twice)) {
            assert_eq!(pair.0.0, pair.1.0, "{name}");
            assert!((pair.0.1.left * 2.0 - pair.1.1.left).abs() < 0.01, "{name} {}", pair.0.0);
        }
    }
}

#[test]
fn all_text_has_contrast() {
    for theme in [Theme::Light, Theme::Dark] {
        let background = theme.colours().background;
        for (name, spec) in gallery::all() {
            for item in items(&spec, (640, 360), Look::file(theme, 1.0)) {
                if let Item::Text { text, colour, .. } = item {
                    assert!(colour.contrast(background) >= 4.5, "{name}, {theme:?}: {text:?}");
                }
            }
        }
    }
}

#[test]
fn lines_are_named_at_their_ends_or_in_a_legend() {
    let wide = texts(&gallery::nines(), (640, 360));
    for label in
        ["Geode", "Active-passive", "Textbook", "Target 99.99%", "1 h", "Regions", "Downtime, per year (log scale)"]
    {
        assert!(wide.iter().any(|t| t == label), "{label} is missing: {wide:?}");
    }
    let narrow = texts(&gallery::latency_distribution(), (340, 260));
    for label in ["Single region", "Active-passive", "Active-active, 2 regions (geode)", "p50", "p95", "p99"] {
        assert!(narrow.iter().any(|t| t == label), "{label} is missing: {narrow:?}");
    }
}

#[test]
fn bars_say_their_values() {
    let shown = texts(&gallery::latency(), (640, 360));
    assert!(shown.contains(&"41.5 ms".into()) && shown.contains(&"180 ms".into()), "{shown:?}");
    let shown = texts(&gallery::causes(), (640, 360));
    assert!(
        shown.contains(&"35 min".into()) && shown.contains(&"< 1 s".into()) && shown.contains(&"0 s".into()),
        "{shown:?}"
    );
    let shown = texts(&gallery::bridge(), (640, 360));
    assert!(shown.contains(&"+34 min".into()) && shown.contains(&"−3.45 min".into()), "{shown:?}");
    let shown = texts(&gallery::cost(), (640, 360));
    assert!(shown.contains(&"$132k".into()) && shown.contains(&"$447k".into()), "{shown:?}");
    assert!(texts(&gallery::net(), (640, 360)).contains(&"−$146k".into()));
}

#[test]
fn many_rows_are_cut_and_say_so() {
    let spec = ChartSpec {
        body: Body::Bars {
            categories: (0..100).map(|i| format!("Group {i}")).collect(),
            series: vec![BarSeries::new("", 0, (0..100).map(f64::from).collect())],
            arrange: Arrange::Grouped,
            notes: Vec::new(),
        },
        ..gallery::latency()
    };
    let shown = texts(&spec, (640, 360));
    assert!(shown.iter().any(|t| t.starts_with("… and ") && t.ends_with(" more in the table")), "{shown:?}");
    assert_eq!(spec.table().rows.len(), 100);
}

#[test]
fn nothing_to_draw_says_so() {
    let nan = f64::NAN;
    for points in [vec![], vec![(nan, 1.0)], vec![(1.0, f64::INFINITY)], vec![(1.0, 0.0), (2.0, -4.0)]] {
        let spec = ChartSpec {
            body: Body::Lines {
                series: vec![Series::new("a", 0, points)],
                marks: vec![Mark::Horizontal { y: 1.0, label: "Target".into() }],
            },
            ..gallery::downtime()
        };
        assert_eq!(texts(&spec, (640, 360)), ["No data"]);
    }
    let bars = |values| ChartSpec {
        body: Body::Bars {
            categories: vec!["a".into()],
            series: vec![BarSeries::new("", 0, values)],
            arrange: Arrange::Stacked,
            notes: Vec::new(),
        },
        ..gallery::cost()
    };
    assert_eq!(texts(&bars(vec![nan]), (640, 360)), ["No data"]);
    assert_eq!(texts(&bars(vec![]), (640, 360)), ["No data"]);
    assert!(texts(&bars(vec![0.0]), (640, 360)).contains(&"$0".into()));
}

#[test]
fn one_point_is_a_chart() {
    let spec = ChartSpec {
        body: Body::Lines {
            series: vec![Series::new("One", 0, vec![(3.0, 60.0)]).stroke(Stroke::Line)],
            marks: vec![],
        },
        ..gallery::downtime()
    };
    let drawn = items(&spec, (640, 360), Look::page(Theme::Light, 1.0));
    assert!(drawn.iter().any(|i| matches!(i, Item::Disc { .. })));
    assert!(texts(&spec, (640, 360)).contains(&"One".into()));
}

#[test]
fn tables_hold_the_data() {
    let table = gallery::nines().table();
    assert_eq!(table.head, ["Regions", "Textbook, per year", "Geode, per year", "Active-passive, per year"]);
    assert_eq!(table.rows.len(), 5);
    assert_eq!(
        table.rows[1].iter().map(|c| c.text.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        ["2", "7.884 s", "5.676 min", "57.8 min"]
    );
    // 0.9995 in each of two regions: 0.0005² × 31,536,000 s.
    assert_eq!(table.rows[1][0].value, Some(2.0));
    assert!((table.rows[1][1].value.unwrap() - 7.884).abs() < 1e-12);
    assert_eq!(table.notes.iter().map(|n| n.replace('\u{a0}', " ")).collect::<Vec<_>>(), ["Target 99.99%: 52.56 min"]);
    let table = gallery::cost().table();
    assert_eq!(
        table.head,
        [
            "Option",
            "Infrastructure, per month",
            "Data transfer, per month",
            "Operations, per month",
            "Licences, per month"
        ]
    );
    assert_eq!(
        table.rows[0].iter().map(|c| c.text.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        ["Single region", "$100,000", "$12,000", "$20,000", "not counted"]
    );
    let values: Vec<_> = table.rows[0].iter().map(|c| c.value).collect();
    assert_eq!(values, [None, Some(100_000.0), Some(12_000.0), Some(20_000.0), None], "words are no numbers");
    // Series that share no x: one row a point.
    let spec = ChartSpec {
        body: Body::Lines {
            series: vec![Series::new("a", 0, vec![(1.0, 2.0)]), Series::new("b", 1, vec![(3.0, f64::NAN), (4.0, 1.0)])],
            marks: vec![],
        },
        ..gallery::downtime()
    };
    let table = spec.table();
    assert_eq!(table.head, ["Series", "Regions", "Downtime, per year"]);
    let texts: Vec<_> = table.rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["b", "3", "–"]);
    assert_eq!(table.rows[1][2].value, None, "what is not known is no number");
    for (name, spec) in gallery::all() {
        let table = spec.table();
        assert!(table.rows.iter().all(|r| r.len() == table.head.len()), "{name}");
    }
}

#[test]
fn labels_are_one_sentence() {
    assert_eq!(
        gallery::net().label(),
        "Bar chart of net benefit, per month by option for Net benefit: No option pays at $10M monthly revenue."
    );
    assert!(
        gallery::nines()
            .label()
            .starts_with("Line chart of downtime, per year by regions on a logarithmic scale for Textbook; Geode; ")
    );
}

#[test]
fn svg_holds_title_labels_and_size() {
    let file = svg(&gallery::benefit(), 640, 360, Theme::Dark).unwrap();
    assert!(file.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"360\" viewBox=\"0 0 2560 1440\" role=\"img\""
    ));
    assert!(file.trim_end().ends_with("</svg>"));
    for part in ["Three regions pay from", "Break-even $36.2M", "system-ui, sans-serif", "#14171A", "Monthly revenue"] {
        assert!(file.contains(part), "{part} is missing");
    }
}

#[test]
fn svg_escapes_names() {
    let spec = ChartSpec { title: "<script>\"&\u{0}".into(), ..gallery::benefit() };
    let file = svg(&spec, 640, 360, Theme::Light).unwrap();
    assert!(!file.contains("<script") && file.contains("&lt;script&gt;") && !file.contains('\u{0}'));
}

#[test]
fn layout_takes_widths_from_outside() {
    let calls = Cell::new(0);
    let counting = |text: &str, size: f64, bold: bool| {
        calls.set(calls.get() + 1);
        rough_width(text, size, bold)
    };
    drawn(&gallery::nines(), &counting);
    // Few enough that a browser without a cache would not feel them either.
    assert!((10..60).contains(&calls.get()), "{} measures", calls.get());
    // What it says decides: when everything is far too wide, names end in an ellipsis.
    assert!(drawn(&gallery::nines(), &|text: &str, _, _| 40.0 * text.chars().count() as f64).contains('…'));
}

/// A chart as an SVG backend draws it.
fn drawn(spec: &ChartSpec, measure: Measure) -> String {
    let mut file = String::new();
    let area = SVGBackend::with_string(&mut file, (640, 360)).into_drawing_area();
    draw(spec, &area, Look::page(Theme::Light, 1.0), measure).unwrap();
    drop(area);
    file
}

#[test]
fn a_tiny_area_is_only_filled() {
    for size in [(1, 1), (20, 400), (60, 30)] {
        assert_eq!(items(&gallery::nines(), size, Look::page(Theme::Light, 1.0)), []);
    }
}

#[test]
fn densities_that_cannot_be_do_no_harm() {
    for density in [f64::NAN, 0.0, -1.0, f64::INFINITY, 1e300] {
        compose(&gallery::nines(), (640.0, 360.0), Look::page(Theme::Light, density), &rough_width);
    }
}

/// Names that found no room in the legend were left out without a word.
#[test]
fn a_legend_names_all_or_says_how_many_more() {
    let named = |i: usize| format!("Active-active in regions of the fictional provider number {i}");
    let series = (0..16).map(|i| Series::new(&named(i), i, vec![(0.0, 1.0 + i as f64), (1.0, 20.0)])).collect();
    let spec = ChartSpec { body: Body::Lines { series, marks: Vec::new() }, ..gallery::benefit() };
    let high = texts(&spec, (340, spec.height(340.0) as u32));
    assert_eq!(high.iter().filter(|text| text.starts_with("Active-active")).count(), 16, "{high:?}");
    let low = texts(&spec, (340, 240));
    let shown = low.iter().filter(|text| text.starts_with("Active-active")).count();
    assert!(low.contains(&format!("… and {} more in the table", 16 - shown)), "{shown}: {low:?}");
}

#[test]
fn colour_and_shape_together_tell_options_apart() {
    let look = |i: usize| (Theme::Light.series(i), Marker::of(i));
    for (i, j) in (0..36).flat_map(|i| (0..i).map(move |j| (i, j))) {
        assert_ne!(look(i), look(j), "{i} {j}");
    }
}

#[test]
fn a_calm_height() {
    assert!((gallery::nines().height(640.0) - 358.4).abs() < 1e-9);
    assert!(gallery::latency().height(640.0) >= 300.0);
    assert!(gallery::nines().height(f64::NAN) > 0.0);
}

/// Writes the gallery for looking at: `cargo test -p geode-core gallery -- --ignored`, then open the files that it names.
#[test]
#[ignore = "writes files"]
fn write_gallery() {
    let folder = std::env::temp_dir().join("geode-charts");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, spec) in gallery::all() {
        for (theme, shade) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for (w, h) in [(640, 360), (340, 260)] {
                let file = folder.join(format!("{name}-{shade}-{w}.svg"));
                std::fs::write(&file, svg(&spec, w, h, theme).unwrap()).unwrap();
                println!("{}", file.display());
            }
        }
    }
}
