//! What must a number be so that an option pays, meets the targets, beats another one, is the best? A dialog.

use crate::inputs::{Number, open_while_asked, use_solving};
use crate::state::jobs::{Standing, Watch};
use crate::state::use_store;
use crate::ui::{Choice, Dialog};
use geode_core::planning::Solving;
use geode_core::planning::solving::{Answer, Ask, Condition};
use geode_core::report::written::unbroken;
use geode_core::report::{solved, turns};
use geode_core::scenario::{Scenario, inputs};
use leptos::prelude::*;
use std::sync::Arc;

/// The dialog; it opens for whichever number asks.
#[component]
pub fn SolveDialog() -> impl IntoView {
    let asked = use_solving().0;
    let open = open_while_asked(asked);
    view! {
        <Dialog id="solve" title="What must it be so that \u{2026}?" open has_cross=true>
            {move || asked.get().map(|pointer| view! { <Question pointer open /> })}
        </Dialog>
    }
}

/// What stands for the answer of a scenario that is too large.
const TOO_LARGE: &str = "This scenario is too large to look for it on the page; the command geode solve does.";

/// A condition, as the choices name it.
fn word_of(condition: Condition) -> String {
    match condition {
        Condition::Pays => "pays".into(),
        Condition::MeetsTargets => "targets".into(),
        Condition::IsBest => "best".into(),
        Condition::RolloutPays => "rollout".into(),
        Condition::Beats(other) => format!("beats {other}"),
    }
}

/// What can be asked of an option.
fn conditions(scenario: &Scenario, option: usize) -> impl Iterator<Item = Condition> {
    let rollout = (!scenario.rollout.is_empty()).then_some(Condition::RolloutPays);
    let others = (0..scenario.options.len()).filter(move |other| *other != option);
    let own = [Condition::Pays, Condition::MeetsTargets, Condition::IsBest];
    own.into_iter().chain(rollout).chain(others.map(Condition::Beats))
}

#[component]
fn Question(pointer: Arc<str>, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let Some(number) = Number::of(store, &pointer) else { return ().into_any() };
    let scenario = store.scenario_untracked();
    let name = turns::named(&scenario, &pointer).unwrap_or_default();
    let first = scenario.options.iter().rposition(|option| option.id != scenario.baseline).unwrap_or(0);
    let likely = if pointer.starts_with("/rollout/") { Condition::RolloutPays } else { Condition::Pays };
    let (option, condition) = (RwSignal::new(first), RwSignal::new(likely));
    let options: Vec<(String, String)> =
        scenario.options.iter().enumerate().map(|(at, option)| (at.to_string(), option.name.clone())).collect();
    let choices = Signal::derive(move || {
        let scenario = store.scenario();
        let choice = |condition| (word_of(condition), solved::condition(&scenario, condition));
        conditions(&scenario, option.get()).map(choice).collect::<Vec<_>>()
    });
    let set_option = move |id: String| {
        if let Ok(at) = id.parse() {
            option.set(at);
        }
    };
    let set_condition = move |word: String| {
        let scenario = store.scenario_untracked();
        if let Some(new) = conditions(&scenario, option.get_untracked()).find(|one| word_of(*one) == word) {
            condition.set(new);
        }
    };
    let of_ask = pointer.clone();
    let ask = Memo::new(move |_| {
        let (input, place) = inputs::find(&store.scenario_untracked(), &of_ask)?;
        let row = inputs::LIST.iter().position(|row| row.path == input.path)?;
        Some(Ask { asked: (row as u16, place), option: option.get(), condition: condition.get() })
    });
    let (option, condition) =
        (Signal::derive(move || option.get().to_string()), Signal::derive(move || word_of(condition.get())));
    view! {
        <div class="dialog__body">
            <p>{format!("What must {name} be so that")}</p>
            <Choice id="solve-option" label="this option" wide=true choices=Signal::stored(options) value=option on_change=set_option />
            <Choice id="solve-condition" label="does this" wide=true choices value=condition on_change=set_condition />
            <Found pointer number ask open />
        </div>
        <div class="dialog__foot">
            <button type="button" class="button" on:click=move |_| open.set(false)>"Close"</button>
        </div>
    }
    .into_any()
}

/// The answer in words, and a button for each value that it names.
#[component]
fn Found(pointer: Arc<str>, number: Number, ask: Memo<Option<Ask>>, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let watch = Watch::of::<Solving>();
    on_cleanup(move || watch.leave());
    let found = RwSignal::new(None::<Option<Answer>>);
    let is_too_large = Memo::new(move |_| store.is_beyond_solving());
    Effect::new(move || {
        found.set(None);
        match ask.get() {
            _ if is_too_large.get() => watch.leave(),
            Some(ask) => watch.ask::<Solving>(&ask, store.asked(), move |answer| found.set(Some(answer))),
            None => found.set(Some(None)),
        }
    });
    let sentence = move |answer: &Answer| {
        let Ask { option, condition, .. } = ask.get_untracked()?;
        solved::sentence(&store.scenario_untracked(), &pointer, option, condition, answer)
    };
    let words = move || match (watch.standing.get(), found.get()) {
        _ if is_too_large.get() => TOO_LARGE.into(),
        (Standing::Failed(why), _) => format!("Not found: {why}."),
        (_, None) if watch.is_long.get() => "computing\u{2026}".into(),
        (_, None) => String::new(),
        (_, Some(None)) => "No figure follows from this number.".into(),
        (_, Some(Some(answer))) => sentence(&answer).map_or_else(String::new, |sentence| unbroken(&sentence)),
    };
    let input = number.input;
    let offers = move || found.get().flatten().map_or_else(Vec::new, |answer| answer.offers(input));
    let take = move |value: f64| {
        let (number, label) = (number.clone(), format!("Use {}", number.input.text_of(value)));
        let use_it = move |_| {
            number.spread(&number.input.exactly(Some(value), None));
            open.set(false);
        };
        view! {
            <button type="button" class="button button--small" data-testid="solve-take" data-figure="solve" data-value=value.to_string() on:click=use_it>
                {label}
            </button>
        }
    };
    view! {
        <p class="solve__answer" role="status" data-testid="solve-answer">{words}</p>
        <div class="row">{move || offers().into_iter().map(take.clone()).collect_view()}</div>
    }
}
