"""Who stands twice in a list: found with reasons; placeholders, twins and couples link nobody."""

from __future__ import annotations

from datetime import date

import pytest

from gainful.engine.linkage import Written, likely_duplicates
from gainful.engine.linkage.duplicates import SHARED_BY, compared_pairs

ANA = Written(1, "Ana Silva", date(1985, 6, 3), "ana@example.org", "612 555 0142", "55401")


def pairs(*people):
    return [(pair.first, pair.second) for pair in likely_duplicates(people)]


@pytest.mark.parametrize(
    ("name", "born", "email", "phone"),
    [
        ("Silva, Ana", date(1985, 6, 3), "", ""),
        ("ANA SILVA", date(1985, 3, 6), "", "(612) 555-0142"),
        ("Ána Silva-Ortiz", date(1985, 6, 3), "ANA@example.org", ""),
        ("Anna Silva", None, "ana@example.org", "6125550142"),
        ("Ana Silva", date(1985, 6, 30), "", "6125550142"),
    ],
)
def test_one_person_written_in_two_ways_is_found(name, born, email, phone):
    assert pairs(ANA, Written(2, name, born, email, phone, "55401")) == [(1, 2)]


@pytest.mark.parametrize(
    ("name", "born", "email", "phone"),
    [
        ("Bea Silva", date(1985, 6, 3), "ana@example.org", "612 555 0142"),
        ("Ana Silva", date(2009, 1, 17), "ana@example.org", "612 555 0142"),
        ("Unknown", date(1985, 6, 3), "ana@example.org", "612 555 0142"),
        ("Ana Ortiz", None, "", ""),
    ],
    ids=["a twin", "a child of the same name", "no name", "a first name alone"],
)
def test_people_of_one_household_are_not_one_person(name, born, email, phone):
    assert pairs(ANA, Written(2, name, born, email, phone, "55401")) == []


def test_what_stands_for_unknown_links_nobody():
    unknown = [
        Written(n, name, date(1900, 1, 1), "none@none.com", "000-000-0000", "00000")
        for n, name in enumerate(("Unknown", "Unknown", "Ben Hur", "Bea Hur"))
    ]
    assert pairs(*unknown) == []


def test_an_address_that_many_share_is_nobodys_own():
    people = [
        Written(n, f"Ana {last}", None, "desk@agency.org") for n, last in enumerate(("Lee", "Kim", "Roy"))
    ]
    assert pairs(*people, *[Written(9 + n, "", None, "desk@agency.org") for n in range(SHARED_BY)]) == []


def test_the_reasons_stand_field_by_field():
    pair = likely_duplicates([ANA, Written(2, "Anna Silva", date(1985, 3, 6), "", "6125550142", "55499")])[0]
    told = {part.field: part.words for part in pair.parts}
    assert told == {
        "first_name": "a familiar form of one another"
        if told["first_name"].startswith("a ")
        else "written nearly alike",
        "last_name": "the same",
        "birth_date": "day and month swapped",
        "email": "empty on a side",
        "phone": "the same",
        "zip": "the same area (first three digits)",
    }
    assert pair.weight > 3
    assert pair.parts[0].ours == "ANA"


def test_nobody_alone_is_twice():
    assert likely_duplicates([]) == likely_duplicates([ANA]) == []
    assert compared_pairs([ANA, Written(2, "Ana Silva")]) == 1
