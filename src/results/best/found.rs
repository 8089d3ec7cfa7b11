//! What was found: sentences, the best set of each size with what it is worth, the front.

use crate::messages::Computing;
use crate::results::charts::Plot;
use crate::state::use_store;
use geode_core::catalogue::provided;
use geode_core::report::figures::Quantity;
use geode_core::report::format::{Digits, NONE, signed};
use geode_core::report::placed::{self, Set};
use geode_core::report::written::{quantity, unbroken};
use geode_core::scenario::edit;
use geode_core::scenario::limits::MAX_OPTIONS;
use leptos::prelude::*;

/// The answer, marked while another one is looked for.
#[component]
pub fn Answer() -> impl IntoView {
    let store = use_store();
    let (found, is_fresh) = (store.placing.found, store.is_placed_freshly());
    let sentences = move || {
        let found = found.get()?;
        let (scenario, catalogue) = (store.scenario(), store.catalogue());
        let asked = &found.asked;
        Some(placed::sentences(&scenario, catalogue, &asked.named, &found.placement, asked.ask.objective))
    };
    let sets = Memo::new(move |_| {
        let Some(found) = found.get() else { return Vec::new() };
        placed::sets(&store.scenario(), store.catalogue(), &found.asked.named, &found.placement)
    });
    let best = Memo::new(move |_| {
        found.with(|found| {
            let found = found.as_ref()?;
            found.placement.best.as_ref().map(|best| placed::ids(&found.asked.named, best))
        })
    });
    let spec = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| placed::front(&found.placement))));
    let pays = move || sets.with(|sets| placed::stops_paying(sets));
    let excluded = move || {
        let found = found.get()?;
        let (scenario, catalogue) = (store.scenario(), store.catalogue());
        let named = &found.asked.named;
        let why = |(region, why): &(usize, _)| {
            let name = placed::region_name(&scenario, catalogue, named.region(*region));
            format!("{name} ({})", placed::reason(*why, named))
        };
        let all: Vec<String> = found.placement.excluded.iter().map(why).collect();
        (!all.is_empty()).then(|| format!("No candidates: {}.", all.join(", ")))
    };
    view! {
        <div role="status">
            <Computing
                watch=store.placing.watch
                what="The best regions"
                before="those shown are of before, if any"
                ask_again=move |()| store.place()
            />
        </div>
        <div
            class="placing__answer"
            aria-busy=move || (!is_fresh.get()).to_string()
            data-stale=move || (!is_fresh.get()).then_some("")
            data-testid="best-answer"
            hidden=move || found.with(Option::is_none)
        >
            <div role="status" data-testid="best-sentences">
                {move || sentences().map(|all| all.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view())}
            </div>
            {move || best.get().map(|ids| use_button(ids, "Use these regions", "best-use".into()))}
            {move || table(sets.get(), &store.currency().get())}
            {move || pays().map(|pays| view! { <p data-testid="best-pays">{unbroken(&pays)}</p> })}
            <Show when=move || spec.with(Option::is_some)>
                <Plot id="front-of-placement" name="Cost against latency" spec />
            </Show>
            {move || excluded().map(|text| view! { <p class="small muted">{text}</p> })}
        </div>
    }
}

/// Makes an option of regions, in one step.
fn use_button(ids: Vec<String>, label: &'static str, testid: String) -> AnyView {
    let store = use_store();
    let use_them = move |_| {
        let catalogue = provided();
        let mut added = None;
        let change = |scenario: &mut _| added = edit::use_placed(scenario, &ids, catalogue);
        let done = store.edit(None, Box::new(change));
        match (done, added) {
            (Ok(()), Some(id)) => {
                let scenario = store.scenario_untracked();
                let name = scenario.option(&id).map_or_else(String::new, |option| option.name.clone());
                store.offer_undo(format!("Added {name}."));
            }
            (Ok(()), None) => store.complain(format!("There is no room for another option, or for marks of what is assumed; a scenario has at most {MAX_OPTIONS} options.")),
            (Err(refused), _) => store.complain(refused.to_string()),
        }
    };
    view! {
        <p><button type="button" class="button button--small" data-testid=testid on:click=use_them>{label}</button></p>
    }
    .into_any()
}

/// The best mean of each number of regions.
fn table(sets: Vec<Set>, currency: &str) -> Option<AnyView> {
    if sets.is_empty() {
        return None;
    }
    let cell = |n: usize, field: &str, kind: Quantity, value: Option<f64>, is_signed: bool| {
        let show = |value: f64| quantity(kind, value, currency, Digits::Few);
        let text = value.map_or_else(|| NONE.into(), |value| if is_signed { signed(value, show) } else { show(value) });
        view! { <td data-figure=format!("placement/{n}/{field}") data-value=value.map(|value| value.to_string())>{unbroken(&text)}</td> }
    };
    let row = |set: Set| {
        let n = set.ids.len();
        let proof = if set.is_proven { "\u{25cf} proven" } else { "\u{25cb} not proven" };
        view! {
            <tr>
                <th scope="row">{n}</th>
                <th scope="row" class="is-name placing__names">{set.names.join(", ")}</th>
                {cell(n, "mean_latency_ms", Quantity::Milliseconds, set.mean_latency_ms, false)}
                {cell(n, "gain_ms", Quantity::Milliseconds, set.gain_ms, false)}
                {cell(n, "downtime_seconds_per_year", Quantity::SecondsPerYear, set.downtime_seconds_per_year, false)}
                {cell(n, "monthly_cost", Quantity::MoneyPerMonth, set.monthly_cost, false)}
                {cell(n, "net_monthly_benefit", Quantity::MoneyPerMonth, set.net_monthly_benefit, true)}
                <td>{proof}</td>
                <td>{use_button(set.ids, "Use", format!("best-use-{n}"))}</td>
            </tr>
        }
    };
    let head =
        ["Regions", "Best mean", "Mean", "Gain", "Downtime", "Cost a month", "Net a month", "Proof", "Make an option"];
    let column =
        |(i, name): (usize, &'static str)| view! { <th scope="col" class=(i == 1).then_some("is-name")>{name}</th> };
    let view = view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="The best regions by number" data-testid="best-table">
            <table class="data-table">
                <thead>
                    <tr>{head.into_iter().enumerate().map(column).collect_view()}</tr>
                </thead>
                <tbody>{sets.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    };
    Some(view.into_any())
}
