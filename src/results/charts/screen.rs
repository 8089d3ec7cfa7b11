//! What all charts of the page depend on: light or dark, and how many pixels the screen has.

use geode_core::chart::Theme;
use gloo::events::EventListener;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MutationObserver, MutationObserverInit};

/// Theme and density of the page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// Device pixels in a CSS pixel.
    pub density: RwSignal<f64>,
}

impl Screen {
    /// The page's, followed as long as the page lives.
    pub fn watch() -> Screen {
        let screen = Screen { theme: RwSignal::new(theme()), density: RwSignal::new(density()) };
        let changed = move || {
            let theme = theme();
            if screen.theme.get_untracked() != theme {
                screen.theme.set(theme);
            }
        };
        watch_attribute(changed);
        if let Some(system) = media("(prefers-color-scheme: dark)") {
            EventListener::new(&system, "change", move |_| changed()).forget();
        }
        watch_density(screen);
        screen
    }
}

fn media(query: &str) -> Option<web_sys::MediaQueryList> {
    window().match_media(query).ok().flatten()
}

/// The chosen theme, else the system's.
fn theme() -> Theme {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    let system = || media("(prefers-color-scheme: dark)").is_some_and(|media| media.matches());
    match chosen.as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ if system() => Theme::Dark,
        _ => Theme::Light,
    }
}

fn density() -> f64 {
    window().device_pixel_ratio()
}

/// Calls `changed` whenever the page's theme is set or removed.
fn watch_attribute(changed: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn()>::new(changed).into_js_value();
    let Ok(observer) = MutationObserver::new(callback.unchecked_ref()) else { return };
    let init = MutationObserverInit::new();
    init.set_attributes(true);
    init.set_attribute_filter(&js_sys::Array::of1(&"data-theme".into()));
    if let Some(root) = document().document_element() {
        // The browser keeps an observer as long as what it observes.
        let _ = observer.observe_with_options(&root, &init);
    }
}

thread_local! {
    static DENSITY: RefCell<Option<EventListener>> = const { RefCell::new(None) };
}

/// A query for the density holds until it changes; then the next one is asked.
fn watch_density(screen: Screen) {
    let Some(media) = media(&format!("(resolution: {}dppx)", density())) else { return };
    let listener = EventListener::once(&media, "change", move |_| {
        screen.density.set(density());
        watch_density(screen);
    });
    DENSITY.with(|kept| kept.replace(Some(listener)));
}
