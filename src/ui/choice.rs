//! A choice of one among few, a tick, a text.

use super::{MAX_LENGTH, while_alive};
use leptos::prelude::*;
use web_sys::{HtmlInputElement, HtmlSelectElement};

/// A choice with its label. Choices are (value, name) pairs.
#[component]
pub fn Choice(
    /// Id of the control; also its name for tests.
    #[prop(into)]
    id: String,
    /// Label.
    #[prop(into)]
    label: String,
    /// What can be chosen: value and name.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What happens then.
    #[prop(into)]
    on_change: Callback<String>,
    /// What it means, in one line.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// Whether the choices need the whole width.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let option = move |(key, name): (String, String)| {
        let own = key.clone();
        view! { <option value=key prop:selected=move || value.get() == own>{name}</option> }
    };
    let chosen = move |event| {
        on_change.run(event_target_value(&event));
        // A choice that was refused, or that says what is so already, does not stay on the screen.
        event_target::<HtmlSelectElement>(&event).set_value(&value.get_untracked());
    };
    view! {
        <div class=if wide { "field field--wide" } else { "field" } data-testid=format!("choice-{id}")>
            <div class="field__label"><label for=id.clone()>{label}</label></div>
            <div class="field__control">
                <select id=id.clone() class="select" on:change=while_alive(chosen)>
                    {move || choices.get().into_iter().map(option).collect_view()}
                </select>
            </div>
            {hint.map(|hint| view! { <p class="field__line">{hint}</p> })}
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Tick(
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    ticked: Signal<bool>,
    /// Whether it must stay as it is.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What happens then.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    let clicked = move |event| {
        on_change.run(event_target_checked(&event));
        // One that was refused does not stay on the screen.
        event_target::<HtmlInputElement>(&event).set_checked(ticked.get_untracked());
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=ticked
                disabled=disabled
                on:change=while_alive(clicked)
            />
            {label}
        </label>
    }
}

/// A short text with its label.
#[component]
pub fn TextField(
    /// Id of the control; also its name for tests.
    #[prop(into)]
    id: String,
    /// Label.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// What happens when it has been changed.
    #[prop(into)]
    on_change: Callback<String>,
    /// What it means, in one line.
    #[prop(optional, into)]
    hint: String,
    /// What is doubtful about the text; then that stands in place of the hint.
    #[prop(optional, into)]
    doubt: Signal<String>,
) -> impl IntoView {
    let line = move || {
        let doubt = doubt.get();
        match doubt.is_empty() {
            true => view! { <p class="field__line">{hint.clone()}</p> }.into_any(),
            false => view! { <p class="field__error">{doubt}</p> }.into_any(),
        }
    };
    view! {
        <div class="field" data-testid=format!("text-{id}")>
            <div class="field__label"><label for=id.clone()>{label}</label></div>
            <div class="field__control">
                <input
                    id=id.clone()
                    class="input"
                    maxlength=MAX_LENGTH
                    autocomplete="off"
                    prop:value=value
                    data-own-undo=value
                    on:change=while_alive(move |event| commit(&event, value, on_change))
                />
            </div>
            <div aria-live="polite">{line}</div>
        </div>
    }
}

/// A name in a list, done when it is left. An empty one goes back to what it was.
#[component]
pub fn ItemName(
    /// Style.
    class: &'static str,
    /// What it names.
    label: &'static str,
    /// The name.
    #[prop(into)]
    value: Signal<String>,
    /// What happens when it has been changed.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let named = Callback::new(move |name: String| {
        if !name.trim().is_empty() {
            on_change.run(name);
        }
    });
    view! {
        <input
            class=class
            maxlength=MAX_LENGTH
            aria-label=label
            prop:value=value
            data-own-undo=value
            on:change=while_alive(move |event| commit(&event, value, named))
        />
    }
}

/// Passes a text on and shows what has become of it.
fn commit(event: &web_sys::Event, value: Signal<String>, on_change: Callback<String>) {
    on_change.run(event_target_value(event));
    event_target::<HtmlInputElement>(event).set_value(&value.get_untracked());
}
