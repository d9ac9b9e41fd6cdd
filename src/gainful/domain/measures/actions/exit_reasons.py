"""Record why somebody left where that leaves them out of the indicators, or take it back."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import ExitReason
from gainful.domain.measures.models.exit_reasons import Exclusion
from gainful.domain.participants.models import Participant


def set_exit_reason(actor: Actor, person: Participant, *, reason: str, day: date, proof: str) -> ExitReason:
    """Record a reason from a day on; it counts in every figure that is worked out from now on."""
    organization = require(actor, "set_exit_reason")
    if reason not in Exclusion.values:
        raise MeasureError(_("Choose a reason of the list."), field="reason")
    if day > timezone.localdate():
        raise MeasureError(_("The day is today at the latest."), field="day")
    if not proof.strip():
        raise MeasureError(_("Say what proves it: reviewers ask for a document."), field="proof")
    try:
        with transaction.atomic():
            return ExitReason.objects.create(
                organization=organization, participant=person, reason=reason, day=day, proof=proof.strip()[:300],
                recorded_by=actor.user,
            )  # fmt: skip
    except IntegrityError as error:
        raise MeasureError(
            _("A reason of this day is recorded already. Take it back first."), field="day"
        ) from error


@transaction.atomic
def take_exit_reason_back(actor: Actor, row: ExitReason) -> ExitReason:
    """Take back a reason that was wrong; it stays in the history."""
    organization = require(actor, "set_exit_reason")
    if row.organization_id != organization.pk or row.taken_back_at is not None:
        raise MeasureError(_("This was taken back already, or is another agency's."))
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    return row
