//! A path of an input or of a figure is written once, in its list; everywhere else stands the constant that the list makes
//! of it, so that a typo does not compile.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // helpers of tests

use geode_core::engine::figures;
use geode_core::scenario::inputs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The lists, and what the list of inputs stands on: it reads a `Problem`, whose numbers `fit` holds together.
const LISTS: [&str; 3] = ["scenario/inputs/list.rs", "engine/figures.rs", "scenario/fit.rs"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_path_stands_outside_its_list() {
    let inputs = inputs::LIST.iter().map(|input| input.path);
    let paths: BTreeSet<&str> = inputs.chain(figures::LIST.iter().map(|figure| figure.path)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["core/src", "src", "cli/src", "import/src", "workbook/src"];
    let mut found = Vec::new();
    for file in folders.iter().flat_map(|folder| sources(&root.join(folder))) {
        let name = file.to_str().unwrap();
        if name.contains("test") || !name.ends_with(".rs") || LISTS.iter().any(|list| name.ends_with(list)) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().lines().filter(|line| !line.trim().starts_with("//"));
        for literal in code.flat_map(|line| line.split('"').skip(1).step_by(2)) {
            if paths.contains(literal) {
                found.push(format!("{}: {literal}", file.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert_eq!(found, [""; 0]);
}
