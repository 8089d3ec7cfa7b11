//! Cost a month by part (model.md §7): prices and shares are inputs, how much each region takes part is the planner's.

use crate::book::{Book, Cell, Shown};
use crate::formula::Formula;
use crate::inputs::Inputs;
use geode_core::engine::problem::{Choice, Design, Problem};
use geode_core::engine::{Scratch, cost_factors};
use geode_core::scenario::inputs as list;

/// Cost of each option.
pub(crate) struct Costs {
    pub(crate) total: Vec<Formula>,
}

/// Sums of the parts of one option.
#[derive(Default)]
struct Parts {
    compute: Vec<Formula>,
    fixed: Vec<Formula>,
    storage: Vec<Formula>,
    transfer: Vec<Formula>,
}

/// Writes the sheet.
pub(crate) fn write(book: &mut Book<'_>, inputs: &Inputs) -> Costs {
    let about =
        "Grey: how much each region takes part, found by the planner; it follows users, sizing and writes, not prices.";
    let mut sheet = book.sheet("Costs", "Monthly cost by part", about, (38.0, 20.0));
    let (scenario, problem) = (book.scenario, book.problem);
    let row = sheet.row;
    let heads =
        ["Region of an option", "Capacity paid", "Share of fixed cost", "Copies stored", "Copies sent of each GB"];
    book.head(&mut sheet, row, &heads.map(String::from));
    sheet.row += 1;
    let mut parts: Vec<Parts> = Vec::new();
    for (i, (option, choice)) in scenario.options.iter().zip(&problem.options).enumerate() {
        let mut part = Parts::default();
        for (local, factors) in cost_factors(problem, i, &mut Scratch::default()).into_iter().enumerate() {
            let Some(region) = scenario.regions.get(factors.region) else { continue };
            let row = sheet.row;
            sheet.row += 1;
            book.label(&mut sheet, row, 0, &format!("{}: {}", option.name, region.name));
            let standby = inputs.of(list::OPTIONS_STANDBY_COST_FRACTION, &[&option.id]);
            let is_standby = local == 1 && matches!(choice.design, Design::ActivePassive { .. });
            // Of a standby so much stands as is paid.
            let provisioned = if is_standby { built(problem, i) } else { factors.provisioned };
            let stands = is_standby.then_some(standby);
            let planner = |value: f64| Formula::number(value);
            let mut cell = |column: u16, value: &Formula| {
                book.cell(&mut sheet, (row, column), (Cell::Planner, Shown::Number), value, None)
            };
            let (provisioned, fixed) =
                (cell(1, &planner(provisioned)), cell(2, &planner(if is_standby { 1.0 } else { factors.stands })));
            let (stored, sent) = (cell(3, &planner(factors.stored)), cell(4, &planner(factors.sent)));
            let at = |path: &str| inputs.of(path, &[&region.id]);
            let base = &at(list::REGIONS_PRICE_INDEX) * &inputs.at(list::COST_SINGLE_REGION_MONTHLY);
            let base = match &stands {
                Some(standby) => (&base * standby, base),
                None => (base.clone(), base),
            };
            part.compute.push(&(&base.0 * &inputs.at(list::COST_COMPUTE_SHARE)) * &provisioned);
            part.fixed.push(&(&base.0 * &inputs.at(list::COST_FIXED_SHARE)) * &fixed);
            part.storage.push(&(&base.1 * &inputs.at(list::COST_STORAGE_SHARE)) * &stored);
            let own = at(list::REGIONS_TRANSFER_PRICE_PER_GB);
            let price = Formula::when(&own.is_number(), &own, &inputs.at(list::COST_TRANSFER_PRICE_PER_GB));
            part.transfer.push(&sent * &price);
        }
        parts.push(part);
    }
    sheet.row += 1;
    book.option_heads(&mut sheet, &format!("{} a month", scenario.currency));
    let mut put = |label: &str, name: &str, all: &[Formula]| {
        book.options(&mut sheet, label, (Cell::Result, Shown::Money), Some(&format!("cost_{name}")), all)
    };
    let each = |of: &dyn Fn(&Parts) -> Formula| -> Vec<Formula> { parts.iter().map(of).collect() };
    let less = |pointer: &str, sum: &Formula| sum * &(&Formula::number(1.0) - &inputs.at(pointer));
    let compute =
        put("Compute", "compute", &each(&|part| less(list::COST_COMPUTE_DISCOUNT, &Formula::sum(&part.compute))));
    let fixed = put("Fixed", "fixed", &each(&|part| less(list::COST_FIXED_DISCOUNT, &Formula::sum(&part.fixed))));
    let storage =
        put("Storage", "storage", &each(&|part| less(list::COST_STORAGE_DISCOUNT, &Formula::sum(&part.storage))));
    let written = inputs.at(list::COST_REPLICATED_GB_PER_MONTH);
    let transfer = put(
        "Transfer",
        "transfer",
        &each(&|part| less(list::COST_TRANSFER_DISCOUNT, &(&written * &Formula::sum(&part.transfer)))),
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
            Some(_) => inputs.at(&format!("/options/{}/edge/monthly_cost", option.id)),
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
    let total = put("Monthly cost", "total", &all);
    book.finish(sheet);
    Costs { total }
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
