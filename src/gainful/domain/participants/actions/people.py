"""Registering people and keeping their record right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import is_self, keeps_contact, require, require_person_or
from gainful.domain.participants.levels import covered, refresh_levels, taken_codes, touch
from gainful.domain.participants.models import Barrier, Consent, Participant, Scope
from gainful.engine.occupations import load_reference
from gainful.engine.records.people import PLAIN

CONTACT = ("email", "phone")
"""Where letters go, those of other agencies too."""
EDITABLE = PLAIN
"""What is saved of a person and can be changed."""


@transaction.atomic
def register_participant(
    actor: Actor, *, code: str, consent_until: datetime, basis: str, scopes: Sequence[str] = (), **fields: Any
) -> Participant:
    """Add a person with the consent staff attest for their own organization; ValidationError where an ID is used."""
    require(actor, "register")
    if taken_codes([code]):
        raise ValidationError({"code": _("Your organization has used this person ID already.")})
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise ValidationError(_("These are not fields of a person: %s") % ", ".join(sorted(unknown)))
    person = Participant(registered_by=actor.organization, code=code, **_with_known_area(fields))
    person.full_clean(exclude=["registered_by", "user"], validate_unique=False, validate_constraints=False)
    person.save(force_insert=True)
    Consent.objects.create(
        participant=person,
        organization=actor.organization,
        scopes=list(scopes or (Scope.PROFILE, Scope.MATCHING, Scope.SUPPORT)),
        expires_at=consent_until,
        basis=basis,
        attested_by=actor.user,
    )
    refresh_levels([person.pk])
    return person


@transaction.atomic
def update_participant(actor: Actor, participant: Participant, **fields: Any) -> Participant:
    """Change what the person told about themself."""
    require_person_or(actor, participant, "change")
    fields = _with_known_area(fields)
    for key, value in fields.items():
        if key not in EDITABLE:
            raise ValidationError(_("“%s” cannot be changed here.") % key)
        if key in CONTACT and value != getattr(participant, key) and not keeps_contact(actor, participant):
            raise ValidationError(
                {key: _("Only the person and the agency that registered them change this.")}
            )
        if key == "waits_since" and value != participant.waits_since and is_self(actor, participant):
            raise ValidationError({key: _("Your agency enters since when you wait.")})
        setattr(participant, key, value)
    participant.updated_at = timezone.now()
    participant.full_clean(exclude=["registered_by", "user", "code"], validate_unique=False)
    participant.save(update_fields=[*fields, "updated_at"])
    return participant


def _with_known_area(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with the wage area by its key; ValidationError where there is no such area."""
    told = str(fields.get("area_code") or "").strip()
    if not told:
        return fields
    key = load_reference().wages.find_area(told)
    if key is None:
        words = _("“%s” is not a wage area. Write its CBSA code, such as 33460, or its name as OEWS has it.")
        raise ValidationError({"area_code": words % told})
    return {**fields, "area_code": key}


@transaction.atomic
def set_barriers(actor: Actor, participant: Participant, kinds: Sequence[str]) -> None:
    """Make these the open support needs; one that is gone is closed with its date, not deleted."""
    require_person_or(actor, participant, "change")
    if kinds and not covered([participant.pk], Scope.SUPPORT):
        raise ValidationError(_("The consent does not cover support needs, so none can be kept."))
    opened = {barrier.kind: barrier for barrier in participant.barriers.filter(resolved_at=None)}
    today = timezone.localdate()
    Barrier.objects.bulk_create(
        Barrier(participant=participant, kind=kind, since=today) for kind in kinds if kind not in opened
    )
    for kind, barrier in opened.items():
        if kind not in kinds:
            barrier.resolved_at = timezone.now()
            barrier.save(update_fields=["resolved_at"])
    touch([participant.pk])


def export_my_data(actor: Actor, participant: Participant) -> dict[str, Any]:
    """Return everything held about the person, for the person: plain values, ready for JSON."""
    if not is_self(actor, participant):
        raise PermissionDenied("Only the person can download everything.")
    parts = (
        "jobs",
        "credentials",
        "competencies",
        "barriers",
        "characteristics",
        "consents",
        "documents",
        "reads",
        "merges",
        "measures",
        "claims",
        "exchanged",
        "emergencies",
    )
    return {
        "person": _plain(participant),
        **{part: [_plain(row) for row in getattr(participant, part).all()] for part in parts},
        "layoffs": list(participant.layoffs.order_by("pk").values("layoff__employer", "layoff__last_day")),
    }


def _plain(row: Any) -> dict[str, Any]:
    skipped = {
        "user", "participant", "attested_by", "uploaded_by", "merged_by", "undone_by", "kept", "moved", "marks",
        "given_back", "entered_by", "answered_by", "received_by", "reviewed_by",
    }  # fmt: skip
    values = model_to_dict(row)
    values |= {field.name: getattr(row, field.attname) for field in row._meta.fields if not field.editable}  # noqa: SLF001 - Django's public Meta API
    return {key: value for key, value in values.items() if key not in skipped}
