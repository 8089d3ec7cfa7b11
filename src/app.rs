//! The page: header, inputs on the left, decision and charts on the right.

use crate::header::{Dock, Header, KeptList, PrintedFrom};
use crate::inputs::{Inputs, LastCell, Ranging, SolvedFor};
use crate::messages::{Announced, Banners, LiveBanners, Toasts};
use crate::results::{InView, Results};
use crate::state::importing::Importing;
use crate::state::{self, AboutData, Store};
use crate::ui::{Drawer, Theme};
use crate::{crash, page_api, worker};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Starts the app in `#app`, in place of the static skeleton; in a worker, what serves the page there.
pub fn start() {
    if web_sys::window().is_none() {
        return worker::serve();
    }
    crash::install_hook();
    let Some(place) = document().get_element_by_id("app") else { return };
    let Ok(place) = place.dyn_into::<HtmlElement>() else { return };
    let show = move || {
        place.set_inner_html("");
        mount_to(place, App).forget();
    };
    // A scenario that leaves its tables to the catalogue has no figures before it is there.
    match state::wants_catalogue() {
        true => wasm_bindgen_futures::spawn_local(async move {
            state::load().await;
            show();
        }),
        false => show(),
    }
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let store = Store::start();
    provide_context(store);
    provide_context(Importing::new(store));
    // Results show it, the header exports what is in view.
    provide_context(InView::default());
    provide_context(Ranging::default());
    provide_context(SolvedFor::default());
    provide_context(LastCell::default());
    provide_context(Drawer::new());
    provide_context(Theme::follow());
    provide_context(KeptList(RwSignal::new(false)));
    provide_context(AboutData(RwSignal::new(false)));
    page_api::install(store);
    let fresh = store.is_fresh();
    view! {
        <a class="skip-link" href="#results">"To the results"</a>
        <Header />
        <div class="workspace">
            <Inputs />
            <main id="results" class="results" tabindex="-1" aria-busy=move || (!fresh.get()).to_string()>
                <Banners />
                <Results />
                <LiveBanners />
                <PrintedFrom />
            </main>
        </div>
        <Dock />
        <Announced />
        <Toasts />
    }
}
