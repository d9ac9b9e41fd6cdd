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
        ("benefit,household\n", "no column “valid_from”"),
        (HEAD, "holds no line"),
        (HEAD + ",3,2026-10-01,,line,0,1,x\n", "Line 2 cannot be read: the benefit has no name"),
        (HEAD + GOOD + "SNAP,3,2026-13-01,,line,0,1,x\n", "Line 5 cannot be read"),
        (HEAD + "SNAP,3,2026-10-01,,curve,0,1,x\n", "the shape is line or step"),
        (HEAD + "SNAP,three,2026-10-01,,line,0,1,x\n", "Line 2 cannot be read"),
        (HEAD + "SNAP,3,2026-10-01,,line,0,NaN,x\n", "an amount is no number"),
        (HEAD + "SNAP,3,2026-10-01,,line,0,x,x\n", "Line 2 cannot be read"),
        (HEAD + "SNAP,3,2026-10-01\n", "Line 2 cannot be read"),
        (
            HEAD + GOOD + "SNAP,3,2026-10-01,,line,3000,0,x\n",
            "Line 5: end and shape differ from those in line 2",
        ),
        (HEAD + "SNAP,3,2026-10-01,,line,5,1,x\n", "Line 2, SNAP, household of 3: Begin with the benefit"),
        (HEAD + "SNAP,3,2026-10-01,,line,0,1,\n", "Say where the rule stands"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(text, words):
    with pytest.raises(BenefitFileError, match=words):
        read_benefits(text.encode())


def test_a_file_that_is_no_utf_8_is_refused():
    with pytest.raises(BenefitFileError, match="UTF-8"):
        read_benefits(b"\xff\xfe\x00")
