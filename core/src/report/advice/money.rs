//! The rules about what it costs and returns.

use super::Severity;
use super::case::{Case, downtime, milliseconds, percent};
use crate::report::targets::enumerated;
use crate::report::written::reaching;
use crate::scenario::model::Kind;

/// A saving or a part that is worth a word.
const NOTABLE_SAVING: f64 = 0.02;
/// Least that a further region should bring: seconds of downtime a year, or milliseconds.
const LITTLE_DOWNTIME_SECONDS: f64 = 60.0;
const LITTLE_LATENCY_MS: f64 = 5.0;
/// Times as much at the end of the horizon as at its start: no forecast of a business says that.
const MUCH_GROWTH: f64 = 1_000.0;
/// A part of all profit that faster answers hardly bring: no study has seen so much for a whole system.
const LARGE_GAIN: f64 = 0.2;

pub(super) fn full_copies(case: &mut Case) {
    let Some(lean) = case.aside.lean_monthly_cost else { return };
    let total = case.figures.rigorous.monthly_cost.total;
    let saved = total - lean;
    if saved > NOTABLE_SAVING * total {
        let message = format!(
            "Every region carries a full copy. Sized to survive one loss, this option costs {} less a month.",
            case.money(saved)
        );
        case.say("full-copies", Severity::Info, message);
    }
}

/// A figure with and without a region.
fn both(with: String, without: String) -> String {
    if with == without { format!("{with} with or without it") } else { format!("{with} with it, {without} without") }
}

/// A region that brings little for what it costs.
pub(super) fn last_region(case: &mut Case) {
    let (Some(without), Kind::Geode { regions, .. }) = (case.aside.without_region, &case.option.kind) else { return };
    let at = without.at;
    let name = regions.get(at).map_or_else(String::new, |id| case.scenario.region_name(id));
    let now = &case.figures.rigorous;
    let time = without.downtime_seconds_per_year - now.downtime_seconds_per_year;
    let Some((latency_without, latency_now)) = without.mean_latency_ms.zip(now.mean_latency_ms) else {
        return;
    };
    let cost = now.monthly_cost.total - without.monthly_cost;
    // Where regions that carry less each cost less together, it earns its place.
    if time < LITTLE_DOWNTIME_SECONDS && latency_without - latency_now < LITTLE_LATENCY_MS && cost > 0.0 {
        let message = format!(
            "{name} serves {} of requests{} and costs {} a month. Downtime is {}; latency {}.",
            percent(now.regions.get(at).map_or(0.0, |region| region.load_share)),
            reaching(case.option),
            case.money(cost),
            both(downtime(now.downtime_seconds_per_year), downtime(without.downtime_seconds_per_year)),
            both(milliseconds(latency_now), milliseconds(latency_without))
        );
        case.say("last-region", Severity::Info, message);
    }
}

/// What is null because it would be a share of 0.
pub(super) fn shares_of_nothing(case: &mut Case) {
    if case.option.id == case.scenario.baseline {
        return;
    }
    let values = &case.figures.textbook;
    let missing = match (values.cost_overhead_share, values.latency_reduction_share) {
        (Some(_), Some(_)) => return,
        (None, Some(_)) => "costs nothing, so the extra cost is",
        (Some(_), None) => "has a latency of 0, so the gain in latency is",
        (None, None) => "costs nothing and has a latency of 0, so extra cost and gain in latency are",
    };
    let message = format!("Today's option {missing} not told as a share of it.");
    case.say("share-of-nothing", Severity::Info, message);
}

pub(super) fn rate_of_return(case: &mut Case) {
    if case.option.id == case.scenario.baseline {
        return;
    }
    let found = &case.figures.rigorous.irr_annual;
    let message = match found.all.as_slice() {
        // Nobody looks for the return on a migration that costs nothing.
        [] if case.scenario.cost.migration_one_off == 0.0 => return,
        [] if case.figures.rigorous.value.npv > 0.0 => {
            "No internal rate of return: the migration is paid back too soon for a yearly rate to say anything.".into()
        }
        [] => "No internal rate of return: what comes after the migration does not make up for it.".into(),
        [_] if found.starts_with_payment => return,
        [rate] => format!(
            "No internal rate of return: gains come first, so nothing is invested. At {} a year it is worth nothing. Rely on the net present value.",
            percent(*rate)
        ),
        several => format!(
            "No single internal rate of return: what comes in and goes out changes sign more than once, and is worth nothing at {} a year. Rely on the net present value.",
            enumerated(&several.iter().map(|rate| percent(*rate)).collect::<Vec<_>>())
        ),
    };
    case.say("irr-unclear", Severity::Info, message);
}

/// What grows so fast over the horizon that no figure of money over time says anything.
pub(super) fn growth(case: &mut Case) {
    let finance = &case.scenario.finance;
    let years = f64::from(finance.horizon_months) / 12.0;
    let fastest = finance.annual_growth.max(finance.annual_cost_growth);
    let times = (1.0 + fastest).powf(years);
    if case.option.id != case.scenario.baseline && times > MUCH_GROWTH {
        let what = if fastest == finance.annual_growth { "the benefit" } else { "the extra cost" };
        let message = format!(
            "Growth of {} a year over {} months makes {what} more than {MUCH_GROWTH} times as much: net present value, payback and return of it say nothing. Expected: a lower growth, or a shorter horizon.",
            percent(fastest),
            finance.horizon_months
        );
        case.say("growth-beyond-measure", Severity::Warning, message);
    }
}

/// Where speed is said to bring a large part of all profit, or to cost it.
pub(super) fn large_gain(case: &mut Case) {
    let revenue = &case.scenario.revenue;
    let all = revenue.gross_margin * revenue.monthly;
    let part = case.figures.rigorous.value.latency_revenue / all;
    if part.is_finite() && part.abs() >= LARGE_GAIN {
        let most = if part.abs() >= 1.0 - 1e-12 { ", which is all that is counted" } else { "" };
        let message = format!(
            "Speed is counted as {} of all profit{most}: more than studies have seen. Check the gain per 100 ms and the round trips per interaction.",
            percent(part)
        );
        case.say("large-gain", Severity::Warning, message);
    }
}
