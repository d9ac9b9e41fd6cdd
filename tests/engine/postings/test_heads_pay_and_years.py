"""The head of a posting, its pay, counts and years of work in the ways of many writers, each with its right value."""

from __future__ import annotations

import pytest

from gainful.engine.postings.profile import required_profile

BODY = "\nYou will lift, carry and clean, follow instructions and write short reports.\nPay: $19 an hour.\nHigh school diploma or GED. Background check."
FRAME = "Warehouse Associate\nTallgrass Distribution, Columbus, OH\n{}\nPick and pack orders, keep the aisles clean.\nHigh school diploma or GED.\n"
REQUIRED = "Warehouse Associate\nTallgrass Distribution, Columbus, OH\nPay: $19 an hour\n\nRequirements\n- {}\n- Background check\n\nDuties\n- Pick and pack orders.\n"
FREE = "Warehouse Associate\nTallgrass Distribution, Columbus, OH\nPay: $19 an hour\nPick and pack orders, keep the aisles clean. {}\nBackground check\n"
Ends = tuple[float | None, float | None, str, str]


def value(fact):
    return fact.value if fact else None


HEADS = [
    (
        "Licensed Plumber/Gasfitter – Blue Wrench Plumbing & Gas, Ballarat VIC 3350",
        "Licensed Plumber/Gasfitter",
        "Blue Wrench Plumbing & Gas",
    ),
    ("hart dairy farm is looking for milkers, 4 am.", None, "hart dairy farm"),
    ('CDL-A REGIONAL DRIVER - HOME EVERY WEEKEND\nHaney Brothers Trucking, Fort Smith, AR', 'CDL-A REGIONAL DRIVER', 'Haney Brothers Trucking'),
    ('Deliver with Zippi in Tucson - be your own boss\n\nEarn money delivering groceries in your own car.', None, 'Zippi'),
    ('hi everyone!! wags & whiskers in lubbock is looking for 1 more groomer.', 'groomer', 'wags & whiskers'),
    ("Ironwood Trailer Mfg. (Sulphur Springs, TX)\n\nWe build gooseneck trailers and orders are up, so we're adding eight Welder/Fabricators to day shift.", 'Welder/Fabricators', 'Ironwood Trailer Mfg'),
    ('Kettle & Crumb (Fitzroy VIC) is after a casual barista for weekends!', 'barista', 'Kettle & Crumb'),
    ('# Software Developer (Backend)\n\n**Ledgerwise** — remote (US time zones)\n\nWe make bookkeeping tools.', 'Software Developer', 'Ledgerwise'),
    ('Sentry One Protective Services\nHIRING EVENT Thursday Dec 10, 10am-2pm — interviews on the spot for 15 unarmed Security Officer posts at the Port of Oakland, CA', 'Security Officer', 'Sentry One Protective Services'),
    ('TRI-COUNTY ELECTRICAL JOINT APPRENTICESHIP AND TRAINING COMMITTEE\nNOTICE OF APPRENTICESHIP OPPORTUNITY — INSIDE WIREMAN', 'INSIDE WIREMAN', 'TRI-COUNTY ELECTRICAL JOINT APPRENTICESHIP AND TRAINING COMMITTEE'),
    ('Acme Widgets\nJob details\nMachine Operator\nAcme Widgets\nKent, WA 98032\n$22 an hour - Full-time\nApply now', 'Machine Operator', 'Acme Widgets'),
    ('Line Cook\nBlue Heron\nBend, OR\nFull-time', 'Line Cook', 'Blue Heron'),
    ('Blue Heron is hiring a Line Cook', 'Line Cook', 'Blue Heron'),
    ('Line Cook - Blue Heron (Bend, OR)', 'Line Cook', 'Blue Heron'),
    ('Blue Heron: Line Cook wanted', 'Line Cook', 'Blue Heron'),
    ('We are looking for a friendly barista to join the team at Copper Kettle in Salem.', 'barista', 'Copper Kettle'),
    ('Nurse Manager, ICU\nMercy Ridge · Spokane, WA (On-site)\n2 weeks ago · 48 applicants', 'Nurse Manager', 'Mercy Ridge'),
    ('JOB POSTING: Plumber\nWhitmore & Daughters Plumbing', 'Plumber', 'Whitmore & Daughters Plumbing'),
    ('Plumber wanted for busy family firm in Leeds. Ring Dave at DH Plumbing 0113 555 0101.', 'Plumber', 'DH Plumbing'),
    ('Position: Bus Monitor\nDepartment: Transportation\nDistrict: Oak Hollow ISD', 'Bus Monitor', 'Oak Hollow ISD'),
    ('STATE OF VERMONT\nDepartment for Children and Families\nFamily Services Worker', 'Family Services Worker', 'STATE OF VERMONT'),
    ('Family Services Worker - Job ID 51922\nState of Vermont, Department for Children and Families, St. Albans', 'Family Services Worker', 'State of Vermont'),
    ('Order Selector (Nights) @ Sysco Denver', 'Order Selector', 'Sysco Denver'),
    ('Burger Barn - Crew Member - $15/hr', 'Crew Member', 'Burger Barn'),
    ('Staffing agency Kelton Personnel has an immediate opening for an Assembler at a plant in Moline', 'Assembler', 'Kelton Personnel'),
    ('Our client, a leading retailer, is seeking a Stock Clerk. Contact Kelton Personnel today.', 'Stock Clerk', 'Kelton Personnel'),
    ('Title: Intake Coordinator\nProgram: Housing First\nAgency: Harborlight Community Partners', 'Intake Coordinator', 'Harborlight Community Partners'),
    ('HVAC TECH\n3+ yrs\nTop pay, company van\nNorthwind Heating', 'HVAC TECH', 'Northwind Heating'),
    ('Journeyman Lineman (2)\nOtter Creek Rural Electric Cooperative', 'Journeyman Lineman', 'Otter Creek Rural Electric Cooperative'),
    ('Careers at Verity Health Plans\n\nMember Services Rep I\n\nRemote', 'Member Services Rep I', 'Verity Health Plans'),
    ('Job Title\nDental Assistant\nCompany\nSmile Studio\nLocation\nFargo, ND', 'Dental Assistant', 'Smile Studio'),
    ('Dental Assistant\nSmile Studio, Fargo\n4 days a week', 'Dental Assistant', 'Smile Studio'),
    ('About Smile Studio\nWe are a family practice.\n\nThe role: Dental Assistant', 'Dental Assistant', 'Smile Studio'),
    ('Tree climber needed asap, Evergreen Tree Care, call Jim', 'Tree climber', 'Evergreen Tree Care'),
    ("Teacher of Mathematics (Maternity cover)\nSt Brendan's Academy, Bolton", 'Teacher of Mathematics', "St Brendan's Academy"),
    ("ST BRENDAN'S ACADEMY\nRequired for January: Teaching Assistant Level 2", 'Teaching Assistant Level 2', "ST BRENDAN'S ACADEMY"),
    ('Job Advert\nRef 1142\nHealth Care Support Worker\nEmployer: Westmere NHS Trust\nBand 3', 'Health Care Support Worker', 'Westmere NHS Trust'),
    ('Senior Accountant at Brightline\nChicago, IL · Hybrid', 'Senior Accountant', 'Brightline'),
    ('Brightline\nSenior Accountant\nChicago, IL', 'Senior Accountant', 'Brightline'),
    ('Ref: 88412 | Carer | Homely Care Ltd | Swindon', 'Carer', 'Homely Care Ltd'),
    ('Night Auditor - The Wayfarer, Ashland', 'Night Auditor', 'The Wayfarer'),
    ('The Wayfarer in Ashland needs a night auditor', 'night auditor', 'The Wayfarer'),
    ('Come join our crew! Pine State Roofing wants a Roofer', 'Roofer', 'Pine State Roofing'),
    ('Warehouse person wanted for local feed store', 'Warehouse person', None),
    ('Nanny for two toddlers\nFamily in Evanston', 'Nanny', None),
    ('School Custodian, 2nd shift\nRidgeview Elementary\nMarlow Public Schools', 'School Custodian', 'Marlow Public Schools'),
    ('Part-Time Cashier\nStore 114 - Marlow\nShopWell Grocers', 'Cashier', 'ShopWell Grocers'),
    ('Caregiver - Overnights\nRight Hands Home Care\n4.1 ★ 212 reviews', 'Caregiver', 'Right Hands Home Care'),
    ('Hiring: Electrician Helper / Apprentice\nPosted by Mike R. in Jobs Tri-Cities\nVolt Bros Electric', 'Electrician Helper', 'Volt Bros Electric'),
    ('Certified Pharmacy Technician\nRx Corner\nFull-time\n$21', 'Certified Pharmacy Technician', 'Rx Corner'),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title", "employer"), HEADS)
def test_the_title_and_the_employer_of_a_head(head, title, employer):
    facts = required_profile(head + BODY).facts
    if title is not None:
        assert title.lower() in (value(facts.title) or "").lower()
    assert (employer or "").lower() in (value(facts.employer) or "").lower()
    assert (value(facts.employer) is None) == (employer is None)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ('60 cents per mile', (0.6, None, 'USD', 'piece')),
        ('Wages start at $18.40 and rise to $41.40 in the 10th period', (18.4, 41.4, 'USD', 'hour')),
        ('1st period $18.40 (40% of scale) rising to $41.40 in the 10th period', (18.4, 41.4, 'USD', 'hour')),
        ('Pay from $20.00 up. TWIC course $40, refunded after 90 days', (20, None, 'USD', 'hour')),
        ('$1,884.80 – $2,412.00 biweekly', (942.4, 1206, 'USD', 'week')),
        ('$22 per delivered pallet', (22, None, 'USD', 'piece')),
        ('$22.50 to $25.20 per hour CAD', (22.5, 25.2, 'CAD', 'hour')),
        ('CAD 48,000 annually', (48000, None, 'CAD', 'year')),
        ('CTC 3.5 LPA', (350000, None, 'INR', 'year')),
        ('Step 1 $21.10  Step 2 $22.05  Step 3 $23.04', (21.1, 23.04, 'USD', 'hour')),
        ('$2.13/hr plus tips', (2.13, None, 'USD', 'hour')),
        ('Stipend: Rs.15,500/- per month', (15500, None, 'INR', 'month')),
        ('Process fortnightly pays for 950 staff. $80,000 – $88,000 + super', (80000, 88000, 'AUD', 'year')),
        ('$25.00 per crossing, two crossings a day', (25, None, 'USD', 'piece')),
        ("You start at $19.60. $25 test fee, waived if you can't pay.", (19.6, None, 'USD', 'hour')),
    ],
)  # fmt: skip
def test_pay_beside_fees_and_in_steps(words, right: Ends):
    pay = required_profile(FRAME.format(words)).facts.wage
    assert pay is not None
    assert (pay.low, pay.high, pay.currency, pay.unit) == right


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Req ID 20311 Openings 2", 2),
        ("Position count 6", 6),
        ("have chairs for 2 stylists", 2),
    ],
)
def test_openings(words, count):
    assert value(required_profile(FRAME.format(words)).facts.openings) == count


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("Hours: 45 hours bi-weekly, evenings", 22.5),
        ("WORK DAY: 4 hours, 9:30 - 1:30", 20),
        ("2 servers wanted!! 25-30 hrs", 27.5),
        ("Full time/40.", 40),
    ],
)
def test_hours_a_week(words, week):
    assert value(required_profile(FRAME.format(words)).facts.hours_per_week) == week


YEARS = [
    ('1 year acute care', 1),
    ('6 months on a sit-down forklift', 0.5),
    ('1 yr OTR verifiable', 1),
    ('3+ yrs on earthmoving gear', 3),
    ('1+ year in customer service (call center not required)', 1),
    ('6 months cash handling. Must be bondable.', 0.5),
    ('What we look for: a year of production welding.', 1),
    ('You need at least a year in a fresh-food kitchen and Level 2 Food Hygiene.', 1),
    ('2 yrs minimum on low slope', 2),
    ('2+ years high-volume AP', 2),
    ('1 year on a busy machine, latte art', 1),
    ('Minimum three years full-cycle bookkeeping.', 3),
    ('3+ years of shipping backend code people depend on', 3),
    ('Two years of clerical work, one of which in a law office', 2),
    ('5 yrs lineman', 5),
    ('At least 18 months as a server', 1.5),
    ('Must have 2 years tower climbing', 2),
    ('need 2 yrs exp, own shears', 2),
    ('Contract: 2 years fixed term', None),
    ('1 year contract, renewable', None),
    ('Must be 18 years old', None),
    ('Raise after 6 months on the job', None),
    ('No more than 2 violations in 3 years', None),
    ('Founded 30 years ago', None),
    ('Paid training, 6 weeks', None),
    ('Bonus paid over 12 months of employment', None),
    ('90 days probation, then 1 year review', None),
    ('Clean & sober 1 year if in recovery', None),
    ('BLS within 6 months of hire', None),
    ('Temporary position, 6 months with possibility of extension', None),
    ('Apprenticeship: 4 years of on-the-job learning', None),
    ('2 years of college preferred', None),
    ('one year of algebra with a C', None),
    ('Minimum 1 year at current address', None),
    ('3 years with a clean driving record', None),
    ('7 year background check', None),
    ('Two-year technical degree', None),
    ('Warranty of 2 years on parts', None),
    ('Serving Dayton for 40 years', None),
    ('1 year customer service experience', 1),
    ('experience: 3 years', 3),
    ("3-5 years' post-qualification", 3),
    ('5 years in a similar role', 5),
    ("2 years' PQE", 2),
    ('12 months UK care experience', 1),
    ('Prior 1 year warehouse preferred', 1),
    ("You've been a sous or a strong lead line for at least three years, you can butcher a fish", 3),
    ("Half a year of soldering for pay is enough", 0.5),
    ("Exp: 2-4 yrs", 2),
    ("An RN with at least an associate degree and one year in pediatrics", 1),
    ("Associate degree in IT or equal experience; three years running servers", 3),
    ("To apply you need ARRT, BLS, and two years scanning on Siemens", 2),
    ("A Cook 1 with two years in hospital kitchens will be looked at", 2),
    ("Three years licensed, no more than one moving violation", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "years"), YEARS)
@pytest.mark.parametrize("frame", [REQUIRED, FREE], ids=["required", "free"])
def test_years_of_work_that_are_asked_for_in_any_words(frame, words, years):
    assert (value(required_profile(frame.format(words)).facts.experience_years) or None) == years


@pytest.mark.parametrize(
    ("text", "city", "state"),
    [
        ("Deliver with Zippi in Tucson", "Tucson", "AZ"), ("Location: Pune (Kharadi)", "Pune", None), ("Town: Westmere", "Westmere", None),
        ("Lakeside Care – Sudbury, ON", "Sudbury", None), ("The Brass Lantern, Leeds LS1\n£16 an hour", "Leeds", None),
        ("Place of employment: Wenatchee, Chelan County, Washington", "Wenatchee", "WA"), ("Obtain a Grade T1 certificate within 12 months", None, None),
    ],
)  # fmt: skip
def test_places_without_a_state_of_the_us(text, city, state):
    place = required_profile(
        f"Warehouse Associate\n{text}\nPick and pack orders.\nBackground check."
    ).facts.place
    assert (place and place.city, place and place.state) == (city, state)


@pytest.mark.parametrize(
    ("words", "credential"),
    [("Small CPA firm seeks an office manager. Greet clients.", "CPA"), ("Hart & Dunne CPAs\nGreet clients and file.", "CPA")],
)  # fmt: skip
def test_the_name_of_a_firm_is_no_licence(words, credential):
    found = required_profile(f"Office Manager\n{words}").facts.credentials
    assert [each.name for each in found if credential in each.name] == []


def test_a_degree_among_the_duties_is_asked_for_on_the_first_day():
    education = required_profile(
        "Accounts Executive\nFile GST returns. B.Com. Reconcile bank statements."
    ).facts.education
    assert education is not None
    assert education.need.value == "day_one"


def test_what_need_not_be_spoken_is_no_line():
    found = required_profile(
        "Server\nMiso House needs a server. Take orders. You don't have to speak French."
    )
    assert not any("French" in line.name for line in found.profile.lines)


def test_what_is_wished_for_and_not_needed_is_nice_to_have():
    found = required_profile(
        "Welder\nRequirements\n- MIG welding\n- Aluminum experience is nice but not needed\n"
    )
    assert [line.need.value for line in found.profile.lines if "luminum" in line.name] == ["nice_to_have"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Grist & Grain Bread Co. — Night Shift Baker (2)\n40 hrs. Mix and shape dough.", 2),
        ("Quality Inspector\nHartwell Aerospace\ntwo openings. 26 to 34 an hour doe. Final inspection of parts.", 2),
        ("Sahyadri Auto Ltd, Chakan\nGRADUATE TRAINEE (NATS) – 50 Nos.\nRun machines on the assembly line.", 50),
    ],
)  # fmt: skip
def test_openings_among_names(text, count):
    assert value(required_profile(text).facts.openings) == count


def test_a_figure_without_a_sign_in_india_is_in_rupees():
    pay = required_profile(
        "Field Sales Executive\nAgriSeva, Nagpur\nSalary - 18,000 to 24,000 per month + petrol\nTwo wheeler must. Visit farmers and sell."
    ).facts.wage
    assert pay is not None
    assert (pay.low, pay.high, pay.currency, pay.unit) == (18000, 24000, "INR", "month")
