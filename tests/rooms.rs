//! Data flows one way through the rooms of the core: none uses one that stands behind it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

use std::path::{Path, PathBuf};

/// The rooms of `core/src`, each using only those before it.
const ROOMS: [&str; 9] = ["text", "quantity", "scenario", "engine", "planning", "exchange", "chart", "report", "lib"];

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

#[test]
fn no_room_uses_one_behind_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("core/src");
    let (mut met, mut arrows) = (0, 0);
    for path in sources(&root) {
        let within = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let room = within.split(['/', '.']).next().unwrap();
        let place = |room: &str| ROOMS.iter().position(|known| *known == room);
        let own = place(room).unwrap_or(usize::MAX);
        assert!(own < ROOMS.len(), "{within} stands in a room without a place");
        met += 1;
        // Tests may look at everything.
        if within.contains("test") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for other in used(product).iter().filter_map(|other| place(other)) {
            assert!(other <= own, "{within} uses {}, which stands behind it", ROOMS[other]);
            arrows += usize::from(other < own);
        }
    }
    assert!(met > 100 && arrows > 40, "{met} files, {arrows} arrows: too few to say anything");
}
