//! How the number behind an entry is read and edited.

use super::{At, Number};
use crate::scenario::model::{Kind, Scenario, WriteMode};

/// How a place is read, and how it is edited.
pub(super) type Place = (
    for<'a> fn(&'a Scenario, At) -> Option<&'a dyn Number>,
    for<'a> fn(&'a mut Scenario, At) -> Option<&'a mut dyn Number>,
);

// Each macro names a place once and yields both functions, so that reading and editing cannot drift apart.

/// A field of a fixed section.
macro_rules! field {
    ($($path:ident).+) => {
        (|s, _| Some(&s.$($path).+), |s, _| Some(&mut s.$($path).+))
    };
}

/// A field of each item of a list.
macro_rules! item {
    ($($list:ident).+ => $($field:ident).+) => {
        (|s, at| Some(&s.$($list).+.get(at.0)?.$($field).+), |s, at| Some(&mut s.$($list).+.get_mut(at.0)?.$($field).+))
    };
}

/// A field of one variant, in a fixed section or in each item of a list.
macro_rules! variant {
    ($x:ident in $($list:ident).+ => $field:ident, $pattern:pat) => {
        (
            |s, at| if let $pattern = &s.$($list).+.get(at.0)?.$field { Some($x) } else { None },
            |s, at| if let $pattern = &mut s.$($list).+.get_mut(at.0)?.$field { Some($x) } else { None },
        )
    };
    ($x:ident in $section:ident.$field:ident, $pattern:pat) => {
        (
            |s, _| if let $pattern = &s.$section.$field { Some($x) } else { None },
            |s, _| if let $pattern = &mut s.$section.$field { Some($x) } else { None },
        )
    };
}

/// A cell of a matrix whose columns are regions.
macro_rules! cell {
    ($matrix:ident, $rows:ident) => {
        (
            |s, at| Some(s.$matrix.get(&s.$rows.get(at.0)?.id)?.get(&s.regions.get(at.1)?.id)?),
            |s, at| Some(s.$matrix.get_mut(&s.$rows.get(at.0)?.id)?.get_mut(&s.regions.get(at.1)?.id)?),
        )
    };
}

/// A field of the edge of an option.
macro_rules! edge {
    ($field:ident) => {
        (
            |s, at| Some(&s.options.get(at.0)?.edge.as_ref()?.$field),
            |s, at| Some(&mut s.options.get_mut(at.0)?.edge.as_mut()?.$field),
        )
    };
}

pub(super) const WRITER_FAILOVER: Place = (
    |s, at| match &s.options.get(at.0)?.kind {
        Kind::Geode { writes, .. } => match &writes.mode {
            WriteMode::SingleWriter { writer_failover_minutes, .. } => Some(writer_failover_minutes),
            _ => None,
        },
        _ => None,
    },
    |s, at| match &mut s.options.get_mut(at.0)?.kind {
        Kind::Geode { writes, .. } => match &mut writes.mode {
            WriteMode::SingleWriter { writer_failover_minutes, .. } => Some(writer_failover_minutes),
            _ => None,
        },
        _ => None,
    },
);

pub(super) const REPLICAS: Place = (
    |s, at| match &s.options.get(at.0)?.kind {
        Kind::Geode { writes, .. } => Some(&writes.replicas),
        _ => None,
    },
    |s, at| match &mut s.options.get_mut(at.0)?.kind {
        Kind::Geode { writes, .. } => Some(&mut writes.replicas),
        _ => None,
    },
);

pub(super) const SPECIALISED_SHARE: Place = (
    |s, at| match &s.options.get(at.0)?.kind {
        Kind::Geode { specialised, .. } => Some(&specialised.get(at.1)?.request_share),
        _ => None,
    },
    |s, at| match &mut s.options.get_mut(at.0)?.kind {
        Kind::Geode { specialised, .. } => Some(&mut specialised.get_mut(at.1)?.request_share),
        _ => None,
    },
);

pub(super) use {cell, edge, field, item, variant};
