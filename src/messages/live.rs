//! What is not quite right with the scenario as it is being typed. Stays in view and moves nothing.

use super::banners::{list_of, told};
use crate::state::jobs::{Standing, Watch};
use crate::state::{Store, use_store};
use crate::ui::{Banner, action, use_drawer};
use geode_core::scenario::restore::Repair;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Below the results, at the bottom edge of the window.
#[component]
pub fn LiveBanners() -> impl IntoView {
    let store = use_store();
    let repairs = store.repairs();
    let drafts = Memo::new(move |_| store.drafts.count());
    view! {
        <div class="notices notices--live" role="status" data-testid="live-banners">
            <Computing watch=store.evaluating what="The figures" before="they are those of before the last change" />
            <Computing watch=store.simulating what="The simulated years" before="all other figures are there" />
            {move || store.is_outdated.get().then(outdated_banner)}
            {move || Some(drafts.get()).filter(|count| *count > 0).map(stale_banner)}
            {move || Some(repairs.get()).filter(|repairs| !repairs.is_empty()).map(|repairs| view! {
                <Banner kind="repairs" icon="warning" testid="live-repairs" actions=|| ()>
                    {live_words(store, repairs)}
                </Banner>
            })}
        </div>
    }
}

/// What is computed beside the page: how far it is, once that takes a while, and what became of it otherwise.
#[component]
pub fn Computing(
    watch: Watch,
    /// What is computed.
    what: &'static str,
    /// What stands on the page meanwhile.
    before: &'static str,
    /// What computes it again, where that is not the store by itself.
    #[prop(optional, into)]
    ask_again: Option<Callback<()>>,
) -> impl IntoView {
    let store = use_store();
    let ask = move || ask_again.map_or_else(|| store.compute_again(watch), |again| again.run(()));
    let again = move || action("Try again", "compute-again", ask);
    let cancel = move || action("Cancel", "compute-cancel", move || watch.cancel());
    let bar = move || {
        let progress = move || watch.progress.get();
        view! {
            <Banner kind="info" icon="info" testid="computing" actions=cancel>
                {format!("{what} are being computed; until then {before}. ")}
                <progress aria-label=what max=move || progress().of.max(1) prop:value=move || progress().done as f64></progress>
            </Banner>
        }
        .into_any()
    };
    move || match watch.standing.get() {
        Standing::Running if watch.is_long.get() => Some(bar()),
        Standing::Idle | Standing::Running => None,
        Standing::Cancelled => Some(not_computed(format!("{what} were not computed; {before}."), again)),
        Standing::Failed(why) => {
            Some(not_computed(format!("{what} could not be computed ({why}); {before}. Nothing is lost."), again))
        }
    }
}

fn not_computed(text: String, again: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    view! { <Banner kind="stale" icon="warning" testid="not-computed" actions=again>{text}</Banner> }.into_any()
}

fn outdated_banner() -> AnyView {
    let reload = || action("Reload", "outdated-reload", || drop(window().location().reload()));
    view! {
        <Banner kind="info" icon="info" testid="outdated" actions=reload>
            "A new version of the planner has taken the place of this one. Your work is saved; until you reload, what takes long is computed between two pictures of the page."
        </Banner>
    }
    .into_any()
}

/// In one line where there is one.
fn live_words(store: Store, repairs: Vec<Repair>) -> AnyView {
    match repairs.as_slice() {
        [one] => view! { "Computed with a repair: "{told(store, one)} }.into_any(),
        _ => view! { <p>"Computed with repairs:"</p>{list_of(store, repairs)} }.into_any(),
    }
}

fn stale_banner(count: usize) -> AnyView {
    let drawer = use_drawer();
    let show = move || {
        drawer.open();
        // After the drawer has opened: what is hidden takes no focus.
        request_animation_frame(focus_first_invalid);
    };
    let fields = if count == 1 {
        "A field holds no valid value.".into()
    } else {
        format!("{count} fields hold no valid value.")
    };
    let actions = move || action("Show it", "stale-show", show);
    view! {
        <Banner kind="stale" icon="warning" testid="stale-banner" actions=actions>
            {fields}" The figures are those of the last good values."
        </Banner>
    }
    .into_any()
}

/// The first field that holds no valid value, with the sections around it opened.
fn focus_first_invalid() {
    let Ok(Some(field)) = document().query_selector("#inputs [aria-invalid=true]") else { return };
    let mut around = field.parent_element();
    while let Some(element) = around {
        if element.tag_name() == "DETAILS" {
            let _ = element.set_attribute("open", "");
        }
        around = element.parent_element();
    }
    if let Some(field) = field.dyn_ref::<HtmlElement>() {
        let _ = field.focus();
    }
}
