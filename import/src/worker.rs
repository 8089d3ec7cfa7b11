//! The importer in a worker of the page, one a file: it reads the file a piece at a time, so that neither the page nor the
//! memory has to hold it, and keeps what the file says. Whoever gives it up ends it; nothing is left of it then.
//!
//! It is asked and answers in lists whose first item says what they are:
//!
//! ```text
//! page → importer   "read", file, asked                 the file, or a list of bills to be one, and an `Asked` as JSON
//!                   "apply", scenario, choice           JSON both
//! importer → page   "ready"                             nothing is sent before it
//!                   "progress", bytes, of
//!                   "said", report, review              JSON both
//!                   "applied", answer                   as JSON, see `Session::apply`
//!                   "refused", text, preview            of a table whose columns are not known, as JSON; else empty
//!                   "panic", text                       the program there has ended
//! ```

use crate::Session;
use geode_browser::countries;
use geode_browser::worker::{hear, say, scope, tell_of_panics, text};
use geode_core::catalogue::{self, Catalogue, LANGUAGES};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::io::{Error, Read};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileReaderSync, Response};

/// Bytes that are read at once.
const PIECE: f64 = (4 << 20) as f64;
/// The largest file: above it a query brings the same sums in a second.
const MAX_FILE: f64 = 2e9;

/// Serves the page as long as it lives.
pub fn serve() {
    tell_of_panics();
    spawn_local(async {
        match catalogue().await {
            Ok(catalogue) => {
                let mut session = Session::default();
                let codes = catalogue.countries().iter().map(|country| country.code.as_str());
                session.name_countries(countries::names(LANGUAGES.split(' '), codes));
                let session = RefCell::new(session);
                hear(move |what, message| answer(what, message, &session, catalogue));
            }
            Err(error) => say("panic", &[error.into()]),
        }
    });
}

/// The catalogue beside the page's files, which scenarios are filled in from too.
async fn catalogue() -> Result<&'static Catalogue, String> {
    let lost = |_: JsValue| "the catalogue of regions and countries could not be loaded".to_owned();
    let answer = JsFuture::from(scope().fetch_with_str("catalogue.txt")).await.map_err(lost)?;
    let response: Response = answer.unchecked_into();
    let text = JsFuture::from(response.text().map_err(lost)?).await.map_err(lost)?;
    catalogue::provide(text.as_string().unwrap_or_default());
    catalogue::provided().ok_or_else(|| "the catalogue of regions and countries cannot be read".to_owned())
}

fn answer(what: &str, message: &Array, session: &RefCell<Session>, catalogue: &Catalogue) {
    let done = match what {
        "read" => read(&message.get(1), &text(message, 2), session, catalogue),
        "apply" => {
            let applied = session.borrow().apply(&text(message, 1), &text(message, 2), catalogue);
            applied.map(|answer| say("applied", &[answer.into()])).map_err(|refused| (refused, String::new()))
        }
        _ => return,
    };
    if let Err((refused, preview)) = done {
        say("refused", &[refused.into(), preview.into()]);
    }
}

fn read(
    files: &JsValue,
    asked: &str,
    session: &RefCell<Session>,
    catalogue: &Catalogue,
) -> Result<(), (String, String)> {
    let bare = |text: &str| (text.to_owned(), String::new());
    let files: Vec<File> = match files.dyn_ref::<Array>() {
        Some(several) => several.iter().map(JsCast::unchecked_into).collect(),
        None => vec![files.clone().unchecked_into()],
    };
    let all = files.iter().fold(0.0, |sum, file| sum + file.size());
    let (mut pieces, mut before) = (Vec::new(), 0.0);
    for file in &files {
        if file.size() > MAX_FILE {
            return Err(bare("is larger than 2 GB, expected a smaller file, or the answer of a query"));
        }
        let one = Pieces::of(file, (before, all)).map_err(|error| bare(&error.to_string()))?;
        pieces.push((file.name(), one));
        before += file.size();
    }
    let said = session.borrow_mut().read_as_one(pieces, asked, catalogue)?;
    say("said", &[said.report.into(), said.review.into()]);
    Ok(())
}

/// A file, read a piece at a time; each one is told.
struct Pieces<'f> {
    file: &'f File,
    reader: FileReaderSync,
    next: f64,
    piece: Vec<u8>,
    at: usize,
    /// Bytes of the files before it, and of all.
    of: (f64, f64),
}

impl<'f> Pieces<'f> {
    fn of(file: &'f File, of: (f64, f64)) -> Result<Self, Error> {
        let reader = FileReaderSync::new().map_err(|_| Error::other("this browser reads no files in a worker"))?;
        Ok(Pieces { file, reader, next: 0.0, piece: Vec::new(), at: 0, of })
    }

    fn load(&mut self) -> Result<(), JsValue> {
        let end = (self.next + PIECE).min(self.file.size());
        let bytes = self.reader.read_as_array_buffer(&self.file.slice_with_f64_and_f64(self.next, end)?)?;
        self.piece = Uint8Array::new(&bytes).to_vec();
        (self.next, self.at) = (end, 0);
        say("progress", &[(self.of.0 + end).into(), self.of.1.into()]);
        Ok(())
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.piece.len() && self.next < self.file.size() {
            // It was moved or changed meanwhile, or there is no right to it any more.
            self.load().map_err(|_| Error::other("the browser cannot read it any more"))?;
        }
        let read = self.piece.get(self.at..).unwrap_or_default().read(buffer)?;
        self.at += read;
        Ok(read)
    }
}
