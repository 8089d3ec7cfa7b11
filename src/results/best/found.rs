//! What was found: sentences, the set with all its figures, the best set of each size with what it is worth, the front.

use crate::messages::Computing;
use crate::results::charts::Plot;
use crate::state::{Store, use_store};
use geode_core::catalogue::provided;
use geode_core::engine::figures::Quantity;
use geode_core::planning::placement::Objective;
use geode_core::quantity::format::{Digits, NONE, signed};
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
        let (named, objective) = (&found.asked.named, found.asked.ask.objective);
        let mut all = placed::sentences(&scenario, catalogue, named, &found.placement, objective);
        all.extend(placed::notes(&found.placement, objective, named));
        Some(all)
    };
    // What was found, the best of each number, the front.
    let sets = Memo::new(move |_| {
        let Some(found) = found.get() else { return Default::default() };
        let (scenario, placement) = (store.scenario(), &found.placement);
        [placed::best(placement), placed::by_count(placement), placed::unbeaten(placement)]
            .map(|sets| placed::sets(&scenario, store.catalogue(), &found.asked.named, &sets))
    });
    let tables = move || {
        let ([best, by_count, front], currency) = (sets.get(), store.currency().get());
        let by_number = found.with(|found| found.as_ref().map_or("", |found| placed::by_count_name(&found.asked.ask)));
        [
            table("The set found", "best", best, &currency),
            table(by_number, "", by_count, &currency),
            table("Cost against latency: sets that no other beats", "front", front, &currency),
        ]
    };
    let spec = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| placed::front(&found.placement))));
    let pays = move || sets.with(|[_, by_count, _]| placed::stops_paying(by_count));
    let unpriced = move || sets.with(|sets| placed::unpriced(&store.scenario(), sets.iter().flatten()));
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
            {tables}
            {move || pays().map(|pays| view! { <p data-testid="best-pays">{unbroken(&pays)}</p> })}
            {move || unpriced().map(|why| view! { <p data-testid="best-unpriced">{why}</p> })}
            <Show when=move || spec.with(Option::is_some)>
                <Plot id="front-of-placement" name="Cost against latency" spec />
            </Show>
            <p class="small muted">
                "Use these adds an option, and the regions of it that the scenario lacks; nothing is replaced. "
                {move || excluded(store)}
            </p>
        </div>
    }
}

/// Regions that are no candidates, each with why.
fn excluded(store: Store) -> Option<String> {
    let found = store.placing.found.get()?;
    let (scenario, catalogue) = (store.scenario(), store.catalogue());
    let named = &found.asked.named;
    let why = |(region, why): &(usize, _)| {
        let name = placed::region_name(&scenario, catalogue, named.region(*region));
        format!("{name} ({})", placed::reason(*why, named))
    };
    let all: Vec<String> = found.placement.excluded.iter().map(why).collect();
    (!all.is_empty()).then(|| format!("No candidates: {}.", all.join(", ")))
}

/// Makes an option of regions, in one step.
fn use_button(ids: Vec<String>, testid: String) -> AnyView {
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
            (Err(refused), _) => {
                store.complain(format!("Not added: {}.", refused.words()));
            }
        }
    };
    view! { <button type="button" class="button button--small" data-testid=testid on:click=use_them>"Use these"</button> }
        .into_any()
}

/// A figure of a set: its name, its field, its value and how that is written.
type Figure = (&'static str, &'static str, (Option<f64>, Option<String>));

fn figures_of(set: &Set, currency: &str) -> Vec<Figure> {
    let of = |value: Option<f64>, objective| (value, value.map(|value| placed::unit(value, objective)));
    let with = |value: Option<f64>, kind, is_signed| {
        let show = |value: f64| quantity(kind, value, currency, Digits::Few);
        (value, value.map(|value| if is_signed { signed(value, show) } else { show(value) }))
    };
    vec![
        ("Mean", "mean_latency_ms", of(set.mean_latency_ms, Objective::Mean)),
        ("Gain", "gain_ms", of(set.gain_ms, Objective::Mean)),
        ("p95", "p95_latency_ms", of(set.p95_latency_ms, Objective::P95)),
        ("Price indices", "additive_cost", of(set.additive_cost, Objective::Cost)),
        ("Carbon", "carbon_g_per_kwh", of(set.carbon_g_per_kwh, Objective::Carbon)),
        ("Downtime", "downtime_seconds_per_year", with(set.downtime_seconds_per_year, Quantity::SecondsPerYear, false)),
        ("Cost a month", "monthly_cost", with(set.monthly_cost, Quantity::MoneyPerMonth, false)),
        ("Net a month", "net_monthly_benefit", with(set.net_monthly_benefit, Quantity::MoneyPerMonth, true)),
    ]
}

/// Sets with their figures. Without a key they are those by number of regions, and the gain of each over the one before
/// stands with them.
fn table(name: &'static str, key: &'static str, sets: Vec<Set>, currency: &str) -> Option<AnyView> {
    if sets.is_empty() {
        return None;
    }
    let is_counted = key.is_empty();
    let figures = |set: &Set| {
        let mut all = figures_of(set, currency);
        all.retain(|(_, field, _)| is_counted || *field != "gain_ms");
        all
    };
    let names = sets.first().map(figures).unwrap_or_default().into_iter().map(|(name, ..)| name);
    let head = ["N", "Regions"].into_iter().chain(names).chain(["Proof", "Option"]);
    let column = |name| view! { <th scope="col" class=(name == "Regions").then_some("is-name")>{name}</th> };
    let head = head.map(column).collect_view();
    let row = |(at, set): (usize, Set)| {
        let n = set.ids.len();
        let (path, testid) = match key {
            "" => (format!("placement/{n}"), format!("best-use-{n}")),
            "front" => (format!("placement/front/{at}"), format!("best-use-front-{at}")),
            _ => (format!("placement/{key}"), "best-use".into()),
        };
        let proof = if set.is_proven { "\u{25cf} proven" } else { "\u{25cb} not proven" };
        let cell = |(_, field, (value, text)): Figure| {
            let text = text.unwrap_or_else(|| NONE.into());
            view! { <td data-figure=format!("{path}/{field}") data-value=value.map(|value| value.to_string())>{unbroken(&text)}</td> }
        };
        view! {
            <tr>
                <th scope="row">{n}</th>
                <th scope="row" class="is-name placing__names">{set.names.join(", ")}</th>
                {figures(&set).into_iter().map(cell).collect_view()}
                <td>{proof}</td>
                <td>{use_button(set.ids, testid)}</td>
            </tr>
        }
    };
    let testid = if is_counted { "best-table".to_owned() } else { format!("best-table-{key}") };
    let view = view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=name data-testid=testid>
            <table class="data-table">
                <caption>{name}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{sets.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    };
    Some(view.into_any())
}
