"""Forms of sharing: an agency asks, the person answers, an emergency look and its review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.claim_queries import agencies_to_ask
from gainful.domain.participants.models import AccessRequest, Participant, Scope
from gainful.domain.participants.models.sharing import LONGEST_PURPOSE
from gainful.domain.participants.queries import consents_of
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


class ClaimForm(StyledForm):
    """What a person tells an agency so that it finds their record there, and who sees the one record afterwards."""

    organization = forms.ModelChoiceField(
        queryset=Organization.objects.none(), label=_("Which agency knows you, too?")
    )
    name = forms.CharField(label=_("Your name, as they have it"), max_length=200)
    birth_date = forms.DateField(
        label=_("Birth date"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    email = forms.EmailField(label=_("Email address that they have"), required=False)
    phone = forms.CharField(label=_("Phone that they have"), max_length=40, required=False)
    code = forms.CharField(label=_("Your number there"), max_length=60, required=False)
    scopes = forms.MultipleChoiceField(
        label=_("What may they see of the one record?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    until = _day(_("Until which day?"))
    keeps = forms.MultipleChoiceField(
        label=_("Who goes on seeing what they see now, of the one record?"), choices=(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whom you do not tick sees nothing until you let them in again."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = agencies_to_ask(person)  # type: ignore[attr-defined]
        now = [(str(c.organization_id), str(c.organization)) for c in consents_of(person) if c.is_active]
        if now:
            self.fields["keeps"].choices = now  # type: ignore[attr-defined]
        else:
            del self.fields["keeps"]
        first = {"name": person.name, "birth_date": person.birth_date, "scopes": [Scope.PROFILE],
                 "until": timezone.localdate() + HALF_A_YEAR}  # fmt: skip
        for key, value in first.items():
            self.fields[key].initial = value


class AskForm(StyledForm):
    """Whom the agency asks, for what, until when."""

    email = forms.EmailField(
        label=_("Email address of the person"),
        help_text=_("The one they sign in with. You are not told whether anybody has it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What do you need to see?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask for as little as you need: people say yes to little more often. They read these words."),
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
