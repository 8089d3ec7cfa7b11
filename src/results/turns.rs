//! What would change the verdict, under it: each goes to the field of its input.

use crate::inputs::field_opener;
use crate::state::jobs::Standing;
use crate::state::turns::{LeftOut, Turns};
use crate::state::use_store;
use geode_core::report::turns::TurnWords;
use geode_core::report::written::unbroken;
use leptos::prelude::*;

/// The three nearest values at which another option would win. While others are looked for, those of before stay, marked;
/// where another one wins by now, only their room does.
#[component]
pub fn WhatWouldChange() -> impl IntoView {
    let store = use_store();
    let turns = store.turns();
    let last = Memo::new(move |before: Option<&Option<Turns>>| turns.get().or_else(|| before.cloned().flatten()));
    let is_pending = Memo::new(move |_| turns.with(Option::is_none));
    let is_of_another = move || last.with(|last| last.as_ref().is_some_and(|last| last.answer != store.answered()));
    let standing = store.turning.standing;
    let said = move || match standing.get() {
        _ if !is_pending.get() => None,
        Standing::Failed(why) => Some(format!("not computed: {why}")),
        Standing::Cancelled => Some("not computed".into()),
        Standing::Idle | Standing::Running => store.turning.is_long.get().then(|| "computing\u{2026}".to_owned()),
    };
    view! {
        <div class="turns" data-testid="turns" data-pending=move || is_pending.get().then_some("")>
            <p class="turns__head" id="turns-title">
                "What would change this answer "
                <span class="turns__state" data-testid="turns-state">{said}</span>
            </p>
            <ul class="turns__list" aria-labelledby="turns-title" data-other=move || is_of_another().then_some("")>
                {move || last.get().map(list)}
            </ul>
        </div>
    }
}

fn list(turns: Turns) -> AnyView {
    let Turns { words, left_out, .. } = turns;
    let none = words.is_empty().then(|| {
        let text = match left_out {
            LeftOut::All => "Not looked for: one input alone would take too long in a scenario of this size.",
            LeftOut::Some => "No single number outside the tables of round trips.",
            LeftOut::Nothing => "No single number, whatever its value.",
        };
        view! { <li>{text}</li> }
    });
    let note = (left_out == LeftOut::Some && none.is_none()).then(|| {
        view! { <li class="muted">"Tables of round trips were not looked at: that would take too long here."</li> }
    });
    view! { {words.into_iter().map(line).collect_view()} {none} {note} }.into_any()
}

fn line(words: TurnWords) -> AnyView {
    let open = field_opener(use_store());
    let figure = format!("flip_points{}", words.pointer);
    view! {
        <li data-figure=figure data-value=words.flips_at.to_string()>
            {unbroken(&words.result)}
            <button type="button" class="turns__input" on:click=move |_| open(&words.pointer)>
                {words.input}
            </button>
            " "{unbroken(&words.value)}"."
        </li>
    }
    .into_any()
}
