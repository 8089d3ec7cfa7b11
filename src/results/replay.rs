//! Incidents that were imported, lived through once more by every option.

use super::numbers::{scrolled, table};
use super::view::later;
use crate::state::importing::use_importing;
use crate::state::use_store;
use geode_core::report::replay::{Answers, MOST_LISTED, Replay as Replayed, TOTALS, replay};
use leptos::prelude::*;

/// The fold, once incidents have been applied. They stay with this visit and go into no scenario.
#[component]
pub fn Replay() -> impl IntoView {
    let incidents = use_importing().incidents;
    view! {
        <Show when=move || incidents.with(|incidents| !incidents.is_empty())>
            <details class="section drill no-print" data-testid="replay" open>
                <summary>
                    <h2>"Your incidents, replayed"</h2>
                </summary>
                <div class="drill__body">
                    <Body />
                </div>
            </details>
        </Show>
    }
}

#[component]
fn Body() -> impl IntoView {
    let incidents = use_importing().incidents;
    let evaluation = later(use_store().evaluation());
    let replayed = Memo::new(move |_| {
        evaluation.with(|evaluation| {
            let scenario = &evaluation.scenario;
            let rows = |replayed: Replayed| {
                let waiting = replayed.left_out.iter().map(|left| left.rows.len()).sum::<usize>();
                let more = replayed.incidents.len().saturating_sub(MOST_LISTED);
                let (totals, each) = (replayed.total_rows(scenario), replayed.incident_rows(scenario));
                (totals, replayed.incident_head(scenario), each, waiting, more)
            };
            incidents.with(|log| replay(scenario, log, &Answers::default())).map(rows)
        })
    });
    move || match replayed.get() {
        Err(why) => view! { <p role="status">{why}</p> }.into_any(),
        Ok((totals, head, each, waiting, more)) => {
            let mut note = String::from(
                "By the rules of the engineering estimate, with the times of the log: prevented is less than 1 % left, untouched more than 99 %.",
            );
            if waiting > 0 {
                note += &format!(" Not replayed, for no region of this scenario is named: {waiting}.");
            }
            if more > 0 {
                note += &format!(" Of the incidents {more} more are counted and not listed.");
            }
            view! {
                {scrolled("Incidents by option", "replay-totals", table(TOTALS.iter().copied(), totals))}
                {scrolled("Incidents one by one", "replay-incidents", table(head, each))}
                <p class="small muted">{note}</p>
            }
            .into_any()
        }
    }
}
