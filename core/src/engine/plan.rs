//! One option made ready for evaluation: local region numbers, preference lists, processes.
//!
//! A plan is derived from a [`Problem`] anew for every evaluation and lives in the caller's scratch memory.
//! Regions are numbered in option order, so that a set of them is a bit mask.

use super::constants::MAX_REGIONS;
use super::processes::{Process, Stages, common_cause, detection_hours, independent};
use crate::scenario::problem::{Choice, Design, Problem, Writes};

/// A set of an option's regions, one bit each.
pub(crate) type Mask = u16;

/// Who takes a write, by local region numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum WriteRule {
    /// The serving region alone: eventual writes, home regions, single regions and pairs.
    #[default]
    Serving,
    /// So many of the regions that vote; the serving one counts where it votes itself.
    Quorum { needed: u32, voters: Mask },
    /// One region; it moves when it fails.
    Writer { region: usize },
}

/// Where the failure states of an option come from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Shape {
    /// One region.
    #[default]
    Single,
    /// The six-state chain of [`super::pair`].
    Pair,
    /// Independent regions and domains.
    Geode,
}

/// The common-cause process of a failure domain.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Domain {
    pub process: Process,
    /// The option's regions in it.
    pub members: Mask,
    /// Its index in the scenario.
    pub index: usize,
}

/// One option made ready.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Plan {
    pub shape: Shape,
    /// Scenario index of each region of the option.
    pub regions: Vec<usize>,
    /// Request share of each group, summing to 1.
    pub share: Vec<f64>,
    /// Regions that may serve each group, the first choice first: `candidates` of them.
    pub order: Vec<[u8; MAX_REGIONS]>,
    pub candidates: Vec<u8>,
    /// Mean latency of a group's requests at a region, travellers included, ms: `[group * regions + region]`.
    pub entry_ms: Vec<f64>,
    /// Share of the requests of a group that come from where others live.
    pub traveller_share: f64,
    /// Share of requests of the groups other than each group; empty without travellers.
    pub elsewhere: Vec<f64>,
    /// The region at which a traveller to each group's home enters.
    pub entrance: Vec<u8>,
    /// Round trips between regions, ms: `[a * regions + b]`.
    pub rtt_ms: Vec<f64>,
    /// The other regions of each region by round trip.
    pub peers: Vec<[u8; MAX_REGIONS]>,
    /// Synchronous calls to the nearest peer.
    pub sync_calls: f64,
    /// Specialised regions and the share of requests that need each.
    pub special: Vec<(usize, f64)>,
    pub writes: WriteRule,
    /// Whether each group's data lives in its home region, or in another one that is permitted.
    pub home: bool,
    /// Each region's own process.
    pub own: Vec<Process>,
    /// Probability that a region that is not routed away from is up, and that it is down, by its own process.
    pub odds: [(f64, f64); MAX_REGIONS],
    /// Domains with two or more of the option's regions.
    pub domains: Vec<Domain>,
    /// What each region can carry, as a share of all requests; infinite until sized.
    pub carries: [f64; MAX_REGIONS],
}

impl Plan {
    /// Number of regions.
    pub fn len(&self) -> usize {
        self.regions.len()
    }

    /// All regions.
    pub fn all(&self) -> Mask {
        ((1u32 << self.len()) - 1) as Mask
    }

    /// Round trip between two of the option's regions, ms.
    pub fn rtt(&self, a: usize, b: usize) -> f64 {
        self.rtt_ms[a * self.len() + b]
    }

    /// Share of requests whose groups no region of the option may serve.
    pub fn forbidden_share(&self) -> f64 {
        // From 0 on: the sum of nothing would be −0.
        self.share.iter().zip(&self.candidates).filter(|(_, c)| **c == 0).fold(0.0, |sum, (s, _)| sum + s)
    }

    /// Share of requests whose groups some region of the option may serve: summed, for 1 less the others is not 0 where all
    /// are forbidden and their shares round.
    pub fn permitted_share(&self) -> f64 {
        self.share.iter().zip(&self.candidates).filter(|(_, c)| **c > 0).fold(0.0, |sum, (s, _)| sum + s)
    }

    /// Fills the plan for an option. Reuses its memory.
    pub fn prepare(&mut self, problem: &Problem, option: &Choice) {
        self.regions.clear();
        self.special.clear();
        self.sync_calls = 0.0;
        self.traveller_share = 0.0;
        self.entrance.clear();
        self.elsewhere.clear();
        self.writes = WriteRule::Serving;
        self.carries = [f64::INFINITY; MAX_REGIONS];
        self.home = false;
        match &option.design {
            Design::Single { region, .. } => {
                self.shape = Shape::Single;
                self.regions.push(*region);
            }
            Design::ActivePassive { primary, standby, .. } => {
                self.shape = Shape::Pair;
                self.regions.extend([*primary, *standby]);
            }
            Design::Geode { regions, writes, specialised, replicas, voters, .. } => {
                self.shape = Shape::Geode;
                self.regions.extend(regions.iter().take(MAX_REGIONS));
                let special = specialised.iter().map(|special| (special.region, special.request_share));
                self.special.extend(special.filter(|(region, share)| *region < MAX_REGIONS && *share > 0.0));
                // A call across regions needs a second region; a geode of one equals its region.
                if self.len() > 1 {
                    self.sync_calls = f64::from(problem.traffic.sync_cross_region_calls);
                }
                self.home = *writes == Writes::HomeRegion;
                self.writes = match *writes {
                    Writes::Eventual | Writes::HomeRegion => WriteRule::Serving,
                    Writes::Quorum => {
                        let voters = self.voting(*replicas, voters.as_deref());
                        WriteRule::Quorum { needed: voters.count_ones() / 2 + 1, voters }
                    }
                    Writes::SingleWriter { writer, .. } => WriteRule::Writer { region: writer },
                };
            }
        }
        self.prepare_round_trips(problem);
        self.prepare_groups(problem);
        self.prepare_processes(problem, option);
    }

    /// The regions that vote: those named, else the first `replicas`, else all.
    fn voting(&self, replicas: Option<u32>, voters: Option<&[usize]>) -> Mask {
        match (voters, replicas) {
            (Some(voters), _) => voters.iter().fold(0, |mask, v| mask | 1 << v) & self.all(),
            (None, Some(count)) => ((1u32 << count.min(self.len() as u32)) - 1) as Mask,
            (None, None) => self.all(),
        }
    }

    fn prepare_round_trips(&mut self, problem: &Problem) {
        let n = self.len();
        self.rtt_ms.clear();
        self.peers.clear();
        self.peers.resize(self.len(), [0; MAX_REGIONS]);
        for a in 0..n {
            self.rtt_ms.extend((0..n).map(|b| problem.rtt_ms(self.regions[a], self.regions[b])));
        }
        for a in 0..n {
            let mut count = 0;
            for b in (0..n).filter(|b| *b != a) {
                insert(&mut self.peers[a], &mut count, b, |x| self.rtt_ms[a * n + x]);
            }
        }
    }

    /// Shares, preference lists and latencies of the groups: permitted regions nearest first, ties in option
    /// order; with home regions the home comes first. A single region and a pair serve everyone in their order.
    fn prepare_groups(&mut self, problem: &Problem) {
        let (n, home) = (self.len(), self.home);
        let total: f64 = problem.groups.iter().map(|g| g.share).sum();
        self.share.clear();
        // Scenarios may miss a sum of 1 by 1e-6; unnormalised, that would count as downtime or overload.
        self.share.extend(problem.groups.iter().map(|g| if total > 0.0 { g.share / total } else { 0.0 }));
        self.order.clear();
        self.candidates.clear();
        self.entry_ms.clear();
        for (g, group) in problem.groups.iter().enumerate() {
            let latency = |local: usize| problem.latency_ms(g, self.regions[local]);
            let (mut list, mut count) = ([0; MAX_REGIONS], 0);
            for local in 0..n {
                if self.shape != Shape::Geode {
                    list[count] = local as u8;
                    count += 1;
                } else if problem.may_serve(g, self.regions[local]) {
                    let at_home = |x: usize| home && group.home == Some(self.regions[x]);
                    insert(&mut list, &mut count, local, |x| if at_home(x) { -1.0 } else { latency(x) });
                }
            }
            self.order.push(list);
            self.candidates.push(count as u8);
            self.entry_ms.extend((0..n).map(latency));
        }
        if home && problem.traffic.traveller_share > 0.0 {
            self.prepare_travellers(problem);
        }
    }

    /// A traveller of group g comes from where group h lives with probability share_h / (1 − share_g), enters at
    /// the option's region nearest to h, permitted or not, and pays the round trip to g's region.
    fn prepare_travellers(&mut self, problem: &Problem) {
        let n = self.len();
        self.entrance.extend((0..self.share.len()).map(|h| {
            let mut nearest = 0;
            for local in 1..n {
                if problem.latency_ms(h, self.regions[local]) < problem.latency_ms(h, self.regions[nearest]) {
                    nearest = local;
                }
            }
            nearest as u8
        }));
        self.traveller_share = problem.traffic.traveller_share;
        for g in 0..self.share.len() {
            let others: f64 = self.other_groups(g).map(|(_, share)| share).sum();
            self.elsewhere.push(others);
            if others <= 0.0 {
                continue;
            }
            for region in 0..n {
                let travelling: f64 =
                    self.other_groups(g).map(|(h, share)| share / others * self.traveller_ms(problem, h, region)).sum();
                let direct = problem.latency_ms(g, self.regions[region]);
                self.entry_ms[g * n + region] =
                    (1.0 - self.traveller_share) * direct + self.traveller_share * travelling;
            }
        }
    }

    /// Groups other than `group` that have requests, with their shares.
    pub fn other_groups(&self, group: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.share.iter().copied().enumerate().filter(move |(h, share)| *h != group && *share > 0.0)
    }

    /// Latency of a traveller who is where group `from` lives and is served by `region`, ms.
    pub fn traveller_ms(&self, problem: &Problem, from: usize, region: usize) -> f64 {
        let entrance = usize::from(self.entrance[from]);
        problem.latency_ms(from, self.regions[entrance]) + self.rtt(entrance, region)
    }

    fn prepare_processes(&mut self, problem: &Problem, option: &Choice) {
        let geode = self.shape == Shape::Geode;
        let detection = if geode { detection_hours(problem) } else { 0.0 };
        let (writer, promotion) = match option.design.writer() {
            Some((writer, promotion_minutes)) => (1u16 << writer, Some(promotion_minutes / 60.0)),
            None => (0, None),
        };
        let process = |unavailability, mean_hours, members: Mask| Process {
            unavailability,
            mean_hours,
            detection_hours: detection,
            promotion_hours: promotion.filter(|_| members & writer != 0),
        };
        self.domains.clear();
        self.own.clear();
        for local in 0..self.len() {
            let region = &problem.regions[self.regions[local]];
            let in_domain = |r: &&usize| problem.regions[**r].domain == region.domain;
            let cause = match self.len() {
                1 => None,
                _ => {
                    let members = self.regions.iter().filter(in_domain).map(|r| &problem.regions[*r]);
                    common_cause(problem.beta, members)
                }
            };
            let bit = 1 << local;
            let q = match cause {
                None => region.unavailability,
                Some((q_common, mean_hours)) => {
                    match self.domains.iter_mut().find(|d| d.index == region.domain) {
                        Some(domain) => domain.members |= bit,
                        None => self.domains.push(Domain {
                            process: process(q_common, mean_hours, 0),
                            members: bit,
                            index: region.domain,
                        }),
                    }
                    independent(region.unavailability, q_common)
                }
            };
            self.own.push(process(q, region.mttr_hours, bit));
        }
        for domain in &mut self.domains {
            domain.process.promotion_hours = promotion.filter(|_| domain.members & writer != 0);
        }
        self.odds = [(1.0, 0.0); MAX_REGIONS];
        for (odds, process) in self.odds.iter_mut().zip(&self.own) {
            let Stages { up, down, .. } = process.stages();
            *odds = (up / (up + down), down / (up + down));
        }
    }

    /// Unavailability of the shared dependencies: 1 − Π A, summed so that nothing is subtracted.
    pub fn dependencies_unavailability(&self, problem: &Problem) -> f64 {
        self.dependencies(problem).fold(0.0, |u, (_, q, _)| u + (1.0 - u) * q)
    }

    /// Index, unavailability and mean outage (hours) of each dependency that the option needs.
    pub fn dependencies<'a>(&self, problem: &'a Problem) -> impl Iterator<Item = (usize, f64, f64)> + use<'a> {
        let single = self.len() <= 1;
        let needed = problem.dependencies.iter().enumerate().filter(move |(_, d)| !(single && d.multi_region_only));
        needed.map(|(i, d)| (i, d.unavailability, d.mttr_hours))
    }

    /// Unavailability that operating more than one region adds, at most 1.
    pub fn operations_unavailability(&self, problem: &Problem) -> f64 {
        (problem.unavailability_per_extra_region * self.len().saturating_sub(1) as f64).min(1.0)
    }
}

/// Fraction of an option's reads and writes that reach a region: the edge answers the rest of the reads.
pub(crate) fn reach(option: &Choice, kind: Request) -> f64 {
    match (kind, &option.edge) {
        (Request::Read, Some(edge)) => 1.0 - edge.offload_share,
        _ => 1.0,
    }
}

/// Reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Request {
    Read,
    Write,
}

impl Request {
    /// Fraction of all requests that are of this kind.
    pub fn share(self, problem: &Problem) -> f64 {
        match self {
            Request::Read => 1.0 - problem.traffic.write_fraction,
            Request::Write => problem.traffic.write_fraction,
        }
    }
}

/// Inserts `item` into a list sorted by `key`, after items of equal key.
fn insert(list: &mut [u8; MAX_REGIONS], count: &mut usize, item: usize, key: impl Fn(usize) -> f64) {
    let mut at = *count;
    while at > 0 && key(item) < key(usize::from(list[at - 1])) {
        list[at] = list[at - 1];
        at -= 1;
    }
    list[at] = item as u8;
    *count += 1;
}
