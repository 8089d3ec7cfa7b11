//! Order of rows and columns, case of names, quoting, line ends, gaps and encodings change no sum.

use crate::{CATALOGUE, read};
use flate2::{Compression, write::GzEncoder};
use geode_import::report::Report;
use geode_import::{Asked, import};
use proptest::prelude::*;
use std::io::Write;

const COLUMNS: [&str; 8] = [
    "BilledCost",
    "EffectiveCost",
    "BillingCurrency",
    "ChargeCategory",
    "ChargePeriodStart",
    "ChargePeriodEnd",
    "RegionId",
    "ServiceCategory",
];

#[derive(Debug, Clone)]
struct Charge {
    cents: i64,
    category: &'static str,
    region: &'static str,
    service: &'static str,
    day: u8,
}

fn charge() -> impl Strategy<Value = Charge> {
    let categories = prop::sample::select(vec!["Usage", "Purchase", "Tax", "Credit", "Adjustment"]);
    let regions = prop::sample::select(vec!["us-east-1", "eu-west-1", "", "NULL", "global"]);
    let services = prop::sample::select(vec!["Compute", "Storage", "Security"]);
    (-500..100_000_i64, categories, regions, services, 1..31_u8)
        .prop_map(|(cents, category, region, service, day)| Charge { cents, category, region, service, day })
}

#[derive(Debug, Clone)]
struct Style {
    columns: Vec<usize>,
    upper: bool,
    quoted: bool,
    ends: &'static str,
    encoding: u8,
    packed: bool,
}

fn style() -> impl Strategy<Value = Style> {
    let columns = Just((0..COLUMNS.len()).collect::<Vec<_>>()).prop_shuffle();
    let ends = prop::sample::select(vec!["\n", "\r\n"]);
    (columns, any::<bool>(), any::<bool>(), ends, 0..4_u8, any::<bool>()).prop_map(
        |(columns, upper, quoted, ends, encoding, packed)| Style { columns, upper, quoted, ends, encoding, packed },
    )
}

fn write(charges: &[Charge], style: &Style) -> Vec<u8> {
    let cell = |text: &str| if style.quoted { format!("\"{text}\"") } else { text.to_owned() };
    let row = |cells: [String; 8]| {
        let placed: Vec<String> = style.columns.iter().map(|place| cell(&cells[*place])).collect();
        placed.join(",") + style.ends
    };
    let mut text = row(COLUMNS.map(|name| if style.upper { name.to_uppercase() } else { name.into() }));
    for charge in charges {
        let sign = if charge.cents < 0 { "-" } else { "" };
        let cost = format!("{sign}{}.{:02}", charge.cents.abs() / 100, charge.cents.abs() % 100);
        let day = format!("2026-05-{:02}T00:00:00Z", charge.day);
        let next = format!("2026-05-{:02}T00:00:00Z", charge.day + 1);
        text += &row([
            cost.clone(),
            cost,
            "USD".into(),
            charge.category.into(),
            day,
            next,
            charge.region.into(),
            charge.service.into(),
        ]);
    }
    let bytes: Vec<u8> = match style.encoding {
        0 => text.into_bytes(),
        1 => [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat(),
        2 => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        _ => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
    };
    if !style.packed {
        return bytes;
    }
    // Bills come in several members.
    let half = bytes.len() / 2;
    let pack = |part: &[u8]| {
        let mut to = GzEncoder::new(Vec::new(), Compression::fast());
        to.write_all(part).unwrap();
        to.finish().unwrap()
    };
    [pack(&bytes[..half]), pack(&bytes[half..])].concat()
}

fn sum(charges: &[Charge], keeps: impl Fn(&Charge) -> bool) -> f64 {
    charges.iter().filter(|charge| keeps(charge)).map(|charge| charge.cents).sum::<i64>() as f64 / 100.0
}

fn left(report: &Report, why: &str) -> f64 {
    report.rows.left_out.iter().find(|left| left.why == why).and_then(|left| left.sum).unwrap_or(0.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_same_charges_add_to_the_same(mut charges in prop::collection::vec(charge(), 1..40), style in style()) {
        // A day or its end of the month, so that there is a period; a fraction, so that no cost looks rounded.
        charges.push(Charge { cents: 1, category: "Usage", region: "us-east-1", service: "Compute", day: 30 });
        let file = write(&charges, &style);
        let report = read(&file);
        let is_used = |charge: &Charge| !["Tax", "Credit"].contains(&charge.category);
        let close = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        prop_assert!(close(report.rows.used_sum.unwrap(), sum(&charges, is_used)));
        prop_assert!(close(left(&report, "tax"), sum(&charges, |charge| charge.category == "Tax")));
        prop_assert!(close(left(&report, "credit"), sum(&charges, |charge| charge.category == "Credit")));
        let scale = 730.0 / report.period.as_ref().unwrap().hours;
        let bill = report.bill.as_ref().unwrap();
        for region in &bill.monthly_cost_by_region {
            let expected = sum(&charges, |charge| is_used(charge) && charge.region == region.region);
            prop_assert!(close(region.monthly, expected * scale), "{region:?}, not {expected}");
        }
        let nowhere = sum(&charges, |charge| is_used(charge) && ["", "NULL", "global"].contains(&charge.region));
        prop_assert!(close(bill.monthly_cost_without_region.unwrap(), nowhere * scale));
    }

    #[test]
    fn a_packed_file_that_is_cut_is_refused(length in 20..60_usize) {
        let style = Style { columns: (0..8).collect(), upper: false, quoted: false, ends: "\n", encoding: 0, packed: true };
        let charges = vec![Charge { cents: 1, category: "Usage", region: "us-east-1", service: "Compute", day: 30 }; 50];
        let file = write(&charges, &style);
        let cut = &file[..length.min(file.len() - 1)];
        prop_assert!(import("f", cut, &Asked::default(), &CATALOGUE).is_err());
    }
}
