"""The person's own file holds something of every table that points at them, or a reason stands here."""

from __future__ import annotations

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from gainful.domain.measures.about_me import whole_record
from gainful.domain.participants.merge_tables import TABLES
from tests.helped import as_self
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
WHERE = {
    "participants.RecordMerge.kept": "merges", "participants.Characteristic.participant": "characteristics",
    "participants.Barrier.participant": "barriers", "participants.Consent.participant": "consents",
    "participants.ReadLog.participant": "reads", "participants.Document.participant": "documents",
    "participants.WorkHistory.participant": "jobs", "participants.ParticipantCredential.participant": "credentials",
    "participants.HeldCompetency.participant": "competencies", "participants.LayoffPlace.participant": "layoffs",
    "participants.EmergencyAccess.participant": "emergencies", "participants.ExchangedRecord.participant": "exchanged",
    "participants.SharedMeasure.participant": "measures", "participants.RecordClaim.participant": "claims",
    "outbox.Request.participant": "asked_of_me", "outbox.Thread.participant": "conversations",
    "outbox.Message.participant": "letters", "outbox.ContactRules.participant": "how_to_reach_me",
    "plans.ListReview.participant": "questions_about_lists", "plans.Shortlisted.participant": "chosen_for_jobs",
    "plans.PlanPerson.participant": "plans", "ledger.LedgerRow.participant": "hours_and_costs",
    "cohorts.Application.participant": "applications", "cohorts.Enrolment.participant": "seats",
    "cohorts.Apprenticeship.participant": "apprenticeships", "cohorts.Certificate.participant": "certificates",
    "cohorts.HeldBadge.participant": "badges", "cohorts.SavedSearch.participant": "saved_searches",
    "placements.Introduction.participant": "introductions", "placements.Placement.participant": "placements",
    "placements.JobChange.participant": "job_changes", "support.Referral.participant": "referrals",
    "support.Appointment.participant": "appointments", "support.CheckIn.participant": "support.talks_after_the_hire",
    "support.Concern.participant": "support.concerns", "support.Goal.participant": "support.goals",
    "support.GoalAction.participant": "support.goal_actions", "support.Mentor.participant": "support.what_i_give",
    "support.MentorWish.participant": "support.mentor_wishes", "support.Mentorship.participant": "support.mentors",
    "support.MoneyRequest.participant": "support.support_money",
    "support.Assessment.participant": "support.assessments", "support.NeedAnswer.participant": "support.need_answers",
    "support.Assignment.participant": "support.coaches", "support.CaseNote.participant": "support.notes_shared_with_me",
    "support.OfflineEdit.participant": "support.written_offline",
    "support.PracticeAgreement.participant": "support.practice_work",
    "measures.ExitReason.participant": "reasons_for_exit",
    "measures.FollowUp.participant": "follow_ups", "measures.WagePair.participant": "wage_records_linked_to_me",
}  # fmt: skip
REASONS = {
    "participants.Participant.merged_into": "the merge says it",
    "participants.DuplicatePair.first": "a guess of two records, of which one may be another person's",
    "participants.DuplicatePair.second": "a guess of two records, of which one may be another person's",
    "participants.RecordMerge.merged": "the record that was kept tells it",
    "participants.ParticipantLevels.participant": "worked out from what is in the file",
    "outbox.SignedLink.participant": "who holds a link could act in the person's name",
    "support.Calendar.participant": "a number without content",
    "support.DayPerson.participant": "that a coach's phone holds a copy; each look is in the reads",
}


def test_every_table_about_a_person_is_named_here():
    assert set(WHERE) | set(REASONS) == set(TABLES)
    assert not set(WHERE) & set(REASONS)


@pytest.mark.parametrize("path", sorted({*WHERE.values(), "support.practice_weeks", "support.practice_signatures",
                                         "support.mentor_talks", "attendance", "hours_on_the_job"}))  # fmt: skip
def test_the_file_has_the_part(town, ana, path):
    with as_self(ana) as actor:
        part = json.loads(json.dumps(whole_record(actor, ana.person), cls=DjangoJSONEncoder))
    for name in path.split("."):
        part = part[name]
    assert isinstance(part, list)
