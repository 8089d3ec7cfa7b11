//! The scenario's name, and whether it is saved.

use crate::state::storage::Saving;
use crate::state::{Store, use_store};
use crate::ui::{MAX_LENGTH, while_alive};
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// The name, to be changed where it stands.
#[component]
pub(super) fn ScenarioName() -> impl IntoView {
    let store = use_store();
    let name = store.part(|scenario| scenario.name.clone());
    let input = NodeRef::<html::Input>::new();
    // Undo, a link or a file brings another name; what is being typed stays as it is.
    Effect::new(move || {
        if let Some(input) = input.get()
            && name.with(|name| clean(&input.value()) != *name)
        {
            show(&input, &name.get_untracked());
        }
    });
    let left = move |_| {
        store.seal();
        // What was refused gives way to what counts.
        if let Some(input) = input.get_untracked() {
            show(&input, &name.get_untracked());
        }
    };
    view! {
        <div class="app-header__scenario">
            <input class="app-header__name" type="text" aria-label="Name of the scenario" maxlength=MAX_LENGTH
                autocomplete="off" spellcheck="false" data-testid="scenario-name" node_ref=input
                on:input=move |event| rename(store, &event_target(&event))
                on:change=while_alive(left)
            />
            <SavedState />
        </div>
    }
}

/// The name that a typed text means.
fn clean(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { "Untitled".into() } else { text.into() }
}

fn rename(store: Store, input: &HtmlInputElement) {
    let text = clean(&input.value());
    let refused = store.edit(Some("/name"), Box::new(|scenario| scenario.name = text)).err();
    if let Some(fault) = refused.as_ref().and_then(|refused| refused.why.0.first()) {
        store.complain(format!("The name {}, expected {}.", fault.wrong, fault.expected));
    }
    let _ = input.set_attribute("aria-invalid", if refused.is_some() { "true" } else { "false" });
}

fn show(input: &HtmlInputElement, name: &str) {
    input.set_value(name);
    let _ = input.set_attribute("aria-invalid", "false");
}

/// Whether work is being saved, in a word.
#[component]
fn SavedState() -> impl IntoView {
    let saving = use_store().saving();
    let words = move || match saving.get() {
        Saving::Ready => "Saves by itself",
        Saving::On => "Saved in this browser",
        Saving::TabOnly => "Kept in this tab only",
        Saving::Blocked => "Not saved: storage is blocked",
        Saving::OtherTab => "Kept in this tab only",
    };
    view! { <span class="app-header__saved" data-testid="saved">{words}</span> }
}
