//! The names of columns that files use for the same thing; compared without case, spaces and marks.

use geode_core::quantity::currency_code;

/// The region.
pub(crate) const REGION: &[&str] = &[
    "RegionId",
    "region",
    "region_code",
    "product_region_code",
    "ResourceLocation",
    "location",
    "Region name",
    "aws region",
];
/// Money.
pub(crate) const COST: &[&str] = &[
    "EffectiveCost",
    "costInBillingCurrency",
    "cost",
    "Cost ($)",
    "Subtotal ($)",
    "subtotal",
    "amount",
    "unblended cost",
    "monthly cost",
    "spend",
    "kosten",
    "coût",
    "costo",
];
/// The currency of the amounts of a row.
pub(crate) const CURRENCY: &[&str] = &["currency", "currency code", "billing currency", "BillingCurrency", "währung"];
/// The period that a row is of.
pub(crate) const PERIOD: &[&str] =
    &["month", "date", "day", "usage date", "period", "billing period", "invoice month", "monat", "datum"];
/// The country.
pub(crate) const COUNTRY: &[&str] = &[
    "country",
    "country id",
    "countryid",
    "country_code",
    "country code",
    "countryname",
    "clientCountryName",
    "name",
    "label",
    "x",
    "land",
    "pays",
    "país",
    "paese",
    "kraj",
    "ülke",
    "země",
    "maa",
    "страна",
    "国",
    "国家",
    "국가",
];
/// Active users, as Google Analytics calls them in many languages.
pub(crate) const ACTIVE: &[&str] = &[
    "active users",
    "aktive nutzer",
    "utilisateurs actifs",
    "usuarios activos",
    "utenti attivi",
    "usuários ativos",
    "utilizadores ativos",
    "actieve gebruikers",
    "aktywni użytkownicy",
    "aktiva användare",
    "aktive brukere",
    "aktive brugere",
    "aktiiviset käyttäjät",
    "aktivní uživatelé",
    "etkin kullanıcılar",
    "активные пользователи",
    "アクティブ ユーザー",
    "活跃用户",
    "활성 사용자",
];
/// People.
pub(crate) const USERS: &[&str] = &[
    "users",
    "visitors",
    "visits",
    "sessions",
    "nb_visits",
    "y",
    "nutzer",
    "besucher",
    "besuche",
    "utilisateurs",
    "visiteurs",
    "visites",
    "usuarios",
    "visitantes",
    "visitas",
    "utenti",
    "visite",
    "gebruikers",
    "bezoekers",
    "bezoeken",
    "wizyty",
    "unique visitors",
    "requests",
    "share",
    "weight",
];
/// The start of an incident.
pub(crate) const START: &[&str] = &[
    "customer_impact_start",
    "started_at",
    "downtime_start",
    "start",
    "begin",
    "start time",
    "created_at",
    "created",
    "detected_at",
    "Date-Time",
];
/// Its end.
pub(crate) const END: &[&str] = &[
    "customer_impact_end",
    "mitigated_at",
    "resolved_at",
    "downtime_end",
    "end",
    "ended_at",
    "end time",
    "closed_at",
    "resolved",
];
/// How bad it was.
pub(crate) const IMPACT: &[&str] = &["impact", "severity", "priority", "priority_name", "sev"];
/// Where it was, beside [`REGION`].
pub(crate) const REGIONS: &[&str] = &["regions", "affected regions", "affected_locations"];
/// What of one's own it hit.
pub(crate) const SERVICE: &[&str] = &["components", "services", "service", "service_name", "functionalities"];
/// One end of a round trip, the other, and its length.
pub(crate) const FROM: &[&str] = &["from", "source", "src", "from region", "source region"];
pub(crate) const TO: &[&str] = &["to", "destination", "dst", "to region", "destination region", "target"];
pub(crate) const SECONDS: &[&str] =
    &["rtt_s", "latency_s", "rtt (sec)", "latency (sec)", "rtt seconds", "latency seconds"];
pub(crate) const MS: &[&str] = &["ms", "rtt_ms", "latency_ms", "rtt", "latency", "rtt (ms)", "latency (ms)"];

/// The name of a column without the currency behind it, and that: `Cost (USD)`, `CostUSD`, `EffectiveCost in EUR`.
pub(crate) fn in_currency(name: &str) -> Option<(&str, String)> {
    let bare = name.trim().trim_end_matches([')', ']']);
    let code = bare.len().saturating_sub(3);
    let is_last = |part: &str| part.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_joined = bare.get(code..).is_some_and(is_last) && bare.get(..code)?.ends_with(|c: char| c.is_lowercase());
    let joined = is_joined.then(|| bare.split_at(code));
    let (what, word) = joined.or_else(|| bare.rsplit_once([' ', '(', '[', '_']))?;
    let what = what.trim_end_matches([' ', '(', '[', ',']);
    Some((what.strip_suffix(" in").unwrap_or(what), currency_code(word)?))
}

/// What a header may be known by. Not what stands in many a table that is none of ours: `name`, `x`, `y`, `to`.
pub(crate) const ALL: &[&[&str]] = &[
    REGION,
    COST,
    START,
    END,
    &[
        "country",
        "country_code",
        "countryid",
        "clientCountryName",
        "land",
        "pays",
        "país",
        "paese",
        "kraj",
        "ülke",
        "страна",
        "国",
        "国家",
        "국가",
        "visitors",
        "nb_visits",
        "x",
    ],
    &[
        "rtt_ms",
        "latency_ms",
        "from",
        "Event",
        "BilledCost",
        "ChargeCategory",
        "ContractCommitmentId",
        "lineItem/LineItemType",
    ],
];
