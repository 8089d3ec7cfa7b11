//! How far the corridor model is off where somebody has measured.

use super::ways::Corridor;
use super::{Catalogue, Region, RoundTrip};

/// Light needs at least this long there and back, ms: nearer pairs say nothing of a way.
const LEAST_LIGHT_MS: f64 = 1.0;

/// The model between two areas against the pairs that were measured.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelError<'a> {
    /// The two areas, and the mean error of regions left out.
    pub corridor: &'a Corridor,
    /// Tenth and ninetieth percentile of the model less the measurement, ms.
    pub p10_p90_ms: [f64; 2],
    /// The pair that the model misses by most.
    pub worst: [&'a Region; 2],
    /// What was measured of it, ms.
    pub measured_ms: f64,
    /// What the model says of it, ms.
    pub modelled_ms: f64,
}

impl Catalogue {
    /// The model of every pair of areas against what was measured, the largest mean error first.
    ///
    /// ```
    /// # let text = include_str!("../../../public/catalogue.txt");
    /// let catalogue = geode_core::catalogue::Catalogue::read(text)?;
    /// let errors = catalogue.model_errors();
    /// assert!(errors[0].corridor.error_ms >= errors[1].corridor.error_ms);
    /// assert!(errors.iter().all(|error| error.p10_p90_ms[0] <= error.p10_p90_ms[1]));
    /// # Ok::<(), geode_core::catalogue::CatalogueFault>(())
    /// ```
    pub fn model_errors(&self) -> Vec<ModelError<'_>> {
        let mut all: Vec<ModelError<'_>> = self.corridors().iter().filter_map(|one| self.model_error(one)).collect();
        crate::sorted::by(&mut all, |a, b| b.corridor.error_ms.total_cmp(&a.corridor.error_ms));
        all
    }

    /// None where the catalogue has no measured pair of these areas.
    fn model_error<'a>(&'a self, corridor: &'a Corridor) -> Option<ModelError<'a>> {
        let [one, other] = corridor.areas;
        let regions = || self.regions().iter().enumerate();
        let mut found: Vec<([&Region; 2], f64, f64)> = Vec::new();
        for (at, a) in regions().filter(|(_, a)| a.area == one || a.area == other) {
            let rest = regions().skip(at + 1);
            for (_, b) in rest.filter(|(_, b)| [[a.area, b.area], [b.area, a.area]].contains(&corridor.areas)) {
                let (Some(from), Some(to)) = (a.at, b.at) else { continue };
                let RoundTrip::Measured { ms, .. } = self.round_trip(a, b) else { continue };
                let Some(way) = self.corridors.modelled((from, a.area), (to, b.area), false) else { continue };
                if from.fibre_ms_to(to) >= LEAST_LIGHT_MS {
                    found.push(([a, b], ms, way.ms));
                }
            }
        }
        crate::sorted::by(&mut found, |a, b| (a.2 - a.1).total_cmp(&(b.2 - b.1)));
        let error = |at: &([&Region; 2], f64, f64)| at.2 - at.1;
        let rank = |p: f64| found.get((p * (found.len().saturating_sub(1)) as f64).round() as usize).map(error);
        let (worst, measured_ms, modelled_ms) =
            *found.iter().max_by(|a, b| error(a).abs().total_cmp(&error(b).abs()))?;
        Some(ModelError { corridor, p10_p90_ms: [rank(0.1)?, rank(0.9)?], worst, measured_ms, modelled_ms })
    }
}
