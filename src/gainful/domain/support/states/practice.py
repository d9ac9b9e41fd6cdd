"""Practice work and mentoring: states x verbs x roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.rights.state_tables import Rule


class PracticeState(models.TextChoices):
    """How far an agreement about practice work is."""

    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Waits for signatures")
    IN_FORCE = "in_force", _("Signed by all")
    BROKEN_OFF = "broken_off", _("Broken off")
    REVIEWED = "reviewed", _("Reviewed by the host: waits for the person")
    CLOSED = "closed", _("Closed: the person has signed the review")
    WITHDRAWN = "withdrawn", _("Taken back")


class PracticeKind(models.TextChoices):
    """What kind of practice it is."""

    EMPLOYMENT = "employment", _("Practice employment")
    INTERNSHIP = "internship", _("Internship")


class PracticeSide(models.TextChoices):
    """Who signs."""

    PARTICIPANT = "participant", _("The person")
    HOST = "host", _("The host")
    PROVIDER = "provider", _("The agency")
    EMPLOYER = "employer", _("The current employer")


class PracticeOutcome(models.TextChoices):
    """What came of it, as the host reviews it."""

    DID_NOT_SHOW = "did_not_show", _("Did not come")
    PARTLY = "partly", _("Partly completed")
    COMPLETED = "completed", _("Completed")
    HIRED = "hired", _("Hired by the host")
    TRAINING_PLANNED = "training_planned", _("Training is planned next")


class Insurer(models.TextChoices):
    """Who insures the person at work."""

    HOST = "host", _("The host's workers' compensation")
    PROVIDER = "provider", _("The agency's policy")
    OTHER = "other", _("Another policy")


_P = PracticeState
_STAFF = frozenset({"coach", "program_manager"})
_ALL = _STAFF | {"participant", "link"}


class SignedHow(models.TextChoices):
    """By which way a signature came."""

    ACCOUNT = "account", _("Signed in, with their own account")
    LETTER = "letter", _("Through the link in a letter to them")
    DESK = "desk", _("Through the link in a letter to them, in a browser of the agency")
    HANDED = "handed", _("Through a link that the agency handed over")


PRACTICE_RULES: dict[str, Rule] = {
    "change": Rule(_STAFF, frozenset({_P.DRAFT})),
    "send": Rule(frozenset({"program_manager"}), frozenset({_P.DRAFT}), _P.SENT),
    "sign": Rule(frozenset({"program_manager", "participant", "link"}), frozenset({_P.SENT})),
    "begin": Rule(frozenset({"program_manager", "participant", "link"}), frozenset({_P.SENT}), _P.IN_FORCE),
    "withdraw": Rule(_STAFF, frozenset({_P.DRAFT, _P.SENT}), _P.WITHDRAWN),
    "log": Rule(_ALL, frozenset({_P.IN_FORCE, _P.BROKEN_OFF, _P.REVIEWED})),
    "confirm": Rule(_STAFF | {"link"}, frozenset({_P.IN_FORCE, _P.BROKEN_OFF, _P.REVIEWED, _P.CLOSED})),
    "break_off": Rule(_ALL, frozenset({_P.IN_FORCE}), _P.BROKEN_OFF),
    "review": Rule(frozenset({"link"}), frozenset({_P.IN_FORCE, _P.BROKEN_OFF}), _P.REVIEWED),
    "counter_sign": Rule(frozenset({"participant", "link"}), frozenset({_P.REVIEWED}), _P.CLOSED),
}
"""Hours of the last week are often written and confirmed after the review.

`begin` is the last signature. A manager sends and signs for the agency: a link that a coach makes signs nothing."""


class MentorState(models.TextChoices):
    """Whether somebody on the register gives their time."""

    ASKED = "asked", _("Asked")
    WILLING = "willing", _("Gives time")
    PAUSED = "paused", _("Not now")
    LEFT = "left", _("Does not want to be asked")


class PairState(models.TextChoices):
    """How far a mentor and a person are."""

    PROPOSED = "proposed", _("Waits for the person")
    OFFERED = "offered", _("Waits for the mentor")
    ACTIVE = "active", _("Meet")
    DECLINED = "declined", _("One of them said no")
    ENDED = "ended", _("Ended")


class PairSide(models.TextChoices):
    """Whose doing a step is."""

    PERSON = "person", _("The person")
    MENTOR = "mentor", _("The mentor")
    AGENCY = "agency", _("The agency")


_M, _R = MentorState, PairState
MENTOR_RULES: dict[str, Rule] = {
    "agree": Rule(
        _STAFF | {"participant"}, frozenset({_M.ASKED, _M.WILLING, _M.PAUSED, _M.LEFT}), _M.WILLING
    ),
    "pause": Rule(_STAFF | {"participant"}, frozenset({_M.ASKED, _M.WILLING}), _M.PAUSED),
    "leave": Rule(_STAFF | {"participant"}, frozenset({_M.ASKED, _M.WILLING, _M.PAUSED}), _M.LEFT),
    "ask": Rule(frozenset({"system"}), frozenset({_M.ASKED, _M.PAUSED}), _M.ASKED),
}
PAIR_RULES: dict[str, Rule] = {
    "want": Rule(frozenset({"participant"}), frozenset({_R.PROPOSED}), _R.OFFERED),
    "take": Rule(frozenset({"link"}), frozenset({_R.OFFERED}), _R.ACTIVE),
    "decline": Rule(_ALL, frozenset({_R.PROPOSED, _R.OFFERED}), _R.DECLINED),
    "talk": Rule(_ALL, frozenset({_R.ACTIVE})),
    "end": Rule(_ALL, frozenset({_R.ACTIVE}), _R.ENDED),
}
"""The person is asked first: a mentor reads of nobody who did not want them. Either side ends it, without a reason."""
