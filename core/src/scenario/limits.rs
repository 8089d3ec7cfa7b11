//! How large a scenario may be: enough for any real system, small enough that no text can hang a program.

/// Price of a GB between regions where nobody has given one: the list price between regions of the US and Europe.
pub const TRANSFER_PRICE_PER_GB: f64 = 0.02;
/// Failure domain of a region for which nobody has named one.
pub const FAILURE_DOMAIN: &str = "default";
/// Currency of a scenario that names none.
pub const CURRENCY: &str = "USD";
/// Most bytes of a text that is read: what one shares by link or file is far below.
pub const MAX_BYTES: usize = 1 << 20;
/// Most characters of a name, a source or another text.
pub const MAX_TEXT: usize = 80;
/// Most characters of an id.
pub const MAX_ID: usize = 63;
/// Most user groups, and most regions of a scenario.
pub const MAX_ITEMS: usize = 256;
/// Most cells of user groups × regions.
pub const MAX_CELLS: usize = 16_384;
/// Most options of a scenario.
pub const MAX_OPTIONS: usize = 16;
/// Most regions of an option: a set of them fits a 16-bit mask.
pub const MAX_OPTION_REGIONS: usize = 16;
/// Most words of a list such as the jurisdictions of a user group, and most shared dependencies.
pub const MAX_WORDS: usize = 64;
/// Most notes.
pub const MAX_NOTES: usize = 1024;
/// Most steps of a table of service level credits.
pub const MAX_CREDIT_STEPS: usize = 8;
/// Most phases of a rollout.
pub const MAX_PHASES: usize = 12;
