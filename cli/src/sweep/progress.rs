//! How far a sweep is, on a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};

/// A bar on the error stream, or nothing where that is no terminal or the answers go to one.
pub struct Progress {
    bar: ProgressBar,
    rows: u64,
}

impl Progress {
    /// Of so much that is to be read; none where nobody knows.
    pub fn new(total: Option<u64>) -> Progress {
        let bar = match (io::stderr().is_terminal() && !io::stdout().is_terminal(), total) {
            (false, _) => ProgressBar::hidden(),
            (true, Some(total)) => {
                ProgressBar::new(total).with_style(style("{bar:40} {percent:>3} % {msg} {eta} left"))
            }
            (true, None) => ProgressBar::no_length().with_style(style("{spinner} {msg} {elapsed}")),
        };
        Progress { bar, rows: 0 }
    }

    /// More rows have been answered, of what has been read.
    pub fn advance(&mut self, rows: u64, read: u64) {
        self.rows += rows;
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{} rows", self.rows));
            self.bar.set_position(read);
        }
    }

    /// All has been.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
