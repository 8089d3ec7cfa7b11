//! Regions and options for those who have answered five questions.

use super::{Answers, Today, assume};
use crate::quantity::complement;
use crate::scenario::areas::{self, Area, SITES, Site};
use crate::scenario::model::{Kind, PlanOption, Region, Scenario};
use crate::scenario::{edit, inputs};

/// A usual round trip between two regions of a country: a few hundred kilometres and back.
const WITHIN_A_COUNTRY_MS: f64 = 15.0;

/// Regions and options: today's place, a standby near it, and the places that bring the users nearest.
pub(super) fn add(scenario: &mut Scenario, answers: &Answers, home: Site) {
    let users = answers.shares();
    let allowed: Vec<Site> = SITES.into_iter().filter(|site| site.jurisdiction == home.jurisdiction).collect();
    if answers.data_stays && allowed.len() < 3 {
        return beside_home(scenario, answers, home);
    }
    let sites = if answers.data_stays { allowed } else { SITES.to_vec() };
    let standby = nearest(&sites, home);
    let (two, three) = (best(&sites, &users, home, 1), best(&sites, &users, home, 2));
    let mut used = vec![home];
    for site in [standby].into_iter().chain(two.iter().copied()).chain(three.iter().copied()) {
        if used.iter().all(|known| known.id != site.id) {
            used.push(site);
        }
    }
    scenario.regions = used.iter().map(|site| region(site, home, answers)).collect();
    let ids = |sites: &[Site]| sites.iter().map(|site| site.id.to_owned()).collect::<Vec<_>>();
    options(scenario, answers, standby.id, ids(&two), ids(&three));
}

/// Where data may not leave and the map knows too few places: further regions under the same law, as near to the users
/// as the first one.
fn beside_home(scenario: &mut Scenario, answers: &Answers, home: Site) {
    let first = region(&home, home, answers);
    let further = |(number, word): (u8, &str)| Region {
        id: format!("{}-{number}", home.id),
        name: format!("{word} region in {}", home.jurisdiction),
        ..first.clone()
    };
    scenario.regions = [first.clone()].into_iter().chain([(2, "Second"), (3, "Third")].map(further)).collect();
    let ids: Vec<String> = scenario.regions.iter().map(|region| region.id.clone()).collect();
    for group in scenario.user_groups.clone() {
        let Some(ms) = areas::user_latency_ms(&group.id, home.id) else { continue };
        for id in &ids {
            let source = if id == home.id { areas::SOURCE } else { "assumed: as near as the first region there" };
            write(scenario, &inputs::of_items(inputs::USER_LATENCY, &[&group.id, id]), ms, source);
        }
    }
    for (i, a) in ids.iter().enumerate() {
        for b in ids.iter().skip(i + 1) {
            let pointer = inputs::of_items(inputs::ROUND_TRIP, &[a, b]);
            write(scenario, &pointer, WITHIN_A_COUNTRY_MS, "assumed: within one country");
        }
    }
    let standby = ids.get(1).cloned().unwrap_or_default();
    options(scenario, answers, &standby, ids.iter().take(2).cloned().collect(), ids);
}

/// Writes a round trip, marked as assumed.
fn write(scenario: &mut Scenario, pointer: &str, ms: f64, source: &str) {
    edit::fill_cell(scenario, pointer, ms);
    assume(scenario, pointer, source);
}

/// One region, a pair, and two geodes; all begin with the first region.
fn options(scenario: &mut Scenario, answers: &Answers, standby: &str, two: Vec<String>, three: Vec<String>) {
    let home = two.first().cloned().unwrap_or_default();
    let pair = answers.tier.pair(home.clone(), standby.into());
    let option = |id: &str, name, kind| PlanOption { id: id.into(), name, edge: answers.edge, ..PlanOption::new(kind) };
    scenario.options = vec![
        option("single", "Single region".into(), Kind::single(home)),
        option("active-passive", edit::pair_name(Some(answers.tier)), pair),
        option("geode-2", edit::geode_name(2), Kind::geode(two)),
        option("geode-3", edit::geode_name(3), Kind::geode(three)),
    ];
    scenario.baseline = match answers.today {
        Today::Single => "single",
        Today::ActivePassive => "active-passive",
        Today::TwoActive => "geode-2",
    }
    .into();
}

fn region(site: &Site, home: Site, answers: &Answers) -> Region {
    let lost = answers.reliability().region;
    let availability = complement(lost);
    Region {
        id: site.id.into(),
        name: site.name.into(),
        availability,
        mttr_hours: answers.outage_hours,
        unavailability: (complement(availability) != lost).then_some(lost),
        price_index: Some(areas::price_relative_to(site, &home)),
        jurisdiction: Some(site.jurisdiction.into()),
        ..Region::default()
    }
}

/// Milliseconds between two sites.
fn way(a: &Site, b: &Site) -> f64 {
    areas::region_rtt_ms(a.id, b.id).unwrap_or(f64::INFINITY)
}

/// The site with the shortest round trip to another one.
fn nearest(sites: &[Site], home: Site) -> Site {
    let others = sites.iter().filter(|site| site.id != home.id);
    others.min_by(|a, b| way(&home, a).total_cmp(&way(&home, b))).copied().unwrap_or(home)
}

/// Home and `more` other sites that give the users the lowest mean latency, each from the nearest one. Few enough to
/// try all; of those with the same mean, the ones nearest to home.
fn best(sites: &[Site], users: &[(Area, f64)], home: Site, more: usize) -> Vec<Site> {
    let mut sets = vec![vec![home]];
    for _ in 0..more {
        let grown = sets.iter().flat_map(|set| {
            let new = |site: &&Site| set.iter().all(|known| known.id != site.id);
            sites.iter().filter(new).map(|site| [set.as_slice(), &[*site]].concat()).collect::<Vec<_>>()
        });
        sets = grown.collect();
    }
    let mean = |set: &Vec<Site>| -> f64 {
        let way = |area: &Area| {
            set.iter().filter_map(|site| areas::user_latency_ms(area.id, site.id)).fold(f64::INFINITY, f64::min)
        };
        users.iter().map(|(area, share)| share * way(area)).sum()
    };
    let spread = |set: &Vec<Site>| -> f64 { set.iter().map(|site| way(&home, site)).sum() };
    let order = |a: &Vec<Site>, b: &Vec<Site>| mean(a).total_cmp(&mean(b)).then(spread(a).total_cmp(&spread(b)));
    sets.into_iter().min_by(order).unwrap_or_default()
}
