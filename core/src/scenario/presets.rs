//! Scenarios to start from.

use super::model::Scenario;
use super::restore;
use std::sync::LazyLock;

/// The worked example of the geode pattern: a service in US East whose users live on three continents.
///
/// Source: the architecture guide on geodes. Four user groups of 40/30/20/10 %, every region at 99.95 %,
/// $100 000 a month in one region, $10 M monthly revenue.
pub fn worked_example() -> Scenario {
    WORKED_EXAMPLE.clone()
}

// Presets are written as files and pass the same door as every file, so they are checked like one.
static WORKED_EXAMPLE: LazyLock<Scenario> = LazyLock::new(|| parsed(include_str!("presets/worked-example.json")));

#[allow(clippy::panic)] // a constant of this program, restored by a test; no input reaches it
fn parsed(text: &str) -> Scenario {
    match restore::from_text(text) {
        Ok(restored) => restored.scenario,
        Err(refused) => panic!("a preset of this program is wrong: {refused}"),
    }
}
