//! The gallery: scenarios to start from, each with what it shows.

use crate::state::{Store, use_store};
use crate::ui::Dialog;
use geode_core::scenario::presets::{LIST, Preset};
use leptos::prelude::*;

/// Opens as a dialog when asked for.
#[component]
pub(super) fn Gallery(
    /// Whether it stands open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let store = use_store();
    let presets = move || LIST.iter().map(|preset| entry(store, open, preset)).collect_view();
    view! {
        <Dialog id="gallery" title="Examples" open is_wide=true has_cross=true>
            <Show when=move || open.get()>
                <div class="dialog__body">
                    <p class="small muted">
                        "Whole scenarios to look at and to change. Users, loads, latencies and money in them are illustrative, and noted so. \
                         What you have now is kept."
                    </p>
                    <ul class="kept" aria-label="Examples">{presets}</ul>
                </div>
                <div class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
                </div>
            </Show>
        </Dialog>
    }
}

fn entry(store: Store, open: RwSignal<bool>, preset: &'static Preset) -> impl IntoView {
    let choose = move |_| {
        open.set(false);
        store.open_preset(preset);
        // What it shows is the verdict first of all.
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    view! {
        <li class="kept__entry" data-testid=format!("preset-{}", preset.id)>
            <div class="kept__text">
                <p class="kept__name">{preset.name}</p>
                <p class="small muted">{preset.about}</p>
            </div>
            <button class="button button--small" type="button" aria-label=format!("Open {}", preset.name) on:click=choose>"Open"</button>
        </li>
    }
}
