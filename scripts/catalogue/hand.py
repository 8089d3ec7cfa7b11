"""What no source says and was decided by hand, each with its reason."""

# The nine areas of the corridor model. Chosen by how traffic runs, not by continent: the Caribbean and Central America
# reach the world through North America, Central Asia, the Caucasus and Cyprus through Europe, Iran and Turkey's
# neighbours in the south through the Gulf.
AREAS = {
    "NA": "US CA MX GL BM PM GT BZ HN SV NI CR PA CU JM HT DO BS BB TT LC VC GD DM AG KN PR VI VG AI MS TC KY AW CW BQ SX "
    "MF BL GP MQ UM",
    "SA": "BR AR CL PE CO EC BO PY UY VE GY SR GF FK GS",
    "EU": "GB IE FR DE NL BE LU CH AT LI IT ES PT AD MC SM VA MT GI GR CY TR DK SE NO FI IS FO AX SJ EE LV LT PL CZ SK HU "
    "RO BG SI HR BA RS ME MK AL XK MD UA BY RU GE AM AZ KZ UZ KG TJ TM GG JE IM",
    "AF": "ZA NA BW ZW MZ LS SZ ZM MW AO CD CG GA GQ CM CF TD NE NG BJ TG GH CI BF ML SN GM GW GN SL LR CV MR EH MA DZ TN "
    "LY EG SD SS ER ET DJ SO KE UG RW BI TZ MG MU SC KM RE YT ST SH IO",
    "ME": "AE QA BH SA IL KW OM YE IQ IR SY JO LB PS",
    "S-ASIA": "IN PK BD LK NP BT MV AF",
    "SE-ASIA": "SG ID MY TH VN PH KH LA MM BN TL CX CC",
    "E-ASIA": "JP KR KP CN TW HK MO MN",
    "OC": "AU NZ FJ PG SB VU NC PF WS AS TO TV KI NR MH FM PW GU MP CK NU TK WF NF PN",
}

EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
# Members of the EEA outside the EU. Overseas territories stand on their own, with their own code.
EEA = "IS LI NO"

# Countries too large for one point: their cities go to the nearest anchor. Names are compass words, as people say them.
SPLITS = {
    "US": {
        "west": (36.5, -119.8), "mountain": (38.5, -107.5), "south": (31.5, -97.0), "central": (41.5, -88.0),
        "southeast": (31.0, -82.5), "northeast": (40.7, -74.5), "alaska": (61.2, -149.9), "hawaii": (21.3, -157.8),
    },
    "CA": {"west": (49.5, -121.0), "prairies": (51.0, -110.0), "east": (44.5, -76.5), "atlantic": (45.5, -63.5)},
    "RU": {"west": (55.7, 40.0), "urals": (56.0, 59.0), "siberia": (54.5, 86.0), "east": (48.0, 134.0)},
    "BR": {"south": (-26.0, -50.5), "southeast": (-22.5, -45.5), "northeast": (-8.5, -37.5), "north": (-3.0, -54.5)},
    "AU": {"east": (-34.0, 149.5), "north": (-20.0, 147.5), "west": (-31.9, 116.0)},
    "CN": {"north": (38.5, 116.0), "east": (31.0, 119.5), "south": (24.0, 112.5), "west": (31.5, 104.0),
           "northeast": (44.5, 125.5), "northwest": (41.0, 85.0)},
    "IN": {"north": (28.0, 77.5), "west": (20.5, 73.5), "south": (13.0, 78.5), "east": (23.5, 87.0)},
    "ID": {"west": (1.5, 101.0), "java": (-7.0, 109.5), "east": (-3.5, 121.0)},
    "MX": {"north": (27.5, -106.0), "centre": (19.8, -99.5), "southeast": (19.0, -91.0)},
    "AR": {"centre": (-34.0, -60.5), "north": (-26.0, -63.0), "south": (-41.5, -68.0)},
    "KZ": {"south": (43.0, 74.0), "north": (52.0, 72.0), "west": (48.0, 53.5)},
    "CD": {"west": (-4.5, 16.5), "east": (-6.0, 26.0)},
    "CL": {"north": (-22.5, -70.0), "centre": (-34.0, -71.0), "south": (-41.5, -73.0)},
    "SA": {"west": (22.0, 40.0), "centre": (24.7, 46.7), "east": (26.3, 50.0)},
    "VN": {"north": (20.8, 106.0), "south": (11.0, 107.0)},
    "ZA": {"north": (-26.5, 28.5), "west": (-33.8, 19.5), "east": (-30.5, 30.0)},
}

# Round trips across the border of mainland China go through few, filtered and often full links: not modelled.
BORDER = {"CN"}

# Short names that people and tools write and no source of ours lists.
ALIASES = {
    "BO": ["Bolivia, Plurinational State of"],
    "BQ": ["Bonaire, Sint Eustatius and Saba"],
    "CD": ["DRC", "DR Congo", "Congo, Democratic Republic of the", "Congo, The Democratic Republic of the", "Congo, Dem. Rep.", "Zaire"],
    "CG": ["Congo, Republic of the", "Republic of Congo", "Congo, Rep."],
    "CI": ["Cote d Ivoire"],
    "FK": ["Falkland Islands (Malvinas)"],
    "FM": ["Micronesia, Federated States of"],
    "GB": ["Britain", "United Kingdom of Great Britain and Northern Ireland"],
    "IR": ["Iran, Islamic Republic of", "Iran (Islamic Republic of)"],
    "KG": ["Kyrgyz Republic"],
    "KP": ["Korea, Democratic People's Republic of", "DPRK"],
    "KR": ["Korea, South", "Korea, Rep.", "Korea (Republic of)"],
    "LA": ["Lao PDR", "Lao People's Democratic Republic"],
    "MD": ["Moldova, Republic of", "Republic of Moldova"],
    "MF": ["Saint Martin (French part)"],
    "MK": ["Macedonia", "Macedonia, the former Yugoslav Republic of", "FYROM"],
    "MM": ["Burma"],
    "MO": ["Macau"],
    "NL": ["Holland"],
    "PS": ["Palestine, State of", "Palestinian Territories"],
    "SH": ["Saint Helena, Ascension and Tristan da Cunha"],
    "SK": ["Slovak Republic"],
    "SX": ["Sint Maarten (Dutch part)"],
    "SY": ["Syrian Arab Republic"],
    "TW": ["Taiwan (Province of China)"],
    "TZ": ["Tanzania, United Republic of"],
    "VA": ["Holy See", "Vatican"],
    "VE": ["Venezuela, Bolivarian Republic of", "Venezuela (Bolivarian Republic of)"],
    "VG": ["Virgin Islands, British"],
    "VI": ["Virgin Islands, U.S.", "United States Virgin Islands"],
    "VN": ["Viet Nam"],
}

# Names that more than one country could mean: never guessed.
ASK = {
    "Congo": ["CD", "CG"],
    "Korea": ["KR", "KP"],
    "Virgin Islands": ["VI", "VG"],
    "Guiana": ["GF", "GY"],
    "Guineas": ["GN", "GW", "GQ", "PG"],
    "Saint Martin Island": ["MF", "SX"],
}

# Places of regions that differ from the base source.
PLACES = {
    # Azure's nominal 37.37, -79.82 is refuted by 1.9 ms to AWS us-east-1 and 2.3 ms to Google us-east4 (Skyplane 2022):
    # it lies within 190 km of Ashburn.
    "eastus": ("Virginia", 39.0438, -77.4874),
    # Azure's nominal point is the centre of France; Microsoft Learn names Paris.
    "francecentral": ("Paris", 48.8534, 2.3488),
    # Azure's nominal point lies in the Channel's hinterland; Microsoft Learn names London.
    "uksouth": ("London", 51.5085, -0.1257),
}

# Regions that the base source lacks: name, GeoNames town, country. Status "ga" needs a list that names it.
ADDED = {
    # In Google's price list of 2026-08.
    "asia-southeast3": ("gcp", "Bangkok", "Bangkok", "TH"),
    # In the Microsoft list read, with zones.
    "indiasouthcentral": ("azure", "India South Central", "Hyderabad", "IN"),
}

# Known by id alone: botocore lists them without a place. Country by their description.
BY_ID = {"me-west-1": "SA", "sa-west-1": "CL", "eusc-de-east-1": "DE"}

# Zones where the base source is wrong: Google's own interface lists three (us-east1-b, -c, -d).
ZONES = {"us-east1": 3}
