//! The bytes that the product writes: a scenario's file and line, its link, its evaluation.
//!
//! Other programs hold them, compare them and sign them, so a change of how they are made must not change them. Where
//! an issue names a field that is new, `WRITE_BYTES=1 cargo test --test bytes` writes `data/bytes/` anew; the diff then
//! shows that field and nothing else.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

mod support;

use geode_core::exchange::scenario::to_fragment;
use geode_core::report;
use geode_core::scenario::{Scenario, presets};
use std::path::Path;
use support::every_field;

/// Enough that every yearly figure is there, few enough that the test takes no time.
const YEARS: u32 = 20;

#[test]
fn file_link_and_evaluation_keep_their_bytes() {
    for (name, mut scenario) in [("worked-example", presets::worked_example()), ("every-field", every_field())] {
        scenario.simulation_years = YEARS;
        for (kind, text) in written(&scenario) {
            hold(&format!("{name}.{kind}"), &text);
        }
    }
}

/// Everything that is written of a scenario, by the end of its file's name.
fn written(scenario: &Scenario) -> [(&'static str, String); 6] {
    let mut evaluation = report::evaluate(scenario, &[]);
    let without_years = evaluation.to_json();
    let line = evaluation.to_line();
    report::simulate(&mut evaluation);
    report::find_flips(&mut evaluation);
    [
        ("scenario.json", scenario.to_json_pretty()),
        ("scenario.jsonl", scenario.to_json()),
        ("link.txt", to_fragment(scenario).unwrap()),
        ("evaluation.json", without_years),
        ("evaluation.jsonl", line),
        ("evaluation-with-years.json", evaluation.to_json()),
    ]
}

fn hold(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bytes").join(name);
    if std::env::var_os("WRITE_BYTES").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap();
    let same = held.bytes().zip(text.bytes()).take_while(|(old, new)| old == new).count();
    let around = |text: &str| {
        String::from_utf8_lossy(text.as_bytes().get(same..).unwrap_or_default()).chars().take(80).collect::<String>()
    };
    assert!(held == text, "{name} differs from byte {same}: was {:?}, is {:?}", around(&held), around(text));
}
