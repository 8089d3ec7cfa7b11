//! The entries of the list of inputs.

use super::access::{Place, cell, coordinate, credits, edge, field, item, kind, special, unknown_item, variant};
use super::{Input, Section};
use crate::quantity::Unit;
use crate::scenario::limits::TRANSFER_PRICE_PER_GB;
use crate::scenario::model::{Kind, Location, Routing, Sizing, WriteMode, Writes};
use crate::scenario::problem::{self, Design};

/// An entry: path as constant: section, unit, range, default, flags; label, one line of help, source of the default; place.
macro_rules! list {
    ($($path:literal $(as $constant:ident)?: $section:ident, $unit:ident, $min:literal..$max:literal, $default:expr $(, $flag:ident)*;
       $label:literal, $help:literal, $source:literal; $place:expr;)+) => {
        /// Every number of a scenario, exactly once.
        pub const LIST: &[Input] = &[$(
            row($path, Section::$section, Unit::$unit, ($min, $max), $default, ($label, $help, $source), $place)$(.$flag())*
        ),+];
        $($(
            #[doc = concat!("Path of the input “", $label, "”.")]
            pub const $constant: &str = $path;
        )?)+
    };
}

/// What people read about an input: label, one line of help, source of the default.
type Words = (&'static str, &'static str, &'static str);

const fn row(
    path: &'static str,
    section: Section,
    unit: Unit,
    (min, max): (f64, f64),
    default: Option<f64>,
    (label, help, source): Words,
    (read, edit, read_in, edit_in): Place,
) -> Input {
    Input {
        path,
        section,
        label,
        unit,
        min,
        max,
        open: (false, false),
        whole: false,
        raised: false,
        default,
        required: false,
        help,
        source,
        read,
        edit,
        read_in,
        edit_in,
    }
}

impl Input {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
    const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }
    const fn raised(mut self) -> Self {
        self.raised = true;
        self
    }
    const fn above(mut self) -> Self {
        self.open.0 = true;
        self
    }
    const fn below(mut self) -> Self {
        self.open.1 = true;
        self
    }
}

list! {
    "/user_groups/{group}/share" as USER_GROUPS_SHARE: Users, Share, 0.0..1.0, None, required;
        "Share of requests", "Fraction of all requests that this group makes; all groups together make 100 %.",
        "worked example of the geode pattern"; item!(user_groups => share as groups => share);
    "/user_groups/{group}/revenue_share" as USER_GROUPS_REVENUE_SHARE: Users, Share, 0.0..1.0, None;
        "Share of revenue", "Fraction of revenue that this group brings; empty: what the others leave, by requests.",
        "follows the share of requests"; item!(user_groups => revenue_share as groups => revenue_share);
    "/user_groups/{group}/location/lat" as USER_GROUPS_LOCATION_LAT: Users, Degrees, -90.0..90.0, None, required;
        "Latitude", "Where the group is, degrees north.",
        "not known until given"; coordinate!(user_groups, lat);
    "/user_groups/{group}/location/lon" as USER_GROUPS_LOCATION_LON: Users, Degrees, -180.0..180.0, None, required;
        "Longitude", "Where the group is, degrees east.",
        "not known until given"; coordinate!(user_groups, lon);
    "/user_groups/{group}/last_mile_ms" as USER_GROUPS_LAST_MILE_MS: Users, Milliseconds, 0.0..1000.0, None;
        "Last mile", "What this group's own access adds to the round trips that the catalogue fills in; empty: 10 ms.",
        "10 ms, a usual fixed line"; unknown_item!(user_groups => last_mile_ms);
    "/user_latency_ms/{group}/{region}" as USER_LATENCY: Users, Milliseconds, 0.0..60000.0, None, required;
        "Latency to the region", "Round trip from this group's users to the region, as your monitoring or a ping shows it.",
        "worked example of the geode pattern"; cell!(user_latency_ms, user_groups);

    "/regions/{region}/availability" as REGIONS_AVAILABILITY: Regions, Availability, 0.0..1.0, None, required, above;
        "Availability", "Long-run fraction of time that the region works for you, your own mistakes in it included.",
        "common promise of a cloud region, 99.95 %"; item!(regions => availability as given.regions => availability.value);
    "/regions/{region}/unavailability" as REGIONS_UNAVAILABILITY: Regions, Share, 0.0..1.0, None, below;
        "Unavailability", "1 − availability; replaces it where that would lose digits.",
        "follows the availability"; item!(regions => unavailability as given.regions => unavailability);
    "/regions/{region}/mttr_hours" as REGIONS_MTTR_HOURS: Regions, Hours, 1e-6..87600.0, Some(1.0);
        "Mean time to repair", "How long a usual outage of the region lasts.",
        "the outage length at which the textbook's active-passive figure is right"; item!(regions => mttr_hours);
    "/regions/{region}/price_index" as REGIONS_PRICE_INDEX: Regions, Factor, 0.0..100.0, Some(1.0);
        "Price index", "Price of this region relative to the one that the monthly cost was quoted for.",
        "same price everywhere"; item!(regions => price_index);
    "/regions/{region}/transfer_price_per_gb" as REGIONS_TRANSFER_PRICE_PER_GB: Regions, MoneyPerGb, 0.0..1000.0, None;
        "Price of transfer", "Price of a GB that leaves this region for another one; empty: as everywhere (under Cost).",
        "follows the price of transfer"; item!(regions => transfer_price_per_gb);
    "/regions/{region}/capacity_factor" as REGIONS_CAPACITY_FACTOR: Regions, Factor, 1e-6..1000.0, Some(1.0);
        "Work per unit of capacity", "Work that a unit of capacity does here, relative to the baseline region's machines.",
        "same machines everywhere"; item!(regions => capacity_factor);
    "/regions/{region}/location/lat" as REGIONS_LOCATION_LAT: Regions, Degrees, -90.0..90.0, None, required;
        "Latitude", "Where the region is, degrees north.",
        "not known until given"; coordinate!(regions, lat);
    "/regions/{region}/location/lon" as REGIONS_LOCATION_LON: Regions, Degrees, -180.0..180.0, None, required;
        "Longitude", "Where the region is, degrees east.",
        "not known until given"; coordinate!(regions, lon);
    "/region_rtt_ms/{region}/{region}" as ROUND_TRIP: Regions, Milliseconds, 0.0..60000.0, None, required;
        "Round trip between regions", "Round trip between the two regions; either direction serves.",
        "worked example of the geode pattern"; cell!(region_rtt_ms, regions);

    "/options/{option}/backup_interval_hours" as OPTIONS_BACKUP_INTERVAL_HOURS: Options, Hours, 0.0..8760.0, None, above;
        "Time between backups", "Hours between two backups that are kept outside the region; empty: there are none.",
        "no copy elsewhere until given"; kind!(x in Kind::SingleRegion { backup_interval_hours: x, .. }, Design::Single { backup_interval_hours: x, .. });
    "/options/{option}/standby_cost_fraction" as OPTIONS_STANDBY_COST_FRACTION: Options, Share, 0.0..10.0, Some(1.0);
        "Compute and fixed cost of the standby", "Relative to a full copy. Its storage is paid whole: a standby holds all data.",
        "hot standby: a full copy"; kind!(x in Kind::ActivePassive { standby_cost_fraction: x, .. }, Design::ActivePassive { standby_cost_fraction: x, .. });
    "/options/{option}/recovery_point_seconds" as OPTIONS_RECOVERY_POINT_SECONDS: Options, Seconds, 0.0..1e7, None;
        "Writes that a take-over loses", "Span of writes before the failure that the standby does not have; empty: the replication lag.",
        "follows the replication lag"; kind!(x in Kind::ActivePassive { recovery_point_seconds: x, .. }, Design::ActivePassive { recovery_point_seconds: x, .. });
    "/options/{option}/writes/writer_failover_minutes" as OPTIONS_WRITES_WRITER_FAILOVER_MINUTES: Options, Minutes, 1e-6..525600.0, Some(5.0), raised;
        "Moving the writer", "Minutes until another region has become the writer.",
        "usual promotion time of a managed database"; kind!(
            x in Kind::Geode { writes: Writes { mode: WriteMode::SingleWriter { writer_failover_minutes: x, .. }, .. }, .. },
            Design::Geode { writes: problem::Writes::SingleWriter { failover_minutes: x, .. }, .. });
    "/options/{option}/writes/replicas" as OPTIONS_WRITES_REPLICAS: Options, Count, 1.0..16.0, None, whole;
        "Regions with the data", "Regions that hold a copy of the data; reads in a region without one are not modelled. Empty: all of the option.",
        "every region holds the data"; kind!(
            // Where voters say which regions hold the data, a number of them has no place in a problem.
            x in Kind::Geode { writes: Writes { replicas: x, .. }, .. }, Design::Geode { replicas: x, voters: None, .. });
    "/options/{option}/specialised/{specialised}/request_share" as OPTIONS_SPECIALISED_REQUEST_SHARE: Options, Share, 0.0..1.0, Some(0.0);
        "Share of requests", "Fraction of requests that need the specialised region too.",
        "none"; special!(request_share);
    "/options/{option}/edge/offload_share" as OPTIONS_EDGE_OFFLOAD_SHARE: Options, Share, 0.0..1.0, Some(0.0);
        "Reads served at the edge", "Fraction of reads that the content delivery network answers by itself.",
        "none until measured"; edge!(offload_share);
    "/options/{option}/edge/latency_ms" as OPTIONS_EDGE_LATENCY_MS: Options, Milliseconds, 0.0..60000.0, Some(20.0);
        "Latency at the edge", "Latency of a read that the edge answers.",
        "usual for a large content delivery network"; edge!(latency_ms);
    "/options/{option}/edge/monthly_cost" as OPTIONS_EDGE_MONTHLY_COST: Options, MoneyPerMonth, 0.0..1e12, Some(0.0);
        "Cost of the edge", "What the content delivery network costs a month.",
        "not counted until given"; edge!(monthly_cost);

    "/failover/active_passive_minutes" as FAILOVER_ACTIVE_PASSIVE_MINUTES: Reliability, Minutes, 1e-6..525600.0, Some(15.0), raised;
        "Failover to the standby", "From the failure of the primary until the standby serves.",
        "worked example of the geode pattern"; field!(failover.active_passive_minutes);
    "/failover/coverage" as FAILOVER_COVERAGE: Reliability, Share, 0.0..1.0, Some(1.0);
        "Chance that failover works", "How often an automatic failover succeeds (coverage); untested standbys often fail.",
        "textbook assumption: always"; field!(failover.coverage);
    "/failover/manual_recovery_minutes" as FAILOVER_MANUAL_RECOVERY_MINUTES: Reliability, Minutes, 1e-6..525600.0, Some(120.0), raised;
        "Recovery by hand", "How long people need when the automatic failover did not work.",
        "assumed: two hours"; field!(failover.manual_recovery_minutes);
    "/failover/health_check_interval_seconds" as FAILOVER_HEALTH_CHECK_INTERVAL_SECONDS: Reliability, Seconds, 0.0..86400.0, Some(30.0);
        "Health check interval", "Time between two health checks of a region.",
        "usual setting of DNS health checks"; field!(failover.health_check_interval_seconds);
    "/failover/failures_to_trip" as FAILOVER_FAILURES_TO_TRIP: Reliability, Count, 1.0..1000.0, Some(2.0), whole;
        "Failed checks in a row", "Failed health checks until a region is taken out.",
        "assumed; common settings are 2 to 3"; field!(failover.failures_to_trip);
    "/failover/routing/ttl_seconds" as FAILOVER_ROUTING_TTL_SECONDS: Reliability, Seconds, 0.0..604800.0, Some(60.0);
        "DNS time to live", "How long resolvers keep an answer; users move after half of it on average.",
        "usual for failover records"; variant!(x in failover.routing, Routing::Dns { ttl_seconds: x });
    "/failover/routing/convergence_seconds" as FAILOVER_ROUTING_CONVERGENCE_SECONDS: Reliability, Seconds, 0.0..86400.0, Some(5.0);
        "Anycast convergence", "How long routes take to converge after a withdrawal.",
        "assumed; depends on the provider"; variant!(x in failover.routing, Routing::Anycast { convergence_seconds: x });
    "/common_mode/beta" as COMMON_MODE_BETA: Reliability, Share, 0.0..1.0, Some(0.0);
        "Shared failures", "Fraction of a region's failures that hit every region of its failure domain (β); 1–10 % is typical.",
        "textbook assumption: none"; field!(common_mode.beta as beta);
    "/common_mode/dependencies/{dependency}/availability" as COMMON_MODE_DEPENDENCIES_AVAILABILITY: Reliability, Availability, 0.0..1.0, None, required, above;
        "Availability of the dependency", "Availability of a service that every request needs: DNS, identity, control plane.",
        "not known until given"; item!(common_mode.dependencies => availability as given.dependencies => value);
    "/common_mode/dependencies/{dependency}/mttr_hours" as COMMON_MODE_DEPENDENCIES_MTTR_HOURS: Reliability, Hours, 1e-6..87600.0, Some(1.0);
        "Mean outage of the dependency", "How long its outages last.",
        "assumed: one hour"; item!(common_mode.dependencies => mttr_hours as dependencies => mttr_hours);
    "/common_mode/unavailability_per_extra_region" as COMMON_MODE_UNAVAILABILITY_PER_EXTRA_REGION: Reliability, Share, 0.0..0.05, Some(0.0);
        "Operations risk per extra region", "Unavailability that running each further region adds; there is no accepted law for it.",
        "none assumed"; field!(common_mode.unavailability_per_extra_region as unavailability_per_extra_region);

    "/traffic/peak_requests_per_second" as TRAFFIC_PEAK_REQUESTS_PER_SECOND: Traffic, RequestsPerSecond, 0.0..1e12, Some(10000.0);
        "Peak requests", "Requests per second at the peak.",
        "assumed"; field!(traffic.peak_requests_per_second);
    "/traffic/write_fraction" as TRAFFIC_WRITE_FRACTION: Traffic, Share, 0.0..1.0, Some(0.1);
        "Writes", "Fraction of requests that change data.",
        "assumed"; field!(traffic.write_fraction);
    "/traffic/latency_spread_sigma" as TRAFFIC_LATENCY_SPREAD_SIGMA: Traffic, Number, 0.0..3.0, Some(0.0);
        "Latency spread (sigma)", "Spread of one group's latency at one region: sigma of a lognormal; 0.3 is usual, 0 is none.",
        "textbook assumption: none"; field!(traffic.latency_spread_sigma);
    "/traffic/replication_lag_seconds" as TRAFFIC_REPLICATION_LAG_SECONDS: Traffic, Seconds, 0.0..1e6, Some(1.0);
        "Replication lag", "How far replicas are behind; writes of that span are lost with a region.",
        "assumed"; field!(traffic.replication_lag_seconds);
    "/traffic/sync_cross_region_calls" as TRAFFIC_SYNC_CROSS_REGION_CALLS: Traffic, Count, 0.0..100.0, Some(0.0), whole;
        "Synchronous cross-region calls", "Calls to another region that every request waits for.",
        "none"; field!(traffic.sync_cross_region_calls);
    "/traffic/traveller_share" as TRAFFIC_TRAVELLER_SHARE: Traffic, Share, 0.0..1.0, Some(0.0);
        "Travellers", "Fraction of a group's requests made from where the other groups live (home-region mode).",
        "none assumed"; field!(traffic.traveller_share);
    "/traffic/round_trips_per_interaction" as TRAFFIC_ROUND_TRIPS_PER_INTERACTION: Traffic, Factor, 0.0..1000.0, Some(1.0);
        "Round trips per interaction", "Round trips that a customer page or action takes: each saved millisecond counts that often.",
        "one"; field!(traffic.round_trips_per_interaction);

    "/capacity/sizing/losses" as CAPACITY_SIZING_LOSSES: Capacity, Count, 0.0..15.0, Some(1.0), whole;
        "Regions that may be lost", "Each region is built to carry its largest load over every loss of so many regions.",
        "survive one loss"; variant!(x in capacity.sizing, Sizing::Survive { losses: x });
    "/capacity/headroom" as CAPACITY_HEADROOM: Capacity, Share, 0.0..100.0, Some(0.0);
        "Headroom", "Extra capacity on top.",
        "none"; field!(capacity.headroom);
    "/capacity/minimum_region_share" as CAPACITY_MINIMUM_REGION_SHARE: Capacity, Share, 0.0..1.0, Some(0.0);
        "Least capacity of a region", "Where regions are sized for a loss: none is built with less of a full copy, however small its load. A cluster has a smallest useful size.",
        "none"; field!(capacity.minimum_region_share);

    "/cost/single_region_monthly" as COST_SINGLE_REGION_MONTHLY: Cost, MoneyPerMonth, 0.0..1e12, Some(100000.0);
        "Infrastructure in one region", "What one full copy costs a month, with no edge in front of it: see your cloud bill.",
        "worked example of the geode pattern"; field!(cost.single_region_monthly);
    "/cost/compute_share" as COST_COMPUTE_SHARE: Cost, Share, 0.0..1.0, Some(0.7);
        "Compute", "Fraction of that cost that grows with capacity.",
        "assumed split 70/20/10"; field!(cost.compute_share);
    "/cost/fixed_share" as COST_FIXED_SHARE: Cost, Share, 0.0..1.0, Some(0.2);
        "Fixed", "Fraction that every region pays whole, whatever its load.",
        "assumed split 70/20/10"; field!(cost.fixed_share);
    "/cost/storage_share" as COST_STORAGE_SHARE: Cost, Share, 0.0..1.0, Some(0.1);
        "Storage", "Fraction for stored data.",
        "assumed split 70/20/10"; field!(cost.storage_share);
    "/cost/transfer_overhead" as COST_TRANSFER_OVERHEAD: Cost, Share, 0.0..10.0, Some(0.16666666666666666);
        "Transfer overhead (textbook)", "Data transfer as a fraction of the cost of several regions; the engineering estimate counts GB instead.",
        "worked example of the geode pattern: 10–20 %"; field!(cost.transfer_overhead);
    "/cost/replicated_gb_per_month" as COST_REPLICATED_GB_PER_MONTH: Cost, GigabytesPerMonth, 0.0..1e12, Some(50000.0);
        "Replicated data", "Data sent to each further region a month.",
        "assumed"; field!(cost.replicated_gb_per_month);
    "/cost/transfer_price_per_gb" as COST_TRANSFER_PRICE_PER_GB: Cost, MoneyPerGb, 0.0..1000.0, Some(TRANSFER_PRICE_PER_GB);
        "Price of transfer", "Price of a GB between regions.",
        "list price between regions of the US and Europe"; field!(cost.transfer_price_per_gb);
    "/cost/compute_discount" as COST_COMPUTE_DISCOUNT: Cost, Share, 0.0..1.0, Some(0.0);
        "Discount on compute", "Off the list price of compute; 0 where the cost above is net: what you pay.",
        "prices are net"; field!(cost.compute_discount);
    "/cost/fixed_discount" as COST_FIXED_DISCOUNT: Cost, Share, 0.0..1.0, Some(0.0);
        "Discount on fixed cost", "Off the list price of what every region pays whole; 0 where the cost above is net.",
        "prices are net"; field!(cost.fixed_discount);
    "/cost/storage_discount" as COST_STORAGE_DISCOUNT: Cost, Share, 0.0..1.0, Some(0.0);
        "Discount on storage", "Off the list price of storage; 0 where the cost above is net.",
        "prices are net"; field!(cost.storage_discount);
    "/cost/transfer_discount" as COST_TRANSFER_DISCOUNT: Cost, Share, 0.0..1.0, Some(0.0);
        "Discount on transfer", "Off the price of a GB, in every region; 0 where that price is net.",
        "prices are net"; field!(cost.transfer_discount);
    "/cost/operations_monthly_per_extra_region" as COST_OPERATIONS_MONTHLY_PER_EXTRA_REGION: Cost, MoneyPerMonth, 0.0..1e12, Some(0.0);
        "Operations per extra region", "Tools and services for each further region, and its people where they are not counted by head.",
        "not counted until given"; field!(cost.operations_monthly_per_extra_region);
    "/cost/people_per_extra_region" as COST_PEOPLE_PER_EXTRA_REGION: Cost, Number, 0.0..1e5, Some(0.0);
        "People per extra region", "Full-time posts that each further region takes: on call, releases, audits.",
        "not counted until given"; field!(cost.people_per_extra_region);
    "/cost/loaded_annual_cost_per_person" as COST_LOADED_ANNUAL_COST_PER_PERSON: Cost, Money, 0.0..1e9, Some(0.0);
        "Loaded cost per person", "What a full-time post costs a year, with taxes, insurance, desk and overhead.",
        "not counted until given"; field!(cost.loaded_annual_cost_per_person);
    "/cost/migration_one_off" as COST_MIGRATION_ONE_OFF: Cost, Money, 0.0..1e12, Some(0.0);
        "Migration", "Paid once to get there.",
        "not counted until given"; field!(cost.migration_one_off);

    "/revenue/monthly" as REVENUE_MONTHLY: Revenue, MoneyPerMonth, 0.0..1e13, Some(10000000.0);
        "Revenue", "Revenue that passes through the system a month.",
        "worked example of the geode pattern"; field!(revenue.monthly);
    "/revenue/gain_per_100_ms" as REVENUE_GAIN_PER_100_MS: Revenue, Share, 0.0..1.0, Some(0.01);
        "Gain per 100 ms", "Revenue gained per 100 ms saved. The evidence is thin: 0.2–8.4 %.",
        "one slide of 2006, much repeated; a study of 37 brands in 2020 saw up to 8.4 %"; field!(revenue.gain_per_100_ms);
    "/revenue/nominal_reduction_ms" as REVENUE_NOMINAL_REDUCTION_MS: Revenue, Milliseconds, 0.0..10000.0, Some(100.0);
        "Reduction priced (textbook)", "The latency reduction that the textbook method prices, whatever the real one.",
        "worked example of the geode pattern"; field!(revenue.nominal_reduction_ms);
    "/revenue/gross_margin" as REVENUE_GROSS_MARGIN: Revenue, Share, 0.0..1.0, Some(1.0);
        "Gross margin", "Fraction of revenue that is profit.",
        "textbook assumption: all of it"; field!(revenue.gross_margin);
    "/revenue/lost_share_during_downtime" as REVENUE_LOST_SHARE_DURING_DOWNTIME: Revenue, Share, 0.0..1.0, Some(1.0);
        "Lost while down", "Fraction of revenue that is lost while down; the rest comes later.",
        "textbook assumption: all of it"; field!(revenue.lost_share_during_downtime);
    "/revenue/downtime_cost_per_hour" as REVENUE_DOWNTIME_COST_PER_HOUR: Revenue, MoneyPerHour, 0.0..1e12, None;
        "Cost of an hour down", "What an hour down costs, all told; empty: from revenue.",
        "follows revenue"; field!(revenue.downtime_cost_per_hour);

    "/sla_credits/fees_share" as SLA_CREDITS_FEES_SHARE: Revenue, Share, 0.0..1.0, Some(1.0);
        "Revenue under contract", "Fraction of revenue that is paid under contracts with these credits.",
        "all of it"; credits!(fees_share);
    "/sla_credits/steps/{step}/below" as SLA_CREDITS_STEPS_BELOW: Revenue, Availability, 0.0..1.0, None, required, above;
        "Uptime below", "Uptime of a period below which this credit is due.",
        "your contract"; item!(sla_credits.steps => below);
    "/sla_credits/steps/{step}/credit_share" as SLA_CREDITS_STEPS_CREDIT_SHARE: Revenue, Share, 0.0..1.0, None, required;
        "Credit", "Fraction of the period's fees that is given back; where several steps apply, the largest.",
        "your contract"; item!(sla_credits.steps => credit_share);

    "/finance/horizon_months" as FINANCE_HORIZON_MONTHS: Finance, Months, 1.0..600.0, Some(36.0), whole;
        "Horizon", "Months that count.",
        "usual planning horizon"; field!(finance.horizon_months);
    "/finance/annual_discount_rate" as FINANCE_ANNUAL_DISCOUNT_RATE: Finance, Share, 0.0..10.0, Some(0.1);
        "Discount rate", "What money costs a year.",
        "usual hurdle rate"; field!(finance.annual_discount_rate);
    "/finance/annual_growth" as FINANCE_ANNUAL_GROWTH: Finance, Share, -0.99..10.0, Some(0.0);
        "Growth", "Growth of the benefit a year.",
        "none assumed"; field!(finance.annual_growth);
    "/finance/annual_cost_growth" as FINANCE_ANNUAL_COST_GROWTH: Finance, Share, -0.99..10.0, Some(0.0);
        "Growth of cost", "Growth of the extra cost a year.",
        "none assumed"; field!(finance.annual_cost_growth);
    "/finance/months_until_live" as FINANCE_MONTHS_UNTIL_LIVE: Finance, Months, 0.0..600.0, Some(0.0), whole;
        "Months until live", "Months in which you pay what the option costs more, or save what it costs less, but gain nothing yet.",
        "none"; field!(finance.months_until_live);

    "/rollout/{phase}/start_month" as ROLLOUT_START_MONTH: Rollout, Months, 0.0..600.0, None, required, whole;
        "Begins after", "Months from now until the option of this phase runs; the phase that began last is what runs.",
        "your plan"; item!(rollout => start_month);
    "/rollout/{phase}/migration_cost" as ROLLOUT_MIGRATION_COST: Rollout, Money, 0.0..1e12, Some(0.0);
        "Migration", "Paid once, in the month in which the phase begins.",
        "not counted until given"; item!(rollout => migration_cost);

    "/target/availability" as TARGET_AVAILABILITY: Target, Availability, 0.0..1.0, None, above;
        "Availability", "The least availability that you accept.",
        "no target until given"; field!(target.availability);
    "/target/rto_minutes" as TARGET_RTO_MINUTES: Target, Minutes, 0.0..525600.0, None;
        "Recovery time (RTO)", "The longest time until users are served again (recovery time objective).",
        "no target until given"; field!(target.rto_minutes);
    "/target/rpo_seconds" as TARGET_RPO_SECONDS: Target, Seconds, 0.0..1e7, None;
        "Lost writes (RPO)", "The longest span of writes that may be lost (recovery point objective).",
        "no target until given"; field!(target.rpo_seconds);
    "/target/p95_latency_ms" as TARGET_P95_LATENCY_MS: Target, Milliseconds, 0.0..60000.0, None;
        "p95 latency", "95 of 100 reads must be faster.",
        "no target until given"; field!(target.p95_latency_ms);
    "/target/monthly_budget" as TARGET_MONTHLY_BUDGET: Target, MoneyPerMonth, 0.0..1e13, None;
        "Budget", "The most that it may cost a month.",
        "no target until given"; field!(target.monthly_budget);

    "/uncertainty/{uncertainty}/distribution/p05" as UNCERTAINTY_DISTRIBUTION_P05: Simulation, Number, -1e15..1e15, None;
        "5th percentile", "5th percentile value of the uncertain input, in its unit.",
        "not known until given"; unknown_item!(uncertainty => distribution.p05);
    "/uncertainty/{uncertainty}/distribution/p95" as UNCERTAINTY_DISTRIBUTION_P95: Simulation, Number, -1e15..1e15, None;
        "95th percentile", "95th percentile value of the uncertain input, in its unit.",
        "not known until given"; unknown_item!(uncertainty => distribution.p95);
    "/uncertainty/{uncertainty}/distribution/low" as UNCERTAINTY_DISTRIBUTION_LOW: Simulation, Number, -1e15..1e15, None;
        "Lowest", "Lowest value of the uncertain input, in its unit.",
        "not known until given"; unknown_item!(uncertainty => distribution.low);
    "/uncertainty/{uncertainty}/distribution/mode" as UNCERTAINTY_DISTRIBUTION_MODE: Simulation, Number, -1e15..1e15, None;
        "Most probable", "Most probable value of the uncertain input, in its unit.",
        "not known until given"; unknown_item!(uncertainty => distribution.mode);
    "/uncertainty/{uncertainty}/distribution/high" as UNCERTAINTY_DISTRIBUTION_HIGH: Simulation, Number, -1e15..1e15, None;
        "Highest", "Highest value of the uncertain input, in its unit.",
        "not known until given"; unknown_item!(uncertainty => distribution.high);
    "/random_seed" as RANDOM_SEED: Simulation, Count, 0.0..9007199254740991.0, Some(1.0), whole;
        "Random seed", "Same seed, same draws.",
        "any number would do"; field!(random_seed);
    "/simulation_years" as SIMULATION_YEARS: Simulation, Years, 1.0..100000.0, Some(10000.0), whole;
        "Simulated years", "Years behind the yearly figures; more are surer and slower.",
        "standard error below 1 % for usual inputs"; field!(simulation_years);
}
