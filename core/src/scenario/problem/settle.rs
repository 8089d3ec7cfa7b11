//! What follows from several numbers of a problem, brought up to date after some of them have changed.

use super::{Design, Given, Missing, Problem};
use crate::quantity::complement;
use crate::scenario::fit::{self, Fitted};

/// The numbers of a problem do not make a scenario. What is wrong with them only `restore` can say, for it knows the
/// names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

impl Problem {
    /// Brings up to date what is derived: unavailabilities, and what the availability target allows.
    pub fn settle(&mut self) {
        let Given { regions, dependencies, target } = &mut self.given;
        for (region, given) in self.regions.iter_mut().zip(regions) {
            let availability = &mut given.availability;
            let unavailability =
                given.unavailability.unwrap_or_else(|| availability.missing.complement_of(availability.value));
            region.unavailability = below_one(unavailability);
        }
        for (dependency, given) in self.dependencies.iter_mut().zip(dependencies) {
            dependency.unavailability = below_one(given.missing.complement_of(given.value));
        }
        self.allowed_unavailability = self.target.availability.map(|availability| target.complement_of(availability));
    }

    /// Makes the numbers fit together as `restore` does, by the same rules: shares that do not sum to 1 are scaled, a
    /// recovery by hand that is shorter than the failover is raised to it. Returns what was changed.
    ///
    /// # Errors
    /// [`Unfit`] where `restore` would refuse them: nothing to scale, more than all, more copies than regions.
    pub fn fit(&mut self) -> Result<Fitted, Unfit> {
        self.options.iter().try_for_each(|option| match &option.design {
            Design::Geode { regions, replicas, specialised, .. } => {
                let share: f64 = specialised.iter().map(|special| special.request_share).sum();
                let fits = !fit::exceeds_one(share) && replicas.is_none_or(|count| count as usize <= regions.len());
                if fits { Ok(()) } else { Err(Unfit) }
            }
            Design::Single { .. } | Design::ActivePassive { .. } => Ok(()),
        })?;
        let mut fitted =
            Fitted { shares: fit::sum_to_scale(self.groups.iter().map(|g| g.share))?, ..Fitted::default() };
        if let Some(sum) = fitted.shares {
            self.groups.iter_mut().for_each(|group| group.share /= sum);
        }
        fitted.revenue_shares = fit::revenue_sum_to_scale(self.groups.iter().map(|g| (g.share, g.revenue_share)));
        if let Some(sum) = fitted.revenue_shares {
            self.groups.iter_mut().for_each(|group| group.revenue_share = fit::scaled(group.revenue_share, sum));
        }
        let cost = &mut self.cost;
        let parts = [&mut cost.compute_share, &mut cost.fixed_share, &mut cost.storage_share];
        fitted.cost_shares = fit::sum_to_scale(parts.iter().map(|share| **share))?;
        if let Some(sum) = fitted.cost_shares {
            parts.into_iter().for_each(|share| *share /= sum);
        }
        fitted.manual_recovery_minutes = fit::raised_recovery(&self.failover);
        if let Some(minutes) = fitted.manual_recovery_minutes {
            self.failover.manual_recovery_minutes = minutes;
        }
        Ok(fitted)
    }
}

impl From<fit::NothingToScale> for Unfit {
    fn from(_: fit::NothingToScale) -> Unfit {
        Unfit
    }
}

impl Default for Missing {
    fn default() -> Missing {
        Missing { of: 1.0, is: 0.0 }
    }
}

impl Missing {
    fn complement_of(&mut self, number: f64) -> f64 {
        if self.of != number {
            *self = Missing { of: number, is: complement(number) };
        }
        self.is
    }
}

/// An availability of 1e-85 is allowed, but its complement rounds to 1, and a process that never works has no rate of
/// failure: λ = μ q / (1 − q). The nearest number below 1 stands for it.
pub(crate) fn below_one(unavailability: f64) -> f64 {
    unavailability.min(1.0 - f64::EPSILON / 2.0)
}
