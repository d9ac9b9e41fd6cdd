"""Placements' rows of one tenant for the matrix of rights: an introduction with its parts, a hire, what followed."""

from __future__ import annotations

from django.utils import timezone

from gainful.domain.job_orders.models import Opening
from gainful.domain.placements.models import (
    Interview,
    Introduction,
    JobChange,
    LivingCost,
    Offer,
    Placement,
    Step,
)


def make(agency, person, soon):
    """Make one row in each table; the agency's order has an opening."""
    opening = Opening.objects.get(job_order__agency=agency)
    introduction = Introduction.objects.create(
        organization=agency, job_order=opening.job_order, participant=person, status="hired",
        agreed_at=timezone.now(), shared_until=soon.date(), card={"name": person.name},
    )  # fmt: skip
    Step.objects.create(introduction=introduction, verb="agree", to_status="introduced", role="participant")
    Interview.objects.create(introduction=introduction, at=soon, place="Ward 3")
    terms = {
        "title": "Welder",
        "starts_on": timezone.localdate(),
        "hours_per_week": 40,
        "wage": 20,
        "wage_unit": "hour",
    }
    Offer.objects.create(
        introduction=introduction,
        opening=opening,
        number=1,
        answer_by=soon.date(),
        status="accepted",
        **terms,
    )
    placement = Placement.objects.create(
        organization=agency, participant=person, kind="hire", introduction=introduction, opening=opening,
        job_order=opening.job_order, source="employer", **terms,
    )  # fmt: skip
    JobChange.objects.create(
        placement=placement, participant=person, organization=agency, kind="still_there", source="person",
        day=timezone.localdate(),
    )  # fmt: skip
    LivingCost.objects.create(
        organization=agency, area_code="0033460", area_name="Minneapolis", hourly=20, source="x",
        valid_from=timezone.localdate(),
    )  # fmt: skip


def belongs(organization):
    """Return SQL for each table: the row is this tenant's; `organization` is that condition on its agency."""
    introduction = f"introduction_id IN (SELECT id FROM placements_introduction WHERE {organization})"
    return {
        **{
            f"placements_{name}": organization
            for name in ("introduction", "placement", "jobchange", "livingcost")
        },
        **{f"placements_{name}": introduction for name in ("step", "interview", "offer")},
    }
