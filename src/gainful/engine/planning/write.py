"""From a plan that was worked out to its document."""

from __future__ import annotations

from decimal import Decimal

import gainful
from gainful.engine.competencies.document import LinePart
from gainful.engine.mix import BudgetLine, Mix, Part
from gainful.engine.planning.budget import hours_on_the_job, places_after_hire
from gainful.engine.planning.build import SCHOOL, untaught
from gainful.engine.planning.document import (
    AskFirstPart,
    BudgetPart,
    CandidatesPart,
    ChoicePart,
    ChosenPart,
    CostPart,
    CoursePart,
    FirstDayPart,
    FundPart,
    HoursPart,
    LeftPart,
    MadeFrom,
    OccupationPart,
    OnTheJobPart,
    OpenPart,
    OwnLinePart,
    PersonPart,
    PlanDocument,
    PlanMix,
    SchedulePart,
    SharesPart,
    ShortPart,
)
from gainful.engine.planning.made_from import rules_hash
from gainful.engine.planning.model import UpskillingPlan
from gainful.engine.planning.modules import draft_modules
from gainful.engine.ranking.feeder_document import FeederPart, OutlookPart
from gainful.engine.ranking.ranked import ShortOf


def plan_document(plan: UpskillingPlan, *, profile_version: int | None = None) -> PlanDocument:
    """Return the plan as a document, people by name; `profile_version` is the number of a stored profile's version."""
    profile = tuple(LinePart.model_validate(line) for line in plan.required.lines)
    people = tuple(_person(plan, place) for place in range(len(plan.people)))
    courses, gaps = _courses(plan), _on_the_job(plan)
    return PlanDocument(
        title=plan.title,
        sentence=plan.sentence,
        reference_version=plan.required.reference_version,
        occupation=OccupationPart(code=plan.occupation_code, title=plan.occupation_title),
        openings=plan.openings,
        wage=plan.wage,
        wage_usual=plan.wage_usual,
        area=plan.area,
        profile=profile,
        feeder_occupations=tuple(
            FeederPart.model_validate(feeder) for feeder in (plan.feeders.feeders if plan.feeders else ())
        ),
        outlook=_outlook(plan),
        candidates=CandidatesPart.model_validate(
            {
                "on_list": plan.candidates,
                "under_200_hours": plan.under_200_hours,
                "excluded": plan.excluded,
                "order": str(plan.ordering.by),
                "experience_years": plan.experience_years,
                "picked": plan.picked,
            }
        ),
        people=people,
        courses=courses,
        on_the_job=gaps,
        open_requirements=tuple(OpenPart.model_validate(item) for item in plan.open_requirements),
        ask_first=tuple(AskFirstPart.model_validate(item) for item in plan.asks_first),
        hours=plan.hours_words,
        left=left_without_course(plan),
        own_tasks=plan.own_tasks,
        fairness=tuple(ChosenPart.model_validate(rate) for rate in plan.fairness),
        modules=draft_modules(profile, courses, gaps, people),
        mix=_mix(plan.mix),
        cost=_cost(plan),
        schedule=SchedulePart(
            start=min((item.start for item in plan.curriculum.courses), default=None), weeks=plan.weeks
        ),
        choice=ChoicePart.model_validate(plan.curriculum),
        unknowns=tuple(dict.fromkeys(plan.unknowns)),
        for_agency=tuple(dict.fromkeys(plan.for_agency)),
        made_from=MadeFrom(
            profile_version=profile_version,
            rules=rules_hash(),
            rates=plan.rates,
            software=gainful.__version__,
        ),
    )


def _outlook(plan: UpskillingPlan) -> OutlookPart | None:
    found = plan.feeders.outlook if plan.feeders else None
    return OutlookPart.model_validate(found) if found else None


def _person(plan: UpskillingPlan, place: int) -> PersonPart:
    planned = plan.people[place]
    person, lines = planned.person, _own_lines(plan, place)
    total = float(sum((Decimal(str(line.amount)) for line in lines), Decimal(0)))
    worked, most = hours_on_the_job(planned.hours)
    hours = HoursPart.model_validate(planned.hours)
    return PersonPart(
        rank=person.rank,
        id=person.id,
        name=person.name,
        occupation=OccupationPart(code=person.occupation_code, title=person.occupation_title),
        hours_low=person.hours_low,
        hours_high=person.hours_high,
        hours_estimate=person.hours,
        cost=total,
        wage_change=person.wage_change,
        wage_change_bound=person.wage_change_bound,
        wage_place=person.wage_place,
        short_of=tuple(ShortPart.model_validate(item) for item in person.short_of),
        already_has=person.already_has,
        support=person.support,
        course_hours=planned.course_hours,
        hours=hours.model_copy(
            update={
                "on_the_job": worked,
                "on_the_job_most": most,
                "is_priced": place in places_after_hire(plan.people, plan.openings),
            }
        ),
        first_day=tuple(FirstDayPart.model_validate(item) for item in planned.first_day),
        works_now=planned.works_now,
        situation=planned.situation,
        notes=planned.notes,
        takes=planned.takes,
        skips=planned.skips,
        what_would_change=person.what_would_change,
        lines=lines,
        total=total,
        without_course=tuple(item.competency_id for item in untaught(planned, plan.curriculum)),
    )


def _own_lines(plan: UpskillingPlan, place: int) -> tuple[OwnLinePart, ...]:
    """Return what the program pays for one person, line by line."""
    people, found = len(plan.people), []
    for line in plan.budget:
        amount = line.own_amounts(people)[place]
        if amount:
            quantity, label = line.quantity, line.name or line.label
            if line.each:
                quantity = line.each[place]
            else:
                label = f"{label}: an equal part, as nobody knows who is hired"
            found.append(
                OwnLinePart(
                    part=line.part,
                    label=label,
                    quantity=float(quantity),
                    unit=line.unit,
                    amount=float(amount),
                )
            )
    return tuple(found)


def left_without_course(plan: UpskillingPlan) -> tuple[LeftPart, ...]:
    """Return everything that somebody is short of and no course of theirs teaches, what most are short of first."""
    found: dict[str, list[ShortOf]] = {}
    for planned in plan.people:
        for item in untaught(planned, plan.curriculum):
            if item.competency_id == SCHOOL:
                continue
            found.setdefault(item.competency_id, []).append(item)
    left = (
        LeftPart(
            competency_id=key,
            name=items[0].name,
            people=len(items),
            hours_low=sum(item.hours_low for item in items),
            hours_high=sum(item.hours_high for item in items),
        )
        for key, items in found.items()
    )
    return tuple(sorted(left, key=lambda item: (-item.people, -item.hours_high, item.name)))


def _courses(plan: UpskillingPlan) -> tuple[CoursePart, ...]:
    serves = requirements_served(plan)
    return tuple(
        CoursePart(
            id=item.course.id,
            title=item.course.title,
            provider=item.course.provider,
            hours=item.course.hours,
            weekly_hours=item.hours_a_week,
            price=float(item.course.price),
            modality=item.course.modality,
            start=item.start,
            end=item.end,
            weeks=item.weeks,
            closes=item.closes,
            competencies=serves[item.course.id],
            reason=item.reason,
            has_offered_day=item.has_offered_day,
        )
        for item in plan.curriculum.courses
    )


def requirements_served(plan: UpskillingPlan) -> dict[str, tuple[str, ...]]:
    """Return the job's requirements behind each chosen course, by its id; a prerequisite serves what needs it."""
    by_name = {line.name: line.competency_id for line in plan.required.lines}
    chosen = plan.curriculum.courses
    served = {item.course.id: tuple(by_name[n] for n in item.closes if n in by_name) for item in chosen}
    for item in reversed(chosen):
        for before in item.course.prerequisites:
            if before in served and not served[before]:
                served[before] = served[item.course.id]
    return served


def _on_the_job(plan: UpskillingPlan) -> tuple[OnTheJobPart, ...]:
    return tuple(
        OnTheJobPart(
            competency_id=item.need.competency_id,
            name=item.need.name,
            reason=item.reason,
            is_credential=item.is_credential,
        )
        for item in plan.curriculum.on_the_job
    )


def _mix(mix: Mix) -> PlanMix:
    def shares(of: dict[Part, int]) -> SharesPart:
        return SharesPart(train=of[Part.TRAIN], support=of[Part.SUPPORT], measure=of[Part.MEASURE])

    return PlanMix(
        scenario=mix.scenario,
        shares=shares(mix.shares),
        reference=shares(mix.reference),
        reasons=tuple(mix.reasons),
        without_stipends=shares(mix.without_stipends) if mix.without_stipends else None,
    )


def _cost(plan: UpskillingPlan) -> CostPart:
    funds: dict[str, Decimal] = {}
    for line in plan.budget:
        funds[line.fund] = funds.get(line.fund, Decimal(0)) + line.amount
    return CostPart(
        total=float(plan.total),
        per_person=float(plan.per_person),
        people=len(plan.people),
        per_opening=None if plan.per_opening is None else float(plan.per_opening),
        lines=tuple(map(_line, plan.budget)),
        funds=tuple(FundPart(fund=name, amount=float(amount)) for name, amount in funds.items()),
        carried=tuple(map(_line, plan.carried)),
        carried_total=float(sum((line.amount for line in plan.carried), Decimal(0))),
        carried_most=float(
            sum(
                (line.amount if line.most_amount is None else line.most_amount for line in plan.carried),
                Decimal(0),
            )
        ),
    )


def _line(line: BudgetLine) -> BudgetPart:
    return BudgetPart(
        part=line.part,
        kind=str(line.kind),
        label=line.label,
        quantity=float(line.quantity),
        unit=line.unit,
        unit_price=float(line.unit_price),
        amount=float(line.amount),
        people=line.people,
        source=line.source,
        paid_by=str(line.paid_by),
        fund=line.fund,
        most_quantity=None if line.most is None else float(line.most),
        most_amount=None if line.most_amount is None else float(line.most_amount),
    )
