//! Elements, built call by call.

use super::attribute::{Attribute, IntoAttribute, Value};
use super::{Act, NodeRef, View, alive, follow};
use leptos::prelude::document;
use std::borrow::Cow;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Event, KeyboardEvent};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being built.
pub struct Element(web_sys::Element);

/// What an attribute or property has shown last: writing the same again would cost the browser's time, and in a
/// field the place of the cursor.
type Shown = Option<Value>;

impl Element {
    /// An element of HTML with the attributes that never change.
    pub fn html(tag: &'static str, fixed: &[(&'static str, &'static str)]) -> Element {
        Element::new(document().create_element(tag), fixed)
    }

    /// An element of SVG with the attributes that never change.
    pub fn svg(tag: &'static str, fixed: &[(&'static str, &'static str)]) -> Element {
        Element::new(document().create_element_ns(Some(SVG), tag), fixed)
    }

    /// It fails only where the browser can go on no longer; then the app stops, and crash.js says so.
    fn new(made: Result<web_sys::Element, JsValue>, fixed: &[(&'static str, &'static str)]) -> Element {
        let element = made.unwrap_or_else(|error| wasm_bindgen::throw_val(error));
        for (name, text) in fixed {
            let _ = element.set_attribute(name, text);
        }
        Element(element)
    }

    /// An attribute.
    pub fn attribute(self, name: &'static str, value: impl IntoAttribute) -> Element {
        self.set(name, value.into_attribute(), |element, name, value| {
            let _ = match value {
                Some(text) => element.set_attribute(name, text),
                None => element.remove_attribute(name),
            };
        })
    }

    /// A property of text, for what the user changes in the page: `value`.
    /// Truth values are set as such: `checked`, `disabled`.
    pub fn property(self, name: &'static str, value: impl IntoAttribute) -> Element {
        self.set(name, value.into_attribute(), |element, name, value| {
            let value = match (name, value) {
                ("value", value) => JsValue::from_str(value.unwrap_or_default()),
                (_, value) => JsValue::from_bool(value.is_some()),
            };
            let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value);
        })
    }

    /// A property of its style, which the page's policy allows where it forbids a `style` attribute.
    pub fn style(self, name: &'static str, value: impl IntoAttribute) -> Element {
        self.set(name, value.into_attribute(), |element, name, value| {
            let style: Option<CssStyleDeclaration> = element.dyn_ref::<web_sys::HtmlElement>().map(|e| e.style());
            let _ = style.map(|style| style.set_property(name, value.unwrap_or_default()));
        })
    }

    fn set(self, name: &'static str, value: Attribute, write: fn(&web_sys::Element, &str, Option<&str>)) -> Element {
        match value {
            Attribute::Fixed(None) => {}
            Attribute::Fixed(Some(text)) => write(&self.0, name, Some(&text)),
            Attribute::Dynamic(closure) => {
                let element = self.0.clone();
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
        self
    }

    /// Calls a closure at each event, as long as what it belongs to stands.
    pub fn on(self, event: &'static str, act: impl Fn(Event) + 'static) -> Element {
        self.listen(event, Box::new(act))
    }

    /// As [`Element::on`], for `keydown`.
    pub fn on_key(self, act: impl Fn(KeyboardEvent) + 'static) -> Element {
        self.on("keydown", move |event| act(event.unchecked_into()))
    }

    fn listen(self, event: &'static str, heard: Box<dyn Act<Event>>) -> Element {
        let alive = alive();
        let listener = Closure::<dyn Fn(Event)>::new(move |event| {
            if alive() {
                heard.act(event);
            }
        });
        // The browser owns it from here and drops it with the element.
        let _ = self.0.add_event_listener_with_callback(event, listener.into_js_value().unchecked_ref());
        self
    }

    /// Tells a reference which element it is.
    pub fn reference<E: JsCast>(self, reference: NodeRef<E>) -> Element {
        reference.set(self.0.clone());
        self
    }

    /// Text at its end.
    pub fn text(self, text: &'static str) -> Element {
        self.child(View::Text(Cow::Borrowed(text)))
    }

    /// A view at its end.
    pub fn child(self, view: View) -> Element {
        view.insert(&self.0, None);
        self
    }

    /// Done.
    pub fn into_view(self) -> View {
        View::Node(self.0.into())
    }
}
