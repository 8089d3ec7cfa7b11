//! Ids of regions on the command line, and which regions may be candidates.

use crate::stop::Stop;
use geode_core::catalogue::Provider;
use geode_core::planning::placement::{Named, Wanted};

/// Indices of regions by id, each once.
pub fn places(named: &Named, name: &str, ids: &[String]) -> Result<Vec<usize>, Stop> {
    let place = |id: &String| {
        let known = named.regions.iter().position(|region| region == id);
        let all = named.regions.iter().map(String::as_str);
        known.ok_or_else(|| Stop::unknown(name, &format!("names the region {id:?}"), all))
    };
    let mut places = ids.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// Indices of the regions that must not be among them. One that is out already, by its provider or jurisdiction, is known.
pub fn never(named: &Named, all: &Named, ids: &[String]) -> Result<Vec<usize>, Stop> {
    places(all, "--never", ids)?;
    let ids: Vec<String> = ids.iter().filter(|id| named.regions.contains(id)).cloned().collect();
    places(named, "--never", &ids)
}

/// Those of all regions that are wanted; where there are none, the argument that leaves none is named.
pub fn among(all: &Named, wanted: &Wanted) -> Result<Named, Stop> {
    let of_provider = all.clone().among(&Wanted { jurisdictions: Vec::new(), ..wanted.clone() });
    if let (true, Some(provider)) = (of_provider.regions.is_empty(), wanted.provider) {
        let wrong = format!("is {:?}, of which no region is known to be", provider.id());
        return Err(Stop::bad("--provider", &wrong, "the provider of a region, by its catalogue_id"));
    }
    let named = of_provider.clone().among(wanted);
    if named.regions.is_empty() && !of_provider.regions.is_empty() {
        let asked: Vec<String> = wanted.jurisdictions.iter().map(|one| format!("{one:?}")).collect();
        let wrong = format!("is {}, where no region is known to be", asked.join(", "));
        let laws = of_provider.jurisdictions();
        let known =
            if laws.is_empty() { "regions with a jurisdiction".into() } else { format!("one of {}", laws.join(", ")) };
        return Err(Stop::bad("--jurisdiction", &wrong, &known));
    }
    Ok(named)
}

/// The provider of an id.
pub fn provider(id: &str) -> Result<Provider, Stop> {
    Provider::from_id(id).ok_or_else(|| Stop::bad("--provider", &format!("is {id:?}"), "aws, azure or gcp"))
}
