//! The charts under the four questions: one in view each, the rest one click away.

mod canvas;
pub mod download;
mod figure;
mod measure;
mod pick;
mod queue;
mod screen;

use super::view::use_view;
use crate::state::use_store;
use crate::ui::{Segment, Segmented};
pub use canvas::{Picture, Screen};
pub use figure::{Actions, Plot};
pub use measure::width as width_of;

use figure::Figure;
use geode_core::report::charts::{Chart, Question};
use geode_core::report::uncounted;
use leptos::prelude::*;

/// The four questions. A screen is in the context.
#[component]
pub fn Charts() -> impl IntoView {
    Question::ALL.map(|question| view! { <Ask question /> }).collect_view()
}

/// A question, the choice of its charts, and the chosen one.
#[component]
fn Ask(question: Question) -> impl IntoView {
    let chosen = use_view().chart(question);
    let title = format!("question-{question:?}").to_ascii_lowercase();
    let choice = chosen.map(|chosen| view! { <Choice question chosen /> });
    let shown = move || chosen.and_then(|chosen| chosen.get());
    view! {
        <section class="question" aria-labelledby=title.clone() data-testid=title.clone()>
            <div class="question__head">
                <h2 id=title.clone()>{question.words()}</h2>
                {choice}
            </div>
            // By its id: a figure in place of another one would leave that one's data and menu open.
            <For each=shown key=|chart| chart.id let:chart><Figure chart /></For>
            {(question == Question::Money).then(|| view! { <LeftOut /> })}
        </section>
    }
}

/// What the money leaves out.
#[component]
fn LeftOut() -> impl IntoView {
    let said = use_store().part(uncounted::sentence);
    view! { {move || said.get().map(|said| view! { <p class="small muted no-print" data-testid="not-counted">{said}</p> })} }
}

/// The charts of a question; nothing where there is but one.
#[component]
fn Choice(question: Question, chosen: RwSignal<Option<&'static Chart>>) -> impl IntoView {
    let is_chosen = move |chart: &Chart| chosen.with(|chosen| chosen.is_some_and(|chosen| chosen.id == chart.id));
    let button = move |chart: &'static Chart| {
        let is_chosen = Signal::derive(move || is_chosen(chart));
        let testid = format!("show-{}", chart.id);
        view! { <Segment label=chart.name testid is_chosen on_choose=move |()| chosen.set(Some(chart)) /> }
    };
    (question.charts().count() > 1).then(|| {
        view! {
            <Segmented label=format!("Charts: {}", question.words())>
                {question.charts().map(button).collect_view()}
            </Segmented>
        }
    })
}
