//! What the queries bring that people copy where a bill cannot be read (import/queries): rows of FOCUS by region, category
//! and month.

use crate::{assert_close, left, read};

/// The names behind `AS`, and the bare ones, of a query's columns.
fn columns(query: &str) -> Vec<String> {
    let select =
        query.split_once("SELECT\n").unwrap().1.split_once("\nFROM ").or(query.split_once("\n  FROM ")).unwrap().0;
    let select = select.rsplit("SELECT\n").next().unwrap();
    let ends = select.lines().map(|line| line.trim().trim_end_matches(','));
    let name = |line: &str| {
        let last = line.rsplit(" AS ").next().unwrap_or(line);
        let is_name =
            last.chars().all(|c| c.is_ascii_alphanumeric()) && last.starts_with(|c: char| c.is_ascii_uppercase());
        (is_name && (line.contains(" AS ") || line == last)).then(|| last.to_owned())
    };
    ends.filter_map(name).filter(|name| name != "CASE" && name != "END").collect()
}

fn header(csv: &str) -> Vec<String> {
    csv.lines().next().unwrap().split(',').map(str::to_owned).collect()
}

/// Two whole months, and the running one, which is cut; a month of 730 h is 730 ÷ (31 + 30) days of 24 h of their sum.
#[test]
fn google_clouds_export() {
    let csv = "ProviderName,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,BilledCost\n\
        Google Cloud,USD,Usage,2026-08-31T23:00:00Z,2026-09-01T00:00:00Z,europe-west1,Compute,700.25\n\
        Google Cloud,USD,Usage,2026-08-01T00:00:00Z,2026-09-01T00:00:00Z,,Management and Governance,12\n\
        Google Cloud,USD,Tax,2026-08-01T00:00:00Z,2026-08-31T00:00:00Z,,Compute,133\n\
        Google Cloud,USD,Usage,2026-09-30T23:00:00Z,2026-10-01T00:00:00Z,europe-west1,Storage,99.75\n\
        Google Cloud,USD,Adjustment,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-central1,Compute,-4\n\
        Google Cloud,USD,Usage,2026-10-10T23:00:00Z,2026-10-11T00:00:00Z,europe-west1,Compute,300\n";
    assert_eq!(header(csv), columns(include_str!("../../import/queries/bigquery.sql")));
    let report = read(csv);
    let bill = report.bill.as_ref().unwrap();
    let scale = 730.0 / (61.0 * 24.0);
    assert_close(bill.monthly_cost.unwrap(), (700.25 + 12.0 + 99.75 - 4.0) * scale);
    assert_close(bill.monthly_cost_by_region[0].monthly, 800.0 * scale);
    assert_eq!(bill.monthly_cost_by_region[0].region, "europe-west1");
    assert_eq!(left(&report, "tax"), (1, Some(133.0)));
    assert_eq!(left(&report, "other period"), (1, Some(300.0)));
}

/// What commitments cover is counted at its effective cost, the fee of a month only where it was not used.
#[test]
fn awss_report() {
    let csv = "ProviderName,BillingCurrency,ChargeCategory,CommitmentDiscountId,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,BilledCost,EffectiveCost\n\
        AWS,USD,Usage,yes,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,Compute,1000.5,612.25\n\
        AWS,USD,Usage,,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,,Compute,500.5,20.75\n\
        AWS,USD,Credit,,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,Compute,-9,-9\n";
    assert_eq!(header(csv), columns(include_str!("../../import/queries/athena-cur2.sql")));
    let report = read(csv);
    assert_eq!(report.columns.as_ref().unwrap().cost, "EffectiveCost", "{:?}", report.warnings);
    assert_close(report.bill.as_ref().unwrap().monthly_cost.unwrap(), (612.25 + 20.75) * 730.0 / 720.0);
    assert_eq!(left(&report, "credit"), (1, Some(-9.0)));
}

/// What DuckDB 2.0.1 wrote of a Parquet file with the charges of `cur::CHARGES`: by region it is what their own file gives.
#[test]
fn duckdbs_answer_is_what_the_report_itself_says() {
    let csv = "ProviderName,BillingCurrency,ChargeCategory,CommitmentDiscountId,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,BilledCost,EffectiveCost\n\
        AWS,USD,Credit,\"\",2026-09-01T00:00:00Z,2026-09-30T23:59:59Z,us-east-1,Compute,-13.000000000000,-13.000000000000\n\
        AWS,USD,Tax,\"\",2026-09-01T00:00:00Z,2026-09-30T23:59:59Z,\"\",Compute,24.700000000000,24.700000000000\n\
        AWS,USD,Usage,\"\",2026-09-01T00:00:00Z,2026-09-30T23:59:59Z,\"\",Compute,-10.000000000000,2.000000000000\n\
        AWS,USD,Usage,\"\",2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,\"\",Management and Governance,1.500000000000,1.500000000000\n\
        AWS,USD,Usage,\"\",2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,Compute,94.850000000000,94.850000000000\n\
        AWS,USD,Usage,\"\",2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,Storage,20.050000000000,20.050000000000\n\
        AWS,USD,Usage,yes,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,eu-west-1,Compute,399.000000000000,26.250000000000\n";
    assert_eq!(header(csv), columns(include_str!("../../import/queries/duckdb-cur2.sql")));
    let (report, own) = (read(csv), read(crate::cur::file(crate::cur::CHARGES)));
    let (bill, own_bill) = (report.bill.as_ref().unwrap(), own.bill.as_ref().unwrap());
    assert_close(bill.monthly_cost.unwrap(), own_bill.monthly_cost.unwrap());
    assert_close(bill.monthly_cost_without_region.unwrap(), own_bill.monthly_cost_without_region.unwrap());
    let regions = bill.monthly_cost_by_region.iter().zip(&own_bill.monthly_cost_by_region);
    assert_eq!(regions.clone().count(), 2);
    for (one, other) in regions {
        assert_eq!(one.region, other.region);
        assert_close(one.monthly, other.monthly);
    }
    assert_eq!((left(&report, "tax"), left(&report, "credit")), ((1, Some(24.7)), (1, Some(-13.0))));
}

/// Athena and DuckDB write the same; purchases of commitments, corrections and tax stay apart.
#[test]
fn focus_by_region_category_and_month() {
    let csv = "InvoiceIssuerName,BillingCurrency,ChargeCategory,ChargeClass,ChargeFrequency,CommitmentDiscountId,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,BilledCost,EffectiveCost\n\
        Microsoft,USD,Usage,,Usage-Based,,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,eastus,Compute,10.5,10.5\n\
        Microsoft,USD,Usage,,Usage-Based,yes,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,eastus,Compute,0,30.25\n\
        Microsoft,USD,Purchase,,One-Time,yes,2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,,Compute,365,0\n\
        Microsoft,USD,Usage,Correction,Usage-Based,,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,eastus,Compute,-2,-2\n";
    for query in
        [include_str!("../../import/queries/athena-focus.sql"), include_str!("../../import/queries/duckdb-focus.sql")]
    {
        assert_eq!(header(csv), columns(query));
    }
    let report = read(csv);
    assert_close(report.bill.as_ref().unwrap().monthly_cost.unwrap(), 40.75 * 730.0 / 720.0);
    assert_eq!(left(&report, "correction"), (1, Some(-2.0)));
}

/// What the query brought of the Foundation's sample was summed as $18.38, the file itself as $21.94: without its issuers
/// nobody saw which effective costs are damaged. Oracle's regions were lost, which are names without an id, and that the
/// month may not be complete, since all of its rows seemed to be of a whole month.
#[test]
fn a_query_brings_what_the_file_itself_says() {
    let file = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargeClass,ChargeFrequency,ChargePeriodStart,ChargePeriodEnd,CommitmentDiscountId,RegionId,RegionName,ServiceCategory,InvoiceIssuerName\n\
        0.34,0,USD,Usage,NULL,Usage-Based,2026-09-01T00:00:00Z,2026-09-01T01:00:00Z,NULL,us-east-2,US East (Ohio),Compute,AWS\n\
        1.66,2,USD,Usage,NULL,Usage-Based,2026-09-19T23:00:00Z,2026-09-20T00:00:00Z,NULL,us-east-2,External,Compute,AWS\n\
        30.5,30,USD,Usage,,Usage-Based,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,,us-east-2,US East (Ohio),Storage,AWS\n\
        2.5,2,USD,Tax,,Usage-Based,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,,NULL,NULL,Other,AWS\n\
        5.25,5.25,USD,Usage,,Usage-Based,2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,NULL,NULL,us-phoenix-1,Compute,Oracle\n\
        4,4,USD,Usage,,Usage-Based,2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,,,us-ashburn-1,Storage,Oracle\n\
        7,7,USD,Usage,Correction,Usage-Based,2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,,,us-ashburn-1,Storage,Oracle\n\
        99,99,USD,Usage,,Usage-Based,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,,,us-ashburn-1,Storage,Oracle\n";
    // By DuckDB 2.0.1.
    let brought = "InvoiceIssuerName,BillingCurrency,ChargeCategory,ChargeClass,ChargeFrequency,CommitmentDiscountId,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,BilledCost,EffectiveCost\n\
        AWS,USD,Tax,\"\",Usage-Based,\"\",2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,NULL,Other,2.500000000000,2.000000000000\n\
        AWS,USD,Usage,\"\",Usage-Based,\"\",2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-2,Storage,30.500000000000,30.000000000000\n\
        AWS,USD,Usage,NULL,Usage-Based,\"\",2026-09-19T23:00:00Z,2026-09-20T00:00:00Z,us-east-2,Compute,2.000000000000,2.000000000000\n\
        Oracle,USD,Usage,\"\",Usage-Based,\"\",2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,us-ashburn-1,Storage,4.000000000000,4.000000000000\n\
        Oracle,USD,Usage,\"\",Usage-Based,\"\",2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,us-phoenix-1,Compute,5.250000000000,5.250000000000\n\
        Oracle,USD,Usage,\"\",Usage-Based,\"\",2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,us-ashburn-1,Storage,99.000000000000,99.000000000000\n\
        Oracle,USD,Usage,Correction,Usage-Based,\"\",2026-09-02T00:00:00Z,2026-09-03T00:00:00Z,us-ashburn-1,Storage,7.000000000000,7.000000000000\n";
    assert_eq!(header(brought), columns(include_str!("../../import/queries/duckdb-focus.sql")));
    let without_rows = |csv: &str| {
        let mut report = read(csv);
        (report.rows.read, report.rows.used) = (0, 0);
        serde_json::to_value(report).unwrap()
    };
    assert_eq!(without_rows(brought), without_rows(file));
    let report = read(brought);
    assert_eq!(report.rows.used_sum, Some(41.75), "as billed");
    assert_eq!(report.bill.unwrap().monthly_cost_without_region, Some(0.0));
    assert!(report.warnings.iter().any(|text| text.contains("264 hours before the end")), "{:?}", report.warnings);
}
