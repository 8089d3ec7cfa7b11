//! The months of a bill: which are complete.

use crate::moment::{self, Seconds};
use crate::report::Period;
use std::collections::BTreeMap;

/// Rows of a day or less that end this long before the end of their month: the month may be cut.
const LATE_HOURS: f64 = 48.0;

/// The newest end of a month's rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month {
    pub(super) ends: Seconds,
    pub(super) newest: Seconds,
    /// Of rows of a day or less.
    pub(super) newest_of_days: Seconds,
}

/// The months that are used.
pub(super) struct Chosen {
    pub(super) months: BTreeMap<Seconds, Month>,
    pub(super) is_cut: bool,
}

impl Chosen {
    pub(super) fn hours(&self) -> f64 {
        self.months.iter().fold(0.0, |sum, (start, month)| sum + moment::hours(*start, month.newest))
    }

    pub(super) fn period(&self) -> Option<Period> {
        let (start, _) = self.months.first_key_value()?;
        let (_, last) = self.months.last_key_value()?;
        Some(moment::period(*start, last.newest, self.hours()))
    }

    pub(super) fn warnings(&self, all: &BTreeMap<Seconds, Month>) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.is_cut && !self.months.is_empty() {
            warnings.push(format!("no complete month: extrapolated from {} hours", self.hours()));
        }
        for start in all.keys().filter(|start| !self.months.contains_key(start)) {
            warnings.push(format!("the month from {} is cut and left out", moment::written(*start)));
        }
        for (start, month) in &self.months {
            let gap = moment::hours(month.newest_of_days, month.newest);
            if month.newest_of_days > *start && gap > LATE_HOURS {
                let until = moment::written(month.newest_of_days);
                warnings.push(format!(
                    "rows of single days end at {until}, {gap} hours before the end of the month: it may not be complete"
                ));
            }
        }
        warnings
    }
}
