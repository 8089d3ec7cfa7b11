//! What rows of a bill add to: money by region, by kind of service, by month, and what was left out.

pub(crate) mod azure;
pub(crate) mod books;
pub(crate) mod costs;
pub(crate) mod cur;
pub(crate) mod explorer;
pub(crate) mod focus;
pub(crate) mod infracost;
mod months;
mod moved;
pub(crate) mod prices;
mod region;
mod rows;
pub(crate) mod slices;

use crate::asked::Filter;
use crate::moment::{self, HOURS_PER_MONTH, Seconds};
use crate::refused::Refused;
use crate::report::{Bill, CurrencyCost, LeftOut, Period, RegionCost, Rows, Split, Transfer};
use crate::sum::Sum;
use csv::ByteRecord;
use geode_core::sorted;
use months::{Chosen, Month};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The currency of rows that name none.
pub(crate) const UNKNOWN: &str = "unknown";
/// Why a row is left out that is of no month that is used.
pub(crate) const OTHER_PERIOD: &str = "other period";
const NO_CURRENCY: &str = "no row names a currency";
/// The most regions, or currencies, of a file.
const MAX_NAMES: usize = 4096;
/// What a part of a bill grows with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Compute,
    Storage,
    Fixed,
    /// The file has no categories.
    Unknown,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    Used,
    /// A commitment that is paid once: its use stands in other rows.
    PaidOnce,
    /// One that is paid again and again.
    PaidAgain,
    /// Left out, whichever column is summed.
    Left(&'static str),
}

/// Which of two columns is summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// What was used costs, commitments spread over their use.
    Effective = 0,
    /// What the invoice says.
    Billed = 1,
}

/// Names as small numbers.
#[derive(Debug, Clone, Default)]
struct Names {
    all: Vec<String>,
    places: HashMap<String, usize>,
}

impl Names {
    /// The place of a name; none where there are too many.
    fn place_within(&mut self, name: &str, most: usize) -> Option<usize> {
        if self.all.len() >= most && !self.places.contains_key(name) {
            return None;
        }
        self.place(name, "").ok()
    }

    fn place(&mut self, name: &str, what: &str) -> Result<usize, Refused> {
        if let Some(place) = self.places.get(name) {
            return Ok(*place);
        }
        if self.all.len() >= MAX_NAMES {
            return Err(Refused::file(format!("names more than {MAX_NAMES} {what}"), "a column of few values"));
        }
        self.places.insert(name.to_owned(), self.all.len());
        self.all.push(name.to_owned());
        Ok(self.all.len() - 1)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    fate: Fate,
    month: Seconds,
    currency: usize,
    region: Option<usize>,
    part: Part,
}

#[derive(Debug, Clone, Copy, Default)]
struct Amounts {
    rows: u64,
    sums: [Sum; 2],
}

#[derive(Debug, Clone, Copy, Default)]
struct Sent {
    gb: Sum,
    cost: [Sum; 2],
}

/// A row of a bill.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'r> {
    pub(crate) fate: Fate,
    pub(crate) start: Seconds,
    /// The moment after its last.
    pub(crate) end: Seconds,
    pub(crate) currency: &'r str,
    pub(crate) region: Option<&'r str>,
    pub(crate) part: Part,
    /// By [`Measure`].
    pub(crate) amounts: [f64; 2],
    /// Data sent to another region, in GB.
    pub(crate) sent_gb: Option<f64>,
}

/// Adds rows up. What it holds grows with months, regions and currencies, never with rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    regions: Names,
    currencies: Names,
    amounts: BTreeMap<Key, Amounts>,
    sent: BTreeMap<(usize, Seconds), Sent>,
    months: BTreeMap<Seconds, Month>,
    /// The month of the row before: rows of a file stand together.
    last_month: Option<(Seconds, Seconds)>,
}

impl Ledger {
    /// Adds a row where it is asked for, and says under which key; else only its time, which is that of the bill.
    pub(crate) fn add_asked(&mut self, row: &Row, filter: &Filter, record: &ByteRecord) -> Result<Key, Refused> {
        if filter.keeps(record) {
            return self.add(row);
        }
        if !matches!(row.fate, Fate::Left(_)) && filter.keeps_time(record) {
            self.cover(row.start, row.end)?;
        }
        self.add(&Row { fate: Fate::Left("not chosen"), ..*row })
    }

    /// Says that the bill is of this time too.
    pub(crate) fn cover(&mut self, start: Seconds, end: Seconds) -> Result<(), Refused> {
        let (month, ends) = self.month(start)?;
        let entry = self.months.entry(month).or_insert(Month { ends, newest: month, newest_of_days: month });
        entry.newest = entry.newest.max(end.min(ends));
        if moment::hours(start, end) <= 24.0 {
            entry.newest_of_days = entry.newest_of_days.max(end.min(ends));
        }
        Ok(())
    }

    /// Adds a row, and says under which key.
    pub(crate) fn add(&mut self, row: &Row) -> Result<Key, Refused> {
        let (month, _) = self.month(row.start)?;
        let currency = self.currencies.place(row.currency, "currencies")?;
        let region = row.region.map(|name| self.regions.place(name, "regions")).transpose()?;
        let used = !matches!(row.fate, Fate::Left(_));
        if used {
            self.cover(row.start, row.end)?;
        }
        let part = if region.is_none() && row.part != Part::Unknown { Part::Fixed } else { row.part };
        let key = Key { fate: row.fate, month, currency, region, part };
        let amounts = self.amounts.entry(key).or_default();
        amounts.rows += 1;
        for (sum, amount) in amounts.sums.iter_mut().zip(row.amounts) {
            sum.add(amount);
        }
        if let Some(gb) = row.sent_gb.filter(|_| used) {
            let sent = self.sent.entry((currency, month)).or_default();
            sent.gb.add(gb);
            for (sum, amount) in sent.cost.iter_mut().zip(row.amounts) {
                sum.add(amount);
            }
        }
        Ok(key)
    }

    fn month(&mut self, at: Seconds) -> Result<(Seconds, Seconds), Refused> {
        if let Some((start, end)) = self.last_month.filter(|(start, end)| (*start..*end).contains(&at)) {
            return Ok((start, end));
        }
        let month = moment::month(at).ok_or_else(|| Refused::file("names a time outside the calendar", "a date"))?;
        self.last_month = Some(month);
        Ok(month)
    }

    /// What a measure's rows add to. `asked` is the currency that the user chose.
    pub(crate) fn close(&self, measure: Measure, asked: Option<&str>) -> Closed {
        let chosen = self.chosen();
        let mut closed = Closed { rows: Rows { used_sum: Some(0.0), ..Rows::default() }, ..Closed::default() };
        let currencies = self.used_currencies(asked);
        let mut used = Sum::default();
        let mut left: BTreeMap<&'static str, (u64, Sum, BTreeSet<usize>)> = BTreeMap::new();
        let mut by = Parts::default();
        for (key, amounts) in &self.amounts {
            let sum = amounts.sums[measure as usize];
            closed.rows.read += amounts.rows;
            match self.why_left(key, amounts, measure, &chosen, &currencies) {
                Some(why) => {
                    let entry = left.entry(why).or_default();
                    entry.0 += amounts.rows;
                    entry.1.merge(sum);
                    entry.2.insert(key.currency);
                }
                None => {
                    closed.rows.used += amounts.rows;
                    used.merge(sum);
                    by.add(key, sum);
                }
            }
        }
        // Of two currencies there is no sum.
        closed.rows.used_sum = (currencies.len() <= 1).then(|| used.value());
        closed.rows.left_out = left
            .into_iter()
            .map(|(why, (rows, sum, currencies))| LeftOut {
                why: why.to_owned(),
                rows,
                sum: (currencies.len() <= 1).then(|| sum.value()),
            })
            .collect();
        let hours = chosen.hours();
        let scale = if hours > 0.0 { HOURS_PER_MONTH / hours } else { 0.0 };
        closed.bill = self.bill(&by, scale, &currencies);
        closed.bill.transfer = self.transfer(measure, &chosen, &currencies, scale);
        closed.currency = match currencies.iter().collect::<Vec<_>>()[..] {
            [one] => self.currencies.all.get(*one).cloned(),
            _ => None,
        };
        // Where no row names one it is what the user says, or asked for.
        if closed.currency.as_deref() == Some(UNKNOWN) {
            closed.currency = asked.map(str::to_ascii_uppercase);
            closed.warnings.push(NO_CURRENCY.into());
        }
        closed.period = chosen.period();
        // Of nothing nothing is extrapolated.
        if !currencies.is_empty() {
            closed.warnings.extend(chosen.warnings(&self.months));
        }
        closed
    }

    fn used_currencies(&self, asked: Option<&str>) -> BTreeSet<usize> {
        let used = self.amounts.keys().filter(|key| !matches!(key.fate, Fate::Left(_))).map(|key| key.currency);
        let used: BTreeSet<usize> = used.collect();
        let is_alone = used.len() == 1;
        let is_asked = |currency: &usize| {
            let name = self.currencies.all.get(*currency);
            let is = |asked: &str| {
                name.is_some_and(|name| name.eq_ignore_ascii_case(asked) || (is_alone && name == UNKNOWN))
            };
            asked.is_none_or(is)
        };
        used.into_iter().filter(is_asked).collect()
    }

    fn why_left(
        &self,
        key: &Key,
        amounts: &Amounts,
        measure: Measure,
        chosen: &Chosen,
        currencies: &BTreeSet<usize>,
    ) -> Option<&'static str> {
        let sum = amounts.sums[measure as usize].value();
        match (key.fate, measure) {
            (Fate::Left(why), _) => return Some(why),
            // Azure's effective cost of a purchase is not 0 where it should be; the use of it is in other rows.
            (Fate::PaidOnce | Fate::PaidAgain, Measure::Effective) if sum != 0.0 => return Some("commitment purchase"),
            (Fate::PaidOnce, Measure::Billed) => return Some("prepaid"),
            _ => {}
        }
        if !currencies.contains(&key.currency) {
            return Some("other currency");
        }
        (!chosen.months.contains_key(&key.month)).then_some(OTHER_PERIOD)
    }

    fn chosen(&self) -> Chosen {
        Chosen::of(&self.months)
    }

    fn bill(&self, by: &Parts, scale: f64, currencies: &BTreeSet<usize>) -> Bill {
        let sum_of = |sums: &dyn Fn(&Key) -> bool| {
            let mut total = Sum::default();
            by.0.iter().filter(|(key, _)| sums(key)).for_each(|(_, sum)| total.merge(*sum));
            total.value() * scale
        };
        if currencies.len() > 1 {
            let name = |currency: &usize| self.currencies.all.get(*currency).cloned().unwrap_or_default();
            let cost = |currency: usize| sum_of(&|key| key.currency == currency);
            let by_currency = currencies
                .iter()
                .map(|currency| CurrencyCost { currency: name(currency), monthly_cost: cost(*currency) })
                .collect();
            return Bill { by_currency, ..Bill::default() };
        }
        let mut regions: BTreeMap<usize, Sum> = BTreeMap::new();
        for (key, sum) in &by.0 {
            if let Some(region) = key.region {
                regions.entry(region).or_default().merge(*sum);
            }
        }
        let mut monthly_cost_by_region: Vec<RegionCost> = regions
            .into_iter()
            .map(|(region, sum)| RegionCost {
                region: self.regions.all.get(region).cloned().unwrap_or_default(),
                monthly: sum.value() * scale,
            })
            .collect();
        sorted::by(&mut monthly_cost_by_region, |a, b| {
            b.monthly.total_cmp(&a.monthly).then_with(|| a.region.cmp(&b.region))
        });
        let total = sum_of(&|_| true);
        let share = |part: Part| sum_of(&|key| key.part == part) / total;
        let has_parts = total > 0.0 && by.0.keys().all(|key| key.part != Part::Unknown);
        let split = has_parts.then(|| {
            let (storage, fixed) = (share(Part::Storage), share(Part::Fixed));
            Split { compute: 1.0 - storage - fixed, storage, fixed }
        });
        Bill {
            monthly_cost: (!by.0.is_empty()).then_some(total),
            monthly_cost_without_region: (!by.0.is_empty()).then(|| sum_of(&|key| key.region.is_none())),
            monthly_cost_by_region,
            split,
            ..Bill::default()
        }
    }

    fn transfer(
        &self,
        measure: Measure,
        chosen: &Chosen,
        currencies: &BTreeSet<usize>,
        scale: f64,
    ) -> Option<Transfer> {
        let (mut gb, mut cost) = (Sum::default(), Sum::default());
        let counts =
            |currency: &usize, month: &Seconds| currencies.contains(currency) && chosen.months.contains_key(month);
        let mut any = false;
        for (_, sent) in self.sent.iter().filter(|((currency, month), _)| counts(currency, month)) {
            gb.merge(sent.gb);
            cost.merge(sent.cost[measure as usize]);
            any = true;
        }
        let priced = currencies.len() == 1 && gb.value() > 0.0;
        any.then(|| Transfer {
            gb_per_month: gb.value() * scale,
            price_per_gb: priced.then(|| cost.value() / gb.value()),
        })
    }
}

/// Sums of the used rows.
#[derive(Debug, Default)]
struct Parts(BTreeMap<Key, Sum>);

impl Parts {
    fn add(&mut self, key: &Key, sum: Sum) {
        self.0.entry(*key).or_default().merge(sum);
    }
}

/// A bill, added up.
#[derive(Debug, Default)]
pub(crate) struct Closed {
    pub(crate) rows: Rows,
    pub(crate) bill: Bill,
    pub(crate) currency: Option<String>,
    pub(crate) period: Option<Period>,
    pub(crate) warnings: Vec<String>,
}
