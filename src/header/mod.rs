//! What stands around inputs and results: the header, the dock, the last line of a printed report.

mod about;
mod dock;
mod export;
mod focus;
mod gallery;
mod import;
mod kept;
mod keys;
mod name;
mod paper;
mod review;
mod share;
mod theme;

pub use dock::Dock;
pub use export::save_scenario;
pub use kept::{KeptList, use_kept_list};
pub use paper::PrintedFrom;

use crate::state::use_store;
use crate::ui::{AfterPaint, Icon};
use about::AboutDialog;
use export::ExportMenu;
use gallery::Gallery;
use import::{DropTarget, OpenMenu};
use kept::KeptDialog;
use leptos::prelude::*;
use name::ScenarioName;
use review::ReviewDialog;
use share::Share;
use theme::ThemeMenu;

/// Name of the scenario, undo and redo, share, export, open, theme.
#[component]
pub fn Header() -> impl IntoView {
    let store = use_store();
    let gallery = RwSignal::new(false);
    keys::follow(store);
    focus::keep();
    view! {
        <header class="app-header">
            <div class="app-header__brand">
                <svg viewBox="0 0 48 48" aria-hidden="true"><use href="#mark"></use></svg>
                <h1>"Geode Planner"</h1>
            </div>
            <p class="app-header__purpose">"Should we go multi-region, how, where, and when does it pay?"</p>
            <ScenarioName />
            <div class="app-header__actions" role="group" aria-label="Scenario">
                <UndoRedo />
                <Share />
                <ExportMenu />
                <OpenMenu gallery />
                <ThemeMenu />
            </div>
        </header>
        <AfterPaint>
            <KeptDialog />
            <AboutDialog />
            <Gallery open=gallery />
            <ReviewDialog />
            <DropTarget />
        </AfterPaint>
    }
}

/// Takes back and does again, beside the keys for it.
#[component]
fn UndoRedo() -> impl IntoView {
    let store = use_store();
    let depth = store.depth();
    let class = "button button--quiet button--icon";
    view! {
        <button class=class type="button" aria-label="Undo" title="Undo (Ctrl+Z)" data-testid="undo"
            prop:disabled=move || depth.get().0 == 0
            on:click=move |_| store.undo()
        >
            <Icon name="undo" />
        </button>
        <button class=class type="button" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" data-testid="redo"
            prop:disabled=move || depth.get().1 == 0
            on:click=move |_| store.redo()
        >
            <Icon name="redo" />
        </button>
        <span class="visually-hidden" role="status" data-testid="undone">{move || store.travelled().get()}</span>
    }
}
