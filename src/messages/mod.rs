//! What the page has to say: banners above and below the results, and the status line.

mod banners;
mod live;
mod toasts;

pub use banners::Banners;
pub use live::{Computing, LiveBanners};
pub use toasts::{Announced, Toasts};
