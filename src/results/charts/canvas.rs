//! A canvas that shows a chart: sharp on any screen, drawn when it is in view and something has changed.

use super::measure;
use super::queue::Pending;
pub use super::screen::Screen;
use geode_core::chart::{Body, ChartSpec, Look, Theme, draw};
use leptos::prelude::*;
use leptos::{ev, html};
use leptos_use_event_listener::use_event_listener;
use leptos_use_intersection_observer::{UseIntersectionObserverOptions, use_intersection_observer_with_options};
use leptos_use_resize_observer::use_resize_observer;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use web_sys::{HtmlCanvasElement, IntersectionObserverEntry, ResizeObserverEntry};

/// Width of a chart on paper, CSS pixels, as the style sheet scales it down to half a page; and the most height of lines
/// and of bars: four options have room.
const PAPER: (f64, f64, f64) = (540.0, 200.0, 216.0);
/// Dots of a printer for each of these pixels.
const PAPER_DENSITY: f64 = 3.0;
/// Charts this near to the window count as in sight.
const NEAR: &str = "200px";

/// Draws a chart on a canvas of this size in device pixels, background included.
pub fn paint(canvas: &HtmlCanvasElement, spec: &ChartSpec, (width, height): (u32, u32), look: Look) {
    // Setting the size clears the canvas, so only where it differs.
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) else { return };
    // A failing canvas leaves an empty picture; the table below holds the data.
    let _ = draw(spec, &backend.into_drawing_area(), look, &measure::width);
}

/// The picture of a chart, in a box that has its size.
#[component]
pub fn Picture(spec: Memo<Option<ChartSpec>>, id: &'static str) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let place = RwSignal::new(Place { size: (0.0, 0.0), in_sight: true });
    let (frame, canvas) = (NodeRef::<html::Div>::new(), NodeRef::<html::Canvas>::new());
    let paint_now = move |theme: Theme| {
        let (Some(canvas), Some(Some(spec))) = (canvas.try_get_untracked().flatten(), spec.try_get_untracked()) else {
            return;
        };
        let (Some(place), Some(density)) = (place.try_get_untracked(), screen.density.try_get_untracked()) else {
            return;
        };
        paint(&canvas, &spec, place.pixels(density), Look::page(theme, density));
    };
    // Paper is white, as wide as it is, and does not wait for a frame.
    let print_now = move || {
        if let (Some(canvas), Some(Some(spec))) = (canvas.try_get_untracked().flatten(), spec.try_get_untracked()) {
            let (width, lines, bars) = PAPER;
            // Lines can be drawn low; bars that have no room are not drawn at all.
            let most = if matches!(spec.body, Body::Lines { .. }) { lines } else { bars };
            let paper = Place { size: (width, spec.height(width).min(most)), in_sight: true };
            paint(&canvas, &spec, paper.pixels(PAPER_DENSITY), Look::page(Theme::Light, PAPER_DENSITY));
        }
    };
    let pending = StoredValue::new(None::<Pending>);
    Effect::new(move || {
        spec.track();
        screen.density.track();
        let (theme, place) = (screen.theme.get(), place.get());
        // Dropping the one before cancels it: however much changes, one drawing follows. What is out of sight is drawn
        // when it comes into sight.
        let is_seen = place.is_visible() && place.in_sight;
        pending.set_value(is_seen.then(|| Pending::drawing(move || paint_now(theme))));
    });
    let _ = use_resize_observer(frame, move |entries, _| {
        let Some(seen) = entries.last().map(ResizeObserverEntry::content_rect) else { return };
        let size = (seen.width(), seen.height());
        place.maybe_update(|place| std::mem::replace(&mut place.size, size) != size);
    });
    let seen = move |entries: Vec<IntersectionObserverEntry>, _| {
        let Some(in_sight) = entries.last().map(IntersectionObserverEntry::is_intersecting) else { return };
        place.maybe_update(|place| std::mem::replace(&mut place.in_sight, in_sight) != in_sight);
    };
    let near = UseIntersectionObserverOptions::default().root_margin(NEAR);
    let _ = use_intersection_observer_with_options(frame, seen, near);
    let _ = use_event_listener(window(), ev::beforeprint, move |_| print_now());
    let _ = use_event_listener(window(), ev::afterprint, move |_| paint_now(screen.theme.get_untracked()));
    let label = move || spec.with(|spec| spec.as_ref().map(ChartSpec::label));
    let is_empty = move || spec.with(Option::is_none);
    view! {
        <div class="chart__box" node_ref=frame style:min-height=move || room(spec, place)>
            <canvas
                node_ref=canvas
                id=format!("chart-{id}")
                role="img"
                aria-label=label
                hidden=is_empty
                data-testid=format!("canvas-{id}")
            />
            <Show when=is_empty>
                <p class="empty">"Nothing to show for this scenario."</p>
            </Show>
        </div>
    }
}

/// More height than the box has by itself, where many bars need it.
fn room(spec: Memo<Option<ChartSpec>>, place: RwSignal<Place>) -> Option<String> {
    let width = place.with(|place| place.size.0);
    let wanted = spec.with(|spec| spec.as_ref().map_or(0.0, |spec| spec.height(width)));
    (width > 0.0 && wanted > (width * 9.0 / 16.0).max(240.0)).then(|| format!("{wanted}px"))
}

/// Where a picture is.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    /// CSS pixels.
    size: (f64, f64),
    in_sight: bool,
}

impl Place {
    fn is_visible(self) -> bool {
        self.size.0 >= 1.0 && self.size.1 >= 1.0
    }

    fn pixels(self, density: f64) -> (u32, u32) {
        let pixels = |size: f64| (size * density).round().clamp(1.0, 16_384.0) as u32;
        (pixels(self.size.0), pixels(self.size.1))
    }
}
