"""What all sides of a practice agreement sign: any change of it is another text, and 20 hours are 20.0 hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gainful.domain.support.models import PracticeAgreement
from gainful.domain.support.practice_terms import sides_of, terms_hash, terms_of

USUAL = {
    "kind": "internship", "person_name": "Ana Ames", "host_name": "Mill", "work": "Baking", "place": "Mill Road 1",
    "starts_on": date(2026, 6, 1), "ends_on": date(2026, 7, 1), "hours_per_week": Decimal(20), "wage": None,
}  # fmt: skip


def agreement(**changed):
    return PracticeAgreement(**{**USUAL, **changed})


def test_the_same_hours_written_otherwise_are_the_same_terms():
    assert terms_hash(agreement()) == terms_hash(agreement(hours_per_week=Decimal("20.0")))
    assert terms_hash(agreement(wage=Decimal("17.5"))) == terms_hash(agreement(wage=Decimal("17.50")))


@pytest.mark.parametrize(
    "changed",
    [
        {"hours_per_week": Decimal(2)}, {"hours_per_week": Decimal("20.5")}, {"wage": Decimal(17)},
        {"wage": Decimal(0)},
        {"work": "Milling"}, {"place": "Mill Road 2"}, {"starts_on": date(2026, 6, 2)}, {"ends_on": date(2026, 7, 2)},
        {"host_name": "Bakery"}, {"person_name": "Bo Ames"}, {"insurer": "State Fund"}, {"employer_name": "Firm"},
        {"host_email": "a@example.org"}, {"learns": "Ovens"},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_whatever_is_agreed_otherwise_is_another_text_to_sign(changed):
    assert terms_hash(agreement(**changed)) != terms_hash(agreement())
    assert changed.items() <= terms_of(agreement(**changed)).items()


def test_a_current_employer_signs_too_and_comes_last():
    assert [str(side) for side in sides_of(agreement(employer_name=""))] == [
        "participant",
        "host",
        "provider",
    ]
    assert [str(side) for side in sides_of(agreement(employer_name="Firm"))] == [
        "participant", "host", "provider", "employer",
    ]  # fmt: skip
