//! Where a figure comes from: a panel beside the figures, opened from each of them.

use super::view::{InView, Place, use_view};
use crate::state::use_store;
use crate::ui::Icon;
use geode_core::report::explain::{Explanation, explain};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Id of the panel.
const PANEL: &str = "explain";

/// Opens the panel on a figure; where it is a sheet, at the other end of the window than the button for it.
pub fn open_explanation(view: InView, place: Place, button: &web_sys::Element) {
    view.explained.set(Some(place));
    if let Some(panel) = panel() {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        // Of its middle: the sheet leaves a little more than half of the window.
        let place = button.get_bounding_client_rect();
        let is_low = place.top() + place.bottom() > height;
        let _ = panel.toggle_attribute_with_force("data-top", is_low);
        // It fails only where the panel is open already, and then there is nothing to do.
        let _ = panel.show_popover();
    }
}

fn panel() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(PANEL)?.dyn_into().ok()
}

/// The panel; it follows the figure while it is open.
#[component]
pub fn Explain() -> impl IntoView {
    let view = use_view();
    let evaluation = use_store().evaluation();
    let explanation = Memo::new(move |_| {
        let (option, path) = view.explained.get()?;
        evaluation.with(|evaluation| explain(evaluation, &option, path))
    });
    // Its option is gone: an empty panel says nothing.
    Effect::new(move || {
        if explanation.with(Option::is_none)
            && let Some(panel) = panel()
        {
            let _ = panel.hide_popover();
        }
    });
    view! {
        <div
            id=PANEL
            class="panel explain"
            popover="auto"
            role="dialog"
            aria-labelledby="explain-title"
            data-testid="explain"
            on:keydown=move |event| leave(&event)
        >
            <div class="row spread">
                <h2 id="explain-title">{move || explanation.with(|e| e.as_ref().map_or("Explanation", |e| e.label))}</h2>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Close"
                    popovertarget=PANEL
                    popovertargetaction="hide"
                    autofocus=true
                >
                    <Icon name="close" />
                </button>
            </div>
            {move || explanation.get().map(body)}
        </div>
    }
}

/// The panel stands at the end of the page, so the next stop of the Tab key would be none. Closed it gives the focus
/// back to its figure, and the key goes on from there.
fn leave(event: &web_sys::KeyboardEvent) {
    if event.key() == "Tab"
        && let Some(panel) = panel()
    {
        let _ = panel.hide_popover();
    }
}

fn body(explanation: Explanation) -> AnyView {
    let substituted = explanation.substituted.map(|text| {
        view! {
            <h3>"With the numbers in it"</h3>
            <pre class="explain__formula" data-testid="explain-substituted">
                {text}
            </pre>
        }
    });
    let assumptions = (!explanation.assumptions.is_empty()).then(|| {
        let all = explanation.assumptions.iter().map(|text| view! { <dd>{*text}</dd> }).collect_view();
        view! {
            <dt>"Assumes"</dt>
            {all}
        }
    });
    view! {
        <p class="muted">{explanation.option}</p>
        <p
            class="explain__value"
            data-testid="explain-value"
            data-figure=explanation.figure
            data-value=explanation.number.map(|number| number.to_string())
        >
            {explanation.value}
        </p>
        <h3>"Formula"</h3>
        <pre class="explain__formula">{explanation.formula}</pre>
        {substituted}
        <dl>
            {assumptions}
            <dt>"Source"</dt>
            <dd>{explanation.source}</dd>
        </dl>
    }
    .into_any()
}
