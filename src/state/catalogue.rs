//! The catalogue: fetched when something first asks for it, long after the first paint.

use geode_core::catalogue::Catalogue;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Its file, beside the page.
const FILE: &str = "catalogue.txt";

/// What there is of the catalogue. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Shelf(RwSignal<Loaded>);

/// How far it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Loaded {
    /// Nobody has asked for it.
    #[default]
    NotAsked,
    /// It is on its way.
    Coming,
    /// Here it is.
    Here(Arc<Catalogue>),
    /// It did not come.
    Failed,
}

impl Loaded {
    fn here(&self) -> Option<Arc<Catalogue>> {
        match self {
            Loaded::Here(catalogue) => Some(catalogue.clone()),
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
    pub fn here(self) -> Option<Arc<Catalogue>> {
        self.0.with(Loaded::here)
    }

    /// The same, not followed.
    pub fn here_untracked(self) -> Option<Arc<Catalogue>> {
        self.0.with_untracked(Loaded::here)
    }

    /// Fetches it unless it is here or on its way.
    pub fn ask(self) {
        if self.0.with_untracked(|loaded| matches!(loaded, Loaded::Here(_) | Loaded::Coming)) {
            return;
        }
        self.0.set(Loaded::Coming);
        spawn_local(async move {
            let text = fetched().await.ok();
            let read = text.and_then(|text| Catalogue::read(&text).ok());
            self.0.set(read.map_or(Loaded::Failed, |catalogue| Loaded::Here(Arc::new(catalogue))));
        });
    }
}

async fn fetched() -> Result<String, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(FILE)).await?.dyn_into()?;
    match response.ok() {
        true => JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL),
        false => Err(JsValue::NULL),
    }
}
