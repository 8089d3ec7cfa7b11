//! Open: a file, dropped or pasted text, an example, earlier work. Every way can be undone.

use super::kept::use_kept_list;
use crate::files;
use crate::state::{Store, kept, use_store};
use crate::ui::{Item, Menu, listen};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File, HtmlInputElement};

/// Where pasted text belongs to the field under the cursor.
const TAKES_TEXT: &str = "input, textarea, select, [contenteditable]";

/// What can be opened.
#[component]
pub(super) fn OpenMenu(
    /// Whether the gallery stands open.
    gallery: RwSignal<bool>,
) -> impl IntoView {
    let store = use_store();
    let picker = NodeRef::<html::Input>::new();
    let pick = move |()| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    listen_for_paste(store);
    let is_open = RwSignal::new(false);
    let list = use_kept_list();
    // Counted when the menu opens: the storage is no signal.
    let how_many = move || is_open.get().then(|| kept::entries().len().to_string());
    view! {
        <Menu icon="import" label="Open" testid="open" is_open=is_open>
            <Item label="A file\u{2026}" hint="JSON" testid="open-file" act=pick />
            <Item label="The worked example" testid="open-worked-example" act=move |()| store.open_example() />
            <Item label="More examples\u{2026}" testid="open-gallery" act=move |()| gallery.set(true) />
            <button class="menu__item" type="button" data-testid="open-earlier" on:click=move |_| list.0.set(true)>
                "Earlier work and plans\u{2026}"
                <span class="menu__hint" data-testid="earlier-count">{how_many}</span>
            </button>
            <p class="menu__note">"Or drop or paste a scenario or a link anywhere on the page."</p>
        </Menu>
        <input type="file" accept=".json,application/json" hidden=true aria-label="Scenario or evaluation file"
            data-testid="import-file" node_ref=picker
            on:change=move |event| picked(store, &event_target(&event))
        />
    }
}

fn picked(store: Store, picker: &HtmlInputElement) {
    if let Some(file) = picker.files().and_then(|files| files.get(0)) {
        open_file(store, file);
    }
    // So that the same file, mended, can be picked again.
    picker.set_value("");
}

fn open_file(store: Store, file: File) {
    let name = format!("\u{201c}{}\u{201d}", file.name());
    spawn_local(async move {
        match files::read(file).await {
            Ok(bytes) => store.import(&name, &bytes),
            Err(refused) => store.refuse(&name, &refused),
        }
    });
}

fn listen_for_paste(store: Store) {
    listen(window(), ev::paste, move |event| {
        let Some(data) = event.clipboard_data().filter(|_| !is_in_field(&event)) else { return };
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            open_file(store, file);
        } else if let Ok(text) = data.get_data("text/plain")
            && !text.trim().is_empty()
        {
            store.import("What was pasted", text.as_bytes());
        }
    });
}

/// Covers the page while a file or a text is dragged over it.
///
/// By its events and not as a `use_drop_zone`, which takes every drag: texts are also dragged within the page and into
/// its fields.
#[component]
pub(super) fn DropTarget() -> impl IntoView {
    let store = use_store();
    let is_over = RwSignal::new(false);
    let is_own = StoredValue::new(false);
    // What is dragged within the page stays there.
    listen(window(), ev::dragstart, move |_| is_own.set_value(true));
    listen(window(), ev::dragend, move |_| is_own.set_value(false));
    let takes = move |event: &DragEvent| {
        let takes = carries(event, is_own.get_value());
        if takes {
            event.prevent_default();
        }
        takes
    };
    listen(window(), ev::dragover, move |event| {
        takes(&event);
    });
    listen(window(), ev::dragenter, move |event| {
        if takes(&event) {
            is_over.set(true);
        }
    });
    listen(window(), ev::dragleave, move |event| {
        // Out of the window: there is no element that it goes to.
        if takes(&event) && event.related_target().is_none() {
            is_over.set(false);
        }
    });
    listen(window(), ev::drop, move |event| {
        if takes(&event) {
            is_over.set(false);
            dropped(store, &event);
        }
    });
    view! {
        <Show when=move || is_over.get()>
            <div class="drop-target" data-testid="drop-target">"Drop a scenario, an evaluation or a link to open it"</div>
        </Show>
    }
}

fn dropped(store: Store, event: &DragEvent) {
    let Some(data) = event.data_transfer() else { return };
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        open_file(store, file);
    } else if let Ok(text) = data.get_data("text/plain") {
        store.import("What was dropped", text.as_bytes());
    }
}

/// A file, or a text from elsewhere that is not for the field under it.
fn carries(event: &DragEvent, is_own: bool) -> bool {
    let has = |kind: &str| event.data_transfer().is_some_and(|data| data.types().includes(&kind.into(), 0));
    has("Files") || has("text/plain") && !is_own && !is_in_field(event)
}

fn is_in_field(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(TAKES_TEXT).ok().flatten().is_some())
}
