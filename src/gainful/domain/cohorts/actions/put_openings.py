"""Openings that stand behind a cohort: put there, and let go again."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.access import hold, require_cohort
from gainful.domain.cohorts.actions.change_seats import require_seats
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Cohort, CohortOpening
from gainful.domain.cohorts.states import CohortStatus
from gainful.domain.job_orders.models import Opening
from gainful.domain.job_orders.states import JobOrderStatus, OpeningStatus


@transaction.atomic
def add_openings(actor: Actor, cohort: Cohort, openings: Iterable[UUID]) -> list[CohortOpening]:
    """Put openings behind a cohort: committed ones of job orders of the agency that stand behind no other cohort."""
    hold(cohort)
    require_cohort(actor, "set_openings", cohort)
    wanted = list(dict.fromkeys(openings))
    if not wanted:
        raise CohortError(_("No opening is chosen."), hint=_("Tick the openings first."), field="openings")
    found = {
        row.pk: row
        for row in Opening.objects.filter(
            pk__in=wanted, job_order__agency=cohort.organization_id
        ).select_related("commitment", "job_order")
    }
    taken = set(
        CohortOpening.objects.filter(opening__in=wanted, released_at=None)
        .order_by()
        .values_list("opening", flat=True)
    )
    for pk in wanted:
        _require_usable(found.get(pk), is_taken=pk in taken)
    return [CohortOpening.objects.create(cohort=cohort, opening=found[pk]) for pk in wanted]


def _require_usable(opening: Opening | None, *, is_taken: bool) -> None:
    if opening is None:
        raise CohortError(_("There is no such opening."), hint=_("Reload the page."), field="openings")
    named = f"{opening.job_order.title} {opening.number}"
    if is_taken:
        raise CohortError(
            _("The opening “%s” stands behind a cohort already.") % named,
            hint=_("An opening counts for one cohort at a time."), field="openings",
        )  # fmt: skip
    is_open = opening.job_order.status != JobOrderStatus.CLOSED
    if opening.current_status != OpeningStatus.COMMITTED or not is_open:
        raise CohortError(
            _("The opening “%(name)s” is not committed: %(state)s.")
            % {"name": named, "state": opening.current_label},
            hint=_("Ask the employer to sign for it."), field="openings",
        )  # fmt: skip


@transaction.atomic
def release_opening(actor: Actor, cohort: Cohort, row_id: UUID) -> None:
    """Let an opening stand behind the cohort no longer; an open cohort keeps enough, or says by name why not."""
    hold(cohort)
    require_cohort(actor, "set_openings", cohort)
    row = cohort.opening_rows.filter(pk=row_id, released_at=None).first()
    if row is None:
        raise CohortError(_("There is no such opening."), hint=_("Reload the page."))
    row.released_at = timezone.now()
    row.save(update_fields=["released_at"])
    if cohort.status in {CohortStatus.OPEN, CohortStatus.SELECTING}:
        require_seats(cohort)
