//! Fifty cells of the catalogue, drawn by a fixed seed, against what their source files have: `scripts/catalogue/check.py`
//! draws them and keeps the sources' own numbers, with source and date, in `tests/data/source-cells.txt`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // helpers of tests

use geode_core::catalogue::{Catalogue, RoundTrip};
use std::collections::{BTreeMap, HashSet};

const CELLS: &str = include_str!("data/source-cells.txt");
/// How many are drawn of each kind.
const DRAWN: [(&str, usize); 7] = [
    ("azure-rtt", 10),
    ("carbon", 5),
    ("countries", 5),
    ("prices", 7),
    ("regions", 5),
    ("skyplane-rtt", 10),
    ("transfer", 8),
];

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn numbers(raw: &str) -> Vec<f64> {
    raw.split(' ').map(|number| number.parse().unwrap()).collect()
}

/// Prices there ÷ in the reference region, of each kind of machine; of Google's three the middle one.
fn price(raw: &str, is_median: bool) -> f64 {
    let ratio = |pair: &str| {
        let (here, base) = pair.split_once('/').unwrap();
        here.parse::<f64>().unwrap() / base.parse::<f64>().unwrap()
    };
    let mut all: Vec<f64> = raw.split(' ').map(ratio).collect();
    all.sort_by(f64::total_cmp);
    match all[..] {
        [_, middle, _] if is_median => middle,
        _ => mean(&all),
    }
}

/// What the catalogue has, what the source makes of it, and how much the catalogue rounds.
fn compared(catalogue: &Catalogue, [kind, cell, raw, sources]: [&str; 4]) -> Vec<(f64, f64, f64)> {
    let region = |id: &str| catalogue.region(id).unwrap();
    let two = || cell.split_once(' ').map(|(a, b)| (region(a), region(b))).unwrap();
    match kind {
        "azure-rtt" | "skyplane-rtt" => {
            let RoundTrip::Measured { ms, source } = catalogue.round_trip(two().0, two().1) else { panic!("{cell}") };
            assert_eq!(source.key, kind, "{cell}");
            // Both directions; whole milliseconds, tenths below ten.
            vec![(ms, mean(&numbers(raw)), if ms >= 10.0 { 0.5 } else { 0.05 })]
        }
        "transfer" => vec![(catalogue.transfer_price(two().0, two().1).unwrap().usd_per_gb, numbers(raw)[0], 0.0)],
        "prices" => vec![(region(cell).price.unwrap().index, price(raw, sources.starts_with("gcp")), 5.1e-4)],
        "carbon" => {
            // Google: grams; Cloud Carbon Footprint: tonnes.
            let unit = if sources.starts_with("grid-carbon") { 1e6 } else { 1.0 };
            vec![(region(cell).carbon.unwrap().grams_per_kwh, numbers(raw)[0] * unit, 0.5)]
        }
        "regions" => {
            let (at, source) = (region(cell).at.unwrap(), numbers(raw));
            vec![(at.lat(), source[0], 0.005), (at.lon(), source[1], 0.005)]
        }
        "countries" => {
            // People × percent; three or four digits.
            let (users, source) = (catalogue.country(cell).unwrap().users, numbers(raw));
            vec![(users, source[0] * source[1] / 100.0, users * 0.005)]
        }
        _ => panic!("{kind}"),
    }
}

#[test]
fn fifty_cells_are_those_of_their_sources() {
    let catalogue = Catalogue::read(include_str!("../public/catalogue.txt")).unwrap();
    let (mut drawn, mut seen): (BTreeMap<&str, usize>, HashSet<(&str, &str)>) = Default::default();
    for line in CELLS.lines().filter(|line| !line.starts_with('#')) {
        let parts: [&str; 4] = line.split('|').collect::<Vec<_>>().try_into().unwrap();
        for (ours, theirs, rounding) in compared(&catalogue, parts) {
            assert!((ours - theirs).abs() <= rounding + 1e-9, "{line}: {ours} {theirs}");
        }
        for source in parts[3].split(';') {
            let [key, date, address] = source.split(',').collect::<Vec<_>>().try_into().unwrap();
            let is_it = |one: &&geode_core::catalogue::Source| one.key == key && one.date == date;
            assert!(catalogue.sources().iter().filter(is_it).any(|one| one.address == address), "{source}");
        }
        *drawn.entry(parts[0]).or_default() += 1;
        assert!(seen.insert((parts[0], parts[1])), "{line} stands twice");
    }
    assert_eq!(drawn.into_iter().collect::<Vec<_>>(), DRAWN);
    assert_eq!(seen.len(), 50);
}
