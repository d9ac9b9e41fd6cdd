"""Occupation codes and titles of a reference, looked up for every line of a file."""

from __future__ import annotations

from functools import lru_cache

from gainful.engine.occupations import Reference, load_reference
from gainful.engine.titles.ranking import rank_occupations
from gainful.exchange.tables.headings import slug


@lru_cache(maxsize=50_000)
def read_title(title: str, reference: Reference) -> tuple[str, str] | None:
    """Return (code, occupation) that a title in other words most likely means, None for a guess."""
    found = rank_occupations([title], 1, reference=reference)[0]
    return (found[0].code, found[0].title) if found and found[0].confidence_word != "guess" else None


_CODES: dict[str, frozenset[str]] = {}
_TITLES: dict[str, dict[str, str]] = {}


def known_codes(reference: Reference) -> frozenset[str]:
    """Return the occupation codes of a reference; kept per version."""
    if reference.version not in _CODES:
        _CODES[reference.version] = frozenset(o.code for o in reference.occupations)
    return _CODES[reference.version]


def title_codes(reference: Reference) -> dict[str, str]:
    """Return normalised title → code; kept per version.

    A title that several occupations go by ("line cook") has none: the ranking of titles tells, as everywhere else.
    """
    if reference.version not in _TITLES:
        found: dict[str, set[str]] = {}
        titles = reference.titles
        order = {"occupation": 0, "alternate": 1, "reported": 2}
        rows = sorted(
            zip(titles.kind, titles.title, titles.code, strict=True),
            key=lambda row: order.get(str(row[0]), 3),
        )
        named: dict[str, str] = {}
        for kind, title, code in rows:
            key = slug(str(title), " ")
            found.setdefault(key, set()).add(str(code))
            if kind == "occupation":
                named.setdefault(key, str(code))
        single = {key: next(iter(codes)) if len(codes) == 1 else "" for key, codes in found.items()}
        _TITLES[reference.version] = single | named
    return _TITLES[reference.version]


def known_occupation(title: str, reference: Reference | None = None) -> str:
    """Return the code of the likeliest occupation that goes by exactly this title, else the empty string."""
    reference = reference or load_reference()
    code = title_codes(reference).get(slug(title, " "))
    if code == "" and (read := read_title(title, reference)):
        return read[0]
    return code or ""
