"""How many are wanted and for how many hours: a number beside other words is neither."""

from __future__ import annotations

import pytest

from gainful.engine.postings.openings import openings_fact
from gainful.engine.postings.work_hours import hours_fact


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Number of vacancies: 6", 6), ("Vacancy: 2", 2), ("Vacancies: 1 (Rosa school)", 1), ("We have two openings on nights", 2),
        ("15 positions. Hotel on the river", 15), ("Two positions. Apply now.", 2), ("10+ openings, all shifts", 10), ("4 vacancies", 4),
        ("Diner with 90 seats. We need 2 cooks now", 2), ("need about 10 guys by january", 10), ("looking for 3 drivers", 3),
        ("hiring 18 people between now and June", 18), ("New class starts in May, 24 seats", 24), ("Permanent. 6 posts.", 6),
        ("We are hiring 24/7!", None), ("Now hiring 18 and older", None), ("hiring 21+ only", None), ("Job ID: 4502 Openings", None),
        ("Req 23 openings board", None), ("Fast casual, 120 seats", None), ("need 2 years of experience", None), ("We need 40 hours a week from you", None),
        ("Suite 300 positions your brand", None),
    ],
)  # fmt: skip
def test_openings(text: str, count: int | None) -> None:
    found = openings_fact(text)
    assert (found.value if found else None) == count


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("$16.40/hour, 32.5 hrs/wk, 10 months", 32.5), ("Hours: 28 hours per week", 28), ("8:30–5, Mon–Fri, 37.5 a week", 37.5),
        ("25–35 h/wk, after school", 30), ("FTE 0.9 (36 hours), nights", 36), ("0.8 FTE", 32), ("75 hours per fortnight", 37.5),
        ("80 hours biweekly", 40), ("Monday to Thursday, four tens", 40), ("nights, 3x12s", 36), ("4 x 10 hours", 40),
        ("Full time (40 hours)", 40), ("M–F 10–7 (40). Pay soon", 40), ("Teller, part time (24 hours)", 24), ("Guaranteed 40 hours after training", 40),
        ("5.5 hours a day", None), ("40 hours of vacation", None), ("within 72 hours of notice", None), ("40-hour course paid", None),
        ("zero-hours contract", None), ("casual, no set hours", None), ("tips (about 4)", None),
    ],
)  # fmt: skip
def test_hours_a_week(text: str, hours: float | None) -> None:
    found = hours_fact(text)
    assert (found.value if found else None) == hours


AROUND = "Packer\nMaple Row Foods\n\n{}\nDuties\n- Pack boxes"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We need 3 servers and 2 bartenders.", 5),
        ("Hiring 4 drivers, 2 trucks added", 4),
        ("Openings: two (2)", 2),
        ("There are five (5) vacancies", 5),
        ("6 spots in the fall cohort", 6),
        ("Bistro with 18 seats, tasting menu", None),
        ("45-seat bus", None),
        ("Class of 15 starts March 3", 15),
        ("Cohort size: 12 trainees", 12),
        ("One req.", 1),
        ("Supervises 3 coaches.", None),
        ("Team of 6 engineers.", None),
        ("You will join 12 teachers and 3 aides.", None),
        ("40 beds. 3 nurses per shift.", None),
        ("2 FT, 1 PT.", 3),
        ("Caseload of 25.", None),
        ("Positions: 10", 10),
        ("10 positions available", 10),
        ("Multiple openings", None),
        ("several positions open", None),
        ("Hiring immediately! 18+", None),
        ("hiring for 3 shifts", None),
        ("hiring for two locations", None),
        ("We are looking for 2 people", 2),
        ("seeking one (1) full-time clerk", 1),
        ("Need: 1 sous chef, 2 line cooks", 3),
        ("Looking for a team of two to clean cabins", None),
        ("Vacancies – 7", 7),
        ("No. of posts: 4", 4),
        ("Number of positions available: 3", 3),
        ("12 apprentices, first year.", 12),
        ("add 6 technicians this year", 6),
        ("We want 5 good people", 5),
        ("hire 20 associates for peak", 20),
        ("recruiting 30 seasonal pickers", 30),
        ("Want 2 weeks notice", None),
        ("looking for 10 years experience", None),
        ("need 2 references", None),
        ("We're hiring! 1st, 2nd and 3rd shift", None),
        ("hiring up to 15 census takers", 15),
        ("Ten places on the spring course", 10),
        ("We have room for four more stylists", 4),
        ("2 chairs open", 2),
        ("Two routes open in Canton", 2),
        ("Our 3 clinics have 2 openings for MAs", 2),
        ("1 opening per site, 3 sites", 1),
        ("7 vacancies across 4 schools", 7),
        ("Requisition 2024-55 openings", None),
        ("Hours: 8 to 5. Three.", 3),
        ("Two years. Must drive.", None),
        ("Seeking (3) CNAs for nights", 3),
        ("(2) Electricians needed", 2),
        ("2 electricians wanted", 2),
        ("Wanted: 3 roofers", 3),
        ("3 Roofers - $25/hr", 3),
        ("open 7 days", None),
        ("24 hour openings", None),
        ("Join a crew of 8", None),
        ("manage 5 positions", None),
        ("Vacancies: many", None),
        ("40+ openings", 40),
        ("about 10", None),
    ],
)
def test_openings_among_other_counts(text: str, count: int | None) -> None:
    found = openings_fact(AROUND.format(text))
    assert (found.value if found else None) == count


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20-25 hours weekly", 22.5),
        ("36 hrs/week", 36),
        ("Hours: 37.5/week", 37.5),
        ("Hours: 8:00 - 4:30", None),
        ("30h/wk", 30),
        ("40 hrs. M-F", 40),
        ("Part-time, 15 to 20 hours", 17.5),
        ("8-hour shifts", None),
        ("three 12-hour shifts a week", 36),
        ("3x12", 36),
        ("4/10s", 40),
        ("Four 10-hour days", 40),
        ("72 hours per pay period", 36),
        ("37 hours over 5 days", 37),
        ("full-time (37.5 hrs)", 37.5),
        ("0.6 FTE (24 hours/week)", 24),
        ("24 hours a day, 7 days a week", None),
        ("24/7", None),
        ("within 24 hours", None),
        ("40 hours PTO", None),
        ("80 hours of vacation", None),
        ("6 hours a day", None),
        ("a 75-hour certificate", None),
        ("16-hour course", None),
        ("zero hours contract", None),
        ("guaranteed 32 hours", 32),
        ("25 hours min", 25),
        ("up to 29 hours a week", 29),
        ("Weekly hours 35", 35),
        ("M-F, 7-3:30 (40 hours/wk)", 40),
        ("50+ hours in season", None),
        ("average 45 hours", 45),
        ("48 hours per week average", 48),
        ("10 hours/week of homework", None),
        ("37,5 hours a week", 37.5),
        ("76-hour fortnight", 38),
        ("Schedule: 40 horas", 40),
        ("1,000 hours of cosmetology school", None),
        ("minimum 500 hours experience", None),
        ("10-month, 30 hours", 30),
        ("work 20 hours/week during term, 35 h summer", 20),
        ("every 4th weekend, 36 hours", 36),
        ("2 hours of overtime per week", None),
        ("We need 24 hr coverage", None),
        ("Casual 10-30 hours", 20),
    ],
)
def test_hours_among_other_numbers(text: str, hours: float | None) -> None:
    found = hours_fact(AROUND.format(text))
    assert (found.value if found else None) == hours


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Welders (4)\nHollis Steel, Erie\nMIG, 2 yrs.", 4),
        ("Electrician x2\nWire homes.", 2),
        ("Roofer\nTear off. Two needed.", 2),
        ("Roofer\nTear off. 3 needed by May.", 3),
        ("Clerk\nFile. 2 roles, one in Akron.", 2),
        ("Clerk\nFile papers. One role.", 1),
        ("Driver\nWe'll take 5.", 5),
        ("Driver\nFilling two seats on nights.", 2),
        ("Picker\nWe want fifteen people by June.", 15),
        ("Picker\nTwenty openings.", 20),
        ("Tech\n3 jobs.", 3),
        ("Apprentice\n6 apprenticeships open.", 6),
        ("Nurse\n1 FT day, 1 PT evening.", 2),
        ("Trainee\n16 trainees per class. Paid.", 16),
        ("Trainee\nNext academy class of 20.", 20),
        ("Guard\nPosts (3) at the mall.", 3),
        ("Cook\nOne spot left.", 1),
        ("Cook\nHiring: 2", 2),
        ("Teacher\nClass of 25 second graders.", None),
        ("Teacher\n2 aides in the room.", None),
        ("Cook\n4 cooks on the line at once.", None),
        ("Supervisor\nLead 12 packers.", None),
        ("Waiter\n60 seats. 3 waiters per shift.", None),
        ("Nurse\nRatio 1:5. Two vacancies.", 2),
        ("Mechanic\nShop of 6. Need one more.", 1),
        ("Mechanic\nneed 1 more", 1),
        ("Fitter\nTeam of four, want a fifth", None),
        ("Temp\n10 temps, 8 weeks.", 10),
        ("Caregiver\nTwo clients, 30 h", None),
        ("Caregiver\nSeveral openings", None),
        ("Operator\n2 on days, 1 on nights.", 3),
        ("Welder\nLooking for 2-3 welders", 2),
        ("Painter\nHiring 3 to 5 painters", 3),
        ("Cook\nWe seat 40; 2 cooks wanted", 2),
        ("Nurse\n12-bed unit, 4 nurses on", None),
        ("Guard\nJobs: 3", 3),
        ("Picker\nOnly 5 places left on the April intake", 5),
        ("Tech\n(3 openings)", 3),
        ("Coder\nYour team: 3 engineers, 1 designer.", None),
        ("Coach\n2 teams, 14 kids each.", None),
        ("Sorter\nHundreds of jobs", None),
        ("Cook\n1 of 3 cooks.", None),
        ("Crew\nSix-person crew", None),
        ("Clerk\nneed one person", 1),
        ("Clerk\nI need somebody for 2 days", None),
        ("Caller\nDials 60 numbers, takes 30 calls.", None),
        ("Buyer\nTake on 2 projects at once", None),
        ("Planner\nfill 3 reports a day", None),
        ("Driver\nFilling 20 orders an hour", None),
        ("Nurse\ntake 4 patients", None),
        ("Mason\nWanted: two masons, one tender.", 3),
        ("Setter\nVacant: 2", None),
        ("Setter\nVacancies 2", 2),
        ("Aide\nThree aides wanted for fall.", 3),
        ("Aide\n#2 openings", None),
        ("Cook\nopenings at 2 sites", None),
        ("Cook\n3 jobs open in 2 cities", 3),
        ("Rigger\nHire 4, start Monday", 4),
        ("Teacher\n2 vacancies (grades 3 and 5)", 2),
        ("Pilot\n5 roles across 3 bases", 5),
    ],
)
def test_openings_in_terse_postings(text: str, count: int | None) -> None:
    found = openings_fact(f"{text}\nWork hard.")
    assert (found.value if found else None) == count


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("M–F, 8 h", 40),
        ("Mon-Fri 8-hour days", 40),
        ("5 x 8", 40),
        ("3 shifts of 8", 24),
        ("two 12s a week", 24),
        ("32h", 32),
        ("32 hrs.", 32),
        ("25 hrs/wk max", 25),
        ("4 days, 10 h", 40),
        ("Thu–Sun 10 h", 40),
        ("three 10s", 30),
        ("three days, 24 h", 24),
        ("~30 h", 30),
        ("20h/wk, May–Sep 40", 20),
        ("30+ hours", 30),
        ("40 h week", 40),
        ("38-hour week", 38),
        ("37.5-hr week", 37.5),
        ("45 hours a week in summer", 45),
        ("12 h shifts", None),
        ("16 h of training", None),
        ("8 h/day", None),
        ("1 h lunch", None),
        ("PT 20", 20),
        ("FT 36", 36),
        ("15–20 flexible", None),
        ("24 h notice", None),
        ("2 h a day", None),
        ("M-F 8-5", None),
        ("Mon–Fri 9 to 5", None),
        ("Mon-Fri, 6 hours a day", 30),
        ("4 days 9 h", 36),
        ("Monday to Friday 8.45am-6pm", None),
        ("Mon to Thu 10-hour shifts", 40),
        ("Sat-Sun 12 h", 24),
        ("2 days of training, 8 h", None),
        ("five 8s", 40),
        ("W-F 4 h", 12),
        ("3 shifts, 12 h", 36),
        ("6 days 12 h", 72),
        ("5 days paid leave", None),
        ("7 days a week 24 h", None),
        ("3 days 8 years", None),
    ],
)
def test_days_times_the_hours_of_each(text: str, hours: float | None) -> None:
    found = hours_fact(AROUND.format(text))
    assert (found.value if found else None) == hours
