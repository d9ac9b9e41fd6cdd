"""A second sample agency that asks to see Ana, and a record opened in an emergency that waits for review. Made up."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization, OrganizationKind, Role
from gainful.domain.participants.actions import ask_access, break_glass
from gainful.domain.participants.models import AccessRequest, Consent, Participant

HOUSING, HELPER = "North Shore Homes (sample)", "housing@sample.example"
DAYS = timedelta(days=120)


def seed_sharing(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if AccessRequest.objects.filter(organization__is_sample=True).exists():
            return
        housing, _made = Organization.objects.get_or_create(
            name=HOUSING, is_sample=True, defaults={"kind": OrganizationKind.AGENCY}
        )
        helper = User.objects.filter(email=HELPER).first() or User.objects.create_user(
            HELPER, name="Ruth Adler", is_sample=True
        )
        Membership.objects.get_or_create(user=helper, organization=housing, role=Role.COACH)
        hidden = Participant.objects.filter(is_sample=True, user=None).order_by("-code").first()
        if hidden is not None:
            Consent.objects.filter(participant=hidden, revoked_at=None).update(revoked_at=timezone.now())
    until = timezone.localdate() + DAYS
    with transaction.atomic(), acting_as(helper, housing, role=Role.COACH, reason="sample data") as actor:
        ask_access(
            actor, email=sample.participant.email, scopes=["profile", "support"], until=until,
            purpose="To look for an apartment near the hospital",
        )  # fmt: skip
    with transaction.atomic(), sample.as_manager() as actor:
        ask_access(
            actor, email="somebody@sample.example", scopes=["profile"], until=until,
            purpose="To see which classes were taken at the college",
        )  # fmt: skip
    if hidden is not None:
        with transaction.atomic(), sample.as_coach() as actor:
            break_glass(
                actor, hidden.code, "They called, could not say where they are, and the line broke off"
            )
