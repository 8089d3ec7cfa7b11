//! Several bills read together: months of one bill are one, parts of it where somebody says so, and nothing is added twice.

use crate::{CATALOGUE, assert_close, left, read};
use geode_import::{Asked, Report, Session, import, together};

fn named(name: &str, file: &str) -> Report {
    of_part(name, file, &[])
}

/// Of a file the rows that have these values in these columns.
fn of_part(name: &str, file: &str, part: &[(&str, &str)]) -> Report {
    let wheres = part.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect();
    let asked = Asked { is_reviewed: true, wheres, ..Asked::default() };
    import(name, file.as_bytes(), &asked, &CATALOGUE).unwrap()
}

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
    named(name, &file)
}

fn files(reports: &[Report]) -> Vec<&str> {
    reports.iter().map(|one| one.file.as_str()).collect()
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

/// Months that are no neighbours: by the stretch of time from the first to the last they would overlap the one between.
#[test]
fn a_month_between_two_others_is_another() {
    let pair = format!(
        "{HEADER}{}{}",
        row("1,1", "100", "2026-05-01", "2026-06-01"),
        row("1,1", "300", "2026-07-01", "2026-08-01")
    );
    let between = format!("{HEADER}{}", row("1,1", "200", "2026-06-01", "2026-07-01"));
    let joined = together::join(vec![named("a.csv", &pair), named("b.csv", &between)]);
    let [one] = &joined[..] else { panic!("{joined:?}") };
    assert_close(one.bill.as_ref().unwrap().monthly_cost.unwrap(), 600.0 * 730.0 / (744.0 + 720.0 + 744.0));
}

#[test]
fn what_covers_the_same_time_is_never_added() {
    let named = |name: &str, cost| month(name, "2026-05-01", "2026-06-01", cost, 0.0, 0.0);
    let may = || named("may.csv", 744.0);
    let mut both = vec![may(), named("rest.csv", 10.0)];
    together::warn(&mut both);
    assert!(
        both[1].warnings.iter().any(|warning| warning.starts_with("may.csv covers the same time: a copy, or a part")),
        "{:?}",
        both[1].warnings
    );
    let refused = together::one(&both).unwrap_err();
    assert!(refused.starts_with("may.csv: rest.csv covers the same time"), "{refused}");
    assert_eq!(files(&together::join(both)), ["may.csv", "rest.csv"]);
    // A copy is told by its sums, however it is called.
    let refused = together::one(&[named("part-1.csv", 744.0), named("part-2.csv", 744.0)]).unwrap_err();
    assert!(refused.contains("a copy"), "{refused}");
    // Another kind of bill, and a log of incidents, which is none.
    let mut mixed =
        vec![may(), read("region,cost\nus-east-1,5\n"), read("start,end\n2026-01-01T00:00Z,2026-01-01T01:00Z\n")];
    together::warn(&mut mixed);
    assert!(mixed[0].warnings.iter().any(|warning| warning.contains("is another bill")));
    assert!(!mixed[2].warnings.iter().any(|warning| warning.contains("bill")));
    assert!(together::one(&mixed).unwrap_err().contains("is no bill"));
    assert_eq!(together::join(mixed).len(), 3);
}

const HEADER: &str = "BillingAccountId,SubAccountId,EffectiveCost,BilledCost,BillingCurrency,ChargeCategory,\
ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,ServiceName,ChargeDescription,PricingQuantity,PricingUnit,\
SkuMeter,ListUnitPrice\n";

fn row(accounts: &str, cost: &str, start: &str, end: &str) -> String {
    format!(
        "{accounts},{cost},{cost},USD,Usage,{start}T00:00:00Z,{end}T00:00:00Z,eu-west-1,Compute,EC2,box,1,Hours,box,2\n"
    )
}

fn rows() -> Vec<String> {
    let mut rows = vec![
        row("1,1", "100.25", "2026-05-01", "2026-05-20"),
        row("1,2", "10", "2026-05-20", "2026-06-01"),
        row("1,1", "300", "2026-06-01", "2026-07-01"),
        // A month that is cut: left out beside complete ones, though alone in its file it would be used.
        row("1,2", "7.5", "2026-07-01", "2026-07-03"),
        row("1,3", "0.125", "2026-06-02", "2026-06-03"),
    ];
    let of = |text: &str| rows[0].replace("eu-west-1,Compute,EC2,box,1,Hours,box,2", text).replace("100.25", "8");
    let more = [
        of("us-east-1,Storage,S3,disk,1,GB,disk,3"),
        of("us-east-1,Compute,EC2,box,1,Hours,box,1.5"),
        of("us-east-1,Networking,EC2,data transfer to EU (Ireland),400,GB,transfer,0.02"),
        of("us-east-1,Other,Tax,tax,1,,,").replace("Usage", "Tax"),
        "1,1,x,1,USD,Usage,2026-05-01T00:00:00Z,2026-05-02T00:00:00Z,eu-west-1,Compute,EC2,box,1,Hours,box,2\n".into(),
    ];
    rows.extend(more);
    // So few are unreadable that no file is refused.
    rows.extend((0..60).map(|at| row("1,1", &format!("{at}.5"), "2026-06-05", "2026-06-06")));
    rows
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// A report without what is said of one file alone: which line was unreadable, and, where it stands among the rows that
/// are left out, which month is cut.
fn without_files(report: &Report) -> serde_json::Value {
    let mut value = serde_json::to_value(report).unwrap();
    value["file"] = "".into();
    let is_of_files = |text: &str| text.contains("could not be read") || text.contains("is cut and left out");
    value["warnings"].as_array_mut().unwrap().retain(|one| !is_of_files(one.as_str().unwrap()));
    value
}

/// The oracle is the file that the parts were cut from: together they say what it says, whichever rows each has.
#[test]
fn numbered_parts_say_what_the_whole_says() {
    let rows = rows();
    let whole = named("export.csv", &file(&rows));
    for every in 2..4 {
        let part = |at: usize| -> Report {
            let own: Vec<String> = rows.iter().skip(at).step_by(every).cloned().collect();
            named(&format!("export-0000{at}.csv"), &file(&own))
        };
        let mut parts: Vec<Report> = (0..every).map(part).collect();
        let joined = together::one(&parts).unwrap();
        assert_eq!(without_files(&joined), without_files(&whole));
        assert_eq!(joined.review.parts, whole.review.parts);
        assert_eq!(left(&joined, "unreadable").0, 1);
        assert!(
            joined.warnings.iter().any(|text| text.starts_with("export-0000") && text.contains("could not be read"))
        );
        // Not before somebody says that they are parts.
        together::warn(&mut parts);
        assert!(parts[0].warnings.iter().any(|text| text.contains("another part of one export")), "{parts:?}");
        assert_eq!(together::join(parts).len(), every);
    }
}

/// A file that has none of the chosen part was "another bill", and all of them were refused: it adds no money, and its rows
/// are left out as they are in one file.
#[test]
fn a_part_that_some_files_have_none_of_is_that_of_the_whole() {
    let rows = rows();
    for value in ["1", "2", "3", "4"] {
        let part = [("SubAccountId", value)];
        let whole = of_part("export.csv", &file(&rows), &part);
        for every in 2..4 {
            let of_file = |at: usize| -> Report {
                let own: Vec<String> = rows.iter().skip(at).step_by(every).cloned().collect();
                of_part(&format!("export-0000{at}.csv"), &file(&own), &part)
            };
            let files: Vec<Report> = (0..every).map(of_file).collect();
            assert!(value == "1" || files.iter().any(|one| one.rows.used == 0), "{value}: every file has some of it");
            let joined = together::one(&files).unwrap();
            assert_eq!(without_files(&joined), without_files(&whole), "{value} of {every}");
            assert_eq!(joined.review.parts, whole.review.parts, "{value} of {every}");
        }
    }
}

/// A file that has none of the chosen part did not count as time: what ran once in two months was doubled.
#[test]
fn a_file_that_has_none_of_a_part_covers_its_months() {
    let batch = [("SubAccountId", "batch")];
    let of = |name: &str, rows: &[String]| of_part(name, &file(rows), &batch);
    let may = of(
        "may.csv",
        &[row("1,prod", "100", "2026-05-01", "2026-06-01"), row("1,batch", "50", "2026-05-01", "2026-06-01")],
    );
    let june = of("june.csv", &[row("1,prod", "100", "2026-06-01", "2026-07-01")]);
    for joined in
        [together::one(&[may.clone(), june.clone()]).unwrap(), together::join(vec![june, may.clone()]).remove(0)]
    {
        assert_close(joined.bill.unwrap().monthly_cost.unwrap(), 50.0 * 730.0 / 1464.0);
        assert_eq!(joined.period.unwrap().hours, 1464.0);
    }
    // That another account has a bill of June says nothing of what this one paid in June.
    let other = |month: &str, end: &str| of("other.csv", &[row("2,prod", "100", month, end)]);
    let refused = together::one(&[may.clone(), other("2026-06-01", "2026-07-01")]).unwrap_err();
    assert_eq!(refused, "may.csv and other.csv are of other accounts and not of the same months");
    assert_eq!(together::join(vec![may.clone(), other("2026-06-01", "2026-07-01")]).len(), 2);
    let joined = together::one(&[may, other("2026-05-01", "2026-06-01")]).unwrap();
    assert_close(joined.bill.unwrap().monthly_cost.unwrap(), 50.0 * 730.0 / 744.0);
}

/// Of n bills each report had n − 1 warnings: those of a thousand months were 127 MB. And whether accounts have the same
/// months was worked out for every pair from all files anew.
#[test]
fn many_bills_are_told_of_at_once() {
    let of = |account: usize, month: u32| {
        let (start, end) = (format!("2026-{month:02}-01"), format!("2026-{:02}-01", month + 1));
        // No two are of the same sum, or one would be a copy.
        let cost = (account + 1).to_string();
        named(&format!("{account}-{month}.csv"), &file(&[row(&format!("{account},{account}"), &cost, &start, &end)]))
    };
    let mut months: Vec<Report> = (1..=6).map(|month| of(1, month)).collect();
    let before: Vec<usize> = months.iter().map(|one| one.warnings.len()).collect();
    together::warn(&mut months[..5]);
    assert_eq!(
        months[0].warnings.last().unwrap(),
        "1-2.csv, 1-3.csv, 1-4.csv and 1-5.csv are taken for other months of the same bill"
    );
    together::warn(&mut months);
    assert_eq!(
        months[1].warnings.last().unwrap(),
        "1-1.csv, 1-3.csv, 1-4.csv and 2 others are taken for other months of the same bill"
    );
    assert!(months.iter().zip(before).all(|(one, before)| one.warnings.len() <= before + 2), "{months:?}");
    let accounts: Vec<Report> = (0..60).flat_map(|account| [of(account, 1), of(account, 2)]).collect();
    let one = together::one(&accounts).unwrap();
    assert_close(one.bill.unwrap().monthly_cost.unwrap(), 3_660.0 * 730.0 / (744.0 + 672.0));
    let refused = together::one(&accounts[..119]).unwrap_err();
    assert_eq!(refused, "0-1.csv and 59-1.csv are of other accounts and not of the same months");
}

#[test]
fn accounts_are_added_where_they_have_the_same_months() {
    let may = |accounts: &str, cost: &str| row(accounts, cost, "2026-05-01", "2026-06-01");
    let june = |accounts: &str, cost: &str| row(accounts, cost, "2026-06-01", "2026-07-01");
    let a = named("a.csv", &file(&[may("1,1", "100"), june("1,1", "120")]));
    let b = || named("b.csv", &file(&[may("1,2", "7")]));
    let refused = together::one(&[a.clone(), b()]).unwrap_err();
    assert_eq!(refused, "a.csv and b.csv are of other accounts and not of the same months");
    // With its other month the account is whole.
    let c = named("c.csv", &file(&[june("1,2", "9")]));
    let joined = together::one(&[a.clone(), b(), c.clone()]).unwrap();
    assert_close(joined.bill.as_ref().unwrap().monthly_cost.unwrap(), 236.0 * 730.0 / 1464.0);
    // An account in both: the same time could be the same rows.
    let refused = together::one(&[b(), named("d.csv", &file(&[may("1,2", "7"), may("1,3", "1")]))]).unwrap_err();
    assert!(refused.contains("covers the same time"), "{refused}");
    // Of themselves only the months of one account are one.
    let mut all = vec![a, b(), c];
    together::warn(&mut all);
    assert!(all[0].warnings.iter().any(|text| text.contains("of other accounts")), "{all:?}");
    assert!(all[1].warnings.iter().any(|text| text == "c.csv is taken for other months of the same bill"));
    assert_eq!(files(&together::join(all)), ["a.csv", "b.csv, c.csv"]);
}

/// What a month has of the next one, which it leaves out, is not added to that month of the next file.
#[test]
fn rows_of_a_month_that_is_cut_stay_left_out() {
    let may = named(
        "may.csv",
        &file(&[row("1,1", "744", "2026-05-01", "2026-06-01"), row("1,1", "5", "2026-06-01", "2026-06-02")]),
    );
    let june = named("june.csv", &file(&[row("1,1", "720", "2026-06-01", "2026-07-01")]));
    let joined = together::join(vec![may, june]);
    let [one] = &joined[..] else { panic!("{joined:?}") };
    assert_close(one.bill.as_ref().unwrap().monthly_cost.unwrap(), 730.0);
    assert_eq!(left(one, "other period"), (1, Some(5.0)));
}

/// One whose effective cost is damaged, and one whose is not, are both summed as billed.
#[test]
fn both_are_summed_alike() {
    let sound = named("bill-1.csv", &file(&[row("1,1", "744.5", "2026-05-01", "2026-06-01")]));
    let damaged = row("1,2", "10.25", "2026-05-01", "2026-06-01").replacen("10.25", "10", 1);
    let damaged = named("bill-2.csv", &file(&[damaged]));
    assert_eq!(damaged.columns.as_ref().unwrap().cost, "BilledCost");
    let one = together::one(&[sound, damaged]).unwrap();
    assert_eq!((one.columns.unwrap().cost.as_str(), one.rows.used_sum), ("BilledCost", Some(754.75)));
    assert!(
        one.warnings.iter().any(|text| text.starts_with("bill-2.csv: EffectiveCost is damaged")),
        "{:?}",
        one.warnings
    );
}

/// The page reads several files in one importer: the same code, and the parts of the bill can be chosen of all of them.
#[test]
fn a_session_reads_several_as_one() {
    let (may, june) = (row("1,1", "744", "2026-05-01", "2026-06-01"), row("1,1", "720", "2026-06-01", "2026-07-01"));
    let files = || [("may.csv", file(std::slice::from_ref(&may))), ("june.csv", file(std::slice::from_ref(&june)))];
    let mut session = Session::default();
    let read = |session: &mut Session, files: Vec<(String, std::io::Cursor<String>)>| {
        session.read_as_one(files, r#"{"is_reviewed": true}"#, &CATALOGUE)
    };
    let given = |files: &[(&str, String)]| {
        files.iter().map(|(name, text)| ((*name).to_owned(), std::io::Cursor::new(text.clone()))).collect::<Vec<_>>()
    };
    let said = read(&mut session, given(&files())).unwrap();
    let report: serde_json::Value = serde_json::from_str(&said.report).unwrap();
    assert_eq!(report["file"], "may.csv, june.csv");
    assert_close(report["monthly_cost"].as_f64().unwrap(), 730.0);
    let review: serde_json::Value = serde_json::from_str(&said.review).unwrap();
    assert_eq!(review["parts"][1]["values"][0]["value"], "EC2");
    let twice = [files()[0].clone(), files()[0].clone()];
    assert!(read(&mut session, given(&twice)).unwrap_err().0.contains("a copy"));
}
