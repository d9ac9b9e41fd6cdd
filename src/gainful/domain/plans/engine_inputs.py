"""From stored rows to what the engine takes: the job's constraints and the chosen people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gainful.domain.job_orders.models import JobOrder, ProfileVersion
from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.competencies.model import Need as When
from gainful.engine.credentials.schooling import NOT_HELD
from gainful.engine.occupations import Reference
from gainful.engine.ranking.job_constraints import job_constraints
from gainful.engine.ranking.order import Floor, ListOrder, Ordering, Segment
from gainful.engine.ranking.pay_change import JobPay, job_pay
from gainful.engine.ranking.pool import Constraints
from gainful.engine.ranking.ranked import PoolRanking, RankedPerson


def required_profile_of(version: ProfileVersion) -> CompetencyProfile:
    """Return what a group is trained for: every line but the nice-to-have ones."""
    profile = version.profile()
    return replace(profile, lines=tuple(line for line in profile.lines if line.need != When.NICE))


def constraints_of(order: JobOrder, asked: Mapping[str, Any] | None = None) -> Constraints:
    """Return the job's own constraints, changed by what the reader asked for.

    `asked` may hold wage, area, shifts and experience (False: leave this constraint out), max_hours and occupation.
    """
    asked = asked or {}
    return job_constraints(
        wage=order.wage_annual if asked.get("wage", True) else None,
        area=order.area_code if asked.get("area", True) else None,
        schedule=order.schedule if asked.get("shifts", True) else "",
        experience_years=experience_asked(order) if asked.get("experience", True) else None,
        no_degree=(order.facts.get("schooling") or {}).get("level") in NOT_HELD,
        max_hours=asked.get("max_hours"),
        occupation=asked.get("occupation"),
    )


def experience_asked(order: JobOrder) -> float | None:
    """Return the years of experience that the job must have, None where it asks for none."""
    told = order.facts.get("experience") or {}
    return float(told["years"]) if told.get("must") and told.get("years") else None


def ordering_of(asked: Mapping[str, Any] | None = None) -> Ordering:
    """Return the order asked for: `order` names it, `floors` maps segments to shares of the first places (0-1).

    ValueError where there is no such order or the floors cannot all hold.
    """
    asked = asked or {}
    floors = tuple(
        Floor(Segment(name), float(share)) for name, share in dict(asked.get("floors") or {}).items()
    )
    return Ordering(ListOrder(asked.get("order") or ListOrder.LEAST_TRAINING), floors=floors)


def pay_of(order: JobOrder, area: str | None, reference: Reference) -> JobPay:
    """Return what the job pays and where that is from: the order's lowest pay, else its occupation's in the area."""
    return job_pay(order.wage_annual, order.occupation_code or None, area, reference)


def chosen_people(ranking: PoolRanking, ids: Sequence[str]) -> tuple[RankedPerson, ...]:
    """Return the people picked by id, least hours first; a pick goes before the constraints of the list."""
    picked = ranking.only(ids)
    return picked.page(0, len(picked))
