//! About the data: how old it is, whose it is, how far the model of round trips can be off.

use geode_core::catalogue::Catalogue;
use leptos::prelude::*;

#[component]
pub(super) fn About(known: &'static Catalogue) -> impl IntoView {
    let source = |source: &geode_core::catalogue::Source| {
        view! {
            <tr><th scope="row">{source.title.clone()}</th><td>{source.table.clone()}</td><td>{source.licence.clone()}</td><td>{source.date.clone()}</td></tr>
        }
    };
    let corridor = |way: &geode_core::catalogue::Corridor| {
        let [a, b] = way.areas.map(|area| area.id());
        let [low, high] = way.stretch_p10_p90;
        view! {
            <tr>
                <th scope="row">{format!("{a} – {b}")}</th>
                <td>{way.pairs}</td>
                <td>{format!("{low:.2} · {:.2} · {high:.2}", way.stretch)}</td>
                <td>{format!("{:.0}\u{a0}ms", way.error_ms)}</td>
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
            <div class="table-scroll" role="region" tabindex="0" aria-label="Model of round trips">
                <table class="data-table">
                    <caption>"Model of round trips by pair of areas: stretch at the 10th percentile, median and 90th, and the mean error of regions left out"</caption>
                    <thead><tr><th scope="col">"Areas"</th><th scope="col">"Pairs measured"</th><th scope="col">"Stretch"</th><th scope="col">"Mean error"</th></tr></thead>
                    <tbody>{known.corridors().iter().map(corridor).collect_view()}</tbody>
                </table>
            </div>
            <p class="small"><a href="NOTICE">"Credits as the licences ask for them"</a></p>
        </div>
    }
}
