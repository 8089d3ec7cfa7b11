//! Net present value, internal and modified rate of return and payback as a spreadsheet has them.
//!
//! The sheet builds the flows from a month's benefit and cost by formulas of its own. Where LibreOffice is installed it
//! recalculates them; `data/spreadsheet.json` holds what it said (`WRITE_SPREADSHEET=1` writes it anew).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

use geode_core::report::{self, rigorous::RigorousReport};
use geode_core::scenario::{Scenario, presets};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Three regions of the worked example, once they pay: migration, growth, months until live, another horizon and rate.
fn cases() -> Vec<Scenario> {
    let of = |revenue: f64, migration: f64, months: u32, growth: (f64, f64), live: u32, rate: f64| {
        let mut case = presets::worked_example();
        (case.revenue.monthly, case.cost.migration_one_off) = (revenue, migration);
        (case.finance.horizon_months, case.finance.months_until_live) = (months, live);
        (case.finance.annual_growth, case.finance.annual_cost_growth) = growth;
        case.finance.annual_discount_rate = rate;
        case
    };
    vec![
        of(50e6, 600e3, 36, (0.0, 0.0), 0, 0.1),
        of(60e6, 600e3, 36, (0.05, 0.03), 0, 0.1),
        of(80e6, 2e6, 60, (0.1, 0.02), 9, 0.08),
        of(55e6, 0.0, 120, (0.0, -0.05), 12, 0.0),
    ]
}

/// NPV, IRR, MIRR, payback, as the product has them.
fn ours(scenario: &Scenario) -> ([f64; 4], RigorousReport) {
    let figures = report::evaluate(scenario, &[]).options.swap_remove(3).rigorous;
    let defined =
        [Some(figures.value.npv), figures.irr_annual.internal(), figures.mirr_annual, figures.value.payback_months];
    (defined.map(Option::unwrap), figures)
}

fn assert_alike(found: [f64; 4], expected: [f64; 4], case: usize) {
    // LibreOffice looks for the internal rate in steps, until one is below 1e-7.
    for ((found, expected), (name, near)) in
        found.into_iter().zip(expected).zip([("NPV", 1e-9), ("IRR", 1e-6), ("MIRR", 1e-9), ("payback", 1e-9)])
    {
        assert!((found - expected).abs() <= near * expected.abs(), "case {case}, {name}: {found}, not {expected}");
    }
}

#[test]
fn a_spreadsheet_finds_the_same() {
    let held = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/spreadsheet.json");
    if let Some(recalculated) = recalculated(&sheet()) {
        if std::env::var_os("WRITE_SPREADSHEET").is_some() {
            let note = "LibreOffice Calc: NPV, IRR, MIRR (annual) and payback of each case in tests/spreadsheet.rs";
            let text = serde_json::to_string_pretty(&json!({ "source": note, "cases": recalculated })).unwrap();
            std::fs::write(&held, text + "\n").unwrap();
        }
        assert_eq!(recalculated.len(), cases().len());
        for (case, (scenario, expected)) in cases().iter().zip(recalculated).enumerate() {
            assert_alike(ours(scenario).0, expected, case);
        }
    }
    let held: Value = serde_json::from_str(&std::fs::read_to_string(held).unwrap()).unwrap();
    let held: Vec<[f64; 4]> = serde_json::from_value(held["cases"].clone()).unwrap();
    assert_eq!(held.len(), cases().len());
    for (case, (scenario, expected)) in cases().iter().zip(held).enumerate() {
        assert_alike(ours(scenario).0, expected, case);
    }
}

/// A flat OpenDocument sheet a case: flows in column A from the 2nd row on, their sums in B, answers in the first row.
fn sheet() -> String {
    let mut text = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>"#
        .to_owned();
    for (case, scenario) in cases().iter().enumerate() {
        let figures = ours(scenario).1;
        let benefit = figures.value.latency_revenue + figures.value.avoided_downtime_revenue;
        let (finance, extra) = (&scenario.finance, figures.value.extra_monthly_cost);
        let (last, live) = (finance.horizon_months + 2, finance.months_until_live);
        let cell = |formula: String| format!(r#"<table:table-cell table:formula="of:={formula}"/>"#);
        let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
        let monthly = format!("(1+{})^(1/12)-1", finance.annual_discount_rate);
        // The row of the last sum below 0, as a number from the first sum on.
        let below = format!("SUMPRODUCT(MAX(([.B2:.B{last}]&lt;0)*(ROW([.B2:.B{last}])-1)))");
        let payback = format!("{below}-1-INDEX([.B2:.B{last}];{below})/INDEX([.A2:.A{last}];{below}+1)");
        write!(text, r#"<table:table table:name="case{case}">"#).unwrap();
        text += &row(&[
            cell(format!("[.A2]+NPV({monthly};[.A3:.A{last}])")),
            cell(format!("(1+IRR([.A2:.A{last}];0.01))^12-1")),
            cell(format!("(1+MIRR([.A2:.A{last}];{monthly};{monthly}))^12-1")),
            cell(payback),
        ]);
        text += &row(&[cell(format!("-{}", scenario.cost.migration_one_off)), cell("[.A2]".into())]);
        for month in 1..=finance.horizon_months {
            let grown = |amount: f64, rate: f64| format!("{amount}*(1+({rate}))^(({month}-1)/12)");
            let flow = format!(
                "IF({month}&gt;{live};{};0)-{}",
                grown(benefit, finance.annual_growth),
                grown(extra, finance.annual_cost_growth)
            );
            text += &row(&[cell(flow), cell(format!("[.B{}]+[.A{}]", month + 1, month + 2))]);
        }
        text += "</table:table>";
    }
    text + "</office:spreadsheet></office:body></office:document>\n"
}

/// The answers of LibreOffice; none where it is not installed.
fn recalculated(sheet: &str) -> Option<Vec<[f64; 4]>> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("spreadsheet");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("out")).unwrap();
    let file = folder.join("flows.fods");
    std::fs::write(&file, sheet).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "fods", "--outdir"]).arg(folder.join("out")).arg(&file);
    let run = office.output().ok()?;
    let out = std::fs::read_to_string(folder.join("out/flows.fods")).unwrap_or_default();
    assert!(!out.is_empty(), "LibreOffice wrote nothing: {}", String::from_utf8_lossy(&run.stderr));
    let answers = |table: &str| -> [f64; 4] {
        let row = table.split("<table:table-row").nth(1).unwrap();
        let values = row.split("office:value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap());
        values.collect::<Vec<f64>>().try_into().unwrap()
    };
    Some(out.split("<table:table table:name=\"case").skip(1).map(answers).collect())
}
