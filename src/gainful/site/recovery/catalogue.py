"""What lies in a store and how far it reaches: bases, segments of PostgreSQL's log, and the last moment that is in it.

`LINEAGE/base/STAMP/{cluster.tar.gz.age,files.tar.gz.age,about.json}`, `LINEAGE/log/SEGMENT.gz.age`,
`LINEAGE/reach.json`, `erasures.jsonl`, `revocations.jsonl`. A lineage is one unbroken history of one data folder:
each restore begins another one, so that two histories never mix.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from gainful.exchange.storage.model import MissingObjectError, Storage

CLUSTER, FILES, ABOUT, REACH = "cluster.tar.gz.age", "files.tar.gz.age", "about.json", "reach.json"
LISTS = ("erasures.jsonl", "revocations.jsonl")
"""What a restore must not open again: the lists of the data folder, under their names there."""
ENDING, PARTIAL = ".gz.age", ".partial"
_SEGMENT = re.compile(r"[0-9A-F]{24}")


@dataclass(frozen=True, slots=True)
class Base:
    """One base backup: a whole copy, from which the log leads on."""

    lineage: str
    stamp: str
    gainful: str
    postgres: int
    """Major version of the server whose files these are."""
    began: str
    ended: str
    """UTC, ISO; the copy is good for any moment from `ended` on."""
    segment: str
    """The first segment of the log that it needs."""
    last_segment: str
    segment_bytes: int
    migrations: list[str] = field(default_factory=list)

    @property
    def end(self) -> datetime:
        """From when on this base serves."""
        return datetime.fromisoformat(self.ended)

    @property
    def folder(self) -> str:
        """Where its files lie."""
        return f"{self.lineage}/base/{self.stamp}"

    def as_json(self) -> bytes:
        """Return what is written beside it."""
        return json.dumps(asdict(self), indent=1).encode()


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in a store."""

    bases: list[Base]
    """Oldest first."""
    logs: dict[str, frozenset[str]]
    """Lineage → names of segments and histories, `.partial` with it where a segment is not whole yet."""
    reaches: dict[str, datetime]
    """Lineage → everything that was committed until then is in the store."""
    sizes: dict[str, int]


def look(storage: Storage) -> Found:
    """Read what a store holds; files that are none of ours are passed over."""
    sizes = storage.sizes()
    bases, reaches, logs = [], {}, dict[str, set[str]]()
    for name in sizes:
        lineage, _slash, rest = name.partition("/")
        if rest.startswith("base/") and rest.endswith(f"/{ABOUT}"):
            bases.append(Base(**read_json(storage, name)))
        elif rest == REACH:
            reaches[lineage] = datetime.fromisoformat(read_json(storage, name)["at"])
        elif rest.startswith("log/") and rest.endswith(ENDING):
            logs.setdefault(lineage, set()).add(rest.removeprefix("log/").removesuffix(ENDING))
    bases.sort(key=lambda base: base.ended)
    return Found(bases, {lineage: frozenset(names) for lineage, names in logs.items()}, reaches, sizes)


def read_json(storage: Storage, name: str) -> dict[str, Any]:
    """Return a small object as data."""
    with storage.get(name) as file:
        return dict(json.loads(file.read()))


def read_or_nothing(storage: Storage, name: str) -> bytes:
    """Return a small object, empty where there is none."""
    try:
        with storage.get(name) as file:
            return file.read()
    except MissingObjectError:
        return b""


def put_bytes(storage: Storage, name: str, content: bytes) -> None:
    """Write a small object."""
    storage.put(name, BytesIO(content))


def segments_of(base: Base, logs: frozenset[str]) -> list[str]:
    """Return the segments that follow a base without a gap; a last one that is not whole bears `.partial`.

    Empty where not even those are there that make the base itself whole.
    """
    found, name = [], base.segment
    while name in logs:
        found.append(name)
        name = following(name, base.segment_bytes)
    if name + PARTIAL in logs:
        found.append(name + PARTIAL)
    return found if found and found[-1].removesuffix(PARTIAL) >= base.last_segment else []


def following(segment: str, segment_bytes: int) -> str:
    """Return the name of the next segment on the same timeline (PostgreSQL, `XLogFileName`)."""
    timeline, high, low = segment[:8], int(segment[8:16], 16), int(segment[16:], 16)
    number = high * (2**32 // segment_bytes) + low + 1
    return f"{timeline}{number // (2**32 // segment_bytes):08X}{number % (2**32 // segment_bytes):08X}"


def segment_at(lsn: str, timeline: int, segment_bytes: int) -> str:
    """Return the name of the segment that holds a place of the log such as `0/3000028`."""
    high, low = (int(part, 16) for part in lsn.split("/"))
    return f"{timeline:08X}{high:08X}{low // segment_bytes:08X}"


def is_segment(name: str) -> bool:
    """Say whether this names a whole segment."""
    return bool(_SEGMENT.fullmatch(name))


def choose(found: Found, at: datetime | None) -> Base | None:
    """Return the base to begin with: the newest that is over before the moment and whose log has no gap until it."""
    fitting = [
        base
        for base in found.bases
        if (at is None or base.end <= at <= found.reaches.get(base.lineage, base.end))
        and segments_of(base, found.logs.get(base.lineage, frozenset()))
    ]
    return fitting[-1] if fitting else None


def outdated(found: Found, before: datetime, living: str) -> list[str]:
    """Return the names of what no moment since `before` needs.

    Of the lineage that goes on, the newest base of before stays with all that follows it; of others nothing, once they
    reach no moment since.
    """
    gone: list[str] = []
    for lineage in {name.partition("/")[0] for name in found.sizes if "/" in name}:
        mine = [base for base in found.bases if base.lineage == lineage]
        ended = found.reaches.get(lineage, mine[-1].end if mine else before)
        if lineage != living and ended <= before and mine:
            gone += [name for name in found.sizes if name.startswith(f"{lineage}/")]
            continue
        older = [base for base in mine if base.end <= before]
        if not older:
            continue
        first = older[-1]
        gone += [name for base in older[:-1] for name in found.sizes if name.startswith(f"{base.folder}/")]
        gone += [
            f"{lineage}/log/{name}{ENDING}"
            for name in found.logs.get(lineage, ())
            if is_segment(name[:24]) and name[8:24] < first.segment[8:]
        ]
    return gone


def span(bases: Iterable[Base], found: Found) -> tuple[datetime, datetime] | None:
    """Return the first and last moment that can be had; None where there is none."""
    good = [base for base in bases if segments_of(base, found.logs.get(base.lineage, frozenset()))]
    if not good:
        return None
    return good[0].end, max(found.reaches.get(base.lineage, base.end) for base in good)
