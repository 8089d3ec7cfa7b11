//! What must a number be so that an option pays, meets the targets, beats another one, is the best? A dialog.

use crate::inputs::{Number, open_while_asked, use_solving};
use crate::state::jobs::{Standing, Watch};
use crate::state::use_store;
use crate::ui::{Choice, Dialog};
use geode_core::planning::Solving;
use geode_core::planning::solving::{Answer, Ask, Condition};
use geode_core::report::written::unbroken;
use geode_core::report::{solved, turns};
use geode_core::scenario::inputs;
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

/// The option and the condition, as the choices name them.
fn condition_of(id: &str) -> Condition {
    match id.split_once(' ') {
        Some(("beats", other)) => Condition::Beats(other.parse().unwrap_or_default()),
        _ if id == "targets" => Condition::MeetsTargets,
        _ if id == "best" => Condition::IsBest,
        _ if id == "rollout" => Condition::RolloutPays,
        _ => Condition::Pays,
    }
}

#[component]
fn Question(pointer: Arc<str>, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let Some(number) = Number::of(store, &pointer) else { return ().into_any() };
    let scenario = store.scenario_untracked();
    let name = turns::named(&scenario, &pointer).unwrap_or_default();
    let first = scenario.options.iter().rposition(|option| option.id != scenario.baseline).unwrap_or(0);
    let likely = if pointer.starts_with("/rollout/") { "rollout" } else { "pays" };
    let (option, condition) = (RwSignal::new(first.to_string()), RwSignal::new(likely.to_owned()));
    let numbered =
        |(at, option): (usize, &geode_core::scenario::model::PlanOption)| (at.to_string(), option.name.clone());
    let options: Vec<(String, String)> = scenario.options.iter().enumerate().map(numbered).collect();
    let others = options.clone();
    let conditions = Signal::derive(move || {
        let scenario = store.scenario();
        let beaten =
            others.iter().filter(|(at, _)| option.with(|option| option != at)).map(|(at, _)| format!("beats {at}"));
        let rollout = (!scenario.rollout.is_empty()).then_some("rollout");
        let all = ["pays", "targets", "best"].into_iter().chain(rollout).map(str::to_owned).chain(beaten);
        all.map(|id| (id.clone(), solved::condition(&scenario, condition_of(&id)))).collect::<Vec<_>>()
    });
    let watch = Watch::of::<Solving>();
    on_cleanup(move || watch.leave());
    let found = RwSignal::new(None::<Option<Answer>>);
    let at = untrack(|| option.get()).parse::<usize>().unwrap_or(0);
    let asked = {
        let pointer = pointer.clone();
        move || {
            let scenario = store.scenario_untracked();
            let (input, place) = inputs::find(&scenario, &pointer)?;
            let row = inputs::LIST.iter().position(|row| row.path == input.path)?;
            let option = option.get().parse().unwrap_or(at);
            Some(Ask { asked: (row as u16, place), option, condition: condition_of(&condition.get()) })
        }
    };
    let ask = Memo::new(move |_| asked());
    Effect::new(move || {
        found.set(None);
        match ask.get() {
            Some(ask) => watch.ask::<Solving>(&ask, store.text(), move |answer| found.set(Some(answer))),
            None => found.set(Some(None)),
        }
    });
    let of_words = pointer.clone();
    let words = move || match (watch.standing.get(), found.get()) {
        (Standing::Failed(why), _) => format!("Not found: {why}."),
        (_, None) => {
            if watch.is_long.get() {
                "computing\u{2026}".into()
            } else {
                String::new()
            }
        }
        (_, Some(None)) => "No figure follows from this number.".into(),
        (_, Some(Some(answer))) => {
            let ask = ask.get_untracked();
            ask.and_then(|ask| {
                solved::sentence(&store.scenario_untracked(), &of_words, ask.option, ask.condition, &answer)
            })
            .map_or_else(String::new, |sentence| unbroken(&sentence))
        }
    };
    let crossings = move || found.get().flatten().map_or_else(Vec::new, |answer| answer.crossings);
    let take = {
        let number = number.clone();
        move |value: f64| {
            let number = number.clone();
            view! {
                <button
                    type="button"
                    class="button button--small"
                    data-testid="solve-take"
                    data-figure="solve"
                    data-value=value.to_string()
                    on:click=move |_| {
                        number.spread(&number.input.exactly(Some(value), None));
                        open.set(false);
                    }
                >
                    {format!("Use {}", number.input.glance_of(value))}
                </button>
            }
        }
    };
    view! {
        <div class="dialog__body">
            <p>{format!("What must {name} be so that")}</p>
            <Choice id="solve-option" label="this option" wide=true choices=Signal::stored(options) value=option on_change=move |id| option.set(id) />
            <Choice id="solve-condition" label="does this" wide=true choices=conditions value=condition on_change=move |id| condition.set(id) />
            <p class="solve__answer" role="status" data-testid="solve-answer">{words}</p>
            <div class="row">{move || crossings().into_iter().map(|(value, _)| take(value)).collect_view()}</div>
        </div>
        <div class="dialog__foot">
            <button type="button" class="button" on:click=move |_| open.set(false)>"Close"</button>
        </div>
    }
    .into_any()
}
