//! A backend that measures text by a function of ours.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

/// Wraps a plotters backend and takes the width of texts from a closure.
///
/// In the browser plotters measures each text by adding an element to the page, which forces a layout and needs
/// inline styles to be allowed. All chart layout here asks `estimate_text_size`, so that with this wrapper a
/// cached `measureText` of a canvas answers instead.
///
/// The closure gets the text, the font size in pixels of the backend and whether it is bold, and returns the
/// width in the same pixels; the family is [`FONT_FAMILY`](super::FONT_FAMILY).
///
/// ```
/// use geode_core::chart::{Measured, rough_width};
/// use plotters::prelude::{IntoDrawingArea, SVGBackend};
/// let mut file = String::new();
/// let area = Measured::new(SVGBackend::with_string(&mut file, (640, 360)), rough_width).into_drawing_area();
/// # drop(area);
/// ```
pub struct Measured<DB, F> {
    inner: DB,
    measure: F,
}

impl<DB: DrawingBackend, F: Fn(&str, f64, bool) -> f64> Measured<DB, F> {
    /// Wraps `inner`; it is drawn on as before, and dropped with the drawing area.
    pub fn new(inner: DB, measure: F) -> Self {
        Measured { inner, measure }
    }
}

/// What a drawing call of the wrapped backend returns.
type Drawn<DB> = Result<(), DrawingErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl<DB: DrawingBackend, F: Fn(&str, f64, bool) -> f64> DrawingBackend for Measured<DB, F> {
    type ErrorType = DB::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<DB> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<DB> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<DB> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<DB> {
        self.inner.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn<DB> {
        self.inner.draw_rect(a, b, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<DB> {
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn<DB> {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn<DB> {
        self.inner.fill_polygon(vert, style)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, pos: BackendCoord) -> Drawn<DB> {
        self.inner.draw_text(text, style, pos)
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        let size = style.size();
        let width = (self.measure)(text, size, matches!(style.style(), FontStyle::Bold));
        // A cast saturates, so that a measure gone wrong cannot overflow.
        Ok((width.ceil() as u32, (size * 1.2).ceil() as u32))
    }

    fn blit_bitmap(&mut self, pos: BackendCoord, size: (u32, u32), src: &[u8]) -> Drawn<DB> {
        self.inner.blit_bitmap(pos, size, src)
    }
}
