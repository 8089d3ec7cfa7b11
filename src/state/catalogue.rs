//! The catalogue: fetched when something first asks for it, long after the first paint.

use super::places;
use geode_core::catalogue::{self, Catalogue};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What there is of the catalogue. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Shelf(RwSignal<Loaded>);

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Loaded {
    /// Nobody has asked for it.
    #[default]
    NotAsked,
    /// It is on its way.
    Coming,
    /// Here it is.
    Here(&'static Catalogue),
    /// It did not come.
    Failed,
}

impl Loaded {
    fn here(self) -> Option<&'static Catalogue> {
        match self {
            Loaded::Here(catalogue) => Some(catalogue),
            Loaded::NotAsked | Loaded::Coming | Loaded::Failed => None,
        }
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Shelf(RwSignal::new(Loaded::NotAsked))
    }
}

impl Shelf {
    /// What there is of it, followed.
    pub fn get(self) -> Loaded {
        self.0.get()
    }

    /// It, where it is here; followed.
    pub fn here(self) -> Option<&'static Catalogue> {
        self.0.get().here()
    }

    /// The same, not followed.
    pub fn here_untracked(self) -> Option<&'static Catalogue> {
        self.0.get_untracked().here()
    }

    /// Fetches it unless it is here or on its way.
    pub fn ask(self) {
        if self.0.with_untracked(|loaded| matches!(loaded, Loaded::Here(_) | Loaded::Coming)) {
            return;
        }
        self.0.set(Loaded::Coming);
        spawn_local(async move {
            places::load().await;
            self.0.set(catalogue::provided().map_or(Loaded::Failed, Loaded::Here));
        });
    }
}
