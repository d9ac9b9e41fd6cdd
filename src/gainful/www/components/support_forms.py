"""Forms of support: a service, its places, a referral, an appointment, what came of either."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gainful.domain.messages.local_times import instant
from gainful.domain.support.actions.referrals import AGREED, LONGEST
from gainful.domain.support.errors import SupportError
from gainful.domain.support.kinds import Need
from gainful.domain.support.models import Service
from gainful.domain.support.states import Side, Urgency
from gainful.domain.support.states.referrals import BY_PERSON, BY_PROVIDER
from gainful.www.components.message_forms import ZONES
from gainful.www.components.person_forms import styled


class Form(forms.Form):
    """A form in the site's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def take(self, error: SupportError) -> None:
        """Show what the domain refused, at its field where the form has it."""
        name = error.field if error.field in self.fields else None
        self.add_error(name, f"{error.message} {error.hint}".strip())


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ServiceForm(Form):
    """A service, who provides it and where."""

    provider = forms.CharField(label=_("Who provides it"), max_length=300)
    name = forms.CharField(label=_("Name of the service"), max_length=300)
    needs = forms.MultipleChoiceField(
        label=_("Helps with"), choices=Need.choices, widget=forms.CheckboxSelectMultiple
    )
    description = forms.CharField(label=_("What it does"), widget=_lines(), required=False, max_length=5_000)
    eligibility = forms.CharField(
        label=_("Who can get it"), widget=_lines(2), required=False, max_length=2_000
    )
    minimum_age = forms.IntegerField(label=_("From age"), min_value=0, max_value=120, required=False)
    maximum_age = forms.IntegerField(label=_("To age"), min_value=0, max_value=120, required=False)
    fees = forms.CharField(label=_("What it costs"), required=False, max_length=1_000)
    how_to_apply = forms.CharField(
        label=_("How to get it"), widget=_lines(2), required=False, max_length=2_000
    )
    languages = forms.CharField(
        label=_("Languages"), required=False, max_length=300, help_text=_("With commas between them.")
    )
    email = forms.EmailField(
        label=_("Referrals go to this address"), required=False, help_text=_("Without one you call them.")
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    address = forms.CharField(label=_("Street"), required=False, max_length=300)
    city = forms.CharField(label=_("City"), required=False, max_length=120)
    state = forms.CharField(label=_("State"), required=False, max_length=60)
    postal_code = forms.CharField(label=_("ZIP code"), required=False, max_length=10)
    transportation = forms.CharField(label=_("How to get there"), required=False, max_length=1_000)
    is_emergency = forms.BooleanField(label=_("It helps at once, day or night"), required=False)

    PLACE = ("address", "city", "state", "postal_code", "transportation")

    @classmethod
    def begin(cls, service: Service) -> dict[str, Any]:
        """Return what stands in the form of a service that is there."""
        place = service.locations.order_by("id").first()
        found = {name: getattr(service, name) for name in cls.base_fields if hasattr(service, name)}
        found |= {name: getattr(place, name, "") for name in cls.PLACE}
        return found | {"provider": service.provider.name, "languages": ", ".join(service.languages)}

    def values(self) -> tuple[dict[str, Any], dict[str, str], str]:
        """Return the service's values, its place, and who provides it."""
        given = dict(self.cleaned_data)
        place = {name: given.pop(name) for name in self.PLACE}
        provider = given.pop("provider")
        given["languages"] = [part.strip() for part in given["languages"].split(",") if part.strip()]
        return given, place, provider


class PlacesForm(Form):
    """How many places there are and how many are free; both empty: nobody counts."""

    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=1_000_000, required=False)
    free = forms.IntegerField(label=_("Free now"), min_value=0, max_value=1_000_000, required=False)


class DirectoryFileForm(Form):
    """A file of services."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("HSDS 3 as JSON, or a ZIP archive of its tables; tables of version 2.0 too."),
    )


class NeedForm(Form):
    """What is needed and how soon; services that fit come next."""

    need = forms.ChoiceField(label=_("Needs help with"), choices=Need.choices)
    urgency = forms.ChoiceField(label=_("How soon"), choices=Urgency.choices, initial=Urgency.ROUTINE)
    language = forms.CharField(label=_("In which language"), required=False, max_length=60)


class ReferralForm(Form):
    """What a service is told, and how the person agreed."""

    service = forms.UUIDField(widget=forms.HiddenInput)
    need = forms.ChoiceField(choices=Need.choices, widget=forms.HiddenInput)
    urgency = forms.ChoiceField(choices=Urgency.choices, widget=forms.HiddenInput)
    follows = forms.UUIDField(required=False, widget=forms.HiddenInput)
    message = forms.CharField(
        label=_("What the service should know"),
        widget=_lines(),
        required=False,
        max_length=LONGEST,
        help_text=_("Only what the person wants them to know."),
    )
    share_name = forms.BooleanField(label=_("They may see the name"), required=False, initial=True)
    share_phone = forms.BooleanField(label=_("They may see the phone number that is safe"), required=False)
    share_email = forms.BooleanField(label=_("They may see the email address that is safe"), required=False)
    is_warm = forms.BooleanField(label=_("I bring them together (warm hand-off)"), required=False)
    agreed_how = forms.ChoiceField(
        label=_("How the person agreed"),
        choices=[("", _("Choose")), *((each.value, each.label) for each in AGREED)],
    )


class DeclineForm(Form):
    """A no, with the reason."""

    reason = forms.ChoiceField(label=_("Why"))
    note = forms.CharField(label=_("In your words"), required=False, max_length=500)

    def __init__(self, *args: Any, by_person: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = BY_PERSON if by_person else BY_PROVIDER
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type
        field.choices = [("", _("Choose")), *((each.value, each.label) for each in reasons)]


class StaffDeclineForm(DeclineForm):
    """A no that staff write down for somebody."""

    side = forms.ChoiceField(
        label=_("Who said no"),
        choices=[(Side.PROVIDER, Side.PROVIDER.label), (Side.PERSON, Side.PERSON.label)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type
        found = dict.fromkeys((*BY_PROVIDER, *BY_PERSON))
        field.choices = [("", _("Choose")), *((each.value, each.label) for each in found)]


class TimeForm(Form):
    """When: a day, a clock, how long. In the hour that comes twice it asks which."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=720, initial=60)
    zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, required=False)
    which = forms.ChoiceField(
        label=_("Only in the night in which clocks go back"),
        required=False,
        choices=[("", _("It comes once")), ("first", _("The first time")), ("second", _("The second time"))],
    )

    def moment(self) -> Any:
        """Return the moment (UTC); SupportError where the clock skips it or shows it twice."""
        given = self.cleaned_data
        return instant(
            given["day"], given["starts"], self.zone_name(), which=given["which"], refuse=SupportError
        )

    def zone_name(self) -> str:
        """Return the time zone, the site's where none was chosen."""
        return self.cleaned_data["zone"] or settings.TIME_ZONE


class AppointmentForm(TimeForm):
    """An appointment: when, what for, where, whom to call."""

    what = forms.CharField(label=_("What for"), max_length=200)
    place = forms.CharField(label=_("Where"), required=False, max_length=300)
    how_to_get_there = forms.CharField(label=_("How to get there"), required=False, max_length=500)
    call = forms.CharField(label=_("Whom to call"), required=False, max_length=200)

    field_order = ("what", "day", "starts", "minutes", "place", "how_to_get_there", "call", "zone", "which")


class NoShowForm(Form):
    """The next version of the rule."""

    valid_from = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))
    late_minutes = forms.IntegerField(
        label=_("Minutes late that still count as coming"), min_value=0, max_value=120
    )
    notice_hours = forms.IntegerField(
        label=_("Hours before that one can cancel in time"), min_value=0, max_value=168
    )
