//! Where people are: shares of those whose country is known, and who is not placed.

use crate::{CATALOGUE, asked, assert_close, left, read};
use geode_core::scenario::presets;
use geode_import::report::{CountryUsers, Report};
use geode_import::{Asked, Choice, apply};

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
    // "China: 200 users of whom 0.006 engage", which reads like a number of people.
    let machines = "China: 200 users, of whom 0.6 % engage: these may be machines".to_owned();
    assert!(report.warnings.contains(&machines), "{:?}", report.warnings);
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

/// A report of a German account was a table with columns that are not known, and so were its countries.
#[test]
fn analytics_speaks_many_languages() {
    let german = "# ----------------------------------------\n# Demografische Details: Land\n# Konto: Laden\n\
        # ----------------------------------------\n#\n# Alle Nutzer\n# Startdatum: 20261001\n# Enddatum: 20261031\n\
        Land,Aktive Nutzer,Neue Nutzer,Gesamtumsatz\nDeutschland,600,5,\"30,00\"\nVereinigte Staaten,300,5,\"10,00\"\nAT,100,5,0\n";
    let report = read(german);
    assert_eq!((report.kind.as_str(), report.period.as_ref().unwrap().hours), ("ga4", 744.0));
    assert_eq!(report.visitors.as_ref().unwrap().users_by_country.len(), 1);
    let said = "no countries that are known: Deutschland, Vereinigte Staaten (names in other languages than English are not known here, ISO codes are)";
    assert!(report.warnings.contains(&said.to_owned()), "{:?}", report.warnings);
    // The page knows them by its browser.
    let mut beside = Asked::default();
    let names = [("Deutschland", "DE"), ("Vereinigte Staaten", "US"), ("Kongo", "CD"), ("Kongo", "CG")];
    beside.name_countries(names.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())));
    let known = asked(german.replace("AT,", "Kongo,"), &beside).unwrap();
    assert_eq!((country(&known, "DE").users, country(&known, "US").users), (600.0, 300.0));
    assert_close(country(&known, "US").revenue_share.unwrap(), 0.25);
    assert_eq!(known.visitors.as_ref().unwrap().unplaced_users, 100.0);
    let french = read("Pays,Utilisateurs actifs\nFrance,3\nMaroc,1\n");
    assert_eq!((french.kind.as_str(), french.visitors.unwrap().unplaced_users), ("ga4", 1.0));
    // Matomo's, translated.
    assert_eq!(read("Land,Besuche,Aktionen\nFrance,3,9\n").visitors.unwrap().users, 3.0);
}

/// Of a table with users and sessions the users were taken in silence.
#[test]
fn of_two_columns_of_people_one_is_asked_for() {
    let file = "country,sessions,users\nDE,300,100\nFR,100,100\n";
    let report = read(file);
    let question = &report.questions[0];
    assert_eq!((question.row, question.choices.join(" ")), (0, "sessions users".into()));
    let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    assert_eq!((applied.applied.len(), applied.left[0].why.as_str()), (0, "which column counts the people?"));
    let said = Asked { answers: [(0, "sessions".into())].into(), ..Asked::default() };
    let report = asked(file, &said).unwrap();
    assert_close(country(&report, "DE").share, 0.75);
    assert_eq!((report.questions.len(), report.review.asked.len()), (0, 1));
    // What is said of a column goes before any other of its kind.
    let said = Asked { columns: vec![("users".into(), "sessions".into())], ..Asked::default() };
    assert_eq!(asked(file, &said).unwrap().visitors.unwrap().users, 400.0);
    let active = asked("Country,Active users,sessions\nDE,1,2\n", &said).unwrap();
    assert_eq!(active.visitors.unwrap().users, 2.0);
    assert_eq!(read("\"date\",\"country\",\"visitors\",\"visits\",\"bounces\"\n2026-01-01,DE,3,9,1\n").questions, []);
}

/// Any file that begins with a comment was one of Google Analytics.
#[test]
fn a_comment_is_no_mark_of_google() {
    assert_eq!(read("# exported by hand\ncountry,users\nDE,3\n").kind, "table");
    assert_eq!(read("# 20260723-20260922\ncountry,users\nDE,3\n").kind, "ga4");
}

/// People of no known country went where the others are: 20 % of them were spread over Germany and Japan.
#[test]
fn the_rest_is_elsewhere() {
    let report = read(
        "# Start date: 20261001\n# End date: 20261031\nCountry,Active users,Total revenue\nGermany,600,30\nJapan,200,10\n(other),200,5\n",
    );
    let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    let groups = &applied.scenario.user_groups;
    let shares: Vec<_> = groups.iter().map(|group| (group.id.as_str(), (group.share * 1e9).round() / 1e9)).collect();
    assert_eq!(shares, [("de", 0.6), ("jp", 0.2), ("elsewhere", 0.2)]);
    assert_close(groups[0].revenue_share.unwrap(), 0.6);
    assert_eq!((groups[2].revenue_share, groups[2].location.is_none()), (None, true));
    let of = |group: &str| applied.scenario.user_latency_ms[group]["us-east"];
    assert_close(of("elsewhere"), 0.75 * of("de") + 0.25 * of("jp"));
    assert!(
        applied.applied[0]
            .becomes
            .ends_with("20 % in no country that is known are Elsewhere, at the mean latency of the others"),
        "{:?}",
        applied.applied
    );
    assert!(applied.applied[0].becomes.starts_with("3 groups"));
}

/// The totals of some exports have no name: half of all users were elsewhere.
#[test]
fn totals_without_a_name_are_no_users() {
    let report = read("Country,Active users\n,990\nGermany,600\nJapan,300\n(not set),100\n");
    assert_eq!((left(&report, "totals row"), left(&report, "not placed")), ((1, Some(990.0)), (1, Some(100.0))));
    assert_eq!(report.visitors.unwrap().unplaced_users, 100.0);
    let small = read("Country,Active users\n,12\nGermany,600\n");
    assert_eq!((left(&small, "totals row").0, left(&small, "not placed").0), (0, 1));
}

/// Matomo's scheduled reports hold a table for each of their parts, under its title: the first was taken for the countries.
#[test]
fn of_a_scheduled_report_the_countries_are_read() {
    let report = read(
        "Rapport du site\nJanvier 2026\n\nNavigateur\nlabel,nb_visits,nb_actions\nFirefox,70,90\nChrome,30,40\n\n\
         Pays\nlabel,nb_visits,nb_actions\nFrance,60,80\nSpain,40,50\n\nVille\nlabel,nb_visits,nb_actions\nParis,60,80\n",
    );
    assert_eq!((report.kind.as_str(), report.rows.read, report.rows.used_sum), ("matomo", 2, Some(100.0)));
    assert_close(country(&report, "FR").share, 0.6);
    let alone = read("Land\nLand,Besuche\nFrance,60\n\nSpain,40\n");
    assert_eq!(alone.rows.used_sum, Some(100.0));
}

/// Matomo's `metadata_code` was passed over: of a German account nobody was placed, and "Congo" was asked about beside the
/// code of which it is.
#[test]
fn matomo_gives_codes_beside_names() {
    let file = "label,nb_uniq_visitors,nb_visits,metadata_code,metadata_logo\nDeutschland,100,150,de,x\n\
        Vereinigte Staaten,10,20,us,x\nCongo,4,5,cd,x\nNamibia,1,7,na,x\nUnbekannt,1,2,xx,x\nFrance,1,3,,x\n";
    let report = read(file);
    assert_eq!((report.kind.as_str(), report.questions.len()), ("matomo", 0));
    for (code, visits) in [("DE", 150.0), ("US", 20.0), ("CD", 5.0), ("NA", 7.0), ("FR", 3.0)] {
        assert_eq!(country(&report, code).users, visits, "{code}");
    }
    assert_eq!(report.visitors.unwrap().unplaced_users, 2.0);
    // What is said of a column goes before.
    let said = Asked { columns: vec![("country".into(), "label".into())], ..Asked::default() };
    assert_eq!(asked(file, &said).unwrap().visitors.unwrap().unplaced_users, 177.0);
}

/// Cloudflare's newer groups, by which it answers today's questions, were JSON of no kind that is known.
#[test]
fn cloudflare_answers_in_groups_too() {
    let report = read(
        r#"{"data":{"viewer":{"zones":[{"byCountry":[
            {"count":100,"dimensions":{"clientCountryName":"US"}},{"count":50,"dimensions":{"clientCountryName":"NA"}},
            {"count":5,"dimensions":{"clientCountryName":"XX"}}]}]}},"errors":null}"#,
    );
    assert_eq!((report.kind.as_str(), country(&report, "US").users), ("cloudflare", 100.0));
    assert_eq!((country(&report, "NA").users, report.visitors.as_ref().unwrap().unplaced_users), (50.0, 5.0));
}

/// Of a table of all countries, 2 % were said to be "in no country that is known": they were in known ones for which there
/// was no room, and nothing said which.
#[test]
fn groups_for_which_there_is_no_room_are_said_to_be_so() {
    let mut rows: Vec<String> = CATALOGUE.countries().iter().map(|country| format!("{},1000", country.code)).collect();
    rows.push("Atlantis,5".into());
    let report = read(format!("country,users\n{}\n", rows.join("\n")));
    let all = rows.len() as f64 * 1000.0 - 995.0;
    let applied = apply(&report, &presets::worked_example(), &Choice::default(), &CATALOGUE).unwrap();
    let groups = &applied.scenario.user_groups;
    assert_eq!(groups.len(), 251);
    let said = &applied.applied[0].becomes;
    let points: usize = CATALOGUE.countries().iter().map(|country| country.points.len()).sum();
    let more = format!(" and {} more) are Elsewhere, at the mean latency of the others", points - 250 - 3);
    assert!(said.contains("in no country that is known and ") && said.ends_with(&more), "{said}");
    // Five of all are unknown, which is nothing to speak of; the others are the smallest parts of countries.
    let [unknown, cut] = ["% in no country", "% beyond the 250 largest groups"].map(|words| {
        let share = said.split(words).next().unwrap().trim_end().rsplit(char::is_whitespace).next();
        share.unwrap().parse::<f64>().unwrap()
    });
    assert!((unknown - 500.0 / all).abs() < 0.001, "{said}");
    let elsewhere = groups.iter().find(|group| group.id == "elsewhere").unwrap().share;
    assert!((unknown + cut - 100.0 * elsewhere).abs() < 0.1 * cut, "{said}, {elsewhere}");
}

/// The offer said "1 groups by country" and the scenario had two, with Elsewhere; taken again, the groups seemed to change.
#[test]
fn the_offer_counts_the_groups_that_will_be() {
    let report = read("country,visitors\nGermany,1500\nFrance,500\nAtlantis,20\n");
    let offered = |scenario| {
        let applied = apply(&report, &scenario, &Choice::default(), &CATALOGUE).unwrap();
        let change = applied.applied.into_iter().find(|change| change.what == "users").unwrap();
        (applied.scenario, change.was.unwrap(), change.becomes)
    };
    let (first, was, becomes) = offered(presets::worked_example());
    assert_eq!((was.as_str(), first.user_groups.len()), ("4 groups", 3));
    assert!(becomes.starts_with("3 groups, by country"), "{becomes}");
    let (_, was, becomes) = offered(first);
    assert!(was == "3 groups" && becomes.starts_with("3 groups, by country"), "{was}: {becomes}");
}
