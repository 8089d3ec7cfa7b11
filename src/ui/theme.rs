//! Light, dark, or as the system has it. theme.js sets the choice before the first paint, and when another tab chooses.

use leptos::ev;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;

/// Where the choice is stored; theme.js reads it.
const KEY: &str = "geode-planner/theme";
/// The attribute of the page that holds it.
const ATTRIBUTE: &str = "data-theme";

/// The theme that is chosen: `light`, `dark`, or empty for the system's. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<String>);

/// The theme of the page.
pub fn use_theme() -> Theme {
    expect_context::<Theme>()
}

impl Theme {
    /// The page's, followed as long as its owner lives.
    pub fn follow() -> Theme {
        let chosen = RwSignal::new(current());
        // theme.js, which listens since before the app, has set the attribute by now.
        let _ = use_event_listener(window(), ev::storage, move |_| {
            chosen.maybe_update(|chosen| {
                let now = current();
                std::mem::replace(chosen, now.clone()) != now
            });
        });
        Theme(chosen)
    }

    /// Whether it is this one.
    pub fn is(self, theme: &str) -> bool {
        self.0.with(|chosen| chosen == theme)
    }

    /// Chooses another one, now and for the next visit.
    pub fn choose(self, theme: &str) {
        let storage = window().local_storage().ok().flatten();
        if theme.is_empty() {
            let _ = root().map(|root| root.remove_attribute(ATTRIBUTE));
            let _ = storage.map(|storage| storage.remove_item(KEY));
        } else {
            let _ = root().map(|root| root.set_attribute(ATTRIBUTE, theme));
            let _ = storage.map(|storage| storage.set_item(KEY, theme));
        }
        self.0.set(theme.to_owned());
    }
}

fn root() -> Option<web_sys::Element> {
    document().document_element()
}

fn current() -> String {
    root().and_then(|root| root.get_attribute(ATTRIBUTE)).unwrap_or_default()
}
