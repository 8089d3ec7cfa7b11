//! The largest plans that may be read, as workbooks that Excel opens.
//!
//! A plan of 31 user groups and eight regions made a file that Excel called damaged: the mean latency was one sum over
//! all groups of all their regions, and a formula holds 8,192 characters. LibreOffice holds more, the library that writes
//! the file looks at no formula, and the examples have three groups, so that nothing said so.

use crate::xlsx::Sheets;
use crate::{assert_engine, recalculated};
use geode_core::scenario::model::{Edge, Kind, PlanOption, Region, UserGroup};
use geode_core::scenario::{Scenario, inputs, presets, restore};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A plan of so many groups and regions; an option is a geode of so many. Names and ids are as long as asked.
pub fn plan((groups, regions): (usize, usize), (options, of): (usize, usize), (id, name): (usize, usize)) -> Scenario {
    let mut plan = presets::worked_example();
    let id = |kind: &str, i: usize| format!("{:x<id$}", format!("{kind}-{i}-"));
    let name = |kind: &str, i: usize| format!("{:W<name$}", format!("{kind} {i} "));
    let of_region = |i: usize| {
        let (id, unavailability) = (id("r", i), 2e-4 + 1e-6 * i as f64);
        let named =
            Region { id, name: name("Region", i), price_index: Some(1.0 + 0.01 * i as f64), ..Region::default() };
        Region { unavailability: Some(unavailability), availability: 1.0 - unavailability, ..named }
    };
    plan.regions = (0..regions).map(of_region).collect();
    let of_group = |i: usize| UserGroup {
        id: id("g", i),
        name: name("Users", i),
        share: 1.0 / groups as f64,
        revenue_share: i.is_multiple_of(3).then_some(0.5 / groups as f64),
        ..UserGroup::default()
    };
    plan.user_groups = (0..groups).map(of_group).collect();
    let latency = |g: usize, r: usize| 5.0 + ((g * 37 + r * 101) % 293) as f64;
    let row = |g: usize| (id("g", g), (0..regions).map(|r| (id("r", r), latency(g, r))).collect());
    plan.user_latency_ms = (0..groups).map(row).collect();
    let away = |a: usize, b: usize| (id("r", b), 20.0 + ((a * 17 + b * 29) % 151) as f64);
    plan.region_rtt_ms = (0..regions).map(|a| (id("r", a), (a + 1..regions).map(|b| away(a, b)).collect())).collect();
    let kind = |i: usize| match i {
        0 => Kind::single(id("r", 0)),
        1 => Kind::pair(id("r", 0), id("r", 1)),
        _ => Kind::geode((0..of).map(|j| id("r", (i + j) % regions)).collect()),
    };
    let option = |i: usize| PlanOption {
        id: id("o", i),
        name: name("Option", i),
        edge: Some(Edge { monthly_cost: 1_000.0, ..Edge::default() }),
        ..PlanOption::new(kind(i))
    };
    plan.options = (0..options).map(option).collect();
    plan.baseline = id("o", 0);
    (plan.rollout, plan.notes, plan.uncertainty) = Default::default();
    (plan.name, plan.revenue.monthly) = (name("Plan", 0), 6e7);
    restore::validate(plan).unwrap().scenario
}

/// The largest: as many cells of groups and regions as may be, both ways. Options are as many in the first alone, for a test
/// takes seconds for each that has 16 regions.
static LARGEST: LazyLock<[Sheets; 2]> = LazyLock::new(|| {
    [((256, 64), 16), ((64, 256), 3)].map(|(size, options)| {
        let mut plan = plan(size, (options, 16), (63, 80));
        plan.finance.horizon_months = 600;
        Sheets::read(&geode_workbook::write(&plan).unwrap())
    })
});

/// The most arguments of a function of a formula, and how deep its brackets stand within each other.
fn arguments_and_levels(formula: &str) -> (usize, usize) {
    let (mut most, mut deepest, mut open) = (0, 0, Vec::new());
    for c in formula.chars() {
        match c {
            '(' => open.push(1),
            ',' => *open.last_mut().unwrap() += 1,
            ')' => most = most.max(open.pop().unwrap()),
            _ => {}
        }
        deepest = deepest.max(open.len());
    }
    (most, deepest)
}

/// The column and the row of a cell, where a text is its address: "AB12" is 28, 12.
fn cell(text: &str) -> Option<(usize, usize)> {
    let (letters, digits) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic())?);
    let number = |c: u8| usize::from(c.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0usize, |column, c| column.saturating_mul(26).saturating_add(number(c)));
    digits.parse().ok().filter(|_| !letters.is_empty()).map(|row| (column, row))
}

#[test]
fn every_formula_of_the_largest_plans_has_at_most_8192_characters() {
    for sheets in &*LARGEST {
        let formulas = sheets.formulas();
        assert!(formulas.len() > 5_000);
        let longest = formulas.iter().max_by_key(|formula| formula.len()).unwrap();
        assert!(longest.len() < 8_192, "{} characters: {longest:.200}", longest.len());
    }
}

#[test]
fn functions_of_the_largest_plans_have_at_most_255_arguments_and_64_levels() {
    for formula in LARGEST.iter().flat_map(Sheets::formulas) {
        let (arguments, levels) = arguments_and_levels(&formula);
        assert!(arguments <= 255 && levels <= 64, "{arguments} arguments, {levels} levels: {formula:.200}");
    }
}

#[test]
fn the_largest_plans_have_at_most_1048576_rows_and_16384_columns() {
    for sheets in &*LARGEST {
        let cells: Vec<(usize, usize)> = sheets.cells().filter_map(cell).collect();
        assert!(cells.len() > 20_000 && cells.iter().all(|(column, row)| *column <= 16_384 && *row <= 1_048_576));
    }
}

#[test]
fn texts_and_sheets_of_the_largest_plans_are_as_long_as_may_be() {
    for sheets in &*LARGEST {
        assert!(sheets.texts().iter().all(|text| text.chars().count() <= 32_767));
        let names: BTreeSet<String> = sheets.defined("<sheet ").map(|(name, _)| name.to_lowercase()).collect();
        let holds = |name: &String| name.len() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']);
        assert!(names.len() == 7 && names.iter().all(holds), "{names:?}");
    }
}

#[test]
fn names_of_cells_of_the_largest_plans_are_names_each_of_one_cell() {
    let in_rows_and_columns =
        |name: &str| name.starts_with(['r', 'c']) && !name[1..].contains(|c: char| !"rc0123456789".contains(c));
    let holds = |name: &str| {
        let is_plain = name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
        is_plain
            && name.len() <= 255
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && cell(name).is_none()
            && !in_rows_and_columns(name)
    };
    for sheets in &*LARGEST {
        let names: Vec<(String, String)> = sheets.defined("<definedName ").collect();
        assert!(names.len() > 16_384);
        assert_eq!(names.iter().find(|(name, _)| !holds(name)), None);
        let once = |of: fn(&(String, String)) -> String| names.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!((once(|(name, _)| name.clone()), once(|(_, cell)| cell.clone())), (names.len(), names.len()));
    }
}

/// Cached results are −1 and inputs differ, among them one that nobody had given: all has been computed by the formulas.
#[test]
fn libreoffice_recalculates_a_large_plan_to_what_the_engine_says() {
    let mut plan = plan((256, 8), (5, 6), (1, 1));
    let mut sheets = Sheets::read(&geode_workbook::write(&plan).unwrap());
    sheets.forget_results();
    let changes =
        [("/user_groups/g-0-/revenue_share", 0.2), ("/user_groups/g-1-/revenue_share", 0.1), ("/revenue/monthly", 5e7)];
    for (pointer, value) in changes {
        let (input, at) = inputs::find(&plan, pointer).unwrap();
        assert!(input.set(&mut plan, at, Some(value)));
        sheets.set(&pointer[1..].replace(['/', '-'], "_"), value);
    }
    match recalculated(&sheets.bytes(), 10) {
        Some(recalculated) => assert_engine(&recalculated, &plan),
        None => println!("not run: LibreOffice is not installed"),
    }
}
