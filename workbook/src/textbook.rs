//! The textbook table (model.md §1), formula by formula.

use crate::book::{Book, Cell, Sheet, Shown};
use crate::formula::Formula;
use crate::inputs::Inputs;
use crate::latency::Latencies;
use geode_core::engine::figures;
use geode_core::engine::textbook::SECONDS_PER_YEAR;
use geode_core::scenario::Scenario;
use geode_core::scenario::inputs as list;
use geode_core::scenario::problem::{Choice, Design};

/// Rows of the table that the summary shows.
pub(crate) struct Textbook {
    pub(crate) availability: Vec<Formula>,
    pub(crate) cost: Vec<Formula>,
    pub(crate) net: Vec<Formula>,
    pub(crate) break_even_revenue: Vec<Formula>,
}

/// Writes the sheet.
pub(crate) fn write(book: &mut Book<'_>, inputs: &Inputs, latencies: &Latencies) -> Textbook {
    let about = "The arithmetic that architecture guides print: outages of an hour, no shared failures, 100 ms priced whatever is saved.";
    let mut sheet = book.sheet("Textbook", "Textbook figures", about, (38.0, 20.0));
    book.option_heads(&mut sheet, "");
    book.freeze(&mut sheet, 4, 1);
    let (scenario, choices, base) = (book.scenario, &book.problem.options, book.problem.baseline);
    let rows = |of: &dyn Fn(usize, &Choice) -> Formula| -> Vec<Formula> {
        choices.iter().enumerate().map(|(i, choice)| of(i, choice)).collect()
    };
    let number = Formula::number;
    let result = |shown: Shown| (Cell::Result, shown);
    let put = |book: &mut Book<'_>, sheet: &mut Sheet, label: &str, shown: Shown, path: &str, all: &[Formula]| {
        book.options(sheet, label, result(shown), Some(path.trim_start_matches('/')), all)
    };
    let to = &mut sheet;
    let u = rows(&|_, choice| unavailability(inputs, choice));
    let u = put(book, to, "Unavailability", Shown::Small, figures::TEXTBOOK_UNAVAILABILITY, &u);
    let all = rows(&|i, _| &number(1.0) - &u[i]);
    let availability = put(book, to, "Availability", Shown::Availability, figures::TEXTBOOK_AVAILABILITY, &all);
    let all = rows(&|i, _| &u[i] * &number(SECONDS_PER_YEAR));
    put(book, to, "Downtime, seconds a year", Shown::Number, figures::TEXTBOOK_DOWNTIME_SECONDS_PER_YEAR, &all);
    let mean = &latencies.mean;
    let latency = put(book, to, "Mean latency, ms", Shown::Number, figures::TEXTBOOK_MEAN_LATENCY_MS, mean);
    let all = rows(&|i, _| &latency[base] - &latency[i]);
    let saved = put(book, to, "Latency saved, ms", Shown::Number, figures::TEXTBOOK_LATENCY_REDUCTION_MS, &all);
    let all = rows(&|i, _| (&saved[i] / &latency[base]).only(&latency[base].above(&number(0.0))));
    put(book, to, "Latency saved, share", Shown::Share, figures::TEXTBOOK_LATENCY_REDUCTION_SHARE, &all);
    let all = rows(&|i, choice| &inputs.at(list::COST_SINGLE_REGION_MONTHLY) * &copies(scenario, inputs, i, choice));
    let before = put(
        book,
        to,
        "Monthly cost before transfer",
        Shown::Money,
        figures::TEXTBOOK_MONTHLY_COST_BEFORE_TRANSFER,
        &all,
    );
    let all = rows(&|i, choice| match choice.region_count() > 1 {
        true => &before[i] * &(&number(1.0) + &inputs.at(list::COST_TRANSFER_OVERHEAD)),
        false => before[i].clone(),
    });
    let cost = put(book, to, "Monthly cost", Shown::Money, figures::TEXTBOOK_MONTHLY_COST, &all);
    let all = rows(&|i, _| &cost[i] - &cost[base]);
    let extra = put(book, to, "Extra monthly cost", Shown::Money, figures::TEXTBOOK_EXTRA_MONTHLY_COST, &all);
    let all = rows(&|i, _| (&extra[i] / &cost[base]).only(&cost[base].above(&number(0.0))));
    put(book, to, "Extra cost, share", Shown::Share, figures::TEXTBOOK_COST_OVERHEAD_SHARE, &all);
    let (revenue, gain) = (inputs.at(list::REVENUE_MONTHLY), inputs.at(list::REVENUE_GAIN_PER_100_MS));
    let nominal = &inputs.at(list::REVENUE_NOMINAL_REDUCTION_MS) / &number(100.0);
    let earned = &(&revenue * &gain) * &nominal;
    let all = rows(&|i, _| Formula::when(&saved[i].above(&number(0.0)), &earned, &number(0.0)));
    let returned = put(book, to, "Extra monthly revenue", Shown::Money, figures::TEXTBOOK_EXTRA_MONTHLY_REVENUE, &all);
    let all = rows(&|i, _| &returned[i] - &extra[i]);
    let net = put(book, to, "Net monthly benefit", Shown::Money, figures::TEXTBOOK_NET_MONTHLY_BENEFIT, &all);
    let break_even =
        |i: usize, per: &Formula| (&extra[i] / per).only(&extra[i].above(&number(0.0)).and(&per.above(&number(0.0))));
    let all = rows(&|i, _| break_even(i, &(&revenue * &nominal)));
    put(book, to, "Break-even gain per 100 ms", Shown::Share, figures::TEXTBOOK_BREAK_EVEN_GAIN_PER_100_MS, &all);
    let all = rows(&|i, _| break_even(i, &(&gain * &nominal)));
    let break_even_revenue =
        put(book, to, "Break-even monthly revenue", Shown::Money, figures::TEXTBOOK_BREAK_EVEN_MONTHLY_REVENUE, &all);
    book.finish(sheet);
    Textbook { availability, cost, net, break_even_revenue }
}

/// q; of a pair q × minutes ÷ 60, at most 1; of several regions Π q.
fn unavailability(inputs: &Inputs, choice: &Choice) -> Formula {
    let of = |region: &usize| inputs.unavailability.get(*region).cloned().unwrap_or_else(Formula::none);
    match &choice.design {
        Design::Single { region, .. } => of(region),
        Design::ActivePassive { primary, .. } => {
            let hours = &inputs.at(list::FAILOVER_ACTIVE_PASSIVE_MINUTES) / &Formula::number(60.0);
            Formula::min(&[&of(primary) * &hours, Formula::number(1.0)])
        }
        Design::Geode { regions, .. } => {
            regions.iter().map(of).reduce(|all, one| &all * &one).unwrap_or_else(Formula::none)
        }
    }
}

/// Full copies that are paid.
fn copies(scenario: &Scenario, inputs: &Inputs, option: usize, choice: &Choice) -> Formula {
    let id = scenario.options.get(option).map_or("", |option| option.id.as_str());
    match &choice.design {
        Design::ActivePassive { .. } => &Formula::number(1.0) + &inputs.of(list::OPTIONS_STANDBY_COST_FRACTION, &[id]),
        Design::Single { .. } | Design::Geode { .. } => Formula::number(choice.region_count() as f64),
    }
}
