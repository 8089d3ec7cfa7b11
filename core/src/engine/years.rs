//! Years that were drawn, and their figures.

use super::constants::{HOURS_PER_MONTH, HOURS_PER_YEAR};
use super::math::sqrt;
use crate::scenario::model::SlaCredits;
use crate::scenario::problem::{Design, Problem};
use serde::{Deserialize, Serialize};

/// Figures of simulated years.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Yearly {
    /// Years simulated.
    pub years: u32,
    /// Mean downtime, seconds per year: agrees with the analytic mean within its standard error.
    pub mean_seconds: f64,
    /// Standard error of that mean; none of a single year, which says nothing of how years differ.
    pub standard_error_seconds: Option<f64>,
    /// 5th percentile of a year's downtime, seconds.
    pub p05_seconds: f64,
    /// Median of a year's downtime, seconds.
    pub p50_seconds: f64,
    /// 95th percentile of a year's downtime, seconds.
    pub p95_seconds: f64,
    /// Chance that a year misses the availability target; none without one.
    pub misses_target_in_a_year: Option<f64>,
    /// Chance that a month does.
    pub misses_target_in_a_month: Option<f64>,
    /// Fraction of the fees that is given back on average over the periods of the contracts; none where nothing is promised.
    pub credited_share: Option<f64>,
    /// Chance of a year in which never more requests fail than with everything up.
    pub year_without_incident: f64,
}

/// Years that were drawn, whatever they are parts of: they add up in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Years {
    /// Downtime of each year, hours.
    hours: Vec<f64>,
    months_missed: u32,
    quiet_years: u32,
    /// Periods by the credit that is due, in the order in which credits were met.
    credited: Vec<(f64, u32)>,
}

/// Downtime of one year.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Year {
    /// Of each month, hours.
    months: [f64; 12],
    /// Whether more requests failed at some time than with everything up.
    pub had_incident: bool,
}

impl Problem {
    /// The same as far as simulated years depend on it: neither money nor what only changes latencies. The sections that
    /// do not matter are those of another problem, so that two that differ in nothing else are equal.
    ///
    /// ```
    /// use geode_core::scenario::{presets, problem::Problem};
    /// let today = Problem::compile(&presets::worked_example());
    /// let mut dearer = today.clone();
    /// dearer.cost.single_region_monthly *= 2.0;
    /// assert_eq!(dearer.clone().as_simulated(&today), today.clone().as_simulated(&today));
    /// dearer.beta = 0.1;
    /// assert_ne!(dearer.as_simulated(&today), today.clone().as_simulated(&today));
    /// ```
    pub fn as_simulated(mut self, sections: &Problem) -> Problem {
        (self.cost, self.revenue, self.finance) = (sections.cost, sections.revenue, sections.finance);
        self.sla_credits.fees_share = 1.0;
        self.rollout.clear();
        // What is allowed of the availability stands beside the targets.
        (self.target, self.baseline) = (sections.target, 0);
        let traffic = sections.traffic;
        self.traffic.peak_requests_per_second = traffic.peak_requests_per_second;
        self.traffic.replication_lag_seconds = traffic.replication_lag_seconds;
        self.traffic.latency_spread_sigma = traffic.latency_spread_sigma;
        self.traffic.round_trips_per_interaction = traffic.round_trips_per_interaction;
        self.groups.iter_mut().for_each(|group| group.revenue_share = None);
        for region in &mut self.regions {
            (region.price_index, region.transfer_price_per_gb) = (1.0, None);
        }
        for option in &mut self.options {
            if let Some(edge) = &mut option.edge {
                (edge.latency_ms, edge.monthly_cost) = (0.0, 0.0);
            }
            if let Design::ActivePassive { recovery_point_seconds, .. } = &mut option.design {
                *recovery_point_seconds = None;
            }
        }
        self
    }
}

impl Years {
    /// Of no year yet, with room for so many.
    pub(crate) fn with_room(count: u32) -> Years {
        Years { hours: Vec::with_capacity(count as usize), ..Years::default() }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.hours.len() as u32
    }

    /// Adds a year; `budget` is the unavailability that the target allows, `sla` what contracts give back.
    pub(crate) fn push(&mut self, year: &Year, budget: Option<f64>, sla: &SlaCredits) {
        self.hours.push(year.months.iter().sum());
        self.quiet_years += u32::from(!year.had_incident);
        if let Some(budget) = budget {
            self.months_missed += year.months.iter().filter(|m| **m > budget * HOURS_PER_MONTH).count() as u32;
        }
        if !sla.is_none() {
            for period in year.months.chunks(sla.period.months()) {
                let hours = HOURS_PER_MONTH * period.len() as f64;
                self.add_credit(sla.credit(1.0 - period.iter().sum::<f64>() / hours), 1);
            }
        }
    }

    /// Counts periods of a credit: whole numbers, so that slices change no bit.
    fn add_credit(&mut self, credit: f64, periods: u32) {
        match self.credited.iter_mut().find(|(known, _)| *known == credit) {
            Some((_, count)) => *count += periods,
            None => self.credited.push((credit, periods)),
        }
    }

    /// Adds the years that follow these.
    pub fn append(&mut self, mut more: Years) {
        self.hours.append(&mut more.hours);
        self.months_missed += more.months_missed;
        self.quiet_years += more.quiet_years;
        more.credited.into_iter().for_each(|(credit, periods)| self.add_credit(credit, periods));
    }

    /// Figures of these years; `budget` is the unavailability that the target allows.
    pub fn figures(&self, budget: Option<f64>) -> Yearly {
        let count = self.hours.len() as f64;
        if self.hours.is_empty() {
            return Yearly::default();
        }
        let mut sorted: Vec<f64> = self.hours.iter().map(|hours| hours * 3_600.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / count;
        let squares: f64 = sorted.iter().map(|s| (s - mean) * (s - mean)).sum();
        // The smallest downtime that at least a fraction p of the years does not exceed.
        let at = |p: f64| sorted[((p * count).ceil() as usize).clamp(1, sorted.len()) - 1];
        let missed = |budget: f64| self.hours.iter().filter(|hours| **hours > budget * HOURS_PER_YEAR).count() as f64;
        Yearly {
            years: self.hours.len() as u32,
            mean_seconds: mean,
            standard_error_seconds: (count > 1.0).then(|| sqrt(squares / (count - 1.0) / count)),
            p05_seconds: at(0.05),
            p50_seconds: at(0.5),
            p95_seconds: at(0.95),
            misses_target_in_a_year: budget.map(|budget| missed(budget) / count),
            misses_target_in_a_month: budget.map(|_| f64::from(self.months_missed) / (12.0 * count)),
            credited_share: self.credited_share(),
            year_without_incident: f64::from(self.quiet_years) / count,
        }
    }
}

impl Years {
    /// Mean credit of a period, as a fraction of its fees.
    fn credited_share(&self) -> Option<f64> {
        let periods: u32 = self.credited.iter().map(|(_, periods)| periods).sum();
        let credits: f64 = self.credited.iter().map(|(credit, periods)| credit * f64::from(*periods)).sum();
        (periods > 0).then(|| credits / f64::from(periods))
    }
}

impl Year {
    /// Adds a span of failure to the months that it touches.
    pub fn add(&mut self, start: f64, end: f64, failed: f64) {
        if failed <= 0.0 {
            return;
        }
        let first = ((start / HOURS_PER_MONTH) as usize).min(11);
        for (i, month) in self.months.iter_mut().enumerate().skip(first) {
            let (opens, closes) = (HOURS_PER_MONTH * i as f64, HOURS_PER_MONTH * (i as f64 + 1.0));
            if opens >= end {
                break;
            }
            *month += failed * (end.min(closes) - start.max(opens)).max(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::model::{CreditPeriod, CreditStep};

    /// One outage of 4 h is 99.45 % of its month of 730 h, 99.82 % of its quarter and 99.954 % of its year.
    #[test]
    fn an_outage_counts_in_its_period() {
        for (period, uptime, periods) in [
            (CreditPeriod::Month, 726.0 / 730.0, 12.0),
            (CreditPeriod::Quarter, 2_186.0 / 2_190.0, 4.0),
            (CreditPeriod::Year, 8_756.0 / 8_760.0, 1.0),
        ] {
            let credited = |below: f64| {
                let steps = vec![CreditStep { below, credit_share: 0.2, ..CreditStep::default() }];
                let sla = SlaCredits { period, steps, ..SlaCredits::default() };
                let mut year = Year::default();
                year.add(1_000.0, 1_004.0, 1.0);
                let mut years = Years::default();
                years.push(&year, None, &sla);
                years.figures(None).credited_share.unwrap()
            };
            assert_eq!((credited(uptime - 1e-9), credited(uptime + 1e-9)), (0.0, 0.2 / periods), "{period:?}");
        }
        assert!(
            (100.0 * 726.0 / 730.0_f64 - 99.45).abs() < 0.005 && (100.0 * 8_756.0 / 8_760.0_f64 - 99.954).abs() < 5e-4
        );
    }
}
