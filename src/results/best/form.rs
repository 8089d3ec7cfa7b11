//! What is asked: how many regions of whom, what is to be least, which must or must not be among them.

use crate::inputs::choices_of;
use crate::state::Store;
use crate::state::placing::Asked;
use crate::ui::{Choice, TextField, Tick};
use geode_core::catalogue::{Provider, provided};
use geode_core::planning::placement::{Ask, Named, Objective, Wanted};
use geode_core::quantity::{Unit, parse_for};
use geode_core::report::placed;
use geode_core::scenario::choices::Choice as _;
use geode_core::scenario::problem::Problem;
use leptos::prelude::*;

/// Most regions that are offered.
const MOST: usize = 8;
/// The value of the scenario's own regions in the choice of candidates.
const OWN: &str = "own";

/// What has been chosen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Form {
    store: Store,
    /// Whose regions of the catalogue; none: the scenario's own.
    provider: RwSignal<Option<Provider>>,
    /// In which jurisdiction; empty: anywhere.
    law: RwSignal<String>,
    any_status: RwSignal<bool>,
    /// Most mean, most 95th percentile, most sum of price indices, as they are typed.
    limits: [RwSignal<String>; 3],
    regions: RwSignal<usize>,
    objective: RwSignal<Objective>,
    must: RwSignal<Vec<String>>,
    never: RwSignal<Vec<String>>,
    front: RwSignal<bool>,
    /// Candidates of any jurisdiction, or why there are none.
    anywhere: Memo<Result<Named, String>>,
    /// Candidates, or why there are none.
    named: Memo<Result<Named, String>>,
}

/// Limits that can be set: id, label, unit.
const LIMITS: [(&str, &str, Unit); 3] = [
    ("best-mean", "Mean round trip, at most", Unit::Milliseconds),
    ("best-p95", "95th percentile, at most", Unit::Milliseconds),
    ("best-cost", "Sum of price indices, at most", Unit::Number),
];

impl Form {
    pub fn new(store: Store) -> Form {
        let (provider, law, any_status) = (RwSignal::new(None), RwSignal::new(String::new()), RwSignal::new(false));
        let anywhere = Memo::new(move |_| named(store, provider.get(), any_status.get()));
        let among = move |named: Named| {
            let jurisdictions: Vec<String> = Some(law.get()).filter(|law| !law.is_empty()).into_iter().collect();
            named.among(&Wanted { jurisdictions, ..Wanted::default() })
        };
        Form {
            store,
            provider,
            law,
            any_status,
            limits: std::array::from_fn(|_| RwSignal::new(String::new())),
            anywhere,
            regions: RwSignal::new(3),
            objective: RwSignal::new(Objective::Mean),
            must: RwSignal::new(Vec::new()),
            never: RwSignal::new(Vec::new()),
            front: RwSignal::new(false),
            named: Memo::new(move |_| anywhere.get().map(among)),
        }
    }

    /// A limit as it is understood; none where nothing is typed.
    fn limit(self, at: usize) -> Result<Option<f64>, String> {
        let (Some(text), Some((_, label, unit))) = (self.limits.get(at), LIMITS.get(at)) else { return Ok(None) };
        let text = text.get();
        if text.trim().is_empty() {
            return Ok(None);
        }
        match parse_for(&text, *unit, None, false) {
            Ok(entry) if entry.value >= 0.0 => Ok(Some(entry.value)),
            Ok(_) => Err(format!("{label}: expected a number of at least 0.")),
            Err(said) => Err(format!("{label}: {said}.")),
        }
    }

    /// Why fewer are asked for than are wanted, if they are.
    pub fn fewer(self) -> Option<String> {
        let candidates = self.named.with(|named| named.as_ref().map_or(0, |named| named.regions.len()));
        placed::fewer(self.regions.get(), candidates)
    }

    /// The question.
    ///
    /// # Errors
    /// Why it cannot be asked, in a sentence; an empty one while something is loaded.
    pub fn asked(self) -> Result<Asked, String> {
        let named = self.named.get()?;
        let places = |ids: Vec<String>| -> Vec<usize> {
            named.regions.iter().enumerate().filter(|(_, id)| ids.contains(id)).map(|(at, _)| at).collect()
        };
        // Of fewer candidates all are asked for.
        let most = named.regions.len().max(1);
        let ask = Ask {
            objective: self.objective.get(),
            max_mean_ms: self.limit(0)?,
            max_p95_ms: self.limit(1)?,
            max_cost: self.limit(2)?,
            must: places(self.must.get()),
            never: places(self.never.get()),
            front: self.front.get(),
            ..Ask::mean(self.regions.get().min(most))
        };
        let catalogue = self.store.catalogue();
        let scenario = self.store.scenario();
        ask.check(&named.candidates).map_err(|fault| placed::refused(fault, &scenario, catalogue, &named))?;
        Ok(Asked { named, ask })
    }
}

fn named(store: Store, provider: Option<Provider>, any_status: bool) -> Result<Named, String> {
    let scenario = store.scenario();
    if provider.is_none() {
        return Ok(Named::of_scenario(&scenario, &Problem::compile(&scenario)));
    }
    match store.catalogue() {
        Some(catalogue) => {
            let wanted = Wanted { provider, any_status, ..Wanted::default() };
            Named::of_catalogue(&scenario, catalogue, &wanted).map_err(|fault| {
                match fault.path.ends_with("/location") {
                    true => "The catalogue needs to know where the users are: give each group a country.".to_owned(),
                    false => format!("{}.", fault),
                }
            })
        }
        None if store.lacks_catalogue() => Err("The catalogue could not be loaded.".into()),
        None => Err(String::new()),
    }
}

/// The fields.
#[component]
pub fn Fields(form: Form) -> impl IntoView {
    let pair = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    let from = [pair(OWN, "Regions of this scenario")]
        .into_iter()
        .chain(Provider::ALL.map(|provider| pair(provider.id(), &format!("All regions of {}", provider.name()))))
        .collect::<Vec<_>>();
    let counts = (1..=MOST).map(|n| pair(&n.to_string(), &n.to_string())).collect::<Vec<_>>();
    let chosen_from = Signal::derive(move || form.provider.get().map_or(OWN, Provider::id).to_owned());
    let objective = Signal::derive(move || form.objective.get().word().to_owned());
    let choose_objective =
        move |word: String| Objective::of_word(&word).into_iter().for_each(|chosen| form.objective.set(chosen));
    let choose_from = move |word: String| {
        form.must.set(Vec::new());
        form.never.set(Vec::new());
        form.law.set(String::new());
        form.provider.set(Provider::from_id(&word));
    };
    let laws = Signal::derive(move || {
        let all = form.anywhere.with(|named| named.as_ref().map(Named::jurisdictions).unwrap_or_default());
        [pair("", "Anywhere")].into_iter().chain(all.iter().map(|law| pair(law, law))).collect::<Vec<_>>()
    });
    let limit = |((id, label, _), text): ((&'static str, &'static str, Unit), RwSignal<String>)| {
        view! { <TextField id label value=text on_change=move |typed| text.set(typed) /> }
    };
    view! {
        <div class="vary__form">
            <Choice id="best-from" label="Candidates" choices=Signal::stored(from) value=chosen_from on_change=choose_from />
            <Choice
                id="best-count"
                label="How many"
                choices=Signal::stored(counts)
                value=Signal::derive(move || form.regions.get().to_string())
                on_change=move |text: String| form.regions.set(text.parse().unwrap_or(3))
            />
            <Choice id="best-objective" label="Least" choices={choices_of::<Objective>()} value=objective on_change=choose_objective />
            <Choice id="best-law" label="Jurisdiction" choices=laws value=form.law on_change=move |law| form.law.set(law) />
        </div>
        <details class="more" data-testid="best-more">
            <summary>"Limits, must and must not be among them, front of cost"</summary>
            <div class="vary__form">{LIMITS.into_iter().zip(form.limits).map(limit).collect_view()}</div>
            <Tick
                label=Signal::stored("Also restricted and announced regions of the catalogue".to_owned())
                ticked=form.any_status
                on_change=move |on| form.any_status.set(on)
            />
            <Ids form of=form.must other=form.never legend="Must be among them" testid="best-must" />
            <Ids form of=form.never other=form.must legend="Must not" testid="best-never" />
            <Tick
                label=Signal::stored("Cheapest sets under bounds of the mean (takes longer)".to_owned())
                ticked=form.front
                on_change=move |on| form.front.set(on)
            />
        </details>
    }
}

/// Candidates to tick.
#[component]
fn Ids(
    form: Form,
    of: RwSignal<Vec<String>>,
    other: RwSignal<Vec<String>>,
    legend: &'static str,
    testid: &'static str,
) -> impl IntoView {
    let ids = move || form.named.with(|named| named.as_ref().map(|named| named.regions.clone()).unwrap_or_default());
    let tick = move |id: String| {
        let (catalogue, own) = (provided(), id.clone());
        let name = placed::region_name(&form.store.scenario_untracked(), catalogue, &id);
        let change = move |on: bool| {
            other.update(|ids| ids.retain(|other| *other != id));
            of.update(|ids| {
                ids.retain(|other| *other != id);
                if on {
                    ids.push(id.clone());
                }
            });
        };
        view! { <Tick label=Signal::stored(name) ticked=Signal::derive(move || of.with(|ids| ids.contains(&own))) on_change=change /> }
    };
    view! {
        <fieldset data-testid=testid>
            <legend class="small muted">{legend}</legend>
            <div class="check-grid">
                <For each=ids key=String::clone children=tick />
            </div>
        </fieldset>
    }
}
