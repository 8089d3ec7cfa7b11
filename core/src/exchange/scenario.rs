//! Scenarios as links: what is left out, what comes back.

use super::link::{self, LinkError};
use crate::scenario::limits::{CURRENCY, FAILURE_DOMAIN};
use crate::scenario::restore::{self, Refused, Restored};
use crate::scenario::{Scenario, choices, inputs};
use serde_json::{Map, Value};
use std::fmt;

/// Why a link did not open.
#[derive(Debug, Clone, PartialEq)]
pub enum NotOpened {
    /// The text is no whole link.
    Link(LinkError),
    /// The link is whole, but what is in it is no scenario.
    Scenario(Refused),
}

impl fmt::Display for NotOpened {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            NotOpened::Link(error) => error.fmt(to),
            NotOpened::Scenario(refused) => refused.fmt(to),
        }
    }
}

impl std::error::Error for NotOpened {}

/// The fragment that opens to exactly this scenario: `#s=1.….…`. Defaults are left out.
///
/// # Errors
/// [`LinkError::TooLong`] or [`LinkError::TooLarge`] where a scenario must be shared as a file.
///
/// ```
/// use geode_core::{exchange::scenario, scenario::presets};
/// let example = presets::worked_example();
/// let link = scenario::to_fragment(&example).unwrap();
/// assert_eq!(scenario::from_link(&link).unwrap().scenario, example);
/// ```
pub fn to_fragment(scenario: &Scenario) -> Result<String, LinkError> {
    link::fragment(&compact(scenario).to_string())
}

/// Opens a link: a whole address, its fragment, or the bare text.
///
/// # Errors
/// A text that is no whole link, or one with something else in it.
pub fn from_link(text: &str) -> Result<Restored, NotOpened> {
    let json = link::decode(text).map_err(NotOpened::Link)?;
    restore::from_text(&json).map_err(NotOpened::Scenario)
}

/// Whether a text is something of ours, a scenario, an evaluation or a link, and not a file of another program.
///
/// ```
/// use geode_core::{exchange::scenario::is_ours, scenario::presets};
/// assert!(is_ours(&presets::worked_example().to_json()));
/// assert!(!is_ours(r#"{"projects": [], "totalMonthlyCost": "1"}"#) && !is_ours("country,users\nDE,1"));
/// ```
pub fn is_ours(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.starts_with('{') {
        true => text.contains("\"geode-planner/"),
        false => link::carries_link(text),
    }
}

/// The scenario without what `restore` fills in by itself.
pub fn compact(scenario: &Scenario) -> Value {
    let mut value = scenario.to_value();
    if let Value::Object(root) = &mut value {
        for region in root.get_mut("regions").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Value::Object(region) = region
                && region.contains_key("unavailability")
            {
                region.remove("availability");
            }
        }
        if scenario.options.first().is_some_and(|o| o.id == scenario.baseline) {
            root.remove("baseline");
        }
        let prices = written_prices(root);
        strip(root, "");
        let regions = root.get_mut("regions").and_then(Value::as_array_mut).into_iter().flatten();
        for (region, price) in regions.filter_map(Value::as_object_mut).zip(prices) {
            region.extend(price.map(|price| ("price_index".to_owned(), price)));
        }
    }
    value
}

/// Prices that are the default and yet must be written: where the catalogue would fill in another one.
fn written_prices(root: &Map<String, Value>) -> Vec<Option<Value>> {
    let has_catalogue = root.contains_key("catalogue");
    let price = |region: &Value| {
        let is_known = has_catalogue && region.get("catalogue_id").is_some_and(Value::is_string);
        region.get("price_index").filter(|_| is_known).cloned()
    };
    root.get("regions").and_then(Value::as_array).into_iter().flatten().map(price).collect()
}

/// Whether `restore` fills in a word at a path; numbers stand in the list of inputs.
fn is_default(at: &str, word: &str) -> bool {
    match at {
        "/currency" => word == CURRENCY,
        "/regions/{region}/failure_domain" => word == FAILURE_DOMAIN,
        _ => choices::default_at(at) == Some(word),
    }
}

/// Lists, and the placeholder of their items.
const LISTS: &[(&str, &str)] = &[
    ("/user_groups", "{group}"),
    ("/regions", "{region}"),
    ("/options", "{option}"),
    ("/options/{option}/specialised", "{specialised}"),
    ("/common_mode/dependencies", "{dependency}"),
    ("/uncertainty", "{uncertainty}"),
    ("/sla_credits/steps", "{step}"),
    ("/rollout", "{phase}"),
];
/// Items whose ids came later: a program that does not know them takes the name from nowhere else.
const LATER_IDS: &[&str] = &["/options/{option}/specialised/{specialised}", "/common_mode/dependencies/{dependency}"];
/// Objects that mean something even when empty.
const KEPT: &str = "/options/{option}/edge";
/// Objects whose field names are ids or pointers: everything in them stays.
const WHOLE: &[&str] = &["/user_latency_ms", "/region_rtt_ms", "/notes"];

fn strip(fields: &mut Map<String, Value>, pattern: &str) {
    if !LATER_IDS.contains(&pattern) && fields.get("name").is_some_and(|name| Some(name) == fields.get("id")) {
        fields.remove("name");
    }
    fields.retain(|name, value| {
        let at = format!("{pattern}/{name}");
        match value {
            Value::Null | Value::Bool(false) => false,
            Value::Bool(true) => true,
            Value::Number(n) => {
                inputs::of_path(&at).is_none_or(|input| input.default.is_none() || input.default != n.as_f64())
            }
            Value::String(text) => !is_default(&at, text),
            Value::Array(items) => {
                if let Some((_, placeholder)) = LISTS.iter().find(|(path, _)| *path == at) {
                    for item in items.iter_mut().filter_map(Value::as_object_mut) {
                        strip(item, &format!("{at}/{placeholder}"));
                    }
                }
                !items.is_empty()
            }
            Value::Object(inner) => {
                if !WHOLE.contains(&at.as_str()) {
                    strip(inner, &at);
                }
                !inner.is_empty() || at == KEPT
            }
        }
    });
}
