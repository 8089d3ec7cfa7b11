//! Countries and territories: their Internet users, where these are, what the country is called.

use super::globe::{Position, km_outside};
use super::names::fold;
use super::tables::{CatalogueFault, Row, list};

/// Places this far outside the towns of a country may still be of it.
const MARGIN_KM: f64 = 100.0;
/// Shares of Internet users older than so many years are marked.
const OLD_AFTER_YEARS: u16 = 3;

/// An area of the corridor model: chosen by how traffic runs, not by continent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Africa.
    Africa,
    /// China, Japan, Korea, Mongolia, Taiwan, Hong Kong, Macao.
    EastAsia,
    /// Europe, Turkey, the Caucasus and Central Asia.
    Europe,
    /// From the Levant to the Gulf and Iran.
    MiddleEast,
    /// North and Central America, the Caribbean.
    NorthAmerica,
    /// Australia and the Pacific.
    Oceania,
    /// India and around it.
    SouthAsia,
    /// South America.
    SouthAmerica,
    /// From Myanmar to the Philippines and Indonesia.
    SouthEastAsia,
}

impl Area {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::Africa,
        Self::EastAsia,
        Self::Europe,
        Self::MiddleEast,
        Self::NorthAmerica,
        Self::Oceania,
        Self::SouthAsia,
        Self::SouthAmerica,
        Self::SouthEastAsia,
    ];

    /// As the catalogue writes it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Africa => "AF",
            Self::EastAsia => "E-ASIA",
            Self::Europe => "EU",
            Self::MiddleEast => "ME",
            Self::NorthAmerica => "NA",
            Self::Oceania => "OC",
            Self::SouthAsia => "S-ASIA",
            Self::SouthAmerica => "SA",
            Self::SouthEastAsia => "SE-ASIA",
        }
    }

    pub(super) fn read(row: Row<'_>, id: &str) -> Result<Self, CatalogueFault> {
        let area = Self::ALL.into_iter().find(|one| one.id() == id);
        area.ok_or_else(|| row.fault("one of the nine areas, such as EU or SE-ASIA"))
    }
}

/// A continent, as people pick users by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Continent {
    /// Africa.
    Africa,
    /// Antarctica.
    Antarctica,
    /// Asia.
    Asia,
    /// Europe.
    Europe,
    /// North America, with Central America and the Caribbean.
    NorthAmerica,
    /// Oceania.
    Oceania,
    /// South America.
    SouthAmerica,
}

impl Continent {
    /// Those with users, in alphabetical order.
    pub const ALL: [Self; 7] = [
        Self::Africa,
        Self::Antarctica,
        Self::Asia,
        Self::Europe,
        Self::NorthAmerica,
        Self::Oceania,
        Self::SouthAmerica,
    ];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::Antarctica => "Antarctica",
            Self::Asia => "Asia",
            Self::Europe => "Europe",
            Self::NorthAmerica => "North America",
            Self::Oceania => "Oceania",
            Self::SouthAmerica => "South America",
        }
    }

    /// GeoNames' code.
    fn code(self) -> &'static str {
        match self {
            Self::Africa => "AF",
            Self::Antarctica => "AN",
            Self::Asia => "AS",
            Self::Europe => "EU",
            Self::NorthAmerica => "NA",
            Self::Oceania => "OC",
            Self::SouthAmerica => "SA",
        }
    }
}

/// How the number of Internet users came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersFrom {
    /// The share of people that ITU has for a year.
    Year(u16),
    /// Nobody has a share: that of the other countries of its area.
    Estimate,
}

impl UsersFrom {
    /// Whether it is to be marked as old in the year of the catalogue.
    pub fn is_old(self, year: u16) -> bool {
        matches!(self, Self::Year(then) if year.saturating_sub(then) > OLD_AFTER_YEARS)
    }
}

/// Where users of a country are reckoned to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// "US", or "US-west" of a country with several.
    pub id: String,
    /// The centre of its towns, weighted by people.
    pub at: Position,
    /// Share of the country's users, 0 to 1.
    pub share: f64,
    /// Corners around its towns, counter-clockwise, convex, without those that stand out by less than 25 km.
    pub around: Vec<Position>,
    /// For the corridor model.
    pub area: Area,
    /// Whether a border lies around it across which latency is not modelled.
    pub border: bool,
}

/// A country or territory. Overseas territories stand on their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, capital letters.
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub code3: String,
    /// In English, as most analytics tools write it.
    pub name: String,
    /// Other names.
    pub other_names: Vec<String>,
    /// For the corridor model.
    pub area: Area,
    /// As people pick users by it.
    pub continent: Continent,
    /// "EU" or "EEA" where it belongs to it, else its code.
    pub jurisdiction: String,
    /// People who use the Internet.
    pub users: f64,
    /// From what.
    pub users_from: UsersFrom,
    /// One, or several for a large country; their shares sum to 1.
    pub points: Vec<Point>,
    /// Latency across its border is not modelled: mainland China.
    pub border: bool,
}

impl Country {
    pub(super) fn read(row: Row<'_>) -> Result<Self, CatalogueFault> {
        let what = "codes, name, other names, area, continent, bloc, thousands of users, year, points, border";
        let [code, code3, name, others, area, continent, bloc, thousands, year, points, border] = row.cells(what)?;
        let capitals = |text: &str, len| text.len() == len && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if !capitals(code, 2) || !capitals(code3, 3) || name.is_empty() || !["", "EU", "EEA"].contains(&bloc) {
            return Err(row.fault("codes of two and three capital letters, a name, and EU, EEA or nothing"));
        }
        let area = Area::read(row, area)?;
        let continent = Continent::ALL.into_iter().find(|one| one.code() == continent);
        let border = border == "border";
        let points: Vec<Point> =
            points.split(';').map(|cell| point(row, cell, code, area, border)).collect::<Result<_, _>>()?;
        let sum: f64 = points.iter().map(|point| point.share).sum();
        if (sum - 1.0).abs() > 0.01 {
            return Err(row.fault("points whose shares sum to 1"));
        }
        Ok(Self {
            code: code.into(),
            code3: code3.into(),
            name: name.into(),
            other_names: list(others),
            area,
            continent: continent.ok_or_else(|| row.fault("the code of a continent"))?,
            jurisdiction: if bloc.is_empty() { code } else { bloc }.into(),
            users: 1_000.0 * row.number(thousands, "thousands of users", 0.0..=1e7)?,
            users_from: match year {
                "e" => UsersFrom::Estimate,
                year => UsersFrom::Year(row.number(year, "a year", 1990.0..=2100.0)? as u16),
            },
            // Rounded in the table.
            points: points.into_iter().map(|point| Point { share: point.share / sum, ..point }).collect(),
            border,
        })
    }

    /// All its names, folded.
    pub(super) fn folded(&self) -> impl Iterator<Item = String> + '_ {
        std::iter::once(&self.name).chain(&self.other_names).map(|name| fold(name))
    }

    /// Whether a position can be in the country: among its towns, or within 100 km. Near a border it may still be the
    /// neighbour's.
    pub fn may_hold(&self, at: Position) -> bool {
        self.points.iter().any(|point| km_outside(at, &point.around) <= MARGIN_KM)
    }
}

/// "west 37.23,-119.32 0.217" and corners around its towns.
fn point(row: Row<'_>, cell: &str, code: &str, area: Area, border: bool) -> Result<Point, CatalogueFault> {
    let mut parts = cell.split(' ');
    let (Some(name), Some(at), Some(share)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(row.fault("points of name, position, share and corners"));
    };
    let around: Vec<Position> = parts.map(|corner| row.position(corner)).collect::<Result<_, _>>()?;
    if around.is_empty() {
        return Err(row.fault("corners around the towns of each point"));
    }
    let id = if name == "-" { code.into() } else { format!("{code}-{name}") };
    Ok(Point { id, at: row.position(at)?, share: row.number(share, "a share", 0.0..=1.0)?, around, area, border })
}
