use super::*;
use crate::scenario::recovery::TIERS;
use crate::scenario::{inputs, restore};
use proptest::prelude::*;

pub(crate) fn answers() -> Answers {
    Answers {
        today: Today::Single,
        home: 0,
        tier: &TIERS[2],
        users: [60.0, 25.0, 15.0, 0.0, 0.0, 0.0],
        outages: Outages::PerYear(3.0),
        has_counted: false,
        outage_hours: 2.0,
        has_timed: false,
        causes: USUAL_CAUSES,
        has_split: false,
        monthly_cost: 20_000.0,
        edge: None,
        worth: Worth::Revenue(500_000.0),
        currency: "EUR".into(),
        target: Target { availability: Some(0.9995), ..Target::default() },
        data_stays: false,
    }
}

fn restores(scenario: &Scenario) {
    let restored = restore::from_value(&serde_json::to_value(scenario).unwrap()).unwrap();
    assert_eq!(restored.repairs, []);
    assert_eq!(&restored.scenario, scenario);
}

#[test]
fn the_usual_answers_make_a_whole_scenario() {
    let scenario = scenario(&answers());
    restores(&scenario);
    assert_eq!(scenario.baseline, "single");
    let ids: Vec<&str> = scenario.regions.iter().map(|region| region.id.as_str()).collect();
    assert_eq!(ids, ["us-east", "us-central", "asia-east", "eu-west"]);
    assert_eq!(scenario.user_latency_ms.get("europe").and_then(|row| row.get("eu-west")).copied().unwrap(), 40.0);
    assert_eq!(scenario.notes.get("/user_latency_ms/europe/eu-west").unwrap().status, NoteStatus::Default);
}

/// "What was assumed is marked" was said, and availability, repair time, the standby's cost and prices were not.
#[test]
fn every_number_that_nobody_has_given_is_marked() {
    let scenario = scenario(&answers());
    // The unavailability is the availability with all its digits.
    let given = [
        "/user_groups/",
        "/regions/{region}/unavailability",
        "/cost/single_region_monthly",
        "/revenue/monthly",
        "/target/availability",
    ];
    for input in inputs::LIST.iter().filter(|input| !given.iter().any(|start| input.path.starts_with(start))) {
        for (pointer, at) in inputs::places(&scenario, input) {
            let Some(value) = input.get(&scenario, at) else { continue };
            assert!(input.is_untouched(Some(value), scenario.notes.get(&pointer)), "{pointer} is {value:?}");
        }
    }
    let said = crate::report::assumed::untouched(&scenario).unwrap();
    assert!(said.starts_with("4 of the 7 inputs that often matter are untouched defaults: availability, "), "{said}");
    // What a warm standby is taken to be.
    assert!(said.contains(". Assumed, not entered: chance that failover works."), "{said}");
}

/// What has been counted is not called assumed.
#[test]
fn outages_that_were_given_are_not_marked() {
    for (count, hours) in [(2.0, 3.0), USUAL_OUTAGES] {
        let outages = Outages::PerYear(count);
        let counted =
            scenario(&Answers { outages, outage_hours: hours, has_counted: true, has_timed: true, ..answers() });
        restores(&counted);
        // Three outages of two hours were "untouched defaults" also where somebody had typed them.
        for field in ["mttr_hours", "availability"] {
            let (input, at) = inputs::find(&counted, &format!("/regions/us-east/{field}")).unwrap();
            let note = counted.notes.get(&format!("/regions/us-east/{field}"));
            assert!(!input.is_untouched(input.get(&counted, at), note), "{field} {note:?}");
        }
        let said = crate::report::assumed::untouched(&counted).unwrap();
        assert!(
            said.starts_with("2 of the 7 inputs that often matter are untouched defaults: availability of "),
            "{said}"
        );
    }
    // Without any outage there is nothing shared to mark.
    restores(&scenario(&Answers { outages: Outages::PerYear(0.0), ..answers() }));
}

#[test]
fn lost_time_is_split_by_its_causes_and_adds_up_again() {
    let lost = split(Outages::PerYear(3.0), 2.0, USUAL_CAUSES);
    let total = 6.0 / 8760.0;
    assert!((lost.dependency + (1.0 - lost.dependency) * lost.region - total).abs() < 1e-15);
    assert!((lost.beta - 0.05 / 0.9).abs() < 1e-15);
    let causes = Causes { one_region: 0.0, everywhere: 0.0, dependency: 1.0 };
    let lost = split(Outages::PerYear(3.0), 2.0, causes);
    assert_eq!((lost.region, lost.beta, lost.dependency), (0.0, 0.0, total));
}

#[test]
fn the_cost_of_an_hour_stands_in_for_revenue() {
    let scenario = scenario(&Answers { worth: Worth::HourDown(5_000.0), ..answers() });
    assert_eq!(scenario.revenue.downtime_cost_per_hour, Some(5_000.0));
    assert_eq!(scenario.revenue.monthly, 0.0);
    restores(&scenario);
}

proptest! {
    #[test]
    fn whatever_is_answered_the_scenario_is_whole(
        today in 0..3, home in 0..11usize, tier in 0..4usize, users in prop::array::uniform6(0.0..100.0),
        unavailability in prop_oneof![0.0..0.9, 0.9..0.999_999_999], hours in 0.01..100.0, causes in prop::array::uniform3(0.0..1.0),
        cost in 0.0..1e9, worth in 0.0..1e9, data_stays in any::<bool>(),
    ) {
        let today = [Today::Single, Today::ActivePassive, Today::TwoActive][today as usize];
        let scenario = scenario(&Answers {
            today, home, tier: &TIERS[tier], users, outages: Outages::Unavailability(unavailability),
            outage_hours: hours,
            causes: Causes { one_region: causes[0], everywhere: causes[1], dependency: causes[2] },
            monthly_cost: cost, worth: Worth::Revenue(worth), data_stays, ..answers()
        });
        restores(&scenario);
    }
}

/// 30, 60 and 20 parts became 27.272727272727276 % and so on, more than their fields could show.
#[test]
fn scaled_shares_have_digits_that_can_be_read() {
    let mut answers = answers();
    answers.users = [0.3, 0.6, 0.2, 0.0, 0.0, 0.0];
    let shares: Vec<f64> = scenario(&answers).user_groups.iter().map(|group| group.share).collect();
    assert_eq!(shares, [0.2727, 0.5455, 0.1818]);
    answers.users = [1.0, 1.0, 1.0, 0.0, 0.0, 1e-9];
    let shares: Vec<f64> = scenario(&answers).user_groups.iter().map(|group| group.share).collect();
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12 && shares.iter().all(|share| *share > 0.0), "{shares:?}");
    // What sums as it was said stays as it was said.
    answers.users = [0.333_333, 0.666_667, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(scenario(&answers).user_groups[0].share, 0.333_333);
}

/// A planner in yen counted transfer at 0.02 yen a GB.
#[test]
fn a_price_in_dollars_is_not_taken_for_one_in_yen() {
    let transfer = |currency: &str| {
        let scenario = scenario(&Answers { currency: currency.into(), ..answers() });
        restores(&scenario);
        (scenario.cost.transfer_price_per_gb, scenario.notes.contains_key("/cost/transfer_price_per_gb"))
    };
    assert_eq!(transfer("EUR"), (0.02, false));
    assert_eq!(transfer("JPY"), (0.0, true));
}

/// A company in Europe whose data may not leave it was planned a standby in the Gulf and regions in the US.
#[test]
fn data_that_must_stay_is_planned_where_it_may_be() {
    let in_europe = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    let planned = |home: &str, data_stays: bool| {
        let home = SITES.iter().position(|site| site.id == home).unwrap();
        let scenario = scenario(&Answers { home, users: in_europe, data_stays, ..answers() });
        restores(&scenario);
        let permitted: &[&str] = if data_stays { &[SITES[home].jurisdiction] } else { &[] };
        assert_eq!(scenario.user_groups[0].permitted_jurisdictions, permitted);
        let evaluation = crate::report::evaluate(&scenario, &[]);
        assert!(!evaluation.options.iter().any(|option| option.rigorous.breaks_residency));
        scenario
    };
    let ids = |home: &str, data_stays: bool| -> Vec<String> {
        planned(home, data_stays).regions.into_iter().map(|region| region.id).collect()
    };
    assert_eq!(ids("eu-west", true), ["eu-west", "eu-central", "eu-north"]);
    assert_eq!(ids("us-east", true), ["us-east", "us-central", "us-west"]);
    // Nobody is nearer to Europe's users, so what is near to home is taken.
    assert_eq!(ids("eu-west", false), ["eu-west", "eu-central", "eu-north"]);
    // A game in Japan was offered Singapore and US West, where its data may not be.
    assert_eq!(ids("asia-east", true), ["asia-east", "asia-east-2", "asia-east-3"]);
    let scenario = planned("asia-east", true);
    let ms: Vec<f64> = scenario.user_latency_ms.get("europe").unwrap().values().copied().collect();
    assert_eq!(ms, [240.0; 3]);
    let ms: Vec<f64> = scenario.region_rtt_ms.values().flat_map(|row| row.values().copied()).collect();
    assert_eq!(ms, [15.0; 3]);
}

/// A field showed 99.93835194191382972%, and another one 5.555555555555556%.
#[test]
fn what_follows_from_outages_has_digits_that_can_be_read() {
    let scenario = scenario(&answers());
    let region = &scenario.regions[0];
    let shown = |pointer: &str| {
        let (input, at) = inputs::find(&scenario, pointer).unwrap();
        crate::quantity::show(input.get(&scenario, at).unwrap(), input.unit)
    };
    assert_eq!(region.unavailability(), 0.000_616_481);
    assert_eq!(shown("/regions/us-east/availability"), "99.9383519%");
    assert_eq!(shown("/common_mode/beta"), "5.556%");
    assert_eq!(shown("/common_mode/dependencies/what-all-regions-share/availability"), "99.99315068%");
}
