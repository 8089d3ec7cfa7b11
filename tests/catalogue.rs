//! The catalogue's facts against each other and against what is known of the world from elsewhere.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

use geode_core::catalogue::{Area, Catalogue, Continent, Point, Position, PriceMethod, Region, Status, UsersFrom};
use std::collections::{BTreeSet, HashSet};

const TEXT: &str = include_str!("../public/catalogue.txt");

/// Towns of at least 15,000 people nearest to the catalogue's places, of whatever country (scripts/catalogue/build.py).
const TOWNS: &str = include_str!("data/towns.txt");
const NEAR_KM: f64 = 150.0;

fn catalogue() -> Catalogue {
    Catalogue::read(TEXT).unwrap()
}

fn towns() -> Vec<(&'static str, Position)> {
    let town = |line: &'static str| {
        let [country, at, _] = line.split('|').collect::<Vec<_>>().try_into().unwrap();
        let (lat, lon) = at.split_once(',').unwrap();
        (country, Position::new(lat.parse().unwrap(), lon.parse().unwrap()).unwrap())
    };
    TOWNS.lines().filter(|line| !line.starts_with('#')).map(town).collect()
}

/// The country of the nearest town, and how far it is.
fn nearest(towns: &[(&'static str, Position)], at: Position) -> (&'static str, f64) {
    let distances = towns.iter().map(|(country, town)| (*country, town.km_to(at)));
    distances.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap()
}

#[test]
fn regions_stand_near_a_town_of_their_country() {
    let (catalogue, towns) = (catalogue(), towns());
    let placed: Vec<(&Region, Position)> = catalogue.regions().iter().filter_map(|one| Some((one, one.at?))).collect();
    assert_eq!(placed.len(), 138);
    let off = |(region, at): &(&Region, Position)| {
        let (country, km) = nearest(&towns, *at);
        (country != region.country || km > NEAR_KM).then(|| format!("{}: {country}, {km:.0} km", region.id))
    };
    assert_eq!(placed.iter().filter_map(off).collect::<Vec<_>>(), Vec::<String>::new());
}

/// A centre of a whole country may lie where nobody lives, or beyond its own border: these do.
const OFF_CENTRE: [(&str, &str); 5] = [
    ("AR-south", "Patagonia's towns lie on its rims, 150 km and more from their centre"),
    ("AU-north", "Queensland's towns lie along its coast, and Darwin far off"),
    ("GQ", "half of the people live on Bioko, the others on the mainland: the centre is at sea, off Cameroon"),
    ("KZ-west", "a steppe between Atyrau, Aktau and Uralsk"),
    ("UZ", "its people live around the Tajik corner of the Zarafshan valley"),
];

#[test]
fn users_stand_near_a_town_of_their_country() {
    let (catalogue, towns) = (catalogue(), towns());
    let all: Vec<(&str, &Point)> =
        catalogue.countries().iter().flat_map(|one| one.points.iter().map(|point| (&one.code[..], point))).collect();
    // Territories without a town of that size stand for themselves.
    let own: HashSet<&str> = towns.iter().map(|(country, _)| *country).collect();
    let off = |(country, point): &&(&str, &Point)| {
        let (other, km) = nearest(&towns, point.at);
        own.contains(country) && (other != *country || km > NEAR_KM)
    };
    let found: BTreeSet<&str> = all.iter().filter(off).map(|(_, point)| &point.id[..]).collect();
    let expected: BTreeSet<&str> = OFF_CENTRE.iter().map(|(id, _)| *id).collect();
    assert_eq!(found, expected);
}

#[test]
fn ids_differ_and_sources_are_named() {
    let catalogue = catalogue();
    let ids: HashSet<&str> = catalogue.regions().iter().map(|region| &region.id[..]).collect();
    assert_eq!(ids.len(), catalogue.regions().len());
    let points: HashSet<&str> =
        catalogue.countries().iter().flat_map(|one| &one.points).map(|point| &point.id[..]).collect();
    assert_eq!(points.len(), catalogue.countries().iter().map(|one| one.points.len()).sum::<usize>());
    let notice = include_str!("../public/NOTICE");
    let page = include_str!("../docs/data.md");
    for table in ["regions", "prices", "carbon", "rtt", "corridors", "transfer", "countries", "ask", "outline"] {
        let sources: Vec<_> = catalogue.sources().iter().filter(|source| source.table == table).collect();
        assert!(!sources.is_empty(), "{table}");
        for source in sources {
            assert!(page.contains(&source.title) && page.contains(&source.address), "{}", source.key);
            assert!(source.key == "ours" || (notice.contains(&source.title) && notice.contains(&source.licence)));
        }
    }
    assert_eq!(catalogue.as_of(), "2026-11-28");
}

#[test]
fn every_country_has_users_a_place_and_an_area() {
    let catalogue = catalogue();
    assert_eq!(catalogue.countries().len(), 245);
    for country in catalogue.countries() {
        // ITU publishes 0 for North Korea.
        assert!(country.users > 0.0 || country.code == "KP", "{}", country.code);
        assert!((country.points.iter().map(|point| point.share).sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(country.points.iter().all(|point| point.area == country.area && country.may_hold(point.at)));
    }
    for region in catalogue.regions() {
        let country = catalogue.country(&region.country).unwrap();
        assert!(region.at.is_none_or(|at| country.may_hold(at)), "{} is not in {}", region.id, country.name);
    }
    for (code, lat, lon) in [
        ("FR", 0.0, 0.0),
        ("FR", 51.5, -0.1),
        ("FR", 52.5, 13.4),
        ("IT", 36.8, 10.2),
        ("CL", -34.6, -58.4),
        ("JP", 31.2, 121.5),
        ("US", -33.9, 151.2),
        ("US", 21.3, 157.8),
        ("NZ", -18.1, 178.4),
    ] {
        assert!(!catalogue.country(code).unwrap().may_hold(Position::new(lat, lon).unwrap()), "{code} {lat} {lon}");
    }
    let honolulu = Position::new(21.3, -157.86).unwrap();
    assert!(catalogue.country("US").unwrap().may_hold(honolulu));
    let all = catalogue.users(catalogue.countries());
    assert!(all.is_sorted_by(|a, b| a.1 >= b.1) && all[0].0.id.starts_with("CN-"));
    assert!((all.iter().map(|(_, users)| users).sum::<f64>() / 5.2e9 - 1.0).abs() < 0.1);
    // 5.6 billion at the turn of 2026, says ITU; India's share is of 2020.
    let users: f64 = catalogue.countries().iter().map(|one| one.users).sum();
    assert!((5.0e9..5.8e9).contains(&users), "{users}");
    for (code, area) in
        [("US", Area::NorthAmerica), ("GF", Area::SouthAmerica), ("KZ", Area::Europe), ("IL", Area::MiddleEast)]
    {
        assert_eq!(catalogue.country(code).unwrap().area, area);
    }
    let large = catalogue.countries().iter().filter(|one| one.points.len() > 1).map(|one| &one.code[..]);
    let large: Vec<&str> = large.collect();
    assert!(["US", "RU", "CA", "AU", "BR", "CN", "IN"].iter().all(|code| large.contains(code)), "{large:?}");
    let taiwan = catalogue.country("tw").unwrap();
    assert_eq!((taiwan.users_from, taiwan.continent), (UsersFrom::Estimate, Continent::Asia));
    let india = catalogue.country("IN").unwrap().users_from;
    assert!(india.is_old(catalogue.year()) && !catalogue.country("US").unwrap().users_from.is_old(2025));
}

#[test]
fn status_and_jurisdiction_are_known() {
    let catalogue = catalogue();
    let count = |status| catalogue.regions().iter().filter(|region| region.status == status).count();
    assert_eq!(
        [Status::Available, Status::Restricted, Status::Unlisted, Status::IdOnly].map(count),
        [126, 9, 3, 3],
        "twelve that not everyone can have"
    );
    for (id, jurisdiction) in [
        ("eu-central-1", "EU"),
        ("eusc-de-east-1", "EU"),
        ("norwayeast", "EEA"),
        ("uksouth", "GB"),
        ("switzerlandnorth", "CH"),
        ("us-east1", "US"),
    ] {
        assert_eq!(catalogue.region(id).unwrap().jurisdiction, jurisdiction, "{id}");
    }
    for region in catalogue.regions().iter().filter(|region| region.status == Status::IdOnly) {
        assert_eq!((region.at, region.price, region.carbon, region.zones), (None, None, None, None));
    }
}

/// m5.xlarge is 0.214 in eu-west-1 and 0.192 in us-east-1; Google says 105.94 g for London in 2024, Cloud Carbon Footprint
/// 0.000316 t for Ireland.
#[test]
fn prices_and_carbon_are_those_of_their_sources() {
    let catalogue = catalogue();
    let region = |id| catalogue.region(id).unwrap();
    let ireland = region("eu-west-1");
    assert!((ireland.price.unwrap().index - 0.214 / 0.192).abs() < 1e-3);
    assert_eq!(region("sa-east-1").price.unwrap().method, PriceMethod::Estimate);
    for base in ["us-east-1", "eastus", "us-central1"] {
        assert_eq!(region(base).price.unwrap().index, 1.0);
    }
    assert_eq!(["ap-east-2", "taiwannorth"].map(|id| region(id).price), [None, None], "unknown, not 1");
    assert!(catalogue.regions().iter().all(|one| one.price.is_some() == catalogue.price_source(one).is_some()));
    assert_eq!(catalogue.price_source(region("sa-east-1")).unwrap().date, "2025-03-02");
    let carbon = |id| {
        let carbon = region(id).carbon.unwrap();
        (carbon.grams_per_kwh, &catalogue.carbon_source(carbon).unwrap().key[..])
    };
    assert_eq!(carbon("europe-west2"), (106.0, "google-carbon"));
    assert_eq!(carbon("eu-west-1"), (316.0, "grid-carbon"));
    // "000402" in the source, without its decimal point: not 402 t.
    assert_eq!(region("germanywestcentral").carbon, None);
}

/// Whether a position lies on land: crossings of the outline by the way to the north pole.
fn on_land(catalogue: &Catalogue, lat: f64, lon: f64) -> bool {
    let crosses = |a: Position, b: Position| {
        (a.lon() > lon) != (b.lon() > lon)
            && lat < a.lat() + (lon - a.lon()) / (b.lon() - a.lon()) * (b.lat() - a.lat())
    };
    let crossings = |ring: &Vec<Position>| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).filter(|(a, b)| crosses(**a, **b)).count()
    };
    catalogue.outline().iter().map(crossings).sum::<usize>() % 2 == 1
}

#[test]
fn the_outline_has_land_where_land_is() {
    let catalogue = catalogue();
    assert!(catalogue.outline().len() > 100);
    let land = [(48.2, 16.4), (40.0, -100.0), (-25.0, 135.0), (-10.0, -55.0), (20.0, 78.0), (0.0, 25.0), (65.0, 100.0)];
    let chukotka = [(66.5, -175.0), (66.5, 179.5)];
    assert!(chukotka.iter().all(|(lat, lon)| on_land(&catalogue, *lat, *lon)), "on both sides of the date line");
    // No edge runs across the map: rings are cut at the date line.
    let edges = catalogue.outline().iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    assert!(edges.into_iter().all(|(a, b)| (a.lon() - b.lon()).abs() < 60.0));
    let sea = [(0.0, -30.0), (30.0, -45.0), (-30.0, 80.0), (0.0, -150.0), (35.0, 18.0), (70.0, 0.0), (-50.0, 0.0)];
    assert!(land.iter().all(|(lat, lon)| on_land(&catalogue, *lat, *lon)));
    assert!(!sea.iter().any(|(lat, lon)| on_land(&catalogue, *lat, *lon)));
}

/// Whatever the file has become on its way: an error that names a line, or a catalogue; never a panic.
#[test]
fn a_damaged_catalogue_is_refused_by_the_line() {
    for (text, word) in [
        ("", "line 1"),
        ("geode-catalogue 2 2026-11-28\n", "geode-catalogue 1"),
        ("geode-catalogue 1 yesterday!", "date"),
        ("geode-catalogue 1 2026-11-28\nrow", "brackets"),
        ("geode-catalogue 1 2026-11-28\n[regions]\n", "table countries"),
        ("geode-catalogue 1 2026-11-28\n[secrets]\n", "docs/data.md"),
    ] {
        let fault = Catalogue::read(text).unwrap_err().to_string();
        assert!(fault.contains(word), "{text:?}: {fault}");
    }
    assert!(Catalogue::read(&"x".repeat(2_000_000)).is_err());
    let lines: Vec<&str> = TEXT.lines().collect();
    for at in (0..lines.len()).step_by(7) {
        // A line lost, a line twice, a line of another table.
        let lost: Vec<&str> = [&lines[..at], &lines[at + 1..]].concat();
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        let mut swapped = lines.clone();
        swapped[at] = lines[(at + 501) % lines.len()];
        for damaged in [lost, twice, swapped] {
            let _ = Catalogue::read(&damaged.join("\n"));
        }
    }
    // A letter changed, here and there: by a fixed generator (Knuth's MMIX).
    let mut state = 21_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let letters: Vec<char> = TEXT.chars().collect();
    for _ in 0..200 {
        let mut damaged = letters.clone();
        for _ in 0..3 {
            damaged[next(letters.len())] = ['|', '-', '9', ' ', 'é', '\n', '=', '['][next(8)];
        }
        let _ = Catalogue::read(&damaged.into_iter().collect::<String>());
    }
    let replaced =
        |from: &str, to: &str| Catalogue::read(&TEXT.replacen(from, to, 1)).map(|_| ()).unwrap_err().to_string();
    assert!(replaced("-33.92,18.42", "-93.92,18.42").contains("latitude"));
    assert!(replaced("|ZA|-33", "|ZZ|-33").contains("country of the catalogue"));
    assert!(replaced("|1.323|list", "|NaN|list").contains("price index"));
    assert!(replaced("|1.323|list", "|0|list").contains("price index"));
    assert!(replaced("ap-east-2|", "ap-east-1|").contains("no row above"));
}
