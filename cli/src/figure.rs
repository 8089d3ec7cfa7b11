//! A figure of an option as it is named in an argument: `geode-3/rigorous/npv`.

use crate::stop::Stop;
use geode_core::engine::figures::{self, Figure};
use geode_core::engine::{Depth, Figures};
use geode_core::scenario::Scenario;

/// A figure of an option.
#[derive(Debug, Clone, Copy)]
pub struct OptionFigure {
    /// The option, by its index.
    pub option: usize,
    /// The figure.
    pub figure: &'static Figure,
}

impl OptionFigure {
    /// Reads `OPTION/PATH`. `flag` is where it stands, `expected` what is said of something else.
    pub fn read(flag: &str, text: &str, scenario: &Scenario, expected: &str) -> Result<OptionFigure, Stop> {
        let wrong = || Stop::bad(flag, &format!("is {text:?}"), expected);
        let (id, path) = text.trim().split_once('/').ok_or_else(wrong)?;
        let ids = || scenario.options.iter().map(|option| option.id.as_str());
        let unknown = || Stop::unknown(flag, &format!("names the option {id:?}"), ids());
        let option = ids().position(|known| known == id).ok_or_else(unknown)?;
        let figure = figures::of_path(&format!("/{path}")).filter(|figure| figure.is_single());
        let figure = figure.filter(|figure| !figure.needs.is_of_years()).ok_or_else(|| {
            let expected = "the path of a figure of the evaluation that needs no simulated years, such as rigorous/npv";
            Stop::bad(flag, &format!("names the figure {path:?}"), expected)
        })?;
        Ok(OptionFigure { option, figure })
    }

    /// How much must be computed for it.
    pub fn depth(&self) -> Depth {
        self.figure.needs.depth()
    }

    /// Its value; none where it is not defined.
    pub fn get(&self, figures: &Figures) -> Option<f64> {
        figures.options.get(self.option).and_then(|option| self.figure.get(option))
    }
}
