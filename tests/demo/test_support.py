"""The sample services and referrals are made once, with the actions that real ones use."""

from __future__ import annotations

from gainful.demo.promises import Sample
from gainful.demo.support import SERVICES, seed_support
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.support.models import Appointment, Referral, Service
from gainful.exchange.hsds.check import check_records
from gainful.imports.directories import service_record
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


def test_the_sample_is_made_once_and_is_valid_hsds(request, as_web_role):
    town_, ana_ = request.getfixturevalue("town"), request.getfixturevalue("ana")
    sample = Sample(
        town_.agency, town_.employer_org, town_.manager.user, town_.coach.user, town_.employer.user, ana_.user
    )
    seed_support(sample)
    seed_support(sample)
    with acting_as_system("test"):
        assert Service.objects.count() == len(SERVICES)
        states = sorted(Referral.objects.values_list("state", flat=True))
        assert states == ["declined", "received", "scheduled", "sent"]
        assert Appointment.objects.count() == 2
        assert check_records([service_record(row) for row in Service.objects.all()]) == []
