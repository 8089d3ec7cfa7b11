//! The Cost and Usage Report of AWS, legacy and 2.0; sums added by hand.

use crate::{asked, assert_close, left, read, refused};
use geode_import::Asked;
use geode_import::report::Report;

const COLUMNS: [&str; 18] = [
    "lineItem/UsageAccountId",
    "lineItem/LineItemType",
    "lineItem/UsageStartDate",
    "lineItem/UsageEndDate",
    "lineItem/ProductCode",
    "lineItem/UsageAmount",
    "lineItem/CurrencyCode",
    "lineItem/UnblendedCost",
    "lineItem/LineItemDescription",
    "product/regionCode",
    "product/productFamily",
    "pricing/unit",
    "reservation/ReservationARN",
    "reservation/EffectiveCost",
    "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
    "reservation/UnusedRecurringFee",
    "savingsPlan/SavingsPlanEffectiveCost",
    "savingsPlan/TotalCommitmentToDate",
];

/// Kind, product, cost, region, family, and the further cells of a row.
pub type Charge<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

pub fn file(charges: &[Charge]) -> String {
    let mut columns = COLUMNS.to_vec();
    columns.push("savingsPlan/UsedCommitment");
    let mut text = format!("{}\n", columns.join(","));
    for (kind, product, cost, region, family, more) in charges {
        let cell = |name: &&str| match *name {
            "lineItem/UsageAccountId" => "111122223333",
            "lineItem/LineItemType" => kind,
            "lineItem/UsageStartDate" => "2026-09-01T00:00:00Z",
            "lineItem/UsageEndDate" if kind.contains("Usage") => "2026-10-01T00:00:00Z",
            "lineItem/UsageEndDate" => "2026-09-30T23:59:59Z",
            "lineItem/ProductCode" => product,
            "lineItem/CurrencyCode" => "USD",
            "lineItem/UnblendedCost" => cost,
            "product/regionCode" => region,
            "product/productFamily" => family,
            name => more.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value),
        };
        text += &format!("{}\n", columns.iter().map(cell).collect::<Vec<_>>().join(","));
    }
    text
}

/// The names of 2.0: `lineItem/UnblendedCost` is `line_item_unblended_cost`, `ReservationARN` is `reservation_a_r_n`.
fn second(file: &str) -> String {
    let (header, rows) = file.split_once('\n').unwrap();
    let mut snake = String::new();
    let mut before = ',';
    for c in header.chars() {
        match c {
            '/' => snake.push('_'),
            c if c.is_ascii_uppercase() && !['/', ','].contains(&before) => snake.extend(['_', c.to_ascii_lowercase()]),
            c => snake.push(c.to_ascii_lowercase()),
        }
        before = c;
    }
    assert!(snake.contains("line_item_unblended_cost") && snake.contains("reservation_reservation_a_r_n"), "{snake}");
    format!("{snake}\n{rows}")
}

pub const CHARGES: &[Charge] = &[
    ("Usage", "AmazonEC2", "100.10", "us-east-1", "Compute Instance", &[]),
    ("Usage", "AmazonS3", "20.05", "us-east-1", "Storage", &[]),
    ("Usage", "AmazonCloudWatch", "1.5", "", "", &[]),
    ("EdpDiscount", "AmazonEC2", "-5.25", "us-east-1", "", &[]),
    // A savings plan: 30 is the price without it, taken back in no region; 18 is what it costs, 2 of 20 were not used.
    ("SavingsPlanCoveredUsage", "AmazonEC2", "30", "eu-west-1", "", &[("savingsPlan/SavingsPlanEffectiveCost", "18")]),
    ("SavingsPlanNegation", "AmazonEC2", "-30", "", "", &[]),
    (
        "SavingsPlanRecurringFee",
        "ComputeSavingsPlans",
        "20",
        "",
        "",
        &[("savingsPlan/TotalCommitmentToDate", "20"), ("savingsPlan/UsedCommitment", "18")],
    ),
    // A reservation, paid half in advance: 7.5 used, 0.5 + 0.25 not.
    ("DiscountedUsage", "AmazonRDS", "0", "eu-west-1", "", &[("reservation/EffectiveCost", "7.5")]),
    (
        "RIFee",
        "AmazonRDS",
        "4",
        "eu-west-1",
        "",
        &[("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod", "0.5"), ("reservation/UnusedRecurringFee", "0.25")],
    ),
    ("Fee", "AmazonRDS", "365", "eu-west-1", "", &[("reservation/ReservationARN", "arn:1")]),
    ("Tax", "AmazonEC2", "24.7", "", "", &[]),
    ("Credit", "AmazonEC2", "-10", "us-east-1", "", &[]),
    ("Refund", "AmazonEC2", "-3", "us-east-1", "", &[]),
];
/// A month of 30 days.
const SEPTEMBER: f64 = 730.0 / 720.0;

fn region(report: &Report, id: &str) -> f64 {
    let by = &report.bill.as_ref().unwrap().monthly_cost_by_region;
    by.iter().find(|one| one.region == id).unwrap().monthly
}

#[test]
fn commitments_are_spread_over_their_use() {
    for file in [file(CHARGES), second(&file(CHARGES))] {
        let report = read(file);
        assert_eq!((report.kind.as_str(), report.currency.clone()), ("aws-cur", Some(Some("USD".into()))));
        assert_close(region(&report, "us-east-1"), (100.10 + 20.05 - 5.25) * SEPTEMBER);
        assert_close(region(&report, "eu-west-1"), (18.0 + 7.5 + 0.5 + 0.25) * SEPTEMBER);
        let bill = report.bill.as_ref().unwrap();
        assert_close(bill.monthly_cost_without_region.unwrap(), (1.5 + 2.0) * SEPTEMBER);
        let used = 100.10 + 20.05 + 1.5 - 5.25 + 18.0 + 2.0 + 7.5 + 0.75;
        assert_close(bill.monthly_cost.unwrap(), used * SEPTEMBER);
        assert_close(report.rows.used_sum.unwrap(), used);
        assert_eq!((report.rows.read, report.rows.used), (13, 10));
        assert_eq!(left(&report, "tax"), (1, Some(24.7)));
        assert_eq!(left(&report, "credit"), (1, Some(-10.0)));
        assert_eq!(left(&report, "refund"), (1, Some(-3.0)));
        assert_close(bill.split.unwrap().storage, 20.05 / used);
        assert_close(bill.split.unwrap().fixed, 3.5 / used);
        // What the invoice has: 100.10 + 20.05 + 1.5 − 5.25 + 30 − 30 + 20 + 0 + 4 + 365.
        let said = report.warnings.last().unwrap();
        let billed: f64 = said.rsplit(' ').next().unwrap().parse().unwrap();
        assert_close(billed, 505.4);
    }
}

#[test]
fn a_report_without_the_columns_of_its_commitments_is_summed_as_billed() {
    let file = file(CHARGES).replace("savingsPlan/SavingsPlanEffectiveCost", "other");
    let report = read(file);
    let billed = 100.10 + 20.05 + 1.5 - 5.25 + 30.0 - 30.0 + 20.0 + 4.0;
    assert_close(report.rows.used_sum.unwrap(), billed);
    assert_eq!(left(&report, "prepaid"), (1, Some(365.0)));
    assert!(report.warnings.last().unwrap().contains("right in total and not by region"));
}

#[test]
fn what_a_commitment_costs_is_never_taken_for_nothing() {
    let charges: &[Charge] = &[("SavingsPlanCoveredUsage", "AmazonEC2", "30", "eu-west-1", "", &[])];
    let refused = refused(file(charges));
    assert_eq!(refused.row, Some(2));
    assert!(refused.wrong.starts_with("savingsPlan/SavingsPlanEffectiveCost is empty"), "{refused}");
}

/// A fee of the whole month is in the file on its first day.
#[test]
fn a_running_month_ends_where_its_use_does() {
    let cut = file(CHARGES).replace("2026-10-01T00:00:00Z", "2026-09-11T00:00:00Z");
    assert_eq!(read(cut).period.unwrap().hours, 240.0);
}

#[test]
fn data_between_regions_and_parts_of_the_bill() {
    let sent: &[(&str, &str)] = &[
        ("lineItem/LineItemDescription", "$0.02 per GB - US East (Northern Virginia) data transfer to EU (Germany)"),
        ("lineItem/UsageAmount", "50"),
        ("pricing/unit", "GB"),
    ];
    let internet: &[(&str, &str)] = &[
        ("lineItem/LineItemDescription", "$0.09 per GB data transfer to the Internet"),
        ("lineItem/UsageAmount", "70"),
        ("pricing/unit", "GB"),
    ];
    let charges: &[Charge] = &[
        ("Usage", "AmazonEC2", "1.0", "us-east-1", "", sent),
        ("Usage", "AmazonS3", "6.3", "us-east-1", "Storage", internet),
    ];
    let transfer = read(file(charges)).bill.unwrap().transfer.unwrap();
    assert_close(transfer.gb_per_month, 50.0 * SEPTEMBER);
    assert_close(transfer.price_per_gb.unwrap(), 0.02);
    let only = Asked {
        wheres: vec![("line_item_product_code".into(), "AmazonS3".into())],
        is_reviewed: true,
        ..Asked::default()
    };
    let report = asked(second(&file(charges)), &only).unwrap();
    assert_eq!((report.rows.used_sum, left(&report, "not chosen")), (Some(6.3), (1, Some(1.0))));
    let services = &report.review.parts[1];
    assert_eq!(services.column, "line_item_product_code");
    assert_close(services.values[0].monthly, 6.3 * SEPTEMBER);
}

/// In the legacy report each tag has a column of its own: the review showed none, and `--where tag:team` found no column.
#[test]
fn tags_of_the_legacy_report_are_columns() {
    let (header, rows) = CSV_OF_TAGS.split_once('\n').unwrap();
    let as_parquet =
        header.replace("resourceTags/user:", "resource_tags_user_").replace("resourceTags/aws:", "resource_tags_aws_");
    for (file, team) in [(CSV_OF_TAGS.to_owned(), "tag:user:team"), (format!("{as_parquet}\n{rows}"), "tag:user_team")]
    {
        let report = asked(&file, &Asked { is_reviewed: true, ..Asked::default() }).unwrap();
        let parts = &report.review.parts;
        let names: Vec<&str> =
            parts.iter().map(|part| part.column.as_str()).filter(|name| name.contains("team")).collect();
        assert_eq!(names, [team]);
        let part = parts.iter().find(|part| part.column == team).unwrap();
        let values: Vec<&str> = part.values.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["shop", "search"]);
        assert_close(part.values[0].monthly, (100.25 + 7.5) * SEPTEMBER);
        assert_close(part.without_monthly, 3.25 * SEPTEMBER);
        for (column, value, sum) in [
            (team, "shop", 107.75),
            ("tag:team", "search", 20.0),
            ("tag:team", "", 3.25),
            ("tag:user:team", "Shop", 107.75),
        ] {
            let wheres = vec![(column.to_owned(), value.to_owned())];
            let report = asked(&file, &Asked { wheres, ..Asked::default() }).unwrap();
            assert_eq!(report.rows.used_sum, Some(sum), "{column}={value}");
        }
        let wheres = vec![("tag:owner".to_owned(), "me".to_owned())];
        assert!(asked(&file, &Asked { wheres, ..Asked::default() }).unwrap_err().wrong.contains("tag:owner"));
    }
}

const CSV_OF_TAGS: &str = "lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,\
    lineItem/ProductCode,lineItem/CurrencyCode,lineItem/UnblendedCost,product/regionCode,resourceTags/user:team,resourceTags/aws:createdBy\n\
    1,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,AmazonEC2,USD,100.25,us-east-1,shop,root\n\
    1,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,AmazonEC2,USD,20,us-east-1,search,\n\
    1,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,AmazonS3,USD,7.5,eu-west-1,shop,\n\
    1,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,AmazonS3,USD,3.25,eu-west-1,,\n";

/// A report of Google's console by location: Cost without its discounts was summed, tax and total once more.
#[test]
fn a_report_of_googles_console_is_summed_after_its_discounts() {
    let report = read(
        "Location,Cost ($),Discounts ($),Promotions and others ($),Subtotal ($),% Change\n\
         europe-west1,\"1,200.50\",-200.25,-0.25,\"1,000.00\",5%\nus-central1,80,0,0,80,\n,,,Subtotal,\"1,080.00\",\n\
         ,,,Tax,205.20,\n,,,Total,\"1,285.20\",\n",
    );
    assert_eq!((report.kind.as_str(), report.columns.as_ref().unwrap().cost.as_str()), ("table", "Subtotal ($)"));
    assert_close(report.bill.as_ref().unwrap().monthly_cost.unwrap(), 1080.0);
    assert_close(region(&report, "europe-west1"), 1000.0);
    assert_eq!(left(&report, "totals row"), (3, Some(1080.0 + 205.2 + 1285.2)));
}
