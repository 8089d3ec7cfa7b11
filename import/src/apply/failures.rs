//! Incidents put into a scenario: how often a region fails and for how long, what several regions fail of together, what
//! suppliers and own changes break.

use super::{Cause, Put};
use crate::outages::certainty::{range_of_length, range_of_share};
use crate::outages::{hours_of, merged};
use crate::report::Outages;
use geode_core::quantity::complement;
use geode_core::quantity::format::{Digits, availability, duration, percent};
use geode_core::report::replay::About;
use geode_core::scenario::edit;
use geode_core::scenario::inputs;
use geode_core::scenario::model::{Distribution, DistributionKind, NoteStatus};
use std::collections::BTreeSet;

/// The union of some incidents: hours, and the number of intervals that are left after merging.
#[derive(Clone, Copy)]
struct Lost {
    hours: f64,
    intervals: usize,
}

/// Outages of the period, each with what it was; nothing where it names what the scenario does not have.
type Caused = Vec<(Option<Cause>, (i64, i64))>;

/// What incidents of some causes add to; none where there is none of them.
fn lost(caused: &Caused, causes: &[Cause]) -> Option<Lost> {
    let is_one = |cause: &Option<Cause>| cause.is_some_and(|cause| causes.contains(&cause));
    let mut windows = BTreeSet::new();
    windows.extend(caused.iter().filter(|(cause, _)| is_one(cause)).map(|(_, window)| *window));
    let merged = merged(&windows);
    (!merged.is_empty()).then(|| Lost { hours: hours_of(&merged), intervals: merged.len() })
}

impl Put<'_> {
    pub(super) fn outages(&mut self, outages: &Outages) {
        let Some(id) = self.choice.region.as_deref() else {
            return self.ask("outages", "say which region they are about", "--region ID");
        };
        let caused = self.caused(id);
        let Some(period) = self.report.period.as_ref() else {
            return self.ask("outages", "the period is not known", "--period START/END");
        };
        let hours = period.hours;
        if outages.count == 0 {
            return self.leave("outages", "there was none, which is no proof of an availability of 1");
        }
        let mut sure: Vec<String> = Vec::new();
        match outages.availability {
            Some(_) => {
                self.not_counted(&caused);
                sure.extend(self.of_region(id, &caused, hours));
            }
            None => self.leave(
                "outages",
                "the provider's incidents, of all its products, are no availability of a region of yours",
            ),
        }
        for (what, cause, name) in
            [("supplier", Cause::Supplier, "A supplier"), ("own", Cause::Own, "Our own changes, everywhere")]
        {
            if let Some(lost) = lost(&caused, &[cause]).filter(|_| self.takes(what)) {
                sure.extend(self.dependency(what, name, lost, hours));
            }
        }
        if !sure.is_empty() {
            self.done("ranges", "how sure that is, by so many", None, sure.join("; "));
        }
    }

    /// Makes the availability and the repair of something ranges, as wide as so few outages leave them. Says what was done.
    fn range(&mut self, name: &str, base: &str, lost: Lost, period: f64) -> Option<String> {
        let length = range_of_length(lost.intervals, lost.hours)?;
        let share = range_of_share(lost.intervals, lost.hours, period)?;
        // One draw of 200 lies above it.
        let most = |[low, high]: [f64; 2]| (low * high).sqrt() * (high / low).powf(2.576 / (2.0 * 1.645));
        let hours = inputs::of_path(inputs::REGIONS_MTTR_HOURS)?;
        let is_within = most(share) < 1.0 && length[0] >= hours.min && most(length) <= hours.max;
        if !is_within || !self.takes("ranges") {
            return None;
        }
        // Of an availability what is missing is spread so.
        let up = [complement(share[1]), complement(share[0])];
        for (field, [p05, p95]) in [("availability", up), ("mttr_hours", length)] {
            let kind = DistributionKind::Lognormal;
            let range = Distribution { kind, p05: Some(p05), p95: Some(p95), low: None, mode: None, high: None };
            if !edit::set_range(&mut self.scenario, &format!("{base}/{field}"), Some(range)) {
                return None;
            }
        }
        let [least, longest] = length.map(|hours| duration(hours * 3600.0, Digits::Few));
        let [low, high] = up.map(|up| availability(complement(up), Digits::Few));
        Some(format!("{name} {low} to {high} up, {least} to {longest} to repair in 9 cases of 10"))
    }

    /// What each outage was: as somebody has said, else as the log says.
    fn caused(&mut self, id: &str) -> Caused {
        let about = About { scenario: &self.scenario, region: id, names: &self.choice.names };
        let (mut causes, mut names) = (Vec::new(), Vec::<String>::new());
        let mut caused = Caused::new();
        for one in &self.report.review.log {
            let said = self.choice.causes.get(&one.row).copied();
            let cause = said.map_or_else(|| about.seen(one), Ok);
            match &cause {
                Ok(Cause::Region) => {}
                Ok(cause) => causes.push((one.row, *cause)),
                Err(unknown) => {
                    causes.push((one.row, Cause::Elsewhere));
                    names.extend(unknown.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
                }
            }
            caused.push((cause.ok(), (one.start_seconds, one.end_seconds)));
        }
        (self.causes, self.names) = (causes, names);
        caused
    }

    /// Says which outages are none of the region's, and of which it is not known.
    fn not_counted(&mut self, caused: &Caused) {
        for (cause, flag) in [(None, "--region NAME=ID"), (Some(Cause::Elsewhere), "")] {
            let count = caused.iter().filter(|one| one.0 == cause).count();
            let which = match flag {
                "" => "in other regions".to_owned(),
                _ => format!("that name {}, which is no region of the scenario", self.names.join(", ")),
            };
            if count > 0 {
                self.ask("outages", format!("not counted: {count} {which}"), flag);
            }
        }
    }

    /// What the region loses: by itself and together with others, which is what its availability means.
    fn of_region(&mut self, id: &str, caused: &Caused, period: f64) -> Option<String> {
        let Some(lost) = lost(caused, &[Cause::Region, Cause::Shared]) else {
            self.leave("outages", "none was in that region, which is no proof of an availability of 1");
            return None;
        };
        if !self.takes("outages") {
            return None;
        }
        let Some(region) = self.scenario.regions.iter_mut().find(|region| region.id == id) else {
            self.leave("outages", format!("the scenario has no region {id:?}"));
            return None;
        };
        let unavailability = lost.hours / period;
        let words = |lost: f64, mttr: f64| {
            let (up, long) = (availability(lost, Digits::Few), duration(mttr * 3600.0, Digits::Few));
            format!("{up} up, {long} to repair")
        };
        let before = region.unavailability.unwrap_or_else(|| complement(region.availability));
        let was = words(before, region.mttr_hours);
        region.availability = 1.0 - unavailability;
        // Carried as it was counted, not as 1 − A.
        region.unavailability = Some(unavailability);
        region.mttr_hours = lost.hours / lost.intervals as f64;
        let becomes = words(unavailability, region.mttr_hours);
        let name = region.name.clone();
        let label = format!("how often {name} fails, and for how long");
        self.note(&inputs::of_items(inputs::REGIONS_AVAILABILITY, &[id]), NoteStatus::Measured);
        self.note(&inputs::of_items(inputs::REGIONS_MTTR_HOURS, &[id]), NoteStatus::Measured);
        self.done("outages", label, Some(was), becomes);
        self.shared(caused, lost);
        self.range(&name, &format!("/regions/{id}"), lost, period)
    }

    /// The part of a region's failures that others have too: of one region, since the log is of one.
    fn shared(&mut self, caused: &Caused, of_region: Lost) {
        let Some(shared) = lost(caused, &[Cause::Shared]).filter(|_| self.takes("shared")) else { return };
        // Where incidents of both kinds overlap the union is less than their sum.
        let beta = (shared.hours / of_region.hours).min(1.0);
        let was = percent(self.scenario.common_mode.beta, Digits::Few);
        self.scenario.common_mode.beta = beta;
        self.note(inputs::COMMON_MODE_BETA, NoteStatus::Measured);
        self.done("shared", "failures that hit several regions", Some(was), percent(beta, Digits::Few));
    }

    fn dependency(&mut self, what: &'static str, name: &str, lost: Lost, period: f64) -> Option<String> {
        let share = lost.hours / period;
        let mttr = lost.hours / lost.intervals as f64;
        let known = self.scenario.common_mode.dependencies.iter().find(|dependency| dependency.name == name);
        let was = known.map(|dependency| availability(complement(dependency.availability), Digits::Few));
        let id = match known.map(|dependency| dependency.id.clone()) {
            Some(id) => id,
            None => edit::add_dependency(&mut self.scenario, name, 1.0 - share),
        };
        edit::change_dependency(&mut self.scenario, &id, |dependency| {
            dependency.availability = 1.0 - share;
            dependency.mttr_hours = mttr;
        });
        for path in [inputs::COMMON_MODE_DEPENDENCIES_AVAILABILITY, inputs::COMMON_MODE_DEPENDENCIES_MTTR_HOURS] {
            self.note(&inputs::of_items(path, &[&id]), NoteStatus::Measured);
        }
        let becomes =
            format!("{} up, {} to repair", availability(share, Digits::Few), duration(mttr * 3600.0, Digits::Few));
        self.done(what, name, was, becomes);
        self.range(name, &format!("/common_mode/dependencies/{id}"), lost, period)
    }
}
