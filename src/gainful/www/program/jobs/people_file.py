"""Who could do it, taken away: the whole list as CSV with the parts of each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.engine.planning.hours import whole_hours
from gainful.engine.ranking.ranked import RankedPerson
from gainful.www.access import for_roles
from gainful.www.components.whole_list import take
from gainful.www.program.jobs.common import STAFF, get_order
from gainful.www.program.jobs.people import people_wanted, ranking_of

EXPORTED = (
    "rank", "id", "name_or_code", "occupation_code", "occupation", "hours", "hours_low", "hours_high",
    "training_cost_usd", "support_cost_usd", "wage_change_usd", "wage_change_bound", "wage_place",
    "experience_years_asked", "experience_years_held", "short_of", "support",
)  # fmt: skip


class RankedList:
    """The list of a job as the address asks for it; with a search, those on it who are found."""

    header = EXPORTED

    def __init__(self, request: ActorRequest, order_id: str) -> None:
        found = ranking_of(request, get_order(request, UUID(order_id)))
        if found is None:
            raise Http404
        self.what = _("List of who could do a job exported")
        self._shown = found[1].group(request.GET.get("list", ""))
        wanted = people_wanted(request)
        self._places = np.arange(len(self._shown)) if wanted is None else self._shown.places_of(wanted)

    def keys(self, most: int | None = None) -> Sequence[Any]:
        """Return the places on the list."""
        return self._places[:most]  # type: ignore[return-value]

    def rows(self, keys: Sequence[Any]) -> Iterable[tuple[UUID, tuple[object, ...]]]:
        """Return the people at these places."""
        return ((UUID(row.id), _cells(row)) for row in self._shown.at(np.asarray(keys, int)))


def _cells(row: RankedPerson) -> tuple[object, ...]:
    return (
        row.rank, row.id, row.name, row.occupation_code, row.occupation_title, whole_hours(row.hours),
        whole_hours(row.hours_low), whole_hours(row.hours_high), row.training_cost, row.support_cost, row.wage_change,
        row.wage_change_bound, row.wage_place, row.experience and row.experience.required,
        row.experience and row.experience.held, "; ".join(item.name for item in row.short_of), "; ".join(row.support),
    )  # fmt: skip


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """The whole list as CSV with the parts of each figure; with a search, those on it who are found."""
    back = reverse("program:job_people", args=[order_id])
    return take(
        request, "people", f"{__name__}.RankedList", order_id, back=f"{back}?{request.GET.urlencode()}"
    )
