"""What both sides sign holds together: the first day, the caps, and what stands beside them."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from gainful.engine.competencies.document import LinePart
from gainful.engine.planning.document import BudgetPart, JobPart, LeftPart
from gainful.exchange.plans.agreed import agency_agrees, employer_agrees, job_words, needs_in_words
from gainful.exchange.plans.pdf import plan_pdf
from tests.exchange.plans.test_paper import plan

__all__ = ["plan"]

TASKS = "The time in which it teaches its own work"


def line(key, name, need="day_one", *, kind="posting", span=None, domain="skill", level=3.25):
    place = None if span is None else {"start": span[0], "end": span[1], "text": name}
    return LinePart.model_validate({
        "competency_id": key, "taxonomy": key.split(":")[0], "domain": domain, "name": name, "level": level,
        "level_low": None, "level_high": None, "importance": 3.0, "need": need, "confidence": "sure",
        "evidence": [{"kind": kind, "note": "", "span": place}],
    })  # fmt: skip


def job(**values):
    return JobPart.model_validate({
        "wage_low": 23.4, "wage_high": None, "wage_unit": "hour", "hours_per_week": None, "schedule": "night",
        "place": "Anoka, MN", "first_day": date(2027, 3, 15), **values,
    })  # fmt: skip


def priced(plan, *carried, own_tasks=(), **values):
    cost = plan.cost.model_copy(update={"carried": carried})
    return plan.changed(cost=cost, own_tasks=own_tasks, open_requirements=(), job=job(**values))


def cost_line(kind, amount, *, most_quantity=None, most_amount=None):
    return BudgetPart.model_validate({
        "part": "train", "kind": kind, "label": kind, "quantity": 1, "unit": "hour", "unit_price": amount,
        "amount": amount, "people": 1, "source": "s", "paid_by": "employer", "most_quantity": most_quantity,
        "most_amount": most_amount,
    })  # fmt: skip


def test_what_is_learned_at_work_is_not_demanded_on_the_first_day(plan):
    """An office's paper demanded Active Listening on day one, which three people were to learn at work for 11 weeks."""
    lines = (
        line("onet:2.A.1.a", "Reading Comprehension", kind="typical_for_occupation"),
        line("onet:2.A.1.b", "Active Listening"),
        line("onet:2.A.1.d", "Speaking"),
        line("credential:cpr-first-aid", "CPR and first aid", domain="credential", level=None),
        line("own:ledger", "Keep the ledger", "we_train", level=None),
    )
    left = [
        LeftPart(competency_id=key, name=key, people=3, hours_low=1, hours_high=9)
        for key in ("onet:2.A.1.a", "onet:2.A.1.b", "credential:cpr-first-aid")
    ]
    said = dict(needs_in_words(plan.changed(profile=lines, left=tuple(left))))
    assert said["On the first day"] == "Speaking (level 3.2 of 7); CPR and first aid."
    assert said["Asked for on the first day, and the rest of it learned at work"] == (
        "Active Listening (level 3.2 of 7), 3 people."
    )
    assert said["Usual in such work from the first day on; the employer did not ask for it"] == (
        "Reading Comprehension (level 3.2 of 7)."
    )
    assert said["Learned in training or at work"] == "Keep the ledger."


def test_what_is_said_twice_stands_once_in_the_employers_words(plan):
    lines = (
        line("own:read-blueprints", "Read blueprints", span=(10, 25), level=None),
        line("esco:1", "blueprints", span=(15, 25), level=None),
        line("onet:2.C.3.c", "Design", span=(15, 25), level=4.0),
    )
    left = LeftPart(competency_id="onet:2.C.3.c", name="Design", people=1, hours_low=0, hours_high=4)
    assert needs_in_words(plan.changed(profile=lines, left=(left,))) == [
        (
            "Asked for on the first day, and the rest of it learned at work",
            "Read blueprints, in it Design (level 4.0 of 7), 1 person.",
        )
    ]


def test_a_premium_that_is_counted_is_part_of_the_promise(plan):
    made = priced(
        plan,
        cost_line("employer_wages", 100, most_quantity=1320, most_amount=200),
        premium="$2 night premium", premium_amount=2, premium_counted=True,
    )  # fmt: skip
    said = " ".join(employer_agrees(made))
    assert "at $23.40 an hour, and $2 night premium, which every hour of this shift earns" in said
    assert "the job's lowest pay with the “$2 night premium”" in said
    assert "2,640" not in said
    assert job_words(made)[0][1].endswith("which every hour of this shift earns")


def test_a_premium_that_is_not_sure_stands_beside_the_cap_with_its_amount(plan):
    """$2 in each of 1,320 hours: $2,640."""
    made = priced(
        plan,
        cost_line("employer_wages", 100, most_quantity=1320, most_amount=200),
        premium="$2 night premium", premium_amount=2,
    )  # fmt: skip
    said = " ".join(employer_agrees(made))
    assert "Without the “$2 night premium”: up to $2,640.00 more" in said
    assert "which every hour" not in said


def test_overtime_stands_beside_the_cap_with_its_amount(plan):
    """5 of 45 hours of 552, half of $27 more for each: $828."""
    made = priced(
        plan,
        cost_line("employer_wages", 100, most_quantity=552, most_amount=200),
        wage_low=27, hours_per_week=45,
    )  # fmt: skip
    assert "5 of 45 hours a week are above 40" in (said := " ".join(employer_agrees(made)))
    assert "up to $828.00 more" in said
    none = priced(
        plan, cost_line("employer_wages", 100, most_quantity=552, most_amount=200), hours_per_week=40
    )
    assert "overtime:" not in " ".join(employer_agrees(none))


@pytest.mark.parametrize(("tasks", "no_more"), [((), True), (("braze lines", "wire thermostats"), False)])
def test_no_more_is_said_only_where_nothing_is_open(plan, tasks, no_more):
    """An employer that trains its own five tasks was told "$540.00, and no more", with no hour of a trainer in it."""
    said = " ".join(employer_agrees(priced(plan, cost_line("mentor", 540), own_tasks=tasks)))
    assert ("$540.00, and no more" in said) is no_more
    assert (f"{TASKS} (2 tasks, named above) stands in no figure" in said) is not no_more


def test_the_agency_pays_no_more_only_where_everything_has_a_price(plan):
    open_item = plan.open_requirements[0] if plan.open_requirements else None
    closed = priced(plan)
    assert "and no more" in agency_agrees(closed)[0]
    item = {
        "competency_id": "credential:cdl-b", "name": "CDL", "on_day_one": True, "is_credential": True, "people": 1,
        "why": "no course", "is_unpriced": True, "hinders_signing": True,
    }  # fmt: skip
    opened = type(closed).from_json({**closed.to_json(), "open_requirements": [item]})
    assert "and no more" not in agency_agrees(opened)[0]
    assert open_item is None or open_item.name


def test_whoever_signs_sees_what_they_sign_on_that_page_and_of_which_job_every_page_is(plan):
    for tasks in range(0, 40, 8):  # so that the last page is full to another height
        grown = plan.changed(
            employer="Cedar Shore", unknowns=(*plan.unknowns, *(f"Not known {n}." for n in range(tasks)))
        )
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(plan_pdf(grown, signature=True))).pages]
        last = re.sub(r"\s+", " ", pages[-1])
        assert "What is signed" in last, tasks
        assert "Signature and date" in last, tasks
        assert all("Nursing assistant · Cedar Shore" in re.sub(r"\s+", " ", page) for page in pages)
