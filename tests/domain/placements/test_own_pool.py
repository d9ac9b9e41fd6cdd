"""An employer reads its own hires against everybody introduced to it, and no other employer's."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system, acting_in
from gainful.domain.placements.models import Introduction, JobChange, Placement
from gainful.domain.placements.own_pool import own_pool
from tests.helped import as_member
from tests.person import ana
from tests.placements import way
from tests.town import town

__all__ = ["ana", "town", "way"]


def test_own_hires_against_the_pool(way):
    row = way.accepted()
    page = reverse("employer:doing")
    with as_member(way.town.employer) as actor:
        (told,) = own_pool(actor)
        assert (told.introduced, told.open, told.hired, told.share) == (1, 1, 0, None)
    today = timezone.localdate()
    with acting_as_system("test"):
        with acting_in("move_introduction"):
            Introduction.objects.filter(pk=row.pk).update(status="hired")
        hire = Placement.objects.create(
            organization=way.town.agency, participant=way.ana.person, kind="hire", introduction=row,
            job_order=way.order, opening=way.openings[0], title="Aide", starts_on=today, source="employer",
        )  # fmt: skip
        JobChange.objects.create(
            placement=hire, participant=way.ana.person, organization=way.town.agency, kind="separation", day=today,
            reason="pay", source="employer",
        )  # fmt: skip
    with as_member(way.town.employer) as actor:
        (told,) = own_pool(actor)
        assert (told.introduced, told.open, told.hired, told.left, told.share) == (1, 0, 1, 1, 1.0)
    shown = way.town.employer.client.get(page).content.decode()
    assert "Your hires against everybody introduced to you" in shown
    assert way.town.manager.client.get(page).status_code == 403
