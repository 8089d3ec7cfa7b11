//! What stands around the control of a field: label, help, echo or error.

use super::{Icon, focus_soon};
use leptos::prelude::*;

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

/// What is said of a field. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Said {
    /// What is wrong, or asked.
    pub error: Signal<Option<String>>,
    /// Where the value comes from, in a word.
    pub source: Signal<String>,
    /// How the text is understood.
    pub echo: Signal<String>,
    /// What else may be meant, as the buttons say it that choose it.
    pub offers: Signal<Vec<String>>,
    /// Chooses one of them.
    pub on_take: Callback<usize>,
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
    /// What stands under the control.
    said: Said,
    /// What the help button opens.
    #[prop(optional)]
    help: Option<ViewFn>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let help_id = ids.help.clone();
    view! {
        <div class="field" data-testid=testid data-state=state>
            <div class="field__label">
                <label for=ids.control.clone()>{label.clone()}</label>
                {help.is_some().then(|| help_button(&label, &help_id, open))}
            </div>
            <div class="field__control">{children()}</div>
            <Line ids said />
            {help.map(|help| view! {
                <div class="field__help" id=help_id hidden=move || !open.get()>
                    <Show when=move || open.get()>{help.run()}</Show>
                </div>
            })}
        </div>
    }
}

/// What is said of a field: its echo, or what is wrong, with what else may be meant.
#[component]
pub fn Line(
    /// Ids of the field: the control has the focus again after a question.
    ids: FieldIds,
    /// What is said.
    said: Said,
) -> impl IntoView {
    let Said { error, source, echo, offers, on_take } = said;
    let FieldIds { control, line: id, .. } = ids;
    let answer = Callback::new(move |offer: usize| {
        on_take.run(offer);
        focus_soon(format!("[id='{control}']"));
    });
    // Made anew only where one comes in place of the other: a button that is pressed stays.
    let is_wrong = Memo::new(move |_| error.get().is_some());
    move || match is_wrong.get() {
        true => view! {
            <p class="field__error" id=id.clone()>
                <Icon name="critical" />
                <span>{move || error.get()}" "<Offers offers on_take=answer /></span>
            </p>
        }
        .into_any(),
        false => view! {
            <p class="field__line" id=id.clone()>
                <span class="field__source">{source}</span>
                <span class="field__echo">{echo}</span>
                <Offers offers on_take />
            </p>
        }
        .into_any(),
    }
}

/// Buttons for what else may be meant: of a question there are two answers.
#[component]
fn Offers(offers: Signal<Vec<String>>, on_take: Callback<usize>) -> impl IntoView {
    let button = move |i: usize| {
        let words = Memo::new(move |_| offers.get().get(i).cloned().unwrap_or_default());
        view! {
            <button type="button" class="field__offer" hidden=move || words.with(String::is_empty) on:click=move |_| on_take.run(i)>
                {words}
            </button>
        }
    };
    [0, 1].map(button).collect_view()
}

fn help_button(label: &str, controls: &str, open: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="help-button"
            aria-label=format!("About {label}")
            aria-controls=controls.to_owned()
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="help" />
        </button>
    }
    .into_any()
}
