//! Data flows one way through the rooms of the core, and through those of the page: none uses one that stands behind it.
//! Nor do the files of a room, or the rooms of a folder in it, run in circles.
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

/// Circles that are still there: whoever breaks one takes it off this list, and none may be added.
const CIRCLES: [&str; 10] = [
    "core/src/engine/mixture",
    "core/src/engine/rigorous",
    "core/src/engine/targets",
    "core/src/engine/value",
    "core/src/report/advice",
    "core/src/report/evaluation",
    "core/src/report/targets",
    "core/src/report/verdict",
    "src/state/jobs/client",
    "src/state/jobs/here",
];

/// By folder: which of its parts use which others.
type Arrows = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The paths of a use, each whole: of `a::{b, c::{d, e}}` these are a::b, a::c::d and a::c::e.
fn paths(text: &str) -> Vec<String> {
    let Some((head, rest)) = text.split_once('{') else { return vec![text.trim().to_owned()] };
    let (mut depth, body) = (0, rest.trim_end().trim_end_matches(';').trim_end().strip_suffix('}').unwrap_or(rest));
    let parts = body.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.flat_map(paths).filter(|part| !part.is_empty()).map(|part| format!("{}{part}", head.trim())).collect()
}

/// Where a path leads from a module; none if to another crate, or into the module itself.
fn target(own: &[String], path: &str) -> Option<Vec<String>> {
    let mut at = own.to_vec();
    for (i, part) in path.split("::").map(str::trim).enumerate() {
        match part {
            "crate" if i == 0 => at.clear(),
            "super" => drop(at.pop()?),
            _ if i == 0 => return None,
            _ => at.push(part.to_owned()),
        }
    }
    Some(at)
}

fn arrows(root: &Path) -> (usize, Arrows) {
    let (files, mut arrows) = (sources(root), Arrows::new());
    for path in &files {
        let within = path.strip_prefix(root).unwrap().with_extension("");
        let own = within.iter().map(|part| part.to_str().unwrap().to_owned());
        let own: Vec<String> = own.filter(|part| part != "mod").collect();
        // Tests may look at everything.
        if own.iter().any(|part| part.contains("test")) {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        let uses = product.split("use ").skip(1).filter_map(|rest| rest.split_once(';'));
        for to in uses.flat_map(|(what, _)| paths(what)).filter_map(|path| target(&own, &path)) {
            let same = own.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (own.get(same), to.get(same)) {
                let folder = arrows.entry(own[..same].join("/")).or_default();
                folder.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    (files.len(), arrows)
}

/// The parts of a folder that run in circles: what is left once all that use nothing left have gone.
fn circle(mut uses: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    while let Some(end) = uses.keys().find(|part| uses[*part].iter().all(|other| !uses.contains_key(other))).cloned() {
        uses.remove(&end);
    }
    uses.into_keys().collect()
}

#[test]
fn no_room_uses_one_behind_it_and_no_files_run_in_circles() {
    let mut circles = Vec::new();
    for (folder, rooms, least) in [("core/src", &CORE[..], (100, 40)), ("src", &PAGE[..], (60, 60))] {
        let (files, mut arrows) = arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        let place = |room: &str| rooms.iter().position(|known| *known == room);
        let mut count = 0;
        for (from, uses) in arrows.remove("").unwrap() {
            let own = place(&from).unwrap_or_else(|| panic!("{folder}/{from} is a room without a place"));
            for other in uses.iter().filter_map(|other| place(other)) {
                assert!(other < own, "{folder}/{from} uses {}, which stands behind it", rooms[other]);
                count += 1;
            }
        }
        assert!(files > least.0 && count > 10, "{folder}: {files} files, {count} arrows: too few to say anything");
        circles.extend(
            arrows
                .into_iter()
                .flat_map(|(room, uses)| circle(uses).into_iter().map(move |part| format!("{folder}/{room}/{part}"))),
        );
    }
    assert_eq!(circles, CIRCLES);
}
