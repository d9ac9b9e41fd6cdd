"""Programs: what each has promised, its sites, funds and managers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts.hours import in_hours, program_sums
from gainful.domain.job_orders import queries as order_queries
from gainful.domain.ledger import queries as ledger_queries
from gainful.domain.programs import actions, queries
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Program
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.seat_override import mark_limits

STAFF = MANAGERS


class Form(forms.Form):
    """A form in the site's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class ProgramForm(Form):
    """A program's name and purpose."""

    name = forms.CharField(label=gettext_lazy("Name of the program"), max_length=200)
    about = forms.CharField(label=gettext_lazy("What it is for"), max_length=400, required=False)


class SiteForm(Form):
    """A place where the program works."""

    name = forms.CharField(label=gettext_lazy("Name of the site"), max_length=200)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)


class FundForm(Form):
    """Money of the program."""

    name = forms.CharField(label=gettext_lazy("Name of the fund"), max_length=200)
    source = forms.CharField(label=gettext_lazy("Who gives it"), max_length=200, required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount, USD"), min_value=0, max_digits=12, decimal_places=2
    )
    starts_on = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def _program(request: ActorRequest, program_id: UUID) -> Program:
    found = queries.program(request.actor, program_id)
    if found is None:
        raise Http404
    return found


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List the programs with their sites and money; start another one."""
    form = ProgramForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_program(request.actor, **form.cleaned_data)
        except ProgramError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("The program is there. Add its sites and funds."))
            return redirect("program:program", made.pk)
    page = page_of(request, queries.listed(request.actor))
    count = len(queries.my_programs(request.actor))
    context = {
        "page": page,
        "form": form,
        "sentence": ngettext("You run %(n)s program.", "You run %(n)s programs.", count) % {"n": count},
        "columns": [_("Program"), _("Sites"), _("Funds, USD"), _("State")],
    }
    return render(request, "program/programs_home.html", context, status=422 if form.errors else 200)


def _context(request: ActorRequest, found: Program, **forms_shown: forms.Form) -> dict[str, Any]:
    training = [(cohort, sums) for cohort, sums in program_sums(found.pk) if sums.planned or sums.attended]
    mark_limits(cohort for cohort, _sums in training)
    managers = {row.user_id for row in found.managers.all()}
    return {
        "program": found,
        "compared": ledger_queries.program_against_actual(found.pk),
        "training": [
            (
                cohort,
                sums.people,
                *(in_hours(each) for each in (sums.planned, sums.held, sums.attended, sums.made_up)),
            )
            for cohort, sums in training
        ],
        "counts": order_queries.program_counts(found.pk),
        "site_form": forms_shown.get("site_form", SiteForm(prefix="site")),
        "fund_form": forms_shown.get("fund_form", FundForm(prefix="fund")),
        "people": [(user, user.pk in managers) for user in queries.possible_managers(request.actor)],
    }


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Show one program: its openings, its money against what happened, sites, funds, managers."""
    found = _program(request, program_id)
    return render(request, "program/program.html", _context(request, found))


def _added(
    request: ActorRequest, found: Program, name: str, form: forms.Form, step: Callable[..., object], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            step(request.actor, found, **form.cleaned_data)
        except ProgramError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, done)
            return redirect("program:program", found.pk)
    return render(request, "program/program.html", _context(request, found, **{name: form}), status=422)


@for_roles(*STAFF)
@require_POST
def add_site(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Add a site."""
    form = SiteForm(request.POST, prefix="site")
    found = _program(request, program_id)
    return _added(request, found, "site_form", form, actions.add_site, _("The site is added."))


@for_roles(*STAFF)
@require_POST
def add_fund(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Add a fund."""
    form = FundForm(request.POST, prefix="fund")
    found = _program(request, program_id)
    return _added(request, found, "fund_form", form, actions.add_fund, _("The fund is added."))


@for_roles(*STAFF)
@require_POST
def managers(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Say who manages the program."""
    found = _program(request, program_id)
    chosen = set(request.POST.getlist("managers"))
    users = [user for user in queries.possible_managers(request.actor) if str(user.pk) in chosen]
    actions.set_managers(request.actor, found, users)
    messages.success(request, _("Saved."))
    return redirect("program:program", found.pk)
