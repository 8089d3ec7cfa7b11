//! Values of attributes.

use super::{Memo, Read, RwSignal, Signal};
use std::borrow::Cow;

/// The text of an attribute; none: the element does not have it.
pub type Value = Option<Cow<'static, str>>;

/// The value of an attribute.
pub enum Attribute {
    /// Stays as it is.
    Fixed(Value),
    /// What a closure returns, now and whenever a signal has changed that it reads.
    Dynamic(Box<dyn Read<Value>>),
}

/// What can be the value of an attribute in `view!`. Of truth values, true is an attribute without text, false none.
pub trait IntoAttribute {
    /// As a value.
    fn into_attribute(self) -> Attribute;
}

/// Values that are there at once.
trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Some(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Some(Cow::Owned(self))
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        self.then_some(Cow::Borrowed(""))
    }
}

impl IntoValue for usize {
    fn into_value(self) -> Value {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn into_value(self) -> Value {
        self.and_then(V::into_value)
    }
}

/// Closures would clash with a rule for all values, so each kind of value is named.
macro_rules! fixed {
    ($($kind:ty),*) => {$(
        impl IntoAttribute for $kind {
            fn into_attribute(self) -> Attribute {
                Attribute::Fixed(self.into_value())
            }
        }
    )*};
}

fixed!(&'static str, String, bool, usize, Option<&'static str>, Option<String>);

impl<V: IntoValue, F: Fn() -> V + 'static> IntoAttribute for F {
    fn into_attribute(self) -> Attribute {
        Attribute::Dynamic(Box::new(move || self().into_value()))
    }
}

/// Signals are followed, like a closure that reads them.
macro_rules! signals {
    ($($signal:ident),*) => {$(
        impl<V: IntoValue + Clone + Send + Sync + 'static> IntoAttribute for $signal<V> {
            fn into_attribute(self) -> Attribute {
                Attribute::Dynamic(Box::new(move || self.get().into_value()))
            }
        }
    )*};
}

signals!(Signal, Memo, RwSignal);
