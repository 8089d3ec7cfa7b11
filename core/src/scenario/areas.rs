//! A rough map for those who do not know their latencies yet: areas where users live, places to run.
//!
//! Every number here is an estimate and is marked as one wherever it is used.

/// A part of the world where users live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Id of the user group made from it.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
}

/// A place where cloud providers have regions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Id of the region made from it.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Whose law holds there.
    pub jurisdiction: &'static str,
    /// Price of a virtual machine relative to US East.
    ///
    /// Source: list prices of one machine type of the largest provider, 2025, rounded to 0.05.
    pub price_index: f64,
}

/// Where the numbers come from, for notes.
pub const SOURCE: &str = "estimate: rounded medians of measured round trips, 2022–2025";

/// The areas, by their number of internet users at most providers' customers.
pub const AREAS: [Area; 6] = [
    Area { id: "north-america", name: "North America" },
    Area { id: "europe", name: "Europe" },
    Area { id: "asia", name: "Asia" },
    Area { id: "south-america", name: "South America" },
    Area { id: "oceania", name: "Oceania" },
    Area { id: "middle-east-africa", name: "Middle East & Africa" },
];

/// The sites. Three each where most users may be whose data may not leave: a plan of three regions fits there.
pub const SITES: [Site; 11] = [
    Site { id: "us-east", name: "US East", jurisdiction: "US", price_index: 1.0 },
    Site { id: "us-west", name: "US West", jurisdiction: "US", price_index: 1.0 },
    Site { id: "us-central", name: "US Central", jurisdiction: "US", price_index: 1.0 },
    Site { id: "eu-west", name: "EU West", jurisdiction: "EU", price_index: 1.15 },
    Site { id: "eu-central", name: "EU Central (Frankfurt)", jurisdiction: "EU", price_index: 1.2 },
    Site { id: "eu-north", name: "EU North (Sweden)", jurisdiction: "EU", price_index: 1.05 },
    Site { id: "asia-east", name: "Asia East (Tokyo)", jurisdiction: "JP", price_index: 1.3 },
    Site { id: "asia-southeast", name: "Asia Southeast (Singapore)", jurisdiction: "SG", price_index: 1.25 },
    Site { id: "south-america", name: "South America (São Paulo)", jurisdiction: "BR", price_index: 1.6 },
    Site { id: "oceania", name: "Oceania (Sydney)", jurisdiction: "AU", price_index: 1.25 },
    Site { id: "middle-east", name: "Middle East (Gulf)", jurisdiction: "AE", price_index: 1.2 },
];

/// Round trips between the sites, ms, one row a site up to the diagonal.
///
/// Source: medians of measured region-to-region round trips of two open data sets (skyplane, 2022, Apache-2.0;
/// Microsoft's published medians, 2025, CC BY 4.0), rounded to 5 ms.
const BETWEEN_SITES: [&[f64]; 11] = [
    &[],
    &[70.0],
    &[30.0, 45.0],
    &[90.0, 145.0, 105.0],
    &[90.0, 150.0, 115.0, 15.0],
    &[105.0, 175.0, 140.0, 35.0, 30.0],
    &[170.0, 100.0, 135.0, 225.0, 220.0, 245.0],
    &[235.0, 165.0, 200.0, 155.0, 155.0, 200.0, 75.0],
    &[115.0, 185.0, 140.0, 205.0, 195.0, 215.0, 280.0, 360.0],
    &[195.0, 140.0, 175.0, 245.0, 245.0, 290.0, 115.0, 95.0, 310.0],
    &[155.0, 215.0, 185.0, 85.0, 90.0, 120.0, 160.0, 95.0, 270.0, 170.0],
];

/// Round trips from users of an area to a site, ms: [`BETWEEN_SITES`] between the places where its users live, 25 ms
/// of last mile and inland way on top, rounded to 10 ms. Asia stands half for Tokyo, half for Singapore and Mumbai.
const TO_SITES: [[f64; 11]; 6] = [
    [50.0, 60.0, 50.0, 130.0, 130.0, 150.0, 160.0, 230.0, 170.0, 190.0, 200.0],
    [110.0, 170.0, 130.0, 40.0, 40.0, 60.0, 240.0, 180.0, 220.0, 270.0, 120.0],
    [220.0, 170.0, 190.0, 210.0, 210.0, 240.0, 80.0, 80.0, 340.0, 140.0, 130.0],
    [140.0, 200.0, 170.0, 220.0, 220.0, 240.0, 300.0, 360.0, 40.0, 330.0, 290.0],
    [220.0, 160.0, 200.0, 270.0, 270.0, 310.0, 140.0, 120.0, 330.0, 40.0, 190.0],
    [210.0, 270.0, 240.0, 140.0, 140.0, 170.0, 260.0, 160.0, 310.0, 290.0, 80.0],
];

/// Position of an area in [`AREAS`].
fn area(id: &str) -> Option<usize> {
    AREAS.iter().position(|area| area.id == id)
}

/// Position of a site in [`SITES`].
fn site(id: &str) -> Option<usize> {
    SITES.iter().position(|site| site.id == id)
}

/// The site with a name, or in a city of that name.
///
/// ```
/// use geode_core::scenario::areas::named;
/// assert_eq!(named("Asia East (Tokyo)").map(|site| site.id), Some("asia-east"));
/// assert_eq!(named("tokyo").map(|site| site.id), Some("asia-east"));
/// assert_eq!(named("Tok").map(|site| site.id), None);
/// ```
pub fn named(name: &str) -> Option<&'static Site> {
    let city = |site: &Site| site.name.split_once('(').map(|(_, city)| city.trim_end_matches(')'));
    SITES.iter().find(|site| site.name == name || city(site).is_some_and(|city| city.eq_ignore_ascii_case(name)))
}

/// Position of the area in [`AREAS`] whose users are nearest to a site.
///
/// ```
/// use geode_core::scenario::areas::{AREAS, SITES, area_around};
/// assert_eq!(AREAS[area_around(SITES[3].id)].name, "Europe");
/// ```
pub fn area_around(site_id: &str) -> usize {
    let way = |area: &usize| AREAS.get(*area).and_then(|area| user_latency_ms(area.id, site_id)).unwrap_or(f64::MAX);
    (0..AREAS.len()).min_by(|a, b| way(a).total_cmp(&way(b))).unwrap_or(0)
}

/// List prices at a site relative to those at another, to hundredths.
pub fn price_relative_to(site: &Site, home: &Site) -> f64 {
    (site.price_index / home.price_index * 100.0).round() / 100.0
}

/// The estimated round trip from users of an area to a site, ms; none where either is not on this map.
///
/// ```
/// use geode_core::scenario::areas::user_latency_ms;
/// assert_eq!(user_latency_ms("europe", "eu-west"), Some(40.0));
/// assert_eq!(user_latency_ms("moon", "eu-west"), None);
/// ```
pub fn user_latency_ms(area_id: &str, site_id: &str) -> Option<f64> {
    TO_SITES.get(area(area_id)?)?.get(site(site_id)?).copied()
}

/// The estimated round trip between two sites, ms; none where either is not on this map.
///
/// ```
/// use geode_core::scenario::areas::region_rtt_ms;
/// assert_eq!(region_rtt_ms("us-east", "eu-west"), Some(90.0));
/// assert_eq!(region_rtt_ms("eu-west", "us-east"), Some(90.0));
/// ```
pub fn region_rtt_ms(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (site(a)?, site(b)?);
    match a == b {
        true => Some(0.0),
        false => BETWEEN_SITES.get(a.max(b))?.get(a.min(b)).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_a_number_that_makes_sense() {
        for a in SITES {
            for b in SITES {
                let rtt = region_rtt_ms(a.id, b.id).unwrap();
                assert_eq!(rtt, region_rtt_ms(b.id, a.id).unwrap());
                assert!(if a.id == b.id { rtt == 0.0 } else { (10.0..400.0).contains(&rtt) });
            }
        }
        for area in AREAS {
            let all: Vec<f64> = SITES.iter().map(|site| user_latency_ms(area.id, site.id).unwrap()).collect();
            let nearest = all.iter().copied().fold(f64::INFINITY, f64::min);
            assert!((40.0..=80.0).contains(&nearest), "{}", area.name);
        }
    }
}
