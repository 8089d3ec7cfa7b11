//! Where data may not be, or users may not be served, and the region of the catalogue that would mend it.

use super::Severity;
use super::case::{Case, names, percent};
use crate::catalogue::{self, Catalogue, Provider, Status};
use crate::scenario::edit::regions_of;
use crate::scenario::fill;
use crate::scenario::model::{Location, Scenario, UserGroup};

/// Users whose data stands where it may not, and users that no region may serve.
pub(super) fn violated(case: &mut Case) {
    homeless(case);
    if !case.figures.rigorous.breaks_residency {
        return;
    }
    let regions = regions_of(&case.option.kind);
    let full = fill::full(case.scenario);
    let is_abroad = |g: &&UserGroup| {
        let allowed = |id: &&str| full.region(id).is_some_and(|region| g.permits(region.jurisdiction.as_deref()));
        g.share > 0.0 && !regions.iter().all(allowed)
    };
    let groups: Vec<&UserGroup> = case.scenario.user_groups.iter().filter(is_abroad).collect();
    let message = format!(
        "Data of {} is or passes where its permitted jurisdictions do not reach. Write to home regions, or keep the option's regions within them.{} Edges, backups and where travellers enter are not judged; this is no legal advice.",
        names(&groups),
        mended(case.scenario, &regions, &groups)
    );
    case.say("residency-violated", Severity::Critical, message);
}

fn homeless(case: &mut Case) {
    let all = case.scenario.user_groups.iter().zip(&case.figures.rigorous.user_groups);
    let unserved = all.filter(|(g, f)| g.share > 0.0 && f.serving_region.is_none());
    let groups: Vec<&UserGroup> = unserved.map(|(g, _)| g).collect();
    if !groups.is_empty() {
        let share: f64 = groups.iter().map(|group| group.share).sum();
        let message = format!(
            "No region of this option may serve {} ({} of requests). Add a region in a permitted jurisdiction.{}",
            names(&groups),
            percent(share),
            mended(case.scenario, &regions_of(&case.option.kind), &groups)
        );
        case.say("no-permitted-region", Severity::Critical, message);
    }
}

/// The region that would mend it, in a sentence with a space before; nothing where the catalogue knows none, or where the
/// scenario does not name it: an evaluation is the same before and after the catalogue is loaded.
fn mended(scenario: &Scenario, regions: &[&str], groups: &[&UserGroup]) -> String {
    let known = catalogue::provided().filter(|_| scenario.catalogue.is_some());
    let region = known.and_then(|known| nearest_permitted(scenario, known, regions, groups));
    region.map_or_else(String::new, |region| {
        let (provider, id) = (region.provider.name(), &region.id);
        format!(" The nearest that all of them permit and it does not have is {} ({provider} {id}).", region.name)
    })
}

/// Of the regions that anyone can have of the option's providers, in a jurisdiction that all the groups permit and not in the
/// option, the one nearest to these users: the least mean of their round trips by the corridor model, weighted by shares. None
/// where a provider or the place of a group is not known.
fn nearest_permitted<'a>(
    scenario: &Scenario,
    known: &'a Catalogue,
    regions: &[&str],
    groups: &[&UserGroup],
) -> Option<&'a catalogue::Region> {
    let own: Vec<&catalogue::Region> =
        regions.iter().filter_map(|id| known.region(scenario.region(id)?.catalogue_id.as_deref()?)).collect();
    let providers: Vec<Provider> = own.iter().map(|region| region.provider).collect();
    let is_candidate = |region: &&catalogue::Region| {
        region.status == Status::Available
            && providers.contains(&region.provider)
            && own.iter().all(|one| one.id != region.id)
            && groups.iter().all(|group| group.permits(Some(&region.country)))
    };
    let ways = |region: &catalogue::Region| -> Option<f64> {
        let of = |group: &&UserGroup| {
            let Some(Location::Country(code)) = &group.location else { return None };
            let ms = |(point, share): (&catalogue::Point, f64)| Some(known.user_round_trip(point, region)?.ms * share);
            known.points(code)?.into_iter().map(ms).sum::<Option<f64>>().map(|ms| ms * group.share)
        };
        groups.iter().map(of).sum()
    };
    let candidates = known.regions().iter().filter(is_candidate);
    candidates.filter_map(|region| Some((ways(region)?, region))).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, one)| one)
}
