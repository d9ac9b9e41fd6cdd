"""The plan on paper: the same figures as the data, and no title can become markup or break the document."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from gainful.demo.catalogue import generate_courses
from gainful.demo.region import AS_OF, generate_people
from gainful.engine.curriculum.from_records import courses_from_records
from gainful.engine.occupations import load_reference
from gainful.engine.planning import build_plan
from gainful.engine.planning.document import CoursePart, PlanDocument
from gainful.engine.planning.write import plan_document
from gainful.engine.postings.profile import required_profile
from gainful.engine.ranking.build_pool import pool_from_records
from gainful.engine.ranking.feeders import feeder_occupations
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints
from gainful.exchange.plans.agreed import LOWEST_PAY
from gainful.exchange.plans.paper import paper
from gainful.exchange.plans.pdf import plan_pages, plan_pdf
from gainful.exchange.plans.tables import budget_csv, plan_tables
from gainful.exchange.plans.words import between, clean
from tests.town import POSTING

ROOT = Path(__file__).resolve().parents[3]
NURSE = "31-1131.00"


@pytest.fixture(scope="module")
def plan():
    reference = load_reference()
    wanted = required_profile(POSTING, code=NURSE, reference=reference)
    pool = pool_from_records(generate_people(1500, reference=reference), reference, AS_OF)
    ranking = rank_pool(wanted.profile, pool, Constraints(wage=36_000), code=NURSE, reference=reference)
    made = build_plan(
        ranking,
        wanted.profile,
        courses_from_records(generate_courses(reference=reference)),
        title="Nursing assistant",
        occupation_code=NURSE,
        openings=6,
        start=date(2027, 1, 4),
        feeders=feeder_occupations(wanted.profile, code=NURSE, pool_counts=ranking.by_occupation()),
    )
    return plan_document(made)


def words(pdf: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def changed(plan: PlanDocument, **values) -> PlanDocument:
    """Return the plan with other values, read back as a file would be."""
    return PlanDocument.from_json({**plan.to_json(), **values})


def test_a_plan_keeps_to_its_published_schema_and_reads_back_the_same(plan):
    published = json.loads((ROOT / "docs" / "schema" / "plan.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(plan.to_json()))
    Draft202012Validator(published).validate(data)
    assert PlanDocument.from_json(data) == plan


def test_the_schema_refuses_a_plan_without_its_price(plan):
    broken = {key: value for key, value in plan.to_json().items() if key != "cost"}
    assert not Draft202012Validator(PlanDocument.json_schema()).is_valid(broken)
    with pytest.raises(ValidationError, match="cost"):
        PlanDocument.from_json(broken)


def test_the_pdf_is_tagged_and_says_what_the_plan_says(plan):
    made = plan_pdf(plan, signature=True, note="Two Rivers")
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" in made
    said = " ".join(words(made).split())
    assert plan.sentence.replace(" ", "") in said.replace(" ", "").replace("\xad", "")
    for piece in ("Train, support, measure", "What we do not know", "Where the figures come from",
                  "Two Rivers", "Signature and date", f"{plan.cost.total:,.2f}"):  # fmt: skip
        assert piece in said
    assert all(person.name in said for person in plan.people)


def test_a_plan_without_names_shows_codes(plan):
    nameless = changed(plan, people=[{**person, "name": None} for person in plan.to_json()["people"]])
    said = words(plan_pdf(nameless))
    assert all(person.id in said for person in plan.people)
    assert not [person.name for person in plan.people if person.name in said]


def test_the_printed_budget_adds_up(plan):
    printed = paper(plan)
    amounts = [
        Decimal(line["amount"].replace(",", "")) for group in printed["budget"] for line in group["lines"]
    ]
    groups = [Decimal(group["amount"].replace(",", "")) for group in printed["budget"]]
    assert sum(amounts) == sum(groups) == Decimal(printed["total"].replace(",", ""))
    rows = list(csv.DictReader(io.StringIO(budget_csv(plan))))
    assert len(rows) == len(plan.cost.lines) + len(plan.cost.carried), (
        "no row is a total: a filter makes them"
    )
    for part in ("train", "support", "measure"):
        mine = [row for row in rows if row["paid_by"] == "program" and row["part"] == part]
        group = next(group for group in printed["budget"] if group["part"] == part)
        assert sum(Decimal(row["amount_usd"]) for row in mine) == Decimal(group["amount"].replace(",", ""))
    carried = [Decimal(line["amount"].replace(",", "")) for line in printed["carried"]]
    assert sum(carried) == Decimal(printed["carried_total"].replace(",", "")) > 0
    others = [Decimal(row["amount_usd"]) for row in rows if row["paid_by"] != "program"]
    assert sum(others) == Decimal(str(plan.cost.carried_total))
    assert sum(Decimal(each["amount"].replace(",", "")) for each in printed["funds"]) == sum(amounts)


def test_each_line_names_its_fund_where_one_is_named(plan):
    first, *others = plan.to_json()["cost"]["lines"]
    cost = {**plan.to_json()["cost"], "lines": [{**first, "fund": "Title I"}, *others]}
    lines = [line for group in paper(changed(plan, cost=cost))["budget"] for line in group["lines"]]
    assert [line["fund"] for line in lines] == ["Fund: Title I", *["No fund named yet"] * len(others)]
    assert {line["fund"] for group in paper(plan)["budget"] for line in group["lines"]} == {""}


def test_the_price_for_each_opening_stands_where_more_people_learn_than_there_are_jobs(plan):
    assert plan.cost.per_opening is None
    assert "For each opening" not in words(plan_pdf(plan))
    many = changed(plan, cost={**plan.to_json()["cost"], "per_opening": 4_321.5})
    assert "For each opening4,321.50" in words(plan_pdf(many)).replace("\n", "").replace(
        "opening ", "opening"
    )


def test_paper_and_page_say_the_same_of_wages_and_of_hours():
    pages = ROOT / "src" / "gainful" / "www" / "templates" / "parts"
    page = {
        name: " ".join((pages / name).read_text().split()) for name in ("documents.html", "plan_hours.html")
    }
    assert LOWEST_PAY in page["documents.html"]
    printed = " ".join((files("gainful.exchange.plans") / "plan.typ").read_text().split())
    for said in re.findall(r'{% trans "((?:Hours together:|A gap should)[^"]+)" %}', page["plan_hours.html"]):
        assert said in printed
        assert said.endswith(".")


def test_all_that_the_job_needs_is_on_the_paper_that_is_signed(plan):
    needs = {each["label"]: each["words"] for each in paper(plan, signature=True)["needs"]}
    printed = "; ".join(needs.values())
    assert all(clean(line.name, 3_000) in printed for line in plan.profile)
    assert next(iter(needs)) == "On the first day"
    assert "What the job needs" in words(plan_pdf(plan, signature=True))


def test_what_funds_pay_at_most_adds_up_to_the_agencys_most(plan):
    assert plan.cost.by_fund
    assert sum(most for _fund, most in plan.cost.by_fund) == pytest.approx(plan.cost.at_most, abs=0.01)
    assert all(most >= fund.amount for fund, most in plan.cost.by_fund)


def test_nobody_is_recruited_for_a_step_down(plan):
    (first, *_others) = plan.feeder_occupations
    down, up = (
        first.model_copy(update={"step": step, "in_pool": 3, "wage_change": 0.0}) for step in ("down", "up")
    )
    told = paper(plan.changed(feeder_occupations=(down, up.model_copy(update={"title": "Upwards"}))))[
        "feeders"
    ]
    assert [feeder["title"] for feeder in told] == ["Upwards"]


HOSTILE = (
    '#import "@preview/x:1.0.0": *', "#read(\"/etc/passwd\")", "$ x^2 $ *b* _i_ `c` <l> @r // c /* d */",
    '"); #panic("x', "\\u{41} \\ #{", "=cmd|' /C calc'!A0", "中文 العربية 😀", "\x00\x07\u202e", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(plan, title):
    hostile = plan.to_json()
    hostile["title"] = title
    hostile["people"][0]["name"] = title
    hostile["courses"][0]["title"] = title
    hostile["cost"]["lines"][0]["label"] = title
    hostile["unknowns"].append(title)
    made = plan_pdf(PlanDocument.from_json(hostile))
    assert made.startswith(b"%PDF-")
    said = words(made)
    assert "root:" not in said
    if title.isascii() and title.isprintable() and len(title) < 60:
        squeezed = said.replace("\u200b", "").replace("’", "'").replace("“", '"').replace("”", '"')
        assert "".join(title.split())[:12] in "".join(squeezed.split())


@given(st.text(max_size=400))
def test_clean_text_has_no_controls_and_a_bound(text):
    found = clean(text, 100)
    assert len(found.replace("\u200b", "")) <= 100
    assert all(ord(c) >= 32 for c in found)
    assert not set(found) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    found.encode("utf-8")


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 300)), min_size=1, max_size=12
    )
)
def test_bars_stay_inside_the_calendar(spans):
    from datetime import timedelta

    courses = [
        CoursePart(
            id="c", title="c", provider="", hours=1, weekly_hours=None, price=0, modality="online", start=start,
            end=start + timedelta(days=days), weeks=1, closes=(), competencies=(), reason="",
        )
        for start, days in spans
    ]  # fmt: skip
    from gainful.exchange.plans.paper import _calendar

    drawn = _calendar(courses)
    assert all(0 <= row["at"] <= row["at"] + row["width"] <= 100.0001 for row in drawn["rows"])
    assert 0 < len(drawn["ticks"]) <= 9


def test_a_year_is_said_once_where_it_is_the_same():
    assert between(date(2027, 1, 4), date(2027, 2, 5)) == "Jan 4 – Feb 5, 2027"
    assert between(date(2026, 12, 28), date(2027, 2, 5)) == "Dec 28, 2026 – Feb 5, 2027"


def test_tables_open_safely_and_pages_can_be_looked_at(plan):
    risky = plan.to_json()
    risky["people"][0]["name"] = "=cmd()"
    assert "'=cmd()" in plan_tables(PlanDocument.from_json(risky))["people.csv"]
    pages = plan_pages(plan, ppi=30)
    assert len(pages) >= 2
    assert all(page.startswith(b"\x89PNG") for page in pages)
