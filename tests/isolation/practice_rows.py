"""Rows of practice work and mentoring of one tenant for the matrix of rights."""

from __future__ import annotations

from datetime import date

from gainful.domain.support.models import (
    Mentor,
    Mentorship,
    MentorTalk,
    MentorWish,
    PracticeAgreement,
    PracticeSignature,
    PracticeWeek,
)

MONDAY = date(2026, 11, 2)


def make(agency, person):
    """Make one row in each table."""
    row = PracticeAgreement.objects.create(
        organization=agency, participant=person, person_name="P", kind="employment", host_name="H", host_contact="C",
        host_email="h@example.org", work="W", tasks="T", place="X", starts_on=MONDAY, ends_on=MONDAY,
        insurer="host", insurance="I", state="sent",
    )  # fmt: skip
    PracticeSignature.objects.create(agreement=row, side="host", name="H", content_hash="x")
    PracticeWeek.objects.create(agreement=row, week_on=MONDAY, hours=1, logged_by="host")
    mentor = Mentor.objects.create(organization=agency, participant=person, name="M")
    MentorWish.objects.create(organization=agency, participant=person, languages=["English"])
    pair = Mentorship.objects.create(
        organization=agency, mentor=mentor, participant=person, mentor_name="M", person_name="P"
    )
    MentorTalk.objects.create(mentorship=pair, held_on=MONDAY, side="mentor")


def belongs(organization):
    """Return SQL for each table: the row is this tenant's."""
    agreement = f"agreement_id IN (SELECT id FROM support_practiceagreement WHERE {organization})"
    pair = f"mentorship_id IN (SELECT id FROM support_mentorship WHERE {organization})"
    return {
        **{
            f"support_{name}": organization
            for name in ("practiceagreement", "mentor", "mentorwish", "mentorship")
        },
        **{f"support_{name}": agreement for name in ("practicesignature", "practiceweek")},
        "support_mentortalk": pair,
    }
