"""Curriculum versions: states x steps x roles as one table of data; nothing else decides what may happen when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.rights.state_tables import Machine, Rule


class VersionStatus(models.TextChoices):
    """How far a version of a curriculum is."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review with the employers")
    SIGNED = "signed", _("Signed by each employer")
    IN_USE = "in_use", _("In use")
    SUPERSEDED = "superseded", _("Replaced by a newer version")


_V = VersionStatus
_AGENCY = MANAGERS
_EMPLOYER = frozenset({"employer", "link"})
VERSION_RULES: dict[str, Rule] = {
    "edit": Rule(_AGENCY, frozenset({_V.DRAFT})),
    "comment": Rule(_AGENCY | {"coach"}, frozenset(_V) - {_V.SUPERSEDED}),
    "comment_as_employer": Rule(_EMPLOYER, frozenset({_V.IN_REVIEW, _V.SIGNED, _V.IN_USE})),
    "settle_comment": Rule(_AGENCY, frozenset(_V)),
    "send": Rule(_AGENCY, frozenset({_V.DRAFT}), _V.IN_REVIEW),
    "take_back": Rule(_AGENCY, frozenset({_V.IN_REVIEW}), _V.DRAFT),
    "sign": Rule(_EMPLOYER, frozenset({_V.IN_REVIEW}), _V.SIGNED),
    "revise": Rule(_AGENCY, frozenset({_V.IN_REVIEW, _V.SIGNED, _V.IN_USE, _V.SUPERSEDED})),
    "use": Rule(_AGENCY, frozenset({_V.SIGNED}), _V.IN_USE),
    "replace": Rule(_AGENCY, frozenset({_V.DRAFT, _V.IN_REVIEW, _V.SIGNED, _V.IN_USE}), _V.SUPERSEDED),
}
"""`sign` leads to "signed" with the last employer's signature. `take_back` is open until the first of them signed.
`revise` makes the next version, a draft; what is in review is replaced by it, what is signed or in use when the new
version is put to use. Only employers sign, by account or link: nobody signs in their place."""

MACHINES = (Machine("Version of a curriculum", VersionStatus, VERSION_RULES),)
