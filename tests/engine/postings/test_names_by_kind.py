"""The title and the employer by kinds of posting that were first read wrongly, each in other people's words."""

from __future__ import annotations

import re

import pytest

from gainful.engine.postings.job_facts import job_facts
from gainful.engine.titles.ranking import rank_occupations


def _words(name: str | None) -> set[str]:
    return set(re.findall(r"\w+", (name or "").lower()))


@pytest.mark.parametrize(
    ("text", "title", "employer"),
    [
        ('Parts Counter Person – Tractor Dealer\nCedar Rapids, Iowa · $19 - $24 an hour · Full-time\n\nFull job description\nBluestem Ag Equipment\nLook up parts, answer phones.', 'Parts Counter Person', 'Bluestem Ag Equipment'),
        ('Controller\nA family-held lumber yard has asked us, Ferris Talent, to find its next controller.\nSend CVs to mira@ferristalent.example', 'Controller', 'Ferris Talent'),
        ('Network Engineer II - contract\nRate $55/hr\nClient: not disclosed\nMust: CCNA.\nBest regards, Team Oriel Systems', 'Network Engineer II', 'Oriel Systems'),
        ('Substitute custodians wanted\n$15.50/hr, call-in. Fingerprints.\n- Harlan-Boone USD 7', 'Substitute custodians', 'Harlan-Boone USD 7'),
        ('Surgical Technologist — Main OR\nReq 4410-A   Mercy Ridge Hospital   Tulsa, OK   0.9 FTE\n12-hr shifts', 'Surgical Technologist', 'Mercy Ridge Hospital'),
        ('UNARMED GUARDS — several posts\nGranite Watch Protective\n\nPost 1  Hospital lobby    nights  $19\nPost 2  Distribution center  days $18', 'UNARMED GUARDS', 'Granite Watch Protective'),
        ('SHEET METAL WORKERS LOCAL 88 JOINT TRAINING COMMITTEE\nNotice of openings — sheet metal apprentice\nApply in person', 'sheet metal apprentice', 'SHEET METAL WORKERS LOCAL 88 JOINT TRAINING COMMITTEE'),
        ('TRAVEL RT – NICU – $2,300/wk\n13 weeks | 3x12 | Boise, ID\nMedRoam #MR-20331 — 2 left\nFacility: 210-bed, Level III', 'RT', 'MedRoam'),
        ('Billing Specialist — remote\n$18/hr\nAnswer calls.\nAbout us: Calderon BPO employs 4,000 people in 3 countries.', 'Billing Specialist', 'Calderon BPO'),
        ('COURT REPORTER II\nOffice of the Court Administrator, Fifth Judicial District\n3 vacancies', 'COURT REPORTER II', 'Office of the Court Administrator'),
        ('Household in Naperville seeks house manager, 30 hrs, $35/hr. Cooking, errands.', 'house manager', None),
        ('Couple near Asheville needs caregiver for father, nights. $22/hr', 'caregiver', None),
        ('Now enrolling: Carpentry Apprentices, 1st year\nTimberhead Framing — Boise & Nampa\n1st yr 18.00', 'Carpentry Apprentices', 'Timberhead Framing'),
        ('Currently accepting: Dental Assistants\nBrightwater Dental\n$20', 'Dental Assistants', 'Brightwater Dental'),
        ('Hiring!! Non-Voice Process Associate (US mortgage) || Freshers || Pune\nOpenings – 30\nCTC 3 LPA\nVerity Global Services (I) Pvt. Ltd. HR Asha', 'Non-Voice Process Associate', 'Verity Global Services (I) Pvt. Ltd'),
        ('- hours: Mon-Fri 5a-1p\n- $17.50\n- pack orders, label\n- who: Stock clerk (FT)\n- send to jobs@pennock-supply.example', 'Stock clerk', 'pennock-supply'),
        ('OFFICERS-ARMED-BANKS\n19.00 weekly pay\nLone Mesa Protective #C-xxxx', 'OFFICERS', 'Lone Mesa Protective'),
        ('senior product manager @ Quillfin (seed, 9 people)\nremote\n$150-170', 'senior product manager', 'Quillfin'),
        ('Dairy Hand 3IC - 400 cows, Waikato\n$28 hr, 7 on 2 off\nMilking, calving. Start 1 July. Rata Downs Farming Ltd', 'Dairy Hand', 'Rata Downs Farming Ltd'),
        ('OTR home health per visit – Lorain county OH\n$75 eval\nMaple Fork Visiting Therapies – 1099', 'OTR home health', 'Maple Fork Visiting Therapies'),
        ('CNA or CMA, nights, long-term care — Pine Hollow Manor, Ely MN\nCNA $19 CMA $21', 'CNA', 'Pine Hollow Manor'),
        ('LIBRARY PARA (elementary) Twin Buttes R-II Schools\n$105 per day', 'LIBRARY PARA', 'Twin Buttes R-II Schools'),
        ('Bilingual Claims Adjuster / Expert(e) en sinistres bilingue pour la province\nMoncton\nNorthlight Insurance / Assurance Nordlys\n$52,000', 'Bilingual Claims Adjuster', 'Northlight Insurance'),
        ('Head Start Teacher Aide\nRiver Bend Community Action, Inc.\n$16', 'Head Start Teacher Aide', 'River Bend Community Action, Inc'),
        ('Dental Hygienist, State Soldiers Hospital. $41/h. Cleanings, charting. FT days.', 'Dental Hygienist', 'State Soldiers Hospital'),
        ('Baker\nWe\'re Flour & Thistle, a bakery in Salem. $19.', 'Baker', 'Flour & Thistle'),
        ('Floor Tech\nShift: nights\nPine Barrens Hospital Group is an equal opportunity employer.', 'Floor Tech', 'Pine Barrens Hospital Group'),
        ('Groomer\nWritten by the owner. We at Shaggy Acres need a groomer who loves poodles. $20', 'Groomer', 'Shaggy Acres'),
        ('Bookkeeper, 20 h. Invoices, payroll. Reply to office@tallowandpine.example - Tallow and Pine, Bend', 'Bookkeeper', 'Tallow and Pine'),
        ('Electrician\nDayton, Ohio\n$30/hr. Call Rick.', 'Electrician', None),
        ('Grill cook\nWaffle place in Macon, Georgia, $14, nights. ask for Dee', 'Grill cook', None),
        ('Phlebotomist\nOutpatient Laboratory Services\nSaint Orrin Health, Duluth MN', 'Phlebotomist', 'Saint Orrin Health'),
        ('Welders start at $24\nHollis Trailer Works\nMIG', 'Welders', 'Hollis Trailer Works'),
        ('Machinists to $36\nOverland Gear Co.\n2nd shift', 'Machinists', 'Overland Gear Co'),
        ('Line Cook – Full time\nThe client asks us: can you cook? Excel (lookups, Power Query). 401k.', 'Line Cook', None),
    ],
)  # fmt: skip
def test_title_and_employer_are_read(text: str, title: str, employer: str | None) -> None:
    """Every word of the title is read, and of the employer at least its first two; nobody is read where nobody is named."""
    facts = job_facts(text)
    assert facts.title is not None
    assert _words(title) <= _words(facts.title.value)
    if employer is None:
        assert facts.employer is None
    else:
        assert facts.employer is not None
        assert _words(" ".join(employer.split()[:2])) <= _words(facts.employer.value)


@pytest.mark.parametrize(
    ("title", "work", "code"),
    [
        ("Plumbing Apprentices", "Rough in pipe, solder, glue, hang fixtures under a journeyman plumber.", "47-2152.00"),
        ("Roofing Apprentice", "Tear off shingles, lay underlayment, nail shingles with a journeyman roofer.", "47-2181.00"),
        ("SLP home health", "Dysphagia and aphasia therapy in patients' homes, swallow studies.", "29-1127.00"),
        ("Room Attendants", "Make beds, clean bathrooms, vacuum and restock 14 hotel rooms.", "37-2012.00"),
    ],
)  # fmt: skip
def test_a_posting_is_read_as_the_trade_of_its_apprentices_and_initials(
    title: str, work: str, code: str
) -> None:
    assert rank_occupations([title], 4, f"{title}. {work}")[0][0].code == code


@pytest.mark.parametrize("title", ["Locker Room Attendant", "Electrician Helper"])
def test_neighbours_keep_their_own_occupation(title: str) -> None:
    first = rank_occupations([title], 1, f"{title}. Hand out towels, carry tools and material.")[0][0]
    assert first.code == {"Locker Room Attendant": "39-3093.00", "Electrician Helper": "47-3013.00"}[title]


def test_apprentices_of_no_named_trade_are_never_sure() -> None:
    """O*NET has a bare "Apprentice" that electricians' helpers report as their title."""
    work = "Apprentices. Pull wire, bend conduit, set boxes and panels, carry tools and material, read prints, test circuits."
    assert rank_occupations(["Apprentices"], 1, work)[0][0].confidence_word != "sure"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("hey, trying to find a person for the packing room. runs the wrapper, loads trucks. $16 an hr! cheers, Lou", None),
        ("good morning all - looking to add somebody in the yard this week, mows and trims, drives the truck! thanks, Dot", None),
        ("Thank you for reading! We are short in the kitchen — evenings", None),
        ("Facilities Coordinator\nReports to the Executive Director\n- order supplies", "Facilities Coordinator"),
        ("Civil Estimator\nReporting to: Chief Engineer\n- price bids", "Civil Estimator"),
        ("Lab Aide\nSupervised by the Laboratory Manager\n- wash glass", "Lab Aide"),
        ("Hi Lift Operator\n$20/hr", "Hi Lift Operator"),
        ("Good Samaritan Aide - nights\n$17/hr", "Good Samaritan Aide"),
    ],
)  # fmt: skip
def test_greetings_and_superiors_are_no_title(text: str, title: str | None) -> None:
    """How a message begins and ends, and whom the job reports to, is not what the job is called."""
    found = job_facts(text).title
    assert (found.value if found else None) == title
