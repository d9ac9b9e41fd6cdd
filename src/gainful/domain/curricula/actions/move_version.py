"""A version's state changes here and nowhere else, to where the table says."""

from __future__ import annotations

from django.utils import timezone

from gainful.domain.accounts.actor import acting_in
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.curricula.states import VERSION_RULES, VersionStatus

MOMENTS = {
    VersionStatus.IN_REVIEW: "sent_at",
    VersionStatus.SIGNED: "signed_at",
    VersionStatus.IN_USE: "used_from",
    VersionStatus.SUPERSEDED: "replaced_at",
}


def move(version: CurriculumVersion, verb: str) -> None:
    """Save the version in the state that the table gives for the verb, with the moment of it."""
    version.status = VersionStatus(str(VERSION_RULES[verb].to))
    fields = ["status"]
    if moment := MOMENTS.get(version.status):
        setattr(version, moment, timezone.now())
        fields.append(moment)
    elif version.sent_at is not None:
        version.sent_at = None
        fields.append("sent_at")
    with acting_in("move_curriculum"):
        version.save(update_fields=fields)
