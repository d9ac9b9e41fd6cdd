"""Work history, résumés and what the person confirms of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require_person_or
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import (
    Document,
    HeldCompetency,
    Participant,
    ParticipantCredential,
    WorkHistory,
)
from gainful.engine.occupations import load_reference


@transaction.atomic
def add_work_history(
    actor: Actor,
    participant: Participant,
    *,
    title: str = "",
    occupation_code: str = "",
    employer: str = "",
    start: date | None = None,
    end: date | None = None,
) -> WorkHistory:
    """Add a job the person held, and renew what the ranking knows of them."""
    require_person_or(actor, participant, "change")
    job = _job(participant, title, occupation_code, employer, start, end)
    job.save(force_insert=True)
    refresh_levels([participant.pk])
    return job


def _job(
    participant: Participant, title: str, code: str, employer: str, start: date | None, end: date | None
) -> WorkHistory:
    if not title and not code:
        raise ValidationError({"title": _("Say what the job was.")})
    if start and end and end < start:
        raise ValidationError({"end": _("The job ends before it starts.")})
    if code:
        try:
            title = title or load_reference().occupation(code).title
        except KeyError as error:
            raise ValidationError({"occupation_code": str(error.args[0])}) from error
    now = timezone.now()
    return WorkHistory(
        participant=participant,
        title=title,
        occupation_code=code,
        employer=employer,
        start=start,
        end=end,
        confirmed_at=now,
    )


@transaction.atomic
def remove_work_history(actor: Actor, job: WorkHistory) -> None:
    """Take a job out of the record; its history stays in the audit trail."""
    require_person_or(actor, job.participant, "change")
    job.delete()
    refresh_levels([job.participant_id])


@transaction.atomic
def remove_credential(actor: Actor, credential: ParticipantCredential) -> None:
    """Take a credential out of the record."""
    require_person_or(actor, credential.participant, "change")
    credential.delete()
    refresh_levels([credential.participant_id])


@transaction.atomic
def remove_competency(actor: Actor, competency: HeldCompetency) -> None:
    """Take a competency out of the record."""
    require_person_or(actor, competency.participant, "change")
    competency.delete()
    refresh_levels([competency.participant_id])


@transaction.atomic
def add_document(
    actor: Actor, participant: Participant, *, filename: str, text: str, findings: Mapping[str, Any]
) -> Document:
    """Keep a résumé's text and what was read from it; nothing counts before the person confirms it."""
    require_person_or(actor, participant, "change")
    return Document.objects.create(
        participant=participant,
        filename=filename[:255],
        text=text,
        findings=dict(findings),
        uploaded_by=actor.user,
    )


@transaction.atomic
def confirm_resume_lines(actor: Actor, document: Document, lines: Sequence[Mapping[str, Any]]) -> int:
    """Save the confirmed lines of a résumé as jobs, credentials and competencies; returns how many.

    Each line has `kind` (job, credential or competency), its values, and `start`/`end` offsets of its span.
    """
    person = document.participant
    require_person_or(actor, person, "change")
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.confirmed_at is not None:
        raise ValidationError(_("This résumé was confirmed already."))
    now = timezone.now()
    for line in lines:
        source = {
            "document": document,
            "span_start": line.get("span_start"),
            "span_end": line.get("span_end"),
            "source": "resume",
            "confirmed_at": now,
        }
        _save_line(person, line, source)
    document.confirmed_at = now
    document.save(update_fields=["confirmed_at"])
    refresh_levels([person.pk])
    return len(lines)


def _save_line(person: Participant, line: Mapping[str, Any], source: Mapping[str, Any]) -> None:
    if line["kind"] == "job":
        job = _job(
            person,
            line.get("title", ""),
            line.get("code", ""),
            line.get("employer", ""),
            line.get("start"),
            line.get("end"),
        )
        for key, value in source.items():
            setattr(job, key, value)
        job.save(force_insert=True)
    elif line["kind"] == "credential":
        ParticipantCredential.objects.update_or_create(
            participant=person,
            competency_id=line["competency_id"],
            defaults={"name": line["name"], **source},
        )
    else:
        HeldCompetency.objects.update_or_create(
            participant=person,
            competency_id=line["competency_id"],
            evidence_kind="resume",
            defaults={"name": line["name"], "domain": line.get("domain", "skill"), **source},
        )
