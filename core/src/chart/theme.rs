//! Colours of charts, shared with the style sheet, and the contrast arithmetic that keeps them readable.

use super::spec::Hue;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Relative luminance of WCAG 2.2, from 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let c = f64::from(byte) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio of WCAG 2.2 between two colours, from 1 to 21.
    ///
    /// ```
    /// use geode_core::chart::Rgb;
    /// assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
    /// ```
    pub fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour moved towards `other` by `part` (0 = this, 1 = other).
    fn mix(self, other: Rgb, part: f64) -> Rgb {
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
        Rgb(blend(self.0, other.0), blend(self.1, other.1), blend(self.2, other.2))
    }
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// What charts stand on.
    pub background: Rgb,
    /// Titles and values.
    pub ink: Rgb,
    /// Axis labels, reference lines and the baseline's line.
    pub muted: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// One colour an option (Okabe–Ito; lighter tints in the dark theme): blue, vermilion, bluish green,
    /// reddish purple, orange, sky.
    pub series: [Rgb; 6],
}

/// Light theme.
pub const LIGHT: Colours = Colours {
    background: Rgb(0xff, 0xff, 0xff),
    ink: Rgb(0x1b, 0x1f, 0x24),
    muted: Rgb(0x57, 0x60, 0x6a),
    grid: Rgb(0xe6, 0xe8, 0xeb),
    series: [
        Rgb(0x00, 0x72, 0xb2),
        Rgb(0xd5, 0x5e, 0x00),
        Rgb(0x00, 0x9e, 0x73),
        Rgb(0xcc, 0x79, 0xa7),
        Rgb(0xe6, 0x9f, 0x00),
        Rgb(0x56, 0xb4, 0xe9),
    ],
};

/// Dark theme.
pub const DARK: Colours = Colours {
    background: Rgb(0x14, 0x17, 0x1a),
    ink: Rgb(0xe8, 0xea, 0xed),
    muted: Rgb(0xa3, 0xab, 0xb3),
    grid: Rgb(0x2a, 0x2f, 0x35),
    series: [
        Rgb(0x4d, 0xa3, 0xdb),
        Rgb(0xf0, 0x81, 0x3a),
        Rgb(0x2f, 0xc2, 0x96),
        Rgb(0xde, 0x9c, 0xc0),
        Rgb(0xf0, 0xb5, 0x3c),
        Rgb(0x8c, 0xd0, 0xf5),
    ],
};

/// Smallest contrast of text (WCAG 2.2 AA).
const TEXT_CONTRAST: f64 = 4.5;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on near black.
    Dark,
}

impl Theme {
    /// The theme's colours.
    pub fn colours(self) -> &'static Colours {
        match self {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The colour of the option with this index. After six the colours repeat; shape and label still differ.
    pub fn series(self, index: usize) -> Rgb {
        let colours = self.colours();
        colours.series.get(index % colours.series.len()).copied().unwrap_or(colours.ink)
    }

    /// The colour of a hue.
    pub fn hue(self, hue: Hue) -> Rgb {
        match hue {
            Hue::Option(index) => self.series(index),
            Hue::Baseline => self.colours().muted,
        }
    }

    /// `colour` moved towards the ink just as far as text on the background needs (4.5:1).
    ///
    /// Orange and sky blue are fine as lines, but too pale as letters on white.
    pub fn text(self, colour: Rgb) -> Rgb {
        let colours = self.colours();
        (0..=20)
            .map(|step| colour.mix(colours.ink, f64::from(step) / 20.0))
            .find(|mixed| mixed.contrast(colours.background) >= TEXT_CONTRAST)
            .unwrap_or(colours.ink)
    }

    /// Black or white, whichever reads better on `fill`; the better of the two always has at least 4.5:1.
    pub fn text_on(fill: Rgb) -> Rgb {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        if fill.contrast(white) >= TEXT_CONTRAST || fill.contrast(white) > fill.contrast(black) { white } else { black }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_known_pairs() {
        assert!((Rgb(0x77, 0x77, 0x77).contrast(Rgb(255, 255, 255)) - 4.48).abs() < 0.01);
        assert!((Rgb(255, 0, 0).contrast(Rgb(255, 255, 255)) - 4.0).abs() < 0.01);
    }

    #[test]
    fn every_text_colour_reads() {
        for theme in [Theme::Light, Theme::Dark] {
            let c = theme.colours();
            for text in [c.ink, c.muted] {
                assert!(text.contrast(c.background) >= 4.5, "{theme:?} {text:?}");
            }
            for index in 0..8 {
                let line = theme.series(index);
                assert!(theme.text(line).contrast(c.background) >= 4.5, "{theme:?} {index}");
                assert!(Theme::text_on(line).contrast(line) >= 4.5, "{theme:?} {index}");
            }
        }
    }

    #[test]
    fn lines_stand_out_from_the_background() {
        for theme in [Theme::Light, Theme::Dark] {
            let c = theme.colours();
            // Orange and sky on white stay below the 3:1 of graphical objects, which is why a line never
            // speaks by colour alone: it has a label and a marker shape.
            let floor = if theme == Theme::Dark { 4.5 } else { 2.0 };
            for line in c.series {
                assert!(line.contrast(c.background) >= floor, "{theme:?} {line:?}");
            }
            assert!(c.grid.contrast(c.background) < 1.5, "the grid stays in the back");
        }
    }

    #[test]
    fn text_keeps_the_hue_where_it_can() {
        assert_eq!(Theme::Light.text(LIGHT.series[0]), LIGHT.series[0]);
        assert_ne!(Theme::Light.text(LIGHT.series[4]), LIGHT.series[4]);
        assert_ne!(Theme::Light.text(LIGHT.series[4]), LIGHT.ink);
    }
}
