"""People who stand twice in an agency's list, planted with the usual errors, and who of them the review list holds."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bench import Row
from bench.people_to_link import Person, _born, _first, _flatter, _household, _last, _names, _typo

if TYPE_CHECKING:
    from gainful.engine.linkage import Written

PEOPLE = int(os.environ.get("GAINFUL_DUPLICATE_PEOPLE", "686000"))
TWICE = 0.02
"""Share of people who are registered a second time."""
SEED = 20261130
YOUNGEST = "2010-11-30"


def run() -> list[Row]:
    """Precision of the review list, share of the planted duplicates on it, pairs weighed, seconds."""
    from gainful.engine.linkage import likely_duplicates
    from gainful.engine.linkage.duplicates import compared_pairs

    people, truth = world(PEOPLE, SEED)
    weighed = compared_pairs(people)
    began = time.perf_counter()
    found = {(str(pair.first), str(pair.second)) for pair in likely_duplicates(people)}
    seconds = time.perf_counter() - began
    right = found & truth
    by_hand = _by_hand(people)
    peer = "same name and birth date"
    hand_right = by_hand & truth
    size = f"{len(people):,} records, {len(truth):,} planted, {weighed:,} pairs weighed"
    return [
        Row("duplicates: review list that is right", len(right) / len(found), 0.95, 0.98, peer,
            len(hand_right) / max(1, len(by_hand)), note=f"{len(right):,} of {len(found):,}; {size}"),
        Row("duplicates: planted ones on the list", len(right) / len(truth), 0.90, 0.95, peer,
            len(hand_right) / len(truth), note=f"{len(right):,} of {len(truth):,}"),
        Row("duplicates: pairs weighed", weighed, 2_000_000, note=f"people of {PEOPLE:,}, blocked"),
        Row("duplicates: finding them, s", seconds, lower_is_better=True),
    ]  # fmt: skip


def world(size: int, seed: int) -> tuple[list[Written], set[tuple[str, str]]]:
    """Return records in the order of registration, and which pairs of keys are one person."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    firsts, lasts = _names()
    zips = [f"{rng.randrange(10, 99)}{rng.randrange(10):01}{n:02}" for n in range(60)]
    from gainful.engine.linkage.nicknames import _full_names

    forms: dict[str, list[str]] = {}
    for form, names in _full_names().items():
        for name in names - {form}:
            forms.setdefault(name, []).append(form.title())
    records: list[Written] = []
    truth: set[tuple[str, str]] = set()
    while len(records) < size:
        home = _clients(_household(rng, firsts, lasts, zips, _flatter))
        if len(home) == 1 and rng.random() < 0.10:  # a couple: one name, one address, one number
            other = _clients(_household(rng, firsts, lasts, zips, _flatter))[0]
            home.append(replace(other, last_name=home[0].last_name, zip=home[0].zip))
        phone = f"612{rng.randrange(10**7):07}"
        mail = f"{home[0].first_name}.{home[0].last_name}{rng.randrange(10_000)}@example.org".lower()
        for place, one in enumerate(home):
            key = f"P{len(records):07}"
            shares = place > 0 and rng.random() < 0.5
            own_phone = phone if place == 0 or shares else f"651{rng.randrange(10**7):07}"
            own_mail = (
                mail
                if place == 0 or (shares and rng.random() < 0.4)
                else f"{one.first_name}{rng.randrange(10**5)}@example.org".lower()
            )
            records.append(_written(rng, key, one, own_mail, own_phone))
            if rng.random() < TWICE:
                again = f"P{len(records):07}"
                records.append(_again(rng, again, one, own_mail, own_phone, (firsts, lasts, zips, forms)))
                truth.add((key, again))
    return records, truth


def _clients(home: list[Person]) -> list[Person]:
    """Whom an agency may register: nobody under 16, and no twins of one name."""
    names = {(one.first_name, one.birth_date): one for one in home if one.birth_date < YOUNGEST}
    return list(names.values()) or [replace(home[0], birth_date="1990-05-17")]


def _written(rng: random.Random, key: str, one: Person, mail: str, phone: str) -> Written:
    """A person as an agency registers them: much is left empty, some of it stands for unknown."""
    from gainful.engine.linkage import Written

    born = one.birth_date
    told = date.fromisoformat(born) if born and rng.random() > 0.08 else None
    if told is None and rng.random() < 0.3:
        told = date(1900, 1, 1)
    address = (
        mail if rng.random() > 0.25 else rng.choice(("", "", "none@none.com", "frontdesk@agency.example"))
    )
    number = phone if rng.random() > 0.12 else rng.choice(("", "000-000-0000", "612-555-0000"))
    name = f"{one.first_name} {one.last_name}"
    if rng.random() < 0.002:
        name = "Unknown"
    return Written(key, name, told, address, number, one.zip)


def _again(rng: random.Random, key: str, one: Person, mail: str, phone: str, drawn: tuple) -> Written:
    """The same person at another counter, months later."""
    firsts, lasts, zips, forms = drawn
    born = _born(rng, one.birth_date)
    try:
        date.fromisoformat(born or "x")
    except ValueError:
        born = ""
    told = Person(
        _first(rng, one.first_name, firsts, forms, _flatter), _last(rng, one.last_name, lasts, _flatter), born, "",
        rng.choice(zips) if rng.random() < 0.25 else one.zip,
    )  # fmt: skip
    new_phone = f"763{rng.randrange(10**7):07}" if rng.random() < 0.25 else phone
    if rng.random() < 0.03:
        new_phone = _typo(rng, new_phone, "0123456789")
    new_mail = f"{one.last_name}{rng.randrange(10**5)}@example.net".lower() if rng.random() < 0.25 else mail
    written = _written(rng, key, told, new_mail, new_phone)
    if rng.random() < 0.1:
        first, _space, last = written.name.partition(" ")
        written = replace(written, name=f"{last}, {first}" if last else first)
    return written


def _by_hand(people: list[Written]) -> set[tuple[str, str]]:
    """The usual report: the same name and the same birth date."""
    groups: dict[tuple, list[str]] = {}
    for one in people:
        if one.birth_date:
            groups.setdefault((one.name.lower(), one.birth_date), []).append(str(one.key))
    return {(a, b) for keys in groups.values() for at, a in enumerate(keys) for b in keys[at + 1 :]}
