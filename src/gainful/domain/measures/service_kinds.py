"""What in the database is which kind of service: the rules that Gainful comes with, and an agency's own before them.

Kinds are those of `engine/indicators/vocabulary.py`; self-service, information, follow-up and supportive services
neither make a participant nor put off an exit (20 CFR 677.150; RSA-TAC-17-01, footnotes 13 and 20).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.support.kinds import Need
from gainful.engine.indicators.vocabulary import NOT_EXTENDING

NO_SERVICE = "none"
"""It happened, and is no service of the program."""


class ServiceSource(models.TextChoices):
    """What in the database may be a service."""

    ENROLMENT = "enrolment", _("A seat in a cohort, from the first day to the last")
    ASSESSMENT = "assessment", _("A talk about needs that was finished")
    APPOINTMENT = "appointment", _("An appointment that was kept")
    REFERRAL = "referral", _("A referral whose service was received")
    MONEY = "money", _("Support money that was given")
    INTRODUCTION = "introduction", _("An introduction to an employer that the person agreed to")
    CHECK_IN = "check_in", _("A talk of the coach after the hire")


class ServiceType(models.TextChoices):
    """Kinds of service; the values are the engine's."""

    OCCUPATIONAL = "occupational", _("Occupational training")
    OJT = "ojt", _("On-the-job training")
    CUSTOMIZED = "customized", _("Customized training")
    POSTSECONDARY = "postsecondary", _("Postsecondary education")
    SECONDARY = "secondary", _("Secondary education")
    APPRENTICESHIP = "apprenticeship", _("Registered apprenticeship")
    TRAINING = "training", _("Training, kind not said")
    CAREER = "career", _("Individualized or basic career service")
    ASSESSMENT = "assessment", _("Assessment")
    CASE_MANAGEMENT = "case-management", _("Case management")
    JOB_SEARCH = "job-search", _("Job search and placement help")
    OTHER = "other", _("Another service that keeps a case open")
    SUPPORT = "support", _("Supportive service")
    FOLLOW_UP = "follow-up", _("Follow-up after the hire")
    SELF_SERVICE = "self-service", _("Self-service")
    INFORMATION = "information-only", _("Information only")
    NONE = NO_SERVICE, _("No service")


EXTENDS = frozenset(set(ServiceType.values) - set(NOT_EXTENDING) - {NO_SERVICE})
"""Kinds that make a participant and put off an exit."""


@dataclass(frozen=True, slots=True)
class Default:
    """The rule that holds where the agency set none, with where it stands."""

    source: str
    detail: str
    """A need, `own` for the agency's own staff, or empty for all the others."""
    type: str
    why: str | Promise


DEFAULTS: tuple[Default, ...] = (
    Default("enrolment", "", "occupational", "20 CFR 680.200 (a)"),
    Default("assessment", "", "assessment", "20 CFR 678.430 (a)(3), (b)(1)"),
    Default("appointment", "own", "case-management", "20 CFR 678.430 (b)(6)"),
    Default("appointment", Need.WORK, "career", "20 CFR 678.430 (b)"),
    Default("appointment", "", "support", "20 CFR 680.900; RSA-TAC-17-01, footnote 13"),
    Default("referral", Need.WORK, "career", "20 CFR 678.430 (a)(4)"),
    Default("referral", "", "support", "20 CFR 680.900; RSA-TAC-17-01, footnote 13"),
    Default("money", "", "support", "20 CFR 680.900"),
    Default("introduction", "", "job-search", "20 CFR 678.430 (a)(4)(i)"),
    Default("check_in", "", "follow-up", "20 CFR 678.430 (c); 677.150 (c)(1)"),
)
"""Read against the regulation, not confirmed by a State: an agency sets what its own guidance says."""
PLACES = frozenset((one.source, one.detail) for one in DEFAULTS)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an agency, from a day on."""

    source: str
    detail: str
    type: str
    valid_from: date


class Rules:
    """The kind of service that something of a day is: the agency's newest rule of that day, else the default."""

    def __init__(self, own: Iterable[Rule] = ()) -> None:
        self._own: dict[tuple[str, str], list[Rule]] = {}
        for rule in sorted(own, key=lambda one: one.valid_from):
            self._own.setdefault((rule.source, rule.detail), []).append(rule)
        self._defaults: Mapping[tuple[str, str], str] = {
            (one.source, one.detail): one.type for one in DEFAULTS
        }

    def type_of(self, source: str, detail: str, day: date) -> str:
        """Return the kind of service of something that happened (or began) on a day; `none` is no service.

        A rule about the detail goes before one about the whole source, set or given.
        """
        for place in ((source, detail), (source, "")):
            for rule in reversed(self._own.get(place, ())):
                if rule.valid_from <= day:
                    return rule.type
            if place in self._defaults:
                return self._defaults[place]
        return NO_SERVICE


def default_of(source: str, detail: str) -> Default | None:
    """Return the rule that Gainful comes with for this place of the table, None where there is none."""
    return next((one for one in DEFAULTS if (one.source, one.detail) == (source, detail)), None)


def detail_label(detail: str) -> str:
    """Return the detail of a rule in words; empty for all the others."""
    if detail == "own":
        return str(_("with the agency's own staff"))
    return str(Need(detail).label) if detail in Need.values else ""


def in_order(places: Iterable[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return places of the table in the order in which they are shown: details before the rest of their source."""
    sources = ServiceSource.values
    return sorted(places, key=lambda place: (sources.index(place[0]), not place[1], place[1]))
