"""Forms of messages: a note to somebody, and how one wants to be reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.messages.actions.send_message import LONGEST_TEXT
from gainful.domain.messages.kinds import kinds
from gainful.domain.messages.models import ContactRules
from gainful.www.components.person_forms import styled

ZONES = (
    ("", _("The same as the agency")),
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico")),
)


class NoteForm(forms.Form):
    """A message in one's own words."""

    text = forms.CharField(
        label=_("Your message"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_TEXT
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


def _switches() -> list[tuple[str, str | Promise]]:
    return [(kind.code, kind.label) for kind in kinds() if kind.may_switch_off]


class ContactForm(forms.ModelForm):
    """How a person wants to be reached, in their own words."""

    switched_off = forms.MultipleChoiceField(
        label=_("I do not want these by e-mail or text"),
        choices=_switches,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=_("My time zone"), choices=ZONES, required=False)

    class Meta:
        model = ContactRules
        fields = (
            "by_email", "by_sms", "safe_email", "safe_phone", "discreet", "digest", "quiet_from", "quiet_until",
            "time_zone", "no_reminders_until", "switched_off",
        )  # fmt: skip
        labels = {
            "by_email": _("You may e-mail me"),
            "by_sms": _("You may text me. A text only says that a message is here."),
            "safe_email": _("Use this e-mail address instead"),
            "safe_phone": _("Use this phone number instead"),
            "discreet": _("Leave names out of my e-mail. It only says that a message is here."),
            "digest": _("Send one e-mail a day, at 5 pm, for all that can wait"),
            "quiet_from": _("Do not send me anything after"),
            "quiet_until": _("and before"),
            "no_reminders_until": _("No reminders until this day"),
        }
        widgets = {
            "no_reminders_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
