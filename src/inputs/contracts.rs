//! Credits to customers, and the phases of a rollout: lists whose items go by their place.

use super::change::use_changes;
use super::field::NumberField;
use super::section::{ItemFields, Section};
use crate::ui::{Choice, Icon, IconButton};
use geode_core::scenario::choices::Choice as _;
use geode_core::scenario::model::CreditPeriod;
use geode_core::scenario::{Scenario, edit, inputs, limits};
use leptos::prelude::*;

/// What contracts give back where less uptime was kept than promised.
#[component]
pub fn Credits() -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let count = store.part(|s| s.sla_credits.steps.len());
    let has_some = Memo::new(move |_| count.get() > 0);
    let period = store.part(|s| s.sla_credits.period.word().to_owned());
    let named = |period: &CreditPeriod| (period.word().to_owned(), period.name().to_owned());
    let periods = Signal::stored(CreditPeriod::ALL.iter().map(named).collect::<Vec<_>>());
    let set = move |word: String| {
        let Some(period) = CreditPeriod::of_word(&word) else { return };
        changes.make(|s| s.sla_credits.period = period);
    };
    view! {
        <div class="stack" data-testid="credits">
            <p class="section__note">"What customers get back where less uptime was kept than promised, by simulated years."</p>
            <Show when=move || has_some.get()>
                <p class="section__note" data-testid="credits-not-counted">"Counted at face value, as if each were claimed and paid. Only figures \u{201c}with credits\u{201d} have them: the verdict\u{2019}s choice, what would change it, break-evens and samples leave them out, since each would take thousands of simulated years."</p>
                <Choice id="credit-period" label="Uptime counts for each" choices=periods value=period on_change=set />
                <NumberField pointer=inputs::SLA_CREDITS_FEES_SHARE />
            </Show>
            <For each=move || 0..count.get() key=|at| *at let:at>
                <Item what="Step" at remove=edit::remove_credit_step>
                    <ItemFields of="/sla_credits/steps/{step}" ids=vec![at.to_string()] />
                </Item>
            </For>
            <Add words="Step" count most=limits::MAX_CREDIT_STEPS testid="add-credit-step" add=edit::add_credit_step />
        </div>
    }
    .into_any()
}

/// From what runs today to what shall run.
#[component]
pub fn RolloutSection() -> impl IntoView {
    let store = use_changes().store();
    let count = store.part(|s| s.rollout.len());
    let gist = store.part(|s| match s.rollout.len() {
        0 => String::new(),
        1 => "1 phase".into(),
        phases => format!("{phases} phases"),
    });
    view! {
        <Section id=inputs::Section::Rollout.id() title=inputs::Section::Rollout.title() gist>
            <p class="section__note">"From today\u{2019}s option on, phase by phase: what runs after how many months, and what it costs once."</p>
            <div class="stack">
                <For each=move || 0..count.get() key=|at| *at let:at><PhaseCard at /></For>
                <Add words="Phase" count most=limits::MAX_PHASES testid="add-phase" add=edit::add_phase />
            </div>
        </Section>
    }
}

#[component]
fn PhaseCard(at: usize) -> impl IntoView {
    let changes = use_changes();
    let store = changes.store();
    let choices = store.part(|s| s.options.iter().map(|o| (o.id.clone(), o.name.clone())).collect::<Vec<_>>());
    let value = store.part(move |s| s.rollout.get(at).map_or_else(String::new, |phase| phase.option.clone()));
    let set = move |id: String| {
        changes.make(|s| s.rollout.get_mut(at).into_iter().for_each(|phase| phase.option.clone_from(&id)));
    };
    view! {
        <Item what="Phase" at remove=edit::remove_phase>
            <Choice id=format!("phase-option.{at}") label="What runs then" wide=true choices value on_change=set />
            <ItemFields of="/rollout/{phase}" ids=vec![at.to_string()] />
        </Item>
    }
    .into_any()
}

/// A card with its number and a way to remove it.
#[component]
fn Item(what: &'static str, at: usize, remove: fn(&mut Scenario, usize), children: Children) -> impl IntoView {
    let changes = use_changes();
    let title = format!("{what} {}", at + 1);
    let (label, name) = (Signal::stored(format!("Remove {}", title.to_lowercase())), title.clone());
    view! {
        <div class="card" role="group" aria-label=name data-testid=format!("{}-{at}", what.to_lowercase())>
            <div class="card__head">
                <span class="card__title grow">{title}</span>
                <IconButton icon="remove" label on_click=move |()| changes.make(|s| remove(s, at)) />
            </div>
            <div class="card__body">{children()}</div>
        </div>
    }
    .into_any()
}

#[component]
fn Add(
    words: &'static str,
    count: Memo<usize>,
    most: usize,
    testid: &'static str,
    add: fn(&mut Scenario),
) -> impl IntoView {
    let changes = use_changes();
    let is_full = move || count.get() >= most;
    view! {
        <div>
            <button
                type="button"
                class="button button--small"
                data-testid=testid
                disabled=is_full
                on:click=move |_| changes.make(add)
            >
                <Icon name="plus" />
                {words}
            </button>
        </div>
    }
    .into_any()
}
