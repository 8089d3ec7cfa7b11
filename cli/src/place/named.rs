//! Ids of regions on the command line.

use crate::stop::Stop;
use geode_core::catalogue::Provider;
use geode_core::planning::placement::Named;

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

/// The provider of an id.
pub fn provider(id: &str) -> Result<Provider, Stop> {
    Provider::from_id(id).ok_or_else(|| Stop::bad("--provider", &format!("is {id:?}"), "aws, azure or gcp"))
}
