//! Questions that are asked of the engine several times over.

pub mod applied;
mod aside;
mod best;
mod bill;
mod distribution;
mod drawn;
mod evaluate;
mod flips;
mod grid;
pub mod indices;
mod job;
pub mod placement;
mod ranges;
pub mod rival;
mod simulate;
pub mod sobol;
mod solve;
pub mod solving;
pub mod sweep;
pub mod tornado;
mod turning;
mod typical;
pub mod uncertainty;
pub mod variants;
pub mod vary;
mod work;

pub use aside::{Affordable, Aside, WithoutRegion};
pub use best::best;
pub(crate) use best::{Worth, greatest};
pub use bill::{beside_copies, bill, full_copy, is_more_than_a_copy, set_bill, started};
pub use distribution::Spread;
pub use drawn::{Drawn, Value, spread_of};
pub use evaluate::{Evaluate, Findings, Part};
pub use flips::{Flip, SHOWN, flips, nearest};
pub use grid::end_beside;
pub use indices::Sobol;
pub use job::{
    Job, LIST, NotStarted, Progress, Row, Run, Running, Task, answer_of, bytes_of, in_one_go, on_threads, read, start,
};
pub use placement::Place;
pub use ranges::{
    Misfit, fitting, modal, percentiles, range_echo, range_text, range_words, shown, shown_in_full, understand,
    uniform, usual_kind,
};
pub use rival::FindRival;
pub use simulate::Simulate;
pub use solve::{Crossing, Solved, Status, Varied, solve};
pub use solving::{Solving, solves_within_reach};
pub use tornado::Tornado;
pub use turning::{Asked, Turn, Turning, asked_for};
pub use typical::{Spans, TYPICAL, Typical, add_typical, first_range, typical_source};
pub use uncertainty::Uncertainty;
pub use variants::{Headline, Variants};
pub use vary::Vary;
pub use work::{MAX_AT_ONCE, samples_within_reach, work};
