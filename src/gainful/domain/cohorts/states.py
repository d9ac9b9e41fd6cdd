"""States x steps x roles of cohorts, applications, draws and enrolments as tables of data, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts.certificate_states import CERTIFICATES
from gainful.domain.rights.state_tables import Machine, Rule

STAFF = MANAGERS | {"coach"}
APPLICANT = frozenset({"participant", "link"})
"""The applicant, signed in or through the link of their letter."""
SYSTEM = frozenset({"system"})


class CohortStatus(models.TextChoices):
    """How far a cohort is."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for applications")
    SELECTING = "selecting", _("Applications are closed; seats are being given")
    RUNNING = "running", _("Training has begun")
    COMPLETED = "completed", _("Training has ended")
    CANCELLED = "cancelled", _("Cancelled")


_C = CohortStatus
_ALIVE = frozenset({_C.DRAFT, _C.OPEN, _C.SELECTING, _C.RUNNING})
COHORT_RULES: dict[str, Rule] = {
    "edit": Rule(MANAGERS, frozenset({_C.DRAFT})),
    "change_dates": Rule(MANAGERS, _ALIVE),
    "change_seats": Rule(MANAGERS, frozenset({_C.DRAFT, _C.OPEN, _C.SELECTING})),
    "set_curriculum": Rule(MANAGERS, frozenset({_C.DRAFT, _C.OPEN, _C.SELECTING})),
    "set_openings": Rule(MANAGERS, _ALIVE),
    "lower_floor": Rule(MANAGERS, frozenset({_C.OPEN, _C.SELECTING})),
    "override": Rule(MANAGERS, frozenset({_C.DRAFT, _C.OPEN, _C.SELECTING})),
    "open": Rule(MANAGERS, frozenset({_C.DRAFT}), _C.OPEN),
    "close_applications": Rule(MANAGERS, frozenset({_C.OPEN}), _C.SELECTING),
    "open_again": Rule(MANAGERS, frozenset({_C.SELECTING}), _C.OPEN),
    "give_seats": Rule(MANAGERS | SYSTEM, frozenset({_C.SELECTING, _C.RUNNING})),
    "draw": Rule(MANAGERS, frozenset({_C.SELECTING})),
    "start": Rule(MANAGERS, frozenset({_C.SELECTING}), _C.RUNNING),
    "complete": Rule(MANAGERS, frozenset({_C.RUNNING}), _C.COMPLETED),
    "cancel": Rule(MANAGERS, _ALIVE, _C.CANCELLED),
}
"""Rules of eligibility, tracks and the draw's floors change while a cohort is prepared: applicants read them."""


class ApplicationStatus(models.TextChoices):
    """Where an application stands."""

    RECEIVED = "received", _("Received")
    INCOMPLETE = "incomplete", _("Waits for the applicant")
    ELIGIBLE = "eligible", _("Eligible")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    ENROLLED = "enrolled", _("Enrolled")
    REFUSED = "refused", _("Refused")
    DECLINED = "declined", _("Seat declined")
    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")
    LAPSED = "lapsed", _("No answer from the applicant")
    CLOSED = "closed", _("Closed without a seat")


_A = ApplicationStatus
OPEN_APPLICATIONS = frozenset({_A.RECEIVED, _A.INCOMPLETE, _A.ELIGIBLE, _A.WAITING, _A.OFFERED})
WAITS_FOR_US = frozenset({_A.RECEIVED, _A.ELIGIBLE, _A.WAITING})
"""States in which the applicant waits for the agency: a clock runs in each (`hearing.py`)."""
_CHECKED = frozenset({_A.RECEIVED, _A.INCOMPLETE})
ENDED_APPLICATIONS = frozenset({_A.REFUSED, _A.DECLINED, _A.WITHDRAWN, _A.LAPSED, _A.CLOSED})
APPLICATION_RULES: dict[str, Rule] = {
    "answer": Rule(APPLICANT | STAFF, _CHECKED),
    "bring_proof": Rule(APPLICANT | STAFF, _CHECKED | {_A.ELIGIBLE}),
    "see_proof": Rule(STAFF, _CHECKED | {_A.ELIGIBLE}),
    "ask_for_more": Rule(STAFF, _CHECKED, _A.INCOMPLETE),
    "complete": Rule(APPLICANT | STAFF, frozenset({_A.INCOMPLETE}), _A.RECEIVED),
    "identify": Rule(STAFF, OPEN_APPLICATIONS),
    "find_eligible": Rule(STAFF, _CHECKED, _A.ELIGIBLE),
    "check_again": Rule(MANAGERS, frozenset({_A.ELIGIBLE, _A.REFUSED}), _A.RECEIVED),
    "refuse": Rule(MANAGERS, _CHECKED | {_A.ELIGIBLE}, _A.REFUSED),
    "put_on_list": Rule(MANAGERS | SYSTEM, frozenset({_A.ELIGIBLE}), _A.WAITING),
    "offer": Rule(MANAGERS | SYSTEM, frozenset({_A.ELIGIBLE, _A.WAITING}), _A.OFFERED),
    "accept": Rule(APPLICANT | STAFF, frozenset({_A.OFFERED}), _A.ENROLLED),
    "decline": Rule(APPLICANT | STAFF, frozenset({_A.OFFERED}), _A.DECLINED),
    "withdraw": Rule(APPLICANT | STAFF, OPEN_APPLICATIONS, _A.WITHDRAWN),
    "lapse": Rule(SYSTEM, frozenset({_A.INCOMPLETE, _A.OFFERED}), _A.LAPSED),
    "close": Rule(MANAGERS | SYSTEM, OPEN_APPLICATIONS, _A.CLOSED),
    "say_follow": Rule(APPLICANT | STAFF, frozenset(_A)),
}
"""Staff answer, accept, decline or withdraw for an applicant who told them so. An applicant may apply again once an
application has ended, and after leaving a cohort."""


class RefusalReason(models.TextChoices):
    """Why an application is refused; each has words for the applicant (`words.py`)."""

    NOT_ELIGIBLE = "not_eligible", _("A condition of the cohort is not met")
    BARRED = "barred", _("A law or licence bars this work")
    NO_PROOF = "no_proof", _("A proof is missing")
    DOUBLE = "double", _("The same person applied twice")
    OTHER_COHORT = "other_cohort", _("In another cohort at that time")
    CANNOT_REACH = "cannot_reach", _("Nobody could reach the applicant")
    OTHER = "other", _("Something else, in words")


class LeftReason(models.TextChoices):
    """Why an application ended otherwise than by a refusal; staff who end it for somebody choose one."""

    WORK = "work", _("Found work")
    SCHOOL = "school", _("Goes to school or another training")
    TIMES = "times", _("The days or hours do not fit")
    WAY = "way", _("Cannot get there")
    CARE = "care", _("Looks after a child or somebody else")
    HEALTH = "health", _("Health")
    MOVED = "moved", _("Moved away")
    CHANGED = "changed", _("No longer wants to")
    OTHER = "other", _("Something else, in words")
    SEAT_UNANSWERED = "seat", _("No answer to the seat that was offered")
    NOT_COMPLETED = "missing", _("What was missing did not come")
    NOT_SHARED = "unshared", _("Took back the permission to read the application")


GIVEN_REASONS = tuple(
    each for each in LeftReason
    if each not in {LeftReason.SEAT_UNANSWERED, LeftReason.NOT_COMPLETED, LeftReason.NOT_SHARED}
)  # fmt: skip
"""Those that somebody tells; the others are what the clock found."""


class DrawStatus(models.TextChoices):
    """Where a draw stands."""

    ANNOUNCED = "announced", _("Announced, not drawn")
    DRAWN = "drawn", _("Drawn")
    VOID = "void", _("Void")


class VoidReason(models.TextChoices):
    """Why an announced draw is void."""

    SEED_LOST = "seed_lost", _("The secret or a party's value is lost")
    REVEALED = "revealed", _("The secret became known too early")
    ENTRIES = "entries", _("Somebody was left out, or listed by mistake")
    NO_VALUE = "no_value", _("The public value never came")
    OTHER = "other", _("Something else, in words")


DRAW_RULES: dict[str, Rule] = {
    "contribute": Rule(MANAGERS, frozenset({DrawStatus.ANNOUNCED})),
    "open": Rule(MANAGERS, frozenset({DrawStatus.ANNOUNCED}), DrawStatus.DRAWN),
    "void": Rule(MANAGERS, frozenset({DrawStatus.ANNOUNCED}), DrawStatus.VOID),
}
"""A drawn draw stays drawn; a void one stays published beside the one that follows it."""


class EnrolmentStatus(models.TextChoices):
    """Where somebody in a cohort stands."""

    ENROLLED = "enrolled", _("Enrolled")
    COMPLETED = "completed", _("Completed")
    LEFT = "left", _("Left early")
    NOT_STARTED = "not_started", _("Did not start")


_E = EnrolmentStatus
ENROLMENT_RULES: dict[str, Rule] = {
    "complete": Rule(STAFF, frozenset({_E.ENROLLED}), _E.COMPLETED),
    "leave": Rule(STAFF, frozenset({_E.ENROLLED}), _E.LEFT),
    "not_start": Rule(STAFF, frozenset({_E.ENROLLED}), _E.NOT_STARTED),
    "take_back": Rule(MANAGERS, frozenset({_E.COMPLETED, _E.LEFT, _E.NOT_STARTED}), _E.ENROLLED),
}
"""`take_back` corrects a slip; whoever did not start frees the seat."""


class SessionStatus(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held; attendance is complete")
    CANCELLED = "cancelled", _("Cancelled")


_S = SessionStatus
TEACHERS = STAFF | {"instructor"}
SESSION_RULES: dict[str, Rule] = {
    "change": Rule(TEACHERS, frozenset({_S.PLANNED})),
    "move": Rule(TEACHERS, frozenset({_S.PLANNED})),
    "cancel": Rule(TEACHERS, frozenset({_S.PLANNED}), _S.CANCELLED),
    "mark": Rule(TEACHERS, frozenset({_S.PLANNED, _S.HELD})),
    "show_code": Rule(TEACHERS, frozenset({_S.PLANNED})),
    "check_in": Rule(frozenset({"participant"}), frozenset({_S.PLANNED})),
    "close": Rule(TEACHERS, frozenset({_S.PLANNED}), _S.HELD),
}
"""Attendance may be corrected after a session is closed: what it comes to is booked anew. A cancelled session stays,
so that calendars take it out; another one is planned in its place."""


class ApprenticeshipStatus(models.TextChoices):
    """How far an apprenticeship is."""

    DRAFT = "draft", _("Being prepared")
    ACTIVE = "active", _("Under way")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


class HoursStatus(models.TextChoices):
    """Where hours on the job stand."""

    LOGGED = "logged", _("Waits for the mentor")
    CONFIRMED = "confirmed", _("Confirmed by the mentor")
    RETURNED = "returned", _("Returned by the mentor")


_P, _H = ApprenticeshipStatus, HoursStatus
APPRENTICESHIP_RULES: dict[str, Rule] = {
    "prepare": Rule(STAFF, frozenset({_P.DRAFT})),
    "change_mentor": Rule(STAFF, frozenset({_P.DRAFT, _P.ACTIVE})),
    "begin": Rule(MANAGERS, frozenset({_P.DRAFT}), _P.ACTIVE),
    "log": Rule(STAFF | {"participant"}, frozenset({_P.ACTIVE})),
    "pay_step": Rule(STAFF, frozenset({_P.ACTIVE, _P.COMPLETED})),
    "complete": Rule(MANAGERS, frozenset({_P.ACTIVE}), _P.COMPLETED),
    "cancel": Rule(MANAGERS, frozenset({_P.DRAFT, _P.ACTIVE}), _P.CANCELLED),
}
JOB_HOURS_RULES: dict[str, Rule] = {
    "confirm": Rule(frozenset({"link"}), frozenset({_H.LOGGED}), _H.CONFIRMED),
    "return": Rule(frozenset({"link"}), frozenset({_H.LOGGED}), _H.RETURNED),
}
"""Only the mentor confirms hours, through the link of their letter: nobody at the agency does it for them."""

MACHINES = (
    Machine("Cohort", CohortStatus, COHORT_RULES),
    Machine("Application", ApplicationStatus, APPLICATION_RULES),
    Machine("Draw", DrawStatus, DRAW_RULES),
    Machine("Seat in a cohort", EnrolmentStatus, ENROLMENT_RULES),
    CERTIFICATES,
    Machine("Session", SessionStatus, SESSION_RULES),
    Machine("Apprenticeship", ApprenticeshipStatus, APPRENTICESHIP_RULES),
    Machine("Hours on the job", HoursStatus, JOB_HOURS_RULES),
)
