//! The sections that are little more than their numbers.

use super::bill::Bill;
use super::change::use_changes;
use super::contracts::Credits;
use super::section::{Fields, More, Section};
use crate::ui::{Choice, Tick};
use geode_core::quantity::format;
use geode_core::scenario::choices::{self, Choice as _, SizingKind};
use geode_core::scenario::edit;
use geode_core::scenario::fit::is_whole;
use geode_core::scenario::inputs;
use geode_core::scenario::inputs::Section as Part;
use leptos::prelude::*;

/// Load and how much is built for it.
#[component]
pub fn TrafficAndCapacity() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let chosen = store.part(|scenario| SizingKind::from(&scenario.capacity.sizing).word().to_owned());
    let set = move |word: String| {
        let survives = SizingKind::of_word(&word) == Some(SizingKind::Survive);
        changes.make(|scenario| edit::set_sizing(scenario, survives));
    };
    let gist = store.part(|s| format::with_unit(s.traffic.peak_requests_per_second, format::Digits::Few, " req/s"));
    view! {
        <Section id=Part::Traffic.id() title=Part::Traffic.title() gist>
            <Fields section=Part::Traffic which=is_basic />
            <Choice id="sizing" label="Each region can carry" choices={choices_of::<SizingKind>()} value=chosen on_change=set />
            <Fields section=Part::Capacity which=|_| true />
            <More id="traffic" title="More about traffic"><Fields section=Part::Traffic which=is_rest /></More>
        </Section>
    }
}

/// What it costs.
#[component]
pub fn CostSection() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let currency = store.currency();
    let choices = Signal::derive(move || currencies(&currency.get()));
    let set = move |code: String| changes.make(move |scenario| scenario.currency = code);
    let parts = store.part(|s| s.cost.compute_share + s.cost.fixed_share + s.cost.storage_share);
    let uneven = move || {
        let sum = parts.get();
        (!is_whole(sum)).then(|| {
            let sum = format::percent(sum, format::Digits::Few);
            view! { <p class="section__note">{format!("Compute, fixed and storage sum to {sum}; they are scaled to 100 %.")}</p> }
        })
    };
    let gist = store.part(|s| format!("{}/month", format::money_compact(s.cost.single_region_monthly, &s.currency)));
    view! {
        <Section id=Part::Cost.id() title=Part::Cost.title() gist open=true>
            <Bill />
            <Fields section=Part::Cost which=is_basic />
            <More id="cost" title="Split, transfer, people, migration">
                <Choice id="currency" label="Currency" choices value=currency on_change=set hint=Signal::stored("Amounts stay as they are: nothing is converted.".to_owned()) />
                <Fields section=Part::Cost which=|path| is_rest(path) && !is_discount(path) />
                {uneven}
            </More>
            <More id="discounts" title="Discounts off list prices">
                <p class="section__note">"Where the prices above are net, what you pay, there are none."</p>
                <Fields section=Part::Cost which=is_discount />
            </More>
        </Section>
    }
}

/// What it earns.
#[component]
pub fn RevenueSection() -> impl IntoView {
    let changes = use_changes();
    let compounding = changes.store().part(|scenario| scenario.revenue.compounding);
    let set = move |ticked: bool| changes.make(move |scenario| scenario.revenue.compounding = ticked);
    let gist = changes.store().part(|s| format!("{}/month", format::money_compact(s.revenue.monthly, &s.currency)));
    view! {
        <Section id=Part::Revenue.id() title=Part::Revenue.title() gist open=true>
            <Fields section=Part::Revenue which=is_basic />
            <More id="revenue" title="Margin, gain from speed, lost sales">
                <Fields section=Part::Revenue which=|path| is_rest(path) && path != inputs::SLA_CREDITS_FEES_SHARE />
                <Tick label="Gains from speed compound instead of adding up" ticked=compounding on_change=set />
            </More>
            <More id="credits" title="Credits to customers (SLA)"><Credits /></More>
        </Section>
    }
}

/// How money over time is valued.
#[component]
pub fn FinanceSection() -> impl IntoView {
    view! {
        <Section id=Part::Finance.id() title=Part::Finance.title()>
            <Fields section=Part::Finance which=|_| true />
        </Section>
    }
}

/// What must be reached.
#[component]
pub fn TargetsSection() -> impl IntoView {
    view! {
        <Section id=Part::Target.id() title=Part::Target.title() open=true>
            <p class="section__note">"Empty: no such target."</p>
            <Fields section=Part::Target which=|_| true />
        </Section>
    }
}

/// How the year simulation draws.
#[component]
pub fn SimulationSection() -> impl IntoView {
    view! {
        <Section id=Part::Simulation.id() title=Part::Simulation.title()>
            <Fields section=Part::Simulation which=|_| true />
        </Section>
    }
}

/// What most people change; the rest is one click away.
const BASIC: [&str; 10] = [
    inputs::COST_SINGLE_REGION_MONTHLY,
    inputs::REVENUE_MONTHLY,
    inputs::REVENUE_DOWNTIME_COST_PER_HOUR,
    inputs::TRAFFIC_PEAK_REQUESTS_PER_SECOND,
    inputs::TRAFFIC_WRITE_FRACTION,
    inputs::FAILOVER_ACTIVE_PASSIVE_MINUTES,
    inputs::FAILOVER_COVERAGE,
    inputs::COMMON_MODE_BETA,
    inputs::FAILOVER_ROUTING_TTL_SECONDS,
    inputs::FAILOVER_ROUTING_CONVERGENCE_SECONDS,
];

/// Whether an input stands in view.
pub fn is_basic(path: &str) -> bool {
    BASIC.contains(&path)
}

/// Whether an input is what is taken off a list price.
fn is_discount(path: &str) -> bool {
    path.ends_with("_discount")
}

/// Whether it is one click away.
pub fn is_rest(path: &str) -> bool {
    !is_basic(path)
}

/// The values of an enum by their words.
pub fn choices_of<C: choices::Choice>() -> Signal<Vec<(String, String)>> {
    Signal::stored(C::ALL.iter().map(|choice| (choice.word().to_owned(), choice.name().to_owned())).collect())
}

/// Usual currencies, and the one in use.
pub fn currencies(used: &str) -> Vec<(String, String)> {
    const USUAL: [&str; 14] =
        ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "INR", "CNY", "BRL", "SEK", "PLN", "SGD", "ZAR"];
    let foreign = (!USUAL.contains(&used)).then_some(used);
    foreign.into_iter().chain(USUAL).map(|code| (code.to_owned(), code.to_owned())).collect()
}
