#!/usr/bin/env bash
# spopt 0.7.0 (PyPI): the best single region for five cities of the Pacific is Oregon, at 1.7 times the distance of Sydney.
#
# Behaviour: `PMedian.from_geodataframe` measures in the units of the coordinates. In latitude and longitude, and with both
# frames saying so in their CRS, that is degrees on a flat map, without an error or a warning, though geopandas warns of a
# single distance taken so. Sydney to Honolulu is 314 degrees, around the back of the world. The CRS is looked at only to
# see that both frames have the same. A matrix of kilometres, given to `from_cost_matrix`, is solved rightly.
# Output seen: the sum over Suva, Apia, Auckland, Honolulu, Papeete
#                   degrees       km
#     Sydney            994    24012
#     Oregon            805    40729
#     Singapore         950    48924
#     chosen: by coordinates Oregon, by kilometres Sydney; warnings about coordinates: 0
# Why it hurts a planner: this is the textbook model for where regions go, from the field's own library, and its status is
# optimal. Away from the date line a degree of longitude is still counted in full at 60 N, where it is half as long, so
# that northern users seem far apart. Compute great circles, or round trips, and give the matrix.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spopt==0.7.0 pulp==3.3.2 geopandas==1.2.0 geopy==2.5.0 \
  numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 shapely==2.2.0 pyproj==3.7.2 pointpats==2.5.2 spaghetti==1.7.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import warnings
import geopandas
import numpy
import pulp
from geopy.distance import great_circle
from spopt.locate import PMedian

cities = {"Suva": (178.4, -18.1), "Apia": (-171.8, -13.8), "Auckland": (174.8, -36.8), "Honolulu": (-157.8, 21.3), "Papeete": (-149.6, -17.5)}
regions = {"Sydney": (151.2, -33.9), "Oregon": (-121.3, 45.8), "Singapore": (103.8, 1.35)}


def frame(places):
    longitudes, latitudes = zip(*places.values())
    return geopandas.GeoDataFrame({"users": [1] * len(places)}, geometry=geopandas.points_from_xy(longitudes, latitudes), crs="EPSG:4326")


def chosen(model):
    solved = model.solve(pulp.PULP_CBC_CMD(msg=False))
    return [name for name, users in zip(regions, solved.fac2cli) if users]


with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    flat = PMedian.from_geodataframe(frame(cities), frame(regions), "geometry", "geometry", "users", 1)
    flat_choice = chosen(flat)
kilometres = numpy.array([[great_circle(city[::-1], region[::-1]).km for region in regions.values()] for city in cities.values()])
warnings.simplefilter("ignore")
round_choice = chosen(PMedian.from_cost_matrix(kilometres, numpy.ones(len(cities)), p_facilities=1))

print(f"{'':<12}{'degrees':>9}{'km':>9}")
sums = [(round(degrees), round(km)) for degrees, km in zip(flat.aij.sum(axis=0), kilometres.sum(axis=0))]
for name, (degrees, km) in zip(regions, sums):
    print(f"{name:<12}{degrees:>9}{km:>9}")
about = sum(any(word in str(one.message).lower() for word in ("crs", "geographic", "degree", "coordinate")) for one in said)
print(f"chosen: by coordinates {flat_choice[0]}, by kilometres {round_choice[0]}; warnings about coordinates: {about}")
if (flat_choice, round_choice, about, sums) != (["Oregon"], ["Sydney"], 0, [(994, 24012), (805, 40729), (950, 48924)]):
    sys.exit("changed")
print("as described")
PYTHON
