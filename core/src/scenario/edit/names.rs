//! Names that this program gives to options: they follow what they name until somebody gives another one.
//!
//! Nothing is read out of a name. It is one of ours if it equals what we would call the option as it is.

use super::regions_of;
use crate::scenario::limits::{MAX_OPTIONS, MAX_TEXT};
use crate::scenario::model::{Kind, PlanOption, Scenario};
use crate::scenario::recovery::{self, TIERS, Tier};

/// The name of a geode that nobody has named.
pub fn geode_name(regions: usize) -> String {
    format!("Active-active, {}", counted(regions))
}

/// The name of a pair that nobody has named, with the tier that its figures are taken from.
pub fn pair_name(tier: Option<&Tier>) -> String {
    tier.map_or_else(|| "Active-passive".into(), |tier| format!("Active-passive, {}", tier.name.to_lowercase()))
}

/// What sort of name of ours an option has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Form {
    /// Whether a single region says which one it is.
    pub says_region: bool,
    /// Whether it says that it is a copy.
    pub is_copy: bool,
}

/// What an option is called in a form; a second one of that name has a number behind it, see [`numbered`].
pub(super) fn name(scenario: &Scenario, option: &PlanOption, form: Form) -> String {
    let base = match &option.kind {
        Kind::SingleRegion { region, .. } if form.says_region => {
            format!("Single region, {}", scenario.region_name(region))
        }
        Kind::SingleRegion { .. } => "Single region".into(),
        Kind::ActivePassive { .. } => pair_name(recovery::of(scenario, option)),
        Kind::Geode { .. } => geode_name(regions_of(&option.kind).len()),
    };
    finished(base, form)
}

fn finished(base: String, form: Form) -> String {
    match form.is_copy {
        true => copy_of(&base),
        false => base.chars().take(MAX_TEXT).collect(),
    }
}

/// The name of a copy.
fn copy_of(name: &str) -> String {
    let name: String = name.chars().take(70).collect();
    format!("{name}, copy")
}

/// The n-th of a name: columns of the same name cannot be told apart.
fn numbered(base: &str, n: usize) -> String {
    match n {
        1 => base.to_owned(),
        _ => format!("{} ({n})", base.chars().take(MAX_TEXT - 5).collect::<String>()),
    }
}

/// The first of the numbered names that nobody has.
pub(super) fn unlike(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let free = (1..=MAX_OPTIONS + 1).map(|n| numbered(base, n)).find(|name| !is_taken(name));
    free.unwrap_or_else(|| base.to_owned())
}

/// The form of an option's name, if it is one of ours.
fn form(scenario: &Scenario, option: &PlanOption) -> Option<Form> {
    let forms = [false, true]
        .into_iter()
        .flat_map(|is_copy| [false, true].into_iter().map(move |says_region| Form { says_region, is_copy }));
    let is_named = |base: &str| (1..=MAX_OPTIONS).any(|n| numbered(base, n) == option.name);
    forms.into_iter().find(|form| {
        is_named(&name(scenario, option, *form))
            // Figures of no tier, entered by hand or those of an earlier release, may bear the name of one.
            || matches!(option.kind, Kind::ActivePassive { .. })
                && recovery::of(scenario, option).is_none()
                && TIERS.iter().any(|tier| is_named(&finished(pair_name(Some(tier)), *form)))
    })
}

/// The name of a copy of an option, before it is told apart from others.
pub(super) fn copied(scenario: &Scenario, option: &PlanOption) -> String {
    match form(scenario, option) {
        Some(form) => name(scenario, option, Form { is_copy: true, ..form }),
        None => copy_of(&option.name),
    }
}

/// Makes a change; options that bear a name of ours go on bearing a true one. A name that the change itself gives
/// stays.
pub fn keeping_names(scenario: &mut Scenario, change: impl FnOnce(&mut Scenario)) {
    struct Ours {
        id: String,
        name: String,
        form: Form,
        as_it_was: String,
    }
    let ours = |option: &PlanOption| {
        let form = form(scenario, option)?;
        let (id, as_it_was) = (option.id.clone(), name(scenario, option, form));
        Some(Ours { id, name: option.name.clone(), form, as_it_was })
    };
    let before: Vec<Ours> = scenario.options.iter().filter_map(ours).collect();
    change(scenario);
    let mut changed: Vec<(usize, String)> = Vec::new();
    for (i, option) in scenario.options.iter().enumerate() {
        if let Some(ours) = before.iter().find(|ours| ours.id == option.id && ours.name == option.name) {
            let now = name(scenario, option, ours.form);
            if now != ours.as_it_was {
                changed.push((i, now));
            }
        }
    }
    // Those that are still to be named stand in nobody's way.
    for (n, (i, base)) in changed.iter().enumerate() {
        let waits = |other: usize| changed.iter().skip(n).any(|(waiting, _)| *waiting == other);
        let others = || scenario.options.iter().enumerate().filter(|(other, _)| !waits(*other));
        let name = unlike(base, |name| others().any(|(_, option)| option.name == name));
        if let Some(option) = scenario.options.get_mut(*i) {
            option.name = name;
        }
    }
}

/// "1 region", "3 regions".
pub fn counted(regions: usize) -> String {
    format!("{regions} region{}", if regions == 1 { "" } else { "s" })
}
