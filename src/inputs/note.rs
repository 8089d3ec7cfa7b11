//! The help of a field: what it is, its range, its default, and where the user's own number comes from.

use super::change::dom_id;
use super::number::Number;
use super::ranging::{use_ranging, use_solving};
use crate::ui::{MAX_LENGTH, while_alive};
use geode_core::quantity::Unit;
use geode_core::scenario::choices::Choice as _;
use geode_core::scenario::inputs::{Input, Section};
use geode_core::scenario::model::{Note, NoteStatus};
use geode_core::text::capital;
use leptos::prelude::*;

/// Help, range, default, and the note on it.
#[component]
pub fn Help(
    /// The number it is about.
    number: Number,
) -> impl IntoView {
    let (pointer, ranging) = (number.pointer.clone(), use_ranging());
    let (of_solving, solving) = (number.pointer.clone(), use_solving());
    let is_uncertain = can_be_range(number.input);
    let assumed = Memo::new({
        let number = number.clone();
        // Marked as a default, but of whoever wrote the note: the list's own stands beside it.
        move |_| match (number.note().map(|note| note.status), number.value()) {
            (Some(NoteStatus::Default), Some(value)) if Some(value) != number.input.default => {
                format!(" {} is assumed here; the source below says why.", number.input.glance_of(value))
            }
            _ => String::new(),
        }
    });
    view! {
        <p>{number.input.help}</p>
        <p>{typed_as(number.input)}</p>
        <p>{range_and_default(number.input)}{move || assumed.get()}</p>
        {is_uncertain.then(|| view! {
            <p>
                "Not sure? Type a range, such as "<code>"low..high"</code>", or "
                <button type="button" class="field__offer" on:click=move |_| ranging.0.set(Some(pointer.clone()))>"draw it\u{2026}"</button>
            </p>
            <p>
                <button type="button" class="field__offer" on:click=move |_| solving.0.set(Some(of_solving.clone()))>"Solve for it\u{2026}"</button>
                ": what must it be so that an option pays, meets the targets, or is the best?"
            </p>
        })}
        <NoteFields number />
    }
}

/// How well the number is known, and from where.
#[component]
fn NoteFields(number: Number) -> impl IntoView {
    let id = dom_id(&number.pointer);
    let (of_status, of_source) = (number.clone(), number.clone());
    let (set_status, set_source, sealed) = (number.clone(), number.clone(), number);
    let status = Memo::new(move |_| of_status.note().map(|note| note.status));
    let source = Memo::new(move |_| of_source.note().map(|note| note.source).unwrap_or_default());
    let option = move |known: NoteStatus| {
        view! { <option value=known.word() prop:selected=move || status.get() == Some(known)>{known.name()}</option> }
    };
    view! {
        <div class="field__note">
            <label for=format!("{id}.status")>"This number is"</label>
            <select
                id=format!("{id}.status")
                class="select"
                on:change=while_alive(move |event| {
                    set_status.annotate(with_status(&event_target_value(&event), source.get_untracked()));
                    set_status.end();
                })
            >
                <option value="" prop:selected=move || status.get().is_none()>"not said"</option>
                {NoteStatus::ALL.iter().copied().map(option).collect_view()}
            </select>
            <label for=format!("{id}.source")>"Source"</label>
            <input
                id=format!("{id}.source")
                class="input"
                maxlength=MAX_LENGTH
                placeholder="invoice, contract, dashboard"
                prop:value=move || source.get()
                on:input=move |event| {
                    let status = status.get_untracked().filter(|s| *s != NoteStatus::Default);
                    set_source.annotate(Some(Note { status: status.unwrap_or(NoteStatus::Assumed), source: event_target_value(&event) }));
                }
                on:blur=while_alive(move |_| sealed.end())
            />
        </div>
    }
}

fn with_status(word: &str, source: String) -> Option<Note> {
    Some(Note { status: NoteStatus::of_word(word)?, source })
}

/// Whether anything follows from it that could be uncertain.
fn can_be_range(input: &Input) -> bool {
    input.section != Section::Simulation && input.unit != Unit::Degrees
}

/// How a number may be written, and what its short forms mean.
fn typed_as(input: &Input) -> String {
    let forms = input.unit.short_forms();
    let forms = if forms.is_empty() { String::new() } else { format!("; {forms}") };
    format!(
        "Write {}{forms}. A comma before exactly three digits marks thousands and a point there decimals; the other reading is offered.",
        input.unit.expected()
    )
}

fn range_and_default(input: &Input) -> String {
    let mut range = capital(&input.range());
    if input.may_be_empty() {
        range = format!("{range}, or empty");
    }
    match input.default_text() {
        Some(default) => format!("{range}. Default {default}: {}.", input.source),
        None => format!("{range}. {}.", capital(input.source)),
    }
}
