//! What samples have come to, as a file.

use crate::planning::uncertainty::{Chance, HEADLINES, OptionSpread, Spreading, Spreads};
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};

/// The samples as a file, as the command prints it (docs/interface.md).
pub fn file(scenario: &Scenario, spreads: &Spreads, inputs: usize, seed: u64) -> Value {
    let ids = scenario.options.iter().map(|option| option.id.as_str());
    // Where no sample counts nobody knows a chance.
    let known = |chance: Chance| Some(chance).filter(|_| spreads.samples > 0);
    let of = |(id, spread)| of_option(id, spread, &known);
    let options: Vec<Value> = ids.zip(&spreads.options).map(of).collect();
    let none = spreads.none_is_best();
    let nobody = json!({ "probability": known(none).map(|none| none.share), "standard_error": none.standard_error });
    json!({
        "samples": spreads.samples,
        "seed": seed,
        "inputs": inputs,
        "options": options,
        "no_option_meets_targets": nobody,
    })
}

fn of_option(id: &str, spread: &OptionSpread, known: &impl Fn(Chance) -> Option<Chance>) -> Value {
    let figures: Map<String, Value> = HEADLINES
        .iter()
        .zip(&spread.figures)
        .map(|(path, spread)| (path.trim_start_matches('/').to_owned(), spread.as_ref().map_or(Value::Null, spreading)))
        .collect();
    let chances =
        [("meets_targets", Some(spread.meets_targets)), ("pays_back", spread.pays_back), ("best", Some(spread.best))];
    let of = |value: fn(Chance) -> Option<f64>| -> Map<String, Value> {
        chances
            .iter()
            .map(|(name, chance)| ((*name).to_owned(), chance.and_then(known).and_then(value).into()))
            .collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::presets;

    /// Of samples that were all left out, since their shares were 0, it was said that nobody is ever the best.
    #[test]
    fn no_sample_is_no_chance() {
        let none = Chance { share: 0.0, standard_error: None };
        let option = OptionSpread {
            figures: vec![None; HEADLINES.len()],
            curves: Vec::new(),
            cash: Vec::new(),
            meets_targets: none,
            pays_back: None,
            best: none,
        };
        let spreads = Spreads { samples: 0, unfit: 50, cut: Vec::new(), options: vec![option] };
        let file = file(&presets::worked_example(), &spreads, 1, 1);
        assert_eq!(
            file["options"][0]["probability"],
            json!({ "meets_targets": null, "pays_back": null, "best": null })
        );
        assert_eq!(file["no_option_meets_targets"]["probability"], Value::Null);
    }
}
