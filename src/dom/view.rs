//! Views: what can stand in an element, and how it gets there and follows signals.

use super::{Memo, Read, RwSignal, Signal, follow};
use leptos::prelude::document;
use std::borrow::Cow;
use std::rc::Rc;
use web_sys::{Node, Text};

/// Something to put into an element. Elements stand already; what follows signals is made when it is put there.
///
/// A pointer, so that it goes from function to function as one number.
pub struct View(Option<Box<Kind>>);

enum Kind {
    Text(Cow<'static, str>),
    /// An element, or several with texts between them, with all that is in them.
    Node(Node),
    /// Several, one after the other.
    Many(Vec<View>),
    /// What a closure returns, now and whenever a signal has changed that it reads.
    Dynamic(Box<dyn Read<View>>),
    /// What puts itself before a node, which stays where it is.
    List(Box<dyn FnOnce(Node)>),
}

impl View {
    /// Nothing.
    pub const EMPTY: View = View(None);

    fn of(kind: Kind) -> View {
        View(Some(Box::new(kind)))
    }

    pub(super) fn node(node: Node) -> View {
        View::of(Kind::Node(node))
    }

    pub(super) fn list(list: Box<dyn FnOnce(Node)>) -> View {
        View::of(Kind::List(list))
    }

    fn dynamic(closure: Box<dyn Read<View>>) -> View {
        View::of(Kind::Dynamic(closure))
    }

    /// Puts it into an element, before one of its nodes or at its end.
    pub fn insert(self, parent: &Node, before: Option<&Node>) {
        match self.0.map(|kind| *kind) {
            None => {}
            Some(Kind::Text(text)) => put(parent, &document().create_text_node(&text), before),
            Some(Kind::Node(node)) => put(parent, &node, before),
            Some(Kind::Many(views)) => views.into_iter().for_each(|view| view.insert(parent, before)),
            Some(Kind::Dynamic(closure)) => {
                let end = marker(parent, before);
                let mut shown = Shown { end, start: None, text: None };
                follow(Box::new(move || shown.show(closure.read())));
            }
            Some(Kind::List(list)) => list(marker(parent, before).into()),
        }
    }
}

/// Inserting fails only under a parent that cannot have children, which `view!` never makes.
fn put(parent: &Node, node: &Node, before: Option<&Node>) {
    let _ = parent.insert_before(node, before);
}

/// An empty text as a place among other nodes.
pub(super) fn marker(parent: &Node, before: Option<&Node>) -> Text {
    let text = document().create_text_node("");
    put(parent, &text, before);
    text
}

/// Removes what stands between two nodes.
pub(super) fn clear(start: &Node, end: &Node) {
    while let Some(node) = end.previous_sibling().filter(|node| node != start) {
        node.parent_node().map(|parent| parent.remove_child(&node));
    }
}

/// What a closure has returned last, in the page.
struct Shown {
    /// Stands behind it; if it is a text, this is it.
    end: Text,
    /// Stands before it, if it is more than a text.
    start: Option<Text>,
    text: Option<Cow<'static, str>>,
}

impl Shown {
    fn show(&mut self, view: View) {
        if let Some(start) = &self.start {
            clear(start, &self.end);
        }
        let text = match view.0.map(|kind| *kind) {
            None => Cow::Borrowed(""),
            Some(Kind::Text(text)) => text,
            Some(kind) => {
                let Some(parent) = self.end.parent_node() else { return };
                self.start.get_or_insert_with(|| marker(&parent, Some(&self.end)));
                View::of(kind).insert(&parent, Some(&self.end));
                Cow::Borrowed("")
            }
        };
        // Writing the same text again would still cost a layout.
        if self.text.as_ref().map_or("", |shown| shown) != text {
            self.end.set_data(&text);
        }
        self.text = Some(text);
    }
}

/// What is made between the tags of a component, once.
pub type Children = Box<dyn FnOnce() -> View>;

/// What is made between the tags of a component, as often as it is wanted.
pub type ChildrenFn = Rc<dyn Read<View>>;

/// What stands between the tags of a component, as its argument `children` wants it.
pub trait ToChildren<F> {
    /// Boxes the closure.
    fn to_children(make: F) -> Self;
}

impl<F: FnOnce() -> View + 'static> ToChildren<F> for Children {
    fn to_children(make: F) -> Children {
        Box::new(make)
    }
}

impl<F: Fn() -> View + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(make: F) -> ChildrenFn {
        Rc::new(make)
    }
}

/// A view as an attribute of a component.
#[derive(Clone)]
pub struct ViewFn(Rc<dyn Read<View>>);

impl ViewFn {
    /// The view.
    pub fn run(&self) -> View {
        self.0.read()
    }
}

impl<V: IntoView, F: Fn() -> V + 'static> From<F> for ViewFn {
    fn from(make: F) -> ViewFn {
        ViewFn(Rc::new(move || make().into_view()))
    }
}

/// What can stand in braces in `view!`.
pub trait IntoView {
    /// As a view.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::EMPTY
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::of(Kind::Text(Cow::Borrowed(self)))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::of(Kind::Text(Cow::Owned(self)))
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or(View::EMPTY, V::into_view)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        collect(self)
    }
}

impl<V: IntoView, F: Fn() -> V + 'static> IntoView for F {
    fn into_view(self) -> View {
        View::dynamic(Box::new(move || self().into_view()))
    }
}

/// Signals are followed, like a closure that reads them.
macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<V: IntoView + Clone + Send + Sync + 'static> IntoView for $signal<V> {
            fn into_view(self) -> View {
                View::dynamic(Box::new(move || self.get().into_view()))
            }
        }
    )*};
}

signals!(Signal, Memo, RwSignal);

impl From<&'static str> for View {
    fn from(text: &'static str) -> View {
        text.into_view()
    }
}

/// The views of an iterator, one after the other.
pub(super) fn collect<V: IntoView>(views: impl IntoIterator<Item = V>) -> View {
    View::of(Kind::Many(views.into_iter().map(V::into_view).collect()))
}
