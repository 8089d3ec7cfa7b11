//! Axes of figures: how a chart writes their numbers, as tables and sentences do.

use super::written;
use crate::chart::Axis;
use crate::engine::figures::{Figure, Quantity};
use crate::quantity::format::Format;

/// By what a figure is multiplied on an axis, and the axis, which says by what the figure is counted where the name does not.
///
/// ```
/// use geode_core::{engine::figures, report::axes};
/// let (factor, axis) = axes::of_figure(figures::of_path(figures::NPV).unwrap(), "Net present value", "EUR");
/// assert_eq!((factor, axis.format.short(12e6).as_str()), (1.0, "€12\u{a0}M"));
/// ```
pub fn of_figure(figure: &Figure, name: &str, currency: &str) -> (f64, Axis) {
    let money = || Format::Money(currency.to_owned());
    let (factor, format, unit) = match figure.quantity {
        Quantity::Unavailability | Quantity::Share => (1.0, Format::Percent, ""),
        Quantity::Availability => (1.0, Format::Availability, ""),
        Quantity::Nines => (1.0, Format::Plain, ""),
        Quantity::SecondsPerYear => (1.0, Format::Downtime, "per year"),
        Quantity::Seconds => (1.0, Format::Duration, ""),
        Quantity::Minutes => (60.0, Format::Duration, ""),
        Quantity::Months => (1.0, Format::Plain, "months"),
        Quantity::Milliseconds => (1.0, Format::Millis, ""),
        Quantity::Money => (1.0, money(), ""),
        Quantity::MoneyPerMonth => (1.0, money(), "per month"),
        Quantity::MoneyPerHour => (1.0, money(), "per hour"),
        Quantity::PerYear => (1.0, Format::Plain, "per year"),
        Quantity::WritesPerYear => (1.0, Format::Plain, "writes per year"),
        Quantity::Count => (1.0, Format::Count, ""),
    };
    (factor, Axis::new(name, written::unless_said(name, unit), format))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::figures::LIST;
    use crate::quantity::format::{Digits, money_compact};
    use crate::report::{OptionEvaluation, evaluate};
    use crate::scenario::presets;

    /// A table said 88.8 ms where the label of the bar said 89 ms, and 99.9679 % where it said 99.968%.
    #[test]
    fn a_figure_reads_alike_in_tables_and_on_charts() {
        let mut scenario = presets::worked_example();
        for (region, availability) in scenario.regions.iter_mut().zip([0.999_678_9, 0.993, 0.87]) {
            region.availability = availability;
        }
        let evaluation = evaluate(&scenario, &[]);
        let mut compared = 0;
        let mut compare = |figure: &Figure, option: &OptionEvaluation| {
            let Some(value) = figure.get(option) else { return };
            let table = match figure.quantity {
                // A table has no room for percent, nor a curve for steps of nines.
                Quantity::Unavailability | Quantity::Nines => return,
                // Labels are short, as sentences are.
                Quantity::Money | Quantity::MoneyPerMonth | Quantity::MoneyPerHour => money_compact(value, "USD"),
                _ => written::figure(figure, option, "USD", Digits::Few),
            };
            let (factor, axis) = of_figure(figure, figure.label, "USD");
            let label = axis.format.short(value * factor).replace('\u{a0}', " ");
            let unit = table.strip_prefix(&label).map(str::trim);
            assert!(
                matches!(unit, Some("" | "/yr" | "writes/yr" | "month" | "months")),
                "{}: {label}, {table}",
                figure.path
            );
            compared += 1;
        };
        LIST.iter().for_each(|figure| evaluation.options.iter().for_each(|option| compare(figure, option)));
        assert!(compared > 150, "{compared}");
    }
}
