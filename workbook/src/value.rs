//! What each option is worth against today's (model.md §8).

use crate::book::{Book, Cell, Sheet, Shown};
use crate::cost::Costs;
use crate::formula::{Formula, Test};
use crate::inputs::Inputs;
use crate::latency::Latencies;
use crate::months::Factors;
use geode_core::engine::constants::HOURS_PER_MONTH;
use geode_core::scenario::inputs as list;

/// The figures of the sheet, an item an option.
pub(crate) struct Values {
    sheet: Sheet,
    pub(crate) unavailability: Vec<Formula>,
    pub(crate) extra: Vec<Formula>,
    pub(crate) latency: Vec<Formula>,
    pub(crate) avoided: Vec<Formula>,
    pub(crate) benefit: Vec<Formula>,
    pub(crate) net: Vec<Formula>,
    pub(crate) break_even_revenue: Vec<Formula>,
    pub(crate) worthwhile_revenue: Vec<Formula>,
    pub(crate) npv: Vec<Formula>,
    pub(crate) irr: Vec<Formula>,
    pub(crate) payback: Vec<Formula>,
}

/// Benefit per unit of revenue, and what does not depend on it.
struct Downtime {
    /// Cost of an hour down.
    per_hour: Formula,
    /// Profit that an hour saved brings, per unit of revenue; 0 where the cost of an hour was given.
    per_revenue_hour: Formula,
    /// Cost of an hour down that was given, else 0.
    fixed_hour: Formula,
}

/// What returns are made of, an item an option.
struct Returns {
    /// Profit on a month's revenue.
    profit: Formula,
    extra: Vec<Formula>,
    /// Hours down saved a month.
    hours: Vec<Formula>,
    /// Latency saved in an interaction, in units of 100 ms.
    hundreds: Vec<Formula>,
    latency: Vec<Formula>,
    avoided: Vec<Formula>,
    /// Return per unit of revenue.
    per_unit: Vec<Formula>,
    /// Return that does not depend on revenue.
    fixed: Vec<Formula>,
}

/// Writes all but what follows from the flows.
pub(crate) fn write(
    book: &mut Book<'_>,
    inputs: &Inputs,
    latencies: &Latencies,
    costs: &Costs,
    flows: &Factors,
) -> Values {
    let about = "By the engineering estimate. Grey: downtime as the planner found it; changing what it depends on needs the planner again.";
    let mut sheet = book.sheet("Returns", "Returns and break-evens", about, (44.0, 20.0));
    book.option_heads(&mut sheet, &format!("{} a month", book.scenario.currency));
    book.freeze(&mut sheet, 4, 1);
    let figures = book.figures;
    let to = &mut sheet;
    let all = each(book, |i| Formula::of("", figures.options.get(i).map(|option| option.rigorous.unavailability)));
    let kind = (Cell::Planner, Shown::Small);
    let unavailability = book.options(to, "Unavailability", kind, Some("unavailability"), &all);
    let returns = Returns::write(book, to, (inputs, latencies, costs), &unavailability);
    let Returns { extra, latency, avoided, .. } = &returns;
    let benefit = each(book, |i| &latency[i] + &avoided[i]);
    let all = each(book, |i| &benefit[i] - &extra[i]);
    let net = money(book, to, "Net monthly benefit", "net_monthly_benefit", &all);
    let all = each(book, |i| &avoided[i] - &extra[i]);
    money(book, to, "Net monthly benefit without latency", "net_monthly_benefit_without_latency", &all);
    let break_even_revenue = returns.break_evens(book, to, inputs);
    let worthwhile_revenue = returns.worthwhile(book, to, inputs, flows);
    let Returns { extra, latency, avoided, .. } = returns;
    let (npv, irr, payback) = (Vec::new(), Vec::new(), Vec::new());
    Values {
        sheet,
        unavailability,
        extra,
        latency,
        avoided,
        benefit,
        net,
        break_even_revenue,
        worthwhile_revenue,
        npv,
        irr,
        payback,
    }
}

/// A formula of each option.
fn each(book: &Book<'_>, of: impl Fn(usize) -> Formula) -> Vec<Formula> {
    (0..book.problem.options.len()).map(of).collect()
}

/// A row of amounts.
fn money(book: &mut Book<'_>, to: &mut Sheet, label: &str, name: &str, all: &[Formula]) -> Vec<Formula> {
    book.options(to, label, (Cell::Result, Shown::Money), Some(name), all)
}

/// A value where what it is divided by is not 0, something else holds too, and it is above 0 itself.
fn positive(value: &Formula, per: &Formula, also: &Test) -> Formula {
    let zero = Formula::number(0.0);
    let is_divided = Formula::max(&[per.clone(), &zero - per]).above(&zero);
    value.only(&also.and(&is_divided).and(&value.above(&zero)))
}

impl Returns {
    /// Writes extra cost, what is saved and what that returns.
    fn write(
        book: &mut Book<'_>,
        to: &mut Sheet,
        (inputs, latencies, costs): (&Inputs, &Latencies, &Costs),
        unavailability: &[Formula],
    ) -> Self {
        let base = book.problem.baseline;
        let all = each(book, |i| &costs.total[i] - &costs.total[base]);
        let extra = money(book, to, "Extra monthly cost", "extra_monthly_cost", &all);
        let kind = (Cell::Result, Shown::Number);
        let saved = &latencies.saved;
        let saved = book.options(to, "Latency saved, ms (by revenue)", kind, Some("latency_saved_ms"), saved);
        let all = each(book, |i| &(&unavailability[base] - &unavailability[i]) * &Formula::number(HOURS_PER_MONTH));
        let hours = book.options(to, "Hours down saved a month", kind, Some("hours_saved"), &all);
        let (margin, revenue) = (inputs.at(list::REVENUE_GROSS_MARGIN), inputs.at(list::REVENUE_MONTHLY));
        let trips = inputs.at(list::TRAFFIC_ROUND_TRIPS_PER_INTERACTION);
        let hundreds = each(book, |i| &(&saved[i] * &trips) / &Formula::number(100.0));
        let per_revenue = each(book, |i| &margin * &gain(inputs, &hundreds[i]));
        let all = each(book, |i| &per_revenue[i] * &revenue);
        let latency = money(book, to, "Return from latency (speculative)", "latency_revenue", &all);
        let downtime = downtime(inputs, &margin, &revenue);
        let all = each(book, |i| &hours[i] * &downtime.per_hour);
        let avoided = money(book, to, "Return from avoided downtime", "avoided_downtime_revenue", &all);
        let per_unit = each(book, |i| &per_revenue[i] + &(&downtime.per_revenue_hour * &hours[i]));
        let fixed = each(book, |i| &downtime.fixed_hour * &hours[i]);
        Returns { profit: &margin * &revenue, extra, hours, hundreds, latency, avoided, per_unit, fixed }
    }

    /// Writes where a positive figure earns the extra cost; the revenue comes back.
    fn break_evens(&self, book: &mut Book<'_>, to: &mut Sheet, inputs: &Inputs) -> Vec<Formula> {
        let Returns { profit, extra, hours, hundreds, latency, avoided, per_unit, fixed } = self;
        let at = |without: &Formula, per: &Formula, extra: &Formula| {
            positive(&(&(extra - without) / per), per, &extra.above(&Formula::number(0.0)))
        };
        let all = each(book, |i| at(&fixed[i], &per_unit[i], &extra[i]));
        let revenue = money(book, to, "Break-even monthly revenue", "break_even_monthly_revenue", &all);
        let all = each(book, |i| needed_gain(inputs, &(&extra[i] - &avoided[i]), profit, &hundreds[i], &extra[i]));
        let kind = (Cell::Result, Shown::Share);
        book.options(to, "Break-even gain per 100 ms", kind, Some("break_even_gain_per_100_ms"), &all);
        let all = each(book, |i| at(&latency[i], &hours[i], &extra[i]));
        money(book, to, "Break-even cost of an hour down", "break_even_downtime_cost_per_hour", &all);
        revenue
    }

    /// Writes where an option is worth nothing over the horizon; the revenue comes back.
    fn worthwhile(&self, book: &mut Book<'_>, to: &mut Sheet, inputs: &Inputs, flows: &Factors) -> Vec<Formula> {
        let base = book.problem.baseline;
        let zero = Formula::number(0.0);
        // What returns must be worth today, as benefits a month.
        let migration = |i: usize| if i == base { zero.clone() } else { inputs.at(list::COST_MIGRATION_ONE_OFF) };
        let needed = |i: usize| &(&migration(i) + &(&flows.cost_worth * &self.extra[i])) / &flows.benefit_worth;
        let at = |i: usize, without: &Formula, per: &Formula| {
            positive(&(&(&needed(i) - without) / per), per, &flows.benefit_worth.above(&zero))
        };
        let all = each(book, |i| at(i, &self.fixed[i], &self.per_unit[i]));
        let revenue = money(book, to, "Monthly revenue at which NPV is 0", "worthwhile_revenue", &all);
        let all = each(book, |i| at(i, &self.latency[i], &self.hours[i]));
        money(book, to, "Cost of an hour down at which NPV is 0", "worthwhile_downtime_cost", &all);
        revenue
    }
}

/// The part of revenue that so many times 100 ms less bring: at most all of it.
fn gain(inputs: &Inputs, hundreds: &Formula) -> Formula {
    let (one, rate) = (Formula::number(1.0), inputs.at(list::REVENUE_GAIN_PER_100_MS));
    let compounded = &(&one + &rate).power(hundreds) - &one;
    let is_compounded = inputs.compounding.above(&Formula::number(0.0));
    let gain = Formula::when(&is_compounded, &compounded, &(&rate * hundreds));
    Formula::max(&[Formula::number(-1.0), Formula::min(&[one, gain])])
}

/// The gain per 100 ms that makes up for what is uncovered; none where not even all of the profit would.
fn needed_gain(inputs: &Inputs, uncovered: &Formula, profit: &Formula, hundreds: &Formula, extra: &Formula) -> Formula {
    let (zero, one) = (Formula::number(0.0), Formula::number(1.0));
    let share = uncovered / profit;
    let compounded = &(&one + &share).power(&(&one / hundreds)) - &one;
    let needed = Formula::when(&inputs.compounding.above(&zero), &compounded, &(&share / hundreds));
    let size = |of: &Formula| Formula::max(&[of.clone(), &zero - of]);
    let is_defined = extra.above(&zero).and(&profit.above(&zero)).and(&size(hundreds).above(&zero));
    needed.only(&is_defined.and(&size(&share).at_most(&one)).and(&needed.above(&zero)))
}

fn downtime(inputs: &Inputs, margin: &Formula, revenue: &Formula) -> Downtime {
    let given = inputs.at(list::REVENUE_DOWNTIME_COST_PER_HOUR);
    let lost = margin * &inputs.at(list::REVENUE_LOST_SHARE_DURING_DOWNTIME);
    let per_revenue = &lost / &Formula::number(HOURS_PER_MONTH);
    let zero = Formula::number(0.0);
    let is_given = given.is_number();
    Downtime {
        per_hour: Formula::when(&is_given, &given, &(&per_revenue * revenue)),
        per_revenue_hour: Formula::when(&is_given, &zero, &per_revenue),
        fixed_hour: Formula::when(&is_given, &given, &zero),
    }
}

impl Values {
    /// Writes what follows from the flows, below the rest.
    pub(crate) fn write(&mut self, book: &mut Book<'_>) {
        let to = &mut self.sheet;
        self.npv = book.options(to, "Net present value", (Cell::Result, Shown::Money), Some("npv"), &self.npv);
        let kind = (Cell::Result, Shown::Share);
        self.irr = book.options(to, "Internal rate of return, a year", kind, Some("irr_annual"), &self.irr);
        let kind = (Cell::Result, Shown::Number);
        self.payback =
            book.options(to, "Payback within the horizon, months", kind, Some("payback_months"), &self.payback);
    }

    /// Puts the sheet into the workbook.
    pub(crate) fn finish(self, book: &mut Book<'_>) {
        book.finish(self.sheet);
    }
}
