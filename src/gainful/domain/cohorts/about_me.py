"""What training keeps about a person, for the person's own file: applications, seats, classes, the apprenticeship."""

from __future__ import annotations

from typing import Any

from gainful.domain.cohorts.models import (
    Application,
    Apprenticeship,
    Attendance,
    Enrolment,
    JobHours,
    MadeUpHours,
    ProofDocument,
    RuleAnswer,
    SavedSearch,
)
from gainful.domain.participants.models import Participant

FIELDS: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "applications": (Application, "participant", (
        "id", "code", "name", "email", "phone", "note", "source", "status", "status_at", "refusal", "words",
        "left_reason", "place", "follow", "applied_at", "cohort__name", "organization__name")),
    "application_answers": (RuleAnswer, "application__participant", (
        "application_id", "rule__question", "says", "proof_seen_on", "proof_until")),
    "application_proofs": (ProofDocument, "application__participant", (
        "application_id", "filename", "media_type", "size", "uploaded_at")),
    "seats": (Enrolment, "participant", (
        "id", "cohort__name", "name", "status", "starts_on", "ends_on", "reason", "enrolled_at", "ended_at")),
    "attendance": (Attendance, "enrolment__participant", (
        "enrolment_id", "session__starts_at", "presence", "minutes_late", "minutes_early", "minutes", "note", "how")),
    "hours_made_up": (MadeUpHours, "enrolment__participant", (
        "enrolment_id", "day", "minutes", "what", "taken_back_at")),
    "apprenticeships": (Apprenticeship, "participant", (
        "id", "employer_name", "sponsor", "occupation_title", "begins_on", "job_hours", "credit_hours",
        "instruction_hours", "journey_wage", "status", "reason", "completed_on", "organization__name")),
    "hours_on_the_job": (JobHours, "apprenticeship__participant", (
        "apprenticeship_id", "process__title", "day", "minutes", "words", "status", "settled_by", "answer")),
    "saved_searches": (SavedSearch, "participant", ("words", "place", "email", "created_at", "ended_at")),
}  # fmt: skip
"""Each part: table, the way from it to the person, fields. Proofs stand by name: each is downloaded on its own page."""


def everything_about_me(person: Participant) -> dict[str, list[dict[str, Any]]]:
    """Return all of it as plain values, part by part."""
    return {
        name: list(model.objects.filter(**{way: person}).order_by("pk").values(*fields))
        for name, (model, way, fields) in FIELDS.items()
    }
