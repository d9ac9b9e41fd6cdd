"""My apprenticeship: how far I am, my wage, and the hours that I log."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.apprentice_progress import progress_of
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import WorkProcess
from gainful.domain.cohorts.models.apprenticeship import MOST_MINUTES_A_DAY
from gainful.www.access import for_roles
from gainful.www.components.classes.forms import Styled
from gainful.www.components.classes.sessions import put
from gainful.www.components.paging import page_of
from gainful.www.participant.common import my_record


class HoursForm(Styled):
    """Hours on the job."""

    process = forms.ModelChoiceField(
        WorkProcess.objects.none(), label=_("What kind of work"), empty_label=_("Choose")
    )
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
    minutes = forms.IntegerField(
        label=_("Minutes (480 are 8 hours)"), min_value=1, max_value=MOST_MINUTES_A_DAY, initial=480
    )
    words = forms.CharField(label=_("What you did"), max_length=300, required=False)


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest) -> HttpResponse:
    """Show my apprenticeship, and log hours."""
    row = queries.my_apprenticeship(my_record(request))
    if row is None:
        return render(request, "participant/apprentice.html", {})
    sent = request.POST if request.method == "POST" else None
    form = HoursForm(sent)
    form.fields["process"].queryset = row.processes.all()  # type: ignore[attr-defined]
    if sent is not None and form.is_valid():
        try:
            actions.log_hours(request.actor, row, **form.cleaned_data)
        except CohortError as error:
            put(form, error)
        else:
            return redirect("participant:apprentice")
    context = {"row": row, "found": progress_of(row), "form": form, "page": page_of(request, row.hours.all())}
    return render(request, "participant/apprentice.html", context, status=422 if form.errors else 200)
