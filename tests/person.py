"""A person with a record, an account and a browser of their own."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.participants.models import Consent, Participant
from tests.town import SignedIn, confirm

RESUME = """Ana Silva

EXPERIENCE

Flight Attendant, Northern Sky Airlines
March 2015 - June 2026
- Gave first aid and CPR during flights

Restaurant Server, Lakeside Grill
May 2012 - February 2015

CREDENTIALS
CPR certification
"""


def signed_in(user):
    return SignedIn(user)


@pytest.fixture
def ana(town):
    with acting_as_system("test"):
        user = User.objects.create_user("ana@example.org", name="Ana")
        confirm(user)
        person = Participant.objects.create(
            registered_by=town.agency, code="P-1", name="Ana Silva", user=user
        )
        consent = Consent.objects.create(
            participant=person,
            organization=town.agency,
            scopes=["profile", "matching", "support"],
            expires_at=timezone.now() + timedelta(days=90),
            basis="signed_form",
        )
    client = signed_in(user)
    return SimpleNamespace(client=client, user=user, person=person, consent=consent)


def send(ana, text=RESUME, name="resume.txt"):
    data = text if isinstance(text, bytes) else text.encode()
    return ana.client.post(reverse("participant:resume"), {"file": SimpleUploadedFile(name, data)})
