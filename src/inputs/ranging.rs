//! Which number is being made a range or solved for: asked for by its field, done in a dialog beside the results.

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
