"""Competencies in a cell: `onet:2.A.1.a=2..3.5; Active Listening=3; Excel; vital signs`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gainful.engine.credentials.held import is_held
from gainful.engine.credentials.mentions import CREDENTIAL_NAMES, credential_name, find_credentials
from gainful.engine.occupations import Reference
from gainful.engine.skills.named import named_competencies
from gainful.exchange.tables.cells import parse_list
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import slug

ID = re.compile(r"(onet|esco|technology|credential|own):\S+")
ELEMENT = re.compile(r"[12]\.[A-C]\.\d+(?:\.[a-z]+)?(?:\.\d+)?")
"""An O*NET element's own number, written without the taxonomy."""
PART = re.compile(r"(.+?)\s*(?:=\s*(?:(\d+(?:\.\d+)?)\s*\.\.\s*)?(\d+(?:\.\d+)?))?")


@dataclass(frozen=True, slots=True)
class Said:
    """A competency that a cell names, with the levels (0-7) it states; `by_id`: written as an id, not in words."""

    competency_id: str
    name: str
    low: float | None
    high: float | None
    by_id: bool = False

    @property
    def kind(self) -> str:
        """The taxonomy: onet, esco, technology or credential."""
        return self.competency_id.partition(":")[0]


def parse_competencies(text: str, reference: Reference | None) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    """Return what a cell names, each competency once, and the words nobody knows; CellError for a wrong level."""
    found: dict[str, Said] = {}
    unknown: list[str] = []
    for part in (piece for whole in parse_list(text) for piece in _by_commas(whole, reference)):
        match = PART.fullmatch(part)
        if match is None:
            raise CellError(f"“{part}” is not a competency. Write it as onet:2.A.1.a=3.5.")
        low, high = (float(value) if value else None for value in (match[2], match[3]))
        if high is not None and not (low or 0) <= high <= 7:
            raise CellError(f"“{part}”: levels run from 0 to 7, the lower one first.")
        said = _said(match[1].strip(), low, high, reference)
        if not said:
            unknown.append(match[1].strip())
        for each in said:
            found.setdefault(each.competency_id, each)
    return tuple(found.values()), tuple(unknown)


def _said(what: str, low: float | None, high: float | None, reference: Reference | None) -> list[Said]:
    what = f"onet:{what}" if ELEMENT.fullmatch(what) else what
    if ID.fullmatch(what):
        return [Said(what, _name_of(what, reference), low, high, by_id=True)]
    if reference is None:
        return []
    rated = {"onet"} if high is not None else set()
    return [
        Said(
            named.competency_id, named.name, *((low, high) if named.taxonomy.value in rated else (None, None))
        )
        for named in named_competencies(what, reference)
    ]


def _name_of(competency_id: str, reference: Reference | None) -> str:
    if competency_id.startswith("credential:"):
        return credential_name(competency_id)
    if reference is None:
        return competency_id
    names = {each.id: each.name for each in reference.elements}
    return names.get(competency_id) or next(
        (each.name for each in reference.technology_list if each.id == competency_id), competency_id
    )


def _by_commas(whole: str, reference: Reference | None) -> tuple[str, ...]:
    """Split a list written with commas, but no name that has one itself."""
    if "," not in whole or ID.match(whole) or reference is None:
        return (whole,)
    if len(named_competencies(whole, reference)) == 1:
        return (whole,)
    return tuple(part.strip() for part in whole.split(",") if part.strip())


_NOTHING = re.compile(r"(?:no|none|nil|null|n/?a|not applicable|-+|\.)?", re.IGNORECASE)


def credential_ids(text: str) -> tuple[str, ...]:
    """Return the credentials that a text says are held, as the readers of postings know them, else one of its words."""
    own = text if text.startswith("credential:") else f"credential:{slug(text)}"
    if own in CREDENTIAL_NAMES or text.startswith("credential:"):
        return (own,)
    found = list(find_credentials(text))
    if found:
        return tuple(key for key, _, span in found if is_held(text, span.start, span.end))
    return () if _NOTHING.fullmatch(text.strip()) else (own,)
