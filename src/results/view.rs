//! What the reader has chosen to look at. It is no part of the scenario: links and undo know nothing of it.

use geode_core::report::Evaluation;
use geode_core::report::charts::{Chart, Pick, Question};
use geode_core::report::verdict::Method;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// A figure of an option: its id, and the path of the figure.
pub type Place = (String, &'static str);

/// What is looked at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct InView {
    /// The method of headline and charts.
    pub method: RwSignal<Method>,
    /// Whether the table shows all figures.
    pub all_figures: RwSignal<bool>,
    /// The figure that is explained.
    pub explained: RwSignal<Option<Place>>,
    /// What is picked for the charts of one option.
    pub pick: RwSignal<Pick>,
    /// Ids of the regions that are switched off in the failure drill.
    pub off: RwSignal<Vec<String>>,
    /// The chart in view under each question.
    charts: [RwSignal<Option<&'static Chart>>; Question::ALL.len()],
}

impl Default for InView {
    fn default() -> Self {
        InView {
            method: RwSignal::new(Method::Rigorous),
            all_figures: RwSignal::new(false),
            explained: RwSignal::new(None),
            pick: RwSignal::new(Pick::default()),
            off: RwSignal::new(Vec::new()),
            charts: Question::ALL.map(|question| RwSignal::new(question.charts().next())),
        }
    }
}

impl InView {
    /// The chart in view under a question.
    pub fn chart(self, question: Question) -> Option<RwSignal<Option<&'static Chart>>> {
        let at = Question::ALL.iter().position(|other| *other == question)?;
        self.charts.get(at).copied()
    }

    /// Switches a region off in the drill, or on again.
    pub fn switch_off(self, region: &str, is_off: bool) {
        self.off.update(|off| {
            off.retain(|other| other != region);
            if is_off {
                off.push(region.to_owned());
            }
        });
    }
}

/// What is looked at on this page.
pub fn use_view() -> InView {
    expect_context::<InView>()
}

/// The evaluation for what stands below all else: as it was until the page has painted, because what is seen must not
/// wait for it.
pub fn later(evaluation: Memo<Arc<Evaluation>>) -> RwSignal<Arc<Evaluation>> {
    let settled = RwSignal::new(evaluation.get_untracked());
    let settle = move || {
        if let (Some(now), Some(before)) = (evaluation.try_get_untracked(), settled.try_get_untracked())
            && !Arc::ptr_eq(&now, &before)
        {
            settled.set(now);
        }
    };
    Effect::new(move || {
        evaluation.track();
        // The task after a frame begins when that one has been painted.
        request_animation_frame(move || set_timeout(settle, Duration::ZERO));
    });
    settled
}
