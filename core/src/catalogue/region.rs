//! Regions of cloud providers: what they are called, where they are, what they cost beside each other.

use super::country::Area;
use super::globe::Position;
use super::law::lies_in;
use super::names::fold;
use super::tables::{CatalogueFault, Row, list};
use serde::{Deserialize, Serialize};

/// A cloud provider whose regions the catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Provider {
    /// Amazon Web Services.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Gcp,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Aws, Self::Azure, Self::Gcp];

    /// As files and the command write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::Azure => "azure",
            Self::Gcp => "gcp",
        }
    }

    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Azure => "Azure",
            Self::Gcp => "Google Cloud",
        }
    }

    /// That of [`Provider::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// Whether anyone can have a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Generally available: a candidate of placement.
    Available,
    /// Only for those who ask its provider for access.
    Restricted,
    /// Not in the provider's own list.
    Unlisted,
    /// Its id is known, and its country; not where it is.
    IdOnly,
}

/// How a price index came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceMethod {
    /// The list price of one kind of machine.
    List,
    /// A median over many kinds of machine, from a list whose single prices are not reliable.
    Estimate,
}

/// What machines of a region cost, against the reference region of its provider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// 1 in the reference region. Says nothing about another provider's.
    pub index: f64,
    /// From what.
    pub method: PriceMethod,
}

/// How dirty the electricity of a region is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carbon {
    /// Grams of CO₂ equivalent per kilowatt hour of the grid.
    pub grams_per_kwh: f64,
    /// Index into [`super::Catalogue::sources`]: two sources by two methods, not to be compared with each other.
    pub(super) source: usize,
}

/// A region of a cloud provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Whose it is.
    pub provider: Provider,
    /// As the provider's interfaces and bills write it; no two providers share one.
    pub id: String,
    /// As the provider writes it for people.
    pub name: String,
    /// Other names that bills use. Azure's short ones mean other things elsewhere.
    pub other_names: Vec<String>,
    /// Town or land; empty for [`Status::IdOnly`].
    pub place: String,
    /// ISO 3166 code of the country.
    pub country: String,
    /// "EU", "EEA" or the country's code: a label of the place, not legal advice.
    pub jurisdiction: String,
    /// `None` for [`Status::IdOnly`]: never 0° N 0° E.
    pub at: Option<Position>,
    /// Availability zones, 1 where there are none apart; `None` where no source says.
    pub zones: Option<u8>,
    /// Whether anyone can have it.
    pub status: Status,
    /// Of its country, for the corridor model.
    pub(super) area: Area,
    /// Its country's [`super::Country::border`].
    pub(super) border: bool,
    /// `None`: unknown.
    pub price: Option<Price>,
    /// `None`: unknown.
    pub carbon: Option<Carbon>,
}

impl Region {
    pub(super) fn read(row: Row<'_>) -> Result<Self, CatalogueFault> {
        let what = "provider, id, name, other names, place, country, position, zones, status";
        let [provider, id, name, others, place, country, at, zones, status] = row.cells(what)?;
        let provider = Provider::from_id(provider).ok_or_else(|| row.fault("the provider aws, azure or gcp"))?;
        let status = match status {
            "ga" => Status::Available,
            "restricted" => Status::Restricted,
            "unlisted" => Status::Unlisted,
            "id" => Status::IdOnly,
            _ => return Err(row.fault("the status ga, restricted, unlisted or id")),
        };
        let known = status != Status::IdOnly;
        let at = if known { Some(row.position(at)?) } else { None };
        if id.is_empty() || id.to_ascii_lowercase() != id || name.is_empty() || (known == place.is_empty()) {
            return Err(row.fault("an id of small letters, a name, and a place unless the status is id"));
        }
        let zones = match zones {
            "" => None,
            zones => Some(row.number(zones, "zones", 1.0..=20.0)? as u8),
        };
        Ok(Self {
            provider,
            id: id.into(),
            name: name.into(),
            other_names: list(others),
            place: place.into(),
            country: country.into(),
            // These three follow from the country once all are read.
            jurisdiction: String::new(),
            area: Area::Europe,
            border: false,
            at,
            zones,
            status,
            price: None,
            carbon: None,
        })
    }

    /// Whether it lies in a jurisdiction: a country's code, "EU" or "EEA", in any case of its letters.
    pub fn is_in(&self, jurisdiction: &str) -> bool {
        lies_in(&self.country.to_lowercase(), &jurisdiction.to_lowercase())
    }

    /// As a scenario's regions name it: "aws/us-east-1".
    pub fn catalogue_id(&self) -> String {
        format!("{}/{}", self.provider.id(), self.id)
    }

    /// Whether a bill or a person may call it that. Short spellings of Azure only where the text is known to be Azure's.
    pub(super) fn is_called(&self, folded: &str, provider: Option<Provider>) -> bool {
        let own = [&self.id, &self.name].into_iter().any(|name| fold(name) == folded);
        let spelled = self.provider != Provider::Azure || provider == Some(Provider::Azure);
        let with_id = || fold(&format!("{} {}", self.name, self.id)) == folded;
        let squeezed = |name: &str| fold(name) == folded || (spelled && name == folded.replace(' ', ""));
        own || with_id() || (spelled && self.other_names.iter().any(|name| squeezed(name)))
    }
}
