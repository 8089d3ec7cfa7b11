use super::*;

/// What is taken, and all that is said of it.
fn taken(text: &str) -> (Vec<(String, f64)>, String) {
    let table = table(text);
    (table.users, table.remarks.join("\n"))
}

fn users(all: &[(&str, f64)]) -> Vec<(String, f64)> {
    all.iter().map(|(code, users)| ((*code).to_owned(), *users)).collect()
}

fn table(text: &str) -> UsersTable {
    read(text, &Catalogue::read(include_str!("../../../public/catalogue.txt")).unwrap())
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, value) in [
        ("1,234", 1234.0),
        ("1.234.567", 1_234_567.0),
        ("1 234", 1234.0),
        ("12.5%", 12.5),
        ("12,5 %", 12.5),
        ("1’000", 1000.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("7", 7.0),
        ("−3", -3.0),
    ] {
        assert_eq!(number(text), Some(value), "{text}");
    }
    assert_eq!(number("inf").or(number("DE")).or(number("")), None);
}

#[test]
fn tables_of_tools_are_read() {
    let table = table(
        "\"Country\",\"Active users\"\n\"Myanmar (Burma)\",\"1,234\"\nBosnia & Herzegovina,5\nCôte d’Ivoire;6\nNiger 7\nFrance, 1,500\n",
    );
    let codes: Vec<(&str, f64)> = table.users.iter().map(|(code, users)| (code.as_str(), *users)).collect();
    assert_eq!(codes, [("MM", 1234.0), ("BA", 5.0), ("CI", 6.0), ("NE", 7.0), ("FR", 1500.0)]);
    assert!(table.remarks.is_empty(), "{:?}", table.remarks);
}

#[test]
fn what_cannot_be_taken_is_named() {
    let table = table("Congo\t3\nAtlantis\t4\nDE\t1e300\nDE\t2\nDE\t3\nGermny\t1\nFrance\tmany\n");
    assert_eq!(table.users, [("DE".to_owned(), 6.0)]);
    assert_eq!(
        table.asked.iter().map(|(name, codes, _)| (name.as_str(), codes.len())).collect::<Vec<_>>(),
        [("Congo", 2)]
    );
    let said = table.remarks.join("\n");
    for words in [
        "Line 2: “Atlantis”",
        "Line 3:",
        "Line 5: Germany stands twice",
        "Line 6: “Germny” is taken as Germany",
        "Line 7: France has no number",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

// A table of an analytics tool was pasted whole, and the last number of each line was taken as its users: Germany had 45.2.
#[test]
fn the_column_is_chosen_by_its_name() {
    for (text, germans, column) in [
        ("Country,Active users,New users,Engagement rate\nGermany,1200,300,45.2%", 1200.0, "Active users"),
        ("Country,Sessions,Bounce rate\nGermany,1200,0.41", 1200.0, "Sessions"),
        ("Country\tBounce rate\tunique_visitors\nGermany\t0.41\t1,200", 1200.0, "unique_visitors"),
        ("Users by country\nCountry;New visitors;Site visitors\nGermany;3;7", 7.0, "Site visitors"),
        ("Country,New users,Revenue per user\nGermany,300,4.5", 300.0, "New users"),
        ("Country,Users per month,Sessions per user\nGermany,300,4.5", 300.0, "Users per month"),
        ("# All users\nRank,Country,totalUsers\n1,Germany,500", 500.0, "totalUsers"),
        ("Country,Share of users,Weeks\nGermany,30 %,52", 30.0, "Share of users"),
    ] {
        let (all, said) = taken(text);
        assert_eq!(all, users(&[("DE", germans)]), "{text}: {said}");
        assert_eq!(said, format!("The column “{column}” is read as the users."));
    }
    // One column of numbers may be called anything but a rate.
    assert_eq!(taken("Land;Nutzer\nGermany;1200\nFrance;300").0, users(&[("DE", 1200.0), ("FR", 300.0)]));
    assert_eq!(taken("Country,Users\nGermany,1,200").0, users(&[("DE", 1200.0)]));
}

// Columns of which none was of users were taken all the same, the last of them.
#[test]
fn columns_that_are_not_known_are_refused_and_named() {
    for (text, columns) in [
        ("Country,Bounce rate,Average time\nGermany,0.41,12", "“Bounce rate”, “Average time”"),
        ("Country,Bounce rate\nGermany,0.41", "“Bounce rate”"),
        ("Land;Nutzer;Seiten\nGermany;1;2", "“Nutzer”, “Seiten”"),
    ] {
        let (all, said) = taken(text);
        assert!(all.is_empty() && said.contains(&format!("with numbers are {columns}. Nothing is taken")), "{said}");
    }
    let (all, said) = taken("Country,Users\nGermany,5,6,%\nFrance,7");
    assert_eq!(all, users(&[("FR", 7.0)]));
    assert_eq!(said, "Line 2 has 4 cells, the header 2: it is left out.");
}

// "Germany 1,200 12 %" had 12 users, and of two counts without names the second was taken.
#[test]
fn without_a_header_a_percentage_beside_a_count_is_not_the_users() {
    for text in ["Germany\t1,200\t12 %\nFrance\t300\t3 %", "Germany 1,200 12 %\nFrance 300 3%"] {
        let (all, said) = taken(text);
        assert_eq!(all, users(&[("DE", 1200.0), ("FR", 300.0)]), "{said}");
        assert_eq!(said, "The numbers without % are read as the users.");
    }
    for text in ["Germany\t100\t20\nFrance\t5\t6", "Germany,100,200\nFrance,300,400", "1\tGermany\t5", "DE\t1 %\t2 %"] {
        let (all, said) = taken(text);
        assert!(all.is_empty() && said.starts_with("Line 1 has several numbers: “1"), "{text}: {said}");
    }
    assert_eq!(taken("Germany, 1 200\nFrance, 1,500").0, users(&[("DE", 1200.0), ("FR", 1500.0)]));
}

// 12 % beside 1,200 users counted as 12 users.
#[test]
fn shares_and_numbers_are_not_mixed() {
    let (all, said) = taken("Country\tUsers\nGermany\t1,200\nFrance\t12 %");
    assert!(all.is_empty());
    assert!(said.starts_with("Line 3 has a share, “12 %”, and line 2 a number, “1,200”. Nothing is taken"), "{said}");
    assert_eq!(taken("Germany\t40 %\nFrance\t0").0, users(&[("DE", 40.0), ("FR", 0.0)]));
}

// A table of latencies that was pasted here became users: Brazil had 180 of them.
#[test]
fn a_table_of_latencies_is_sent_where_it_belongs() {
    for text in [
        "group,us-east-1,eu-west-1\nGermany,100,20\nBrazil,120,180",
        "group\teurope-west3\nGermany\t20",
        "group;eastus2\nGermany;100",
        "group,xx-nowhere-9\nGermany,100",
        "from,to,ms\nGermany,us-east-1,100",
        "Country,Median latency\nGermany,100",
    ] {
        let (all, said) = taken(text);
        assert!(all.is_empty() && said.starts_with("This is a table of latencies"), "{text}: {said}");
        assert!(said.contains("“From a file of yours…”"));
    }
    // How long they wait stands in tables of users too.
    assert_eq!(taken("Country,Users,Latency (ms)\nGermany,300,20").0, users(&[("DE", 300.0)]));
}

// Of 400 lines that were no countries twelve were shown, as if there were no more; one of them had 301 digits; and "1
// countries are taken".
#[test]
fn what_is_said_is_short_and_says_how_much_is_not() {
    let many: String = (0..400).map(|at| format!("Nowhere{at}\t5\n")).collect();
    let said = table(&format!("Germany\t7\n{many}")).said();
    assert_eq!(said.len(), 14);
    assert_eq!(said.first().unwrap(), "1 country is taken from the table.");
    assert_eq!(said.last().unwrap(), "and 388 more lines");
    assert_eq!(taken("DE\t-1e300").1, "Line 1: −1e300 users of DE are left out.");
    assert_eq!(taken("DE\t3e10").1, "Line 1: 30000000000 users of DE are left out.");
    assert_eq!(table("DE\t3\nFR\t4").said(), ["2 countries are taken from the table."]);
}

/// A table with the countries in German was refused line by line, in a German browser too, where the same file is read.
#[test]
fn countries_may_have_names_of_other_languages() {
    let catalogue = Catalogue::read(include_str!("../../../public/catalogue.txt")).unwrap();
    let german = |name: &str| match name {
        "Deutschland" => Some("DE".to_owned()),
        "Österreich" => Some("AT".to_owned()),
        // Of what is English, or asked about, no other language is asked.
        "Niger" | "Korea" => Some("FR".to_owned()),
        _ => None,
    };
    let text = "Land;Besucher\nDeutschland;10\nÖsterreich;4\nNiger;3\nKorea;2\nAtlantis;1";
    let table = read_named(text, &catalogue, &german);
    assert_eq!(table.users, [("DE".into(), 10.0), ("AT".into(), 4.0), ("NE".into(), 3.0)]);
    assert_eq!((table.asked.len(), table.asked[0].0.as_str()), (1, "Korea"));
    assert!(
        table.remarks.iter().any(|remark| remark == "Line 6: “Atlantis” is no country that is known."),
        "{:?}",
        table.remarks
    );
}
