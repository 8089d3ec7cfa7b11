//! Where an input's number lives: pointers to positions, positions to pointers.

use super::super::model::{Kind, Scenario};
use super::At;

/// A number as a scenario stores it.
pub trait Number {
    /// Its value; none if null.
    fn get(&self) -> Option<f64>;
    /// Stores a value; says whether the field can hold it (null only where the field allows it).
    fn set(&mut self, value: Option<f64>) -> bool;
}

impl Number for f64 {
    fn get(&self) -> Option<f64> {
        Some(*self)
    }
    fn set(&mut self, value: Option<f64>) -> bool {
        value.map(|v| *self = v).is_some()
    }
}

impl Number for Option<f64> {
    fn get(&self) -> Option<f64> {
        *self
    }
    fn set(&mut self, value: Option<f64>) -> bool {
        *self = value;
        true
    }
}

/// The conversion saturates; ranges have been checked before.
impl Number for u32 {
    fn get(&self) -> Option<f64> {
        Some(f64::from(*self))
    }
    fn set(&mut self, value: Option<f64>) -> bool {
        value.map(|v| *self = v as u32).is_some()
    }
}

impl Number for Option<u32> {
    fn get(&self) -> Option<f64> {
        self.map(f64::from)
    }
    fn set(&mut self, value: Option<f64>) -> bool {
        *self = value.map(|v| v as u32);
        true
    }
}

impl Number for u64 {
    fn get(&self) -> Option<f64> {
        Some(*self as f64)
    }
    fn set(&mut self, value: Option<f64>) -> bool {
        value.map(|v| *self = v as u64).is_some()
    }
}

/// Ids behind a placeholder; ranges, steps and phases have none and go by their index.
fn ids<'a>(scenario: &'a Scenario, placeholder: &str, first: usize) -> Vec<std::borrow::Cow<'a, str>> {
    match placeholder {
        "{group}" => scenario.user_groups.iter().map(|g| g.id.as_str().into()).collect(),
        "{region}" => scenario.regions.iter().map(|r| r.id.as_str().into()).collect(),
        "{option}" => scenario.options.iter().map(|o| o.id.as_str().into()).collect(),
        "{dependency}" => scenario.common_mode.dependencies.iter().map(|d| d.id.as_str().into()).collect(),
        "{specialised}" => match scenario.options.get(first).map(|o| &o.kind) {
            Some(Kind::Geode { specialised, .. }) => specialised.iter().map(|s| s.id.as_str().into()).collect(),
            _ => Vec::new(),
        },
        "{uncertainty}" | "{step}" | "{phase}" => {
            (0..count(scenario, placeholder, first)).map(|i| i.to_string().into()).collect()
        }
        _ => Vec::new(),
    }
}

/// Names of the list items at a position of a path, as people know them: their own, or the number of what has none.
pub(super) fn names(scenario: &Scenario, path: &str, at: At) -> Vec<String> {
    let placeholders = path.split('/').filter(|part| part.starts_with('{'));
    placeholders.zip([at.0, at.1]).filter_map(|(placeholder, index)| name(scenario, placeholder, at.0, index)).collect()
}

fn name(scenario: &Scenario, placeholder: &str, first: usize, index: usize) -> Option<String> {
    let numbered = |what: &str| Some(format!("{what} {}", index + 1));
    match placeholder {
        "{group}" => scenario.user_groups.get(index).map(|group| group.name.clone()),
        "{region}" => scenario.regions.get(index).map(|region| region.name.clone()),
        "{option}" => scenario.options.get(index).map(|option| option.name.clone()),
        "{dependency}" => scenario.common_mode.dependencies.get(index).map(|dependency| dependency.name.clone()),
        "{specialised}" => match scenario.options.get(first).map(|option| &option.kind) {
            Some(Kind::Geode { specialised, .. }) => specialised.get(index).map(|special| special.name.clone()),
            _ => None,
        },
        "{uncertainty}" => numbered("range"),
        "{step}" => numbered("step"),
        "{phase}" => numbered("phase"),
        _ => None,
    }
}

/// Positions that a pointer names under a path; none if it is not of that path.
pub(super) fn locate(scenario: &Scenario, path: &str, pointer: &str) -> Option<At> {
    let (mut at, mut found) = ([0, 0], 0);
    let (mut parts, mut given) = (path.split('/'), pointer.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return Some((at[0], at[1])),
            (Some(part), Some(text)) if part.starts_with('{') => {
                let ids = ids(scenario, part, at[0]);
                let index = ids.iter().position(|id| id == text).or_else(|| text.parse().ok())?;
                *at.get_mut(found)? = (index < ids.len()).then_some(index)?;
                found += 1;
            }
            (Some(part), Some(text)) if part == text => {}
            _ => return None,
        }
    }
}

/// How many items a placeholder of a path stands for.
fn count(scenario: &Scenario, placeholder: &str, first: usize) -> usize {
    match placeholder {
        "{group}" => scenario.user_groups.len(),
        "{region}" => scenario.regions.len(),
        "{option}" => scenario.options.len(),
        "{dependency}" => scenario.common_mode.dependencies.len(),
        "{uncertainty}" => scenario.uncertainty.len(),
        "{step}" => scenario.sla_credits.steps.len(),
        "{phase}" => scenario.rollout.len(),
        "{specialised}" => match scenario.options.get(first).map(|o| &o.kind) {
            Some(Kind::Geode { specialised, .. }) => specialised.len(),
            _ => 0,
        },
        _ => 0,
    }
}

/// Every position of a path.
pub(super) fn positions(scenario: &Scenario, path: &str) -> Vec<At> {
    let mut placeholders = path.split('/').filter(|part| part.starts_with('{'));
    let Some(first) = placeholders.next() else { return vec![(0, 0)] };
    let second = placeholders.next();
    let seconds = |i: usize| second.map_or(1, |second| count(scenario, second, i));
    (0..count(scenario, first, 0)).flat_map(|i| (0..seconds(i)).map(move |j| (i, j))).collect()
}

/// Every pointer of a path, with its positions.
pub(super) fn instances(scenario: &Scenario, path: &str) -> Vec<(String, At)> {
    let mut found: Vec<(String, Vec<usize>)> = vec![(String::new(), Vec::new())];
    for part in path.split('/').skip(1) {
        found = found
            .into_iter()
            .flat_map(|(start, at)| {
                let next: Vec<(String, Vec<usize>)> = match part.starts_with('{') {
                    false => vec![(format!("{start}/{part}"), at)],
                    true => ids(scenario, part, at.first().copied().unwrap_or(0))
                        .iter()
                        .enumerate()
                        .map(|(i, id)| (format!("{start}/{id}"), [at.as_slice(), &[i]].concat()))
                        .collect(),
                };
                next
            })
            .collect();
    }
    let place = |at: &[usize], n: usize| at.get(n).copied().unwrap_or(0);
    found.into_iter().map(|(pointer, at)| (pointer, (place(&at, 0), place(&at, 1)))).collect()
}

/// The pointer of a path at given positions.
pub(super) fn pointer(scenario: &Scenario, path: &str, at: At) -> String {
    let mut positions = [at.0, at.1].into_iter();
    let part = |part: &str| match part.starts_with('{') {
        true => {
            let index = positions.next().unwrap_or(0);
            ids(scenario, part, at.0).get(index).map_or_else(|| index.to_string(), |id| id.to_string())
        }
        false => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}
