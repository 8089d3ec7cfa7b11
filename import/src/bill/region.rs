//! Ids of regions as bills write them.

use geode_core::catalogue::{Catalogue, Provider, RegionMatch};
use std::collections::HashMap;

/// Names for "in no region".
const NOWHERE: [&str; 9] =
    ["null", "global", "noregion", "no region", "unassigned", "none", "all regions", "n/a", "unknown"];
/// Spellings that are kept; a bill has some dozens.
const MAX_KEPT: usize = 20_000;

/// The catalogue's ids of what bills write, each looked up once.
pub(super) struct Regions<'c> {
    catalogue: &'c Catalogue,
    known: [HashMap<String, Option<String>>; 4],
}

impl<'c> Regions<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        Regions { catalogue, known: Default::default() }
    }

    /// The id of a region without its provider; as written where the catalogue does not have it. `None` for what stands
    /// in no region.
    #[inline(never)]
    pub(super) fn id(&mut self, written: &str, provider: Option<Provider>) -> Option<&str> {
        let place = match provider {
            Some(Provider::Aws) => 0,
            Some(Provider::Azure) => 1,
            Some(Provider::Gcp) => 2,
            None => 3,
        };
        let known = &mut self.known[place];
        if !known.contains_key(written) {
            if known.len() >= MAX_KEPT {
                known.clear();
            }
            known.insert(written.to_owned(), look_up(self.catalogue, written, provider));
        }
        known.get(written)?.as_deref()
    }
}

fn look_up(catalogue: &Catalogue, written: &str, provider: Option<Provider>) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || NOWHERE.iter().any(|name| written.eq_ignore_ascii_case(name)) {
        return None;
    }
    // "London (europe-west2)"
    let inner = written.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    if let Some(region) = inner.and_then(|inner| catalogue.region(inner)) {
        return Some(region.id.clone());
    }
    Some(match catalogue.region_named(written, provider) {
        // Google's names are bare places, which stand for a region of anybody.
        RegionMatch::Exact(region)
            if provider.is_some() || region.provider != Provider::Gcp || catalogue.region(written).is_some() =>
        {
            region.id.clone()
        }
        RegionMatch::Exact(_) | RegionMatch::Ask(_) | RegionMatch::Unknown => written.to_owned(),
    })
}

/// Whose bill it is.
pub(super) fn provider(name: &str) -> Option<Provider> {
    let name = name.to_ascii_lowercase();
    let names = [
        ("microsoft", Provider::Azure),
        ("azure", Provider::Azure),
        ("aws", Provider::Aws),
        ("amazon", Provider::Aws),
        ("google", Provider::Gcp),
    ];
    names.iter().find(|(part, _)| name.contains(part)).map(|(_, provider)| *provider)
}
