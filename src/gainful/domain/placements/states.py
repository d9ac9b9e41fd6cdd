"""The way from an introduction to a hire: states x steps x roles, and the reasons for a no, as tables of data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.job_orders.states import Machine, Rule


class IntroductionStatus(models.TextChoices):
    """How far a person is with one job; an employer reads nothing before the person agreed."""

    ASKED = "asked", _("The person is asked")
    DECLINED = "declined", _("The person does not want to be introduced")
    INTRODUCED = "introduced", _("Introduced to the employer")
    INTERVIEW = "interview", _("Interview")
    OFFERED = "offered", _("Job offered")
    ACCEPTED = "accepted", _("Offer accepted")
    HIRED = "hired", _("Hired")
    REFUSED = "refused", _("The employer said no")
    WITHDRAWN = "withdrawn", _("The person stepped back")
    LAPSED = "lapsed", _("No answer came")
    CLOSED = "closed", _("Ended by the agency")


class EmployerReason(models.TextChoices):
    """Why an employer says no, or takes an offer back."""

    SKILLS = "skills", _("Skills that the job needs are missing")
    EXPERIENCE = "experience", _("Not enough experience")
    CREDENTIAL = "credential", _("A required license or certificate is missing")
    HOURS = "hours", _("Cannot work the hours")
    NO_SHOW = "no_show", _("Did not come to the interview")
    CHECK = "check", _("A check that the law requires")
    FILLED = "filled", _("The opening is filled by somebody else")
    CLOSED = "closed", _("The opening no longer exists")
    OTHER = "other", _("Another reason")


class PersonReason(models.TextChoices):
    """Why a person says no, or steps back."""

    PAY = "pay", _("The pay")
    HOURS = "hours", _("The hours or shifts")
    PLACE = "place", _("The place, or the way there")
    BENEFITS = "benefits", _("The benefits")
    TASKS = "tasks", _("The work itself")
    CARE = "care", _("Care for family")
    HEALTH = "health", _("Health")
    SCHOOL = "school", _("School or training")
    OTHER_JOB = "other_job", _("Another job")
    OTHER = "other", _("Another reason")


class AgencyReason(models.TextChoices):
    """Why the agency ends an introduction."""

    FILLED = "filled", _("The opening is filled by somebody else")
    CLOSED = "closed", _("The opening no longer exists")
    OUT_OF_REACH = "out_of_reach", _("The person cannot be reached")
    MISTAKE = "mistake", _("Made by mistake")
    OTHER = "other", _("Another reason")


_S = IntroductionStatus
SHOWN = frozenset({_S.INTRODUCED, _S.INTERVIEW, _S.OFFERED, _S.ACCEPTED, _S.HIRED, _S.REFUSED})
"""States in which the employer reads the introduction; after a no it holds nothing about the person any more."""
LIVE = frozenset({_S.ASKED, _S.INTRODUCED, _S.INTERVIEW, _S.OFFERED, _S.ACCEPTED})
"""States from which it may still come to a hire."""
ENDED = frozenset(set(_S) - LIVE - {_S.HIRED})

_AGENCY = MANAGERS
_STAFF = _AGENCY | {"coach"}
_EMPLOYER = frozenset({"employer", "link"})
_PERSON = frozenset({"participant", "link"})
RULES: dict[str, Rule] = {
    "agree": Rule(_PERSON | _STAFF, frozenset({_S.ASKED}), _S.INTRODUCED),
    "decline": Rule(_PERSON | _STAFF, frozenset({_S.ASKED}), _S.DECLINED),
    "invite": Rule(_EMPLOYER | _STAFF, frozenset({_S.INTRODUCED, _S.INTERVIEW}), _S.INTERVIEW),
    "offer": Rule(_EMPLOYER | _AGENCY, frozenset({_S.INTRODUCED, _S.INTERVIEW}), _S.OFFERED),
    "accept": Rule(_PERSON | _STAFF, frozenset({_S.OFFERED}), _S.ACCEPTED),
    "take_offer_back": Rule(_EMPLOYER | _AGENCY, frozenset({_S.OFFERED, _S.ACCEPTED}), _S.INTRODUCED),
    "refuse": Rule(_EMPLOYER | _AGENCY, frozenset({_S.INTRODUCED, _S.INTERVIEW}), _S.REFUSED),
    "step_back": Rule(
        _PERSON | _STAFF, frozenset({_S.INTRODUCED, _S.INTERVIEW, _S.OFFERED, _S.ACCEPTED}), _S.WITHDRAWN
    ),
    "hire": Rule(_EMPLOYER | _AGENCY, frozenset({_S.ACCEPTED}), _S.HIRED),
    "take_hire_back": Rule(_AGENCY, frozenset({_S.HIRED}), _S.ACCEPTED),
    "close": Rule(_AGENCY, LIVE, _S.CLOSED),
    "ask_again": Rule(_AGENCY, ENDED, _S.ASKED),
    "lapse": Rule(frozenset({"system"}), frozenset({_S.ASKED}), _S.LAPSED),
}
"""Staff answer for a person only with the person on the phone or beside them; their own name stands in the step."""

MACHINES = (Machine("Introduction", IntroductionStatus, RULES),)
EMPLOYER_STEPS = frozenset({"invite", "offer", "take_offer_back", "refuse", "hire"})
PERSON_STEPS = frozenset({"agree", "decline", "accept", "step_back"})
REASONS: dict[str, type[models.TextChoices]] = {
    "refuse": EmployerReason,
    "take_offer_back": EmployerReason,
    "decline": PersonReason,
    "step_back": PersonReason,
    "close": AgencyReason,
}
"""Steps that need a reason, and which there are."""


class InterviewStatus(models.TextChoices):
    """What became of an interview."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Took place")
    MISSED = "missed", _("The person did not come")
    CANCELLED = "cancelled", _("Cancelled")


class OfferStatus(models.TextChoices):
    """What became of an offer."""

    OPEN = "open", _("Waits for the person's answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back")


class PlacementKind(models.TextChoices):
    """What became of a person: a job of the program, or an outcome elsewhere."""

    HIRE = "hire", _("Hired into an opening")
    INTERNAL = "internal", _("Took an internal role")
    OTHER_JOB = "other_job", _("Works in another job")
    SCHOOL = "school", _("Is in school or training")
    OTHER = "other", _("Something else")


JOBS = frozenset({PlacementKind.HIRE, PlacementKind.INTERNAL, PlacementKind.OTHER_JOB})
"""Outcomes that are a job, with pay and hours."""


class ChangeKind(models.TextChoices):
    """What happens after a hire; what is heard of an unchanged job counts too, as silence is not an answer."""

    STILL_THERE = "still_there", _("Still works there")
    RAISE = "raise", _("Raise")
    PROMOTION = "promotion", _("Promotion")
    NEW_TITLE = "new_title", _("New title")
    HOURS = "hours", _("Other hours")
    NEW_EMPLOYER = "new_employer", _("New employer")
    SEPARATION = "separation", _("Left, without another job known")


class SeparationReason(models.TextChoices):
    """Why somebody left."""

    LAID_OFF = "laid_off", _("Laid off")
    DISMISSED = "dismissed", _("Dismissed")
    TEMPORARY = "temporary", _("The job was for a time only")
    BETTER_JOB = "better_job", _("Better job")
    PAY = "pay", _("Pay")
    HOURS = "hours", _("Hours or shifts")
    TRANSPORT = "transport", _("The way there")
    CARE = "care", _("Care for family")
    HEALTH = "health", _("Health")
    SCHOOL = "school", _("School or training")
    MOVED = "moved", _("Moved away")
    OTHER = "other", _("Another reason")
    UNKNOWN = "unknown", _("Not known")


class Source(models.TextChoices):
    """Who said so."""

    EMPLOYER = "employer", _("The employer")
    PERSON = "person", _("The person")
    AGENCY = "agency", _("The agency")


class Benefit(models.TextChoices):
    """What a job gives beside its wage."""

    HEALTH = "health", _("Health insurance")
    PAID_LEAVE = "paid_leave", _("Paid days off")
    SICK_LEAVE = "sick_leave", _("Paid sick days")
    RETIREMENT = "retirement", _("Retirement plan")
    TUITION = "tuition", _("Money for school or training")
    TRANSPORT = "transport", _("Help with the way to work")
    CHILDCARE = "childcare", _("Help with child care")
