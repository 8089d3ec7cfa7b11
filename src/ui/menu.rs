//! Menus: a button and a `popover`, which the browser opens, closes and puts above all else. Here is what it does not
//! do: the arrow keys, and to close behind a choice or when the focus goes elsewhere.

use super::{AfterPaint, Icon, while_alive};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent};

/// A button that opens a list of `button.menu__item`.
#[component]
pub fn Menu(
    /// Picture on the button.
    icon: &'static str,
    /// Words on the button.
    #[prop(into)]
    label: String,
    /// Whether the words are only read out.
    #[prop(optional)]
    is_icon_only: bool,
    /// Whether the button is a small one.
    #[prop(optional)]
    is_small: bool,
    /// Names it, also for tests.
    testid: &'static str,
    /// Told whether it is open.
    #[prop(optional)]
    is_open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let (menu, list) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let id = format!("menu-{testid}");
    let words = if is_icon_only { "visually-hidden" } else { "button__label" };
    let toggled = move |event: Event| is_open.set(event_target::<Element>(&event).matches(":popover-open") == Ok(true));
    // It fails only where it is closed already.
    let close = move || list.get_untracked().map(|list| list.hide_popover());
    let clicked = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest(".menu__item").ok().flatten().is_some()) {
            close();
        }
    };
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
        if to.is_some_and(|to| menu.get_untracked().is_some_and(|menu| !menu.contains(Some(&to)))) {
            close();
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if menu.get_untracked().is_some_and(|menu| move_focus(&menu, &event)) {
            event.prevent_default();
        }
    };
    view! {
        <div class="menu" node_ref=menu on:focusout=while_alive(left) on:keydown=pressed>
            <button
                type="button"
                class="button button--quiet"
                class=("button--icon", is_icon_only)
                class=("button--small", is_small)
                title=label.clone()
                popovertarget=id.clone()
                data-testid=testid
            >
                <Icon name=icon />
                <span class=words>{label.clone()}</span>
            </button>
            <div id=id.clone() class="menu__list" popover="auto" node_ref=list on:toggle=while_alive(toggled) on:click=clicked>
                <AfterPaint>{children()}</AfterPaint>
            </div>
        </div>
    }
}

/// One choice of a menu.
#[component]
pub fn Item(
    /// Words on it.
    label: &'static str,
    /// What it gives, in a word.
    #[prop(optional)]
    hint: &'static str,
    /// For tests.
    testid: &'static str,
    /// What happens.
    #[prop(into)]
    act: Callback<()>,
) -> impl IntoView {
    view! {
        <button class="menu__item" type="button" data-testid=testid on:click=move |_| act.run(())>
            {label}
            {(!hint.is_empty()).then(|| view! { <span class="menu__hint">{hint}</span> })}
        </button>
    }
}

/// The arrow keys go round the choices of a menu and open it from its button; Home and End go to its ends.
fn move_focus(menu: &HtmlElement, event: &KeyboardEvent) -> bool {
    let Some(at) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
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
    // From its button, which opens it in its place.
    if here.is_none() && !at.matches(":has(+ :popover-open)").unwrap_or(false) {
        at.click();
    }
    choice(next).is_some_and(|choice| choice.focus().is_ok())
}
