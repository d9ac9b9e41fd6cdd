"""The title line and the employer's name, wherever they stand in the head or at the foot of a posting."""

from __future__ import annotations

import pytest

from gainful.engine.postings.job_facts import job_facts

REST = "\nDuties\n- Keep the area clean\n- Help the team every day\n"


@pytest.mark.parametrize(
    ("head", "title", "employer"),
    [
        ("Granite Fork Machining, Inc.\nCNC LATHE OPERATOR (2nd Shift)\nLocation: Erie, PA 16501", "CNC LATHE OPERATOR", "Granite Fork Machining, Inc"),
        ("Silver Lake Components, Inc.\nPRESS APPRENTICE (1st Shift)", "PRESS APPRENTICE", "Silver Lake Components, Inc"),
        ("**PREP COOK 🔥 HIRING NOW!!** $$ up to $20/hr $$\n\nThe Tin Spoon - downtown. 90 seats.", "PREP COOK", "The Tin Spoon"),
        ("ANNOUNCEMENT NO. 31-220            PINE VALLEY UNIFIED SCHOOL DISTRICT\nPOSITION: School Bus Driver (Substitute and Regular Route)      FLSA: Non-exempt", "School Bus Driver", "PINE VALLEY UNIFIED SCHOOL DISTRICT"),
        ("Role Title: Accounts Executive\nQualification: B.Com", "Accounts Executive", None),
        ("About this role\nWe are hiring a Press Operator at our Oak Street plant in Canton, OH", "Press Operator", None),
        ("Allied Health Professional : Audiologist Jobs in Leeds\nRed Kite Recruiting are working with a clinic.", "Audiologist", "Red Kite Recruiting"),
        ("City of Low Bridge — Public Works Department\nWATER PLANT OPERATOR I/II", "WATER PLANT OPERATOR I/II", "City of Low Bridge"),
        ("Payroll? No. POOL CLEANER.\nGilbert AZ", "POOL CLEANER", None),
        ("Night Nurse\nHollow Oak Senior Living, Duluth MN", "Night Nurse", "Hollow Oak Senior Living"),
        ("Warehouse Associate\nVacancy: 3", "Warehouse Associate", None),
        ("Line Cook at Juniper Catering\nDenver, CO", "Line Cook", "Juniper Catering"),
        ("hiring roofers NOW!!!!\nsteady work all season\ntext Ana, Blue Mesa Roofing and Gutter", "roofers", "Blue Mesa Roofing and Gutter"),
    ],
)  # fmt: skip
def test_title_and_employer(head: str, title: str, employer: str | None) -> None:
    found = job_facts(head + (REST if "text Ana" not in head else ""))
    assert found.title is not None
    assert found.title.value == title
    assert (found.employer.value if found.employer else None) == employer


@pytest.mark.parametrize(
    "text",
    [
        "hi, looking to hire somebody for the yard. moves pallets, loads trucks. 17 an hr. must be on time",
        "Vacancy: 3",
    ],
)
def test_no_title_is_made_of_a_text(text: str) -> None:
    assert job_facts(text).title is None


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Line Cook\nThe Copper Fork\nBoise, ID\nWe need 3", "The Copper Fork"),
        ("Machinist\nHollis Precision — Erie\nRun CNC mills.", "Hollis Precision"),
        ("Electrician\nBright Spark Electric LLC | Tampa, FL\nWire homes.", "Bright Spark Electric LLC"),
        ("Medical Assistant, Larkfield Family Clinic\nDayton OH\nRoom patients.", "Larkfield Family Clinic"),
        (
            "CNA\nWe are a family-owned nursing home. Join our team at Elm Terrace.\nDuties: bathing",
            "Elm Terrace",
        ),
        ("Data Analyst (remote)\nAcme Analytics is looking for a data analyst.", "Acme Analytics"),
        ("Teacher\nBluffton Unified School District\nGrades 3-5.", "Bluffton Unified School District"),
        ("Welder\nErie, PA\n$24/hr. Weld pipe to code.", None),
        ("Barista\nBean There Coffee, 4th St.\nMake drinks.", "Bean There Coffee"),
        ("Security Guard\nWe protect buildings downtown. $19.", None),
        ("Employer: Kessler Foods\nPacker\nPack boxes", "Kessler Foods"),
        ("Packer wanted. Kessler Foods Inc. needs a packer for nights.", "Kessler Foods Inc"),
        ("Forklift Operator\nDistribution center near the airport\nMove pallets", None),
        ("Bus Driver\nCounty of Marsh, Transit Division\nDrive", "County of Marsh"),
        ("Software Engineer\nNimbusPay · Remote\nBuild APIs", "NimbusPay"),
        ("Housekeeper\nSeaside Inn & Suites\nClean rooms", "Seaside Inn & Suites"),
        ("Cashier\nFull-time, weekends\nRing up customers", None),
        ("Nurse, Night Shift\nSt. Brigid's Hospital\nCare for patients", "St. Brigid's Hospital"),
        ("Paralegal\nOrtiz & Lam, Attorneys\nDraft", "Ortiz & Lam"),
        ("Carpenter\nOak and Iron Builders, Bend, OR\nFrame", "Oak and Iron Builders"),
        ("Driver\nHazmat and TWIC Required\nDrive tank trucks", None),
        ("Optometrist\nOur client, a busy practice in Leeds\nTest eyes", None),
        ("Help Desk Analyst\nUniv. of Marlow\nPhones", "Univ. of Marlow"),
        ("Warehouse Associate\nGreat Pay And Benefits\nMove boxes", None),
        ("Groundskeeper at Rolling Hills Golf Club\nMow", "Rolling Hills Golf Club"),
        ("RN\nOn behalf of Northgate Health, we seek a nurse", "Northgate Health"),
    ],
)
def test_employer_beside_fields_kinds_and_places(text: str, employer: str | None) -> None:
    found = job_facts(text).employer
    assert (found.value if found else None) == employer


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Line cook, Copper Fork\nGrill.", None),
        ("Prep cook\nKiln & Co., Bend\nChop", "Kiln & Co"),
        ("Barista\nThe Daily Grind, 5th St\nEspresso", "The Daily Grind"),
        ("Milker\nAt Blue Heron Dairy we milk 400.", "Blue Heron Dairy"),
        ("Packer — Hollis Farms\nBoxes", "Hollis Farms"),
        ("Tutor\nBrightPath. Online.", "BrightPath"),
        ("Hygienist\nRidgeway Orthodontics\nClean", "Ridgeway Orthodontics"),
        ("Stylist\nSalon Verde, Mesa\nCut", "Salon Verde"),
        ("Clerk\nTown of Marlow. Files.", "Town of Marlow"),
        ("Analyst\nNorthwind Insurance · Hartford · hybrid", "Northwind Insurance"),
        ("Mechanic\nLopez Brothers Garage\nBrakes", "Lopez Brothers Garage"),
        ("Aide\nSt. Anne's, Duluth\nBathe", "St. Anne's"),
        ("Cook\nCamp Winnipeg, July–Aug\nFeed 80 kids", "Camp Winnipeg"),
        ("Machinist\nSecond shift, Toledo\nLathes", None),
        ("Nurse\nHybrid, Ohio\nTriage", None),
        ("Installer\nOwn tools, own truck\nDoors", None),
        ("Teller\nPart time, Salina\nCash", None),
        ("Guard\nArmed or unarmed\nPatrol", None),
        ("Sorter\nNights at the hub\nParcels", None),
        ("Baker\nGood Loaf is a small bakery in Ely.", "Good Loaf"),
        ("Detailer\nwork for Shine Auto Spa", "Shine Auto Spa"),
        ("RN\nMercy General – 4 West\nTelemetry", "Mercy General"),
        ("Carpenter\nUnion Local 44\nForms", "Union Local 44"),
        ("Groomer\nPaws & Claws\nBaths", "Paws & Claws"),
        ("Bookkeeper for a dental office\nQuickBooks", None),
        ("Housekeeper\nLakeview Lodge seasonal staff\nRooms", None),
        ("Welding Instructor\nTri-County Tech\nTeach", "Tri-County Tech"),
        ("Cook, Red Lion Inn\nEggs", "Red Lion Inn"),
        ("Teacher – Middle School\nMath", None),
        ("Clerk, Medical Records\nFile", None),
        ("Manager – Food Services\nOrder", None),
        ("Cook – High School\nLunch", None),
        ("Driver, Food Distribution\nCDL", None),
        ("Nurse (Home Health)\nVisit", None),
        ("Guard – Hospital Security\nPatrol", None),
        ("Machinist – Hollis Precision Tool\nMill", "Hollis Precision Tool"),
        ("Technician – Pharmacy\nFill", None),
        ("Analyst, Zenith Mutual Insurance\nExcel", "Zenith Mutual Insurance"),
        ("Aide – Memory Care\nBathe", None),
        ("Attendant – Parking Services\nCash", None),
        ("Cashier, Garden Center\nRing", None),
        ("Operator, Water Treatment\nSample", None),
        ("Assistant – Law Library\nShelve", None),
        ("Janitor, Oakdale Elementary School\nMop", "Oakdale Elementary School"),
        ("Cook\nBreakfast and lunch\nEggs", None),
        ("Cook\nEvenings and Weekends\nEggs", None),
        ("Chef\nThe Salt House\nGrill", "The Salt House"),
        ("Clerk\nFile room, Mesa\nScan", None),
        ("Roofer\nRivera Roofing, family shop\nTear off", "Rivera Roofing"),
    ],
)
def test_employer_in_terse_postings(text: str, employer: str | None) -> None:
    found = job_facts(f"{text}\nWork hard. $19.").employer
    assert (found.value if found else None) == employer
