//! Formulas with the numbers of an option in them: "0.0005 × 0.0005 = 2.5e-7".

mod formulas;
mod terms;
mod textbook;
mod time;

use super::evaluation::Evaluation;
use super::written::{self, without_noise};
use crate::engine::figures;
use crate::quantity::format::{self, Digits};

/// The formula of a figure with the numbers of the option at `index` and what comes of it; none where the formula is
/// no arithmetic of a few numbers, such as a quantile or a sum over failure states.
pub(super) fn of(evaluation: &Evaluation, index: usize, path: &str) -> Option<String> {
    let option = evaluation.options.get(index)?;
    let figure = figures::of_path(path)?;
    figure.get(option)?;
    let left = formulas::of(evaluation, option, path)
        .or_else(|| textbook::of(evaluation, index, path))
        .or_else(|| terms::of(evaluation, index, path))?;
    let right = written::figure(figure, option, &evaluation.scenario.currency, Digits::All);
    let gap = if left.contains('\n') { '\n' } else { ' ' };
    Some(format!("{left}{gap}= {right}"))
}

// Numbers in full, without the noise of binary arithmetic: nobody has entered 0.21000000000000002.

fn number(value: f64) -> String {
    format::number(without_noise(value), Digits::All)
}

fn percent(share: f64) -> String {
    format::percent(without_noise(share), Digits::All)
}

fn milliseconds(ms: f64) -> String {
    format::milliseconds(without_noise(ms), Digits::All)
}

fn downtime(seconds: f64) -> String {
    format::downtime(without_noise(seconds), Digits::All)
}

fn money_all(amount: f64, currency: &str) -> String {
    format::money_in_full(amount, currency)
}

/// An amount as a term: "$0 − −$60,000" is hard to read.
fn bracketed(text: String) -> String {
    if text.starts_with('−') { format!("({text})") } else { text }
}
