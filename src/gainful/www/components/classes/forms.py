"""Forms of classes: one session, many at once, another time, attendance, a sheet, hours made up."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.actions import Mark, SessionDraft, Time
from gainful.domain.cohorts.models import (
    AssessmentResult,
    Cohort,
    CredentialType,
    GainKind,
    Session,
    SessionKind,
    Track,
)
from gainful.domain.cohorts.models.session import MOST_MINUTES
from gainful.domain.curricula.models import Module
from gainful.domain.programs.models import Fund
from gainful.engine.attendance.clock_hours import LEAST_MINUTES, MOST_EXCUSED, PERIOD
from gainful.www.components.message_forms import ZONES
from gainful.www.components.person_forms import styled

WEEKDAYS = (
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
)  # fmt: skip


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}))


class Styled(forms.Form):
    """A form in the site's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class TimeForm(Styled):
    """When a session is."""

    day = _day(_("Day"))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=MOST_MINUTES, initial=180)
    zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, required=False)
    which = forms.ChoiceField(
        label=_("Only in the night in which clocks go back"), required=False,
        choices=[("", _("It comes once")), ("first", _("The first time")), ("second", _("The second time"))],
    )  # fmt: skip

    def moment(self) -> Time:
        """Return when it is."""
        given = self.cleaned_data
        return Time(given["day"], given["starts"], given["minutes"], given["zone"], given["which"])


class SessionForm(TimeForm):
    """One session, or one on each of these weekdays."""

    title = forms.CharField(label=_("What it is about"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices)
    place = forms.CharField(label=_("Where"), max_length=300, required=False)
    track = forms.ModelChoiceField(Track.objects.none(), label=_("Only for this role"), required=False)
    module = forms.ModelChoiceField(Module.objects.none(), label=_("Module"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Again every"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each day becomes a session of its own that you can move or cancel. None: this day alone."),
    )  # fmt: skip
    until = _day(_("Until"), required=False)
    without = forms.CharField(
        label=_("But not on"), required=False, max_length=600, help_text=_("Days as 2027-07-04, with commas.")
    )
    field_order = (
        "title", "kind", "day", "starts", "minutes", "place", "zone", "track", "module", "weekdays", "until", "without",
        "which",
    )  # fmt: skip

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks = cohort.tracks.all()
        modules = Module.objects.filter(version=cohort.curriculum_id) if cohort.curriculum_id else None
        for name, rows in (("track", tracks), ("module", modules)):
            if rows is None or not rows.exists():
                del self.fields[name]
            else:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_without(self) -> list[date]:
        """Return the days that are left out; each must be one."""
        found = []
        for part in self.cleaned_data["without"].replace(";", ",").split(","):
            if not (text := part.strip()):
                continue
            try:
                day = parse_date(text)
            except ValueError:
                day = None
            if day is None:
                raise forms.ValidationError(
                    _("“%(text)s” is no day: write 2027-07-04."), params={"text": text}
                )
            found.append(day)
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for the last day where there is more than one."""
        given = super().clean() or {}
        if given.get("weekdays") and not given.get("until"):
            self.add_error("until", _("Say until when."))
        return given

    def draft(self) -> SessionDraft:
        """Return the session."""
        given = self.cleaned_data
        return SessionDraft(
            self.moment(),
            given["title"],
            given["kind"],
            given["place"],
            given.get("track"),
            given.get("module"),
        )


class MoveForm(TimeForm):
    """Another time, and why."""

    reason = forms.CharField(label=_("Why, for everybody concerned"), max_length=400, required=False)

    @classmethod
    def begin(cls, session: Session) -> dict[str, Any]:
        """Return what stands in the form first: when it is now."""
        local = session.starts_at.astimezone(ZoneInfo(session.zone))
        zone = session.zone if session.zone in dict(ZONES) else ""
        clock = local.time().replace(second=0, microsecond=0)
        return {"day": session.day, "starts": clock, "minutes": session.minutes, "zone": zone}


class WordsForm(Styled):
    """What a session is about and where."""

    title = forms.CharField(label=_("What it is about"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices)
    place = forms.CharField(label=_("Where"), max_length=300, required=False)


class CancelForm(Styled):
    """Why a session does not take place."""

    reason = forms.CharField(label=_("Why, for everybody concerned"), max_length=400)


class MadeUpForm(Styled):
    """Hours that somebody made up."""

    day = _day(_("Day"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MOST_MINUTES)
    what = forms.CharField(label=_("What they did"), max_length=200)


class ResultForm(Styled):
    """The result of an assessment on its own scale."""

    instrument = forms.CharField(label=_("Assessment"), max_length=120)
    taken_on = _day(_("Taken on"))
    score = forms.DecimalField(label=_("Score"), max_digits=8, decimal_places=2)
    lowest = forms.DecimalField(label=_("Lowest score there is"), max_digits=8, decimal_places=2, initial=0)
    highest = forms.DecimalField(
        label=_("Highest score there is"), max_digits=8, decimal_places=2, initial=100
    )
    passes_at = forms.DecimalField(
        label=_("Passes from"), max_digits=8, decimal_places=2, required=False,
        help_text=_("Empty where it has no such line."),
    )  # fmt: skip


class GainForm(Styled):
    """A measurable skill gain."""

    kind = forms.ChoiceField(
        label=_("Type"), choices=GainKind.choices, help_text=_("20 CFR 677.155(a)(1)(v): letters A to E.")
    )
    achieved_on = _day(_("Achieved on"))
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=300,
        help_text=_("The report, the score, the exam; where it is filed."),
    )
    result = forms.ModelChoiceField(
        AssessmentResult.objects.none(), label=_("The assessment behind it"), required=False
    )
    is_postsecondary = forms.BooleanField(
        label=_("A transcript of a college or other postsecondary school"), required=False
    )


class CredentialForm(Styled):
    """A credential earned."""

    kind = forms.TypedChoiceField(
        label=_("Type"), choices=CredentialType.choices, coerce=int, initial=CredentialType.CERTIFICATE.value
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    earned_on = _day(_("Earned on"))
    expires_on = _day(_("Expires on"), required=False)
    evidence = forms.CharField(label=_("What shows it"), max_length=300)


class OnlineForm(Styled):
    """An online course completed."""

    provider = forms.CharField(label=_("Provider"), max_length=120)
    course = forms.CharField(label=_("Course"), max_length=200)
    completed_on = _day(_("Completed on"))
    minutes = forms.IntegerField(
        label=_("Minutes, where the provider says them"), min_value=1, required=False
    )
    score = forms.CharField(label=_("Score, as the provider writes it"), max_length=40, required=False)


class SheetForm(Styled):
    """A spreadsheet of attendance or of online courses."""

    file = forms.FileField(label=_("Spreadsheet (CSV or XLSX)"))


class FunderRuleForm(Styled):
    """How a funder counts."""

    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Fund"))
    whole_hours = forms.ChoiceField(
        label=_("It counts"),
        choices=[("yes", _("Whole clock hours (34 CFR 600.2)")), ("no", _("Every minute"))],
    )
    minutes = forms.IntegerField(
        label=_("Minutes of a clock hour"), min_value=LEAST_MINUTES, max_value=PERIOD, initial=LEAST_MINUTES,
        help_text=_("50 to 60, as your agreement says."),
    )  # fmt: skip
    made_up = forms.BooleanField(label=_("Hours made up count"), required=False, initial=True)
    excused_percent = forms.IntegerField(
        label=_("Percent of the hours that excused absences may fill"), min_value=0, max_value=MOST_EXCUSED, initial=0,
        help_text=_("Where they need not be made up; 10 at most (34 CFR 668.4(e))."),
    )  # fmt: skip


class AlertForm(Styled):
    """After how many absences the coach is told."""

    alert_after = forms.IntegerField(label=_("Absences in a row"), min_value=1, max_value=20)


def marks_given(given: Any, lines: Any) -> list[Mark]:
    """Return the marks of a sent register: of everybody for whom something was chosen.

    `rest` marks whoever was not marked, here and before.
    """
    marks = []
    for line in lines:
        number = str(line.enrolment.pk)
        presence = given.get(f"p-{number}", "") or ("" if line.attendance else given.get("rest", ""))
        if presence:
            late, early = (
                _minutes(given.get(f"late-{number}", "")),
                _minutes(given.get(f"early-{number}", "")),
            )
            marks.append(Mark(UUID(number), presence, late if presence == "late" else 0, early))
    return marks


def _minutes(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
