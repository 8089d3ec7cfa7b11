//! Order of rows and columns, case of names, quoting, line ends, gaps and encodings change no sum.

use crate::{CATALOGUE, asked, read};
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

/// Cells of a file as Excel saves it were empty in silence: "Österreich" was not placed, "Zürich" in no region, and nobody saw
/// the column "Währung".
#[test]
fn windows_1252_is_read_and_said() {
    let windows = |text: &str| -> Vec<u8> {
        let byte = |c: char| match c {
            '’' => 0x92,
            '€' => 0x80,
            c => u8::try_from(u32::from(c)).unwrap(),
        };
        text.chars().map(byte).collect()
    };
    let said =
        |line: u64| format!("line {line} is not in UTF-8: such lines are read as Windows-1252, as Excel saves CSV");
    let report = read(windows("Region;Kosten;Währung\nFrankfurt;5;EUR\nZürich;7;EUR\nus-east-1;9;EUR\n"));
    let regions = report.bill.as_ref().unwrap().monthly_cost_by_region.iter();
    assert_eq!(regions.map(|one| one.region.as_str()).collect::<Vec<_>>(), ["us-east-1", "Zürich", "Frankfurt"]);
    assert_eq!(report.currency, Some(Some("EUR".into())));
    assert!(report.warnings.contains(&said(1)), "{:?}", report.warnings);
    let euros = read(windows("region,cost\nus-east-1,5 €\n"));
    assert_eq!((euros.currency.clone(), euros.warnings.contains(&said(2))), (Some(Some("EUR".into())), true));
    let users = read(windows("Country,Users\nCôte d’Ivoire,5\nÖsterreich,2\nFrance,7\n"));
    let of = users.visitors.as_ref().unwrap();
    let placed: Vec<&str> = of.users_by_country.iter().map(|one| one.country.as_str()).collect();
    assert_eq!(placed, ["FR", "CI"], "German names are those of a German browser");
    assert!(users.warnings.contains(&said(2)), "{:?}", users.warnings);
    // Below titles, and behind what is looked at first; its cell is found by what the user chooses.
    let report = read(windows("Kostenübersicht für März\n\nRegion;Kosten;Währung\nZürich;7;EUR\n"));
    assert_eq!((report.rows.used_sum, report.columns.unwrap().cost.as_str()), (Some(7.0), "Kosten"));
    let far = format!("region,cost,team\n{}us-east-1,5,Köln\n", "us-east-1,1,a\n".repeat(40_000));
    let chosen = Asked { wheres: vec![("team".into(), "Köln".into())], ..Asked::default() };
    let report = asked(windows(&far), &chosen).unwrap();
    assert_eq!(report.rows.used_sum, Some(5.0));
    assert!(report.warnings.contains(&said(40_002)), "{:?}", report.warnings);
    assert!(!read("region,cost\nZürich,5\n").warnings.iter().any(|text| text.contains("UTF-8")));
}
