//! The inputs panel; a drawer on small screens.

use super::drawer;
use super::options::OptionsSection;
use super::regions::RegionsSection;
use super::reliability::ReliabilitySection;
use super::sections::{
    CostSection, FinanceSection, RevenueSection, SimulationSection, TargetsSection, TrafficAndCapacity,
};
use super::start::{Form, Start};
use super::users::UsersSection;
use super::{Drawer, use_drawer};
use crate::state::use_store;
use leptos::prelude::*;

/// Everything that can be changed.
#[component]
pub fn Inputs() -> impl IntoView {
    let drawer = use_drawer();
    drawer::connect(drawer);
    let open = drawer.0;
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            drawer::close(drawer);
        }
    };
    view! {
        <div
            id="inputs"
            class="inputs"
            aria-label="Inputs"
            role=move || if open.get() { "dialog" } else { "complementary" }
            aria-modal=move || open.get().then_some("true")
            data-open=move || open.get().then_some("")
            on:keydown=escape
        >
            <Head drawer />
            <div class="inputs__body">
                <UsersSection />
                <RegionsSection />
                <OptionsSection />
                <ReliabilitySection />
                <TrafficAndCapacity />
                <CostSection />
                <RevenueSection />
                <FinanceSection />
                <TargetsSection />
                <SimulationSection />
            </div>
            <Foot drawer />
        </div>
    }
}

#[component]
fn Head(drawer: Drawer) -> impl IntoView {
    let store = use_store();
    let asking = RwSignal::new(false);
    // Answers that were being given when the dialog was closed are there when it is opened again.
    let form = Form::new(&store.scenario_untracked().currency);
    let example = move |_| store.open_example();
    view! {
        <div class="inputs__head">
            <h2 class="only-wide">"Inputs"</h2>
            <div class="row">
                <button type="button" class="button button--small" data-testid="start" on:click=move |_| asking.set(true)>
                    "Start with my system"
                </button>
                <button type="button" class="button button--small button--quiet" data-testid="open-example" aria-label="Open the worked example" on:click=example>
                    "Example"
                </button>
            </div>
            <button
                id="inputs-close"
                type="button"
                class="button button--quiet button--icon only-narrow"
                aria-label="Close the inputs"
                on:click=move |_| drawer::close(drawer)
            >
                <svg class="icon" aria-hidden="true"><use href="#icon-close" /></svg>
            </button>
        </div>
        {move || asking.get().then(|| view! { <Start asking form /> })}
    }
}

#[component]
fn Foot(drawer: Drawer) -> impl IntoView {
    let evaluation = use_store().evaluation();
    view! {
        <div class="inputs__foot">
            <p class="dock__verdict">{move || evaluation.with(|e| e.verdict.sentence.clone())}</p>
            <button type="button" class="button button--primary" on:click=move |_| drawer::close(drawer)>"Done"</button>
        </div>
    }
}
