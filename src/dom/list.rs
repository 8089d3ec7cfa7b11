//! Lists that keep the views of items that stay.

use super::view::{clear, marker};
use super::{Act, IntoView, Run, View, follow};
use leptos::prelude::{Owner, untrack};
use std::rc::Rc;
use web_sys::{Node, Text};

/// A view for each item, made once and kept as long as the item is there. The item is its own key, so what is in it
/// does not change under its view.
pub fn each<T, V>(items: impl Fn() -> Vec<T> + 'static, view: impl Fn(T) -> V + 'static) -> View
where
    T: Clone + PartialEq + 'static,
    V: IntoView,
{
    let mut known: Vec<T> = Vec::new();
    let view = Rc::new(view);
    let step = move || {
        let new = items();
        let from = new.iter().map(|item| known.iter().position(|old| old == item)).collect();
        let wanted = new.clone();
        known = new;
        let view = view.clone();
        let make: Box<dyn Act<usize, View>> =
            Box::new(move |at: usize| wanted.get(at).map_or(View::EMPTY, |item| view(item.clone()).into_view()));
        (from, make)
    };
    View::list(Box::new(move |end| List::follow(end, Box::new(step))))
}

/// Where each item stood before, if it did, and the views of those that did not.
type Step = Box<dyn Run<(Vec<Option<usize>>, Box<dyn Act<usize, View>>)>>;

/// The views of a list in the page.
struct List {
    shown: Vec<Item>,
    /// Stands behind the last one.
    end: Node,
    /// What the items belong to: not the run of the effect that makes them, which ends with the next run.
    owner: Owner,
}

/// The view of an item, between two markers.
struct Item {
    start: Text,
    end: Text,
    /// Of everything that follows signals or hears events in it.
    owner: Owner,
}

impl List {
    fn follow(end: Node, mut step: Step) {
        let mut list = List { shown: Vec::new(), end, owner: Owner::current().unwrap_or_default() };
        follow(Box::new(move || {
            let (from, make) = step.run();
            untrack(|| list.show(&from, &*make));
        }));
    }

    fn show(&mut self, from: &[Option<usize>], make: &dyn Act<usize, View>) {
        let Some(parent) = self.end.parent_node() else { return };
        let mut old: Vec<Option<Item>> = Vec::new();
        for (at, item) in std::mem::take(&mut self.shown).into_iter().enumerate() {
            if from.contains(&Some(at)) {
                old.push(Some(item));
            } else {
                item.remove();
                old.push(None);
            }
        }
        // Where the next item belongs: before what stands first of those that are not yet placed.
        let mut place: Node =
            old.iter().flatten().next().map_or_else(|| self.end.clone(), |item| item.start.clone().into());
        for (at, from) in from.iter().enumerate() {
            let item = match from.and_then(|from| old.get_mut(from)).and_then(Option::take) {
                Some(item) if Node::from(item.start.clone()) == place => {
                    place = item.end.next_sibling().unwrap_or_else(|| self.end.clone());
                    item
                }
                Some(item) => item.moved(&parent, &place),
                None => self.made(&parent, &place, || make.act(at)),
            };
            self.shown.push(item);
        }
    }

    fn made(&self, parent: &Node, before: &Node, view: impl FnOnce() -> View) -> Item {
        let (start, end) = (marker(parent, Some(before)), marker(parent, Some(before)));
        let owner = self.owner.with(Owner::new);
        owner.with(|| view().insert(parent, Some(&end)));
        Item { start, end, owner }
    }
}

impl Item {
    fn moved(self, parent: &Node, before: &Node) -> Item {
        let mut next = Some(Node::from(self.start.clone()));
        while let Some(node) = next {
            next = (node != Node::from(self.end.clone())).then(|| node.next_sibling()).flatten();
            let _ = parent.insert_before(&node, Some(before));
        }
        self
    }

    fn remove(self) {
        // First, so that nothing in it is told that it goes. And not left to a drop: a list in it holds this owner too.
        self.owner.cleanup();
        clear(&self.start, &self.end);
        self.start.remove();
        self.end.remove();
    }
}
