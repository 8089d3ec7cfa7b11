//! Fitting text: how wide it is, shortening, wrapping, and finding a free place for a label.

/// A rough width of `text` in pixels in the system's sans-serif at `size` pixels, for where nothing can measure:
/// exports of SVG and tests. It rather says too much than too little.
pub fn rough_width(text: &str, size: f64, bold: bool) -> f64 {
    let em: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' => 0.30,
            ' ' | '\u{a0}' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 0.37,
            'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '—' | '≥' | '≤' => 0.95,
            '+' | '−' | '<' | '>' | '=' | '×' | '~' => 0.80,
            'A'..='Z' => 0.70,
            // Scripts with square letters.
            c if c as u32 >= 0x1100 => 1.0,
            _ => 0.61,
        })
        .sum();
    em * size * if bold { 1.1 } else { 1.0 }
}

/// `text`, or as much of its beginning as fits into `room` pixels with an ellipsis after it.
pub(super) fn shorten(text: &str, room: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= room {
        return text.into();
    }
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let cut = |keep: usize| {
        let end = ends.get(keep).copied().unwrap_or(text.len());
        format!("{}…", text.get(..end).unwrap_or_default().trim_end())
    };
    let (mut fits, mut too_long) = (0, ends.len());
    while too_long - fits > 1 {
        let middle = (fits + too_long) / 2;
        if width(&cut(middle)) <= room {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    cut(fits)
}

/// `text` in lines of at most `room` pixels, broken between words; the last line allowed is shortened.
pub(super) fn wrap(text: &str, room: f64, lines: usize, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer) <= room {
            line = longer;
        } else if out.len() + 1 < lines {
            out.push(std::mem::replace(&mut line, word.into()));
        } else {
            // No further line: what stands here says that there was more.
            line = longer;
            break;
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    out.iter().map(|line| shorten(line, room, &width)).collect()
}

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// Whether two rectangles share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub fn holds(&self, other: &Rect) -> bool {
        other.left >= self.left && other.right <= self.right && other.top >= self.top && other.bottom <= self.bottom
    }

    /// The part of a segment inside; none if it passes by (Liang–Barsky).
    pub fn clip(&self, from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (p, q) in
            [(-dx, from.0 - self.left), (dx, self.right - from.0), (-dy, from.1 - self.top), (dy, self.bottom - from.1)]
        {
            if p == 0.0 {
                if q < 0.0 {
                    return None;
                }
            } else if p < 0.0 {
                enter = enter.max(q / p);
            } else {
                leave = leave.min(q / p);
            }
        }
        let at = |t: f64| (from.0 + t * dx, from.1 + t * dy);
        // Far ends leave rounding errors; what is inside stays inside.
        let inside = |(x, y): (f64, f64)| (x.min(self.right).max(self.left), y.min(self.bottom).max(self.top));
        (enter <= leave).then(|| (inside(at(enter)), inside(at(leave))))
    }
}

/// Moves the centres of labels of one column apart, by at least `gap`, within `top..=bottom`, each as near as may
/// be to where it wants to be. Order is kept. Labels that do not fit at all end up beyond the bottom.
pub(super) fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = wanted.iter().copied().enumerate().collect();
    crate::sorted::by(&mut order, |a, b| a.1.total_cmp(&b.1));
    // Groups of labels that touch: they stand `gap` apart around the mean of their wishes.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for &(_, y) in &order {
        let mut group = (y.clamp(top, bottom.max(top)), 1);
        while let Some(&(centre, n)) = groups.last() {
            let reach = gap * (n + group.1) as f64 / 2.0;
            if group.0 - centre >= reach {
                break;
            }
            groups.pop();
            let total = n + group.1;
            group = ((centre * n as f64 + group.0 * group.1 as f64) / total as f64, total);
            let half = gap * (total - 1) as f64 / 2.0;
            group.0 = group.0.min(bottom - half).max(top + half);
        }
        groups.push(group);
    }
    let places =
        groups.iter().flat_map(|&(centre, n)| (0..n).map(move |i| centre + gap * (i as f64 - (n as f64 - 1.0) / 2.0)));
    let mut out: Vec<(usize, f64)> = order.iter().zip(places).map(|(&(i, _), y)| (i, y)).collect();
    crate::sorted::by_key(&mut out, |(place, ..)| *place);
    out.into_iter().map(|(_, y)| y).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten_px(text: &str) -> f64 {
        10.0 * text.chars().count() as f64
    }

    #[test]
    fn shortening() {
        assert_eq!(shorten("Active-active", 130.0, ten_px), "Active-active");
        assert_eq!(shorten("Active-active", 80.0, ten_px), "Active-…");
        assert_eq!(shorten("Größe über alles", 60.0, ten_px), "Größe…");
        assert_eq!(shorten("abc", 0.0, ten_px), "…");
        assert_eq!(shorten("", 0.0, ten_px), "");
    }

    #[test]
    fn wrapping() {
        assert_eq!(wrap("one two three", 80.0, 3, ten_px), ["one two", "three"]);
        assert_eq!(wrap("one two three four", 70.0, 2, ten_px), ["one two", "three…"]);
        assert!(wrap("", 70.0, 2, ten_px).is_empty());
        assert_eq!(wrap("incomprehensible", 70.0, 2, ten_px), ["incomp…"]);
    }

    #[test]
    fn labels_move_apart_and_keep_their_order() {
        assert_eq!(spread(&[50.0, 10.0], 12.0, 0.0, 100.0), [50.0, 10.0]);
        assert_eq!(spread(&[50.0, 50.0], 12.0, 0.0, 100.0), [44.0, 56.0]);
        assert_eq!(spread(&[0.0, 1.0, 2.0], 10.0, 0.0, 100.0), [0.0, 10.0, 20.0]);
        let placed = spread(&[99.0, 100.0, 92.0, 500.0, 88.0], 10.0, 0.0, 100.0);
        let mut sorted = placed.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 10.0 - 1e-9), "{placed:?}");
        assert!(sorted[4] <= 100.0);
    }

    #[test]
    fn clipping() {
        let r = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        assert_eq!(r.clip((-10.0, 5.0), (20.0, 5.0)), Some(((0.0, 5.0), (10.0, 5.0))));
        assert_eq!(r.clip((2.0, 3.0), (4.0, 5.0)), Some(((2.0, 3.0), (4.0, 5.0))));
        assert_eq!(r.clip((-1.0, 0.0), (-1.0, 10.0)), None);
        assert_eq!(r.clip((5.0, 5.0), (5.0, 1e90)), Some(((5.0, 5.0), (5.0, 10.0))));
    }
}
