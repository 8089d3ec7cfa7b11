//! The inputs panel; a drawer on small screens.

use super::contracts::RolloutSection;
use super::options::OptionsSection;
use super::places::{PickPlaces, Picking, Places};
use super::regions::RegionsSection;
use super::reliability::ReliabilitySection;
use super::sections::{
    CostSection, FinanceSection, RevenueSection, SimulationSection, TargetsSection, TrafficAndCapacity,
};
use super::start::Start;
use super::users::UsersSection;
use crate::state::use_store;
use crate::ui::{AfterPaint, Drawer, Icon, use_drawer};
use leptos::prelude::*;

/// Everything that can be changed.
#[component]
pub fn Inputs() -> impl IntoView {
    let drawer = use_drawer();
    let open = drawer.is_open;
    let asking = RwSignal::new(false);
    let picking = Picking(RwSignal::new(false));
    provide_context(picking);
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            drawer.close();
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
            <Head drawer asking />
            <div class="inputs__body">
                <UsersSection />
                <RegionsSection />
                <OptionsSection />
                <ReliabilitySection />
                <TrafficAndCapacity />
                <CostSection />
                <RevenueSection />
                <FinanceSection />
                <RolloutSection />
                <TargetsSection />
                <SimulationSection />
            </div>
            <Foot drawer />
        </div>
        // Not within: its keys are not for the drawer.
        <AfterPaint>
            <Start asking />
            <Places open=picking.0 />
        </AfterPaint>
    }
}

#[component]
fn Head(drawer: Drawer, asking: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let example = move |_| store.open_example();
    view! {
        <div class="inputs__head">
            <h2 class="only-wide">"Inputs"</h2>
            <div class="row">
                <button type="button" class="button button--small" data-testid="start" on:click=move |_| asking.set(true)>
                    "Start with my system"
                </button>
                <PickPlaces label="Real regions" testid="pick-places" />
                <button type="button" class="button button--small button--quiet" data-testid="open-example" aria-label="Open the worked example" on:click=example>
                    "Example"
                </button>
            </div>
            <button
                id="inputs-close"
                type="button"
                class="button button--quiet button--icon only-narrow"
                aria-label="Close the inputs"
                on:click=move |_| drawer.close()
            >
                <Icon name="close" />
            </button>
        </div>
    }
}

#[component]
fn Foot(drawer: Drawer) -> impl IntoView {
    let evaluation = use_store().evaluation();
    view! {
        <div class="inputs__foot">
            <p class="dock__verdict">{move || evaluation.with(|e| e.verdict.sentence.clone())}</p>
            <button type="button" class="button button--primary" on:click=move |_| drawer.close()>"Done"</button>
        </div>
    }
}
