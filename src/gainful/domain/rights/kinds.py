"""Kinds of actor: the roles that PostgreSQL tells apart."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of actor; its value is the role set in the transaction."""

    VISITOR = "visitor"
    """Nobody is signed in; the page names the one account, invitation or token that it is about."""
    LINK = "link"
    """The holder of a signed link: one job order or one plan, without an account."""
    ENTERING = ""
    """Signed in, before a role is chosen."""
    PARTICIPANT = "participant"
    COACH = "coach"
    PROGRAM_MANAGER = "program_manager"
    OPERATOR = "operator"
    EMPLOYER = "employer"
    INSTRUCTOR = "instructor"
    MENTOR = "mentor"
    REFERRAL_PARTNER = "referral_partner"
    FUNDER = "funder"
    REVIEWER = "reviewer"
    EVALUATOR = "evaluator"


EVERYBODY = tuple(Kind)
"""Every kind, and also before anybody is known."""
SIGNED_IN = tuple(kind for kind in Kind if kind not in {Kind.VISITOR, Kind.LINK})
STAFF = (Kind.OPERATOR, Kind.PROGRAM_MANAGER, Kind.COACH)
"""Who works with people's records under a consent."""
LABELS = {
    Kind.VISITOR: "visitor (nobody signed in)",
    Kind.LINK: "holder of a signed link",
    Kind.ENTERING: "signed in, no role chosen yet",
    Kind.REFERRAL_PARTNER: "referral partner",
    Kind.PROGRAM_MANAGER: "program manager",
}


def label(kind: Kind) -> str:
    """Return the kind in words."""
    return LABELS.get(kind, kind.value)
