//! A drill as one sentence.

use super::{CutOff, Drill, Group, Quorum, Rerouted};
use crate::quantity::format::{Digits, duration, milliseconds, percent};
use crate::report::targets::enumerated;
use crate::report::written::reaching;
use crate::scenario::Scenario;
use crate::scenario::model::Kind;

impl Drill {
    /// What happens to whom, what fails, and after how long it is over.
    pub(super) fn in_words(&self, scenario: &Scenario) -> String {
        let names = |ids: &mut dyn Iterator<Item = &String>| {
            enumerated(&ids.map(|id| scenario.region_name(id)).collect::<Vec<_>>())
        };
        let share = |share: f64| percent(share, Digits::Few);
        let off = names(&mut self.off.iter());
        if self.off.is_empty() {
            return "Everything is up.".into();
        }
        if self.off.len() == self.regions.len() {
            return format!("With {off} off no region is left: {} of the requests fail.", share(self.unserved_share));
        }
        let mut clauses = Vec::new();
        let moved = |group: &&Group| group.share > 0.0 && group.region_after != group.region_before;
        let to = |id: &&String| self.groups.iter().filter(moved).any(|group| group.region_after.as_ref() == Some(id));
        let targets = names(&mut self.regions.iter().map(|region| &region.id).filter(to));
        if self.moved_share > 0.0 {
            let reaching = scenario.option(&self.option).map_or("", reaching);
            clauses.push(format!("{} of the requests{reaching} move to {targets}", share(self.moved_share)));
        } else {
            clauses.push("nobody is moved".into());
        }
        if let (Some(before), Some(after)) = (self.mean_latency_before_ms, self.mean_latency_after_ms) {
            let [before, after] = [before, after].map(|ms| milliseconds(ms, Digits::Few));
            if before == after {
                clauses.push(format!("and the mean latency stays {after}"));
            } else {
                clauses.push(format!("and the mean latency goes from {before} to {after}"));
            }
        }
        let mut parts = vec![format!("With {off} off, {}", clauses.join(", "))];
        parts.extend(self.troubles(scenario));
        if let Some(Rerouted { average, last }) = &self.rerouted_seconds {
            let [average, last] = [average, last].map(|seconds| duration(*seconds, Digits::Few));
            parts.push(match average == last {
                true => format!("users are moved after {average}{}", self.if_it_works(scenario)),
                false => format!("the average user is moved after {average}, the last after {last}"),
            });
        }
        if let Some(seconds) = self.writer_seconds {
            parts.push(format!("writes are taken again after {}", duration(seconds, Digits::Few)));
        }
        parts.join("; ") + "."
    }

    /// What goes wrong, a clause each.
    fn troubles(&self, scenario: &Scenario) -> Vec<String> {
        let share = |share: f64| percent(share, Digits::Few);
        let mut troubles = Vec::new();
        let cut_off = |why: CutOff| {
            let of = |group: &&Group| group.share > 0.0 && group.cut_off == Some(why);
            self.groups.iter().filter(of).map(|group| group.share).sum::<f64>()
        };
        let outlawed = cut_off(CutOff::Jurisdiction);
        if outlawed > 0.0 {
            let of = match scenario.option(&self.option).map_or("", reaching) {
                "" => String::new(),
                reaching => format!(" of the requests{reaching}"),
            };
            troubles.push(format!("{}{of} are cut off, since no region is left that may serve them", share(outlawed)));
        }
        let never = cut_off(CutOff::NeverPermitted);
        if never > 0.0 {
            troubles.push(format!("no region of the option may ever serve {}", share(never)));
        }
        for region in self.regions.iter().filter(|region| region.shed_share > 0.0) {
            troubles.push(format!(
                "{} is asked for {} of the load, can carry {} and sheds the rest",
                scenario.region_name(&region.id),
                share(region.load_after_share),
                share(region.capacity_share),
            ));
        }
        if let Some(quorum) = &self.quorum {
            let Quorum { voters, needed, up, kept } = quorum;
            let what = if *kept { "the quorum holds" } else { "the quorum is lost and writes stop" };
            troubles.push(format!("{what}: {up} of {voters} voters are up, {needed} are needed"));
        }
        if self.unserved_share > 1e-12 {
            troubles.push(format!("in all {} of the requests fail", share(self.unserved_share)));
        }
        troubles
    }

    fn if_it_works(&self, scenario: &Scenario) -> String {
        let is_pair =
            scenario.option(&self.option).is_some_and(|option| matches!(option.kind, Kind::ActivePassive { .. }));
        match scenario.failover.coverage {
            coverage if is_pair && coverage > 0.0 && coverage < 1.0 => {
                format!(" where the failover works, which it does in {}", percent(coverage, Digits::Few))
            }
            _ => String::new(),
        }
    }
}
