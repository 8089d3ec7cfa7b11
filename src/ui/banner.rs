//! A message that stands in the page, with what can be done.

use super::Icon;
use leptos::prelude::*;

/// A banner: what it says, and what can be done.
#[component]
pub fn Banner(
    /// question, error, repairs, stale or info.
    kind: &'static str,
    /// Picture.
    icon: &'static str,
    /// Name for tests.
    testid: &'static str,
    /// What can be done, as buttons by [`action`].
    #[prop(into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="banner" data-kind=kind data-testid=testid role=(kind == "error").then_some("alert")>
            <Icon name=icon />
            <div class="banner__text">{children()}</div>
            <div class="banner__actions">{actions.run()}</div>
        </div>
    }
}

/// A button of a banner.
pub fn action(label: &'static str, testid: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! { <button class="button button--small" type="button" data-testid=testid on:click=move |_| act()>{label}</button> }.into_any()
}
