//! Regions and users that are picked from the catalogue: the options that come of them, and what stays of today's system.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // tests

use geode_core::catalogue::{Catalogue, Provider, provide, provided};
use geode_core::engine::figures;
use geode_core::planning::percentiles;
use geode_core::planning::placement::{self, Named, Wanted};
use geode_core::report::explain::explain;
use geode_core::report::{self, placed, written};
use geode_core::scenario::edit::{self, KeptBill, Shape};
use geode_core::scenario::model::{DistributionKind, Kind, Location, Scenario, Uncertain};
use geode_core::scenario::problem::Problem;
use geode_core::scenario::{presets, restore};

const COST: &str = "/cost/single_region_monthly";

fn known() -> &'static Catalogue {
    provide(include_str!("../public/catalogue.txt"));
    provided().unwrap()
}

fn pick(scenario: &mut Scenario, users: &[(&str, f64)], regions: &[&str]) -> Option<KeptBill> {
    let users: Vec<(String, f64)> = users.iter().map(|(country, users)| ((*country).to_owned(), *users)).collect();
    let regions: Vec<String> = regions.iter().map(|id| (*id).to_owned()).collect();
    let kept = edit::use_places(scenario, known(), &users, &regions);
    assert!(restore::validate(scenario.clone()).is_ok());
    kept
}

/// One region alone, a pair, and geodes: what "should we go multi-region, and how" is asked of.
#[test]
fn regions_that_are_picked_make_options() {
    let ids = |regions: &[&str]| {
        let mut scenario = presets::worked_example();
        pick(&mut scenario, &[("DE", 1.0)], regions);
        assert_eq!(scenario.baseline, "single");
        scenario.options.iter().map(|option| option.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["aws/eu-central-1"]), ["single"]);
    assert_eq!(ids(&["aws/eu-central-1", "aws/eu-west-1"]), ["single", "active-passive", "geode-2"]);
    let three = ["aws/eu-central-1", "aws/eu-west-1", "aws/sa-east-1"];
    assert_eq!(ids(&three), ["single", "active-passive", "geode-2", "geode-3"]);
}

/// Round trips of the table below, written by hand, of two groups with 60 and 40 % of the users; today's system is in São
/// Paulo, which is not picked again.
fn with_table(table: &[(&str, [f64; 2])]) -> Scenario {
    with_table_and_today(table, "aws/sa-east-1")
}

fn with_table_and_today(table: &[(&str, [f64; 2])], today: &str) -> Scenario {
    let mut scenario = presets::worked_example();
    let users = [("DE", 60.0), ("PT", 40.0)];
    pick(&mut scenario, &users, &[today]);
    for (region, row) in table {
        let id = region.split_once('/').unwrap().1;
        for (group, ms) in ["de", "pt"].into_iter().zip(row) {
            scenario.user_latency_ms.entry(group.into()).or_default().insert(id.into(), *ms);
        }
    }
    scenario
}

/// Means by hand: Virginia 0.6 × 100 + 0.4 × 20 = 68, Google's Frankfurt 28, Ireland 36, Amazon's Frankfurt 26.
const TABLE: [(&str, [f64; 2]); 4] = [
    ("aws/us-east-1", [100.0, 20.0]),
    ("gcp/europe-west3", [12.0, 52.0]),
    ("aws/eu-west-1", [40.0, 30.0]),
    ("aws/eu-central-1", [10.0, 50.0]),
];

/// Regions by the option: alone, primary and standby, active-active in two.
fn by_option(scenario: &Scenario) -> [Vec<&str>; 3] {
    let of = |id: &str| edit::regions_of(&scenario.option(id).unwrap().kind);
    [of("single"), of("active-passive"), of("geode-2")]
}

fn pick_all(scenario: &mut Scenario, table: &[(&str, [f64; 2])]) {
    let regions: Vec<&str> = table.iter().map(|(id, _)| *id).collect();
    pick(scenario, &[("DE", 60.0), ("PT", 40.0)], &regions);
}

/// The first two regions that were ticked became the pair, though others were nearer to the users.
#[test]
fn a_pair_is_where_users_are_nearest_before_and_after_the_loss_of_its_primary() {
    let mut scenario = with_table(&TABLE);
    pick_all(&mut scenario, &TABLE);
    // Google's Frankfurt would be nearer than Ireland, but an outage of the town takes both. Beside Frankfurt it is Virginia
    // that brings the users nearest: 0.6 × 10 + 0.4 × 20 = 14, with Ireland 18, with Google's Frankfurt 26.
    let expected = [vec!["eu-central-1"], vec!["eu-central-1", "eu-west-1"], vec!["eu-central-1", "us-east-1"]];
    assert_eq!(by_option(&scenario), expected);
    let Kind::Geode { regions, .. } = &scenario.option("geode-4").unwrap().kind else { panic!("no geode") };
    assert_eq!(*regions, ["us-east-1", "europe-west3", "eu-west-1", "eu-central-1"], "as ticked");

    // Where there is nothing else, the same town is better than nothing.
    let near = [TABLE[1], TABLE[3]];
    let mut scenario = with_table(&near);
    pick_all(&mut scenario, &near);
    assert_eq!(by_option(&scenario)[1], ["eu-central-1", "europe-west3"]);

    // Of equals the first: both are 60 % × 10 + 40 % × 50 ms away.
    let equal = [("aws/eu-west-2", [10.0, 50.0]), ("aws/eu-west-3", [10.0, 50.0]), ("aws/eu-north-1", [10.0, 50.0])];
    let mut scenario = with_table(&equal);
    pick_all(&mut scenario, &equal);
    assert_eq!(
        by_option(&scenario),
        [vec!["eu-west-2"], vec!["eu-west-2", "eu-west-3"], vec!["eu-west-2", "eu-west-3"]]
    );
}

/// Every pair of the table, tried: of those in two places no other has a lower mean before the loss, then after it.
#[test]
fn no_other_pair_is_nearer() {
    for turn in 0..24 {
        let mut table = TABLE;
        table.rotate_left(turn % 4);
        // Other round trips in each turn, of a simple congruence.
        for (at, (_, row)) in table.iter_mut().enumerate() {
            *row = [(turn * 37 + at * 61) % 97 + 5, (turn * 53 + at * 29) % 89 + 5].map(|ms| ms as f64);
        }
        let mean = |row: [f64; 2]| 0.6 * row[0] + 0.4 * row[1];
        let is_frankfurt = |id: &str| id == "aws/eu-central-1" || id == "gcp/europe-west3";
        let mut best = (f64::INFINITY, f64::INFINITY, "", "");
        for (primary, before) in table {
            for (standby, after) in table {
                let is_one_place = primary == standby || is_frankfurt(primary) && is_frankfurt(standby);
                let means = (mean(before), mean(after));
                if !is_one_place && (means.0 < best.0 || means.0 == best.0 && means.1 < best.1) {
                    best = (means.0, means.1, primary, standby);
                }
            }
        }
        let mut scenario = with_table(&table);
        pick_all(&mut scenario, &table);
        let expected = [best.2, best.3].map(|id| id.split_once('/').unwrap().1);
        assert_eq!(by_option(&scenario)[1], expected, "{table:?}");
    }
}

/// What runs today is a fact: where its region stays, nothing nearer takes its place.
#[test]
fn todays_region_stays_today() {
    let mut scenario = with_table_and_today(&TABLE, "aws/us-east-1");
    pick_all(&mut scenario, &TABLE);
    let expected = [vec!["us-east-1"], vec!["us-east-1", "eu-central-1"], vec!["us-east-1", "eu-central-1"]];
    assert_eq!(by_option(&scenario), expected);
    let mut scenario = with_table_and_today(&TABLE, "aws/us-east-1");
    pick_all(&mut scenario, &TABLE[1..]);
    assert_eq!(by_option(&scenario)[0], ["eu-central-1"], "it is gone");
}

/// Germans whose data must stay in the EU: no standby elsewhere, however near it is.
#[test]
fn no_standby_breaks_a_law_that_another_keeps() {
    let table = [TABLE[0], ("aws/eu-west-1", [900.0, 900.0]), TABLE[3]];
    let mut scenario = with_table(&table);
    scenario.user_groups[0].permitted_jurisdictions = vec!["eu".into()];
    pick_all(&mut scenario, &table);
    assert_eq!(by_option(&scenario)[1], ["eu-central-1", "eu-west-1"]);
    // Portuguese users may still go to Virginia.
    assert_eq!(by_option(&scenario)[2], ["eu-central-1", "us-east-1"]);
}

fn total(scenario: &Scenario) -> f64 {
    let restored = restore::validate(scenario.clone()).unwrap();
    report::evaluate(&restored.scenario, &[]).options[0].rigorous.monthly_cost.total
}

/// Outages of 2 h and a bill of 400,000 were put in for a system in one region; picking AWS Frankfurt (index 1.198) forgot the
/// outages and made the bill 479,200.
#[test]
fn regions_that_are_picked_keep_outages_and_bill() {
    let users = [("DE", 1.0)];
    let mut scenario = presets::worked_example();
    let mut untouched = scenario.clone();
    assert_eq!(pick(&mut untouched, &users, &["aws/eu-central-1"]), None);
    assert_eq!(total(&untouched), 119_800.0);
    scenario.cost.single_region_monthly = 400_000.0;
    for region in &mut scenario.regions {
        (region.availability, region.mttr_hours) = (0.999, 2.0);
    }
    pick(&mut scenario, &users, &["aws/eu-central-1", "aws/eu-west-1"]);
    assert!((total(&scenario) - 400_000.0).abs() < 0.01, "{}", total(&scenario));
    assert!(scenario.regions.iter().all(|region| (region.availability, region.mttr_hours) == (0.999, 2.0)));
    // And back to where the index is 1.
    pick(&mut scenario, &users, &["aws/us-east-1"]);
    assert!((total(&scenario) - 400_000.0).abs() < 0.02, "{}", total(&scenario));
    // Where it stays, so does every digit.
    scenario.cost.single_region_monthly = 83_333.333_333;
    assert_eq!(pick(&mut scenario, &users, &["aws/us-east-1", "aws/eu-west-1"]), None);
    assert_eq!(scenario.cost.single_region_monthly, 83_333.333_333);
}

/// A typed cost became another one without a word, and its range stayed around the old one.
#[test]
fn a_cost_that_is_reckoned_anew_is_said_and_its_range_goes_with_it() {
    let mut scenario = presets::worked_example();
    scenario.cost.single_region_monthly = 400_000.0;
    let range = |p05, p95| percentiles(DistributionKind::Lognormal, p05, p95);
    scenario.uncertainty = vec![
        Uncertain { input: COST.into(), distribution: range(300_000.0, 500_000.0) },
        Uncertain { input: "/revenue/monthly".into(), distribution: range(8e6, 12e6) },
    ];
    let kept = pick(&mut scenario, &[("DE", 1.0)], &["aws/eu-central-1"]).unwrap();
    // 400,000 ÷ 1.198 = 333,889.8164…; 300,000 ÷ 1.198 = 250,417.3623; 500,000 ÷ 1.198 = 417,362.2705.
    assert_eq!(scenario.cost.single_region_monthly, 333_889.82);
    assert_eq!(scenario.uncertainty[0].distribution, range(250_417.362, 417_362.270));
    assert_eq!(scenario.uncertainty[1].distribution, range(8e6, 12e6));
    assert_eq!(
        written::kept_bill(&kept, &scenario.currency),
        "A full copy costs $400,000 a month in Europe (Frankfurt), as given for US East; at its prices (× 1.198) that is \
         $333,889.82 in a region of index 1."
    );
}

/// For the world to fit in 256 groups all its large countries but two became one group each, the United States with one region
/// to serve them, while the Vatican kept a group of its own.
#[test]
fn the_world_fits_without_its_smallest_countries_and_large_ones_stay_split() {
    let known = known();
    let world: Vec<(String, f64)> =
        known.countries().iter().map(|country| (country.code.clone(), country.users)).collect();
    let points: usize = known.countries().iter().filter(|one| one.users > 0.0).map(|one| one.points.len()).sum();
    assert!(points > 256, "{points}");
    let all: f64 = world.iter().map(|(_, users)| users).sum();
    let sum = |grouped: &edit::Grouped| grouped.groups.iter().map(|(_, users)| users).sum::<f64>();
    let grouped = edit::groups_of(known, &world, 256);
    assert!(grouped.groups.len() <= 256 && grouped.whole.is_empty(), "{:?}", grouped.whole);
    assert!(grouped.groups.iter().any(|(at, _)| at == "US-west"));
    // Who is left out is named, less than a thousandth of the users, and none of them has more than somebody who stays.
    assert!(grouped.left > 0.0 && grouped.left <= 0.001 && (sum(&grouped) / all + grouped.left - 1.0).abs() < 1e-12);
    let is_left = |name: &str| grouped.left_out.iter().any(|one| one == name);
    let most = known.countries().iter().filter(|one| is_left(&one.name)).map(|one| one.users).fold(0.0, f64::max);
    assert!(known.countries().iter().all(|one| one.users <= 0.0 || is_left(&one.name) == (one.users <= most)));
    assert!(is_left("Vatican City"), "{:?}", grouped.left_out);
    // With room for all, all points stand for themselves. With less the smallest of several points are whole, and more left out.
    assert_eq!(edit::groups_of(known, &world, points).groups.len(), points);
    let split = || known.countries().iter().filter(|one| one.points.len() > 1);
    let fewer = edit::groups_of(known, &world, 180);
    let is_whole = |name: &str| fewer.whole.iter().any(|one| one == name);
    let most = split().filter(|one| is_whole(&one.name)).map(|one| one.users).fold(0.0, f64::max);
    assert!(!fewer.whole.is_empty() && split().all(|one| is_whole(&one.name) == (one.users <= most)));
    assert!((sum(&fewer) / all + fewer.left - 1.0).abs() < 1e-12);
    let ten = edit::groups_of(known, &world, 10);
    assert!(ten.groups.len() == 10 && (sum(&ten) / all + ten.left - 1.0).abs() < 1e-12);

    let mut scenario = presets::worked_example();
    edit::use_places(&mut scenario, known, &grouped.groups, &["aws/us-east-1".into()]);
    assert_eq!(scenario.user_groups.len(), grouped.groups.len());
    assert!(restore::validate(scenario.clone()).is_ok());
    let said = written::grouped(&grouped, 1);
    let more = grouped.left_out.len() - 12;
    assert!(said.contains("are left out: ") && said.ends_with(&format!(" and {more} more")), "{said}");
    let said = written::grouped(&fewer, 1);
    assert!(said.contains("There can be no more, so these are one group each: "), "{said}");

    // Its points are more than its groups can be, and placed for all the same: that was refused, as if no group had a country.
    let mut whole = scenario.clone();
    whole.user_groups.iter_mut().for_each(|group| {
        if let Some(Location::Country(code)) = &mut group.location {
            code.truncate(2);
        }
    });
    let named =
        Named::of_catalogue(&whole, known, &Wanted { provider: Some(Provider::Aws), ..Wanted::default() }).unwrap();
    assert!(named.groups.len() > 256 && placement::Ask::mean(3).check(&named.candidates).is_ok());
}

/// "No region says where it is", said the field of where data may live, though the catalogue says it of each.
#[test]
fn the_law_of_a_picked_region_is_known() {
    let mut scenario = presets::worked_example();
    pick(&mut scenario, &[("DE", 1.0)], &["aws/eu-central-1", "aws/us-east-1"]);
    assert!(scenario.regions.iter().all(|region| region.jurisdiction.is_none()));
    assert_eq!(edit::jurisdictions(&scenario), ["EU", "US"]);
    edit::set_permitted(&mut scenario, "de", "eu, Mars");
    assert_eq!(scenario.user_groups[0].permitted_jurisdictions, ["EU", "Mars"]);
    assert_eq!(edit::foreign(&scenario, "de"), ["Mars"]);
    // What is written of a region goes before.
    scenario.regions[1].jurisdiction = Some("Mars".into());
    assert!(edit::foreign(&scenario, "de").is_empty());
    // A scenario that names no catalogue knows what is written only.
    scenario.catalogue = None;
    assert_eq!(edit::jurisdictions(&scenario), ["Mars"]);
}

/// "No region may serve anybody" was said of regions that the catalogue has, where the least carbon was asked for.
#[test]
fn picked_regions_have_the_carbon_of_their_grids() {
    let mut scenario = presets::worked_example();
    pick(&mut scenario, &[("DE", 1.0)], &["aws/eu-central-1", "aws/eu-north-1"]);
    let carbon = |scenario: &Scenario| Named::of_scenario(scenario, &Problem::compile(scenario)).candidates.carbon;
    let expected = |id: &str| known().region(id).unwrap().carbon.as_ref().map(|carbon| carbon.grams_per_kwh);
    let both = ["aws/eu-central-1", "aws/eu-north-1"].map(expected);
    // Sweden's grid is cleaner than Germany's.
    assert!(both[0] > both[1] && both[1].is_some(), "{both:?}");
    assert_eq!(carbon(&scenario), both);
    assert_eq!(carbon(&presets::worked_example()), [None; 4]);
}

/// "Use these" took options and typed cells away without a word.
#[test]
fn what_is_taken_away_is_said_before() {
    // The worked example: 4 groups, 4 regions, 4 options; 16 latencies, and the round trips between regions that it writes.
    let before = presets::worked_example();
    let written = 16 + before.region_rtt_ms.values().map(|row| row.len()).sum::<usize>();
    let mut after = before.clone();
    pick(&mut after, &[("DE", 1.0), ("BR", 1.0)], &["aws/eu-central-1", "aws/sa-east-1"]);
    let said = written::lost(&edit::lost(&before, &after));
    let first = &before.options[0].name;
    assert!(said.starts_with(&format!(". This takes away 4 user groups, 4 regions, the options {first}, ")), "{said}");
    assert!(said.ends_with(&format!(", {written} written round trips; Undo brings all back")), "{said}");
    // Another region beside these takes nothing away, one less the option that had it; a cell that was typed goes with it.
    let two = after.clone();
    pick(&mut after, &[("DE", 1.0), ("BR", 1.0)], &["aws/eu-central-1", "aws/sa-east-1", "aws/us-east-1"]);
    assert_eq!(written::lost(&edit::lost(&two, &after)), "");
    let mut typed = two.clone();
    typed.user_latency_ms.entry("de".into()).or_default().insert("sa-east-1".into(), 200.0);
    let mut after = typed.clone();
    pick(&mut after, &[("DE", 1.0), ("BR", 1.0)], &["aws/eu-central-1"]);
    let said = written::lost(&edit::lost(&typed, &after));
    assert!(said.starts_with(". This takes away 1 region, the options "), "{said}");
    assert!(said.ends_with(", 1 written round trip; Undo brings all back"), "{said}");
}

/// A region that is known by its id alone made every option of the plan impossible: it was refused as a whole.
#[test]
fn a_region_that_nothing_is_known_of_is_in_no_option() {
    let mut scenario = presets::worked_example();
    let picked = ["aws/me-west-1", "aws/eu-central-1", "aws/sa-east-1"];
    pick(&mut scenario, &[("DE", 0.7), ("BR", 0.3)], &picked);
    let ids: Vec<&str> = scenario.regions.iter().map(|region| region.id.as_str()).collect();
    assert_eq!(ids, ["me-west-1", "eu-central-1", "sa-east-1"], "it is picked");
    let expected = [vec!["eu-central-1"], vec!["eu-central-1", "sa-east-1"], vec!["eu-central-1", "sa-east-1"]];
    assert_eq!(by_option(&scenario), expected);
    assert_eq!(scenario.options.len(), 3, "no geode of three");
    let unknown = edit::unknown_regions(&scenario, known());
    assert_eq!(unknown, [known().region("me-west-1").unwrap().name.clone()]);
    assert!(written::no_option(&unknown).contains("unknown: no option uses it"));
    let text = report::evaluate(&scenario, &[]).to_json();
    assert!(
        !text.contains("NaN") && !text.contains("/me-west-1/price_index") && !text.contains("de/me-west-1"),
        "{text}"
    );
    // It is no candidate, and named with the reason.
    let named = Named::of_scenario(&scenario, &Problem::compile(&scenario));
    let excluded = placement::Ask::mean(1).excluded(&named.candidates);
    assert!(matches!(excluded[..], [Some(placement::Why::LatencyUnknown(0)), None, None]), "{excluded:?}");
    // Alone there is nothing to say of it, and the door says why.
    let mut alone = presets::worked_example();
    let users = [("DE".to_owned(), 1.0)];
    edit::use_places(&mut alone, known(), &users, &["aws/me-west-1".to_owned()]);
    assert_eq!(edit::unknown_regions(&alone, known()).len(), alone.regions.len());
    assert!(restore::validate(alone).is_err());
    // With what somebody has typed it is a region like others.
    scenario.user_latency_ms = [("de", 90.0), ("br", 250.0)]
        .map(|(group, ms)| (group.to_owned(), [("me-west-1".to_owned(), ms)].into()))
        .into();
    scenario.regions[0].price_index = Some(1.1);
    assert_eq!(edit::unknown_regions(&scenario, known()), Vec::<String>::new());
}

/// In a plan of real regions "Single region" and "Active-active" under "Add an option" did nothing, and "Active-passive"
/// could not be pressed: only round trips that somebody had typed counted, and there are none.
#[test]
fn options_are_added_between_real_regions() {
    let mut scenario = presets::worked_example();
    let regions = ["aws/eu-central-1", "aws/eu-west-1", "aws/sa-east-1"];
    pick(&mut scenario, &[("DE", 60.0), ("BR", 40.0)], &regions);
    assert!(scenario.user_latency_ms.is_empty());
    for (shape, count) in [(Shape::Single, 1), (Shape::ActivePassive, 2), (Shape::Geode, 3)] {
        let id = edit::add_option(&mut scenario, shape).unwrap();
        assert_eq!(edit::regions_of(&scenario.option(&id).unwrap().kind).len(), count);
        assert!(restore::validate(scenario.clone()).is_ok());
    }
}

/// Beside a region without a known price "Active-active" was refused whatever one did, and the best regions had neither money
/// nor downtime, today's among them.
#[test]
fn a_region_without_a_price_stands_in_nobodys_way() {
    let mut scenario = presets::worked_example();
    let regions = ["aws/eu-central-1", "aws/ap-east-2", "aws/eu-west-1"];
    pick(&mut scenario, &[("DE", 60.0), ("FR", 40.0)], &regions);
    assert_eq!(edit::reachable(&scenario).len(), 3);
    let usable = edit::usable(&scenario);
    assert_eq!(usable, ["eu-central-1", "eu-west-1"]);
    for _ in 0..2 {
        for shape in [Shape::Single, Shape::ActivePassive, Shape::Geode] {
            let id = edit::add_option(&mut scenario, shape).unwrap();
            let used = edit::regions_of(&scenario.option(&id).unwrap().kind).join(" ");
            assert!(!used.contains("ap-east-2"), "{used}");
            assert!(restore::validate(scenario.clone()).is_ok());
        }
    }
    let named = Named::of_scenario(&scenario, &Problem::compile(&scenario));
    let chosen = |regions: &[usize]| placement::Placed { regions: regions.to_vec(), ..Default::default() };
    let all = [chosen(&[0]), chosen(&[0, 1]), chosen(&[0, 2])];
    let found: placed::Sets = all.iter().map(|set| (set, true)).collect();
    let sets = placed::sets(&scenario, Some(known()), &named, &found);
    let today = &report::evaluate(&scenario, &[]).options[0].rigorous;
    assert_eq!(sets[0].monthly_cost, Some(today.monthly_cost.total));
    assert_eq!(sets[0].downtime_seconds_per_year, Some(today.downtime_seconds_per_year));
    assert_eq!(sets[1].monthly_cost, None);
    assert!(sets[2].monthly_cost > sets[0].monthly_cost);
    let why = placed::unpriced(&scenario, sets.iter()).unwrap();
    assert!(why.starts_with("Downtime, cost and return of a set with Asia Pacific (Taipei) are unknown"), "{why}");
}

/// The explanation multiplied by the price of the scenario what had been paid at those of the catalogue: its two sides
/// differed.
#[test]
fn transfer_is_explained_with_the_prices_of_the_catalogue() {
    let mut scenario = presets::worked_example();
    let regions = ["aws/sa-east-1", "aws/us-east-1"];
    pick(&mut scenario, &[("BR", 1.0)], &regions);
    let [brazil, us] = regions.map(|id| known().region(id).unwrap());
    // From São Paulo, where the users are; the scenario's own price is $0.02.
    let price = known().transfer_price(brazil, us).unwrap().usd_per_gb;
    assert!(price > 0.1);
    let evaluation = report::evaluate(&scenario, &[]);
    let explained = explain(&evaluation, "active-passive", figures::MONTHLY_COST_TRANSFER).unwrap();
    let told = explained.substituted.unwrap();
    assert!(told.starts_with(&format!("50,000 GB × (100 % × 1 × ${price} (")), "{told}");
    assert!(
        told.ends_with(&format!(" = {}", explained.value.split(' ').next().unwrap())),
        "{told}, {}",
        explained.value
    );
    assert_eq!(evaluation.options[1].rigorous.monthly_cost.transfer, 50_000.0 * price);
}
