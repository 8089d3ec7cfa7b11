//! A picture as a list of simple shapes in pixels: layout makes it, this file paints it through plotters.
//!
//! Keeping the list between the two makes layout testable and leaves nothing for a backend to decide.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, DrawingBackend, FontFamily, FontStyle, IntoFont, PathElement, Polygon, RGBColor,
    Rectangle, ShapeStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::spec::Marker;
use super::text::{Rect, shorten};
use super::theme::{Rgb, Theme};
use super::{ChartError, FONT_FAMILY};

/// Font size of everything but the title, in CSS pixels.
pub(super) const TEXT: f64 = 12.0;
/// Font size of the title, in CSS pixels.
pub(super) const TITLE: f64 = 15.0;
/// Height of a line of text, in CSS pixels.
pub(super) const LINE: f64 = 16.0;

/// How much of its colour a shade has.
const SHADE: f64 = 0.16;

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// One shape, in pixels of the backend.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A filled rectangle; also hairlines, which stay crisp that way on every backend.
    Block { rect: Rect, colour: Rgb },
    /// A stroked line.
    Path { points: Vec<(f64, f64)>, width: f64, colour: Rgb },
    /// A polygon that lets through what is behind it.
    Shade { points: Vec<(f64, f64)>, colour: Rgb },
    /// A filled polygon.
    Shape { points: Vec<(f64, f64)>, colour: Rgb },
    /// A filled disc.
    Disc { at: (f64, f64), radius: f64, colour: Rgb },
    /// One line of text, vertically centred on its point.
    Text { text: String, at: (f64, f64), anchor: Anchor, size: f64, bold: bool, colour: Rgb },
}

/// Measures a text in [`FONT_FAMILY`]: text, font size in pixels, bold; returns its width in the same pixels.
pub type Measure<'a> = &'a dyn Fn(&str, f64, bool) -> f64;

/// Collects the shapes of a picture.
pub(super) struct Pen<'a> {
    pub theme: Theme,
    /// Backend pixels in a CSS pixel.
    pub unit: f64,
    measure: Measure<'a>,
    pub items: Vec<Item>,
}

impl<'a> Pen<'a> {
    pub fn new(theme: Theme, unit: f64, measure: Measure<'a>) -> Pen<'a> {
        Pen { theme, unit, measure, items: Vec::new() }
    }

    /// CSS pixels to pixels of the backend.
    pub fn px(&self, css: f64) -> f64 {
        css * self.unit
    }

    /// Width of a label.
    pub fn width(&self, text: &str) -> f64 {
        (self.measure)(text, self.px(TEXT), false)
    }

    /// Width of a piece of the title.
    pub fn title_width(&self, text: &str) -> f64 {
        (self.measure)(text, self.px(TITLE), true)
    }

    /// A label, shortened to fit.
    pub fn fit(&self, text: &str, room: f64) -> String {
        shorten(text, room, |t| self.width(t))
    }

    pub fn text(&mut self, text: impl Into<String>, at: (f64, f64), anchor: Anchor, colour: Rgb) {
        let (text, size) = (text.into(), self.px(TEXT));
        if !text.is_empty() {
            self.items.push(Item::Text { text, at, anchor, size, bold: false, colour });
        }
    }

    pub fn block(&mut self, rect: Rect, colour: Rgb) {
        self.items.push(Item::Block { rect, colour });
    }

    /// A horizontal line of one CSS pixel.
    pub fn across(&mut self, y: f64, left: f64, right: f64, colour: Rgb) {
        let half = (self.unit / 2.0).max(0.5);
        self.block(Rect { left, top: y - half, right, bottom: y + half }, colour);
    }

    /// A vertical line of one CSS pixel.
    pub fn down(&mut self, x: f64, top: f64, bottom: f64, colour: Rgb) {
        let half = (self.unit / 2.0).max(0.5);
        self.block(Rect { left: x - half, top, right: x + half, bottom }, colour);
    }

    /// A dashed line along an axis, from the left or the top.
    pub fn dashes(&mut self, from: (f64, f64), to: (f64, f64), colour: Rgb) {
        let (dash, period) = (self.px(5.0), self.px(9.0));
        let upright = from.0 == to.0;
        let (start, end) = if upright { (from.1, to.1) } else { (from.0, to.0) };
        let count = ((end - start) / period).ceil().clamp(0.0, 1000.0) as usize;
        for at in (0..count).map(|i| start + i as f64 * period) {
            let stop = (at + dash).min(end);
            if upright {
                self.down(from.0, at, stop, colour);
            } else {
                self.across(from.1, at, stop, colour);
            }
        }
    }

    pub fn path(&mut self, points: Vec<(f64, f64)>, css_width: f64, colour: Rgb) {
        if points.len() > 1 {
            let width = self.px(css_width);
            self.items.push(Item::Path { points, width, colour });
        }
    }

    /// The shape of an option, about as large as a disc of this radius.
    pub fn marker(&mut self, marker: Marker, (x, y): (f64, f64), css_radius: f64, colour: Rgb) {
        let r = self.px(css_radius);
        let corners: &[(f64, f64)] = match marker {
            Marker::Circle => {
                self.items.push(Item::Disc { at: (x, y), radius: r, colour });
                return;
            }
            Marker::Ring => {
                let hole = self.theme.colours().background;
                self.items.push(Item::Disc { at: (x, y), radius: 1.1 * r, colour });
                self.items.push(Item::Disc { at: (x, y), radius: 0.5 * r, colour: hole });
                return;
            }
            Marker::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Marker::Triangle => &[(0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)],
            Marker::TriangleDown => &[(0.0, 1.25), (-1.15, -0.85), (1.15, -0.85)],
            Marker::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
            Marker::Plus => {
                let (long, thin) = (1.3 * r, 0.45 * r);
                self.block(Rect { left: x - long, top: y - thin, right: x + long, bottom: y + thin }, colour);
                self.block(Rect { left: x - thin, top: y - long, right: x + thin, bottom: y + long }, colour);
                return;
            }
        };
        let points = corners.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect();
        self.items.push(Item::Shape { points, colour });
    }

    /// What stands there when there is nothing to draw.
    pub fn nothing(&mut self, room: Rect) {
        let at = ((room.left + room.right) / 2.0, (room.top + room.bottom) / 2.0);
        let colour = self.theme.colours().muted;
        self.text("No data", at, Anchor::Middle, colour);
    }
}

/// Paints a picture. `font` multiplies font sizes, for a backend that writes them smaller than asked.
pub(super) fn paint<DB: DrawingBackend>(
    items: &[Item],
    area: &DrawingArea<DB, Shift>,
    background: Rgb,
    font: f64,
) -> Result<(), ChartError> {
    area.fill(&rgb(background)).map_err(ChartError::backend)?;
    items.iter().try_for_each(|item| paint_item(item, area, font))
}

fn paint_item<DB: DrawingBackend>(item: &Item, area: &DrawingArea<DB, Shift>, font: f64) -> Result<(), ChartError> {
    let pixel = |&(x, y): &(f64, f64)| (x.round() as i32, y.round() as i32);
    match item {
        Item::Block { rect, colour } => {
            let (left, top) = pixel(&(rect.left, rect.top));
            // At least one pixel, so that a small value is not the same as none.
            let (right, bottom) = pixel(&(rect.right, rect.bottom));
            let corners = [(left, top), (right.max(left + 1), bottom.max(top + 1))];
            area.draw(&Rectangle::new(corners, filled(*colour)))
        }
        Item::Path { points, width, colour } => {
            let style =
                ShapeStyle { color: rgb(*colour).into(), filled: false, stroke_width: width.round().max(1.0) as u32 };
            area.draw(&PathElement::new(points.iter().map(pixel).collect::<Vec<_>>(), style))
        }
        Item::Shade { points, colour } => {
            let style = ShapeStyle { color: rgb(*colour).mix(SHADE), filled: true, stroke_width: 0 };
            area.draw(&Polygon::new(points.iter().map(pixel).collect::<Vec<_>>(), style))
        }
        Item::Shape { points, colour } => {
            area.draw(&Polygon::new(points.iter().map(pixel).collect::<Vec<_>>(), filled(*colour)))
        }
        Item::Disc { at, radius, colour } => {
            area.draw(&Circle::new(pixel(at), radius.round().max(1.0) as u32, filled(*colour)))
        }
        Item::Text { text, at, anchor, size, bold, colour } => {
            let h_pos = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let weight = if *bold { FontStyle::Bold } else { FontStyle::Normal };
            let font = (FontFamily::Name(FONT_FAMILY), *size * font, weight).into_font();
            let style = font.color(&rgb(*colour)).pos(Pos::new(h_pos, VPos::Center));
            area.draw_text(text, &style, pixel(at))
        }
    }
    .map_err(ChartError::backend)
}

fn rgb(colour: Rgb) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn filled(colour: Rgb) -> ShapeStyle {
    ShapeStyle { color: rgb(colour).into(), filled: true, stroke_width: 1 }
}
