//! Names that the program gives.

use super::*;

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
