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

impl Month {
    /// Of both.
    pub(super) fn take_in(&mut self, other: Month) {
        self.newest = self.newest.max(other.newest);
        self.newest_of_days = self.newest_of_days.max(other.newest_of_days);
    }
}

impl Chosen {
    /// The complete months; where there is none, the longest that is cut.
    pub(super) fn of(months: &BTreeMap<Seconds, Month>) -> Chosen {
        let complete: BTreeMap<_, _> = months
            .iter()
            .filter(|(_, month)| month.newest >= month.ends)
            .map(|(start, month)| (*start, *month))
            .collect();
        if !complete.is_empty() {
            return Chosen { months: complete, is_cut: false };
        }
        let longest = months.iter().max_by_key(|(start, month)| (month.newest - *start, **start));
        Chosen { months: longest.map(|(start, month)| (*start, *month)).into_iter().collect(), is_cut: true }
    }

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
        let ends = self.months.first_key_value().zip(self.months.last_key_value());
        let within = ends.map(|((first, _), (last, _))| all.range(*first..=*last)).into_iter().flatten();
        for ((_, month), (next, _)) in
            within.clone().zip(within.skip(1)).filter(|((_, month), (next, _))| month.ends < **next)
        {
            let [from, to] = [month.ends, *next].map(moment::written);
            warnings
                .push(format!("no row is of the time from {from} to {to}: it is in no sum, and not counted as time"));
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
