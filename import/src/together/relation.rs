//! What a bill is to others beside it, and the words for that.

/// Files that are named one by one; of more the first, and how many others there are.
const MOST_TOLD: usize = 4;

/// What a bill is to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Another kind, currency or part.
    Other,
    /// Other months of the same bill.
    Months,
    /// Other months, of other accounts: neither is whole.
    Mixed,
    /// The same months, of other accounts.
    Accounts,
    /// The same months, and by its name another part of one export.
    Numbered,
    /// The same months and the same figures.
    Copy,
    /// The same months, and nothing that tells them apart.
    SameTime,
}

impl Relation {
    /// Whether both can be added once somebody says that they are parts of one.
    pub(super) fn is_of_one(self) -> bool {
        matches!(self, Relation::Months | Relation::Accounts | Relation::Numbered)
    }

    /// What other files are: "a.csv and b.csv are …", "a.csv, b.csv, c.csv and 9 others are …".
    pub(super) fn words(self, files: &[&str]) -> String {
        let told = if files.len() > MOST_TOLD { MOST_TOLD - 1 } else { files.len() };
        let (named, others) = files.split_at(told);
        let names = match (named, others.len()) {
            ([one], 0) => (*one).to_owned(),
            ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
            (_, others) => format!("{} and {others} others", named.join(", ")),
        };
        let (one, several) = self.said();
        format!("{names} {}", if files.len() > 1 { several } else { one })
    }

    /// What is said of one other file, and of several.
    fn said(self) -> (&'static str, &'static str) {
        match self {
            Relation::Other => (
                "is another bill: nothing is added, and applied one after the other the last that has a number counts for it",
                "are other bills: nothing is added, and applied one after the other the last that has a number counts for it",
            ),
            Relation::Months => {
                ("is taken for other months of the same bill", "are taken for other months of the same bill")
            }
            Relation::Mixed => (
                "is of other accounts and other months: nothing is added",
                "are of other accounts and other months: nothing is added",
            ),
            Relation::Accounts => (
                "is of the same months and of other accounts: nothing is added unless you say that both are this system",
                "are of the same months and of other accounts: nothing is added unless you say that all are this system",
            ),
            Relation::Numbered => (
                "is of the same months, and by its name another part of one export: nothing is added unless you say so",
                "are of the same months, and by its name each is another part of one export: nothing is added unless you say so",
            ),
            Relation::Copy => (
                "covers the same time with the same sums: a copy, of which nothing is added",
                "cover the same time with the same sums: copies, of which nothing is added",
            ),
            Relation::SameTime => (
                "covers the same time: a copy, or a part of one bill? Nothing is added, since no account and no number in \
                 their names tells them apart; of parts, make one file first",
                "cover the same time: copies, or parts of one bill? Nothing is added, since no account and no number in \
                 their names tells them apart; of parts, make one file first",
            ),
        }
    }
}
