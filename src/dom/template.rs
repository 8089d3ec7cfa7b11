//! Templates: markup whose holes are filled call by call.
//!
//! What never changes of a view is one text, which stands in the wasm as it is; a call for each element, attribute and
//! word would be four times as much. A line of it is a kind and a text: `<` an element, `.` an attribute, `"` words,
//! `>` the end of the element, `?` a hole with the name of what fills it. `view!` writes it.

use super::attribute::{Attribute, IntoAttribute, Value};
use super::{Act, IntoView, NodeRef, View, alive, follow};
use leptos::prelude::document;
use std::str::Split;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, Event, KeyboardEvent, Node};

/// Elements of pictures that the page uses, which live in a namespace of their own.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A view that is being built, up to its next hole.
pub struct Template {
    /// What of the markup is left.
    lines: Split<'static, char>,
    /// The name of what fills the hole.
    hole: &'static str,
    /// What is open: an element, or what holds all of the view.
    open: Node,
    /// What is open around it.
    around: Vec<Node>,
}

/// What an attribute or property has shown last: writing the same again would cost the browser's time, and in a
/// field the place of the cursor.
type Shown = Option<Value>;

/// Boxed, so that it goes from call to call as one number.
impl Template {
    /// The markup up to its first hole.
    pub fn new(markup: &'static str) -> Box<Template> {
        let open = document().create_document_fragment().into();
        Box::new(Template { lines: markup.split('\n'), hole: "", open, around: Vec::new() }).next()
    }

    /// Goes on to the next hole.
    fn next(mut self: Box<Template>) -> Box<Template> {
        while let Some((kind, text)) = self.lines.next().and_then(|line| line.split_at_checked(1)) {
            match kind {
                "<" => self.begin(text),
                "." => {
                    let (name, value) = text.split_once('=').unwrap_or((text, ""));
                    let _ = self.element().set_attribute(name, value);
                }
                ">" => self.end(),
                "?" => {
                    self.hole = text;
                    break;
                }
                _ => View::from(text).insert(&self.open, None),
            }
        }
        self
    }

    fn begin(&mut self, tag: &str) {
        let made = match tag {
            "svg" | "use" => document().create_element_ns(Some(SVG), tag),
            _ => document().create_element(tag),
        };
        // It fails only where the browser can go on no longer; then the app stops, and crash.js says so.
        let element: Node = made.unwrap_or_else(|error| wasm_bindgen::throw_val(error)).into();
        let _ = self.open.append_child(&element);
        self.around.push(std::mem::replace(&mut self.open, element));
    }

    fn end(&mut self) {
        if let Some(around) = self.around.pop() {
            self.open = around;
        }
    }

    /// Attributes stand only in elements.
    fn element(&self) -> &Element {
        self.open.unchecked_ref()
    }

    /// An attribute.
    pub fn attribute(self: Box<Template>, value: impl IntoAttribute) -> Box<Template> {
        self.set(value.into_attribute(), |element, name, value| {
            let _ = match value {
                Some(text) => element.set_attribute(name, text),
                None => element.remove_attribute(name),
            };
        })
    }

    /// A property of text, for what the user changes in the page: `value`.
    /// Truth values are set as such: `checked`, `disabled`.
    pub fn property(self: Box<Template>, value: impl IntoAttribute) -> Box<Template> {
        self.set(value.into_attribute(), |element, name, value| {
            let value = match (name, value) {
                ("value", value) => JsValue::from_str(value.unwrap_or_default()),
                (_, value) => JsValue::from_bool(value.is_some()),
            };
            let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value);
        })
    }

    /// A property of its style, which the page's policy allows where it forbids a `style` attribute.
    pub fn style(self: Box<Template>, value: impl IntoAttribute) -> Box<Template> {
        self.set(value.into_attribute(), |element, name, value| {
            let style: Option<CssStyleDeclaration> = element.dyn_ref::<web_sys::HtmlElement>().map(|e| e.style());
            let _ = style.map(|style| style.set_property(name, value.unwrap_or_default()));
        })
    }

    fn set(self: Box<Template>, value: Attribute, write: fn(&Element, &str, Option<&str>)) -> Box<Template> {
        let name = self.hole;
        match value {
            Attribute::Fixed(None) => {}
            Attribute::Fixed(Some(text)) => write(self.element(), name, Some(&text)),
            Attribute::Dynamic(closure) => {
                let element = self.element().clone();
                let mut shown: Shown = None;
                follow(Box::new(move || {
                    let value = closure.read();
                    if shown.as_ref() != Some(&value) {
                        write(&element, name, value.as_deref());
                        shown = Some(value);
                    }
                }));
            }
        }
        self.next()
    }

    /// Calls a closure at each event, as long as what it belongs to stands.
    pub fn on(self: Box<Template>, act: impl Fn(Event) + 'static) -> Box<Template> {
        self.listen(Box::new(act))
    }

    /// As [`Template::on`], for `keydown`.
    pub fn on_key(self: Box<Template>, act: impl Fn(KeyboardEvent) + 'static) -> Box<Template> {
        self.on(move |event| act(event.unchecked_into()))
    }

    fn listen(self: Box<Template>, heard: Box<dyn Act<Event>>) -> Box<Template> {
        let alive = alive();
        let listener = Closure::<dyn Fn(Event)>::new(move |event| {
            if alive() {
                heard.act(event);
            }
        });
        // The browser owns it from here and drops it with the element.
        let listener = listener.into_js_value();
        let _ = self.element().add_event_listener_with_callback(self.hole, listener.unchecked_ref());
        self.next()
    }

    /// Tells a reference which element it is.
    pub fn reference<E: JsCast>(self: Box<Template>, reference: NodeRef<E>) -> Box<Template> {
        reference.set(self.element().clone());
        self.next()
    }

    /// A view between what stands before and after the hole.
    pub fn child(self: Box<Template>, view: View) -> Box<Template> {
        view.insert(&self.open, None);
        self.next()
    }
}

impl IntoView for Box<Template> {
    fn into_view(self) -> View {
        View::node(self.open)
    }
}
