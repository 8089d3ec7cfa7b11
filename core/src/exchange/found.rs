//! Finds links in what people copy: an address, a mail, a quoted reply, the bare text.
//!
//! A link is known by what stands before it, `#s=`, or, bare, by how packed text begins. From there on the longest
//! run of its characters is taken, with its lines joined. The checksum says whether that was right.

/// Most links of one text that are looked at: unpacking takes time, and a mail has one.
const MOST_LINKS: usize = 16;
/// Hex digits that a whole link ends with.
pub(super) const CRC_DIGITS: usize = 8;

/// The links in a text, each `1.…` as far as it goes, in their order.
pub(super) fn links(text: &str) -> Vec<String> {
    let text = unescaped(text);
    let mut found = Vec::new();
    let (mut before, mut is_fragment, mut read_to) = ('\n', false, 0);
    for (at, c) in text.char_indices() {
        let begins = text.get(at..).filter(|_| at >= read_to).and_then(|rest| starting(rest, before, is_fragment));
        if let Some(begins) = begins {
            let (link, rest) = run(begins);
            found.push(link);
            if found.len() == MOST_LINKS {
                break;
            }
            // Nothing is read twice, so that a text of many beginnings costs no more than another.
            read_to = text.len() - rest.len();
        }
        is_fragment = c == '#' || is_fragment && !is_blank(c);
        before = c;
    }
    found
}

/// The text itself as a link, if it can be the beginning of one: for a program that was told that it is one.
pub(super) fn whole(text: &str) -> Option<String> {
    const OPENING: [char; 13] = ['<', '(', '[', '"', '\'', '“', '‘', '„', '«', '‹', '»', '›', '`'];
    let text = unescaped(text);
    let text = text.trim_start_matches(|c| is_blank(c) || c == '*' || OPENING.contains(&c)).trim_end_matches(is_blank);
    if let Some(begins) = text.strip_prefix("s=") {
        return Some(run(begins).0);
    }
    // Cut right behind the sign of the fragment, or before anything.
    if text.is_empty() || text == "s" || text.ends_with('#') {
        return Some(String::new());
    }
    let (link, _) = run(text);
    let after_version = link.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_link = after_version.len() < link.len() && (after_version.is_empty() || after_version.starts_with('.'));
    is_link.then_some(link)
}

/// What follows the beginning of a link, if one begins here.
fn starting(rest: &str, before: char, is_fragment: bool) -> Option<&str> {
    let is_parameter = before == '#' || before == '&' && is_fragment;
    if is_parameter && let Some(begins) = rest.strip_prefix("s=") {
        // The source of a mail writes `=` as `=3D`.
        return Some(begins.strip_prefix("3D").unwrap_or(begins));
    }
    if is_parameter && (rest == "s" || rest.starts_with("s&")) {
        return Some("");
    }
    // A zlib stream starts with the byte 0x78: `e`, and one of the 16 characters whose first two bits are 0.
    let is_packed = rest.starts_with("1.e") && rest.as_bytes().get(3).is_some_and(|c| (b'A'..=b'P').contains(c));
    (is_packed && !is_of_link(before) && before != '/').then_some(rest)
}

/// The longest run of a link's characters, lines joined, and the text behind it. Where the link is whole and a gap
/// or a sign follows, it ends there: what comes next is another word.
fn run(text: &str) -> (String, &str) {
    let mut link = String::new();
    let (mut points, mut since_point) = (0, 0);
    let mut rest = text;
    loop {
        let next = after_gap(rest);
        let mut letters = next.chars();
        let Some(c) = letters.next().filter(|c| is_of_link(*c)) else { break };
        let is_whole = points == 2 && since_point >= CRC_DIGITS;
        let has_gap = next.len() < rest.len();
        let is_full_stop = c == '.' && !letters.as_str().starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_next_word = is_whole && (has_gap || is_full_stop) || has_gap && points == 2 && !c.is_ascii_hexdigit();
        if is_next_word {
            break;
        }
        link.push(c);
        (points, since_point) = if c == '.' { (points + 1, 0) } else { (points, since_point + 1) };
        rest = letters.as_str();
    }
    // A full stop, a dash, the stroke of italics, the end of a soft line.
    link.truncate(link.trim_end_matches(['.', '-', '_', '=']).len());
    (link, rest)
}

/// The text behind what mail and chat programs put within a link: white space, `>` where a line is quoted, `\` or
/// `=` where one is broken.
fn after_gap(text: &str) -> &str {
    let (mut rest, mut is_line_start) = (text, false);
    loop {
        let mut letters = rest.chars();
        let Some(c) = letters.next() else { return rest };
        let is_soft = c == '=' && letters.as_str().trim_start_matches([' ', '\t']).starts_with(['\r', '\n']);
        if !(is_blank(c) || c == '\\' || is_soft || c == '>' && is_line_start) {
            return rest;
        }
        is_line_start |= matches!(c, '\r' | '\n');
        rest = letters.as_str();
    }
}

/// Percent signs taken for what they stand for. One with less than two characters behind it was cut: nothing of it
/// is kept.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.first_chunk::<2>().filter(|_| *first == b'%');
        let escaped = code.and_then(|code| {
            let digit = |c: u8| char::from(c).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            let [high, low] = *code;
            Some((digit(high)? << 4) | digit(low)?)
        });
        match escaped {
            Some(byte) => bytes.push(byte),
            None if *first == b'%' && after.len() < 2 => break,
            None => bytes.push(*first),
        }
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Characters of a link: base64url with its padding, and points.
fn is_of_link(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '=')
}

/// White space, and what has no width but can be copied with a link.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
