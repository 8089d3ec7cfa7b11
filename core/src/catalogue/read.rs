//! The catalogue from its text: every table, and what must hold between them.

use super::tables::{Row, Section, Tables};
use super::ways::{Corridors, Matrix};
use super::{Carbon, Catalogue, CatalogueFault, Country, Position, Price, PriceMethod, Region, Source, fold};
use std::collections::HashMap;

impl Catalogue {
    /// Reads the text of `public/catalogue.txt`.
    ///
    /// # Errors
    /// The first line that is not as `docs/data.md` says, and what was expected there.
    pub fn read(text: &str) -> Result<Self, CatalogueFault> {
        let tables = Tables::read(text)?;
        let start = Row::first("the tables regions, corridors and countries");
        let of = |name: &'static str| tables.sections.iter().filter(move |section| section.name.text == name);
        let one = |name: &'static str| of(name).next().ok_or_else(|| start.fault(format!("a table {name}")));
        let known = ["regions", "prices", "carbon", "rtt", "corridors", "transfer", "countries", "ask", "outline"];
        if let Some(other) = tables.sections.iter().find(|section| !known.contains(&section.name.text)) {
            return Err(other.name.fault("the name of a table in docs/data.md"));
        }
        let countries: Vec<Country> = rows(one("countries")?).map(Country::read).collect::<Result<_, _>>()?;
        let mut catalogue = Self {
            regions: rows(one("regions")?).map(Region::read).collect::<Result<_, _>>()?,
            ask: of("ask").flat_map(rows).map(ask).collect::<Result<_, _>>()?,
            measured: of("rtt").map(|table| Matrix::read(table, true, 0.01..=2_000.0)).collect::<Result<_, _>>()?,
            // A price of 0 between regions would be a gap of the source.
            transfer: of("transfer").map(|table| Matrix::read(table, false, 1e-4..=10.0)).collect::<Result<_, _>>()?,
            corridors: Corridors::read(one("corridors")?)?,
            outline: of("outline").flat_map(rows).map(ring).collect::<Result<_, _>>()?,
            as_of: tables.as_of.clone(),
            sources: Vec::new(),
            countries,
        };
        catalogue.check(one("regions")?, one("countries")?)?;
        of("prices").flat_map(rows).try_for_each(|row| catalogue.take_price(row))?;
        of("carbon").try_for_each(|table| catalogue.take_carbon(table, &tables.sources))?;
        catalogue.sources = tables.sources;
        Ok(catalogue)
    }

    /// No id twice; each region in a country, with its jurisdiction; each question about countries that exist.
    fn check(&mut self, regions: &Section<'_>, countries: &Section<'_>) -> Result<(), CatalogueFault> {
        let mut seen = HashMap::new();
        for (country, row) in self.countries.iter().zip(&countries.rows) {
            let known = (country.jurisdiction.clone(), country.area, country.border);
            if seen.insert(country.code.clone(), known).is_some() {
                return Err(row.fault("a country that stands in no row above"));
            }
        }
        let mut ids = HashMap::new();
        for (region, row) in self.regions.iter_mut().zip(&regions.rows) {
            let country = seen.get(&region.country).ok_or_else(|| row.fault("a country of the catalogue"))?;
            (region.jurisdiction, region.area, region.border) = country.clone();
            if ids.insert(region.id.clone(), ()).is_some() {
                return Err(row.fault("a region that stands in no row above"));
            }
        }
        let between = self.measured.iter().chain(&self.transfer).flat_map(Matrix::ids);
        if let Some(id) = between.into_iter().find(|id| !ids.contains_key(*id)) {
            return Err(regions.name.fault(format!("the region {id}, which another table names")));
        }
        if let Some(code) = self.ask.values().flatten().find(|code| !seen.contains_key(*code)) {
            return Err(countries.name.fault(format!("the country {code}, which the table \"ask\" names")));
        }
        Ok(())
    }

    fn take_price(&mut self, row: Row<'_>) -> Result<(), CatalogueFault> {
        let [id, index, method] = row.cells("region, price index, method")?;
        let method = match method {
            "list" => PriceMethod::List,
            "estimate" => PriceMethod::Estimate,
            _ => return Err(row.fault("the method list or estimate")),
        };
        let price = Price { index: row.number(index, "a price index", 0.1..=10.0)?, method };
        let region = self.regions.iter_mut().find(|region| region.id == id);
        region.ok_or_else(|| row.fault("a region of the catalogue"))?.price = Some(price);
        Ok(())
    }

    fn take_carbon(&mut self, table: &Section<'_>, sources: &[Source]) -> Result<(), CatalogueFault> {
        for row in rows(table) {
            let [id, grams, key] = row.cells("region, grams per kWh, source")?;
            let source = table.sources.clone().find(|at| sources.get(*at).is_some_and(|source| source.key == key));
            let source = source.ok_or_else(|| row.fault("the key of a source of this table"))?;
            let carbon = Carbon { grams_per_kwh: row.number(grams, "grams per kWh", 0.0..=3_000.0)?, source };
            let region = self.regions.iter_mut().find(|region| region.id == id);
            region.ok_or_else(|| row.fault("a region of the catalogue"))?.carbon = Some(carbon);
        }
        Ok(())
    }
}

fn rows<'a>(section: &Section<'a>) -> impl Iterator<Item = Row<'a>> {
    section.rows.clone().into_iter()
}

/// "korea|KR KP".
fn ask(row: Row<'_>) -> Result<(String, Vec<String>), CatalogueFault> {
    let [name, codes] = row.cells("a name and the countries it could mean")?;
    if fold(name) != name || name.is_empty() {
        return Err(row.fault("a name as it is compared, in small plain letters"));
    }
    Ok((name.into(), codes.split(' ').map(String::from).collect()))
}

/// "-678,-538 27,-9": tenths of a degree, longitude and latitude, each from the one before.
fn ring(row: Row<'_>) -> Result<Vec<Position>, CatalogueFault> {
    let mut at = (0_i32, 0_i32);
    let mut next = |step: &str| {
        let (x, y) = step.split_once(',')?;
        at = (at.0.checked_add(x.parse().ok()?)?, at.1.checked_add(y.parse().ok()?)?);
        Position::new(f64::from(at.1) / 10.0, f64::from(at.0) / 10.0)
    };
    let ring: Option<Vec<Position>> = row.text.split(' ').map(&mut next).collect();
    ring.ok_or_else(|| row.fault("steps in tenths of a degree that stay on the globe"))
}
