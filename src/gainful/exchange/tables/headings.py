"""Which column of a file is which field: headings as people and systems write them, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from gainful.exchange.tables.errors import UnreadableColumns

CLOSE_ENOUGH = 0.86
"""Similarity above which a heading is taken for a field's name (typing errors, plurals)."""
REMEMBERED = 60
"""Letters up to which a text is worth remembering: choices and titles, not sentences."""
_WORD = re.compile(r"\w+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
QUALIFIERS = (
    "client", "participant", "person", "customer", "member", "contact", "employee", "applicant", "candidate", "student",
    "worker", "individual", "mailing", "home", "residential", "primary", "current", "last", "most recent", "latest",
    "previous", "legal", "preferred", "personal", "program", "course", "official", "training", "original", "job seeker",
    "seeker", "residence", "res",
)  # fmt: skip
"""Words in front of a heading that only say whose it is or which of several."""
ID_WORDS = ("id", "identifier", "no", "number", "num", "key", "code")
NOT_A_PERSON = frozenset({
    "program", "provider", "course", "employer", "company", "organization", "agency", "site", "office",
    "location", "case", "manager", "staff", "worker", "job", "occupation", "soc", "onet", "naics", "zip",
    "postal", "phone", "telephone", "mobile", "cell", "fax", "area", "fips", "county", "state", "country",
    "license", "licence", "account", "order", "item", "line", "row", "batch", "cip", "project", "household",
    "family", "school", "event", "service",
})  # fmt: skip
"""What an ID can be of that is not the person of the row."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field a file may fill: its name, the headings people use for it, and whether every row needs it."""

    key: str
    label: str
    words: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    words_are_answers: bool = False
    """Whether “none”, “unknown” or “NA” is an answer here (a name) and not an empty cell."""
    person_id: bool = False
    """Whether any heading that ends in ID or number will do where no other one is found."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is looked for: its name here, the headings that mean it, how it is read."""

    name: str
    headings: tuple[str, ...]
    kind: str = "text"
    """A kind of `gainful.engine.tables.cell_sql`: text, key, day, until, birth, number, amount, whole, quarter …"""
    needed: bool = False
    filled: bool = False
    """Whether an empty cell is an error."""
    said: str = ""
    """What it is called in messages, where that is not its name here."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the heading it stands under, the value, and what to do."""

    column: str
    message: str
    value: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the problem as JSON-ready data."""
        return {"column": self.column, "message": self.message, "value": self.value[:200]}


def slug(text: str, joint: str = "-") -> str:
    """Return lower-case letters and digits of any alphabet, joined; short texts, which come again, are remembered."""
    return _short_slug(text, joint) if len(text) <= REMEMBERED else _slug(text, joint)


def _slug(text: str, joint: str) -> str:
    return joint.join(_WORD.findall(text.casefold().replace("_", " ")))


_short_slug = lru_cache(maxsize=20_000)(_slug)


def plain(heading: str) -> str:
    """Return a heading without case, spaces and signs: `exit_date` of “Exit Date” and “ExitDate”."""
    return slug(_HUMP.sub(" ", _in_words(heading)), "_")


def key_of(heading: str) -> str:
    """Return what two spellings of one heading share: “Person ID”, “PersonID” and “person_id” are personid."""
    return slug(_in_words(heading), "").replace("_", "")


def _in_words(heading: str) -> str:
    """Return a heading with “#” as “number” and without the “__c” that Salesforce puts behind fields of one's own."""
    return re.sub(r"__c$", "", heading).replace("#", " number ")


def spellings(heading: str) -> Iterator[str]:
    """Yield the keys of a heading, then of what is left without the words that only say whose it is.

    “Mailing Zip/Postal Code” is also “Postal Code”, “Current/Last Job” also “Last Job” and “Job”.
    """
    yield key_of(heading)
    parts = list(dict.fromkeys((heading, re.sub(r"\(.*?\)", " ", heading))))
    if "/" in heading:
        first, _, second = heading.partition("/")
        parts += [second, first]
    for part in parts:
        words = plain(part).replace("_", " ")
        for left in _unqualified(words):
            yield key_of(left)
            yield key_of(left.removesuffix(" name"))


def _unqualified(words: str) -> Iterator[str]:
    """Yield words, then without each qualifier in front."""
    yield words
    while qualifier := next((q for q in QUALIFIERS if words.startswith(f"{q} ")), ""):
        words = words.removeprefix(f"{qualifier} ")
        yield words


def guess_mapping(header: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Return field key → heading: exact words first, then less qualified ones, then the closest; a heading once."""
    left = {key_of(heading): heading for heading in reversed(header) if key_of(heading)}
    found: dict[str, str] = {}
    for field in fields:
        for word in _names_of(field):
            if word in left:
                found[field.key] = left.pop(word)
                break
    _by_spellings(fields, left, found)
    for field in fields:
        if field.key in found or field.person_id or not left:
            continue
        score, name = max(
            (SequenceMatcher(None, slug(word, " "), slug(heading, " ")).ratio(), name)
            for word in (field.key, field.label, *field.words)
            for name, heading in left.items()
        )
        if score >= CLOSE_ENOUGH:
            found[field.key] = left.pop(name)
    for field in fields:
        if (
            field.person_id
            and field.key not in found
            and (heading := next(filter(_is_person_id, left.values()), None))
        ):
            found[field.key] = left.pop(key_of(heading))
    return {field.key: found[field.key] for field in fields if field.key in found}


def _names_of(field: Field) -> list[str]:
    return [key_of(word) for word in (field.key, field.label, *field.words)]


def _by_spellings(fields: Sequence[Field], left: dict[str, str], found: dict[str, str]) -> None:
    """Give each field that is left the heading whose nearest spelling is one of its words."""
    known: dict[str, str] = {}
    for field in fields:
        if field.key not in found:
            for word in _names_of(field):
                known.setdefault(word, field.key)
    matches = sorted(
        (place, at, known[spelling], name)
        for at, (name, heading) in enumerate(left.items())
        for place, spelling in enumerate(spellings(heading))
        if spelling in known
    )
    for _, _, key, name in matches:
        if key not in found and name in left:
            found[key] = left.pop(name)


def _is_person_id(heading: str) -> bool:
    words = plain(heading).split("_")
    return words[-1] in ID_WORDS and not set(words[:-1]) & NOT_A_PERSON and len(words) > 1


def known_headings(header: Sequence[str], fields: Sequence[Field]) -> int:
    """Return how many headings a field goes by, without guesses: for telling headings from other lines."""
    names = {word for field in fields for word in _names_of(field)}
    return sum(1 for heading in header if heading and any(one in names for one in spellings(heading)))


def check_mapping(mapping: Mapping[str, str], header: Sequence[str], fields: Sequence[Field]) -> list[str]:
    """Return what must be put right first: missing columns, a column used twice, unknown ones."""
    messages = [
        f"No column is chosen for “{field.label}”, which every row needs. Choose one, or give the file a column of "
        "that name."
        for field in fields
        if field.required and not mapping.get(field.key)
    ]
    known = {field.key for field in fields}
    used: dict[str, str] = {}
    for key, heading in mapping.items():
        if key not in known:
            messages.append(f"“{key}” is not a field.")
        elif heading and heading not in header:
            messages.append(f"The file has no column “{heading}”.")
        elif heading in used:
            messages.append(f"The column “{heading}” is chosen twice.")
        if heading:
            used[heading] = key
    return messages


def positions(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, int]:
    """Return field key → place of its column."""
    places = {heading: place for place, heading in enumerate(header)}
    return {key: places[heading] for key, heading in mapping.items() if heading in places}


def matched(file: str, headings: Sequence[str], wanted: Sequence[Column]) -> dict[str, str]:
    """Return the heading of each column that is there; UnreadableColumns where a needed one is missing."""
    times = Counter(map(key_of, headings))
    known = {key_of(heading): heading for heading in headings}
    found = {
        column.name: known[key_of(name)]
        for column in wanted
        for name in [next((n for n in column.headings if key_of(n) in known), "")]
        if name
    }
    if doubled := [heading for heading in found.values() if times[key_of(heading)] > 1]:
        raise UnreadableColumns(f"{file} has the heading “{doubled[0]}” twice. Keep one of the columns.")
    if missing := [column for column in wanted if column.needed and column.name not in found]:
        lines = [
            f"{file} has no column “{column.said}”."
            if column.said
            else f"{file} has no column for “{column.name}”. Name it one of: {', '.join(column.headings)}."
            for column in missing
        ]
        raise UnreadableColumns("\n".join([*lines, f"Its columns are: {', '.join(headings)}."]))
    return found
