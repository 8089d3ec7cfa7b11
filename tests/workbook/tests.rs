//! The workbook against the engine: what its formulas carry, and what LibreOffice makes of them once inputs have changed.
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

mod largest;
mod xlsx;

use geode_core::engine::{Depth, Figures, OptionFigures, Scratch, evaluate};
use geode_core::scenario::model::{CreditStep, Note, NoteStatus, Phase};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{Scenario, inputs, presets};
use std::path::{Path, PathBuf};
use std::process::Command;
use xlsx::{Found, Sheets};

/// The name of a figure's cells, without the option; where the engine has it.
type Row = (&'static str, fn(&OptionFigures) -> Option<f64>);

static ROWS: [Row; 33] = [
    ("textbook_unavailability", |f| Some(f.textbook.unavailability)),
    ("textbook_availability", |f| Some(f.textbook.availability)),
    ("textbook_downtime_seconds_per_year", |f| Some(f.textbook.downtime_seconds_per_year)),
    ("textbook_mean_latency_ms", |f| Some(f.textbook.mean_latency_ms)),
    ("textbook_latency_reduction_ms", |f| Some(f.textbook.latency_reduction_ms)),
    ("textbook_latency_reduction_share", |f| f.textbook.latency_reduction_share),
    ("textbook_monthly_cost_before_transfer", |f| Some(f.textbook.monthly_cost_before_transfer)),
    ("textbook_monthly_cost", |f| Some(f.textbook.monthly_cost)),
    ("textbook_extra_monthly_cost", |f| Some(f.textbook.extra_monthly_cost)),
    ("textbook_cost_overhead_share", |f| f.textbook.cost_overhead_share),
    ("textbook_extra_monthly_revenue", |f| Some(f.textbook.extra_monthly_revenue)),
    ("textbook_net_monthly_benefit", |f| Some(f.textbook.net_monthly_benefit)),
    ("textbook_break_even_gain_per_100_ms", |f| f.textbook.break_even_gain_per_100_ms),
    ("textbook_break_even_monthly_revenue", |f| f.textbook.break_even_monthly_revenue),
    ("cost_compute", |f| Some(f.rigorous.monthly_cost.compute)),
    ("cost_fixed", |f| Some(f.rigorous.monthly_cost.fixed)),
    ("cost_storage", |f| Some(f.rigorous.monthly_cost.storage)),
    ("cost_transfer", |f| Some(f.rigorous.monthly_cost.transfer)),
    ("cost_operations", |f| Some(f.rigorous.monthly_cost.operations)),
    ("cost_edge", |f| Some(f.rigorous.monthly_cost.edge)),
    ("cost_total", |f| Some(f.rigorous.monthly_cost.total)),
    ("extra_monthly_cost", |f| Some(f.rigorous.value.extra_monthly_cost)),
    ("latency_revenue", |f| Some(f.rigorous.value.latency_revenue)),
    ("avoided_downtime_revenue", |f| Some(f.rigorous.value.avoided_downtime_revenue)),
    ("net_monthly_benefit", |f| Some(f.rigorous.value.net_monthly_benefit)),
    ("net_monthly_benefit_without_latency", |f| Some(f.rigorous.value.net_monthly_benefit_without_latency)),
    ("break_even_monthly_revenue", |f| f.rigorous.value.break_even_monthly_revenue),
    ("break_even_gain_per_100_ms", |f| f.rigorous.value.break_even_gain_per_100_ms),
    ("break_even_downtime_cost_per_hour", |f| f.rigorous.value.break_even_downtime_cost_per_hour),
    ("worthwhile_revenue", |f| f.rigorous.value.worthwhile_revenue),
    ("worthwhile_downtime_cost", |f| f.rigorous.value.worthwhile_downtime_cost),
    ("npv", |f| Some(f.rigorous.value.npv)),
    ("irr_annual", |f| f.rigorous.irr_annual.internal()),
];

fn figures(scenario: &Scenario) -> Figures {
    let mut figures = Figures::default();
    evaluate(&Problem::compile(scenario), &mut Scratch::default(), &mut figures, Depth::Full);
    figures
}

fn cell_name(row: &str, option: &str) -> String {
    format!("{row}_{option}").replace('-', "_")
}

fn assert_alike(found: &Found, expected: Option<f64>, about: &str) {
    match (found, expected) {
        (Found::Text(text), None) => assert_eq!(text, "none", "{about}"),
        (Found::Number(found), Some(expected)) => {
            // A sheet looks for the internal rate in steps. What is a difference of large amounts has their digits.
            let (near, least) = if about.contains("irr") { (1e-6, 0.0) } else { (1e-9, 1e-8) };
            let least = if about.contains("unavailability") { 0.0 } else { least };
            assert!((found - expected).abs() <= near * expected.abs() + least, "{about}: {found}, not {expected}");
        }
        (found, expected) => panic!("{about}: {found:?}, not {expected:?}"),
    }
}

/// Every named figure of a workbook against the engine on a scenario.
fn assert_engine(sheets: &Sheets, scenario: &Scenario) {
    let mut compared = 0;
    for (option, figures) in scenario.options.iter().zip(&figures(scenario).options) {
        for (row, of) in &ROWS {
            let name = cell_name(row, &option.id);
            assert_alike(&sheets.named(&name), of(figures), &name);
            compared += 1;
        }
        let within = figures.rigorous.value.payback_months.filter(|m| *m <= f64::from(scenario.finance.horizon_months));
        let name = cell_name("payback_months", &option.id);
        assert_alike(&sheets.named(&name), within, &name);
    }
    assert!(compared >= 33 * scenario.options.len() && compared > 60);
}

/// Three regions that pay: migration, growth and a wait, so that rates, payback and break-evens exist.
fn rich() -> Scenario {
    let mut rich = presets::worked_example();
    (rich.revenue.monthly, rich.cost.migration_one_off) = (6e7, 6e5);
    (rich.finance.annual_growth, rich.finance.annual_cost_growth) = (0.05, 0.03);
    rich.finance.months_until_live = 3;
    rich.cost.operations_monthly_per_extra_region = 1_500.0;
    (rich.cost.people_per_extra_region, rich.cost.loaded_annual_cost_per_person) = (0.5, 180_000.0);
    (rich.cost.compute_discount, rich.cost.fixed_discount) = (0.3, 0.1);
    (rich.cost.storage_discount, rich.cost.transfer_discount) = (0.2, 0.5);
    rich.regions[2].price_index = Some(1.1);
    rich.regions[3].transfer_price_per_gb = Some(0.09);
    rich
}

#[test]
fn formulas_carry_the_results_of_the_engine() {
    let examples = presets::LIST.iter().map(|preset| preset.scenario());
    for scenario in examples.chain([rich()]) {
        let sheets = Sheets::read(&geode_workbook::write(&scenario).unwrap());
        assert_engine(&sheets, &scenario);
        let formulas = sheets.formulas();
        assert!(formulas.len() > 200);
        // An exponent, as of 1E-7, stops some readers.
        let has_exponent = |text: &&String| {
            let bytes = text.as_bytes();
            bytes.windows(3).any(|w| {
                w[0].is_ascii_digit() && (w[1] | 32) == b'e' && (w[2].is_ascii_digit() || b"+-".contains(&w[2]))
            })
        };
        assert_eq!(formulas.iter().find(has_exponent), None);
    }
}

/// Revenue that somebody had typed stood there as "worked example of the geode pattern", and nothing said that credits and
/// the rollout are not in the amounts.
#[test]
fn where_numbers_come_from_and_what_is_left_out_is_said() {
    let mut own = rich();
    own.revenue.gross_margin = 0.6;
    own.notes
        .insert("/cost/migration_one_off".into(), Note { status: NoteStatus::Quoted, source: "offer of May".into() });
    own.sla_credits.steps = vec![CreditStep { below: 0.999, credit_share: 0.1 }];
    own.rollout = vec![Phase { start_month: 0, option: "geode-3".into(), migration_cost: 1e5 }];
    let sheets = Sheets::read(&geode_workbook::write(&own).unwrap());
    for (name, source) in [
        ("revenue_monthly", "entered"),
        ("revenue_gross_margin", "entered"),
        ("cost_single_region_monthly", "worked example of the geode pattern"),
        ("cost_migration_one_off", "offer of May"),
    ] {
        assert_eq!(sheets.beside(name, 2), Found::Text(source.into()), "{name}");
    }
    let texts = sheets.texts();
    let only = "Only in the planner, not in this workbook: what contracts give back; the phases of the rollout.";
    assert!(texts.iter().any(|text| text == only));
    let example = Sheets::read(&geode_workbook::write(&presets::worked_example()).unwrap());
    assert!(example.texts().iter().any(|text| text.starts_with("Not counted: the work to operate more regions")));
}

/// Cached results are −1 and three inputs differ: what comes back has been computed by the formulas.
#[test]
fn libreoffice_recalculates_to_what_the_engine_says() {
    let mut compounding = rich();
    compounding.revenue.compounding = true;
    compounding.revenue.downtime_cost_per_hour = Some(250_000.0);
    let cases: [(Scenario, [(&str, f64); 3]); 3] = [
        (
            presets::worked_example(),
            [
                ("/revenue/monthly", 4.4e7),
                ("/cost/single_region_monthly", 83_000.0),
                ("/finance/annual_discount_rate", 0.07),
            ],
        ),
        (
            rich(),
            [
                ("/cost/replicated_gb_per_month", 77_000.0),
                ("/finance/horizon_months", 48.0),
                ("/regions/eu-west/price_index", 1.37),
            ],
        ),
        (
            compounding,
            [
                ("/revenue/gain_per_100_ms", 0.013),
                ("/cost/migration_one_off", 1_250_000.0),
                ("/options/active-passive/standby_cost_fraction", 0.4),
            ],
        ),
    ];
    for (i, (mut scenario, changes)) in cases.into_iter().enumerate() {
        let mut sheets = Sheets::read(&geode_workbook::write(&scenario).unwrap());
        sheets.forget_results();
        for (pointer, value) in changes {
            let (input, at) = inputs::find(&scenario, pointer).unwrap();
            assert!(input.set(&mut scenario, at, Some(value)));
            sheets.set(&pointer[1..].replace(['/', '-'], "_"), value);
        }
        let Some(recalculated) = recalculated(&sheets.bytes(), i) else {
            return println!("not run: LibreOffice is not installed");
        };
        assert_engine(&recalculated, &scenario);
    }
}

/// A recalculated sheet showed a rate of return, of 485 % a year and of more, where the planner says that there is none: it
/// asked for no payment first and did not count how often the signs of the flows change.
#[test]
fn libreoffice_finds_a_rate_of_return_only_where_there_is_one() {
    // Costs grow by 10 % a year and returns do not: what pays at first costs more in the end, after a payment or without one.
    // In the last, a payment and returns: there is one rate.
    let cases = [
        ((38e6, 0.0, 36), false),
        ((45e6, 100_000.0, 120), false),
        ((45e6, 20_000.0, 36), false),
        ((60e6, 600_000.0, 36), true),
    ];
    for (i, ((monthly, migration, horizon), is_one)) in cases.into_iter().enumerate() {
        let mut scenario = presets::worked_example();
        // The sheet has as many months as the horizon that it was written for, at least.
        scenario.finance.horizon_months = horizon;
        let mut sheets = Sheets::read(&geode_workbook::write(&scenario).unwrap());
        sheets.forget_results();
        for (pointer, value) in [
            ("/finance/annual_cost_growth", 0.1),
            ("/revenue/monthly", monthly),
            ("/cost/migration_one_off", migration),
        ] {
            let (input, at) = inputs::find(&scenario, pointer).unwrap();
            assert!(input.set(&mut scenario, at, Some(value)));
            sheets.set(&pointer[1..].replace(['/', '-'], "_"), value);
        }
        let Some(recalculated) = recalculated(&sheets.bytes(), 20 + i) else {
            return println!("not run: LibreOffice is not installed");
        };
        let rate = recalculated.named("irr_annual_geode_3");
        assert_eq!(matches!(rate, Found::Number(_)), is_one, "{monthly}: {rate:?}");
        assert_engine(&recalculated, &scenario);
    }
}

/// The textbook table follows users and regions too; the engineering estimate does not, and says so.
#[test]
fn libreoffice_recalculates_the_textbook_of_other_users_and_regions() {
    let mut scenario = presets::worked_example();
    let mut sheets = Sheets::read(&geode_workbook::write(&scenario).unwrap());
    sheets.forget_results();
    let changes = [("/user_latency_ms/asia/us-east", 260.0), ("/failover/active_passive_minutes", 25.0)];
    for (pointer, value) in changes {
        let (input, at) = inputs::find(&scenario, pointer).unwrap();
        assert!(input.set(&mut scenario, at, Some(value)));
        sheets.set(&pointer[1..].replace(['/', '-'], "_"), value);
    }
    (scenario.regions[0].unavailability, scenario.regions[0].availability) = (Some(0.002), 0.998);
    sheets.set("regions_us_east_unavailability", 0.002);
    let Some(recalculated) = recalculated(&sheets.bytes(), 9) else {
        return println!("not run: LibreOffice is not installed");
    };
    for (option, figures) in scenario.options.iter().zip(&figures(&scenario).options) {
        for (row, of) in ROWS.iter().filter(|(row, _)| row.starts_with("textbook_")) {
            let name = cell_name(row, &option.id);
            assert_alike(&recalculated.named(&name), of(figures), &name);
        }
    }
}

/// The file as LibreOffice saves it after computing all anew; none where it is not installed.
fn recalculated(bytes: &[u8], case: usize) -> Option<Sheets> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("workbook-{case}"));
    let _ = std::fs::remove_dir_all(&folder);
    let user = folder.join("profile/user");
    std::fs::create_dir_all(&user).unwrap();
    // Without this it shows the results that the file carries.
    let always = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    std::fs::write(user.join("registrymodifications.xcu"), always).unwrap();
    let file = folder.join("book.xlsx");
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]);
    let run = office.arg(folder.join("out")).arg(&file).output().ok()?;
    let out: &Path = &folder.join("out/book.xlsx");
    let saved = std::fs::read(out).unwrap_or_else(|_| panic!("LibreOffice: {}", String::from_utf8_lossy(&run.stderr)));
    Some(Sheets::read(&saved))
}
