//! Share: the link on the clipboard, or what to do where that is not possible.

use super::export::save_scenario;
use crate::files;
use crate::state::{self, Store, use_store};
use crate::ui::{Dialog, Icon};
use geode_core::quantity::format::{Digits, count};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{FocusEvent, HtmlInputElement};

/// What the dialog says.
#[derive(Clone, PartialEq)]
enum Instead {
    /// The browser does not let the page copy: this text is to be copied by hand.
    ByHand(String),
    /// There is no link, for this reason.
    AsFile(String),
}

/// The button and its dialog.
#[component]
pub(super) fn Share() -> impl IntoView {
    let store = use_store();
    let instead = RwSignal::new(None::<Instead>);
    view! {
        <button class="button button--quiet" type="button" title="Copy a link that opens to exactly this" data-testid="share"
            on:click=move |_| share(store, instead)
        >
            <Icon name="share" />
            <span class="button__label">"Share"</span>
        </button>
        <InsteadDialog instead />
    }
}

fn share(store: Store, instead: RwSignal<Option<Instead>>) {
    state::with_link(store, move |link| match link {
        Ok(link) => spawn_local(async move {
            let length = count(link.chars().count() as f64, Digits::All);
            if files::copy(&link).await {
                store.say(format!("Link copied: {length} characters, the whole scenario is in it."));
            } else {
                instead.set(Some(Instead::ByHand(link)));
            }
        }),
        Err(error) => instead.set(Some(Instead::AsFile(error))),
    });
}

/// Opens whenever there is something to say.
#[component]
fn InsteadDialog(instead: RwSignal<Option<Instead>>) -> impl IntoView {
    let store = use_store();
    let open = RwSignal::new(false);
    Effect::new(move || {
        if instead.with(Option::is_some) {
            open.set(true);
        }
    });
    let is_file = move || instead.with(|instead| matches!(instead, Some(Instead::AsFile(_))));
    view! {
        <Dialog id="share" title="Share this scenario" open>
            <div class="dialog__body">{move || instead.get().map(words)}</div>
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| open.set(false)>"Close"</button>
                <Show when=is_file>
                    <button class="button button--primary" type="button" data-testid="share-file"
                        on:click=move |_| {
                            save_scenario(store);
                            open.set(false);
                        }
                    >
                        "Save the scenario as a file"
                    </button>
                </Show>
            </div>
        </Dialog>
    }
}

fn select(event: FocusEvent) {
    event_target::<HtmlInputElement>(&event).select();
}

fn words(instead: Instead) -> AnyView {
    match instead {
        Instead::ByHand(link) => view! {
            <p>{format!("This browser does not let the page copy. Here is the link, {} characters; copy it by hand.",
                count(link.chars().count() as f64, Digits::All))}</p>
            <input class="input" type="text" readonly=true autofocus=true aria-label="Link to this scenario" value=link
                data-testid="share-link" on:focus=select />
        }
        .into_any(),
        Instead::AsFile(reason) => view! {
            <p>{format!("There is no link this time: {reason}.")}</p>
            <p>"A file holds all of it. Whoever gets it opens it here with Open, or drops it on the page."</p>
        }
        .into_any(),
    }
}
