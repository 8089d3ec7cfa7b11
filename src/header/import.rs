//! Open: a file, dropped or pasted text, an example, earlier work. Every way can be undone. Files of other programs are
//! looked at first ([`review`](super::review)).

use super::kept::use_kept_list;
use crate::files;
use crate::state::importing::{Importing, use_importing};
use crate::state::{AboutData, Store, kept, use_store};
use crate::ui::{Item, Menu};
use geode_core::exchange::scenario::is_ours;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, html};
use leptos_use_event_listener::use_event_listener;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File, FileList, HtmlInputElement};

/// Where pasted text belongs to the field under the cursor.
const TAKES_TEXT: &str = "input, textarea, select, [contenteditable]";

/// What can be opened.
#[component]
pub(super) fn OpenMenu(
    /// Whether the gallery stands open.
    gallery: RwSignal<bool>,
) -> impl IntoView {
    let (store, importing) = (use_store(), use_importing());
    let (picker, others) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let pick = move |picker: NodeRef<html::Input>| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    listen_for_paste(store, importing);
    let is_open = RwSignal::new(false);
    let (list, about) = (use_kept_list(), expect_context::<AboutData>());
    // Counted when the menu opens: the storage is no signal.
    let how_many = move || is_open.get().then(|| kept::entries().len().to_string());
    view! {
        <Menu icon="import" label="Open" testid="open" is_open=is_open>
            <Item label="A file\u{2026}" hint="JSON" testid="open-file" act=move |()| pick(picker) />
            <Item label="From a file of yours\u{2026}" hint="bill, users, incidents" testid="open-data" act=move |()| pick(others) />
            <Item label="The worked example" testid="open-worked-example" act=move |()| store.open_example() />
            <Item label="More examples\u{2026}" testid="open-gallery" act=move |()| gallery.set(true) />
            <button class="menu__item" type="button" data-testid="open-earlier" on:click=move |_| list.0.set(true)>
                "Earlier work and plans\u{2026}"
                <span class="menu__hint" data-testid="earlier-count">{how_many}</span>
            </button>
            <Item label="About the data" hint="sources, errors" testid="open-about-data" act=move |()| about.0.set(true) />
            <p class="menu__note">"Or drop or paste any of these, or a link, anywhere on the page."</p>
        </Menu>
        <input type="file" accept=".json,application/json" hidden=true aria-label="Scenario or evaluation file"
            data-testid="import-file" node_ref=picker
            on:change=move |event| {
                if let Some(file) = picked(&event_target(&event)).into_iter().next() {
                    open_file(store, file);
                }
            }
        />
        <input type="file" multiple=true hidden=true aria-label="Bills, users by country, incidents, objectives, latencies"
            data-testid="import-data" node_ref=others
            on:change=move |event| open_files(store, importing, picked(&event_target(&event)))
        />
    }
}

fn picked(picker: &HtmlInputElement) -> Vec<File> {
    let files = all(picker.files());
    // So that the same file, mended, can be picked again.
    picker.set_value("");
    files
}

fn all(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}

/// One file of ours is opened; all else is looked at first.
fn open_files(store: Store, importing: Importing, files: Vec<File>) {
    spawn_local(async move {
        match &files[..] {
            [] => {}
            [one] if files::is_ours(one).await => open_file(store, one.clone()),
            _ => importing.take(files),
        }
    });
}

/// A scenario or a link is opened, a table or a document looked at first. `what` names it.
fn open_text(store: Store, importing: Importing, what: &str, text: &str) {
    let is_foreign = !is_ours(text) && (text.trim().contains('\n') || text.trim_start().starts_with(['{', '[']));
    match is_foreign.then(|| files::of_text(what, text)).flatten() {
        Some(file) => importing.take(vec![file]),
        None => store.import(what, text.as_bytes()),
    }
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

fn listen_for_paste(store: Store, importing: Importing) {
    let _ = use_event_listener(window(), ev::paste, move |event| {
        let Some(data) = event.clipboard_data().filter(|_| !is_in_field(&event)) else { return };
        let text = data.get_data("text/plain").unwrap_or_default();
        // A sheet brings a picture of itself beside its text.
        match all(data.files()) {
            files if !files.is_empty() && text.trim().is_empty() => open_files(store, importing, files),
            _ if !text.trim().is_empty() => open_text(store, importing, "What was pasted", &text),
            _ => {}
        }
    });
}

/// Covers the page while a file or a text is dragged over it.
///
/// By its events and not as a `use_drop_zone`, which takes every drag: texts are also dragged within the page and into
/// its fields.
#[component]
pub(super) fn DropTarget() -> impl IntoView {
    let (store, importing) = (use_store(), use_importing());
    let is_over = RwSignal::new(false);
    let is_own = StoredValue::new(false);
    // What is dragged within the page stays there.
    let _ = use_event_listener(window(), ev::dragstart, move |_| is_own.set_value(true));
    let _ = use_event_listener(window(), ev::dragend, move |_| is_own.set_value(false));
    let takes = move |event: &DragEvent| {
        let takes = carries(event, is_own.get_value());
        if takes {
            event.prevent_default();
        }
        takes
    };
    let _ = use_event_listener(window(), ev::dragover, move |event| {
        takes(&event);
    });
    let _ = use_event_listener(window(), ev::dragenter, move |event| {
        if takes(&event) {
            is_over.set(true);
        }
    });
    let _ = use_event_listener(window(), ev::dragleave, move |event| {
        // Out of the window: there is no element that it goes to.
        if takes(&event) && event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let _ = use_event_listener(window(), ev::drop, move |event| {
        if takes(&event) {
            is_over.set(false);
            dropped(store, importing, &event);
        }
    });
    view! {
        <Show when=move || is_over.get()>
            <div class="drop-target" data-testid="drop-target">"Drop a scenario or a link to open it; a bill, users by country, incidents or latencies to look at"</div>
        </Show>
    }
}

fn dropped(store: Store, importing: Importing, event: &DragEvent) {
    let Some(data) = event.data_transfer() else { return };
    let files = all(data.files());
    if !files.is_empty() {
        open_files(store, importing, files);
    } else if let Ok(text) = data.get_data("text/plain") {
        open_text(store, importing, "What was dropped", &text);
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
