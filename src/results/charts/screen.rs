//! What all charts of the page depend on: light or dark, and how many pixels the screen has.

use crate::ui::use_theme;
use geode_core::chart::Theme;
use leptos::prelude::*;
use leptos_use_device_pixel_ratio::use_device_pixel_ratio;
use leptos_use_media_query::use_media_query;

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
        let (chosen, system_is_dark) = (use_theme(), use_media_query("(prefers-color-scheme: dark)"));
        let is_dark = move || chosen.is("dark") || !chosen.is("light") && system_is_dark.get();
        let theme = Memo::new(move |_| if is_dark() { Theme::Dark } else { Theme::Light });
        Screen { theme, density: use_device_pixel_ratio() }
    }
}
