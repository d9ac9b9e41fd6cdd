"""The wage area of a place as people type it into a form."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.postings.place import area_of_place

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
