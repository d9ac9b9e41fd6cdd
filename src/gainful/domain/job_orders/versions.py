"""Writing profile versions: from the engine's lines, as a copy to edit, and the hash that is signed."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.engine.competencies.model import CompetencyProfile, ProfileLine

LINE_FIELDS = (
    "position", "competency_id", "taxonomy", "domain", "name", "level", "importance", "need", "confidence",
    "evidence_kind", "span_start", "span_end", "span_text", "note", "changed_by",
)  # fmt: skip
SIGNED_FIELDS = ("competency_id", "name", "level", "importance", "need")


def current_version(order: JobOrder) -> ProfileVersion | None:
    """Return the newest version of the order's profile, or None before the posting was read."""
    return order.profile_versions.order_by("-number").first()


def _row(version: ProfileVersion, position: int, line: ProfileLine) -> RequiredCompetency:
    evidence = line.evidence[0] if line.evidence else None
    span = evidence.span if evidence else None
    return RequiredCompetency(
        version=version,
        position=position,
        competency_id=line.competency_id[:120],
        taxonomy=str(line.taxonomy),
        domain=str(line.domain),
        name=line.name[:300],
        level=line.level,
        importance=line.importance,
        need=str(line.need),
        confidence=line.confidence,
        evidence_kind=str(evidence.kind) if evidence else "typical_for_occupation",
        span_start=span.start if span else None,
        span_end=span.end if span else None,
        span_text=span.text if span else "",
        note=(evidence.note if evidence else "")[:400],
    )


@transaction.atomic
def write_version(actor: Actor, order: JobOrder, profile: CompetencyProfile) -> ProfileVersion:
    """Store a profile as the order's next version; an unsigned newest version is replaced."""
    newest = current_version(order)
    if newest is not None and newest.signed_at is None:
        version = newest
        version.lines.all().delete()
        version.occupation_code, version.reference_version = order.occupation_code, profile.reference_version
        version.save()
    else:
        version = ProfileVersion.objects.create(
            job_order=order,
            number=1 + (newest.number if newest else 0),
            occupation_code=order.occupation_code,
            reference_version=profile.reference_version,
            created_by=actor.user,
        )
    RequiredCompetency.objects.bulk_create(
        _row(version, place, line) for place, line in enumerate(profile.lines)
    )
    return version


@transaction.atomic
def editable_version(actor: Actor, order: JobOrder) -> ProfileVersion:
    """Return the newest version if it is unsigned, else a copy of it with the next number."""
    newest = order.profile_versions.select_for_update().order_by("-number").first()
    if newest is None:
        raise ProfileVersion.DoesNotExist
    if newest.signed_at is None:
        return newest
    copy = ProfileVersion.objects.create(
        job_order=order,
        number=newest.number + 1,
        occupation_code=newest.occupation_code,
        reference_version=newest.reference_version,
        created_by=actor.user,
    )
    RequiredCompetency.objects.bulk_create(
        RequiredCompetency(version=copy, **{name: getattr(line, name) for name in LINE_FIELDS})
        for line in newest.lines.all()
    )
    return copy


def content_hash(version: ProfileVersion) -> str:
    """Return the SHA-256 of what is signed: the occupation and every line's level, importance and need."""
    lines = sorted(version.lines.values_list(*SIGNED_FIELDS))
    body = [
        str(version.job_order_id),
        version.number,
        version.occupation_code,
        version.reference_version,
        lines,
    ]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()
