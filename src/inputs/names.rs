//! Names of groups, regions and options; buttons that remove them; rows that add them.

use super::change::{Changes, use_changes};
use crate::ui::{Icon, MAX_LENGTH, while_alive};
use crate::window::focus_in;
use geode_core::scenario::Scenario;
use leptos::prelude::*;

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A user group.
    Group,
    /// A region.
    Region,
    /// An option.
    Option,
}

impl Named {
    fn name_mut<'a>(self, scenario: &'a mut Scenario, id: &str) -> Option<&'a mut String> {
        match self {
            Named::Group => scenario.user_groups.iter_mut().find(|item| item.id == id).map(|item| &mut item.name),
            Named::Region => scenario.regions.iter_mut().find(|item| item.id == id).map(|item| &mut item.name),
            Named::Option => scenario.options.iter_mut().find(|item| item.id == id).map(|item| &mut item.name),
        }
    }

    /// What it is called, for labels, and the start of the ids of its controls.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Named::Group => ("Name of the user group", "group"),
            Named::Region => ("Name of the region", "region"),
            Named::Option => ("Name of the option", "option"),
        }
    }

    /// The one after it, else before it, and its buttons: where the focus goes when it is removed. The last one cannot
    /// be removed, so its name takes the focus.
    fn beside(self, scenario: &Scenario, id: &str) -> (String, String) {
        let ids: Vec<&str> = match self {
            Named::Group => scenario.user_groups.iter().map(|item| item.id.as_str()).collect(),
            Named::Region => scenario.regions.iter().map(|item| item.id.as_str()).collect(),
            Named::Option => scenario.options.iter().map(|item| item.id.as_str()).collect(),
        };
        let at = ids.iter().position(|other| *other == id).unwrap_or(0);
        let next = ids.get(at + 1).or_else(|| ids.get(at.wrapping_sub(1))).unwrap_or(&id);
        let place = if ids.len() > 2 { self.buttons(next) } else { format!("[id='{}']", self.control(next)) };
        (self.item(next), place)
    }

    /// Selects the buttons of one.
    pub fn buttons(self, id: &str) -> String {
        let row = format!("[data-testid='{}']", self.item(id));
        // Buttons of the head of a card, or of a row.
        format!("{row} > button, {row} > .card__head button")
    }

    /// Name for tests of its item in the list.
    pub fn item(self, id: &str) -> String {
        format!("{}-{id}", self.words().1)
    }

    /// Id of the control that holds the name.
    pub fn control(self, id: &str) -> String {
        format!("{}.{id}", self.words().1)
    }
}

/// The name of a list item, changed while it is typed. An empty one goes back to what it was.
#[component]
pub fn NameInput(
    /// What it names.
    named: Named,
    /// Id of that.
    #[prop(into)]
    id: String,
    /// Style.
    class: &'static str,
    /// The name now.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let changes = use_changes();
    let control = named.control(&id);
    let key = format!("name {control}");
    let typed = move |text: String| {
        if text.trim().is_empty() {
            return;
        }
        changes.typed(&key, |scenario| {
            if let Some(name) = named.name_mut(scenario, &id) {
                *name = text;
            }
        });
    };
    let emptied = RwSignal::new(false);
    // Undo gives it a name while it is empty.
    Effect::new(move || {
        value.get();
        emptied.set(false);
    });
    let text = move || if emptied.get() { String::new() } else { value.get() };
    view! {
        <input
            id=control
            class=class
            maxlength=MAX_LENGTH
            autocomplete="off"
            spellcheck="false"
            aria-label=named.words().0
            prop:value=text
            on:input=move |event| {
                let text = event_target_value(&event);
                emptied.set(text.trim().is_empty());
                typed(text);
            }
            on:blur=while_alive(move |_| {
                emptied.set(false);
                changes.store().seal();
            })
        />
    }
}

/// Removes an item under its name, with what is said of it: undo is offered, and the focus goes to what stands beside it.
pub fn remove(changes: Changes, named: Named, id: &str, (name, with): (&str, &str), act: fn(&mut Scenario, &str)) {
    let store = changes.store();
    let before = store.scenario_untracked();
    if changes.attempt(|scenario| act(scenario, id)) {
        let now = store.scenario_untracked();
        let baseline = now.option(&now.baseline).filter(|_| now.baseline != before.baseline);
        let told = baseline.map(|now| format!(" {} is what the others are compared with now.", now.name));
        store.offer_undo(format!("{name} removed{with}.{}", told.unwrap_or_default()));
    }
    let (item, place) = named.beside(&before, id);
    focus_in(item, place);
}

/// A name to type and a button to add what it names.
#[component]
pub fn AddRow(
    /// Id of the text; also its name for tests.
    id: &'static str,
    /// What is added, such as "region".
    what: &'static str,
    /// The text; whoever adds empties it, so that what is refused can be mended.
    name: RwSignal<String>,
    /// Names to offer.
    #[prop(optional, into)]
    offers: Signal<Vec<String>>,
    /// Adds it.
    #[prop(into)]
    on_add: Callback<String>,
) -> impl IntoView {
    let add = move || {
        let text = name.get_untracked().trim().to_owned();
        on_add.run(if text.is_empty() { format!("New {what}") } else { text });
    };
    let list = format!("{id}.offers");
    view! {
        <div class="row add-row" data-testid=id>
            <input
                id=id
                class="input"
                maxlength=MAX_LENGTH
                autocomplete="off"
                aria-label=format!("Name of the new {what}")
                placeholder=format!("New {what}")
                list=list.clone()
                data-own-undo=""
                prop:value=name
                on:input=move |event| name.set(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Enter" { add() }
            />
            <datalist id=list>
                {move || offers.get().into_iter().map(|offer| view! { <option value=offer></option> }).collect_view()}
            </datalist>
            <button type="button" class="button button--small" on:click=move |_| add()>
                <Icon name="plus" />
                {format!("Add {what}")}
            </button>
        </div>
    }
}
