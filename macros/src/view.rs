//! `view!`: calls of `crate::dom` for markup.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprLit, Lit, Result};

/// What `view!` becomes: markup for `crate::dom::Template`, and a call for each of its holes.
#[derive(Default)]
struct Template {
    markup: String,
    calls: Vec<TokenStream>,
}

pub fn expand(markup: TokenStream) -> TokenStream {
    rstml::parse2(markup).and_then(|nodes| views(&nodes)).unwrap_or_else(|error| error.to_compile_error())
}

/// An expression of the type `View`.
fn views(nodes: &[Node<Infallible>]) -> Result<TokenStream> {
    if let [node] = nodes
        && let Some(view) = value(node)?
    {
        return Ok(view);
    }
    let mut template = Template::default();
    for node in nodes {
        template.node(node)?;
    }
    let Template { markup, calls } = template;
    Ok(quote!(crate::dom::IntoView::into_view(crate::dom::Template::new(#markup) #(#calls)*)))
}

/// The expression of what is no element or text.
fn value(node: &Node<Infallible>) -> Result<Option<TokenStream>> {
    Ok(match node {
        Node::Element(element) if is_component(&name(element)) => Some(component(element)?),
        Node::Block(NodeBlock::ValidBlock(block)) => {
            let value = inner(block);
            Some(quote!(crate::dom::IntoView::into_view(#value)))
        }
        _ => None,
    })
}

impl Template {
    fn node(&mut self, node: &Node<Infallible>) -> Result<()> {
        if let Some(view) = value(node)? {
            self.markup.push_str("?\n");
            self.calls.push(quote!(.child(#view)));
            return Ok(());
        }
        match node {
            Node::Element(element) => self.element(element),
            Node::Text(text) => self.line('"', &text.value_string(), text.span()),
            other => Err(Error::new(other.span(), "expected an element, a text in quotes or a value in braces")),
        }
    }

    fn element(&mut self, element: &NodeElement<Infallible>) -> Result<()> {
        self.line('<', &name(element), element.span())?;
        // What never changes first, so that what follows finds it.
        let (fixed, holes): (Vec<_>, Vec<_>) = element
            .attributes()
            .iter()
            .map(keyed)
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .partition(|attribute| literal(attribute).is_some() && is_plain(&written(&attribute.key)));
        for attribute in fixed {
            let text = literal(attribute).unwrap_or_default();
            self.line('.', &format!("{}={text}", written(&attribute.key)), attribute.span())?;
        }
        for attribute in holes {
            self.hole(attribute)?;
        }
        for child in &element.children {
            self.node(child)?;
        }
        self.line('>', "", element.span())
    }

    /// A line of the markup: what it says, and its text.
    fn line(&mut self, kind: char, text: &str, span: Span) -> Result<()> {
        if text.contains('\n') {
            return Err(Error::new(span, "expected a text of one line"));
        }
        self.markup.push(kind);
        self.markup.push_str(text);
        self.markup.push('\n');
        Ok(())
    }

    /// An attribute that may change, a handler and so on: its name stands in the markup, its value in a call.
    fn hole(&mut self, attribute: &KeyedAttribute) -> Result<()> {
        let key = written(&attribute.key);
        let value = attribute.value().ok_or_else(|| Error::new(attribute.span(), "expected `name=value`"))?;
        let (name, call) = match key.split_once(':') {
            Some(("on", "keydown")) => ("keydown", quote!(.on_key(#value))),
            Some(("on", event)) => (event, quote!(.on(#value))),
            Some(("prop", name)) => (name, quote!(.property(#value))),
            Some(("style", name)) => (name, quote!(.style(#value))),
            Some(_) => {
                return Err(Error::new(attribute.span(), "expected `on:`, `prop:` or `style:` before the colon"));
            }
            None if key == "node_ref" => ("", quote!(.reference(#value))),
            None => (key.as_str(), quote!(.attribute(#value))),
        };
        self.calls.push(call);
        self.line('?', name, attribute.span())
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

/// What is no plain attribute is a call, also with a text as its value.
fn is_plain(key: &str) -> bool {
    !key.contains(':') && key != "node_ref"
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
        let inside = views(&element.children)?;
        calls.push(quote!(.children(crate::dom::ToChildren::to_children(move || #inside))));
    }
    Ok(quote!(#function(crate::dom::start(#function) #(#calls)* .build())))
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::tests::{assert_refused, expanded};

    /// The template of a markup: its text in quotes, and its calls.
    fn template(markup: &str) -> String {
        let code = expanded(expand, markup);
        let template = code.strip_prefix("crate::dom::IntoView::into_view(crate::dom::Template::new(");
        template.and_then(|rest| rest.strip_suffix(')')).unwrap_or(&code).replacen(')', "", 1)
    }

    #[test]
    fn what_never_changes_is_one_text() {
        let template = template(r#"<p class="small" hidden>"text"<b>"b"</b></p>"#);
        assert_eq!(template, r#""<p\n.class=small\n.hidden=\n\"text\n<b\n\"b\n>\n>\n""#);
    }

    #[test]
    fn each_kind_of_attribute_has_its_call() {
        for (attribute, name, call) in [
            ("title=words", "title", ".attribute(words)"),
            ("aria-label=words", "aria-label", ".attribute(words)"),
            ("prop:value=text", "value", ".property(text)"),
            (r#"prop:value="text""#, "value", r#".property("text")"#),
            ("style:min-height=room", "min-height", ".style(room)"),
            ("on:click=act", "click", ".on(act)"),
            ("on:keydown=act", "keydown", ".on_key(act)"),
            ("node_ref=place", "", ".reference(place)"),
        ] {
            let template = template(&format!("<p {attribute}></p>"));
            assert_eq!(template, format!(r#""<p\n?{name}\n>\n"{call}"#));
        }
    }

    #[test]
    fn values_stand_where_they_stood() {
        let template = template(r#"<p>"a"{b}</p><Part c />"#);
        assert!(template.starts_with(r#""<p\n\"a\n?\n>\n?\n".child(crate::dom::IntoView::into_view(b)).child(Part("#));
        assert_eq!(expanded(expand, "{b}"), "crate::dom::IntoView::into_view(b)");
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let cases = [
            // Once an attribute named `on:click`, without a word.
            ("<p on:click></p>", "expected`name=value`"),
            ("<p {all}></p>", "expected`name=value`"),
            ("<p onn:click=act></p>", "expected`on:`,`prop:`or`style:`beforethecolon"),
            ("<!-- note -->", "expectedanelement,atextinquotesoravalueinbraces"),
            ("<p>\"two\nlines\"</p>", "expectedatextofoneline"),
            ("<p>", "close"),
        ];
        assert_refused(expand, &cases);
    }
}
