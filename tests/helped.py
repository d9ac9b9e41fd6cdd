"""A person whose consent covers support, sensitive answers too, and short ways to act as each of the town."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants.models import Consent
from gainful.domain.programs.actions import add_fund, add_program
from gainful.domain.support.actions.notes import assign


def as_member(who):
    """Act as somebody of the town, in their role."""
    return acting_as(who.user, who.organization, role=who.role)


def as_self(ana):
    """Act as the person."""
    return acting_as(ana.user, None, role="participant")


def scopes(ana, *names):
    """Let the person's consent cover exactly these parts."""
    with acting_as_system("test"):
        Consent.objects.filter(pk=ana.consent.pk).update(scopes=list(names))


def revoke(ana):
    """Take the person's consent back."""
    from django.utils import timezone

    with acting_as_system("test"):
        Consent.objects.filter(pk=ana.consent.pk).update(revoked_at=timezone.now())


@pytest.fixture
def open_ana(ana):
    """Let the agency see sensitive answers, too."""
    scopes(ana, "profile", "matching", "support", "sensitive")
    return ana


@pytest.fixture
def fund(town):
    """A fund of a program of the agency, 1,000 USD."""
    with as_member(town.manager) as actor:
        program = add_program(actor, name="Care careers")
        return add_fund(actor, program, name="Title I", amount=Decimal(1000))


@pytest.fixture
def assigned(town, ana):
    """Let the town's coach look after the person."""
    with as_member(town.coach) as actor:
        return assign(actor, ana.person)
