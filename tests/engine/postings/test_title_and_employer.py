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
