"""The six questions of a wave, for whoever answers: the person, the employer, or staff who write down what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import WageUnit
from gainful.domain.measures import queries
from gainful.domain.measures.actions import Given, More, answer, say_wrong_person
from gainful.domain.measures.actions.answer_follow_up import may
from gainful.domain.measures.models import FollowUp, FollowUpAnswer
from gainful.domain.measures.models.follow_ups import WaveClock, WaveSide
from gainful.domain.measures.models.more_answers import Credit, Home
from gainful.domain.measures.said_queries import improvements_for_me
from gainful.domain.measures.states import FollowUpState
from gainful.domain.measures.waves import may_ask_more
from gainful.www.components.person_forms import ATTESTED, styled

Choices = list[tuple[str, str | Promise]]
YES_NO: Choices = [
    ("", gettext_lazy("I leave this out")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")),
]  # fmt: skip
SATISFIED: Choices = [
    ("", gettext_lazy("I leave this out")), ("5", gettext_lazy("5: very")), ("4", "4"), ("3", "3"), ("2", "2"),
    ("1", gettext_lazy("1: not at all")),
]  # fmt: skip
UNITS: Choices = [("", gettext_lazy("choose")), *WageUnit.choices]
PERSON, EMPLOYER = (
    ("works", "same_job", "wage", "wage_unit", "hours_per_week", "in_school", "words", "may_quote"),
    ("same_job", "satisfied", "hire_again", "wage", "wage_unit", "missing", "words", "may_quote"),
)
MORE = ("income", "credit", "home", "behind", "wellbeing")
"""Asked beside the six, only of people who allowed it."""
LABELS: dict[tuple[str, str], str | Promise] = {
    (WaveSide.EMPLOYER, "same_job"): gettext_lazy("Does the person still work for you?"),
    (WaveSide.EMPLOYER, "words"): gettext_lazy("Anything else"),
    (WaveClock.DRAW, "same_job"): gettext_lazy("Is it the same job as when we asked last?"),
}


def left_out(choices: Sequence[tuple[str, Any]]) -> Choices:
    """Return choices whose empty one says that the question is left out."""
    return [YES_NO[0], *((value, label) for value, label in choices if value)]


SHOWN = 5
"""What was changed for earlier answers, shown beside the questions."""


class FollowUpForm(forms.Form):
    """What one side says; every question may be left out."""

    works = forms.ChoiceField(
        label=gettext_lazy("Do you work at the moment?"), choices=YES_NO, required=False
    )
    same_job = forms.ChoiceField(
        label=gettext_lazy("Are you still in this job?"), choices=YES_NO, required=False
    )
    satisfied = forms.ChoiceField(
        label=gettext_lazy("How satisfied are you with the person's work?"), choices=SATISFIED, required=False
    )
    hire_again = forms.ChoiceField(
        label=gettext_lazy("Would you hire them again?"), choices=YES_NO, required=False
    )
    wage = forms.DecimalField(
        label=gettext_lazy("What does the job pay now, USD?"), max_digits=10, decimal_places=2, required=False
    )
    wage_unit = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=UNITS, required=False)
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("How many hours a week?"), max_digits=5, decimal_places=2, required=False
    )
    in_school = forms.ChoiceField(
        label=gettext_lazy("Are you in school or training?"), choices=YES_NO, required=False
    )
    missing = forms.CharField(
        label=gettext_lazy("Which skills do you miss? The next ones will learn them."), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Is there something you want to tell us?"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    may_quote = forms.BooleanField(
        label=gettext_lazy("You may quote my words, without my name"), required=False
    )
    income = forms.DecimalField(
        label=gettext_lazy("What comes in each month in your household, USD?"), max_digits=9, decimal_places=2,
        required=False,
    )  # fmt: skip
    credit = forms.ChoiceField(
        label=gettext_lazy("How is your credit?"), choices=left_out(Credit.choices), required=False
    )
    home = forms.ChoiceField(
        label=gettext_lazy("Where do you live?"), choices=left_out(Home.choices), required=False
    )
    behind = forms.ChoiceField(
        label=gettext_lazy("Are you behind with rent or bills?"), choices=YES_NO, required=False
    )
    wellbeing = forms.IntegerField(
        label=gettext_lazy("All in all, how does life go? 0 is the worst, 10 the best"), min_value=0, max_value=10,
        required=False,
    )  # fmt: skip
    for_side = forms.ChoiceField(
        label=gettext_lazy("How did they say it?"), choices=[("", gettext_lazy("choose")), *ATTESTED]
    )

    def __init__(
        self,
        row: FollowUp,
        data: Any = None,
        *,
        by_staff: bool = False,
        before: FollowUpAnswer | None = None,
    ) -> None:
        """Ask a side; `before` is what it said last, so that whoever corrects one answer keeps the others."""
        super().__init__(data, initial=_said(before))
        self.asks_more = may_ask_more(row)
        kept = (EMPLOYER if row.side == WaveSide.EMPLOYER else PERSON) + (MORE if self.asks_more else ())
        kept += ("for_side",) if by_staff else ()
        for name in set(self.fields) - set(kept):
            del self.fields[name]
        for key in (row.clock, row.side):
            for (which, name), label in LABELS.items():
                if which == key and name in self.fields:
                    self.fields[name].label = str(label)
        self.order_fields(kept)
        styled(self)

    def given(self) -> Given:
        """Return the answers as the domain takes them."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in MORE}
        if "satisfied" in found:
            found["satisfied"] = int(found["satisfied"]) if found["satisfied"] else None
        return Given(**found)

    def more(self) -> More | None:
        """Return what is said of money, home and how they are; None where that is not asked."""
        return More(**{name: self.cleaned_data[name] for name in MORE}) if self.asks_more else None


def _said(before: FollowUpAnswer | None) -> dict[str, Any]:
    if before is None:
        return {}
    more = getattr(before, "more", None)
    return {name: getattr(before, name) for name in {*PERSON, *EMPLOYER}} | (
        {name: getattr(more, name) for name in MORE} if more else {}
    )


def follow_up_context(
    request: ActorRequest, row: FollowUp, bound: FollowUpForm | None = None, *, by_staff: bool = False
) -> dict[str, Any]:
    """Return what a page of one question shows: the form where it may be answered, and what was answered before."""
    can = may(request.actor, "answer", row)
    answers = queries.answers_of(row)
    before = answers[0] if answers and row.state == FollowUpState.ANSWERED else None
    return {
        "row": row,
        "form": bound or (FollowUpForm(row, by_staff=by_staff, before=before) if can else None),
        "is_answered": before is not None,
        "answers": answers,
        "is_employer": row.side == WaveSide.EMPLOYER,
        "is_draw": row.clock == WaveClock.DRAW,
        "keeps_more": before is not None and request.actor.role == "link",
        "is_mine": not by_staff and row.side == WaveSide.PERSON,
        "stop_url": _where_to_stop(row) if request.actor.role == "participant" else "",
        "could_ask_more": request.actor.role == "participant" and not may_ask_more(row),
        "improvements": [] if by_staff else list(improvements_for_me()[:SHOWN]),
        "can_say_wrong": may(request.actor, "say_wrong", row),
    }


def _where_to_stop(row: FollowUp) -> str:
    """Return where somebody says that they want no more of these questions: where they agreed to them."""
    if row.application_id is not None:
        return reverse("participant:application", args=[row.application_id])
    return reverse("participant:privacy")


def take_answer(
    request: ActorRequest, row: FollowUp, actor: Any, *, by_staff: bool = False
) -> FollowUpForm | None:
    """Take an answer; the form with what is wrong where it cannot be taken."""
    if "wrong" in request.POST:
        try:
            say_wrong_person(actor, row)
        except JobOrderError as error:
            messages.error(request, f"{error.message} {error.hint}".strip())
        else:
            messages.success(
                request, _("Thank you. The agency looks into it, and nothing you said about them counts.")
            )
        return None
    form = FollowUpForm(row, request.POST, by_staff=by_staff)
    if form.is_valid():
        try:
            answer(actor, row, form.given(), form.more())
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
    if form.errors:
        return form
    messages.success(request, _("Thank you. Your answer is in.") if not by_staff else _("Written down."))
    return None
