//! Earlier work and saved plans: what this browser keeps, to be opened again or deleted; and the way to save a plan.

use crate::state::kept::{self, Kept};
use crate::state::{Store, use_store};
use crate::ui::{Dialog, Icon, MAX_LENGTH};
use geode_core::exchange::kept::{Entry, Kind, MOST_BYTES, MOST_ENTRIES, bytes_of};
use geode_core::quantity::format::{Digits, count};
use leptos::prelude::*;
use leptos::{ev, html};
use leptos_use_event_listener::use_event_listener;
use web_sys::KeyboardEvent;

/// Whether the list stands open.
#[derive(Clone, Copy)]
pub struct KeptList(pub RwSignal<bool>);

/// The list of the page.
pub fn use_kept_list() -> KeptList {
    expect_context::<KeptList>()
}

/// What the dialog shows; read anew after every step, since the storage is no signal.
#[derive(Clone, Copy)]
struct Shown {
    store: Store,
    list: RwSignal<bool>,
    rows: RwSignal<Vec<Row>>,
    /// How much room is taken, and what makes room for the next.
    room: RwSignal<String>,
    next: RwSignal<String>,
    /// What was deleted, to be put back, the last one last.
    deleted: RwSignal<Vec<Entry>>,
    /// What was done last.
    said: RwSignal<String>,
    /// What is wrong with the name.
    wrong: RwSignal<String>,
}

/// One entry in the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Row {
    key: String,
    name: String,
    when: String,
    bytes: usize,
    tags: Vec<(&'static str, bool)>,
}

/// Opens as a dialog when asked for.
#[component]
pub(super) fn KeptDialog() -> impl IntoView {
    let list = use_kept_list().0;
    let text = || RwSignal::new(String::new());
    let shown = Shown {
        store: use_store(),
        list,
        rows: RwSignal::new(Vec::new()),
        room: text(),
        next: text(),
        deleted: RwSignal::new(Vec::new()),
        said: text(),
        wrong: text(),
    };
    Effect::new(move || {
        if list.get() {
            shown.said.set(String::new());
            shown.read();
        }
    });
    // Another tab has changed the list, or emptied the storage.
    let _ = use_event_listener(window(), ev::storage, move |event| {
        if list.get_untracked() && event.key().is_none_or(|key| key.starts_with(kept::PREFIX)) {
            shown.read();
        }
    });
    view! {
        <Dialog id="kept" title="Earlier work and saved plans" open=list has_cross=true>
            <div class="dialog__body">
                <SavePlan shown />
                <Entries shown />
            </div>
            <Foot shown />
        </Dialog>
    }
}

/// The name under which what is open is saved.
#[component]
fn SavePlan(shown: Shown) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let save = move || {
        if let Some(input) = input.get_untracked() {
            shown.save_plan(&input.value());
        }
    };
    // The name as it is, each time that the dialog opens.
    Effect::new(move || {
        if let (true, Some(input)) = (shown.list.get(), input.get()) {
            input.set_value(&shown.store.scenario_untracked().name);
        }
    });
    let by_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            save();
        }
    };
    let is_wrong = move || shown.wrong.with(|wrong| !wrong.is_empty());
    view! {
        <div class="stack">
            <label for="kept-name">"Save what is open as a plan, under the name"</label>
            <div class="row add-row">
                <input id="kept-name" class="input" type="text" autocomplete="off" spellcheck="false" maxlength=MAX_LENGTH
                    aria-describedby="kept-wrong" aria-invalid=move || is_wrong().to_string()
                    data-testid="kept-name" node_ref=input on:keydown=by_key
                />
                <button class="button" type="button" data-testid="kept-save" on:click=move |_| save()>"Save"</button>
            </div>
            <p id="kept-wrong" class="field__error" hidden=move || !is_wrong()>{move || shown.wrong.get()}</p>
        </div>
    }
}

/// The list itself, with what it may hold.
#[component]
fn Entries(shown: Shown) -> impl IntoView {
    let has_any = move || shown.rows.with(|rows| !rows.is_empty());
    let is_full = move || shown.next.with(|next| !next.is_empty());
    view! {
        <div class="stack">
            <p class="small muted" data-testid="kept-room">{move || shown.room.get()}</p>
            <Show when=is_full>
                <p class="small" data-testid="kept-next">{move || shown.next.get()}</p>
            </Show>
            <ul class="kept" aria-label="Entries, newest first" hidden=move || !has_any()>
                <For each=move || shown.rows.get() key=Row::clone children=move |row| entry_row(shown, row) />
            </ul>
            <Show when=move || !has_any()>
                <p class="empty" data-testid="kept-empty">
                    "Nothing yet. When a link, a file or the example takes the place of your work, it comes here by itself."
                </p>
            </Show>
        </div>
    }
}

fn entry_row(shown: Shown, row: Row) -> AnyView {
    let about = format!("{}, {}", row.name, row.when);
    let size = format!("{}, {}", row.when, size(row.bytes));
    let tags = row.tags.iter().map(|(words, is_strong)| {
        let class = if *is_strong { "tag tag--strong" } else { "tag" };
        view! { <span class=class>{*words}</span> }
    });
    let (open, delete) = (row.clone(), row.clone());
    view! {
        <li class="kept__entry" data-testid="kept-entry">
            <div class="kept__text">
                <p class="kept__name">{row.name}</p>
                <p class="small muted">{size}</p>
                {(!row.tags.is_empty()).then(|| view! { <p class="kept__tags">{tags.collect_view()}</p> })}
            </div>
            <button class="button button--small" type="button" aria-label=format!("Open {about}") data-testid="kept-open"
                on:click=move |_| shown.open(&open)
            >
                "Open"
            </button>
            <button class="button button--small button--icon button--quiet" type="button" aria-label=format!("Delete {about}")
                data-testid="kept-delete" on:click=move |_| shown.delete(&delete)
            >
                <Icon name="remove" />
            </button>
        </li>
    }
    .into_any()
}

/// What was done, and the way back.
#[component]
fn Foot(shown: Shown) -> impl IntoView {
    let can_undo = move || shown.deleted.with(|deleted| !deleted.is_empty());
    view! {
        <div class="dialog__foot">
            <p class="grow small" role="status" data-testid="kept-said">{move || shown.said.get()}</p>
            <Show when=can_undo>
                <button class="button" type="button" data-testid="kept-undo" on:click=move |_| shown.undo()>"Undo deleting"</button>
            </Show>
            <button class="button" type="button" on:click=move |_| shown.list.set(false)>"Close"</button>
        </div>
    }
}

impl Shown {
    fn read(self) {
        let entries = kept::entries();
        let scenario = self.store.scenario_untracked();
        let next = kept::goes_for(Kind::Plan, &scenario.name, &scenario.to_json());
        self.room.set(format!(
            "{} of {MOST_ENTRIES} entries, {} of {}, in this browser only. When there is no more room, links that were only looked at go \
             first, then the oldest work, saved plans last.",
            entries.len(),
            size(bytes_of(&entries)),
            size(MOST_BYTES),
        ));
        self.next.set(match next.is_empty() {
            true => String::new(),
            false => format!(
                "The list is full. To make room for the next, this is removed for good: {}.",
                kept::all_named(&next)
            ),
        });
        self.wrong.set(String::new());
        self.rows.set(entries.iter().map(|entry| row(entry, next.contains(entry))).collect());
    }

    /// The entry of a row, unless another tab has taken it away.
    fn entry(self, row: &Row) -> Option<Entry> {
        let found = kept::entries().into_iter().find(|entry| entry.key == row.key && entry.bytes == row.bytes);
        if found.is_none() {
            self.read();
            self.said.set(format!("{} is not there any more: another tab has removed it.", quoted(&row.name)));
        }
        found
    }

    fn open(self, row: &Row) {
        if let Some(entry) = self.entry(row) {
            self.list.set(false);
            self.store.open_kept(&entry);
        }
    }

    fn delete(self, row: &Row) {
        if let Some(entry) = self.entry(row) {
            kept::remove(&entry);
            self.said.set(format!("Deleted {}.", quoted(&entry.name)));
            self.deleted.update(|deleted| deleted.push(entry));
            self.read();
        }
    }

    fn undo(self) {
        let Some(entry) = self.deleted.with_untracked(|deleted| deleted.last().cloned()) else { return };
        let said = if kept::put_back(&entry) {
            self.deleted.update(|deleted| drop(deleted.pop()));
            format!("{} is back.", quoted(&entry.name))
        } else {
            format!("There is no room for {} any more: delete another entry first.", quoted(&entry.name))
        };
        self.read();
        self.said.set(said);
    }

    fn save_plan(self, name: &str) {
        let name = name.trim();
        let saved = match name.is_empty() {
            true => Err("The name is empty, expected a name for the plan.".to_owned()),
            false => self.store.save_plan(name).map_err(|refused| {
                refused
                    .0
                    .first()
                    .map_or_else(String::new, |fault| format!("The name {}, expected {}.", fault.wrong, fault.expected))
            }),
        };
        match saved {
            Ok(kept) => {
                self.read();
                self.said.set(told(name, &kept));
            }
            Err(wrong) => self.wrong.set(wrong),
        }
    }
}

/// What became of a plan that was to be saved.
fn told(name: &str, kept: &Kept) -> String {
    match kept {
        Kept::No | Kept::FullOfWork => format!(
            "{} could not be saved: this browser\u{2019}s storage is full or blocked. Save it as a file, under Export.",
            quoted(name)
        ),
        Kept::Yes { is_tab_only: true, .. } => format!(
            "{} is kept until this tab is closed: this browser\u{2019}s storage is full or blocked. Save it as a file too, under Export.",
            quoted(name)
        ),
        Kept::Yes { gone, .. } if !gone.is_empty() => {
            format!("Saved {}. Removed: {}.", quoted(name), kept::all_named(gone))
        }
        Kept::Yes { .. } => format!("Saved {}.", quoted(name)),
    }
}

fn row(entry: &Entry, goes_next: bool) -> Row {
    let tags = [
        (entry.kind == Kind::Plan, ("saved plan", true)),
        (entry.kind == Kind::Looked, ("link, only looked at", false)),
        (kept::is_tab_only(&entry.key), ("until this tab is closed", false)),
        (entry.is_damaged, ("its label is damaged", false)),
        (goes_next, ("goes next", false)),
    ];
    let tags = tags.into_iter().filter(|(is_it, _)| *is_it).map(|(_, tag)| tag).collect();
    Row { key: entry.key.clone(), name: entry.name.clone(), when: kept::when(entry.at_ms), bytes: entry.bytes, tags }
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{}\u{a0}KB", count((bytes as f64 / 1e3).ceil(), Digits::All)),
        _ => format!("{}\u{a0}MB", count((bytes as f64 / 1e5).ceil() / 10.0, Digits::All)),
    }
}
