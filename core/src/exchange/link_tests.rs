use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const PYTHON_LINK: &str = "1.eNqrVspLzE1VslIKzsgvUKoFACeaBPY.5c05a90e";
const JSON: &str = r#"{"schema":"geode-planner/scenario","version":1,"name":"Größe"}"#;

fn pack(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, PACKING_LEVEL)
}

/// A link with the right checksum around any payload.
fn signed(version: &str, payload: &str) -> String {
    let signed = format!("{version}.{payload}");
    format!("{signed}.{:08x}", crc32fast::hash(signed.as_bytes()))
}

fn link_of(bytes: &[u8]) -> String {
    signed("1", &BASE64URL.encode(bytes))
}

#[test]
fn the_checksum_is_crc32_ieee() {
    // The check value of the standard, so that another program can make links.
    assert_eq!(crc32fast::hash(b"123456789"), 0xcbf4_3926);
}

#[test]
fn a_link_made_by_another_zlib_opens() {
    // Made with Python's zlib, base64 and binascii from {"name":"Shop"}.
    assert_eq!(decode(PYTHON_LINK).unwrap(), r#"{"name":"Shop"}"#);
}

#[test]
fn a_link_whose_maker_pads_opens() {
    use base64::engine::general_purpose::URL_SAFE as PADDED;
    for json in ["{\"a\":1}", "{\"a\":12}", "{\"a\":123}"] {
        assert_eq!(decode(&signed("1", &PADDED.encode(pack(json.as_bytes())))).unwrap(), json);
    }
}

#[test]
fn every_way_to_hand_over_a_link_opens() {
    let link = encode(JSON).unwrap();
    let (head, tail) = link.split_at(20);
    for text in [
        link.clone(),
        format!("s={link}"),
        format!("#s={link}"),
        fragment(JSON).unwrap(),
        format!("https://example.org/planner/?x=1#s={link}"),
        format!("https://example.org/#theme=dark&s={link}&from=mail"),
        format!("#s={link}&x=%"),
        format!("  #s={link} \r\n"),
        format!("<https://example.org/#s={link}>"),
        format!("https://example.org/#s={link}."),
        format!("\u{201c}https://example.org/#s={link}\u{201d},"),
        format!("»https://example.org/#s={link}«…"),
        format!("**`#s={link}`**"),
        format!("\u{200b}https://example.org/#s={head}\u{ad}{tail}\u{200b}"),
        format!("https://example.org/%23s={}", link.replace('.', "%2E").replace('-', "%2d").replace('_', "%5F")),
        format!("https://example.org/#s={head}\r\n {tail}"),
        link[..link.len() - 8].to_string() + &link[link.len() - 8..].to_uppercase(),
    ] {
        assert_eq!(decode(&text).as_deref(), Ok(JSON), "{text}");
    }
}

/// Links ending in `>`, `…`, `"`, `\`, `%20`, or broken over two lines by a mail program were refused as broken: what
/// stood behind them was taken for a part of them, and only white space was joined.
#[test]
fn what_mail_and_chat_do_to_a_link_is_undone() {
    let link = encode(JSON).unwrap();
    let address = format!("https://example.org/planner/#s={link}");
    let ends = [
        ">",
        "…",
        "\"",
        "\\",
        "%20",
        "%3E",
        "%22",
        "%E2%80%A6",
        "%5C",
        "\u{a0}",
        "\u{fffd}",
        "...",
        ".>",
        "\">",
        ")",
        "]",
        "}",
        "|",
        "/",
        "_",
        "__",
        "--",
        "~",
        "'",
        "=",
        "&",
        "#",
        "%",
        "%2",
        "^",
        "$",
        ";",
        "\t",
        "&gt;",
        "&quot;",
        "</a>",
        " and more",
        "\nRegards,\nAda",
        ".\nRegards",
        ". Ada",
        "\r\n> beef",
        "\\n",
        "%0A",
        "%0D%0Adead",
        "\u{200b}beef",
        " deadbeef",
        "\t.a",
        " .5",
    ];
    for end in ends {
        for text in [format!("{address}{end}"), format!("#s={link}{end}"), format!("{link}{end}")] {
            assert_eq!(decode(&text).as_deref(), Ok(JSON), "{text:?}");
            assert!(carries_link(&text) || text.starts_with("1."), "{text:?}");
        }
    }
    let breaks = [
        "\n",
        "\r\n",
        "\r\n ",
        "\n\t",
        "\n> ",
        "\r\n>> ",
        "\n> > ",
        "\n>",
        "=\r\n",
        "= \n",
        "=\n> ",
        "\\\n",
        "%0A",
        "%0D%0A%20",
        " ",
        "\u{2028}",
        "\n\n",
        "\u{ad}\n",
        "%E2%80%8B",
        "%C2%A0",
        "\n>\n> ",
    ];
    for gap in breaks {
        for at in 1..link.len() {
            let (head, tail) = link.split_at(at);
            let text = format!("> See <https://example.org/planner/#s={head}{gap}{tail}>\n> Bye, Ada");
            assert_eq!(decode(&text).as_deref(), Ok(JSON), "{gap:?} at {at}");
        }
    }
    // Three lines, each quoted; the source of a mail; a link within a link; an earlier number sign.
    let (a, b, c) = (&link[..15], &link[15..40], &link[40..]);
    for text in [
        format!("> https://example.org/#s={a}\r\n> {b}\r\n> {c}\r\n\r\nThanks!"),
        format!("https://example.org/#s=3D{a}=\r\n{b}=\r\n{c}=\r\n"),
        format!("https://safe.example/?url=https%3A%2F%2Fexample.org%2F%23s%3D{link}&data=05"),
        format!("Issue #12: see {address} (#s is the scenario)"),
        format!("cut: #s={a}… whole: {address}"),
        format!("Here it is: {link}, as text."),
        format!("\"{link}\""),
        format!("(#{link})"),
    ] {
        assert_eq!(decode(&text).as_deref(), Ok(JSON), "{text:?}");
        assert!(carries_link(&text), "{text:?}");
    }
}

/// Shortened for show, a link ends in an ellipsis: that is cut, not broken.
#[test]
fn a_link_that_was_shortened_is_cut_off() {
    let link = encode(JSON).unwrap();
    for end in ["", "…", "...", ">", "\"", "\\", "%20", "%E2%80%A6", "\nRegards, Ada", "… and more"] {
        for length in [6, 20, link.len() - 9, link.len() - 1] {
            let text = format!("https://example.org/#s={}{end}", &link[..length]);
            assert_eq!(decode(&text), Err(LinkError::CutOff), "{text:?}");
        }
    }
}

/// What is read for each beginning of a link, and for each gap in one, must not grow with the text.
#[test]
fn hostile_texts_take_no_longer_than_others() {
    let link = encode(JSON).unwrap();
    let wrong = format!("#s={}0 ", &link[..link.len() - 1]);
    let start = Instant::now();
    for part in [
        "#s=",
        "#s=1.",
        "1.eA",
        " 1.eA",
        "1.eA.0 ",
        ". ",
        "a ",
        "=\n",
        "= ",
        "\n>",
        "%",
        "%2",
        "%E2",
        "\\",
        "#s=1.e1.e",
        "&s=",
        &wrong,
    ] {
        for lead in ["", "#s=", "#s=1.eA.00000000"] {
            let text = lead.to_owned() + &part.repeat(MAX_BYTES / 8 / part.len());
            let _ = (decode(&text), carries_link(&text));
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn what_is_wrong_is_told_apart() {
    use LinkError::{Broken, CutOff, NotALink, UnknownCodec};
    let link = encode(JSON).unwrap();
    for (text, error) in [
        ("", CutOff),
        ("#", CutOff),
        ("#s", CutOff),
        ("#s=", CutOff),
        ("#x=1&s=", CutOff),
        ("https://example.org/#s=", CutOff),
        ("1", CutOff),
        ("1.", CutOff),
        ("1..", CutOff),
        ("1%", CutOff),
        ("1%2", CutOff),
        ("#s=1.eJ.0000000", CutOff),
        ("#s=1.eJ.00000000", Broken),
        ("#s=1.eJ.000000001", Broken),
        ("#s=1.eJ.zz", Broken),
        ("#s=abc", Broken),
        ("#s=01.eJ.00000000", Broken),
        ("#s=-1.eJ.00000000", Broken),
        ("#s=2.eJ.00000000", UnknownCodec(2)),
        ("17.eJ", UnknownCodec(17)),
        ("#s=99999999999.eJ", Broken),
        ("https://example.org/", NotALink),
        ("https://example.org/?s=1.eJ", NotALink),
        ("#top", NotALink),
        ("{\"name\":\"Shop\"}", NotALink),
        ("10 regions", NotALink),
        ("ünïcode%", NotALink),
    ] {
        assert_eq!(decode(text), Err(error), "{text}");
    }
    assert_eq!(decode(&format!("{link}.more")), Err(Broken));
    assert_eq!(decode(&format!("{link}0")), Err(Broken));
}

#[test]
fn a_right_checksum_does_not_excuse_a_wrong_payload() {
    let whole = pack(b"{}");
    let mut with_garbage = whole.clone();
    with_garbage.push(0);
    let mut wrong_sum = whole.clone();
    *wrong_sum.last_mut().unwrap() ^= 1;
    for bytes in
        [&with_garbage[..], &wrong_sum, &whole[..whole.len() - 1], &[], b"not zlib at all", &pack(&[0xff, 0xfe])]
    {
        assert_eq!(decode(&link_of(bytes)), Err(LinkError::Broken), "{bytes:?}");
    }
    for payload in ["", "e", &(BASE64URL.encode(&whole) + "===")] {
        assert_eq!(decode(&signed("1", payload)), Err(LinkError::Broken), "{payload}");
    }
    // What is no character of a link ends it.
    for payload in ["e+/=", "ünï"] {
        assert_eq!(decode(&signed("1", payload)), Err(LinkError::CutOff), "{payload}");
    }
}

#[test]
fn an_inflation_bomb_stops_at_the_cap() {
    let bomb = pack(&vec![0; 100 << 20]);
    let start = Instant::now();
    assert_eq!(inflate(&bomb), Err(LinkError::TooLarge));
    assert!(start.elapsed() < Duration::from_secs(1));
    // The largest bomb that fits into a link's text.
    let link = link_of(&pack(&vec![b' '; 8 << 20]));
    assert!(link.len() < MAX_LINK_CHARS);
    assert_eq!(decode(&link), Err(LinkError::TooLarge));
}

#[test]
fn the_caps_are_exact() {
    let full = " ".repeat(MAX_BYTES);
    assert_eq!(decode(&encode(&full).unwrap()).unwrap(), full);
    assert_eq!(encode(&(full + " ")), Err(LinkError::TooLarge));

    // Text that does not compress: 3 bytes of noise make 4 characters.
    let mut state = 1_u32;
    let noise: String = (0..40_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'!' + (state >> 24) as u8 % 90)
        })
        .collect();
    assert!(matches!(encode(&noise), Err(LinkError::TooLong { characters }) if characters > MAX_LINK_CHARS));
    assert_eq!(decode(&encode(&noise[..10_000]).unwrap()).unwrap(), &noise[..10_000]);

    let long = "a".repeat(MAX_LINK_CHARS + 1);
    assert_eq!(decode(&format!("#s={long}")), Err(LinkError::TooLong { characters: MAX_LINK_CHARS + 1 }));
}

#[test]
fn an_address_without_a_link_is_nothing_wrong() {
    for (address, carries) in [
        ("https://example.org/", false),
        ("https://example.org/#", false),
        ("https://example.org/?s=1", false),
        ("#size=3", false),
        ("#results", false),
        ("some words", false),
        ("Version 1.extra of 1.e5 and 1.eA/1.eA", true),
        ("Version 1.extra of 1.e5 and 21.eA, x1.eA, v=1.eA, /1.eA", false),
        ("{\"name\":\"1.5\"}", false),
        ("#s", true),
        ("#x=1&s=1.eJ", true),
    ] {
        assert_eq!(carries_link(address), carries, "{address}");
    }
}

#[test]
fn messages_say_what_to_do() {
    assert_eq!(LinkError::CutOff.to_string(), "the link is cut off, expected its end too: copy the whole link again");
    assert_eq!(
        LinkError::UnknownCodec(2).to_string(),
        "the link has format 2, expected format 1: open it with a newer version of Geode Planner"
    );
    assert_eq!(
        LinkError::TooLong { characters: 20_000 }.to_string(),
        "the link has 20000 characters, expected at most 16384: share the scenario as a file"
    );
}

proptest! {
    #[test]
    fn any_text_comes_back(json in any::<String>()) {
        prop_assert_eq!(decode(&fragment(&json).unwrap()).unwrap(), json);
    }

    #[test]
    fn every_truncation_is_cut_off(json in "\\PC{0,200}", lead in 0_usize..4) {
        let link = encode(&json).unwrap();
        let text = [link.clone(), format!("s={link}"), format!("#s={link}"), link.replace('.', "%2e")][lead].clone();
        for end in 0..text.len() {
            prop_assert_eq!(decode(&text[..end]), Err(LinkError::CutOff), "{} of {}", end, text);
        }
    }

    #[test]
    fn every_truncated_address_is_cut_off(json in "\\PC{0,60}") {
        let address = format!("https://example.org/planner/{}", fragment(&json).unwrap());
        let sign = address.find('#').unwrap();
        for end in sign + 1..address.len() {
            prop_assert_eq!(decode(&address[..end]), Err(LinkError::CutOff));
        }
        for end in 1..=sign {
            prop_assert_eq!(decode(&address[..end]), Err(LinkError::NotALink));
        }
    }

    #[test]
    fn a_changed_link_never_opens_as_another(json in "\\PC{0,120}", at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let link = fragment(&json).unwrap();
        let mut bytes = link.clone().into_bytes();
        bytes[at.index(link.len())] ^= 1_u8 << bit;
        if let Ok(text) = decode(&String::from_utf8_lossy(&bytes)) {
            prop_assert_eq!(text, json);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = decode(&text);
        let _ = decode(&format!("#s=1.{text}"));
        let _ = decode(&format!("%{text}"));
        let _ = decode(&link_of(&bytes));
        let _ = carries_link(&text);
    }
}
