//! The least change to today's option that meets the targets: what every larger change must beat.

use crate::state::rival::Said;
use crate::state::use_store;
use crate::ui::focus_soon;
use geode_core::report::rival::Offer;
use leptos::prelude::*;

/// A line under what would change the verdict, and a button that takes it; gone as soon as the scenario is another one.
#[component]
pub fn Rival() -> impl IntoView {
    let rival = use_store().rival();
    let line = |said: Said| {
        view! {
            <div class="turns no-print">
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
