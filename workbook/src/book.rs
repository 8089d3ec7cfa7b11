//! The workbook: sheets, kinds of cells, names.

use crate::formula::{Column, Formula, NONE};
use crate::limits;
use geode_core::engine::Figures;
use geode_core::scenario::Scenario;
use geode_core::scenario::problem::Problem;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;

/// The sheets, in order.
const ORDER: [&str; 7] = ["Summary", "Inputs", "Textbook", "Costs", "Returns", "Cash flow", "Latency"];

/// What a cell is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// To be changed.
    Input,
    /// Found by the planner: no formula of the sheet.
    Planner,
    /// Follows from others.
    Result,
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Money,
    /// A price, or a fraction of a unit of money.
    Price,
    Share,
    /// An availability: many nines.
    Availability,
    /// An unavailability: the digits that count, wherever they stand.
    Small,
    Number,
    Whole,
}

impl Shown {
    fn code(self) -> &'static str {
        match self {
            Shown::Money => "#,##0;[Red]-#,##0",
            Shown::Price => "#,##0.00##",
            Shown::Share => "0.00##%",
            Shown::Availability => "0.000#######%",
            Shown::Small => "0.00E+00",
            Shown::Number => "#,##0.0##",
            Shown::Whole => "#,##0",
        }
    }
}

/// The workbook while it is written.
pub(crate) struct Book<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) problem: &'s Problem,
    pub(crate) figures: &'s Figures,
    sheets: Vec<Sheet>,
    names: Vec<(String, String)>,
    taken: BTreeSet<String>,
    failed: Option<String>,
}

/// A sheet while it is written.
pub(crate) struct Sheet {
    pub(crate) sheet: Worksheet,
    name: &'static str,
    /// The row that is written next.
    pub(crate) row: u32,
}

impl Sheet {
    /// The cells of a column from a row on.
    pub(crate) fn column<'f>(&self, column: u16, first: u32, cells: impl Iterator<Item = &'f Formula>) -> Column {
        let values: Vec<Option<f64>> = cells.map(|cell| cell.value).collect();
        let letters = column_letters(column);
        let text = format!("'{}'!${letters}${}:${letters}${}", self.name, first + 1, first as usize + values.len());
        Column { text, values }
    }
}

impl<'s> Book<'s> {
    pub(crate) fn new(scenario: &'s Scenario, problem: &'s Problem, figures: &'s Figures) -> Self {
        let (sheets, names, taken) = (Vec::new(), Vec::new(), BTreeSet::new());
        Book { scenario, problem, figures, sheets, names, taken, failed: None }
    }

    /// A new sheet with its heading and how wide its columns are: the first, all others.
    pub(crate) fn sheet(&mut self, name: &'static str, heading: &str, about: &str, widths: (f64, f64)) -> Sheet {
        let mut sheet = Sheet { sheet: Worksheet::new(), name, row: 3 };
        let made = (|| {
            sheet.sheet.set_name(name)?;
            sheet.sheet.set_column_width(0, widths.0)?.set_column_range_width(1, 300, widths.1)?;
            sheet.sheet.set_landscape().set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
            sheet.sheet.write_with_format(0, 0, heading, &Format::new().set_bold().set_font_size(15))?;
            sheet.sheet.write_with_format(1, 0, about, &Format::new().set_font_color(Color::RGB(0x59_59_59)))?;
            Ok(())
        })();
        self.keep(made);
        sheet
    }

    /// A sheet that is done.
    pub(crate) fn finish(&mut self, sheet: Sheet) {
        self.sheets.push(sheet);
    }

    fn keep(&mut self, made: Result<(), XlsxError>) {
        self.keep_said(made.map_err(|error| error.to_string()));
    }

    fn keep_said(&mut self, made: Result<(), String>) {
        self.failed = self.failed.take().or(made.err());
    }

    /// Writes a cell; the way to it for other formulas: its name, where it has one.
    pub(crate) fn cell(
        &mut self,
        to: &mut Sheet,
        (row, column): (u32, u16),
        (cell, shown): (Cell, Shown),
        formula: &Formula,
        name: Option<&str>,
    ) -> Formula {
        let format = look(cell, shown);
        let made = match (cell, formula.value) {
            (Cell::Result, value) => {
                let result = value.map_or_else(|| NONE.to_owned(), |value| value.to_string());
                let formula = rust_xlsxwriter::Formula::new(format!("={}", formula.text)).set_result(result);
                to.sheet.write_with_format(row, column, formula, &format).map(|_| ())
            }
            (_, Some(value)) => to.sheet.write_with_format(row, column, value, &format).map(|_| ()),
            (_, None) => to.sheet.write_blank(row, column, &format).map(|_| ()),
        };
        let made = made.map_err(|error| error.to_string());
        let address = format!("'{}'!${}${}", to.name, column_letters(column), row + 1);
        let text = match name.map(|name| self.name(name)) {
            Some(name) => {
                self.names.push((name.clone(), address));
                name
            }
            None => address,
        };
        let held = limits::check(&formula.text, formula.value).and(made);
        self.keep_said(held.map_err(|wrong| format!("{text}: {wrong}")));
        Formula::of(text, formula.value)
    }

    /// A name that no other cell has: letters, digits and low lines.
    fn name(&mut self, wanted: &str) -> String {
        let plain: String =
            wanted.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
        let mut name = plain.clone();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{plain}_{number}");
            number += 1;
        }
        name
    }

    pub(crate) fn label(&mut self, to: &mut Sheet, row: u32, column: u16, text: &str) {
        let made = to.sheet.write(row, column, text).map(|_| ());
        self.keep(made);
    }

    /// A text in small grey letters.
    pub(crate) fn small(&mut self, to: &mut Sheet, row: u32, column: u16, text: &str) {
        let grey = Format::new().set_font_color(Color::RGB(0x59_59_59)).set_font_size(9);
        let made = to.sheet.write_with_format(row, column, text, &grey).map(|_| ());
        self.keep(made);
    }

    /// A row of headings.
    pub(crate) fn head(&mut self, to: &mut Sheet, row: u32, texts: &[String]) {
        self.heads(to, row, 0, texts);
    }

    /// Headings from a column on.
    pub(crate) fn heads(&mut self, to: &mut Sheet, row: u32, first: u16, texts: &[String]) {
        if texts.iter().skip(1).any(|text| text.chars().count() > 14) {
            let made = to.sheet.set_row_height(row, 30).map(|_| ());
            self.keep(made);
        }
        let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_text_wrap();
        for (column, text) in (first..).zip(texts) {
            let align = if column == 0 { FormatAlign::Left } else { FormatAlign::Right };
            let made = to.sheet.write_with_format(row, column, text, &head.clone().set_align(align)).map(|_| ());
            self.keep(made);
        }
    }

    /// A row of one figure of each option.
    pub(crate) fn options(
        &mut self,
        to: &mut Sheet,
        label: &str,
        kind: (Cell, Shown),
        name: Option<&str>,
        formulas: &[Formula],
    ) -> Vec<Formula> {
        let row = to.row;
        to.row += 1;
        self.label(to, row, 0, label);
        let ids: Vec<String> = self.scenario.options.iter().map(|option| option.id.clone()).collect();
        let written = (1..).zip(formulas).zip(&ids).map(|((column, formula), id)| {
            let name = name.map(|name| format!("{name}_{id}"));
            self.cell(to, (row, column), kind, formula, name.as_deref())
        });
        written.collect()
    }

    /// The headings of options, and the first column and the heading kept in view.
    pub(crate) fn option_heads(&mut self, to: &mut Sheet, first: &str) {
        let names = self.scenario.options.iter().map(|option| option.name.clone());
        let texts: Vec<String> = std::iter::once(first.to_owned()).chain(names).collect();
        let row = to.row;
        self.head(to, row, &texts);
        to.row += 1;
    }

    /// Hides a column that only other formulas read.
    pub(crate) fn hide(&mut self, to: &mut Sheet, column: u16) {
        let made = to.sheet.set_column_hidden(column).map(|_| ());
        self.keep(made);
    }

    pub(crate) fn freeze(&mut self, to: &mut Sheet, row: u32, column: u16) {
        let made = to.sheet.set_freeze_panes(row, column).map(|_| ());
        self.keep(made);
    }

    /// Lets a cell hold whole numbers from 1 alone, as many as there are rows of months.
    pub(crate) fn whole_number(&mut self, to: &mut Sheet, (row, column): (u32, u16), most: u32) {
        let text = format!("The sheet of flows has {most} months: for a longer horizon make a new workbook.");
        let made = (|| {
            let rule = DataValidation::new().allow_whole_number(DataValidationRule::Between(1, most as i32));
            let rule = rule.set_error_title("Horizon")?.set_error_message(text)?;
            to.sheet.add_data_validation(row, column, row, column, &rule).map(|_| ())
        })();
        self.keep(made);
    }

    pub(crate) fn bytes(self) -> Result<Vec<u8>, String> {
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        let mut workbook = Workbook::new();
        let mut sheets = self.sheets;
        sheets.sort_by_key(|sheet| ORDER.iter().position(|name| *name == sheet.name));
        for sheet in sheets {
            workbook.push_worksheet(sheet.sheet);
        }
        let named: Result<(), XlsxError> = self
            .names
            .iter()
            .try_for_each(|(name, address)| workbook.define_name(name, &format!("={address}")).map(|_| ()));
        named.and_then(|()| workbook.save_to_buffer()).map_err(|error| error.to_string())
    }
}

/// How cells of a kind look: what may be changed is blue on yellow, as in most models of money.
pub(crate) fn look(cell: Cell, shown: Shown) -> Format {
    let format = Format::new().set_num_format(shown.code()).set_align(FormatAlign::Right);
    match cell {
        Cell::Input => format.set_font_color(Color::RGB(0x00_00_C0)).set_background_color(Color::RGB(0xFF_F8_DC)),
        Cell::Planner => format.set_font_color(Color::RGB(0x59_59_59)).set_background_color(Color::RGB(0xEE_EE_EE)),
        Cell::Result => format,
    }
}

/// A, B, … Z, AA, …
pub(crate) fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geode_core::scenario::presets;

    /// Excel calls a file damaged that holds more, and whoever gets it cannot tell why.
    #[test]
    fn what_a_sheet_does_not_hold_is_refused_and_says_where_it_stands() {
        let plan = presets::worked_example();
        let (problem, figures) = (Problem::compile(&plan), Figures::default());
        let says = |at: (u32, u16), text: &str, name: Option<&str>| {
            let mut book = Book::new(&plan, &problem, &figures);
            let mut sheet = book.sheet("Costs", "", "", (9.0, 9.0));
            book.cell(&mut sheet, at, (Cell::Result, Shown::Whole), &Formula::of(text, Some(1.0)), name);
            book.finish(sheet);
            book.bytes().err().unwrap_or_default()
        };
        assert_eq!(says((1, 2), "1", Some("npv_own")), "");
        let long = "1".repeat(9_000);
        assert_eq!(
            says((1, 2), &long, None),
            "'Costs'!$C$2: its formula has 9001 characters, where a sheet holds 8192"
        );
        assert_eq!(
            says((1, 2), &long, Some("npv_own")),
            "npv_own: its formula has 9001 characters, where a sheet holds 8192"
        );
        for (at, name) in
            [((1_048_576, 0), None), ((0, 16_384), None), ((1, 1), Some("a1")), ((1, 1), Some(&*"n".repeat(256)))]
        {
            assert_ne!(says(at, "1", name), "", "{at:?} {name:?}");
        }
    }
}
