"""How many people are wanted, in the ways in which people say it; each line is invented, its value set by hand."""

from __future__ import annotations

import pytest

from gainful.engine.postings.openings import openings_fact


def count(text: str) -> int | None:
    found = openings_fact(text)
    if found is None:
        return None
    assert found.span is not None
    assert text[found.span.start : found.span.end] == found.span.text
    return found.value


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # fields of forms and of flattened tables
        ("# Openings: 3", 3), ("No. of Vacancies - 05", 5), ("Total vacancies: 12 (North 8, South 4)", 12), ("Openings    4      Shift  2nd", 4),
        ("Number of workers requested: 16   Period: May to Oct", 16), ("Openings: 4        Hrs/Wk: 40", 4), ("Headcount: 2", 2), ("Qty: 6", 6),
        ("Req 5 ea", 5), ("Positions to be filled: 3", 3), ("Openings: day 2, swing 1", 3), ("Openings: 2 full-time, 1 part-time", 3),
        ("Vacancies in the following locations: Salida, CO (2) — Leadville, CO (3)", 5), ("Workers needed: 9", 9), ("Posts (4)", 4),
        ("Req 2 of 3", None), ("Job ID 45 Vacancies", None), ("Openings: various", None), ("Position: 2nd shift", None), ("Req 7720-5", None),
        # words of hiring
        ("We expect to indenture 14 apprentices this cycle.", 14), ("Filling two, list kept for a year", 2), ("Looking to add three more splicers", 3),
        ("We are 2 cooks short.", 2), ("We're short three drivers", 3), ("Two people short since May", 2), ("Replacing 2 retirees", 2),
        ("need 1 dishwasher weekends AND a line cook", 2), ("Need 4 framers + 2 laborers", 6), ("Hiring 8 pickers & 8 packers", 16),
        ("Hiring a dozen seasonal packers", 12), ("room for up to 6 positions", 6), ("Se buscan 5 personas para limpieza", 5), ("Necesitamos 7 personas ya", 7),
        ("TENEMOS 9 VACANTES", 9), ("Nog 15 plekken!", 15), ("Fill 3 bins a day", None), ("short 2 day notice", None), ("We accept 3 insurance plans", None),
        ("Select 2 days that suit you", None), ("40 doz. rolls still needed", None), ("Takes 6 weeks", None), ("need 2 letters of reference", None),
        # counts behind the name of a job, and several jobs
        ("ELECTRICIANS x 3 – SHUTDOWN", 3), ("HOUSEKEEPERS (6) — $17/hr\nPORTERS (2) — $18/hr\nCHEF (1) — $25/hr", 9), ("Details\n12 x Line cooks", 12),
        ("We have 3 x Band 5 posts", 3), ("Details\n- 2 lead, 1 asst.", 3), ("Call\nHolm Electric — SIX inside wiremen, 4-10s", 6),
        ("Job\nFive vacancies (3 entry, 2 lateral).", 5), ("Letters of recommendation (2)", None), ("Teacher (1 season)", None),
        # classes, empty places, tables
        ("Class size 12 /month", 12), ("48 seats in class", 48), ("Class 26-1 seats 24 recruits and starts in May", 24), ("Three routes w/o drivers!", 3),
        ("4 trucks sitting right now", 4), ("Class of 22 second graders", None), ("Class size 18 students", None), ("We run 85 trucks", None), ("Bus seats 45 people", None),
        ("Position Age Rate Needed\nGuard I 15 16.25 30\nGuard II 16 17.00 12\nSeason May 2", 42), ("Job | Shift | Openings\nPacker | Day | 4\nLoader | Night | 2", 6),
        ("looking to hire (1) cashier and (2) stockers", 3), ("Hiring event! 50 jobs in 5 departments", 50), ("Opening(s): 2", 2), ("Position(s) available: 3", 3),
        ("Seeking two (2) line cooks & one (1) sous chef", 3), ("3 laborers and an operator wanted", 4), ("Number of hires for this role: 2 to 4", 2), ("Job: Picker (10 positions)", 10),
        ("Recruiting for the following: Cook - 2, Server - 5, Host - 1", 8), ("Anzahl der Stellen: 2", 2), ("needs 4 RNs, 2 LPNs and 6 CNAs", 12), ("15 new trucks arriving", None),
        # what is no opening
        ("Council: one vacancy, not paid", None), ("One volunteer needed, unpaid", None), ("Supervise 4 positions", None), ("Apply by 12 positions filled fast", None),
        ("96 people viewed this ad", None), ("300+ caregivers strong", None), ("Must be 21", None), ("Lead a crew of 3 to 5", None), ("Meals: 3/day", None), ("6 mos cash handling wanted", None),
        ("Team of 12 nurses. Ratio 1:8.", None), ("one hire, 5 years needed", 1), ("lift 50# 3 times", None), ("Call 555-1234 openings", None),
    ],
)  # fmt: skip
def test_openings_by_kind(text: str, right: int | None) -> None:
    assert count(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("3 openings: 1 day / 1 evening / 1 night", 3),
        ("4 positions: 3 nights, 1 days", 4),
        ("Fill: A ×3, B ×2, C x1", 6),
        ("Hiring: Welder x2, Fitter x3", 5),
        ("Need forklift x2 certs", None),
        ("Fill forms ×2, boxes ×3", None),
        ("Backlog: 22 techs by March (14 I, 6 II, 2 III).", 22),
        ("Openings this quarter: one II, one III, two I.", 4),
        ("Lineman wanted. 10 JM and 4 app. for winter", 14),
        ("Need 3 cooks at our cafe, 2 at the diner.", 5),
        ("Grooms\n2 at Elmwood, 1 at Mill Farm.", 3),
        ("8 at noon, 5 at night", None),
        ("3 permanent, 2 temp", 5),
        ("2 para cocina, 1 para caja", 3),
        ("North: 2 openings. South: 3 openings.", 5),
        ("Region 1 (Vale): 9 vac. Region 4 (Moor): 14 vac.", 23),
        ("40 hr, 12 sick 15 vac. Funded thru June.", None),
        ("Rotation: 2 days, 2 nights.", None),
        ("Pattern (2 days, 2 nights).", None),
        ("Team: 2 leads, 1 helper", None),
        ("Crew of 4: 3 JM, 1 app", None),
        ("Staff needed (2 nurses, 1 aide)", 3),
        ("Supervise 3 positions: 1 day, 2 night", None),
        ("Grades: 2 A, 3 B", None),
    ],
)
def test_parts_of_a_job_are_added_up(text: str, right: int | None) -> None:
    """Levels, shifts and places with how many of each; a team's or a shift pattern's numbers are none."""
    assert count(text) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("We have 7 open routes!!!", 7),
        ("Stylists. 3 open chairs.", 3),
        ("2 vacant territories", 2),
        ("We still have 3 spots", 3),
        ("We still need 4 seats filled", 4),
        ("3 seats in Feb. academy", 3),
        ("Our bus has 12 seats", None),
        ("Only 1 position left — 37 viewed", 1),
        ("Just 2 spots left", 2),
        ("Nurse, permanent | x3 posts", 3),
        ("No. of positions 06. Share CV", 6),
        ("Number of vacancies 3 Apply", 3),
        ("Workers needed / trabajadores: 46", 46),
        ("PLUMBER (2)    Elk Utility District", 2),
    ],
)
def test_places_that_are_open(text: str, right: int | None) -> None:
    """Routes, chairs and seats said to be open or still there; furniture is none."""
    assert count(text) == right
