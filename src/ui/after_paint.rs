//! What need not hold up the first picture of the page.

use leptos::prelude::*;
use std::time::Duration;

/// Makes its children once the page is painted without them: closed dialogs, and what stands below all that is seen.
///
/// A part is made by code that the browser compiles when it first runs, thirty microseconds a function: the first picture
/// and the first key wait for less of it.
#[component]
pub fn AfterPaint(children: ChildrenFn) -> impl IntoView {
    let is_painted = RwSignal::new(false);
    let painted = move || {
        let _ = is_painted.try_set(true);
    };
    // The task after a frame begins when that one has been painted.
    request_animation_frame(move || set_timeout(painted, Duration::ZERO));
    view! { <Show when=move || is_painted.get()>{children()}</Show> }
}
