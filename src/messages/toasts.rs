//! The status line: what just happened, announced politely.

use crate::state::{Notice, Store, use_store};
use crate::ui::Icon;
use leptos::prelude::*;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

/// How long a message stands that nobody has to act on, and longer while somebody is at it. Undo stays in the header when it
/// is gone.
const STANDS_MS: f64 = 8_000.0;

/// How long the verdict has stood when it is announced: not for every digit that is typed; and how long the announcement
/// stays, which who reads the page from end to end has read by then.
const SETTLES_MS: f64 = 1_000.0;
const ANNOUNCED_MS: f64 = 10_000.0;

/// The verdict, for who does not see that it changes.
#[component]
pub fn Announced() -> impl IntoView {
    let evaluation = use_store().evaluation();
    let sentence = Memo::new(move |_| evaluation.with(|e| e.verdict.sentence.clone()));
    let announced = RwSignal::new(String::new());
    let leaves = use_timeout_fn(move |()| announced.set(String::new()), ANNOUNCED_MS);
    let announce = move |sentence: String| {
        announced.set(sentence);
        (leaves.start)(());
    };
    let settles = use_timeout_fn(announce, SETTLES_MS);
    Effect::new(move |before: Option<()>| {
        let now = sentence.get();
        // What the page opens with is no news.
        if before.is_some() {
            (settles.start)(now);
        }
    });
    view! { <p class="visually-hidden" role="status" data-testid="announced">{move || announced.get()}</p> }
}

/// The status line.
#[component]
pub fn Toasts() -> impl IntoView {
    let store = use_store();
    let notice = store.notice();
    let again = Trigger::new();
    let leave = move |()| match document().query_selector(".toasts:is(:hover, :focus-within)") {
        Ok(Some(_)) => again.notify(),
        _ => notice.set(None),
    };
    let UseTimeoutFnReturn { start, stop, .. } = use_timeout_fn(leave, STANDS_MS);
    Effect::new(move || {
        again.track();
        match notice.with(|notice| notice.as_ref().is_some_and(|notice| !notice.is_error)) {
            true => start(()),
            false => stop(),
        }
    });
    view! { <div class="toasts" role="status" data-testid="toasts">{move || notice.get().map(|n| toast(store, n))}</div> }
}

fn toast(store: Store, notice: Notice) -> AnyView {
    let close = move |_| store.notice().set(None);
    view! {
        <div class="toast" data-kind=notice.is_error.then_some("error")>
            {notice.is_error.then(|| view! { <Icon name="critical" /> })}
            <span>{notice.text}</span>
            {notice.is_undoable.then(|| view! {
                <button class="button button--small" type="button" data-testid="toast-undo" on:click=move |_| store.undo()>
                    "Undo"
                </button>
            })}
            <button class="button button--small button--icon" type="button" aria-label="Close" on:click=close>
                <Icon name="close" />
            </button>
        </div>
    }
    .into_any()
}
