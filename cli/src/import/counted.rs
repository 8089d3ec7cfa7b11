//! Pages of a column whose rows have entries. A few bytes of a page can stand for thousands of millions of them, all of one
//! row, and the library reads whole rows: so they are counted before.

use crate::columns::too_much;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescPtr;

/// The most entries of a row.
const MOST: usize = 4_096;

/// Pages whose rows have no more entries than a row may have.
pub struct Counted {
    pages: Box<dyn PageReader>,
    descr: ColumnDescPtr,
    /// Entries of the row at hand, which may go on in the next page.
    entries: usize,
}

impl Counted {
    /// Counts the entries of these pages.
    pub fn new(pages: Box<dyn PageReader>, descr: ColumnDescPtr) -> Counted {
        Counted { pages, descr, entries: 0 }
    }

    fn page(&mut self, page: &Page) -> Result<(), ParquetError> {
        match page {
            Page::DataPage { buf, num_values, rep_level_encoding: Encoding::RLE, .. } => {
                let levels =
                    buf.split_first_chunk().and_then(|(length, rest)| rest.get(..u32::from_le_bytes(*length) as usize));
                self.runs(levels.unwrap_or_default(), *num_values as usize)
            }
            Page::DataPage { buf, num_values, .. } => self.bits(buf, *num_values as usize),
            Page::DataPageV2 { buf, num_values, rep_levels_byte_len, .. } => {
                self.runs(buf.get(..*rep_levels_byte_len as usize).unwrap_or_default(), *num_values as usize)
            }
            Page::DictionaryPage { .. } => Ok(()),
        }
    }

    /// Levels of one bit, `left` of them: runs of the same one, and groups of eight that stand as they are.
    fn runs(&mut self, mut bytes: &[u8], mut left: usize) -> Result<(), ParquetError> {
        while left > 0
            && let Some((header, rest)) = number(bytes)
        {
            bytes = rest;
            let length = usize::try_from(header >> 1).unwrap_or(usize::MAX);
            if header & 1 == 1 {
                let (packed, rest) = bytes.split_at(length.min(bytes.len()));
                self.bits(packed, left)?;
                left = left.saturating_sub(8 * packed.len());
                bytes = rest;
            } else if length > 0
                && let Some((level, rest)) = bytes.split_first()
            {
                self.add(*level > 0, length.min(left))?;
                left -= length.min(left);
                bytes = rest;
            }
        }
        Ok(())
    }

    fn bits(&mut self, bytes: &[u8], left: usize) -> Result<(), ParquetError> {
        let mut levels = bytes.iter().flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 > 0)).take(left);
        levels.try_for_each(|goes_on| self.add(goes_on, 1))
    }

    /// Entries that go on with the row at hand, or that are each of a row of its own.
    fn add(&mut self, goes_on: bool, entries: usize) -> Result<(), ParquetError> {
        self.entries = if goes_on { self.entries.saturating_add(entries) } else { 1 };
        match self.entries > MOST {
            true => Err(too_much(&self.descr, "a row of more than 4096 entries", "at most 4096")),
            false => Ok(()),
        }
    }
}

/// A whole number of seven bits a byte, the lowest first; and what stands behind it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let last = bytes.iter().take(10).position(|byte| byte & 0x80 == 0)?;
    let (number, rest) = bytes.split_at_checked(last + 1)?;
    Some((number.iter().rev().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f)), rest))
}

impl Iterator for Counted {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Counted {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        let page = self.pages.get_next_page()?;
        page.as_ref().map_or(Ok(()), |page| self.page(page))?;
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool, ParquetError> {
        self.pages.at_record_boundary()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::schema::parser::parse_message_type;
    use parquet::schema::types::SchemaDescriptor;
    use std::sync::Arc;

    struct Pages(Vec<Page>);

    impl Iterator for Pages {
        type Item = Result<Page, ParquetError>;

        fn next(&mut self) -> Option<Self::Item> {
            self.get_next_page().transpose()
        }
    }

    impl PageReader for Pages {
        fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
            Ok((!self.0.is_empty()).then(|| self.0.remove(0)))
        }

        fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
            Ok(None)
        }

        fn skip_next_page(&mut self) -> Result<(), ParquetError> {
            Ok(())
        }
    }

    /// A page of so many levels.
    fn page(levels: &[u8], num_values: u32) -> Page {
        let buf = [&u32::try_from(levels.len()).unwrap_or(0).to_le_bytes(), levels].concat().into();
        let (encoding, statistics) = (Encoding::PLAIN, None);
        let (def_level_encoding, rep_level_encoding) = (Encoding::RLE, Encoding::RLE);
        Page::DataPage { buf, num_values, encoding, def_level_encoding, rep_level_encoding, statistics }
    }

    fn is_read(pages: Vec<Page>) -> bool {
        let schema = "message m { repeated group tags { required binary key (UTF8); } }";
        let schema = SchemaDescriptor::new(Arc::new(parse_message_type(schema).expect("a schema")));
        Counted::new(Box::new(Pages(pages)), schema.column(0)).all(|page| page.is_ok())
    }

    /// 0x02 is the head of a run of one level, 0xfe 0x3f of one of 4095, 0x03 of eight levels that stand in a byte.
    #[test]
    fn entries_of_a_row_are_counted_over_runs_and_pages() {
        let (begins, goes_on) = (&[0x02, 0][..], &[0xfe, 0x3f, 1][..]);
        assert!(is_read(vec![page(&[begins, goes_on].concat(), 4_096)]));
        assert!(is_read(vec![page(begins, 1), page(goes_on, 4_095), page(begins, 1), page(goes_on, 4_095)]));
        assert!(!is_read(vec![page(begins, 1), page(goes_on, 4_095), page(&[0x02, 1], 1)]));
        assert!(!is_read(vec![page(&[begins, goes_on, &[0x03, 0b1]].concat(), 4_097)]), "in a byte");
        assert!(!is_read(vec![page(&[begins, goes_on, &[0x00, 0x02, 1]].concat(), 4_097)]), "behind an empty run");
        // Rows of one entry each, however many.
        assert!(is_read(vec![page(&[0x80, 0x80, 0x80, 0x40, 0], 1 << 24)]));
        // What stands in a byte behind the last level counts nothing, and begins no row.
        assert!(is_read(vec![page(&[begins, goes_on, &[0x03, 0xff]].concat(), 4_096)]));
        assert!(!is_read(vec![page(begins, 1), page(&[0x03, 0b1], 1), page(goes_on, 4_095)]));
    }
}
