"""Indicators as they may be published: small counts hidden, and enough others that nothing gives them back.

All counts of all indicators and groups are protected together, since the same people stand behind them: who is
employed in one indicator is who has a median in another. What else counts periods (metrics) is told beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from gainful.engine.disclosure import Rule, State, protect
from gainful.engine.disclosure.protect import RULE
from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.tables import rows_of
from gainful.engine.tables.types import Row, Table

COUNTED = {
    "numerator": ("yes",),
    "others": ("no",),
    "denominator": ("yes", "no"),
    "pending": ("pending",),
    "excluded": ("excluded",),
}
"""Each count of an indicator as a sum of states; `others` can be worked out from two that are shown."""
Key = tuple[str | None, str, str]
"""Segment (None: everybody), indicator id or empty, name of the count: periods, exits or one of COUNTED."""
Earlier = Mapping[Key, tuple[int, bool]]
"""An earlier release: each count as it was then, and whether it was told."""

MOST_KINDS = 100
"""Kinds of people up to which counts are hidden one by one. Beyond, an indicator of a segment is told whole or not at
all, before companions are looked for: to find the fewest took minutes for five cohorts of 25.
"""

MOST_SEGMENTS = 200
"""Segments that can be protected together: 100 of about 25 people took 16 seconds, 200 some minutes."""

BARE: Mapping[str, Mapping[str, Sequence[str]]] = {}


class Why(StrEnum):
    """Why a count is not told; whoever reads the release cannot tell the reasons apart."""

    SMALL = "small"
    """So few people stand behind it."""
    EARLIER = "earlier"
    """An earlier release hid it, and too few came or went since."""
    TOGETHER = "together"
    """With what is told it would give a hidden one back."""


@dataclass(frozen=True, slots=True)
class Publishable:
    """Which counts may be shown."""

    rule: Rule
    hidden: frozenset[Key]
    counts: Mapping[Key, int] = field(default_factory=dict)
    """Every count, told or not: what the next release is held against."""
    closed: frozenset[Key] = frozenset()
    """Those among the hidden that an earlier release keeps hidden."""

    def why(self, key: Key) -> Why | None:
        """Return why a count is not told, for those who may see the count; None where it is told."""
        if key not in self.hidden:
            return None
        if 0 < self.counts[key] < self.rule.smallest:
            return Why.SMALL
        return Why.EARLIER if key in self.closed else Why.TOGETHER

    def shows(self, segment: str | None, indicator: str, name: str) -> bool:
        """Whether a count may stand in a table that is given away."""
        return (segment, indicator, name) not in self.hidden


def publishable(
    table: Table,
    *,
    by: str | None = None,
    rule: Rule = RULE,
    beside: Mapping[str, Mapping[str, Sequence[str]]] = BARE,
    earlier: Sequence[Earlier] = (),
) -> Publishable:
    """Return which counts of the outcomes may be shown, for everybody and by segment, all released together.

    `beside` names further columns of states and, of each, the counts that are told: name → states that it adds up.
    `earlier` are releases of the same agency before this one: neither gives back what the other hides.
    """
    rows = _cells(table, by, tuple(beside))
    return protected([cast("int", row["n"]) for row in rows], _figures(rows, by, beside), rule, earlier)


def protected(
    cells: Sequence[int], keys: Mapping[Key, frozenset[int]], rule: Rule, earlier: Sequence[Earlier] = ()
) -> Publishable:
    """Return which counts may be shown; `keys` names the cells that each adds up.

    `earlier` begins with the newest. A count that one told and that has stayed the same since counts as known. One that
    it hid stays hidden until so many people came or went that it says nothing of what was hidden.

    Nobody stands behind a zero, so it is told; but where two counts that an earlier release told have stayed the same,
    a zero that is new can be all that is missing between them and a small one. Only there zeros can be hidden. What
    comes back even then comes back to whoever knows which kinds of people there are; it is protected from all others.
    """
    counts = {key: sum(cells[cell] for cell in figure) for key, figure in keys.items()}
    empty = frozenset(
        key for key, figure in keys.items() if not figure and key[2] != "others"
    )  # no door tells it
    zeros = frozenset(key for key in empty if any(release.get(key) == (0, False) for release in earlier))
    hidden, given_away = _hidden(*with_room(cells, keys, zeros), counts, rule, earlier)
    for reach in (_same_figure, _same_indicator, _anything):
        more = {key for key in empty - zeros if any(reach(key, other) for other in given_away)}
        if more:
            zeros |= more
            hidden, given_away = _hidden(*with_room(cells, keys, zeros), counts, rule, earlier)
    if given_away:
        of = {key for key in keys if any(_same_figure(key, other) for other in given_away)}
        also, left = _hidden(*with_room(cells, keys, zeros | of), counts, rule, earlier)
        hidden |= also | {key for key in keys if any(_same_figure(key, other) for other in left)}
    closed = frozenset(
        key
        for key in hidden
        if any(key in release and _stays_hidden(counts[key], *release[key], rule) for release in earlier)
    )
    return Publishable(rule, hidden, counts, closed)


def _stays_hidden(count: int, was: int, told: bool, rule: Rule) -> bool:
    """Whether what an earlier release hid is hidden still: too few came or went, or there was nobody and is nobody."""
    return not told and (abs(count - was) < rule.width if count else not was)


def _same_figure(zero: Key, given_away: Key) -> bool:
    return zero[:2] == given_away[:2]


def _same_indicator(zero: Key, given_away: Key) -> bool:
    return zero[1] == given_away[1]


def _anything(_zero: Key, _given_away: Key) -> bool:
    return True


def with_room(
    cells: Sequence[int], keys: Mapping[Key, frozenset[int]], names: Collection[Key]
) -> tuple[list[int], Mapping[Key, frozenset[int]]]:
    """Return cells and keys with room for people whom a reader cannot rule out where these counts are not told.

    They are like somebody of the segment in everything but what is counted, so that a reader is given as little
    doubt as there can be: any other kind of person would only leave more open.
    """
    among: list[set[Key]] = [set() for _ in cells]
    for key, figure in keys.items():
        for cell in figure:
            among[cell].add(key)
    room: dict[frozenset[Key], None] = {}
    for segment, of, name in sorted(names, key=str):
        for state in COUNTED.get(name, ("",)):
            counts = {told for told, states in COUNTED.items() if state in states} or {name}
            for cell in sorted(keys.get((segment, "", "periods"), ())):
                others = {key for key in among[cell] if key[1] != of or (not of and key[2] == "periods")}
                here = {segment, *(key[0] for key in among[cell])}
                room[
                    frozenset(others | {(one, of, told) for one in here for told in counts} & keys.keys())
                ] = None
    figures = {key: set(figure) for key, figure in keys.items()}
    for cell, member in enumerate(room, len(cells)):
        for key in member:
            figures[key].add(cell)
    return [*cells, *(0 for _ in room)], {key: frozenset(figure) for key, figure in figures.items()}


def _hidden(
    cells: Sequence[int],
    keys: Mapping[Key, frozenset[int]],
    counts: Mapping[Key, int],
    rule: Rule,
    earlier: Sequence[Earlier],
) -> tuple[frozenset[Key], frozenset[Key]]:
    """Return which keys are hidden, and which of them are given away all the same."""
    figures = list(dict.fromkeys(figure for figure in keys.values() if figure))
    place = {figure: number for number, figure in enumerate(figures)}
    closed = _with_small(place, keys, counts, rule) if len(cells) > MOST_KINDS else set()
    told: set[tuple[int, int]] = set()
    for key, figure in keys.items():
        stayed = True
        for release in earlier if figure else ():
            count, shown = release.get(key, (-1, True))
            stayed = stayed and count == counts[key]
            if shown and stayed:
                told.add((place[figure], count))
            elif _stays_hidden(counts[key], count, shown, rule):
                closed.add(place[figure])
    safe = protect(cells, figures, rule, closed=frozenset(closed), earlier=sorted(told))
    hidden = {
        figure for figure, state in zip(safe.figures, safe.states, strict=True) if state is not State.SHOWN
    }
    given_away = {figures[p] for p in safe.given_away}
    return (
        frozenset(key for key, figure in keys.items() if figure in hidden),
        frozenset(
            key for key, figure in keys.items() if figure in given_away and 0 < counts[key] < rule.smallest
        ),
    )


def _with_small(
    place: Mapping[frozenset[int], int],
    keys: Mapping[Key, frozenset[int]],
    counts: Mapping[Key, int],
    rule: Rule,
) -> set[int]:
    """Return the figures of each segment and indicator of which one count is small."""
    small = {key[:2] for key, count in counts.items() if key[0] is not None and 0 < count < rule.smallest}
    return {place[figure] for key, figure in keys.items() if figure and key[:2] in small}


def _cells(table: Table, by: str | None, beside: Sequence[str] = ()) -> list[Row]:
    """Count the people of each segment who are alike in everything that is counted."""
    columns = [*(indicator.column for indicator in load_indicators()), *beside]
    alike = {"exited": table.exit.notnull(), **{column: table[column] for column in columns}}
    if by is not None:
        alike["segment"] = table[by].cast("string").fill_null("(not given)")
    rows: list[Row] = rows_of(table.group_by(**alike).agg(n=table.count()))
    return sorted(rows, key=lambda row: [str(row[name]) for name in alike])


def _figures(
    rows: list[Row], by: str | None, beside: Mapping[str, Mapping[str, Sequence[str]]] = BARE
) -> Mapping[Key, frozenset[int]]:
    told: dict[str, tuple[str, Mapping[str, Sequence[str]]]] = {
        indicator.id: (indicator.column, COUNTED) for indicator in load_indicators()
    }
    told |= {name: (name, counts) for name, counts in beside.items()}
    groups: dict[str | None, list[int]] = {None: list(range(len(rows)))}
    for place, row in enumerate(rows if by is not None else ()):
        groups.setdefault(str(row["segment"] or "(not given)"), []).append(place)
    found: dict[Key, frozenset[int]] = {}
    for segment, places in groups.items():
        found[segment, "", "periods"] = frozenset(places)
        found[segment, "", "exits"] = frozenset(place for place in places if rows[place]["exited"])
        for id_, (column, counts) in told.items():
            for name, states in counts.items():
                codes = {STATES.index(state) for state in states}
                found[segment, id_, name] = frozenset(p for p in places if rows[p][column] in codes)
    return found
