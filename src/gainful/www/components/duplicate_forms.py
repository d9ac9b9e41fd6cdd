"""Forms about two records of one person: two IDs, which one is kept, why they are two people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gainful.domain.participants.models import Participant
from gainful.www.components.needs_forms import StyledForm


class TwoIdsForm(StyledForm):
    """Two person IDs that a manager knows to be of one person."""

    one = forms.CharField(label=_("One person ID"), max_length=60)
    other = forms.CharField(label=_("The other person ID"), max_length=60)


class MergeForm(StyledForm):
    """Which record is kept, and how it is known that both are of one person."""

    kept = forms.ChoiceField(label=_("Which record is kept?"), widget=forms.RadioSelect, choices=())
    reason = forms.CharField(
        label=_("How do you know that this is one person?"), max_length=400,
        help_text=_("The person reads this."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: tuple[Participant, Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [  # type: ignore[attr-defined]
            (str(person.pk), f"{person.code}: {person}") for person in people
        ]


class ApartForm(StyledForm):
    """Why two records are of two people."""

    note = forms.CharField(label=_("How do you know?"), max_length=400, required=False)


class UnmergeForm(StyledForm):
    """Why a merge is taken back."""

    reason = forms.CharField(
        label=_("Why are these two people?"), max_length=400, help_text=_("The person reads this.")
    )
