"""Published figures, most of training and work, in our words: what is read is what they say.

Author and year are those of the report in which the figure stands. `SEEN` says where a figure was read again on 29
November 2026; every other one is second-hand, as remembered from its report, whose page was not opened.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from gainful.engine.claims import Kind, read_claim
from gainful.engine.claims.check import check_claim
from gainful.engine.claims.model import Arithmetic

FROM_TO = {
    "Young adults in the program group earned $5,454 a quarter, compared with $3,559 in the control group":
        (3_559, 5_454, "$", "Fein and Hamadyk 2018, Year Up in the PACE evaluation"),
    "In year six those who had been offered the program earned $28,404 and the control group $23,324":
        (23_324, 28_404, "$", "Elliott and Roder 2017, Project QUEST"),
    "Earnings rose from $35,408 in the year before apprenticeship to $52,876 one year after":
        (35_408, 52_876, "$", "Abt Associates 2022, American Apprenticeship Initiative"),
    "In year five the program group earned $31,032 and the control group $23,243":
        (23_243, 31_032, "$", "Fein, Dastrup and Burnett 2021, Year Up"),
    "40 percent of the program group had a degree after three years versus 22 percent of the control group":
        (22, 40, "%", "Scrivener and others 2015, ASAP at the City University of New York"),
    "The control group earned $4,554, compared with $6,349 for the treated":
        (4_554, 6_349, "$", "Dehejia and Wahba 1999, earnings in 1978"),
    "9.65 percent of applications with white names were called back, compared with 6.45 percent of the others":
        (Fraction("6.45"), Fraction("9.65"), "%", "Bertrand and Mullainathan 2004, table 1"),
    "19 percent had a sore throat after liquorice versus 36 percent after sugar water":
        (36, 19, "%", "Ruetzler and others 2013"),
}  # fmt: skip
"""Words: before, after, unit, source."""
CHANGES = {
    "earnings rose by 53 percent in the last two quarters":
        (53, 53, "%", "Fein and Hamadyk 2018"),
    "Participants earned 18 percent more than controls over two years":
        (18, 18, "%", "Maguire and others 2010, Tuning In to Local Labor Markets"),
    "In the second year they earned 29% more":
        (29, 29, "%", "the same"),
    "participants earned $4,509 more than the control group over 24 months":
        (4_509, 4_509, "$", "the same"),
    "Job Corps raised earnings by 12 percent in the fourth year":
        (12, 12, "%", "Schochet, Burghardt and McConnell 2008"),
    "arrest rates fell by 16 percent":
        (-16, -16, "%", "the same"),
    "Women's earnings increased by 15 percent over 30 months":
        (15, 15, "%", "Orr and others 1996, JTPA"),
    "access raised the earnings of adult women by $539":
        (539, 539, "$", "Bloom and others 1992, JTPA at 18 months"),
    "earnings gains of $1,176 for adult women":
        (1_176, 1_176, "$", "Bloom and others 1997, JTPA"),
    "Academy graduates earned 11 percent more per year":
        (11, 11, "%", "Kemple 2008, Career Academies"),
    "the program raised earnings by $2,088 a year":
        (2_088, 2_088, "$", "the same"),
    "raised earnings by 49 percent over three years":
        (49, 49, "%", "Riccio, Friedlander and Freedman 1994, Riverside GAIN"),
    "children who moved young earned $3,477 more as adults":
        (3_477, 3_477, "$", "Chetty, Hendren and Katz 2016, Moving to Opportunity"),
    "violent-crime arrests dropped by 43 percent":
        (-43, -43, "%", "Heller 2014, One Summer Plus"),
    "reduced recidivism by 16 to 22 percent":
        (-22, -16, "%", "Redcross and others 2012, Center for Employment Opportunities"),
    "the sites raised average earnings by 14 percent":
        (14, 14, "%", "Bloom, Riccio and Verma 2005, Jobs-Plus"),
    "employment went up 6 percentage points":
        (6, 6, "points", "Card, Kluve and Weber 2018, private training in the medium run"),
    "nearly doubled graduation rates":
        (100, 100, "times", "Scrivener and others 2015"),
}  # fmt: skip
"""Words: low, high, unit, source; shares likewise, in percent."""
SHARES = {
    "Nine out of ten apprentices keep their job when they finish":
        (90, 90, "U.S. Department of Labor, apprenticeship fact sheets"),
    "about 80 percent of the treatment group enrolled in training":
        (80, 80, "Roder and Elliott 2014, Sectoral programs revisited"),
    "two thirds of participants completed the course":
        (Fraction(200, 3), Fraction(200, 3), "Hendra and others 2016, WorkAdvance"),
}  # fmt: skip
RETURNS = {
    "returned $2.84 for every $1 spent": ("2.84", "Riccio, Friedlander and Freedman 1994, Riverside"),
    "$12.90 for every dollar invested": ("12.90", "Belfield and others 2006, Perry Preschool"),
    "employers get back $1.44 for each $1": (
        "1.44",
        "Abt Associates 2022, American Apprenticeship Initiative",
    ),
    "society saved $5.70 per dollar": ("5.70", "Karoly, Kilburn and Cannon 2005, Nurse-Family Partnership"),
}


ALL = {**FROM_TO, **CHANGES, **SHARES, **RETURNS}
SEEN = {
    "In year six those who had": "Economic Mobility Corporation, summary of 2018: the gain of $5,080 (not both means)",
    "Earnings rose from $35,408": "Training magazine on the final reports of the initiative",
    "In year five the program group": "Pathways to Work Evidence Clearinghouse, study 14491, table of results",
    "nearly doubled graduation rates": "summary of the report at Building Better Programs: almost doubling",
    "earnings rose by 53 percent": "Year Up, impact evaluations: 53 percent at first, 40 percent two years out",
    "access raised the earnings of adult women": "abstract of ED 346 307: $539, 7 percent of the control mean",
    "Academy graduates earned 11 percent": "Education Week, 8 July 2008, and press of 30 June 2008",
    "the program raised earnings by $2,088": "the same",
    "children who moved young earned $3,477": "Urban Institute, Housing Matters, summary of the article",
    "violent-crime arrests dropped by 43 percent": "abstract, Science 346, 1219-1223; CLEAR's review",
    "employers get back $1.44": "Abt, announcement of 28 October 2022: $1.44 for every dollar",
}
"""The beginning of a claim, and what its figure was read in."""


def test_there_are_thirty_and_a_third_was_read_again():
    assert len(ALL) >= 30
    assert all(sum(text.startswith(begin) for text in ALL) == 1 for begin in SEEN)
    assert len(SEEN) * 3 >= len(ALL) - 1


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Earnings rose from $35,408 to $52,876, a gain of 49 percent", True),
        ("Earnings rose from $35,408 to $52,876, a gain of 33 percent", False),  # the gain over the end
    ],
)
def test_the_percent_of_apprentices_is_that_of_their_dollars(text, fits):
    assert (check_claim(text).arithmetic is Arithmetic.FITS) is fits


@pytest.mark.parametrize("text", FROM_TO)
def test_two_figures_side_by_side(text):
    before, after, unit, _ = FROM_TO[text]
    claim = read_claim(text)
    assert (claim.kind, claim.before, claim.after, claim.unit) == (Kind.FROM_TO, before, after, unit)


@pytest.mark.parametrize("text", CHANGES)
def test_changes(text):
    low, high, unit, _ = CHANGES[text]
    claim = read_claim(text)
    assert (claim.kind, claim.low, claim.high, claim.unit) == (Kind.CHANGE, low, high, unit)


@pytest.mark.parametrize("text", SHARES)
def test_shares(text):
    low, high, _ = SHARES[text]
    claim = read_claim(text)
    assert (claim.kind, claim.low, claim.high) == (Kind.SHARE, low, high)


@pytest.mark.parametrize("text", RETURNS)
def test_dollars_back(text):
    claim = read_claim(text)
    assert (claim.kind, claim.low) == (Kind.RETURN, Fraction(RETURNS[text][0]))


@pytest.mark.parametrize(
    ("stated", "arithmetic"), [("53 percent", Arithmetic.FITS), ("35 percent", Arithmetic.IMPOSSIBLE)]
)
def test_the_percent_of_year_up_is_that_of_its_dollars(stated, arithmetic):
    """5,454 over 3,559 is 1.532; 35 % would be the difference over the program's own mean."""
    text = f"They earned $5,454, compared with $3,559 in the control group, a {stated} difference"
    assert check_claim(text).arithmetic is arithmetic
