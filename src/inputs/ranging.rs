//! Which number is being made a range: asked for by its field, done in the dialog that draws it.

use leptos::prelude::*;
use std::sync::Arc;

/// The pointer of that number; none: nobody asks. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Ranging(pub RwSignal<Option<Arc<str>>>);

/// That of the page.
pub fn use_ranging() -> Ranging {
    expect_context::<Ranging>()
}
