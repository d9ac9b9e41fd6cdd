"""The people of an agency: found, sorted, handed out as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.access import may
from gainful.domain.participants.actions.consents import record_reads
from gainful.domain.participants.models import BarrierKind, Participant, Scenario
from gainful.www.access import for_roles
from gainful.www.components.paging import count_words, page_of
from gainful.www.components.whole_list import take

STAFF = ("program_manager", "coach")
SORTS = (
    ("name", gettext_lazy("Name")),
    ("updated", gettext_lazy("Changed last")),
    ("code", gettext_lazy("Person ID")),
)


def filters_of(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the list, from the address."""
    return {
        key: request.GET.get(key, "").strip()[:100]
        for key in ("q", "scenario", "support", "occupation", "sort")
    }


@for_roles("program_manager")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the people the agency may see."""
    actor: Actor = request.actor
    filters = filters_of(request)
    rows = queries.people(actor, filters)
    count, n = count_words(rows)
    narrowed = any(filters[key] for key in ("q", "scenario", "support", "occupation"))
    if narrowed:
        sentence = ngettext("%(n)s person fits.", "%(n)s people fit.", count) % {"n": n}
    else:
        sentence = ngettext(
            "%(n)s person lets your organization see their record.",
            "%(n)s people let your organization see their record.",
            count,
        ) % {"n": n}
    page = page_of(request, rows)
    record_reads(actor, [person.pk for person in page.rows], what=_("Seen in a list"))
    for person in page.rows:
        person.last_job = queries.last_job(person)
    context = {
        "page": page,
        "sentence": sentence,
        "narrowed": narrowed,
        "filters": filters,
        "scenarios": [("", _("All")), *Scenario.choices],
        "supports": [("", _("Any or none")), *BarrierKind.choices],
        "columns": [_("Person"), _("Last job"), _("Situation"), _("Lowest pay"), _("Support")],
        "sorts": SORTS,
        "query": request.GET.urlencode(),
        "may_import": may(actor, "import"),
        "importing": queries.busy_imports(actor).filter(kind="people"),
    }
    return render(request, "program/people_home.html", context)


class PeopleList:
    """The people whom the agency may see, as the address narrows and sorts them."""

    header = (
        "person_id", "name", "situation", "last_job", "occupation_code", "zip", "lowest_pay_usd_a_year", "support",
    )  # fmt: skip

    def __init__(self, request: ActorRequest) -> None:
        self.what = _("List exported")
        self._actor, self._filters = request.actor, filters_of(request)
        self._situations = {key: str(label) for key, label in Scenario.choices}
        self._needs = {key: str(label) for key, label in BarrierKind.choices}

    def keys(self, most: int | None = None) -> list[UUID]:
        """Return their ids."""
        return list(queries.people(self._actor, self._filters).values_list("pk", flat=True)[:most])

    def rows(self, keys: Sequence[UUID]) -> Iterator[tuple[UUID, tuple[object, ...]]]:
        """Return those of them who may still be seen."""
        found = {person.pk: person for person in queries.people(self._actor).filter(pk__in=keys).order_by()}
        return ((key, self._cells(found[key])) for key in keys if key in found)

    def _cells(self, person: Participant) -> tuple[object, ...]:
        return (
            person.code,
            person.name,
            self._situations.get(person.scenario, person.scenario),
            queries.last_job(person),
            person.last_code,  # type: ignore[attr-defined]
            person.postal_code,
            person.wage_floor,
            "; ".join(self._needs[barrier.kind] for barrier in person.open_barriers),  # type: ignore[attr-defined]
        )


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV; noted in each person's read log."""
    back = f"{reverse('program:people')}?{request.GET.urlencode()}"
    return take(request, "people", f"{__name__}.PeopleList", back=back)
