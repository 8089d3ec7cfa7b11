//! Which number is being made a range or solved for: asked for by its field, done in a dialog beside the results.

use super::change::dom_id;
use crate::ui::focus_soon;
use leptos::prelude::*;
use std::sync::Arc;

/// The pointer of that number; none: nobody asks. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Ranging(pub RwSignal<Option<Arc<str>>>);

/// That of the page.
pub fn use_ranging() -> Ranging {
    expect_context::<Ranging>()
}

/// Which number is solved for; none: nobody asks. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct SolvedFor(pub RwSignal<Option<Arc<str>>>);

/// That of the page.
pub fn use_solving() -> SolvedFor {
    expect_context::<SolvedFor>()
}

/// The cell of a table that was entered last: it has no room for a help of its own. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct LastCell(pub RwSignal<Option<Arc<str>>>);

/// That of the page.
pub fn use_cell() -> LastCell {
    expect_context::<LastCell>()
}

/// Whether the dialog on the number that is asked about is open. However it closes, nobody asks any more and the number's
/// field has the focus again.
pub fn open_while_asked(asked: RwSignal<Option<Arc<str>>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if asked.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true)
            && !is_open
            && let Some(pointer) = asked.get_untracked()
        {
            asked.set(None);
            focus_soon(format!("[id='{}']", dom_id(&pointer)));
        }
        is_open
    });
    open
}
