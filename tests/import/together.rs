//! Several bills read together: months of one bill are one, and nothing is added twice.

use crate::{assert_close, read};
use geode_import::{Report, together};

fn month(name: &str, start: &str, end: &str, cost: f64, storage: f64, eu: f64) -> Report {
    let row = |cost: f64, region: &str, service: &str| {
        format!("{cost},USD,Usage,{start}T00:00:00Z,{end}T00:00:00Z,{region},{service}\n")
    };
    let file = format!(
        "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory\n{}{}{}",
        row(cost, "us-east-1", "Compute"),
        row(storage, "us-east-1", "Storage"),
        row(eu, "eu-west-1", "Compute")
    );
    let mut report = read(file);
    report.file = name.into();
    report
}

/// Of two months of one bill the second replaced the first in silence.
#[test]
fn months_of_one_bill_are_one() {
    let mut both = vec![
        month("may.csv", "2026-05-01", "2026-06-01", 744.0, 100.0, 0.5),
        month("june.csv", "2026-06-01", "2026-07-01", 1440.0, 200.0, 0.25),
    ];
    together::warn(&mut both);
    assert!(both[0].warnings.contains(&"june.csv is taken for other months of the same bill".to_owned()));
    let joined = together::join(both);
    let [one] = &joined[..] else { panic!("{joined:?}") };
    let bill = one.bill.as_ref().unwrap();
    let scale = 730.0 / 1464.0;
    assert_close(bill.monthly_cost.unwrap(), 2484.75 * scale);
    assert_close(bill.monthly_cost_by_region[0].monthly, 2484.0 * scale);
    assert_close(bill.monthly_cost_by_region[1].monthly, 0.75 * scale);
    assert_close(bill.split.unwrap().storage, 300.0 / 2484.75);
    assert_eq!((one.file.as_str(), one.rows.read, one.rows.used_sum), ("may.csv, june.csv", 6, Some(2484.75)));
    let period = one.period.as_ref().unwrap();
    assert_eq!(
        (period.start.as_str(), period.end.as_str(), period.hours),
        ("2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z", 1464.0)
    );
}

#[test]
fn what_covers_the_same_time_is_never_added() {
    let named = |name: &str| month(name, "2026-05-01", "2026-06-01", 744.0, 0.0, 0.0);
    let may = || named("may.csv");
    let mut both = vec![may(), named("part-2.csv")];
    together::warn(&mut both);
    assert!(
        both[1].warnings.iter().any(|warning| warning.starts_with("may.csv covers the same time")),
        "{:?}",
        both[1].warnings
    );
    let joined = together::join(both);
    assert_eq!(joined.iter().map(|one| one.file.as_str()).collect::<Vec<_>>(), ["may.csv", "part-2.csv"]);
    // Another kind of bill, and a log of incidents, which is none.
    let mut mixed =
        vec![may(), read("region,cost\nus-east-1,5\n"), read("start,end\n2026-01-01T00:00Z,2026-01-01T01:00Z\n")];
    together::warn(&mut mixed);
    assert!(mixed[0].warnings.iter().any(|warning| warning.contains("is another bill")));
    assert!(!mixed[2].warnings.iter().any(|warning| warning.contains("bill")));
    assert_eq!(together::join(mixed).len(), 3);
}
