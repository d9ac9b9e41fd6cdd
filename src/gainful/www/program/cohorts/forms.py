"""Forms of cohorts; what each field is called and asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import Cohort, EligibilityRule, RuleKind, Track
from gainful.domain.cohorts.models.cohort import MOST_SEATS
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.programs.models import Fund, Program, Site


def _day(*, required: bool = True, label: Any = "", help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


class _Styled(forms.Form):
    """Fields in the look of the design system."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = field.widget.__class__.__name__
            look = {"Select": "usa-select", "Textarea": "usa-textarea", "CheckboxInput": ""}.get(
                kind, "usa-input"
            )
            if look:
                field.widget.attrs.setdefault("class", look)


class CohortForm(_Styled):
    """What a cohort begins with."""

    program = forms.ModelChoiceField(Program.objects.none(), label=_("Program"))
    name = forms.CharField(label=_("Name"), max_length=200)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False)
    apply_until = _day(label=_("Apply until"))
    starts_on = _day(label=_("First day of training"))
    ends_on = _day(label=_("Last day of training"))
    later_start_on = _day(
        required=False,
        label=_("People on the waiting list start on"),
        help_text=_("Only where they are sure to start later: it says how long they can be compared."),
    )
    decide_days = forms.IntegerField(
        label=_("Days until an applicant hears from you"), min_value=1, max_value=90, initial=14
    )
    about = forms.CharField(
        label=_("What one learns, in plain words"), max_length=4_000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    contact = forms.CharField(label=_("Whom to ask: name, phone, e-mail"), max_length=300, required=False)
    is_public = forms.BooleanField(
        label=_("Anybody can read about it and apply"), required=False, initial=True
    )

    def track_seats(self) -> dict[UUID, int]:
        """Return the seats of each role as they were typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name.startswith("track-")}
        return {UUID(name.removeprefix("track-")): value for name, value in given.items()}

    def __init__(self, *args: Any, programs: Any, tracks: Iterable[Track] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for track in tracks:
            self.fields[f"track-{track.pk}"] = forms.IntegerField(
                label=_("Seats of the role %s") % track.name, min_value=1, max_value=MOST_SEATS, initial=track.seats,
                help_text=_("The roles have the cohort's seats together."),
                widget=forms.NumberInput(attrs={"class": "usa-input"}),
            )  # fmt: skip
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]
        self.fields["site"].queryset = Site.objects.filter(program__in=programs).order_by("name", "id")  # type: ignore[attr-defined]


class OverrideForm(_Styled):
    """Who allows more seats than openings, and why."""

    seats = forms.IntegerField(label=_("Seats allowed"), min_value=1, max_value=MOST_SEATS)
    name = forms.CharField(label=_("Full name of whoever decides"), max_length=200)
    title = forms.CharField(label=_("Job title"), max_length=200)
    reason = forms.CharField(
        label=_("Why"), max_length=600, help_text=_("Applicants, employers and funders read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class TrackForm(_Styled):
    """A role with seats of its own."""

    name = forms.CharField(label=_("Role"), max_length=120)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    job_order = forms.ModelChoiceField(JobOrder.objects.none(), label=_("Job order"), required=False)
    target = forms.IntegerField(label=_("Hires aimed at"), min_value=0, required=False)
    target_on = _day(required=False, label=_("By"))


class RuleForm(_Styled):
    """A rule of eligibility."""

    kind = forms.ChoiceField(label=_("What a yes does"), choices=RuleKind.choices)
    question = forms.CharField(label=_("Question to the applicant"), max_length=300)
    label = forms.CharField(label=_("Short name, published in a draw"), max_length=60, required=False)
    why = forms.CharField(label=_("Why you ask, for the applicant"), max_length=400, required=False)
    proof = forms.CharField(
        label=_("What proves it"), max_length=200, required=False, help_text=_("Empty: their word is enough.")
    )
    proof_months = forms.IntegerField(
        label=_("Months that a proof holds"), min_value=1, max_value=240, required=False
    )
    law = forms.CharField(label=_("The law or licence, cited"), max_length=200, required=False)
    job_order = forms.ModelChoiceField(
        JobOrder.objects.none(), label=_("Job order that says which records exclude"), required=False
    )
    rank = forms.IntegerField(
        label=_("Order of priority, 1 first"), min_value=1, max_value=50, required=False
    )


class FloorForm(_Styled):
    """Seats at least for a segment."""

    rule = forms.ModelChoiceField(EligibilityRule.objects.none(), label=_("Segment"))
    track = forms.ModelChoiceField(Track.objects.none(), label=_("Role"), required=False)
    seats = forms.IntegerField(label=_("Seats at least"), min_value=1, max_value=MOST_SEATS)
    reason = forms.CharField(label=_("Why; published before the draw"), max_length=400)


class LowerFloorForm(_Styled):
    """Fewer seats for a segment than were promised."""

    seats = forms.IntegerField(
        label=_("Seats at least from now on"),
        min_value=0,
        max_value=MOST_SEATS,
        help_text=_("0 takes the floor away."),
    )
    reason = forms.CharField(
        label=_("Why; published before the draw, beside what was promised"), max_length=400
    )


class InstructorForm(_Styled):
    """Who teaches."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    user = forms.ModelChoiceField(User.objects.none(), label=_("Account"), required=False)


class FundForm(_Styled):
    """Money that pays."""

    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Fund"))
    amount = forms.DecimalField(label=_("Amount, USD"), min_value=0.01, max_digits=12, decimal_places=2)


class CurriculumForm(_Styled):
    """Which version of a curriculum is taught."""

    version = forms.ModelChoiceField(
        CurriculumVersion.objects.none(), label=_("Curriculum in use"), required=False,
    )  # fmt: skip


PART_FORMS: dict[str, type[_Styled]] = {
    "track": TrackForm, "rule": RuleForm, "floor": FloorForm, "instructor": InstructorForm, "fund": FundForm,
}  # fmt: skip


class PublicValueForm(_Styled):
    """Where the public value of a draw comes from."""

    at = forms.DateTimeField(
        label=_("Draw with the beacon's first value after"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("By the site's clock, at least five minutes from now."),
    )  # fmt: skip
    parties = forms.CharField(
        label=_("Or: parties who contribute, one a line"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name=hash: each party hashes a value of its own with SHA-256 and keeps it secret until the draw."),
    )  # fmt: skip
    without_proof = forms.BooleanField(
        label=_("Draw without the proofs named above: each counts as a no, and that is published"),
        required=False,
    )

    def __init__(self, *args: Any, has_unproved: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_unproved:
            self.fields["without_proof"].widget = forms.HiddenInput()


def shapes(cohort: Cohort, kind: str, form: _Styled, users: Any) -> _Styled:
    """Fill the choices that depend on the cohort."""
    orders = JobOrder.objects.filter(
        pk__in=cohort.opening_rows.filter(released_at=None).values("opening__job_order")
    ).order_by("title", "id")
    choices = {
        "job_order": orders, "rule": cohort.rules.filter(kind=RuleKind.SEGMENT), "track": cohort.tracks.all(),
        "fund": cohort.program.funds.all(), "user": users,
    }  # fmt: skip
    for name, rows in choices.items():
        if name in form.fields and kind:
            form.fields[name].queryset = rows  # type: ignore[attr-defined]
    return form


class ReleaseForm(_Styled):
    """Hours off that an employer gives its own people."""

    employer = forms.ChoiceField(label=_("Employer"))
    hours_per_week = forms.DecimalField(
        label=_("Hours off a week"), min_value=0, max_value=60, max_digits=4, decimal_places=1
    )
    is_paid = forms.BooleanField(label=_("These hours are paid as work"), required=False, initial=True)
    backfill = forms.CharField(label=_("Who does their work meanwhile"), max_length=300)
