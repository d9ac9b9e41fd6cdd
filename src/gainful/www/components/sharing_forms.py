"""Forms of sharing: an agency asks, the person answers, an emergency look and its review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.participants.models import AccessRequest, Scope
from gainful.domain.participants.models.sharing import LONGEST_PURPOSE
from gainful.www.components.needs_forms import StyledForm

HALF_A_YEAR = timedelta(days=182)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class GrantForm(StyledForm):
    """Yes to an agency that asks: all of it or less, until its day or an earlier one."""

    scopes = forms.MultipleChoiceField(
        label=_("What may they see and do?"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    until = _day(_("Until which day?"))

    def __init__(self, *args: Any, asked: AccessRequest, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{asked.pk}_%s", **kwargs)
        self.fields["scopes"].choices = [each for each in Scope.choices if each[0] in asked.scopes]  # type: ignore[attr-defined]
        self.fields["until"].widget.attrs["max"] = asked.until.isoformat()

    @classmethod
    def fresh(cls, asked: AccessRequest) -> Self:
        """Return the form as the agency asked."""
        return cls(asked=asked, initial={"scopes": asked.scopes, "until": asked.until})


class AskForm(StyledForm):
    """Whom the agency asks, for what, until when."""

    email = forms.EmailField(
        label=_("Email address of the person"),
        help_text=_("The one they sign in with. You are not told whether anybody has it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What do you need to see?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask for as little as you need: people say yes to little more often."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What for?"), max_length=LONGEST_PURPOSE, help_text=_("The person reads this, word for word.")
    )
    until = _day(_("Until when?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + HALF_A_YEAR


class EmergencyForm(StyledForm):
    """Whose record is opened without asking, and why."""

    named = forms.CharField(label=_("Person ID or email address"), max_length=200)
    reason = forms.CharField(
        label=_("Who is in what danger?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads this. A manager reviews it."),
    )  # fmt: skip


class ReviewForm(StyledForm):
    """Whether the reason of an emergency look holds."""

    verdict = forms.ChoiceField(
        label=_("Does the reason hold?"),
        choices=[("", ""), ("yes", _("Yes: somebody was in danger")), ("no", _("No: close the record now"))],
    )
    note = forms.CharField(
        label=_("What did you find?"), max_length=400, help_text=_("The person reads this.")
    )
