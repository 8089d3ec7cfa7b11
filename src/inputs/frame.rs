//! What stands around the control of a field: label, help, echo or error.

use crate::dom::prelude::*;

/// Ids of the parts of a field, which refer to each other.
#[derive(Clone)]
pub struct FieldIds {
    /// The control.
    pub control: String,
    /// The line under it: echo or error.
    pub line: String,
    /// The help.
    pub help: String,
}

impl FieldIds {
    /// Ids that begin alike.
    pub fn of(id: &str) -> FieldIds {
        FieldIds { control: id.into(), line: format!("{id}.line"), help: format!("{id}.help") }
    }
}

/// A field around its control. Of echo and error one always stands, so that nothing moves.
#[component]
pub fn Frame(
    /// Ids of its parts.
    ids: FieldIds,
    /// Name for tests.
    #[prop(into)]
    testid: String,
    /// Label.
    #[prop(into)]
    label: String,
    /// For style sheets.
    #[prop(into)]
    state: Signal<&'static str>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Where the value comes from, in a word.
    #[prop(into)]
    source: Signal<String>,
    /// How the text is understood.
    #[prop(into)]
    echo: Signal<String>,
    /// What the help button opens.
    #[prop(optional)]
    help: Option<ViewFn>,
    /// The control.
    children: Children,
) -> View {
    let open = RwSignal::new(false);
    let line_id = ids.line.clone();
    let line = move || match error.get() {
        Some(error) => view! {
            <p class="field__error" id=line_id.clone()>
                <svg class="icon" aria-hidden="true"><use href="#icon-critical" /></svg>
                <span>{error}</span>
            </p>
        },
        None => view! {
            <p class="field__line" id=line_id.clone()>
                <span class="field__source">{source}</span>
                <span class="field__echo">{echo}</span>
            </p>
        },
    };
    let (control, help_id) = (ids.control, ids.help);
    view! {
        <div class="field" data-testid=testid data-state=state>
            <div class="field__label">
                <label for=control>{label.clone()}</label>
                {help.is_some().then(|| help_button(&label, &help_id, open))}
            </div>
            <div class="field__control">{children()}</div>
            {line}
            {help.map(|help| view! {
                <div class="field__help" id=help_id hidden=move || !open.get()>
                    <Show when=move || open.get()>{help.run()}</Show>
                </div>
            })}
        </div>
    }
}

fn help_button(label: &str, controls: &str, open: RwSignal<bool>) -> View {
    view! {
        <button
            type="button"
            class="help-button"
            aria-label=format!("About {label}")
            aria-controls=controls.to_owned()
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <svg class="icon" aria-hidden="true"><use href="#icon-help" /></svg>
        </button>
    }
}
