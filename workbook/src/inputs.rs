//! The sheet of inputs: every number that formulas use, once, under a name.

use crate::book::{Book, Cell, Sheet, Shown};
use crate::formula::{Column, Formula};
use geode_core::quantity::Unit;
use geode_core::scenario::inputs::{self, Input};
use geode_core::scenario::{Scenario, presets};
use std::collections::BTreeMap;

/// Paths of the inputs that formulas use, beside those of users, regions and options.
const SCALARS: [(&str, &[&str]); 4] = [
    (
        "Cost",
        &[
            inputs::COST_SINGLE_REGION_MONTHLY,
            inputs::COST_COMPUTE_SHARE,
            inputs::COST_STORAGE_SHARE,
            inputs::COST_FIXED_SHARE,
            inputs::COST_TRANSFER_OVERHEAD,
            inputs::COST_REPLICATED_GB_PER_MONTH,
            inputs::COST_TRANSFER_PRICE_PER_GB,
            inputs::COST_COMPUTE_DISCOUNT,
            inputs::COST_FIXED_DISCOUNT,
            inputs::COST_STORAGE_DISCOUNT,
            inputs::COST_TRANSFER_DISCOUNT,
            inputs::COST_OPERATIONS_MONTHLY_PER_EXTRA_REGION,
            inputs::COST_PEOPLE_PER_EXTRA_REGION,
            inputs::COST_LOADED_ANNUAL_COST_PER_PERSON,
            inputs::COST_MIGRATION_ONE_OFF,
        ],
    ),
    (
        "Revenue",
        &[
            inputs::REVENUE_MONTHLY,
            inputs::REVENUE_GAIN_PER_100_MS,
            inputs::REVENUE_NOMINAL_REDUCTION_MS,
            inputs::REVENUE_GROSS_MARGIN,
            inputs::REVENUE_LOST_SHARE_DURING_DOWNTIME,
            inputs::REVENUE_DOWNTIME_COST_PER_HOUR,
            inputs::TRAFFIC_ROUND_TRIPS_PER_INTERACTION,
        ],
    ),
    (
        "Finance",
        &[
            inputs::FINANCE_HORIZON_MONTHS,
            inputs::FINANCE_ANNUAL_DISCOUNT_RATE,
            inputs::FINANCE_ANNUAL_GROWTH,
            inputs::FINANCE_ANNUAL_COST_GROWTH,
            inputs::FINANCE_MONTHS_UNTIL_LIVE,
        ],
    ),
    ("Reliability", &[inputs::FAILOVER_ACTIVE_PASSIVE_MINUTES]),
];

/// Ways to the cells of inputs.
pub(crate) struct Inputs {
    by_pointer: BTreeMap<String, Formula>,
    /// Unavailability of each region.
    pub(crate) unavailability: Vec<Formula>,
    /// What each group sends of all requests.
    pub(crate) share: Column,
    /// What each group brings of all revenue.
    pub(crate) revenue_share: Column,
    /// Whether gains compound: 1 or 0.
    pub(crate) compounding: Formula,
    /// The first month that no longer has a row among the flows.
    pub(crate) months: u32,
}

impl Inputs {
    /// The cell of an input.
    pub(crate) fn at(&self, pointer: &str) -> Formula {
        self.by_pointer.get(pointer).cloned().unwrap_or_else(Formula::none)
    }

    /// The cell of an input of list items, by their ids.
    pub(crate) fn of(&self, path: &str, ids: &[&str]) -> Formula {
        self.at(&inputs::of_items(path, ids))
    }
}

/// Writes the sheet.
pub(crate) fn write(book: &mut Book<'_>) -> Inputs {
    let about = "Yellow cells may be changed. Unavailability, latencies, shares of requests and failover move the textbook table alone: \
        for the engineering estimate of others ask the planner again.";
    let mut sheet = book.sheet("Inputs", "Inputs", about, (34.0, 16.0));
    let longest = book.scenario.finance.horizon_months.max(60);
    let mut to = Inputs {
        by_pointer: BTreeMap::new(),
        unavailability: Vec::new(),
        share: Column::default(),
        revenue_share: Column::default(),
        compounding: Formula::none(),
        months: longest,
    };
    for (heading, paths) in SCALARS {
        let row = sheet.row;
        book.head(&mut sheet, row, &[heading, "", "", ""].map(String::from));
        sheet.row += 1;
        for path in paths {
            scalar(book, &mut sheet, &mut to, path);
        }
        if heading == "Revenue" {
            let row = sheet.row;
            let compounds = Formula::number(f64::from(u8::from(book.scenario.revenue.compounding)));
            book.label(&mut sheet, row, 0, "Gains compound (1 yes, 0 no)");
            let kind = (Cell::Input, Shown::Whole);
            to.compounding = book.cell(&mut sheet, (row, 1), kind, &compounds, Some("revenue_compounding"));
            sheet.row += 1;
        }
        sheet.row += 1;
    }
    regions(book, &mut sheet, &mut to);
    users(book, &mut sheet, &mut to);
    options(book, &mut sheet, &mut to);
    book.freeze(&mut sheet, 3, 1);
    book.finish(sheet);
    to
}

fn scalar(book: &mut Book<'_>, sheet: &mut Sheet, to: &mut Inputs, path: &str) {
    let Some((input, at)) = inputs::find(book.scenario, path) else { return };
    let row = sheet.row;
    book.label(sheet, row, 0, input.label);
    put(book, sheet, to, (row, 1), path, input, input.get(book.scenario, at));
    if *path == *inputs::FINANCE_HORIZON_MONTHS {
        book.whole_number(sheet, (row, 1), to.months);
    }
    book.small(sheet, row, 2, &unit(book, input.unit));
    let from = source(book.scenario, path, input, input.get(book.scenario, at));
    book.small(sheet, row, 3, &from);
    sheet.row += 1;
}

/// Where a number comes from: what was noted; of the default, or of the worked example's, where that has it from.
fn source(scenario: &Scenario, path: &str, input: &Input, value: Option<f64>) -> String {
    let note = scenario.notes.get(path);
    let example = presets::worked_example();
    let is_own = || {
        !input.is_untouched(value, note)
            && inputs::find(&example, path).map(|(_, at)| input.get(&example, at)) != Some(value)
    };
    match note {
        Some(note) => note.source.clone(),
        None if is_own() => "entered".into(),
        None => input.source.to_owned(),
    }
}

fn put(
    book: &mut Book<'_>,
    sheet: &mut Sheet,
    to: &mut Inputs,
    at: (u32, u16),
    pointer: &str,
    input: &Input,
    value: Option<f64>,
) -> Formula {
    let name = pointer.trim_start_matches('/');
    let cell = book.cell(sheet, at, (Cell::Input, shown(input.unit)), &Formula::of("", value), Some(name));
    to.by_pointer.insert(pointer.to_owned(), cell.clone());
    cell
}

fn unit(book: &Book<'_>, unit: Unit) -> String {
    let currency = &book.scenario.currency;
    match unit {
        Unit::Money => currency.clone(),
        Unit::MoneyPerHour => format!("{currency} an hour"),
        Unit::MoneyPerMonth => format!("{currency} a month"),
        Unit::MoneyPerGb => format!("{currency} a GB"),
        // Stands in the cell.
        Unit::Share => String::new(),
        Unit::Months => "months".into(),
        other => other.symbol().to_owned(),
    }
}

fn shown(unit: Unit) -> Shown {
    match unit {
        Unit::Money | Unit::MoneyPerHour | Unit::MoneyPerMonth => Shown::Money,
        Unit::MoneyPerGb => Shown::Price,
        Unit::Share => Shown::Share,
        Unit::Count | Unit::Months => Shown::Whole,
        Unit::Availability => Shown::Availability,
        Unit::Hours
        | Unit::Minutes
        | Unit::Seconds
        | Unit::Milliseconds
        | Unit::Years
        | Unit::GigabytesPerMonth
        | Unit::RequestsPerSecond
        | Unit::PerYear
        | Unit::Factor
        | Unit::Degrees
        | Unit::Number => Shown::Number,
    }
}

/// One row a region. Cells hold what is missing to 1, in which digits near 1 are not lost.
fn regions(book: &mut Book<'_>, sheet: &mut Sheet, to: &mut Inputs) {
    let row = sheet.row;
    let heads = ["Region", "Unavailability", "Availability", "Price index", "Transfer a GB (empty: as above)"];
    book.head(sheet, row, &heads.map(String::from));
    let scenario = book.scenario;
    for (i, (region, compiled)) in scenario.regions.iter().zip(&book.problem.regions).enumerate() {
        let row = row + 1 + i as u32;
        book.label(sheet, row, 0, &region.name);
        let missing = Formula::of("", Some(compiled.unavailability));
        let name = format!("regions_{}_unavailability", region.id);
        let cell = book.cell(sheet, (row, 1), (Cell::Input, Shown::Small), &missing, Some(&name));
        let available = &Formula::number(1.0) - &cell;
        book.cell(sheet, (row, 2), (Cell::Result, Shown::Availability), &available, None);
        to.unavailability.push(cell);
        for (column, path) in [(3, inputs::REGIONS_PRICE_INDEX), (4, inputs::REGIONS_TRANSFER_PRICE_PER_GB)] {
            let pointer = inputs::of_items(path, &[&region.id]);
            if let Some((input, at)) = inputs::find(scenario, &pointer) {
                put(book, sheet, to, (row, column), &pointer, input, input.get(scenario, at));
            }
        }
    }
    sheet.row = row + 2 + scenario.regions.len() as u32;
}

/// One row a group: shares, and round trips to the regions.
fn users(book: &mut Book<'_>, sheet: &mut Sheet, to: &mut Inputs) {
    let scenario = book.scenario;
    let row = sheet.row;
    let latencies = scenario.regions.iter().map(|region| format!("ms to {}", region.name));
    let heads = ["Users", "Requests", "Revenue, if known", "Revenue used"].map(String::from);
    book.head(sheet, row, &heads.into_iter().chain(latencies).collect::<Vec<_>>());
    let (mut shares, mut given) = (Vec::new(), Vec::new());
    for (i, group) in scenario.user_groups.iter().enumerate() {
        let row = row + 1 + i as u32;
        book.label(sheet, row, 0, &group.name);
        for (column, path) in [(1, inputs::USER_GROUPS_SHARE), (2, inputs::USER_GROUPS_REVENUE_SHARE)] {
            let pointer = inputs::of_items(path, &[&group.id]);
            let Some((input, at)) = inputs::find(scenario, &pointer) else { continue };
            let cell = put(book, sheet, to, (row, column), &pointer, input, input.get(scenario, at));
            if column == 1 { shares.push(cell) } else { given.push(cell) }
        }
        for (column, region) in (4..).zip(&scenario.regions) {
            let pointer = inputs::of_items(inputs::USER_LATENCY, &[&group.id, &region.id]);
            if let Some((input, at)) = inputs::find(scenario, &pointer) {
                put(book, sheet, to, (row, column), &pointer, input, input.get(scenario, at));
            }
        }
    }
    to.share = sheet.column(1, row + 1, shares.iter());
    let known = sheet.column(2, row + 1, given.iter());
    sheet.row = row + 1 + scenario.user_groups.len() as u32;
    let rest = rest(book, sheet, &to.share, &known);
    let used = |(share, given): (&Formula, &Formula)| rest.used(share, given);
    let used: Vec<Formula> = shares.iter().zip(&given).map(used).collect();
    for (row, used) in (row + 1..).zip(&used) {
        book.cell(sheet, (row, 3), (Cell::Result, Shown::Share), used, None);
    }
    to.revenue_share = sheet.column(3, row + 1, used.iter());
    sheet.row += 1;
}

/// What of revenue is known of some groups, and by whose requests the rest of it is shared.
struct Rest {
    /// Requests of the groups of whose revenue nothing is known.
    others: Formula,
    /// Revenue of the other groups.
    known: Formula,
    left: Formula,
}

/// Writes it, a row each.
fn rest(book: &mut Book<'_>, sheet: &mut Sheet, share: &Column, known: &Column) -> Rest {
    let mut put = |label: &str, column: u16, formula: &Formula| {
        book.small(sheet, sheet.row, 0, label);
        sheet.row += 1;
        book.cell(sheet, (sheet.row - 1, column), (Cell::Result, Shown::Share), formula, None)
    };
    let others = put("Requests of all without known revenue", 1, &share.sum_without(known));
    let known = put("Known revenue", 2, &known.sum());
    let left = Formula::max(&[&Formula::number(1.0) - &known, Formula::number(0.0)]);
    let left = put("Revenue left to all without", 3, &left);
    Rest { others, known, left }
}

impl Rest {
    /// Revenue of a group. Given shares stand; the other groups share what is left of 1 by their requests. Where nobody is
    /// left with users, or nothing is, the given ones are scaled to 1.
    fn used(&self, share: &Formula, given: &Formula) -> Formula {
        let Rest { others, known, left } = self;
        let zero = Formula::number(0.0);
        let is_shared = others.above(&zero).and(&left.above(&zero));
        let scaled = Formula::when(&known.above(&zero), &(given / known), &zero);
        let stated = Formula::when(&is_shared, given, &scaled);
        let parted = Formula::when(&others.above(&zero), &(&(share / others) * left), &zero);
        Formula::when(&given.is_number(), &stated, &parted)
    }
}

/// What single options have beside their regions.
fn options(book: &mut Book<'_>, sheet: &mut Sheet, to: &mut Inputs) {
    let scenario = book.scenario;
    let row = sheet.row;
    book.head(sheet, row, &["Option", "Standby, share paid", "Edge a month"].map(String::from));
    for (i, option) in scenario.options.iter().enumerate() {
        let row = row + 1 + i as u32;
        book.label(sheet, row, 0, &option.name);
        for (column, path) in [(1, inputs::OPTIONS_STANDBY_COST_FRACTION), (2, inputs::OPTIONS_EDGE_MONTHLY_COST)] {
            let pointer = inputs::of_items(path, &[&option.id]);
            // A pair alone has a standby, and not every option an edge.
            let found =
                inputs::find(scenario, &pointer).and_then(|(input, at)| Some((input, input.get(scenario, at)?)));
            if let Some((input, value)) = found {
                put(book, sheet, to, (row, column), &pointer, input, Some(value));
            }
        }
    }
    sheet.row = row + 2 + scenario.options.len() as u32;
}
