//! Scenarios to start from, each with what it shows.
//!
//! Each is a file in `presets/` and a row of [`LIST`]. A file passes the same door as every file, so it is checked like one.

use super::model::Scenario;
use super::{inputs, restore};
use std::sync::LazyLock;

/// A scenario to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Unique id, also the name of its file.
    pub id: &'static str,
    /// Name for people, that of the scenario too.
    pub name: &'static str,
    /// What it shows, in a paragraph.
    pub about: &'static str,
    text: &'static str,
}

/// An entry: id and name; what it shows.
macro_rules! list {
    ($($id:literal, $name:literal; $about:literal;)+) => {
        /// Every preset, the worked example first.
        pub const LIST: &[Preset] = &[$(
            Preset { id: $id, name: $name, about: $about, text: include_str!(concat!("presets/", $id, ".json")) }
        ),+];
    };
}

list! {
    "worked-example", "Worked example";
        "The example that guides to the geode pattern calculate: one region in US East, a standby in US West, two and three \
         active regions. On the guide’s own numbers three regions cost three and a half times as much as one, and one \
         region stays the better choice until revenue is more than three times as high.";
    "b2b-saas", "B2B SaaS, two regions";
        "A subscription service with customers in North America and Europe, who were promised 99.95 % and a recovery within \
         half an hour, or get a part of a month’s fees back. Subscriptions are not lost to a slow page or a short outage, so \
         only credits that are no longer due pay for more: for all that a warm standby costs a month, but for three \
         fifths of a second active region. The standby leaves Europe as far away as it is.";
    "global-streaming", "Global streaming, read-heavy";
        "98 of 100 requests read, and a content delivery network answers nine of ten reads. One region behind it is faster on \
         average than four active regions without it, and costs less than today. What only more regions bring is fast writes, \
         and short waits for the reads that the network does not have.";
    "ride-dispatch", "Ride dispatch, regional autonomy";
        "Rides begin and end on one continent. In a quorum across continents every booking waits for another continent; where \
         each region is home to its own riders, a booking takes no longer than a look at the map, and a region that fails \
         stops its own riders only. Within a region the copies of its zones agree: that is in its availability.";
    "game-servers", "Game servers in many regions";
        "A match is lost above 60 ms, so the target is set on the 95th percentile, not on the mean. Three regions leave \
         players of three continents more than 100 ms away; eight bring everybody within 45 ms. Sized to survive the loss \
         of one region, eight of them cost less than three times as much as one, not eight times.";
    "payments", "Payments, a quorum of three regions";
        "No booked payment may be lost, and the service must be back within five minutes. A hot standby is back in time, but \
         loses the writes of its replication lag; only a quorum loses none. Three regions of one country keep the round trips \
         short that every write waits for.";
    "office-suite", "Office suite with data residency";
        "European and Japanese customers demand that their data stays where they are. Active-active with all data everywhere \
         is the fastest and breaks that promise, as today’s single region does; home regions keep it. Europe has a second \
         region to fail over to, Japan has none here, and waits for the repair.";
    "central-checkout", "Shop with central checkout";
        "A shop that earns from speed shows its pages from the nearest region and takes every order in one, so that stock is \
         counted once. Pages come more than twice as fast; an order from Europe or Asia takes as long as before. A warm \
         standby makes outages short, but no page faster. It takes four months to build, and what faster pages bring is known \
         within a factor of forty: see how sure the answer is.";
    "us-rollout", "Rollout of a US-only company, four phases";
        "A company whose systems and most customers are in the US goes abroad step by step: a warm standby, pages from \
         Europe, writes there too, a region in Asia. The first two phases cost more than they return, the third hardly earns \
         anything; the last one brings a fifth of the users from 190 to 40 ms and has paid for all of them within three years.";
}

impl Preset {
    /// The scenario.
    ///
    /// ```
    /// use geode_core::scenario::presets;
    /// assert!(presets::LIST.iter().all(|preset| preset.scenario().name == preset.name));
    /// ```
    #[allow(clippy::panic)] // a constant of this program, read by a test; no input reaches it
    pub fn scenario(&self) -> Scenario {
        match restore::from_text(self.text) {
            Ok(restored) => restored.scenario,
            Err(refused) => panic!("preset {} is wrong: {refused}", self.id),
        }
    }
}

/// The worked example of the geode pattern: a service in US East whose users live on three continents.
///
/// Source: the architecture guide on geodes. Four user groups of 40/30/20/10 %, every region at 99.95 %,
/// $100 000 a month in one region, $10 M monthly revenue.
pub fn worked_example() -> Scenario {
    // Asked for often: the page opens on it, and what is open is compared with it.
    static WORKED_EXAMPLE: LazyLock<Scenario> = LazyLock::new(|| LIST[0].scenario());
    WORKED_EXAMPLE.clone()
}

/// Whether a scenario is a preset as it came: nobody's work yet.
///
/// ```
/// use geode_core::scenario::presets;
/// let mut scenario = presets::LIST[1].scenario();
/// assert!(presets::is_untouched(&scenario));
/// scenario.finance.horizon_months = 12;
/// assert!(!presets::is_untouched(&scenario));
/// ```
pub fn is_untouched(scenario: &Scenario) -> bool {
    LIST.iter().any(|preset| preset.name == scenario.name && preset.scenario() == *scenario)
}

/// Whether all amounts of money in a scenario are those of an example: nobody has entered one, or chosen a currency.
///
/// ```
/// use geode_core::scenario::presets;
/// let mut scenario = presets::worked_example();
/// scenario.regions[0].mttr_hours = 9.0;
/// assert!(presets::has_no_own_money(&scenario));
/// scenario.revenue.monthly += 1.0;
/// assert!(!presets::has_no_own_money(&scenario));
/// ```
pub fn has_no_own_money(scenario: &Scenario) -> bool {
    let money = |scenario: &Scenario| -> Vec<(String, Option<f64>)> {
        let all = inputs::all(scenario).into_iter().filter(|(_, input, _)| input.unit.is_money());
        all.map(|(pointer, input, at)| (pointer, input.get(scenario, at))).collect()
    };
    let own = money(scenario);
    LIST.iter().map(Preset::scenario).any(|preset| preset.currency == scenario.currency && money(&preset) == own)
}
