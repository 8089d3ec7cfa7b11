//! Bills: to the cent, with every row accounted for.

use crate::{CATALOGUE, asked, assert_close, left, read};
use geode_core::scenario::model::NoteStatus;
use geode_core::scenario::{presets, restore};
use geode_import::report::{Bill, Report};
use geode_import::{Asked, Choice, apply};

fn bill(report: &Report) -> &Bill {
    report.bill.as_ref().unwrap()
}

fn region(report: &Report, id: &str) -> f64 {
    let regions = &bill(report).monthly_cost_by_region;
    regions.iter().find(|region| region.region == id).unwrap_or_else(|| panic!("no {id} in {regions:?}")).monthly
}

/// A month of 31 days, so that a month of money is 730 ÷ 744 of it.
const MAY: f64 = 730.0 / 744.0;

const HEADER: &str = "BilledCost,EffectiveCost,ListCost,BillingCurrency,ChargeCategory,ChargeClass,ChargeFrequency,\
    ChargePeriodStart,ChargePeriodEnd,CommitmentDiscountId,RegionId,RegionName,ServiceCategory,ChargeDescription,\
    PricingQuantity,PricingUnit,ProviderName,InvoiceIssuerName";

/// The rows of a bill in FOCUS, each (billed, effective, category, class, start, end, commitment, region, service).
fn focus(rows: &[[&str; 9]]) -> String {
    let mut file = format!("{HEADER}\n");
    for [billed, effective, category, class, start, end, commitment, region, service] in rows {
        file += &format!(
            "{billed},{effective},99,USD,{category},{class},Recurring,{start},{end},{commitment},{region},{region},{service},,,,AWS,AWS\n"
        );
    }
    file
}

const FROM: &str = "2026-05-01T00:00:00Z";
const TO: &str = "2026-06-01T00:00:00Z";

#[test]
fn focus_sums_what_was_used_of_complete_months() {
    let file = focus(&[
        ["10.5", "9.5", "Usage", "", FROM, "2026-05-02T00:00:00Z", "", "us-east-1", "Compute"],
        ["2", "2", "Usage", "NULL", "2026-05-31T00:00:00Z", TO, "", "us-east-1", "Storage"],
        // A refund is a use with a minus; a covered use is billed 0.
        ["-0.25", "-2.5E-1", "Usage", "", FROM, "2026-05-02T00:00:00Z", "", "eu-west-1", "Databases"],
        ["0", "3", "Usage", "", FROM, "2026-05-02T00:00:00Z", "sp-1", "eu-west-1", "Compute"],
        ["100", "0", "Purchase", "", FROM, TO, "sp-1", "eu-west-1", "Compute"],
        ["1.25", "1.25", "Usage", "", FROM, TO, "", "NULL", "Security"],
        ["7", "7", "Tax", "", FROM, TO, "", "", "Other"],
        ["-4", "-4", "Credit", "", FROM, TO, "", "", "Other"],
        ["5", "5", "Usage", "Correction", FROM, TO, "", "us-east-1", "Compute"],
        // The running month is cut.
        ["50", "50", "Usage", "", TO, "2026-06-02T00:00:00Z", "", "us-east-1", "Compute"],
    ]);
    let report = read(file);
    assert_eq!((report.kind.as_str(), report.currency.clone()), ("focus-1.0", Some(Some("USD".into()))));
    assert_eq!(report.columns.as_ref().unwrap().cost, "EffectiveCost");
    let period = report.period.as_ref().unwrap();
    assert_eq!((period.start.as_str(), period.end.as_str(), period.hours), (FROM, TO, 744.0));
    assert_close(bill(&report).monthly_cost.unwrap(), (9.5 + 2.0 - 0.25 + 3.0 + 1.25) * MAY);
    assert_close(region(&report, "us-east-1"), 11.5 * MAY);
    assert_close(region(&report, "eu-west-1"), 2.75 * MAY);
    assert_close(bill(&report).monthly_cost_without_region.unwrap(), 1.25 * MAY);
    let split = bill(&report).split.unwrap();
    assert_close(split.storage, 2.0 / 15.5);
    assert_close(split.fixed, 1.25 / 15.5);
    assert_close(split.compute + split.storage + split.fixed, 1.0);
    assert_eq!((report.rows.read, report.rows.used, report.rows.used_sum), (10, 6, Some(15.5)));
    assert_eq!(left(&report, "tax"), (1, Some(7.0)));
    assert_eq!(left(&report, "credit"), (1, Some(-4.0)));
    assert_eq!(left(&report, "correction"), (1, Some(5.0)));
    assert_eq!(left(&report, "other period"), (1, Some(50.0)));
    // What was used and what was left out add to the sum of the column.
    let all: f64 = report.rows.left_out.iter().filter_map(|left| left.sum).sum::<f64>() + 15.5;
    assert_close(all, 9.5 + 2.0 - 0.25 + 3.0 + 1.25 + 7.0 - 4.0 + 5.0 + 50.0);
}

/// The FinOps Foundation's own sample has effective costs rounded to whole dollars: their sum is a third off.
#[test]
fn a_damaged_effective_cost_is_not_summed() {
    let day = "2026-05-02T00:00:00Z";
    let report = read(focus(&[
        ["0.34", "0", "Usage", "", FROM, day, "", "us-east-1", "Compute"],
        ["1.66", "2", "Usage", "", FROM, TO, "", "us-east-1", "Compute"],
        ["12", "0", "Purchase", "", FROM, TO, "ri-1", "us-east-1", "Compute"],
    ]));
    assert_eq!(report.columns.as_ref().unwrap().cost, "BilledCost");
    assert_close(bill(&report).monthly_cost.unwrap(), 14.0 * MAY);
    assert!(
        report.warnings.iter().any(|warning| warning.contains("EffectiveCost is damaged") && warning.contains("AWS"))
    );
}

/// Azure's effective cost of a savings plan's purchase is not 0, though its use is in other rows.
#[test]
fn a_commitment_is_not_counted_twice() {
    let report = read(focus(&[
        ["0", "3.5", "Usage", "", FROM, TO, "sp-1", "us-east-1", "Compute"],
        ["30.5", "30.5", "Purchase", "", FROM, TO, "sp-1", "us-east-1", "Compute"],
    ]));
    assert_close(bill(&report).monthly_cost.unwrap(), 3.5 * MAY);
    assert_eq!(left(&report, "commitment purchase"), (1, Some(30.5)));
}

#[test]
fn transfer_between_regions_is_in_the_description() {
    let row = |description: &str, quantity: &str, cost: &str, service: &str| {
        format!(
            "{cost},{cost},1,USD,Usage,,,{FROM},{TO},,us-west-2,External,{service},{description},{quantity},GB,AWS,AWS\n"
        )
    };
    let file = [
        format!("{HEADER}\n"),
        row("$0.02 per GB - US West (Oregon) data transfer to EU (Ireland)", "10", "0.2", "Storage"),
        row("$0.09 per GB - US West (Oregon) data transfer to Asia Pacific (Seoul)", "5", "0.45", "Other"),
        row("$0.00 per GB - US West (Oregon) data transfer from EU (Ireland)", "10", "0", "Compute"),
        row("$0.09 per GB - first 10 TB / month data transfer out", "7", "0.63", "Compute"),
    ]
    .concat();
    let report = read(file);
    let transfer = bill(&report).transfer.unwrap();
    assert_close(transfer.gb_per_month, 15.0 * MAY);
    assert_close(transfer.price_per_gb.unwrap(), 0.65 / 15.0);
    // By the id of the region, never its name: that is the other end.
    assert_close(region(&report, "us-west-2"), 1.28 * MAY);
}

#[test]
fn two_currencies_are_never_added() {
    let one = focus(&[["1.5", "1.5", "Usage", "", FROM, TO, "", "us-east-1", "Compute"]]);
    let file = format!("{one}{}", one.lines().nth(1).unwrap().replace("USD", "EUR"));
    let report = read(&file);
    assert_eq!((report.currency.clone(), bill(&report).monthly_cost), (Some(None), None));
    let by: Vec<(&str, f64)> =
        bill(&report).by_currency.iter().map(|one| (one.currency.as_str(), one.monthly_cost)).collect();
    assert_eq!(by, [("USD", 1.5 * MAY), ("EUR", 1.5 * MAY)]);
    let eur = asked(&file, &Asked { currency: Some("eur".into()), ..Asked::default() }).unwrap();
    assert_eq!((eur.currency.clone(), left(&eur, "other currency")), (Some(Some("EUR".into())), (1, Some(1.5))));
}

#[test]
fn only_the_rows_that_are_asked_for() {
    let file = focus(&[
        ["1.5", "1.5", "Usage", "", FROM, TO, "", "us-east-1", "Compute"],
        ["2.5", "2.5", "Usage", "", FROM, TO, "", "us-east-1", "Storage"],
    ]);
    let only = Asked { wheres: vec![("servicecategory".into(), "storage".into())], ..Asked::default() };
    let report = asked(&file, &only).unwrap();
    assert_eq!((report.rows.used_sum, left(&report, "not chosen")), (Some(2.5), (1, Some(1.5))));
    let wrong = Asked { wheres: vec![("Team".into(), "a".into())], ..Asked::default() };
    assert!(asked(&file, &wrong).unwrap_err().to_string().contains("no column \"Team\""));
}

#[test]
fn a_cut_month_alone_is_marked() {
    let report = read(focus(&[["1.5", "1.5", "Usage", "", FROM, "2026-05-11T00:00:00Z", "", "us-east-1", "Compute"]]));
    assert_eq!(report.period.as_ref().unwrap().hours, 240.0);
    assert_close(bill(&report).monthly_cost.unwrap(), 1.5 * 730.0 / 240.0);
    assert!(report.warnings.contains(&"no complete month: extrapolated from 240 hours".to_owned()));
}

#[test]
fn versions_of_focus_are_told_by_their_columns() {
    for (column, version) in [
        ("SkuMeter", "focus-1.1"),
        ("InvoiceId", "focus-1.2"),
        ("HostProviderName", "focus-1.3"),
        ("InvoiceDetailId", "focus-1.4"),
    ] {
        let file = focus(&[["1", "1.5", "Usage", "", FROM, TO, "", "us-east-1", "Compute"]]);
        let more = file.replace("BilledCost,Eff", &format!("{column},BilledCost,Eff")).replace("\n1,", "\nx,1,");
        assert_eq!(read(more).kind, version);
    }
}

/// Whoever adds everything up gets four times the bill; the last month may be running.
#[test]
fn cost_explorer_has_totals_in_both_directions() {
    let report = read(
        "\"Region\",\"us-east-1($)\",\"eu-west-1($)\",\"global($)\",\"NoRegion($)\",\"Total costs($)\"\n\
         \"Region total\",\"160\",\"35\",\"3\",\"-1\",\"197\"\n\
         \"2026-08-01\",\"60\",\"20\",\"1\",\"2\",\"83\"\n\
         \"2026-09-01\",\"70\",\"15\",\"\",\"-3\",\"82\"\n\
         \"2026-10-01\",\"30\",\"\",\"2\",\"\",\"32\"\n",
    );
    let scale = 730.0 / (744.0 + 720.0);
    assert_eq!(report.kind, "aws-cost-explorer");
    assert_close(bill(&report).monthly_cost.unwrap(), 165.0 * scale);
    assert_close(region(&report, "us-east-1"), 130.0 * scale);
    assert_close(region(&report, "eu-west-1"), 35.0 * scale);
    assert_close(bill(&report).monthly_cost_without_region.unwrap(), 0.0);
    assert_eq!(report.rows.used_sum, Some(165.0));
    assert_eq!(left(&report, "last period, may be cut"), (1, Some(32.0)));
    assert_eq!(left(&report, "totals row"), (1, Some(197.0)));
}

#[test]
fn azure_writes_one_region_in_many_ways() {
    let report = read(
        "\u{feff}Date,Cost,BillingCurrency,ResourceLocation,MeterRegion,ChargeType,ServiceFamily,ReservationId\r\n\
         09/01/2023,1.5,USD,EastUS,Virginia,Usage,Compute,\r\n\
         09/30/2023,2.5,USD,eastus,,Usage,Storage,\r\n\
         09/30/2023,4,USD,East US,,Usage,Compute,\r\n\
         09/30/2023,0.5,USD,unassigned,,Usage,Compute,\r\n\
         09/12/2023,365,USD,EastUS,,Purchase,Compute,r-1\r\n",
    );
    let scale = 730.0 / 720.0;
    assert_eq!((report.kind.as_str(), report.period.as_ref().unwrap().hours), ("azure-cost", 720.0));
    assert_close(region(&report, "eastus"), 8.0 * scale);
    assert_close(bill(&report).monthly_cost_without_region.unwrap(), 0.5 * scale);
    assert_eq!(left(&report, "prepaid"), (1, Some(365.0)));
    assert!(report.warnings.iter().any(|warning| warning.contains("actual cost")));
}

/// The total of a resource contains its parts, and a project that failed counts 0 in the file's own total.
#[test]
fn infracost_is_a_lower_bound_where_projects_failed() {
    let report = read(
        r#"{"version": "0.2", "currency": "USD", "totalMonthlyCost": "30.5", "projects": [
            {"name": "a", "metadata": {}, "breakdown": {"totalMonthlyCost": "30.5", "resources": [
                {"monthlyCost": "30.5", "costComponents": [{"monthlyCost": null}, {"monthlyCost": "10"}],
                 "subresources": [{"monthlyCost": "20.5", "costComponents": [{"monthlyCost": "20.5"}, {"name": "x"}]}]}]}},
            {"name": "b", "metadata": {"errors": [{"code": 102}]}, "breakdown": {"totalMonthlyCost": "0", "resources": []}}
        ]}"#,
    );
    assert_eq!((report.kind.as_str(), bill(&report).monthly_cost), ("infracost", Some(30.5)));
    assert_eq!(left(&report, "failed"), (1, Some(0.0)));
    assert!(report.warnings.contains(&"a lower bound: 1 of 2 projects failed".to_owned()));
    assert!(report.warnings.iter().any(|warning| warning.starts_with("2 components have no cost")));
}

/// Resources without a price were not named, and of those that are unsupported not how many.
#[test]
fn infracost_names_what_is_not_in_its_total() {
    let project = r#"{"name": "shop", "breakdown": {"totalMonthlyCost": "1"}"#;
    let counts = r#""summary": {"unsupportedResourceCounts": {"aws_a": 1, "aws_b": 3}, "noPriceResourceCounts": {"aws_iam_role": 2, "aws_vpc": 0}}"#;
    let file = |of_project: &str, of_file: &str| {
        read(format!(r#"{{"totalMonthlyCost": "1", "projects": [{project}{of_project}}}]{of_file}}}"#)).warnings
    };
    let said = file(&format!(", {counts}"), &format!(", {counts}"));
    for text in [
        "shop: 4 resources are not counted, since unsupported: aws_a, aws_b (3)",
        "shop: 2 resources are without a price, which Infracost takes for free: aws_iam_role (2)",
    ] {
        assert_eq!(said.iter().filter(|one| one.contains(&text[6..])).collect::<Vec<_>>(), [text], "{said:?}");
    }
    // Older files say it of all projects alone.
    assert!(
        file("", &format!(", {counts}"))
            .contains(&"4 resources are not counted, since unsupported: aws_a, aws_b (3)".into())
    );
}

/// All of an estimate was a cost of any kind, in no region, and what has no price was not named.
#[test]
fn infracost_tells_what_resources_are() {
    let report = read(
        r#"{"currency": "USD", "totalMonthlyCost": "200", "projects": [
            {"name": "shop/eu-west-1/prod", "metadata": {}, "breakdown": {"totalMonthlyCost": "150", "resources": [
                {"name": "aws_instance.web", "resourceType": "aws_instance", "costComponents": [{"name": "Instance usage", "monthlyCost": "100"}],
                 "subresources": [{"name": "root_block_device", "costComponents": [{"name": "Storage", "monthlyCost": "20"}]}]},
                {"name": "aws_kms_key.k", "resourceType": "aws_kms_key", "costComponents": [{"name": "Key", "monthlyCost": "30"}]},
                {"name": "aws_new.x", "costComponents": [{"name": "y", "monthlyCost": "0", "priceNotFound": true}]},
                {"name": "aws_lambda_function.f", "costComponents": [{"name": "Requests", "monthlyCost": null}]}]}},
            {"name": "us1-prod", "metadata": {}, "breakdown": {"totalMonthlyCost": "50", "resources": [
                {"name": "aws_s3_bucket.b", "subresources": [{"name": "Standard", "costComponents": [{"name": "GB", "monthlyCost": "50"}]}]}]}}]}"#,
    );
    let split = bill(&report).split.unwrap();
    assert_close(split.compute, 0.5);
    assert_close(split.storage, 0.35);
    assert_close(split.fixed, 0.15);
    assert_eq!((region(&report, "eu-west-1"), bill(&report).monthly_cost_without_region), (150.0, Some(50.0)));
    for said in [
        "1 components have no price, among them those of aws_new.x",
        "1 components have no cost: their usage is unknown, not 0, among them those of aws_lambda_function.f",
        "list prices; no file of this kind names a region: those are the names of projects",
    ] {
        assert!(report.warnings.contains(&said.to_owned()), "{:?}", report.warnings);
    }
}

#[test]
fn a_pasted_sheet_is_a_bill_too() {
    let report = read("Region\tMonthly cost\nus-east-1\t$1,234.50\nEU (Frankfurt)\t(34.50)\nTotal\t$1,200.00\n");
    assert_eq!(report.kind, "table");
    assert_close(bill(&report).monthly_cost.unwrap(), 1200.0);
    assert_close(region(&report, "eu-central-1"), -34.5);
    assert_eq!(left(&report, "totals row"), (1, Some(1200.0)));
    let german = read("Region;Kosten\nus-east-1;1.234,50\n");
    assert_close(bill(&german).monthly_cost.unwrap(), 1234.5);
}

/// The scenario of somebody who has entered amounts keeps its currency; that of the example becomes the bill's.
#[test]
fn a_bill_in_another_currency_is_never_mixed() {
    let file =
        focus(&[["90000.5", "90000.5", "Usage", "", FROM, TO, "", "us-east-1", "Compute"]]).replace("USD", "EUR");
    let (report, example) = (read(file), presets::worked_example());
    let own = apply(&report, &example, &Choice::default(), &CATALOGUE).unwrap();
    assert_eq!((&own.scenario, own.applied.len()), (&example, 0));
    let why = "the bill is in EUR, the plan in USD, and nothing is converted: no amount was taken";
    assert_eq!(own.left[0].why, why);

    let choice = Choice { takes_currency: true, ..Choice::default() };
    let taken = apply(&report, &example, &choice, &CATALOGUE).unwrap();
    let whats: Vec<&str> = taken.applied.iter().map(|change| change.what).collect();
    assert_eq!((taken.scenario.currency.as_str(), whats), ("EUR", vec!["currency", "split", "cost"]));
    assert_close(taken.scenario.cost.single_region_monthly, (90000.5 * MAY * 100.0).round() / 100.0);
    assert_eq!(taken.scenario.revenue, example.revenue);

    // A second bill, in a third currency, meets an amount that is somebody's.
    let pounds =
        read(focus(&[["7.5", "7.5", "Usage", "", FROM, TO, "", "us-east-1", "Compute"]]).replace("USD", "GBP"));
    let second = apply(&pounds, &taken.scenario, &choice, &CATALOGUE).unwrap();
    assert_eq!((&second.scenario, second.applied.len()), (&taken.scenario, 0));

    let without = Choice { without: ["currency".to_owned()].into(), ..choice };
    assert_eq!(apply(&report, &example, &without, &CATALOGUE).unwrap().scenario, example);
}

/// Two things stand in both regions: at 1.1 times the price for 150 of cost, at 1.25 times for 50. Tiers, other sizes,
/// other units and what is bought in advance are not compared.
#[test]
fn prices_of_the_same_thing_in_two_regions_are_compared() {
    let header = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory,\
        ServiceName,SkuMeter,PricingUnit,SkuPriceDetails,ListUnitPrice\n";
    let row = |cost: &str, kind: &str, region: &str, sku: &str, list: &str| {
        format!("{cost},USD,{kind},{FROM},{TO},{region},Compute,EC2,{sku},{list}\n")
    };
    let rows = [
        row("100", "Usage", "us-east-1", "Compute,Hours,m6i.large", "0.10"),
        row("50", "Usage", "us-west-2", "Compute,Hours,m6i.large", "0.11"),
        row("10", "Usage", "us-east-1", "Storage,GB,gp3", "0.02"),
        row("40", "Usage", "us-west-2", "Storage,GB,gp3", "0.025"),
        row("500", "Usage", "us-east-1", "Compute,Hours,m6i.xlarge", "0.2"),
        row("7.5", "Usage", "us-west-2", "Compute,Hours,r6i.large", "0.9"),
        row("1", "Usage", "us-east-1", "Transfer,GB,out", "0.09"),
        row("1", "Usage", "us-west-2", "Transfer,GB,out", "0.09"),
        row("1", "Usage", "us-west-2", "Transfer,GB,out", "0.05"),
        row("1", "Usage", "us-east-1", "Requests,GB,x", "1"),
        row("0.5", "Usage", "us-west-2", "Requests,Hours,x", "9"),
        row("300", "Purchase", "us-east-1", "Commitment,Hours,x", "1"),
        row("300", "Purchase", "us-west-2", "Commitment,Hours,x", "3"),
    ];
    let report = read(format!("{header}{}", rows.concat()));
    let [one] = &bill(&report).price_index[..] else { panic!("{:?}", bill(&report).price_index) };
    assert_eq!((one.region.as_str(), one.against.as_str(), one.skus), ("us-west-2", "us-east-1", 2));
    // (1.1^150 · 1.25^50)^(1/200)
    assert!((one.index - 1.135_721_943_942_021).abs() < 1e-8, "{}", one.index);
    assert_close(one.share_of_cost, 90.0 / (90.0 + 7.5 + 2.0 + 0.5 + 300.0));

    let example = presets::worked_example();
    let applied = apply(&report, &example, &Choice::default(), &CATALOGUE).unwrap();
    let west = applied.scenario.regions.iter().find(|region| region.id == "us-west").unwrap();
    assert_eq!(west.price_index, Some(1.136));
    assert_eq!(applied.scenario.notes["/regions/us-west/price_index"].status, NoteStatus::Measured);
    let change = applied.applied.iter().find(|change| change.what == "prices").unwrap();
    assert_eq!(change.was.as_deref(), Some("US West 1"));
    assert_eq!(
        change.becomes,
        "US West 1.136 (2 things in both, 22.5 % of its cost); US East (N. Virginia) [us-east-1] 1"
    );
    // A region that the catalogue does not have is called as the bill does.
    let far = format!("{header}{}", rows.concat()).replace("us-east-1", "moon-1");
    let on_moon = example.to_json().replace("\"us-east\"", "\"moon-1\"");
    let on_moon = restore::from_text(&on_moon).unwrap().scenario;
    let applied = apply(&read(far), &on_moon, &Choice::default(), &CATALOGUE).unwrap();
    let change = applied.applied.iter().find(|change| change.what == "prices").unwrap();
    assert!(change.becomes.ends_with("; moon-1 1"), "{}", change.becomes);
    let without = Choice { without: ["prices".to_owned()].into(), ..Choice::default() };
    let left = apply(&report, &example, &without, &CATALOGUE).unwrap().scenario;
    assert_eq!(left.regions[1].price_index, example.regions[1].price_index);
    // A bill of one region measures nothing.
    assert_eq!(bill(&read(format!("{header}{}", rows[0]))).price_index, []);
}

/// Of two columns of one name the second was never looked at, and nobody said so.
#[test]
fn a_column_that_stands_twice_is_named() {
    let report = read("region,cost,Cost\nus-east-1,1,7\n");
    assert_eq!(bill(&report).monthly_cost, Some(1.0));
    let said = "stands twice in the header: Cost; the first column of a name is read";
    assert!(report.warnings.contains(&said.to_owned()), "{:?}", report.warnings);
}
