//! What must be seen before the figures: a link that waits, what was not opened, what was repaired, what is not saved.

use crate::header::{save_scenario, use_kept_list};
use crate::state::storage::Saving;
use crate::state::{Incoming, Store, Trouble, kept, use_store};
use crate::ui::{Banner, action};
use geode_core::report::written;
use geode_core::scenario::restore::Repair;
use leptos::prelude::*;

/// Above the results; empty most of the time.
#[component]
pub fn Banners() -> impl IntoView {
    let store = use_store();
    view! {
        <div class="notices" role="status" data-testid="banners">
            {move || store.incoming().get().map(|incoming| incoming_banner(store, incoming))}
            {move || store.trouble().get().map(|trouble| trouble_banner(store, trouble))}
            {move || Some(store.opened_with().get()).filter(|r| !r.is_empty()).map(|r| repairs_banner(store, r))}
            <SavingBanner />
        </div>
    }
}

fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}

fn incoming_banner(store: Store, incoming: Incoming) -> AnyView {
    let (open, keep) = match &incoming {
        Incoming::Link(_) => ("Open the link", "Keep my work"),
        Incoming::Rescued(_) => ("Open my scenario again", "Stay with the example"),
        Incoming::NoRoom(..) => ("Remove it and open", "Stay here"),
    };
    let icon = if matches!(incoming, Incoming::Link(_)) { "share" } else { "info" };
    let list = matches!(incoming, Incoming::NoRoom(..)).then_some(use_kept_list());
    let text = move || match &incoming {
        Incoming::Link(restored) if restored.scenario.name == store.scenario().name => format!(
            "This link holds another version of {} than this browser, whose own is still shown. Opening the link can be undone.",
            quoted(&restored.scenario.name),
        ),
        Incoming::Link(restored) => format!(
            "This link holds {}; this browser holds {}, which is still shown. Opening the link can be undone.",
            quoted(&restored.scenario.name),
            quoted(&store.scenario().name),
        ),
        Incoming::Rescued(_) => {
            "The planner stopped twice in a row, so this is the worked example. Your scenario is kept.".to_owned()
        }
        Incoming::NoRoom(opening, goes) => format!(
            "Earlier work is full. If {} takes the place of what is open, which is kept there, this is removed for good: {}.",
            quoted(&opening.restored.scenario.name),
            kept::all_named(goes),
        ),
    };
    let actions = move || {
        view! {
            {action(open, "incoming-open", move || store.accept())}
            {action(keep, "incoming-keep", move || store.decline())}
            {list.map(|list| action("Show earlier work\u{2026}", "incoming-list", move || list.0.set(true)))}
        }
    };
    view! { <Banner kind="question" icon=icon testid="incoming" actions=actions>{text}</Banner> }.into_any()
}

fn trouble_banner(store: Store, trouble: Trouble) -> AnyView {
    let dismiss = move || {
        store.trouble().set(None);
        store.restore_address();
    };
    let has_faults = !trouble.faults.is_empty();
    let faults = trouble.faults.into_iter().map(|fault| {
        // All of it has no path that people know.
        let place = match fault.path.as_str() {
            "/" => "It".into_any(),
            _ => view! { <code>{fault.path}</code> }.into_any(),
        };
        view! { <li>{place}{format!(" {}; expected {}", fault.wrong, fault.expected)}</li> }
    });
    let faults = faults.collect_view();
    let actions = move || action("Close", "trouble-close", dismiss);
    view! {
        <Banner kind="error" icon="critical" testid="trouble" actions=actions>
            <p>{trouble.text}</p>
            {has_faults.then(|| view! { <ul class="banner__list">{faults}</ul> })}
        </Banner>
    }
    .into_any()
}

fn repairs_banner(store: Store, repairs: Vec<Repair>) -> AnyView {
    let actions = move || action("Close", "repairs-close", move || store.opened_with().set(Vec::new()));
    view! {
        <Banner kind="repairs" icon="warning" testid="repairs" actions=actions>
            <p>"Opened, with repairs:"</p>
            {list_of(store, repairs)}
        </Banner>
    }
    .into_any()
}

/// What was put right, field by field.
pub(super) fn list_of(store: Store, repairs: Vec<Repair>) -> AnyView {
    let items = repairs.iter().map(|repair| view! { <li>{told(store, repair)}</li> });
    view! { <ul class="banner__list">{items.collect_view()}</ul> }.into_any()
}

/// One repair, where it was made in the words of the inputs if they have one.
pub(super) fn told(store: Store, repair: &Repair) -> AnyView {
    let message = repair.message.clone();
    match written::place_name(&store.scenario_untracked(), &repair.path) {
        Some(name) => format!("{name}: {message}").into_any(),
        None => view! { <code>{repair.path.clone()}</code>" "{message} }.into_any(),
    }
}

/// Says where work is not saved, or not for all tabs.
#[component]
fn SavingBanner() -> impl IntoView {
    let store = use_store();
    let is_closed = RwSignal::new(false);
    let save = move || action("Save as a file", "saving-file", move || save_scenario(store));
    let close = move || action("Close", "saving-close", move || is_closed.set(true));
    move || match store.saving().get() {
        Saving::Ready | Saving::On => None,
        Saving::OtherTab => {
            let actions = move || {
                view! {
                    {action("Show the other tab\u{2019}s work", "other-tab-follow", move || store.follow_other_tab())}
                    {action("Save this tab\u{2019}s work instead", "other-tab-take-over", move || store.take_over())}
                }
            };
            let text = "Another tab has saved other work in this browser. This tab keeps its own until it is closed.";
            Some(
                view! { <Banner kind="info" icon="info" testid="other-tab" actions=actions>{text}</Banner> }.into_any(),
            )
        }
        Saving::Blocked | Saving::TabOnly if is_closed.get() => None,
        saving @ (Saving::Blocked | Saving::TabOnly) => {
            let why = match saving == Saving::TabOnly {
                true => "This browser\u{2019}s storage is full or blocked",
                false => "This browser does not let the page store anything",
            };
            let text = format!("{why}: your work is gone when this tab is closed.");
            let actions = move || view! { {save()} {close()} };
            Some(
                view! { <Banner kind="info" icon="warning" testid="not-saved" actions=actions>{text}</Banner> }
                    .into_any(),
            )
        }
    }
}
