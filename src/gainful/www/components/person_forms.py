"""What may be entered about a person, by staff or by the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.participants.models import (
    BarrierKind,
    Consent,
    ConsentBasis,
    Participant,
    Scope,
    WorkHistory,
)
from gainful.domain.participants.models.person import Shift
from gainful.exchange.people import known_occupation

YEAR = timedelta(days=365)
ATTESTED = [
    (ConsentBasis.SIGNED_FORM, ConsentBasis.SIGNED_FORM.label),
    (ConsentBasis.VERBAL, ConsentBasis.VERBAL.label),
]


def styled(form: forms.BaseForm) -> None:
    """Give every control the look of the design system."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
            widget.attrs["class"] = "g-choice"
        elif isinstance(widget, forms.Select):
            widget.attrs["class"] = "usa-select"
        elif isinstance(widget, forms.FileInput):
            widget.attrs["class"] = "usa-file-input__plain"
        elif isinstance(widget, forms.Textarea):
            widget.attrs["class"] = "usa-textarea"
        else:
            widget.attrs["class"] = "usa-input"


class ConsentForm(forms.Form):
    """How the person consented, to what, and until when."""

    basis = forms.ChoiceField(label=_("How did they consent?"), choices=ATTESTED)
    consent_until = forms.DateField(
        label=_("Until when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scopes = forms.MultipleChoiceField(
        label=_("To what?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent_until"].initial = timezone.localdate() + YEAR
        self.fields["scopes"].initial = [Scope.PROFILE, Scope.MATCHING, Scope.SUPPORT]
        styled(self)

    def clean_consent_until(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["consent_until"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day in the future."))
        return day


class ShareForm(forms.Form):
    """What a person lets an organization see, in their own words, and until when."""

    until = forms.DateField(
        label=_("Until which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may they see and do?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(
        label=_("What for?"),
        max_length=200,
        required=False,
        help_text=_("In your words, for you and for them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
        self.fields["until"].widget.attrs["min"] = (timezone.localdate() + timedelta(days=1)).isoformat()

    @staticmethod
    def ids(organization: UUID) -> str:
        """Return the pattern of the fields' ids: a page may hold this form once an organization."""
        return f"id_{organization}_%s"

    @classmethod
    def fresh(cls, organization: UUID, consent: Consent | None = None) -> Self:
        """Return the form for an organization: a year from now, the same parts as the consent that it renews."""
        scopes = consent.scopes if consent else [Scope.PROFILE, Scope.MATCHING]
        purpose = consent.purpose if consent else ""
        first = {"until": timezone.localdate() + YEAR, "scopes": scopes, "purpose": purpose}
        return cls(initial=first, auto_id=cls.ids(organization))


class PersonForm(forms.ModelForm):
    """What a person told about themself."""

    schedule = forms.MultipleChoiceField(
        label=_("When can they work?"),
        choices=Shift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means any time."),
    )
    barriers = forms.MultipleChoiceField(
        label=_("Where is support needed?"),
        choices=BarrierKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Used to find support. It never takes anybody off a list."),
    )

    class Meta:
        model = Participant
        fields = (
            "name", "email", "phone", "birth_date", "postal_code", "area_code", "scenario", "wage_floor",
            "weekly_hours", "commute_minutes", "schedule", "waits_since",
        )  # fmt: skip
        widgets = dict.fromkeys(
            ("waits_since", "birth_date"), forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class CodeForm(forms.Form):
    """The agency's own name for a person."""

    code = forms.CharField(
        label=_("Person ID"),
        max_length=60,
        help_text=_(
            "Your own number for this person, such as the one in your case system. No Social Security number."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


JOB = ("title", "occupation_code", "employer", "start", "end")


class JobForm(forms.Form):
    """One job a person held."""

    title = forms.CharField(label=_("Job title"), max_length=200)
    occupation_code = forms.CharField(
        label=_("O*NET-SOC code"),
        max_length=10,
        required=False,
        help_text=_("Such as 31-1131.00. Left empty, the title is looked up."),
    )
    employer = forms.CharField(label=_("Employer"), max_length=200, required=False)
    start = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, job: WorkHistory | None = None, **kwargs: Any) -> None:
        if job is not None:
            kwargs.setdefault("initial", {name: getattr(job, name) for name in JOB})
        super().__init__(*args, **kwargs)
        styled(self)


def job_fields(form: forms.Form, job: WorkHistory | None = None) -> dict[str, Any]:
    """Return a job as it was entered; the code that was given counts, else the one kept for the same title,
    else the one that O*NET has for the title.
    """
    fields = {**form.cleaned_data}
    kept = job.occupation_code if job is not None and job.title == fields["title"] else ""
    fields["occupation_code"] = (
        fields.get("occupation_code") or kept or known_occupation(fields["title"]) or ""
    )
    return fields


def saved(form: forms.BaseForm, action: Callable[..., object], *args: Any, **fields: Any) -> bool:
    """Do what a form asks for; an action's refusal goes beside its field, and False comes back."""
    try:
        action(*args, **fields)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def add_errors(form: Any, error: ValidationError) -> None:
    """Put an action's refusal beside the field it is about, else above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)
