//! An input as text: what its field shows, what a typed text means, what is expected.

use super::{At, Input, place};
use crate::quantity::{self, Decimal, Unit, complement, glance, glance_availability, show};
use crate::scenario::inputs;
use crate::scenario::model::{Distribution, Scenario};

/// The one input that another field of the scenario can replace, so that digits near 1 are kept.
const REGION_AVAILABILITY: &str = inputs::REGIONS_AVAILABILITY;

/// A typed text, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// The value as the scenario holds it; none: the field was emptied.
    pub value: Option<f64>,
    /// How it was understood; empty for an emptied field.
    pub echo: String,
    /// For an availability what is missing to 1, with the typed digits.
    pub complement: Option<f64>,
    /// What else the text can mean, where that would do too.
    pub other: Option<Box<Typed>>,
    /// Whether it is so unlikely that it is to be asked about before it is written.
    pub is_doubtful: bool,
    /// How it is spread, where a range was typed; the value is the best guess then.
    pub range: Option<Distribution>,
}

impl Typed {
    fn of(entry: quantity::Entry, allows: &dyn Fn(f64) -> bool) -> Typed {
        let value = if entry.value == 0.0 { 0.0 } else { entry.value }; // −0 reads as 0
        let other = entry.other.filter(|other| allows(other.value)).map(|other| Box::new(Typed::of(*other, allows)));
        let quantity::Entry { echo, complement, is_doubtful, .. } = entry;
        Typed { value: Some(value), echo, complement, other, is_doubtful, range: None }
    }
}

/// As [`Input::understand`] for a number that is no input, from a least to a greatest value.
///
/// # Errors
/// A sentence that says what is wrong and what is expected.
pub fn understand_within(text: &str, unit: Unit, (low, high): (f64, f64)) -> Result<Typed, String> {
    let entry = quantity::parse_for(text, unit, None, false)?;
    let allows = |value: f64| (low..=high).contains(&value);
    let expected = match entry.value {
        value if value < low => format!("Expected at least {}", show(low, unit)),
        value if value > high => format!("Expected at most {}", show(high, unit)),
        _ => return Ok(Typed::of(entry, &allows)),
    };
    let meant = entry.other.filter(|other| allows(other.value));
    Err(expected + &meant.map_or_else(String::new, |other| quantity::if_meant(&other.echo)))
}

impl Input {
    /// The positions of the list items that a pointer names; none if the pointer is not of this input.
    pub fn at(&self, scenario: &Scenario, pointer: &str) -> Option<At> {
        place::locate(scenario, self.path, pointer)
    }

    /// Whether the field may be left empty, which means null.
    pub fn may_be_empty(&self) -> bool {
        self.default.is_none() && !self.required
    }

    /// Whether the scenario has this field, be it null: some belong to one variant only.
    pub fn exists(&self, scenario: &Scenario, at: At) -> bool {
        (self.read)(scenario, at).is_some()
    }

    /// The next value up or down: a whole one, a step of the second digit, or of a percentage a step of its last digit,
    /// at most a percentage point; of an availability, a step of the first digit of what is missing to 1. None at the
    /// end of the range.
    ///
    /// ```
    /// use geode_core::scenario::inputs;
    /// let cost = inputs::of_path("/cost/single_region_monthly").unwrap();
    /// assert_eq!(cost.stepped(100_000.0, true), Some(110_000.0));
    /// let sigma = inputs::of_path("/traffic/latency_spread_sigma").unwrap();
    /// assert_eq!(sigma.stepped(0.3, false), Some(0.29));
    /// let beta = inputs::of_path("/common_mode/beta").unwrap();
    /// assert_eq!(beta.stepped(0.002, true), Some(0.003));
    /// let availability = inputs::of_path("/regions/{region}/availability").unwrap();
    /// assert_eq!(availability.stepped(0.9995, true), Some(0.9996));
    /// assert_eq!(availability.stepped(0.9999, true), Some(0.99991));
    /// ```
    pub fn stepped(&self, value: f64, up: bool) -> Option<f64> {
        let exponent = match self.unit {
            Unit::Availability => return stepped_availability(value, up).filter(|next| self.allows(*next)),
            _ if self.whole => 0,
            Unit::Share => last_place(value) - 2,
            _ if value == 0.0 => 0,
            _ => value.abs().log10().floor() as i32 - 1,
        };
        let step = 10_f64.powi(exponent);
        let next = if up { value + step } else { value - step };
        // In decimals: 0.3 − 0.01 is 0.29, not 0.29 and a rest.
        let next = Decimal::from_f64(next)?.rounded_to_places(-exponent.min(0)).to_f64();
        self.allows(next).then_some(next)
    }

    /// A value with all its digits, as the field could show it. Long units do not fit in: [`Input::unit_beside`] says which.
    ///
    /// ```
    /// use geode_core::scenario::inputs;
    /// let cost = inputs::of_path("/cost/single_region_monthly").unwrap();
    /// assert_eq!(cost.text_of(100_000.0), "100,000");
    /// ```
    pub fn text_of(&self, value: f64) -> String {
        show(value, self.shown_unit())
    }

    /// A value in as many digits as can be read, as the field shows it.
    pub fn glance_of(&self, value: f64) -> String {
        glance(value, self.shown_unit())
    }

    /// The nearest value from another one upwards, or downwards, that the field shows with all its digits.
    pub fn readable(&self, value: f64, up: bool) -> f64 {
        quantity::readable(value, self.shown_unit(), up)
    }

    fn shown_unit(&self) -> Unit {
        if self.unit_beside() { Unit::Money } else { self.unit }
    }

    /// Whether the unit stands beside the field, money with its currency, and the field shows the bare number.
    pub fn unit_beside(&self) -> bool {
        self.unit.is_money() || self.unit == Unit::GigabytesPerMonth
    }

    /// What an empty field means, in a few words.
    ///
    /// ```
    /// use geode_core::scenario::inputs;
    /// let meaning = |path| inputs::of_path(path).unwrap().empty_means();
    /// assert_eq!(meaning("/revenue/downtime_cost_per_hour"), "from revenue");
    /// assert_eq!(meaning("/target/rto_minutes"), "no target");
    /// ```
    pub fn empty_means(&self) -> &'static str {
        let said = self.help.split_once("empty: ").map(|(_, words)| words.trim_end_matches('.'));
        said.unwrap_or(if self.section == super::Section::Target { "no target" } else { "not given" })
    }

    /// The default as the field shows it, to six digits.
    ///
    /// ```
    /// use geode_core::scenario::inputs;
    /// let overhead = inputs::of_path("/cost/transfer_overhead").unwrap();
    /// assert_eq!(overhead.default_text().as_deref(), Some("16.6667%"));
    /// ```
    pub fn default_text(&self) -> Option<String> {
        self.default.map(|default| self.text_of(quantity::to_digits(default, 6)))
    }

    /// What the field shows for a scenario, in as many digits as can be read; empty for null.
    pub fn text(&self, scenario: &Scenario, at: At) -> String {
        let kept = (self.path == REGION_AVAILABILITY)
            .then(|| scenario.regions.get(at.0).and_then(|region| region.unavailability))
            .flatten();
        match kept {
            Some(unavailability) => glance_availability(unavailability),
            None => self.get(scenario, at).map_or_else(String::new, |value| self.glance_of(value)),
        }
    }

    /// Understands a typed text, its range included, where amounts are in this currency.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what is expected, in the field's unit.
    ///
    /// ```
    /// use geode_core::scenario::inputs;
    /// let failover = inputs::of_path("/failover/active_passive_minutes").unwrap();
    /// assert_eq!(failover.understand("2 h", "USD").unwrap().value, Some(120.0));
    /// let coverage = inputs::of_path("/failover/coverage").unwrap();
    /// assert_eq!(coverage.understand("120", "USD").unwrap_err(), "120% is out of range: expected 0% to 100%");
    /// ```
    pub fn understand(&self, text: &str, currency: &str) -> Result<Typed, String> {
        if text.trim().is_empty() && self.may_be_empty() {
            return Ok(self.exactly(None, None));
        }
        let entry = quantity::parse_for(text, self.unit, Some(currency), self.path == REGION_AVAILABILITY).map_err(
            |error| match self.default_text().filter(|_| text.trim().is_empty() && !self.unit.is_money()) {
                Some(default) => format!("{error}; the default is {default}"),
                None => error,
            },
        )?;
        if !self.allows(entry.value) {
            let what = if self.whole && entry.value.fract() != 0.0 { "is no whole number" } else { "is out of range" };
            let shown = if self.unit.is_money() { format!("{currency} {}", entry.echo) } else { entry.echo };
            let expected = self.expected_of(entry.value);
            let other = entry.other.filter(|other| self.allows(other.value));
            let meant = other.map_or_else(String::new, |other| quantity::if_meant(&other.echo));
            return Err(format!("{shown} {what}: expected {expected}{meant}"));
        }
        Ok(Typed::of(entry, &|value| self.allows(value)))
    }

    /// A value, and of an availability what is missing to 1, as if somebody had typed all their digits.
    pub fn exactly(&self, value: Option<f64>, unavailability: Option<f64>) -> Typed {
        let is_availability = self.unit == Unit::Availability;
        let complement = unavailability.or_else(|| value.filter(|_| is_availability).map(complement));
        Typed { value, echo: String::new(), complement, other: None, is_doubtful: false, range: None }
    }

    /// What is missing to 1 of an availability, with all its digits where the scenario keeps them.
    pub fn complement(&self, scenario: &Scenario, at: At) -> Option<f64> {
        if self.unit != Unit::Availability {
            return None;
        }
        match scenario.regions.get(at.0).filter(|_| self.path == REGION_AVAILABILITY) {
            Some(region) => Some(region.unavailability()),
            None => self.get(scenario, at).map(complement),
        }
    }

    /// Writes what was typed. Says whether there was such a place.
    pub fn write(&self, scenario: &mut Scenario, at: At, typed: &Typed) -> bool {
        if let (REGION_AVAILABILITY, Some(value), Some(unavailability)) = (self.path, typed.value, typed.complement) {
            let Some(region) = scenario.regions.get_mut(at.0) else { return false };
            region.availability = value;
            // Only where the availability alone would not give these digits back.
            region.unavailability = (quantity::complement(value) != unavailability).then_some(unavailability);
            return true;
        }
        self.set(scenario, at, typed.value)
    }

    /// What is expected instead of a value: the range; of a limit that nobody needs to read, whoever is beyond it does.
    pub fn expected_of(&self, value: f64) -> String {
        match value > self.max && self.max >= UNBOUNDED {
            true => format!("at most {}", self.text_of(self.max)),
            false => self.range(),
        }
    }

    /// The range in the field's unit: "0% to 100%", "at least 0", "above 0% and at most 100%".
    pub fn range(&self) -> String {
        let (low, high) = (self.text_of(self.min), self.text_of(self.max));
        match (self.max >= UNBOUNDED, self.open) {
            (true, (false, _)) => format!("at least {low}"),
            (true, (true, _)) => format!("more than {low}"),
            (false, (false, false)) => format!("{low} to {high}"),
            (false, (true, false)) => format!("above {low} and at most {high}"),
            (false, (false, true)) => format!("at least {low} and below {high}"),
            (false, (true, true)) => format!("between {low} and {high}"),
        }
    }
}

/// Limits from here on only keep the arithmetic finite; nobody needs to read them.
const UNBOUNDED: f64 = 1e9;

/// The power of ten of the last digit of a share in percent, at most that of one percent. Of a number with many digits
/// the third is the last that anybody steps by.
fn last_place(share: f64) -> i32 {
    let digits = Decimal::from_f64(share).map(|share| share.shifted(2).rounded(3));
    digits.map_or(0, |percent| percent.last_place().min(0))
}

/// Up from 99.99 % is 99.991 %, down from there 99.99 %: 100 % is neared but never reached.
fn stepped_availability(value: f64, up: bool) -> Option<f64> {
    let missing = complement(value);
    if !(1e-12..1.0).contains(&missing) {
        return None;
    }
    let exponent = missing.log10().floor() as i32;
    let step = 10_f64.powi(exponent);
    let next = match up {
        true if missing < 1.5 * step => missing - step / 10.0,
        true => missing - step,
        false => missing + step,
    };
    Decimal::from_f64(next).map(|next| complement(next.rounded_to_places(1 - exponent).to_f64()))
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
