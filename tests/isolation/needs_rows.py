"""Rows of needs, plans, money, notes and days taken along of one tenant, for the matrix of rights."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from gainful.domain.placements.models import Placement
from gainful.domain.support.models import (
    AgencyInstrument,
    Assessment,
    Assignment,
    BenefitTable,
    Caseload,
    CaseNote,
    CheckIn,
    Concern,
    DayCopy,
    DayPerson,
    Goal,
    GoalAction,
    MoneyCap,
    MoneyRequest,
    NeedAnswer,
    NeedsPreset,
    OfflineEdit,
)


def make(agency, person, coach):
    """Make one row in each table."""
    now = timezone.now()
    of = {"organization": agency}
    about = {**of, "participant": person}
    AgencyInstrument.objects.create(**of, code="x", version=1, language="en", title="X", document={})
    NeedsPreset.objects.create(**of, code="x", name="X", topics=["food"])
    assessment = Assessment.objects.create(
        **about, instrument="needs", version=1, language="en", topics=["food"]
    )
    NeedAnswer.objects.create(
        assessment=assessment, participant=person, question="legal", value="x", is_sensitive=True
    )
    goal = Goal.objects.create(**about, need="legal", is_sensitive=True, own_words="x")
    GoalAction.objects.create(goal=goal, participant=person, text="x")
    CaseNote.objects.create(**about, author=coach, author_name="C", kind="call", text="x")
    Assignment.objects.create(**about, coach=coach, coach_name="C")
    Caseload.objects.create(**of, coach=coach)
    MoneyCap.objects.create(**of, kind="food", amount=1)
    MoneyRequest.objects.create(**about, kind="food", words="x", asked=1)
    BenefitTable.objects.create(**of, name="x", household=1, valid_from=now, points=[["0", "0"]], source="x")
    placement = Placement.objects.filter(participant=person).first()
    today = timezone.localdate()
    CheckIn.objects.create(
        **about,
        placement=placement,
        moment="week_1",
        side="person",
        held_on=today,
        coach=coach,
        coach_name="C",
    )
    Concern.objects.create(**about, employer=agency, placement=placement, words="x", raised_name="x")
    copy = DayCopy.objects.create(**of, coach=coach, locks_at=now)
    DayPerson.objects.create(copy=copy, participant=person)
    OfflineEdit.objects.create(
        id=uuid4(), copy=copy, **about, coach=coach, kind="note", made_at=now, outcome="applied"
    )


def belongs(organization, person):
    """Return SQL for each table: the row is this tenant's."""
    of_agency = (
        "agencyinstrument", "needspreset", "assessment", "goal", "casenote", "assignment", "caseload", "moneycap",
        "moneyrequest", "benefittable", "daycopy", "offlineedit", "checkin", "concern",
    )  # fmt: skip
    return {
        **{f"support_{name}": organization for name in of_agency},
        **{f"support_{name}": person for name in ("needanswer", "goalaction", "dayperson")},
    }
