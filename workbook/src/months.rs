//! The months of the cash flow, which are the same for all options (model.md §8): growth, and what money is worth today.

use crate::book::{Book, Cell, Sheet, Shown};
use crate::formula::{Column, Formula};
use crate::inputs::Inputs;
use geode_core::scenario::inputs as list;

/// The columns that are the same for all options, and what 1 a month is worth today by what it is.
pub(crate) struct Factors {
    pub(crate) sheet: Sheet,
    pub(crate) benefit: Vec<Formula>,
    pub(crate) cost: Vec<Formula>,
    pub(crate) discount: Column,
    /// As a benefit: it grows, and comes once the option is live.
    pub(crate) benefit_worth: Formula,
    /// As a cost.
    pub(crate) cost_worth: Formula,
}

/// The row of month 0.
pub(crate) const FIRST: u32 = 5;

/// Writes month, growth and discount.
pub(crate) fn factors(book: &mut Book<'_>, inputs: &Inputs) -> Factors {
    let about = "Month by month: benefit \u{d7} its growth once live, minus extra cost \u{d7} its growth. Flows behind the horizon are 0.";
    let mut sheet = book.sheet("Cash flow", "Cash flow", about, (9.0, 18.0));
    let heads = ["Month", "Growth of benefit", "Growth of cost", "Discount"].map(String::from);
    book.head(&mut sheet, FIRST - 1, &heads);
    let (one, twelve) = (Formula::number(1.0), Formula::number(12.0));
    let (horizon, live) = (inputs.at(list::FINANCE_HORIZON_MONTHS), inputs.at(list::FINANCE_MONTHS_UNTIL_LIVE));
    let annual = |path: &str| &one + &inputs.at(path);
    let growth = [annual(list::FINANCE_ANNUAL_GROWTH), annual(list::FINANCE_ANNUAL_COST_GROWTH)];
    let discounted = annual(list::FINANCE_ANNUAL_DISCOUNT_RATE);
    let (mut benefit, mut cost, mut discount) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..=inputs.months {
        let row = FIRST + number;
        let month = Formula::number(f64::from(number));
        let month = book.cell(&mut sheet, (row, 0), (Cell::Planner, Shown::Whole), &month, None);
        let (years, since) = (&month / &twelve, &(&month - &one) / &twelve);
        let zero = Formula::number(0.0);
        let is_within = month.at_most(&horizon).and(&month.above(&zero));
        let kind = (Cell::Result, Shown::Number);
        let grown = Formula::when(&is_within.and(&month.above(&live)), &growth[0].power(&since), &zero);
        benefit.push(book.cell(&mut sheet, (row, 1), kind, &grown, None));
        let grown = Formula::when(&is_within, &growth[1].power(&since), &zero);
        cost.push(book.cell(&mut sheet, (row, 2), kind, &grown, None));
        let rate = &one / &discounted.power(&years);
        discount.push(book.cell(&mut sheet, (row, 3), kind, &rate, None));
    }
    let discount = sheet.column(3, FIRST, discount.iter());
    let mut worth = |label: &str, column: u16, name: &str, of: &[Formula]| {
        let worth = sheet.column(column, FIRST, of.iter()).times(&discount);
        book.small(&mut sheet, FIRST - 3, column, label);
        book.cell(&mut sheet, (FIRST - 2, column), (Cell::Result, Shown::Number), &worth, Some(name))
    };
    let benefit_worth = worth("1 a month today, as benefit", 1, "worth_of_benefit", &benefit);
    let cost_worth = worth("1 a month today, as cost", 2, "worth_of_cost", &cost);
    Factors { sheet, benefit, cost, discount, benefit_worth, cost_worth }
}
