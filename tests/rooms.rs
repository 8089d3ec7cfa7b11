//! Data flows one way: each room uses only those before it, and the parts of a room do not run in circles.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ROOMS: [(&str, &str); 2] = [
    ("core/src", "sorted text quantity catalogue scenario engine planning exchange chart report lib"),
    ("src", "history files crash ui window state page_api header messages inputs results worker app lib main"),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// Which part of a folder uses which other: folder, part, other. Tests may look at everything.
fn arrows(root: &Path) -> BTreeSet<[PathBuf; 3]> {
    let mut arrows = BTreeSet::new();
    for path in sources(root).iter().filter(|path| !path.to_str().unwrap().contains("test")) {
        let text = std::fs::read_to_string(path).unwrap();
        let own = PathBuf::from(path.with_extension("").to_str().unwrap().trim_end_matches("/mod"));
        let uses = text.split("#[cfg(test)]").next().unwrap().split("use ").skip(1).filter_map(|u| u.split_once(';'));
        // Of `a::{b, c::d}` the paths a::b and a::c::d; what stands deeper in braces is no part beside this one.
        for (head, rest) in uses.map(|(used, _)| used.split_once('{').unwrap_or(("", used))) {
            for used in rest.split([',', '{', '}']).map(|rest| format!("{head}{}", rest.trim())) {
                let ups = used.matches("super::").count();
                let from = if used.starts_with("crate::") { Some(root) } else { own.ancestors().nth(ups) };
                let rest = used.trim_start_matches("crate::").trim_start_matches("super::").replace("::", "/");
                let to = from.unwrap_or(root).join(rest);
                let folder = own.ancestors().find(|folder| to.starts_with(folder)).unwrap();
                let part = |of: &Path| Some(folder.join(of.strip_prefix(folder).ok()?.iter().next()?));
                let is_there = |part: &PathBuf| part.is_dir() || part.with_extension("rs").is_file();
                arrows.extend(part(&own).zip(part(&to).filter(is_there)).map(|(a, b)| [folder.into(), a, b]));
            }
        }
    }
    arrows
}

#[test]
fn no_room_uses_one_behind_it_and_no_parts_run_in_circles() {
    for (folder, rooms) in ROOMS {
        let mut arrows = arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        assert!(arrows.len() > 100, "{folder}: {} arrows: too few to say anything", arrows.len());
        let place = |room: &Path| rooms.split(' ').position(|known| room.ends_with(known)).expect("a known room");
        for [_, room, other] in arrows.iter().filter(|arrow| arrow[0].ends_with(folder)) {
            assert!(place(other) < place(room), "{} uses {}, which stands behind it", room.display(), other.display());
        }
        let mut all = BTreeSet::new();
        while arrows != all {
            all.clone_from(&arrows);
            // What nothing uses, and what uses nothing, is in no circle.
            arrows.retain(|[_, part, other]| all.iter().any(|a| a[2] == *part) && all.iter().any(|a| a[1] == *other));
        }
        assert!(arrows.is_empty(), "these run in circles: {arrows:#?}");
    }
}
