"""Income, credit and housing on a page: the form of one value, and what stands there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.actions.shared_measures import enter_measure
from gainful.domain.participants.models import Housing, MeasureKind, Participant
from gainful.www.components.needs_forms import StyledForm
from gainful.www.components.person_forms import add_errors


class MeasuresForm(StyledForm):
    """Any of the three, each once; what is left empty stays as it stands."""

    income = forms.CharField(label=_("Income of the household, USD a year"), required=False, max_length=20)
    credit = forms.CharField(label=_("Credit score, 300 to 850"), required=False, max_length=20)
    housing = forms.ChoiceField(
        label=_("Where you live"), required=False, choices=[("", "–"), *Housing.choices]
    )

    def save(self, actor: Actor, person: Participant) -> int:
        """Enter what was filled; returns how many. What is wrong stands beside its field, and nothing is entered."""
        told = {kind: self.cleaned_data[kind] for kind in MeasureKind.values if self.cleaned_data[kind]}
        done = 0
        for kind, value in told.items():
            try:
                enter_measure(actor, person, kind=kind, value=value)
                done += 1
            except ValidationError as error:
                if hasattr(error, "error_dict"):
                    self.add_error(kind, error.messages)
                else:
                    add_errors(self, error)
        return done


def context(rows: list[Any], latest: list[Any], form: MeasuresForm) -> dict[str, Any]:
    """Return what the part of the page shows."""
    return {"latest": latest, "earlier": [row for row in rows if row not in latest], "measures_form": form}
