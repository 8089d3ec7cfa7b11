//! Reliability as people know it: outages a year and their usual length, in place of an availability.

use super::answer::{Answer, AnswerField};
use super::change::use_changes;
use geode_core::quantity::{HOURS_PER_YEAR, Unit, glance, show, to_digits};
use geode_core::scenario::start::{outages_per_year, unavailability};
use geode_core::scenario::{Scenario, edit};
use leptos::prelude::*;

/// A switch to two fields that write a region's availability and mean time to repair.
#[component]
pub fn Outages(
    /// Id of the region.
    id: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let testid = format!("outages-{id}");
    view! {
        <div data-testid=testid>
            <button
                type="button"
                class="button button--small button--quiet"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() { "Done" } else { "Enter as outages a year" }}
            </button>
            {move || open.get().then(|| view! { <OutageFields id=id.clone() /> })}
        </div>
    }
}

#[component]
fn OutageFields(id: String) -> impl IntoView {
    let changes = use_changes();
    let of_now = id.clone();
    let now = changes.store().part(move |scenario| today(scenario, &of_now));
    let (first_count, first_hours) = now.get_untracked();
    let count = Answer::new(first_count, Unit::PerYear, (0.0, HOURS_PER_YEAR));
    let length = Answer::new(first_hours, Unit::Hours, (0.001, HOURS_PER_YEAR));
    // What the fields say: anything else comes from elsewhere, from undo or from the availability's own field.
    let written = RwSignal::new(now.get_untracked());
    Effect::new(move || {
        let now = now.get();
        if written.with_untracked(|written| *written != now) {
            count.text.set(now.0.clone());
            length.text.set(now.1.clone());
            written.set(now);
        }
    });
    let region = id.clone();
    let write = Callback::new(move |()| {
        let (Some(typed), Some(hours)) = (count.number(), length.number()) else { return };
        // Whoever changes only one keeps the other with all its digits.
        let (scenario, shown) = (changes.store().scenario_untracked(), now.get_untracked());
        let is_as_shown = |answer: Answer, text: &str| answer.text.with_untracked(|typed| typed == text);
        let known = is_as_shown(count, &shown.0).then(|| counted(&scenario, &region)).flatten();
        let length = scenario.region(&region).filter(|_| is_as_shown(length, &shown.1)).map(|region| region.mttr_hours);
        let (count, hours) = (known.unwrap_or(typed), length.unwrap_or(hours));
        // More than a year of outages a year: the fields say their ranges, nothing is written.
        let Some(lost) = unavailability(count, hours) else { return };
        changes.typed(&format!("outages {region}"), |scenario| edit::set_outages(scenario, &region, lost, hours));
        written.set(now.get_untracked());
    });
    let too_much = move || {
        let both = count.number().zip(length.number());
        both.is_some_and(|(count, hours)| unavailability(count, hours).is_none())
            .then(|| view! { <p class="section__note">"That is more than a whole year of outages a year."</p> })
    };
    view! {
        <AnswerField id=format!("outages.{id}") label="Outages a year" answer=count on_typed=write />
        <AnswerField id=format!("outage-hours.{id}") label="Usual length" answer=length on_typed=write />
        {too_much}
    }
}

/// Outages a year that the region's numbers mean.
fn counted(scenario: &Scenario, id: &str) -> Option<f64> {
    let region = scenario.region(id)?;
    Some(outages_per_year(region.unavailability(), region.mttr_hours))
}

/// The same as the fields show it, with the mean time to repair. Four digits are more than anyone counts.
fn today(scenario: &Scenario, id: &str) -> (String, String) {
    let hours = scenario.region(id).map(|region| glance(region.mttr_hours, Unit::Hours));
    let count = counted(scenario, id).map(|count| show(to_digits(count, 4), Unit::PerYear));
    (count.unwrap_or_default(), hours.unwrap_or_default())
}
