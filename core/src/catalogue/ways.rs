//! Between places: round trips that were measured, the corridor model for the others, transfer prices.

use super::country::Area;
use super::globe::Position;
use super::tables::{CatalogueFault, Row, Section};
use std::collections::HashMap;

/// A modelled round trip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Modelled {
    /// With the median stretch of its two areas, in milliseconds.
    pub ms: f64,
    /// A tenth of the measured pairs of these areas would be below this.
    pub p10_ms: f64,
    /// A tenth would be above this.
    pub p90_ms: f64,
    /// It crosses a border across which latency is not modelled: what is given leaves the border out.
    pub across_border: bool,
}

/// What is measured of the ways between two areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corridor {
    /// The areas, in alphabetical order of their ids.
    pub areas: [Area; 2],
    /// Pairs of regions measured.
    pub pairs: u32,
    /// How many times longer than light in a straight fibre: the median.
    pub stretch: f64,
    /// Its tenth and ninetieth percentile.
    pub stretch_p10_p90: [f64; 2],
    /// Mean absolute error of the model in milliseconds, regions predicted without any pair of theirs.
    pub error_ms: f64,
}

/// Round trip = ends + stretch × light in a straight fibre, with the stretch of the two areas.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Corridors {
    /// What does not grow with distance, in milliseconds.
    ends_ms: f64,
    pub all: Vec<Corridor>,
}

impl Corridors {
    pub fn read(section: &Section<'_>) -> Result<Self, CatalogueFault> {
        let (first, rows) = section.rows.split_first().ok_or_else(|| section.name.fault("rows"))?;
        let mut corridors = Self { ends_ms: first.number(first.text, "milliseconds", 0.0..=100.0)?, all: Vec::new() };
        for row in rows {
            let [a, b, pairs, middle, low, high, error] = row.cells("two areas, pairs, three stretches, an error")?;
            let stretch = |cell| row.number(cell, "a stretch", 1.0..=50.0);
            let areas = [Area::read(*row, a)?, Area::read(*row, b)?];
            if corridors.between(areas[0], areas[1]).is_some() {
                return Err(row.fault("two areas that stand in no row above"));
            }
            corridors.all.push(Corridor {
                areas,
                pairs: row.number(pairs, "pairs", 1.0..=1e6)? as u32,
                stretch: stretch(middle)?,
                stretch_p10_p90: [stretch(low)?, stretch(high)?],
                error_ms: row.number(error, "milliseconds", 0.0..=1e3)?,
            });
        }
        Ok(corridors)
    }

    pub fn between(&self, a: Area, b: Area) -> Option<&Corridor> {
        self.all.iter().find(|one| one.areas == [a, b] || one.areas == [b, a])
    }

    /// `None` where nothing was measured between the two areas.
    pub fn modelled(&self, from: (Position, Area), to: (Position, Area), across_border: bool) -> Option<Modelled> {
        let corridor = self.between(from.1, to.1)?;
        let light = from.0.fibre_ms_to(to.0);
        let [p10_ms, p90_ms] = corridor.stretch_p10_p90.map(|stretch| self.ends_ms + stretch * light);
        Some(Modelled { ms: self.ends_ms + corridor.stretch * light, p10_ms, p90_ms, across_border })
    }
}

/// A table of numbers between regions: measured round trips or prices.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    at: HashMap<String, usize>,
    rows: Vec<Vec<Option<f64>>>,
    /// Index of its source.
    pub source: usize,
}

impl Matrix {
    /// A row an id: to all of them, or for a `triangle` to those before it. `-` is unknown.
    pub fn read(
        section: &Section<'_>,
        triangle: bool,
        range: std::ops::RangeInclusive<f64>,
    ) -> Result<Self, CatalogueFault> {
        let (first, rows) = section.rows.split_first().ok_or_else(|| section.name.fault("rows"))?;
        let ids: Vec<&str> = first.text.split(' ').collect();
        let at: HashMap<String, usize> = ids.iter().enumerate().map(|(at, id)| ((*id).into(), at)).collect();
        let source = section.sources.clone().next().ok_or_else(|| section.name.fault("a source"))?;
        if at.len() != ids.len() || rows.len() + usize::from(triangle) != ids.len() {
            return Err(first.fault("ids that differ, and a row for each"));
        }
        let read = |(index, row): (usize, &Row<'_>)| {
            let cells: Vec<&str> = row.text.split(' ').collect();
            let expected = if triangle { index + 1 } else { ids.len() };
            if cells.len() != expected {
                return Err(row.fault(format!("{expected} numbers")));
            }
            let number = |cell: &&str| match *cell {
                "-" => Ok(None),
                cell => row.number(cell, "a number", range.clone()).map(Some),
            };
            cells.iter().map(number).collect()
        };
        let numbers: Vec<Vec<Option<f64>>> = rows.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        let before = if triangle { vec![Vec::new()] } else { Vec::new() };
        Ok(Self { at, rows: before.into_iter().chain(numbers).collect(), source })
    }

    /// From one region to another; in a triangle in either order.
    pub fn get(&self, from: &str, to: &str) -> Option<f64> {
        let (from, to) = (*self.at.get(from)?, *self.at.get(to)?);
        let cell = |row: usize, column: usize| self.rows.get(row)?.get(column).copied().flatten();
        cell(from, to).or_else(|| if self.is_triangle() { cell(to, from) } else { None })
    }

    fn is_triangle(&self) -> bool {
        self.rows.first().is_some_and(Vec::is_empty)
    }

    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.at.keys()
    }
}
