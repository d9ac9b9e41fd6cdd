"""Benefits from a CSV file: lines become dated rules; what cannot be read is said with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gainful.exchange.benefits import BenefitFileError, read_benefits

HEAD = "benefit,household,valid_from,valid_to,shape,income,amount,source\n"
GOOD = (
    "SNAP,3,2026-10-01,2027-09-30,line,0,700,Notice 12\n"
    "SNAP,3,2026-10-01,2027-09-30,line,2500,0,Notice 12\n"
    "Child care help,3,2026-07-01,,step,0,1100,Rule 9503\n"
)


def test_lines_of_one_benefit_household_and_day_are_one_rule():
    snap, care = read_benefits((HEAD + GOOD).encode("utf-8-sig"))
    assert (snap.name, snap.household, snap.valid_to, snap.is_step) == ("SNAP", 3, date(2027, 9, 30), False)
    assert snap.points == ((Decimal(0), Decimal(700)), (Decimal(2500), Decimal(0)))
    assert (care.valid_to, care.is_step, care.source) == (None, True, "Rule 9503")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("benefit,household\n", "No column is chosen for “Valid from”"),
        (HEAD, "holds no line"),
        (HEAD + ",3,2026-10-01,,line,0,1,x\n", "Line 2, column “benefit”: This must be filled"),
        (
            HEAD + GOOD + "SNAP,3,2026-13-01,,line,0,1,x\n",
            "Line 5, column “valid_from”: “2026-13-01” is not a day",
        ),
        (HEAD + "SNAP,3,2026-10-01,,curve,0,1,x\n", "The shape is line or step"),
        (HEAD + "SNAP,three,2026-10-01,,line,0,1,x\n", "Line 2, column “household”: “three” is not a number"),
        (HEAD + "SNAP,3,2026-10-01,,line,0,NaN,x\n", "Line 2, column “amount”: This must be filled"),
        (HEAD + "SNAP,3,2026-10-01,,line,0,x,x\n", "Line 2, column “amount”: “x” is not a number"),
        (HEAD + "SNAP,3,2026-10-01\n", "Line 2, column “shape”: This must be filled"),
        (
            HEAD + GOOD + "SNAP,3,2026-10-01,,line,3000,0,x\n",
            "Line 5: end and shape differ from those in line 2",
        ),
        (HEAD + "SNAP,3,2026-10-01,,line,5,1,x\n", "Line 2, SNAP, household of 3: Begin with the benefit"),
        (HEAD + "SNAP,3,2026-10-01,,line,0,1,\n", "Line 2, column “source”: This must be filled"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(text, words):
    with pytest.raises(BenefitFileError, match=words):
        read_benefits(text.encode())


def test_days_dollars_and_letters_are_read_as_in_every_other_file():
    text = HEAD + "Ayuda para niños,3,10/13/2026,9/30/2027,Line,0,$1,700.50,Notice 12\n".replace(
        "$1,700.50", '"$1,700.50"'
    )
    for encoding in ("utf-8", "cp1252", "utf-16"):
        (rule,) = read_benefits(text.encode(encoding))
        assert (rule.name, rule.valid_from, rule.valid_to) == (
            "Ayuda para niños", date(2026, 10, 13), date(2027, 9, 30),
        )  # fmt: skip
        assert rule.points == ((Decimal(0), Decimal("1700.5")),)


def test_days_that_can_be_read_in_two_ways_are_asked_for():
    with pytest.raises(BenefitFileError, match="two ways"):
        read_benefits((HEAD + "SNAP,3,1/2/2026,,line,0,700,x\n").encode())


def test_a_file_that_is_no_table_is_refused():
    with pytest.raises(BenefitFileError, match="binary"):
        read_benefits(b"abc\x00" + b"d" * 50)
