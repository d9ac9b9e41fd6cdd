"""Forms of a partnership; what is not chosen from a list of its own partners cannot be sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import AgendaItem, CouncilDecision, Organization, Partnership
from gainful.domain.organizations.partnerships.actions import owners
from gainful.domain.organizations.partnerships.models import ContactWay, PartnerRole, PartnershipKind
from gainful.domain.organizations.partnerships.queries import possible_partners
from gainful.www.components.person_forms import styled


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **more)


def _partners(partnership: Partnership) -> Any:
    """Return the organizations that take part now, by name."""
    now = partnership.partners.filter(left_on=None).order_by().values("organization_id")
    return Organization.objects.filter(pk__in=now).order_by("name", "id")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Form(forms.Form):
    """A form in the site's look, about one partnership where it has one."""

    def __init__(self, *args: Any, partnership: Partnership | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partnership is not None:
            self.choose(partnership)
        styled(self)

    def choose(self, partnership: Partnership) -> None:
        """Offer what belongs to the partnership."""


class StartForm(Form):
    """What a partnership is called and for, and a layoff's days."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=PartnershipKind.choices)
    about = forms.CharField(label=_("What it is for"), max_length=2000, required=False, widget=_text(3))
    notice_on = _day(label=_("Layoff: notice given on"), required=False)
    last_day = _day(label=_("Layoff: last day of work"), required=False)
    affected = forms.IntegerField(
        label=_("Layoff: people affected"), min_value=0, max_value=1_000_000, required=False
    )


class ChangeForm(Form):
    """What changes of a partnership."""

    name = forms.CharField(label=_("Name"), max_length=200)
    about = forms.CharField(label=_("What it is for"), max_length=2000, required=False, widget=_text(3))
    owner = forms.ChoiceField(label=_("Who looks after it"), required=False)
    is_open = forms.TypedChoiceField(
        label=_("State"),
        choices=[("True", _("Active")), ("False", _("At rest"))],
        coerce=lambda text: text == "True",
    )
    notice_on = _day(label=_("Notice given on"), required=False)
    last_day = _day(label=_("Last day of work"), required=False)
    affected = forms.IntegerField(
        label=_("People affected"), min_value=0, max_value=1_000_000, required=False
    )

    def choose(self, partnership: Partnership) -> None:
        """Offer the agency's staff, and a layoff's days for a layoff alone."""
        self.people = owners(partnership.agency)
        names = [(str(key), user.name or user.email) for key, user in self.people.items()]
        self.fields["owner"].choices = [("", _("Nobody")), *names]  # type: ignore[attr-defined]
        if partnership.kind != PartnershipKind.LAYOFF:
            for name in ("notice_on", "last_day", "affected"):
                del self.fields[name]

    def clean_owner(self) -> Any:
        """Return the account that was chosen."""
        return {str(key): user for key, user in self.people.items()}.get(self.cleaned_data["owner"])


class PartnerForm(Form):
    """Who joins, and what they do."""

    organization = forms.ModelChoiceField(label=_("Organization"), queryset=Organization.objects.none())
    role = forms.ChoiceField(label=_("Part"), choices=PartnerRole.choices)

    def choose(self, partnership: Partnership) -> None:
        """Offer every organization, and the part of a releasing employer in a layoff alone."""
        self.fields["organization"].queryset = possible_partners()  # type: ignore[attr-defined]
        if partnership.kind != PartnershipKind.LAYOFF:
            kept = [choice for choice in PartnerRole.choices if choice[0] != PartnerRole.RELEASING]
            self.fields["role"].choices = kept  # type: ignore[attr-defined]


class ContactForm(Form):
    """One entry of the log, and the next action."""

    organization = forms.ModelChoiceField(
        label=_("With which partner"), queryset=Organization.objects.none(), required=False
    )
    person = forms.CharField(label=_("With whom"), max_length=200, required=False)
    way = forms.ChoiceField(label=_("How"), choices=ContactWay.choices)
    day = _day(label=_("Day"), initial=timezone.localdate)
    note = forms.CharField(label=_("What was said"), max_length=4000, widget=_text(3))
    next_action = forms.CharField(label=_("Next action"), max_length=300, required=False)
    next_on = _day(label=_("By"), required=False)

    def choose(self, partnership: Partnership) -> None:
        """Offer the partners."""
        self.fields["organization"].queryset = _partners(partnership)  # type: ignore[attr-defined]


class SeatForm(Form):
    """A seat on the council."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    title = forms.CharField(label=_("Job title"), max_length=200, required=False)
    organization = forms.ModelChoiceField(
        label=_("For which partner"), queryset=Organization.objects.none(), required=False
    )
    email = forms.EmailField(label=_("Email address"), required=False)

    def choose(self, partnership: Partnership) -> None:
        """Offer the partners."""
        self.fields["organization"].queryset = _partners(partnership)  # type: ignore[attr-defined]


class MeetingForm(Form):
    """A meeting to come."""

    starts_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("Where"), max_length=300, required=False)
    agenda = forms.CharField(
        label=_("Agenda"), help_text=_("One point a line."), max_length=10_000, widget=_text(4)
    )

    def clean_agenda(self) -> list[str]:
        """Return the points."""
        return str(self.cleaned_data["agenda"]).splitlines()


class MinutesForm(Form):
    """What was said in a meeting, and who was there."""

    present = forms.MultipleChoiceField(label=_("Who was there"), widget=forms.CheckboxSelectMultiple)
    minutes = forms.CharField(label=_("Minutes"), max_length=8000, widget=_text(6))
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def choose(self, partnership: Partnership) -> None:
        """Offer the seats."""
        seats = partnership.council.order_by("name", "id")
        self.fields["present"].choices = [(str(seat.pk), seat.name) for seat in seats]  # type: ignore[attr-defined]


class DecisionForm(Form):
    """What the council decided."""

    text = forms.CharField(label=_("Decision"), max_length=600)
    reason = forms.CharField(label=_("Why"), max_length=600, required=False)
    item = forms.ModelChoiceField(
        label=_("Point of the agenda"), queryset=AgendaItem.objects.none(), required=False
    )
    replaces = forms.ModelChoiceField(
        label=_("It takes the place of"), queryset=CouncilDecision.objects.none(), required=False
    )

    def choose(self, partnership: Partnership) -> None:
        """Offer points and earlier decisions of this council."""
        items = AgendaItem.objects.filter(meeting__partnership=partnership)
        self.fields["item"].queryset = items.order_by("meeting_id", "position")  # type: ignore[attr-defined]
        made = CouncilDecision.objects.filter(meeting__partnership=partnership, replaced_by=None)
        self.fields["replaces"].queryset = made.order_by("-created_at", "id")  # type: ignore[attr-defined]


class AgreementForm(Form):
    """A supplier agreement."""

    supplier = forms.ModelChoiceField(label=_("Who supplies"), queryset=Organization.objects.none())
    receiver = forms.ModelChoiceField(label=_("Who hires"), queryset=Organization.objects.none())
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=30_000)
    occupation_code = forms.CharField(
        label=_("Occupation"), help_text=_("O*NET-SOC code, such as 31-1131.00."), max_length=12
    )
    starts_on = _day(label=_("From"))
    ends_on = _day(label=_("Until"))

    def choose(self, partnership: Partnership) -> None:
        """Offer the partners."""
        for name in ("supplier", "receiver"):
            self.fields[name].queryset = _partners(partnership)  # type: ignore[attr-defined]


class AgreeForm(Form):
    """Who agreed."""

    agreed_by = forms.CharField(label=_("Who agreed for the employer"), max_length=200)


class EndAgreementForm(Form):
    """Why it ends."""

    because = forms.CharField(label=_("Why it ends"), max_length=400)


class SupplyForm(Form):
    """People hired outside the openings kept here."""

    people = forms.IntegerField(label=_("How many people"), min_value=-30_000, max_value=30_000)
    day = _day(label=_("Day"), initial=timezone.localdate)
    note = forms.CharField(label=_("How we know"), max_length=300)
