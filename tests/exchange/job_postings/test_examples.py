"""Postings written for this project, each a kind of its own, with what a careful reader takes from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gainful.engine.competencies.model import Need
from gainful.engine.postings.model import RequiredProfile
from gainful.engine.postings.profile import required_profile
from gainful.exchange.job_postings import read_posting

HERE = Path(__file__).parent / "examples"
Pay = tuple[float | None, float | None, str, str] | None


@cache
def read(name: str) -> RequiredProfile:
    document = read_posting((HERE / name).read_bytes(), name)
    return required_profile(document.text, structured=document.fields)


def value(fact: Any) -> Any:
    return fact.value if fact else None


def pay(profile: RequiredProfile) -> Pay:
    wage = profile.facts.wage
    return wage and (wage.low, wage.high, wage.unit, wage.currency)


def lines(profile: RequiredProfile) -> str:
    """What the posting was read to ask for: names of lines and the words they were read from."""
    said = [
        (line.name, *(e.span.text for e in line.evidence if e.span))
        for line in profile.profile.lines
        if any(e.span for e in line.evidence)
    ]
    return " | ".join(word for line in said for word in line).lower()


@dataclass(frozen=True)
class Right:
    name: str
    codes: tuple[str, ...]
    """Beginnings of the codes that a careful coder accepts."""
    openings: int | None = None
    pay: Pay = None
    title: str | None = None
    employer: str | None = None
    hours: float | None = None
    there: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


RIGHT = (
    Right("1_cnc.txt", ("51-4041", "51-9161"), 6, (18.75, 21.0, "hour", "USD"), there=("micrometers", "calipers", "cmm", "g-code", "blueprints", "gd&t", "mills and lathes", "shop math", "nims"), absent=("management of personnel", "instructing", "autodesk", "eeo")),
    Right("2_cook.txt", ("35-2014",), 3, (None, 22.0, "hour", "USD"), "LINE COOK", "The Copper Fork", there=("knife skills", "prep", "grill", "food handler card"), absent=("fine arts",)),
    Right("4_solar.pdf", ("47-2231",), 10, (19.5, 23.0, "hour", "USD"), "Solar PV Installer (Crew Member)", "SunRidge Solar", there=("racking", "modules", "conduit", "conductors", "fall protection", "driver", "osha 10", "nabcep"), absent=("electrician licence", "roof-tile", "lay roof tiles")),
    Right("6_busdriver.txt", ("53-3051",), 8, (19.86, 24.02, "hour", "USD"), "School Bus Driver", "MAPLE VALLEY UNIFIED SCHOOL DISTRICT", there=("class b", "passenger", "school bus", "first aid", "medical", "background check", "must be 21"), absent=("medicine and dentistry",)),
    Right("8_messy_warehouse.txt", ("53-7051", "53-7065"), 10, (17.5, None, "hour", "USD"), there=("forklift", "picks orders", "ups worldship")),
    Right("aide.txt", ("25-9043", "25-9045"), 5, (16.4, None, "hour", "USD"), hours=32.5, there=("behavior plans", "parapro"), absent=("except special education",)),
    Right("ccare.txt", ("25-2011", "39-9011"), None, (17.0, None, "hour", "USD"), there=("cda", "cpr")),
    Right("phleb.txt", ("31-9097",), 2, (18.5, 22.0, "hour", "USD"), there=("phlebotomy", "label", "centrifuge")),
    Right("water.txt", ("51-8031",), None, (3912.0, 4755.0, "month", "USD"), employer="City of Fresno", there=("t1", "scada", "samples", "on call")),
    Right("seclead.txt", ("33-9032",), None, (21.0, None, "hour", "USD"), there=("guard", "21+")),
    Right("accounts_india.txt", ("13-2011", "43-3031"), None, (420000.0, None, "year", "INR"), "Accounts Executive", there=("gst", "tds", "tally", "reconcil"), absent=("sales and marketing",)),
    Right("dart_heading.txt", ("51-",), None, (20.0, None, "hour", "USD"), "Machine Operator", there=("production machinery",), absent=("actor",)),
    Right("director_mechanical.txt", ("11-9021",), there=("pipefitting", "programme of works"), absent=("autodesk", "transportation", "vehicle")),
    Right("edu_substitution.txt", ("15-1212",), there=("network security",)),
    Right("federal_fields.txt", ("37-2011",), None, (18.1, 21.4, "hour", "USD"), there=("mop floors",), absent=("remote", "telework", "relocation", "clearance", "competitive", "service")),
    Right("office_of.txt", ("15-1299.09", "13-1082"), there=("lead projects", "keep schedules"), absent=("microsoft office", "adobe", "producers")),
    Right("pay_four_decimals.txt", (), None, (13.25, 17.75, "hour", "USD"), there=("tractor", "forklift")),
    Right("public_works_act.txt", ("47-2073", "53-7032"), there=("dump truck", "backhoe", "ics-100"), absent=("act!", "disabilities", "management of personnel", "functions")),
    Right("service_desk_sysadmin.txt", ("15-1244",), there=("servers", "accounts", "patch", "monitor")),
    Right("uk_care_worker.txt", ("31-1122", "31-1121"), None, (25100.0, 26050.0, "year", "GBP"), hours=28.0, there=("care plans", "wash", "dress", "notes")),
    Right("uk_optometrist_agency.txt", ("29-1041",), title="Optometrist", there=("goc registered",), absent=("customs",)),
    Right("uk_rmn_cpa.txt", ("29-1141",), there=("visit service users", "mental health act"), absent=("certified public accountant", "act!", "building and construction", "person specification")),
)  # fmt: skip


@pytest.mark.parametrize("right", RIGHT, ids=lambda right: right.name)
def test_a_posting_is_read_as_a_careful_reader_does(right: Right) -> None:
    found = read(right.name)
    if right.codes:
        assert found.occupation is not None
        assert found.occupation.code.startswith(right.codes)
    assert value(found.facts.openings) == right.openings
    assert pay(found) == right.pay
    for fact, wanted in (
        ("title", right.title),
        ("employer", right.employer),
        ("hours_per_week", right.hours),
    ):
        assert wanted is None or value(getattr(found.facts, fact)) == wanted
    said = lines(found)
    assert [words for words in right.there if words not in said] == []
    assert [words for words in right.absent if words in said] == []


@pytest.mark.parametrize("name", ["9_notajob.txt", "picnic2.txt"])
def test_what_is_no_job_has_no_occupation_and_says_so(name: str) -> None:
    found = read(name)
    assert found.occupation is None
    assert found.profile.lines == ()
    assert "does not read like a job" in found.notes[0]


def test_a_posting_that_tells_little_of_the_work_is_never_sure() -> None:
    assert read("pay_four_decimals.txt").confidence != "sure"
    assert read("dart_heading.txt").confidence == "guess"


def test_what_may_stand_in_for_experience_is_not_asked() -> None:
    education = read("edu_substitution.txt").facts.education
    assert education is not None
    assert education.need is Need.NICE
    assert education.or_equivalent


def test_an_assessment_will_do_instead_of_the_degree() -> None:
    education = read("aide.txt").facts.education
    assert education is not None
    assert (education.level, education.or_equivalent) == ("associate", True)


def test_a_path_to_an_apprenticeship_is_no_apprenticeship() -> None:
    facts = read("4_solar.pdf").facts
    assert facts.contract is None
    assert facts.place is not None
    assert (facts.place.city, facts.place.state) == ("Phoenix", "AZ")


@pytest.mark.parametrize(
    ("name", "need"),
    [("2_cook.txt", Need.WE_TRAIN), ("4_solar.pdf", Need.WE_TRAIN), ("6_busdriver.txt", Need.WE_TRAIN), ("ccare.txt", Need.WE_TRAIN), ("phleb.txt", Need.DAY_ONE)],
)  # fmt: skip
def test_a_licence_that_may_be_earned_later_is_not_a_day_one_one(name: str, need: Need) -> None:
    words = {"2_cook.txt": "Food handler", "4_solar.pdf": "OSHA", "6_busdriver.txt": "Commercial driver", "ccare.txt": "CDA", "phleb.txt": "Phlebotomy"}[name]  # fmt: skip
    assert {c.need for c in read(name).facts.credentials if words in c.name} == {need}


CLINIC = ("Medical Assistant", "Larkfield Family Clinic", 3, "Dayton")


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("01-*")))
def test_nearly_json_is_read_as_json_is(name: str) -> None:
    found = read(name)
    facts = found.facts
    assert facts.place is not None
    assert (value(facts.title), value(facts.employer), value(facts.openings), facts.place.city) == CLINIC
    assert pay(found) == (18.5, 22.0, "hour", "USD")
    assert found.occupation is not None
    assert found.occupation.code == "31-9092.00"


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("02-comma.html", (38500, 44000, "year", "USD")), ("02-dollar.html", (18.5, 22, "hour", "USD")), ("02-monthly-word.html", (3200, 3600, "month", "USD")),
        ("02-swapped.html", (18.5, 22, "hour", "USD")), ("02-zero-low.html", (None, 22, "hour", "USD")), ("02-zeros.html", None),
        ("03-eur.html", (1900, 2200, "month", "EUR")), ("03-inr.html", (15000, 50000, "month", "INR")), ("04-rdfa.html", (19, 23, "hour", "USD")), ("04-md-salary.html", (19.5, None, "hour", "USD")),
        ("05-bonus.txt", (17.25, None, "hour", "USD")), ("05-shift.txt", (19, 21, "hour", "USD")), ("05-thousand-point.txt", (35000, 42000, "year", "USD")),
        ("05-thousand-space.txt", (35000, 42000, "year", "USD")), ("05-weekly-pay.txt", (18, None, "hour", "USD")), ("05-biweekly.txt", (690, 860, "week", "USD")),
        ("05-nb-hyphen.txt", (17.25, 21.5, "hour", "USD")), ("05-401k.txt", (20, None, "hour", "USD")), ("05-min-max.txt", (17.25, 21.5, "hour", "USD")),
        ("05-after.txt", (17.25, 21.5, "hour", "USD")), ("05-daily.txt", (38000, 45000, "year", "USD")), ("05-k.txt", (35000, 42000, "year", "USD")),
    ],
)  # fmt: skip
def test_pay_in_its_shapes_and_currency(name: str, right: Pay) -> None:
    assert pay(read(name)) == right


def test_foreign_pay_is_never_compared_with_dollars() -> None:
    for name in ("03-eur.html", "03-inr.html", "uk_care_worker.txt", "accounts_india.txt"):
        found = read(name)
        assert found.facts.wage is not None
        assert found.facts.wage.in_dollars is None
        assert any("not compared with wages in US dollars" in note for note in found.notes)


@pytest.mark.parametrize(
    ("name", "title", "openings"),
    [("04-rdfa.html", "Dental Assistant", 4), ("04-md-salary.html", "Dental Assistant", 4), ("04-md-related-first.html", "Dental Assistant", 4)],
)  # fmt: skip
def test_microdata_and_rdfa_name_the_job_of_the_page(name: str, title: str, openings: int) -> None:
    facts = read(name).facts
    assert (value(facts.title), value(facts.employer), value(facts.openings)) == (
        title,
        "Brookside Dental",
        openings,
    )
    assert value(facts.contract) == "part_time"


@pytest.mark.parametrize(("name", "count"), [("06-h24.txt", None), ("06-age.txt", None), ("06-id.txt", None), ("06-vacancy.txt", 3)])  # fmt: skip
def test_a_number_near_hiring_is_no_number_of_openings(name: str, count: int | None) -> None:
    found = read(name)
    assert value(found.facts.openings) == count
    assert value(found.facts.title) == "Warehouse Associate"


def test_letters_joined_for_print_are_read_apart() -> None:
    found = read("08-posting.txt")
    assert found.occupation is not None
    assert found.occupation.code == "43-9061.00"
    assert found.facts.credentials
