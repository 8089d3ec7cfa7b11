use super::*;
use crate::scenario::limits::MAX_NOTES;
use crate::scenario::model::{Distribution, DistributionKind, Note, NoteStatus, Specialised, Uncertain, WriteMode};
use crate::scenario::recovery::TIERS;
use crate::scenario::{inputs, presets, restore};
use proptest::prelude::*;

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
        assert_eq!(before.rigorous.net_monthly_benefit, after.rigorous.net_monthly_benefit);
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
        });
    });
    whole(&scenario);
    use_region(&mut scenario, "geode-3", "us-east", false);
    whole(&scenario);
    let Kind::Geode { regions, writes, specialised } = &scenario.options[3].kind else { panic!() };
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

/// A note and a range on a number, the note saying whose it is.
fn mark_and_doubt(scenario: &mut Scenario, pointer: String, whose: &str) {
    scenario.notes.insert(pointer.clone(), Note { status: NoteStatus::Quoted, source: whose.into() });
    let distribution = Distribution { kind: DistributionKind::Uniform, low: Some(0.1), high: Some(0.2), ..none() };
    scenario.uncertainty.push(Uncertain { input: pointer, distribution });
}

/// Pointers of the notes, with what they say; the ranges must be on the same inputs.
fn marked(scenario: &Scenario) -> Vec<(&str, &str)> {
    let ranges: Vec<&str> = scenario.uncertainty.iter().map(|uncertain| uncertain.input.as_str()).collect();
    let mut notes: Vec<_> = scenario.notes.iter().map(|(at, note)| (at.as_str(), note.source.as_str())).collect();
    notes.sort_by_key(|(at, _)| ranges.iter().position(|range| range == at));
    assert_eq!(notes.iter().map(|(at, _)| *at).collect::<Vec<_>>(), ranges);
    notes
}

/// Dependencies were named by their number, and a note had to be renumbered when one in front of its own went.
#[test]
fn notes_stay_with_their_dependency() {
    let mut scenario = presets::worked_example();
    for name in ["DNS", "Identity", "Payments"] {
        let id = add_dependency(&mut scenario, name, 0.9999);
        mark_and_doubt(&mut scenario, format!("/common_mode/dependencies/{id}/availability"), name);
    }
    remove_dependency(&mut scenario, "identity");
    whole(&scenario);
    let left = [
        ("/common_mode/dependencies/dns/availability", "DNS"),
        ("/common_mode/dependencies/payments/availability", "Payments"),
    ];
    assert_eq!(marked(&scenario), left);
    // A name that changes leaves the id, and with it all that points to it.
    change_dependency(&mut scenario, "payments", |dependency| dependency.name = "DNS".into());
    remove_dependency(&mut scenario, "nobody");
    whole(&scenario);
    assert_eq!(marked(&scenario), left);
    assert_eq!(add_dependency(&mut scenario, "DNS", 0.9999), "dns-2");
    remove_dependency(&mut scenario, "dns");
    whole(&scenario);
    assert_eq!(marked(&scenario), left[1..]);
}

/// Where a geode gave up a region, the note of a special task behind the ones that went stayed with their number and
/// told of another task.
#[test]
fn notes_stay_with_their_special_task() {
    let mut scenario = presets::worked_example();
    let regions = ["us-east", "eu-west", "us-east", "asia-east"];
    let mut tasks = Vec::new();
    for region in regions {
        add_specialised(&mut scenario, "geode-3");
        let Kind::Geode { specialised, .. } = &scenario.options[3].kind else { unreachable!() };
        let id = specialised.last().unwrap().id.clone();
        change_specialised(&mut scenario, "geode-3", &id, |special| {
            (special.region, special.request_share) = (region.into(), 0.1);
        });
        mark_and_doubt(&mut scenario, format!("/options/geode-3/specialised/{id}/request_share"), region);
        tasks.push(id);
    }
    assert_eq!(tasks, ["special-task", "special-task-2", "special-task-3", "special-task-4"]);
    use_region(&mut scenario, "geode-3", "us-east", false);
    whole(&scenario);
    let left = [
        ("/options/geode-3/specialised/special-task-2/request_share", "eu-west"),
        ("/options/geode-3/specialised/special-task-4/request_share", "asia-east"),
    ];
    assert_eq!(marked(&scenario), left);
    remove_specialised(&mut scenario, "geode-3", "special-task-2");
    remove_specialised(&mut scenario, "geode-2", "special-task-4");
    whole(&scenario);
    assert_eq!(marked(&scenario), left[1..]);
}

/// Ranges alone go by their number: a note on one of them follows it.
#[test]
fn notes_follow_the_number_of_their_range() {
    let mut scenario = presets::worked_example();
    let id = add_dependency(&mut scenario, "DNS", 0.9999);
    for pointer in
        ["/revenue/gross_margin", &format!("/common_mode/dependencies/{id}/availability"), "/common_mode/beta"]
    {
        mark_and_doubt(&mut scenario, pointer.into(), "");
    }
    scenario.notes.clear();
    for i in 0..3 {
        let note = Note { status: NoteStatus::Quoted, source: i.to_string() };
        scenario.notes.insert(format!("/uncertainty/{i}/distribution/low"), note);
    }
    remove_dependency(&mut scenario, &id);
    whole(&scenario);
    let notes: Vec<_> = scenario.notes.iter().map(|(at, note)| (at.as_str(), note.source.as_str())).collect();
    assert_eq!(notes, [("/uncertainty/0/distribution/low", "0"), ("/uncertainty/1/distribution/low", "2")]);
    assert_eq!(scenario.uncertainty[1].input, "/common_mode/beta");
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
            writes.mode = [WriteMode::Eventual, WriteMode::Quorum, single_writer(&regions[0])][n % 3].clone();
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

/// "Each region can carry: everything" was refused after the five questions, which leave a note on the number of
/// losses to survive; and so was anycast where the seconds of DNS had a note.
#[test]
fn a_number_that_a_choice_takes_away_takes_its_note_and_its_range_along() {
    let choices: [fn(&mut Scenario, bool); 3] = [set_routing, set_sizing, |s, on| set_edge(s, "geode-3", on)];
    for choose in choices {
        for first in [true, false] {
            let mut scenario = presets::worked_example();
            choose(&mut scenario, first);
            doubt(&mut scenario);
            whole(&scenario);
            choose(&mut scenario, !first);
            whole(&scenario);
        }
    }
}

proptest! {
    #[test]
    fn any_chain_of_changes_leaves_a_whole_scenario(
        steps in prop::collection::vec((0u8..27, 0usize..12, "[a-zA-Zé0-9 -]{0,80}"), 0..25)
    ) {
        let mut scenario = presets::worked_example();
        for (what, n, name) in steps {
            let before = scenario.clone();
            keeping_names(&mut scenario, |scenario| step(scenario, what, n, &name));
            // An option that comes to need a round trip that nobody knows is refused at the door, as in the page.
            if missing(&scenario).is_empty() {
                whole(&scenario);
            } else {
                scenario = before;
            }
            let mut names: Vec<&str> = scenario.options.iter().map(|option| option.name.as_str()).collect();
            names.sort_unstable();
            prop_assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", names);
        }
    }
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
    assert_eq!((region.availability, region.price_index), (scenario.regions[0].availability, 1.25));
    for field in ["availability", "mttr_hours", "price_index"] {
        assert_eq!(scenario.notes.get(&format!("/regions/oceania/{field}")).unwrap().status, NoteStatus::Default);
    }
    scenario.regions[0].name = "x".repeat(80);
    let nowhere = add_region(&mut scenario, "Nowhere").unwrap();
    assert_eq!(scenario.regions.last().unwrap().price_index, 1.0);
    assert_eq!(scenario.notes.get(&format!("/regions/{nowhere}/mttr_hours")).unwrap().source.chars().count(), 80);
    whole(&scenario);
}

/// Five clicks on "Active-active" gave five columns of one name, and "Single region and Single region are only $0
/// apart".
#[test]
fn new_options_have_names_of_their_own() {
    let mut scenario = presets::worked_example();
    for _ in 0..3 {
        add_option(&mut scenario, Shape::Geode);
        add_option(&mut scenario, Shape::Single);
        add_option(&mut scenario, Shape::ActivePassive);
    }
    whole(&scenario);
    let mut names: Vec<&str> = scenario.options.iter().map(|option| option.name.as_str()).collect();
    assert!(names.contains(&"Single region, US West") && names.contains(&"Active-active, 4 regions (2)"), "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), scenario.options.len());
    // Its number of regions goes on telling the truth.
    let id = scenario.options.iter().find(|o| o.name == "Active-active, 4 regions (2)").unwrap().id.clone();
    use_region(&mut scenario, &id, "us-west", false);
    assert_eq!(scenario.options.iter().find(|o| o.id == id).unwrap().name, "Active-active, 3 regions (2)");
}

/// The option stayed "Active-passive, warm standby" when its tier changed.
#[test]
fn names_of_ours_follow_what_they_name() {
    let mut scenario = presets::worked_example();
    let names = |s: &Scenario| -> Vec<String> { s.options.iter().map(|option| option.name.clone()).collect() };
    add_option(&mut scenario, Shape::ActivePassive).unwrap();
    add_option(&mut scenario, Shape::Single).unwrap();
    let copy = duplicate_option(&mut scenario, "geode-3").unwrap();
    scenario.options[2].name = "Ours and no other".into();
    let expected = |pairs: &str, single: &str, copied: &str| {
        let second = format!("{pairs} (2)");
        let all = ["Single region", pairs, "Ours and no other", "Active-active, 3 regions", &second, single, copied];
        all.map(str::to_owned)
    };
    assert_eq!(
        names(&scenario),
        expected("Active-passive", "Single region, US West", "Active-active, 3 regions, copy")
    );
    for tier in TIERS {
        assert!(set_tier(&mut scenario, &tier));
        let pairs = format!("Active-passive, {}", tier.name.to_lowercase());
        assert_eq!(names(&scenario), expected(&pairs, "Single region, US West", "Active-active, 3 regions, copy"),);
    }
    let single = scenario.options[5].id.clone();
    set_region(&mut scenario, &single, "asia-east");
    use_region(&mut scenario, &copy, "us-west", true);
    use_region(&mut scenario, "geode-2", "us-west", true);
    keeping_names(&mut scenario, |scenario| {
        scenario.regions[3].name = "Tokyo".into();
        // Put in by hand: of no tier.
        scenario.failover.active_passive_minutes = 7.0;
    });
    assert_eq!(names(&scenario), expected("Active-passive", "Single region, Tokyo", "Active-active, 4 regions, copy"));
    whole(&scenario);
}

/// Names are compared, not read: one that only looks like ours is somebody's own.
#[test]
fn a_name_that_is_not_ours_stays() {
    let mut scenario = presets::worked_example();
    for name in ["Active-active, 3 regions (cheap)", "Active-active, 2 regions", "active-active, 3 regions"] {
        scenario.options[3].name = name.into();
        use_region(&mut scenario, "geode-3", "us-west", true);
        assert_eq!(scenario.options[3].name, name);
        use_region(&mut scenario, "geode-3", "us-west", false);
    }
    // Nor is one that the change itself gives.
    keeping_names(&mut scenario, |scenario| {
        scenario.options[1].name = "Active-passive, as we call it".into();
        scenario.options[1].kind = scenario.options[0].kind.clone();
    });
    assert_eq!(scenario.options[1].name, "Active-passive, as we call it");
}
