//! Numbers that are asked for but do not stand in the scenario as they are.

use crate::state::use_store;
use crate::ui::{FieldIds, Frame, Said, while_alive};
use geode_core::quantity::Unit;
use geode_core::report::written;
use geode_core::scenario::inputs::{self, Input, Typed};
use leptos::prelude::*;

/// A text and how it is read.
#[derive(Clone, Copy)]
pub struct Answer {
    /// As typed.
    pub text: RwSignal<String>,
    unit: Unit,
    /// Least and greatest value.
    range: (f64, f64),
    /// The input that it becomes, whose unit and range are meant then.
    input: Signal<Option<&'static Input>>,
    /// Whether nothing is an answer.
    optional: bool,
    /// Nothing is no mistake before anything has been typed or asked for.
    touched: RwSignal<bool>,
    /// Whether anything has been typed.
    typed: RwSignal<bool>,
    /// A doubtful text that is meant all the same.
    confirmed: RwSignal<String>,
    /// What money is counted in.
    currency: Option<Signal<String>>,
}

impl Answer {
    /// An answer that must be given.
    pub fn new(text: impl Into<String>, unit: Unit, range: (f64, f64)) -> Answer {
        let (text, touched, typed) = (RwSignal::new(text.into()), RwSignal::new(false), RwSignal::new(false));
        let confirmed = RwSignal::new(String::new());
        let input = Signal::stored(None);
        Answer { text, unit, range, input, optional: false, touched, typed, confirmed, currency: None }
    }

    /// An answer that becomes an input as it is.
    pub fn of(path: &str) -> Answer {
        Answer::of_any(Signal::stored(inputs::of_path(path)))
    }

    /// The same of an input that may become another one.
    pub fn of_any(input: Signal<Option<&'static Input>>) -> Answer {
        Answer { input, ..Answer::new("", Unit::Number, (0.0, f64::MAX)) }
    }

    /// The same; left out, it is nothing.
    pub fn or_none(self) -> Answer {
        Answer { optional: true, ..self }
    }

    /// The same, an amount in a currency.
    pub fn in_currency(self, currency: impl Into<Signal<String>>) -> Answer {
        Answer { currency: Some(currency.into()), ..self }
    }

    /// What was answered.
    ///
    /// # Errors
    /// What is wrong with the text, and what is expected.
    pub fn value(self) -> Result<Option<f64>, String> {
        match self.read()? {
            Some(typed) => match self.doubt(&typed) {
                Some(question) => Err(question),
                None => Ok(typed.value),
            },
            None => Ok(None),
        }
    }

    /// How the text is read, be it likely or not; none: nothing is an answer.
    fn read(self) -> Result<Option<Typed>, String> {
        let text = self.text.get();
        if self.optional && text.trim().is_empty() {
            return Ok(None);
        }
        let currency = self.currency.map(|currency| currency.get()).unwrap_or_default();
        match self.input.get() {
            Some(input) => input.understand(&text, &currency),
            None => inputs::understand_within(&text, self.unit, self.range),
        }
        .map(Some)
    }

    /// What is asked about it, unless that was answered.
    fn doubt(self, typed: &Typed) -> Option<String> {
        written::doubt(typed).filter(|_| self.confirmed.get() != self.text.get())
    }

    /// What else may be meant, as the buttons say it that choose it.
    fn offers(self) -> Vec<String> {
        match self.read() {
            Ok(Some(typed)) if self.doubt(&typed).is_some() => {
                let other = typed.other.iter().map(|other| Typed::clone(other));
                written::answers(&other.chain([typed.clone()]).collect::<Vec<_>>())
            }
            // What the page has written itself is no question.
            Ok(Some(Typed { other: Some(other), is_doubtful: false, .. })) if self.typed.get() => {
                vec![written::otherwise(&other)]
            }
            _ => Vec::new(),
        }
    }

    /// Chooses one of them: of a question the last answer is what was typed.
    fn take(self, offer: usize) {
        let Ok(Some(typed)) = untrack(|| self.read()) else { return };
        match typed.other {
            Some(other) if offer == 0 => self.text.set(other.echo),
            _ => self.confirmed.set(self.text.get_untracked()),
        }
        self.demand();
        self.typed.set(true);
    }

    /// As a number, where it is one.
    pub fn number(self) -> Option<f64> {
        self.value().ok().flatten()
    }

    /// As a part of a whole: 0 where it was left out.
    pub fn part(self) -> Option<f64> {
        self.value().ok().map(|part| part.unwrap_or(0.0))
    }

    /// From now on an answer that is missing is shown as missing.
    pub fn demand(self) {
        self.touched.set(true);
    }

    /// Puts in an answer that nobody has typed; says whether it is another one.
    pub fn suggest(self, text: String) -> bool {
        self.typed.set(false);
        let is_another = self.text.with_untracked(|before| *before != text);
        if is_another {
            self.text.set(text);
        }
        is_another
    }

    /// Whether anybody has typed here.
    pub fn is_typed(self) -> bool {
        self.typed.get()
    }

    fn error(self) -> Option<String> {
        let silent = self.text.with(|text| text.trim().is_empty()) && !self.touched.get();
        self.value().err().filter(|_| !silent)
    }

    fn echo(self) -> String {
        let text = self.text.get();
        match self.read() {
            Ok(Some(typed)) if typed.echo != text.trim() || (typed.other.is_some() && self.typed.get()) => {
                let currency = self.currency.map_or_else(String::new, |currency| currency.get() + " ");
                format!("= {currency}{}", typed.echo)
            }
            _ => String::new(),
        }
    }
}

/// The field of an answer.
#[component]
pub fn AnswerField(
    /// Id of the control; also its name for tests.
    #[prop(into)]
    id: String,
    /// Label.
    #[prop(into)]
    label: String,
    /// The answer.
    answer: Answer,
    /// A word in place of an empty text.
    #[prop(optional)]
    placeholder: &'static str,
    /// Called after each change.
    #[prop(optional)]
    on_typed: Option<Callback<()>>,
) -> impl IntoView {
    let store = use_store();
    let ids = FieldIds::of(&id);
    let changed = move || {
        if let Some(typed) = on_typed {
            typed.run(());
        }
    };
    let take = move |offer: usize| {
        answer.take(offer);
        changed();
    };
    let state = move || if answer.error().is_some() { "error" } else { "set" };
    let said = Said {
        error: Signal::derive(move || answer.error()),
        source: Signal::stored(String::new()),
        echo: Signal::derive(move || answer.echo()),
        offers: Signal::derive(move || answer.offers()),
        on_take: Callback::new(take),
    };
    view! {
        <Frame
            ids=ids.clone()
            testid=format!("answer-{id}")
            label
            state=Signal::derive(state)
            said
        >
            <input
                id=ids.control
                class="input input--num"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                aria-describedby=ids.line
                aria-invalid=move || answer.error().is_some().then_some("true")
                prop:value=answer.text
                on:blur=while_alive(move |_| store.seal())
                on:input=move |event| {
                    answer.text.set(event_target_value(&event));
                    answer.demand();
                    answer.typed.set(true);
                    changed();
                }
            />
        </Frame>
    }
}
