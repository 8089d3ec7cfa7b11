//! Who uses the system: countries, continents, the world, or a pasted table.

use super::Picked;
use super::names::code_of;
use super::table::Pasted;
use crate::ui::IconButton;
use geode_core::catalogue::{Catalogue, Continent, Country, CountryMatch, UsersFrom, fold};
use geode_core::quantity::{self, Unit};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// Found at once; more words find less.
const MOST_FOUND: usize = 8;
/// Countries that are listed with their weights; the others are counted.
const MOST_LISTED: usize = 60;

#[component]
pub(super) fn Users(picked: Picked, known: &'static Catalogue) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let found = move || {
        let words = search.get();
        found_of(known, &words)
            .into_iter()
            .map(|(name, codes)| offer(picked, known, search, name, codes))
            .collect_view()
    };
    // What is meant, or the only one found. Of several somebody chooses: "Korea" took North Korea, "no" all of North America.
    let take_meant = move |event: KeyboardEvent| {
        let words = search.get_untracked();
        if event.key() == "Enter"
            && !words.trim().is_empty()
            && let Some(codes) = meant(known, &words)
        {
            add(picked, known, &codes);
            search.set(String::new());
        }
    };
    let nothing = move || {
        let words = search.get();
        found_of(known, &words)
            .is_empty()
            .then(|| format!("No country or continent is called \u{201c}{}\u{201d}.", words.trim()))
    };
    view! {
        <section class="places__part stack" aria-labelledby="places-users">
            <h3 id="places-users">"Internet users of\u{2026}"</h3>
            <input
                class="input" type="search" autofocus=true aria-label="Search countries and continents" placeholder="Country, continent or world"
                autocomplete="off" data-testid="places-search-users"
                prop:value=move || search.get()
                on:input=move |event| search.set(event_target_value(&event))
                on:keydown=take_meant
            />
            <ul class="places__found" aria-label="Found">{found}</ul>
            <p class="small muted" role="status">{nothing}</p>
            <Border picked known />
            <List picked known />
            <details class="more">
                <summary>"Paste a table"</summary>
                <Pasted picked known />
            </details>
        </section>
    }
}

/// Names with the countries that they stand for. Without words: the world and its continents.
fn found_of(known: &Catalogue, text: &str) -> Vec<(String, Vec<String>)> {
    let words = fold(text);
    let codes = |of: &dyn Fn(&Country) -> bool| -> Vec<String> {
        known
            .countries()
            .iter()
            .filter(|country| country.users > 0.0 && of(country))
            .map(|country| country.code.clone())
            .collect()
    };
    let is_named = |name: &str| fold(name).contains(&words);
    let mut found = Vec::new();
    if is_named("world") {
        found.push(("The world".to_owned(), codes(&|_| true)));
    }
    let continents = Continent::ALL.into_iter().filter(|continent| *continent != Continent::Antarctica);
    found.extend(
        continents
            .filter(|one| is_named(one.name()))
            .map(|one| (one.name().to_owned(), codes(&|country| country.continent == one))),
    );
    if !words.is_empty() {
        let exact = exact(known, text);
        let starts = |country: &&Country| fold(&country.name).starts_with(&words);
        let holds =
            |country: &&Country| is_named(&country.name) || country.other_names.iter().any(|name| is_named(name));
        let others = known.countries().iter().filter(|one| exact.is_none_or(|exact| exact.code != one.code));
        let (first, rest): (Vec<_>, Vec<_>) = others.filter(|one| starts(one) || holds(one)).partition(starts);
        let all = exact.into_iter().chain(first).chain(rest);
        found.extend(all.map(|country| (country.name.clone(), vec![country.code.clone()])));
        // Last, for it takes a moment: what it is called in other languages.
        if found.is_empty()
            && let Some(country) = code_of(known, text).and_then(|code| known.country(&code))
        {
            found.push((country.name.clone(), vec![country.code.clone()]));
        }
    }
    found.truncate(MOST_FOUND);
    found
}

/// The country that is called so, has this code, or goes by this abbreviation: "UK", "UAE".
fn exact<'c>(known: &'c Catalogue, text: &str) -> Option<&'c Country> {
    match known.country_named(text) {
        CountryMatch::Exact(country) => Some(country),
        CountryMatch::Similar(_) | CountryMatch::Ask(_) | CountryMatch::Unknown => None,
    }
}

/// The country that is called so; else of what is found the one that is, else the only one.
fn meant(known: &Catalogue, words: &str) -> Option<Vec<String>> {
    if let Some(country) = exact(known, words) {
        return Some(vec![country.code.clone()]);
    }
    let mut found = found_of(known, words);
    match found.iter().position(|(name, _)| fold(name) == fold(words)) {
        Some(at) => Some(found.swap_remove(at).1),
        None if found.len() == 1 => found.pop().map(|(_, codes)| codes),
        None => None,
    }
}

fn offer(
    picked: Picked,
    known: &'static Catalogue,
    search: RwSignal<String>,
    name: String,
    codes: Vec<String>,
) -> AnyView {
    let users: f64 = codes.iter().filter_map(|code| known.country(code)).map(|country| country.users).sum();
    let testid = format!("pick-{}", name.to_lowercase().replace(' ', "-"));
    let take = move |_| {
        add(picked, known, &codes);
        search.set(String::new());
    };
    view! {
        <li>
            <button type="button" class="button button--small" data-testid=testid on:click=take>
                {name} " " <span class="muted">{people(users)}</span>
            </button>
        </li>
    }
    .into_any()
}

/// Adds countries that are not picked yet, the largest first.
fn add(picked: Picked, known: &Catalogue, codes: &[String]) {
    picked.users.update(|users| {
        for country in codes.iter().filter_map(|code| known.country(code)) {
            if !users.iter().any(|(code, _)| *code == country.code) {
                users.push((country.code.clone(), country.users));
            }
        }
        geode_core::sorted::by(users, |a, b| b.1.total_cmp(&a.1));
    });
}

/// "5.2 B", "83.1 M".
fn people(users: f64) -> String {
    match users {
        users if users >= 1e9 => format!("{:.1}\u{a0}B", users / 1e9),
        users if users >= 1e6 => format!("{:.1}\u{a0}M", users / 1e6),
        users => format!("{:.0}\u{a0}k", users / 1e3),
    }
}

/// Latency across the border of mainland China is not modelled: said, with one click to leave it out.
#[component]
fn Border(picked: Picked, known: &'static Catalogue) -> impl IntoView {
    let within = move |code: &str| known.country(code).is_some_and(|country| country.border);
    let is_there = Memo::new(move |_| picked.users.with(|users| users.iter().any(|(code, _)| within(code))));
    let leave = move |_| picked.users.update(|users| users.retain(|(code, _)| !within(code)));
    move || {
        is_there.get().then(|| {
            view! {
                <div class="banner" data-kind="info" data-testid="places-border">
                    <div class="banner__text">"Latency across the border of mainland China is not modelled: it is higher, and changes."</div>
                    <div class="banner__actions">
                        <button type="button" class="button button--small" on:click=leave>"Leave it out"</button>
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn List(picked: Picked, known: &'static Catalogue) -> impl IntoView {
    let codes = Memo::new(move |_| {
        picked.users.with(|users| users.iter().take(MOST_LISTED).map(|(code, _)| code.clone()).collect::<Vec<_>>())
    });
    let more = move || {
        let rest = picked.users.with(|users| users.len().saturating_sub(MOST_LISTED));
        (rest > 0).then(|| format!("and {rest} more countries"))
    };
    view! {
        <div class="row-editor" data-testid="places-users">
            <For each=move || codes.get() key=String::clone let:code>{row(picked, known, code)}</For>
        </div>
        <div class="row spread small muted">
            <span>{more}</span>
            {move || codes.with(|codes| !codes.is_empty()).then(|| view! {
                <button type="button" class="button button--small button--quiet" on:click=move |_| picked.users.set(Vec::new())>"Remove all"</button>
            })}
        </div>
    }
}

fn row(picked: Picked, known: &'static Catalogue, code: String) -> AnyView {
    let Some(country) = known.country(&code) else { return ().into_any() };
    let users =
        picked.users.with_untracked(|all| all.iter().find(|(one, _)| *one == code).map_or(0.0, |(_, users)| *users));
    // What is said of the catalogue's number is not said of one's own.
    let of_number = code.clone();
    let is_known = Memo::new(move |_| {
        picked.users.with(|all| all.iter().any(|(one, users)| *one == of_number && *users == country.users))
    });
    let told = mark(known, country);
    let told = move || is_known.get().then(|| told.clone());
    // Made anew, it shows its own number again.
    picked.wrong.update(|wrong| wrong.retain(|other| *other != code));
    let (of_weight, of_mark, of_removal) = (code.clone(), code.clone(), code);
    let is_wrong = Memo::new(move |_| picked.wrong.with(|wrong| wrong.contains(&of_mark)));
    let weigh = move |text: String| {
        let value = quantity::parse_for(&text, Unit::Count, None, false)
            .ok()
            .map(|entry| entry.value)
            .filter(|value| (0.0..=1e12).contains(value));
        picked.wrong.update(|wrong| {
            match value.is_none() {
                true => wrong.insert(of_weight.clone()),
                false => wrong.remove(&of_weight),
            };
        });
        picked.users.update(|all| {
            all.iter_mut().filter(|(one, _)| *one == of_weight).for_each(|(_, users)| *users = value.unwrap_or(*users));
        });
    };
    view! {
        <div class="row-editor__row">
            <span>{country.name.clone()} " " <span class="muted small">{told}</span></span>
            <input
                class="input input--num" inputmode="decimal" aria-label=format!("Users, {}", country.name)
                aria-invalid=move || is_wrong.get().then_some("true")
                title="Users, or any weight: only their proportions count"
                prop:value=quantity::show(shown(users), Unit::Count)
                on:input=move |event| weigh(event_target_value(&event))
            />
            <IconButton
                icon="remove"
                label=format!("Remove {}", country.name)
                on_click=move |()| picked.users.update(|all| all.retain(|(one, _)| *one != of_removal))
            />
        </div>
    }
    .into_any()
}

/// Of few every digit, for they may be shares.
fn shown(users: f64) -> f64 {
    if users < 1e4 { quantity::to_digits(users, 6) } else { users.round() }
}

/// How well the number of users is known, where that is not well.
fn mark(known: &Catalogue, country: &Country) -> String {
    match country.users_from {
        UsersFrom::Estimate => "estimate".into(),
        UsersFrom::Year(year) if country.users_from.is_old(known.year()) => {
            format!("of {year}, more than three years old")
        }
        UsersFrom::Year(_) => String::new(),
    }
}
