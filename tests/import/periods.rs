//! Of when a bill is, and in which currency, where its rows do not say it plainly.

use crate::{CATALOGUE, asked, assert_close, left, read, refused};
use geode_core::scenario::presets;
use geode_import::report::{Bill, Report};
use geode_import::{Asked, Choice, apply};

fn bill(report: &Report) -> &Bill {
    report.bill.as_ref().unwrap()
}

fn region(report: &Report, id: &str) -> f64 {
    bill(report).monthly_cost_by_region.iter().find(|one| one.region == id).unwrap().monthly
}

/// Several months of a table were refused; now they are grouped, and a month of days that is cut is left out.
#[test]
fn a_table_of_months_or_days_is_grouped() {
    for months in [
        ["2026-08", "2026-09"],
        ["08/2026", "09/2026"],
        ["Aug 2026", "September 2026"],
        ["202608", "202609"],
        ["2026-08-01", "2026-09-01"],
    ] {
        let [first, second] = months;
        let report =
            read(format!("region,month,cost\nus-east-1,{first},744\neu-west-1,{first},74.4\nus-east-1,{second},720\n"));
        assert_eq!(report.period.as_ref().unwrap().hours, 1464.0, "{months:?}");
        assert_close(region(&report, "us-east-1"), 730.0);
        assert_close(region(&report, "eu-west-1"), 74.4 * 730.0 / 1464.0);
        assert_eq!(report.warnings, ["each month is taken to be complete"]);
    }
    let days: String = (1..=30).map(|day| format!("us-east-1,2026-09-{day:02},24\n")).collect();
    let report = read(format!("region,date,cost\n{days}us-east-1,2026-10-01,99\nTotal,,819\n"));
    assert_close(bill(&report).monthly_cost.unwrap(), 730.0);
    assert_eq!(
        (report.rows.read, left(&report, "other period"), left(&report, "totals row")),
        (32, (1, Some(99.0)), (1, Some(819.0)))
    );
    assert_eq!(report.currency, Some(None));
    // Which is the month of 03/04/2026?
    assert_eq!(refused("region,date,cost\nus-east-1,2026-04-03,24\nus-east-1,03/04/2026,24\n").row, Some(3));
}

/// The currency of a bill that names none was "unknown", and no answer was heard.
#[test]
fn a_bill_may_name_no_currency() {
    let file = "BilledCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId\n\
        100,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1\n";
    let report = read(file);
    assert_eq!(report.currency, Some(None));
    assert!(report.warnings.contains(&"no row names a currency".to_owned()));
    let example = presets::worked_example();
    assert_eq!(
        apply(&report, &example, &Choice::default(), &CATALOGUE).unwrap().left[0].why,
        "the currency is not known"
    );
    let said = Asked { currency: Some("USD".into()), ..Asked::default() };
    let report = asked(file, &said).unwrap();
    assert_eq!(report.currency, Some(Some("USD".into())));
    assert_close(bill(&report).monthly_cost.unwrap(), 100.0 * 730.0 / 720.0);
    // Beside rows in dollars those without a currency are not dollars.
    let mixed = file.replace("RegionId", "RegionId,BillingCurrency").replace("us-east-1", "us-east-1,USD")
        + "50,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,\n";
    assert_eq!(read(&mixed).currency, Some(None));
    assert_eq!(left(&asked(&mixed, &said).unwrap(), "other currency"), (1, Some(50.0)));
}

/// 03/04/2026 of a bill was the fourth of March, whoever had written it.
#[test]
fn dates_of_a_bill_that_could_be_two_are_refused_or_said() {
    let file = "BilledCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,BillingCurrency\n1,Usage,01/05/2026,01/06/2026,USD\n";
    let wrong = refused(file);
    assert_eq!(wrong.row, Some(2));
    assert!(wrong.expected.contains("--answer '0=day first'"), "{wrong}");
    assert_eq!(wrong.preview.unwrap().asked.unwrap().choices, ["day first", "month first"]);
    let said = Asked { answers: [(0, "day first".into())].into(), ..Asked::default() };
    let report = asked(file, &said).unwrap();
    assert_eq!((report.review.asked.len(), report.period.unwrap().start.as_str()), (1, "2026-05-01T00:00:00Z"));
}

/// The word for the total stood below the months, and the table was refused for a month of that name.
#[test]
fn a_total_below_the_months_is_one() {
    let report = read("Month,Region,Cost (USD)\n2026-08,us-east-1,744\n2026-09,us-east-1,720\nTotal,,1464\n");
    assert_close(bill(&report).monthly_cost.unwrap(), 730.0);
    assert_eq!(left(&report, "totals row"), (1, Some(1464.0)));
}

/// A sign in the cells beat the header and the column that say which currency it is, and that was asked.
#[test]
fn the_header_or_the_row_says_which_dollars_they_are() {
    for file in [
        "Region,Cost (USD)\nus-east-1,\"$1,000.00\"\neu-west-1,$500\n",
        "Region,Amount,Currency\nus-east-1,\"$1,000.00\",USD\neu-west-1,$500,USD\n",
    ] {
        let report = read(file);
        assert_eq!((report.currency, report.questions.len()), (Some(Some("USD".into())), 0), "{file}");
        assert_eq!(report.rows.used_sum, Some(1500.0));
    }
    // Nothing says it; a code in a cell does; two are two.
    assert_eq!(read("Region,Cost\nus-east-1,$5\n").questions.len(), 1);
    assert_eq!(read("Region,Cost\nus-east-1,CAD 5\n").currency, Some(Some("CAD".into())));
    assert_eq!(refused("Region,Cost,Currency\na,$5,USD\nb,$5,CAD\n").row, Some(3));
}

const ROWS: &str = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId\n";

/// `used_sum` was 30 of ten dollars and twenty euros.
#[test]
fn sums_of_two_currencies_are_none() {
    let row = |cost: &str, code: &str, kind: &str| {
        format!("{cost},{code},{kind},2026-06-01T00:00:00Z,2026-07-01T00:00:00Z,us-east-1\n")
    };
    let file = format!(
        "{ROWS}{}{}{}{}{}",
        row("10", "USD", "Usage"),
        row("20", "EUR", "Usage"),
        row("1", "USD", "Tax"),
        row("2", "EUR", "Tax"),
        row("-3", "EUR", "Credit"),
    );
    let report = read(&file);
    assert_eq!((report.rows.used, report.rows.used_sum), (2, None));
    assert_eq!((left(&report, "tax"), left(&report, "credit")), ((2, None), (1, Some(-3.0))));
    let euros = asked(&file, &Asked { currency: Some("EUR".into()), ..Asked::default() }).unwrap();
    assert_eq!((euros.rows.used_sum, left(&euros, "other currency")), (Some(20.0), (1, Some(10.0))));
}

/// May and July were "May to August" without a word of June.
#[test]
fn a_month_without_rows_between_others_is_said() {
    let row =
        |cost: &str, start: &str, end: &str| format!("{cost},USD,Usage,{start}T00:00:00Z,{end}T00:00:00Z,us-east-1\n");
    let (may, july) = (row("744", "2026-05-01", "2026-06-01"), row("744", "2026-07-01", "2026-08-01"));
    let said = "no row is of the time from 2026-06-01T00:00:00Z to 2026-07-01T00:00:00Z: it is in no sum, and not counted as time";
    let report = read(format!("{ROWS}{may}{july}"));
    assert_eq!(report.warnings, [said]);
    assert_close(bill(&report).monthly_cost.unwrap(), 730.0);
    // One that is cut is said to be; a table says it too.
    let report = read(format!("{ROWS}{may}{july}{}", row("5", "2026-06-01", "2026-06-02")));
    assert_eq!(report.warnings, ["the month from 2026-06-01T00:00:00Z is cut and left out"]);
    let table = read("region,month,cost\na,2026-05,1\na,2026-07,1\n");
    assert!(table.warnings.contains(&said.to_owned()), "{:?}", table.warnings);
    assert!(!read(format!("{ROWS}{may}")).warnings.iter().any(|text| text.contains("no row")));
}
