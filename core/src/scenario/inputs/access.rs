//! How the number behind an entry is read and edited, in a scenario and in a problem.

use super::{At, Number};
use crate::scenario::model::Scenario;
use crate::scenario::problem::Problem;

/// How a place is read, and how it is edited: in a scenario, and in the problem that it is compiled into.
pub(super) type Place = (
    for<'a> fn(&'a Scenario, At) -> Option<&'a dyn Number>,
    for<'a> fn(&'a mut Scenario, At) -> Option<&'a mut dyn Number>,
    for<'a> fn(&'a Problem, At) -> Option<&'a dyn Number>,
    for<'a> fn(&'a mut Problem, At) -> Option<&'a mut dyn Number>,
);

// Each macro names a place once and yields all four functions, so that reading and editing cannot drift apart. Where the
// field is called otherwise in a problem, that name stands behind `as`.

/// A field of a fixed section.
macro_rules! field {
    ($($path:ident).+) => {
        field!($($path).+ as $($path).+)
    };
    ($($path:ident).+ as $($dense:ident).+) => {
        (
            |s, _| Some(&s.$($path).+),
            |s, _| Some(&mut s.$($path).+),
            |p, _| Some(&p.$($dense).+),
            |p, _| Some(&mut p.$($dense).+),
        )
    };
}

/// A field of each item of a list.
macro_rules! item {
    ($($list:ident).+ => $($field:ident).+) => {
        item!($($list).+ => $($field).+ as $($list).+ => $($field).+)
    };
    ($($list:ident).+ => $($field:ident).+ as $($dense:ident).+ => $($value:ident).+) => {
        (
            |s, at| Some(&s.$($list).+.get(at.0)?.$($field).+),
            |s, at| Some(&mut s.$($list).+.get_mut(at.0)?.$($field).+),
            |p, at| Some(&p.$($dense).+.get(at.0)?.$($value).+),
            |p, at| Some(&mut p.$($dense).+.get_mut(at.0)?.$($value).+),
        )
    };
}

/// A field of each item of a list that the engine does not know.
macro_rules! unknown_item {
    ($list:ident => $($field:ident).+) => {
        (
            |s, at| Some(&s.$list.get(at.0)?.$($field).+),
            |s, at| Some(&mut s.$list.get_mut(at.0)?.$($field).+),
            |_, _| None,
            |_, _| None,
        )
    };
}

/// A field of one variant in a fixed section.
macro_rules! variant {
    ($x:ident in $section:ident.$field:ident, $pattern:pat) => {
        (
            |s, _| if let $pattern = &s.$section.$field { Some($x) } else { None },
            |s, _| if let $pattern = &mut s.$section.$field { Some($x) } else { None },
            |p, _| if let $pattern = &p.$section.$field { Some($x) } else { None },
            |p, _| if let $pattern = &mut p.$section.$field { Some($x) } else { None },
        )
    };
}

/// A field of one kind of options.
macro_rules! kind {
    ($x:ident in $pattern:pat, $dense:pat) => {
        (
            |s, at| if let $pattern = &s.options.get(at.0)?.kind { Some($x) } else { None },
            |s, at| if let $pattern = &mut s.options.get_mut(at.0)?.kind { Some($x) } else { None },
            |p, at| if let $dense = &p.options.get(at.0)?.design { Some($x) } else { None },
            |p, at| if let $dense = &mut p.options.get_mut(at.0)?.design { Some($x) } else { None },
        )
    };
}

/// A coordinate of each item of a list; the engine does not know where things are.
macro_rules! coordinate {
    ($list:ident, $x:ident) => {
        (
            |s, at| match &s.$list.get(at.0)?.location {
                Some(Location::Point { $x, .. }) => Some($x),
                _ => None,
            },
            |s, at| match &mut s.$list.get_mut(at.0)?.location {
                Some(Location::Point { $x, .. }) => Some($x),
                _ => None,
            },
            |_, _| None,
            |_, _| None,
        )
    };
}

/// A cell of a matrix whose columns are regions; a cell that nobody gave is infinite in a problem.
macro_rules! cell {
    ($matrix:ident, $rows:ident) => {
        (
            |s, at| Some(s.$matrix.get(&s.$rows.get(at.0)?.id)?.get(&s.regions.get(at.1)?.id)?),
            |s, at| Some(s.$matrix.get_mut(&s.$rows.get(at.0)?.id)?.get_mut(&s.regions.get(at.1)?.id)?),
            |p, at| match p.$matrix.get(at.0 * p.regions.len() + at.1) {
                Some(ms) if at.1 < p.regions.len() && ms.is_finite() => Some(ms),
                _ => None,
            },
            |p, at| match p.$matrix.get_mut(at.0 * p.regions.len() + at.1) {
                Some(ms) if at.1 < p.regions.len() && ms.is_finite() => Some(ms),
                _ => None,
            },
        )
    };
}

/// A field of the edge of an option.
macro_rules! edge {
    ($field:ident) => {
        (
            |s, at| Some(&s.options.get(at.0)?.edge.as_ref()?.$field),
            |s, at| Some(&mut s.options.get_mut(at.0)?.edge.as_mut()?.$field),
            |p, at| Some(&p.options.get(at.0)?.edge.as_ref()?.$field),
            |p, at| Some(&mut p.options.get_mut(at.0)?.edge.as_mut()?.$field),
        )
    };
}

/// A field of the special tasks of an option.
macro_rules! special {
    ($field:ident) => {
        (
            |s, at| match &s.options.get(at.0)?.kind {
                Kind::Geode { specialised, .. } => Some(&specialised.get(at.1)?.$field),
                _ => None,
            },
            |s, at| match &mut s.options.get_mut(at.0)?.kind {
                Kind::Geode { specialised, .. } => Some(&mut specialised.get_mut(at.1)?.$field),
                _ => None,
            },
            |p, at| match &p.options.get(at.0)?.design {
                Design::Geode { specialised, .. } => Some(&specialised.get(at.1)?.$field),
                _ => None,
            },
            |p, at| match &mut p.options.get_mut(at.0)?.design {
                Design::Geode { specialised, .. } => Some(&mut specialised.get_mut(at.1)?.$field),
                _ => None,
            },
        )
    };
}

/// A field of the credits, where any are given.
macro_rules! credits {
    ($field:ident) => {
        (
            |s, _| if s.sla_credits.is_none() { None } else { Some(&s.sla_credits.$field) },
            |s, _| if s.sla_credits.is_none() { None } else { Some(&mut s.sla_credits.$field) },
            |p, _| if p.sla_credits.is_none() { None } else { Some(&p.sla_credits.$field) },
            |p, _| if p.sla_credits.is_none() { None } else { Some(&mut p.sla_credits.$field) },
        )
    };
}

pub(super) use {cell, coordinate, credits, edge, field, item, kind, special, unknown_item, variant};
