#!/usr/bin/env bash
# pycountry 26.2.16 (PyPI): a search for "Republic of Korea", the South's own name, finds one country, North Korea.
#
# Behaviour: `search_fuzzy` looks for the words as a piece of the names that ISO 3166 lists. ISO writes the South "Korea,
# Republic of" and the North's official name is "Democratic People's Republic of Korea", so the only match is the North; it
# is not even ambiguous. For "Niger", an exact name in the list, Nigeria is ranked first. `lookup`, the strict one, has
# no "Republic of Korea". country_converter 1.3.2 resolves both rightly.
# Output seen:
#     name                 search_fuzzy    lookup    country_converter
#     Republic of Korea    KP              nothing   KR
#     Korea, Republic of   KR              KR        KR
#     South Korea          KR              KR        KR
#     Niger                NG NE           NE        NE
# Why it hurts a planner: tables of users write "Republic of Korea", as the United Nations do. The users there, some 50
# million online, move to a country for which tables of internet use have no figure: a weight by users drops them, and
# rules on where their data may lie are another state's. Exactly one match is no sign of the right one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16 country_converter==1.3.2 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import country_converter
import pycountry


def strict(name):
    try:
        return pycountry.countries.lookup(name).alpha_2
    except LookupError:
        return "nothing"


expected = {
    "Republic of Korea": ("KP", "nothing", "KR"),
    "Korea, Republic of": ("KR", "KR", "KR"),
    "South Korea": ("KR", "KR", "KR"),
    "Niger": ("NG NE", "NE", "NE"),
}
seen = {}
print(f"{'name':<21}{'search_fuzzy':<16}{'lookup':<10}country_converter")
for name in expected:
    fuzzy = " ".join(country.alpha_2 for country in pycountry.countries.search_fuzzy(name))
    seen[name] = (fuzzy, strict(name), country_converter.convert(name, to="ISO2"))
    print(f"{name:<21}{seen[name][0]:<16}{seen[name][1]:<10}{seen[name][2]}")
if seen != expected:
    sys.exit("changed")
print("as described")
PYTHON
