//! The map of the drill. Its regions are buttons that switch them off.

use crate::results::charts::{Actions, Picture, width_of};
use crate::results::view::use_view;
use crate::state::use_store;
use crate::ui::{Segment, Segmented};
use geode_core::chart::{ChartSpec, View, apart, places_on_map};
use geode_core::report::Evaluation;
use geode_core::report::drill::Drill;
use geode_core::report::map::{Mapped, map};
use geode_core::report::written::unbroken;
use leptos::html;
use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;
use std::sync::Arc;
use web_sys::ResizeObserverEntry;

const ID: &str = "map";
const NAME: &str = "Map";
/// Width of a region's button, pixels.
const BUTTON: f64 = 24.0;

/// The map, once the catalogue is there; what it lacks, in words.
#[component]
pub fn MapFigure(
    /// The drill.
    drilled: Memo<Option<Drill>>,
    /// What names its groups and regions.
    evaluation: RwSignal<Arc<Evaluation>>,
) -> impl IntoView {
    let store = use_store();
    let area = RwSignal::new(View::Fit);
    let mapped = Memo::new(move |_| {
        let catalogue = store.catalogue()?;
        drilled.with(|drilled| {
            let drilled = drilled.as_ref()?;
            Some(evaluation.with(|evaluation| map(&evaluation.scenario, drilled, catalogue, area.get())))
        })
    });
    let spec = Memo::new(move |_| mapped.with(|mapped| mapped.as_ref()?.spec.clone()));
    let is_drawn = Memo::new(move |_| spec.with(Option::is_some));
    let missing = move || {
        let of = |mapped: &Mapped| match &mapped.spec {
            Some(_) => mapped.missing(),
            None => Some("No map: where the users and regions of this option are is unknown.".into()),
        };
        match store.catalogue() {
            Some(_) => mapped.with(|mapped| mapped.as_ref().and_then(of)),
            None if store.lacks_catalogue() => Some("The catalogue with the map could not be loaded.".into()),
            None => Some("The map is being loaded.".into()),
        }
    };
    view! {
        <Show when=move || is_drawn.get()>
            <Drawn spec mapped area />
        </Show>
        <p class="small muted" data-testid="map-missing" hidden=move || missing().is_none()>{missing}</p>
    }
}

#[component]
fn Drawn(spec: Memo<Option<ChartSpec>>, mapped: Memo<Option<Mapped>>, area: RwSignal<View>) -> impl IntoView {
    let (frame, size) = (NodeRef::<html::Div>::new(), RwSignal::new((0.0, 0.0)));
    let _ = use_resize_observer(frame, move |entries, _| {
        let Some(seen) = entries.last().map(ResizeObserverEntry::content_rect) else { return };
        let now = (seen.width(), seen.height());
        size.maybe_update(|size| std::mem::replace(size, now) != now);
    });
    let regions = Memo::new(move |_| {
        mapped.with(|mapped| mapped.as_ref().map(|mapped| mapped.regions.clone()).unwrap_or_default())
    });
    // Where the buttons of its regions stand, in their order: near ones beside each other.
    let places = Memo::new(move |_| {
        let size = size.get();
        let all = spec.with(|spec| spec.as_ref().map(|spec| places_on_map(spec, size, &width_of)).unwrap_or_default());
        let of_regions =
            regions.with(|regions| regions.iter().map(|(at, ..)| all.get(*at).copied().flatten()).collect::<Vec<_>>());
        apart(&of_regions, size, BUTTON)
    });
    let is = move |view: View| Signal::derive(move || area.get() == view);
    let takeaway = move || spec.with(|spec| spec.as_ref().map(|spec| unbroken(&spec.title)));
    view! {
        <figure class="chart map" aria-label=NAME data-testid="chart-map">
            <div class="chart__head">
                <figcaption class="chart__takeaway">{takeaway}</figcaption>
                <Segmented label="What the map shows">
                    <Segment label="Fit" testid="map-fit" is_chosen=is(View::Fit) on_choose=move |()| area.set(View::Fit) />
                    <Segment label="World" testid="map-world" is_chosen=is(View::World) on_choose=move |()| area.set(View::World) />
                </Segmented>
                <Actions id=ID name=NAME spec />
            </div>
            <div class="map__box" node_ref=frame>
                <Picture spec id=ID />
                <For
                    each=move || regions.get()
                    key=|(_, id, _)| id.clone()
                    children=move |(_, id, _)| view! { <Switch id regions places /> }
                />
            </div>
        </figure>
    }
}

/// A region on the map as a button.
#[component]
fn Switch(
    id: String,
    regions: Memo<Vec<(usize, String, bool)>>,
    places: Memo<Vec<Option<(f64, f64, bool)>>>,
) -> impl IntoView {
    let (view, of_name, of_place) = (use_view(), id.clone(), id.clone());
    let name = use_store().part(move |scenario| scenario.region_name(&of_name));
    let own = Memo::new(move |_| {
        regions.with(|all| {
            let at = all.iter().position(|(_, other, _)| *other == of_place)?;
            Some((at, all.get(at)?.2))
        })
    });
    let is_off = move || own.get().is_some_and(|(_, off)| off);
    let place = move || places.with(|places| own.get().and_then(|(at, _)| places.get(at).copied().flatten()));
    let left = move || place().map(|(x, ..)| format!("{x}px"));
    let top = move || place().map(|(_, y, _)| format!("{y}px"));
    let testid = format!("map-region-{id}");
    view! {
        <button
            type="button"
            class="map__region"
            data-testid=testid
            aria-pressed=move || is_off().to_string()
            aria-label=move || format!("Switch off {}", name.get())
            title=name
            hidden=move || place().is_none()
            data-moved=move || place().is_some_and(|(.., is_moved)| is_moved).then_some("")
            style:left=left
            style:top=top
            on:click=move |_| view.switch_off(&id, own.get_untracked().is_none_or(|(_, off)| !off))
        ></button>
    }
}
