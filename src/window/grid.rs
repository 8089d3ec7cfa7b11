//! A table of which only the cells in view are on the page, in both directions.
//!
//! Cells come and go in blocks. Each has its place by number, so nothing has to be moved when its neighbours come or
//! go: the cell with the focus stays the element that it was.

use super::once_shown;
use leptos::ev::resize;
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// A table of no more cells than this is on the page as a whole, each row as high and each column as wide as it needs.
const FEW: usize = 600;
/// Rows, and columns, of a block.
const BLOCK: usize = 4;

/// A cell: row and column, without the heads.
pub type Place = (usize, usize);

/// Rows or columns, and whether they are on the page.
pub type Block = (Range<usize>, Memo<bool>);

/// Which blocks of rows and of columns are on the page, first and last.
type Shown = [(usize, usize); 2];

/// What is in view of a table. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Grid {
    /// What scrolls, with the table in it.
    pub area: NodeRef<html::Div>,
    /// Rows and columns.
    size: Memo<Place>,
    /// Whether a row has cells only from the column of the same number on.
    is_half: bool,
    shown: RwSignal<Shown>,
    /// The cell that had the focus last: it stays on the page.
    kept: RwSignal<Option<Place>>,
}

impl Grid {
    /// A table of so many rows and columns; `is_half`: of which the other half is the same.
    pub fn new(size: Memo<Place>, is_half: bool) -> Grid {
        // As much as there is room for at first; then it is measured.
        let (shown, kept) = (RwSignal::new([(0, 5), (0, 2)]), RwSignal::new(None));
        let grid = Grid { area: NodeRef::new(), size, is_half, shown, kept };
        let listener = window_event_listener(resize, move |_| grid.look());
        on_cleanup(move || listener.remove());
        grid
    }

    /// Whether only a part of it is on the page.
    pub fn is_windowed(self) -> bool {
        let (rows, columns) = self.size.get();
        rows * columns > FEW
    }

    /// Whether the table has a cell there.
    pub fn has(self, (row, column): Place) -> bool {
        column >= self.first_column(row)
    }

    fn first_column(self, row: usize) -> usize {
        if self.is_half { row } else { 0 }
    }

    /// Its rows.
    pub fn row_blocks(self) -> Vec<Block> {
        self.blocks(self.size.get_untracked().0, |shown| shown[0], |(row, _)| row)
    }

    /// Its columns.
    pub fn column_blocks(self) -> Vec<Block> {
        self.blocks(self.size.get_untracked().1, |shown| shown[1], |(_, column)| column)
    }

    fn blocks(self, count: usize, of: fn(&Shown) -> (usize, usize), part: fn(Place) -> usize) -> Vec<Block> {
        let is_on = move |block: usize| {
            let (first, last) = self.shown.with(of);
            !self.is_windowed()
                || (first..=last).contains(&block)
                || self.kept.get().is_some_and(|kept| part(kept) / BLOCK == block)
        };
        let block = move |from: usize| (from..count.min(from + BLOCK), Memo::new(move |_| is_on(from / BLOCK)));
        (0..count).step_by(BLOCK).map(block).collect()
    }

    /// Finds out what is in view.
    pub fn look(self) {
        let Some(area) = self.area.try_get_untracked().flatten() else { return };
        let cell = area.query_selector("tbody td").ok().flatten().and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
        let Some(cell) = cell.filter(|cell| cell.offset_height() > 0 && cell.offset_width() > 0) else { return };
        let now = [
            blocks_in_view(area.scroll_top(), area.client_height(), cell.offset_height()),
            blocks_in_view(area.scroll_left(), area.client_width(), cell.offset_width()),
        ];
        self.shown.maybe_update(|shown| std::mem::replace(shown, now) != now);
    }

    /// Notes the cell that has the focus now.
    pub fn focused(self, target: &Element) {
        if let Some(place) = place_of(target) {
            self.kept.set(Some(place));
        }
    }

    /// Brings a cell onto the page and gives it the focus, by which the browser scrolls it into view.
    pub fn go_to(self, place: Place) {
        self.kept.set(Some(place));
        once_shown(move || {
            let (row, column) = (place.0 + 2, place.1 + 2);
            let cell = format!("tr[aria-rowindex='{row}'] > [aria-colindex='{column}'] input");
            let found = self.area.get_untracked().and_then(|area| area.query_selector(&cell).ok().flatten());
            if let Some(input) = found.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok()) {
                let _ = input.focus();
                input.select();
            }
        });
    }

    /// Moves the focus as in a spreadsheet: Tab to the next cell, a page up or down, with Alt to the left or right.
    /// The browser would look for the next one among those that are on the page.
    pub fn pressed(self, event: &KeyboardEvent) {
        let from = event.target().and_then(|target| place_of(&target.dyn_into().ok()?));
        let Some(from) = from.filter(|_| self.is_windowed()) else { return };
        let to = match event.key().as_str() {
            "Tab" if event.shift_key() => self.before(from),
            "Tab" => self.after(from),
            "PageUp" => Some(self.paged(from, event.alt_key(), false)),
            "PageDown" => Some(self.paged(from, event.alt_key(), true)),
            _ => None,
        };
        if let Some(to) = to {
            event.prevent_default();
            self.go_to(to);
        }
    }

    fn after(self, (row, column): Place) -> Option<Place> {
        let (rows, columns) = self.size.get_untracked();
        match column + 1 < columns {
            true => Some((row, column + 1)),
            false => (row + 1 < rows).then(|| (row + 1, self.first_column(row + 1))),
        }
    }

    fn before(self, (row, column): Place) -> Option<Place> {
        let (_, columns) = self.size.get_untracked();
        match column > self.first_column(row) {
            true => Some((row, column - 1)),
            false => row.checked_sub(1).map(|row| (row, columns - 1)),
        }
    }

    /// As far as a page goes and the table has cells.
    fn paged(self, (row, column): Place, sideways: bool, forward: bool) -> Place {
        let (rows, columns) = self.size.get_untracked();
        // All that is on the page, without what is only near.
        let page = |(first, last): (usize, usize)| (last - first).saturating_sub(2).max(1) * BLOCK;
        let [of_rows, of_columns] = self.shown.get_untracked().map(page);
        let step = |at: usize, by: usize| if forward { at + by } else { at.saturating_sub(by) };
        if sideways {
            (row, step(column, of_columns).clamp(self.first_column(row), columns - 1))
        } else {
            let last = if self.is_half { column.min(rows - 1) } else { rows - 1 };
            (step(row, of_rows).min(last), column)
        }
    }
}

/// Blocks of which something is in view, and one more on each side.
fn blocks_in_view(from: i32, room: i32, size: i32) -> (usize, usize) {
    let block = |pixels: i32| usize::try_from(pixels.max(0) / size).unwrap_or(0) / BLOCK;
    (block(from).saturating_sub(1), block(from + room) + 1)
}

/// Where an element stands, by the numbers that its cell and row have for screen readers: the heads are the first.
pub fn place_of(target: &Element) -> Option<Place> {
    let number = |selector: &str, name: &str| {
        target.closest(selector).ok().flatten()?.get_attribute(name)?.parse::<usize>().ok()?.checked_sub(2)
    };
    Some((number("tbody tr", "aria-rowindex")?, number("td", "aria-colindex")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn grid(size: Place, is_half: bool) -> Grid {
        Grid::new(Memo::new(move |_| size), is_half)
    }

    #[wasm_bindgen_test]
    fn tab_visits_each_cell_once_in_reading_order_and_back() {
        Owner::new().with(|| {
            for (size, is_half) in [((3, 5), false), ((4, 4), true), ((1, 1), true)] {
                let grid = grid(size, is_half);
                let all = (0..size.0).flat_map(|row| (0..size.1).map(move |column| (row, column)));
                let cells: Vec<Place> = all.filter(|place| grid.has(*place)).collect();
                let visited: Vec<Place> = std::iter::successors(Some((0, 0)), |place| grid.after(*place)).collect();
                assert_eq!(visited, cells);
                let end = cells.last().copied();
                let mut back: Vec<Place> = std::iter::successors(end, |place| grid.before(*place)).collect();
                back.reverse();
                assert_eq!(back, cells);
            }
        });
    }

    #[wasm_bindgen_test]
    fn pages_end_at_the_cells_that_there_are() {
        Owner::new().with(|| {
            let whole = grid((256, 64), false);
            assert_eq!(whole.paged((250, 3), false, true), (255, 3));
            assert_eq!(whole.paged((2, 3), false, false), (0, 3));
            assert_eq!(whole.paged((2, 62), true, true), (2, 63));
            let half = grid((255, 255), true);
            assert_eq!(half.paged((0, 5), false, true), (5, 5));
            assert_eq!(half.paged((100, 102), true, false), (100, 100));
            assert_eq!(half.paged((0, 100), false, true), (12, 100));
        });
    }

    #[wasm_bindgen_test]
    fn only_blocks_in_view_and_beside_it_are_shown() {
        // Rows of 30 pixels, four of them a block: 480 pixels show at most five blocks.
        assert_eq!(blocks_in_view(0, 480, 30), (0, 5));
        assert_eq!(blocks_in_view(1200, 480, 30), (9, 15));
        assert_eq!(blocks_in_view(-50, 480, 30), (0, 4));
    }
}
