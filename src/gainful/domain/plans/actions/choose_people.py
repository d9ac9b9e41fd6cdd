"""Choose people for a job order, and let them go again, before a plan is made of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import require
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.participants.models import Participant
from gainful.domain.plans.shortlist import Shortlisted

MOST_CHOSEN = 500
"""People in one tray; a plan is made for openings, not for a pool (assumption)."""


@transaction.atomic
def choose_people(
    actor: Actor, order: JobOrder, chosen: Collection[str], *, among: Collection[str] | None = None
) -> int:
    """Leave in the tray, of the people in `among` (None: everybody), exactly those chosen; returns how many it holds.

    People outside `among` stay as they were: a page of a list speaks of its own rows alone.
    """
    require(actor, "choose_people", order)
    wanted, spoken_of = _ids(chosen), None if among is None else _ids(among)
    hold_order(order)
    rows = order.shortlist.all()
    gone = rows if spoken_of is None else rows.filter(participant_id__in=spoken_of)
    gone.exclude(participant_id__in=wanted).delete()
    new = wanted - set(rows.values_list("participant_id", flat=True))
    if rows.count() + len(new) > MOST_CHOSEN:
        raise JobOrderError(
            _("At most %(most)s people can be chosen for one job.") % {"most": MOST_CHOSEN},
            hint=_("Take some out first."),
        )
    known = Participant.objects.filter(pk__in=new).values_list("pk", flat=True)
    Shortlisted.objects.bulk_create(
        Shortlisted(job_order=order, participant_id=person, chosen_by=actor.user) for person in sorted(known)
    )
    return rows.count()


def _ids(texts: Collection[str]) -> set[UUID]:
    try:
        return {UUID(str(text)) for text in texts}
    except ValueError:
        raise JobOrderError(_("One of the people chosen does not exist."), field="person") from None
