"""A pool of people as arrays, and what a job asks of them beyond competencies."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, overload

import numpy as np

from gainful.engine.ranking.columns import Coded, Levels, coded, levels_of_rows
from gainful.engine.ranking.kernel import UNKNOWN

ARRAYS = (
    "ids", "codes", "names", "levels", "doubt", "occupation", "area", "wage_now", "wage_now_at_least", "wage_now_place",
    "wage_floor", "shifts", "barriers", "scenario", "since", "lot",
)  # fmt: skip
"""Fields of a pool with one entry a person."""
SINCE_UNKNOWN = 2**31 - 1
"""Stands for a day that nobody knows: behind every day that is known."""


def lot_of(codes: Iterable[str]) -> np.ndarray:
    """Return a number drawn for each person ID, uint64, the same whenever it is drawn."""
    digests = b"".join(hashlib.blake2b(code.encode(), digest_size=8).digest() for code in codes)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


class Texts(Protocol):
    """A column of texts that need not lie in memory: by row, and rows by text."""

    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, rows: int | np.integer) -> str: ...
    @overload
    def __getitem__(self, rows: np.ndarray | slice) -> np.ndarray: ...
    def tolist(self) -> list[str]:
        """Return every text."""
        ...

    def rows_of(self, texts: Sequence[str]) -> np.ndarray:
        """Return the rows of those of these texts that the column has."""
        ...


class Holdings(Protocol):
    """Which credentials, degrees and tools people hold: by row, and the rows of each."""

    def __len__(self) -> int: ...
    def __getitem__(self, row: int) -> frozenset[str]: ...
    def keys(self) -> Iterable[str]:
        """Return everything that somebody holds."""
        ...

    def holders(self, key: str) -> np.ndarray:
        """Return the rows of those who hold this."""
        ...


@dataclass(frozen=True, slots=True)
class Pool:
    """People, one row each. Segments are carried for the fairness check only; ranking never reads them."""

    reference_version: str
    ids: np.ndarray | Texts
    """str [n]: what the reader finds the person by"""
    codes: np.ndarray | Texts
    """str [n]: the agency's person ID, which breaks ties the same way for every reader"""
    names: np.ndarray | Texts
    """str [n]: a name or a code, as the reader may see"""
    levels: np.ndarray | Levels
    """uint16 [n, elements], hundredths of 0-7, 65535 unknown; column by column"""
    doubt: np.ndarray
    """uint16 [n], half-width in hundredths"""
    occupation: np.ndarray
    """int32 [n], row of the present or last occupation, -1 none"""
    area: Coded
    """OEWS area code, "" not asked; made of an array of str where one is given"""
    wage_now: np.ndarray
    """float32 [n], annual USD, NaN unknown"""
    wage_now_at_least: np.ndarray
    """boolean [n]: the wage is only known to reach the highest that BLS publishes"""
    wage_now_place: np.ndarray
    """uint8 [n], place in wages.PLACES of whose median it is: where they live, its state or the nation"""
    wage_floor: np.ndarray
    """float32 [n], least annual USD they can take, NaN not asked"""
    shifts: np.ndarray
    """uint8 [n], bits of circumstances.SHIFTS they can work, 0 not asked"""
    barriers: np.ndarray
    """uint32 [n], bits of circumstances.BARRIERS"""
    scenario: np.ndarray
    """uint8 [n], place in circumstances.SCENARIOS"""
    credentials: tuple[frozenset[str], ...] | Holdings
    """ids of the credentials and degrees each holds and the tools they say they know"""
    segments: Mapping[str, Coded] = field(default_factory=dict)
    since: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))
    """int32 [n], day number (`date.toordinal`) from which a person waits, the largest where nobody knows; filled in
    where it is left out"""
    lot: np.ndarray = field(default_factory=lambda: np.empty(0, np.uint64))
    """uint64 [n], drawn from the person ID, to break ties; drawn where it is left out"""
    keep: np.ndarray | None = None
    """uint8 [n], 0 for rows that are no longer in the pool; None where all are"""
    _holders: dict[str, np.ndarray] = field(default_factory=dict, init=False, repr=False, compare=False)
    """rows of those who hold each credential or tool, laid out when first asked for"""

    def __post_init__(self) -> None:
        """Fill in what orders ties, where it was left out; put words and levels into the form that is read quickly."""
        object.__setattr__(self, "area", coded(self.area))
        object.__setattr__(self, "segments", {kind: coded(words) for kind, words in self.segments.items()})
        if isinstance(self.levels, np.ndarray):
            object.__setattr__(self, "levels", np.asfortranarray(self.levels))
        if len(self.since) != len(self.ids):
            object.__setattr__(self, "since", np.full(len(self.ids), SINCE_UNKNOWN, np.int32))
        if len(self.lot) != len(self.ids):
            object.__setattr__(self, "lot", lot_of(self.codes[np.arange(len(self.ids))].tolist()))

    def __len__(self) -> int:
        return len(self.ids)

    def holding(self, *ids: str) -> np.ndarray:
        """Say who holds at least one of these credentials or tools, boolean [n]."""
        holds = np.zeros(len(self), bool)
        holds[self.rows_holding(*ids)] = True
        return holds

    def rows_holding(self, *ids: str) -> np.ndarray:
        """Return the rows of those who hold at least one of these, some of them more than once."""
        if isinstance(self.credentials, tuple):
            if not self._holders:
                rows: dict[str, list[int]] = defaultdict(list)
                for row, held in enumerate(self.credentials):
                    for key in held:
                        rows[key].append(row)
                self._holders.update({key: np.array(found, np.int64) for key, found in rows.items()})
            found = [self._holders[key] for key in ids if key in self._holders]
        else:
            found = [self.credentials.holders(key) for key in ids]
        return np.concatenate([np.empty(0, np.int64), *found])

    def rows_of(self, ids: Sequence[str]) -> np.ndarray:
        """Return the rows of these people, those who are no longer in the pool left out."""
        if isinstance(self.ids, np.ndarray):
            rows = np.flatnonzero(
                np.isin(self.ids, np.array(ids, dtype=self.ids.dtype if len(self) else str))
            )
        else:
            rows = self.ids.rows_of(ids)
        return rows if self.keep is None else rows[self.keep[rows] != 0]

    def take(self, rows: np.ndarray) -> Pool:
        """Return the pool of these rows only."""
        places = np.arange(len(self))[rows]
        picked = {name: getattr(self, name)[places] for name in ARRAYS if name != "levels"}
        return replace(
            self,
            **picked,
            levels=levels_of_rows(self.levels, places, np.arange(self.levels.shape[1])),
            credentials=tuple(self.credentials[row] for row in places.tolist()),
            segments={key: value[places] for key, value in self.segments.items()},
            keep=None if self.keep is None else self.keep[places],
        )


def empty_pool(reference_version: str, elements: int) -> Pool:
    """Return a pool of nobody."""
    text, number = np.empty(0, "U1"), np.empty(0, np.float32)
    nowhere = coded(text)
    return Pool(
        reference_version,
        ids=text,
        codes=text,
        names=text,
        levels=np.full((0, elements), UNKNOWN, np.uint16),
        doubt=np.empty(0, np.uint16),
        occupation=np.empty(0, np.int32),
        area=nowhere,
        wage_now=number,
        wage_now_at_least=np.empty(0, bool),
        wage_now_place=np.empty(0, np.uint8),
        wage_floor=number,
        shifts=np.empty(0, np.uint8),
        barriers=np.empty(0, np.uint32),
        scenario=np.empty(0, np.uint8),
        credentials=(),
    )


@dataclass(frozen=True, slots=True)
class Constraints:
    """What the job offers and asks; None means it does not matter."""

    wage: float | None = None
    """Annual USD the job pays; people whose floor is above it are left out."""
    area: str | None = None
    """OEWS area of the job; people who named another are left out."""
    shifts: int = 0
    """Bits of circumstances.SHIFTS the job needs; people who cannot work one of them are left out."""
    credentials: frozenset[str] = frozenset()
    """Credentials the law asks for that training cannot give in time."""
    experience_years: float | None = None
    """Years of work of this or a near kind that the job asks for; whoever has fewer stands behind the others."""
    no_degree: bool = False
    """Whether the job says that no degree is needed: what schooling most who do it have counts for nobody then."""
    max_hours: float | None = None
    """Most training hours (middle of the range) the program can give."""
    occupation: str | None = None
    """Show only people now in this occupation (a filter the reader sets)."""
