//! The one catalogue of a program: the command has its text built in, the page fetches it.

use super::Catalogue;
use std::borrow::Cow;
use std::sync::OnceLock;

static TEXT: OnceLock<Cow<'static, str>> = OnceLock::new();
static READ: OnceLock<Option<Catalogue>> = OnceLock::new();

/// Hands over the text of the catalogue, which is read when it is first asked for. Once a program: says whether it was the
/// first.
pub fn provide(text: impl Into<Cow<'static, str>>) -> bool {
    TEXT.set(text.into()).is_ok()
}

/// The catalogue that was handed over; none where none was yet, or its text is no catalogue.
///
/// ```
/// use geode_core::catalogue::{provide, provided};
/// assert!(provided().is_none());
/// provide(include_str!("../../../public/catalogue.txt"));
/// assert_eq!(provided().unwrap().as_of().len(), 10);
/// ```
pub fn provided() -> Option<&'static Catalogue> {
    let text = TEXT.get()?;
    READ.get_or_init(|| Catalogue::read(text).ok()).as_ref()
}
