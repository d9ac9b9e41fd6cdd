"""Which mentor fits whom, with the reasons: scores, lists of at most fifty, a stable matching over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gainful.engine.allocation.matching import NOWHERE, match_lists

LONGEST_LIST = 50
"""Names on a list: nobody tells the fiftieth from the sixtieth."""
WEIGHTS = {"occupation": 6, "employer": 4, "group": 3, "times": 2, "path": 2, "near": 1, "language": 1}
"""Points of each reason (assumption, to be fitted to pairs that lasted): the same work and employer first, then time to
meet. A language in common is a condition; a language other than English in common counts besides.
"""
COMMON = "English"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MentorRecord:
    """What is known of a mentor: O*NET code of their job, people they can take, ZIP code."""

    id: str
    occupation: str = ""
    employer: str = ""
    languages: frozenset[str] = frozenset({COMMON})
    times: frozenset[str] = frozenset()
    path: str = ""
    postal_code: str = ""
    room: int = 1


@dataclass(frozen=True, slots=True)
class PersonToMentor:
    """What is known of a person who wants a mentor: the job they go for, where, when they can meet."""

    id: str
    occupation: str = ""
    employer: str = ""
    languages: frozenset[str] = frozenset({COMMON})
    times: frozenset[str] = frozenset()
    path: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and a mentor with the reasons, the strongest first; `score` is the sum of their points."""

    person: str
    mentor: str
    score: int
    reasons: tuple[str, ...]


def reasons_for(person: PersonToMentor, mentor: MentorRecord) -> tuple[tuple[str, ...], int]:
    """Return why a mentor fits a person (codes, a word behind a colon where one belongs to it) and the points.

    Nothing fits where they have no language or, both having said when, no time in common.
    """
    shared = person.languages & mentor.languages
    times = person.times & mentor.times
    if not shared or (person.times and mentor.times and not times):
        return (), 0
    found: dict[str, str] = {}
    if person.occupation and person.occupation == mentor.occupation:
        found["occupation"] = ""
    elif person.occupation and person.occupation[:2] == mentor.occupation[:2]:
        found["group"] = ""
    if person.employer and person.employer.casefold() == mentor.employer.casefold():
        found["employer"] = mentor.employer
    if times:
        found["times"] = min(times)
    if person.path and person.path == mentor.path:
        found["path"] = ""
    if person.postal_code and person.postal_code[:3] == mentor.postal_code[:3]:
        found["near"] = ""
    if other := shared - {COMMON}:
        found["language"] = min(other)
    order = sorted(found, key=lambda code: (-WEIGHTS[code], code))
    told = tuple(f"{code}:{found[code]}" if found[code] else code for code in order)
    return told, sum(WEIGHTS[code] for code in found)


def match_mentors(
    people: Sequence[PersonToMentor],
    mentors: Sequence[MentorRecord],
    *,
    apart: Iterable[tuple[str, str]] = (),
) -> list[Pair]:
    """Return stable pairs in the order of the people: no two would both rather have each other.

    People come first: of all stable matchings it is the best for them. Ties go by id, so that the same records give the
    same pairs. Whoever shares no reason with anybody has no mentor. `apart`: (person, mentor) who never stand on each
    other's list, such as two of whom one said no before; the next on the list then comes up.
    """
    names = [np.array([each.id for each in mentors]), np.array([each.id for each in people])]
    far = _places(people, mentors, apart)
    wish_counts, wishes = _lists(names[0], _by_people(people, mentors, far))
    rank_counts, ranks = _lists(names[1], _by_mentors(people, mentors, far))
    room = np.array([each.room for each in mentors], np.int64)
    found = match_lists(wish_counts, wishes, rank_counts, ranks, room)
    pairs = []
    for person, place in zip(people, found.tolist(), strict=True):
        if place != NOWHERE:
            reasons, score = reasons_for(person, mentors[place])
            pairs.append(Pair(person.id, mentors[place].id, score, reasons))
    return pairs


def _codes(values: Sequence[str]) -> np.ndarray:
    """Return whole numbers for values, -1 for an empty one."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(value, len(known)) if value else -1 for value in values], np.int64)


def _same(first: Sequence[str], second: Sequence[str]) -> np.ndarray:
    """Return whether the first's value is the second's, bool [first, second]; an empty one is nobody's."""
    codes = _codes([*first, *second])
    left, right = codes[: len(first), None], codes[None, len(first) :]
    return (left == right) & (left >= 0)


def _shared(first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]) -> np.ndarray:
    """Return whether two sets have something in common, bool [first, second]."""
    names = sorted({name for each in (*first, *second) for name in each})
    rows = [np.array([[name in each for name in names] for each in sets], np.float32).reshape(len(sets), len(names))
            for sets in (first, second)]  # fmt: skip
    return (rows[0] @ rows[1].T) > 0


def _scores(people: Sequence[PersonToMentor], mentors: Sequence[MentorRecord]) -> np.ndarray:
    """Return the points of every pair at once, int64 [people, mentors]; 0 where they do not fit."""
    same = {
        "occupation": _same([p.occupation for p in people], [m.occupation for m in mentors]),
        "employer": _same([p.employer.casefold() for p in people], [m.employer.casefold() for m in mentors]),
        "path": _same([p.path for p in people], [m.path for m in mentors]),
        "near": _same([p.postal_code[:3] for p in people], [m.postal_code[:3] for m in mentors]),
        "times": _shared([p.times for p in people], [m.times for m in mentors]),
        "language": _shared(
            [p.languages - {COMMON} for p in people], [m.languages - {COMMON} for m in mentors]
        ),
    }
    same["group"] = (
        _same([p.occupation[:2] for p in people], [m.occupation[:2] for m in mentors]) & ~same["occupation"]
    )
    points = sum((np.where(same[code], weight, 0) for code, weight in WEIGHTS.items()), np.zeros(1, np.int64))
    speak = _shared([p.languages for p in people], [m.languages for m in mentors])
    both = (
        np.array([bool(p.times) for p in people], bool)[:, None]
        & np.array([bool(m.times) for m in mentors], bool)[None, :]
    )
    return np.where(speak & (~both | same["times"]), points, 0)


def _places(
    people: Sequence[PersonToMentor], mentors: Sequence[MentorRecord], apart: Iterable[tuple[str, str]]
) -> np.ndarray:
    """Return the places of pairs that are kept apart, int64 [pairs, person and mentor]."""
    rows = {each.id: place for place, each in enumerate(people)}
    columns = {each.id: place for place, each in enumerate(mentors)}
    found = [(rows[one], columns[other]) for one, other in apart if one in rows and other in columns]
    return np.array(found, np.int64).reshape(-1, 2)


def _by_people(
    people: Sequence[PersonToMentor], mentors: Sequence[MentorRecord], far: np.ndarray
) -> Iterator[np.ndarray]:
    """Yield points [some people, mentors], some at a time: those of all pairs at once would not fit."""
    for start in range(0, len(people), AT_ONCE):
        points = _scores(people[start : start + AT_ONCE], mentors)
        here = far[(far[:, 0] >= start) & (far[:, 0] < start + AT_ONCE)]
        points[here[:, 0] - start, here[:, 1]] = 0
        yield points


def _by_mentors(
    people: Sequence[PersonToMentor], mentors: Sequence[MentorRecord], far: np.ndarray
) -> Iterator[np.ndarray]:
    """Yield the same points [some mentors, people]."""
    for start in range(0, len(mentors), AT_ONCE):
        points = _scores(people, mentors[start : start + AT_ONCE])
        here = far[(far[:, 1] >= start) & (far[:, 1] < start + AT_ONCE)]
        points[here[:, 0], here[:, 1] - start] = 0
        yield points.T


def _lists(names: np.ndarray, blocks: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return lists, best first, one after the other, and their lengths: at most fifty with points each."""
    by_name = np.argsort(names, kind="stable")
    chosen = []
    for row in (row for scores in blocks for row in scores):
        order = by_name[np.argsort(-row[by_name], kind="stable")][:LONGEST_LIST]
        chosen.append(order[row[order] > 0])
    counts = np.array([len(each) for each in chosen], np.int64)
    return counts, np.concatenate(chosen) if chosen else np.zeros(0, np.int64)
