//! Of whom the rows of a bill are: what others sell on it, and whose regions they name.

use crate::read;
use geode_import::Report;

/// Rows of a bill in FOCUS, each (billed, effective, commitment, region, issuer).
fn focus(rows: &[[&str; 5]]) -> String {
    let mut file = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,\
        CommitmentDiscountId,RegionId,ServiceCategory,InvoiceIssuerName\n"
        .to_owned();
    for [billed, effective, commitment, region, issuer] in rows {
        let times = "2026-05-01T00:00:00Z,2026-06-01T00:00:00Z";
        file += &format!("{billed},{effective},USD,Usage,{times},{commitment},{region},Compute,{issuer}\n");
    }
    file
}

/// The column that is summed, and its sum.
fn summed(rows: &[[&str; 5]]) -> (String, Option<f64>, Vec<String>) {
    let report = read(focus(rows));
    (report.columns.unwrap().cost, report.rows.used_sum, report.warnings)
}

/// What a marketplace sells is billed by the seller and 0 on this bill, as FOCUS 1.2 has it: that was taken for damage, and the
/// whole file was summed as billed. Of 3,041 were left 10.50, for the use of what is reserved is billed 0 too.
#[test]
fn what_a_marketplace_sells_is_no_damage() {
    let mut rows = vec![["0", "300.5", "ri", "us-east-1", "AWS"]; 10];
    rows.push(["10.5", "10.5", "", "us-east-1", "AWS"]);
    rows.push(["0", "25.5", "", "eu-west-1", "MongoDB Atlas"]);
    let effective = |sum| ("EffectiveCost".to_owned(), Some(sum), Vec::new());
    assert_eq!(summed(&rows), effective(3041.0));
    // The same by the issuer of all, who has no commitments.
    let aws = |billed, effective| [billed, effective, "", "us-east-1", "AWS"];
    assert_eq!(summed(&[aws("1000.25", "1000.25"), aws("0", "500.5")]), effective(1500.75));
    // Paid in advance, without an id of the commitment: 90.25 of 100.5 were used.
    assert_eq!(summed(&[aws("100.5", "0.5"), aws("0", "89.75")]), effective(90.25));
    // A third and more off on what was billed is damage.
    let (column, sum, _) = summed(&[aws("10.5", "5.5"), ["0", "25.5", "", "eu-west-1", "MongoDB Atlas"]]);
    assert_eq!((column.as_str(), sum), ("BilledCost", Some(10.5)));
}

fn regions(report: &Report) -> Vec<&str> {
    report.bill.as_ref().unwrap().monthly_cost_by_region.iter().map(|one| one.region.as_str()).collect()
}

/// "London" of a pasted table was Google's europe-west2, and so was Oracle's Frankfurt europe-west3: their names are bare
/// places. "Ireland" and "Ohio", which Google does not have, stayed.
#[test]
fn a_bare_place_is_no_region_of_google() {
    let table =
        "Region,Cost\nLondon,50\nOhio,10\nTokyo,5\neurope-west3,4\nEast US,3\nEU (Ireland),2\nParis (europe-west9),1\n";
    let expected = ["London", "Ohio", "Tokyo", "europe-west3", "eastus", "eu-west-1", "europe-west9"];
    assert_eq!(regions(&read(table)), expected);
    for (issuer, region) in [("Oracle", "Frankfurt"), ("Google Cloud", "europe-west3")] {
        assert_eq!(regions(&read(focus(&[["5", "5", "", "Frankfurt", issuer]]))), [region]);
    }
    // The report of Google's console says whose it is.
    assert_eq!(regions(&read("Region,Cost ($),Subtotal ($)\nLondon,50,40\n")), ["europe-west2"]);
}
