//! The names of the columns of a table, and what they mean.

use crate::names::in_currency;
use crate::refused::Refused;
pub(crate) use geode_core::report::replay::fold as key;
use std::cell::RefCell;

/// The names of the columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header {
    pub(super) names: Vec<String>,
    keys: Vec<String>,
    /// What the user has said that columns mean.
    said: Vec<(String, usize)>,
    /// The columns that have been looked up: others are never read.
    pub(super) needed: RefCell<Vec<bool>>,
    /// The line on which it stands.
    pub(crate) line: u64,
}

impl Header {
    pub(super) fn new(names: Vec<String>, line: u64) -> Self {
        let keys = names.iter().map(|name| key(name)).collect();
        Header { needed: RefCell::new(vec![false; names.len()]), said: Vec::new(), names, keys, line }
    }

    /// The first column with one of these names, the first name first; compared without case, spaces and marks.
    #[inline(never)]
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        let is_one = |said: &&(String, usize)| names.iter().any(|name| key(name) == said.0);
        let found = self.said.iter().find(is_one).map(|(_, at)| *at);
        let found =
            found.or_else(|| names.iter().find_map(|name| self.keys.iter().position(|known| *known == key(name))));
        found.inspect(|at| self.need(*at))
    }

    /// All columns with one of these names; that alone which the user has said.
    pub(crate) fn columns(&self, names: &[&str]) -> Vec<usize> {
        let first = self.column(names);
        let is_said = self.said.iter().any(|(_, at)| Some(*at) == first);
        let is_one = |at: &usize| {
            Some(*at) == first
                || !is_said && names.iter().any(|name| self.keys.get(*at).is_some_and(|own| *own == key(name)))
        };
        (0..self.keys.len()).filter(is_one).inspect(|at| self.need(*at)).collect()
    }

    /// As `columns`, the first name first.
    pub(crate) fn in_order(&self, names: &[&str]) -> Vec<usize> {
        let all = self.columns(names);
        names.iter().filter_map(|name| self.column(&[name])).filter(|at| all.contains(at)).collect()
    }

    /// As `column`, where a name may end with the currency of the amounts: the column, and that.
    pub(crate) fn money(&self, names: &[&str]) -> Option<(usize, Option<String>)> {
        let of = |name: &str| {
            let (bare, code) = in_currency(name)?;
            names.iter().any(|one| key(one) == key(bare)).then_some(code)
        };
        let known = self.column(names).map(|at| (at, of(self.name(at))));
        known.or_else(|| {
            let mut all = self.names.iter().enumerate();
            all.find_map(|(at, name)| Some((at, Some(of(name)?)))).inspect(|(at, _)| self.need(*at))
        })
    }

    fn need(&self, at: usize) {
        if let Some(needed) = self.needed.borrow_mut().get_mut(at) {
            *needed = true;
        }
    }

    /// The columns that are tags, each by itself.
    pub(crate) fn tag_columns(&self) -> impl Iterator<Item = usize> {
        let tags = self.names.iter().enumerate().filter(|(_, name)| tag_of(name).is_some());
        tags.map(|(at, _)| at).inspect(|at| self.need(*at))
    }

    /// Says that all columns are read, by their place.
    pub(crate) fn need_all(&self) {
        self.needed.borrow_mut().fill(true);
    }

    /// Whether all of these columns are there.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(&[name]).is_some())
    }

    /// Takes a column for one of another name, such as `cost`.
    pub(crate) fn rename(&mut self, column: &str, meaning: &str) -> Result<(), Refused> {
        match self.column(&[column]) {
            Some(at) => {
                self.said.push((key(meaning), at));
                if let Some(own) = self.keys.get_mut(at) {
                    *own = key(meaning);
                }
            }
            None => return Err(Refused::at(self.line, format!("has no column {column:?}"), "a column of the file")),
        }
        Ok(())
    }

    /// Names that stand twice: of such columns the first is read.
    pub(crate) fn twice(&self) -> Vec<String> {
        let mut seen = std::collections::BTreeSet::new();
        let again = |name: &&String| !name.is_empty() && !seen.insert(name.to_lowercase());
        self.names.iter().filter(again).take(5).cloned().collect()
    }

    /// The name of a column, as the file writes it.
    pub(crate) fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }

    /// All names, as the file writes them.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }
}

/// The key of a tag that has a column of its own: legacy reports of AWS write `resourceTags/user:team`, and as Parquet
/// `resource_tags_user_team`.
pub(crate) fn tag_of(column: &str) -> Option<&str> {
    let starts = ["resourceTags/", "resource_tags_"];
    starts.iter().find_map(|start| column.strip_prefix(start)).filter(|key| !key.is_empty())
}
