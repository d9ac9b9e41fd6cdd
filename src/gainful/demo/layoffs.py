"""A sample layoff: an airline's roster and notice, and the employers who hire, as a partnership. All is made up."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gainful.demo.curricula import HOME
from gainful.demo.promises import Sample
from gainful.demo.region import CABIN_CREW
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Organization, OrganizationKind, Partnership
from gainful.domain.organizations.partnerships import actions
from gainful.domain.organizations.partnerships.models import PartnershipKind
from gainful.domain.participants.actions.layoffs import LayoffTerms, keep_roster
from gainful.domain.participants.models import Participant, WorkHistory

AIRLINE = "Northern Sky Airlines (sample)"
PARTNERSHIP = "Cabin crew of Northern Sky (sample)"
NOTICE, LAST_DAY = timedelta(days=150), timedelta(days=60)
AFFECTED, ON_ROSTER = 84, 12


def seed_layoff(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Partnership.objects.filter(agency=sample.agency, name=PARTNERSHIP).exists():
            return
        airline = Organization.objects.get_or_create(
            name=AIRLINE, is_sample=True, defaults={"kind": OrganizationKind.EMPLOYER}
        )[0]
        home = Organization.objects.filter(name=HOME, is_sample=True).first()
        crew = WorkHistory.objects.filter(occupation_code=CABIN_CREW, participant__is_sample=True)
        ana = Participant.objects.get(user=sample.participant)
        others = Participant.objects.filter(pk__in=crew.order_by().values("participant")).exclude(pk=ana.pk)
        roster = [ana.pk, *others.order_by("code").values_list("pk", flat=True)[: ON_ROSTER - 1]]
    today = timezone.localdate()
    with transaction.atomic(), sample.as_manager() as actor:
        made = actions.start_partnership(
            actor, name=PARTNERSHIP, kind=PartnershipKind.LAYOFF, notice_on=today - NOTICE, last_day=today - LAST_DAY,
            affected=AFFECTED, about="The airline lets its cabin crew go; a hospital and a care home look for people.",
        )  # fmt: skip
        parts = [(sample.agency, "lead"), (airline, "releasing"), (sample.employer, "employer")]
        for organization, role in parts + ([(home, "employer")] if home else []):
            actions.add_partner(actor, made, organization, role)
        keep_roster(actor, LayoffTerms(AIRLINE, today - NOTICE, today - LAST_DAY), roster)
