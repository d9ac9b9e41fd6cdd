"""Start with the job: paste, drop or describe; the text is never lost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders import actions
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Organization, OrganizationKind
from gainful.domain.programs.models import Program
from gainful.exchange.job_postings import UnreadableFile, what_is_stated
from gainful.www.access import for_roles
from gainful.www.components.job_form import StatedJobForm, posting_given
from gainful.www.components.loop import loop_stripe
from gainful.www.program.examples import EXAMPLES, example_text
from gainful.www.program.jobs.common import STAFF, get_order, page


class JobForm(StatedJobForm):
    """What the job order states about the job; everything but a posting or a title is optional."""

    SELECTS = frozenset({"employer", "program", "wage_unit"})
    employer = forms.ModelChoiceField(
        queryset=Organization.objects.none(), required=False, label=gettext_lazy("Employer on Gainful")
    )

    class Meta:
        model = JobOrder
        fields = [
            "title", "program",
            "employer", "employer_name", "contact_name", "contact_email", "openings", "wage_low", "wage_high",
            "wage_unit", "schedule", "hours_per_week", "place", "contract", "is_internal",
        ]  # fmt: skip
        labels = {"employer_name": gettext_lazy("Employer's name, if not on Gainful")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employers = Organization.objects.filter(kind=OrganizationKind.EMPLOYER)
        self.fields["employer"].queryset = employers  # type: ignore[attr-defined]
        self.fields["program"].queryset = Program.objects.filter(is_open=True)  # type: ignore[attr-defined]


def _begin(request: ActorRequest, form: JobForm, text: str) -> JobOrder:
    document, source = posting_given(request, text)
    return actions.create_job_order(request.actor, **what_is_stated(document, source, form.cleaned_data))


def read_draft(request: ActorRequest, order: JobOrder, title: str | None) -> None:
    """Read the draft into a profile; where that fails the draft stays with its text and says what to do."""
    try:
        actions.read_posting_into_profile(request.actor, order, title=title)
    except JobOrderError as error:
        messages.error(request, f"{error.message} {error.hint}")


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """The large box; a POST makes the draft and reads it."""
    text = request.POST.get("text", "") or example_text(request.GET.get("example", ""))
    form = JobForm(request.POST or None, initial={"openings": 1})
    error: JobOrderError | UnreadableFile | None = None
    if request.method == "POST" and form.is_valid():
        try:
            order = _begin(request, form, text)
        except (JobOrderError, UnreadableFile) as problem:
            error = problem
        else:
            read_draft(request, order, form.cleaned_data.get("title") or None)
            return redirect("program:job_profile", order.pk)
    return render(
        request,
        "program/jobs_start.html",
        {
            "form": form,
            "text": text,
            "error": error,
            "lost_file": request.FILES.get("file") if error else None,
            "examples": EXAMPLES,
            "steps": loop_stripe("job", {}),
        },
        status=422 if error or form.errors else 200,
    )


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Change what the job order says about the job."""
    order = get_order(request, order_id)
    form = JobForm(request.POST or None, instance=get_order(request, order_id))
    problem = None
    if request.method == "POST" and form.is_valid():
        stated = {**form.cleaned_data, "openings": form.cleaned_data["openings"] or order.openings}
        stated["title"] = stated["title"] or order.title
        try:
            actions.update_job_order(request.actor, order, stated)
        except JobOrderError as error:
            problem = error
        else:
            messages.success(request, _("Saved."))
            return redirect("program:job_profile", order.pk)
    context = {**page(request, order, "job"), "form": form, "error": problem}
    return render(request, "program/jobs_edit.html", context, status=422 if problem or form.errors else 200)
