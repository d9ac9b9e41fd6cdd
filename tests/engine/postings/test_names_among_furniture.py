"""The title and the employer among what boards, halls, mails and messages put around them."""

from __future__ import annotations

import pytest

from gainful.engine.postings.employer_candidates import name_likeness
from gainful.engine.postings.heading import why_no_name
from gainful.engine.postings.job_facts import job_facts
from gainful.engine.postings.names import job_likeness


def _plain(words: str | None) -> str | None:
    return words.rstrip(" .").lower() if words else None


@pytest.mark.parametrize(
    ("text", "title", "employer"),
    [
        ('NIGHT AUDITOR - HOLIDAY HARBOR INN\nPosted 6 days ago · 22 applicants\n$17.25/hr, 11p-7a', 'NIGHT AUDITOR', 'HOLIDAY HARBOR INN'),
        ('Save  Share\nLicensed Practical Nurse (LPN) | PRN\nMeadow Glen Village\nQuincy, IL · 3d ago · Easy Apply', 'Licensed Practical Nurse (LPN)', 'Meadow Glen Village'),
        ('Diesel Technician\nTri-Lakes Truck Center 4.1 ★ · 312 reviews\nMountain Home, AR\n$28 - $36 an hour', 'Diesel Technician', 'Tri-Lakes Truck Center'),
        ('SE SOLICITA COCINERO / LINE COOK WANTED\nTaqueria El Faro, 1400 block of Main\n$18 la hora, 5 dias', 'LINE COOK', 'Taqueria El Faro'),
        ('We need two bricklayers and a hod carrier for a school job in Ames starting Monday. $38 scale. Call Pete at Larsen Masonry.', 'bricklayers', 'Larsen Masonry'),
        ('ANNOUNCEMENT 2026-014\nCOUNTY OF DRY FORK\nClassification: Road Maintenance Worker II\nSalary $21.40 hourly', 'Road Maintenance Worker II', 'COUNTY OF DRY FORK'),
        ('Position: Sterile Processing Technician    Dept: Surgery    Shift: Evenings\nEmployer: Cold Spring Memorial\n', 'Sterile Processing Technician', 'Cold Spring Memorial'),
        ('Req #40021  Pharmacy Technician, Inpatient (0.8 FTE)\nWillow Bend Health System - Yakima, WA\n', 'Pharmacy Technician', 'Willow Bend Health System'),
        ('TOWN OF EAST HALLOW\nLegal Notice\nThe Highway Department is accepting applications for a full-time Truck Driver/Laborer. CDL B. $24.10.', 'Truck Driver/Laborer', 'TOWN OF EAST HALLOW'),
        ('hi all this is dana at the paper lantern. looking for a barista who can open, 5 days, 15 plus tips', 'barista', 'the paper lantern'),
        ('From: Alice Moreau <amoreau@stonebrookdairy.example>\nSubject: milker\n\nHi, we have an opening for a milker on nights. $18.50. Housing possible.\nAlice', 'milker', 'stonebrookdairy'),
        ('🚨 NOW HIRING 🚨 FORKLIFT OPERATORS 🚨\nEagle Crest Staffing for a bottling plant in Reno\n$20.50 days / $21.50 nights', 'FORKLIFT OPERATORS', 'Eagle Crest Staffing'),
        ('About Lumenfold\nLumenfold makes lighting controls.\nElectronics Assembler\nDuties: solder boards', 'Electronics Assembler', 'Lumenfold'),
        ('JOIN OUR TEAM!\nMaple & Main Pediatric Dental\nDental Hygienist, 4 days\n$52/hr', 'Dental Hygienist', 'Maple & Main Pediatric Dental'),
        ('Great Basin Airlines is hiring Aircraft Mechanics (A&P) in Elko, NV\n$41/hr', 'Aircraft Mechanics (A&P)', 'Great Basin Airlines'),
        ('CUSTODIAN II (NIGHT)\nRiver Forks School District No. 12\n8 hrs/day, 260 days\n$19.02', 'CUSTODIAN II', 'River Forks School District No. 12'),
        ('Job title: Medical Assistant\nCompany: Pine Ridge Family Practice\nPay: $19', 'Medical Assistant', 'Pine Ridge Family Practice'),
        ('St. Cyril Church seeks a part-time Music Director. 10 hrs a week, $250.', 'Music Director', 'St. Cyril Church'),
        ('Apprentice Plumber\nat Dunmore Mechanical\nScranton · $18 to start', 'Apprentice Plumber', 'Dunmore Mechanical'),
        ('Housekeeping\nRoom attendants needed at the Breakwater Lodge, $16.75, paid weekly', 'Room attendants', 'the Breakwater Lodge'),
        ('WANTED\nCARPENTERS & LABORERS\nHAVE TOOLS, HAVE RIDE. $24-$32.\nKEEL & RAFTER CONSTRUCTION LLC\n555-0100', 'CARPENTERS & LABORERS', 'KEEL & RAFTER CONSTRUCTION LLC'),
        ('Order 55-1\nOccupation: Poultry Processor\nFirm: Redbud Farms\nWage 17.10', 'Poultry Processor', 'Redbud Farms'),
        ('Kitchen Porter – Leeds – £12.60 p/h\nvia Harrow Gate Recruitment\nImmediate start', 'Kitchen Porter', 'Harrow Gate Recruitment'),
        ('Elektroniker (m/w/d)\nBergtal Anlagen GmbH\nMaintenance Electrician', 'Maintenance Electrician', 'Bergtal Anlagen GmbH'),
        ('PORT AUTHORITY OF LAKE MERROW\nDECKHAND - Ferry Division\n$27.80/hr', 'DECKHAND - Ferry Division', 'PORT AUTHORITY OF LAKE MERROW'),
        ("Certified Nursing Assistant\nNights 11p–7a\nSt. Alban's Care Community\n$20.10", 'Certified Nursing Assistant', "St. Alban's Care Community"),
        ('Do you love dogs?\nGroomer / Bather\nWaggery Pet Spa\n50% commission', 'Groomer / Bather', 'Waggery Pet Spa'),
        ('Job ID 88311 | HVAC Service Technician | Sedona Air & Heat\nTake home van', 'HVAC Service Technician', 'Sedona Air & Heat'),
        ('The position is Payroll Specialist II, on site in Boise. 40 hrs. $26-31.\nTimberline Hospitals', 'Payroll Specialist II', 'Timberline Hospitals'),
        ('SUBSTITUTE TEACHERS $165/DAY\nLake Orrin Consolidated Schools', 'SUBSTITUTE TEACHERS', 'Lake Orrin Consolidated Schools'),
        ('CDL A DRIVERS!! HOME EVERY NIGHT!!\nKestrel Bulk Transport\n$1,600/wk', 'CDL A DRIVERS', 'Kestrel Bulk Transport'),
        ('Looking for a full time nanny, 2 kids, Tu-Sat, $24/hr. text me', 'nanny', None),
        ("Help wanted: short order cook, mornings. Dot's Diner.", 'short order cook', "Dot's Diner"),
        ('Registered Behavior Technician (RBT)\nBridgeline Autism Services\nPart-time after school', 'Registered Behavior Technician (RBT)', 'Bridgeline Autism Services'),
        ('Equal Opportunity Employer\nAdministrative Assistant III\nUniversity of North Bexley, Dept. of Physics\n', 'Administrative Assistant III', 'University of North Bexley'),
        ('Production Supervisor – 2nd shift – Amber Valley Plastics – Elkhart, IN', 'Production Supervisor', 'Amber Valley Plastics'),
        ('Clerk/Cashier\ngas station on Rt 9, evenings. $15. see Ray', 'Clerk/Cashier', None),
        ('Volunteer coordinator (paid, 20 h)\nHarvest Hands Food Bank\n$22', 'Volunteer coordinator', 'Harvest Hands Food Bank'),
        ('1) Ardmore Electric - six journeyman wiremen, data hall, 4-10s\nDrug test', 'journeyman wiremen', 'Ardmore Electric'),
        ('R-20417  Etch Process Technician (Shift 4)\nCORVANE MICRODEVICES, FAB 2   Boise, Idaho', 'Etch Process Technician', 'CORVANE MICRODEVICES'),
        ('Lifeguards & Swim Instructors | Summer 2027 | Village of Oak Prairie', 'Lifeguards & Swim Instructors', 'Village of Oak Prairie'),
        ('hey this is Lou from the copper kettle, need 2 servers for weekends, tips are good', 'servers', 'the copper kettle'),
        ('Title is Water Quality Technician II. Days.\nSend a resume to hr@clearlakelabs.example', 'Water Quality Technician II', 'clearlakelabs'),
        ('Driver Helper – no CDL\nwork for a gig app: download HaulBuddy, pick your days', 'Driver Helper', 'HaulBuddy'),
        ('SE BUSCAN / HIRING — Roofing laborers / ayudantes de techo\nSolano Roof Systems - Mesa AZ', 'Roofing laborers', 'Solano Roof Systems'),
        ('TEMP / PER DIEM Surgical Techs — weekly pay\n$310 a day, Boise', 'Surgical Techs', None),
        ('[Group: Valley Restaurant Jobs]\nKira T. · 3h\nour cook quit! Looking for a prep cook Mon-Fri, $18', 'prep cook', None),
        ('BAKERS EARN UP TO $24!!!\nOverland Bread Company\nNights', 'BAKERS', 'Overland Bread Company'),
        ('Home > Jobs > Ohio\nElectrical Apprentice\nBeacon Line Electric, Inc. · Lima, OH\nPosted 2 days ago', 'Electrical Apprentice', 'Beacon Line Electric, Inc'),
        ('Vacancy Announcement Number 26-118-LT\nPosition Title: Civil Engineering Technician\nAgency: Dept. of Water Resources\nSalary: $4,120/mo', 'Civil Engineering Technician', 'Dept. of Water Resources'),
        ('Deli Clerk — Hometown Fresh #221, Salina\nSlice, serve, clean. $14.75', 'Deli Clerk', 'Hometown Fresh #221'),
        ('Sr. Accountant @ Fieldstone Partners LLC (hybrid) 💼\n$78-90k', 'Sr. Accountant', 'Fieldstone Partners LLC'),
        ('The Sisters of St. Agnes Home is looking for dietary aides, all shifts.\n$15.50', 'dietary aides', 'The Sisters of St. Agnes Home'),
        ('FW: opening\n> Hi Jo, we have an opening for a Maintenance Planner at our Decatur plant. $34/hr.\n> Bill, Corvex Chemicals', 'Maintenance Planner', 'Corvex Chemicals'),
        ('Substation Electrician (Journey)\nRattlesnake Valley Electric Cooperative\nIBEW scale $52.11', 'Substation Electrician (Journey)', 'Rattlesnake Valley Electric Cooperative'),
        ('Barber wanted, booth rent or 60/40\nThird Street Cuts', 'Barber', 'Third Street Cuts'),
        ('Pet sitter / dog walker\nRover-style app WagPals, set your own hours\n$18 a walk', 'Pet sitter / dog walker', 'WagPals'),
        ('COMMONWEALTH OF NORTH MARLOW\nCorrection Officer I\nBi-weekly $2,244', 'Correction Officer I', 'COMMONWEALTH OF NORTH MARLOW'),
        ('ICU RN | 13-week travel | $2,340/wk gross\nTrueNorth Medical Staffing\nDes Moines', 'ICU RN', 'TrueNorth Medical Staffing'),
        ('Come grow with us!\nGreenhouse Grower II\nPetal & Stem Nurseries, Half Moon Bay', 'Greenhouse Grower II', 'Petal & Stem Nurseries'),
        ('Part-time Church Secretary\nFirst Lutheran, Osage\n20 hours', 'Church Secretary', 'First Lutheran'),
        ('Data Center Technician\nPosted 1w ago\nNimbus Harbor\nAshburn, VA\n$31-$38', 'Data Center Technician', 'Nimbus Harbor'),
        ('Se necesita niñera / nanny needed 4 days. Family in Mesa. $20', 'nanny', None),
        ('ROUTE SALES REP ~ Dakota Snack Distributors ~ Rapid City\nbase $700/wk + commission', 'ROUTE SALES REP', 'Dakota Snack Distributors'),
    ],
)  # fmt: skip
def test_title_and_employer_among_other_things(text: str, title: str | None, employer: str | None) -> None:
    found = job_facts(text)
    assert _plain(found.title.value if found.title else None) == _plain(title)
    assert _plain(found.employer.value if found.employer else None) == _plain(employer)
    for fact in (found.title, found.employer):
        assert fact is None or fact.span is None or text[fact.span.start : fact.span.end] == fact.span.text


@pytest.mark.parametrize(
    "words",
    ["Easy Apply", "Save   Share   Report job", "Posted 3 days ago", "41 applicants", "Kayla R. · 2h", "Be an early applicant", "NOTICE OF APPLICATION PERIOD", "Classified Vacancy 25-26-118", "LOCAL 1187", "SE BUSCA", "We need help", "Deliver this season", "Number of workers needed", "[Group: Dental Jobs]", "Human Resources Department", "24 of 30"],
)  # fmt: skip
def test_furniture_names_nothing(words: str) -> None:
    assert why_no_name(words)


@pytest.mark.parametrize(
    "words",
    ["Line Cook", "IT Support Specialist", "Phlebotomist I", "Dental Hygienist, 4 days", "Apprentice Plumber", "Seasonal Delivery Helper", "Bluewater Air", "Maple & Main"],
)  # fmt: skip
def test_names_are_no_furniture(words: str) -> None:
    assert why_no_name(words) is None


@pytest.mark.parametrize(("job", "other"), [("Line Cook", "Redfern Cold Haul"), ("PARAEDUCATOR III", "Juniper Elementary"), ("inside wiremen", "Harlan Ridge Health"), ("Ramp Agent", "customer service")])  # fmt: skip
def test_jobs_are_likelier_titles_than_names(job: str, other: str) -> None:
    assert job_likeness(job) >= 2 > job_likeness(other)


@pytest.mark.parametrize(("name", "other"), [("Redfern Cold Haul", "Line Cook"), ("Kelpline, Inc.", "Remote"), ("Town of Wexley", "Boise, ID"), ("Sorrel Outdoor DC", "Fresno/Clovis")])  # fmt: skip
def test_organizations_are_likelier_names_than_jobs_and_places(name: str, other: str) -> None:
    assert name_likeness(name) > name_likeness(other) == 0
