"""Where a plan goes beyond what a person stated: below their lowest pay, above their hours a week. They are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.participants.models import Participant
from gainful.engine.curriculum import Course
from gainful.engine.planning.document import CoursePart, PersonPart
from gainful.engine.planning.load import weekly_load

_KEPT_WAGE = re.compile(
    r"The job pays \$(?P<wage>[\d,]+) a year, less than the \$(?P<floor>[\d,]+) that was stated as the lowest\."
)
_KEPT_LOAD = re.compile(
    r"Classes take up to (?P<load>[\d.e+]+) hours a week, more than the (?P<hours>[\d.]+) that were stated\."
    r"(?P<slower>( No slower version of .+ is in the catalogue\.| A slower version exists: .+\.)*)"
)
_KEPT_SLOWER = re.compile(
    r" No slower version of (?P<course>.+?) is in the catalogue\."
    r"| A slower version exists: (?P<other>.+?), (?P<hours>[\d.e+]+) hours a week, "
    r"(?:\$[\d,]+ (?:more|less)|the same price)\."
)
"""How plans keep them, which are made on pages of staff."""


def asks_of(
    person: Participant,
    part: PersonPart,
    courses: Sequence[CoursePart],
    wage: float | None,
    offered: Sequence[Course] = (),
) -> tuple[str, ...]:
    """Return a sentence for each limit of the person that the plan goes beyond; `wage` is the job's, USD a year.

    Of the courses that are `offered`, one that keeps the limit is named with its price.
    """
    asks = []
    if wage is not None and person.wage_floor is not None and wage < person.wage_floor:
        words = _("The job pays $%(wage)s a year, less than the $%(floor)s that was stated as the lowest.")
        asks.append(words % {"wage": f"{wage:,.0f}", "floor": f"{person.wage_floor:,}"})
    taken = [course for course in courses if course.id in part.takes]
    load = weekly_load((course.start, course.end, course.weekly_hours) for course in taken)
    if load is not None and person.weekly_hours is not None and load > person.weekly_hours:
        words = _("Classes take up to %(load)s hours a week, more than the %(hours)s that were stated.")
        said = words % {"load": f"{load:g}", "hours": person.weekly_hours}
        slower = [_slower(course, offered, person.weekly_hours) for course in taken]
        asks.append(" ".join([said, *(found for found in slower if found)]))
    return tuple(asks)


def in_persons_words(ask: str) -> str:
    """Return a sentence that a plan keeps as it is said to the person, in their language; another stays as it is.

    The person pays for no class, so no price is named.
    """
    wage = _KEPT_WAGE.fullmatch(ask)
    if wage is not None:
        words = _("The job pays $%(wage)s a year. You said that you need at least $%(floor)s.")
        return words % wage.groupdict()
    load = _KEPT_LOAD.fullmatch(ask)
    if load is None:
        return ask
    said = _("Classes take up to %(load)s hours a week. You said that you can learn %(hours)s hours a week.")
    slower = (_slower_to_person(found) for found in _KEPT_SLOWER.finditer(load["slower"]))
    return " ".join([said % {"load": load["load"], "hours": load["hours"]}, *slower])


def _slower_to_person(found: re.Match[str]) -> str:
    if found["course"]:
        return _("We know of no slower class instead of “%(course)s”.") % {"course": found["course"]}
    return _("There is a slower class: %(other)s, %(hours)s hours a week.") % found.groupdict()


def _slower(course: CoursePart, offered: Sequence[Course], most: int) -> str:
    """Name the cheapest course that ends in the same credential, or teaches as much, within so many hours a week."""
    mine = next((item for item in offered if item.id == course.id), None)
    if mine is None or (course.weekly_hours or 0) <= most:
        return ""
    fits = [item for item in offered if item.weekly_hours <= most and _is_as_good(item, mine)]
    if not fits:
        return _("No slower version of %(course)s is in the catalogue.") % {"course": course.title}
    best = min(fits, key=lambda item: (item.price, item.id))
    more = float(best.price - mine.price)
    price = (
        _("$%(n)s more") % {"n": f"{more:,.0f}"}
        if more > 0
        else _("$%(n)s less") % {"n": f"{-more:,.0f}"}
        if more < 0
        else _("the same price")
    )
    words = _("A slower version exists: %(title)s, %(provider)s, %(hours)s hours a week, %(price)s.")
    return words % {
        "title": best.title, "provider": best.provider, "hours": f"{best.weekly_hours:g}", "price": price,
    }  # fmt: skip


def _is_as_good(other: Course, mine: Course) -> bool:
    """Say whether another course ends in the same credential, and teaches at least as much."""
    if mine.credential:
        return other.credential == mine.credential
    return other.id != mine.id and all(
        key in other.teaches and other.teaches[key].level_to >= what.level_to
        for key, what in mine.teaches.items()
    )


def trip_of(person: Participant) -> tuple[str, ...]:
    """Say the longest trip that a person stated: no way is measured here, so it is asked."""
    if person.commute_minutes is None:
        return ()
    words = _(
        "Longest trip to work on file: %(n)s minutes. How long the way to the classes and to work takes is not known:"
        " ask."
    )
    return (words % {"n": person.commute_minutes},)


def trips_in_words(people: int, of: int) -> tuple[str, ...]:
    """Say of how many people a longest trip is on file, which the plan does not check; nothing where of nobody."""
    if not people:
        return ()
    words = ngettext(
        "The trip is not known: %(n)s of %(of)s people stated a longest trip, and no way is measured here.",
        "The trip is not known: %(n)s of %(of)s people stated a longest trip, and no way is measured here.",
        people,
    )
    return (words % {"n": people, "of": of},)


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
