//! Which part of the bill is this system: by account, service, tag; and columns that a person names.

use crate::{CATALOGUE, asked, assert_close};
use geode_core::scenario::presets;
use geode_import::report::Part;
use geode_import::{Asked, Choice, apply};

const HEADER: &str = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,\
    ServiceCategory,SubAccountName,ServiceName,Tags\n";
const SCALE: f64 = 730.0 / 720.0;

fn row(cost: f64, account: &str, service: &str, tags: &str) -> String {
    let tags = tags.replace('"', "\"\"");
    let times = "2026-09-01T00:00:00Z,2026-10-01T00:00:00Z";
    format!("{cost},{cost},USD,Usage,{times},us-east-1,Compute,{account},{service},\"{tags}\"\n")
}

fn bill() -> String {
    let rows = [
        row(100.5, "prod", "EC2", r#"{"team": "shop", "env": "live"}"#),
        row(40.25, "prod", "S3", r#"{"team": "search"}"#),
        row(9.25, "test", "EC2", "{}"),
        // Azure writes no braces.
        row(5.0, "test", "EC2", r#""team": "shop""#),
    ];
    format!("{HEADER}{}", rows.concat())
}

fn reviewed(wheres: &[(&str, &str)]) -> Asked {
    let wheres = wheres.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect();
    Asked { is_reviewed: true, wheres, ..Asked::default() }
}

fn costs(part: &Part) -> Vec<(&str, f64)> {
    part.values.iter().map(|one| (one.value.as_str(), (one.monthly / SCALE * 1e6).round() / 1e6)).collect()
}

#[test]
fn accounts_services_and_tags_are_listed_with_their_costs() {
    let report = asked(bill(), &reviewed(&[])).unwrap();
    let parts = &report.review.parts;
    let names: Vec<&str> = parts.iter().map(|part| part.column.as_str()).collect();
    assert_eq!(names, ["SubAccountName", "ServiceName", "tag:team", "tag:env"]);
    assert_eq!(costs(&parts[0]), [("prod", 140.75), ("test", 14.25)]);
    assert_eq!(costs(&parts[1]), [("EC2", 114.75), ("S3", 40.25)]);
    assert_eq!(costs(&parts[2]), [("shop", 105.5), ("search", 40.25)]);
    assert_close(parts[2].without_monthly, 9.25 * SCALE);
    assert_close(parts[3].without_monthly, 54.5 * SCALE);
    assert!(asked(bill(), &Asked::default()).unwrap().review.parts.is_empty(), "nobody looks");
}

/// The parts stay those of the whole file, so that another one can be chosen.
#[test]
fn a_part_is_chosen_by_some_values() {
    let cost = |wheres: &[(&str, &str)]| {
        let report = asked(bill(), &reviewed(wheres)).unwrap();
        assert_eq!(report.review.parts, asked(bill(), &reviewed(&[])).unwrap().review.parts);
        report.bill.unwrap().monthly_cost.unwrap() / SCALE
    };
    assert_close(cost(&[("tag:team", "shop")]), 105.5);
    assert_close(cost(&[("tag:team", "shop"), ("tag:team", "search")]), 145.75);
    assert_close(cost(&[("tag:team", "")]), 9.25);
    assert_close(cost(&[("SubAccountName", "prod"), ("ServiceName", "EC2")]), 100.5);
}

#[test]
fn the_note_says_which_part_it_was() {
    let source = |wheres: &[(&str, &str)]| {
        let report = asked(bill(), &reviewed(wheres)).unwrap();
        let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
        applied.scenario.notes["/cost/compute_share"].source.clone()
    };
    assert_eq!(source(&[]), "focus-1.0, 2026-09-01 to 2026-10-01, 4 rows, all of it");
    assert_eq!(source(&[("tag:team", "shop")]), "focus-1.0, 2026-09-01 to 2026-10-01, 2 rows, team shop");
}

/// More values than are shown: the rest is counted, and one more.
#[test]
fn smaller_values_are_counted_together() {
    let rows: String = (1..=60).map(|i| row(f64::from(i), &format!("account {i}"), "EC2", "")).collect();
    let report = asked(format!("{HEADER}{rows}"), &reviewed(&[])).unwrap();
    let part = &report.review.parts[0];
    assert_eq!((part.values.len(), part.more, part.values[0].value.as_str()), (50, 10, "account 60"));
    assert_close(part.more_monthly, 55.0 * SCALE);
}

/// A table of one's own words: it shows its first rows, and is read once a person has said what they are.
#[test]
fn unknown_columns_are_asked_for() {
    let file = "Ort;Betrag;Bemerkung\nus-east-1;90.000,50;paid\neu-west-1;9,50;open\n";
    let refused = asked(file, &Asked::default()).unwrap_err();
    let preview = refused.preview.unwrap();
    assert_eq!(preview.columns, ["Ort", "Betrag", "Bemerkung"]);
    assert_eq!(preview.rows, [["us-east-1", "90.000,50", "paid"], ["eu-west-1", "9,50", "open"]]);
    let named = |columns: &[(&str, &str)]| Asked {
        columns: columns.iter().map(|(meaning, column)| ((*meaning).to_owned(), (*column).to_owned())).collect(),
        ..Asked::default()
    };
    let report = asked(file, &named(&[("region", "Ort"), ("cost", "Betrag")])).unwrap();
    assert_eq!(report.bill.unwrap().monthly_cost, Some(90_010.0));
    let wrong = asked(file, &named(&[("region", "Stadt")])).unwrap_err();
    assert!(wrong.to_string().contains("no column \"Stadt\""), "{wrong}");
}

fn charge(cost: f64, start: &str, end: &str, account: &str) -> String {
    let times = format!("{start}T00:00:00Z,{end}T00:00:00Z");
    format!("{cost},{cost},USD,Usage,{times},us-east-1,Compute,{account},EC2,\n")
}

/// What is chosen costs, and the hours of which that is.
fn of(file: &str, wheres: &[(&str, &str)]) -> (f64, f64) {
    let report = asked(file, &reviewed(wheres)).unwrap();
    (report.bill.unwrap().monthly_cost.unwrap(), report.period.unwrap().hours)
}

/// A batch that ran once a year cost 1,200, and chosen alone 1,177 a month: the bill's months became those in which it has
/// rows. The year has 8,760 hours, twelve months of 730, so it is 100 a month, as the list of the parts said all along.
#[test]
fn a_part_covers_the_time_of_the_bill() {
    let first = |month: usize| format!("{}-{:02}-01", 2025 + month / 12, month % 12 + 1);
    let prod: String = (0..12).map(|at| charge(1000.0, &first(at), &first(at + 1), "prod")).collect();
    let year = format!("{HEADER}{prod}{}", charge(1200.0, &first(2), &first(3), "batch"));
    assert_eq!(of(&year, &[("SubAccountName", "batch")]), (100.0, 8760.0));
    assert_eq!(of(&year, &[("SubAccountName", "prod")]), (1000.0, 8760.0));
    let chosen = asked(&year, &reviewed(&[("SubAccountName", "batch")])).unwrap();
    assert_eq!(costs(&chosen.review.parts[0]), [("prod", 986.301_37), ("batch", 98.630_137)], "÷ 730/720");
    assert_eq!((chosen.rows.used_sum, chosen.warnings.len()), (Some(1200.0), 0), "{:?}", chosen.warnings);

    // On ten days of June: "extrapolated from 240 hours", three times what it cost.
    let of_day = |day: u32, account: &str| {
        let end = if day == 30 { "2026-07-01".to_owned() } else { format!("2026-06-{:02}", day + 1) };
        charge(10.0, &format!("2026-06-{day:02}"), &end, account)
    };
    let rows = (1..=30).map(|day| of_day(day, "prod")).chain((1..=10).map(|day| of_day(day, "batch")));
    let month = format!("{HEADER}{}", rows.collect::<String>());
    assert_eq!(of(&month, &[("SubAccountName", "batch")]), (100.0 * SCALE, 720.0));
    assert_eq!(of(&month, &[("SubAccountName", "prod")]), (300.0 * SCALE, 720.0));
    // Azure's days, by the reader that all providers' own bills share.
    let azure = |day: u32, name: &str| format!("06/{day:02}/2026,10,USD,eastus,Usage,Compute,{name}\n");
    let rows = (1..=30).map(|day| azure(day, "prod")).chain((1..=10).map(|day| azure(day, "batch")));
    let header = "Date,Cost,BillingCurrency,ResourceLocation,ChargeType,ServiceFamily,SubscriptionName\n";
    let month = format!("{header}{}", rows.collect::<String>());
    assert_eq!(of(&month, &[("SubscriptionName", "batch")]), (100.0 * SCALE, 720.0));
}

/// The same of a pasted table: June, July and August have 2,208 hours.
#[test]
fn a_part_of_a_table_covers_the_time_of_the_table() {
    let table = "Month,Region,Cost,Service,Currency\nJun 2026,us-east-1,100,web,USD\nJul 2026,us-east-1,100,web,USD\n\
        Jul 2026,us-east-1,50,batch,USD\nAug 2026,us-east-1,100,web,USD\n";
    let (cost, hours) = of(table, &[("Service", "batch")]);
    assert_close(cost, 50.0 * 730.0 / 2208.0);
    assert_eq!(hours, 2208.0);
    // A month that is chosen by its own column is all that is asked for.
    assert_eq!(of(table, &[("Month", "Jul 2026")]), (150.0 * 730.0 / 744.0, 744.0));
    assert_eq!(of(table, &[("Month", "Jul 2026"), ("Service", "batch")]), (50.0 * 730.0 / 744.0, 744.0));
    let days: String = (1..=30).map(|day| format!("2026-06-{day:02},us-east-1,10,web\n")).collect();
    let table = format!("Date,Region,Cost,Service\n{days}2026-06-01,us-east-1,100,batch\n");
    assert_eq!(of(&table, &[("Service", "batch")]), (100.0 * SCALE, 720.0));
}

/// A month of FOCUS by its own column; and what the chosen part has of a month that is cut is in no sum.
#[test]
fn what_is_chosen_by_its_time_covers_that_time() {
    let file = format!(
        "{HEADER}{}{}{}",
        charge(744.0, "2026-05-01", "2026-06-01", "prod"),
        charge(72.0, "2026-06-01", "2026-07-01", "prod"),
        charge(5.0, "2026-07-01", "2026-07-02", "batch"),
    );
    assert_eq!(of(&file, &[("ChargePeriodStart", "2026-05-01T00:00:00Z")]), (730.0, 744.0));
    let report = asked(&file, &reviewed(&[("SubAccountName", "batch")])).unwrap();
    assert_eq!((report.rows.used, report.period.as_ref().unwrap().hours), (0, 1464.0));
    let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    assert_eq!(applied.left[0].why, "no row of it is in the months that are used");
}
