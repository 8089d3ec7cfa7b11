//! Data flows one way through the rooms of the core, and through those of the page: none uses one that stands behind it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

use std::path::{Path, PathBuf};

/// The rooms of `core/src`, each using only those before it.
const CORE: [&str; 10] =
    ["text", "quantity", "catalogue", "scenario", "engine", "planning", "exchange", "chart", "report", "lib"];

/// Those of `src`.
const PAGE: [&str; 15] = [
    "history", "files", "crash", "ui", "window", "state", "page_api", "header", "messages", "inputs", "results",
    "worker", "app", "lib", "main",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The rooms that a text uses: the first name of each `use crate::`, or of each part of a list there.
fn used(text: &str) -> Vec<String> {
    let name = |part: &str| part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let after = text.split("use crate::").skip(1).filter_map(|rest| rest.split_once(';'));
    after.flat_map(|(what, _)| what.trim_start_matches('{').split(',').map(name).collect::<Vec<_>>()).collect()
}

/// Counts files and arrows, all of which must go forward.
fn assert_one_way(folder: &str, rooms: &[&str]) -> (usize, usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (files, mut arrows) = (sources(&root), 0);
    for path in &files {
        let within = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let place = |room: &str| rooms.iter().position(|known| *known == room);
        let own = place(within.split(['/', '.']).next().unwrap());
        let own = own.unwrap_or_else(|| panic!("{folder}/{within} stands in a room without a place"));
        // Tests may look at everything.
        if within.contains("test") {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for other in used(product).iter().filter_map(|other| place(other)) {
            assert!(other <= own, "{folder}/{within} uses {}, which stands behind it", rooms[other]);
            arrows += usize::from(other < own);
        }
    }
    (files.len(), arrows)
}

#[test]
fn no_room_uses_one_behind_it() {
    for (folder, rooms, least) in [("core/src", &CORE[..], (100, 40)), ("src", &PAGE[..], (60, 60))] {
        let (files, arrows) = assert_one_way(folder, rooms);
        assert!(
            files > least.0 && arrows > least.1,
            "{folder}: {files} files, {arrows} arrows: too few to say anything"
        );
    }
}
