"""Ids, credentials and whole pools that lie in several pieces, some of them in a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, overload
from uuid import UUID

import numpy as np

from gainful.engine.ranking.columns import Coded, Levels, level_pieces
from gainful.engine.ranking.pool import ARRAYS, Holdings, Pool

HALF = (1 << 64) - 1
NO_KEY = 65535
"""Stands for a credential that was taken out of a file."""


class Uuids:
    """UUIDs as a column of texts, 16 bytes each; the first ones may come with an index."""

    def __init__(
        self, high: np.ndarray, low: np.ndarray, index: tuple[np.ndarray, np.ndarray] | None = None
    ) -> None:
        """`high` and `low` are uint64 [n]; `index` the sorted high halves of the first rows and whose they are."""
        self.high, self.low = high, low
        self.index = index if index is not None else (high[:0], np.empty(0, np.uint32))

    @classmethod
    def of(cls, texts: Iterable[str | UUID]) -> Uuids:
        """Return the column of these UUIDs."""
        numbers = [(text if isinstance(text, UUID) else UUID(text)).int for text in texts]
        high = np.array([number >> 64 for number in numbers], np.uint64)
        return cls(high, np.array([number & HALF for number in numbers], np.uint64))

    def indexed(self) -> Uuids:
        """Return the column with an index over all its rows."""
        order = np.argsort(self.high, kind="stable")
        return Uuids(self.high, self.low, (self.high[order], order.astype(np.uint32)))

    def __len__(self) -> int:
        return len(self.high)

    @overload
    def __getitem__(self, rows: int | np.integer) -> str: ...
    @overload
    def __getitem__(self, rows: np.ndarray | slice) -> np.ndarray: ...
    def __getitem__(self, rows: int | np.integer | np.ndarray | slice) -> str | np.ndarray:
        """Return the UUID of a row as text, or an array of texts."""
        if isinstance(rows, int | np.integer):
            return str(UUID(int=int(self.high[rows]) << 64 | int(self.low[rows])))
        pairs = zip(self.high[rows].tolist(), self.low[rows].tolist(), strict=True)
        return np.array([str(UUID(int=high << 64 | low)) for high, low in pairs], "U36")

    def tolist(self) -> list[str]:
        """Return every UUID as text."""
        return list(self[np.arange(len(self))].tolist())

    def rows_of(self, texts: Sequence[str | UUID]) -> np.ndarray:
        """Return the rows of those of these UUIDs that the column has, ascending; a text that is none has no row."""
        wanted = Uuids.of(filter(None, map(_as_uuid, texts)))
        sorted_high, order = self.index
        found: list[int] = []
        for high, low in zip(wanted.high, wanted.low, strict=True):
            start, stop = (int(np.searchsorted(sorted_high, high, side)) for side in ("left", "right"))
            found += [
                row for row in order[start:stop].tolist() if self.low[row] == low and self.high[row] == high
            ]
        tail = len(order)
        late = np.flatnonzero(np.isin(self.high[tail:], wanted.high)) + tail
        pairs = set(zip(wanted.high.tolist(), wanted.low.tolist(), strict=True))
        found += [row for row in late.tolist() if (int(self.high[row]), int(self.low[row])) in pairs]
        return np.array(sorted(set(found)), np.int64)


def _as_uuid(text: str | UUID) -> UUID | None:
    if isinstance(text, UUID):
        return text
    try:
        return UUID(text)
    except ValueError:
        return None


class TupleHoldings:
    """What people hold, each a set in memory."""

    def __init__(self, held: Sequence[frozenset[str]]) -> None:
        self.held = held
        self._rows: dict[str, np.ndarray] | None = None

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, row: int) -> frozenset[str]:
        return self.held[row]

    def keys(self) -> Iterable[str]:
        """Return everything that somebody holds."""
        return self._by_key().keys()

    def holders(self, key: str) -> np.ndarray:
        """Return the rows of those who hold this."""
        return self._by_key().get(key, np.empty(0, np.int64))

    def _by_key(self) -> dict[str, np.ndarray]:
        if self._rows is None:
            rows: dict[str, list[int]] = defaultdict(list)
            for row, held in enumerate(self.held):
                for key in held:
                    rows[key].append(row)
            self._rows = {key: np.array(found, np.int64) for key, found in rows.items()}
        return self._rows


class FileHoldings:
    """What people hold, as columns: the rows of each key, and the keys of each row."""

    def __init__(
        self, names: Sequence[str], ends: np.ndarray, rows: np.ndarray, own_ends: np.ndarray, own: np.ndarray
    ) -> None:
        """`ends` [keys + 1] and `rows` by key, ascending; `own_ends` [n + 1] and `own` (in `names`) by person."""
        self.names, self.ends, self.rows, self.own_ends, self.own = tuple(names), ends, rows, own_ends, own
        self.places = {name: place for place, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.own_ends) - 1

    def __getitem__(self, row: int) -> frozenset[str]:
        places = self.own[self.own_ends[row] : self.own_ends[row + 1]].tolist()
        return frozenset(self.names[place] for place in places if place != NO_KEY)

    def keys(self) -> Iterable[str]:
        """Return everything that somebody holds."""
        return self.names

    def holders(self, key: str) -> np.ndarray:
        """Return the rows of those who hold this."""
        place = self.places.get(key)
        return self.rows[:0] if place is None else self.rows[self.ends[place] : self.ends[place + 1]]


class JoinedHoldings:
    """What people hold, in several pieces one after the other."""

    def __init__(self, pieces: Sequence[Holdings]) -> None:
        self.pieces = tuple(pieces)
        self.starts = np.cumsum([0, *map(len, self.pieces)]).tolist()

    def __len__(self) -> int:
        return int(self.starts[-1])

    def __getitem__(self, row: int) -> frozenset[str]:
        piece = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.pieces[piece][int(row) - self.starts[piece]]

    def keys(self) -> Iterable[str]:
        """Return everything that somebody holds."""
        return dict.fromkeys(chain.from_iterable(piece.keys() for piece in self.pieces))

    def holders(self, key: str) -> np.ndarray:
        """Return the rows of those who hold this."""
        found = [piece.holders(key) + start for start, piece in zip(self.starts, self.pieces, strict=False)]
        return np.concatenate([np.empty(0, np.int64), *found])


def holdings_of(pool: Pool) -> Holdings:
    """Return what the people of a pool hold, by row and by key."""
    return TupleHoldings(pool.credentials) if isinstance(pool.credentials, tuple) else pool.credentials


def joined_coded(parts: Sequence[Coded]) -> Coded:
    """Return coded columns as one."""
    words = tuple(dict.fromkeys(word for part in parts for word in part.words)) or ("",)
    kind = np.uint8 if len(words) < 256 else np.uint16
    place = {word: number for number, word in enumerate(words)}
    turned = [np.array([place[word] for word in part.words] or [0], kind)[part.codes] for part in parts]
    return Coded(words, np.concatenate(turned))


def joined_pools(parts: Sequence[Pool]) -> Pool:
    """Return several pools as one, in this order; levels of all but the first come to lie in one piece."""
    first, *more = parts
    if not more:
        return first
    arrays: dict[str, Any] = {  # given to `replace` by name, where other fields are no arrays
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ARRAYS
        if name not in {"ids", "codes", "names", "levels", "area"}
    }
    ids = _joined_ids(parts)
    pieces = [piece for part in parts for _, piece in level_pieces(part.levels) if piece.shape[1]] or [
        level_pieces(first.levels)[0][1]
    ]
    if len(pieces) > 2:
        pieces = [pieces[0], np.concatenate(pieces[1:], axis=1)]
    kinds = sorted({kind for part in parts for kind in part.segments})
    blank = {id(part): Coded(("",), np.zeros(len(part), np.uint8)) for part in parts}
    kept = [np.ones(len(part), np.uint8) if part.keep is None else part.keep for part in parts]
    return replace(
        first,
        **arrays,
        ids=ids,
        codes=ids,
        names=ids,
        levels=Levels(pieces),
        area=joined_coded([part.area for part in parts]),
        credentials=JoinedHoldings(_flat(parts)),
        segments={
            kind: joined_coded([part.segments.get(kind, blank[id(part)]) for part in parts]) for kind in kinds
        },
        keep=np.concatenate(kept) if any(part.keep is not None for part in parts) else None,
    )


def _joined_ids(parts: Sequence[Pool]) -> Uuids:
    columns = [part.ids if isinstance(part.ids, Uuids) else Uuids.of(part.ids.tolist()) for part in parts]
    high, low = (np.concatenate([getattr(column, half) for column in columns]) for half in ("high", "low"))
    return Uuids(high, low, columns[0].index)


def _flat(parts: Sequence[Pool]) -> list[Holdings]:
    found: list[Holdings] = []
    for part in parts:
        held = holdings_of(part)
        found += held.pieces if isinstance(held, JoinedHoldings) else [held]
    return found
