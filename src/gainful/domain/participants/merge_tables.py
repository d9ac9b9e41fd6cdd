"""What a merge does with each table that points at a person; a test finds a table that is not listed.

A key that is not here makes the merge refuse, so that no row is left with a record that nobody opens.
"""

from __future__ import annotations

from enum import StrEnum

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event

from gainful.domain.participants.models import Participant


class How(StrEnum):
    """What becomes of the rows of the record that is given up."""

    MOVE = "move"
    """They go to the kept record. Where it may have such a thing once, and both have one, the merge is refused."""
    SPARE = "spare"
    """They go, unless the kept record has the same thing: then its own stands, and this one waits for an un-merge."""
    ALIKE = "alike"
    """As SPARE where both say the same; where they differ the merge is refused."""
    CONSENT = "consent"
    """By a rule of their own: nobody sees more than they saw of both."""
    STAY = "stay"
    """They are about the record, not about the person, or are worked out again."""


TABLES: dict[str, How] = {
    "participants.Participant.merged_into": How.MOVE,
    "participants.DuplicatePair.first": How.STAY,
    "participants.DuplicatePair.second": How.STAY,
    "participants.RecordMerge.kept": How.STAY,
    "participants.RecordMerge.merged": How.STAY,
    "participants.Characteristic.participant": How.SPARE,
    "participants.Barrier.participant": How.SPARE,
    "participants.Consent.participant": How.CONSENT,
    "participants.ReadLog.participant": How.MOVE,
    "participants.Document.participant": How.MOVE,
    "participants.WorkHistory.participant": How.MOVE,
    "participants.ParticipantCredential.participant": How.SPARE,
    "participants.HeldCompetency.participant": How.SPARE,
    "participants.ParticipantLevels.participant": How.STAY,
    "participants.LayoffPlace.participant": How.SPARE,
    "participants.EmergencyAccess.participant": How.MOVE,
    "participants.ExchangedRecord.participant": How.MOVE,
    "participants.SharedMeasure.participant": How.MOVE,
    "participants.RecordClaim.participant": How.MOVE,
    "outbox.Request.participant": How.MOVE,
    "outbox.SignedLink.participant": How.MOVE,
    "outbox.Thread.participant": How.MOVE,
    "outbox.Message.participant": How.SPARE,
    "outbox.ContactRules.participant": How.ALIKE,
    "plans.ListReview.participant": How.MOVE,
    "plans.Shortlisted.participant": How.SPARE,
    "plans.PlanPerson.participant": How.MOVE,
    "ledger.LedgerRow.participant": How.MOVE,
    "cohorts.Application.participant": How.MOVE,
    "cohorts.Enrolment.participant": How.MOVE,
    "cohorts.Apprenticeship.participant": How.MOVE,
    "cohorts.Certificate.participant": How.MOVE,
    "cohorts.HeldBadge.participant": How.SPARE,
    "cohorts.SavedSearch.participant": How.SPARE,
    "placements.Introduction.participant": How.MOVE,
    "placements.Placement.participant": How.MOVE,
    "placements.JobChange.participant": How.MOVE,
    "support.Referral.participant": How.MOVE,
    "support.Appointment.participant": How.MOVE,
    "support.Calendar.participant": How.STAY,
    "support.CheckIn.participant": How.MOVE,
    "support.Concern.participant": How.MOVE,
    "support.Goal.participant": How.MOVE,
    "support.GoalAction.participant": How.MOVE,
    "support.Mentor.participant": How.SPARE,
    "support.MentorWish.participant": How.SPARE,
    "support.Mentorship.participant": How.MOVE,
    "support.MoneyRequest.participant": How.MOVE,
    "support.Assessment.participant": How.MOVE,
    "support.NeedAnswer.participant": How.MOVE,
    "support.Assignment.participant": How.SPARE,
    "support.CaseNote.participant": How.MOVE,
    "support.DayPerson.participant": How.SPARE,
    "support.OfflineEdit.participant": How.MOVE,
    "support.PracticeAgreement.participant": How.MOVE,
    "measures.ExitReason.participant": How.SPARE,
    "measures.FollowUp.participant": How.SPARE,
    "measures.WagePair.participant": How.SPARE,
}
"""By model and key, in the order in which rows are moved."""
TOGETHER: dict[str, tuple[str, ...]] = {"support.Appointment.participant": ("state",)}
"""Columns that are written again with the move, so that triggers on them act: time is taken in the kept calendar."""
BOTH_HAVE: dict[str, str | Promise] = {
    "outbox.Request.participant": _("Both wait to answer the same question. Close one of the two first."),
    "outbox.ContactRules.participant": _(
        "The two say differently how they want to be reached. Make both alike first."
    ),
    "participants.RecordClaim.participant": _(
        "Both wait for an answer of the same agency. Take one back first."
    ),
    "plans.ListReview.participant": _("Both asked a human to look at the same list. Answer one first."),
    "plans.PlanPerson.participant": _("Both stand in the same plan. Take one out of the plan first."),
    "cohorts.Application.participant": _(
        "Both have applied for the same class. One person has one application: end one of the two first."
    ),
    "cohorts.Enrolment.participant": _("Both have a seat in the same class. End one of the two first."),
    "cohorts.Apprenticeship.participant": _("Both are apprentices. End one of the two first."),
    "placements.Introduction.participant": _(
        "Both are introduced for the same job. End one of the two first."
    ),
    "support.Referral.participant": _("Both were sent to the same service. Close one of the two first."),
    "support.Appointment.participant": _("Both have an appointment at the same time. Move one first."),
    "support.Mentorship.participant": _("Both have a mentor. End one of the two first."),
    "support.Assessment.participant": _("Both are saying what they need. Finish one of the two first."),
}
"""Why the two cannot be put together yet, where both have what one person has once."""


def keys_to_people() -> dict[str, tuple[type[Model], str]]:
    """Return every key of the database that points at a person, by its name in TABLES; history stays as it was."""
    found = {}
    for relation in Participant._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's public Meta API
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model, field = relation.related_model, relation.field  # type: ignore[union-attr]
        if isinstance(model, type) and not issubclass(model, Event):
            found[f"{model._meta.label}.{field.name}"] = (model, field.attname)  # noqa: SLF001
    return found


def listed_keys() -> list[tuple[str, How, type[Model], str]]:
    """Return every key with what a merge does, in order; LookupError names one that is not listed."""
    there = keys_to_people()
    if missing := set(there) - set(TABLES):
        raise LookupError(f"A merge does not know {', '.join(sorted(missing))}: name it in merge_tables.py.")
    return [(name, how, *there[name]) for name, how in TABLES.items() if name in there]


def model_of(name: str) -> tuple[type[Model], str]:
    """Return the model and the column of a key in TABLES."""
    label, _dot, field = name.rpartition(".")
    model = apps.get_model(label)
    return model, model._meta.get_field(field).attname  # noqa: SLF001
