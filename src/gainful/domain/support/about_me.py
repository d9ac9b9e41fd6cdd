"""Everything that support keeps about a person, for the person: counts for the page, plain values for the file."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from gainful.domain.participants.models import Participant
from gainful.domain.support.models import (
    Assessment,
    Assignment,
    CaseNote,
    CheckIn,
    Concern,
    Goal,
    GoalAction,
    Mentor,
    Mentorship,
    MentorTalk,
    MentorWish,
    MoneyRequest,
    NeedAnswer,
    OfflineEdit,
    PracticeAgreement,
    PracticeSignature,
    PracticeWeek,
)

FIELDS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "assessments": (Assessment, ("instrument", "version", "language", "topics", "moment", "how", "started_at",
                                 "finished_at", "organization__name")),
    "need_answers": (NeedAnswer, ("assessment_id", "question", "value", "is_sensitive", "answered_at")),
    "goals": (Goal, ("need", "own_words", "words", "state", "created_at", "settled_at", "organization__name")),
    "goal_actions": (GoalAction, ("text", "owner", "owner_name", "due_on", "state", "created_at", "settled_at")),
    "notes_shared_with_me": (CaseNote, ("id", "corrects_id", "kind", "text", "author_name", "happened_at", "minutes",
                                        "organization__name")),
    "support_money": (MoneyRequest, ("kind", "words", "asked", "approved", "spent", "state", "reason", "asked_at",
                                     "given_on", "organization__name")),
    "coaches": (Assignment, ("coach_name", "since", "ended_at", "organization__name")),
    "talks_after_the_hire": (CheckIn, ("moment", "side", "held_on", "coach_name")),
    "concerns": (Concern, ("words", "wish", "state", "raised_name", "raised_at", "employer__name")),
    "practice_work": (PracticeAgreement, ("id", "kind", "work", "host_name", "place", "starts_on", "ends_on",
                                          "hours_per_week", "wage", "state", "outcome", "review", "person_words",
                                          "organization__name")),
    "mentors": (Mentorship, ("id", "mentor_name", "mentor_job", "reasons", "state", "started_at", "ended_at",
                             "ended_by")),
    "mentor_wishes": (MentorWish, ("languages", "times", "words", "wants", "said_at")),
    "what_i_give": (Mentor, ("gives", "languages", "times", "capacity", "state", "asked_at", "answered_at")),
    "written_offline": (OfflineEdit, ("kind", "fields", "outcome", "made_at")),
}  # fmt: skip
OF_PARTS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "practice_signatures": (PracticeSignature, "agreement__participant", (
        "agreement_id", "side", "name", "title", "signed_at", "way", "handed_by", "browser_of")),
    "practice_weeks": (PracticeWeek, "agreement__participant", (
        "agreement_id", "week_on", "hours", "words", "logged_by", "confirmed_by", "confirmed_at")),
    "mentor_talks": (MentorTalk, "mentorship__participant", (
        "mentorship_id", "held_on", "side", "words", "needs_help")),
}  # fmt: skip
"""What hangs on a part: table, the way from it to the person, fields."""
"""Each part with its fields; notes that a coach keeps private or in the agency the person does not see, as row security
has it."""


def _rows(model: type[Model], person: Participant) -> QuerySet[Any]:
    return model._default_manager.filter(participant=person).order_by("pk")  # noqa: SLF001 - Django's public Meta API


def support_about_me(person: Participant) -> dict[str, list[dict[str, Any]]]:
    """Return all of it as plain values, part by part."""
    whole = {name: list(_rows(model, person).values(*fields)) for name, (model, fields) in FIELDS.items()}
    for name, (model, way, fields) in OF_PARTS.items():
        found = model._default_manager.filter(**{way: person}).order_by("pk")  # noqa: SLF001 - Django's public Meta API
        whole[name] = list(found.values(*fields))
    return whole


def count_about_me(person: Participant) -> int:
    """Return how many needs assessments, goals and sums there are."""
    return sum(_rows(model, person).count() for model in (Assessment, Goal, MoneyRequest))
