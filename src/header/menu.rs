//! Menus: `<details class="menu">`, closed by a choice, by Escape and by a click elsewhere.

use super::Icon;
use crate::dom::prelude::*;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement, KeyboardEvent};

/// A button that opens a list of `button.menu__item`.
#[component]
pub fn Menu(
    /// Picture on the button.
    icon: &'static str,
    /// Words on the button.
    label: &'static str,
    /// Whether the words are only read out.
    #[prop(optional)]
    is_icon_only: bool,
    /// For tests.
    testid: &'static str,
    /// Told whether it is open.
    #[prop(optional)]
    is_open: RwSignal<bool>,
    children: Children,
) -> View {
    let class = if is_icon_only { "button button--quiet button--icon" } else { "button button--quiet" };
    let words = if is_icon_only { "visually-hidden" } else { "button__label" };
    view! {
        <details class="menu" on:toggle=move |event| with_target(&event, |menu: &HtmlDetailsElement| is_open.set(menu.open()))>
            <summary class=class title=label data-testid=testid>
                <Icon name=icon />
                <span class=words>{label}</span>
            </summary>
            <div class="menu__list">{children()}</div>
        </details>
    }
}

/// Closes the menus of the whole page, also those that are not of [`Menu`].
pub(super) fn listen() {
    EventListener::new(&document(), "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_choice = target.as_ref().is_some_and(|t| t.closest(".menu__item").ok().flatten().is_some());
        for menu in open_menus() {
            let is_inside = menu.contains(target.as_deref());
            if is_choice || !is_inside {
                menu.set_open(false);
            }
            if is_choice && is_inside {
                give_focus(&menu);
            }
        }
    })
    .forget();
    EventListener::new(&document(), "focusin", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        open_menus().iter().filter(|menu| !menu.contains(target.as_deref())).for_each(|menu| menu.set_open(false));
    })
    .forget();
    EventListener::new(&document(), "keydown", |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            for menu in open_menus() {
                menu.set_open(false);
                give_focus(&menu);
            }
        }
    })
    .forget();
}

fn open_menus() -> Vec<HtmlDetailsElement> {
    let Ok(found) = document().query_selector_all("details.menu[open]") else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
}

/// The choice is gone from view: the keyboard goes on from the menu's button, unless it is somewhere else by now.
fn give_focus(menu: &HtmlDetailsElement) {
    let elsewhere = document().active_element().is_some_and(|at| !menu.contains(Some(&at)) && at.tag_name() != "BODY");
    let button = menu.query_selector("summary").ok().flatten().and_then(|s| s.dyn_into::<HtmlElement>().ok());
    if let (false, Some(button)) = (elsewhere, button) {
        let _ = button.focus();
    }
}
