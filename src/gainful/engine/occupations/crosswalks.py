"""Crosswalks with confidence: SOC 2010 → 2018, field of study (CIP 2020) ↔ SOC, ESCO ↔ O*NET."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from gainful.engine.occupations.store import Store


@dataclass(frozen=True, slots=True)
class Match:
    """A code on the other side, with a confidence of 0-1 and in words the kind of match."""

    code: str
    confidence: float
    kind: str


class Crosswalks:
    """Look-ups return an empty tuple where the crosswalk has no entry: unknown, not "no such job"."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _soc(self) -> dict[str, list[Match]]:
        table = self._store.read("soc_2010_2018")
        found: dict[str, list[Match]] = defaultdict(list)
        rows = zip(table["soc_2010"], table["soc_2018"], table["confidence"].tolist(), strict=True)
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
        for soc, row in zip(links["soc"], links["cip"].tolist(), strict=True):
            by_cip[fields["code"][row]].append(soc)
            by_soc[soc].append(fields["code"][row])
        return by_cip, by_soc, dict(zip(fields["code"], fields["name"], strict=True))

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
    def _esco(self) -> tuple[dict[str, list[Match]], dict[str, list[Match]]]:
        table = self._store.read("esco_onet")
        to_onet: dict[str, list[Match]] = defaultdict(list)
        to_esco: dict[str, list[Match]] = defaultdict(list)
        figures = zip(table["match"].tolist(), table["similarity"].tolist(), strict=True)
        for onet, esco, (match, near) in zip(table["onet"], table["esco"], figures, strict=True):
            kind = "shared job title" if match >= 10 else "similar text only"
            to_onet[esco].append(Match(onet, near / 100, kind))
            to_esco[onet].append(Match(esco, near / 100, kind))
        return to_onet, to_esco

    def onet_of_esco(self, esco_uuid: str) -> tuple[Match, ...]:
        """Return the O*NET codes of an ESCO occupation; confidence is the crosswalk's text similarity."""
        return tuple(self._esco[0].get(esco_uuid, ()))

    def esco_of_onet(self, code: str) -> tuple[Match, ...]:
        """Return the ESCO occupations of an O*NET code, likeliest first."""
        return tuple(sorted(self._esco[1].get(code, ()), key=lambda m: -m.confidence))
