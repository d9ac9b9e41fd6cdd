"""States x verbs x roles of sharing: an agency's request to see a person, and an emergency look."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.rights.state_tables import Machine, Rule


class AccessState(models.TextChoices):
    """How far an agency's request to see a person is."""

    ASKED = "asked", _("Waits for the person's answer")
    GRANTED = "granted", _("The person said yes")
    REFUSED = "refused", _("The person said no")
    WITHDRAWN = "withdrawn", _("Taken back by the agency")
    LAPSED = "lapsed", _("No answer came")


class EmergencyState(models.TextChoices):
    """Whether somebody else looked at the reason of an emergency look, and what they found."""

    OPEN = "open", _("Waits for review")
    JUSTIFIED = "justified", _("The reason holds")
    NOT_JUSTIFIED = "not_justified", _("The reason does not hold")


class PairState(models.TextChoices):
    """What a manager found of two records that may be of one person."""

    OPEN = "open", _("To look at")
    NOT_SAME = "not_same", _("Two people")
    MERGED = "merged", _("Put together")


class ClaimState(models.TextChoices):
    """How far a person's word is that another agency's record is theirs, too."""

    ASKED = "asked", _("Waits for the agency")
    CONFIRMED = "confirmed", _("One record now")
    REFUSED = "refused", _("The agency found nobody")
    WITHDRAWN = "withdrawn", _("Taken back by the person")


class OwnerState(models.TextChoices):
    """What the owner of a record last told by file: it is there, its consent ended, the person was erased."""

    PRESENT = "present", _("There")
    WITHDRAWN = "withdrawn", _("Consent ended")
    ERASED = "erased", _("Erased by the owner")


_A, _E, _P, _C = AccessState, EmergencyState, PairState, ClaimState
ACCESS_RULES: dict[str, Rule] = {
    "grant": Rule(frozenset({"participant"}), frozenset({_A.ASKED}), _A.GRANTED),
    "refuse": Rule(frozenset({"participant"}), frozenset({_A.ASKED}), _A.REFUSED),
    "withdraw": Rule(frozenset({"coach", "program_manager"}), frozenset({_A.ASKED}), _A.WITHDRAWN),
    "lapse": Rule(frozenset({"system"}), frozenset({_A.ASKED}), _A.LAPSED),
}
"""The agency reads “waits” until the person answers, whether or not anybody has that address."""
EMERGENCY_RULES: dict[str, Rule] = {
    "justify": Rule(frozenset({"program_manager"}), frozenset({_E.OPEN}), _E.JUSTIFIED),
    "reject": Rule(frozenset({"program_manager"}), frozenset({_E.OPEN}), _E.NOT_JUSTIFIED),
}
"""Whoever looked never reviews their own look."""
PAIR_RULES: dict[str, Rule] = {
    "tell_apart": Rule(frozenset({"program_manager"}), frozenset({_P.OPEN}), _P.NOT_SAME),
    "look_again": Rule(frozenset({"program_manager"}), frozenset({_P.NOT_SAME}), _P.OPEN),
    "merge": Rule(frozenset({"program_manager"}), frozenset({_P.OPEN, _P.NOT_SAME}), _P.MERGED),
    "unmerge": Rule(frozenset({"program_manager"}), frozenset({_P.MERGED}), _P.NOT_SAME),
}
"""What was found to be two people stays so: a later search does not bring it up again."""
CLAIM_RULES: dict[str, Rule] = {
    "confirm": Rule(frozenset({"program_manager"}), frozenset({_C.ASKED}), _C.CONFIRMED),
    "refuse": Rule(frozenset({"program_manager"}), frozenset({_C.ASKED}), _C.REFUSED),
    "withdraw": Rule(frozenset({"participant"}), frozenset({_C.ASKED}), _C.WITHDRAWN),
}
"""The person says it first, the agency that keeps the other record says it second; nobody else is asked or told."""
MACHINES = (
    Machine("Request of an agency to see a person", AccessState, ACCESS_RULES),
    Machine("Emergency look at a record", EmergencyState, EMERGENCY_RULES),
    Machine("Two records that may be of one person", PairState, PAIR_RULES),
    Machine("A person's word that another agency's record is theirs", ClaimState, CLAIM_RULES),
)
