//! The answer, by one named method, and what would change it.

use crate::dom::prelude::*;
use crate::state::use_store;
use geode_core::report::verdict::FlipPoint;
use geode_core::report::{Evaluation, assumed, written};

/// The verdict block.
#[component]
pub fn Verdict() -> View {
    let store = use_store();
    let evaluation = store.evaluation();
    let read = move |pick: fn(&Evaluation) -> String| Memo::new(move || evaluation.with(|e| pick(e)));
    let kind = read(|e| e.verdict.kind.id().to_owned());
    let words = read(|e| e.verdict.kind.words().to_owned());
    let method = read(|e| e.verdict.method.words().to_owned());
    let answer = read(|e| e.verdict.answer.clone());
    let reasons = read(|e| written::unbroken(&e.verdict.reasons));
    let assumed = store.part(assumed::untouched);
    let is_stale = move || store.drafts.count() > 0;
    view! {
        <section
            class="verdict"
            aria-labelledby="verdict-answer"
            data-testid="verdict"
            data-kind=move || kind.get()
            data-stale=move || is_stale().then_some("")
        >
            <p class="verdict__head">
                <span class="tag tag--strong">{move || words.get()}</span>
                <span data-testid="verdict-method">{move || method.get()}</span>
                <Show when=is_stale>
                    <span class="tag" data-state="close" data-testid="verdict-stale">
                        <svg class="icon" aria-hidden="true">
                            <use href="#icon-warning" />
                        </svg>
                        "last good results: a field holds no valid number"
                    </span>
                </Show>
            </p>
            <h2 class="verdict__answer" id="verdict-answer" aria-live="polite">
                {move || answer.get()}
            </h2>
            <p class="verdict__sentence">{move || reasons.get()}</p>
            {move || assumed.get().map(|said| view! { <p class="small muted" data-testid="assumed">{said}</p> })}
            <Flips />
        </section>
    }
}

/// What would change the answer; nothing where nothing is known.
#[component]
fn Flips() -> View {
    let evaluation = use_store().evaluation();
    let flips = Memo::new(move || evaluation.with(|e| e.verdict.flip_points.iter().map(|f| Flip::of(e, f)).collect()));
    let has_any = move || flips.with(|flips: &Vec<Flip>| !flips.is_empty());
    view! {
        <Show when=has_any>
            <div class="flips" data-testid="flips">
                <h3 class="flips__title">"What would change this answer"</h3>
                <ul class="flips__list">{move || flips.get().into_iter().map(Flip::view).collect_view()}</ul>
            </div>
        </Show>
    }
}

/// A flip point in words.
#[derive(Clone, PartialEq)]
struct Flip {
    what: String,
    today: String,
    flips_at: String,
    then: String,
}

impl Flip {
    fn of(evaluation: &Evaluation, flip: &FlipPoint) -> Flip {
        let scenario = &evaluation.scenario;
        let value = |value| written::input_value(scenario, &flip.input, value);
        let name = scenario.options.iter().find(|option| option.id == flip.to).map(|option| option.name.clone());
        Flip {
            what: written::input_name(scenario, &flip.input).unwrap_or_else(|| flip.input.clone()),
            today: value(flip.today),
            flips_at: value(flip.flips_at),
            then: format!("then {}", name.as_deref().unwrap_or(&flip.to)),
        }
    }

    fn view(self) -> View {
        view! {
            <li class="flip">
                <span class="flip__what">{self.what}</span>
                <span class="flip__move">
                    {self.today} <svg class="icon" aria-hidden="true">
                        <use href="#icon-arrow" />
                    </svg> <span class="visually-hidden">"to"</span> {self.flips_at}
                </span>
                <span class="flip__then">{self.then}</span>
            </li>
        }
    }
}
