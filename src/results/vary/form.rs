//! What is varied: the input, its range, how it is gone through, and the figure.

use crate::inputs::{Answer, AnswerField};
use crate::state::{Chosen, Store, use_store};
use crate::ui::{Segment, Segmented, while_alive};
use geode_core::engine::figures::{self, Figure};
use geode_core::planning::vary::{LEAST, MOST, Spacing, spaced, suggested};
use geode_core::quantity::{Unit, to_digits};
use geode_core::report::varied;
use geode_core::scenario::inputs::{self, Input};
use leptos::prelude::*;

/// What most people ask about first.
const FIRST_INPUT: &str = inputs::REVENUE_MONTHLY;
const FIRST_FIGURE: &str = figures::NET_MONTHLY_BENEFIT;
/// Values of a range to begin with.
const VALUES: usize = 25;
/// Digits of an end that is suggested.
const DIGITS: usize = 6;

/// What has been chosen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    store: Store,
    pointer: RwSignal<String>,
    input: Memo<Option<&'static str>>,
    from: Answer,
    to: Answer,
    count: Answer,
    spacing: RwSignal<Spacing>,
    figure: RwSignal<&'static str>,
}

impl Form {
    pub fn new(store: Store) -> Form {
        let pointer = RwSignal::new(String::from(FIRST_INPUT));
        let input = Memo::new(move |_| {
            let scenario = store.scenario();
            pointer.with(|pointer| inputs::find(&scenario, pointer)).map(|(input, _)| input.path)
        });
        let row = Signal::derive(move || input.get().and_then(inputs::of_path));
        let end = || Answer::of_any(row).in_currency(store.currency());
        let form = Form {
            store,
            pointer,
            input,
            from: end(),
            to: end(),
            count: Answer::new(VALUES.to_string(), Unit::Count, (LEAST as f64, MOST as f64)),
            spacing: RwSignal::new(Spacing::Even),
            figure: RwSignal::new(FIRST_FIGURE),
        };
        form.choose(FIRST_INPUT);
        form
    }

    /// Follows the scenario: of another value today the range is another one, unless it was typed for this input.
    pub fn follow(self) {
        self.store.scenario();
        untrack(|| match self.input.get() {
            None => self.choose(FIRST_INPUT),
            Some(_) if self.from.is_typed() || self.to.is_typed() => {}
            Some(_) => self.suggest(),
        });
    }

    /// Takes another input.
    fn choose(self, pointer: &str) {
        self.pointer.set(pointer.to_owned());
        self.suggest();
    }

    /// A range to begin with.
    fn suggest(self) {
        let scenario = self.store.scenario_untracked();
        let found = self.pointer.with_untracked(|pointer| inputs::find(&scenario, pointer));
        let Some((input, at)) = found else { return };
        let (from, to) = suggested(input, input.get(&scenario, at));
        let text = |value: f64| input.text_of(to_digits(value, DIGITS));
        let is_another = self.from.suggest(text(from)) | self.to.suggest(text(to));
        if !is_another {
            return;
        }
        // What is missing to an availability is told by its nines; what begins at 0 has no factors.
        match input.unit {
            Unit::Availability if to < 1.0 => self.spacing.set(Spacing::Factors),
            Unit::Availability => self.spacing.set(Spacing::Even),
            _ if from <= 0.0 => self.spacing.set(Spacing::Even),
            _ => {}
        }
    }

    /// What is asked.
    ///
    /// # Errors
    /// Why it cannot be, in a sentence; an empty one where a field says so itself.
    pub fn asked(self) -> Result<Chosen, String> {
        let pointer = self.pointer.get();
        let input = self.input.get().and_then(inputs::of_path).ok_or("The scenario has no such input any more.")?;
        let [from, to] = [self.from, self.to].map(|end| end.value().map_err(|_| String::new()));
        let (Some(from), Some(to)) = (from?, to?) else { return Err("The range needs both ends.".into()) };
        let count = self.count.value().map_err(|_| String::new())?.unwrap_or(0.0);
        if count.fract() != 0.0 {
            return Err("The number of values must be a whole number.".into());
        }
        let spacing = self.spacing.get();
        check(input, (from, to), spacing)?;
        let figure = figures::of_path(self.figure.get()).ok_or_else(String::new)?;
        Ok(Chosen { pointer, values: spaced(input, (from, to), count as usize, spacing), spacing, figure })
    }
}

fn check(input: &Input, (from, to): (f64, f64), spacing: Spacing) -> Result<(), &'static str> {
    match (from < to, spacing) {
        (false, _) => Err("The range must end above its start."),
        (true, Spacing::Factors) if input.unit == Unit::Availability && to >= 1.0 => Err(
            "What is missing to 100% can be gone through by equal factors only where some is: end below 100%, or choose equal steps.",
        ),
        (true, Spacing::Factors) if input.unit != Unit::Availability && from <= 0.0 => {
            Err("Equal factors need a start above 0. Or choose equal steps.")
        }
        _ => Ok(()),
    }
}

/// The fields.
#[component]
pub fn Range(form: Form) -> impl IntoView {
    let is = move |spacing: Spacing| Signal::derive(move || form.spacing.get() == spacing);
    view! {
        <div class="vary__form">
            <Pick id="vary-input" label="Input"><InputChoice form /></Pick>
            <AnswerField id="vary-from" label="From" answer=form.from />
            <AnswerField id="vary-to" label="To" answer=form.to />
            <AnswerField id="vary-count" label="Number of values" answer=form.count />
            <Pick id="vary-figure" label="Figure"><FigureChoice form /></Pick>
            <Segmented label="How the values follow each other">
                <Segment label="Equal steps" testid="vary-even" is_chosen=is(Spacing::Even) on_choose=move |()| form.spacing.set(Spacing::Even) />
                <Segment label="Equal factors" testid="vary-factors" is_chosen=is(Spacing::Factors) on_choose=move |()| form.spacing.set(Spacing::Factors) />
            </Segmented>
        </div>
    }
}

/// A choice with its label.
#[component]
fn Pick(id: &'static str, label: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="field">
            <div class="field__label"><label for=id>{label}</label></div>
            <div class="field__control">{children()}</div>
            <p class="field__line"></p>
        </div>
    }
}

#[component]
fn InputChoice(form: Form) -> impl IntoView {
    let groups = use_store().part(varied::inputs);
    let option = move |(pointer, name): (String, String)| {
        let own = pointer.clone();
        view! { <option value=pointer prop:selected=move || form.pointer.with(|chosen| *chosen == own)>{name}</option> }
    };
    let group = move |(section, inputs): (&'static str, Vec<varied::Choice>)| {
        view! { <optgroup label=section>{inputs.into_iter().map(option).collect_view()}</optgroup> }
    };
    let chosen = while_alive(move |event| form.choose(&event_target_value(&event)));
    view! {
        <select id="vary-input" class="select" data-testid="vary-input" on:change=chosen>
            {move || groups.get().into_iter().map(group).collect_view()}
        </select>
    }
}

#[component]
fn FigureChoice(form: Form) -> impl IntoView {
    let option = move |figure: &'static Figure| {
        let is_chosen = move || form.figure.get() == figure.path;
        view! { <option value=figure.path prop:selected=is_chosen>{varied::name(figure)}</option> }
    };
    let group = move |(method, figures): (&'static str, Vec<&'static Figure>)| {
        view! { <optgroup label=method>{figures.into_iter().map(option).collect_view()}</optgroup> }
    };
    let chosen = while_alive(move |event| {
        if let Some(figure) = figures::of_path(&event_target_value(&event)) {
            form.figure.set(figure.path);
        }
    });
    view! {
        <select id="vary-figure" class="select" data-testid="vary-figure" on:change=chosen>
            {varied::figures().into_iter().map(group).collect_view()}
        </select>
    }
}
