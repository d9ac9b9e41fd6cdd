"""Forms of support: goals, actions, notes, money, what a raise would change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gainful.domain.support.actions.goals import ActionTerms
from gainful.domain.support.actions.money import Ask
from gainful.domain.support.actions.referrals import AGREED
from gainful.domain.support.errors import SupportError
from gainful.domain.support.kinds import SENSITIVE, Need
from gainful.domain.support.models import (
    CheckInMoment,
    CheckInSide,
    MoneyKind,
    NoteKind,
    Owner,
    SharedWith,
    Way,
)
from gainful.www.components.person_forms import styled

GOALS = list(Need.choices)
PLAIN_GOALS = [choice for choice in Need.choices if choice[0] not in SENSITIVE]
_DAY = {"type": "date"}


class StyledForm(forms.Form):
    """A form in the site's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def take(self, error: SupportError) -> None:
        """Put a refusal beside its field, where the form has it."""
        words = f"{error.message} {error.hint}".strip()
        self.add_error(error.field if error.field in self.fields else None, words)


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )


def _key() -> forms.UUIDField:
    """Return the number of a form as it is shown: sent twice, it is one thing."""
    return forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)


def _usd(label: Any, *, required: bool = True) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0"})
    return forms.DecimalField(label=label, max_digits=10, decimal_places=2, required=required, widget=widget)


class GoalForm(StyledForm):
    """A goal in the person's own words."""

    need = forms.ChoiceField(label=_("What is it about?"), choices=GOALS)
    own_words = forms.CharField(
        label=_("What do you want to change? Use your own words."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, sensitive: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = GOALS if sensitive else PLAIN_GOALS  # type: ignore[attr-defined]


class ActionForm(StyledForm):
    """What somebody does, by when."""

    text = forms.CharField(label=_("What is the next thing to do?"), max_length=300)
    owner = forms.ChoiceField(label=_("Who does it?"), choices=Owner.choices)
    owner_name = forms.CharField(label=_("Who, if somebody else?"), max_length=120, required=False)
    due_on = _day(_("By which day?"))

    def terms(self) -> ActionTerms:
        """Return what was filled in."""
        given = self.cleaned_data
        return ActionTerms(given["text"], given["owner"], given["owner_name"], given["due_on"])


class MoneyForm(StyledForm):
    """A sum that is asked for."""

    kind = forms.ChoiceField(label=_("What is it for?"), choices=MoneyKind.choices)
    words = forms.CharField(label=_("What do you need?"), max_length=400)
    amount = _usd(_("How much, USD?"))
    needed_by = _day(_("By which day do you need it?"))
    key = _key()

    def ask(self) -> Ask:
        """Return what was filled in."""
        given = self.cleaned_data
        return Ask(given["kind"], given["amount"], given["words"], given["needed_by"], key=given["key"])


class CorrectForm(StyledForm):
    """A note in the place of one that was wrong."""

    kind = forms.ChoiceField(label=_("What happened?"), choices=NoteKind.choices)
    text = forms.CharField(label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    shared_with = forms.ChoiceField(label=_("Who may read it?"), choices=SharedWith.choices)
    minutes = forms.IntegerField(
        label=_("Minutes it took"), min_value=0, max_value=1440, required=False,
        help_text=_("They replace those of the first note in the books; none: as before."),
    )  # fmt: skip


class TogetherForm(StyledForm):
    """A note, and what follows from it in the same go: a goal, an action, a referral, a sum."""

    kind = forms.ChoiceField(label=_("What happened?"), choices=NoteKind.choices)
    text = forms.CharField(label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    shared_with = forms.ChoiceField(
        label=_("Who may read it?"), choices=SharedWith.choices, initial=SharedWith.AGENCY
    )
    need = forms.ChoiceField(
        label=_("About"), choices=[("", _("Nothing in particular")), *GOALS], required=False
    )
    minutes = forms.IntegerField(label=_("Minutes it took"), min_value=0, max_value=1440, required=False)
    goal_need = forms.ChoiceField(
        label=_("New goal: about"), choices=[("", _("No new goal")), *GOALS], required=False
    )
    goal_own_words = forms.CharField(label=_("New goal: in their own words"), max_length=400, required=False)
    action_text = forms.CharField(label=_("Next thing to do"), max_length=300, required=False)
    action_owner = forms.ChoiceField(
        label=_("Who does it?"),
        choices=[(k, w) for k, w in Owner.choices if k != Owner.OTHER],
        required=False,
    )
    action_due = _day(_("By which day?"))
    refer_to = forms.CharField(
        label=_("Refer to: name of the service"), max_length=300, required=False,
        help_text=_("For what the new goal, or else the note, is about."),
    )  # fmt: skip
    refer_agreed = forms.ChoiceField(
        label=_("Refer to: how the person agreed"), required=False,
        choices=[("", _("No referral")), *((each.value, each.label) for each in AGREED)],
    )  # fmt: skip
    money_kind = forms.ChoiceField(
        label=_("Money: for"), choices=[("", _("No money")), *MoneyKind.choices], required=False
    )
    money_amount = _usd(_("Money: USD"), required=False)
    money_words = forms.CharField(label=_("Money: what for"), max_length=400, required=False)
    key = _key()

    FIELDS = {
        "goal_need": "goal_need", "own_words": "goal_own_words", "words": "money_words", "amount": "money_amount",
        "due_on": "action_due", "owner": "action_owner", "service": "refer_to", "agreed_how": "refer_agreed",
    }  # fmt: skip

    def take(self, error: SupportError) -> None:
        """Put a refusal beside its field: parts name their fields as their own forms do."""
        name = self.FIELDS.get(error.field, error.field)
        words = f"{error.message} {error.hint}".strip()
        self.add_error(name if name in self.fields else None, words)


class ReasonForm(StyledForm):
    """Why not."""

    reason = forms.CharField(label=_("Why not? The person reads it."), max_length=400)


class ApproveForm(StyledForm):
    """A sum from a fund."""

    fund = forms.ChoiceField(label=_("From which fund?"))
    amount = _usd(_("How much, USD?"))
    over_cap_reason = forms.CharField(
        label=_("If it is more than the cap: why does this person need it?"), max_length=400, required=False
    )


class GiveForm(StyledForm):
    """How approved money was given."""

    way = forms.ChoiceField(label=_("How?"), choices=Way.choices)
    payee = forms.CharField(label=_("To whom?"), max_length=200)
    reference = forms.CharField(label=_("Number of the voucher or payment"), max_length=80)
    day = _day(_("On which day?"), required=True)


class ProveForm(StyledForm):
    """The receipt."""

    receipt = forms.CharField(label=_("Number of the receipt, or where it is"), max_length=200)
    day = _day(_("Day of the receipt"), required=True)
    spent = _usd(_("What was spent, USD (of a voucher)"), required=False)


class CapForm(StyledForm):
    """A cap."""

    kind = forms.ChoiceField(label=_("For"), choices=MoneyKind.choices)
    amount = _usd(_("At most, USD"))
    days = forms.IntegerField(label=_("Within days"), initial=365, min_value=1, max_value=3660)
    source = forms.CharField(label=_("Where it stands"), max_length=200, required=False)


class RaiseForm(StyledForm):
    """Hours and pay now and then, and what the household gets."""

    hours_before = forms.DecimalField(
        label=_("Hours a week now"), min_value=0, max_value=168, decimal_places=2
    )
    wage_before = _usd(_("Pay an hour now, USD"))
    hours_after = forms.DecimalField(
        label=_("Hours a week then"), min_value=0, max_value=168, decimal_places=2
    )
    wage_after = _usd(_("Pay an hour then, USD"))
    household = forms.IntegerField(label=_("People in the household"), min_value=1, max_value=20, initial=1)
    other_income = _usd(_("Other income of the household, USD a month"), required=False)
    benefits = forms.CharField(label=_("Benefits they get"), max_length=300, required=False)
    day = _day(_("From which day?"))

    def __init__(self, *args: Any, known: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:  # a rule is found by the name that the agency gave it, in whatever language one reads
            words = gettext("One after another with commas, by these names: %(names)s")
            self.fields["benefits"].help_text = words % {"names": ", ".join(known)}

    def clean(self) -> dict[str, Any]:
        """Fill what may be left open."""
        found = super().clean() or {}
        found["other_income"] = found.get("other_income") or Decimal(0)
        found["day"] = found.get("day") or timezone.localdate()
        names = [name.strip() for name in str(found.get("benefits", "")).split(",")]
        found["benefits"] = list(dict.fromkeys(name[:80] for name in names if name))[:20]
        return found


class TalkForm(StyledForm):
    """A talk after the hire: a conversation and a note."""

    moment = forms.ChoiceField(
        label=_("Which talk is it, after the first day?"), choices=CheckInMoment.choices
    )
    side = forms.ChoiceField(label=_("With whom did you speak?"), choices=CheckInSide.choices)
    kind = forms.ChoiceField(
        label=_("How?"),
        choices=[(k, w) for k, w in NoteKind.choices if k in {"call", "meeting", "visit", "employer"}],
    )
    text = forms.CharField(
        label=_("How is it going? Your note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    minutes = forms.IntegerField(label=_("Minutes it took"), min_value=0, max_value=1440, required=False)


class ConcernForm(StyledForm):
    """What an employer sees with somebody they hired."""

    words = forms.CharField(
        label=_("What do you see? The person reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wish = forms.CharField(label=_("What would help?"), max_length=400, required=False)
    key = _key()


class SharedPlanForm(ActionForm):
    """What shall change, and the first thing that somebody does."""

    words = forms.CharField(label=_("What shall change? In words that all three can read."), max_length=400)
    field_order = ("words", "text", "owner", "owner_name", "due_on")

    def actions(self) -> list[ActionTerms]:
        """Return the first action."""
        return [self.terms()]
