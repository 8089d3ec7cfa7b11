//! Notes and ranges follow the number that they are about.

use super::*;

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
