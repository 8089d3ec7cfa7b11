//! Where a line chart draws: values to pixels.

use super::axis::Domain;
use super::text::Rect;

/// The plot and its two axes.
pub(super) struct Plot {
    pub rect: Rect,
    pub x: Domain,
    pub y: Domain,
    /// Kept free at both sides, so that markers of counted things do not stand on the frame.
    pub inset: f64,
}

impl Plot {
    pub fn x(&self, value: f64) -> Option<f64> {
        let at = self.x.place(value)?;
        Some(self.rect.left + self.inset + at * (self.rect.width() - 2.0 * self.inset))
    }

    pub fn y(&self, value: f64) -> Option<f64> {
        Some(self.rect.bottom - self.y.place(value)? * self.rect.height())
    }

    pub fn point(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        Some((self.x(x)?, self.y(y)?))
    }
}
