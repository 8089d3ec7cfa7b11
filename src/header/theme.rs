//! Light, dark, or as the system has it. theme.js sets the choice before the first paint.

use crate::ui::{Icon, Menu};
use leptos::prelude::*;

/// Where the choice is stored; theme.js reads it.
const KEY: &str = "geode-planner/theme";
/// Stored word and label; an empty word is the system's theme.
const THEMES: [(&str, &str); 3] = [("", "As the system"), ("light", "Light"), ("dark", "Dark")];

/// The choice of the three.
#[component]
pub(super) fn ThemeMenu() -> impl IntoView {
    let chosen = RwSignal::new(current());
    let items = THEMES.map(|(theme, label)| {
        let is_chosen = move || chosen.with(|chosen| chosen == theme);
        view! {
            <button class="menu__item" type="button" aria-pressed=move || is_chosen().to_string()
                data-testid=format!("theme-{}", if theme.is_empty() { "system" } else { theme })
                on:click=move |_| {
                    choose(theme);
                    chosen.set(theme.to_owned());
                }
            >
                {label}
                <span class="menu__hint"><Icon name="check" /></span>
            </button>
        }
    });
    view! { <Menu icon="theme" label="Theme" is_icon_only=true testid="theme">{items.collect_view()}</Menu> }
}

fn root() -> Option<web_sys::Element> {
    document().document_element()
}

fn current() -> String {
    root().and_then(|root| root.get_attribute("data-theme")).unwrap_or_default()
}

fn choose(theme: &str) {
    let storage = window().local_storage().ok().flatten();
    if theme.is_empty() {
        let _ = root().map(|root| root.remove_attribute("data-theme"));
        let _ = storage.map(|storage| storage.remove_item(KEY));
    } else {
        let _ = root().map(|root| root.set_attribute("data-theme", theme));
        let _ = storage.map(|storage| storage.set_item(KEY, theme));
    }
}
