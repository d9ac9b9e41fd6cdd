"""Eight postings of eight kinds of work become plans, and no figure contradicts another wherever it is shown."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from gainful.demo.seed import AGENCY, HOSPITAL, seed
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Course, Membership, Organization
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.models import Plan
from gainful.engine.planning.build import ENGLISH
from gainful.engine.planning.document import PlanDocument
from gainful.engine.planning.first_day import first_day_in_words
from gainful.exchange.plans.pdf import plan_pdf
from tests.exchange.plans.test_paper import words

POSTINGS = Path(__file__).parents[2] / "journeys" / "postings"
KINDS = ("care", "trade", "warehouse", "food", "office", "software", "driving", "manufacturing")
PAY = {
    "care": 20.75 * 36 * 52, "trade": 24.50 * 40 * 52, "warehouse": 21.85 * 40 * 52, "food": 19 * 32 * 52,
    "office": 48_000, "software": 72_000, "driving": 27 * 45 * 52, "manufacturing": 25.40 * 40 * 52,
}  # fmt: skip
"""What each posting pays a year, by hand: its lowest wage, with a premium that every hour of its one shift earns, × its
hours a week (40 where it says none) × 52."""
OPENINGS = {
    "care": 4, "trade": 3, "warehouse": 12, "food": 2, "office": 1, "software": 2, "driving": 5, "manufacturing": 3,
}  # fmt: skip
CODES = re.compile(r"\b(?:onet|credential|technology|esco|own):[\w.-]+")


def shown(reply):
    """Return what a page says, without its marks."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", reply.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def halves_up(hours):
    return int(Decimal(str(hours)).quantize(Decimal(1), ROUND_HALF_UP))


def money(text):
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    "kinds", [KINDS[::3], pytest.param(KINDS, marks=pytest.mark.slow)], ids=["three", "eight"]
)
def test_eight_plans_agree_with_themselves_and_with_every_page(db, client, kinds):
    with acting_as_system("test"):
        seed(1200)
        hospital = Organization.objects.get(name=HOSPITAL)
        manager = Membership.objects.get(role="program_manager", organization__name=AGENCY)
        client.force_login(manager.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        starts = {str(course.pk): course.start_dates for course in Course.objects.all()}
    for kind in kinds:
        text = (POSTINGS / f"{kind}.txt").read_text()
        client.post(reverse("program:job_start"), {"text": text, "employer": str(hospital.pk)})
        with acting_as_system("test"):
            order = JobOrder.objects.latest("created_at")
        assert order.wage_annual == pytest.approx(PAY[kind]), kind
        listed = people_page(client, order)
        client.post(reverse("program:job_plan_make", args=[order.pk]), {})
        with acting_as_system("test"):
            plan = Plan.objects.get(job_order=order)
            ids = dict(plan.people.values_list("code", "participant_id"))
        document = PlanDocument.from_json(
            client.get(reverse("program:job_plan_json", args=[order.pk])).json()
        )
        assert client.get(f"/api/v1/plans/{plan.pk}").json() == document.to_json(), (
            "the API gives the same plan"
        )
        budget_agrees(document)
        own_weeks_agree(document)
        mix_agrees(document)
        hours_agree(document)
        courses_agree(document, starts)
        pay_agrees(document, kind)
        assert document.openings == OPENINGS[kind] == len(document.people), kind
        people_agree(document, listed, ids)
        page_agrees(client, order, document)
        csv_agrees(client, order, document)
        paper_agrees(document)
        signing_agrees(client, order, document)
        each_person_adds_up(client, order, document)
        gaps_are_listed_whole(client, order, document)
        hours_on_the_job_have_a_rule(document)
        employers_copy_agrees(plan, document)


def people_page(client, order):
    reply = client.get(reverse("program:job_people", args=[order.pk]))
    assert not CODES.search(shown(reply))
    return {row.id: row for row in reply.context["people"]}


def budget_agrees(document):
    cost = document.cost
    for line in (*cost.lines, *cost.carried):
        amount = (Decimal(str(line.quantity)) * Decimal(str(line.unit_price))).quantize(Decimal("0.01"))
        assert Decimal(str(line.amount)) == amount, line
        assert line.source, line
        assert 1 <= line.people <= len(document.people), line
    total = sum(Decimal(str(line.amount)) for line in cost.lines)
    assert Decimal(str(cost.total)) == total == sum(Decimal(str(each.amount)) for each in cost.funds)
    assert Decimal(str(cost.carried_total)) == sum(Decimal(str(line.amount)) for line in cost.carried)
    assert abs(Decimal(str(cost.per_person)) * cost.people - total) < cost.people
    assert f"${halves_up(cost.per_person):,}" in document.sentence
    assert {line.paid_by for line in cost.lines} == {"program"}


def own_weeks_agree(document):
    """Stipends are paid for the weeks of each person's own classes; a week's hours are those of the calendar."""
    for course in document.courses:
        assert abs(course.weekly_hours * course.weeks - course.hours) <= 0.05 * course.weeks + 1e-6, course
    weeks = []
    for person in document.people:
        mondays = {
            course.start - timedelta(days=course.start.weekday()) + timedelta(weeks=week)
            for course in document.courses
            if course.id in person.takes
            for week in range(course.weeks)
        }
        weeks.append(len(mondays) if "income" in person.support else 0)
    paid = sum(line.quantity for line in document.cost.lines if line.kind == "income")
    assert paid == sum(weeks), document.sentence
    labels = " ".join(line.label for line in document.cost.lines if line.kind == "exam")
    exams = sum(line.quantity for line in document.cost.lines if line.kind == "exam")
    cards = {"CPR", "forklift", "handler", "DOT"}
    takers = sum(
        len(
            set(person.takes) & {c.id for c in document.courses if not any(word in c.title for word in cards)}
        )
        for person in document.people
    )
    assert exams <= takers, labels


def mix_agrees(document):
    shares, lines = document.mix.shares, document.cost.lines
    assert shares.train + shares.support + shares.measure == 100
    for part in ("train", "support", "measure"):
        mine = sum(line.amount for line in lines if line.part == part)
        assert abs(getattr(shares, part) - 100 * mine / document.cost.total) < 1
        assert f"{getattr(shares, part)} % " in document.sentence


def hours_agree(document):
    for person in document.people:
        parts = person.hours
        assert parts.taught_low <= parts.taught <= parts.taught_high <= person.hours_high
        assert parts.at_work_low <= parts.at_work <= parts.at_work_high <= person.hours_high
        alone = [item for item in person.short_of if item.competency_id in person.without_course]
        carried = parts.at_work_high + parts.not_covered_high
        assert carried >= max((item.hours_high for item in alone), default=0) - 0.1, "no gap is above its cap"
        assert carried <= sum(item.hours_high for item in alone) + 0.3
        if not parts.not_covered_high:
            assert parts.taught + parts.at_work == pytest.approx(person.hours_estimate, abs=0.2)
        assert parts.courses == person.course_hours
    least = min(person.hours_low for person in document.people)
    most = max(person.hours_high for person in document.people)
    assert f"{halves_up(least):,} to {halves_up(most):,} hours" in document.hours[0]
    left = max(person.hours.not_covered_high for person in document.people)
    assert any("not covered by this plan" in said for said in document.hours) is (halves_up(left) > 0)


def courses_agree(document, starts):
    by_id = {course.id: course for course in document.courses}
    for course in document.courses:
        assert (
            course.start.isoformat() in {str(day) for day in starts[course.id]} or not course.has_offered_day
        )
        assert course.start <= course.end
        takers = [person for person in document.people if course.id in person.takes]
        lines = [line for line in document.cost.lines if line.kind == "course" and line.label == course.title]
        assert takers
        assert lines
        assert sum(line.quantity for line in lines) == sum(
            sum(other.id in person.takes for person in document.people)
            for other in document.courses
            if other.title == course.title
        )
    for person in document.people:
        assert person.course_hours == sum(by_id[key].hours for key in person.takes)
    weeks = document.schedule.weeks
    active = {course.start + timedelta(weeks=k) for course in document.courses for k in range(course.weeks)}
    within = len({day.isocalendar()[:2] for day in active})
    said = "no classes" if not weeks else f"{within} week{'s' if within > 1 else ''} of classes"
    assert said in document.sentence
    assert (f" within {weeks}" in document.sentence) is (within < weeks)
    if by_id:
        first, last = min(c.start for c in by_id.values()), max(c.end for c in by_id.values())
        assert document.schedule.start == first
        assert 7 * (weeks - 1) < (last - first).days <= 7 * weeks


def pay_agrees(document, kind):
    assert document.wage == pytest.approx(PAY[kind])
    assert document.wage_usual is None
    assert not any("states no pay" in said or "gives no pay" in said for said in document.unknowns)
    for feeder in document.feeder_occupations:
        if feeder.wage_change is not None:
            assert feeder.wage_change == pytest.approx(document.wage - feeder.wage_now, abs=1)
    of_work = {(f.code, f.wage_place): f.wage_change for f in document.feeder_occupations}
    for person in document.people:
        feeder = of_work.get((person.occupation.code, person.wage_place))
        if feeder is not None and person.wage_change is not None:
            assert person.wage_change == pytest.approx(feeder, abs=1), (
                "one definition for people and occupations"
            )
    lower = sum((person.wage_change or 0) < 0 for person in document.people)
    assert any(
        said.startswith(f"{lower} of ") and "would begin below" in said for said in document.for_agency
    ) is bool(lower)


def people_agree(document, listed, ids):
    """Whoever stands on the list stands in the plan with the same figures."""
    seen = 0
    for person in document.people:
        row = listed.get(str(ids[person.id]))
        if row is not None:
            seen += 1
            assert (person.hours_low, person.hours_high) == (
                round(row.hours_low, 1),
                round(row.hours_high, 1),
            )
            assert (person.wage_change, person.wage_change_bound) == (row.wage_change, row.wage_change_bound)
            assert [item.name for item in person.short_of] == [item.name for item in row.short_of]
    assert seen == len(document.people), "the first page of the list holds the plan's people"


def first_day_of(document):
    return first_day_in_words([(person.id, person.first_day) for person in document.people])


def page_agrees(client, order, document):
    page = shown(client.get(reverse("program:job_plan", args=[order.pk])))
    assert not CODES.search(page)
    assert document.sentence in page
    for said in (*document.hours, *document.unknowns, *document.for_agency):
        assert said in page
    for amount in (document.cost.total, document.cost.carried_total):
        assert f"{amount:,.2f}" in page
    for course in document.courses:
        assert course.title in page
    for name, how in first_day_of(document):
        assert name in page
        assert how in page


def csv_agrees(client, order, document):
    reply = client.get(reverse("program:job_plan_csv", args=[order.pk]))
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))
    lines = [row for row in rows if row["paid_by"] == "program"]
    assert sum(money(row["amount_usd"]) for row in lines) == Decimal(str(document.cost.total))
    for row in rows:
        exact = money(row["quantity"]) * money(row["unit_price_usd"])
        assert abs(money(row["amount_usd"]) - exact) < Decimal("0.005")


def paper_agrees(document):
    said = re.sub(r"\s+", " ", words(plan_pdf(document)))
    plain = said.replace("- ", "").replace(" ", "").replace("\xad", "")
    assert document.sentence.replace(" ", "").replace("-", "") in plain.replace("-", "")
    assert f"{document.cost.total:,.2f}" in said
    for name, how in first_day_of(document):
        assert name.replace(" ", "").replace("-", "") in plain.replace("-", "")
        assert how.replace(" ", "").replace("-", "") in plain.replace("-", "")


def signing_agrees(client, order, document):
    """A plan that leaves open what is needed on day one is not offered for signing, and says what is missing."""
    page = shown(client.get(reverse("program:job_plan", args=[order.pk])))
    hinders = any(item.hinders_signing for item in document.open_requirements)
    assert ("Ask the employer to sign" in page) is not hinders
    for item in document.open_requirements:
        assert item.name in page
        if item.is_unpriced:
            assert item.name in document.sentence


def tables(client, order):
    """Return the plan's tables as rows, by file name."""
    packed = client.get(reverse("program:job_plan_csv", args=[order.pk]), {"tables": "1"}).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def each_person_adds_up(client, order, document):
    """What the program pays for each person adds up to the plan, line by line and in all, at every door."""
    total = Decimal(str(document.cost.total))
    assert sum(Decimal(str(person.total)) for person in document.people) == total
    for person in document.people:
        assert sum(Decimal(str(line.amount)) for line in person.lines) == Decimal(str(person.total))
        assert person.cost == person.total
    for part in ("train", "support", "measure"):
        own = sum(Decimal(str(line.amount)) for p in document.people for line in p.lines if line.part == part)
        assert own == sum(Decimal(str(line.amount)) for line in document.cost.lines if line.part == part)
    rows = tables(client, order)
    assert sum(money(row["amount_usd"]) for row in rows["person_costs.csv"]) == total
    assert sum(money(row["total_usd"]) for row in rows["people.csv"]) == total
    titles = {course.id: course.title for course in document.courses}
    page = shown(client.get(reverse("program:job_plan", args=[order.pk])))
    for person, row in zip(document.people, rows["people.csv"], strict=True):
        assert f"${person.total:,.2f}" in page
        assert all(titles[key] in row["classes"] for key in person.takes)
        assert len([said for said in row["classes"].split("; ") if said]) == len(person.takes)
    if len(document.people) > 1:
        assert "each on average" in document.sentence


def gaps_are_listed_whole(client, order, document):
    """The list without a course holds everything that somebody lacks; the sentence on the page names its beginning."""
    lacking = Counter(key for person in document.people for key in person.without_course)
    assert {item.competency_id: item.people for item in document.left} == lacking
    for person in document.people:
        assert set(person.without_course) <= {item.competency_id for item in person.short_of}
    rows = {row["competency_id"]: row for row in tables(client, order)["open.csv"]}
    assert set(rows) == set(lacking) | {item.competency_id for item in document.open_requirements}
    page = shown(client.get(reverse("program:job_plan", args=[order.pk])))
    for item in document.left:
        assert item.name in page
        assert len(rows[item.competency_id]["who"].split("; ")) == item.people
    for said in document.hours:
        more = re.search(r" and (\d+) more\.$", said)
        if said.startswith("Without a course") and more:
            named = said.split(": ", 1)[1]
            assert named.count(" person") + named.count(" people") + int(more[1]) <= len(document.left)


def hours_on_the_job_have_a_rule(document):
    """Hours on the job follow from what is printed: the estimate in tenths, whole hours, times four."""
    lines = {line.kind: line for line in (*document.cost.lines, *document.cost.carried)}
    if "ojt_share" not in lines:
        return
    own, most = [], []
    for person in document.people:
        low, high = Decimal(str(person.hours.at_work_low)), Decimal(str(person.hours.at_work_high))
        estimate = Decimal(str(person.hours.at_work))
        assert low <= estimate <= high
        assert estimate <= Decimal(str(person.hours_estimate)), "no more at work than the list says in all"
        own.append(4 * int(estimate.to_integral_value(ROUND_CEILING)))
        most.append(4 * int(high.to_integral_value(ROUND_CEILING)))
    assert [person.hours.on_the_job for person in document.people] == own
    priced = [person.hours.is_priced for person in document.people]
    assert sum(priced) == min(len(priced), document.openings)
    paid = sum(hours for hours, is_paid in zip(own, priced, strict=True) if is_paid)
    bound = sum(hours for hours, is_paid in zip(most, priced, strict=True) if is_paid)
    for line in (lines["ojt_share"], lines["employer_wages"]):
        assert line.quantity == paid
        assert line.most_quantity == bound
        assert line.most_amount == pytest.approx(bound * line.unit_price, abs=0.01)
    share = re.match(r"([\d.]+) % of \$([\d.,]+) an hour", lines["ojt_share"].source)
    exact = money(share[2]) * Decimal(share[1]) / 100
    paid = Decimal(str(lines["ojt_share"].unit_price))
    assert 0 <= exact - paid < Decimal("0.01"), "never more than the contract's percentage"
    assert paid + Decimal(str(lines["employer_wages"].unit_price)) == money(share[2])


def employers_copy_agrees(plan, document):
    """The copy to sign names individual help once, by the amount of its own budget, and what the employer carries."""
    with acting_as_system("test"):
        shared = stored_plan(plan, shared=True)
    assert not any(person.total or person.lines or person.support for person in shared.people)
    assert not any("paid as support" in said for said in shared.hours)
    assert all(item.competency_id != ENGLISH for person in shared.people for item in person.short_of)
    merged = [line for line in shared.cost.lines if line.kind == "support"]
    reasons = " ".join(shared.mix.reasons)
    open_lines = {line.label for line in shared.cost.lines}  # a line can stay and lose a hint for the agency
    hidden = [line for line in document.cost.lines if line.label not in open_lines]
    assert len(merged) == bool(hidden)
    assert all(line.label not in reasons for line in hidden)
    for line in merged:
        named = re.findall(re.escape(f"“{line.label}”, $") + r"([\d,]+)", reasons)
        assert set(named) <= {f"{halves_up(line.amount):,}"}
        assert (line.quantity, line.unit, line.unit_price) == (1, "lump sum", line.amount)
    said = re.sub(r"\s+", " ", words(plan_pdf(shared, signature=True)))
    carried = [line for line in shared.cost.carried if line.paid_by == "employer"]
    amount = sum(Decimal(str(line.amount)) for line in carried)
    most = sum(
        Decimal(str(line.amount if line.most_amount is None else line.most_amount)) for line in carried
    )
    if carried:
        assert f"${amount:,.2f}" in said
        assert f"${most:,.2f}" in said
    else:
        assert "It carries nothing beside the price." in said
    assert ("stands in no figure here" in said) == any(
        line.kind in {"paid_learning", "employer_wages"} for line in carried
    )
    assert "Replace it by yours" not in said
    assert shared.mix.without_stipends is None
    assert "Where such people work today" not in said
    weekly = "hours a week" if shared.job.hours_per_week else "not said yet"
    for piece in ("For the agency", "First day of work, planned", weekly, "Name and title"):
        assert piece in said, piece
