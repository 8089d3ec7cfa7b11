//! A view that stands only as long as a condition holds.

use super::Read;
use super::prelude::*;
use std::rc::Rc;

/// A condition: a closure or a signal.
pub struct Condition(Rc<dyn Read<bool>>);

impl<F: Fn() -> bool + 'static> From<F> for Condition {
    fn from(read: F) -> Condition {
        Condition(Rc::new(read))
    }
}

/// Shows what is between its tags as long as a condition holds.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Condition,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    // Only a change of the answer makes the view anew.
    let holds = RwSignal::new(false);
    super::follow(Box::new(move || {
        let now = when.0.read();
        if untrack(|| holds.get()) != now {
            holds.set(now);
        }
    }));
    move || holds.get().then(|| children.read())
}
