"""The wage area of a place as people type it into a form."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.postings.place import area_of_place, place_fact

AREAS = load_reference().areas


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Minneapolis, MN", "0033460"),
        ("minneapolis mn", "0033460"),
        ("St. Paul, Minnesota", "0033460"),
        ("Bloomington, MN 55425", "0033460"),
        ("  Duluth ,  mn ", "0020260"),
        ("Duluth", "0020260"),
        ("Portland", None),  # in Oregon and in Maine
        ("Nowhere, MN", None),
        ("remote", None),
    ],
)
def test_a_typed_place_names_its_wage_area(typed, code):
    found = area_of_place(typed, AREAS)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("text", "employer", "city"),
    [
        ("Medical Biller - Riverside Community Health Center\n37.5 hours", "Riverside Community Health Center", None),
        ("Medical Biller - Riverside Community Health Center\nin Riverside", "Riverside Community Health Center", "Riverside"),
        ("BILLER - RIVERSIDE HEALTH CENTER\nRiverside Health Center hires", "Riverside Health Center", None),
        ("Aide - Tucson Public Schools", "Tucson Public Schools", "Tucson"),
        ("Welder, Tucson\nAce Metals", "Ace Metals", "Tucson"),
    ],
)  # fmt: skip
def test_a_town_in_an_employers_name_is_not_where_the_work_is(text, employer, city):
    found = place_fact(text, areas=AREAS, employer=employer)
    assert (found and found.city) == city
