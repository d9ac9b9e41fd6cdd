"""Work history, résumés and what the person confirms of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import is_self, may_check_resume, require_person_or
from gainful.domain.participants.actions.consents import record_read
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import (
    ConsentBasis,
    Document,
    HeldCompetency,
    Participant,
    ParticipantCredential,
    WorkHistory,
)
from gainful.engine.occupations import load_reference

AGREED = (ConsentBasis.SIGNED_FORM, ConsentBasis.VERBAL)
"""How a person lets staff bring in their résumé."""


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


@transaction.atomic
def change_work_history(
    actor: Actor,
    job: WorkHistory,
    *,
    title: str,
    occupation_code: str = "",
    employer: str = "",
    start: date | None = None,
    end: date | None = None,
) -> WorkHistory:
    """Correct a job in the record; what stood there before stays in the history of changes.

    A line that was read or imported counts from now on as told by the person.
    """
    require_person_or(actor, job.participant, "change")
    told = _job(job.participant, title, occupation_code, employer, start, end)
    changed = ["title", "occupation_code", "employer", "start", "end"]
    if any(getattr(job, name) != getattr(told, name) for name in changed):
        told.source = "stated"
        for name in (*changed, "source", "confirmed_at"):
            setattr(job, name, getattr(told, name))
        job.save(update_fields=[*changed, "source", "confirmed_at"])
        refresh_levels([job.participant_id])
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
    actor: Actor,
    participant: Participant,
    *,
    filename: str,
    text: str,
    findings: Mapping[str, Any],
    agreement: str = "",
) -> Document:
    """Keep a résumé's text and what was read from it; nothing counts before the person confirms it.

    Staff say how the person agreed to their help (AGREED); the person sees who helped, and that it was read.
    """
    require_person_or(actor, participant, "change")
    own = is_self(actor, participant)
    if not own and agreement not in AGREED:
        raise ValidationError({"agreement": _("Say how the person agreed that you bring in their résumé.")})
    document = Document.objects.create(
        participant=participant,
        filename=filename[:255],
        text=text,
        findings=dict(findings),
        uploaded_by=actor.user,
        helper="" if own else _signature(actor),
        agreement="" if own else agreement,
    )
    record_read(actor, participant, what=_("Résumé brought in for you"))
    return document


def _signature(actor: Actor) -> str:
    """Return who helped, in words that stay when the account is gone."""
    return ", ".join(str(part) for part in (actor.user, actor.organization) if part is not None)[:200]


@transaction.atomic
def confirm_resume_lines(
    actor: Actor, document: Document, lines: Sequence[Mapping[str, Any]], *, together: bool = False
) -> int:
    """Save the confirmed lines of a résumé as jobs, credentials and competencies; returns how many.

    Each line has `kind` (job, credential or competency), its values, and `start`/`end` offsets of its span.
    Staff may do it only for a person without an account, and only `together` with them.
    """
    person = document.participant
    require_person_or(actor, person, "change")
    if not may_check_resume(actor, person):
        raise PermissionDenied("Only the person can say what is right in their résumé.")
    if not is_self(actor, person) and not together:
        raise ValidationError(_("Go through the lines together with the person, then say so."))
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
    document.checked_with = "" if is_self(actor, person) else _signature(actor)
    document.save(update_fields=["confirmed_at", "checked_with"])
    refresh_levels([person.pk])
    record_read(actor, person, what=_("Résumé checked together with you"))
    return len(lines)


def _same_job(person: Participant, job: WorkHistory) -> WorkHistory | None:
    """Return the job already told that this one is: same work, employer and first month, as far as both say.

    A résumé repeats what an agency wrote down; a job held twice would count its years twice.
    """

    def alike(known: WorkHistory) -> bool:
        work = known.title.casefold() == job.title.casefold() or (
            bool(job.occupation_code) and known.occupation_code == job.occupation_code
        )
        place = not known.employer or not job.employer or known.employer.casefold() == job.employer.casefold()
        begun = (
            known.start is None
            or job.start is None
            or ((known.start.year, known.start.month) == (job.start.year, job.start.month))
        )
        said = bool(known.start and job.start) or bool(known.employer and job.employer)
        return (
            work
            and place
            and begun
            and said
            and not _upside_down(known.start or job.start, known.end or job.end)
        )

    return next((known for known in person.jobs.all() if alike(known)), None)


def _upside_down(start: date | None, end: date | None) -> bool:
    return bool(start and end and end < start)


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
        known = _same_job(person, job)
        if known is not None:
            for name in ("occupation_code", "employer", "start", "end"):
                setattr(known, name, getattr(known, name) or getattr(job, name))
            job = known
        for key, value in source.items():
            setattr(job, key, value)
        job.save(force_insert=known is None)
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
