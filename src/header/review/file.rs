//! One file: how far it is read, what it says, what it leaves open, what it would change.

use super::columns::Columns;
use super::incidents::Incidents;
use super::parts::Parts;
use super::said;
use crate::state::importing::{Importing, InHand, Standing, use_importing};
use crate::state::use_store;
use crate::ui::{Choice, Icon, Tick};
use geode_core::catalogue::provided;
use geode_core::quantity::format::{Digits, percent};
use leptos::prelude::*;
use serde_json::Value;

/// Currencies that are offered first.
const CURRENCIES: [&str; 8] = ["USD", "EUR", "GBP", "CHF", "JPY", "INR", "CAD", "AUD"];

#[component]
pub(super) fn FileCard(item: InHand) -> impl IntoView {
    let importing = use_importing();
    let name = item.name.get_value();
    let kind = move || item.report.with(|report| said::kind(report));
    let body = move || match item.standing.get() {
        Standing::Reading(done, of) => reading(done, of),
        Standing::Refused(why) => view! { <Refused item why /> }.into_any(),
        Standing::Read => view! { <Said item /> }.into_any(),
    };
    view! {
        <section class="file" data-testid="review-file">
            <div class="file__head">
                <h3 class="file__name">{name.clone()}</h3>
                <span class="small muted">{kind}</span>
                <button class="button button--small button--icon button--quiet" type="button" aria-label=format!("Leave {name} out")
                    data-testid="review-drop" on:click=move |_| importing.drop_file(item)
                >
                    <Icon name="close" />
                </button>
            </div>
            <div class="stack" aria-live="polite">{body}</div>
        </section>
    }
}

fn reading(done: f64, of: f64) -> AnyView {
    let said = format!("{} of {:.1} MB", percent(if of > 0.0 { done / of } else { 0.0 }, Digits::Few), of / 1e6);
    view! {
        <div class="row">
            <progress class="grow" aria-label="Read so far" max=of.max(1.0) prop:value=done></progress>
            <span class="small" data-testid="review-progress">{said}</span>
        </div>
    }
    .into_any()
}

#[component]
fn Refused(item: InHand, why: String) -> impl IntoView {
    let preview = item.preview.get_untracked();
    let asked = &preview["asked"];
    let asked = asked
        .is_object()
        .then(|| question(use_importing(), item, asked, said::word(asked, "value").to_owned(), "Not said"));
    let is_table = preview.is_object() && asked.is_none();
    view! {
        <p class="field__error" role="alert" data-testid="review-refused">{format!("Not read: {}.", why.trim_end_matches('.'))}</p>
        {asked}
        {is_table.then(|| view! { <Columns item /> })}
    }
}

/// In place of figures that would be read by custom, as if they were sure.
const WAITS: &str = "No figure before what is asked below is answered.";

fn waits(item: InHand) -> bool {
    item.report.with(|report| item.review.with(|review| said::waits(report, review)))
}

#[component]
fn Said(item: InHand) -> impl IntoView {
    let report = item.report;
    let lines = move || {
        let waits = waits(item);
        let lines = if waits { vec![WAITS.to_owned()] } else { report.with(|report| said::lines(report)) };
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <ul class="file__said" data-testid="review-said">{lines}</ul>
        <Parts item />
        <Questions item />
        <Incidents item />
        <Changes item />
        <Details item />
    }
}

/// Rows that were left out, and remarks: folded, since they are evidence.
#[component]
fn Details(item: InHand) -> impl IntoView {
    let report = item.report;
    let left = move || {
        let rows = if waits(item) { Vec::new() } else { report.with(|report| said::left_out(report)) };
        let row = |(why, rows, sum)| view! { <tr><th scope="row">{why}</th><td class="num">{rows}</td><td class="num">{sum}</td></tr> };
        (!rows.is_empty()).then(|| view! {
            <table class="data-table file__left" data-testid="review-left-out">
                <thead><tr><th scope="col">"Why rows are left out"</th><th scope="col">"Rows"</th><th scope="col">"Sum in the file"</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        })
    };
    let warnings = move || {
        let texts = report.with(|report| said::texts(&report["warnings"]));
        texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()
    };
    let summary = move || {
        report.with(|report| {
            let remarks = report["warnings"].as_array().map_or(0, Vec::len);
            let words = if remarks == 1 { "remark" } else { "remarks" };
            format!("{}, {remarks} {words}", said::rows(report))
        })
    };
    view! {
        <details class="more" data-testid="review-details">
            <summary>{summary}</summary>
            {left}
            <ul class="small">{warnings}</ul>
        </details>
    }
}

/// What the file leaves open, and which part of the scenario it is about.
#[component]
fn Questions(item: InHand) -> impl IntoView {
    let importing = use_importing();
    let store = use_store();
    let (report, chosen) = (item.report, item.chosen);
    let choose = move |change: &dyn Fn(&mut crate::state::importing::Chosen)| {
        chosen.update(change);
        importing.preview(item);
    };
    let is_log = move || report.with(|report| report["outages"].is_object());
    let regions = Signal::derive(move || {
        store.scenario().regions.iter().map(|region| (region.id.clone(), region.name.clone())).collect::<Vec<_>>()
    });
    let region = move |id: String| choose(&|chosen| chosen.region.clone_from(&id));
    let targets = Signal::derive(move || report.with(|report| targets(report)));
    let target = move |name: String| choose(&|chosen| chosen.target.clone_from(&name));
    view! {
        <Show when=is_log>
            <div class="file__fields">
                <Period item />
                <Choice id=format!("review-region-{}", item.id) label="These outages are of" choices=regions
                    value=Signal::derive(move || chosen.with(|chosen| chosen.region.clone())) on_change=region
                />
            </div>
        </Show>
        <Show when=move || targets.with(|targets| targets.len() > 1)>
            <Choice id=format!("review-target-{}", item.id) label="Objective to take" choices=targets
                value=Signal::derive(move || chosen.with(|chosen| chosen.target.clone())) on_change=target
            />
        </Show>
        <Currency item />
        {move || asked(importing, item)}
        <Countries item />
    }
}

/// The objectives that can be targets, and none.
fn targets(report: &Value) -> Vec<(String, String)> {
    let list = report["targets"].as_array().map_or(&[][..], Vec::as_slice);
    let usable = list.iter().filter(|one| one["availability"].is_number() || one["p95_latency_ms"].is_number());
    let named = usable.filter_map(|one| {
        let name = one["name"].as_str()?.to_owned();
        let share = percent(one["objective"].as_f64()?, Digits::All);
        Some((name.clone(), format!("{name}: {share}")))
    });
    std::iter::once((String::new(), "None of them".to_owned())).chain(named).collect()
}

/// The time that a log covers: no log says it.
#[component]
fn Period(item: InHand) -> impl IntoView {
    let importing = use_importing();
    let beside = item.beside;
    let end = move |is_start: bool| {
        move |event: web_sys::Event| {
            let day = event_target_value(&event);
            beside.update(|beside| *(if is_start { &mut beside.period.0 } else { &mut beside.period.1 }) = day);
            // While a year is typed the field says 0002: the file is asked about whole periods only.
            if beside.with_untracked(|beside| is_period(&beside.period)) {
                importing.read(item);
            }
        }
    };
    let field = move |id: String, label: &'static str, is_start: bool| {
        let value =
            move || beside.with(|beside| if is_start { beside.period.0.clone() } else { beside.period.1.clone() });
        view! {
            <div class="field">
                <div class="field__label"><label for=id.clone()>{label}</label></div>
                <div class="field__control">
                    <input id=id.clone() class="input" type="date" data-testid=label.to_lowercase().replace(' ', "-") prop:value=value on:change=end(is_start) />
                </div>
            </div>
        }
    };
    view! {
        <p class="field__line file__why">"No log says which time it covers, and availability needs it: from when on was every outage written down?"</p>
        {field(format!("review-start-{}", item.id), "Log covers from", true)}
        {field(format!("review-end-{}", item.id), "Log covers until", false)}
        <Show when=move || beside.with(|beside| is_whole(&beside.period) && !is_period(&beside.period))>
            <p class="field__line field__error" role="alert" data-testid="review-period-error">
                "The log must cover until a later day than from."
            </p>
        </Show>
    }
}

/// Whether both ends are days with whole years: as `input` writes them, they are in order as texts.
fn is_whole((start, end): &(String, String)) -> bool {
    [start, end].iter().all(|day| day.as_str() > "1900")
}

/// Whether they are a period.
fn is_period(period: &(String, String)) -> bool {
    is_whole(period) && period.0 < period.1
}

/// The currency, where the file names none or several.
#[component]
fn Currency(item: InHand) -> impl IntoView {
    let store = use_store();
    let report = item.report;
    let is_asked = move || {
        report.with(|report| report.get("currency") == Some(&Value::Null))
            || item.beside.with(|beside| !beside.currency.is_empty())
    };
    let choices = Signal::derive(move || {
        let own = store.currency().get();
        let named: Vec<String> = report.with(|report| {
            let list = report["by_currency"].as_array().map_or(&[][..], Vec::as_slice);
            list.iter().filter_map(|one| one["currency"].as_str()).map(str::to_owned).collect()
        });
        let mut codes = if named.is_empty() { vec![own] } else { named };
        codes.extend(CURRENCIES.map(str::to_owned));
        let mut choices = vec![(String::new(), "Not said".to_owned())];
        for code in codes {
            if choices.iter().all(|(known, _)| *known != code) {
                choices.push((code.clone(), code));
            }
        }
        choices
    });
    let importing = use_importing();
    let chosen = move |code: String| {
        item.beside.update(|beside| beside.currency = code);
        importing.read(item);
    };
    view! {
        <Show when=is_asked>
            <Choice id=format!("review-currency-{}", item.id) label="Currency of the amounts" choices
                value=Signal::derive(move || item.beside.with(|beside| beside.currency.clone())) on_change=chosen
            />
        </Show>
    }
}

/// Names of countries that could mean several, or none.
#[component]
fn Countries(item: InHand) -> impl IntoView {
    let importing = use_importing();
    move || {
        let report = item.report.get();
        let asked = item.review.get_untracked();
        let is_asked = |question: &Value| said::list(&asked["asked"]).any(|asked| asked == question);
        let list = if report["users"].is_number() { report["questions"].as_array().cloned() } else { None };
        let countries = list.unwrap_or_default().into_iter().filter(|question| !is_asked(question));
        countries.map(|question| country(importing, item, &question)).collect_view()
    }
}

/// How a table writes its numbers, what it measures; of objectives too.
fn asked(importing: Importing, item: InHand) -> Vec<AnyView> {
    let review = item.review.get();
    let ask = |asked: &Value| question(importing, item, asked, said::word(asked, "value").to_owned(), "Not said");
    said::list(&review["asked"]).map(ask).collect()
}

fn country(importing: Importing, item: InHand, question: &Value) -> AnyView {
    let label = format!("Which country is {}?", said::word(question, "value"));
    let named = |code: &String| provided()?.country(code).map(|country| country.name.clone());
    choice(importing, item, question, label, "In no country", named)
}

fn question(importing: Importing, item: InHand, question: &Value, label: String, none: &str) -> AnyView {
    choice(importing, item, question, label, none, |_| None)
}

fn choice(
    importing: Importing,
    item: InHand,
    question: &Value,
    label: String,
    none: &str,
    named: fn(&String) -> Option<String>,
) -> AnyView {
    let row = question["row"].as_u64().unwrap_or_default();
    let mut choices = vec![(String::new(), none.to_owned())];
    choices
        .extend(said::texts(&question["choices"]).into_iter().map(|code| (code.clone(), named(&code).unwrap_or(code))));
    let answer = move |code: String| {
        item.beside.update(|beside| drop(beside.answers.insert(row, code)));
        importing.read(item);
    };
    let value = move || item.beside.with(|beside| beside.answers.get(&row).cloned().unwrap_or_default());
    view! {
        <Choice id=format!("review-answer-{}-{row}", item.id) label choices=Signal::stored(choices)
            value=Signal::derive(value) on_change=answer
        />
    }
    .into_any()
}

/// What it would change, with a tick each, and what it does not.
#[component]
fn Changes(item: InHand) -> impl IntoView {
    let changes = move || {
        let offer = item.offer.get();
        let rows = offer.changes.iter().map(|change| {
            let (what, key) = (change.what.clone(), change.what.clone());
            let ticked = Signal::derive(move || item.chosen.with(|chosen| !chosen.without.contains(&what)));
            let tick = move |is_ticked: bool| {
                let offer = item.offer.get_untracked();
                item.chosen.update(|chosen| chosen.tick(&key, is_ticked, &offer.changes));
            };
            let label = upper(&change.label);
            let was = (!change.was.is_empty()).then(|| format!("{} \u{2192} ", change.was));
            view! {
                <li class="file__change" data-testid="review-change" data-what=change.what.clone()>
                    <Tick label=Signal::stored(label) ticked on_change=tick />
                    <p><span class="muted">{was}</span>{change.becomes.clone()}</p>
                </li>
            }
        });
        (!offer.changes.is_empty())
            .then(|| view! { <ul class="file__list" aria-label="Changes">{rows.collect_view()}</ul> })
    };
    let left = move || {
        let offer = item.offer.get();
        offer.left.iter().map(|text| view! { <p class="field__line" data-testid="review-left">{format!("Not applied \u{2013} {text}")}</p> }).collect_view()
    };
    view! {
        {changes}
        {left}
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
