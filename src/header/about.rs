//! About the data: how old it is, whose it is, how far the model of round trips can be off.

use crate::state::{AboutData, use_store};
use crate::ui::Dialog;
use geode_core::catalogue::{Catalogue, ModelError};
use leptos::prelude::*;

/// The dialog: what is in it is made when it opens.
#[component]
pub(super) fn AboutDialog() -> impl IntoView {
    let (store, AboutData(open)) = (use_store(), expect_context::<AboutData>());
    let body = move || match store.catalogue() {
        Some(known) => view! { <About known /> }.into_any(),
        None => view! { <p class="dialog__body" role="status">"The catalogue is not loaded."</p> }.into_any(),
    };
    view! {
        <Dialog id="about-data" title="About the data" open is_wide=true has_cross=true>
            <Show when=move || open.get()>{body}</Show>
        </Dialog>
    }
}

#[component]
fn About(known: &'static Catalogue) -> impl IntoView {
    let source = |source: &geode_core::catalogue::Source| {
        view! {
            <tr><th scope="row">{source.title.clone()}</th><td>{source.table.clone()}</td><td>{source.licence.clone()}</td><td>{source.date.clone()}</td></tr>
        }
    };
    let corridor = |error: ModelError<'_>| {
        let way = error.corridor;
        let [from, to] = error.worst.map(|region| region.id.clone());
        let [under, over] = error.p10_p90_ms;
        let [a, b] = way.areas.map(|area| area.id());
        let [low, high] = way.stretch_p10_p90;
        view! {
            <tr>
                <th scope="row">{format!("{a} – {b}")}</th>
                <td>{way.pairs}</td>
                <td>{format!("{low:.2} · {:.2} · {high:.2}", way.stretch)}</td>
                <td>{format!("{:.0}\u{a0}ms", way.error_ms)}</td>
                <td>{signed(under)} " to " {signed(over)}</td>
                <td>{format!("{from} – {to}: {:.0}\u{a0}ms, model {:.0}\u{a0}ms", error.measured_ms, error.modelled_ms)}</td>
            </tr>
        }
    };
    view! {
        <div class="dialog__body stack">
            <p>
                {format!("As of {}. ", known.as_of())}
                "Round trips between regions are measured where somebody has measured them; all others, and those of users, are modelled: \
                 4 ms and the way of light in fibre, stretched as measured pairs of the same two areas are. A jurisdiction is a label of the place, \
                 not legal advice. Where a number is not known it stays unknown."
            </p>
            <div class="table-scroll" role="region" tabindex="0" aria-label="Sources">
                <table class="data-table">
                    <caption>"Sources"</caption>
                    <thead><tr><th scope="col">"Source"</th><th scope="col">"Table"</th><th scope="col">"Licence"</th><th scope="col">"Date"</th></tr></thead>
                    <tbody>{known.sources().iter().map(source).collect_view()}</tbody>
                </table>
            </div>
            <p class="small muted">
                "Stretch: 10th percentile, median, 90th. Mean error: of regions left out. Error: model less measurement."
            </p>
            <div class="table-scroll" role="region" tabindex="0" aria-label="Model of round trips">
                <table class="data-table">
                    <caption>"Model of round trips by pair of areas, the worst first"</caption>
                    <thead><tr><th scope="col">"Areas"</th><th scope="col">"Pairs measured"</th><th scope="col">"Stretch"</th><th scope="col">"Mean error"</th><th scope="col">"Error, p10 to p90"</th><th scope="col">"Worst pair"</th></tr></thead>
                    <tbody>{known.model_errors().into_iter().map(corridor).collect_view()}</tbody>
                </table>
            </div>
            <p class="small"><a href="NOTICE">"Credits as the licences ask for them"</a></p>
        </div>
    }
}

/// "+12 ms", "−3 ms", "0 ms".
fn signed(ms: f64) -> String {
    let sign = if ms >= 0.5 {
        "+"
    } else if ms <= -0.5 {
        "\u{2212}"
    } else {
        ""
    };
    format!("{sign}{:.0}\u{a0}ms", ms.abs())
}
