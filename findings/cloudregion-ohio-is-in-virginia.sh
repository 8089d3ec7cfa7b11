#!/usr/bin/env bash
# cloudregion 0.0.3 (PyPI): the region of Google that it calls "ohio" is in Virginia, and the one it calls "virginia" is not.
#
# Behaviour: the library names regions by city and has one of AWS, one of Azure and one of Google for each name. Where a
# provider has none in that city, or the library does not know it, another stands in, and nothing tells: Virginia is South
# Carolina, Ohio is Virginia, Toronto is Montreal, Dublin is Belgium, Stockholm is Finland. Five of 16 names are not where
# they say, at Google alone. Azure's "ohio", eastus2, is in Virginia too, by Azure's list of its regions. The cities
# below are those of codecarbon 3.3.2, which has them from Google.
# Output seen:
#     name        aws             azure               gcp
#     virginia    us-east-1       eastus              us-east1                  Moncks Corner, South Carolina, USA
#     ohio        us-east-2       eastus2             us-east4                  Ashburn, Northern Virginia, USA
#     toronto     ca-central-1    canadacentral       northamerica-northeast1   Montreal, Quebec, Canada
#     dublin      eu-west-1       northeurope         europe-west1              St. Ghislain, Belgium
#     stockholm   eu-north-1      swedencentral       europe-north1             Hamina, Finland
#     frankfurt   eu-central-1    germanywestcentral  europe-west3              Frankfurt, Germany
# Why it hurts a planner: AWS in "virginia" with a standby of Google's or Azure's in "ohio" are two names of one place, with
# one grid and one storm; the standby falls with what it stands by for. Data that has to stay in Ireland or Sweden leaves
# it, and a round trip from Toronto is one from Montreal. Match regions of two clouds by coordinates, never by name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# Of codecarbon only the table is read, without its dependencies.
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps cloudregion==0.0.3 codecarbon==3.3.2
"$folder/venv/bin/python" - <<'PYTHON'
import csv
import sys
from importlib.util import find_spec
from pathlib import Path
from cloudregion import region
from cloudregion.region_data import REGION_MAPPINGS

table = Path(find_spec("codecarbon").origin).parent / "data" / "cloud" / "impact.csv"
with open(table, encoding="utf-8-sig") as rows:
    places = {
        row["region"]: ", ".join(part for part in (row["city"], row["state"], row["country_name"]) if part)
        for row in csv.DictReader(rows) if row["provider"] == "gcp"
    }

expected = {
    "virginia": ("us-east-1", "eastus", "us-east1", "Moncks Corner, South Carolina, USA"),
    "ohio": ("us-east-2", "eastus2", "us-east4", "Ashburn, Northern Virginia, USA"),
    "toronto": ("ca-central-1", "canadacentral", "northamerica-northeast1", "Montreal, Quebec, Canada"),
    "dublin": ("eu-west-1", "northeurope", "europe-west1", "St. Ghislain, Belgium"),
    "stockholm": ("eu-north-1", "swedencentral", "europe-north1", "Hamina, Finland"),
    "frankfurt": ("eu-central-1", "germanywestcentral", "europe-west3", "Frankfurt, Germany"),
}
seen = {}
print(f"{'name':<12}{'aws':<16}{'azure':<20}gcp")
for name in expected:
    named = region(name)
    seen[name] = (named.aws, named.azure, named.gcp, places[named.gcp])
    print(f"{name:<12}{named.aws:<16}{named.azure:<20}{named.gcp:<26}{seen[name][3]}")
if seen != expected or len(REGION_MAPPINGS) != 16:
    sys.exit("changed")
print("as described")
PYTHON
