//! Pictures, and buttons that are only a picture.

use leptos::prelude::*;
use web_sys::MouseEvent;

/// A picture of the sprite in index.html.
#[component]
pub fn Icon(
    /// Its name behind `icon-`.
    name: &'static str,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("#icon-{name}")></use></svg> }
}

/// A small button with a symbol only. The second click of a double click is for whoever moved there under the pointer.
#[component]
pub fn IconButton(
    /// Symbol.
    icon: &'static str,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What happens.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let clicked = move |event: MouseEvent| {
        if event.detail() < 2 {
            on_click.run(());
        }
    };
    view! {
        <button
            type="button"
            class="button button--quiet button--icon button--small"
            aria-label=label
            title=label
            disabled=disabled
            on:click=clicked
        >
            <Icon name=icon />
        </button>
    }
}
