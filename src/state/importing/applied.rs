//! What is ticked goes into the scenario, file by file, as one step.

use super::words::{incidents, list, text};
use super::{Importing, InHand, Logs, Standing};
use geode_core::exchange::file_name::applied;
use geode_core::scenario::start::MY_SYSTEM;
use geode_core::scenario::{presets, restore};
use leptos::prelude::*;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::Arc;

impl Importing {
    /// How many changes are ticked; none while a file is being read.
    pub fn ticked(self) -> Option<usize> {
        let files = self.files.get();
        let is_reading = |item: &InHand| matches!(item.standing.get(), Standing::Reading(..));
        if files.iter().any(is_reading) || self.joint.get().is_some() {
            return None;
        }
        let count = |item: &InHand| {
            let without = item.chosen.with(|chosen| chosen.without.clone());
            item.offer.with(|offer| offer.changes.iter().filter(|change| !without.contains(&change.what)).count())
        };
        Some(files.iter().map(count).sum())
    }

    /// Puts what is ticked into the scenario, file by file, as one step.
    pub fn apply(self) {
        let files: VecDeque<InHand> = self
            .files
            .get_untracked()
            .into_iter()
            .filter(|item| item.standing.with_untracked(|standing| *standing == Standing::Read))
            .collect();
        self.apply_next(self.store.scenario_untracked().to_json(), files, Vec::new());
    }

    fn apply_next(self, scenario: String, mut rest: VecDeque<InHand>, mut names: Vec<String>) {
        let Some(item) = rest.pop_front() else { return self.finish(&scenario, &names) };
        let chosen = item.chosen.get_untracked();
        let answered = move |answer: Result<Value, String>| match answer {
            Ok(answer) => {
                // A file of which nothing was taken has said nothing.
                if list(&answer["changes"]).next().is_some() {
                    names.push(item.name.get_value());
                }
                self.apply_next(text(&answer["scenario"]), rest, names);
            }
            Err(why) => self.wrong.set(format!("Nothing was applied. {why}")),
        };
        self.ask(item, &scenario, &chosen, Box::new(answered));
    }

    fn finish(self, scenario: &str, names: &[String]) {
        let Ok(restored) = restore::from_saved(scenario) else { return };
        let before = self.store.scenario_untracked();
        let is_example = presets::is_untouched(&before);
        let edited = self.store.edit(
            None,
            Box::new(move |now| {
                *now = restored.scenario;
                // It is no example any more.
                if is_example {
                    now.name = MY_SYSTEM.into();
                }
            }),
        );
        if let Err(refused) = edited {
            return self.wrong.set(format!("Nothing was applied: {}.", refused.words()));
        }
        self.store.seal();
        let after = self.store.scenario_untracked();
        let all = self.files.get_untracked().into_iter().flat_map(|item| incidents(item, &after)).collect();
        self.replayed.set(Some(Arc::new(Logs { incidents: all, before, after })));
        self.drop_all();
        match names {
            // As where a log is only replayed.
            [] => self.store.say(applied(names)),
            _ => self.store.offer_undo(applied(names)),
        }
    }
}
