"""Crosswalks with confidence: SOC 2010 → 2018, field of study (CIP 2020) ↔ SOC, ESCO ↔ O*NET."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gainful.engine.occupations.store import Columns, Store

BEST_CONFIDENCE = 2.0
"""The publishers of the ESCO-O*NET crosswalk rate a pair .5, 1 or 2, and 2 is best."""
SHARED_TITLE, SIMILAR_TEXT = "shared job title", "similar text only"


def is_code(soc: str, cip: str = "") -> bool:
    """Whether a row of the CIP-SOC crosswalk names both: 99-9999 and 99.9999 stand for "NO MATCH"."""
    return not soc.startswith("99-") and not cip.startswith("99.")


@dataclass(frozen=True, slots=True)
class Match:
    """A code on the other side, with a confidence of 0-1 and in words the kind of match."""

    code: str
    confidence: float
    kind: str
    similarity: float | None = None
    """Likeness of the two texts, 0-1, where the crosswalk gives one."""


class Crosswalks:
    """Look-ups return an empty tuple where the crosswalk has no entry: unknown, not "no such job"."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _soc(self) -> dict[str, list[Match]]:
        table = self._store.read("soc_2010_2018")
        found: dict[str, list[Match]] = defaultdict(list)
        rows = zip(
            table.texts("soc_2010"),
            table.texts("soc_2018"),
            table.numbers("confidence").tolist(),
            strict=True,
        )
        for old, new, share in rows:
            kind = "one to one" if share == 100 else "split"
            found[old].append(Match(new, share / 100, kind))
        return found

    def soc_2018(self, soc_2010: str) -> tuple[Match, ...]:
        """Return the SOC 2018 codes of a SOC 2010 code; a split shares the confidence equally."""
        return tuple(self._soc.get(soc_2010[:7], ()))

    @cached_property
    def _cip(self) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
        fields, links = self._store.read("cip"), self._store.read("soc_cip")
        by_cip: dict[str, list[str]] = defaultdict(list)
        by_soc: dict[str, list[str]] = defaultdict(list)
        for soc, row in zip(links.texts("soc"), links.numbers("cip").tolist(), strict=True):
            if is_code(soc, fields.texts("code")[row]):
                by_cip[fields.texts("code")[row]].append(soc)
                by_soc[soc].append(fields.texts("code")[row])
        names = zip(fields.texts("code"), fields.texts("name"), strict=True)
        return by_cip, by_soc, {code: name for code, name in names if is_code("", code)}

    def soc_of_field(self, cip: str) -> tuple[Match, ...]:
        """Return the occupations a field of study leads to; confidence is one over their number."""
        socs = self._cip[0].get(cip, [])
        return tuple(Match(soc, 1 / len(socs), "field of study") for soc in socs)

    def fields_of_soc(self, code: str) -> tuple[Match, ...]:
        """Return the CIP 2020 fields of study that lead to an occupation, each with one over their number."""
        fields = self._cip[1].get(code[:7], [])
        return tuple(Match(cip, 1 / len(fields), "field of study") for cip in fields)

    def field_name(self, cip: str) -> str:
        """Return a field of study's name; KeyError where the code is not in CIP 2020."""
        return self._cip[2][cip]

    @cached_property
    def _versions_codes(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The occupations of this version: code by title in lower case, and the codes of each SOC code."""
        table = self._store.read("occupations")
        by_soc: dict[str, list[str]] = defaultdict(list)
        for code in table.texts("code"):
            by_soc[code[:7]].append(code)
        titles = {
            title.casefold(): code
            for title, code in zip(table.texts("title"), table.texts("code"), strict=True)
        }
        return titles, by_soc

    def codes_of_2010(self, onet_2010: str, title: str = "") -> tuple[Match, ...]:
        """Return the O*NET codes of this version that an O*NET-SOC 2010 code became.

        A code that is still there stays; else the occupation with the same title; else those of the SOC 2018 codes that
        the SOC 2010 code became (the whole occupation `.00` where there is one), which share the confidence.
        """
        titles, by_soc = self._versions_codes
        if onet_2010 in by_soc[onet_2010[:7]]:
            return (Match(onet_2010, 1.0, "same code"),)
        if title.casefold() in titles:
            return (Match(titles[title.casefold()], 1.0, "same title"),)
        found: list[str] = []
        for target in self.soc_2018(onet_2010):
            codes = by_soc[target.code]
            whole = f"{target.code}.00"
            found += [whole] if whole in codes else codes
        return tuple(Match(code, 1 / len(found), "through SOC 2010") for code in dict.fromkeys(found))

    @cached_property
    def _esco(self) -> tuple[dict[str, list[Match]], dict[str, list[Match]]]:
        table = self._store.read("esco_onet")
        to_onet: dict[str, list[Match]] = defaultdict(list)
        to_esco: dict[str, list[Match]] = defaultdict(list)
        for onet, title, esco, shared, confidence, near in _pairs(table):
            kind = SHARED_TITLE if shared else SIMILAR_TEXT
            for now in self.codes_of_2010(onet, title):
                sure = confidence / BEST_CONFIDENCE * now.confidence
                to_onet[esco].append(Match(now.code, sure, kind, near))
                to_esco[now.code].append(Match(esco, sure, kind, near))
        return to_onet, to_esco

    def onet_of_esco(self, esco_uuid: str) -> tuple[Match, ...]:
        """Return the O*NET codes of an ESCO occupation, likeliest first.

        Confidence is the publishers' own, shared where a code of the crosswalk (SOC 2010) became several.
        """
        return tuple(sorted(self._esco[0].get(esco_uuid, ()), key=_likeliest))

    def esco_of_onet(self, code: str) -> tuple[Match, ...]:
        """Return the ESCO occupations of an O*NET code, likeliest first."""
        return tuple(sorted(self._esco[1].get(code, ()), key=_likeliest))


def _likeliest(match: Match) -> tuple[float, float]:
    return -match.confidence, -(match.similarity or 0.0)


def _pairs(table: Columns) -> Iterator[tuple[str, str, str, bool, float, float | None]]:
    """Yield O*NET code and title, ESCO uuid, whether a title is shared, the publishers' confidence, and similarity."""
    count = len(table.texts("onet"))
    titles = table.texts("onet_title") if "onet_title" in table else ("",) * count
    # a version loaded by an earlier Gainful has no column of its own for shared titles
    shared = table.numbers("shared").tolist() if "shared" in table else [False] * count
    figures = zip(shared, table.numbers("match").tolist(), table.numbers("similarity").tolist(), strict=True)
    for onet, title, esco, (has, match, near) in zip(
        table.texts("onet"), titles, table.texts("esco"), figures, strict=True
    ):
        yield onet, title, esco, bool(has), max(match, 0) / 10, near / 100 if near >= 0 else None
