//! A dialog over the page.

use super::{Icon, while_alive};
use leptos::html;
use leptos::prelude::*;

/// Its title, and what is in it: `div.dialog__body`, `div.dialog__foot`.
#[component]
pub fn Dialog(
    /// Names it for tests, and its title.
    id: &'static str,
    /// Title.
    title: &'static str,
    /// Whether it stands open; the browser may close it too.
    open: RwSignal<bool>,
    /// Whether it needs more than the usual width.
    #[prop(optional)]
    is_wide: bool,
    /// Whether a cross at the top closes it.
    #[prop(optional)]
    has_cross: bool,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let follow = move || {
        if let (Some(Some(dialog)), Some(is_open)) = (dialog.try_get_untracked(), open.try_get_untracked())
            && dialog.open() != is_open
        {
            if is_open { drop(dialog.show_modal()) } else { dialog.close() }
        }
    };
    Effect::new(move || {
        if dialog.get().is_some() && open.get() {
            // Once the menu that it was chosen from has closed: its button is where the focus comes back to.
            request_animation_frame(follow);
        } else {
            follow();
        }
    });
    let title_id = format!("{id}-title");
    view! {
        <dialog
            class=if is_wide { "dialog dialog--wide" } else { "dialog" }
            aria-labelledby=title_id.clone()
            data-testid=format!("{id}-dialog")
            node_ref=dialog
            on:close=while_alive(move |_| open.set(false))
        >
            <div class="dialog__head">
                <h2 id=title_id.clone()>{title}</h2>
                {has_cross.then(|| view! {
                    <button class="button button--quiet button--icon" type="button" aria-label="Close" on:click=move |_| open.set(false)>
                        <Icon name="close" />
                    </button>
                })}
            </div>
            {children()}
        </dialog>
    }
}
