//! Candidates as the search reads them: of each group the regions that may serve it, nearest first.

use super::Candidates;
use crate::engine::math::{ln, normal_cdf};

/// What a user whom no region may serve waits, in largest round trips: sets that serve everybody come first, and sums of
/// such waits keep the digits of the others.
const UNSERVED: f64 = 1e4;

/// What sets of regions are measured by. The first two are sums over groups of what the nearest region gives, the others
/// sums over regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Σ weight × round trip.
    Mean,
    /// Weight of the requests that take longer than a bound.
    Tail,
    /// Σ price index.
    Cost,
    /// Σ grid intensity.
    Carbon,
}

/// A value for each [`Measure`].
pub(super) type Measures = [f64; 4];

/// Of each group the regions that may serve it, nearest first, and what each region adds.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// How many regions there are.
    pub regions: usize,
    /// Where the rows end; the first begins at 0.
    ends: Vec<usize>,
    /// Regions, nearest first.
    pub region: Vec<u32>,
    /// Mean and tail of a group at a region.
    pub at: [Vec<f64>; 2],
    /// Mean and tail of a group that nobody serves.
    pub unserved: [Vec<f64>; 2],
    /// Cost and carbon of each region.
    pub added: [Vec<f64>; 2],
    /// Indices of the groups, among all of the candidates.
    pub groups: Vec<usize>,
    /// Groups with users that no open region may serve.
    pub nobody: Vec<usize>,
    /// Weights of the groups.
    pub weight: Vec<f64>,
    /// Round trips, ms.
    ms: Vec<f64>,
    sigma: f64,
}

impl Rows {
    /// Of the regions that are `open`. Groups without weight, and those that none of these regions may serve, are left out.
    pub fn of(candidates: &Candidates, open: &[bool]) -> Rows {
        let known = |value: &Vec<Option<f64>>| value.iter().map(|value| value.unwrap_or(0.0)).collect();
        let mut rows = Rows {
            regions: open.len(),
            ends: Vec::new(),
            region: Vec::new(),
            at: [Vec::new(), Vec::new()],
            unserved: [Vec::new(), Vec::new()],
            added: [known(&candidates.price), known(&candidates.carbon)],
            groups: Vec::new(),
            nobody: Vec::new(),
            weight: Vec::new(),
            ms: Vec::new(),
            sigma: candidates.sigma,
        };
        for (group, weight) in candidates.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let may = |region: &usize| open[*region] && candidates.may_serve(group, *region);
            let mut row: Vec<(f64, u32)> =
                (0..open.len()).filter(may).map(|region| (candidates.ms(group, region), region as u32)).collect();
            if row.is_empty() {
                rows.nobody.push(group);
                continue;
            }
            row.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            rows.region.extend(row.iter().map(|(_, region)| *region));
            rows.ms.extend(row.iter().map(|(ms, _)| *ms));
            rows.at[0].extend(row.iter().map(|(ms, _)| weight * ms));
            rows.ends.push(rows.region.len());
            rows.groups.push(group);
            rows.weight.push(*weight);
        }
        let longest = rows.longest();
        rows.unserved[0] = rows.weight.iter().map(|weight| weight * UNSERVED * longest).collect();
        rows
    }

    /// The longest round trip, ms.
    pub fn longest(&self) -> f64 {
        self.ms.iter().copied().fold(0.0, f64::max)
    }

    /// Round trips that there are, ascending, each once.
    pub fn distinct(&self) -> Vec<f64> {
        let mut distinct = self.ms.clone();
        distinct.sort_unstable_by(f64::total_cmp);
        distinct.dedup();
        distinct
    }

    /// Weight of all groups.
    pub fn total(&self) -> f64 {
        self.weight.iter().sum()
    }

    /// Whether every region may serve every group.
    pub fn is_open(&self) -> bool {
        self.region.len() == self.regions * self.weight.len()
    }

    /// Makes the tail that of the requests that take longer than `ms`.
    pub fn set_tail(&mut self, ms: f64) {
        let (sigma, log) = (self.sigma, ln(ms) + 0.5 * self.sigma * self.sigma);
        let beyond = |mean: f64| match () {
            () if sigma <= 0.0 || mean <= 0.0 || ms <= 0.0 => f64::from(u8::from(mean > ms)),
            () => normal_cdf((ln(mean) - log) / sigma),
        };
        self.at[1].clear();
        for group in 0..self.weight.len() {
            let weight = self.weight[group];
            let range = self.row(group);
            self.at[1].extend(self.ms[range].iter().map(|mean| weight * beyond(*mean)));
        }
        self.unserved[1].clone_from(&self.weight);
    }

    /// Where the row of a group stands.
    pub fn row(&self, group: usize) -> std::ops::Range<usize> {
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        start..self.ends[group]
    }

    /// The place of the nearest region of a set that serves a group; none where none does.
    fn nearest(&self, group: usize, is_in: &[bool]) -> Option<usize> {
        self.row(group).find(|at| is_in[self.region[*at] as usize])
    }

    /// What a set measures. Sums go by group and by region, so that the same set has the same bits.
    pub fn measures(&self, is_in: &[bool]) -> Measures {
        let mut sums = [0.0; 4];
        let has_tail = !self.at[1].is_empty();
        for group in 0..self.weight.len() {
            let nearest = self.nearest(group, is_in);
            let of = |kind: usize| nearest.map_or(self.unserved[kind][group], |at| self.at[kind][at]);
            sums[0] += of(0);
            if has_tail {
                sums[1] += of(1);
            }
        }
        for region in (0..self.regions).filter(|region| is_in[*region]) {
            sums[2] += self.added[0][region];
            sums[3] += self.added[1][region];
        }
        sums
    }

    /// Round trips of the groups that a set serves, with their weights; and the groups that it does not.
    pub fn served(&self, is_in: &[bool]) -> (Vec<(f64, f64)>, Vec<usize>) {
        let (mut served, mut others) = (Vec::new(), Vec::new());
        for group in 0..self.weight.len() {
            match self.nearest(group, is_in) {
                Some(at) => served.push((self.weight[group], self.ms[at])),
                None => others.push(self.groups[group]),
            }
        }
        (served, others)
    }
}

/// Rows with the measures weighed into one cost, without the regions that are ruled out: what the inner loops walk.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    ends: Vec<usize>,
    pub region: Vec<u32>,
    parts: [Vec<f64>; 2],
    pub cost: Vec<f64>,
    pub unserved: Vec<f64>,
    pub added: Vec<f64>,
}

impl Table {
    /// Takes the rows but for the regions that are ruled out.
    pub fn fill(&mut self, rows: &Rows, is_out: impl Fn(usize) -> bool) {
        self.ends.clear();
        self.region.clear();
        self.parts.iter_mut().for_each(Vec::clear);
        let has_tail = !rows.at[1].is_empty();
        for group in 0..rows.weight.len() {
            for at in rows.row(group) {
                if !is_out(rows.region[at] as usize) {
                    self.region.push(rows.region[at]);
                    self.parts[0].push(rows.at[0][at]);
                    if has_tail {
                        self.parts[1].push(rows.at[1][at]);
                    }
                }
            }
            self.ends.push(self.region.len());
        }
    }

    /// Weighs the measures into one cost.
    pub fn weigh(&mut self, rows: &Rows, weights: &Measures) {
        let [mean, tail, cost, carbon] = *weights;
        let both = |a: &[f64], b: &[f64], x: f64, y: f64, to: &mut Vec<f64>| {
            to.clear();
            match b.is_empty() {
                true => to.extend(a.iter().map(|a| x * a)),
                false => to.extend(a.iter().zip(b).map(|(a, b)| x * a + y * b)),
            }
        };
        both(&self.parts[0], &self.parts[1], mean, tail, &mut self.cost);
        both(&rows.unserved[0], &rows.unserved[1], mean, tail, &mut self.unserved);
        both(&rows.added[0], &rows.added[1], cost, carbon, &mut self.added);
    }

    /// How many groups there are.
    pub fn groups(&self) -> usize {
        self.ends.len()
    }

    /// Regions of a group, nearest first, with their costs.
    #[inline]
    pub fn row(&self, group: usize) -> impl Iterator<Item = (usize, f64)> {
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        let range = start..self.ends[group];
        self.region[range.clone()].iter().map(|region| *region as usize).zip(self.cost[range].iter().copied())
    }

    /// Mean and tail of an entry of a row, by its place in it.
    pub fn parts_of(&self, group: usize) -> impl Iterator<Item = (usize, f64, f64, f64)> {
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        (start..self.ends[group]).map(move |at| {
            let tail = self.parts[1].get(at).copied().unwrap_or(0.0);
            (self.region[at] as usize, self.cost[at], self.parts[0][at], tail)
        })
    }
}
