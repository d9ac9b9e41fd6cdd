"""One company under several spellings."""

from __future__ import annotations

import pytest

from gainful.engine.text.company_names import plain_company


@pytest.mark.parametrize(
    "typed",
    [
        "Northern Sky Airlines, Inc.",
        "NORTHERN SKY AIRLINES",
        "The Northern  Sky Airlines Co.",
        "Nórthern-Sky Airlines L.L.C.",
    ],
)
def test_capitals_signs_and_legal_forms_make_no_other_company(typed):
    assert plain_company(typed) == "northern sky airlines"


def test_other_words_make_another_company():
    names = [
        "Smith & Sons",
        "Smith and Daughters",
        "Northern Sky Airlines",
        "Northern Sky",
        "The Limited",
        "Co",
    ]
    plain = [plain_company(name) for name in names]
    assert len(set(plain)) == len(names)
    assert plain_company("Smith & Sons") == plain_company("Smith and Sons")
    assert plain[-2:] == ["limited", "co"]
