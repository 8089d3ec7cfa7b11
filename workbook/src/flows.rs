//! Money by month (model.md §8): growth, discount, flows and what they sum to.

use crate::book::{Book, Cell, Shown};
use crate::formula::{Column, Formula};
use crate::inputs::Inputs;
use crate::months::{FIRST, Factors};
use crate::value::Values;
use geode_core::engine::finance::monthly_rate;
use geode_core::scenario::inputs as list;

/// Writes flows, their running sums and where these are below 0 for each option but the baseline; fills in what follows.
pub(crate) fn write(book: &mut Book<'_>, inputs: &Inputs, factors: Factors, mut values: Values) -> Values {
    let Factors { mut sheet, benefit, cost, discount, .. } = factors;
    let scenario = book.scenario;
    let base = book.problem.baseline;
    let zero = Formula::number(0.0);
    let mut column = 4;
    for (i, option) in scenario.options.iter().enumerate() {
        let (Some(benefits), Some(extra)) = (values.benefit.get(i).cloned(), values.extra.get(i).cloned()) else {
            continue;
        };
        if i == base {
            values.npv.push(zero.clone());
            values.irr.push(Formula::none());
            values.payback.push(Formula::none());
            continue;
        }
        let heads = ["flow", "sum", "row while below 0"].map(|what| format!("{}: {what}", option.name));
        book.heads(&mut sheet, FIRST - 1, column, &heads);
        book.hide(&mut sheet, column + 2);
        let (mut flows, mut sums, mut marks) = (Vec::new(), Vec::<Formula>::new(), Vec::new());
        for (number, (grown, costs)) in (0..).zip(benefit.iter().zip(&cost)) {
            let row = FIRST + number;
            let flow = match number {
                0 => &zero - &inputs.at(list::COST_MIGRATION_ONE_OFF),
                _ => &(&benefits * grown) - &(&extra * costs),
            };
            let kind = (Cell::Result, Shown::Money);
            let flow = book.cell(&mut sheet, (row, column), kind, &flow, None);
            let sum = sums.last().map_or_else(|| flow.clone(), |so_far| so_far + &flow);
            let sum = book.cell(&mut sheet, (row, column + 1), kind, &sum, None);
            let mark = Formula::when(&zero.above(&sum), &Formula::number(f64::from(number + 1)), &zero);
            marks.push(book.cell(&mut sheet, (row, column + 2), (Cell::Result, Shown::Whole), &mark, None));
            flows.push(flow);
            sums.push(sum);
        }
        let flow = sheet.column(column, FIRST, flows.iter());
        let sum = sheet.column(column + 1, FIRST, sums.iter());
        let mark = sheet.column(column + 2, FIRST, marks.iter());
        values.npv.push(flow.times(&discount));
        values.irr.push(rate_of_return(book, i, &flow.text));
        values.payback.push(payback(inputs, &flow, &sum, &mark));
        column += 3;
    }
    book.freeze(&mut sheet, FIRST, 1);
    values.write(book);
    book.finish(sheet);
    values
}

/// The annual rate: a search from the planner's own answer, for a sheet finds one only near its guess.
///
/// Only where every payment stands before every return: then there is exactly one rate, and a sheet finds it. Elsewhere it
/// might find one of two, or one of an investment upside down.
fn rate_of_return(book: &Book<'_>, option: usize, flows: &str) -> Formula {
    let annual = book.figures.options.get(option).and_then(|option| option.rigorous.irr_annual.internal());
    let guess = Formula::number(annual.map_or(0.01, monthly_rate));
    let none = crate::formula::NONE;
    // SUMPRODUCT makes lists of what stands in it, also where a sheet makes none by itself.
    let last_paid = format!("SUMPRODUCT(MAX(({flows}<0)*ROW({flows})))");
    let early = format!("SUMPRODUCT(({flows}>0)*(ROW({flows})<{last_paid}))");
    let is_one = format!("AND(COUNTIF({flows},\"<0\")>0,COUNTIF({flows},\">0\")>0,{early}=0)");
    let rate = format!("(1+IRR({flows},{}))^12-1", guess.text);
    Formula::of(format!("IFERROR(IF({is_one},{rate},\"{none}\"),\"{none}\")"), annual)
}

/// The month from which on the sum of the flows stays at or above 0, in a straight line within a month.
fn payback(inputs: &Inputs, flow: &Column, sum: &Column, mark: &Column) -> Formula {
    let last = mark.values.iter().flatten().copied().fold(0.0, f64::max);
    let horizon = inputs.at(list::FINANCE_HORIZON_MONTHS);
    let (flows, sums, marks) = (&flow.text, &sum.text, &mark.text);
    let text = format!(
        "IF(MAX({marks})=0,0,IF(MAX({marks})>{},\"{}\",MAX({marks})-1-INDEX({sums},MAX({marks}))/INDEX({flows},MAX({marks})+1)))",
        horizon.text,
        crate::formula::NONE
    );
    let of = |all: &Column, at: f64| all.values.get(at as usize).copied().flatten();
    let value = match last {
        0.0 => Some(0.0),
        last if horizon.value.is_some_and(|horizon| last > horizon) => None,
        last => of(sum, last - 1.0).zip(of(flow, last)).map(|(sum, flow)| last - 1.0 - sum / flow),
    };
    Formula::of(text, value)
}
