"""Crosswalks between SOC years, fields of study (CIP) and ESCO occupations, with the kind of match."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from gainful.exchange.reference.manifest import SnapshotWriter
from gainful.exchange.reference.sources import Release

SOC = {"old": ["SOCCode2010"], "new": ["SOCCode2018"]}
CIP = {"soc": ["SOC2018Code"], "cip": ["CIP2020Code"], "name": ["CIP2020Title"]}
ESCO = {
    "onet": ["onet_code"],
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
    names = sorted(set(zip(cip["cip"], (n.rstrip(".") for n in cip["name"]), strict=True)))
    place = {code: row for row, (code, _) in enumerate(names)}
    source = "NCES/BLS CIP 2020 to SOC 2018 crosswalk"
    writer.write("cip", {"code": [c for c, _ in names], "name": [n for _, n in names]}, source)
    links = {"soc": cip["soc"], "cip": np.array([place[c] for c in cip["cip"]], dtype=np.int16)}
    writer.write("soc_cip", links, source)
    _write_esco(writer, release)


def _write_esco(writer: SnapshotWriter, release: Release) -> None:
    """ESCO ↔ O*NET: the publisher's word-match verdict and its similarity, in hundredths."""
    table = release.read(["esco_onet_crosswalk_Nov2020"], ESCO)
    uuids = [uri.rsplit("/", 1)[-1] for uri in table["esco"]]
    figures = {
        "match": np.array([round(float(m) * 10) if m else -1 for m in table["match"]], dtype=np.int8),
        "similarity": np.array([round(float(s) * 100) if s else -1 for s in table["near"]], dtype=np.int8),
    }
    writer.write(
        "esco_onet", {"onet": table["onet"], "esco": uuids, **figures}, "ESCO to O*NET crosswalk 2020 (MIT)"
    )
