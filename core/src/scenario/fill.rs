//! What a scenario leaves to the catalogue: cells that nobody has written, where both ends are known.
//!
//! A written value always wins, and what is filled in is never written: files and links carry ids, not tables. Only a
//! scenario that names a catalogue is filled in at all.

use super::inputs::{REGIONS_PRICE_INDEX, REGIONS_TRANSFER_PRICE_PER_GB, ROUND_TRIP, USER_LATENCY, of_items};
use super::limits::TRANSFER_PRICE_PER_GB;
use super::model::{Location, Matrix, Region, Scenario, UserGroup};
use crate::catalogue::{self, Catalogue, Modelled, PriceMethod, RoundTrip};
use serde::Serialize;
use std::borrow::Cow;

/// Last mile of a group that does not say its own, ms.
pub const LAST_MILE_MS: f64 = 10.0;

/// How a value that is filled in came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Somebody measured it.
    Measured,
    /// By the corridor model, or a label of the place.
    Modelled,
    /// A price of a provider's list.
    ListPrice,
    /// From prices of another list.
    Estimate,
    /// A list price older than three years.
    Stale,
}

impl How {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            How::Measured => "measured",
            How::Modelled => "modelled",
            How::ListPrice => "list price",
            How::Estimate => "estimate",
            How::Stale => "old list price",
        }
    }
}

impl Filled {
    /// The number, where it is one.
    pub fn number(&self) -> Option<f64> {
        if let Value::Number(number) = &self.value { Some(*number) } else { None }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }
}

/// A number, or the text of a jurisdiction.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number in the unit of its input.
    Number(f64),
    /// A jurisdiction.
    Text(String),
}

/// A value that is filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Filled {
    /// Pointer of the input, by ids.
    pub path: String,
    /// What is filled in.
    pub value: Value,
    /// How it came to be.
    pub how: How,
    /// From where, for people.
    pub source: String,
}

/// A value for a place of a scenario, by positions in its lists.
enum Fill {
    Latency(usize, usize, f64),
    RoundTrip(usize, usize, f64),
    Price(usize, f64),
    Transfer(usize, f64),
    Jurisdiction(usize, String),
}

/// A fact for a place. Its words are made only where somebody reads them.
struct Fact<'a> {
    fill: Fill,
    how: How,
    source: Source<'a>,
}

enum Source<'a> {
    Of(&'a catalogue::Source),
    Corridors(Modelled, f64),
    Country(&'a str),
}

/// Whether a scenario names a catalogue that is not at hand yet: what it fills in is not known then.
pub fn awaits_catalogue(scenario: &Scenario) -> bool {
    scenario.catalogue.is_some() && catalogue::provided().is_none()
}

/// The scenario with all that the program's catalogue fills in; itself where that is nothing.
pub fn full(scenario: &Scenario) -> Cow<'_, Scenario> {
    match catalogue::provided().filter(|_| scenario.catalogue.is_some()) {
        Some(known) => Cow::Owned(filled_with(scenario, known)),
        None => Cow::Borrowed(scenario),
    }
}

/// Every value that the program's catalogue fills in, with its source.
pub fn filled(scenario: &Scenario) -> Vec<Filled> {
    let known = catalogue::provided().filter(|_| scenario.catalogue.is_some());
    known.map_or_else(Vec::new, |known| list(scenario, known))
}

/// The scenario with all that a catalogue fills in.
///
/// ```
/// # let text = include_str!("../../../public/catalogue.txt");
/// use geode_core::{catalogue::Catalogue, scenario::{fill, model::Location, presets}};
/// let catalogue = Catalogue::read(text)?;
/// let mut scenario = presets::worked_example();
/// scenario.regions[0].catalogue_id = Some("aws/us-east-1".into());
/// scenario.user_groups[1].location = Some(Location::Country("DE".into()));
/// scenario.user_latency_ms.get_mut("europe").unwrap().remove("us-east");
/// let full = fill::filled_with(&scenario, &catalogue);
/// assert!((90.0..130.0).contains(&full.user_latency_ms["europe"]["us-east"]));
/// # Ok::<(), geode_core::catalogue::CatalogueFault>(())
/// ```
pub fn filled_with(scenario: &Scenario, known: &Catalogue) -> Scenario {
    let mut full = scenario.clone();
    for Fact { fill, .. } in facts(scenario, known) {
        match fill {
            Fill::Latency(group, region, ms) => {
                put(&mut full.user_latency_ms, &scenario.user_groups[group].id, &scenario.regions[region].id, ms);
            }
            Fill::RoundTrip(a, b, ms) => {
                put(&mut full.region_rtt_ms, &scenario.regions[a].id, &scenario.regions[b].id, ms);
            }
            Fill::Price(region, price) => full.regions[region].price_index = Some(price),
            Fill::Transfer(region, price) => full.regions[region].transfer_price_per_gb = Some(price),
            Fill::Jurisdiction(region, text) => full.regions[region].jurisdiction = Some(text),
        }
    }
    full
}

/// Every value that a catalogue fills in, with its source.
pub fn list(scenario: &Scenario, known: &Catalogue) -> Vec<Filled> {
    let group = |at: usize| &scenario.user_groups[at].id;
    let region = |at: usize| &scenario.regions[at].id;
    let told = |fact: Fact| {
        let (path, value) = match fact.fill {
            Fill::Latency(of, to, ms) => (of_items(USER_LATENCY, &[group(of), region(to)]), Value::Number(ms)),
            Fill::RoundTrip(a, b, ms) => (of_items(ROUND_TRIP, &[region(a), region(b)]), Value::Number(ms)),
            Fill::Price(at, price) => (of_items(REGIONS_PRICE_INDEX, &[region(at)]), Value::Number(price)),
            Fill::Transfer(at, price) => (of_items(REGIONS_TRANSFER_PRICE_PER_GB, &[region(at)]), Value::Number(price)),
            Fill::Jurisdiction(at, text) => (format!("/regions/{}/jurisdiction", region(at)), Value::Text(text)),
        };
        Filled { path, value, how: fact.how, source: words(&fact.source) }
    };
    facts(scenario, known).into_iter().map(told).collect()
}

fn words(source: &Source) -> String {
    match source {
        Source::Of(source) => format!("{}, {}", source.title, source.date),
        Source::Country(name) => format!("label of the place: {name}"),
        Source::Corridors(way, last_mile) => {
            let last_mile = if *last_mile > 0.0 { format!(", {last_mile} ms of last mile") } else { String::new() };
            let border = if way.across_border { "; its border with mainland China is not modelled" } else { "" };
            let [low, high] = [way.p10_ms, way.p90_ms].map(|ms| tenths(ms).to_string());
            format!("corridor model, 10th to 90th percentile {low} to {high} ms{last_mile}{border}")
        }
    }
}

/// All facts for places that nobody has written.
fn facts<'a>(scenario: &Scenario, known: &'a Catalogue) -> Vec<Fact<'a>> {
    let regions: Vec<Option<&catalogue::Region>> =
        scenario.regions.iter().map(|region| known.region(region.catalogue_id.as_deref()?)).collect();
    let mut facts = Vec::new();
    for (at, group) in scenario.user_groups.iter().enumerate() {
        latencies(scenario, known, (at, group), &regions, &mut facts);
    }
    for (a, region) in regions.iter().enumerate() {
        let (Some(region), Some(written)) = (region, scenario.regions.get(a)) else { continue };
        of_region(scenario, known, (a, written, region), &regions, &mut facts);
        for (b, other) in regions.iter().enumerate().skip(a + 1) {
            let Some((other, end)) = other.zip(scenario.regions.get(b)) else { continue };
            if cell(&scenario.region_rtt_ms, &written.id, &end.id).is_none()
                && cell(&scenario.region_rtt_ms, &end.id, &written.id).is_none()
            {
                facts.extend(round_trip(known.round_trip(region, other), (a, b)));
            }
        }
    }
    facts
}

/// The round trip between users of a point and a region, ms, with their own last mile or the usual one: always modelled.
/// None where the region is, is not known.
pub fn user_latency_ms(
    known: &Catalogue,
    users: &catalogue::Point,
    region: &catalogue::Region,
    last_mile_ms: Option<f64>,
) -> Option<f64> {
    Some(tenths(known.user_round_trip(users, region)?.ms + last_mile_ms.unwrap_or(LAST_MILE_MS)))
}

/// From users to regions: always modelled, with the last mile. Users of a whole country with several points count as many
/// as live there: the mean of their ways.
fn latencies<'a>(
    scenario: &Scenario,
    known: &'a Catalogue,
    (at, group): (usize, &UserGroup),
    regions: &[Option<&catalogue::Region>],
    facts: &mut Vec<Fact<'a>>,
) {
    let Some(Location::Country(code)) = &group.location else { return };
    let Some(points) = known.points(code) else { return };
    let last_mile = group.last_mile_ms.unwrap_or(LAST_MILE_MS);
    for (to, region) in regions.iter().enumerate() {
        let (Some(region), Some(end)) = (region, scenario.regions.get(to)) else { continue };
        if cell(&scenario.user_latency_ms, &group.id, &end.id).is_some() {
            continue;
        }
        let ways: Option<Vec<(Modelled, f64)>> =
            points.iter().map(|(point, share)| Some((known.user_round_trip(point, region)?, *share))).collect();
        let Some(ways) = ways else { continue };
        let mean = |of: fn(&Modelled) -> f64| ways.iter().map(|(way, share)| of(way) * share).sum::<f64>();
        let [ms, p10_ms, p90_ms] = [mean(|way| way.ms), mean(|way| way.p10_ms), mean(|way| way.p90_ms)];
        let across_border = ways.iter().any(|(way, _)| way.across_border);
        facts.push(Fact {
            fill: Fill::Latency(at, to, tenths(ms + last_mile)),
            how: How::Modelled,
            source: Source::Corridors(Modelled { ms, p10_ms, p90_ms, across_border }, last_mile),
        });
    }
}

fn round_trip(known: RoundTrip<'_>, (a, b): (usize, usize)) -> Option<Fact<'_>> {
    let (ms, how, source) = match known {
        RoundTrip::Measured { ms, source } => (ms, How::Measured, Source::Of(source)),
        RoundTrip::Modelled(way) => (tenths(way.ms), How::Modelled, Source::Corridors(way, 0.0)),
        RoundTrip::Unknown => return None,
    };
    Some(Fact { fill: Fill::RoundTrip(a, b, ms), how, source })
}

/// Jurisdiction, price, and the price of transfer.
fn of_region<'a>(
    scenario: &Scenario,
    known: &'a Catalogue,
    (at, written, region): (usize, &Region, &'a catalogue::Region),
    regions: &[Option<&'a catalogue::Region>],
    facts: &mut Vec<Fact<'a>>,
) {
    if written.jurisdiction.is_none() {
        let country = known.country(&region.country).map_or(region.country.as_str(), |country| &country.name);
        let fill = Fill::Jurisdiction(at, label(scenario, region).clone());
        facts.push(Fact { fill, how: How::Modelled, source: Source::Country(country) });
    }
    if let (None, Some(price), Some(source)) = (written.price_index, region.price, known.price_source(region)) {
        let how = if price.method == PriceMethod::List { How::ListPrice } else { How::Estimate };
        facts.push(Fact { fill: Fill::Price(at, price.index), how, source: Source::Of(source) });
    }
    // Who has written a price for all regions means it.
    let is_default = scenario.cost.transfer_price_per_gb == TRANSFER_PRICE_PER_GB;
    if written.transfer_price_per_gb.is_none() && is_default && scenario.currency == "USD" {
        facts.extend(transfer(known, at, region, regions));
    }
}

/// The jurisdiction of a region: "EU" and "EEA" go before its country, unless somebody permits that country by its code.
fn label<'a>(scenario: &Scenario, region: &'a catalogue::Region) -> &'a String {
    let mut permitted = scenario.user_groups.iter().flat_map(|group| &group.permitted_jurisdictions);
    let is_named = region.jurisdiction != region.country
        && permitted.any(|word| word.len() == 2 && word.eq_ignore_ascii_case(&region.country));
    if is_named { &region.country } else { &region.jurisdiction }
}

/// The dearest price from a region to the others, where all are known: a mean or a neighbour's could be too low.
fn transfer<'a>(
    known: &'a Catalogue,
    at: usize,
    region: &catalogue::Region,
    regions: &[Option<&'a catalogue::Region>],
) -> Option<Fact<'a>> {
    let others = regions.iter().enumerate().filter(|(other, _)| *other != at);
    let prices: Option<Vec<_>> = others.map(|(_, other)| known.transfer_price(region, (*other)?)).collect();
    let dearest = prices?.into_iter().max_by(|a, b| a.usd_per_gb.total_cmp(&b.usd_per_gb))?;
    let how = if dearest.stale { How::Stale } else { How::ListPrice };
    Some(Fact { fill: Fill::Transfer(at, dearest.usd_per_gb), how, source: Source::Of(dearest.source) })
}

fn cell(table: &Matrix, row: &str, column: &str) -> Option<f64> {
    table.get(row)?.get(column).copied()
}

fn put(table: &mut Matrix, row: &str, column: &str, ms: f64) {
    table.entry(row.into()).or_default().insert(column.into(), ms);
}

/// More digits than a model has would only look exact.
fn tenths(ms: f64) -> f64 {
    (ms * 10.0).round() / 10.0
}
