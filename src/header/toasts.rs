//! The status line: what just happened, announced politely.

use super::Icon;
use crate::state::{Notice, Store, use_store};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// How long a message stands that nobody has to act on, and longer while somebody is at it. Undo stays in the header when it
/// is gone.
const STANDS_MS: u32 = 8_000;

/// How long the verdict has stood when it is announced: not for every digit that is typed; and how long the announcement
/// stays, which who reads the page from end to end has read by then.
const SETTLES_MS: u32 = 1_000;
const ANNOUNCED_MS: u32 = 10_000;

thread_local! {
    static LEAVING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static SETTLING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// The verdict, for who does not see that it changes.
#[component]
pub fn Announced() -> impl IntoView {
    let evaluation = use_store().evaluation();
    let sentence = Memo::new(move |_| evaluation.with(|e| e.verdict.sentence.clone()));
    let settled = RwSignal::new(String::new());
    let is_changed = Cell::new(false);
    Effect::new(move || {
        let now = sentence.get();
        // What the page opens with is no news.
        if !is_changed.replace(true) {
            return;
        }
        let announce = move || {
            settled.set(now);
            SETTLING.set(Some(Timeout::new(ANNOUNCED_MS, move || settled.set(String::new()))));
        };
        SETTLING.set(Some(Timeout::new(SETTLES_MS, announce)));
    });
    view! { <p class="visually-hidden" role="status" data-testid="announced">{move || settled.get()}</p> }
}

/// The status line.
#[component]
pub fn Toasts() -> impl IntoView {
    let store = use_store();
    let notice = store.notice();
    Effect::new(move || leave_later(store, notice.get().as_ref()));
    view! { <div class="toasts" role="status" data-testid="toasts">{move || notice.get().map(|n| toast(store, n))}</div> }
}

fn leave_later(store: Store, notice: Option<&Notice>) {
    let leaves = notice.filter(|notice| !notice.is_error);
    // Dropping the one before cancels it.
    LEAVING.replace(leaves.map(|_| timeout(store)));
}

fn timeout(store: Store) -> Timeout {
    Timeout::new(STANDS_MS, move || match document().query_selector(".toasts:is(:hover, :focus-within)") {
        Ok(Some(_)) => drop(LEAVING.replace(Some(timeout(store)))),
        _ => store.notice().set(None),
    })
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
