//! What is refused, with the reason; nothing crashes on any bytes.

use crate::{CATALOGUE, asked, assert_close, read, refused};
use geode_import::{Asked, import};
use proptest::prelude::*;
use std::io::Read;

#[test]
fn foreign_files_are_named() {
    for (file, wrong) in [
        (&b"PK\x03\x04"[..], "ZIP"),
        (b"PAR1xxxx", "Parquet"),
        (b"", "is empty"),
        (b"%PDF-1.7", "PDF"),
        (b"-----BEGIN PRIVATE KEY-----", "a key"),
        (b"a\0b", "no text"),
        (b"{\"planned_values\": {}}", "Terraform"),
        (b"{\"type\": \"service_account\", \"private_key\": \"x\"}", "keys"),
        (b"{\"a\": 1}", "no kind that is known"),
        (b"{\"a\": ", "is no JSON"),
        (b"ContractCommitmentId,Cost\n1,2\n", "contract commitments"),
        (b"colour,shape\nred,round\n", "colour, shape"),
        (b"\x1f\x8b\x08", "cannot be read"),
    ] {
        let refused = refused(file);
        assert!(refused.wrong.contains(wrong), "{wrong}: {refused}");
        assert!(!refused.expected.is_empty());
    }
}

/// A line that starts like a comment ended the table at the next empty one, and what stood below was in no sum.
#[test]
fn comments_and_empty_lines_end_no_table() {
    for (file, left) in [
        ("# exported\nregion,cost\nus-east-1,100\n\neu-west-1,900\n", 0),
        ("# exported\nregion,cost\nus-east-1,100\n# Europe\neu-west-1,900\n", 1),
        ("region,cost\nus-east-1,100\n# Europe\neu-west-1,900\n", 1),
        ("region,cost,note\nus-east-1,100,\"a\n#tag\"\neu-west-1,900,b\n", 0),
    ] {
        let report = asked(file, &Asked::default()).unwrap();
        assert_eq!((report.rows.used_sum, report.rows.read - report.rows.used), (Some(1000.0), left), "{file}");
    }
    // Beyond what is looked at first, and beyond the block of an export.
    let rows = "us-east-1,1\n".repeat(3_000_000);
    let report = asked(format!("# exported\nregion,cost\n{rows}"), &Asked::default()).unwrap();
    assert_eq!((report.rows.read, report.rows.used_sum), (3_000_000, Some(3e6)));
}

/// Dollars and euros of two columns were added, and so were two months, as one of twice the cost.
#[test]
fn amounts_of_two_currencies_or_months_are_not_added() {
    let money = refused("region,cost,currency\nus-east-1,10,USD\neu-west-1,5,EUR\n");
    assert_eq!((money.row, money.wrong.as_str()), (Some(3), "cost is in EUR, that of rows before in USD"));
    let report = asked("region,cost,currency\nus-east-1,10,USD\neu-west-1,5,USD\n", &Asked::default()).unwrap();
    assert_eq!((report.rows.used_sum, report.currency), (Some(15.0), Some(Some("USD".into()))));
    let file = "region,month,cost\nus-east-1,2026-08,100\nus-east-1,2026-09,60\n";
    let report = asked(file, &Asked::default()).unwrap();
    // August has 744 hours, September 720; a month of the model 730.
    assert_close(report.bill.unwrap().monthly_cost.unwrap(), 160.0 * 730.0 / 1464.0);
    assert_eq!(report.period.unwrap().end, "2026-10-01T00:00:00Z");
    let quarters = refused("region,period,cost\nus-east-1,Q1,100\nus-east-1,Q2,60\n");
    assert_eq!(quarters.row, Some(3));
    assert!(quarters.wrong.contains("period is \"Q2\", that of rows before \"Q1\""), "{quarters}");
    // One of them is chosen, as the message has it.
    let one = Asked { wheres: vec![("month".into(), "2026-09".into())], ..Asked::default() };
    let report = asked(file, &one).unwrap();
    assert_eq!((report.rows.read, report.rows.used, report.rows.used_sum), (2, 1, Some(60.0)));
}

/// A part that was asked for was named, and all of the bill taken for it; taxes were costs of the system.
#[test]
fn a_part_of_what_has_no_parts_is_refused_and_taxes_are_left_out() {
    let file = "Service,Lambda($),Tax($),Total costs($)\nService total,300,30,330\n2026-08-01,100,10,110\n2026-09-01,200,20,220\n";
    let part = Asked { wheres: vec![("Team".into(), "shop".into())], ..Asked::default() };
    let wrong = asked(file, &part).unwrap_err().wrong;
    assert!(wrong.contains("has no column \"Team\""), "{wrong}");
    let report = asked(file, &Asked::default()).unwrap();
    assert_eq!((report.kind.as_str(), report.rows.used_sum), ("aws-cost-explorer", Some(100.0)));
    let left: Vec<_> = report.rows.left_out.iter().map(|left| (left.why.as_str(), left.sum)).collect();
    assert_eq!(left, [("last period, may be cut", Some(200.0)), ("totals row", Some(330.0)), ("tax", Some(30.0))]);
    let json = r#"[{"begin": "2022-06-01T00:00:00+00:00", "end": "2022-06-01T02:00:00+00:00", "status_impact": "SERVICE_OUTAGE"}]"#;
    assert!(asked(json, &part).unwrap_err().wrong.contains("has no column \"Team\""));
}

/// Of a name that stands twice in one object the last value was taken in silence.
#[test]
fn names_that_stand_twice_in_json_are_refused() {
    let twice = refused(
        r#"{"page": {}, "incidents": [{"impact": "minor", "name": "a", "impact": "critical", "created_at": "2026-05-01T00:00:00Z"}]}"#,
    );
    assert_eq!(twice.to_string(), "/incidents/0/impact stands more than once, expected each name once in an object");
}

/// A quote that is never closed makes the rest of a file one row: gigabytes of memory, before there was a bound.
#[test]
fn a_row_without_an_end_is_bounded() {
    let start = b"region,cost\nus-east-1,\"1";
    let endless = start.chain(std::io::repeat(b'1').take(1 << 30));
    let refused = import("f", endless, &Asked::default(), &CATALOGUE).unwrap_err();
    assert_eq!(refused.row, Some(2));
    assert!(refused.wrong.contains("longer than 8 MB"), "{refused}");
}

/// Its message was the rest of the bill, 1.5 MB of it; and where few rows were read before, all below passed for one row that
/// could not be read.
#[test]
fn a_quote_that_is_never_closed_does_not_print_the_bill() {
    let header = "BilledCost,EffectiveCost,ChargeCategory,ChargePeriodStart,BillingCurrency\n";
    let row = "10,10,Usage,2026-06-01T00:00:00Z,USD\n";
    let wrong = refused(format!("{header}{row}10,\"{}", row.repeat(20_000)));
    assert_eq!((wrong.row, wrong.wrong.as_str()), (Some(3), "the row goes on for more than 1000 lines"));
    assert!(wrong.expected.contains("never closed"), "{wrong}");
    let wrong = refused(format!("{header}{}10,\"{}", row.repeat(2000), row.repeat(1500)));
    assert_eq!(wrong.row, Some(2002), "{wrong}");
    // Of fewer lines the beginning is shown.
    for file in [
        format!("{header}{row}10,\"{}", row.repeat(500)),
        format!("{header}10,10,Usage,\"{}", row.repeat(500)),
        format!("region,cost\nus-east-1,\"{}", row.repeat(500)),
        format!("region,date,cost\nus-east-1,\"{}\",1\n", row.repeat(500)),
        format!("start,end\n\"{}\",2026-01-01\n", row.repeat(500)),
        format!("Date,Cost,ResourceLocation\n\"{}\",1,eastus\n", row.repeat(500)),
        format!("\"{}", row.repeat(500)),
        format!("country,users\nDE,\"{}", row.repeat(500)),
    ] {
        let said = match asked(&file, &Asked::default()) {
            Err(refused) => vec![refused.to_string()],
            Ok(report) => report.warnings,
        };
        assert!(said.iter().all(|text| text.chars().count() < 600), "{said:?}");
    }
    // Empty lines are no row, and a long text is one.
    let long = "a line\n".repeat(900);
    let report = read(format!("region,cost,note\nus-east-1,1,\"{long}{long}\"\n{}eu-west-1,2,b\n", "\n".repeat(3000)));
    assert_eq!(report.rows.used_sum, Some(3.0));
}

#[test]
fn numbers_and_dates_are_named_with_their_row() {
    let cost = refused("region,cost\nus-east-1,1\neu-west-1,1e999\n");
    assert_eq!((cost.row, cost.wrong.as_str()), (Some(3), "cost is \"1e999\""));
    let users = refused("country,visitors\nDE,-5\n");
    assert_eq!(users.row, Some(2));
    let time = refused("start,end\nyesterday,2026-01-01\n");
    assert!(time.to_string().contains("line 2: start is \"yesterday\""));
    assert!(Asked::read_period("2026-02-01/2026-01-01").is_err());
    assert!(Asked::read_period("03/04/2026/05/04/2026").is_err());
}

/// Of a period that ends before it starts, and of one with a month 13, it was only said that START/END is expected, which
/// they are.
#[test]
fn what_is_wrong_with_a_period_is_said() {
    for (period, says) in [
        (
            "2026-01-01/2022-01-01",
            "the period is \"2026-01-01/2022-01-01\", which ends before it starts, expected START/END",
        ),
        (
            "2026-01-01/2026-01-01",
            "the period is \"2026-01-01/2026-01-01\", which ends where it starts, expected START/END",
        ),
        (
            "2026-01-01/2026-13-01",
            "the period is \"2026-01-01/2026-13-01\": \"2026-13-01\" is no date, expected START/END",
        ),
        (
            "2026-02-30/2026-03-01",
            "the period is \"2026-02-30/2026-03-01\": \"2026-02-30\" is no date, expected START/END",
        ),
        ("2026-01", "the period is \"2026-01\", expected START/END such as 2026-01-01/2026-07-01"),
    ] {
        let said = Asked::read_period(period).unwrap_err().to_string();
        assert!(said.contains(says), "{said} does not say {says}");
    }
    // January has 31 days.
    let (start, end) = Asked::read_period("2026-01-01/2026-02-01").unwrap();
    assert_eq!(end - start, 31 * 86_400);
}

#[test]
fn a_bill_with_too_many_unreadable_rows_is_refused() {
    let header = "BilledCost,ChargeCategory,ChargePeriodStart,BillingCurrency";
    let good = "1.5,Usage,2026-05-01T00:00:00Z,USD\n".repeat(99);
    let report = asked(format!("{header}\n{good}x,Usage,2026-05-01,USD\n"), &Asked::default()).unwrap();
    assert_eq!((report.rows.read, report.rows.used_sum), (100, Some(148.5)));
    assert!(report.warnings.iter().any(|warning| warning.contains("1 rows could not be read; the first: line 101")));
    let bad = refused(format!("{header}\n{good}{}", "x,Usage,2026-05-01,USD\n".repeat(9)));
    assert!(bad.wrong.contains("9 of 108 rows"), "{bad}");
}

proptest! {
    #[test]
    fn no_bytes_crash(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0..8_usize) {
        let starts = ["", "region,cost\n", "start,end\n", "from,to,ms\n", "country,users\n", "apiVersion: openslo/v1\n",
            "[{\"status_impact\":", "BilledCost,ChargeCategory,ChargePeriodStart\n"];
        let file: Vec<u8> = starts[start].bytes().chain(bytes).collect();
        if let Err(refused) = import("f", file.as_slice(), &Asked::default(), &CATALOGUE) {
            prop_assert!(!refused.wrong.is_empty() && !refused.expected.is_empty());
        }
    }
}

/// A table without a row was read as if it said something.
#[test]
fn a_table_without_rows_says_so() {
    for header in ["BilledCost,ChargeCategory,ChargePeriodStart\n", "country,visitors\n", "start,end\n"] {
        let report = read(header);
        assert!(report.warnings.contains(&"no row stands below the header".to_owned()), "{:?}", report.warnings);
    }
    assert!(!read("country,visitors\nDE,1\n").warnings.iter().any(|text| text.contains("below the header")));
}

/// Objectives with the key of their source of metrics were read, where tables and JSON with one are refused: nobody had looked into
/// YAML. The names of a format are no keys.
#[test]
fn objectives_with_keys_are_refused() {
    let good = "version: prometheus/v1\nservice: a\nslos: [{name: b, objective: 99}]\n---\n";
    let with = |metric: &str| {
        format!(
            "{good}apiVersion: openslo/v1\nkind: SLO\nmetadata: {{name: x}}\nspec:\n  indicator:\n    spec: {{ratioMetric: {{good: {{metricSource: \
             {{spec: {{{metric}, query: x}}}}}}}}}}\n  objectives: [{{target: 0.99}}]\n"
        )
    };
    for metric in
        ["apiKey: abc", "\"application_key\": abc", "token: abc", "connection: {password: abc}", "clientSecret: 'abc'"]
    {
        let refused = refused(with(metric));
        assert!(refused.wrong.contains("holds keys or passwords") && !refused.to_string().contains("abc"), "{refused}");
    }
    assert_eq!(refused(with("apiKey: abc")).row, Some(10));
    let secret = format!("{good}apiVersion: v1\nkind: Secret\nmetadata: {{name: x}}\ndata: {{db: aGVsbG8=}}\n");
    assert_eq!(refused(secret).row, Some(5));
    for metric in
        ["keyspace: a", "tokens: b", "secretRef: {name: c}", "secretKeyRef: {name: c, key: password}", "region: token"]
    {
        assert_eq!(read(with(metric)).targets.unwrap().len(), 2, "{metric}");
    }
}
