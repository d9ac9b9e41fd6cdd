"""Where a plan goes beyond what a person stated: below their lowest pay, above their hours a week. They are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.participants.models import Participant
from gainful.engine.planning.document import CoursePart, PersonPart
from gainful.engine.planning.load import weekly_load

_KEPT_WAGE = re.compile(
    r"The job pays \$(?P<wage>[\d,]+) a year, less than the \$(?P<floor>[\d,]+) that was stated as the lowest\."
)
_KEPT_LOAD = re.compile(
    r"Classes take up to (?P<load>[\d.e+]+) hours a week, more than the (?P<hours>[\d.]+) that were stated\."
)
"""How plans keep the two, which are made on pages of staff."""


def asks_of(
    person: Participant, part: PersonPart, courses: Sequence[CoursePart], wage: float | None
) -> tuple[str, ...]:
    """Return a sentence for each limit of the person that the plan goes beyond; `wage` is the job's, USD a year."""
    asks = []
    if wage is not None and person.wage_floor is not None and wage < person.wage_floor:
        words = _("The job pays $%(wage)s a year, less than the $%(floor)s that was stated as the lowest.")
        asks.append(words % {"wage": f"{wage:,.0f}", "floor": f"{person.wage_floor:,}"})
    taken = [course for course in courses if course.id in part.takes]
    load = weekly_load((course.start, course.end, course.weekly_hours) for course in taken)
    if load is not None and person.weekly_hours is not None and load > person.weekly_hours:
        words = _("Classes take up to %(load)s hours a week, more than the %(hours)s that were stated.")
        asks.append(words % {"load": f"{load:g}", "hours": person.weekly_hours})
    return tuple(asks)


def in_readers_words(ask: str) -> str:
    """Return a sentence that a plan keeps in the language of whoever reads it now; another stays as it is."""
    wage = _KEPT_WAGE.fullmatch(ask)
    if wage is not None:
        words = _("The job pays $%(wage)s a year, less than the $%(floor)s that was stated as the lowest.")
        return words % wage.groupdict()
    load = _KEPT_LOAD.fullmatch(ask)
    if load is not None:
        words = _("Classes take up to %(load)s hours a week, more than the %(hours)s that were stated.")
        return words % load.groupdict()
    return ask


def beyond_in_words(people: int, of: int) -> tuple[str, ...]:
    """Say of how many people a plan goes beyond what they stated; nothing where of nobody."""
    if not people:
        return ()
    words = ngettext(
        "%(n)s of %(of)s people stated a limit that this plan goes beyond. Ask first; what was stated stands with the "
        "person.",
        "%(n)s of %(of)s people stated a limit that this plan goes beyond. Ask them first; what was stated stands with "
        "each person.",
        people,
    )
    return (words % {"n": people, "of": of},)
