//! What the views promise: what stands in the page after each change, and what is left alone.

use super::prelude::*;
use any_spawner::Executor;
use leptos::prelude::Owner;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit, Node};

/// What signals of a test belong to.
fn owner() -> Owner {
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    owner
}

/// A view in an element of its own.
fn shown(view: View) -> Element {
    let place = document().create_element("div").unwrap();
    view.insert(&place, None);
    place
}

fn find<E: JsCast>(place: &Element, selector: &str) -> E {
    place.query_selector(selector).unwrap().unwrap().dyn_into().ok().unwrap()
}

fn text(place: &Element) -> String {
    place.text_content().unwrap()
}

fn click(place: &Element, selector: &str) {
    find::<HtmlElement>(place, selector).click();
}

#[wasm_bindgen_test]
fn markup_becomes_elements() {
    let _owner = owner();
    let no_title = None::<String>;
    let place = shown(view! {
        <p class="small" hidden=true title=no_title>"One, " {"2"} <b data-n=3_usize>"three"</b></p>
        <svg class="icon"><use href="#icon-x" /></svg>
    });
    assert_eq!(
        place.inner_html(),
        r##"<p class="small" hidden="">One, 2<b data-n="3">three</b></p><svg class="icon"><use href="#icon-x"></use></svg>"##
    );
    assert_eq!(find::<Element>(&place, "use").namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

/// Without its own node for each text, the texts before and after would have to be made anew.
#[wasm_bindgen_test]
async fn a_text_follows_its_signal_and_stays_the_same_node() {
    let _owner = owner();
    let name = RwSignal::new("Ada".to_owned());
    let place = shown(view! { <p>"Hello " {move || name.get()} "!"</p> });
    let node = || find::<Node>(&place, "p").child_nodes().get(1).unwrap();
    let before = node();
    assert_eq!(text(&place), "Hello Ada!");
    name.set("Grace".into());
    Executor::tick().await;
    assert_eq!(text(&place), "Hello Grace!");
    assert!(before.is_same_node(Some(&node())));
}

#[wasm_bindgen_test]
async fn what_a_closure_returns_takes_the_place_of_what_it_returned() {
    let _owner = owner();
    let step = RwSignal::new(0);
    let changing = move || match step.get() {
        0 => View::EMPTY,
        1 => "text".into_view(),
        2 => view! { <i>"a"</i> <i>"b"</i> },
        3 => view! { {move || "inner"} },
        _ => "again".into_view(),
    };
    let place = shown(view! { <b>"<"</b> {changing} <b>">"</b> });
    for (at, wanted) in [(0, "<>"), (1, "<text>"), (2, "<ab>"), (3, "<inner>"), (4, "<again>"), (2, "<ab>"), (0, "<>")]
    {
        step.set(at);
        Executor::tick().await;
        assert_eq!(text(&place), wanted);
    }
    assert_eq!(place.child_element_count(), 2);
}

/// Writing a field's text again moves the cursor to its end.
#[wasm_bindgen_test]
async fn an_attribute_or_property_is_written_only_when_it_changes() {
    let _owner = owner();
    let (value, is_hidden) = (RwSignal::new("12".to_owned()), RwSignal::new(false));
    let place = shown(view! {
        <input prop:value=move || value.get() prop:disabled=move || is_hidden.get() hidden=is_hidden aria-label=value />
    });
    let input = find::<HtmlInputElement>(&place, "input");
    assert_eq!((input.value().as_str(), input.hidden(), input.disabled()), ("12", false, false));
    input.set_value("typed");
    value.set("12".into());
    is_hidden.set(true);
    Executor::tick().await;
    assert_eq!((input.value().as_str(), input.hidden(), input.disabled()), ("typed", true, true));
    value.set("13".into());
    is_hidden.set(false);
    Executor::tick().await;
    assert_eq!((input.value().as_str(), input.hidden(), input.disabled()), ("13", false, false));
    assert_eq!(input.get_attribute("aria-label").as_deref(), Some("13"));
}

/// All lists of up to four of these letters, each at most once.
fn arrangements() -> Vec<Vec<char>> {
    let mut all = vec![Vec::new()];
    let mut at = 0;
    while at < all.len() {
        for letter in "abcd".chars().filter(|letter| !all[at].contains(letter)).collect::<Vec<_>>() {
            let longer = [all[at].as_slice(), &[letter]].concat();
            all.push(longer);
        }
        at += 1;
    }
    all
}

#[wasm_bindgen_test]
async fn a_list_shows_its_items_in_order_and_keeps_their_elements() {
    let _owner = owner();
    let items = RwSignal::new(Vec::new());
    let made = Rc::new(Cell::new(0));
    let count = made.clone();
    let item = move |letter: char| {
        count.set(count.get() + 1);
        view! { <li>{letter.to_string()}</li> }
    };
    let place = shown(view! { <li>"<"</li> {each(move || items.get(), item)} <li>">"</li> });
    let elements = || -> BTreeMap<String, Element> {
        let children = place.children();
        (0..children.length()).filter_map(|i| children.item(i)).map(|e| (text(&e), e)).collect()
    };
    let all = arrangements();
    assert_eq!(all.len(), 65);
    for from in &all {
        for to in &all {
            items.set(from.clone());
            Executor::tick().await;
            let (before, so_far) = (elements(), made.get());
            items.set(to.clone());
            Executor::tick().await;
            assert_eq!(text(&place), format!("<{}>", to.iter().collect::<String>()), "after {from:?}");
            let after = elements();
            let kept = to.iter().filter(|letter| from.contains(letter));
            for letter in kept.clone().map(char::to_string) {
                assert!(before[&letter].is_same_node(Some(&after[&letter])), "{letter} from {from:?} to {to:?}");
            }
            assert_eq!(made.get() - so_far, to.len() - kept.count(), "views made from {from:?} to {to:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_gone_follows_nothing_and_hears_nothing() {
    let _owner = owner();
    let (items, beat) = (RwSignal::new(vec!["a", "b"]), RwSignal::new(0));
    let log = Rc::new(RefCell::new(Vec::new()));
    let (runs, clicks) = (log.clone(), log.clone());
    let item = move |name: &'static str| {
        let (runs, clicks) = (runs.clone(), clicks.clone());
        let followed = move || {
            runs.borrow_mut().push(format!("{name}{}", beat.get()));
            name
        };
        view! { <button id=name on:click=move |_| clicks.borrow_mut().push(format!("{name} clicked"))>{followed}</button> }
    };
    let place = shown(each(move || items.get(), item));
    let (a, b) = (find::<HtmlElement>(&place, "#a"), find::<HtmlElement>(&place, "#b"));
    items.set(vec!["b"]);
    Executor::tick().await;
    log.borrow_mut().clear();
    beat.set(1);
    Executor::tick().await;
    a.click();
    b.click();
    assert_eq!(*log.borrow(), ["b1", "b clicked"]);
}

/// Once a list in an item kept the item's owner, and with it all that was in the item, for ever: each letter typed
/// into a region's name left a row of the latency table behind, which followed every later edit.
#[wasm_bindgen_test]
async fn a_list_in_an_item_goes_with_it() {
    let _owner = owner();
    let (rows, columns, beat) = (RwSignal::new(vec!["a", "b"]), RwSignal::new(vec![1, 2]), RwSignal::new(0));
    let log = Rc::new(RefCell::new(Vec::new()));
    let runs = log.clone();
    let cell = move |row: &'static str, column: i32| {
        let runs = runs.clone();
        move || {
            runs.borrow_mut().push(format!("{row}{column} at {}", beat.get()));
            row
        }
    };
    let row = move |name: &'static str| {
        let cell = cell.clone();
        each(move || columns.get(), move |column| cell(name, column))
    };
    let place = shown(each(move || rows.get(), row));
    assert_eq!(text(&place), "aabb");
    rows.set(vec!["b"]);
    columns.set(vec![2]);
    Executor::tick().await;
    log.borrow_mut().clear();
    beat.set(1);
    Executor::tick().await;
    assert_eq!(*log.borrow(), ["b2 at 1"]);
    assert_eq!(text(&place), "b");
}

#[wasm_bindgen_test]
async fn equal_items_have_a_view_each() {
    let _owner = owner();
    let items = RwSignal::new(vec!["a"]);
    let place = shown(each(move || items.get(), |item: &'static str| view! { <i>{item}</i> }));
    for wanted in [vec!["a", "a"], vec!["b", "a", "a"], vec!["a"], vec![]] {
        items.set(wanted.clone());
        Executor::tick().await;
        assert_eq!((text(&place), place.child_element_count() as usize), (wanted.concat(), wanted.len()));
    }
}

#[wasm_bindgen_test]
async fn show_makes_its_view_only_when_the_answer_changes() {
    let _owner = owner();
    let (number, made) = (RwSignal::new(1), Rc::new(Cell::new(0)));
    let count = made.clone();
    let place = shown(view! {
        <Show when=move || number.get() % 2 == 1>
            {count.set(count.get() + 1); "odd"}
        </Show>
    });
    for (next, words, times) in [(1, "odd", 1), (3, "odd", 1), (4, "", 1), (6, "", 1), (7, "odd", 2)] {
        number.set(next);
        Executor::tick().await;
        assert_eq!((text(&place).as_str(), made.get()), (words, times), "at {next}");
    }
}

#[component]
fn Greeting(
    #[prop(into)] name: String,
    #[prop(optional)] mark: Option<&'static str>,
    #[prop(into)] act: Callback<u32>,
    children: Children,
) -> impl IntoView {
    view! { <button on:click=move |_| act.run(7)>{name} {mark.unwrap_or(".")} {children()}</button> }
}

#[wasm_bindgen_test]
fn components_take_attributes_children_and_callbacks() {
    let _owner = owner();
    let heard = Rc::new(Cell::new(0));
    let act = heard.clone();
    let mark = "?";
    let place = shown(view! {
        <Greeting name="Ada" act=move |n| act.set(n)><i>" in"</i></Greeting>
        <Greeting name=String::from("Grace") mark act=|_| ()>" out"</Greeting>
    });
    assert_eq!(text(&place), "Ada. inGrace? out");
    click(&place, "button");
    assert_eq!(heard.get(), 7);
}

#[wasm_bindgen_test]
async fn a_memo_tells_only_of_other_values() {
    let _owner = owner();
    let (number, runs) = (RwSignal::new(1), Rc::new(Cell::new(0)));
    let is_even = Memo::new(move || number.get() % 2 == 0);
    let count = runs.clone();
    effect(move || {
        is_even.get();
        count.set(count.get() + 1);
    });
    for (next, times) in [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3)] {
        number.set(next);
        Executor::tick().await;
        assert_eq!(runs.get(), times, "at {next}");
    }
}

#[wasm_bindgen_test]
async fn a_shared_memo_tells_of_other_values_without_comparing_them() {
    let _owner = owner();
    let (number, runs) = (RwSignal::new(Arc::new(1)), Rc::new(Cell::new(0)));
    let shared = Memo::shared(move || number.get());
    let count = runs.clone();
    effect(move || {
        shared.get();
        count.set(count.get() + 1);
    });
    Executor::tick().await;
    number.set(number.get_untracked());
    Executor::tick().await;
    assert_eq!(runs.get(), 1, "the same value");
    number.set(Arc::new(1));
    Executor::tick().await;
    assert_eq!(runs.get(), 2, "another value that is equal");
}

#[wasm_bindgen_test]
async fn a_change_that_makes_no_difference_is_not_told() {
    let _owner = owner();
    let (number, runs) = (RwSignal::new(1), Rc::new(Cell::new(0)));
    let count = runs.clone();
    effect(move || {
        number.get();
        count.set(count.get() + 1);
    });
    for (step, times) in [(0, 1), (1, 2), (0, 2)] {
        number.change(|number| *number += step);
        Executor::tick().await;
        assert_eq!(runs.get(), times);
    }
}

/// Handlers outlive their elements: an answer may come when the dialog that asked has gone.
#[wasm_bindgen_test]
fn what_is_gone_is_neither_set_nor_called() {
    let inner = owner().child();
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    let (signal, act) = inner.with(|| (RwSignal::new(1), Callback::new(move |()| count.set(count.get() + 1))));
    act.run(());
    inner.cleanup();
    act.run(());
    signal.set(2);
    signal.update(|value| *value = 3);
    signal.change(|value| *value = 4);
    assert_eq!((calls.get(), signal.try_get_untracked()), (1, None));
}

#[wasm_bindgen_test]
async fn styles_keys_and_references() {
    let _owner = owner();
    let (room, place_of) = (RwSignal::new(None::<String>), NodeRef::<HtmlInputElement>::new());
    let keys = Rc::new(RefCell::new(String::new()));
    let heard = keys.clone();
    assert!(place_of.get_untracked().is_none());
    let place = shown(view! {
        <input node_ref=place_of style:min-height=move || room.get()
            on:keydown=move |event: KeyboardEvent| heard.borrow_mut().push_str(&event.key()) />
    });
    let input = find::<HtmlInputElement>(&place, "input");
    assert!(place_of.get_untracked().unwrap().is_same_node(Some(&input)));
    for wanted in [Some("12px"), None, Some("3px")] {
        room.set(wanted.map(str::to_owned));
        Executor::tick().await;
        assert_eq!(input.style().get_property_value("min-height").unwrap(), wanted.unwrap_or_default());
    }
    let init = KeyboardEventInit::new();
    init.set_key("Escape");
    input.dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()).unwrap();
    assert_eq!(*keys.borrow(), "Escape");
}

#[wasm_bindgen_test]
fn events_tell_of_their_fields() {
    let _owner = owner();
    let told = Rc::new(RefCell::new(Vec::new()));
    let tell = {
        let told = told.clone();
        move |event: Event| told.borrow_mut().push(format!("{} {}", text_of(&event), is_checked(&event)))
    };
    let (of_text, of_box) = (tell.clone(), tell.clone());
    let place = shown(view! {
        <input type="text" on:change=of_text />
        <input type="checkbox" value="box" checked=true on:change=of_box />
        <select on:change=tell><option value="a">"A"</option><option value="b" selected=true>"B"</option></select>
    });
    find::<HtmlInputElement>(&place, "input").set_value("99.9%");
    for selector in ["[type=text]", "[type=checkbox]", "select"] {
        find::<Element>(&place, selector).dispatch_event(&Event::new("change").unwrap()).unwrap();
    }
    assert_eq!(*told.borrow(), ["99.9% false", "box true", "b false"]);
}
