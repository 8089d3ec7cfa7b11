//! Undo and redo: whole values, in steps that people recognise.

use std::collections::VecDeque;

/// Most steps that can be undone.
pub const STEPS: usize = 100;

/// What was, and what was undone.
///
/// Changes with the same key that follow each other are one step: a drag, or the typing of one number. [`seal`]
/// ends such a step.
///
/// [`seal`]: History::seal
///
/// ```
/// use geode_planner::history::History;
/// let mut history = History::default();
/// history.record("a", Some("/cost"));
/// history.record("ab", Some("/cost"));
/// assert_eq!(history.undo("abc"), Some("a"));
/// assert_eq!(history.redo("a"), Some("abc"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct History<T> {
    past: VecDeque<T>,
    future: Vec<T>,
    open: Option<String>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        History { past: VecDeque::new(), future: Vec::new(), open: None }
    }
}

impl<T> History<T> {
    /// Remembers the value before a change. With the key of the step before, it belongs to that step.
    pub fn record(&mut self, before: T, key: Option<&str>) {
        self.future.clear();
        if key.is_some() && self.open.as_deref() == key {
            return;
        }
        self.open = key.map(str::to_owned);
        self.past.push_back(before);
        if self.past.len() > STEPS {
            self.past.pop_front();
        }
    }

    /// Ends the step: the next change is a new one, whatever its key.
    pub fn seal(&mut self) {
        self.open = None;
    }

    /// The value before the last step; `now` can be had again by [`redo`](History::redo).
    pub fn undo(&mut self, now: T) -> Option<T> {
        self.seal();
        let before = self.past.pop_back()?;
        self.future.push(now);
        Some(before)
    }

    /// The value that was undone last.
    pub fn redo(&mut self, now: T) -> Option<T> {
        self.seal();
        let after = self.future.pop()?;
        self.past.push_back(now);
        Some(after)
    }

    /// How many steps can be undone and redone.
    pub fn depth(&self) -> (usize, usize) {
        (self.past.len(), self.future.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_with_one_key_are_one_step_until_sealed() {
        let mut history = History::default();
        history.record(0, Some("drag"));
        history.record(1, Some("drag"));
        history.seal();
        history.record(2, Some("drag"));
        history.record(3, None);
        history.record(4, None);
        assert_eq!(history.depth(), (4, 0));
        assert_eq!(history.undo(5), Some(4));
        assert_eq!(history.undo(4), Some(3));
        assert_eq!(history.undo(3), Some(2));
        assert_eq!(history.undo(2), Some(0));
        assert_eq!(history.undo(0), None);
        assert_eq!(history.redo(0), Some(2));
    }

    #[test]
    fn a_change_after_undo_forgets_what_was_undone() {
        let mut history = History::default();
        history.record(0, None);
        assert_eq!(history.undo(1), Some(0));
        history.record(0, None);
        assert_eq!(history.depth(), (1, 0));
    }

    #[test]
    fn only_the_last_steps_are_kept() {
        let mut history = History::default();
        (0..STEPS + 5).for_each(|i| history.record(i, None));
        assert_eq!(history.depth(), (STEPS, 0));
        let first = (0..STEPS).fold(usize::MAX, |now, _| history.undo(now).unwrap_or(now));
        assert_eq!(first, 5);
    }
}
