//! Countries and regions of the catalogue are found by the names that tools, bills and people write.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests

use geode_core::catalogue::{Catalogue, CountryMatch, Provider, RegionMatch, lies_in};

fn catalogue() -> Catalogue {
    Catalogue::read(include_str!("../public/catalogue.txt")).unwrap()
}

#[test]
fn countries_are_found_by_the_names_that_tools_write() {
    let catalogue = catalogue();
    for (name, code) in [
        ("Myanmar (Burma)", "MM"),
        ("Congo - Kinshasa", "CD"),
        ("Congo - Brazzaville", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Bosnia & Herzegovina", "BA"),
        ("Bosnia and Herzegovina", "BA"),
        ("St. Kitts & Nevis", "KN"),
        ("Saint Kitts and Nevis", "KN"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("Macao", "MO"),
        ("Macau", "MO"),
        ("Hong Kong SAR China", "HK"),
        ("Hong Kong", "HK"),
        ("Palestine", "PS"),
        ("Réunion", "RE"),
        ("Curaçao", "CW"),
        ("Kosovo", "XK"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("north korea", "KP"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Samoa", "WS"),
        ("American Samoa", "AS"),
        ("Viet Nam", "VN"),
        ("Russian Federation", "RU"),
        ("U.S.", "US"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("uk", "GB"),
        ("st", "ST"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("The Bahamas", "BS"),
        ("Puerto Rico", "PR"),
        ("French Guiana", "GF"),
        ("Martinique", "MQ"),
        ("Timor-Leste", "TL"),
        ("East Timor", "TL"),
        ("Eswatini", "SZ"),
        ("Swaziland", "SZ"),
        ("Cape Verde", "CV"),
        ("Cabo Verde", "CV"),
        ("North Macedonia", "MK"),
        ("Macedonia", "MK"),
        ("Åland Islands", "AX"),
        ("São Tomé & Príncipe", "ST"),
        ("Vatican City", "VA"),
    ] {
        let found = catalogue.country_named(name);
        assert!(matches!(found, CountryMatch::Exact(country) if country.code == code), "{name}: {found:?}");
    }
}

#[test]
fn what_could_be_two_countries_is_asked_about() {
    let catalogue = catalogue();
    for (name, codes) in [
        ("Congo", &["CD", "CG"][..]),
        ("The Congo", &["CD", "CG"]),
        ("Korea", &["KR", "KP"]),
        ("Virgin Islands", &["VI", "VG"]),
        // A typing error that two names are as near to.
        ("Nigera", &["NE", "NG"]),
        ("Austrlia", &["AT", "AU"]),
    ] {
        let CountryMatch::Ask(found) = catalogue.country_named(name) else { panic!("{name} was not asked about") };
        assert_eq!(found.iter().map(|one| &one.code[..]).collect::<Vec<_>>(), codes, "{name}");
    }
    let similar = catalogue.country_named("Germny");
    assert!(matches!(similar, CountryMatch::Similar(country) if country.code == "DE"), "{similar:?}");
    for name in ["", " ", "(not set)", "(other)", "Atlantis", "External", "xx", "Antarctica"] {
        assert_eq!(catalogue.country_named(name), CountryMatch::Unknown, "{name}");
    }
    assert_eq!(catalogue.country_named(&"a".repeat(1_000_000)), CountryMatch::Unknown);
}

#[test]
fn regions_are_found_by_the_names_that_bills_use() {
    let catalogue = catalogue();
    for (text, provider, id) in [
        ("eu-central-1", None, "eu-central-1"),
        ("EU-CENTRAL-1", None, "eu-central-1"),
        ("aws/eu-central-1", None, "eu-central-1"),
        ("EU (Frankfurt)", None, "eu-central-1"),
        ("Europe (Frankfurt)", None, "eu-central-1"),
        ("US East (Northern Virginia)", None, "us-east-1"),
        ("South America (São Paulo)", None, "sa-east-1"),
        ("London (europe-west2)", None, "europe-west2"),
        ("EastUS", Some(Provider::Azure), "eastus"),
        ("US East", Some(Provider::Azure), "eastus"),
        ("West US 2", Some(Provider::Azure), "westus2"),
        ("ase", Some(Provider::Azure), "eastasia"),
        ("eusc-de-east-1", None, "eusc-de-east-1"),
    ] {
        let found = catalogue.region_named(text, provider);
        assert!(matches!(found, RegionMatch::Exact(region) if region.id == id), "{text}: {found:?}");
    }
    for (text, provider) in [
        ("ase", None),
        ("am", None),
        ("global", None),
        ("", None),
        ("eu-central-1", Some(Provider::Gcp)),
        ("us-gov-west-1", None),
    ] {
        assert_eq!(catalogue.region_named(text, provider), RegionMatch::Unknown, "{text}");
    }
    let found = catalogue.search_regions("aws germany");
    assert_eq!(found.iter().map(|one| &one.id[..]).collect::<Vec<_>>(), ["eu-central-1", "eusc-de-east-1"]);
    assert!(catalogue.search_regions("EU Azure").len() > 10 && catalogue.search_regions("atlantis").is_empty());
}

/// "EU" listed Zurich, for it is in "Europe", and "CH" whatever has these letters in its name.
#[test]
fn a_jurisdiction_is_searched_whole() {
    let catalogue = catalogue();
    let found = |words: &str| {
        catalogue.search_regions(words).iter().map(|region| (&region.country[..], &region.id[..])).collect::<Vec<_>>()
    };
    // Members by the treaties: 27, and three more of the EEA.
    let union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    for (word, members) in
        [("EU", union.to_owned()), ("eea", format!("{union} IS LI NO")), ("ch", "CH".into()), ("UK", "GB".into())]
    {
        let is_in = |country: &str| members.split(' ').any(|member| member == country);
        let all = catalogue.regions().iter().filter(|region| is_in(&region.country)).count();
        assert!(all > 0 && found(word).len() == all && found(word).iter().all(|(country, _)| is_in(country)), "{word}");
    }
    assert_eq!(found("ch aws"), [("CH", "eu-central-2")]);
    assert_eq!(found("Zurich AWS"), [("CH", "eu-central-2")]);
    assert_eq!(found("eu-central-2"), [("CH", "eu-central-2")], "an id as it is written");
    assert_eq!(found("sa-east-1"), [("BR", "sa-east-1")], "no region of Saudi Arabia");
    assert!(found("sa paulo").contains(&("BR", "sa-east-1")), "no region of Saudi Arabia is in São Paulo");
    assert!(found("europe").iter().any(|(country, _)| *country == "CH"));
    // The program's own list of members is the catalogue's.
    for country in catalogue.countries() {
        let code = country.code.to_lowercase();
        let blocs = ["eu", "eea"].map(|bloc| lies_in(&code, bloc));
        assert_eq!(blocs, [country.jurisdiction == "EU", country.jurisdiction != country.code], "{}", country.code);
    }
}
