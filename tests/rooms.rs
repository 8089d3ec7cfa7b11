//! Data flows one way: each room uses only those before it, and no files of a crate use each other in circles. A file is
//! put together from those of its folder, which read what it defines: only arrows from it to them do not count.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const CORE: &str = "sorted text quantity catalogue scenario engine planning exchange chart report";
const PAGE: &str = "history files crash ui window state page_api header messages inputs results worker app";

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// Which file uses which other, without `.rs` and `/mod.rs`; the root is empty. Tests may look at everything.
fn arrows(root: &Path) -> BTreeSet<[PathBuf; 2]> {
    let is_there = |to: &Path| to == root || to.join("mod.rs").is_file() || to.with_extension("rs").is_file();
    let mut arrows = BTreeSet::new();
    for path in sources(root).iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let is_folder = ["mod", "lib", "main"].iter().any(|name| path.file_stem().unwrap() == *name);
        let own = if is_folder { path.parent().unwrap().to_owned() } else { path.with_extension("") };
        let text = std::fs::read_to_string(path).unwrap().replace("    ", "");
        let uses = text.split("#[cfg(test)]").next().unwrap().split("\nuse ").skip(1).filter_map(|u| u.split_once(';'));
        // Of `a::{b, c::d}` the paths a::b and a::c::d.
        for (head, rest) in uses.map(|(used, _)| used.split_once('{').unwrap_or(("", used))) {
            for used in rest.split([',', '{', '}']).map(|rest| format!("{head}{}", rest.trim())) {
                let ups = if used.starts_with("crate::") { usize::MAX } else { used.matches("super::").count() };
                let from = own.ancestors().nth(ups).unwrap_or(root);
                let rest = used.trim_start_matches("crate::").replace("super::", "").replace("::", "/");
                let to = from.join(rest).ancestors().find(|to| is_there(to)).unwrap().to_owned();
                arrows.insert([own.clone(), to].map(|file| file.strip_prefix(root).unwrap().to_owned()));
            }
        }
    }
    arrows.into_iter().filter(|[own, to]| !to.starts_with(own) && !own.to_str().unwrap().contains("test")).collect()
}

#[test]
fn no_room_uses_one_behind_it_and_no_files_run_in_circles() {
    for (at, rooms) in [("core/src", CORE), ("src", PAGE), ("import/src", ""), ("cli/src", ""), ("workbook/src", "")] {
        let mut arrows = arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join(at));
        assert!(arrows.len() > 20, "{at}: {} arrows: too few to say anything", arrows.len());
        let place = |file: &Path| rooms.split(' ').position(|room| file.starts_with(room)).expect("a known room");
        for [file, other] in arrows.iter().filter(|[_, other]| !rooms.is_empty() && *other != Path::new("")) {
            assert!(place(other) <= place(file), "{at}: {file:?} uses {other:?}, which stands behind it");
        }
        // A report carries prices and ledger of its bill to others: nothing of them is written.
        let carried = ["bill/prices", "bill/books"].map(|to| ["report", to].map(PathBuf::from));
        arrows.retain(|arrow| !carried.contains(arrow));
        let mut all = BTreeSet::new();
        while arrows != all {
            all.clone_from(&arrows); // what nothing uses, and what uses nothing, is in no circle
            arrows.retain(|[file, other]| all.iter().any(|a| a[1] == *file) && all.iter().any(|a| a[0] == *other));
        }
        assert!(arrows.is_empty(), "{at}: these run in circles: {arrows:#?}");
    }
}
