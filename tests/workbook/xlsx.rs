//! Just enough of .xlsx to read and change what a workbook holds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

/// What stands in a cell.
#[derive(Debug, PartialEq)]
pub enum Found {
    Number(f64),
    Text(String),
    Nothing,
}

/// The files of a workbook.
pub struct Sheets {
    files: BTreeMap<String, String>,
    strings: Vec<String>,
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = &text[text.find(start)? + start.len()..];
    Some(&rest[..rest.find(end)?])
}

impl Sheets {
    pub fn read(bytes: &[u8]) -> Sheets {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = BTreeMap::new();
        for i in 0..archive.len() {
            let mut file = archive.by_index(i).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            files.insert(file.name().unwrap().into_owned(), text);
        }
        let strings = files.get("xl/sharedStrings.xml").map_or(Vec::new(), |text| {
            text.split("<si")
                .skip(1)
                .map(|one| {
                    between(one, "<t", "</t>").unwrap_or_default().split_once('>').unwrap_or_default().1.to_owned()
                })
                .collect()
        });
        Sheets { files, strings }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.files {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    /// The file of a sheet and the address of a cell that has a name.
    fn place(&self, name: &str) -> (String, String) {
        let book = &self.files["xl/workbook.xml"];
        let defined = book.split("<definedName ").skip(1).find(|one| one.contains(&format!("name=\"{name}\"")));
        let defined = defined.unwrap_or_else(|| panic!("no cell is called {name}"));
        let (sheet, cell) = between(defined, ">", "<").unwrap().split_once('!').unwrap();
        let sheet = sheet.replace("&apos;", "").replace(['\'', '$'], "");
        let number =
            book.split("<sheet ").skip(1).position(|one| one.contains(&format!("name=\"{sheet}\""))).unwrap() + 1;
        (format!("xl/worksheets/sheet{number}.xml"), cell.replace('$', ""))
    }

    /// Where a cell stands in the text of its sheet.
    fn range(&self, file: &str, cell: &str) -> std::ops::Range<usize> {
        let text = &self.files[file];
        let start = text.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{file} has no {cell}"));
        let rest = &text[start..];
        let head = rest.find('>').unwrap();
        let length = if rest[..head].ends_with('/') { head + 1 } else { rest.find("</c>").unwrap() + 4 };
        start..start + length
    }

    pub fn named(&self, name: &str) -> Found {
        self.beside(name, 0)
    }

    /// What stands so many columns to the right of a cell that has a name.
    pub fn beside(&self, name: &str, columns: u8) -> Found {
        let (file, cell) = self.place(name);
        let cell =
            if columns == 0 { cell } else { format!("{}{}", char::from(cell.as_bytes()[0] + columns), &cell[1..]) };
        let text = &self.files[&file][self.range(&file, &cell)];
        let value = match between(text, "<v>", "</v>") {
            Some(value) => value,
            None => return Found::Nothing,
        };
        match between(text, " t=\"", "\"") {
            Some("str") => Found::Text(value.to_owned()),
            Some("s") => Found::Text(self.strings[value.parse::<usize>().unwrap()].clone()),
            Some("e") => panic!("{name} is {value}"),
            _ => Found::Number(value.parse().unwrap()),
        }
    }

    pub fn set(&mut self, name: &str, value: f64) {
        let (file, cell) = self.place(name);
        let range = self.range(&file, &cell);
        let text = self.files.get_mut(&file).unwrap();
        let old = text[range.clone()].to_owned();
        let new = match between(&old, "<v>", "</v>") {
            Some(was) => old.replace(&format!("<v>{was}</v>"), &format!("<v>{value}</v>")),
            None => old.replace("/>", &format!("><v>{value}</v></c>")),
        };
        text.replace_range(range, &new);
    }

    /// All texts.
    pub fn texts(&self) -> &[String] {
        &self.strings
    }

    /// Names of the sheets or of cells, by the tag that says them, and what stands in it.
    pub fn defined<'s>(&'s self, tag: &'s str) -> impl Iterator<Item = (String, String)> + 's {
        self.files["xl/workbook.xml"].split(tag).skip(1).map(|one| {
            let name = between(one, "name=\"", "\"").unwrap();
            (name.to_owned(), between(one, ">", "<").unwrap_or_default().to_owned())
        })
    }

    /// The addresses of all cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        let sheets = self.files.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
        sheets.flat_map(|(_, text)| text.split("<c r=\"").skip(1)).filter_map(|rest| Some(rest.split_once('"')?.0))
    }

    /// All formulas.
    pub fn formulas(&self) -> Vec<String> {
        let sheets = self.files.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
        sheets
            .flat_map(|(_, text)| text.split("<f>").skip(1))
            .filter_map(|rest| Some(rest.split_once("</f>")?.0.to_owned()))
            .collect()
    }

    /// Puts −1 in place of every result that a formula carries.
    pub fn forget_results(&mut self) {
        let mut forgotten = 0;
        for (_, text) in self.files.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
            let mut parts = text.split("</f><v>");
            let mut changed = parts.next().unwrap().to_owned();
            for part in parts {
                changed += "</f><v>-1";
                changed += &part[part.find("</v>").unwrap()..];
                forgotten += 1;
            }
            *text = changed;
        }
        assert_eq!(forgotten, self.formulas().len(), "every formula carries a result");
    }
}
