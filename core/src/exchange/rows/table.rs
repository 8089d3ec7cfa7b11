//! A whole table of rows in memory, answered in steps: what the page asks its worker.

use super::text::Lines;
use super::{Answers, Chunk, Next, Plan, Records};
use crate::engine::figures::Needs;
use crate::planning::sweep::{Asked, Base};
use crate::planning::{MAX_AT_ONCE, Progress, Running, bytes_of, work};
use crate::scenario::restore::{Fault, Refused};

/// What the rows are called in messages.
const SOURCE: &str = "rows";
/// Most rows of a step.
const MOST: u64 = 64;
/// Most bytes of rows: all of them and their answers are held in memory.
const MOST_BYTES: usize = 1 << 26;

/// A CSV table of rows that is being answered.
///
/// ```
/// use geode_core::exchange::rows::Table;
/// use geode_core::scenario::presets;
/// let (base, rows) = (presets::worked_example().to_json(), "/revenue/monthly\n1e7\nmuch\n");
/// let mut table = Table::new(&base, rows.into(), "single/rigorous/npv").unwrap();
/// while table.step().unwrap() {}
/// let expected = "/revenue/monthly,single/rigorous/npv,repairs,error\n1e7,0,0,\n\
///                 much,,0,\"/revenue/monthly: is \"\"much\"\", expected a number from 0 to 1e13\"\n";
/// assert_eq!(table.answers(), expected);
/// ```
pub struct Table {
    plan: Plan,
    records: Records,
    rows: String,
    /// So much of the rows is used.
    used: usize,
    answers: Lines,
    /// Rows of a step.
    at_once: u64,
    failed: Option<Refused>,
}

impl Table {
    /// Of a base, rows with a header, and a list of figures, as `geode sweep` takes them.
    ///
    /// # Errors
    /// A base that is no scenario, figures that there are not, a header that is wrong, rows of more than 64 MiB.
    pub fn new(base: &str, rows: String, figures: &str) -> Result<Table, Refused> {
        if rows.len() > MOST_BYTES {
            let (wrong, expected) =
                (format!("are {} bytes", rows.len()), format!("at most {MOST_BYTES}: use the command"));
            return Err(Refused(vec![Fault { path: SOURCE.into(), wrong, expected }]));
        }
        let base = Base::read(base.as_bytes())?;
        let asked = Asked::parse(figures, &base)?;
        let mut records = Records::new(SOURCE);
        let (used, next) = records.next(rows.as_bytes(), true)?;
        let Next::Record(count) = next else { return Err(records.no_header()) };
        let names = records.header(count)?;
        let plan = Plan::new(base, asked, names, true)?;
        let at_once = match plan.sweep.needs() {
            Needs::Years | Needs::Target | Needs::Credits => 1,
            Needs::Headline | Needs::P95 | Needs::Full => {
                (MAX_AT_ONCE / work(plan.sweep.base().problem()).max(1)).clamp(1, MOST)
            }
        };
        let answers = Lines::header(&plan);
        Ok(Table { plan, records, rows, used, answers, at_once, failed: None })
    }

    /// Answers the next rows; says whether there may be more.
    ///
    /// # Errors
    /// A record that is too long.
    pub fn step(&mut self) -> Result<bool, Refused> {
        let mut chunk = Chunk::default();
        let mut has_more = true;
        while has_more && (chunk.len() as u64) < self.at_once {
            let rest = self.rows.as_bytes().get(self.used..).unwrap_or_default();
            let (used, next) = self.records.next(rest, true)?;
            self.used += used;
            match next {
                Next::Record(count) => self.records.row(count, &mut chunk),
                Next::Wait | Next::End => has_more = false,
            }
        }
        let Table { plan, answers, .. } = self;
        Answers::new(plan).each(&chunk, &mut |given, answer| answers.csv(plan, &chunk, given, answer));
        Ok(has_more)
    }

    /// The answers so far, as `geode sweep` prints them.
    pub fn answers(&self) -> &str {
        // What is written is text: what is none was replaced.
        std::str::from_utf8(&self.answers.bytes).unwrap_or_default()
    }
}

/// Its answer is a `Result<String, String>` in bytes.
impl Running for Table {
    fn step(&mut self) -> bool {
        match Table::step(self) {
            Ok(has_more) => has_more,
            Err(refused) => {
                self.failed = Some(refused);
                false
            }
        }
    }

    fn progress(&self) -> Progress {
        Progress { done: self.used, of: self.rows.len() }
    }

    fn answer(&mut self) -> Vec<u8> {
        bytes_of(&match &self.failed {
            Some(refused) => Err(refused.to_string()),
            None => Ok(self.answers()),
        })
    }
}
