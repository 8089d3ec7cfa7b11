//! What is paid for all that runs today, where that is more than one full copy: people know their bill.

use super::answer::{Answer, AnswerField};
use super::change::use_changes;
use geode_core::engine::figures;
use geode_core::planning;
use geode_core::quantity::format;
use geode_core::quantity::{Unit, show};
use geode_core::scenario::inputs;
use leptos::prelude::*;

/// The bill of the baseline, from which the cost of one full copy is worked out.
#[component]
pub fn Bill() -> impl IntoView {
    let is_asked = use_changes().store().part(planning::is_more_than_a_copy);
    move || is_asked.get().then(|| view! { <BillField /> })
}

#[component]
fn BillField() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let evaluation = store.evaluation();
    let total = figures::of_path(figures::MONTHLY_COST_TOTAL);
    let now = Memo::new(move |_| {
        let paid = evaluation.with(|e| {
            let today = e.options.iter().find(|option| option.id == e.scenario.baseline)?;
            total.and_then(|total| total.get(today))
        });
        // Nobody pays less than a hundredth.
        paid.map_or_else(String::new, |paid| show((paid * 100.0).round() / 100.0, Unit::Money))
    });
    let currency = RwSignal::new(String::new());
    Effect::new(move || currency.set(store.currency().get()));
    let answer = Answer::of(inputs::COST_SINGLE_REGION_MONTHLY).in_currency(currency);
    answer.text.set(now.get_untracked());
    // What the field says: anything else comes from elsewhere.
    let written = RwSignal::new(now.get_untracked());
    Effect::new(move || {
        let now = now.get();
        if written.with_untracked(|written| *written != now) {
            answer.text.set(now.clone());
            written.set(now);
        }
    });
    let write = Callback::new(move |()| {
        let Some(bill) = answer.number() else { return };
        changes.typed("bill", |scenario| {
            planning::set_bill(scenario, bill);
        });
        written.set(now.get_untracked());
    });
    let too_little = move || {
        let bill = answer.number()?;
        let scenario = store.scenario();
        let least = planning::beside_copies(&scenario);
        (bill <= least).then(|| {
            let least = format::money_all(least, &scenario.currency);
            view! { <p class="field__error" data-testid="bill-too-little">{format!("Expected more than {least}: so much a month cost transfer, people and the edge alone")}</p> }
        })
    };
    view! {
        <AnswerField id="bill" label="Bill of all that runs today" answer on_typed=write />
        {too_little}
        <p class="section__note">"What runs today is not just one copy: the cost of one, with no edge in front, is worked out from the bill."</p>
    }
}
