#!/usr/bin/env bash
# exceljs 4.4.0 (npm): a price with the format `0.00\ \U\S\D`, opened and saved again, is a date in the new workbook.
#
# Behaviour: in a format a letter after a backslash is text, as one in quotes is. exceljs drops all backslashes when it
# opens a file, and so saves `0.00 USD`, in which S and D are seconds and day. It looks for y, m, d, h, s itself, so that a
# latency as `0.0\ \m\s` is a JavaScript Date as soon as it is read, 85.5 the 25th of March 1900. Text in quotes, and a
# currency in brackets, pass both ways. openpyxl 3.1.5 and SheetJS 0.18.5 read the same first file as numbers throughout.
# Output seen: 85.5 in each cell
#     format             openpyxl  SheetJS  exceljs                    saved by exceljs, openpyxl
#     0.00" USD"         85.5      n        85.5                       85.5
#     [$USD]\ 0.00       85.5      n        85.5                       85.5
#     0.00\ \U\S\D       85.5      n        85.5                       1900-03-25 12:00:00
#     0.0\ \m\s          85.5      n        1900-03-25T12:00:00.000Z   1900-03-25 12:00:00
#     0\ \m\i\n          85.5      n        1900-03-25T12:00:00.000Z   1900-03-25 12:00:00
# Why it hurts a planner: tables of prices, round trips and repair times are the ones with units in their formats, and
# a template that is filled in by a server loses figures in cells that nobody touched. A Date counts as a number in
# JavaScript, milliseconds since 1970, so 85 ms is -2.2 x 10^12 and the best route of all. Write units in quotes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 et_xmlfile==2.0.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5
cat > save.cjs <<'JS'
const { Workbook } = require("exceljs");
const { readFile } = require("xlsx");

(async () => {
  const sheetjs = Object.values(readFile("first.xlsx", { cellDates: true }).Sheets)[0];
  const book = new Workbook();
  await book.xlsx.readFile("first.xlsx");
  for (let row = 1; row <= 5; row++) {
    const { value } = book.worksheets[0].getCell(row, 1);
    console.log(`${sheetjs[`A${row}`].t} ${value instanceof Date ? value.toISOString() : value}`);
  }
  await book.xlsx.writeFile("second.xlsx");
})();
JS
cat > formats.py <<'PYTHON'
import subprocess
import sys
from openpyxl import Workbook, load_workbook

FORMATS = ['0.00" USD"', r"[$USD]\ 0.00", r"0.00\ \U\S\D", r"0.0\ \m\s", r"0\ \m\i\n"]
book = Workbook()
for row, form in enumerate(FORMATS, 1):
    cell = book.active.cell(row, 1, 85.5)
    cell.number_format = form
book.save("first.xlsx")


def values(path):
    return [str(cell.value) for cell in load_workbook(path).active["A"]]


first = values("first.xlsx")
others = [line.split() for line in subprocess.run(["node", "save.cjs"], capture_output=True, text=True, check=True).stdout.splitlines()]
second = values("second.xlsx")
print(f"{'format':<19}{'openpyxl':<10}{'SheetJS':<9}{'exceljs':<27}saved by exceljs, openpyxl")
seen = [(one, *other, two) for one, other, two in zip(first, others, second)]
for form, row in zip(FORMATS, seen):
    print(f"{form:<19}{row[0]:<10}{row[1]:<9}{row[2]:<27}{row[3]}")
number = ("85.5", "n", "85.5", "85.5")
date = "1900-03-25 12:00:00"
read = ("85.5", "n", "1900-03-25T12:00:00.000Z", date)
if seen != [number, number, ("85.5", "n", "85.5", date), read, read]:
    sys.exit("changed")
print("as described")
PYTHON
venv/bin/python formats.py
