"""The directory of services: what there is, near whom, with how many places, and who got the service."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.support import queries
from gainful.domain.support.actions import change_status, save_service, set_places
from gainful.domain.support.errors import SupportError
from gainful.domain.support.kinds import Need
from gainful.domain.support.models import Service
from gainful.domain.support.queries import Delivery
from gainful.domain.support.states import SERVICE_RULES, ServiceStatus
from gainful.engine.support.places import SOURCE
from gainful.exchange.hsds.reading import read_bytes
from gainful.exchange.hsds.records import UnreadableDirectory
from gainful.exchange.hsds.writing import as_json
from gainful.imports.directories import Imported, export_directory, import_directory
from gainful.www.access import for_roles
from gainful.www.coach.support.common import attempt, get_service
from gainful.www.components.paging import page_of
from gainful.www.components.support_forms import DirectoryFileForm, PlacesForm, ServiceForm
from gainful.www.components.support_words import delivery_words, hours_words
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000
STATUSES = [("", ServiceStatus.ACTIVE.label), ("all", _("All")), *ServiceStatus.choices[1:]]


def filters_of(request: ActorRequest) -> dict[str, str]:
    """Return what narrows the directory, from the address."""
    names = ("q", "need", "near", "language", "status", "free")
    return {name: request.GET.get(name, "").strip()[:100] for name in names}


@for_roles(*STAFF)
@require_safe
def services(request: ActorRequest) -> HttpResponse:
    """List the directory, with places and with what came of the year's referrals."""
    filters = filters_of(request)
    page = page_of(request, queries.services(request.actor, filters))
    came = queries.deliveries(request.actor, [row.pk for row in page.rows])
    rows = [(row, came.get(row.pk, Delivery())) for row in page.rows]
    whole = queries.directory_delivery(request.actor)
    context = {
        "page": page,
        "rows": [(row, delivery_words(delivery)) for row, delivery in rows],
        "filters": filters,
        "narrowed": any(filters.values()),
        "needs": [("", _("Anything")), *Need.choices],
        "statuses": STATUSES,
        "frees": [("", _("Full ones too")), ("1", _("With a free place"))],
        "columns": [_("Service"), _("Helps with"), _("Where"), _("Places"), _("Last year")],
        "sentence": _sentence(whole),
        "source": SOURCE,
        "query": request.GET.urlencode(),
    }
    return render(request, "support/services.html", context)


def _sentence(whole: Delivery) -> str:
    if not whole.sent:
        return _("Nobody was referred in the last year: the first referral begins on a person's page.")
    words = {"n": whole.sent, "ended": whole.resolved, "percent": whole.percent, "open": whole.waiting}
    if whole.percent is None:
        one, many = (
            _("%(n)s referral in the last year; it has not ended yet."),
            _("%(n)s referrals in the last year; none has ended yet."),
        )
        return (one if whole.sent == 1 else many) % words
    if whole.sent == queries.DELIVERY_OF:
        return (
            _("Of the last %(n)s referrals, %(ended)s ended: %(percent)s %% of them led to the service.")
            % words
        )
    return (
        _(
            "Of %(ended)s referrals of the last year that ended, %(percent)s %% led to the service; %(open)s are open."
        )
        % words
    )


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV."""
    found = list(queries.services(request.actor, filters_of(request))[:MOST_EXPORTED])
    came = queries.deliveries(request.actor, [row.pk for row in found])
    header = ("service", "provider", "helps_with", "status", "phone", "email", "zip", "places", "free_places",
              "referred", "got_the_service", "ended", "open")  # fmt: skip
    rows = (
        (row.name, row.provider.name, "; ".join(row.need_labels), row.status, row.phone, row.email,
         "; ".join(place.postal_code for place in row.locations.all()), row.places, row.places_free,
         *_figures(came.get(row.pk, Delivery())))
        for row in found
    )  # fmt: skip
    return csv_response("services", header, rows)


def _figures(delivery: Delivery) -> tuple[int, int, int, int]:
    return delivery.sent, delivery.received, delivery.resolved, delivery.waiting


@for_roles(*STAFF)
@require_safe
def service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Show one service: what it does, who can get it, when, where, how many places, and what came of referrals."""
    found = get_service(request, service_id)
    today = timezone.localdate()
    places = list(found.locations.all())
    delivery = queries.deliveries(request.actor, [found.pk]).get(found.pk, Delivery())
    context = {
        "service": found,
        "hours": hours_words(found.schedules, today),
        "places": [(place, hours_words(place.schedules, today)) for place in places],
        "delivery": delivery_words(delivery),
        "places_form": PlacesForm(initial={"places": found.places, "free": found.places_free}),
        "steps": [verb for verb in ("pause", "close", "open") if found.status in SERVICE_RULES[verb].states],
    }
    return render(request, "support/service.html", context)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Enter a service."""
    return _edit(request, None)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Change a service."""
    return _edit(request, get_service(request, service_id))


def _edit(request: ActorRequest, found: Service | None) -> HttpResponse:
    begin = ServiceForm.begin(found) if found else None
    form = ServiceForm(request.POST if request.method == "POST" else None, initial=begin)
    if found is not None:
        form.fields["provider"].disabled = True
    if request.method == "POST" and form.is_valid():
        values, place, provider = form.values()
        try:
            saved = save_service(request.actor, found, provider=provider, place=place, **values)
        except SupportError as error:
            form.take(error)
        else:
            messages.success(request, _("Saved. Say how many places are free, if you know."))
            return redirect("coach:service", saved.pk)
    context = {"form": form, "service": found}
    return render(request, "support/service_form.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_POST
def places(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Say how many places are free now."""
    found, form = get_service(request, service_id), PlacesForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        attempt(
            request, lambda: set_places(request.actor, found, given["places"], given["free"]), _("Saved.")
        )
    else:
        messages.error(request, _("Places are whole numbers, 0 or more."))
    return redirect("coach:service", found.pk)


@for_roles(*STAFF)
@require_POST
def status(request: ActorRequest, service_id: UUID, verb: str) -> HttpResponse:
    """Pause, close or open a service."""
    found = get_service(request, service_id)
    if verb in {"pause", "close", "open"}:
        attempt(
            request, lambda: change_status(request.actor, found, verb),
            _("Saved. Open referrals to it show whom to ask instead; what was booked with it is cancelled.")
            if verb == "close" else _("Saved. Open referrals to it show whom to ask instead."),
        )  # fmt: skip
    return redirect("coach:service", found.pk)


@for_roles(*STAFF)
@require_safe
def hsds(request: ActorRequest) -> HttpResponse:
    """The whole directory as HSDS 3."""
    text = as_json(*export_directory(request.actor))
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="services.json"'
    return response


class _LookedAt(Exception):  # noqa: N818 - undoes what was only looked at
    """Carry what an import would do."""

    def __init__(self, done: Imported) -> None:
        super().__init__()
        self.done = done


def _taken(request: ActorRequest, data: bytes, name: str, *, save: bool) -> Imported:
    directory = read_bytes(data, name)
    try:
        with transaction.atomic():
            done = import_directory(request.actor, directory)
            if not save:
                raise _LookedAt(done)
    except _LookedAt as looked:
        return looked.done
    return done


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: ActorRequest) -> HttpResponse:
    """Bring in a directory file: look first, then store; what is lost or changed is said."""
    form = DirectoryFileForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    done, save = None, "save" in request.POST
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            done = _taken(request, sent.read(), sent.name or "", save=save)
        except (UnreadableDirectory, SupportError) as error:
            form.add_error("file", f"{error.message} {error.hint}".strip())
        else:
            if save:
                messages.success(request, _("Stored: %(n)s new services.") % {"n": done.stored.new})
    context = {"form": form, "done": done, "saved": save, "zone": settings.TIME_ZONE}
    return render(request, "support/bring_in.html", context, status=422 if form.errors else 200)
