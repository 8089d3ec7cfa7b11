//! JSON of what always has one.
//!
//! `serde_json::to_value` may fail, and the code of each field looks whether it has: that is half of the code that
//! writes a scenario or an evaluation. Nothing that is written here can fail, which the compiler knows by a type of
//! errors that has no value.

use serde::Serialize;
use serde::ser::{Error, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::{Map, Value};
use std::fmt::{self, Display};

/// A scenario, an evaluation or a part of one as JSON. Keys are texts; a number that is not finite would be null.
pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Value {
    let Ok(value) = value.serialize(ToValue);
    value
}

/// No error. `custom` is for types that refuse to be written, and none of them stands in a scenario or an evaluation;
/// nor do tuples and the like, for which [`unused`] stands below.
#[derive(Debug)]
enum Never {}

impl Error for Never {
    fn custom<T: Display>(_: T) -> Never {
        unused()
    }
}

fn unused() -> ! {
    unreachable!("no scenario or evaluation holds this")
}

impl std::error::Error for Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        match *self {}
    }
}

type Written<T = Value> = Result<T, Never>;
type Unused = Impossible<Value, Never>;

struct ToValue;

struct List(Vec<Value>);

struct Fields {
    map: Map<String, Value>,
    /// Of the next value.
    key: String,
}

impl Fields {
    fn put(&mut self, key: String, value: Value) {
        self.map.insert(key, value);
    }
}

impl SerializeSeq for List {
    type Ok = Value;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written<()> {
        self.0.push(of(value));
        Ok(())
    }

    fn end(self) -> Written {
        Ok(Value::Array(self.0))
    }
}

impl SerializeMap for Fields {
    type Ok = Value;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written<()> {
        self.key = of(key).as_str().unwrap_or_default().to_owned();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written<()> {
        let key = std::mem::take(&mut self.key);
        self.put(key, of(value));
        Ok(())
    }

    fn end(self) -> Written {
        Ok(Value::Object(self.map))
    }
}

impl SerializeStruct for Fields {
    type Ok = Value;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written<()> {
        self.put(key.to_owned(), of(value));
        Ok(())
    }

    fn end(self) -> Written {
        Ok(Value::Object(self.map))
    }
}

/// Methods whose values JSON knows as they are.
macro_rules! plain {
    ($($method:ident: $kind:ty),*) => {$(
        fn $method(self, value: $kind) -> Written {
            Ok(Value::from(value))
        }
    )*};
}

/// Methods for what is never written.
macro_rules! unused {
    ($($method:ident($($kind:ty),*) -> $made:ty;)*) => {$(
        fn $method(self $(, _: $kind)*) -> Written<$made> {
            unused()
        }
    )*};
}

impl Serializer for ToValue {
    type Ok = Value;
    type Error = Never;
    type SerializeSeq = List;
    type SerializeTuple = Unused;
    type SerializeTupleStruct = Unused;
    type SerializeTupleVariant = Unused;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Unused;

    plain!(serialize_bool: bool, serialize_str: &str, serialize_f64: f64, serialize_u32: u32, serialize_u64: u64);

    fn serialize_none(self) -> Written {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        Ok(of(value))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        Ok(Value::from(variant))
    }

    fn serialize_seq(self, _: Option<usize>) -> Written<List> {
        Ok(List(Vec::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Written<Fields> {
        Ok(Fields { map: Map::new(), key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Written<Fields> {
        self.serialize_map(None)
    }

    unused! {
        serialize_i8(i8) -> Value;
        serialize_i16(i16) -> Value;
        serialize_i32(i32) -> Value;
        serialize_i64(i64) -> Value;
        serialize_u8(u8) -> Value;
        serialize_u16(u16) -> Value;
        serialize_f32(f32) -> Value;
        serialize_char(char) -> Value;
        serialize_bytes(&[u8]) -> Value;
        serialize_unit() -> Value;
        serialize_unit_struct(&'static str) -> Value;
        serialize_tuple(usize) -> Unused;
        serialize_tuple_struct(&'static str, usize) -> Unused;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Unused;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Unused;
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        Ok(of(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        unused()
    }
}
