//! `view!`: calls of `crate::dom` for markup.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprLit, Lit, Result};

/// Elements of pictures that the page uses, which live in a namespace of their own.
const SVG: &[&str] = &["svg", "use"];

pub fn expand(markup: TokenStream) -> TokenStream {
    rstml::parse2(markup)
        .and_then(|nodes| match nodes.as_slice() {
            [node] => view(node),
            nodes => {
                let views = nodes.iter().map(view).collect::<Result<Vec<_>>>()?;
                Ok(quote!(crate::dom::View::Many(::std::vec![#(#views),*])))
            }
        })
        .unwrap_or_else(|error| error.to_compile_error())
}

/// An expression of the type `View`.
fn view(node: &Node<Infallible>) -> Result<TokenStream> {
    match node {
        Node::Element(element) if is_component(&name(element)) => component(element),
        Node::Element(element) => self::element(element),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote!(crate::dom::View::from(#text)))
        }
        Node::Block(NodeBlock::ValidBlock(block)) => {
            let value = inner(block);
            Ok(quote!(crate::dom::IntoView::into_view(#value)))
        }
        other => Err(Error::new(other.span(), "expected an element, a text in quotes or a value in braces")),
    }
}

/// What stands in a block: without its braces where it is one expression, so that none are warned of.
fn inner(block: &syn::Block) -> TokenStream {
    match block.stmts.as_slice() {
        [syn::Stmt::Expr(expression, None)] => expression.to_token_stream(),
        _ => block.to_token_stream(),
    }
}

fn name(element: &NodeElement<Infallible>) -> String {
    written(&element.open_tag.name)
}

fn written(name: &NodeName) -> String {
    name.to_string().replace(' ', "")
}

fn is_component(name: &str) -> bool {
    name.starts_with(|first: char| first.is_uppercase())
}

fn element(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let tag = name(element);
    let (mut fixed, mut calls) = (Vec::new(), Vec::new());
    for attribute in element.attributes() {
        let attribute = keyed(attribute)?;
        let key = written(&attribute.key);
        // What is no plain attribute is a call, also with a text as its value.
        let is_plain = !key.contains(':') && key != "node_ref";
        match literal(attribute).filter(|_| is_plain) {
            Some(text) => fixed.push(quote!((#key, #text))),
            None => calls.push(call(&key, attribute)?),
        }
    }
    for child in &element.children {
        calls.push(match child {
            Node::Text(text) => {
                let text = &text.value;
                quote!(.text(#text))
            }
            other => {
                let child = view(other)?;
                quote!(.child(#child))
            }
        });
    }
    let new = format_ident!("{}", if SVG.contains(&tag.as_str()) { "svg" } else { "html" });
    Ok(quote!(crate::dom::Element::#new(#tag, &[#(#fixed),*]) #(#calls)* .into_view()))
}

fn keyed(attribute: &NodeAttribute) -> Result<&KeyedAttribute> {
    match attribute {
        NodeAttribute::Attribute(attribute) => Ok(attribute),
        NodeAttribute::Block(block) => Err(Error::new(block.span(), "expected `name=value`")),
    }
}

/// The text of an attribute that never changes.
fn literal(attribute: &KeyedAttribute) -> Option<String> {
    match attribute.value() {
        None => Some(String::new()),
        Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => Some(text.value()),
        Some(_) => None,
    }
}

/// The call that sets an attribute, listens to an event and so on.
fn call(key: &str, attribute: &KeyedAttribute) -> Result<TokenStream> {
    let value = attribute.value().ok_or_else(|| Error::new(attribute.span(), "expected `name=value`"))?;
    Ok(match key.split_once(':') {
        Some(("on", "keydown")) => quote!(.on_key(#value)),
        Some(("on", event)) => quote!(.on(#event, #value)),
        Some(("prop", name)) => quote!(.property(#name, #value)),
        Some(("style", name)) => quote!(.style(#name, #value)),
        Some(_) => return Err(Error::new(attribute.span(), "expected `on:`, `prop:` or `style:` before the colon")),
        None if key == "node_ref" => quote!(.reference(#value)),
        None => quote!(.attribute(#key, #value)),
    })
}

fn component(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let function = &element.open_tag.name;
    let mut calls = Vec::new();
    for attribute in element.attributes() {
        let attribute = keyed(attribute)?;
        let key = &attribute.key;
        calls.push(match attribute.value() {
            Some(value) => quote!(.#key(#value)),
            None => quote!(.#key(#key)),
        });
    }
    if !element.children.is_empty() {
        let views = element.children.iter().map(view).collect::<Result<Vec<_>>>()?;
        let inside = match views.as_slice() {
            [one] => quote!(#one),
            many => quote!(crate::dom::View::Many(::std::vec![#(#many),*])),
        };
        calls.push(quote!(.children(crate::dom::ToChildren::to_children(move || #inside))));
    }
    Ok(quote!(#function(crate::dom::start(#function) #(#calls)* .build())))
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::tests::{assert_refused, expanded};

    #[test]
    fn what_never_changes_is_one_list_of_texts() {
        let code = expanded(expand, r#"<p class="small" hidden>"text"</p>"#);
        assert_eq!(
            code,
            r#"crate::dom::Element::html("p",&[("class","small"),("hidden","")]).text("text").into_view()"#
        );
    }

    #[test]
    fn each_kind_of_attribute_has_its_call() {
        for (attribute, call) in [
            ("title=words", r#".attribute("title",words)"#),
            ("aria-label=words", r#".attribute("aria-label",words)"#),
            ("prop:value=text", r#".property("value",text)"#),
            (r#"prop:value="text""#, r#".property("value","text")"#),
            ("style:min-height=room", r#".style("min-height",room)"#),
            ("on:click=act", r#".on("click",act)"#),
            ("on:keydown=act", ".on_key(act)"),
            ("node_ref=place", ".reference(place)"),
        ] {
            let code = expanded(expand, &format!("<p {attribute}></p>"));
            assert_eq!(code, format!(r#"crate::dom::Element::html("p",&[]){call}.into_view()"#));
        }
    }

    #[test]
    fn pictures_are_made_in_their_namespace() {
        assert!(expanded(expand, "<svg></svg>").contains("Element::svg(\"svg\""));
        assert!(expanded(expand, "<span></span>").contains("Element::html(\"span\""));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let cases = [
            // Once an attribute named `on:click`, without a word.
            ("<p on:click></p>", "expected`name=value`"),
            ("<p {all}></p>", "expected`name=value`"),
            ("<p onn:click=act></p>", "expected`on:`,`prop:`or`style:`beforethecolon"),
            ("<!-- note -->", "expectedanelement,atextinquotesoravalueinbraces"),
            ("<p>", "close"),
        ];
        assert_refused(expand, &cases);
    }
}
