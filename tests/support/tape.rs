//! A tape of numbers, from which arbitrary parts of scenarios are read.

use geode_core::scenario::inputs::{self, Input};
use std::collections::BTreeSet;

/// The numbers that are left, behind whose end are zeros, and the paths of the inputs that have been drawn.
pub struct Tape {
    left: std::vec::IntoIter<u64>,
    drawn: BTreeSet<String>,
}

impl Tape {
    pub fn new(numbers: Vec<u64>) -> Tape {
        Tape { left: numbers.into_iter(), drawn: BTreeSet::new() }
    }

    fn next(&mut self) -> u64 {
        self.left.next().unwrap_or(0)
    }

    /// Below `count`.
    pub fn pick(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// Once in three.
    pub fn now_and_then(&mut self) -> bool {
        self.pick(3) == 1
    }

    pub fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.pick(words.len())]
    }

    pub fn fraction(&mut self) -> f64 {
        self.next() as f64 / u64::MAX as f64
    }

    /// A value in the range of an input: its default, an end, or anything between.
    pub fn number(&mut self, path: &str) -> f64 {
        let input = inputs::of_path(path).unwrap_or_else(|| panic!("no input {path}"));
        self.draws(path);
        let plain = input.default.unwrap_or_else(|| between(input, 0.5));
        let value = match self.pick(8) {
            0 => plain,
            1 => input.min,
            2 => input.max,
            // Small numbers, many digits.
            3 => input.min + self.fraction().powi(9) * (input.max - input.min).min(1.0),
            _ => between(input, self.fraction()),
        };
        if input.allows(value) { value } else { plain }
    }

    pub fn maybe(&mut self, path: &str) -> Option<f64> {
        self.draws(path);
        if self.now_and_then() { Some(self.number(path)) } else { None }
    }

    /// Remembers that an input is drawn.
    pub fn draws(&mut self, path: &str) {
        self.drawn.insert(path.to_owned());
    }

    /// Whether any of an input's numbers has been drawn.
    pub fn has_drawn(&self, path: &str) -> bool {
        self.drawn.contains(path)
    }

    pub fn text(&mut self) -> String {
        match self.pick(9) {
            0 => "Plain".into(),
            1 => String::new(),
            2 => "Größe, naïve – “quoted”".into(),
            3 => "東京 🌍 мир".into(),
            4 => "\"quotes\" \\ <b>&amp;</b> #s=1.x%41".into(),
            5 => "=1+1".into(),
            6 => "é".repeat(80),
            7 => "unspecified".into(),
            _ => (0..self.pick(20)).map(|_| self.letter()).collect(),
        }
    }

    fn letter(&mut self) -> char {
        let any = char::from_u32((self.next() % 0x11_0000) as u32);
        // No control character, none that turns the direction of the text; these ranges are free of both.
        any.filter(|c| matches!(u32::from(*c), 0x20..=0x7e | 0xa1..=0x5ff | 0x3000..=0xd7ff | 0x1_0000..=0x2_ffff))
            .unwrap_or('x')
    }

    pub fn id(&mut self, index: usize) -> String {
        format!("{}{index}", self.one(&["a", "us-east-", "0-", "x--"]))
    }
}

fn between(input: &Input, fraction: f64) -> f64 {
    let value = input.min + fraction * (input.max - input.min);
    if input.whole { value.floor() } else { value }
}
