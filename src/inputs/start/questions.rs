//! The questions, each with what its answer assumes.

use super::super::answer::{Answer, AnswerField};
use super::super::sections::{choices_of, currencies};
use super::answers::{Form, NOBODY};
use crate::ui::{Choice, Segment, Segmented, Tick};
use geode_core::quantity::format;
use geode_core::scenario::areas::{AREAS, SITES};
use geode_core::scenario::choices::Choice as _;
use geode_core::scenario::fit::is_whole;
use geode_core::scenario::presets::worked_example;
use geode_core::scenario::recovery::TIERS;
use geode_core::scenario::start::{
    Today as Runs, USUAL_GAIN_PER_100_MS, USUAL_GROSS_MARGIN, prices_transfer, unavailability,
};
use leptos::prelude::*;

/// What you run today.
#[component]
pub fn Today(form: Form) -> impl IntoView {
    let value = Signal::derive(move || form.today.get().word().to_owned());
    let set = move |word: String| Runs::of_word(&word).into_iter().for_each(|runs| form.today.set(runs));
    let sites = SITES.iter().enumerate().map(|(i, site)| (i.to_string(), site.name.to_owned())).collect::<Vec<_>>();
    let tiers = TIERS.iter().map(|tier| (tier.id.to_owned(), tier.name.to_owned())).collect::<Vec<_>>();
    let set_tier = move |id: String| {
        form.tier.set(TIERS.iter().find(|tier| tier.id == id).map_or("", |tier| tier.id));
    };
    let lag_seconds = worked_example().traffic.replication_lag_seconds;
    let assumes = move || {
        let tier = form.chosen_tier();
        format!(
            "{}: {}. Assumed: {} to fail over, which works {} of the time, else {} by hand; it costs {} of the compute and fixed cost of a full copy and all of its storage; a take-over loses the last {} of writes. Each region survives the loss of one; DNS moves the users.",
            tier.name,
            tier.means,
            format::duration(tier.failover_minutes * 60.0, format::Digits::Few),
            format::percent(tier.coverage, format::Digits::Few),
            format::duration(tier.manual_recovery_minutes * 60.0, format::Digits::Few),
            format::percent(tier.standby_cost_fraction, format::Digits::Few),
            format::duration(tier.recovery_point_seconds.unwrap_or(lag_seconds), format::Digits::Few),
        )
    };
    view! {
        <li class="start__question">
            <h3>"What do you run today?"</h3>
            <Choice id="start-today" label="It runs in" choices={choices_of::<Runs>()} value on_change=set />
            <Choice
                id="start-home"
                label="Main region near"
                choices=Signal::stored(sites)
                value=Signal::derive(move || form.home.get().to_string())
                on_change=move |word: String| form.move_home(word.parse().unwrap_or(0))
            />
            <Choice
                id="start-tier"
                label="A standby is, or would be"
                wide=true
                choices=Signal::stored(tiers)
                value=Signal::derive(move || form.tier.get().to_owned())
                on_change=set_tier
            />
            <p class="start__assumes">{assumes}</p>
        </li>
    }
}

/// Where your users are.
#[component]
pub fn Users(form: Form) -> impl IntoView {
    let fields = AREAS.iter().zip(form.users).map(|(area, answer)| {
        view! { <AnswerField id=format!("start-users-{}", area.id) label=area.name answer /> }
    });
    let assumes = move || {
        if !form.has_users() {
            return NOBODY.into();
        }
        let scaled = scaled(&form.users);
        format!("{scaled}Assumed: round trips from each area to the nearest regions, estimated from measured medians.")
    };
    view! {
        <li class="start__question">
            <h3>"Where are your users?"</h3>
            {fields.collect_view()}
            <p class="start__assumes">{assumes}</p>
        </li>
    }
}

/// What happens to parts that do not sum to the whole.
fn scaled(parts: &[Answer]) -> String {
    let sum: f64 = parts.iter().filter_map(|part| part.number()).sum();
    match is_whole(sum) {
        true => String::new(),
        false => format!("They sum to {} and are scaled to 100 %. ", format::percent(sum, format::Digits::Few)),
    }
}

/// How the cost of a region is split, as the example's.
fn split() -> String {
    let cost = worked_example().cost;
    let [compute, fixed, storage] = [cost.compute_share, cost.fixed_share, cost.storage_share]
        .map(|share| format::percent(share, format::Digits::Few));
    format!("Assumed: {compute} of it grows with capacity, {fixed} every region pays whole, {storage} is storage. ")
}

/// What transfer is assumed to be, and what is not counted.
fn uncounted(currency: &str) -> String {
    if !prices_transfer(currency) {
        return "Transfer between regions (its list price is in dollars), migration and people".into();
    }
    let cost = worked_example().cost;
    let sent = format::count(cost.replicated_gb_per_month, format::Digits::Few);
    let price = format::money_all(cost.transfer_price_per_gb, currency);
    format!("{sent} GB a month go to each further region, at {price} a GB. Migration and people")
}

/// What it costs and what it is worth.
#[component]
pub fn Money(form: Form) -> impl IntoView {
    let choices = Signal::derive(move || currencies(&form.currency.get()));
    let uncounted = move || form.currency.with(|code| uncounted(code));
    let parts = move || match (form.today.get(), form.has_edge.get()) {
        (Runs::Single, false) => "",
        (_, false) => "What one full copy costs is worked out from it. ",
        (_, true) => "What one full copy costs, with no network in front, is worked out from it. ",
    };
    let edge = move || {
        form.has_edge.get().then(|| view! {
        <AnswerField id="start-offload" label="Reads that it answers by itself" answer=form.offload placeholder="60%" />
        <AnswerField id="start-edge-cost" label="Its part of the bill" answer=form.edge_cost placeholder="not counted" />
    })
    };
    let assumes = move || match form.by_revenue.get() {
        true => format!(
            "Assumed: {} of revenue is profit, an hour down loses its revenue, 100 ms saved bring {} more (the low end of what has been seen).",
            format::percent(USUAL_GROSS_MARGIN, format::Digits::Few),
            format::percent(USUAL_GAIN_PER_100_MS, format::Digits::Few),
        ),
        false => "Revenue is not counted: only downtime is worth money, speed is not.".into(),
    };
    view! {
        <li class="start__question">
            <h3>"What does the infrastructure cost a month?"</h3>
            <AnswerField id="start-cost" label="All that runs today" answer=form.cost placeholder="20,000" />
            <Choice id="start-currency" label="Currency" choices value=form.currency on_change=move |code: String| form.currency.set(code) />
            <Tick label=Signal::stored("A content delivery network stands in front of it".to_owned()) ticked=form.has_edge on_change=move |on| form.has_edge.set(on) />
            {edge}
            <p class="start__assumes">{parts}{split()}{uncounted}" are not counted."</p>
        </li>
        <li class="start__question">
            <h3>"What is it worth?"</h3>
            <TwoWays id="start-worth" label="How it is counted" first="Monthly revenue" second="An hour down" chosen=form.by_revenue />
            {move || match form.by_revenue.get() {
                true => view! { <AnswerField id="start-revenue" label="Revenue a month" answer=form.revenue placeholder="500k" /> }.into_any(),
                false => view! { <AnswerField id="start-hour-down" label="Cost of an hour down" answer=form.hour_down placeholder="5,000" /> }.into_any(),
            }}
            <p class="start__assumes">{assumes}</p>
        </li>
    }
}

/// What must be reached.
#[component]
pub fn Targets(form: Form) -> impl IntoView {
    let stays = move || {
        let law = SITES.get(form.home.get()).map_or("", |site| site.jurisdiction);
        format!("User data may live only where the main region is ({law})")
    };
    view! {
        <li class="start__question">
            <h3>"What must be reached?"</h3>
            <AnswerField id="start-availability" label="Availability, at least" answer=form.availability placeholder="none" />
            <AnswerField id="start-rto" label="Recovery (RTO), at most" answer=form.rto placeholder="none" />
            <AnswerField id="start-rpo" label="Lost writes (RPO), at most" answer=form.rpo placeholder="none" />
            <AnswerField id="start-p95" label="p95 latency, at most" answer=form.p95 placeholder="none" />
            <AnswerField id="start-budget" label="Cost a month, at most" answer=form.budget placeholder="none" />
            <Tick label=Signal::derive(stays) ticked=form.data_stays on_change=move |on| form.data_stays.set(on) />
            <p class="start__assumes">"Empty: no such target. RTO is how long users may wait until they are served again; RPO, how many seconds of writes may be lost; p95: 95 of 100 reads are faster."</p>
        </li>
    }
}

/// How often it fails, and why. Not one of the five: the answers stand unless you know better.
#[component]
pub fn Reliability(form: Form) -> impl IntoView {
    let labels = ["One region alone", "Our own change, everywhere", "A service that all share"];
    let causes = labels.into_iter().zip(form.causes).enumerate().map(|(i, (label, answer))| {
        view! { <AnswerField id=format!("start-cause-{i}") label answer /> }
    });
    view! {
        <li class="start__question start__optional">
            <details class="more" data-testid="start-reliability">
                <summary>"How reliable is one region of it? (if you know)"</summary>
                <div class="stack">
                    <TwoWays id="start-reliability-kind" label="How it is known" first="Outages a year" second="Availability" chosen=form.by_outages />
                    {move || match form.by_outages.get() {
                        true => view! { <AnswerField id="start-outages" label="Outages a year" answer=form.outages /> }.into_any(),
                        false => view! { <AnswerField id="start-measured" label="Availability" answer=form.measured /> }.into_any(),
                    }}
                    <AnswerField id="start-hours" label="Usual length of an outage" answer=form.hours />
                    <p class="small">"Of past outages, what part hit"</p>
                    {causes.collect_view()}
                    <p class="small muted">{move || if form.has_causes() { scaled(&form.causes) } else { String::new() }}</p>
                </div>
            </details>
            <p class="start__assumes">{move || reliability_words(form)}</p>
        </li>
    }
}

fn reliability_words(form: Form) -> String {
    let Some(answers) = form.reliability() else {
        let too_much =
            form.outages.number().zip(form.hours.number()).is_some_and(|(n, h)| unavailability(n, h).is_none());
        return if too_much {
            "That is more than a whole year of outages a year.".into()
        } else {
            "Waiting for these numbers.".into()
        };
    };
    let often = if form.by_outages.get() { form.outages } else { form.measured };
    let from = |answers: &[Answer]| match answers.iter().any(|answer| answer.is_typed()) {
        true => "From your answers",
        false => "Assumed",
    };
    format!(
        "{}: each region is up {}, outages last {}. {}: {} of a region's failures hit all regions (shared failures), what all share is up {}.",
        from(&[often, form.hours]),
        format::availability(answers.region, format::Digits::Few),
        format::duration(form.hours.number().unwrap_or(0.0) * 3600.0, format::Digits::Few),
        from(&form.causes),
        format::percent(answers.beta, format::Digits::Few),
        format::availability(answers.dependency, format::Digits::Few),
    )
}

/// Two ways to say the same thing.
#[component]
fn TwoWays(
    id: &'static str,
    label: &'static str,
    first: &'static str,
    second: &'static str,
    chosen: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Segmented label testid=id>
            <Segment label=first is_chosen=chosen on_choose=move |()| chosen.set(true) />
            <Segment label=second is_chosen=Signal::derive(move || !chosen.get()) on_choose=move |()| chosen.set(false) />
        </Segmented>
    }
}
