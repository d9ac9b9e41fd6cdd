"""A stored plan as its document: as it was made, with what has happened to it since, for whoever may read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans.models import Plan, PlanPerson
from gainful.domain.plans.signatures import signatures
from gainful.engine.mix import BudgetLine, Part, mix_reasons
from gainful.engine.mix.prices import COACHING, MENTOR, YOURS
from gainful.engine.mix.rates import TOOLS, TRAINING_WAGE
from gainful.engine.planning.build import ENGLISH, ENGLISH_IN_SUPPORT
from gainful.engine.planning.document import (
    BudgetPart,
    JobPart,
    OccupationPart,
    PersonPart,
    PlanDocument,
    PlanMix,
    SharesPart,
)
from gainful.engine.planning.model import UpskillingPlan
from gainful.engine.planning.timeline import timeline
from gainful.engine.planning.write import plan_document

MERGED = "support"
"""The kind of the line that stands for what removes single people's barriers."""
OPEN_SUPPORT = frozenset({COACHING.kind, MENTOR.kind, TOOLS.kind, TRAINING_WAGE.kind})
"""Support that everybody in a plan gets and anybody may read."""


def job_of(order: JobOrder, document: PlanDocument) -> JobPart:
    """Return what the job order says of the job, and the first day of work that follows from the classes."""
    calendar = timeline(document.courses)
    premium = order.premium
    return JobPart(
        wage_low=None if order.wage_low is None else float(order.wage_low),
        wage_high=None if order.wage_high is None else float(order.wage_high),
        wage_unit=order.wage_unit,
        hours_per_week=order.hours_per_week,
        schedule=order.schedule,
        times=order.times_words,
        place=order.place,
        start_asked=order.start_words,
        gives=order.gives,
        first_day=calendar.hire if calendar else None,
        premium=premium.words if premium else "",
        premium_amount=premium.amount if premium else None,
        premium_counted=bool(premium and premium.counted),
    )


def who_made_it(plan: Plan) -> str:
    """Return what stands at the foot of each page on paper: the agency, the version and the day it was made."""
    return _("%(agency)s · version %(n)s · made on %(day)s") % {
        "agency": plan.job_order.agency,
        "n": plan.number,
        "day": date_format(timezone.localtime(plan.created_at), "DATE_FORMAT"),
    }


def document_to_store(made: UpskillingPlan, profile_version: int) -> PlanDocument:
    """Return the plan as it is stored: people by code, each with a row of their own beside it."""
    whole = plan_document(made, profile_version=profile_version)
    codes = {person.id: f"P{place:02d}" for place, person in enumerate(whole.people, 1)}
    people = (person.model_copy(update={"id": codes[person.id], "name": None}) for person in whole.people)
    asked = (
        item.model_copy(update={"people": tuple(codes[key] for key in item.people)})
        for item in whole.ask_first
    )
    return whole.changed(people=tuple(people), ask_first=tuple(asked))


def stored_plan(plan: Plan, *, names: bool = False, shared: bool = False) -> PlanDocument:
    """Return the plan's document. People stand by code unless `names`, and only those whose consent the actor has.

    `shared` is for readers outside the agency: no person's support, last work or pay, no parts of single people's help.
    """
    made = PlanDocument.from_json({**plan.document, "people": []})
    named = names and not shared
    rows = plan.people.select_related("participant") if named else plan.people.all()
    people = tuple(_person(row, names=named) for row in rows) or (_people_by_code(plan) if shared else ())
    document = made.changed(
        plan=str(plan.pk),
        version=plan.number,
        status=plan.status,
        job_order=str(plan.job_order_id),
        employer=plan.job_order.employer_label,
        job=made.job or job_of(plan.job_order, made),
        people=people,
        unknowns=made.unknowns if shared else (*_awaited(plan), *made.unknowns),
        signatures=signatures(plan),
    )
    return for_outsiders(document) if shared else document


def _people_by_code(plan: Plan) -> tuple[PersonPart, ...]:
    """Return the people of a shared plan to its employer, signed in or by a link: by code, without circumstances."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.shared_people(%s)", [plan.pk])
        parts = [part for (part,) in cursor.fetchall()]
    return tuple(PersonPart.model_validate(json.loads(p) if isinstance(p, str) else p) for p in parts)


def _person(row: PlanPerson, *, names: bool) -> PersonPart:
    person = PersonPart.model_validate(row.part)
    return person.model_copy(update={"name": str(row.participant)}) if names else person


def _awaited(plan: Plan) -> Iterable[str]:
    if plan.profile_version.signed_at is None:
        yield _("The employer has not yet confirmed what the job needs.")


def for_outsiders(document: PlanDocument) -> PlanDocument:
    """Return what a reader outside the agency may learn.

    They must not learn that one of eight future colleagues needs help with a record or housing: what removes single
    people's barriers is one line of the budget, and no share tells the stipends in it. Nor whose English is taught as
    help: no gap names it. Hints for the agency's own rates stay with the agency.
    """
    lines = _merged(_without_hints(document.cost.lines))
    told = tuple(said for said in document.hours if not said.startswith(ENGLISH_IN_SUPPORT))
    carried = _merged(_without_hints(document.cost.carried))
    return document.changed(
        people=tuple(_without_circumstances(person) for person in document.people),
        fairness=(),
        for_agency=(),
        hours=told,
        left=tuple(item for item in document.left if item.competency_id != ENGLISH),
        feeder_occupations=tuple(
            feeder.model_copy(update={"in_pool": None}) for feeder in document.feeder_occupations
        ),
        mix=document.mix.model_copy(
            update={"reasons": _reasons(document.mix, lines), "without_stipends": None}
        ),
        cost=document.cost.model_copy(update={"lines": lines, "carried": carried}),
    )


def _without_hints(lines: Iterable[BudgetPart]) -> tuple[BudgetPart, ...]:
    return tuple(line.model_copy(update={"source": line.source.replace(YOURS, "")}) for line in lines)


def _reasons(mix: PlanMix, lines: Iterable[BudgetPart]) -> tuple[str, ...]:
    """Return the mix's reasons from lines that a reader sees: they name a merged line, once, by its own amount."""

    def shares(of: SharesPart) -> dict[Part, int]:
        return {Part.TRAIN: of.train, Part.SUPPORT: of.support, Part.MEASURE: of.measure}

    priced = [
        BudgetLine(
            line.part, line.kind, line.label, Decimal(str(line.quantity)), line.unit,
            Decimal(str(line.unit_price)), Decimal(str(line.amount)), line.source, line.people,
        )
        for line in lines
    ]  # fmt: skip
    return mix_reasons(mix.scenario, shares(mix.shares), shares(mix.reference), priced)


def _is_private(line: BudgetPart) -> bool:
    return line.part == Part.SUPPORT and line.kind not in OPEN_SUPPORT


def _without_circumstances(person: PersonPart) -> PersonPart:
    """Return a person's part without anything that tells of their life, their help or their pay.

    English stands in nobody's gaps: whose is missing from what is learned at work would be whoever is helped with it.
    For the same reason the estimate in all is not told, nor hours beyond those at work of who has no class.
    """
    hours = person.hours and person.hours.model_copy(
        update={"taught": None, "taught_low": None, "taught_high": None}
    )
    low, high = person.hours_low, person.hours_high
    if hours and not person.course_hours:
        low, high = (
            round(hours.at_work_low + hours.not_covered_low, 1),
            round(hours.at_work_high + hours.not_covered_high, 1),
        )
    hidden: dict[str, object] = {
        "hours_low": low,
        "hours_high": high,
        "hours_estimate": None,
        "hours": hours,
        "short_of": tuple(item for item in person.short_of if item.competency_id != ENGLISH),
        "without_course": tuple(key for key in person.without_course if key != ENGLISH),
        "name": None,
        "occupation": OccupationPart(),
        "cost": None,
        "wage_change": None,
        "wage_change_bound": "unknown",
        "wage_place": "area",
        "already_has": (),
        "asks": (),
        "notes": (),
        "works_now": "",
        "situation": "",
        "first_day": tuple(item.model_copy(update={"by": ""}) for item in person.first_day),
        "support": (),
        "lines": (),
        "total": None,
    }
    return person.model_copy(update=hidden)


def _merged(lines: tuple[BudgetPart, ...]) -> tuple[BudgetPart, ...]:
    """Return the lines with single people's help as one, where its first line stood."""
    private = tuple(line for line in lines if _is_private(line))
    if not private:
        return lines
    amount = float(sum(Decimal(str(line.amount)) for line in private))
    whole = BudgetPart(
        part=Part.SUPPORT,
        kind=MERGED,
        label=_("Help for individual needs (rides, child care, language, money to live on and the like)"),
        quantity=1,
        unit="lump sum",
        unit_price=amount,
        amount=amount,
        people=0,
        source=_("The agency keeps the parts: they would show what one person needs."),
        paid_by=private[0].paid_by if len({line.paid_by for line in private}) == 1 else "partner",
        fund=" + ".join(dict.fromkeys(line.fund or _("no fund named") for line in private)),
    )
    place = lines.index(private[0])
    before, after = lines[:place], lines[place:]
    return (*before, whole, *(line for line in after if line not in private))
