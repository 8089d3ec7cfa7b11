//! What all charts of the page depend on: light or dark, and how many pixels the screen has.

use geode_core::chart::Theme;
use leptos::prelude::*;
use leptos_use_device_pixel_ratio::use_device_pixel_ratio;
use leptos_use_element::{UseMutationObserverOptions, use_mutation_observer_with_options};
use leptos_use_media_query::use_media_query;

/// The attribute of the page that holds the chosen theme; theme.js sets it too, when another tab has chosen.
const CHOSEN: &str = "data-theme";

/// Theme and density of the page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Screen {
    /// Light or dark: as chosen, else the system's.
    pub theme: Memo<Theme>,
    /// Device pixels in a CSS pixel.
    pub density: Signal<f64>,
}

impl Screen {
    /// The page's, followed as long as its owner lives.
    pub fn watch() -> Screen {
        let system_is_dark = use_media_query("(prefers-color-scheme: dark)");
        let chosen = RwSignal::new(chosen_theme());
        if let Some(root) = document().document_element() {
            let attribute = UseMutationObserverOptions::default().attribute_filter(vec![CHOSEN.to_owned()]);
            let _ = use_mutation_observer_with_options(root, move |_, _| chosen.set(chosen_theme()), attribute);
        }
        let theme = Memo::new(move |_| match chosen.with(|chosen| chosen.as_deref() == Some("dark")) {
            true => Theme::Dark,
            false if chosen.with(Option::is_none) && system_is_dark.get() => Theme::Dark,
            false => Theme::Light,
        });
        Screen { theme, density: use_device_pixel_ratio() }
    }
}

fn chosen_theme() -> Option<String> {
    document().document_element()?.get_attribute(CHOSEN)
}
