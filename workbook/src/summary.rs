//! The first sheet: the options side by side.

use crate::book::{Book, Cell, Shown};
use crate::cost::Costs;
use crate::formula::Formula;
use crate::textbook::Textbook;
use crate::value::Values;
use geode_core::report::uncounted;
use geode_core::scenario::Scenario;

/// Writes the sheet, and puts it before all.
pub(crate) fn write(book: &mut Book<'_>, textbook: &Textbook, costs: &Costs, values: Values) {
    let currency = book.scenario.currency.clone();
    let heading = if book.scenario.name.is_empty() { "Geode Planner".into() } else { book.scenario.name.clone() };
    let about = format!(
        "Geode Planner. Amounts in {currency} a month unless named otherwise. Change yellow cells on the sheet Inputs."
    );
    let mut sheet = book.sheet("Summary", &heading, &about, (44.0, 22.0));
    let to = &mut sheet;
    book.option_heads(to, "Engineering estimate");
    book.freeze(to, 4, 1);
    let one = Formula::number(1.0);
    let available: Vec<Formula> = values.unavailability.iter().map(|u| &one - u).collect();
    let result = |shown| (Cell::Result, shown);
    let rows: [(&str, Shown, &[Formula]); 11] = [
        ("Availability", Shown::Availability, &available),
        ("Monthly cost", Shown::Money, &costs.total),
        ("Extra monthly cost", Shown::Money, &values.extra),
        ("Return from latency (speculative)", Shown::Money, &values.latency),
        ("Return from avoided downtime", Shown::Money, &values.avoided),
        ("Net monthly benefit", Shown::Money, &values.net),
        ("Net present value over the horizon", Shown::Money, &values.npv),
        ("Internal rate of return, a year", Shown::Share, &values.irr),
        ("Payback within the horizon, months", Shown::Number, &values.payback),
        ("Break-even monthly revenue", Shown::Money, &values.break_even_revenue),
        ("Monthly revenue at which NPV is 0", Shown::Money, &values.worthwhile_revenue),
    ];
    for (label, shown, all) in rows {
        book.options(to, label, result(shown), None, all);
    }
    to.row += 1;
    book.option_heads(to, "Textbook");
    let rows: [(&str, Shown, &[Formula]); 4] = [
        ("Availability", Shown::Availability, &textbook.availability),
        ("Monthly cost", Shown::Money, &textbook.cost),
        ("Net monthly benefit", Shown::Money, &textbook.net),
        ("Break-even monthly revenue", Shown::Money, &textbook.break_even_revenue),
    ];
    for (label, shown, all) in rows {
        book.options(to, label, result(shown), None, all);
    }
    to.row += 1;
    let absent = absent(book.scenario);
    for text in [
        "Yellow: inputs. White: formulas. Grey: found by the planner, and fixed here: downtime and latency of the engineering estimate,",
        "and how much each region takes part. After a change of users, latencies, availability, writes or sizing, ask the planner again.",
    ].into_iter().chain(absent.iter().map(String::as_str)) {
        let row = to.row;
        book.small(to, row, 0, text);
        to.row += 1;
    }
    values.finish(book);
    book.finish(sheet);
}

/// What the amounts leave out: what nobody has entered, and what only the planner counts.
fn absent(scenario: &Scenario) -> Vec<String> {
    let elsewhere = [
        (!scenario.sla_credits.is_none(), "what contracts give back"),
        (!scenario.rollout.is_empty(), "the phases of the rollout"),
        (!scenario.uncertainty.is_empty(), "ranges of inputs, of which each stands here as one number"),
    ];
    let elsewhere: Vec<&str> = elsewhere.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
    let only = (!elsewhere.is_empty())
        .then(|| format!("Only in the planner, not in this workbook: {}.", elsewhere.join("; ")));
    uncounted::sentence(scenario).into_iter().chain(only).collect()
}
