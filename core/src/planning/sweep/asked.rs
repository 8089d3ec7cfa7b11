//! Which figures a sweep is asked for.

use super::Base;
use crate::engine::OptionFigures;
use crate::engine::figures::{Figure, LIST};
use crate::scenario::Scenario;
use crate::scenario::edit::regions_of;
use crate::scenario::model::PlanOption;
use crate::scenario::restore::{Fault, Refused};

/// A figure of one option.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Its name: `geode-3/rigorous/npv`.
    pub name: String,
    /// Index of the option.
    pub(super) option: usize,
    pub(super) figure: &'static Figure,
    /// Index of the list item that it is of; none where the option has no such item.
    item: Option<usize>,
}

impl PartialEq for Figure {
    fn eq(&self, other: &Figure) -> bool {
        self.path == other.path
    }
}

const EXPECTED: &str =
    "the path of a number of an evaluation, such as rigorous/npv for every option or OPTION/rigorous/npv for one";

impl Asked {
    /// Reads a list of paths, separated by commas: `rigorous/npv` asks for the figure of every option, in their order,
    /// `geode-3/rigorous/npv` for that of one.
    ///
    /// # Errors
    /// Every path that names no figure, and every figure that is asked for twice.
    pub fn parse(list: &str, base: &Base) -> Result<Vec<Asked>, Refused> {
        let scenario = base.scenario();
        let (mut all, mut faults): (Vec<Asked>, Vec<Fault>) = (Vec::new(), Vec::new());
        let mut fault = |path: &str, wrong: &str, expected: &str| {
            faults.push(Fault { path: path.into(), wrong: wrong.into(), expected: expected.into() });
        };
        for path in list.split(',').map(str::trim) {
            let found = named(path, scenario);
            if found.is_empty() {
                fault(if path.is_empty() { "figures" } else { path }, "names no figure", EXPECTED);
            }
            for asked in found {
                match all.iter().any(|other| other.name == asked.name) {
                    true => fault(&asked.name, "stands twice", "each figure once"),
                    false => all.push(asked),
                }
            }
        }
        if faults.is_empty() { Ok(all) } else { Err(Refused(faults)) }
    }

    /// Its value.
    pub(super) fn of(&self, option: &OptionFigures) -> Option<f64> {
        self.figure.get_at(option, self.item?)
    }
}

/// The figures that a path names: of every option, or of one.
fn named(path: &str, scenario: &Scenario) -> Vec<Asked> {
    let options = || scenario.options.iter().enumerate();
    let is_of_all = ["textbook/", "rigorous/"].iter().any(|method| path.starts_with(method));
    let one = path.split_once('/').filter(|_| !is_of_all);
    let one = one.and_then(|(id, rest)| Some((options().find(|(_, option)| option.id == id)?, rest)));
    match one {
        Some((option, rest)) => of_option(option, rest, scenario).into_iter().filter(|a| a.item.is_some()).collect(),
        None => {
            let all: Vec<Asked> = options().filter_map(|option| of_option(option, path, scenario)).collect();
            // A region that no option has is none of the scenario's, or of no use.
            if all.iter().any(|asked| asked.item.is_some()) { all } else { Vec::new() }
        }
    }
}

fn of_option((index, option): (usize, &PlanOption), path: &str, scenario: &Scenario) -> Option<Asked> {
    let ids = |figure: &Figure| -> Vec<String> {
        let list = figure.path.split('/').nth(2).unwrap_or_default();
        match list {
            "user_groups" => scenario.user_groups.iter().map(|group| group.id.clone()).collect(),
            "after_losing" | "regions" => regions_of(&option.kind).into_iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    };
    LIST.iter().find_map(|figure| {
        let given = placeholder(figure.path, path)?;
        let item = match given {
            None => Some(0),
            Some(given) if figure.path.starts_with("/bridge/") => given.parse().ok(),
            Some(given) => ids(figure).iter().position(|id| id == given),
        };
        Some(Asked { name: format!("{}/{path}", option.id), option: index, figure, item })
    })
}

/// What a path has in the place of the placeholder of a pattern, if that has one; none if the path is of another pattern.
fn placeholder<'a>(pattern: &str, path: &'a str) -> Option<Option<&'a str>> {
    let (mut parts, mut given, mut found) = (pattern.split('/').skip(1), path.split('/'), None);
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(part), Some(text)) if part.starts_with('{') => found = Some(text),
            (Some(part), Some(text)) if part == text => {}
            _ => return None,
        }
    }
}
