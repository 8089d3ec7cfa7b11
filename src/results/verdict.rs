//! The answer, by one named method.

use super::rival::{FirstLook, Rival};
use super::turns::WhatWouldChange;
use crate::state::use_store;
use crate::ui::Icon;
use geode_core::report::{Evaluation, assumed, written};
use leptos::prelude::*;

/// The verdict block.
#[component]
pub fn Verdict() -> impl IntoView {
    let store = use_store();
    let evaluation = store.evaluation();
    let read = move |pick: fn(&Evaluation) -> String| Memo::new(move |_| evaluation.with(|e| pick(e)));
    let kind = read(|e| e.verdict.kind.id().to_owned());
    let words = read(|e| e.verdict.kind.words().to_owned());
    let answer = read(|e| written::unbroken(&e.verdict.answer));
    let reasons = read(|e| written::unbroken(&e.verdict.reasons));
    let assumed = store.part(assumed::untouched);
    let fresh = store.is_fresh();
    let has_drafts = move || store.drafts.count() > 0;
    let is_stale = move || has_drafts() || !fresh.get();
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
                <span data-testid="verdict-method">"by the engineering estimate"</span>
                <Show when=move || !fresh.get()>
                    <span class="tag" data-state="close" data-testid="verdict-computing">
                        "computing\u{2026}: as it was before the last change"
                    </span>
                </Show>
                <Show when=has_drafts>
                    <span class="tag" data-state="close" data-testid="verdict-stale">
                        <Icon name="warning" />
                        "last good results: a field waits for a valid value"
                    </span>
                </Show>
            </p>
            <h2 class="verdict__answer" id="verdict-answer">
                {move || answer.get()}
            </h2>
            <FirstLook />
            <p class="verdict__sentence">{move || reasons.get()}</p>
            <WhatWouldChange />
            <Rival />
            {move || assumed.get().map(|said| view! { <p class="small muted" data-testid="assumed">{said}</p> })}
        </section>
    }
}
