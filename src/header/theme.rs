//! The choice of a theme.

use crate::ui::{Icon, Menu, use_theme};
use leptos::prelude::*;

/// Stored word and label; an empty word is the system's theme.
const THEMES: [(&str, &str); 3] = [("", "As the system"), ("light", "Light"), ("dark", "Dark")];

/// The choice of the three.
#[component]
pub(super) fn ThemeMenu() -> impl IntoView {
    let chosen = use_theme();
    let item = move |(theme, label): (&'static str, &'static str)| {
        view! {
            <button class="menu__item" type="button" aria-pressed=move || chosen.is(theme).to_string()
                data-testid=format!("theme-{}", if theme.is_empty() { "system" } else { theme })
                on:click=move |_| chosen.choose(theme)
            >
                {label}
                <span class="menu__hint"><Icon name="check" /></span>
            </button>
        }
    };
    view! { <Menu icon="theme" label="Theme" is_icon_only=true testid="theme">{THEMES.map(item).collect_view()}</Menu> }
}
