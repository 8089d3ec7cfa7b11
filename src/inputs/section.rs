//! Sections that fold. What is inside is made when it is first opened: most people never open most of them.

use super::field::NumberField;
use crate::state::use_store;
use crate::ui::while_alive;
use geode_core::scenario::inputs::{self, LIST};
use leptos::prelude::*;

/// A section of the inputs.
#[component]
pub fn Section(
    /// Name for tests.
    id: &'static str,
    /// Title.
    title: &'static str,
    /// What it holds, in a few figures.
    #[prop(optional, into)]
    gist: Signal<String>,
    /// Whether it stands open at first.
    #[prop(optional)]
    open: bool,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let seen = RwSignal::new(open);
    view! {
        <details class="section" data-testid=format!("section-{id}") open=open on:toggle=while_alive(move |_| see(seen))>
            <summary><h3>{title}</h3><span class="section__gist">{gist}</span></summary>
            <div class="section__body">{move || seen.get().then(|| children())}</div>
        </details>
    }
}

/// Only the first time: setting it again would make the content anew and take the focus from the fields in it.
fn see(seen: RwSignal<bool>) {
    if !seen.get_untracked() {
        seen.set(true);
    }
}

/// The rest of a section.
#[component]
pub fn More(
    /// Name for tests.
    #[prop(into)]
    id: String,
    /// What is in it, in words.
    #[prop(into)]
    title: String,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let seen = RwSignal::new(false);
    view! {
        <details class="more" data-testid=format!("more-{id}") on:toggle=while_alive(move |_| see(seen))>
            <summary>{title}</summary>
            <div class="stack">{move || seen.get().then(|| children())}</div>
        </details>
    }
}

/// The numbers of a list item, or of an object in one, as the list of inputs has them and the scenario a place for.
#[component]
pub fn ItemFields(
    /// Its path, with placeholders.
    of: &'static str,
    /// What its placeholders stand for.
    ids: Vec<String>,
    /// Fields that stand elsewhere on the page.
    #[prop(optional)]
    elsewhere: &'static [&'static str],
) -> impl IntoView {
    let scenario = use_store().scenario_untracked();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let field = |(input, field): (&inputs::Input, &str)| {
        let pointer = inputs::of_items(input.path, &ids);
        let is_here = !elsewhere.contains(&field) && input.exists(&scenario, input.at(&scenario, &pointer)?);
        is_here.then(|| view! { <NumberField pointer /> })
    };
    inputs::fields_of(of).filter_map(field).collect_view()
}

/// The numbers of a section that stand once in the scenario, as the list of inputs has them.
#[component]
pub fn Fields(
    /// Which section.
    section: inputs::Section,
    /// Which of its paths.
    which: fn(&str) -> bool,
) -> impl IntoView {
    let here = move |input: &&inputs::Input| input.section == section && !input.path.contains('{') && which(input.path);
    let paths = use_store().part(move |scenario| {
        LIST.iter().filter(here).filter(|i| i.exists(scenario, (0, 0))).map(|i| i.path).collect::<Vec<_>>()
    });
    view! { <For each=move || paths.get() key=|path| *path children=|path| view! { <NumberField pointer=path /> } /> }
}
