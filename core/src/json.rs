//! Values as JSON, as `serde_json::to_value` makes them, in a third of its code: what is written here cannot fail, so
//! the errors that serde asks for carry nothing and the compiler drops the ways that lead to them.

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::{Map, Value};
use std::fmt;

/// What this program writes as JSON.
///
/// Texts, booleans, numbers that are not negative integers, options, lists, maps by text and structs: nothing else
/// stands in a scenario or an evaluation. Anything else is null, and so is a number that is not finite.
pub(crate) fn to_value(item: &(impl Serialize + ?Sized)) -> Value {
    item.serialize(ToValue).unwrap_or_default()
}

struct ToValue;

/// A list or an object that is being written.
struct Items(Vec<Value>);
struct Fields {
    map: Map<String, Value>,
    /// The key whose value comes next.
    key: String,
}

type Written = Result<Value, fmt::Error>;
type Done = Result<(), fmt::Error>;

/// Kinds of values that stand in no file of this program.
macro_rules! never {
    ($($name:ident($($kind:ty),*) -> $out:ty;)*) => {
        $(fn $name(self, $(_: $kind),*) -> Result<$out, fmt::Error> {
            Err(fmt::Error)
        })*
    };
}

impl Serializer for ToValue {
    type Ok = Value;
    type Error = fmt::Error;
    type SerializeSeq = Items;
    type SerializeTuple = Impossible<Value, fmt::Error>;
    type SerializeTupleStruct = Impossible<Value, fmt::Error>;
    type SerializeTupleVariant = Impossible<Value, fmt::Error>;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<Value, fmt::Error>;

    fn serialize_bool(self, value: bool) -> Written {
        Ok(Value::Bool(value))
    }

    fn serialize_u32(self, value: u32) -> Written {
        Ok(value.into())
    }

    fn serialize_u64(self, value: u64) -> Written {
        Ok(value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        Ok(value.into())
    }

    fn serialize_str(self, text: &str) -> Written {
        Ok(text.into())
    }

    fn serialize_none(self) -> Written {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Written {
        Ok(name.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, fmt::Error> {
        Ok(Items(Vec::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields, fmt::Error> {
        Ok(Fields { map: Map::new(), key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, fmt::Error> {
        self.serialize_map(None)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(fmt::Error)
    }

    never! {
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
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

impl SerializeSeq for Items {
    type Ok = Value;
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Done {
        self.0.push(to_value(item));
        Ok(())
    }

    fn end(self) -> Written {
        Ok(Value::Array(self.0))
    }
}

impl SerializeMap for Fields {
    type Ok = Value;
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        if let Value::String(key) = to_value(key) {
            self.key = key;
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.map.insert(std::mem::take(&mut self.key), to_value(value));
        Ok(())
    }

    fn end(self) -> Written {
        Ok(Value::Object(self.map))
    }
}

impl SerializeStruct for Fields {
    type Ok = Value;
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Done {
        self.add(name, to_value(value));
        Ok(())
    }

    fn end(self) -> Written {
        Ok(Value::Object(self.map))
    }
}

impl Fields {
    /// Once for all types of values.
    #[inline(never)]
    fn add(&mut self, name: &str, value: Value) {
        self.map.insert(name.into(), value);
    }
}
