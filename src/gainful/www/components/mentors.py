"""Mentors on pages: forms, reasons in words, and the steps that either side may take."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.support.access import may_step
from gainful.domain.support.actions.mentors import Offer
from gainful.domain.support.models import FreeTime, Giving, Mentor, Mentorship
from gainful.domain.support.states.practice import PAIR_RULES, PairState
from gainful.www.components.needs_forms import StyledForm

REASONS: dict[str, str | Promise] = {
    "occupation": gettext_lazy("does the work that you go for"),
    "group": gettext_lazy("does work of the same kind"),
    "employer": gettext_lazy("works at %s"),
    "times": gettext_lazy("is free when you are: %s"),
    "path": gettext_lazy("started where you start"),
    "near": gettext_lazy("lives near you"),
    "language": gettext_lazy("speaks %s, too"),
}
FOR_OTHERS: dict[str, str | Promise] = {
    **REASONS,
    "occupation": gettext_lazy("does the work that the person goes for"),
    "times": gettext_lazy("both are free: %s"),
    "path": gettext_lazy("started where the person starts"),
    "near": gettext_lazy("lives near the person"),
    "language": gettext_lazy("both speak %s"),
}
"""The same to a coach and to the mentor: “you” would be the wrong one."""


def words_of(choices: type[models.TextChoices], chosen: list[str]) -> str:
    """Return the chosen ones in the words of the form that asked, with commas between."""
    return ", ".join(str(choices(one).label) for one in chosen if one in choices.values)


def reason_words(reasons: list[str], *, to_others: bool = False) -> list[str]:
    """Return the reasons of a pair, as the person or as others read them."""
    told = FOR_OTHERS if to_others else REASONS
    found = []
    for reason in reasons:
        code, _colon, word = reason.partition(":")
        shown = str(FreeTime(word).label).lower() if code == "times" and word in FreeTime.values else word
        words = str(told.get(code, ""))
        if words:
            found.append(words % shown if "%s" in words else words)
    return found


def _many(label: Any, choices: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=required
    )


class _Languages(StyledForm):
    languages = forms.CharField(
        label=gettext_lazy("Languages, with commas between"), max_length=200, initial="English"
    )
    times = _many(gettext_lazy("When is there time to meet?"), FreeTime.choices, required=False)

    def language_list(self) -> list[str]:
        """Return the languages one by one."""
        return [part.strip() for part in self.cleaned_data["languages"].split(",") if part.strip()]


class WishForm(_Languages):
    """What a person wants of a mentor."""

    words = forms.CharField(
        label=gettext_lazy("What do you hope for?"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class OfferForm(_Languages):
    """What somebody gives."""

    gives = _many(gettext_lazy("What would you do?"), Giving.choices)
    capacity = forms.IntegerField(
        label=gettext_lazy("How many people at once?"), initial=1, min_value=0, max_value=20
    )
    job_title = forms.CharField(label=gettext_lazy("Job now"), max_length=200, required=False)
    employer_name = forms.CharField(label=gettext_lazy("Employer now"), max_length=200, required=False)

    def offer(self, occupation_code: str = "") -> Offer:
        """Return what was filled in."""
        given = self.cleaned_data
        return Offer(
            given["gives"], self.language_list(), given["times"], given["capacity"], given["job_title"],
            given["employer_name"], occupation_code,
        )  # fmt: skip

    @staticmethod
    def of(mentor: Mentor) -> dict[str, Any]:
        """Return the values to begin with."""
        names = ("gives", "times", "capacity", "job_title", "employer_name")
        return {**{name: getattr(mentor, name) for name in names}, "languages": ", ".join(mentor.languages)}


class MentorForm(OfferForm):
    """A mentor on the register, as staff enter one."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("Email address"))
    occupation_code = forms.RegexField(
        r"^\d\d-\d{4}(\.\d\d)?$", label=gettext_lazy("Occupation (code, such as 31-1131.00)"), required=False
    )
    postal_code = forms.CharField(label=gettext_lazy("ZIP code"), max_length=12, required=False)
    field_order = ("name", "email", "gives", "capacity", "languages", "times", "job_title", "employer_name",
                   "occupation_code", "postal_code")  # fmt: skip


class TalkForm(StyledForm):
    """One talk."""

    held_on = forms.DateField(
        label=gettext_lazy("When did you talk?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=gettext_lazy("What came of it?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Both of you and the coach read this."),
    )  # fmt: skip
    needs_help = forms.BooleanField(label=gettext_lazy("The coach should call"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate()


def pair_context(actor: Actor, row: Mentorship, talk: TalkForm | None = None) -> dict[str, Any]:
    """Return what a page shows of a pair and what its reader may do."""
    return {
        "pair": row,
        "my_state": MY_PAIR_STATES.get(row.state, row.get_state_display()),
        "reasons": reason_words(row.reasons, to_others=actor.role != "participant"),
        "may": {verb: may_step(actor, PAIR_RULES, verb, row) for verb in PAIR_RULES},
        "talk_form": talk or TalkForm(auto_id=f"talk_{row.pk}_%s"),
    }


MY_PAIR_STATES: dict[str, Any] = {
    PairState.PROPOSED: gettext_lazy("Waits for your answer"),
    PairState.OFFERED: gettext_lazy("We ask the mentor"),
    PairState.ACTIVE: gettext_lazy("You meet"),
    PairState.DECLINED: gettext_lazy("One of you said no"),
}
"""How far a pair is, as the person reads it."""
STEPS_SAID: dict[str, Any] = {
    "want": gettext_lazy("Good. Now we ask the mentor."),
    "take": gettext_lazy("Thank you. They are told. You get a link that lasts."),
    "decline": gettext_lazy("All right. Nobody asks why."),
    "end": gettext_lazy("It has ended. Thank you both."),
    "talk": gettext_lazy("Written down."),
}


def said(verb: str) -> str:
    """Return what is said after a step."""
    return str(STEPS_SAID[verb]) if verb in STEPS_SAID else _("Saved.")
