//! Links that people have sent each other must open for ever, to exactly what they were made from.
//!
//! `links/vN-*.txt` are links of codec version N as they were made, the `.json` beside each is what it must open
//! to, with every default written out, so that a default that changes is found here too. They are never made anew:
//! a link that no longer opens is a broken promise, not an old file.
//! `v1-other-program` was made with Python's zlib from a file with its defaults written out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use geode_core::exchange::link::{LinkError, decode};
use geode_core::exchange::scenario::{NotOpened, from_link, to_fragment};
use geode_core::scenario::{presets, restore};
use proptest::prelude::*;
use std::path::Path;
use support::generator::scenarios;

/// Name, link, and the file that it must open to.
fn fixtures() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    found.sort();
    found
        .iter()
        .map(|path| {
            let read = |path: &Path| std::fs::read_to_string(path).unwrap();
            (path.display().to_string(), read(path), read(&path.with_extension("json")))
        })
        .collect()
}

#[test]
fn every_link_ever_made_opens_to_what_it_was_made_from() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 4);
    for (name, link, file) in fixtures {
        let opened = from_link(&link).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = restore::from_text(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(opened.scenario, expected.scenario, "{name}");
        assert_eq!((opened.repairs, expected.repairs), (vec![], vec![]), "{name}");
    }
}

#[test]
fn the_worked_examples_link_has_at_most_1000_characters() {
    let link = to_fragment(&presets::worked_example()).unwrap();
    println!("link of the worked example: {} characters", link.chars().count());
    assert!(link.chars().count() <= 1000, "{}", link.chars().count());
}

#[test]
fn every_truncation_of_a_link_is_told_as_cut_off() {
    for (name, link, _) in fixtures() {
        let link = link.trim();
        let sign = link.find('#').unwrap();
        for end in sign + 1..link.len() {
            assert_eq!(from_link(&link[..end]), Err(NotOpened::Link(LinkError::CutOff)), "{name} cut at {end}");
        }
    }
}

#[test]
fn every_changed_character_is_told() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%&# ";
    for (name, link, _) in fixtures() {
        let link = link.trim();
        let start = link.find("#s=").unwrap() + 3;
        for at in start..link.len() {
            for step in [1, 13, 37] {
                let old = link.as_bytes()[at];
                let place = ALPHABET.iter().position(|c| *c == old).unwrap();
                let new = ALPHABET[(place + step) % ALPHABET.len()];
                // The checksum may be written in capitals: the same digit is no change.
                if new.eq_ignore_ascii_case(&old) && at >= link.len() - 8 {
                    continue;
                }
                let mut bytes = link.as_bytes().to_vec();
                bytes[at] = new;
                let error = decode(&String::from_utf8(bytes).unwrap()).unwrap_err();
                let told = matches!(error, LinkError::Broken | LinkError::CutOff | LinkError::UnknownCodec(_));
                assert!(told, "{name} changed at {at}: {error:?}");
                assert!(at == start || !matches!(error, LinkError::UnknownCodec(_)), "{name} changed at {at}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_truncation_of_any_scenarios_link_is_cut_off(scenario in scenarios()) {
        let link = to_fragment(&scenario).unwrap();
        for end in (1..link.len()).step_by(7).chain(link.len() - 12..link.len()) {
            prop_assert_eq!(from_link(&link[..end]), Err(NotOpened::Link(LinkError::CutOff)));
        }
    }
}
