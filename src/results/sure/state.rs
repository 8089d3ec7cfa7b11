//! How far the samples are, in words.

use crate::state::Store;
use crate::state::jobs::Standing;
use crate::state::sure::Sampled;
use geode_core::quantity::format::{Digits, count};
use geode_core::report::sure;
use leptos::prelude::*;

/// Said of what stands below as long as there is nothing of the scenario as it is now.
pub fn older(samples: Memo<Option<Sampled>>, has_results: Memo<bool>) -> &'static str {
    let is_older = samples.with(Option::is_none) && has_results.get();
    if is_older { " What stands below is of the numbers before." } else { "" }
}

/// Of how many ranges there are samples, or why there are none.
pub fn state_words(store: Store, ranges: usize, samples: Option<Sampled>, standing: Standing) -> String {
    let inputs = if ranges == 1 { "1 range".to_owned() } else { format!("{ranges} ranges") };
    if ranges == 0 {
        return "No input is a range yet, so nothing is said of how sure the figures are. Type one into any field, such as 4h..12h, or take typical ones.".into();
    }
    if store.is_beyond_samples() {
        return format!(
            "{inputs}. This scenario is too large for samples on the page; the command geode uncertainty draws them."
        );
    }
    match (standing, samples) {
        (Standing::Failed(why), _) => format!("The samples could not be drawn: {why}."),
        (Standing::Cancelled, None) => "The samples were not drawn.".into(),
        (_, None) => format!("{inputs}: samples are being drawn\u{2026}"),
        (_, Some(sampled)) if !sampled.is_any() => {
            let why = sure::not_drawn(&store.scenario(), &sampled.inputs).unwrap_or_default();
            format!("{inputs}, and nothing to draw. {why}")
        }
        (standing, Some(sampled)) => {
            let is_more_coming = !sampled.is_all && standing != Standing::Cancelled;
            let more = if is_more_coming { ", more are being drawn" } else { "" };
            let drawn = number(sampled.spreads.samples);
            let scenario = store.scenario();
            let mut words = format!("{drawn} samples of {inputs}{more}. All options see the same draws.");
            let not_drawn = sure::not_drawn(&scenario, &sampled.inputs);
            for more in [cut(&sampled), left_out(&sampled), not_drawn, sure::no_say(&scenario)].into_iter().flatten() {
                words += &format!(" {more}");
            }
            words
        }
    }
}

fn cut(sampled: &Sampled) -> Option<String> {
    match sampled.spreads.cut.iter().sum() {
        0 => None,
        1 => Some("One draw lay outside the limits of its field and was cut to them.".into()),
        cut => Some(format!("{} draws lay outside the limits of their fields and were cut to them.", number(cut))),
    }
}

fn left_out(sampled: &Sampled) -> Option<String> {
    match sampled.spreads.unfit {
        0 => None,
        1 => Some("One sample made no scenario and was left out.".into()),
        unfit => Some(format!("{} samples made no scenario and were left out.", number(unfit))),
    }
}

fn number(n: u32) -> String {
    count(f64::from(n), Digits::All)
}
