//! Where people are: shares of those whose country is known, and who is not placed.

use crate::{asked, assert_close, left, read};
use geode_import::Asked;
use geode_import::report::{CountryUsers, Report};

fn country<'r>(report: &'r Report, code: &str) -> &'r CountryUsers {
    let countries = &report.visitors.as_ref().unwrap().users_by_country;
    countries.iter().find(|one| one.country == code).unwrap_or_else(|| panic!("no {code} in {countries:?}"))
}

const ANALYTICS: &str = "# ----------------\n# Demographic details: Country\n# All Users\n# Start date: 20261001\n\
    # End date: 20261031\nCountry,Active users,Engagement rate,Total revenue\nUnited States,600,0.6,30\n\
    (other),150,0,0\nCôte d’Ivoire,100,0.6,10\nMyanmar (Burma),50,0.5,0\nCongo - Kinshasa,30,0.5,0\n\
    Bosnia & Herzegovina,20,0.5,0\nChina,200,0.006,0\n,12,0,0\n(not set),8,0,0\nNiger,0,0,0\n\n\
    # Another table\nCity,Active users\nParis,5\n";

#[test]
fn analytics_names_countries_in_its_own_way() {
    let report = read(ANALYTICS);
    assert_eq!((report.kind.as_str(), report.rows.read), ("ga4", 10));
    let period = report.period.as_ref().unwrap();
    assert_eq!((period.start.as_str(), period.end.as_str()), ("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"));
    let visitors = report.visitors.as_ref().unwrap();
    assert_eq!((visitors.users, visitors.unplaced_users), (1000.0, 170.0));
    assert_eq!(left(&report, "not placed"), (3, Some(170.0)));
    assert_close(country(&report, "US").share, 0.6);
    assert_close(country(&report, "US").revenue_share.unwrap(), 0.75);
    for (code, users) in [("CI", 100.0), ("MM", 50.0), ("CD", 30.0), ("BA", 20.0), ("NE", 0.0)] {
        assert_eq!(country(&report, code).users, users, "{code}");
    }
    assert!(report.warnings.iter().any(|warning| warning.starts_with("China: 200 users")));
    assert_eq!(report.questions, []);
}

#[test]
fn revenue_of_0_is_no_share() {
    let report = read(ANALYTICS.replace(",30\n", ",0\n").replace(",10\n", ",0\n"));
    assert_eq!(country(&report, "US").revenue_share, None);
}

/// An exploration ends in a row of totals that has one cell more than the header.
#[test]
fn totals_of_an_exploration_are_no_country() {
    let report =
        read("# Free form\n# 20260723-20260922\nCountry,Active users\n,1500,Grand total\nGermany,1000\nFrance,500\n");
    assert_eq!((report.rows.used_sum, left(&report, "totals row")), (Some(1500.0), (1, Some(1500.0))));
    assert_close(country(&report, "DE").share, 2.0 / 3.0);
    assert_eq!(report.period.as_ref().unwrap().start, "2026-07-23T00:00:00Z");
}

#[test]
fn what_could_be_two_countries_is_asked() {
    let file = "country,visitors\nKorea,40\nNigeria,60\n";
    let report = read(file);
    assert_eq!(report.visitors.as_ref().unwrap().users, 60.0);
    let question = report.questions.first().unwrap();
    assert_eq!((question.row, question.value.as_str()), (2, "Korea"));
    assert_eq!(
        {
            let mut both = question.choices.clone();
            both.sort();
            both
        },
        ["KP", "KR"]
    );
    let answers = [(2, "KR".to_owned())].into();
    let answered = asked(file, &Asked { answers, ..Asked::default() }).unwrap();
    assert_close(country(&answered, "KR").share, 0.4);
    assert_eq!(answered.questions, []);
}

#[test]
fn other_tools_have_their_own_columns() {
    let plausible = read("name,visitors\nGermany,30\nNorway,10\n");
    assert_eq!((plausible.kind.as_str(), country(&plausible, "NO").users), ("plausible", 10.0));
    // One row a day and town.
    let daily = read(
        "\"date\",\"country\",\"region\",\"city\",\"visitors\",\"pageviews\"\n2026-01-01,NA,,1,3,9\n2026-01-02,NA,,2,4,9\n",
    );
    assert_eq!((daily.kind.as_str(), country(&daily, "NA").users), ("plausible", 7.0));
    let umami = read("x,y\nNO,4\nUS,12\n");
    assert_eq!((umami.kind.as_str(), country(&umami, "US").share), ("umami", 0.75));
    let matomo = "label,nb_visits,nb_actions\nSpain,9,20\nUnknown,1,1\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(matomo.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let matomo = read(utf16);
    assert_eq!((matomo.kind.as_str(), country(&matomo, "ES").users), ("matomo", 9.0));
    assert_eq!(matomo.visitors.as_ref().unwrap().unplaced_users, 1.0);
    let cloudflare = read(
        r#"{"data":{"viewer":{"zones":[{"httpRequests1dGroups":[
            {"sum":{"countryMap":[{"clientCountryName":"US","requests":70},{"clientCountryName":"T1","requests":5}]}},
            {"sum":{"countryMap":[{"clientCountryName":"US","requests":10},{"clientCountryName":"BR","requests":20}]}}]}]}}}"#,
    );
    assert_eq!((cloudflare.kind.as_str(), country(&cloudflare, "US").share), ("cloudflare", 0.8));
    assert_eq!(cloudflare.visitors.as_ref().unwrap().unplaced_users, 5.0);
}
