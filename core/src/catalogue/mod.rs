//! What is known of the real world: regions of cloud providers, the ways between them, countries with their users.
//!
//! Facts only, each table with source and date; `docs/data.md` says where they come from and how they are rebuilt. The text
//! is handed in, because the page fetches it after its first paint and the command has it built in. An unknown thing is
//! unknown: no position of 0° N 0° E, no price of 0, no middle value.
//!
//! ```
//! # let text = include_str!("../../../public/catalogue.txt");
//! use geode_core::catalogue::{Catalogue, CountryMatch, RoundTrip};
//! let catalogue = Catalogue::read(text)?;
//! let (ireland, ohio) = (catalogue.region("eu-west-1").unwrap(), catalogue.region("us-east-2").unwrap());
//! let RoundTrip::Measured { ms, source } = catalogue.round_trip(ireland, ohio) else { panic!() };
//! assert!((70.0..100.0).contains(&ms) && source.key == "skyplane-rtt");
//! assert!(matches!(catalogue.country_named("Korea"), CountryMatch::Ask(two) if two.len() == 2));
//! # Ok::<(), geode_core::catalogue::CatalogueFault>(())
//! ```

mod country;
mod errors;
mod globe;
mod law;
mod names;
mod provided;
mod read;
mod region;
mod tables;
mod ways;

pub use country::{Area, Continent, Country, Point, UsersFrom};
pub use errors::ModelError;
pub use globe::Position;
pub use law::lies_in;
pub use names::{LANGUAGES, fold};
pub use provided::{provide, provided};
pub use region::{Carbon, Price, PriceMethod, Provider, Region, Status};
pub use tables::{CatalogueFault, Source};
pub use ways::{Corridor, Modelled};

use names::is_like;
use std::collections::HashMap;
use ways::{Corridors, Matrix};

/// Transfer prices older than so many years are stale.
const STALE_AFTER_YEARS: u16 = 3;

/// The round trip between two regions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RoundTrip<'a> {
    /// Someone measured it.
    Measured {
        /// Mean of both directions.
        ms: f64,
        /// Who, and when.
        source: &'a Source,
    },
    /// Nobody did: by the corridor model.
    Modelled(Modelled),
    /// Where one of them is, is not known; or they are the same region.
    Unknown,
}

/// A list price of data between regions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransferPrice<'a> {
    /// US dollars per gigabyte, the first tier. Above 0.
    pub usd_per_gb: f64,
    /// Whether the list is older than three years.
    pub stale: bool,
    /// Who wrote it down, and when.
    pub source: &'a Source,
}

/// Which country a text names.
#[derive(Clone, Debug, PartialEq)]
pub enum CountryMatch<'a> {
    /// One of its names or codes.
    Exact(&'a Country),
    /// Like one name, with a typing error: to be confirmed.
    Similar(&'a Country),
    /// Several could be meant.
    Ask(Vec<&'a Country>),
    /// None.
    Unknown,
}

/// Which region a text names.
#[derive(Clone, Debug, PartialEq)]
pub enum RegionMatch<'a> {
    /// By its id or a name.
    Exact(&'a Region),
    /// A name that several have.
    Ask(Vec<&'a Region>),
    /// None: a region that is not in the catalogue.
    Unknown,
}

/// All tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    as_of: String,
    sources: Vec<Source>,
    regions: Vec<Region>,
    countries: Vec<Country>,
    ask: HashMap<String, Vec<String>>,
    measured: Vec<Matrix>,
    transfer: Vec<Matrix>,
    corridors: Corridors,
    outline: Vec<Vec<Position>>,
}

impl Catalogue {
    /// Its date, such as "2026-11-28".
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// The year of [`Catalogue::as_of`].
    pub fn year(&self) -> u16 {
        self.as_of.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
    }

    /// Where the tables come from, table by table.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// All regions, by provider and id.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All countries, by code.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The corridor model, a row a pair of areas.
    pub fn corridors(&self) -> &[Corridor] {
        &self.corridors.all
    }

    /// The outline of the land: closed rings, the last position not repeated.
    pub fn outline(&self) -> &[Vec<Position>] {
        &self.outline
    }

    /// The source of a region's carbon: figures of two sources are of two methods.
    pub fn carbon_source(&self, carbon: Carbon) -> Option<&Source> {
        self.sources.get(carbon.source)
    }

    /// The source of a region's price; `None` where the price is unknown.
    pub fn price_source(&self, region: &Region) -> Option<&Source> {
        let key = match (region.provider, region.price?.method) {
            (Provider::Aws, PriceMethod::List) => "aws-prices",
            (Provider::Aws, PriceMethod::Estimate) => "aws-estimates",
            (Provider::Azure, _) => "azure-prices",
            (Provider::Gcp, _) => "gcp-prices",
        };
        self.sources.iter().find(|source| source.table == "prices" && source.key == key)
    }

    /// The region of that id, "us-east-1" or "aws/us-east-1"; capital letters do not matter.
    pub fn region(&self, id: &str) -> Option<&Region> {
        let (provider, id) = id.trim().split_once('/').map_or((None, id.trim()), |(provider, id)| (Some(provider), id));
        let owned =
            |region: &Region| provider.is_none_or(|provider| region.provider.id().eq_ignore_ascii_case(provider));
        self.regions.iter().find(|region| region.id.eq_ignore_ascii_case(id) && owned(region))
    }

    /// The region that a bill or a person calls so. `provider` where the text is known to be one provider's: names that
    /// several providers use are then asked about less, and Azure's short spellings count.
    pub fn region_named(&self, text: &str, provider: Option<Provider>) -> RegionMatch<'_> {
        let asked = |region: &&Region| provider.is_none_or(|provider| region.provider == provider);
        if let Some(region) = self.region(text).filter(asked) {
            return RegionMatch::Exact(region);
        }
        let folded = fold(text);
        let called = |region: &&Region| !folded.is_empty() && region.is_called(&folded, provider);
        let found: Vec<&Region> = self.regions.iter().filter(asked).filter(called).collect();
        match found[..] {
            [] => RegionMatch::Unknown,
            [one] => RegionMatch::Exact(one),
            _ => RegionMatch::Ask(found),
        }
    }

    /// Regions that hold all words of a search: of provider, id, name, place, country. A word that is a jurisdiction with
    /// regions, such as "EU" or "CH", is that whole: else Zurich, in "Europe", were in the EU.
    pub fn search_regions(&self, words: &str) -> Vec<&Region> {
        let is_law = |word: &str| self.regions.iter().any(|region| region.is_in(word));
        let words: Vec<(&str, bool)> = words.split_whitespace().map(|word| (word, is_law(word))).collect();
        let held = |region: &&Region, with_law: bool| {
            let country = self.country(&region.country).map_or("", |country| &country.name);
            let (place, id, provider) = (&region.place, fold(&region.id), region.provider);
            let text = fold(&format!("{} {country} {} {place}", provider.name(), region.name));
            // Ids are searched as they are written too: "us-east-1".
            let text = format!("{text} {id} {}", provider.id());
            let has = |word: &str| text.contains(&fold(word));
            words.iter().all(|(word, is_law)| if with_law && *is_law { region.is_in(word) } else { has(word) })
        };
        let found: Vec<&Region> = self.regions.iter().filter(|region| held(region, true)).collect();
        // "sa east 1" is not in Saudi Arabia.
        if !found.is_empty() {
            return found;
        }
        self.regions.iter().filter(|region| held(region, false)).collect()
    }

    /// The country of that ISO 3166 code of two letters; capital letters do not matter.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// The point of users of that id, such as "US-west", or that of a country with one point.
    pub fn point(&self, id: &str) -> Option<&Point> {
        let country = self.country(id.get(..2)?)?;
        country.points.iter().find(|point| point.id.eq_ignore_ascii_case(id))
    }

    /// Where the users of a country, or of one of its points, are, and their shares of it; none where neither is known.
    pub fn points(&self, id: &str) -> Option<Vec<(&Point, f64)>> {
        match self.country(id) {
            Some(country) => Some(country.points.iter().map(|point| (point, point.share)).collect()),
            None => self.point(id).map(|point| vec![(point, 1.0)]),
        }
    }

    /// Which country a text names: exactly before similarly, and what several answer to is asked about.
    pub fn country_named(&self, text: &str) -> CountryMatch<'_> {
        let folded = fold(text);
        // "U.S." folds to a code; "ST" does not fold to itself.
        let codes = |one: &Country| [one.code.to_ascii_lowercase(), one.code3.to_ascii_lowercase()];
        let written = text.trim().to_ascii_lowercase();
        let coded = self.countries.iter().find(|one| codes(one).iter().any(|code| [&written, &folded].contains(&code)));
        if let Some(country) = coded {
            return CountryMatch::Exact(country);
        }
        if let Some(codes) = self.ask.get(&folded) {
            return CountryMatch::Ask(codes.iter().filter_map(|code| self.country(code)).collect());
        }
        let whose = |fits: &dyn Fn(&str) -> bool| -> Vec<&Country> {
            self.countries.iter().filter(|country| country.folded().any(|name| fits(&name))).collect()
        };
        if let [country] = whose(&|name| !folded.is_empty() && name == folded)[..] {
            return CountryMatch::Exact(country);
        }
        let similar = whose(&|name| is_like(name, &folded));
        match similar[..] {
            [] => CountryMatch::Unknown,
            [country] => CountryMatch::Similar(country),
            _ => CountryMatch::Ask(similar),
        }
    }

    /// The round trip between two regions.
    pub fn round_trip(&self, a: &Region, b: &Region) -> RoundTrip<'_> {
        if a.id == b.id {
            return RoundTrip::Unknown;
        }
        let found = self.measured.iter().find_map(|table| Some((table.get(&a.id, &b.id)?, table.source)));
        if let Some((ms, source)) = found.and_then(|(ms, at)| Some((ms, self.sources.get(at)?))) {
            return RoundTrip::Measured { ms, source };
        }
        let ends = a.at.zip(b.at);
        let modelled =
            ends.and_then(|(from, to)| self.corridors.modelled((from, a.area), (to, b.area), a.border != b.border));
        modelled.map_or(RoundTrip::Unknown, RoundTrip::Modelled)
    }

    /// The round trip between users and a region, without their last mile: always modelled. `None` where the region is, is
    /// not known.
    pub fn user_round_trip(&self, users: &Point, region: &Region) -> Option<Modelled> {
        self.corridors.modelled((users.at, users.area), (region.at?, region.area), users.border != region.border)
    }

    /// What a gigabyte costs from one region to another of the same provider; `None` is unknown, not free.
    pub fn transfer_price(&self, from: &Region, to: &Region) -> Option<TransferPrice<'_>> {
        if from.provider != to.provider || from.id == to.id {
            return None;
        }
        let (usd_per_gb, at) =
            self.transfer.iter().find_map(|table| Some((table.get(&from.id, &to.id)?, table.source)))?;
        let source = self.sources.get(at)?;
        let stale = source.is_older_than(STALE_AFTER_YEARS, &self.as_of);
        Some(TransferPrice { usd_per_gb, stale, source })
    }

    /// Points of users of some countries with the number of their Internet users, the largest first. A scenario holds 256
    /// groups, fewer than the points of the whole world.
    pub fn users<'a>(&'a self, countries: impl IntoIterator<Item = &'a Country>) -> Vec<(&'a Point, f64)> {
        let points = |country: &'a Country| country.points.iter().map(|point| (point, point.share * country.users));
        let mut all: Vec<(&Point, f64)> = countries.into_iter().flat_map(points).collect();
        crate::sorted::by(&mut all, |a, b| b.1.total_cmp(&a.1));
        all
    }
}
