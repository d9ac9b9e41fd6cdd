"""People with a known truth for linkage: a State's wage people, and participants with the usual wrong fields."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from gainful.engine.linkage.nicknames import _full_names

Pick = Callable[[random.Random, list[str]], str]
"""Draws a name of a list, the common ones first."""
FIELDS = ("first_name", "last_name", "birth_date", "ssn4", "zip")


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    birth_date: str
    ssn4: str
    zip: str


@dataclass(frozen=True, slots=True)
class Names:
    """What names, addresses and familiar forms are drawn from."""

    firsts: list[str]
    lasts: list[str]
    zips: list[str]
    forms: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class World:
    """Two files, and which participant is which wage person (by key)."""

    participants: Path
    wage_people: Path
    truth: dict[str, str]
    twins: frozenset[str]
    """Participants who have a twin."""


def _weighted(rng: random.Random, names: list[str]) -> str:
    """A name by Zipf's law: few are common, most are rare."""
    return names[min(int(len(names) ** rng.random()), len(names)) - 1]


def _flatter(rng: random.Random, names: list[str]) -> str:
    """A name by a flatter law: the first of 700 has 4 %, about what the census counts of the most common names."""
    return names[int(len(names) * rng.random() ** 2)]


def _names() -> tuple[list[str], list[str]]:
    from faker.providers.person.en_US import Provider

    order = random.Random(7)  # noqa: S311 - not for secrets
    firsts, lasts = sorted(set(Provider.first_names)), sorted(set(Provider.last_names))
    order.shuffle(firsts)
    order.shuffle(lasts)
    return firsts, lasts + [f"{a}{b}" for a in lasts[:60] for b in ("ez", "sson", "ski", "berg", "ova")]


def _household(
    rng: random.Random, firsts: list[str], lasts: list[str], zips: list[str], pick: Pick = _weighted
) -> list[Person]:
    """One person; or twins; or a parent and a child of the same name; all at one address."""
    born = date(1955, 1, 1) + timedelta(days=rng.randrange(365 * 50))
    one = Person(
        pick(rng, firsts),
        pick(rng, lasts),
        born.isoformat(),
        f"{rng.randrange(1, 10000):04}",
        rng.choice(zips),
    )
    kind = rng.random()
    if kind < 0.010:  # twins: half of them have numbers that follow one another
        number = (int(one.ssn4) % 9999) + 1 if rng.random() < 0.5 else rng.randrange(1, 10000)
        return [one, replace(one, first_name=pick(rng, firsts), ssn4=f"{number:04}")]
    if kind < 0.025:
        child = (born + timedelta(days=365 * 25 + rng.randrange(3000))).isoformat()
        return [one, replace(one, birth_date=child, ssn4=f"{rng.randrange(1, 10000):04}")]
    return [one]


def _typo(rng: random.Random, text: str, letters: str) -> str:
    at = rng.randrange(len(text))
    kind = rng.randrange(4)
    if kind == 0 and len(text) > 2 and letters.isalpha():
        return text[:at] + text[at + 1 :]
    if kind == 1 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 2 and letters.isalpha():
        return text[:at] + rng.choice(letters) + text[at:]
    return text[:at] + rng.choice(letters) + text[at + 1 :]


def _first(
    rng: random.Random, first: str, firsts: list[str], forms: dict[str, list[str]], pick: Pick = _weighted
) -> str:
    kind = rng.random()
    if kind < 0.08:  # a familiar form: of the list that linkage knows, or one that it does not know
        known = forms.get(first.upper(), [])
        return rng.choice(known) if known and rng.random() < 0.7 else first[: rng.randrange(2, 5)]
    if kind < 0.12:
        return _typo(rng, first, "abcdefghijklmnopqrstuvwxyz")
    return pick(rng, firsts) if kind < 0.135 else first  # the middle name is used


def _last(rng: random.Random, last: str, lasts: list[str], pick: Pick = _weighted) -> str:
    kind = rng.random()
    if kind < 0.04:
        return _typo(rng, last, "abcdefghijklmnopqrstuvwxyz")
    if kind < 0.08:
        return pick(rng, lasts)  # married
    return f"{last}-{pick(rng, lasts)}" if kind < 0.10 else last


def _born(rng: random.Random, born: str) -> str:
    kind = rng.random()
    year, month, day = born.split("-")
    if kind < 0.02 and int(day) <= 12:
        return f"{year}-{day}-{month}"
    if kind < 0.03:
        return f"{int(year) + rng.choice((-10, -1, 1, 10))}-{month}-{min(int(day), 28):02}"
    if kind < 0.04:
        return f"{year}-{month}-{rng.randrange(1, 29):02}"
    return "" if kind < 0.05 else born


def _as_told(rng: random.Random, one: Person, names: Names) -> Person:
    """A person as a case file has them."""
    ssn = one.ssn4
    kind = rng.random()
    ssn = "" if kind < 0.15 else _typo(rng, ssn, "0123456789") if kind < 0.18 else ssn
    return Person(
        _first(rng, one.first_name, names.firsts, names.forms),
        _last(rng, one.last_name, names.lasts),
        _born(rng, one.birth_date),
        ssn,
        rng.choice(names.zips) if rng.random() < 0.25 else one.zip,
    )


def _as_recorded(rng: random.Random, one: Person) -> Person:
    """A person as a State's records have them: some with an initial, some without a birth date."""
    kind = rng.random()
    if kind < 0.03:
        return replace(one, first_name=one.first_name[0])
    return replace(one, birth_date="") if kind < 0.08 else one


def make(folder: Path, people: int, wage_people: int, seed: int, *, found: float = 0.8) -> World:
    """Write the files: `people` participants, of whom the share `found` is among the wage people."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    firsts, lasts = _names()
    forms: dict[str, list[str]] = {}
    for form, names in _full_names().items():
        for name in names - {form}:
            forms.setdefault(name, []).append(form.title())
    zips = [f"{rng.randrange(10, 99)}{rng.randrange(10):01}{n:02}" for n in range(60)]
    everybody: list[tuple[Person, int]] = []
    while len(everybody) < wage_people + round(people * (1 - found)):
        household = _household(rng, firsts, lasts, zips)
        everybody += [(one, len(everybody) if len(household) > 1 else -1) for one in household]
    order = list(range(len(everybody)))
    rng.shuffle(order)
    roster, outside = order[:wage_people], order[wage_people:]
    chosen = [*rng.sample(roster, round(people * found)), *outside][:people]
    rng.shuffle(chosen)
    recorded = set(roster)
    told = [(f"P{n:06}", at) for n, at in enumerate(chosen)]
    names = Names(firsts, lasts, zips, forms)
    _write(folder / "participants.csv", [(name, _as_told(rng, everybody[at][0], names)) for name, at in told])
    _write(
        folder / "wage_people.csv",
        [(f"W{at:07}", _as_recorded(rng, everybody[at][0])) for at in sorted(roster)],
    )
    return World(
        folder / "participants.csv",
        folder / "wage_people.csv",
        {name: f"W{at:07}" for name, at in told if at in recorded},
        frozenset(name for name, at in told if everybody[at][1] >= 0),
    )


def _write(path: Path, rows: list[tuple[str, Person]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("person", *FIELDS))
        writer.writerows((key, *(getattr(one, name) for name in FIELDS)) for key, one in rows)
