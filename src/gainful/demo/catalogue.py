"""A simulated course catalogue: certificates, modules and foundations around the trades of the sample region.

Providers, prices and dates are made up; titles, hours and ranges of prices are as colleges would print them
(`demo/course_titles.py` says where from). What a course teaches, and to which level, comes from the ratings of the
occupation it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from gainful.demo.course_titles import AUDIENCES, FOUNDATIONS, THEMES
from gainful.demo.region import AREA
from gainful.engine.occupations import Element, Reference, load_reference
from gainful.engine.records.courses import CourseRecord, TaughtRecord

SEED = 20262
FIRST_START = date(2026, 11, 30)
PROVIDERS = (
    "Two Rivers Community College",
    "Northside Skills Center",
    "Lakes Adult Learning",
    "Open Bench Online",
)
TRAINED = frozenset({"skill", "knowledge"})
STEP = 0.25
LATER_STARTS = 14
"""A course starts every four weeks, for a little over a year."""


@dataclass(frozen=True, slots=True)
class Field:
    """A trade the catalogue serves: certificate title, its hours and price, and the credential it ends in."""

    code: str
    name: str
    certificate: str
    hours: int
    price: int
    credential: str = ""


FIELDS = (
    Field("31-1131.00", "patient care", "Nursing assistant certificate", 90, 1150, "cna"),
    Field("31-1121.00", "home care", "Home health aide certificate", 75, 700, "hha"),
    Field("31-9097.00", "phlebotomy", "Phlebotomy certificate", 120, 1500, "phlebotomy"),
    Field("31-9092.00", "medical assisting", "Medical assistant certificate", 360, 4200, "cma"),
    Field("29-2052.00", "pharmacy", "Pharmacy technician certificate", 240, 2300, "pharmacy-technician"),
    Field("29-2043.00", "emergency care", "Emergency medical technician", 170, 1700, "emt"),
    Field(
        "29-2061.00",
        "practical nursing",
        "Practical nursing diploma",
        1200,
        14500,
        "lpn-license",
    ),
    Field("31-9096.00", "animal care", "Veterinary assistant certificate", 150, 1300),
    Field("43-6013.00", "medical office work", "Medical office certificate", 160, 1500),
    Field("29-9021.00", "medical records", "Medical coding certificate", 280, 2900, "medical-coder"),
    Field("43-3031.00", "bookkeeping", "Bookkeeping certificate", 140, 1350, "certified-bookkeeper"),
    Field("43-4051.00", "customer service", "Customer service professional", 60, 450),
    Field("43-6014.00", "office administration", "Office administration certificate", 120, 1100),
    Field("13-1071.00", "human resources", "Human resources certificate", 160, 1800),
    Field("41-3021.00", "insurance sales", "Insurance licensing course", 60, 500, "insurance-license"),
    Field("15-1232.00", "help desk support", "Help desk technician certificate", 150, 1900, "comptia-a"),
    Field("15-1231.00", "computer networks", "Network support certificate", 200, 2500, "comptia-network"),
    Field("15-1212.00", "cybersecurity", "Security analyst certificate", 320, 4800, "comptia-security"),
    Field("15-1254.00", "web development", "Web developer bootcamp", 420, 6900),
    Field("15-1252.00", "software development", "Software developer certificate", 480, 7600),
    Field("15-2051.01", "business data", "Data analyst certificate", 240, 3200),
    Field("15-1244.00", "systems administration", "Systems administrator certificate", 280, 3600),
    Field("51-4121.00", "welding", "Welding certificate", 320, 3900, "aws-welder"),
    Field("51-9161.00", "machine tools", "CNC operator certificate", 260, 3300, "nims"),
    Field("49-9041.00", "industrial maintenance", "Industrial maintenance certificate", 360, 4300),
    Field("47-2111.00", "electrical work", "Pre-apprenticeship in electrical work", 200, 1900),
    Field("47-2152.00", "plumbing", "Pre-apprenticeship in plumbing", 200, 1900),
    Field("47-2231.00", "solar installation", "Solar installer certificate", 120, 1400, "nabcep"),
    Field("49-9021.00", "heating and cooling", "HVAC technician certificate", 360, 4400, "epa-608"),
    Field("49-3023.00", "auto repair", "Automotive service certificate", 320, 3800, "ase"),
    Field("53-3032.00", "truck driving", "Commercial driver training, class A", 160, 5200, "cdl-a"),
    Field("53-3033.00", "delivery driving", "Commercial driver training, class B", 80, 3100, "cdl-b"),
    Field("53-7051.00", "warehouse work", "Forklift and warehouse certificate", 24, 260, "forklift"),
    Field(
        "51-2092.00",
        "assembly work",
        "Manufacturing skills certificate",
        100,
        950,
        "certified-production-technician",
    ),
    Field(
        "35-1012.00",
        "kitchen supervision",
        "Food service supervisor certificate",
        80,
        700,
        "servsafe",
    ),
    Field("35-2014.00", "cooking", "Culinary foundations certificate", 240, 2600),
    Field("25-9042.00", "classroom support", "Teaching assistant certificate", 110, 900, "paraprofessional"),
    Field("39-9011.00", "child care", "Child care worker certificate", 120, 850, "cda"),
    Field("33-9032.00", "security work", "Security officer training", 40, 250, "guard-card"),
    Field("21-1093.00", "human services", "Human services assistant certificate", 150, 1400),
    Field("37-2011.00", "building care", "Custodial skills certificate", 40, 300),
    Field("43-5032.00", "dispatch", "Emergency dispatch certificate", 80, 800),
)
GENERAL_IMPORTANCE = 2.2
"""Mean importance over all occupations from which a competency is general: foundations teach it, not trades."""
MATTERS, LEAST_LEVEL, DISTINCT = 2.75, 0.5, 0.1
"""A trade's modules teach what is this much more important there than in the average occupation."""
MODULE_MATTERS, MODULE_DISTINCT = 2.0, 0.3
"""What a trade's own modules teach: no history of art for nursing assistants."""
SHORT_COURSES = (
    ("CPR and first aid", "cpr-first-aid", 6, 75),
    ("Basic life support for health workers", "bls", 5, 70),
    ("OSHA 10-hour outreach training", "osha-10", 10, 89),
    ("Food handler training and card", "food-handler", 3, 20),
    ("DOT physical and medical card", "dot-medical-card", 2, 95),
    ("Forklift operator training", "forklift", 8, 160),
    ("Driver education and road test", "drivers-license", 36, 480),
    ("EPA Section 608 preparation and test", "epa-608", 16, 250),
)


TOOLS = (
    ("Charting in an electronic health record", 12, 150, ("31-1131.00", "31-9092.00", "43-6013.00", "29-2072.00"),
     ("epic-systems", "meditech-software", "electronic-health-record-ehr-software")),
    ("Coding software and encoders", 30, 420, ("29-2072.00", "29-9021.00"),
     ("3m-encoder", "encoder-software", "current-procedural-terminology-cpt-software")),
    ("Body, vital signs and infection control", 30, 340, ("31-1131.00", "31-1121.00", "31-9092.00", "29-2072.00"),
     ("Biology", "Medicine and Dentistry", "Psychology")),
    ("CNC controls and G-code", 40, 560, ("51-9161.00", "51-4041.00"),
     ("computer-numerical-control-cnc-software", "g-code", "computer-numerical-control-cnc-editor-software",
      "Programming")),
    ("Mastercam for the shop floor", 40, 640, ("51-9161.00", "51-4041.00"),
     ("cnc-mastercam", "cnc-software-mastercam", "mastercam-design")),
    ("Tickets, accounts and remote access for the help desk", 24, 320, ("15-1232.00", "15-1231.00"),
     ("servicenow", "help-desk-software", "microsoft-active-directory", "active-directory-software",
      "virtual-private-networking-vpn-software")),
    ("Word, Excel and Outlook for work", 20, 160, (),
     ("microsoft-office-software", "microsoft-excel", "microsoft-word", "microsoft-outlook")),
    ("Bookkeeping in QuickBooks", 20, 240, ("43-3031.00",), ("intuit-quickbooks",)),
    ("Programming in Python", 48, 620, (), ("python", "Programming")),
    ("JavaScript for the web", 48, 620, (), ("javascript",)),
    ("Version control with Git and GitHub", 8, 110, (), ("git", "github")),
    ("SQL and databases", 30, 390, (), ("structured-query-language-sql", "mysql", "postgresql")),
    ("Shop measuring: micrometers, calipers and blueprints", 24, 310, ("51-9161.00", "51-4041.00", "51-4121.00"),
     ("Quality Control Analysis", "Design")),
    ("Order picking with scanners and warehouse systems", 8, 90, ("53-7062.00", "53-7065.00", "53-7051.00"),
     ("inventory-management-software", "warehouse-management-system-wms")),
    ("Maintenance orders on the computer", 8, 110, ("49-9041.00",),
     ("computerized-maintenance-management-system-cmms", "work-order-software", "maintenance-record-software")),
)  # fmt: skip
"""Short courses in a tool or subject: title, hours, USD, occupations, O*NET technologies or names of elements."""
SUBJECT_LEVEL = 4.0
"""Level (0-7) that a short course brings a subject to."""


def generate_courses(seed: int = SEED, reference: Reference | None = None) -> list[CourseRecord]:
    """Return the made-up catalogue, the same for the same seed: certificates first, then modules, then foundations."""
    reference = reference or load_reference()
    rng = np.random.default_rng(seed)
    known = {occupation.code for occupation in reference.occupations if occupation.rated}
    courses: list[CourseRecord] = []
    for field in FIELDS:
        if field.code in known:
            courses.extend(_field_courses(field, reference, rng))
    courses.extend(_foundations(reference, rng))
    courses.extend(
        CourseRecord(
            code=f"short-{slug}", title=title, provider=PROVIDERS[1], hours=float(hours), price=float(price),
            weekly_hours=10.0, area_code=AREA, credential=slug,
        )
        for title, slug, hours, price in SHORT_COURSES
    )  # fmt: skip
    courses.extend(_tool_courses(reference))
    return [_numbered(course, place) for place, course in enumerate(courses)]


def _numbered(course: CourseRecord, place: int) -> CourseRecord:
    mondays = (FIRST_START + timedelta(weeks=place % 3 + 4 * k) for k in range(LATER_STARTS))
    return replace(course, start_dates=tuple(map(_after_the_holidays, mondays)))


def _after_the_holidays(monday: date) -> date:
    """Return the Monday itself, or the first of January where no class begins: from Christmas to New Year's Day."""
    while (monday.month, monday.day) >= (12, 18) or (monday.month, monday.day) == (1, 1):
        monday += timedelta(weeks=1)
    return monday


def _field_courses(field: Field, reference: Reference, rng: np.random.Generator) -> Iterator[CourseRecord]:
    """A certificate at two providers, and modules by theme that can be taken one by one, at two providers too."""
    wanted = _wanted(field.code, reference)
    slug = field.name.replace(" ", "-")
    for letter, provider in zip("ab", rng.choice(PROVIDERS[:3], size=2, replace=False), strict=True):
        yield CourseRecord(
            code=f"{slug}-certificate-{letter}",
            title=field.certificate,
            provider=str(provider),
            hours=float(field.hours),
            price=float(round(field.price * rng.uniform(0.9, 1.15), -1)),
            weekly_hours=float(rng.choice([20, 25, 30])),
            modality=str(rng.choice(["in_person", "hybrid"])),
            seats=int(rng.integers(10, 25)),
            area_code=AREA,
            credential=field.credential,
            occupations=(field.code,),
            teaches=tuple(_taught(key, level, reference) for key, level in wanted),
        )
    for number, (title, piece) in enumerate(_modules(field, wanted, reference), start=1):
        hours = max(8, round(6 * len(piece) + field.hours * 0.06 * rng.uniform(0.8, 1.2)))
        for letter, provider in zip("ab", rng.choice(PROVIDERS, size=2, replace=False), strict=True):
            yield CourseRecord(
                code=f"{slug}-module-{number}{letter}",
                title=f"{title} for {AUDIENCES[field.name]}",
                provider=str(provider),
                hours=float(hours),
                price=float(round(hours * rng.uniform(9, 16), -1)),
                weekly_hours=float(rng.choice([6, 10, 15])),
                modality=str(rng.choice(["in_person", "online", "hybrid"])),
                seats=int(rng.integers(10, 30)),
                area_code=AREA,
                occupations=(field.code,),
                teaches=tuple(_taught(key, level, reference) for key, level in piece),
            )


def _modules(
    field: Field, wanted: list[tuple[str, float]], reference: Reference
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Return title and contents of each module: what of a theme sets the trade apart."""
    own = dict(_distinct(wanted, field.code, reference))
    names = {key: reference.elements[reference.column(key)].name for key in own}
    for title, themed in THEMES:
        piece = [(key, level) for key, level in own.items() if names[key] in themed]
        if piece:
            yield title, piece


def _wanted(code: str, reference: Reference) -> list[tuple[str, float]]:
    """What a certificate for the occupation teaches: what matters much there, or more there than elsewhere."""
    row = reference.row(code)
    usual = np.nanmean(reference.importance, axis=0)
    importance, level = reference.importance[row], reference.level[row]
    found = [
        (float(importance[k]), element.id, float(level[k]))
        for k, element in enumerate(reference.elements)
        if element.domain in TRAINED
        and level[k] >= LEAST_LEVEL
        and (importance[k] >= MATTERS or (importance[k] >= 1.5 and importance[k] - usual[k] >= DISTINCT))
    ]
    return [(key, level) for _, key, level in sorted(found, reverse=True)]


def _distinct(wanted: list[tuple[str, float]], code: str, reference: Reference) -> list[tuple[str, float]]:
    """Those that set the occupation apart: its own modules teach them; what everybody needs is in foundations."""
    usual = np.nanmean(reference.importance, axis=0)
    row = reference.row(code)
    place = {key: reference.column(key) for key, _ in wanted}
    return [
        (key, level)
        for key, level in wanted
        if usual[place[key]] < GENERAL_IMPORTANCE
        and reference.importance[row, place[key]] >= MODULE_MATTERS
        and reference.importance[row, place[key]] - usual[place[key]] >= MODULE_DISTINCT
    ]


def _taught(key: str, level: float, reference: Reference) -> TaughtRecord:
    reach = min(7.0, np.ceil((level + 0.05) / STEP) * STEP)
    return TaughtRecord(key, float(reach), 0.0, reference.elements[reference.column(key)].name)


def _tool_courses(reference: Reference) -> Iterator[CourseRecord]:
    names = {technology.id: technology.name for technology in reference.technology_list}
    for number, (title, hours, price, occupations, tools) in enumerate(TOOLS, start=1):
        taught = [
            TaughtRecord(key, 1.0, 0.0, names[key])
            for tool in tools
            if (key := f"technology:{tool}") in names
        ]
        taught += [
            TaughtRecord(e.id, SUBJECT_LEVEL, 0.0, e.name) for e in reference.elements if e.name in tools
        ]
        yield CourseRecord(
            code=f"tool-{number}", title=title, provider=PROVIDERS[number % len(PROVIDERS)], hours=float(hours),
            price=float(price), weekly_hours=10.0, modality="hybrid", area_code=AREA, occupations=occupations,
            teaches=tuple(taught),
        )  # fmt: skip


def _foundations(reference: Reference, rng: np.random.Generator) -> Iterator[CourseRecord]:
    """General courses at two levels and two providers; the second level asks for the first."""
    by_name: dict[str, list[Element]] = {}
    for element in reference.elements:
        if element.domain in TRAINED:
            by_name.setdefault(element.plain_name, []).append(element)
    for title, hours, names in FOUNDATIONS:
        slug = f"foundation-{title.lower().replace(' ', '-')}"
        rate = rng.uniform(6, 9)
        taught = [element for name in names for element in by_name[name]]
        for letter, provider in zip("ab", rng.choice(PROVIDERS, size=2, replace=False), strict=True):
            for step, (low, high) in enumerate(((0.0, 3.5), (3.5, 5.0)), start=1):
                yield CourseRecord(
                    code=f"{slug}-{step}{letter}",
                    title=f"{title} {'I' * step}",
                    provider=str(provider),
                    hours=float(hours),
                    price=float(round(hours * rate, -1)),
                    weekly_hours=8.0,
                    modality=str(rng.choice(["online", "hybrid", "in_person"])),
                    area_code=AREA,
                    teaches=tuple(TaughtRecord(e.id, high, low, e.name) for e in taught),
                    prerequisites=(f"{slug}-1{letter}",) if step == 2 else (),
                )
