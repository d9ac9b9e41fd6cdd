"""Crosswalks between SOC years, fields of study (CIP) and ESCO occupations, with the kind of match."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from gainful.engine.occupations.crosswalks import is_code
from gainful.exchange.reference.manifest import SnapshotWriter
from gainful.exchange.reference.sources import Release

SOC = {"old": ["SOCCode2010"], "new": ["SOCCode2018"]}
CIP = {"soc": ["SOC2018Code"], "cip": ["CIP2020Code"], "name": ["CIP2020Title"]}
ESCO = {
    "onet": ["onet_code"],
    "title": ["onet_occupation"],
    "shared": ["matching_job_titles"],
    "esco": ["concept_uri"],
    "match": ["confidence"],
    "near": ["semantic_similarity"],
}


def write_crosswalks(writer: SnapshotWriter, folder: Path) -> None:
    """Write the three crosswalks; a SOC 2010 code split over several SOC 2018 codes shares its confidence."""
    release = Release(folder)
    soc = release.read(["soc2010_to_2018_crosswalk"], SOC)
    splits = Counter(soc["old"])
    share = np.array([round(100 / splits[code]) for code in soc["old"]], dtype=np.int8)
    writer.write(
        "soc_2010_2018",
        {"soc_2010": soc["old"], "soc_2018": soc["new"], "confidence": share},
        "BLS SOC crosswalk",
    )
    cip = release.read(["soc2018_cip2020_crosswalk"], CIP)
    fields = zip(cip["cip"], (name.rstrip(".") for name in cip["name"]), strict=True)
    names = sorted({(code, name) for code, name in fields if is_code("", code)})
    place = {code: row for row, (code, _) in enumerate(names)}
    source = "NCES/BLS CIP 2020 to SOC 2018 crosswalk"
    writer.write("cip", {"code": [c for c, _ in names], "name": [n for _, n in names]}, source)
    pairs = [pair for pair in zip(cip["soc"], cip["cip"], strict=True) if is_code(*pair)]
    rows = np.array([place[code] for _, code in pairs], dtype=np.int16)
    links = {"soc": [soc for soc, _ in pairs], "cip": rows}
    writer.write("soc_cip", links, source)
    _write_esco(writer, release)


def _write_esco(writer: SnapshotWriter, release: Release) -> None:
    """ESCO ↔ O*NET: whether a title is shared, the publishers' confidence in tenths, the similarity in hundredths."""
    table = release.read(["esco_onet_crosswalk_Nov2020"], ESCO)
    uuids = [uri.rsplit("/", 1)[-1] for uri in table["esco"]]
    figures = {
        "shared": np.array([cell not in {"", "na"} for cell in table["shared"]], dtype=np.int8),
        "match": np.array([round(float(m) * 10) if m else -1 for m in table["match"]], dtype=np.int8),
        "similarity": np.array([round(float(s) * 100) if s else -1 for s in table["near"]], dtype=np.int8),
    }
    columns = {"onet": table["onet"], "onet_title": table["title"], "esco": uuids, **figures}
    writer.write("esco_onet", columns, "ESCO to O*NET crosswalk 2020 (MIT)")
