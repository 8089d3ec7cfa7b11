//! The link that carries a scenario: `1.<base64url(zlib(JSON))>.<crc>`, in the fragment of the page's address.
//!
//! The leading number is the version of this codec; the version of the scenario is inside. The checksum
//! (CRC-32/IEEE over the ASCII of `1.<payload>`, 8 hex digits) stands last, so that a link cut short
//! anywhere lacks it and can be told from one that was changed. Links once made must open for ever:
//! nothing here may start to refuse what it has made.

use super::found::{self, CRC_DIGITS};
use crate::scenario::limits::MAX_BYTES;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use std::fmt;

/// The longest link text that is made or read, in characters, without address and `#s=`.
pub const MAX_LINK_CHARS: usize = 16 * 1024;

/// The version of the codec that is written, and the only one there is so far.
const VERSION: &str = "1";
/// Without padding; but other programs that make links may pad.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_encode_padding(false).with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// The best that the packer offers: links are short, and made once an edit.
const PACKING_LEVEL: u8 = 9;

/// Why a link was not made or not opened. The comment on each variant is the rule that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// The text must have the parameter `s` in its fragment, or be a link's text by itself.
    NotALink,
    /// A link ends with a point and 8 hex digits; this one ends earlier.
    CutOff,
    /// The checksum must fit the text, and the text must unpack to UTF-8 with nothing left over.
    Broken,
    /// The codec version must be 1.
    UnknownCodec(u32),
    /// A link's text has at most [`MAX_LINK_CHARS`] characters.
    TooLong {
        /// How many it has.
        characters: usize,
    },
    /// The unpacked scenario has at most [`MAX_BYTES`] bytes.
    TooLarge,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => {
                write!(f, "this is not a link to a scenario, expected an address that contains #s=1. and more")
            }
            Self::CutOff => write!(f, "the link is cut off, expected its end too: copy the whole link again"),
            Self::Broken => {
                write!(
                    f,
                    "the link is broken, expected its characters as they were made: ask for it again, or for the file"
                )
            }
            Self::UnknownCodec(version) => write!(
                f,
                "the link has format {version}, expected format {VERSION}: open it with a newer version of Geode Planner"
            ),
            Self::TooLong { characters } => write!(
                f,
                "the link has {characters} characters, expected at most {MAX_LINK_CHARS}: share the scenario as a file"
            ),
            Self::TooLarge => {
                write!(f, "the scenario is too large for a link, expected at most 1 MiB: share it as a file")
            }
        }
    }
}

impl std::error::Error for LinkError {}

/// Packs a scenario's JSON into the text of a link, without address and `#s=`.
///
/// # Errors
/// [`LinkError::TooLarge`] above 1 MiB of JSON, [`LinkError::TooLong`] above 16 KiB of text.
///
/// ```
/// use geode_core::exchange::link::{decode, encode};
/// let link = encode("{\"name\":\"Shop\"}")?;
/// assert!(link.starts_with("1."));
/// assert_eq!(decode(&link)?, "{\"name\":\"Shop\"}");
/// # Ok::<(), geode_core::exchange::link::LinkError>(())
/// ```
pub fn encode(json: &str) -> Result<String, LinkError> {
    if json.len() > MAX_BYTES {
        return Err(LinkError::TooLarge);
    }
    let packed = compress_to_vec_zlib(json.as_bytes(), PACKING_LEVEL);
    let signed = format!("{VERSION}.{}", BASE64URL.encode(packed));
    let link = format!("{signed}.{:08x}", crc32fast::hash(signed.as_bytes()));
    within_length(&link)?;
    Ok(link)
}

/// The fragment to put behind the page's address: `#s=` and the link.
///
/// # Errors
/// As [`encode`].
///
/// ```
/// assert!(geode_core::exchange::link::fragment("{}")?.starts_with("#s=1."));
/// # Ok::<(), geode_core::exchange::link::LinkError>(())
/// ```
pub fn fragment(json: &str) -> Result<String, LinkError> {
    encode(json).map(|link| format!("#s={link}"))
}

/// Whether a text carries a link at all, whole or not: an address or its fragment, a mail with one in it, the bare
/// text. Ask this before [`decode`] where a text without a link is nothing wrong, as when the page opens.
///
/// ```
/// use geode_core::exchange::link::carries_link;
/// assert!(carries_link("https://example.org/#s=1.eJ"));
/// assert!(carries_link("1.eNqrVspLzE1VslIKzsgvUKoFACeaBPY.5c05a90e"));
/// assert!(!carries_link("https://example.org/#top"));
/// assert!(!carries_link(""));
/// ```
pub fn carries_link(text: &str) -> bool {
    !found::links(text).is_empty()
}

/// Unpacks a link to the JSON it carries.
///
/// Takes a whole address, `#s=…`, `s=…` or the bare text, and any text around it; other parameters of the fragment
/// are passed over. What is taken is the longest run of link characters, with percent signs for plain characters
/// and with lines joined that a mail program broke or quoted; the checksum guards the rest. Of several links the first
/// that is whole counts.
///
/// # Errors
/// [`LinkError::CutOff`] for every proper beginning of `1.…`, `s=1.…` or `#s=1.…`, the empty one included;
/// [`LinkError::Broken`] for a changed one; the others as they say. Nothing is unpacked before the
/// checksum fits, and never more than the limit.
///
/// ```
/// use geode_core::exchange::link::{decode, LinkError};
/// assert_eq!(decode("https://example.org/#s=1.eJyrrg"), Err(LinkError::CutOff));
/// ```
pub fn decode(text: &str) -> Result<String, LinkError> {
    let mut links = found::links(text);
    if links.is_empty() {
        links.extend(found::whole(text));
    }
    let mut error = None;
    for link in links {
        match unpacked(&link) {
            Ok(json) => return Ok(json),
            Err(wrong) => error = error.or(Some(wrong)),
        }
    }
    Err(error.unwrap_or(LinkError::NotALink))
}

fn unpacked(link: &str) -> Result<String, LinkError> {
    let packed = BASE64URL.decode(checked_payload(link)?).map_err(|_| LinkError::Broken)?;
    String::from_utf8(inflate(&packed)?).map_err(|_| LinkError::Broken)
}

fn within_length(link: &str) -> Result<(), LinkError> {
    if link.len() > MAX_LINK_CHARS { Err(LinkError::TooLong { characters: link.chars().count() }) } else { Ok(()) }
}

/// The payload of a link, once version and checksum are right.
fn checked_payload(link: &str) -> Result<&str, LinkError> {
    within_length(link)?;
    let Some((version, rest)) = link.split_once('.') else {
        let cut = link.bytes().all(|b| b.is_ascii_digit());
        return Err(if cut { LinkError::CutOff } else { LinkError::Broken });
    };
    if version != VERSION {
        return Err(match version.parse() {
            Ok(number) if number != 1 => LinkError::UnknownCodec(number),
            _ => LinkError::Broken,
        });
    }
    let (payload, crc) = rest.split_once('.').ok_or(LinkError::CutOff)?;
    if !crc.bytes().all(|b| b.is_ascii_hexdigit()) || crc.len() > CRC_DIGITS {
        return Err(LinkError::Broken);
    }
    if crc.len() < CRC_DIGITS {
        return Err(LinkError::CutOff);
    }
    let signed = format!("{VERSION}.{payload}");
    match u32::from_str_radix(crc, 16) {
        Ok(given) if given == crc32fast::hash(signed.as_bytes()) => Ok(payload),
        _ => Err(LinkError::Broken),
    }
}

/// Unpacks zlib into room for the largest scenario and no more, so that a small text cannot fill the memory.
fn inflate(packed: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut unpacked = vec![0; MAX_BYTES];
    let flags = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER
        | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32
        | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, taken, made) = decompress(&mut Box::<DecompressorOxide>::default(), packed, &mut unpacked, 0, flags);
    match status {
        TINFLStatus::Done if taken == packed.len() => {
            unpacked.truncate(made);
            Ok(unpacked)
        }
        TINFLStatus::HasMoreOutput => Err(LinkError::TooLarge),
        _ => Err(LinkError::Broken),
    }
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
