//! `view!` and `#[component]` for the page, in the notation of Leptos.
//!
//! Leptos gives every element, attribute and closure a type of its own and the compiler code for each; that was
//! more than a third of the app's wasm. These two macros read the same notation and write calls of a few functions
//! without type parameters (`src/dom` of the app). Signals, memos and contexts stay those of Leptos.

mod component;
#[cfg(test)]
mod tests;
mod view;

use proc_macro::TokenStream;

/// Markup as an expression of the type `dom::View`.
///
/// ```text
/// view! {
///     <p class="small" hidden=is_hidden on:click=move |_| act()>"Text, " {value} <Icon name="check" /></p>
/// }
/// ```
///
/// Lower-case names are elements, others components; a component takes `name` for `name=name`. Values in braces are
/// anything that is `dom::IntoView`, closures included: these follow the signals that they read. Attributes:
/// `on:event=handler`, `prop:name=value` for a property, `style:name=value`, `node_ref=reference`,
/// all others as they are, with values that are `dom::IntoAttribute`.
#[proc_macro]
pub fn view(markup: TokenStream) -> TokenStream {
    view::expand(markup.into()).into()
}

/// Makes a function a component of [`view!`]: its arguments become attributes.
///
/// An argument may carry `#[prop(into)]` (converted), `#[prop(optional)]` (absent: `Default`) or both. An argument
/// `children` is what stands between the tags.
#[proc_macro_attribute]
pub fn component(_: TokenStream, item: TokenStream) -> TokenStream {
    component::expand(item.into()).into()
}
