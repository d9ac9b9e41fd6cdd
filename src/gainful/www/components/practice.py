"""Practice work on pages: its forms, its words, and each step that a side may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages as notices
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support.access import may_step
from gainful.domain.support.actions.practice import Signer, Terms, sign_practice
from gainful.domain.support.actions.practice_weeks import (
    break_off,
    confirm_week,
    counter_sign,
    log_week,
    review_practice,
)
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import PracticeAgreement, PracticeSignature, PracticeWeek
from gainful.domain.support.practice_queries import week as find_week
from gainful.domain.support.practice_terms import TERMS, sides_of
from gainful.domain.support.states.practice import (
    PRACTICE_RULES,
    Insurer,
    PracticeKind,
    PracticeOutcome,
    PracticeSide,
    PracticeState,
    SignedHow,
)
from gainful.www.components.needs_forms import StyledForm

_AREA = {"rows": 3}
LETTERS = ("host_language", "employer_language")
"""In which language letters go; nobody signs it."""


def _text(
    label: Any, most: int, *, required: bool = True, area: bool = False, hint: Any = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs=_AREA) if area else forms.TextInput()
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=hint)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _language(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=settings.LANGUAGES, initial="en", required=False)


class PracticeForm(StyledForm):
    """What is agreed."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of practice?"), choices=PracticeKind.choices)
    person_name = _text(gettext_lazy("What is the person called at work?"), 200)
    host_name = _text(gettext_lazy("Where: name of the host"), 200)
    host_contact = _text(gettext_lazy("Who guides the person there?"), 200)
    host_email = forms.EmailField(label=gettext_lazy("The host's email address"))
    work = _text(gettext_lazy("What work is it?"), 200)
    tasks = _text(gettext_lazy("What does the person do?"), 1000, area=True)
    learns = _text(gettext_lazy("What does the person learn?"), 1000, required=False, area=True)
    place = _text(gettext_lazy("Address, and how to get there"), 300)
    starts_on = _day(gettext_lazy("First day"))
    ends_on = _day(gettext_lazy("Last day"))
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"),
        initial=20,
        max_digits=4,
        decimal_places=1,
        min_value=0,
        max_value=40,
    )
    wage = forms.DecimalField(
        label=gettext_lazy("Pay, USD an hour"), required=False, max_digits=6, decimal_places=2, min_value=0,
        help_text=gettext_lazy("Empty means unpaid."),
    )  # fmt: skip
    insurer = forms.ChoiceField(
        label=gettext_lazy("Who insures the person at work?"), choices=Insurer.choices
    )
    insurance = _text(
        gettext_lazy("Policy, and whom to call after an accident"), 300,
        hint=gettext_lazy("For example: policy WC-1, call 612-555-0100"),
    )  # fmt: skip
    employer_name = _text(
        gettext_lazy("Current employer, if the person has one who must agree"), 200, required=False
    )
    employer_email = forms.EmailField(
        label=gettext_lazy("The current employer's email address"), required=False
    )
    host_language = _language(gettext_lazy("The host reads letters in"))
    employer_language = _language(gettext_lazy("The current employer reads letters in"))
    field_order = (
        "kind",
        "person_name",
        "host_name",
        "host_contact",
        "host_email",
        "host_language",
        "work",
        "tasks",
        "learns",
        "place",
        "starts_on",
        "ends_on",
        "hours_per_week",
        "wage",
        "insurer",
        "insurance",
        "employer_name",
        "employer_email",
        "employer_language",
    )

    def terms(self) -> Terms:
        """Return what was filled in."""
        given = self.cleaned_data
        return Terms(**{**given, **{name: given[name] or "en" for name in LETTERS}})


class NameForm(StyledForm):
    """A signature: the name, typed."""

    name = _text(gettext_lazy("Your name"), 200)
    title = _text(gettext_lazy("Your position"), 200, required=False)


class WeekForm(StyledForm):
    """The hours of one week."""

    day = _day(gettext_lazy("A day of the week"))
    hours = forms.DecimalField(
        label=gettext_lazy("Hours in that week"), max_digits=4, decimal_places=1, min_value=0, max_value=60
    )
    words = _text(gettext_lazy("What was done?"), 1000, required=False, area=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()


class EndForm(StyledForm):
    """Ending it before the last day."""

    why = _text(gettext_lazy("Why does it end?"), 400, required=False)


class ReviewForm(StyledForm):
    """What the host saw."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=[("", ""), *PracticeOutcome.choices]
    )
    words = _text(
        gettext_lazy("What did you see?"),
        2000,
        area=True,
        hint=gettext_lazy("The person reads this and signs it."),
    )
    name = _text(gettext_lazy("Your name"), 200)


class CounterForm(StyledForm):
    """The person's signature under the review."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("Is it right?"),
        choices=[("yes", gettext_lazy("Yes, I agree")), ("no", gettext_lazy("No, I see it differently"))],
    )
    words = _text(gettext_lazy("In your words"), 2000, required=False, area=True)


LABELS: dict[str, Any] = {
    **{name: PracticeForm.base_fields[name].label for name in TERMS}, "wage": gettext_lazy("Pay"),
}  # fmt: skip
MY_LABELS: dict[str, Any] = {
    **LABELS,
    "person_name": gettext_lazy("My name at work"),
    "host_contact": gettext_lazy("Who guides me there?"),
    "tasks": gettext_lazy("What do I do?"),
    "learns": gettext_lazy("What do I learn?"),
    "insurer": gettext_lazy("Who insures me at work?"),
    "employer_name": gettext_lazy("My employer now, who must agree"),
}
"""The same as the person whom it is about reads it."""
SIGNERS: dict[str, Any] = {
    PracticeSide.PARTICIPANT: gettext_lazy("the person"),
    PracticeSide.HOST: gettext_lazy("the host"),
    PracticeSide.PROVIDER: gettext_lazy("the agency"),
    PracticeSide.EMPLOYER: gettext_lazy("the current employer"),
}
MY_STATES: dict[str, Any] = {
    PracticeState.REVIEWED: gettext_lazy("Reviewed by the host: waits for you"),
    PracticeState.CLOSED: gettext_lazy("Closed: you have signed the review"),
}


def my_state(row: PracticeAgreement) -> str:
    """Return how far an agreement is, as the person whom it is about reads it."""
    return str(MY_STATES.get(row.state, row.get_state_display()))


def _signer(signs: PracticeSide, reader: PracticeSide | None) -> str:
    return _("you") if signs == reader else str(SIGNERS[signs])


FORMS: dict[str, type[StyledForm]] = {
    "sign": NameForm, "log": WeekForm, "break_off": EndForm, "review": ReviewForm, "counter_sign": CounterForm,
}  # fmt: skip
SAID = {
    "sign": gettext_lazy("Signed. Thank you."),
    "log": gettext_lazy("Saved."),
    "confirm": gettext_lazy("Confirmed."),
    "break_off": gettext_lazy("It has ended. Hours until now still count."),
    "review": gettext_lazy("Thank you. The person reads it and signs beside it."),
    "counter_sign": gettext_lazy("Signed. Your words stand beside the host's."),
}
_HIDDEN = {"host_email", "employer_email"}


def _facts(row: PracticeAgreement, side: PracticeSide) -> list[tuple[Any, Any]]:
    values = {
        **{name: getattr(row, name) for name in TERMS},
        "kind": row.get_kind_display(), "insurer": row.get_insurer_display(),
        "wage": _("$%s an hour") % row.wage if row.wage is not None else _("unpaid"),
        "hours_per_week": floatformat(row.hours_per_week, -1),
    }  # fmt: skip
    labels = MY_LABELS if side == PracticeSide.PARTICIPANT else LABELS
    inside = side == PracticeSide.PROVIDER
    return [
        (labels[name], value)
        for name, value in values.items()
        if value != "" and (inside or name not in _HIDDEN)
    ]


def _is_open(each: PracticeSignature) -> bool:
    """Whether it is worth asking the signer: the agency had the link, or one of its members the browser."""
    return each.way in {SignedHow.HANDED, SignedHow.DESK}


def practice_context(
    actor: Actor,
    row: PracticeAgreement,
    side: PracticeSide,
    bound: dict[str, StyledForm] | None = None,
    *,
    reads_only: str = "",
) -> dict[str, Any]:
    """Return what a page shows of an agreement and what its reader may do now: nothing, where words say why."""
    bound = bound or {}
    reader = None if reads_only else side
    signed = {each.side for each in row.signatures.all()}
    may = {verb: not reads_only and may_step(actor, PRACTICE_RULES, verb, row) for verb in PRACTICE_RULES}
    may["sign"] = may["sign"] and side not in signed
    may["review"] = may["review"] and side == PracticeSide.HOST
    may["counter_sign"] = may["counter_sign"] and side == PracticeSide.PARTICIPANT
    may["confirm"] = may["confirm"] and side in {PracticeSide.HOST, PracticeSide.PROVIDER}
    waits = [_signer(each, reader) for each in sides_of(row) if each not in signed]
    hours = sum((each.hours for each in row.weeks.all() if each.confirmed_at), start=0)
    shown = {verb: bound.get(verb) or form(prefix=verb) for verb, form in FORMS.items()}
    if side == PracticeSide.PARTICIPANT:  # a person signs as themself
        shown["sign"].fields.pop("title", None)
    return {
        "practice": row,
        "side": side,
        "reads_only": reads_only,
        "signatures": [(each, signed_how(each), _is_open(each)) for each in row.signatures.all()],
        "facts": _facts(row, side),
        "may": may,
        "forms": shown,
        "waits": waits if row.state == PracticeState.SENT else [],
        "confirmed_hours": hours,
        "name_form": bound.get("confirm") or NameForm(prefix="confirm"),
    }


@dataclass(frozen=True, slots=True)
class Through:
    """The link that a step comes through, and whose account the browser knows."""

    link_id: UUID | None = None
    browser_of: str = ""
    at_desk: bool = False


def signed_how(each: PracticeSignature) -> list[str]:
    """Return by which way a signature came, as every side reads it; nothing where it was not kept."""
    if not each.way:
        return []
    if each.way == SignedHow.HANDED:
        words = [_("Signed through a link that %(who)s of the agency made and handed over, not through a letter.")
                 % {"who": each.handed_by or _("a former colleague")}]  # fmt: skip
    elif each.way == SignedHow.DESK:
        words = [
            _(
                "Signed through the link in a letter to them, in a browser where somebody of the agency was signed in."
            )
        ]
    elif each.way == SignedHow.LETTER:
        words = [_("Signed through the link in a letter to them.")]
    else:
        words = [_("Signed with their own account.")]
    if each.browser_of:
        words.append(_("Account known to that browser: %(who)s.") % {"who": each.browser_of})
    return words


def _week(row: PracticeAgreement, number: str) -> PracticeWeek:
    found = find_week(row, number)
    if found is None:
        raise SupportError(_("This week is no longer there."), hint=_("Reload the page."))
    return found


def _hours(request: ActorRequest) -> Decimal:
    """Return the hours that stood on the page that was read; -1, which no week has, where none are sent."""
    try:
        hours = Decimal(request.POST.get("hours", ""))
    except InvalidOperation:
        return Decimal(-1)
    return hours if hours.is_finite() and abs(hours) < 100 else Decimal(-1)


def take_practice_step(
    request: ActorRequest,
    actor: Actor,
    row: PracticeAgreement,
    verb: str,
    *,
    side: PracticeSide,
    through: Through | None = None,
) -> dict[str, StyledForm] | None:
    """Take one step; returns the form with what is wrong, or None where it was taken or cannot be mended there."""
    form = (NameForm if verb == "confirm" else FORMS[verb])(request.POST, prefix=verb)
    if verb == "confirm" and actor.user is not None:
        form = NameForm({"confirm-name": str(actor.user)}, prefix=verb)
    if not form.is_valid():
        return {verb: form}
    given = form.cleaned_data

    def signer() -> Signer:
        found = through or Through()
        return Signer(given["name"], given.get("title", ""), found.link_id, found.browser_of, found.at_desk)

    steps: dict[str, Callable[[], object]] = {
        "sign": lambda: sign_practice(
            actor, row, signer(), side=side, seen_hash=request.POST.get("seen", "")
        ),
        "log": lambda: log_week(
            actor, row, day=given["day"], hours=given["hours"], words=given["words"], side=side
        ),
        "confirm": lambda: confirm_week(
            actor, row, _week(row, request.POST.get("week", "")), signer(), seen=_hours(request)
        ),
        "break_off": lambda: break_off(actor, row, side=side, why=given["why"]),
        "review": lambda: review_practice(
            actor, row, signer(), outcome=given["outcome"], words=given["words"], side=side
        ),
        "counter_sign": lambda: counter_sign(
            actor, row, agrees=given["agrees"] == "yes", words=given["words"], side=side
        ),
    }
    try:
        steps[verb]()
    except SupportError as error:
        form.take(error)
        return {verb: form}
    notices.success(request, str(SAID[verb]))
    return None
