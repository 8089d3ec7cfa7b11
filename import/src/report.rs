//! What a file says: the report that `geode import` prints. Sections that a file does not speak of are absent.

use crate::bill::books::Books;
use crate::bill::prices::Prices;
use geode_core::report::replay::Logged;
use serde::Serialize;
use std::collections::BTreeSet;

/// Name and version of the report's format.
pub const SCHEMA: &str = "geode-planner/import";

/// What was understood of one file.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The version of the format.
    pub version: u32,
    /// The file's name, without its folder.
    pub file: String,
    /// Which format it was taken for.
    pub kind: String,
    /// The time that the used rows cover; null where neither the file nor the user says.
    pub period: Option<Period>,
    /// The currency of all money; null where the file names several, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Option<String>>,
    /// Which columns were taken, as the file writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Columns>,
    /// Every row of the file: used, or left out with the reason.
    pub rows: Rows,
    /// Money.
    #[serde(flatten)]
    pub bill: Option<Bill>,
    /// People.
    #[serde(flatten)]
    pub visitors: Option<Visitors>,
    /// Incidents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outages: Option<Outages>,
    /// Service level objectives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Vec<Target>>,
    /// Round trips.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<Vec<Latency>>,
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Which part of the file was asked for, in a few words; `None`: all of it.
    #[serde(skip)]
    pub part: Option<String>,
    /// What a bill says of prices by region, to be compared with those of a scenario.
    #[serde(skip)]
    pub(crate) prices: Option<Prices>,
    /// The rows whose question is answered and stands nowhere else.
    #[serde(skip)]
    pub(crate) answered: BTreeSet<u64>,
    /// A bill as it was added up, where others can be added to it.
    #[serde(skip)]
    pub(crate) books: Option<Box<Books>>,
    /// What a person looks at before anything is applied; no part of the file.
    #[serde(skip)]
    pub review: Review,
}

/// What a person looks at before anything is applied, where [`Asked`](crate::Asked) says that one will look.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Review {
    /// Of a bill: the accounts, services and tags by which a part of it can be chosen.
    pub parts: Vec<Part>,
    /// The incidents of a log, in its order.
    pub incidents: Vec<Incident>,
    /// The outages that count, for a replay; equal windows too, for they may have hit different regions.
    pub log: Vec<Logged>,
    /// What is asked about the file as a whole, or about objectives of it, with choices. Whether a person looks or not, and
    /// answered or not, so that another answer can be given; until it is answered it stands among the report's questions too.
    pub asked: Vec<Question>,
}

/// A column, or a key of tags, by which a part of a bill can be chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The column as the file writes it, or `tag:` and the key; as [`Asked::wheres`](crate::Asked) takes it.
    pub column: String,
    /// Its values, the largest first.
    pub values: Vec<PartValue>,
    /// How many more values there are.
    pub more: usize,
    /// What those cost.
    pub more_monthly: f64,
    /// What the rows without a value cost.
    pub without_monthly: f64,
}

/// What one value of a part costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartValue {
    /// The value.
    pub value: String,
    /// A month of 730 hours.
    pub monthly: f64,
}

/// One incident of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Incident {
    /// The line in the file, or the number in its list; as [`Asked::ticked`](crate::Asked) takes it.
    pub row: u64,
    /// What it was, as the log says.
    pub name: String,
    /// Its first moment; null where the log has none.
    pub start: Option<String>,
    /// The moment after its last; null where it had not ended.
    pub end: Option<String>,
    /// Its first moment and that after its last, in seconds since 1970; null where it has no length.
    pub window: Option<(i64, i64)>,
    /// Whether it counts as an outage.
    pub is_ticked: bool,
    /// Why it does not.
    pub why: Option<String>,
    /// What it hit, as the log says: regions, components, services.
    pub scope: String,
}

/// A stretch of time, in UTC.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Period {
    /// Its first moment.
    pub start: String,
    /// The moment after its last.
    pub end: String,
    /// Its length; where several periods apart were used, the sum of theirs.
    pub hours: f64,
}

/// The columns that were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Columns {
    /// That of money.
    pub cost: String,
    /// That of the region; null where the file has none.
    pub region: Option<String>,
}

/// Every row of a file; `used` and those left out add to `read`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Rows {
    /// Data rows, documents or projects.
    pub read: u64,
    /// Those that the figures follow from.
    pub used: u64,
    /// The sum of the used rows, in the unit of the file; only where rows have a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_sum: Option<f64>,
    /// Those left out.
    pub left_out: Vec<LeftOut>,
}

/// Rows that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// The reason.
    pub why: String,
    /// How many.
    pub rows: u64,
    /// Their sum, in the unit of the file; only where rows have a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<f64>,
}

/// Money of a month of 730 hours.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Bill {
    /// All of it; null where currencies differ.
    pub monthly_cost: Option<f64>,
    /// The part that stands in no region; null where currencies differ.
    pub monthly_cost_without_region: Option<f64>,
    /// The parts that do, largest first.
    pub monthly_cost_by_region: Vec<RegionCost>,
    /// One sum each, where currencies differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_currency: Vec<CurrencyCost>,
    /// Which shares of it grow with what; absent where the file has no category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Data sent from region to region; absent where the file names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Transfer>,
    /// How dear other regions are than the one that costs most, by what stands in both; absent where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_index: Vec<PriceIndex>,
}

/// How dear a region is, measured on what a bill has in two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PriceIndex {
    /// The region's id, without provider.
    pub region: String,
    /// That of the region whose index is 1.
    pub against: String,
    /// The geometric mean of the ratios of list prices, each with the weight of its cost.
    pub index: f64,
    /// How many SKUs stand in both.
    pub skus: u64,
    /// Which share of the region's cost those are.
    pub share_of_cost: f64,
}

/// Money of one region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionCost {
    /// The region's id, without provider.
    pub region: String,
    /// A month of 730 hours.
    pub monthly: f64,
}

/// Money in one currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurrencyCost {
    /// ISO 4217.
    pub currency: String,
    /// A month of 730 hours.
    pub monthly_cost: f64,
}

/// Shares of the monthly cost; they add to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Split {
    /// What serves requests.
    pub compute: f64,
    /// What holds data.
    pub storage: f64,
    /// What is paid whatever is served.
    pub fixed: f64,
}

/// Data sent from region to region in a month of 730 hours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Transfer {
    /// How much.
    pub gb_per_month: f64,
    /// At which price; null where nothing was sent.
    pub price_per_gb: Option<f64>,
}

/// Where people are.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Visitors {
    /// Those whose country is known.
    pub users: f64,
    /// The others.
    pub unplaced_users: f64,
    /// By country, largest first.
    pub users_by_country: Vec<CountryUsers>,
}

/// People of one country.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountryUsers {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// How many.
    pub users: f64,
    /// Of all whose country is known.
    pub share: f64,
    /// Of the revenue of all whose country is known; null where the file has none.
    pub revenue_share: Option<f64>,
}

/// Outages within the period.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Outages {
    /// Closed outages with a length; equal windows once.
    pub count: u64,
    /// The union of their times: overlaps count once.
    pub hours: f64,
    /// `hours` by the number of intervals left after merging; null without any.
    pub mttr_hours: Option<f64>,
    /// The median length of those intervals; null without any.
    pub median_hours: Option<f64>,
    /// How many of those intervals begin in 8760 hours; null where the period is not known.
    pub per_year: Option<f64>,
    /// 5th and 95th percentile of what their mean length is, if lengths are exponential; null of fewer than two.
    pub mttr_range_hours: Option<[f64; 2]>,
    /// 5th and 95th percentile of how many there are in 8760 hours, if they come at any time alike; null of fewer than two.
    pub per_year_range: Option<[f64; 2]>,
    /// 1 − hours ÷ the period's; null where the period is not known.
    pub availability: Option<f64>,
    /// Those that had not ended.
    pub open: u64,
    /// Those whose end is missing or not after the start.
    pub without_length: u64,
}

/// One objective.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// The document in the file, from 1.
    pub document: u64,
    /// Its name, as `--target` takes it.
    pub name: String,
    /// `ratio`, `timeslices`, `threshold` or `latency`.
    pub kind: &'static str,
    /// The share that has to be good.
    pub objective: f64,
    /// The same, where it is an availability: a ratio by occurrences.
    pub availability: Option<f64>,
    /// The limit, where the file states its unit and the objective is 0.95.
    pub p95_latency_ms: Option<f64>,
    /// Over which time, as written.
    pub window: Option<String>,
}

/// One round trip.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Latency {
    /// One end.
    pub from: String,
    /// The other end.
    pub to: String,
    /// The mean of the measurements.
    pub ms: f64,
    /// How many there were: both directions make two.
    pub measurements: u64,
}

/// Something that the file leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The line in the file, from 1; 0 where it is about the whole file.
    pub row: u64,
    /// What stands there.
    pub value: String,
    /// What `--answer ROW=CHOICE` may say.
    pub choices: Vec<String>,
}

impl Report {
    /// The rows of which something is asked, answered or not.
    pub fn asked_rows(&self) -> BTreeSet<u64> {
        let questions = self.questions.iter().chain(&self.review.asked);
        questions.map(|question| question.row).chain(self.answered.iter().copied()).collect()
    }

    /// Asks; what has been answered can be answered anew.
    pub(crate) fn ask(&mut self, question: Question, is_open: bool) {
        if is_open {
            self.questions.push(question.clone());
        }
        self.review.asked.push(question);
    }

    pub(crate) fn new(kind: impl Into<String>) -> Self {
        Report {
            schema: SCHEMA,
            version: 1,
            file: String::new(),
            kind: kind.into(),
            period: None,
            currency: None,
            columns: None,
            rows: Rows::default(),
            bill: None,
            visitors: None,
            outages: None,
            targets: None,
            latency_ms: None,
            questions: Vec::new(),
            warnings: Vec::new(),
            part: None,
            prices: None,
            answered: BTreeSet::new(),
            books: None,
            review: Review::default(),
        }
    }
}
