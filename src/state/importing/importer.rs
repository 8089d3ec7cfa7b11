//! The importer of one file, or of several bills as one (`geode_import::worker`), ended when that goes.

use crate::state::program::{Program, ProgramEvent, once};
use js_sys::Array;
use std::rc::Rc;
use web_sys::File;

/// The page's link to it.
const LINK: &str = "importer";

/// What is heard of an importer.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Bytes that have been read, and of how many.
    Progress(f64, f64),
    /// What the file says, as `geode import` prints it; and what a person looks at before it is applied, as JSON.
    Said(String, String),
    /// A scenario with it applied, as JSON: see `geode_import::Session::apply`.
    Applied(String),
    /// Why it was not done; and of a table whose columns are not known its beginning, as JSON.
    Refused(String, String),
    /// There is no importer, or no more, for this reason; nothing more is heard.
    Ended(String),
}

impl Heard {
    fn of(event: ProgramEvent) -> Option<Heard> {
        let (word, message) = match event {
            ProgramEvent::Message(word, message) => (word, message),
            ProgramEvent::Ended(why) => return Some(Heard::Ended(why)),
        };
        let text = |at: u32| message.get(at).as_string().unwrap_or_default();
        let number = |at: u32| message.get(at).as_f64().unwrap_or_default();
        Some(match word.as_str() {
            "progress" => Heard::Progress(number(1), number(2)),
            "said" => Heard::Said(text(1), text(2)),
            "applied" => Heard::Applied(text(1)),
            "refused" => Heard::Refused(text(1), text(2)),
            _ => return None,
        })
    }
}

/// The importer of a file. Dropping it gives up what it is at.
pub struct Importer(Program);

impl Importer {
    /// Starts the importer. `heard` hears of it, also why there is none.
    pub fn start(heard: impl Fn(Heard) + 'static) -> Importer {
        Importer(Program::start(LINK, Rc::new(move |event| Heard::of(event).into_iter().for_each(&heard))))
    }

    /// Reads a file, or several bills as one; `asked` is what is said beside them (`geode_import::Asked`) as JSON.
    pub fn read(&self, files: &[File], asked: &str) {
        self.0.post(&read(files, asked));
    }

    /// Puts what the file says into a scenario, JSON as is the choice (`geode_import::Choice`).
    pub fn apply(&self, scenario: &str, choice: &str) {
        self.0.post(&Array::of3(&"apply".into(), &scenario.into(), &choice.into()));
    }
}

fn read(files: &[File], asked: &str) -> Array {
    Array::of3(&"read".into(), &files.iter().collect::<Array>(), &asked.into())
}

/// The report of a file, or why there is none, for a script.
pub fn report_of(file: &File, done: impl FnOnce(Result<String, String>) + 'static) {
    let answer = |event: ProgramEvent| match Heard::of(event)? {
        Heard::Said(report, _) => Some(Ok(report)),
        Heard::Refused(why, _) | Heard::Ended(why) => Some(Err(why)),
        Heard::Progress(..) | Heard::Applied(_) => None,
    };
    once(LINK, &read(std::slice::from_ref(file), "{}"), answer, done);
}
