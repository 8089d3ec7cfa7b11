//! What samples have come to, as a file.

use crate::planning::uncertainty::{Chance, HEADLINES, OptionSpread, Spreading, Spreads};
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};

/// The samples as a file, as the command prints it (docs/interface.md).
pub fn file(scenario: &Scenario, spreads: &Spreads, inputs: usize, seed: u64) -> Value {
    let ids = scenario.options.iter().map(|option| option.id.as_str());
    let options: Vec<Value> = ids.zip(&spreads.options).map(|(id, spread)| of_option(id, spread)).collect();
    let Chance { share, standard_error } = spreads.none_is_best();
    let nobody = json!({ "probability": share, "standard_error": standard_error });
    json!({
        "samples": spreads.samples,
        "seed": seed,
        "inputs": inputs,
        "options": options,
        "no_option_meets_targets": nobody,
    })
}

fn of_option(id: &str, spread: &OptionSpread) -> Value {
    let figures: Map<String, Value> = HEADLINES
        .iter()
        .zip(&spread.figures)
        .map(|(path, spread)| (path.trim_start_matches('/').to_owned(), spread.as_ref().map_or(Value::Null, spreading)))
        .collect();
    let chances =
        [("meets_targets", Some(spread.meets_targets)), ("pays_back", spread.pays_back), ("best", Some(spread.best))];
    let of = |value: fn(Chance) -> Option<f64>| -> Map<String, Value> {
        chances.iter().map(|(name, chance)| ((*name).to_owned(), chance.and_then(value).into())).collect()
    };
    json!({
        "id": id,
        "figures": figures,
        "probability": of(|chance| Some(chance.share)),
        "standard_error": of(|chance| chance.standard_error),
    })
}

fn spreading(spread: &Spreading) -> Value {
    let Spreading { mean, p05, p50, p95, standard_error, never } = spread;
    let mut figure = json!({ "mean": mean, "p05": p05, "p50": p50, "p95": p95, "standard_error": standard_error });
    // Only where there is something to say: a payback that never comes.
    if let (Some(figure), true) = (figure.as_object_mut(), *never > 0.0) {
        figure.insert("never".to_owned(), (*never).into());
    }
    figure
}
