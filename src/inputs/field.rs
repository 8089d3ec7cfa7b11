//! Fields of one number, driven by the list of inputs.

use super::change::dom_id;
use super::note::Help;
use super::number::Number;
use super::ranging::{use_cell, use_ranging, use_solving};
use crate::state::use_store;
use crate::ui::{FieldIds, Frame, Line, Said, while_alive};
use geode_core::engine::textbook::SECONDS_PER_YEAR;
use geode_core::quantity::format;
use geode_core::report::{turns, written};
use geode_core::scenario::choices::Choice as _;
use geode_core::scenario::model::NoteStatus;
use geode_core::text::capital;
use leptos::prelude::*;
use std::sync::Arc;

/// A number with label, help, unit, echo and error.
#[component]
pub fn NumberField(
    /// Pointer of the input, list items by id.
    #[prop(into)]
    pointer: String,
    /// Label where the list's own would not be clear.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    let store = use_store();
    let Some(number) = Number::of(store, &pointer) else { return ().into_any() };
    let ids = FieldIds::of(&dom_id(&pointer));
    let label = label.unwrap_or_else(|| number.input.label.into());
    let currency = store.currency();
    let (state, error, source, echo) = (number.clone(), number.clone(), number.clone(), number.clone());
    let (help, offered, taken) = (number.clone(), number.clone(), number.clone());
    let said = Said {
        error: Signal::derive(move || error.error()),
        source: Signal::derive(move || source_word(&source)),
        echo: Signal::derive(move || echo_text(&echo, currency)),
        offers: Signal::derive(move || offers(&offered)),
        on_take: taking(taken),
    };
    view! {
        <Frame
            ids=ids.clone()
            testid=format!("field-{pointer}")
            label
            state=Signal::derive(move || state.state())
            said
            help=ViewFn::from(move || view! { <Help number=help.clone() /> })
        >
            {control(number, ids, None)}
        </Frame>
    }
    .into_any()
}

/// What else may be meant; behind a range what opens its editor.
fn offers(number: &Number) -> Vec<String> {
    match number.offers() {
        none if none.is_empty() && number.range().is_some() => vec!["Edit\u{2026}".to_owned()],
        offers => offers,
    }
}

/// What choosing one of these does.
fn taking(number: Number) -> Callback<usize> {
    let ranging = use_ranging();
    Callback::new(move |offer| match untrack(|| number.offers().is_empty()) {
        true => ranging.0.set(Some(number.pointer.clone())),
        false => number.take(offer),
    })
}

/// A number in a table or row: only its control, named by what stands around it.
#[component]
pub fn NumberCell(
    /// Pointer of the input, list items by id.
    #[prop(into)]
    pointer: String,
    /// What it is, for those who do not see the table.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let Some(number) = Number::of(use_store(), &pointer) else { return ().into_any() };
    let ids = FieldIds::of(&dom_id(&pointer));
    control(number, ids, Some(label)).into_any()
}

/// How what is typed in the cells of a table is read, and what is wrong: said under it, since there is no room beside them.
#[component]
pub fn CellLines(
    /// Start of their pointers.
    #[prop(into)]
    under: String,
    /// How they end, where other fields start so too.
    #[prop(optional)]
    ending: &'static str,
) -> impl IntoView {
    let store = use_store();
    let start = under.clone();
    let ranges = store.part(move |scenario| {
        let all = scenario.uncertainty.iter().map(|range| range.input.clone());
        all.filter(|pointer| pointer.starts_with(&start) && pointer.ends_with(ending)).collect::<Vec<String>>()
    });
    let of_drafts = under.clone();
    let told = Memo::new(move |_| {
        let mut all = store.drafts.under(&of_drafts, ending);
        let ranges = ranges.get();
        let silent = ranges.into_iter().filter(|pointer| !all.contains(pointer)).collect::<Vec<String>>();
        all.extend(silent);
        all
    });
    view! {
        <CellHelp under ending />
        <div class="cell-lines"><For each=move || told.get() key=String::clone let:pointer><CellLine pointer /></For></div>
    }
}

/// What a field has in its help, for the cell that was entered last.
#[component]
fn CellHelp(under: String, ending: &'static str) -> impl IntoView {
    let (store, cell, ranging, solving) = (use_store(), use_cell().0, use_ranging(), use_solving());
    let chosen = Memo::new(move |_| {
        cell.get().filter(|pointer| pointer.starts_with(&under) && pointer.ends_with(ending)).and_then(|pointer| {
            let name = turns::named(&store.scenario(), &pointer)?;
            Some((pointer, capital(&name)))
        })
    });
    let opener = move |asked: RwSignal<Option<Arc<str>>>, pointer: Arc<str>, words: &'static str| {
        view! { <button type="button" class="field__offer" on:click=move |_| asked.set(Some(pointer.clone()))>{words}</button> }
    };
    move || {
        chosen.get().map(|(pointer, name)| {
            view! {
                <p class="small muted">
                    {name}": "{opener(ranging.0, pointer.clone(), "draw a range\u{2026}")}" "{opener(solving.0, pointer, "solve for it\u{2026}")}
                </p>
            }
        })
    }
}

#[component]
fn CellLine(pointer: String) -> impl IntoView {
    let store = use_store();
    let Some(number) = Number::of(store, &pointer) else { return ().into_any() };
    let ids = FieldIds::of(&dom_id(&pointer));
    let name = store.part(move |scenario| written::input_name(scenario, &pointer).unwrap_or_default());
    let (wrong, echo, offered, told) = (number.clone(), number.clone(), number.clone(), number.clone());
    let error = move || Some(format!("{}, “{}”: {}", name.get(), beginning(&wrong.text()), wrong.error()?));
    let echo = move || match echo.echo() {
        echo if echo.is_empty() => echo,
        echo => format!("{} {echo}", name.get()),
    };
    let said = Said {
        error: Signal::derive(error),
        source: Signal::stored(String::new()),
        echo: Signal::derive(echo),
        offers: Signal::derive(move || offers(&offered)),
        on_take: taking(number),
    };
    view! { {move || told.is_told().then(|| view! { <Line ids=ids.clone() said /> })} }.into_any()
}

/// Enough of a text to know it by.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn control(number: Number, ids: FieldIds, label: Option<Signal<String>>) -> AnyView {
    let (text, wrong, invalid, asked, typed, keys, begin, end) = (
        number.clone(),
        number.clone(),
        number.clone(),
        number.clone(),
        number.clone(),
        number.clone(),
        number.clone(),
        number,
    );
    let (cell, pointer) = (label.is_some().then(use_cell), begin.pointer.clone());
    // A cell has a line only where something is said of it.
    let line = move || (label.is_none() || wrong.is_told()).then(|| ids.line.clone());
    view! {
        <input
            id=ids.control
            class="input input--num"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            spellcheck="false"
            placeholder=move || asked.filled().map(|(text, _)| text).or_else(|| asked.is_asked_for().then(|| "?".to_owned()))
            aria-label=move || label.map(|label| label.get())
            aria-describedby=line
            aria-invalid=move || invalid.error().is_some().then_some("true")
            prop:value=move || text.text()
            on:focus=while_alive(move |_| {
                begin.begin();
                if let Some(cell) = cell {
                    cell.0.set(Some(pointer.clone()));
                }
            })
            on:input=move |event| typed.enter(event_target_value(&event))
            on:blur=while_alive(move |_| end.end())
            on:keydown=move |event| pressed(&keys, &event)
        />
    }
    .into_any()
}

fn pressed(number: &Number, event: &web_sys::KeyboardEvent) {
    match event.key().as_str() {
        "Enter" => {
            number.end();
            number.begin();
        }
        // What is taken back here must not close the drawer or dialog around it.
        "Escape" if number.restore() => event.stop_propagation(),
        "ArrowUp" | "ArrowDown" if number.step(event.key() == "ArrowUp") => event.prevent_default(),
        _ => {}
    }
}

/// Where the number comes from, in a word.
pub fn source_word(number: &Number) -> String {
    if number.value().is_none()
        && let Some((_, how)) = number.filled()
    {
        return how.into();
    }
    match number.note() {
        Some(note) => status_word(note.status).into(),
        None if number.is_default() => "default".into(),
        None => String::new(),
    }
}

/// How well a number is known, in a word.
pub fn status_word(status: NoteStatus) -> &'static str {
    status.name()
}

/// How the text is understood; else what the unit leaves open: the currency, the downtime of an availability.
fn echo_text(number: &Number, currency: Memo<String>) -> String {
    let echo = number.echo();
    if number.range().is_some() {
        return echo;
    }
    let unit = number.input.unit;
    match (number.value(), number.complement()) {
        (None, _) if echo.is_empty() && number.input.may_be_empty() => number.input.empty_means().into(),
        _ if unit.is_money() && echo.is_empty() => format!("{}{}", currency.get(), unit.symbol()),
        _ if unit.is_money() => echo.replacen("= ", &format!("= {} ", currency.get()), 1),
        _ if number.input.unit_beside() && echo.is_empty() => unit.symbol().into(),
        (_, Some(unavailability)) => {
            let down = format::downtime(unavailability * SECONDS_PER_YEAR, format::Digits::Few);
            format!("{echo} {down} down").trim().to_owned()
        }
        _ => echo,
    }
}
