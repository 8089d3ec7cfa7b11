//! What countries are called in other languages than the catalogue's, which every browser knows.

use geode_browser::countries;
use geode_core::catalogue::{Catalogue, LANGUAGES, fold};
use leptos::prelude::window;
use std::cell::OnceCell;

thread_local! {
    /// Folded names and codes, once one is asked for.
    static NAMES: OnceCell<Vec<(String, String)>> = const { OnceCell::new() };
}

/// The code of the one country that is called so; none where it is not one.
pub(super) fn code_of(known: &Catalogue, name: &str) -> Option<String> {
    let name = fold(name);
    NAMES.with(|names| {
        let mut found = names.get_or_init(|| all(known)).iter().filter(|(other, _)| *other == name);
        let (_, code) = found.next()?;
        found.all(|(_, other)| other == code).then(|| code.clone())
    })
}

fn all(known: &Catalogue) -> Vec<(String, String)> {
    let own = window().navigator().language();
    let codes = known.countries().iter().map(|country| country.code.as_str());
    let names = countries::names(LANGUAGES.split(' ').chain(own.as_deref()), codes);
    names.into_iter().map(|(name, code)| (fold(&name), code)).collect()
}
