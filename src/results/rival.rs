//! The least change to today's option that meets the targets: what every larger change must beat.

use crate::state::rival::Said;
use crate::state::use_store;
use crate::ui::focus_soon;
use geode_core::report::rival::{self, Offer};
use leptos::prelude::*;

/// The line directly under a verdict to change, so that nobody takes it before having seen what is smaller; its room is there
/// as long as that is looked for.
#[component]
pub fn FirstLook() -> impl IntoView {
    let look = use_store().first_look();
    let line = |look: rival::FirstLook| {
        let (said, has_one) = (look.said, look.change.is_some());
        let go = move |_| focus_soon("#rival".into());
        let link = look.change.map(|change| {
            view! { "First look at: " <button type="button" class="turns__input" on:click=go>{change}</button> "\u{2060}" }
        });
        view! { <p class="verdict__first" class:no-print=!has_one data-testid="first-look">{link}{said}</p> }.into_any()
    };
    move || look.get().map(line)
}

/// A line under what would change the verdict, and a button that takes it; gone as soon as the scenario is another one.
#[component]
pub fn Rival() -> impl IntoView {
    let rival = use_store().rival();
    let line = |said: Said| {
        view! {
            <div class="turns no-print" id="rival" tabindex="-1">
                <p class="turns__head">"Least change that meets the targets"</p>
                <p data-testid="rival">{said.sentence}</p>
                {said.offer.map(offered)}
            </div>
        }
    };
    move || rival.get().map(line)
}

fn offered(offer: Offer) -> AnyView {
    let store = use_store();
    let take = move |_| {
        store.take_rival();
        // The button goes with the line, until that is found anew.
        focus_soon("#results".into());
    };
    let button = offer.button.map(|label| {
        view! {
            <button type="button" class="button button--small" data-testid="rival-take" aria-describedby="rival-also" on:click=take>
                {label}
            </button>
        }
    });
    view! { <p class="row">{button}<span class="small muted" id="rival-also" data-testid="rival-also">{offer.text}</span></p> }.into_any()
}
