"""Ask several people of a cohort at once, each about one job behind it: all of them, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.models import Cohort
from gainful.domain.placements.actions.introduce import introduce
from gainful.domain.placements.errors import PlacementError
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.proposals import jobs_behind, people_to_place


@transaction.atomic
def introduce_chosen(
    actor: Actor, cohort: Cohort, pairs: Iterable[tuple[UUID, UUID]], *, note: str = ""
) -> list[Introduction]:
    """Ask people whether an employer may read about them; pairs are the person's seat and the job order.

    PlacementError where a pair is not open any more: somebody else was quicker, or the last opening is gone.
    """
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        raise PlacementError(_("Choose at least one person."))
    jobs = {job.order.pk: job.order for job in jobs_behind(cohort)}
    seats = {row.pk: row for row in people_to_place(cohort)}
    if any(seat not in seats or order not in jobs for seat, order in wanted):
        raise PlacementError(
            _("One of these introductions is not open any more."), hint=_("Look at the proposal again.")
        )
    return [introduce(actor, jobs[order], seats[seat].participant, note=note) for seat, order in wanted]
