//! Numbers that are asked for but do not stand in the scenario as they are.

use super::frame::{FieldIds, Frame};
use crate::dom::prelude::*;
use crate::state::use_store;
use geode_core::scenario::inputs::{self, Input};
use geode_core::scenario::units::{self, Unit};

/// A text and how it is read.
#[derive(Clone, Copy)]
pub struct Answer {
    /// As typed.
    pub text: RwSignal<String>,
    unit: Unit,
    /// Least and greatest value.
    range: (f64, f64),
    /// The input that it becomes, whose range is meant then.
    input: Option<&'static Input>,
    /// Whether nothing is an answer.
    optional: bool,
    /// Nothing is no mistake before anything has been typed or asked for.
    touched: RwSignal<bool>,
    /// Whether anything has been typed.
    typed: RwSignal<bool>,
    /// What money is counted in.
    currency: Option<RwSignal<String>>,
}

impl Answer {
    /// An answer that must be given.
    pub fn new(text: impl Into<String>, unit: Unit, range: (f64, f64)) -> Answer {
        let (text, touched, typed) = (RwSignal::new(text.into()), RwSignal::new(false), RwSignal::new(false));
        Answer { text, unit, range, input: None, optional: false, touched, typed, currency: None }
    }

    /// An answer that becomes an input as it is.
    pub fn of(path: &str) -> Answer {
        let input = inputs::of_path(path);
        let unit = input.map_or(Unit::Number, |input| input.unit);
        Answer { input, ..Answer::new("", unit, (0.0, f64::MAX)) }
    }

    /// The same; left out, it is nothing.
    pub fn or_none(self) -> Answer {
        Answer { optional: true, ..self }
    }

    /// The same, an amount in a currency.
    pub fn in_currency(self, currency: RwSignal<String>) -> Answer {
        Answer { currency: Some(currency), ..self }
    }

    /// What was answered.
    ///
    /// # Errors
    /// What is wrong with the text, and what is expected.
    pub fn value(self) -> Result<Option<f64>, String> {
        let text = self.text.get();
        if self.optional && text.trim().is_empty() {
            return Ok(None);
        }
        let currency = self.currency.map(|currency| currency.get());
        let entry = units::parse_for(&text, self.unit, currency.as_deref(), false)?;
        if let Some(input) = self.input {
            return input.understand(&text, currency.as_deref().unwrap_or_default()).map(|typed| typed.value);
        }
        match (entry.value, self.range) {
            (value, (low, _)) if value < low => Err(format!("Expected at least {}", units::show(low, self.unit))),
            (value, (_, high)) if value > high => Err(format!("Expected at most {}", units::show(high, self.unit))),
            (value, _) => Ok(Some(value)),
        }
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
        match units::parse(&text, self.unit) {
            Ok(entry) if entry.echo != text.trim() => {
                let currency = self.currency.map_or_else(String::new, |currency| currency.get() + " ");
                format!("= {currency}{}", entry.echo)
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
) -> View {
    let store = use_store();
    let ids = FieldIds::of(&id);
    let state = move || if answer.error().is_some() { "error" } else { "set" };
    view! {
        <Frame
            ids=ids.clone()
            testid=format!("answer-{id}")
            label
            state=Signal::derive(state)
            error=Signal::derive(move || answer.error())
            source=Signal::stored(String::new())
            echo=Signal::derive(move || answer.echo())
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
                on:blur=move |_| store.seal()
                on:input=move |event| {
                    answer.text.set(text_of(&event));
                    answer.demand();
                    answer.typed.set(true);
                    if let Some(typed) = on_typed {
                        typed.run(());
                    }
                }
            />
        </Frame>
    }
}
