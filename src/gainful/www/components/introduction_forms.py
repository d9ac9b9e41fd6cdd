"""The steps of an introduction as forms: one class a step, the same for every audience that may take it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.models import WageUnit
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements import actions, queries
from gainful.domain.placements.actions import Terms, Why
from gainful.domain.placements.cards import part_labels
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import (
    PERSON_STEPS,
    REASONS,
    AgencyReason,
    Benefit,
    InterviewStatus,
)
from gainful.www.components.person_forms import ATTESTED, styled

Words = str | Promise


class StepForm(forms.Form):
    """A step with its fields; `take` calls the one action behind it."""

    verb: ClassVar[str]
    title: ClassVar[Words]
    button: ClassVar[Words]
    done: ClassVar[Words]
    about: ClassVar[Words] = ""
    primary: ClassVar[bool] = False

    def __init__(self, data: Any, actor: Actor, introduction: Introduction, link: SignedLink | None) -> None:
        self.actor, self.introduction, self.link = actor, introduction, link
        super().__init__(data, prefix=self.verb)
        self.prepare()
        if self.verb in PERSON_STEPS and actor.role in STAFF:
            self.fields["for_person"] = forms.ChoiceField(
                label=_("How did the person tell you?"), choices=ATTESTED
            )
        styled(self)

    def prepare(self) -> None:
        """Fit the fields to the introduction."""

    def why(self) -> Why:
        """Return the reason that was given, and how the person said it."""
        given = self.cleaned_data
        return Why(given.get("reason", ""), given.get("words", ""), given.get("for_person", ""))

    def take(self) -> None:
        """Take the step; JobOrderError names the field that cannot be used."""
        raise NotImplementedError


class ReasonForm(StepForm):
    """A step that ends or turns back something, with a reason out of a list."""

    reason = forms.ChoiceField(label=_("Reason"))
    words = forms.CharField(label=_("In your words"), required=False, max_length=600)

    def prepare(self) -> None:
        """Offer the reasons of this step."""
        self.fields["reason"].choices = [("", "–"), *REASONS[self.verb].choices]  # type: ignore[attr-defined]


class Agree(StepForm):
    """The person lets the employer read about them."""

    verb, title, button, primary = "agree", _("Yes, tell them about me"), _("Yes, introduce me"), True
    done = _("Thank you. The employer can read this now. You can stop it at any time.")
    hide = forms.MultipleChoiceField(
        label=_("Leave out"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Your name, and what you can do, are always shown."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the parts that can be left out."""
        self.fields["hide"].choices = list(part_labels().items())  # type: ignore[attr-defined]

    def take(self) -> None:
        """Agree."""
        actions.agree(
            self.actor, self.introduction, hide=self.cleaned_data["hide"], why=self.why(), link=self.link
        )


class Decline(ReasonForm):
    """The person does not want to be introduced."""

    verb, title, button = "decline", _("No, do not tell them"), _("No")
    done = _("Thank you. The employer sees nothing about you.")

    def take(self) -> None:
        """Decline."""
        actions.decline(self.actor, self.introduction, self.why(), link=self.link)


class Invite(StepForm):
    """The employer plans an interview."""

    verb, title, button, primary = "invite", _("Invite to an interview"), _("Invite"), True
    done = _("Invited. The person is told.")
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Where, or how to join"), max_length=300)
    note = forms.CharField(label=_("What to bring, whom to ask for"), max_length=400, required=False)

    def take(self) -> None:
        """Plan it in the site's time zone."""
        given = self.cleaned_data
        from datetime import datetime

        at = datetime.combine(given["day"], given["clock"], tzinfo=timezone.get_current_timezone())
        actions.invite(
            self.actor, self.introduction, at=at, place=given["place"], note=given["note"], link=self.link
        )


class Interviewed(StepForm):
    """Whoever was there says what came of the interview."""

    verb, title, button = "interviewed", _("What came of the interview?"), _("Save")
    done = _("Saved.")
    status = forms.ChoiceField(
        label=_("The interview"), choices=[c for c in InterviewStatus.choices if c[0] != "planned"]
    )

    def take(self) -> None:
        """Record it of the planned one."""
        meeting = self.introduction.interviews.filter(status=InterviewStatus.PLANNED).first()
        if meeting is not None:
            actions.record_interview(
                self.actor, self.introduction, meeting.pk, self.cleaned_data["status"], link=self.link
            )


class OfferJob(StepForm):
    """The employer offers one committed opening."""

    verb, title, button = "offer", _("Offer the job"), _("Send the offer")
    done = _("Offered. The person is asked to answer, and the opening is kept for them.")
    job_title = forms.CharField(label=_("Job title"), max_length=200)
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    hours_per_week = forms.DecimalField(label=_("Hours a week"), max_digits=5, decimal_places=2)
    wage = forms.DecimalField(label=_("Wage, USD"), max_digits=9, decimal_places=2)
    wage_unit = forms.ChoiceField(label=_("Paid by"), choices=WageUnit.choices)
    schedule = forms.CharField(label=_("Schedule"), max_length=200, required=False)
    benefits = forms.MultipleChoiceField(
        label=_("Benefits"), choices=Benefit.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    next_role = forms.CharField(label=_("What the job can lead to"), max_length=200, required=False)
    subsidised = forms.BooleanField(label=_("A program pays part of the wage"), required=False)
    subsidy = forms.DecimalField(
        label=_("How much in all, USD"), max_digits=9, decimal_places=2, required=False
    )
    answer_by = forms.DateField(label=_("Answer by"), widget=forms.DateInput(attrs={"type": "date"}))

    def prepare(self) -> None:
        """Begin with what the job order and the commitment say."""
        job, today = self.introduction.job, timezone.localdate()
        self.initial = {
            "job_title": job.get("title", ""), "hours_per_week": job.get("hours"), "schedule": job.get("schedule", ""),
            "wage": job.get("wage") or None, "wage_unit": job.get("wage_unit") or "hour",
            "answer_by": today + timedelta(days=5), "starts_on": today + timedelta(days=14),
        }  # fmt: skip

    def take(self) -> None:
        """Offer it."""
        given = self.cleaned_data
        terms = Terms(
            title=given["job_title"], starts_on=given["starts_on"], hours_per_week=given["hours_per_week"],
            wage=given["wage"], wage_unit=given["wage_unit"], schedule=given["schedule"],
            benefits=tuple(given["benefits"]), next_role=given["next_role"], subsidised=given["subsidised"],
            subsidy=given["subsidy"],
        )  # fmt: skip
        actions.make_offer(self.actor, self.introduction, terms, answer_by=given["answer_by"], link=self.link)


class Accept(StepForm):
    """The person accepts."""

    verb, title, button, primary = "accept", _("Accept the offer"), _("Yes, I take the job"), True
    done = _("You accepted. The employer and your agency are told.")

    def take(self) -> None:
        """Accept."""
        actions.accept_offer(self.actor, self.introduction, why=self.why(), link=self.link)


class TakeOfferBack(ReasonForm):
    """The employer takes an offer back."""

    verb, title, button = "take_offer_back", _("Take the offer back"), _("Take it back")
    done = _("Taken back. The person is told, and the opening is free again.")

    def take(self) -> None:
        """Take it back."""
        actions.take_offer_back(self.actor, self.introduction, self.why(), link=self.link)


class Refuse(ReasonForm):
    """The employer says no."""

    verb, title, button = "refuse", _("Say no"), _("Say no")
    done = _("Saved. The person is told kindly. You no longer see anything about them.")
    about = _("The person reads the reason that you choose. Your own words are for the agency.")

    def take(self) -> None:
        """Refuse."""
        actions.refuse(self.actor, self.introduction, self.why(), link=self.link)


class StepBack(ReasonForm):
    """The person no longer wants this job."""

    verb, title, button = "step_back", _("I no longer want this job"), _("Step back")
    done = _("Saved. The employer no longer sees anything about you.")

    def take(self) -> None:
        """Step back."""
        actions.step_back(self.actor, self.introduction, self.why(), link=self.link)


class Hire(StepForm):
    """Somebody says that the person began."""

    verb, title, button, primary = "hire", _("The person began"), _("They began: fill the opening"), True
    done = _("Recorded. The opening is filled.")
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    wage = forms.DecimalField(
        label=_("Wage, USD, as paid"), max_digits=9, decimal_places=2, min_value=Decimal("0.01")
    )

    def prepare(self) -> None:
        """Begin with the offer."""
        offer = queries.live_offer(self.introduction)
        if offer is not None:
            self.initial = {"starts_on": offer.starts_on, "wage": offer.wage}

    def take(self) -> None:
        """Hire."""
        given = self.cleaned_data
        actions.hire(
            self.actor, self.introduction, starts_on=given["starts_on"], wage=given["wage"], link=self.link
        )


class TakeHireBack(StepForm):
    """The agency takes back a hire that was entered wrongly or never began."""

    verb, title, button = (
        "take_hire_back",
        _("They never began, or this is a mistake"),
        _("Take the hire back"),
    )
    done = _("Taken back. The opening is committed again; both rows stay to be seen.")

    def take(self) -> None:
        """Take it back."""
        actions.take_hire_back(self.actor, self.introduction)


class Close(ReasonForm):
    """The agency ends an introduction."""

    verb, title, button = "close", _("End the introduction"), _("End it")
    done = _("Ended. The person is told.")
    about = _("An offer is then taken back, and the employer no longer sees the person.")

    def prepare(self) -> None:
        """Offer the agency's reasons."""
        self.fields["reason"].choices = [("", "–"), *AgencyReason.choices]  # type: ignore[attr-defined]

    def take(self) -> None:
        """End it."""
        actions.close_introduction(self.actor, self.introduction, self.why())


class AskAgain(StepForm):
    """The agency asks the person once more."""

    verb, title, button, primary = "ask_again", _("Ask the person again"), _("Ask again"), True
    done = _("Asked. The employer sees nothing before they say yes.")

    def take(self) -> None:
        """Ask again."""
        actions.ask_again(self.actor, self.introduction)


FORMS: dict[str, type[StepForm]] = {
    form.verb: form
    for form in (
        Agree, Decline, Accept, Invite, Interviewed, OfferJob, Hire, TakeOfferBack, Refuse, StepBack, Close,
        TakeHireBack, AskAgain,
    )
}  # fmt: skip
"""Verb → form, in the order in which a page shows them."""
NEEDS = {"interviewed": "invite"}
"""Forms whose right is that of another step of the table."""
