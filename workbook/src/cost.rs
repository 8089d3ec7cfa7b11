//! Cost a month by part (model.md §7): prices and shares are inputs, how much each region takes part is the planner's.

use crate::book::{Book, Cell, Sheet, Shown};
use crate::formula::{Column, Formula};
use crate::inputs::Inputs;
use geode_core::engine::cost::Factors;
use geode_core::engine::{Scratch, cost_factors};
use geode_core::scenario::inputs as list;
use geode_core::scenario::model::PlanOption;
use geode_core::scenario::problem::{Choice, Design, Problem};

/// Cost of each option.
pub(crate) struct Costs {
    pub(crate) total: Vec<Formula>,
}

/// The parts that regions have a share in, before discounts; of each the regions of an option.
struct Parts {
    compute: Column,
    fixed: Column,
    storage: Column,
    transfer: Column,
}

/// Writes the sheet.
pub(crate) fn write(book: &mut Book<'_>, inputs: &Inputs) -> Costs {
    let about =
        "Grey: how much each region takes part, found by the planner; it follows users, sizing and writes, not prices.";
    let mut sheet = book.sheet("Costs", "Monthly cost by part", about, (38.0, 16.0));
    let parts = by_region(book, &mut sheet, inputs);
    sheet.row += 1;
    let total = by_part(book, &mut sheet, inputs, &parts);
    book.finish(sheet);
    Costs { total }
}

/// A row for each region of each option; what they sum to by option.
fn by_region(book: &mut Book<'_>, sheet: &mut Sheet, inputs: &Inputs) -> Vec<Parts> {
    let (scenario, problem) = (book.scenario, book.problem);
    let row = sheet.row;
    let heads = [
        "Region of an option",
        "Capacity paid",
        "Share of fixed cost",
        "Copies stored",
        "Copies sent of each GB",
        "Compute at list price",
        "Fixed at list price",
        "Storage at list price",
        "Price of a GB written",
    ];
    book.head(sheet, row, &heads.map(String::from));
    sheet.row += 1;
    let of_option = |(i, (option, choice)): (usize, (&PlanOption, &Choice))| {
        let first = sheet.row;
        let mut rows = Vec::new();
        for (local, mut factors) in cost_factors(problem, i, &mut Scratch::default()).into_iter().enumerate() {
            let Some(region) = scenario.regions.get(factors.region) else { continue };
            let is_standby = local == 1 && matches!(choice.design, Design::ActivePassive { .. });
            // Of a standby so much stands as is paid.
            if is_standby {
                (factors.provisioned, factors.stands) = (built(problem, i), 1.0);
            }
            let standby = is_standby.then(|| inputs.of(list::OPTIONS_STANDBY_COST_FRACTION, &[&option.id]));
            let label = format!("{}: {}", option.name, region.name);
            let planned = planned(book, sheet, &label, &factors);
            rows.push(priced(book, sheet, amounts(inputs, &region.id, standby, &planned)));
        }
        let column = |i: usize| sheet.column(5 + i as u16, first, rows.iter().filter_map(|row| row.get(i)));
        Parts { compute: column(0), fixed: column(1), storage: column(2), transfer: column(3) }
    };
    scenario.options.iter().zip(&problem.options).enumerate().map(of_option).collect()
}

/// The row of a region: capacity, share of fixed cost, copies stored and sent.
fn planned(book: &mut Book<'_>, sheet: &mut Sheet, label: &str, factors: &Factors) -> [Formula; 4] {
    let row = sheet.row;
    sheet.row += 1;
    book.label(sheet, row, 0, label);
    let all = [(1, factors.provisioned), (2, factors.stands), (3, factors.stored), (4, factors.sent)];
    all.map(|(column, value)| {
        book.cell(sheet, (row, column), (Cell::Planner, Shown::Number), &Formula::number(value), None)
    })
}

/// What a region costs, and what a GB written costs that it sends on; of a standby `standby` of its machines is paid, and
/// all of its storage.
fn amounts(inputs: &Inputs, region: &str, standby: Option<Formula>, planned: &[Formula; 4]) -> [Formula; 4] {
    let [provisioned, fixed, stored, sent] = planned;
    let at = |path: &str| inputs.of(path, &[region]);
    let whole = &at(list::REGIONS_PRICE_INDEX) * &inputs.at(list::COST_SINGLE_REGION_MONTHLY);
    let paid = standby.map_or_else(|| whole.clone(), |standby| &whole * &standby);
    let own = at(list::REGIONS_TRANSFER_PRICE_PER_GB);
    let price = Formula::when(&own.is_number(), &own, &inputs.at(list::COST_TRANSFER_PRICE_PER_GB));
    [
        &(&paid * &inputs.at(list::COST_COMPUTE_SHARE)) * provisioned,
        &(&paid * &inputs.at(list::COST_FIXED_SHARE)) * fixed,
        &(&whole * &inputs.at(list::COST_STORAGE_SHARE)) * stored,
        sent * &price,
    ]
}

/// Writes what a region costs, beside what it was made of.
fn priced(book: &mut Book<'_>, sheet: &mut Sheet, amounts: [Formula; 4]) -> Vec<Formula> {
    let row = sheet.row - 1;
    let shown = [Shown::Money, Shown::Money, Shown::Money, Shown::Price];
    let all = (5..).zip(amounts).zip(shown);
    all.map(|((column, amount), shown)| book.cell(sheet, (row, column), (Cell::Result, shown), &amount, None)).collect()
}

/// A row for each part of the cost, and their sum, which comes back.
fn by_part(book: &mut Book<'_>, sheet: &mut Sheet, inputs: &Inputs, parts: &[Parts]) -> Vec<Formula> {
    let (scenario, problem) = (book.scenario, book.problem);
    book.option_heads(sheet, &format!("{} a month", scenario.currency));
    let mut put = |label: &str, name: &str, all: &[Formula]| {
        book.options(sheet, label, (Cell::Result, Shown::Money), Some(&format!("cost_{name}")), all)
    };
    let each = |of: &dyn Fn(&Parts) -> Formula| -> Vec<Formula> { parts.iter().map(of).collect() };
    let less = |pointer: &str, sum: &Formula| sum * &(&Formula::number(1.0) - &inputs.at(pointer));
    let compute = put("Compute", "compute", &each(&|part| less(list::COST_COMPUTE_DISCOUNT, &part.compute.sum())));
    let fixed = put("Fixed", "fixed", &each(&|part| less(list::COST_FIXED_DISCOUNT, &part.fixed.sum())));
    let storage = put("Storage", "storage", &each(&|part| less(list::COST_STORAGE_DISCOUNT, &part.storage.sum())));
    let written = inputs.at(list::COST_REPLICATED_GB_PER_MONTH);
    let transfer = put(
        "Transfer",
        "transfer",
        &each(&|part| less(list::COST_TRANSFER_DISCOUNT, &(&written * &part.transfer.sum()))),
    );
    let posts = &inputs.at(list::COST_PEOPLE_PER_EXTRA_REGION) * &inputs.at(list::COST_LOADED_ANNUAL_COST_PER_PERSON);
    let people = &posts / &Formula::number(12.0);
    let operation = &inputs.at(list::COST_OPERATIONS_MONTHLY_PER_EXTRA_REGION) + &people;
    let extra = |choice: &Choice| choice.region_count().saturating_sub(1) as f64;
    let all: Vec<Formula> = problem.options.iter().map(|one| &operation * &Formula::number(extra(one))).collect();
    let operations = put("Operation of further regions", "operations", &all);
    let all: Vec<Formula> = scenario
        .options
        .iter()
        .map(|option| match option.edge {
            Some(_) => inputs.of(list::OPTIONS_EDGE_MONTHLY_COST, &[&option.id]),
            None => Formula::number(0.0),
        })
        .collect();
    let edge = put("Content delivery network", "edge", &all);
    let all: Vec<Formula> = (0..parts.len())
        .map(|i| {
            let all = [&compute, &fixed, &storage, &transfer, &operations, &edge];
            Formula::sum(&all.iter().filter_map(|part| part.get(i).cloned()).collect::<Vec<_>>())
        })
        .collect();
    put("Monthly cost", "total", &all)
}

/// Capacity of a standby if all of it stood: that of the primary, on its own machines.
fn built(problem: &Problem, option: usize) -> f64 {
    let mut whole = problem.clone();
    if let Some(Design::ActivePassive { standby_cost_fraction, .. }) =
        whole.options.get_mut(option).map(|o| &mut o.design)
    {
        *standby_cost_fraction = 1.0;
    }
    cost_factors(&whole, option, &mut Scratch::default()).get(1).map_or(0.0, |factors| factors.provisioned)
}
