"""Who applies: the fields that every form of an application has."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gainful.domain.messages.reach import reach_of
from gainful.domain.participants.models import Participant


def known_of(person: Participant) -> dict[str, str]:
    """Return what a person's record says already, as far as it is safe to use."""
    reach = reach_of(person)
    return {"name": person.name, "email": reach.email, "phone": reach.phone}


class ApplicantForm(forms.Form):
    """Name and ways to reach them."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "usa-input"}),
    )
    email = forms.EmailField(
        label=_("Email address"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "usa-input"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "usa-input"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Anything we should know"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "usa-textarea"}),
    )  # fmt: skip
