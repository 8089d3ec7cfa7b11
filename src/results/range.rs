//! The editor of a range: its shape, its ends, and the curve that they make.

use super::charts::Picture;
use crate::inputs::{Number, open_while_asked, use_ranging};
use crate::state::use_store;
use crate::ui::{Choice, Dialog, while_alive};
use geode_core::planning::{self, Misfit, modal, percentiles, uniform, usual_kind};
use geode_core::quantity::Unit;
use geode_core::report::charts::density;
use geode_core::report::turns;
use geode_core::scenario::choices::Choice as _;
use geode_core::scenario::inputs::{Input, Typed};
use geode_core::scenario::model::{Distribution, DistributionKind as Kind};
use geode_core::text::capital;
use leptos::prelude::*;
use std::sync::Arc;

/// Shapes as people choose them.
const SHAPES: [(Kind, &str); 6] = [
    (Kind::Lognormal, "long tail upwards (lognormal)"),
    (Kind::Beta, "between 0 and 100 % (beta)"),
    (Kind::Normal, "alike on both sides (normal)"),
    (Kind::Pert, "low, most often, high (PERT)"),
    (Kind::Triangular, "low, most often, high (triangle)"),
    (Kind::Uniform, "all alike between two ends (uniform)"),
];

/// Id of the line that says what is wrong.
const WRONG: &str = "range-wrong";

/// The range that is typed, or why it is none: with the number of the end that is no number.
type Found = Memo<Result<Typed, (Option<usize>, Misfit)>>;

/// What is being edited. Cheap to copy.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<Kind>,
    /// Low, most probable, high; percentiles have no middle one.
    texts: [RwSignal<String>; 3],
}

/// The dialog; it opens for whichever number asks.
#[component]
pub fn RangeEditor() -> impl IntoView {
    let asked = use_ranging().0;
    let open = open_while_asked(asked);
    view! {
        <Dialog id="range" title="How uncertain is it?" open has_cross=true>
            {move || asked.get().map(|pointer| view! { <Editor pointer open /> })}
        </Dialog>
    }
}

#[component]
fn Editor(pointer: Arc<str>, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let Some(number) = Number::of(store, &pointer) else { return ().into_any() };
    let (input, today) = (number.input, untrack(|| number.value()));
    let had = untrack(|| number.range());
    let name = untrack(|| turns::named(&store.scenario_untracked(), &pointer)).unwrap_or_default();
    let currency = store.currency();
    let start = had.or_else(|| planning::first_range(input, today, &currency.get_untracked()));
    let text = |value: Option<f64>| RwSignal::new(value.map_or_else(String::new, |value| input.text_of(value)));
    let draft = Draft {
        kind: RwSignal::new(start.map_or_else(|| usual_kind(input, 1.0), |start| start.kind)),
        texts: start.as_ref().map_or_else(Default::default, ends).map(text),
    };
    let found = Memo::new(move |_| understood(input, draft, &currency.get(), today));
    let spec =
        Memo::new(move |_| found.with(|found| density(input, found.as_ref().ok()?.range.as_ref()?, &currency.get())));
    let said = move || match found.get() {
        Ok(typed) => {
            view! { <p class="field__line" role="status" data-testid="range-echo">{capital(&typed.echo)}"."</p> }
                .into_any()
        }
        Err((_, misfit)) => refused(misfit, draft, input),
    };
    let keep = Callback::new({
        let number = number.clone();
        move |()| {
            if let Ok(typed) = found.get_untracked() {
                number.spread(&typed);
                open.set(false);
            }
        }
    });
    let drop_range = move |_| {
        let value = number.plain();
        number.spread(&value);
        open.set(false);
    };
    view! {
        <form
            class="dialog__body range"
            on:submit=move |event| {
                event.prevent_default();
                keep.run(());
            }
        >
            <p>{capital(&name)}", "{input.unit.expected()}"."</p>
            <Shape draft input />
            <Ends draft found />
            {said}
            <figure class="chart" aria-label="How the number is spread"><Picture spec id="range" /></figure>
            <div class="dialog__foot">
                {had.is_some().then(|| view! {
                    <button type="button" class="button" data-testid="range-drop" on:click=drop_range>"One number again"</button>
                })}
                <button type="button" class="button button--quiet" on:click=move |_| open.set(false)>"Cancel"</button>
                <button type="submit" class="button button--primary" data-testid="range-keep" prop:disabled=move || found.with(Result::is_err)>
                    "Use this range"
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What is wrong, with what would fit.
fn refused(misfit: Misfit, draft: Draft, input: &'static Input) -> AnyView {
    let offer = |typed: &Typed| {
        let range = typed.range;
        let take = while_alive(move |_| {
            if let Some(range) = range {
                draft.put(&range, input);
            }
        });
        view! { <button type="button" class="field__offer" on:click=take>{typed.echo.clone()}</button> }
    };
    let offers = misfit.offers.iter().map(offer).collect_view();
    view! { <p class="field__error" id=WRONG role="status" data-testid="range-error"><span>{misfit.said.clone()}" "{offers}</span></p> }.into_any()
}

#[component]
fn Shape(draft: Draft, input: &'static Input) -> impl IntoView {
    let fitting = SHAPES.iter().filter(|(kind, _)| suits(input, *kind));
    let choices: Vec<(String, String)> =
        fitting.map(|(kind, name)| (kind.word().to_owned(), (*name).to_owned())).collect();
    let value = Signal::derive(move || draft.kind.get().word().to_owned());
    let choose = move |word: String| Kind::of_word(&word).into_iter().for_each(|kind| draft.choose(kind, input));
    view! { <Choice id="range-kind" label="Shape" wide=true choices=Signal::stored(choices) value on_change=choose /> }
}

#[component]
fn Ends(draft: Draft, found: Found) -> impl IntoView {
    let is_modal = Memo::new(move |_| has_mode(draft.kind.get()));
    let label = move |of_percentiles: &'static str, of_ends: &'static str| {
        let words = move || if is_percentiles(draft.kind.get()) { of_percentiles } else { of_ends };
        Signal::derive(move || words().to_owned())
    };
    let [first, middle, last] = draft.texts;
    // Where all of them are numbers it is their range that is wrong.
    let wrong = move |end: usize| {
        Signal::derive(move || found.with(|found| matches!(found, Err((at, _)) if at.is_none_or(|at| at == end))))
    };
    view! {
        <div class="range__ends">
            <End id="range-low" label=label("Only 1 case of 20 is below", "Never below") text=first wrong=wrong(0) />
            <Show when=move || is_modal.get()><End id="range-mode" label=Signal::stored("Most often".to_owned()) text=middle wrong=wrong(1) /></Show>
            <End id="range-high" label=label("Only 1 case of 20 is above", "Never above") text=last wrong=wrong(2) />
        </div>
    }
}

#[component]
fn End(id: &'static str, label: Signal<String>, text: RwSignal<String>, wrong: Signal<bool>) -> impl IntoView {
    view! {
        <div class="field">
            <div class="field__label"><label for=id>{label}</label></div>
            <div class="field__control">
                <input
                    id=id
                    class="input input--num"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=move || wrong.get().then_some(WRONG)
                    aria-invalid=move || wrong.get().then_some("true")
                    prop:value=text
                    on:input=while_alive(move |event| text.set(event_target_value(&event)))
                />
            </div>
        </div>
    }
}

impl Draft {
    /// Another shape keeps the ends; a most probable value comes between them.
    fn choose(self, kind: Kind, input: &Input) {
        self.kind.set(kind);
        let [low, middle, high] = self.texts;
        if has_mode(kind) && middle.with_untracked(String::is_empty) {
            let value = |text: RwSignal<String>| input.understand(&text.get_untracked(), "").ok()?.value;
            if let Some((low, high)) = value(low).zip(value(high)) {
                let between = if low > 0.0 { (low * high).sqrt() } else { 0.5 * (low + high) };
                middle.set(input.text_of(geode_core::quantity::to_digits(between, 3)));
            }
        }
    }

    fn put(self, range: &Distribution, input: &Input) {
        self.kind.set(range.kind);
        for (text, value) in self.texts.into_iter().zip(ends(range)) {
            text.set(value.map_or_else(String::new, |value| input.text_of(value)));
        }
    }
}

/// The range that is typed, as the core understands it.
fn understood(
    input: &Input,
    draft: Draft,
    currency: &str,
    today: Option<f64>,
) -> Result<Typed, (Option<usize>, Misfit)> {
    let value = |at: usize, text: RwSignal<String>| {
        let text = text.get();
        let number = match (text.trim().is_empty(), at) {
            (true, 1) => Err("Enter what it is most often".to_owned()),
            (true, _) => Err("Enter its ends".to_owned()),
            _ => geode_core::quantity::parse_for(&text, input.unit, Some(currency), false).map(|entry| entry.value),
        };
        number.map_err(|said| (Some(at), Misfit { said, offers: Vec::new() }))
    };
    let [low, middle, high] = draft.texts;
    let (kind, low, high) = (draft.kind.get(), value(0, low)?, value(2, high)?);
    let range = match kind {
        Kind::Uniform => uniform(low, high),
        Kind::Pert | Kind::Triangular => modal(kind, low, value(1, middle)?, high),
        Kind::Lognormal | Kind::Normal | Kind::Beta => percentiles(kind, low, high),
    };
    planning::fitting(input, &range, currency, today).map_err(|misfit| (None, misfit))
}

fn ends(range: &Distribution) -> [Option<f64>; 3] {
    [range.p05.or(range.low), range.mode, range.p95.or(range.high)]
}

fn has_mode(kind: Kind) -> bool {
    matches!(kind, Kind::Pert | Kind::Triangular)
}

fn is_percentiles(kind: Kind) -> bool {
    matches!(kind, Kind::Lognormal | Kind::Normal | Kind::Beta)
}

/// Whether a shape is one for an input.
fn suits(input: &Input, kind: Kind) -> bool {
    let is_share = matches!(input.unit, Unit::Share | Unit::Availability) && input.max == 1.0;
    match kind {
        Kind::Beta => is_share,
        Kind::Normal => input.unit != Unit::Availability,
        Kind::Lognormal => input.max > 0.0,
        Kind::Uniform | Kind::Triangular | Kind::Pert => true,
    }
}
