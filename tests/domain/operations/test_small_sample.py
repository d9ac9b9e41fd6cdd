"""A sample of one agency and one person leaves, nothing real goes with it; a whole region is asked in test_samples."""

from __future__ import annotations

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.seals import seal, verify
from gainful.domain.operations.samples import remove
from gainful.domain.organizations.models import Organization, OrganizationKind
from gainful.domain.participants.models import Consent, Participant, WorkHistory
from tests.domain.operations.test_samples import Real, owner


def test_what_is_made_up_goes_and_what_is_real_stays(db):
    real = Real()
    with acting_as_system("test"):
        agency = Organization.objects.create(
            name="Made Up Workforce", kind=OrganizationKind.AGENCY, is_sample=True
        )
        person = Participant.objects.create(registered_by=agency, code="S-1", name="Nobody", is_sample=True)
        WorkHistory.objects.create(participant=person, title="Welder")
    owner()
    seal()
    remove("test")
    owner()
    with acting_as_system("test"):
        assert set(Organization.objects.all()) == {real.agency}
        assert set(Participant.objects.all()) == {real.person}
        assert not WorkHistory.objects.exists()
        assert Consent.objects.get().participant == real.person
    owner()
    assert verify() == []
