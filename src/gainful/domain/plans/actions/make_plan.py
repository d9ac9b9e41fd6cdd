"""Make the next version of a plan: people, courses, support and measurement with prices, the mix, what is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders import actions as order_actions
from gainful.domain.job_orders.access import require
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.domain.job_orders.states import OpeningStatus
from gainful.domain.organizations.courses.queries import engine_courses
from gainful.domain.participants.experience import jobs_of
from gainful.domain.participants.models import Participant
from gainful.domain.participants.record_hash import record_hashes
from gainful.domain.plans.asking import stop_asking
from gainful.domain.plans.asks import asks_of, beyond_in_words, trip_of, trips_in_words
from gainful.domain.plans.changes import MOST_PEOPLE
from gainful.domain.plans.document import document_to_store, job_of
from gainful.domain.plans.engine_inputs import chosen_people, required_profile_of
from gainful.domain.plans.models import (
    BudgetLine,
    Plan,
    PlanCourse,
    PlanPerson,
    PlanStatus,
    PlanSupportItem,
)
from gainful.domain.plans.queries import area_name, feeders_of, rank_people, version_to_plan
from gainful.domain.programs.queries import rates_of
from gainful.engine.curriculum import CatalogueError, Course
from gainful.engine.mix import Part, Rates
from gainful.engine.planning import UpskillingPlan, build_plan
from gainful.engine.planning.document import PlanDocument
from gainful.engine.planning.requirements import Way, WayKind
from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.ranked import PoolRanking

LEAD_TIME = timedelta(weeks=3)
"""Between the plan and the first class, unless a date is given: people must be asked and the employer must sign."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What the program manager asked for; no people means the first ones on the list, one per opening."""

    people: tuple[str, ...] = ()
    scenario: str = ""
    budget: float | None = None
    """USD a person for courses."""
    weekly_hours: float | None = None
    start: date | None = None
    modality: str | None = None
    constraints: tuple[tuple[str, Any], ...] = ()
    ways: tuple[Way, ...] = ()
    """How what no course closes is closed."""

    def to_json(self) -> dict[str, Any]:
        """Return what was asked as it is stored with the plan."""
        ways = [{**asdict(way), "price": None if way.price is None else str(way.price)} for way in self.ways]
        return {**asdict(self), "start": self.start and self.start.isoformat(), "ways": ways}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the request that a plan was made from, its people and days as they were asked for."""
        start, ways = data.get("start"), data.get("ways") or ()
        return cls(
            people=tuple(data.get("people") or ()),
            scenario=data.get("scenario") or "",
            budget=data.get("budget"),
            weekly_hours=data.get("weekly_hours"),
            start=date.fromisoformat(start) if start else None,
            modality=data.get("modality"),
            constraints=tuple((name, value) for name, value in data.get("constraints") or ()),
            ways=tuple(_way(way) for way in ways),
        )


def _way(stored: Mapping[str, Any]) -> Way:
    price = stored.get("price")
    return Way(
        stored["competency_id"],
        WayKind(stored["kind"]),
        stored["words"],
        None if price is None else Decimal(price),
    )


MOST_WAY_PRICE = Decimal(1_000_000)


def way_of(competency_id: str, kind: str, words: str, price: Decimal | None) -> Way:
    """Return a way as somebody names it; JobOrderError says what is missing."""
    if kind not in set(WayKind):
        raise JobOrderError(_("Choose how this is closed."), field="kind")
    if not words.strip():
        raise JobOrderError(
            _("Say who closes it and how, for example “Northside driving school, 4 weeks from May”."),
            field="words",
        )
    if price is not None and not 0 <= price <= MOST_WAY_PRICE:
        raise JobOrderError(_("The price is an amount in USD a person, 0 or more."), field="price")
    if price is not None and kind not in {WayKind.PROVIDER, WayKind.EMPLOYER}:
        raise JobOrderError(_("Only a provider or the employer has a price."), field="price")
    return Way(competency_id, WayKind(kind), words.strip()[:300], price)


def _version(order: JobOrder) -> ProfileVersion:
    version = version_to_plan(order)
    if version is None:
        raise JobOrderError(_("This job order has no profile yet."), hint=_("Read the posting first."))
    return version


def _require_openings(order: JobOrder) -> None:
    """Refuse where every opening was withdrawn: nobody is trained without a job."""
    rows = order.opening_rows.order_by()
    if rows.exists() and not rows.exclude(status=OpeningStatus.WITHDRAWN).exists():
        raise JobOrderError(
            _("Every opening of this job was withdrawn, so there is nothing to plan for."),
            hint=_("Offer one again, or close the job order."),
        )


def _work_out(
    order: JobOrder, version: ProfileVersion, ranking: PoolRanking, rates: Rates, asked: PlanRequest
) -> UpskillingPlan:
    people = chosen_people(ranking, asked.people) if asked.people else None
    if not (ranking if people is None else people):
        raise JobOrderError(
            _("Nobody is on the list, so there is no plan to make."),
            hint=_("Relax a constraint under “What would change this list?”, or import people."),
        )
    courses = engine_courses()
    try:
        return build_plan(
            ranking,
            required_profile_of(version),
            courses,
            title=order.title,
            occupation_code=order.occupation_code or None,
            openings=min(order.openings, MOST_PEOPLE),
            people=people,
            scenario=asked.scenario or None,
            start=asked.start or timezone.localdate() + LEAD_TIME,
            weekly_hours=asked.weekly_hours,
            modality=asked.modality,
            budget_per_person=asked.budget,
            feeders=feeders_of(order, version, ranking.pool, ranking.by_occupation())
            if version.lines.exists()
            else None,
            area=order.area_code or None,
            notes=[
                *_notes(courses),
                *_about_start(asked),
                *_about_premium(order),
                *_about_area(order, version, ranking.pool),
            ],
            job_hours=order.hours_per_week,
            premium=order.premium.counted if order.premium else 0.0,
            rates=rates,
            ways=asked.ways,
            jobs_of=lambda ids: jobs_of([UUID(pk) for pk in ids]),
            as_of=timezone.localdate(),
        )
    except CatalogueError as error:
        raise JobOrderError(str(error), hint=_("Correct the catalogue, then make the plan again.")) from error


def _notes(courses: Sequence[Course]) -> list[str]:
    if any(course.synthetic for course in courses):
        return [_("The catalogue holds made-up sample courses: their titles, dates and prices are invented.")]
    return []


def _about_start(asked: PlanRequest) -> list[str]:
    """Say why no class begins at once where nobody asked for a day."""
    if asked.start:
        return []
    day = date_format(timezone.localdate() + LEAD_TIME, "DATE_FORMAT")
    words = _(
        "Classes are looked for from %(day)s on: three weeks in which people, employer and providers answer (planning "
        "number). “Start on or after” changes it."
    )
    return [words % {"day": day}]


def _about_premium(order: JobOrder) -> list[str]:
    premium = order.premium
    if premium is None:
        return []
    words = (
        _(
            "The posting adds “%(premium)s”, which every hour of this shift earns: pay and pay change are with it."
        )
        if premium.counted
        else _(
            "The posting adds “%(premium)s”: pay and pay change are without it, so that people may gain more."
        )
    )
    return [words % {"premium": premium.words}]


def _about_area(order: JobOrder, version: ProfileVersion, people: Pool) -> list[str]:
    if order.area_code:
        return []
    where = area_name(order, version, people)
    place = _("The wage area of “%(place)s” is not known") % {"place": order.place} if order.place else _(
        "Where the job is was not said"
    )  # fmt: skip
    compared = _("pay is compared where most people of the pool live, %s") % where if where else _(
        "pay is compared with the whole country's"
    )  # fmt: skip
    return [f"{place}: {compared}."]


@transaction.atomic
def make_plan(actor: Actor, order: JobOrder, asked: PlanRequest | None = None) -> Plan:
    """Work out and store the order's next plan; JobOrderError says what stands in the way, nothing half-saved."""
    asked = asked or PlanRequest()
    require(actor, "make_plan", order)
    _require_openings(order)
    version = _version(order)
    ranking = rank_people(actor, order, version, dict(asked.constraints))
    made = _work_out(order, version, ranking, rates_of(actor, order.program), asked)
    hold_order(order)
    for earlier in order.plans.filter(status__in=[PlanStatus.DRAFT, PlanStatus.SENT]):
        stop_asking(earlier)
        earlier.status = PlanStatus.SUPERSEDED
        with acting_in("move_plan"):
            earlier.save(update_fields=["status"])
    plan = _store(actor, order, version, made, asked)
    order_actions.mark_planned(actor, order)
    return plan


def _store(
    actor: Actor, order: JobOrder, version: ProfileVersion, made: UpskillingPlan, asked: PlanRequest
) -> Plan:
    last = order.plans.aggregate(n=Max("number"))["n"] or 0
    document = document_to_store(made, version.number)
    document = document.changed(job=job_of(order, document))
    document = _with_asks(made, document, engine_courses())
    plan = Plan.objects.create(
        job_order=order,
        profile_version=version,
        number=last + 1,
        scenario=str(made.scenario),
        people_count=len(made.people),
        starts_on=document.schedule.start,
        weeks=made.weeks,
        cost_total=made.total,
        inputs=asked.to_json(),
        document=document.changed(people=()).to_json(),
        created_by=actor.user,
    )
    _store_people(plan, made, document)
    _store_courses(plan, document)
    _store_budget(plan, made)
    return plan


def _store_people(plan: Plan, made: UpskillingPlan, document: PlanDocument) -> None:
    records = record_hashes([UUID(planned.person.id) for planned in made.people])
    PlanPerson.objects.bulk_create(
        PlanPerson(
            plan=plan,
            participant_id=planned.person.id,
            position=place,
            code=part.id,
            part=part.model_dump(mode="json"),
            record_hash=records[UUID(planned.person.id)],
        )
        for place, (planned, part) in enumerate(zip(made.people, document.people, strict=True))
    )


def _with_asks(made: UpskillingPlan, document: PlanDocument, offered: Sequence[Course]) -> PlanDocument:
    """Return the document with what each person is to be asked, and told in numbers what the agency does first."""
    ids = [UUID(planned.person.id) for planned in made.people]
    people = Participant.objects.in_bulk(ids)
    parts = tuple(
        part.model_copy(
            update={
                "asks": asks_of(people[pk], part, document.courses, document.wage, offered),
                "notes": (*part.notes, *trip_of(people[pk])),
            }
        )
        for pk, part in zip(ids, document.people, strict=True)
    )
    first = beyond_in_words(sum(bool(part.asks) for part in parts), len(parts))
    trips = trips_in_words(sum(people[pk].commute_minutes is not None for pk in ids), len(parts))
    return document.changed(
        people=parts, unknowns=(*document.unknowns, *trips), for_agency=(*first, *document.for_agency)
    )


def _store_courses(plan: Plan, document: PlanDocument) -> None:
    PlanCourse.objects.bulk_create(
        PlanCourse(
            plan=plan,
            course_id=course.id,
            position=place,
            title=course.title[:200],
            provider=course.provider[:200],
            modality=course.modality,
            starts_on=course.start,
            ends_on=course.end,
            hours=course.hours,
            weekly_hours=course.weekly_hours,
            price=str(course.price),
            competencies=list(course.competencies),
        )
        for place, course in enumerate(document.courses)
    )


def _store_budget(plan: Plan, made: UpskillingPlan) -> None:
    BudgetLine.objects.bulk_create(
        BudgetLine(
            plan=plan,
            position=place,
            share=str(line.part),
            label=line.label[:200],
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            amount=line.amount,
            basis=line.source[:400],
        )
        for place, line in enumerate(made.budget)
    )
    PlanSupportItem.objects.bulk_create(
        PlanSupportItem(
            plan=plan,
            kind=line.kind,
            label=line.label[:200],
            people_count=line.people,
            total=line.amount,
            basis=line.source[:400],
        )
        for line in made.budget
        if line.part == Part.SUPPORT
    )
