//! Questions that are asked of the engine several times over.

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
pub mod rival;
mod simulate;
pub mod sobol;
mod solve;
pub mod sweep;
pub mod tornado;
mod turning;
pub mod uncertainty;
pub mod variants;
mod work;

pub use aside::{Affordable, Aside, WithoutRegion};
pub use best::best;
pub use bill::{beside_copies, bill, full_copy, is_more_than_a_copy, set_bill, started};
pub use distribution::Spread;
pub use drawn::{Drawn, Value};
pub use evaluate::{Evaluate, Findings, Part};
pub use flips::{Flip, SHOWN, flips, nearest};
pub use indices::Sobol;
pub use job::{
    Job, LIST, NotStarted, Progress, Row, Run, Running, answer_of, bytes_of, in_one_go, on_threads, read, start,
};
pub use rival::FindRival;
pub use simulate::Simulate;
pub use solve::{Crossing, Solved, Status, Varied, solve};
pub use tornado::Tornado;
pub use turning::{Asked, Turn, Turning, asked_for};
pub use uncertainty::Uncertainty;
pub use variants::{Headline, Variants};
pub use work::{MAX_AT_ONCE, work};
