"""What the job asks for and no course of the plan closes, and the way that somebody has named for it.

A plan that leaves open what the job needs on day one is not offered for signing until a way is named: a provider
outside the catalogue, the employer, people who hold it, or that the employer accepts it later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gainful.engine.competencies.model import CompetencyProfile
from gainful.engine.competencies.model import Need as When
from gainful.engine.curriculum import CoursePlan
from gainful.engine.mix import BudgetLine, PaidBy, Part, Rates, UnitPrice, line
from gainful.engine.mix.rates import COURSES
from gainful.engine.planning.choice import needs_class
from gainful.engine.ranking.person_rows import EXPERIENCE, RankedPerson

NAMED = 2
"""How many things without a price a headline names before it counts the rest."""


class WayKind(StrEnum):
    """How something is closed that no course of the catalogue closes."""

    PROVIDER = "provider"
    """A provider outside the catalogue, with a price where one is known."""
    EMPLOYER = "employer"
    """The employer gives or pays it."""
    HOLDERS = "holders"
    """People are hired who hold it."""
    ACCEPTED = "accepted"
    """The employer accepts it later, or something else in its place."""


@dataclass(frozen=True, slots=True)
class Way:
    """The named way for one requirement, in words; `price` is USD a person."""

    competency_id: str
    kind: WayKind
    words: str
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OpenRequirement:
    """One thing that the job asks for, some people of the plan lack, and no course closes."""

    competency_id: str
    name: str
    on_day_one: bool
    is_credential: bool
    people: int
    why: str
    """In a few words: "no course in the catalogue"."""
    way: Way | None

    @property
    def is_unpriced(self) -> bool:
        """Whether it costs the program something that the plan does not hold."""
        if not self.is_credential:
            return False
        return self.way is None or (self.way.kind is WayKind.PROVIDER and self.way.price is None)

    @property
    def hinders_signing(self) -> bool:
        """Whether the plan cannot be signed before somebody names a way."""
        return self.on_day_one and self.way is None


def open_requirements(
    required: CompetencyProfile,
    people: Sequence[RankedPerson],
    curriculum: CoursePlan,
    ways: Iterable[Way],
    worth: Mapping[str, float],
) -> tuple[OpenRequirement, ...]:
    """Return what stays open, what is needed on day one first."""
    named = {way.competency_id: way for way in ways}
    day_one = {line.competency_id for line in required.lines if line.need is When.DAY_ONE}
    found = []
    for unmet in curriculum.on_the_job:
        key = unmet.need.competency_id
        short = sum(any(i.competency_id == key and needs_class(i, worth) for i in p.short_of) for p in people)
        if short and (key in day_one or unmet.is_credential):
            found.append(
                OpenRequirement(
                    key,
                    unmet.need.name,
                    key in day_one,
                    unmet.is_credential,
                    short,
                    unmet.why,
                    named.get(key),
                )
            )
    experience = [item for p in people for item in p.short_of if item.competency_id == EXPERIENCE]
    if experience:
        name, why = experience[0].name, "time at work that no course replaces"
        found.append(
            OpenRequirement(EXPERIENCE, name, True, False, len(experience), why, named.get(EXPERIENCE))
        )
    return tuple(sorted(found, key=lambda item: (not item.on_day_one, not item.is_credential, item.name)))


def way_lines(requirements: Iterable[OpenRequirement], rates: Rates) -> list[BudgetLine]:
    """Return the budget lines of ways with a price: a provider's is paid like a course, out of the same fund."""
    payer = rates.of(COURSES)
    lines = []
    for item in requirements:
        if item.way is not None and item.way.price is not None:
            by_employer = item.way.kind is WayKind.EMPLOYER
            paid_by, fund = (PaidBy.EMPLOYER, "") if by_employer else (payer.paid_by, payer.fund)
            price = UnitPrice("way", item.name, item.way.price, "person", item.way.words, paid_by, fund)
            lines.append(line(Part.TRAIN, price, item.people, people=item.people))
    return lines


def unpriced_in_words(requirements: Iterable[OpenRequirement]) -> str:
    """Return what the price leaves out: "without CDL: no course in the catalogue"; empty where nothing."""
    left = [item for item in requirements if item.is_unpriced]
    if not left:
        return ""
    named = " and ".join(item.name for item in left[:NAMED])
    more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
    return f"without {named}{more}: {'; '.join(dict.fromkeys(map(_why, left)))}"


def _why(item: OpenRequirement) -> str:
    return item.why if item.way is None else "the price of its provider is not known"
