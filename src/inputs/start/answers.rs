//! The answers while they are being given.

use super::super::answer::Answer;
use geode_core::quantity::{HOURS_PER_YEAR, Unit, complement, show};
use geode_core::scenario::areas::{AREAS, SITES, area_around};
use geode_core::scenario::inputs;
use geode_core::scenario::model::{Edge, Target};
use geode_core::scenario::recovery::{Tier, WARM, tier};
use geode_core::scenario::start::{
    Answers, Causes, Outages, Reliability, Today, USUAL_CAUSES, USUAL_OUTAGES, Worth, split, unavailability,
};
use leptos::prelude::*;

/// What is said where no area has users.
pub const NOBODY: &str = "Nobody uses it yet: give at least one area more than 0 %.";

/// Parts of the users around the main place, in the next area and in the one after.
const USUAL_USERS: [&str; 3] = ["60%", "25%", "15%"];

/// The whole form. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    /// What runs today.
    pub today: RwSignal<Today>,
    /// Where; a position in the list of sites.
    pub home: RwSignal<usize>,
    /// How ready the standby is.
    pub tier: RwSignal<&'static str>,
    /// Parts of the users by area.
    pub users: [Answer; 6],
    /// Infrastructure per month.
    pub cost: Answer,
    /// Whether a content delivery network stands in front of it today.
    pub has_edge: RwSignal<bool>,
    /// Part of the reads that it answers.
    pub offload: Answer,
    /// What it costs a month.
    pub edge_cost: Answer,
    /// Whether revenue is given; else the cost of an hour down.
    pub by_revenue: RwSignal<bool>,
    /// Revenue per month.
    pub revenue: Answer,
    /// Cost of an hour down.
    pub hour_down: Answer,
    /// Currency.
    pub currency: RwSignal<String>,
    /// Least availability.
    pub availability: Answer,
    /// Longest recovery, minutes.
    pub rto: Answer,
    /// Longest stretch of lost writes, seconds.
    pub rpo: Answer,
    /// Highest p95 latency, ms.
    pub p95: Answer,
    /// Highest cost per month.
    pub budget: Answer,
    /// Whether data may live only where the law of the main place holds.
    pub data_stays: RwSignal<bool>,
    /// Whether outages are counted; else an availability is given.
    pub by_outages: RwSignal<bool>,
    /// Outages a year.
    pub outages: Answer,
    /// Their usual length, hours.
    pub hours: Answer,
    /// Availability of what runs in one region.
    pub measured: Answer,
    /// Parts of past outages: one region, own change everywhere, shared dependency.
    pub causes: [Answer; 3],
}

impl Form {
    /// Sober answers to start from; what only the user can know is empty.
    pub fn new(currency: &str) -> Form {
        let share = |text: &str| Answer::new(text, Unit::Share, (0.0, 1.0)).or_none();
        let currency = RwSignal::new(currency.to_owned());
        let amount = |path: &str| Answer::of(path).in_currency(currency);
        let (count, hours) = USUAL_OUTAGES;
        let usual = [USUAL_CAUSES.one_region, USUAL_CAUSES.everywhere, USUAL_CAUSES.dependency];
        Form {
            today: RwSignal::new(Today::Single),
            home: RwSignal::new(0),
            tier: RwSignal::new(WARM.id),
            users: std::array::from_fn(|i| share(USUAL_USERS.get(i).copied().unwrap_or("0%"))),
            cost: amount(inputs::COST_SINGLE_REGION_MONTHLY),
            has_edge: RwSignal::new(false),
            offload: Answer::of(inputs::OPTIONS_EDGE_OFFLOAD_SHARE),
            edge_cost: amount(inputs::OPTIONS_EDGE_MONTHLY_COST).or_none(),
            by_revenue: RwSignal::new(true),
            revenue: amount(inputs::REVENUE_MONTHLY),
            hour_down: amount(inputs::REVENUE_DOWNTIME_COST_PER_HOUR),
            currency,
            availability: Answer::of(inputs::TARGET_AVAILABILITY).or_none(),
            rto: Answer::of(inputs::TARGET_RTO_MINUTES).or_none(),
            rpo: Answer::of(inputs::TARGET_RPO_SECONDS).or_none(),
            p95: Answer::of(inputs::TARGET_P95_LATENCY_MS).or_none(),
            budget: amount(inputs::TARGET_MONTHLY_BUDGET).or_none(),
            data_stays: RwSignal::new(false),
            by_outages: RwSignal::new(true),
            outages: Answer::new(format!("{count}/yr"), Unit::PerYear, (0.0, HOURS_PER_YEAR)),
            hours: Answer::new(format!("{hours} h"), Unit::Hours, (0.001, HOURS_PER_YEAR)),
            measured: Answer::new("99.95%", Unit::Availability, (1e-3, 1.0)),
            causes: usual.map(|part| share(&show(part, Unit::Share))),
        }
    }

    /// Takes the currency of the scenario that is open, unless amounts in another one have been given.
    pub fn follow_currency(self, currency: &str) {
        let amounts = [self.cost, self.edge_cost, self.revenue, self.hour_down, self.budget];
        if amounts.iter().all(|amount| amount.text.with_untracked(|text| text.trim().is_empty())) {
            self.currency.set(currency.to_owned());
        }
    }

    /// Another main place; as long as nobody has said where the users are, most are taken to be around it.
    pub fn move_home(self, home: usize) {
        self.home.set(home);
        if untrack(|| self.users.iter().any(|share| share.is_typed())) {
            return;
        }
        let own = SITES.get(home).map_or(0, |site| area_around(site.id));
        let others = (0..AREAS.len()).filter(|area| *area != own);
        let shares = USUAL_USERS.into_iter().chain(std::iter::repeat("0%"));
        for (area, share) in std::iter::once(own).chain(others).zip(shares) {
            if let Some(answer) = self.users.get(area) {
                answer.text.set(share.into());
            }
        }
    }

    /// The tier that is chosen.
    pub fn chosen_tier(self) -> &'static Tier {
        tier(self.tier.get()).unwrap_or(&WARM)
    }

    /// Whether anybody uses it.
    pub fn has_users(self) -> bool {
        self.users.iter().any(|answer| answer.part().is_none_or(|share| share > 0.0))
    }

    /// Whether past outages had a cause; else the usual ones are taken.
    pub fn has_causes(self) -> bool {
        self.causes.iter().any(|answer| answer.number().is_some_and(|part| part > 0.0))
    }

    /// The parts of past outages by cause.
    pub fn split(self) -> Option<Causes> {
        let [one_region, everywhere, dependency] = self.causes.map(Answer::part);
        Some(Causes { one_region: one_region?, everywhere: everywhere?, dependency: dependency? })
    }

    /// How often it fails.
    pub fn failing(self) -> Option<Outages> {
        if !self.by_outages.get() {
            return Some(Outages::Unavailability(complement(self.measured.number()?)));
        }
        let (count, hours) = (self.outages.number()?, self.hours.number()?);
        unavailability(count, hours)?;
        Some(Outages::PerYear(count))
    }

    /// What follows from it.
    pub fn reliability(self) -> Option<Reliability> {
        Some(split(self.failing()?, self.hours.number()?, self.split()?))
    }

    /// Everything, once it is complete.
    pub fn answers(self) -> Option<Answers> {
        let mut users = [0.0; AREAS.len()];
        for (place, answer) in users.iter_mut().zip(self.users) {
            *place = answer.part()?;
        }
        if !self.has_users() {
            return None;
        }
        let worth = match self.by_revenue.get() {
            true => Worth::Revenue(self.revenue.number()?),
            false => Worth::HourDown(self.hour_down.number()?),
        };
        Some(Answers {
            today: self.today.get(),
            home: self.home.get(),
            tier: self.chosen_tier(),
            users,
            outages: self.failing()?,
            has_counted: if self.by_outages.get() { self.outages } else { self.measured }.is_typed(),
            outage_hours: self.hours.number()?,
            has_timed: self.hours.is_typed(),
            causes: self.split()?,
            has_split: self.causes.iter().any(|part| part.is_typed()),
            edge: self.edge()?,
            monthly_cost: self.cost.number()?,
            worth,
            currency: self.currency.get(),
            target: self.target()?,
            data_stays: self.data_stays.get(),
        })
    }

    /// What stands in front of it today; none where the answers do not say enough of it.
    fn edge(self) -> Option<Option<Edge>> {
        if !self.has_edge.get() {
            return Some(None);
        }
        let (offload_share, monthly_cost) = (self.offload.number()?, self.edge_cost.part()?);
        Some(Some(Edge { offload_share, monthly_cost, ..Edge::default() }))
    }

    /// Follows all that the bill is worked out from.
    pub fn amounts(self) {
        self.today.get();
        self.has_edge.get();
        for amount in [self.cost, self.edge_cost] {
            amount.text.get();
        }
    }

    fn target(self) -> Option<Target> {
        Some(Target {
            availability: self.availability.value().ok()?,
            rto_minutes: self.rto.value().ok()?,
            rpo_seconds: self.rpo.value().ok()?,
            p95_latency_ms: self.p95.value().ok()?,
            monthly_budget: self.budget.value().ok()?,
        })
    }

    /// Shows what is missing.
    pub fn demand(self) {
        let worth = if self.by_revenue.get_untracked() { self.revenue } else { self.hour_down };
        [self.cost, worth, self.offload].into_iter().for_each(Answer::demand);
    }
}
