"""Rates: what the agency pays for a unit of training, support and measurement, set once for all plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.programs import actions, queries
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Fund, PaidBy, RateKind
from gainful.www.access import for_roles
from gainful.www.components.person_forms import styled
from gainful.www.program.programs.views import STAFF


class FundChoice(forms.ModelChoiceField):
    """A fund, named with its program."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the fund's name and its program's."""
        return f"{obj.name} ({obj.program})"


class RateForm(forms.Form):
    """One rate; empty takes it away, and the planning assumption stands again."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=RateKind.choices)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount, USD (percent for reimbursed wages)"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Empty: the planning assumption stays."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where the amount comes from"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example a contract with its date, or the board's decision."),
    )
    paid_by = forms.ChoiceField(label=gettext_lazy("Who pays"), choices=PaidBy.choices)
    fund = FundChoice(
        label=gettext_lazy("Fund"),
        queryset=Fund.objects.none(),
        required=False,
        empty_label=gettext_lazy("none named"),
    )

    def __init__(self, *args: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]
        styled(self)


def _context(request: ActorRequest, form: RateForm) -> dict[str, Any]:
    return {"form": form, "rows": queries.listed_rates(request.actor)}


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show every kind with its rate or the planning assumption, and the form to set one."""
    chosen = request.GET.get("kind", "")
    own = {kind.value: row for kind, _price, row in queries.listed_rates(request.actor)}
    row = own.get(chosen)
    begun: dict[str, Any] = {"kind": chosen if chosen in RateKind.values else None}
    if row is not None:
        begun |= {"amount": row.amount, "source": row.source, "paid_by": row.paid_by, "fund": row.fund_id}
    form = RateForm(funds=queries.funds_of(request.actor), initial=begun)
    return render(request, "program/rates.html", _context(request, form))


@for_roles(*STAFF)
@require_POST
def save(request: ActorRequest) -> HttpResponse:
    """Set one rate, or take it away."""
    form = RateForm(request.POST, funds=queries.funds_of(request.actor))
    if form.is_valid():
        wanted = dict(form.cleaned_data)
        try:
            row = actions.set_rate(request.actor, wanted.pop("kind"), **wanted)
        except ProgramError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            said = (
                _("The rate is set.") if row else _("The rate is taken away; the planning assumption stands.")
            )
            messages.success(request, said + " " + _("Plans that are not signed have to be made again."))
            return redirect("program:rates")
    return render(request, "program/rates.html", _context(request, form), status=422)
