//! The one list of figures: every number of an option's evaluation, described once.
//!
//! Sweeps, table, CSV, charts, sentences and explanations are driven by [`LIST`]. A figure is named by its path in the
//! option's evaluation, such as `/textbook/unavailability`, and read from the engine's figures, as the evaluation is.

use super::{Depth, OptionFigures};

/// What kind of number a figure is, and so how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Fraction of time or requests that fail.
    Unavailability,
    /// 1 − unavailability.
    Availability,
    /// −log10 of the unavailability.
    Nines,
    /// Seconds in a year.
    SecondsPerYear,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Months.
    Months,
    /// Milliseconds.
    Milliseconds,
    /// A fraction.
    Share,
    /// Money.
    Money,
    /// Money a month.
    MoneyPerMonth,
    /// Money an hour.
    MoneyPerHour,
    /// Events a year.
    PerYear,
    /// Writes a year.
    WritesPerYear,
    /// A number of things.
    Count,
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Lower is better.
    Lower,
    /// Higher is better.
    Higher,
    /// Neither.
    Neither,
}

/// How much must be computed for a figure, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// [`Depth::Headline`].
    Headline,
    /// [`Depth::P95`].
    P95,
    /// [`Depth::Full`].
    Full,
    /// Simulated years besides.
    Years,
    /// Simulated years, and a target of the availability that they are held against.
    Target,
    /// Simulated years, those of the baseline too, and credits that contracts promise.
    Credits,
}

impl Needs {
    /// How deeply to evaluate for it.
    pub fn depth(self) -> Depth {
        match self {
            Needs::Headline => Depth::Headline,
            Needs::P95 => Depth::P95,
            Needs::Full | Needs::Years | Needs::Target | Needs::Credits => Depth::Full,
        }
    }

    /// Whether years must be simulated.
    pub fn is_of_years(self) -> bool {
        self >= Needs::Years
    }
}

/// One figure.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Path in the option's evaluation.
    pub path: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// How it is written.
    pub quantity: Quantity,
    /// Which direction is better.
    pub better: Better,
    /// How much must be computed for it.
    ///
    /// ```
    /// use geode_core::engine::figures::{self, Needs};
    /// let needs = |path| figures::of_path(path).unwrap().needs;
    /// assert_eq!(needs("/rigorous/net_monthly_benefit"), Needs::Headline);
    /// assert_eq!(needs("/rigorous/reads/p95_latency_ms"), Needs::P95);
    /// assert_eq!(needs("/rigorous/writes/p95_latency_ms"), Needs::Full);
    /// assert_eq!(needs("/rigorous/yearly_downtime_seconds/p95"), Needs::Years);
    /// assert_eq!(needs("/rigorous/npv_with_credits"), Needs::Credits);
    /// ```
    pub needs: Needs,
    /// The formula, in the symbols of the model.
    pub formula: &'static str,
    /// Where the formula comes from.
    pub source: &'static str,
    get: fn(&OptionFigures, usize) -> Option<f64>,
}

impl Figure {
    /// The value of an option, of its figures or of what has them; none where it cannot be computed. For a figure of list
    /// items, of the first item.
    pub fn get(&self, option: impl AsRef<OptionFigures>) -> Option<f64> {
        (self.get)(option.as_ref(), 0)
    }

    /// The value of an item, for a path with a placeholder such as `/rigorous/regions/{region}/load_share`.
    pub fn get_at(&self, option: impl AsRef<OptionFigures>, item: usize) -> Option<f64> {
        (self.get)(option.as_ref(), item)
    }

    /// Whether there is one value an option, not one for each item of a list.
    pub fn is_single(&self) -> bool {
        !self.path.contains('{')
    }
}

/// The figure of a path.
pub fn of_path(path: &str) -> Option<&'static Figure> {
    LIST.iter().find(|figure| figure.path == path)
}

/// An entry: path as constant: quantity, better direction, what it needs; label, formula; how to find it.
macro_rules! list {
    ($($name:ident, $source:literal;
       $($path:literal $(as $constant:ident)?: $quantity:ident, $better:ident, $needs:ident; $label:literal, $formula:literal; |$o:ident, $i:ident| $get:expr;)+)+) => {
        /// Every figure of an option, exactly once, in the order of the evaluation file.
        pub const LIST: &[Figure] = &[$($(Figure {
            path: $path,
            label: $label,
            quantity: Quantity::$quantity,
            better: Better::$better,
            needs: Needs::$needs,
            formula: $formula,
            source: $source,
            get: |$o, $i| { let _ = $i; $get.into() },
        }),+),+];
        $($($(
            #[doc = concat!("Path of the figure “", $label, "”.")]
            pub const $constant: &str = $path;
        )?)+)+
    };
}

list! {
    textbook, "textbook method, as architecture guides on geodes print it";
    "/textbook/unavailability" as TEXTBOOK_UNAVAILABILITY: Unavailability, Lower, Headline;
        "Unavailability", "single: U = 1 − A; active-passive: U of the primary × failover minutes ÷ 60; geode: product of the U of its regions"; |o, _i| o.textbook.unavailability;
    "/textbook/availability" as TEXTBOOK_AVAILABILITY: Availability, Higher, Headline;
        "Availability", "A = 1 − U"; |o, _i| o.textbook.availability;
    "/textbook/downtime_seconds_per_year" as TEXTBOOK_DOWNTIME_SECONDS_PER_YEAR: SecondsPerYear, Lower, Headline;
        "Downtime", "U × 31 536 000 s (365 days)"; |o, _i| o.textbook.downtime_seconds_per_year;
    "/textbook/mean_latency_ms" as TEXTBOOK_MEAN_LATENCY_MS: Milliseconds, Lower, Headline;
        "Mean latency", "Σ share of group × latency to its serving region: the only one, the primary, or the nearest"; |o, _i| o.textbook.mean_latency_ms;
    "/textbook/latency_reduction_ms" as TEXTBOOK_LATENCY_REDUCTION_MS: Milliseconds, Higher, Headline;
        "Latency saved", "mean latency of the baseline − mean latency"; |o, _i| o.textbook.latency_reduction_ms;
    "/textbook/latency_reduction_share" as TEXTBOOK_LATENCY_REDUCTION_SHARE: Share, Higher, Headline;
        "Latency saved, relative", "latency saved ÷ mean latency of the baseline"; |o, _i| o.textbook.latency_reduction_share;
    "/textbook/monthly_cost_before_transfer" as TEXTBOOK_MONTHLY_COST_BEFORE_TRANSFER: MoneyPerMonth, Lower, Headline;
        "Monthly cost before transfer", "cost of one region × number of regions; active-passive: × (1 + cost of the standby)"; |o, _i| o.textbook.monthly_cost_before_transfer;
    "/textbook/monthly_cost" as TEXTBOOK_MONTHLY_COST: MoneyPerMonth, Lower, Headline;
        "Monthly cost", "cost before transfer × (1 + transfer overhead), the overhead for more than one region only"; |o, _i| o.textbook.monthly_cost;
    "/textbook/cost_overhead_share" as TEXTBOOK_COST_OVERHEAD_SHARE: Share, Lower, Headline;
        "Cost overhead", "extra monthly cost ÷ monthly cost of the baseline"; |o, _i| o.textbook.cost_overhead_share;
    "/textbook/extra_monthly_cost" as TEXTBOOK_EXTRA_MONTHLY_COST: MoneyPerMonth, Lower, Headline;
        "Extra monthly cost", "monthly cost − monthly cost of the baseline"; |o, _i| o.textbook.extra_monthly_cost;
    "/textbook/extra_monthly_revenue" as TEXTBOOK_EXTRA_MONTHLY_REVENUE: MoneyPerMonth, Higher, Headline;
        "Extra monthly revenue", "revenue × gain per 100 ms × nominal reduction ÷ 100 ms, where the mean latency is below the baseline's; else 0"; |o, _i| o.textbook.extra_monthly_revenue;
    "/textbook/net_monthly_benefit" as TEXTBOOK_NET_MONTHLY_BENEFIT: MoneyPerMonth, Higher, Headline;
        "Net monthly benefit", "extra monthly revenue − extra monthly cost"; |o, _i| o.textbook.net_monthly_benefit;
    "/textbook/break_even_gain_per_100_ms" as TEXTBOOK_BREAK_EVEN_GAIN_PER_100_MS: Share, Lower, Headline;
        "Break-even gain per 100 ms", "extra monthly cost ÷ (revenue × nominal reduction ÷ 100 ms)"; |o, _i| o.textbook.break_even_gain_per_100_ms;
    "/textbook/break_even_monthly_revenue" as TEXTBOOK_BREAK_EVEN_MONTHLY_REVENUE: MoneyPerMonth, Lower, Headline;
        "Break-even monthly revenue", "extra monthly cost ÷ (gain per 100 ms × nominal reduction ÷ 100 ms)"; |o, _i| o.textbook.break_even_monthly_revenue;

    rigorous, "engineering estimate: continuous-time model of regions, failover, load and money (docs/model.md)";
    "/rigorous/unavailability" as UNAVAILABILITY: Unavailability, Lower, Headline;
        "Unavailability", "U = U_dep + (1 − U_dep)(U_ops + (1 − U_ops) U_core), weighted by users, reads and writes"; |o, _i| o.rigorous.unavailability;
    "/rigorous/unavailability_bound" as UNAVAILABILITY_BOUND: Unavailability, Lower, Headline;
        "Failure states left out", "probability of the failure states beyond the 20 000 most probable: the truth lies between U and U + this"; |o, _i| o.rigorous.unavailability_bound;
    "/rigorous/availability" as AVAILABILITY: Availability, Higher, Headline;
        "Availability", "A = 1 − U"; |o, _i| o.rigorous.availability;
    "/rigorous/nines" as NINES: Nines, Higher, Headline;
        "Nines", "−log10 U"; |o, _i| o.rigorous.nines;
    "/rigorous/downtime_seconds_per_year" as DOWNTIME_SECONDS_PER_YEAR: SecondsPerYear, Lower, Headline;
        "Downtime", "U × 31 536 000 s (365 days)"; |o, _i| o.rigorous.downtime_seconds_per_year;
    "/rigorous/downtime_breakdown_seconds_per_year/dependencies" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_DEPENDENCIES: SecondsPerYear, Lower, Headline;
        "Shared dependencies", "U_dep = 1 − Π availability of each dependency that the option needs; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.dependencies;
    "/rigorous/downtime_breakdown_seconds_per_year/operations" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_OPERATIONS: SecondsPerYear, Lower, Headline;
        "Operating more regions", "(1 − U_dep) × unavailability per extra region × (N − 1); as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.operations;
    "/rigorous/downtime_breakdown_seconds_per_year/no_permitted_region" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_NO_PERMITTED_REGION: SecondsPerYear, Lower, Headline;
        "No permitted region", "share of the groups that no region of the option may serve; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.no_permitted_region;
    "/rigorous/downtime_breakdown_seconds_per_year/common_cause" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_COMMON_CAUSE: SecondsPerYear, Lower, Headline;
        "Shared failures", "requests that fail while an event of a whole failure domain lasts: q_cc = β × smallest q in the domain; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.common_cause;
    "/rigorous/downtime_breakdown_seconds_per_year/failover" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_FAILOVER: SecondsPerYear, Lower, Headline;
        "Failing over", "requests to a failed region before they are routed away: p_D = q T ÷ (T + M); as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.failover;
    "/rigorous/downtime_breakdown_seconds_per_year/uncovered_failover" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_UNCOVERED_FAILOVER: SecondsPerYear, Lower, Headline;
        "Failed failover", "active-passive: the failover did not work and people repair it; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.uncovered_failover;
    "/rigorous/downtime_breakdown_seconds_per_year/regions_down" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_REGIONS_DOWN: SecondsPerYear, Lower, Headline;
        "No region left", "every region that may serve is down; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.regions_down;
    "/rigorous/downtime_breakdown_seconds_per_year/specialised_region" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_SPECIALISED_REGION: SecondsPerYear, Lower, Headline;
        "Specialised region", "the specialised region that a request needs is down; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.specialised_region;
    "/rigorous/downtime_breakdown_seconds_per_year/consistency" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_CONSISTENCY: SecondsPerYear, Lower, Headline;
        "No quorum or writer", "writes without a majority of regions or without the writer; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.consistency;
    "/rigorous/downtime_breakdown_seconds_per_year/capacity" as DOWNTIME_BREAKDOWN_SECONDS_PER_YEAR_CAPACITY: SecondsPerYear, Lower, Headline;
        "Overload", "load beyond the capacity of what is left, shed evenly; as seconds a year"; |o, _i| o.rigorous.downtime_breakdown_seconds_per_year.capacity;
    "/rigorous/reads/unavailability" as READS_UNAVAILABILITY: Unavailability, Lower, Headline;
        "Reads: unavailability", "Σ probability of a failure state × share of reads that fail in it"; |o, _i| o.rigorous.reads.unavailability;
    "/rigorous/reads/mean_latency_ms" as READS_MEAN_LATENCY_MS: Milliseconds, Lower, Headline;
        "Reads: mean latency", "Σ share × latency to the serving region and every further hop, all regions up"; |o, _i| o.rigorous.reads.mean_latency_ms;
    "/rigorous/reads/p50_latency_ms" as READS_P50_LATENCY_MS: Milliseconds, Lower, Full;
        "Reads: p50 latency", "the latency that 50 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.reads.percentiles.p50_ms;
    "/rigorous/reads/p90_latency_ms" as READS_P90_LATENCY_MS: Milliseconds, Lower, Full;
        "Reads: p90 latency", "the latency that 90 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.reads.percentiles.p90_ms;
    "/rigorous/reads/p95_latency_ms" as READS_P95_LATENCY_MS: Milliseconds, Lower, P95;
        "Reads: p95 latency", "the latency that 95 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.reads.percentiles.p95_ms;
    "/rigorous/reads/p99_latency_ms" as READS_P99_LATENCY_MS: Milliseconds, Lower, Full;
        "Reads: p99 latency", "the latency that 99 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.reads.percentiles.p99_ms;
    "/rigorous/writes/unavailability" as WRITES_UNAVAILABILITY: Unavailability, Lower, Headline;
        "Writes: unavailability", "Σ probability of a failure state × share of writes that fail in it"; |o, _i| o.rigorous.writes.unavailability;
    "/rigorous/writes/mean_latency_ms" as WRITES_MEAN_LATENCY_MS: Milliseconds, Lower, Headline;
        "Writes: mean latency", "Σ share × latency to the serving region and every further hop, all regions up"; |o, _i| o.rigorous.writes.mean_latency_ms;
    "/rigorous/writes/p50_latency_ms" as WRITES_P50_LATENCY_MS: Milliseconds, Lower, Full;
        "Writes: p50 latency", "the latency that 50 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.writes.percentiles.p50_ms;
    "/rigorous/writes/p90_latency_ms" as WRITES_P90_LATENCY_MS: Milliseconds, Lower, Full;
        "Writes: p90 latency", "the latency that 90 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.writes.percentiles.p90_ms;
    "/rigorous/writes/p95_latency_ms" as WRITES_P95_LATENCY_MS: Milliseconds, Lower, Full;
        "Writes: p95 latency", "the latency that 95 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.writes.percentiles.p95_ms;
    "/rigorous/writes/p99_latency_ms" as WRITES_P99_LATENCY_MS: Milliseconds, Lower, Full;
        "Writes: p99 latency", "the latency that 99 of 100 requests do not exceed: quantile of the mixture of lognormals"; |o, _i| o.rigorous.writes.percentiles.p99_ms;
    "/rigorous/mean_latency_ms" as MEAN_LATENCY_MS: Milliseconds, Lower, Headline;
        "Mean latency", "reads and writes weighted, all regions up"; |o, _i| o.rigorous.mean_latency_ms;
    "/rigorous/expected_latency_ms" as EXPECTED_LATENCY_MS: Milliseconds, Lower, Headline;
        "Mean latency, failures included", "mean over all failure states of what is served"; |o, _i| o.rigorous.expected_latency_ms;
    "/rigorous/user_groups/{group}/mean_latency_ms" as USER_GROUPS_MEAN_LATENCY_MS: Milliseconds, Lower, Headline;
        "Mean latency of the group", "reads and writes weighted, all regions up"; |o, i| o.rigorous.user_groups.get(i).and_then(|x| x.mean_latency_ms);
    "/rigorous/user_groups/{group}/unavailability" as USER_GROUPS_UNAVAILABILITY: Unavailability, Lower, Headline;
        "Unavailability for the group", "all causes, reads and writes weighted"; |o, i| o.rigorous.user_groups.get(i).map(|x| x.unavailability);
    "/rigorous/after_losing/{region}/mean_latency_ms" as AFTER_LOSING_MEAN_LATENCY_MS: Milliseconds, Lower, Full;
        "Mean latency after losing the region", "Σ over what is still served, users routed away"; |o, i| o.rigorous.after_losing.get(i).and_then(|x| x.mean_latency_ms);
    "/rigorous/after_losing/{region}/p95_latency_ms" as AFTER_LOSING_P95_LATENCY_MS: Milliseconds, Lower, Full;
        "p95 latency after losing the region", "quantile of the mixture of what is still served"; |o, i| o.rigorous.after_losing.get(i).and_then(|x| x.p95_latency_ms);
    "/rigorous/after_losing/{region}/worst_load_share" as AFTER_LOSING_WORST_LOAD_SHARE: Share, Lower, Full;
        "Largest load after losing the region", "share of the requests that reach the regions that the busiest gets"; |o, i| o.rigorous.after_losing.get(i).map(|x| x.worst_load_share);
    "/rigorous/after_losing/{region}/unserved_share" as AFTER_LOSING_UNSERVED_SHARE: Share, Lower, Full;
        "Unserved after losing the region", "share of requests that fail: nobody to serve them, or shed"; |o, i| o.rigorous.after_losing.get(i).map(|x| x.unserved_share);
    "/rigorous/regions/{region}/load_share" as REGIONS_LOAD_SHARE: Share, Neither, Headline;
        "Load of the region", "share of the requests that reach the regions that it serves, all regions up"; |o, i| o.rigorous.regions.get(i).map(|x| x.load_share);
    "/rigorous/regions/{region}/provisioned_share" as REGIONS_PROVISIONED_SHARE: Share, Lower, Headline;
        "Capacity of the region", "in full copies at capacity factor 1: what the rule of sizing asks for × (1 + headroom) × the share of requests that no edge answers; of a standby what its cost pays for"; |o, i| o.rigorous.regions.get(i).map(|x| x.provisioned_share);
    "/rigorous/regions/{region}/worst_load_share" as REGIONS_WORST_LOAD_SHARE: Share, Lower, Headline;
        "Largest load of the region", "over every loss of up to max(1, f) regions"; |o, i| o.rigorous.regions.get(i).map(|x| x.worst_load_share);
    "/rigorous/incidents_per_year" as INCIDENTS_PER_YEAR: PerYear, Lower, Headline;
        "Region incidents a year", "Σ q ÷ MTTR × 8760 over regions whose loss users notice + Σ q_cc ÷ M × 8760 over their domains"; |o, _i| o.rigorous.incidents_per_year;
    "/rigorous/mean_incident_minutes" as MEAN_INCIDENT_MINUTES: Minutes, Lower, Headline;
        "Mean region incident, weighted by users", "U_core × 525 600 ÷ incidents a year, in minutes of full downtime: an incident that stops a third of the users counts a third of its length"; |o, _i| o.rigorous.mean_incident_minutes;
    "/rigorous/worst_region_loss_user_share" as WORST_REGION_LOSS_USER_SHARE: Share, Lower, Headline;
        "Users hit by the worst region loss", "largest share of users that one region serves"; |o, _i| o.rigorous.worst_region_loss_user_share;
    "/rigorous/yearly_downtime_seconds/p05" as YEARLY_DOWNTIME_SECONDS_P05: SecondsPerYear, Lower, Years;
        "Downtime of a good year (p5)", "from simulated years of 8760 h with the same failure processes"; |o, _i| o.yearly.map(|y| y.p05_seconds);
    "/rigorous/yearly_downtime_seconds/p50" as YEARLY_DOWNTIME_SECONDS_P50: SecondsPerYear, Lower, Years;
        "Downtime of a usual year (p50)", "from simulated years of 8760 h with the same failure processes"; |o, _i| o.yearly.map(|y| y.p50_seconds);
    "/rigorous/yearly_downtime_seconds/p95" as YEARLY_DOWNTIME_SECONDS_P95: SecondsPerYear, Lower, Years;
        "Downtime of a bad year (p95)", "from simulated years of 8760 h with the same failure processes"; |o, _i| o.yearly.map(|y| y.p95_seconds);
    "/rigorous/yearly_downtime_seconds/mean" as YEARLY_DOWNTIME_SECONDS_MEAN: SecondsPerYear, Lower, Years;
        "Mean of the simulated years", "from simulated years of 8760 h with the same failure processes"; |o, _i| o.yearly.map(|y| y.mean_seconds);
    "/rigorous/yearly_downtime_seconds/standard_error" as YEARLY_DOWNTIME_SECONDS_STANDARD_ERROR: SecondsPerYear, Lower, Years;
        "Standard error of that mean", "from simulated years of 8760 h with the same failure processes"; |o, _i| o.yearly.and_then(|y| y.standard_error_seconds);
    "/rigorous/yearly_downtime_seconds/years" as YEARLY_DOWNTIME_SECONDS_YEARS: Count, Neither, Years;
        "Simulated years", "as many as the scenario asks for; fewer where so much fails that they would take longer than about a second"; |o, _i| o.yearly.map(|y| f64::from(y.years));
    "/rigorous/probability_of_missing_target/year" as PROBABILITY_OF_MISSING_TARGET_YEAR: Share, Lower, Target;
        "Chance that a year misses the target", "share of simulated years with more downtime than (1 − target) × 8760 h"; |o, _i| o.yearly.and_then(|y| y.misses_target_in_a_year);
    "/rigorous/probability_of_missing_target/month" as PROBABILITY_OF_MISSING_TARGET_MONTH: Share, Lower, Target;
        "Chance that a month misses the target", "share of simulated months with more downtime than (1 − target) × 730 h"; |o, _i| o.yearly.and_then(|y| y.misses_target_in_a_month);
    "/rigorous/probability_of_year_without_incident" as PROBABILITY_OF_YEAR_WITHOUT_INCIDENT: Share, Higher, Years;
        "Chance of a year without any incident", "share of simulated years in which no request failed that would not fail with everything up; shared failures count too"; |o, _i| o.yearly.map(|y| y.year_without_incident);
    "/rigorous/rto_seconds" as RTO_SECONDS: Seconds, Lower, Headline;
        "Recovery time (RTO)", "geode: largest over its regions of health check interval × failed checks + the DNS time to live, or anycast convergence, + promotion of another writer; its MTTR where something stays stopped, and never more; active-passive: failover, or the MTTR of the primary if that is shorter; single region: its MTTR"; |o, _i| o.rigorous.rto.seconds;
    "/rigorous/rpo_seconds" as RPO_SECONDS: Seconds, Lower, Headline;
        "Lost writes (RPO)", "replication lag; a quorum: 0; active-passive: the recovery point of its standby; single region: time between backups; none where all there is has one copy"; |o, _i| o.rigorous.rpo_seconds;
    "/rigorous/expected_lost_writes_per_year" as EXPECTED_LOST_WRITES_PER_YEAR: WritesPerYear, Lower, Headline;
        "Writes lost by failures a year, at most", "geode: Σ q ÷ MTTR × 8760 × share of the writes; active-passive: take-overs a year; each × peak writes a second × span that is lost"; |o, _i| o.rigorous.expected_lost_writes_per_year;
    "/rigorous/monthly_cost/compute" as MONTHLY_COST_COMPUTE: MoneyPerMonth, Lower, Headline;
        "Compute", "Σ price index × base × compute share × capacity built, less its discount"; |o, _i| o.rigorous.monthly_cost.compute;
    "/rigorous/monthly_cost/fixed" as MONTHLY_COST_FIXED: MoneyPerMonth, Lower, Headline;
        "Fixed", "Σ price index × base × fixed share; a standby: × its cost relative to a full copy, less its discount"; |o, _i| o.rigorous.monthly_cost.fixed;
    "/rigorous/monthly_cost/storage" as MONTHLY_COST_STORAGE: MoneyPerMonth, Lower, Headline;
        "Storage", "Σ price index × base × storage share × copies ÷ regions that may hold them, less its discount"; |o, _i| o.rigorous.monthly_cost.storage;
    "/rigorous/monthly_cost/transfer" as MONTHLY_COST_TRANSFER: MoneyPerMonth, Lower, Headline;
        "Transfer", "replicated GB × Σ share of the writes taken in a region × copies sent from there × its price per GB, less its discount"; |o, _i| o.rigorous.monthly_cost.transfer;
    "/rigorous/monthly_cost/operations" as MONTHLY_COST_OPERATIONS: MoneyPerMonth, Lower, Headline;
        "Operations", "(operations per extra region + people × loaded annual cost ÷ 12) × (N − 1)"; |o, _i| o.rigorous.monthly_cost.operations;
    "/rigorous/monthly_cost/edge" as MONTHLY_COST_EDGE: MoneyPerMonth, Lower, Headline;
        "Edge", "cost of the content delivery network"; |o, _i| o.rigorous.monthly_cost.edge;
    "/rigorous/monthly_cost/total" as MONTHLY_COST_TOTAL: MoneyPerMonth, Lower, Headline;
        "Monthly cost", "compute + fixed + storage + transfer + operations + edge"; |o, _i| o.rigorous.monthly_cost.total;
    "/rigorous/extra_monthly_cost" as EXTRA_MONTHLY_COST: MoneyPerMonth, Lower, Headline;
        "Extra monthly cost", "monthly cost − monthly cost of the baseline"; |o, _i| o.rigorous.value.extra_monthly_cost;
    "/rigorous/latency_revenue" as LATENCY_REVENUE: MoneyPerMonth, Higher, Headline;
        "Return from latency (speculative)", "margin × revenue × gain per 100 ms × G × round trips ÷ 100 ms, with G = Σ revenue share × latency saved; compounding: margin × revenue × ((1 + gain)^(G × round trips ÷ 100 ms) − 1); at most all of margin × revenue, gained or lost"; |o, _i| o.rigorous.value.latency_revenue;
    "/rigorous/avoided_downtime_revenue" as AVOIDED_DOWNTIME_REVENUE: MoneyPerMonth, Higher, Headline;
        "Return from avoided downtime", "(U of the baseline − U) × 730 h × cost of an hour down"; |o, _i| o.rigorous.value.avoided_downtime_revenue;
    "/rigorous/net_monthly_benefit" as NET_MONTHLY_BENEFIT: MoneyPerMonth, Higher, Headline;
        "Net monthly benefit", "return from latency + return from avoided downtime − extra monthly cost"; |o, _i| o.rigorous.value.net_monthly_benefit;
    "/rigorous/net_monthly_benefit_without_latency" as NET_MONTHLY_BENEFIT_WITHOUT_LATENCY: MoneyPerMonth, Higher, Headline;
        "Net benefit without the latency part", "return from avoided downtime − extra monthly cost"; |o, _i| o.rigorous.value.net_monthly_benefit_without_latency;
    "/rigorous/sla_credits" as SLA_CREDITS: MoneyPerMonth, Lower, Credits;
        "Credits to customers (SLA)", "mean credit of the simulated periods × revenue × fraction under contract"; |o, _i| o.credits.map(|c| c.monthly);
    "/rigorous/avoided_sla_credits" as AVOIDED_SLA_CREDITS: MoneyPerMonth, Higher, Credits;
        "Avoided credits (contractual)", "credits of the baseline − credits"; |o, _i| o.credits.and_then(|c| c.avoided);
    "/rigorous/net_monthly_benefit_with_credits" as NET_MONTHLY_BENEFIT_WITH_CREDITS: MoneyPerMonth, Higher, Credits;
        "Net benefit with avoided credits", "net monthly benefit + avoided credits; the verdict, payback and net present value do not count credits"; |o, _i| o.credits.and_then(|c| c.net_monthly_benefit);
    "/rigorous/npv_with_credits" as NPV_WITH_CREDITS: Money, Higher, Credits;
        "Net present value with avoided credits", "net present value + avoided credits × Σ (1 + g)^((t − 1)/12) ÷ (1 + i)^t over the months t after it is live"; |o, _i| o.credits.and_then(|c| c.npv);
    "/rigorous/payback_months_with_credits" as PAYBACK_MONTHS_WITH_CREDITS: Months, Lower, Credits;
        "Payback with avoided credits", "payback, avoided credits counted as a benefit"; |o, _i| o.credits.and_then(|c| c.payback_months);
    "/rigorous/break_even_downtime_cost_per_hour" as BREAK_EVEN_DOWNTIME_COST_PER_HOUR: MoneyPerHour, Lower, Headline;
        "Break-even cost of an hour down", "(extra cost − return from latency) ÷ hours saved a month"; |o, _i| o.rigorous.value.break_even_downtime_cost_per_hour;
    "/rigorous/break_even_gain_per_100_ms" as BREAK_EVEN_GAIN_PER_100_MS: Share, Lower, Headline;
        "Break-even gain per 100 ms", "(extra cost − return from avoided downtime) ÷ (margin × revenue × G × round trips ÷ 100 ms); compounding: the gain at which both are equal"; |o, _i| o.rigorous.value.break_even_gain_per_100_ms;
    "/rigorous/break_even_monthly_revenue" as BREAK_EVEN_MONTHLY_REVENUE: MoneyPerMonth, Lower, Headline;
        "Break-even monthly revenue", "(extra cost − return that does not depend on revenue) ÷ return per unit of revenue"; |o, _i| o.rigorous.value.break_even_monthly_revenue;
    "/rigorous/payback_months" as PAYBACK_MONTHS: Months, Lower, Headline;
        "Payback", "month from which on what has come in covers what was paid, to the end of the horizon"; |o, _i| o.rigorous.value.payback_months;
    "/rigorous/npv" as NPV: Money, Higher, Headline;
        "Net present value", "−migration + Σ (benefit_t − extra cost_t) ÷ (1 + i)^t over the horizon, i = (1 + r)^(1/12) − 1"; |o, _i| o.rigorous.value.npv;
    "/rigorous/benefit_cost_ratio" as BENEFIT_COST_RATIO: Share, Higher, Headline;
        "Returns per cost", "present value of the returns over the horizon ÷ present value of migration and extra cost: above 100 % where the net present value is above 0"; |o, _i| o.rigorous.value.benefit_cost_ratio;
    "/rigorous/irr_annual" as IRR_ANNUAL: Share, Higher, Full;
        "Internal rate of return", "the annual rate at which the net present value is 0, where there is exactly one and the first flow is a payment"; |o, _i| o.rigorous.irr_annual.internal();
    "/rigorous/mirr_annual" as MIRR_ANNUAL: Share, Higher, Full;
        "Modified internal rate of return", "(future value of the inflows ÷ present value of the outflows)^(12 ÷ months) − 1, both at the discount rate"; |o, _i| o.rigorous.mirr_annual;
    "/bridge/{step}/downtime_seconds_per_year" as BRIDGE_DOWNTIME_SECONDS_PER_YEAR: SecondsPerYear, Lower, Full;
        "Downtime up to this step", "the same model with fewer assumptions: each step adds one"; |o, i| o.bridge.get(i).map(|b| b.downtime_seconds_per_year);
}
