//! Files that people have, before anything of them is applied: what was understood, and what would change.

mod columns;
mod file;
mod incidents;
mod parts;
mod queries;
mod said;

use crate::state::importing::use_importing;
use crate::ui::Dialog;
use file::FileCard;
use leptos::prelude::*;
use queries::Queries;

/// Opens with the files that have come. Closing it gives them up.
#[component]
pub(super) fn ReviewDialog() -> impl IntoView {
    let importing = use_importing();
    let open = importing.open;
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            importing.drop_all();
        }
        is_open
    });
    view! {
        <Dialog id="review" title="From your files" open is_wide=true has_cross=true>
            {move || open.get().then(|| view! { <Files /> })}
        </Dialog>
    }
}

#[component]
fn Files() -> impl IntoView {
    let importing = use_importing();
    let count = move || importing.ticked();
    let label = move || match count() {
        None => "Reading\u{2026}".to_owned(),
        Some(1) => "Apply 1 change".to_owned(),
        Some(n) => format!("Apply {n} changes"),
    };
    let wrong = importing.wrong;
    let has_several = move || importing.bills().len() > 1;
    view! {
        <div class="dialog__body">
            <p class="small muted">"Read in this browser, and nothing leaves it: only the sums that you apply go into the scenario."</p>
            <For each=move || importing.files.get() key=|item| item.id children=move |item| view! { <FileCard item /> } />
            <Show when=has_several>
                <p class="field__line field__error" role="status" data-testid="review-bills">
                    "Several bills: nothing is added, and of each number the last bill that has it counts. Months of one bill, numbered parts of one export, and bills of different accounts can be one."
                </p>
                <button class="button button--small" type="button" data-testid="review-join"
                    prop:disabled=move || count().is_none() on:click=move |_| importing.join()
                >
                    "Read them as one bill"
                </button>
            </Show>
            <Queries />
        </div>
        <div class="dialog__foot">
            <p class="grow small field__error" role="status" data-testid="review-wrong">{move || wrong.get()}</p>
            <button class="button" type="button" data-testid="review-cancel" on:click=move |_| importing.open.set(false)>"Cancel"</button>
            <button class="button button--primary" type="button" data-testid="review-apply"
                prop:disabled=move || count().is_none_or(|n| n == 0) on:click=move |_| importing.apply()
            >
                {label}
            </button>
        </div>
    }
}
