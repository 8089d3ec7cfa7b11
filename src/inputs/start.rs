//! "Start with my system": five questions, one undoable step, and a verdict stands.

mod answers;
mod questions;

use crate::state::use_store;
use crate::ui::{Dialog, focus_soon, use_drawer};
use answers::{Form, NOBODY};
use geode_core::planning;
use geode_core::quantity::format;
use geode_core::scenario::restore::Restored;
use geode_core::scenario::start::Answers;
use leptos::prelude::*;
use questions::{Money, Reliability, Targets, Today, Users};

/// The dialog that asks.
#[component]
pub fn Start(
    /// Whether it stands open.
    asking: RwSignal<bool>,
) -> impl IntoView {
    let store = use_store();
    // Answers that were being given when the dialog was closed are there when it is opened again.
    let form = Form::new(&store.scenario_untracked().currency);
    view! {
        <Dialog id="start" title="Start with my system" open=asking is_wide=true has_cross=true>
            <Show when=move || asking.get()><Questions asking form /></Show>
        </Dialog>
    }
}

/// The questions, and what is done with the answers.
#[component]
fn Questions(asking: RwSignal<bool>, form: Form) -> impl IntoView {
    let (store, drawer) = (use_store(), use_drawer());
    form.follow_currency(&store.scenario_untracked().currency);
    let missing = RwSignal::new(false);
    let too_little = RwSignal::new(String::new());
    // Said until the amounts are others.
    Effect::new(move || {
        form.amounts();
        too_little.set(String::new());
    });
    let start = move |answers: Answers| match planning::started(&answers) {
        Ok(scenario) => {
            let text = "Your system is set up. What was assumed is marked “default” in the inputs.";
            store.open_and_say(text, Restored { scenario, repairs: Vec::new() });
            asking.set(false);
            // The verdict is what was asked for: it comes into view, on small screens from behind the drawer.
            drawer.close();
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        Err(least) => {
            let least = format::money_all(least, &answers.currency);
            too_little.set(format!("The bill is too small: transfer, people and the edge alone cost {least} a month."));
            focus_soon("#start-cost".into());
        }
    };
    let finish = move |_| match form.answers() {
        Some(answers) => start(answers),
        None => {
            form.demand();
            missing.set(true);
            match form.has_users() {
                true => show_first_error(),
                false => focus_soon("dialog[open] input[id^=start-users-]".into()),
            }
        }
    };
    view! {
        <div class="dialog__body">
            <ol class="start__questions">
                <Today form />
                <Users form />
                <Money form />
                <Targets form />
                <Reliability form />
            </ol>
        </div>
        <div class="dialog__foot">
            <p class="grow small muted" role="status">
                {move || match (missing.get() && form.answers().is_none(), form.has_users()) {
                    (false, _) if !too_little.with(String::is_empty) => too_little.get(),
                    (false, _) => "Everything can be changed later.".into(),
                    (true, true) => "Something is missing or does not fit; the message stands beside the field.".into(),
                    (true, false) => NOBODY.into(),
                }}
            </p>
            <button type="button" class="button" on:click=move |_| asking.set(false)>"Cancel"</button>
            <button type="button" class="button button--primary" data-testid="start-finish" on:click=finish>"Show the verdict"</button>
        </div>
    }
}

/// Goes to the first field that is wrong, unfolding what it stands in, once it is marked.
fn show_first_error() {
    const WRONG: &str = "dialog[open] [aria-invalid=true]";
    request_animation_frame(|| {
        let field = document().query_selector(WRONG).ok().flatten();
        if let Some(fold) = field.and_then(|field| field.closest("details").ok().flatten()) {
            let _ = fold.set_attribute("open", "");
        }
        focus_soon(WRONG.into());
    });
}
