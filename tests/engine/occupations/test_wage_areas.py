"""A wage area by its key, its CBSA code or its name."""

from __future__ import annotations

import pytest

from gainful.engine.occupations import load_reference

WAGES = load_reference().wages
MINNEAPOLIS = "0033460"


@pytest.mark.parametrize(
    ("told", "key"),
    [
        (MINNEAPOLIS, MINNEAPOLIS),
        ("033460", MINNEAPOLIS),
        ("33460", MINNEAPOLIS),
        ("3346", None),
        ("00033460", None),
        ("99999", None),
        ("0100000", "0100000"),
        ("100000", "0100000"),
        ("minneapolis-st. paul-bloomington, mn-wi", MINNEAPOLIS),
        ("Minneapolis", MINNEAPOLIS),
        ("Minnesota", "2700000"),
        ("Portland", None),
        ("Atlantis", None),
    ],
)
def test_an_area_is_found_by_key_code_and_name(told, key):
    assert WAGES.find_area(told) == key
    assert WAGES.find_area(told) == key, "a second time"
