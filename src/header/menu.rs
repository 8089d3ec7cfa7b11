//! Menus: `<details class="menu">`, walked through by arrow keys, closed by a choice, by Escape and by a click elsewhere.

use super::Icon;
use crate::ui::while_alive;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
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
) -> impl IntoView {
    let class = if is_icon_only { "button button--quiet button--icon" } else { "button button--quiet" };
    let words = if is_icon_only { "visually-hidden" } else { "button__label" };
    view! {
        <details class="menu" on:toggle=while_alive(move |event| is_open.set(event_target::<HtmlDetailsElement>(&event).open()))>
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
    EventListener::new_with_options(&document(), "keydown", EventListenerOptions::enable_prevent_default(), |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() == "Escape" {
            for menu in open_menus() {
                menu.set_open(false);
                give_focus(&menu);
            }
        } else if move_focus(event) {
            event.prevent_default();
        }
    })
    .forget();
}

/// The arrow keys go round the choices of a menu and open it from its button; Home and End go to its ends.
fn move_focus(event: &KeyboardEvent) -> bool {
    let Some(at) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    // Fields in a menu keep their keys.
    if !at.matches("details.menu > summary, .menu__item").unwrap_or(false) {
        return false;
    }
    let Some(menu) = at.closest("details.menu").ok().flatten().and_then(|m| m.dyn_into::<HtmlDetailsElement>().ok())
    else {
        return false;
    };
    let Ok(choices) = menu.query_selector_all(".menu__item:not(:disabled)") else { return false };
    let choice = |i: u32| choices.get(i).and_then(|choice| choice.dyn_into::<HtmlElement>().ok());
    let here = (0..choices.length()).find(|i| choice(*i).is_some_and(|choice| choice.is_same_node(Some(&at))));
    let last = choices.length().saturating_sub(1);
    let next = match (event.key().as_str(), here) {
        ("ArrowDown", Some(here)) if here < last => here + 1,
        ("ArrowDown", _) | ("Home", Some(_)) => 0,
        ("ArrowUp", Some(here)) if here > 0 => here - 1,
        ("ArrowUp", _) | ("End", Some(_)) => last,
        _ => return false,
    };
    menu.set_open(true);
    choice(next).is_some_and(|choice| choice.focus().is_ok())
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
