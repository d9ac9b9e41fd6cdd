"""Pages that anybody may read: cohorts that are open, one of them with its form, its draws, saved searches."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.models import Cohort, Draw
from gainful.domain.cohorts.searches import save_search_publicly
from gainful.domain.cohorts.seats import seat_limit
from gainful.domain.job_orders.errors import JobOrderError
from gainful.exchange.draws import record_json
from gainful.www.components.applicant_form import ApplicantForm
from gainful.www.components.applying import answers_given, form_key, rule_fields
from gainful.www.components.paging import count_words, numbered_page, page_of
from gainful.www.components.seat_override import mark_limits
from gainful.www.guest.limits import require_few


class SearchForm(forms.Form):
    """Where to write to, and about what."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "usa-input"}),
    )
    words = forms.CharField(
        label=gettext_lazy("What you look for"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"class": "usa-input"}),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "usa-input"}),
    )
    agency = forms.ChoiceField(
        label=gettext_lazy("Agency"), widget=forms.Select(attrs={"class": "usa-select"})
    )

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


def _agencies() -> list[tuple[str, str]]:
    rows = Cohort.objects.filter(is_public=True, opened_at__isnull=False).order_by().values_list(
        "organization_id", "notice__agency"
    )  # fmt: skip
    return sorted({(str(pk), str(name)) for pk, name in rows[:500]}, key=lambda one: one[1])


@login_not_required
@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """List the cohorts that anybody may apply to."""
    filters = {key: request.GET.get(key, "").strip()[:100] for key in ("q", "place")}
    rows = queries.public_cohorts(filters)
    count, number = count_words(rows)
    page = page_of(request, rows)
    mark_limits(page.rows)
    agencies = _agencies()
    context = {
        "page": page,
        "filters": filters,
        "sentence": ngettext("%(n)s training is open.", "%(n)s trainings are open.", count) % {"n": number},
        "agencies": agencies,
        "search_form": SearchForm(
            agencies=agencies, initial={"words": filters["q"], "place": filters["place"]}
        ),
    }
    return render(request, "guest/cohorts.html", context)


@login_not_required
@require_POST
def save_search(request: ActorRequest) -> HttpResponse:
    """Save a search for an address; what is said is the same whether it was known or not."""
    form = SearchForm(request.POST, agencies=_agencies())
    if not form.is_valid():
        messages.error(
            request, " ".join(f"{form.fields[name].label}: {row[0]}" for name, row in form.errors.items())
        )
        return redirect("guest:cohorts")
    data = form.cleaned_data
    try:
        require_few(request)
        save_search_publicly(
            UUID(data["agency"]), data["email"], words=data["words"], place=data["place"],
            language=translation.get_language() or "en",
        )  # fmt: skip
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        messages.success(
            request, _("Look into your mail: we wrote to you to make sure that the address is yours.")
        )
    return redirect("guest:cohorts")


def _found(cohort_id: UUID) -> Cohort:
    found = queries.public_cohort(cohort_id)
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cohort(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show a cohort to anybody; take an application without an account."""
    found = _found(cohort_id)
    form = ApplicantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            require_few(request)
            _application, token = actions.apply_publicly(found.pk, _told(request, found, form))
        except JobOrderError as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, f"{error.message} {error.hint}".strip())
        else:
            messages.success(request, _("We have your application. Keep the address of this page."))
            return redirect("guest:link", token)
    context = {
        "cohort": found,
        "limit": seat_limit(found),
        "form": form,
        "rules": rule_fields(found, request.POST),
        "follow": request.POST.get("follow", ""),
        "track_given": request.POST.get("track", ""),
        "key": request.POST.get("key") or uuid4(),
        "apply_url": "#apply" if request.method != "POST" else "",
        "is_open": found.status == "open" and found.apply_until >= timezone.localdate(),
        "draws": found.draws.exists(),
    }
    context["apply_url"] = request.path
    return render(request, "guest/cohort.html", context, status=422 if form.errors else 200)


def _told(request: ActorRequest, found: Cohort, form: ApplicantForm) -> actions.Form:
    given = request.POST
    track = next((row for row in found.tracks.all() if str(row.pk) == given.get("track")), None)
    return actions.Form(
        **form.cleaned_data, track=track, answers=answers_given(found, given), follow=given.get("follow", ""),
        language=translation.get_language() or "en", key=form_key(given.get("key", "")),
    )  # fmt: skip


@login_not_required
@require_safe
def draws(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show the draws of a cohort: announced, drawn or void, each with its record."""
    found = _found(cohort_id)
    rows = queries.draws_of(found)
    return render(request, "guest/cohort_draws.html", {"cohort": found, **_drawn(request, rows)})


def _drawn(request: ActorRequest, rows: list[Draw]) -> dict[str, Any]:
    drawn = next((row for row in rows if row.status == "drawn"), None)
    results = drawn.record.get("results", []) if drawn else []
    page = numbered_page(request, len(results), lambda start, size: results[start : start + size], size=100)
    return {"draws": rows, "results": page.rows, "page": page, "now": timezone.now()}


@login_not_required
@require_safe
def draw(request: ActorRequest, draw_id: UUID) -> HttpResponse:
    """Show one draw at an address of its own, to anybody who has it, also of a cohort that is not public."""
    found = queries.published_draw(draw_id)
    if found is None:
        raise Http404
    context = {"draw": found, "cohort": queries.public_cohort(found.cohort_id), **_drawn(request, [found])}
    return render(request, "guest/draw.html", context)


@login_not_required
@require_safe
def record(request: ActorRequest, draw_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Hand out the record of a draw as it was published."""
    found = queries.published_draw(draw_id)
    if found is None:
        raise Http404
    response = HttpResponse(record_json(found.record), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="draw-{found.number}.json"'
    return response
