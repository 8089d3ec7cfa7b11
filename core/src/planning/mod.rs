//! Questions that are asked of the engine several times over.

mod aside;
mod bill;
mod evaluate;
mod job;
mod simulate;
pub mod sweep;
pub mod variants;
mod work;

pub use aside::{Affordable, Aside, WithoutRegion};
pub use bill::{beside_copies, bill, full_copy, is_more_than_a_copy, set_bill, started};
pub use evaluate::{Evaluate, Findings, Part};
pub use job::{
    Job, LIST, NotStarted, Progress, Row, Run, Running, answer_of, bytes_of, in_one_go, on_threads, read, start,
};
pub use simulate::Simulate;
pub use variants::{Headline, Variants};
pub use work::{MAX_AT_ONCE, work};
