//! `geode import`: the report of a file, and a scenario with it applied.

use crate::EXAMPLE;
use crate::run::{geode, geode_with, scratch};
use geode_core::scenario::restore;
use serde_json::Value;

const BILL: &str = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,\
    ServiceCategory\n60000.5,60000.5,USD,Usage,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,us-east-1,Compute\n\
    20000,20000,USD,Usage,2026-05-01T00:00:00Z,2026-06-01T00:00:00Z,us-east-1,Storage\n";

#[test]
fn one_file_is_a_report_and_several_a_list() {
    let bill = scratch("import-bill.csv", BILL);
    let one: Value = serde_json::from_str(&geode(&["import", &bill]).output).unwrap();
    assert_eq!((&one["schema"], &one["kind"]), (&"geode-planner/import".into(), &"focus-1.0".into()));
    assert!((one["monthly_cost"].as_f64().unwrap() - 80_000.5 * 730.0 / 744.0).abs() < 1e-6);
    assert!(one.get("outages").is_none() && one.get("users").is_none());
    let two: Value =
        serde_json::from_str(&geode_with(&["import", "-", &bill], "country,visitors\nDE,1\n").output).unwrap();
    assert_eq!((&two[0]["users_by_country"][0]["country"], &two[1]), (&"DE".into(), &one));
}

#[test]
fn what_is_refused_names_file_and_line() {
    let run = geode_with(&["import", "-"], "region,cost\nus-east-1,1\neu-west-1,much\n");
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert_eq!(run.errors, "error: -: line 3: cost is \"much\", expected a number\n");
    let missing = geode(&["import", "no-such-file.csv"]);
    assert!(missing.code == 2 && missing.errors.contains("no-such-file.csv"));
}

/// The bill is of what runs today: the baseline costs it afterwards, to the cent.
#[test]
fn a_bill_becomes_the_cost_of_today() {
    let (bill, scenario) = (scratch("import-into.csv", BILL), scratch("import-scenario.json", EXAMPLE));
    let run = geode(&["import", &bill, "--into", &scenario]);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert!(run.errors.contains("applied monthly cost of today's system: $78,495"), "{}", run.errors);
    let evaluation: Value = serde_json::from_str(&geode_with(&["evaluate", "-"], &run.output).output).unwrap();
    let baseline = &evaluation["options"][0]["rigorous"]["monthly_cost"];
    let cost = |part: &str| baseline[part].as_f64().unwrap();
    assert!((cost("total") - 80_000.5 * 730.0 / 744.0).abs() < 0.02, "{baseline}");
    assert!((cost("storage") / cost("total") - 20_000.0 / 80_000.5).abs() < 1e-6);
    let scenario: Value = serde_json::from_str(&run.output).unwrap();
    let note = &scenario["notes"]["/cost/single_region_monthly"];
    assert_eq!(
        (&note["status"], &note["source"]),
        (&"measured".into(), &"focus-1.0, 2026-05-01 to 2026-06-01, 2 rows, all of it".into())
    );
}

#[test]
fn incidents_and_objectives_are_applied_where_the_user_says() {
    let log = scratch(
        "import-log.csv",
        "start,end\n2026-01-01T00:00:00Z,2026-01-01T03:00:00Z\n2026-01-10T00:00:00Z,2026-01-10T01:00:00Z\n",
    );
    let slo =
        scratch("import-slo.yaml", "version: prometheus/v1\nservice: shop\nslos: [{name: up, objective: 99.95}]\n");
    let scenario = scratch("import-scenario-2.json", EXAMPLE);
    let period = "2026-01-01/2026-01-31";
    let all =
        ["import", &log, &slo, "--into", &scenario, "--period", period, "--region", "us-east", "--target", "shop: up"];
    let run = geode(&all);
    let applied: Value = serde_json::from_str(&run.output).unwrap();
    let region = &applied["regions"][0];
    // Four hours of 720, in two outages.
    assert_eq!(region["mttr_hours"], 2.0);
    assert!((region["unavailability"].as_f64().unwrap() - 4.0 / 720.0).abs() < 1e-15, "{region}");
    assert_eq!(applied["target"]["availability"], 0.9995);
    let without = geode(&["import", &log, &slo, "--into", &scenario]);
    assert!(
        without.errors.contains("not applied: outages: say which region")
            && without.errors.contains("say which of shop: up (--target NAME)")
    );
    let untouched: Value = serde_json::from_str(&without.output).unwrap();
    assert_eq!(untouched, restore::from_text(EXAMPLE).unwrap().scenario.to_value());
}

/// Regions of the catalogue have modelled latencies to every country; a region with a name of one's own has none.
#[test]
fn people_replace_the_groups_where_latencies_are_known() {
    let people = scratch("import-people.csv", "country,visitors\nGermany,60\nJapan,40\n");
    let moon = EXAMPLE.replace("us-east", "moon").replace("US East", "Moon");
    let own = scratch("import-scenario-3.json", &moon);
    let kept = geode(&["import", &people, "--into", &own]);
    assert!(kept.errors.contains("the region \"moon\" is not in the catalogue"), "{}", kept.errors);
    // The places of the examples are those of the five questions: each stands for a region there.
    let sites = scratch("import-scenario-5.json", EXAMPLE);
    let at_sites: Value = serde_json::from_str(&geode(&["import", &people, "--into", &sites]).output).unwrap();
    let ids =
        [("us-east", "us-east-1"), ("us-west", "us-west-2"), ("eu-west", "eu-west-1"), ("asia-east", "ap-northeast-1")];
    let quoted = |id: &str| format!("\"{id}\"");
    let named = ids.iter().fold(EXAMPLE.to_owned(), |text, (own, id)| text.replace(&quoted(own), &quoted(id)));
    let named = scratch("import-scenario-4.json", &named);
    let run = geode(&["import", &people, "--into", &named]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let applied: Value = serde_json::from_str(&run.output).unwrap();
    let groups: Vec<(&str, f64)> = applied["user_groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| (g["id"].as_str().unwrap(), g["share"].as_f64().unwrap()))
        .collect();
    assert_eq!(groups, [("de", 0.6), ("jp", 0.4)]);
    assert_eq!(at_sites["user_latency_ms"]["jp"]["us-east"], applied["user_latency_ms"]["jp"]["us-east-1"]);
    let ms = |group: &str, region: &str| applied["user_latency_ms"][group][region].as_f64().unwrap();
    // Light in a straight fibre from the middle of Germany to Ireland takes 12 ms there and back; ten are the last mile.
    assert!(ms("de", "eu-west-1") > 22.0 && ms("de", "eu-west-1") < 60.0);
    assert!(ms("jp", "eu-west-1") > 2.0 * ms("de", "eu-west-1"));
}

/// Of two months of one bill the second replaced the first, and of two bills nobody said that one did not count.
#[test]
fn months_of_one_bill_are_one_and_nothing_is_added_in_silence() {
    let month = |name: &str, cost: &str, from: &str, to: &str| {
        let header =
            "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory";
        scratch(
            name,
            &format!("{header}\n{cost},USD,Usage,2026-{from}-01T00:00:00Z,2026-{to}-01T00:00:00Z,us-east-1,Compute\n"),
        )
    };
    let scenario = scratch("import-scenario-3.json", EXAMPLE);
    let may = month("import-may.csv", "74400", "05", "06");
    let june = month("import-june.csv", "144000", "06", "07");
    let run = geode(&["import", &may, &june, "--into", &scenario]);
    // 218 400 in 1 464 hours are 108 904 in 730.
    assert!(
        run.errors.contains("import-may.csv, import-june.csv: applied monthly cost of today's system: $108,90"),
        "{}",
        run.errors
    );
    let scenario_note: Value = serde_json::from_str(&run.output).unwrap();
    let source = &scenario_note["notes"]["/cost/single_region_monthly"]["source"];
    assert_eq!(source, "focus-1.0, 2026-05-01 to 2026-07-01, 2 rows, all of it");
    let copy = month("import-copy.csv", "74400", "05", "06");
    let twice = geode(&["import", &may, &copy, "--into", &scenario]);
    assert!(twice.errors.contains("2 bills, of which nothing is added: of each number the last bill that has it counts; import-copy.csv comes last"), "{}", twice.errors);
    let reports: Value = serde_json::from_str(&geode(&["import", &may, &copy]).output).unwrap();
    assert!(reports[0]["warnings"].to_string().contains("import-copy.csv covers the same time"), "{reports}");
}

/// Nothing bounded how many files are held against each other: four hundred bills of accounts took seconds, eight hundred
/// eight times as long.
#[test]
fn no_more_than_a_thousand_files_are_joined() {
    let bill = scratch("import-many.csv", BILL);
    let run = geode(&[&["import", "--join"][..], &[bill.as_str(); 1_001]].concat());
    assert_eq!((run.code, run.output.as_str()), (2, ""));
    assert_eq!(run.errors, "error: --join: has 1001 files, expected at most 1000\n");
}

/// Parts of one month are added where somebody says that they are of one bill, and never where they may be the same.
#[test]
fn parts_of_one_bill_are_joined_where_asked() {
    let (head, row) = BILL.split_once('\n').unwrap();
    let part = |name: &str, row: &str| scratch(name, &format!("{head}\n{row}\n"));
    let row = row.lines().next().unwrap();
    let parts = [part("join-part-1.csv", row), part("join-part-2.csv", &row.replace("60000.5", "10000"))];
    let users = scratch("join-users.csv", "country,visitors\nDE,1\n");
    let run = geode(&["import", "--join", &parts[0], &users, &parts[1]]);
    assert_eq!(run.code, 0, "{}", run.errors);
    let said: Value = serde_json::from_str(&run.output).unwrap();
    assert!((said[0]["monthly_cost"].as_f64().unwrap() - 70_000.5 * 730.0 / 744.0).abs() < 1e-6, "{said}");
    assert_eq!((&said[0]["rows"]["read"], &said[1]["users"]), (&2.into(), &1.0.into()));
    let apart: Value = serde_json::from_str(&geode(&["import", &parts[0], &parts[1]]).output).unwrap();
    assert!(apart[0]["warnings"].to_string().contains("another part of one export"), "{apart}");
    let copy = geode(&["import", "--join", &parts[0], &part("join-again.csv", row)]);
    assert_eq!((copy.code, copy.output.as_str()), (2, ""));
    assert!(copy.errors.contains("--join: ") && copy.errors.contains("a copy"), "{}", copy.errors);
}

/// An answer to a row of which nothing is asked was dropped without a word, and with it the answer that was meant for the row
/// beside it.
#[test]
fn an_answer_to_what_is_not_asked_is_refused() {
    let file = scratch("import-answers.csv", "country,visitors\r\nGermany,5\r\nKorea,9\r\n");
    let wrong = geode(&["import", &file, "--answer", "9=KR"]);
    assert_eq!((wrong.code, wrong.output.as_str()), (2, ""));
    let said = "error: --answer: is for row 9, of which nothing is asked, expected a row that is asked about: 3\n";
    assert_eq!(wrong.errors, said);
    let answered = geode(&["import", &file, "--answer", "3=KR"]);
    assert!(answered.code == 0 && answered.output.contains("\"KR\""), "{}", answered.errors);
    // Of several files one asks.
    let bill = scratch("import-answers-bill.csv", BILL);
    assert_eq!(geode(&["import", &bill, &file, "--answer", "3=KR"]).code, 0);
    let none = geode(&["import", &bill, "--answer", "3=KR"]);
    assert!(none.code == 2 && none.errors.contains("of which there is none"), "{}", none.errors);
}

/// A kind that there is not was passed over.
#[test]
fn a_kind_that_there_is_not_is_refused() {
    let wrong = geode_with(&["import", "-", "--as", "excel"], "country,visitors\nGermany,5\n");
    assert_eq!((wrong.code, wrong.output.as_str()), (2, ""));
    assert!(wrong.errors.starts_with("error: --as: is \"excel\", expected one of focus, "), "{}", wrong.errors);
    assert!(wrong.errors.contains("statuspage") && wrong.errors.contains("umami"), "{}", wrong.errors);
}

/// "the currency is not known (--currency CODE)", said to who had just named it, of a bill whose rows were all in another.
#[test]
fn a_bill_of_which_nothing_is_used_says_why() {
    let cut = BILL.replace("2026-06-01", "2026-05-11");
    let (bill, scenario) = (scratch("import-unused.csv", &cut), scratch("import-unused.json", EXAMPLE));
    for (flags, why) in [
        (["--currency", "EUR"], "all of its rows were left out: 2 other currency"),
        (["--where", "ServiceCategory=Network"], "all of its rows were left out: 2 not chosen"),
    ] {
        let run = geode(&[&["import", &bill, "--into", &scenario][..], &flags].concat());
        let line = format!("import-unused.csv: not applied: cost: {why}\n");
        assert!(run.code == 0 && run.errors.contains(&line), "{}", run.errors);
        let report = geode(&[&["import", &bill][..], &flags].concat()).output;
        assert!(!report.contains("extrapolated"), "{report}");
    }
}
