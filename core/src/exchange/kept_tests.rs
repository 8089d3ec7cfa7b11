use super::*;
use proptest::prelude::*;

const PREFIX: &str = "kept/";

fn entry(at: u32, kind: Kind, text: &str) -> Entry {
    Entry::new(PREFIX, f64::from(at), kind, text, text)
}

/// The list after an addition, and what went.
fn after(entries: &[Entry], new: &Entry) -> (Vec<Entry>, Vec<Entry>) {
    match adding(entries, new) {
        Addition::IsThere | Addition::TooLarge | Addition::FullOfWork => (entries.to_vec(), Vec::new()),
        Addition::Comes { entry, instead_of, goes } => {
            let mut list = entries.to_vec();
            list.retain(|old| !instead_of.contains(old) && !goes.contains(old));
            list.push(entry);
            newest_first(&mut list);
            (list, goes)
        }
    }
}

/// Earlier work was one slot: with the second link that was opened, the work before the first was gone.
#[test]
fn own_work_outlives_any_number_of_links_that_were_only_looked_at() {
    let mut list = vec![entry(1, Kind::Own, "own")];
    for at in 2..100 {
        (list, _) = after(&list, &entry(at, Kind::Looked, &format!("link {at}")));
    }
    assert_eq!(list.len(), MOST_ENTRIES);
    assert_eq!(list.last().map(|oldest| oldest.text.as_str()), Some("own"));
    assert_eq!(list.first().map(|newest| newest.text.as_str()), Some("link 99"));
}

#[test]
fn links_make_room_first_then_own_work_and_plans_last() {
    let mut list = vec![entry(1, Kind::Plan, "plan"), entry(2, Kind::Own, "own"), entry(3, Kind::Looked, "link")];
    (4..21).for_each(|at| list.push(entry(at, Kind::Plan, &format!("plan {at}"))));
    assert_eq!(list.len(), MOST_ENTRIES);
    for (at, expected) in [(21, "link"), (22, "own"), (23, "plan"), (24, "plan 4")] {
        let (next, goes) = after(&list, &entry(at, Kind::Plan, &format!("plan {at}")));
        assert_eq!(goes.iter().map(|old| old.text.as_str()).collect::<Vec<_>>(), [expected]);
        list = next;
    }
}

#[test]
fn no_work_makes_room_for_a_link_that_was_only_looked_at() {
    let work: Vec<Entry> = (0..20).map(|at| entry(at, Kind::Own, &format!("own {at}"))).collect();
    assert_eq!(adding(&work, &entry(21, Kind::Looked, "link")), Addition::FullOfWork);
    // Neither where links are there to go, but are not enough.
    let mut large = vec![entry(1, Kind::Looked, "link"), entry(2, Kind::Own, &"x".repeat(MOST_BYTES - 1000))];
    assert_eq!(adding(&large, &entry(3, Kind::Looked, &"y".repeat(2000))), Addition::FullOfWork);
    large.pop();
    assert_eq!(after(&large, &entry(3, Kind::Looked, &"y".repeat(2000))).0.len(), 2);
}

#[test]
fn bytes_make_as_much_room_as_is_needed() {
    let large = |at: u32, kind, letter: &str| entry(at, kind, &letter.repeat(MOST_BYTES / 3 - 1000));
    let list = [large(1, Kind::Own, "a"), large(2, Kind::Looked, "b"), entry(3, Kind::Looked, "small")];
    let (list, goes) = after(&list, &large(4, Kind::Own, "c"));
    assert!(goes.is_empty());
    let (list, goes) = after(&list, &large(5, Kind::Own, "d"));
    assert_eq!(goes.iter().map(|old| old.at_ms).collect::<Vec<_>>(), [2.0]);
    // A name of 80 letters outside ASCII counts with its bytes.
    let name = "界".repeat(80);
    let wide = Entry::new(PREFIX, 6.0, Kind::Own, &name, "wide");
    assert_eq!(wide.bytes, wide.key.len() + wide.value().len());
    assert!(wide.bytes > 240);
    assert_eq!(list.len(), 4);
    assert_eq!(adding(&list, &entry(7, Kind::Own, &"x".repeat(MOST_BYTES))), Addition::TooLarge);
}

#[test]
fn the_same_work_is_kept_once_and_stays_what_it_was() {
    let list = [entry(1, Kind::Own, "mine"), entry(2, Kind::Looked, "link")];
    // Somebody's own work comes back by a link of it: still own work.
    let (list, goes) = after(&list, &entry(3, Kind::Looked, "mine"));
    assert!(goes.is_empty());
    let kinds: Vec<_> = list.iter().map(|kept| (kept.text.as_str(), kept.kind, kept.at_ms)).collect();
    assert_eq!(kinds, [("mine", Kind::Own, 3.0), ("link", Kind::Looked, 2.0)]);
    let (list, _) = after(&list, &entry(4, Kind::Plan, "mine"));
    assert_eq!((list.len(), list[0].kind), (2, Kind::Plan));
    assert_eq!(adding(&list, &entry(5, Kind::Own, "mine")), Addition::IsThere);
}

#[test]
fn whatever_stands_in_the_storage_is_an_entry() {
    let scenario = crate::scenario::presets::worked_example().to_json();
    let read = |value: &str| Entry::read("kept/1", value);
    let whole = format!("{{\"version\":1,\"at\":5,\"kind\":\"plan\",\"name\":\"A\\u202eB\"}}\n{scenario}");
    let entry = read(&whole);
    assert_eq!((entry.name.as_str(), entry.kind, entry.at_ms, entry.is_damaged), ("AB", Kind::Plan, 5.0, false));
    assert_eq!(entry.text, scenario);
    // Without the line, with a broken one, with a scenario over several lines, with nothing at all.
    let pretty = crate::scenario::presets::worked_example().to_json_pretty();
    for (value, text, name) in [
        (scenario.clone(), scenario.as_str(), "Worked example"),
        (format!("{{\"version\":1,\"at\n{scenario}"), scenario.as_str(), "Worked example"),
        (pretty.clone(), pretty.as_str(), "Worked example"),
        (String::new(), "", "Work without a name"),
        ("rubbish".into(), "rubbish", "Work without a name"),
        ("rubbish\n".into(), "rubbish\n", "Work without a name"),
    ] {
        let entry = read(&value);
        assert_eq!((entry.text.as_str(), entry.name.as_str(), entry.kind), (text, name, Kind::Own), "{value:.40}");
        assert!(entry.is_damaged && entry.bytes == value.len() + "kept/1".len());
    }
    for (at, expected) in [("-5", 0.0), ("1e300", LAST_MS), ("\"x\"", 0.0), ("null", 0.0), ("7.9", 7.0)] {
        let value = format!("{{\"at\":{at},\"kind\":\"new kind\",\"name\":\"{}\"}}\nx", "n".repeat(100));
        let entry = read(&value);
        assert_eq!((entry.at_ms, entry.kind, entry.name.len()), (expected, Kind::Own, MAX_TEXT), "{at}");
    }
}

#[test]
fn a_text_is_told_from_another() {
    assert_eq!(fingerprint(""), "0-00000000");
    // The check value of CRC-32/IEEE.
    assert_eq!(fingerprint("123456789"), "9-cbf43926");
    assert_ne!(fingerprint("{\"a\":1}"), fingerprint("{\"a\":2}"));
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let kind = prop::sample::select(vec![Kind::Looked, Kind::Own, Kind::Plan]);
    let one = (0..50_u32, kind, 0..40_u32, prop_oneof![0..100_usize, 0..1_100_000_usize]);
    prop::collection::vec(one, 1..45).prop_map(|all| {
        all.into_iter().map(|(at, kind, name, size)| entry(at, kind, &format!("{name}{}", "x".repeat(size)))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is added in whatever order: the bounds hold, what is added is there, and what went was the first to go.
    #[test]
    fn the_list_stays_within_its_bounds_and_keeps_the_rule(new in entries()) {
        let mut list: Vec<Entry> = Vec::new();
        for (at, mut entry) in (0_u32..).zip(new) {
            entry = Entry::new(PREFIX, f64::from(at), entry.kind, &entry.name, &entry.text);
            if adding(&list, &entry) == Addition::FullOfWork {
                prop_assert_eq!(entry.kind, Kind::Looked);
                prop_assert!(list.len() == MOST_ENTRIES || bytes_of(&list) + entry.bytes > MOST_BYTES);
                continue;
            }
            let (next, goes) = after(&list, &entry);
            prop_assert!(next.len() <= MOST_ENTRIES && bytes_of(&next) <= MOST_BYTES);
            prop_assert!(next.iter().any(|kept| kept.text == entry.text && kept.kind >= entry.kind));
            prop_assert!(next.windows(2).all(|pair| pair[0].at_ms >= pair[1].at_ms));
            for kept in next.iter().filter(|kept| kept.text != entry.text) {
                prop_assert!(goes.iter().all(|gone| (gone.kind, gone.at_ms) <= (kept.kind, kept.at_ms)));
            }
            // No more than was needed: with the last of them back it would not fit.
            if let Some(last) = goes.last() {
                prop_assert!(next.len() == MOST_ENTRIES || bytes_of(&next) + last.bytes > MOST_BYTES);
            }
            // Nothing is lost but what went.
            let lost = list.iter().filter(|old| !next.iter().any(|kept| kept.text == old.text));
            prop_assert!(lost.eq(list.iter().filter(|old| goes.contains(old))));
            list = next;
        }
    }

    #[test]
    fn an_entry_reads_back(at in 0.0..LAST_MS, name in "\\PC{1,80}", text in any::<String>(), which in 0..3_usize) {
        let entry = Entry::new(PREFIX, at, Kind::ALL[which].0, &name, &text);
        prop_assert_eq!(Entry::read(&entry.key, &entry.value()), entry);
    }

    #[test]
    fn no_value_brings_the_list_down(key in any::<String>(), value in any::<String>(), head in "[{}\"a-z:,0-9]{0,60}") {
        for value in [value.clone(), format!("{head}\n{value}"), format!("{{\"kind\":\"own\",\"name\":\"{value}\"}}\n")] {
            let entry = Entry::read(&key, &value);
            prop_assert!(entry.name.chars().count() <= MAX_TEXT && !entry.name.chars().any(forbidden));
            prop_assert_eq!(entry.bytes, key.len() + value.len());
            let addition = adding(std::slice::from_ref(&entry), &super::Entry::new(PREFIX, 1.0, Kind::Own, "new", "new"));
            let comes = matches!(addition, Addition::Comes { .. });
            prop_assert!(comes);
        }
    }
}
