use super::*;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{
    CreditStep, Dependency, Distribution, DistributionKind, Edge, Note, NoteStatus, Phase, PlanOption, Region,
    Specialised, Uncertain, UserGroup, WriteMode,
};
use crate::scenario::recovery::TIERS;
use crate::scenario::{inputs, presets, restore};
use proptest::prelude::*;

mod names;
mod notes;

fn whole(scenario: &Scenario) {
    let value = serde_json::to_value(scenario).unwrap();
    let restored = restore::from_value(&value).unwrap_or_else(|refused| panic!("{refused}"));
    let expected = |path: &str| path == "/user_groups"; // shares that do not sum to 1 are for the user to settle
    assert!(restored.repairs.iter().all(|repair| expected(&repair.path)), "{:?}", restored.repairs);
}

/// Pointers of the cells that an option needs and nobody has filled. Nothing else may be wrong.
fn missing(scenario: &Scenario) -> Vec<String> {
    let refused = restore::from_value(&serde_json::to_value(scenario).unwrap()).err();
    let faults = refused.map_or_else(Vec::new, |refused| refused.0);
    for fault in &faults {
        assert!(fault.wrong == "is missing" && Cell::at(scenario, &fault.path).is_some(), "{fault}");
    }
    faults.into_iter().map(|fault| fault.path).collect()
}

#[test]
fn a_region_that_options_use_takes_them_along_and_says_so() {
    let mut scenario = presets::worked_example();
    assert_eq!(
        consequences(&scenario, "us-east"),
        [
            "Single region goes",
            "Active-passive goes",
            "Active-active, 2 regions keeps 1 region",
            "Active-active, 3 regions keeps 2 regions",
            "Active-active, 1 region becomes what the others are compared with",
        ]
    );
    remove_region(&mut scenario, "us-east");
    whole(&scenario);
    assert_eq!(scenario.baseline, "geode-2");
    assert_eq!(scenario.options[0].name, "Active-active, 1 region");
    assert!(consequences(&scenario, "us-west").is_empty());
}

#[test]
fn the_last_region_and_the_last_option_stay() {
    let mut scenario = presets::worked_example();
    for id in ["us-east", "eu-west", "asia-east", "us-west"] {
        remove_region(&mut scenario, id);
        whole(&scenario);
    }
    assert_eq!(scenario.regions.len(), 1);
    assert_eq!(scenario.options.len(), 1);
    // A region with the longest name takes the last option with it: the one that comes in has a name of its own.
    let long = add_region(&mut scenario, &"x".repeat(80)).unwrap();
    for group in scenario.user_groups.clone() {
        assert!(fill_cell(&mut scenario, &format!("/user_latency_ms/{}/{long}", group.id), 70.0));
    }
    remove_region(&mut scenario, "us-west");
    whole(&scenario);
    assert_eq!(regions_of(&scenario.options[0].kind), [long]);
    let only = scenario.options[0].id.clone();
    remove_option(&mut scenario, &only);
    assert_eq!(scenario.options.len(), 1);
}

/// Mumbai, Berlin and Atlantis got 200 ms to Asia, the middle of what was known, shown as if it were an estimate.
#[test]
fn what_the_map_does_not_know_stays_empty() {
    for name in ["Mumbai", "Berlin", "Toronto", "us-east-2", "westeurope", "Atlantis"] {
        let mut scenario = presets::worked_example();
        let id = add_region(&mut scenario, name).unwrap();
        whole(&scenario);
        assert!(scenario.user_latency_ms.values().all(|row| !row.contains_key(&id)), "{name}");
        assert_eq!(empty_cells(&scenario, Table::Users).len(), 4, "{name}");
        assert_eq!(empty_cells(&scenario, Table::Regions).len(), 4, "{name}");
        assert!(!scenario.notes.keys().any(|pointer| pointer.contains("_ms/")), "{name}");
        // No option can use it before its latencies are known; then any can.
        let mut used = scenario.clone();
        use_region(&mut used, "geode-3", &id, true);
        assert_eq!(
            missing(&used),
            ["north-america", "europe", "asia", "other"].map(|g| format!("/user_latency_ms/{g}/{id}"))
        );
        for cell in empty_cells(&scenario, Table::Users) {
            assert!(fill_cell(&mut scenario, &cell.pointer(), 120.0));
        }
        use_region(&mut scenario, "geode-3", &id, true);
        whole(&scenario);
    }
}

/// The same for users: a group that the map does not know has no latencies until they are given, and no share.
#[test]
fn a_new_group_waits_for_its_latencies() {
    let mut scenario = presets::worked_example();
    let id = add_group(&mut scenario, "Antarctica");
    whole(&scenario);
    assert_eq!(empty_cells(&scenario, Table::Users).len(), 4);
    scenario.user_groups[4].share = 0.1;
    assert_eq!(missing(&scenario).len(), 4);
    scenario.user_groups[4].share = 0.0;
    scenario.user_groups[4].revenue_share = Some(0.1);
    assert_eq!(missing(&scenario).len(), 4, "what they earn hangs on their latencies too");
    for cell in empty_cells(&scenario, Table::Users) {
        assert_eq!(cell.row, id);
        assert!(fill_cell(&mut scenario, &cell.pointer(), 300.0));
    }
    whole(&scenario);
}

/// What stays empty changes no figure, and is no figure.
#[test]
fn a_group_without_users_or_latencies_changes_nothing() {
    let example = presets::worked_example();
    let mut scenario = example.clone();
    add_group(&mut scenario, "Antarctica");
    add_region(&mut scenario, "Atlantis").unwrap();
    let (before, after) = (crate::report::evaluate(&example, &[]), crate::report::evaluate(&scenario, &[]));
    for (before, after) in before.options.iter().zip(&after.options) {
        assert_eq!(before.textbook, after.textbook);
        assert_eq!(before.rigorous.mean_latency_ms, after.rigorous.mean_latency_ms);
        assert_eq!(before.rigorous.value.net_monthly_benefit, after.rigorous.value.net_monthly_benefit);
        let group = after.rigorous.user_groups.last().unwrap();
        assert_eq!((group.mean_latency_ms, &group.serving_region), (None, &None));
    }
    assert!(!serde_json::to_string(&after).unwrap().contains("NaN"));
}

#[test]
fn a_place_of_the_map_has_marked_estimates() {
    let mut scenario = presets::worked_example();
    assert_eq!(add_region(&mut scenario, "Oceania (Sydney)").as_deref(), Some("oceania"));
    whole(&scenario);
    let cell = |table: &crate::scenario::model::Matrix, row: &str| table.get(row)?.get("oceania").copied();
    assert_eq!(cell(&scenario.user_latency_ms, "asia"), Some(140.0));
    assert_eq!(cell(&scenario.region_rtt_ms, "us-west"), Some(140.0));
    // "Other" is on no map.
    assert_eq!(cell(&scenario.user_latency_ms, "other"), None);
    let noted: Vec<&Note> =
        scenario.notes.iter().filter(|(p, _)| p.ends_with("/oceania")).map(|(_, note)| note).collect();
    assert_eq!(noted.len(), 7);
    assert!(
        noted.iter().all(|note| note.status == NoteStatus::Default && note.source == crate::scenario::areas::SOURCE)
    );
}

/// From 1,024 notes on, estimates and assumptions came in without a mark, as if somebody had given them.
#[test]
fn what_cannot_be_marked_is_not_filled_in() {
    let mut scenario = presets::worked_example();
    for region in 0..200 {
        add_region(&mut scenario, &format!("Region {region}")).unwrap();
    }
    let note = Note { status: NoteStatus::Quoted, source: "invoice".into() };
    for (pointer, ..) in inputs::all(&scenario) {
        if pointer.starts_with("/regions/") && scenario.notes.len() < MAX_NOTES - 5 {
            scenario.notes.insert(pointer, note.clone());
        }
    }
    // Room for what is assumed of one region, and for two of its latencies.
    assert_eq!(scenario.notes.len(), MAX_NOTES - 5);
    assert_eq!(add_region(&mut scenario, "Oceania (Sydney)").as_deref(), Some("oceania"));
    let estimated = scenario.user_latency_ms.values().filter(|row| row.contains_key("oceania")).count();
    assert_eq!((estimated, scenario.notes.len()), (2, MAX_NOTES));
    whole(&scenario);
    let full = scenario.clone();
    assert_eq!(add_region(&mut scenario, "Middle East (Gulf)"), None);
    assert!(!set_tier(&mut scenario, &TIERS[0]));
    assert_eq!(scenario, full);
}

/// Cells are emptied as they are filled; a note on one goes with it.
#[test]
fn a_round_trip_is_typed_and_emptied() {
    let mut scenario = presets::worked_example();
    let pointer = "/region_rtt_ms/us-west/asia-east";
    let note = Note { status: NoteStatus::Measured, source: "ping".into() };
    scenario.notes.insert(pointer.into(), note);
    assert!(empty_cell(&mut scenario, pointer));
    assert!(!empty_cell(&mut scenario, pointer), "it is empty");
    assert_eq!(scenario.notes.len(), 0);
    whole(&scenario);
    assert!(has_field(&scenario, pointer) && inputs::canonical(&scenario, pointer).is_none());
    assert!(!fill_cell(&mut scenario, "/region_rtt_ms/asia-east/us-west", 1.0), "the other half of the table");
    assert!(fill_cell(&mut scenario, pointer, 110.0));
    assert_eq!(scenario, presets::worked_example());
}

#[test]
fn writers_replicas_and_special_regions_follow() {
    let mut scenario = presets::worked_example();
    change_option(&mut scenario, "geode-3", |option| {
        let Kind::Geode { writes, specialised, .. } = &mut option.kind else { return };
        writes.mode = WriteMode::SingleWriter { writer: "us-east".into(), writer_failover_minutes: 5.0 };
        writes.replicas = Some(3);
        specialised.push(Specialised {
            id: "ai".into(),
            name: "AI".into(),
            region: "us-east".into(),
            request_share: 0.1,
            ..Specialised::default()
        });
    });
    whole(&scenario);
    use_region(&mut scenario, "geode-3", "us-east", false);
    whole(&scenario);
    let Kind::Geode { regions, writes, specialised, .. } = &scenario.options[3].kind else { panic!() };
    assert_eq!(regions, &["eu-west", "asia-east"]);
    assert_eq!(writes.replicas, None);
    assert!(specialised.is_empty());
    assert!(matches!(&writes.mode, WriteMode::SingleWriter { writer, .. } if writer == "eu-west"));
}

#[test]
fn a_pair_changes_places() {
    let mut scenario = presets::worked_example();
    set_role(&mut scenario, "active-passive", "us-west", true);
    whole(&scenario);
    assert_eq!(regions_of(&scenario.options[1].kind), ["us-west", "us-east"]);
    set_role(&mut scenario, "active-passive", "eu-west", false);
    assert_eq!(regions_of(&scenario.options[1].kind), ["us-west", "eu-west"]);
}

#[test]
fn ids_are_valid_whatever_the_name() {
    // Of 59 digits and a letter the digits alone were left, which are no id.
    let digits = "1".repeat(59);
    assert_eq!(slug(&format!("{digits}a"), "region", &[]), format!("region-{}", "1".repeat(52)));
    assert_eq!(slug(&"x".repeat(80), "region", &[]).len(), 59);
    assert_eq!(slug("--- ", "group", &["group"]), "group-2");
    assert_eq!(slug("Zürich", "region", &[]), "z-rich");
}

/// A change by its number; `n` picks the item.
fn step(scenario: &mut Scenario, what: u8, n: usize, name: &str) {
    let pick = |count: usize| n % count.max(1);
    let group = scenario.user_groups[pick(scenario.user_groups.len())].id.clone();
    let region = scenario.regions[pick(scenario.regions.len())].id.clone();
    let option = scenario.options[pick(scenario.options.len())].id.clone();
    match what {
        0 => drop(add_group(scenario, name)),
        1 => remove_group(scenario, &group),
        2 => drop(add_region(scenario, if n.is_multiple_of(3) { "Oceania (Sydney)" } else { name })),
        3 => remove_region(scenario, &region),
        4 => drop(add_option(scenario, [Shape::Single, Shape::ActivePassive, Shape::Geode][n % 3])),
        5 => drop(duplicate_option(scenario, &option)),
        6 => remove_option(scenario, &option),
        7 => use_region(scenario, &option, &region, n.is_multiple_of(2)),
        8 => set_role(scenario, &option, &region, n.is_multiple_of(2)),
        9 => drop(add_dependency(scenario, name, 0.999)),
        10 => {
            let id = scenario.common_mode.dependencies.get(n % 3).map(|dependency| dependency.id.clone());
            remove_dependency(scenario, &id.unwrap_or_default());
        }
        11 => drop(set_tier(scenario, &TIERS[pick(TIERS.len())])),
        12 => set_routing(scenario, n.is_multiple_of(2)),
        13 => set_sizing(scenario, n.is_multiple_of(2)),
        14 => set_edge(scenario, &option, n.is_multiple_of(2)),
        15 => change_writes(scenario, &option, |writes, regions| {
            writes.mode =
                [WriteMode::Eventual, WriteMode::Quorum, WriteMode::single_writer(regions[0].clone())][n % 3].clone();
        }),
        16 => add_specialised(scenario, &option),
        17 => {
            let task = match &scenario.option(&option).unwrap().kind {
                Kind::Geode { specialised, .. } => specialised.get(n % 3).map(|special| special.id.clone()),
                _ => None,
            };
            remove_specialised(scenario, &option, &task.unwrap_or_default());
        }
        18 => set_outages(scenario, &region, 0.1_f64.powi(n as i32 + 1), 1.0),
        19 => doubt(scenario),
        20 => drop(add_group(scenario, if n.is_multiple_of(3) { "South America" } else { name })),
        21 => set_region(scenario, &option, &region),
        22 | 23 => {
            for cell in empty_cells(scenario, if what == 22 { Table::Users } else { Table::Regions }) {
                assert!(fill_cell(scenario, &cell.pointer(), 80.0));
            }
        }
        24 => {
            let pointer = format!("/user_latency_ms/{group}/{region}");
            let had = inputs::canonical(scenario, &pointer).is_some();
            assert_eq!(empty_cell(scenario, &pointer), had);
        }
        25 => set_voter(scenario, &option, &region, n.is_multiple_of(2)),
        _ => normalise_shares(scenario),
    }
}

/// Puts a note and a range on every number there is, so that none can go without them.
fn doubt(scenario: &mut Scenario) {
    for (pointer, input, _) in inputs::all(scenario) {
        if !pointer.starts_with("/uncertainty") && !pointer.starts_with("/random_seed") {
            let distribution =
                Distribution { kind: DistributionKind::Uniform, low: Some(input.min), high: Some(input.max), ..none() };
            scenario.uncertainty.retain(|uncertain| uncertain.input != pointer);
            if scenario.uncertainty.len() < 200 {
                scenario.uncertainty.push(Uncertain { input: pointer.clone(), distribution });
            }
        }
        if scenario.notes.len() < 1000 {
            scenario.notes.insert(pointer, Note { status: NoteStatus::Quoted, source: "invoice".into() });
        }
    }
}

fn none() -> Distribution {
    Distribution { kind: DistributionKind::Uniform, p05: None, p95: None, low: None, mode: None, high: None }
}

/// Six equal groups read 16.666666666666664 %, which no field shows to its end.
#[test]
fn scaled_shares_are_tidy_and_sum_to_one() {
    let tidied = |shares: &[f64]| {
        let mut shares = shares.to_vec();
        tidy(shares.iter_mut().collect());
        shares
    };
    assert_eq!(tidied(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]), [0.3333, 0.3333, 0.3334]);
    assert_eq!(tidied(&[0.7, 0.3, 0.0]), [0.7, 0.3, 0.0]);
    assert_eq!(tidied(&[0.999_999, 0.000_001]), [0.9999, 0.0001]);
    // A hundred and fifty groups would leave a half of a share to one of them.
    let many = vec![1.0 / 150.0; 150];
    assert_eq!(tidied(&many), many);
}

/// After the five questions availability and repair time were untouched defaults; with one more region they were not.
#[test]
fn what_a_new_region_assumes_is_marked() {
    let mut scenario = presets::worked_example();
    assert_eq!(add_region(&mut scenario, "Oceania (Sydney)").as_deref(), Some("oceania"));
    let region = scenario.regions.last().unwrap();
    assert_eq!((region.availability, region.price_index), (scenario.regions[0].availability, Some(1.25)));
    for field in ["availability", "mttr_hours", "price_index"] {
        assert_eq!(scenario.notes.get(&format!("/regions/oceania/{field}")).unwrap().status, NoteStatus::Default);
    }
    scenario.regions[0].name = "x".repeat(80);
    let nowhere = add_region(&mut scenario, "Nowhere").unwrap();
    assert_eq!(scenario.regions.last().unwrap().price_index, Some(1.0));
    assert_eq!(scenario.notes.get(&format!("/regions/{nowhere}/mttr_hours")).unwrap().source.chars().count(), 80);
    whole(&scenario);
}

/// The default of an item's number stands in its row, by which files are read, and where the item is made new.
#[test]
fn a_new_item_has_the_defaults_of_its_rows() {
    let mut geode = Kind::geode(vec!["a".into()]);
    if let Kind::Geode { writes, specialised, .. } = &mut geode {
        writes.mode = WriteMode::single_writer("a".into());
        specialised.push(Specialised::default());
    }
    let mut scenario = Scenario::default();
    for kind in [Kind::single("a".into()), Kind::pair("a".into(), "b".into()), geode] {
        scenario.options.push(PlanOption { edge: Some(Edge::default()), ..PlanOption::new(kind) });
    }
    scenario.user_groups.push(UserGroup::default());
    scenario.regions.push(Region::default());
    scenario.common_mode.dependencies.push(Dependency::default());
    scenario.sla_credits.steps.push(CreditStep::default());
    scenario.rollout.push(Phase::default());
    for input in inputs::LIST.iter().filter(|input| input.path.contains('{') && input.default.is_some()) {
        let places = inputs::places(&scenario, input).into_iter().filter(|(_, at)| input.exists(&scenario, *at));
        let found: Vec<Option<f64>> = places.map(|(_, at)| input.get(&scenario, at)).collect();
        // Where there is a catalogue, a price that is not written is filled in from it.
        let expected = input.default.filter(|_| input.path != inputs::REGIONS_PRICE_INDEX);
        assert!(!found.is_empty() && found.iter().all(|value| *value == expected), "{}: {found:?}", input.path);
    }
}
