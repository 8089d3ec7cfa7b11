//! One file, for a program that asks in text: what it says, and a scenario with that applied.

use crate::{Asked, Cause, Change, Choice, Left, Report, apply, import, together};
use geode_core::catalogue::Catalogue;
use geode_core::scenario::restore;
use serde::Serialize;
use std::io::Read;

/// One file, for a program that asks in text. It holds what the file says, never the file.
///
/// ```
/// use geode_core::{catalogue::Catalogue, scenario::presets};
/// let catalogue = Catalogue::read(include_str!("../../public/catalogue.txt"))?;
/// let mut session = geode_import::Session::default();
/// let said = session.read("costs.csv", "region,cost\nus-east-1,90000\n".as_bytes(), r#"{"currency": "USD"}"#, &catalogue).unwrap();
/// assert!(said.report.contains("\"monthly_cost\": 90000.0"));
/// let applied = session.apply(&presets::worked_example().to_json(), "{}", &catalogue)?;
/// assert!(applied.contains("$90,000"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Session {
    report: Option<Report>,
    countries: Vec<(String, String)>,
}

/// What a file says, as JSON.
#[derive(Debug)]
pub struct Said {
    /// The report that `geode import` prints.
    pub report: String,
    /// Its [`Review`](crate::report::Review).
    pub review: String,
}

/// The answer of [`Session::apply`].
#[derive(Serialize)]
struct Answer {
    scenario: String,
    changes: Vec<Change>,
    left: Vec<Left>,
    causes: Vec<(u64, Cause)>,
    names: Vec<String>,
}

impl Session {
    /// Says what countries are called in other languages than English: name and code.
    pub fn name_countries(&mut self, names: Vec<(String, String)>) {
        self.countries = names;
    }

    /// Reads the file. `asked` is an [`Asked`] as JSON.
    ///
    /// # Errors
    /// Why nothing of it is taken; and a [`Preview`](crate::Preview) as JSON, empty where there is none.
    pub fn read(
        &mut self,
        name: &str,
        input: impl Read,
        asked: &str,
        catalogue: &Catalogue,
    ) -> Result<Said, (String, String)> {
        self.read_as_one([(name.to_owned(), input)], asked, catalogue)
    }

    /// Reads several bills as one ([`together::one`]), as [`Session::read`] does a file.
    ///
    /// # Errors
    /// Also why they are not one.
    pub fn read_as_one<R: Read>(
        &mut self,
        files: impl IntoIterator<Item = (String, R)>,
        asked: &str,
        catalogue: &Catalogue,
    ) -> Result<Said, (String, String)> {
        self.report = None;
        let bare = |error: serde_json::Error| (format!("what is asked: {error}"), String::new());
        let mut asked: Asked = serde_json::from_str(asked).map_err(bare)?;
        asked.name_countries(self.countries.iter().cloned());
        let read = |(name, input): (String, R)| {
            import(&name, input, &asked, catalogue).map_err(|refused| {
                let preview = refused.preview.as_ref().and_then(|preview| serde_json::to_string(preview).ok());
                (refused.to_string(), preview.unwrap_or_default())
            })
        };
        let mut reports = files.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let report = match (reports.pop(), reports.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                reports.extend(last);
                together::one(&reports).map_err(|why| (why, String::new()))?
            }
        };
        let text = serde_json::to_string_pretty(&report).map_err(bare)?;
        let review = serde_json::to_string(&report.review).map_err(bare)?;
        self.report = Some(report);
        Ok(Said { report: text, review })
    }

    /// Puts what the file says into a scenario. `choice` is a [`Choice`] as JSON. The answer is
    /// `{"scenario": its JSON as text, "changes": [Change], "left": [Left], "causes": [[ROW, Cause]], "names": [NAME]}`, the last
    /// two as in [`Applied`](crate::Applied).
    ///
    /// # Errors
    /// Where nothing has been read, or the result is no valid scenario.
    pub fn apply(&self, scenario: &str, choice: &str, catalogue: &Catalogue) -> Result<String, String> {
        let report = self.report.as_ref().ok_or("nothing has been read")?;
        let choice: Choice = serde_json::from_str(choice).map_err(|error| format!("the choice: {error}"))?;
        let before = restore::from_saved(scenario).map_err(|refused| refused.to_string())?.scenario;
        let applied = apply(report, &before, &choice, catalogue).map_err(|refused| refused.to_string())?;
        let answer = Answer {
            scenario: applied.scenario.to_json(),
            changes: applied.applied,
            left: applied.left,
            causes: applied.causes,
            names: applied.names,
        };
        serde_json::to_string(&answer).map_err(|error| error.to_string())
    }
}
