"""Support's rows of one tenant for the matrix of rights: a service, a referral, an appointment, a rule."""

from __future__ import annotations

from datetime import timedelta

from gainful.domain.support.models import (
    Appointment,
    NoShowRule,
    Provider,
    Referral,
    ReferralStep,
    Service,
    ServiceLocation,
)


def make(agency, person, soon):
    """Make one row in each table."""
    provider = Provider.objects.create(organization=agency, hsds_id="o", name="Bright Start")
    service = Service.objects.create(
        organization=agency, provider=provider, hsds_id="s", name="Child care", needs=["child_care"]
    )
    ServiceLocation.objects.create(service=service, hsds_id="l", location_id_in_hsds="l", city="Duluth")
    referral = Referral.objects.create(
        organization=agency, participant=person, service=service, need="child_care", agreed_how="own_account"
    )
    ReferralStep.objects.create(referral=referral, verb="send", state="sent", side="agency")
    Appointment.objects.create(
        organization=agency, participant=person, referral=referral, what="Visit", starts_at=soon,
        ends_at=soon + timedelta(hours=1), zone="America/Chicago",
    )  # fmt: skip
    NoShowRule.objects.create(
        organization=agency, number=1, valid_from=soon, late_minutes=15, notice_hours=24
    )


def belongs(organization):
    """Return SQL for each table: the row is this tenant's; `organization` is that condition on its agency."""
    service = f"service_id IN (SELECT id FROM support_service WHERE {organization})"
    referral = f"referral_id IN (SELECT id FROM support_referral WHERE {organization})"
    return {
        **{
            f"support_{name}": organization
            for name in ("provider", "service", "referral", "appointment", "noshowrule")
        },
        "support_servicelocation": service,
        "support_referralstep": referral,
    }
