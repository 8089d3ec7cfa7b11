//! Where it may run: regions of the catalogue by provider, place or jurisdiction.

use super::Picked;
use geode_core::catalogue::{Catalogue, Provider, Region, Status};
use leptos::prelude::*;

/// Regions shown at once; words and the provider find the others.
const MOST_FOUND: usize = 40;
/// Most regions of a scenario.
const MOST_REGIONS: usize = geode_core::scenario::limits::MAX_ITEMS;

#[component]
pub(super) fn Regions(picked: Picked, known: &'static Catalogue) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let provider = RwSignal::new(None::<Provider>);
    let found = move || {
        let of = provider.get();
        let mut all = search.with(|words| known.search_regions(words));
        all.retain(|region| of.is_none_or(|provider| region.provider == provider));
        let count = all.len();
        let rows = all.into_iter().take(MOST_FOUND).map(|region| row(picked, region)).collect_view();
        let more = (count > MOST_FOUND).then(
            || view! { <li class="muted small">{format!("{} more: search for a place", count - MOST_FOUND)}</li> },
        );
        (rows, more)
    };
    let button = move |name: &'static str, of: Option<Provider>| {
        view! {
            <button type="button" aria-pressed=move || (provider.get() == of).to_string() on:click=move |_| provider.set(of)>{name}</button>
        }
    };
    let chosen = move || {
        let chosen = picked
            .regions
            .with(|ids| ids.iter().filter_map(|id| known.region(id)).map(|one| one.name.clone()).collect::<Vec<_>>());
        if chosen.is_empty() { "No region yet".to_owned() } else { chosen.join(" · ") }
    };
    view! {
        <section class="places__part stack" aria-labelledby="places-regions">
            <h3 id="places-regions">"Cloud regions"</h3>
            <div class="segmented" role="group" aria-label="Provider" data-testid="places-provider">
                {button("All", None)}
                {Provider::ALL.map(|one| button(one.name(), Some(one))).collect_view()}
            </div>
            <input
                class="input" type="search" aria-label="Search regions" placeholder="Place, country, jurisdiction or id"
                autocomplete="off" data-testid="places-search-regions"
                prop:value=move || search.get()
                on:input=move |event| search.set(event_target_value(&event))
            />
            <p class="small" aria-live="polite" data-testid="places-chosen">{chosen}</p>
            <ul class="places__regions" aria-label="Regions found">{found}</ul>
        </section>
    }
}

fn row(picked: Picked, region: &'static Region) -> AnyView {
    let id = region.catalogue_id();
    let (of_check, of_change) = (id.clone(), id.clone());
    let toggle = move |on: bool| {
        picked.regions.update(|ids| {
            ids.retain(|one| *one != of_change);
            if on && ids.len() < MOST_REGIONS {
                ids.push(of_change.clone());
            }
        });
    };
    let status = match region.status {
        Status::Available => "",
        Status::Restricted => "on request",
        Status::Unlisted => "not listed",
        Status::IdOnly => "known by its id alone",
    };
    let price =
        region.price.map_or_else(|| "price unknown".to_owned(), |price| format!("price ×\u{a0}{}", price.index));
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox" data-testid=format!("region-{id}")
                    prop:checked=move || picked.regions.with(|ids| ids.contains(&of_check))
                    on:change=move |event| toggle(event_target_checked(&event))
                />
                <span>
                    {region.name.clone()} " "
                    <span class="muted small">{format!("{} {} · {} · {price}", region.provider.name(), region.id, region.jurisdiction)}</span>
                    {(!status.is_empty()).then(|| view! { " " <span class="tag">{status}</span> })}
                </span>
            </label>
        </li>
    }
    .into_any()
}
