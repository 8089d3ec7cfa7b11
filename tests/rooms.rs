//! Data flows one way through the rooms of the core, and through those of the page: none uses one that stands behind it,
//! and the parts of a room do not run in circles.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rooms of `core/src`, each using only those before it.
const CORE: [&str; 10] =
    ["text", "quantity", "catalogue", "scenario", "engine", "planning", "exchange", "chart", "report", "lib"];

/// Those of `src`.
const PAGE: [&str; 15] = [
    "history", "files", "crash", "ui", "window", "state", "page_api", "header", "messages", "inputs", "results",
    "worker", "app", "lib", "main",
];

/// Parts that still run in circles: whoever breaks one takes it off this list, and none may be added.
const CIRCLES: [(&str, &str); 2] =
    [("core/src/engine", "mixture rigorous targets value"), ("core/src/report", "advice evaluation targets verdict")];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The paths of a use, each whole: of `a::{b, c::{d, e}}` these are a::b, a::c::d and a::c::e.
fn paths(text: &str) -> Vec<String> {
    let Some((head, rest)) = text.split_once('{') else { return vec![text.trim().to_owned()] };
    let (mut depth, body) = (0, rest.trim_end().strip_suffix('}').unwrap_or(rest));
    let parts = body.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.flat_map(paths).map(|part| format!("{}{part}", head.trim())).collect()
}

/// Where a path leads from a module; none if to another crate, or into the module itself.
fn target(own: &[String], path: &str) -> Option<Vec<String>> {
    let mut at = own.to_vec();
    for (i, part) in path.split("::").enumerate() {
        match part {
            "crate" if i == 0 => at.clear(),
            "super" => drop(at.pop()?),
            _ if i == 0 => return None,
            _ => at.push(part.to_owned()),
        }
    }
    Some(at)
}

/// Which part of a folder uses which other: folder, part, other.
fn arrows(root: &Path) -> BTreeSet<[String; 3]> {
    let mut arrows = BTreeSet::new();
    for path in sources(root) {
        let within = path.strip_prefix(root).unwrap().with_extension("");
        let own = within.iter().map(|part| part.to_str().unwrap().to_owned());
        let own: Vec<String> = own.filter(|part| part != "mod").collect();
        let text = std::fs::read_to_string(&path).unwrap();
        // Tests may look at everything.
        let product = text.split("#[cfg(test)]").next().filter(|_| !own.iter().any(|part| part.contains("test")));
        let uses = product.unwrap_or_default().split("use ").skip(1).filter_map(|rest| rest.split_once(';'));
        for to in uses.flat_map(|(what, _)| paths(what)).filter_map(|path| target(&own, &path)) {
            let same = own.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(part), Some(other)) = (own.get(same), to.get(same)) {
                arrows.insert([own[..same].join("/"), part.clone(), other.clone()]);
            }
        }
    }
    arrows
}

#[test]
fn no_room_uses_one_behind_it_and_no_parts_run_in_circles() {
    let mut circles = BTreeMap::<String, BTreeSet<String>>::new();
    for (folder, rooms) in [("core/src", &CORE[..]), ("src", &PAGE[..])] {
        let mut arrows = arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        assert!(arrows.len() > 100, "{folder}: {} arrows: too few to say anything", arrows.len());
        let place = |room: &str| rooms.iter().position(|known| *known == room);
        for [_, room, other] in arrows.iter().filter(|[within, ..]| within.is_empty()) {
            let own = place(room).unwrap_or_else(|| panic!("{folder}/{room} is a room without a place"));
            assert!(
                place(other).is_none_or(|other| other < own),
                "{folder}/{room} uses {other}, which stands behind it"
            );
        }
        // What nothing uses, and what uses nothing, is in no circle.
        let mut all = BTreeSet::new();
        while arrows != all {
            all.clone_from(&arrows);
            arrows.retain(|[within, part, other]| {
                all.iter().any(|[w, _, o]| w == within && o == part)
                    && all.iter().any(|[w, p, _]| w == within && p == other)
            });
        }
        for [within, part, _] in arrows {
            circles.entry(format!("{folder}/{within}")).or_default().insert(part);
        }
    }
    let known = CIRCLES.map(|(folder, parts)| (folder.to_owned(), parts.split(' ').map(str::to_owned).collect()));
    assert_eq!(circles, BTreeMap::from(known));
}
