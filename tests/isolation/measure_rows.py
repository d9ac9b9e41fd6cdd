"""Measures' rows of one tenant for the matrix of rights: a rule, a report, a release with a page, a wave."""

from __future__ import annotations

from django.utils import timezone

from gainful.domain.measures.models import (
    Code,
    Codebook,
    Coding,
    ExitReason,
    FollowUp,
    FollowUpAnswer,
    Improvement,
    MoreAnswer,
    PublicProgram,
    Release,
    ReleasePreview,
    Report,
    ServiceRule,
    Settlement,
    WageImport,
    WageLinking,
    WagePair,
)
from gainful.domain.placements.models import Placement
from gainful.domain.programs.models import Program


def make(agency, person):
    """Make one row in each table; the agency has a program and a placement of the person. The page is taken off."""
    today = timezone.localdate()
    ServiceRule.objects.create(
        organization=agency, source="money", service_type="support", valid_from=today, reason="x"
    )
    Report.objects.create(organization=agency, as_of=today, body={}, people=1)
    WageImport.objects.create(organization=agency, name="wages.csv", rows=1, refused=0)
    ExitReason.objects.create(
        organization=agency, participant=person, reason="reserve", day=today, proof="Orders"
    )
    linking = WageLinking.objects.create(
        organization=agency, name="people.csv", people=1, wage_people=1, linked=0, waiting=1
    )
    WagePair.objects.create(
        organization=agency, participant=person, wage_person="0" * 32, linking=linking, weight=4, probability=0.9,
        found="review", state="same",
    )  # fmt: skip
    release = Release.objects.create(organization=agency, quarter=8100, as_of=today, body={})
    ReleasePreview.objects.create(organization=agency, as_of=today, body={})
    PublicProgram.objects.create(
        organization=agency, program=Program.objects.get(organization=agency), release=release, agency_name="x",
        name="x", about="x", takes="x", figures={}, as_of=today, ended_at=timezone.now(),
    )  # fmt: skip
    row = FollowUp.objects.create(
        organization=agency, participant=person, side="person", clock="hire", moment="month_1", began_on=today,
        due_on=today, placement=Placement.objects.get(organization=agency), state="asked",
    )  # fmt: skip
    answer = FollowUpAnswer.objects.create(follow_up=row, works="yes", words="Nights", role="participant")
    MoreAnswer.objects.create(answer=answer, wellbeing=7)
    book = Codebook.objects.create(organization=agency, number=1)
    Code.objects.create(codebook=book, key="hours", name="Hours", definition="x", example="x")
    for place in (1, 2):
        Coding.objects.create(answer=answer, codebook=book, place=place, codes=["hours"])
    Settlement.objects.create(answer=answer, codebook=book, codes=["hours"], note="x")
    Improvement.objects.create(
        organization=agency, code="Hours", said="x", changed="x", support="work", about="Work"
    )


def belongs(organization):
    """Return SQL for each table: the row is this tenant's; `organization` is that condition on its agency."""
    return {
        **{
            f"measures_{name}": organization
            for name in (
                "servicerule",
                "report",
                "release",
                "releasepreview",
                "publicprogram",
                "followup",
                "wageimport",
                "wagelinking",
                "wagepair",
                "codebook",
                "exitreason",
                "improvement",
            )
        },
        "measures_followupanswer": f"follow_up_id IN (SELECT id FROM measures_followup WHERE {organization})",
        "measures_code": f"codebook_id IN (SELECT id FROM measures_codebook WHERE {organization})",
        **{
            f"measures_{name}": "answer_id IN (SELECT id FROM measures_followupanswer WHERE follow_up_id IN"
            f" (SELECT id FROM measures_followup WHERE {organization}))"
            for name in ("moreanswer", "coding", "settlement")
        },
    }
