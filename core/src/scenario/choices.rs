//! Choices: each value's word in files and links, and its name where it is chosen, once.
//!
//! A value that is added to an enum does not compile until it has its words here. Of an enum whose values hold something,
//! an enum beside it has their kinds.

use super::model::{
    AppliesTo, Conflicts, CreditPeriod, DistributionKind, Kind, NoteStatus, Routing, Sizing, WriteMode,
};

/// One of a few values.
pub trait Choice: Copy + PartialEq + 'static {
    /// All of them, in the order in which they are offered.
    const ALL: &'static [Self];
    /// What stands in for a missing word; none: it must be given.
    const DEFAULT: Option<Self>;
    /// Its word in a file.
    fn word(self) -> &'static str;
    /// What it is called where it is chosen.
    fn name(self) -> &'static str;
    /// The value of a word.
    ///
    /// ```
    /// use geode_core::scenario::{choices::Choice, model::Conflicts};
    /// assert_eq!(Conflicts::of_word("merge"), Some(Conflicts::Merge));
    /// assert_eq!(Conflicts::of_word("mergers"), None);
    /// ```
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Shapes of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// Everything in one region.
    SingleRegion,
    /// A primary and a standby.
    ActivePassive,
    /// Several regions that all serve.
    Geode,
}

impl From<&Kind> for OptionKind {
    fn from(kind: &Kind) -> OptionKind {
        match kind {
            Kind::SingleRegion { .. } => OptionKind::SingleRegion,
            Kind::ActivePassive { .. } => OptionKind::ActivePassive,
            Kind::Geode { .. } => OptionKind::Geode,
        }
    }
}

/// Who takes a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteKind {
    /// The serving region.
    Eventual,
    /// A majority of the voters.
    Quorum,
    /// The group's home.
    HomeRegion,
    /// One region.
    SingleWriter,
}

impl From<&WriteMode> for WriteKind {
    fn from(mode: &WriteMode) -> WriteKind {
        match mode {
            WriteMode::Eventual => WriteKind::Eventual,
            WriteMode::Quorum => WriteKind::Quorum,
            WriteMode::HomeRegion => WriteKind::HomeRegion,
            WriteMode::SingleWriter { .. } => WriteKind::SingleWriter,
        }
    }
}

/// How users are moved to another region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingKind {
    /// By names.
    Dns,
    /// By routes.
    Anycast,
}

impl From<&Routing> for RoutingKind {
    fn from(routing: &Routing) -> RoutingKind {
        match routing {
            Routing::Dns { .. } => RoutingKind::Dns,
            Routing::Anycast { .. } => RoutingKind::Anycast,
        }
    }
}

/// How much capacity each region gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizingKind {
    /// Everything.
    FullCopy,
    /// Its load after a loss.
    Survive,
}

impl From<&Sizing> for SizingKind {
    fn from(sizing: &Sizing) -> SizingKind {
        match sizing {
            Sizing::FullCopy => SizingKind::FullCopy,
            Sizing::Survive { .. } => SizingKind::Survive,
        }
    }
}

/// An enum at its path in a file, what stands in for a missing word; each value: its word and its name.
macro_rules! choices {
    ($($choice:ident at $path:literal, $default:expr; { $($value:ident: $word:literal, $name:literal;)+ })+) => {$(
        impl Choice for $choice {
            const ALL: &'static [Self] = &[$($choice::$value),+];
            const DEFAULT: Option<Self> = $default;
            fn word(self) -> &'static str {
                match self { $($choice::$value => $word),+ }
            }
            fn name(self) -> &'static str {
                match self { $($choice::$value => $name),+ }
            }
        }
    )+
        /// The word that stands in for a missing one at a path of a file; none where there is no choice, or one that must
        /// be given.
        pub fn default_at(path: &str) -> Option<&'static str> {
            match path {
                $($path => $choice::DEFAULT.map($choice::word),)+
                _ => None,
            }
        }

        /// Each choice: its path in a file and its words.
        #[cfg(test)]
        const PLACES: &[(&str, &[&str])] = &[$(($path, &[$($word),+])),+];
    };
}

choices! {
    OptionKind at "/options/{option}/kind", None; {
        SingleRegion: "single_region", "Single region";
        ActivePassive: "active_passive", "Active-passive";
        Geode: "geode", "Active-active";
    }
    WriteKind at "/options/{option}/writes/mode", Some(WriteKind::Eventual); {
        Eventual: "eventual", "where the user is served";
        Quorum: "quorum", "in a majority of regions";
        HomeRegion: "home_region", "in the user's home region";
        SingleWriter: "single_writer", "in one region";
    }
    Conflicts at "/options/{option}/writes/conflicts", Some(Conflicts::Unspecified); {
        Unspecified: "unspecified", "nobody has said";
        LastWriteWins: "last_write_wins", "the later one wins";
        Merge: "merge", "both are merged";
    }
    RoutingKind at "/failover/routing/kind", Some(RoutingKind::Dns); {
        Dns: "dns", "DNS";
        Anycast: "anycast", "anycast (one address)";
    }
    AppliesTo at "/common_mode/dependencies/{dependency}/applies_to", Some(AppliesTo::All); {
        All: "all", "every option";
        MultiRegion: "multi_region", "several regions only";
    }
    SizingKind at "/capacity/sizing/kind", Some(SizingKind::FullCopy); {
        FullCopy: "full_copy", "everything";
        Survive: "survive", "its load after a loss";
    }
    CreditPeriod at "/sla_credits/period", Some(CreditPeriod::Month); {
        Month: "month", "month";
        Quarter: "quarter", "quarter";
        Year: "year", "year";
    }
    NoteStatus at "/notes/{input}/status", Some(NoteStatus::Assumed); {
        Default: "default", "default";
        Assumed: "assumed", "assumed";
        Quoted: "quoted", "quoted";
        Measured: "measured", "measured";
    }
    DistributionKind at "/uncertainty/{uncertainty}/distribution/kind", None; {
        Normal: "normal", "normal";
        Lognormal: "lognormal", "lognormal";
        Uniform: "uniform", "uniform";
        Triangular: "triangular", "triangular";
        Pert: "pert", "PERT";
        Beta: "beta", "beta";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde_json::{Value, json};

    /// The texts at a path with placeholders.
    fn texts<'a>(value: &'a Value, path: &str) -> Vec<&'a str> {
        let parts = path.split('/').skip(1);
        let found = parts.fold(vec![value], |found, part| {
            let step = |value: &'a Value| -> Vec<&'a Value> {
                match (part.starts_with('{'), value) {
                    (true, Value::Array(items)) => items.iter().collect(),
                    (true, Value::Object(fields)) => fields.values().collect(),
                    _ => value.get(part).into_iter().collect(),
                }
            };
            found.into_iter().flat_map(step).collect()
        });
        found.into_iter().filter_map(Value::as_str).collect()
    }

    /// A link leaves out what stands in for a missing word, so a path that is wrong here would make links longer.
    #[test]
    fn choices_stand_where_they_say() {
        let text = include_str!("../../../tests/links/v1-every-field.json");
        let mut scenario = crate::scenario::restore::from_text(text).unwrap().scenario;
        crate::scenario::edit::add_credit_step(&mut scenario);
        let every_field = scenario.to_value();
        for (path, words) in PLACES {
            let found = texts(&every_field, path);
            assert!(!found.is_empty() && found.iter().all(|text| words.contains(text)), "{path}: {found:?}");
        }
        assert_eq!(default_at("/capacity/sizing/kind"), Some("full_copy"));
        assert_eq!(default_at("/options/{option}/kind"), None);
    }

    /// What is written is what is read: serde has the words of the model's own enums from their names.
    #[test]
    fn files_have_these_words() {
        fn same<C: Choice + Serialize>() {
            C::ALL.iter().for_each(|value| assert_eq!(json!(value), value.word()));
        }
        same::<Conflicts>();
        same::<AppliesTo>();
        same::<CreditPeriod>();
        same::<NoteStatus>();
        same::<DistributionKind>();
        let kind = |value: Value| value["kind"].as_str().unwrap().to_owned();
        for routing in [Routing::Dns { ttl_seconds: 1.0 }, Routing::Anycast { convergence_seconds: 1.0 }] {
            assert_eq!(kind(json!(routing)), RoutingKind::from(&routing).word());
        }
        for sizing in [Sizing::FullCopy, Sizing::Survive { losses: 1 }] {
            assert_eq!(kind(json!(sizing)), SizingKind::from(&sizing).word());
        }
        let single = WriteMode::SingleWriter { writer: "a".into(), writer_failover_minutes: 5.0 };
        for mode in [WriteMode::Eventual, WriteMode::Quorum, WriteMode::HomeRegion, single] {
            assert_eq!(json!(mode)["mode"], WriteKind::from(&mode).word());
        }
        for option in crate::scenario::presets::worked_example().options {
            assert_eq!(kind(json!(option)), OptionKind::from(&option.kind).word());
        }
    }
}
