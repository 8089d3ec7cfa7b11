//! A table of users that is pasted.

use super::Picked;
use super::names::code_of;
use geode_core::catalogue::Catalogue;
use geode_core::scenario::users_table::{self, UsersTable};
use leptos::prelude::*;

#[component]
pub(super) fn Pasted(picked: Picked, known: &'static Catalogue) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read = RwSignal::new(UsersTable::default());
    let take = move |_| {
        let table = text.with_untracked(|text| users_table::read_named(text, known, &|name| code_of(known, name)));
        if !table.users.is_empty() {
            // Rows keep what is typed in them: those of before go first.
            picked.users.set(Vec::new());
            let users = table.users.clone();
            request_animation_frame(move || picked.users.set(users));
        }
        read.set(table);
    };
    let choose = move |at: usize, code: String| {
        read.update(|table| {
            if at < table.asked.len() {
                let (_, _, users) = table.asked.remove(at);
                picked.users.update(|all| match all.iter_mut().find(|(one, _)| *one == code) {
                    Some((_, sum)) => *sum += users,
                    None => all.push((code, users)),
                });
            }
        });
    };
    let questions = move || {
        let asked = read.with(|table| table.asked.clone());
        asked
            .into_iter()
            .enumerate()
            .map(|(at, (name, codes, _))| question(known, at, &name, codes, choose))
            .collect_view()
    };
    let said = move || {
        let lines = read.with(UsersTable::said);
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <div class="stack">
            <textarea
                class="input places__table" rows="5" spellcheck="false" aria-label="Table of users: a country and a number a line"
                placeholder="Germany\t1,200" data-testid="places-table"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <button type="button" class="button button--small" data-testid="places-read" on:click=take>"Take these users"</button>
            {questions}
            <ul class="small" aria-live="polite" data-testid="places-remarks">{said}</ul>
        </div>
    }
}

fn question(
    known: &'static Catalogue,
    at: usize,
    name: &str,
    codes: Vec<String>,
    choose: impl Fn(usize, String) + Copy + Send + 'static,
) -> AnyView {
    let choice = move |code: String| {
        let name = known.country(&code).map_or_else(String::new, |country| country.name.clone());
        view! { <button type="button" class="button button--small" on:click=move |_| choose(at, code.clone())>{name}</button> }
    };
    view! {
        <div class="row" role="group" aria-label=format!("Which country is {name}?")>
            <span>{format!("“{name}” is")}</span>
            {codes.into_iter().map(choice).collect_view()}
        </div>
    }
    .into_any()
}
