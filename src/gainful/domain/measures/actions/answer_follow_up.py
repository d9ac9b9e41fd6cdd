"""Answer one wave: the side itself, or staff who write down what it said; say that it is the wrong person; stop it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.accounts.roles import STAFF
from gainful.domain.measures.asking import ABOUT, EMPLOYER, PERSON
from gainful.domain.measures.errors import MeasureError, NotAllowedError
from gainful.domain.measures.models import FollowUp, FollowUpAnswer, MoreAnswer
from gainful.domain.measures.models.follow_ups import WaveSide, YesNo
from gainful.domain.measures.models.more_answers import Credit, Home
from gainful.domain.measures.notices import ANSWERED, WRONG
from gainful.domain.measures.states import FOLLOW_UP_RULES, FollowUpState
from gainful.domain.measures.waves import may_ask_more
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice
from gainful.domain.participants.models import ConsentBasis
from gainful.domain.placements.wages import require_hours, require_wage

HOW = (ConsentBasis.VERBAL, ConsentBasis.SIGNED_FORM)
"""How somebody may have said to staff what they write down."""
MOST_INCOME = 1_000_000
MOST_ANSWERS = 20
"""How often one question is answered: who holds a link does not fill the table."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one side says; empty is not said. Wages in USD, hours a week, satisfaction from 1 to 5."""

    works: str = ""
    same_job: str = ""
    hours_per_week: Decimal | None = None
    wage: Decimal | None = None
    wage_unit: str = ""
    in_school: str = ""
    satisfied: int | None = None
    hire_again: str = ""
    missing: str = ""
    words: str = ""
    may_quote: bool = False
    for_side: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """What a person says of their money, home and how they are, where they allowed it; empty is not said.

    Income is of the household, USD a month; wellbeing from 0 to 10.
    """

    income: Decimal | None = None
    credit: str = ""
    home: str = ""
    behind: str = ""
    wellbeing: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return all(value in (None, "") for value in asdict(self).values())


def _is_party(actor: Actor, row: FollowUp) -> bool:
    if actor.role == "link":
        return True  # PostgreSQL shows the holder of a link its own question alone
    if actor.role == "participant":
        return (
            row.side == WaveSide.PERSON
            and actor.user is not None
            and row.participant.user_id == actor.user.pk
        )
    if actor.role == "employer":
        return row.side == WaveSide.EMPLOYER  # and PostgreSQL shows those of their own hires alone
    return row.organization_id == actor.organization_id


def may(actor: Actor, verb: str, row: FollowUp) -> bool:
    """Whether the actor may take the step now."""
    rule = FOLLOW_UP_RULES[verb]
    return (
        (actor.role in rule.roles or actor.role == SYSTEM_ROLE)
        and _is_party(actor, row)
        and row.state in rule.states
    )


def _require(actor: Actor, verb: str, row: FollowUp) -> None:
    rule = FOLLOW_UP_RULES[verb]
    if actor.role not in {*rule.roles, SYSTEM_ROLE} or not _is_party(actor, row):
        raise NotAllowedError(_("Your role does not answer this."))
    if row.state not in rule.states:
        raise NotAllowedError(
            _("This is not open while the question is “%(state)s”.") % {"state": row.get_state_display()},
            hint=_("Tell your agency what changed; they write it down."),
        )


def _checked(actor: Actor, row: FollowUp, given: Given, *, enough: bool) -> Given:
    for name in ("works", "same_job", "in_school", "hire_again"):
        if getattr(given, name) not in YesNo.values:
            raise MeasureError(_("Choose yes or no, or leave it out."), field=name)
    require_hours(given.hours_per_week)
    require_wage(given.wage, given.wage_unit, given.hours_per_week)
    if given.satisfied is not None and not 1 <= given.satisfied <= 5:
        raise MeasureError(_("Choose a number from 1 to 5."), field="satisfied")
    if given.works == YesNo.NO and (given.same_job == YesNo.YES or given.wage is not None):
        raise MeasureError(
            _("You say that you do not work, and that you have this job or a wage. Please look again."),
            field="works",
        )
    if row.side == WaveSide.EMPLOYER and (given.works or given.in_school):
        raise MeasureError(_("An employer is asked about its own job only."), field="works")
    if row.side == WaveSide.PERSON and (given.satisfied is not None or given.hire_again or given.missing):
        raise MeasureError(_("This is asked of the employer."), field="satisfied")
    if actor.role in STAFF and given.for_side not in HOW:
        raise MeasureError(
            _("Say how they said it: on the phone or in person, or on paper."), field="for_side"
        )
    said = [
        value for name, value in asdict(given).items() if name not in {"for_side", "may_quote", "wage_unit"}
    ]
    if not enough and not any(value not in (None, "", False) for value in said):
        raise MeasureError(
            _("Nothing is answered yet."),
            hint=_("One answer is enough; leave the others out."),
            field="works",
        )
    return given


def _check_more(row: FollowUp, more: More) -> None:
    if not may_ask_more(row):
        raise MeasureError(
            _("The person has not allowed questions about money, home and how they are."),
            hint=_("They allow it under what they share, then it can be answered."), field="income",
        )  # fmt: skip
    if more.income is not None and not 0 <= more.income < MOST_INCOME:
        raise MeasureError(_("An income is 0 USD a month or more."), field="income")
    for name, choices in (("credit", Credit), ("home", Home), ("behind", YesNo)):
        if getattr(more, name) not in choices.values:
            raise MeasureError(_("Choose one of the list, or leave it out."), field=name)
    if more.wellbeing is not None and not 0 <= more.wellbeing <= 10:
        raise MeasureError(_("Choose a number from 0 to 10."), field="wellbeing")


@transaction.atomic
def answer(actor: Actor, row: FollowUp, given: Given, more: More | None = None) -> FollowUpAnswer:
    """Store an answer; the clock then gives it to the person's other questions of these ten days (`telling.py`).

    `more` is what they say under the consent “wellbeing”; whoever takes that back hides it at once.
    """
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _require(actor, "answer", row)
    more = None if more is None or more.is_empty else more
    if more is not None:
        _check_more(row, more)
    given = _checked(actor, row, given, enough=more is not None)
    if row.answers.count() >= MOST_ANSWERS:
        raise MeasureError(_("This was answered %d times. Call the agency instead.") % MOST_ANSWERS)
    values = {**asdict(given), "missing": given.missing.strip()[:400], "words": given.words.strip()[:600]}
    values["wage_unit"] = given.wage_unit if given.wage is not None else ""
    row.state, row.closed_at = FollowUpState.ANSWERED, timezone.now()
    with acting_in("answer_follow_up"):
        made = FollowUpAnswer.objects.create(follow_up=row, role=actor.role, user=actor.user, **values)
        if more is not None:
            MoreAnswer.objects.create(answer=made, **asdict(more))
        elif actor.role == "link":
            _keep_more(made)
        row.save(update_fields=["state", "closed_at"])
    settle_requests(EMPLOYER if row.side == WaveSide.EMPLOYER else PERSON, ABOUT, row.pk)
    notice(actor, ANSWERED, row.pk)
    return made


def _keep_more(made: FollowUpAnswer) -> None:
    """Keep what was said before of money and home: the holder of a link never sees it, so they cannot leave it so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.keep_more(%s)", [made.pk])


@transaction.atomic
def say_wrong_person(actor: Actor, row: FollowUp) -> FollowUp:
    """Say that the person never worked here: what this side said before counts no more."""
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.side != WaveSide.EMPLOYER:
        raise MeasureError(_("This is asked of the person themself."))
    _require(actor, "say_wrong", row)
    row.state, row.closed_at = FollowUpState.WRONG, timezone.now()
    with acting_in("answer_follow_up"):
        row.save(update_fields=["state", "closed_at"])
    settle_requests(EMPLOYER, ABOUT, row.pk)
    notice(actor, WRONG, row.pk)
    return row


@transaction.atomic
def stop(actor: Actor, row: FollowUp) -> FollowUp:
    """Ask no longer; what was answered stays."""
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _require(actor, "stop", row)
    row.state, row.closed_at = FollowUpState.STOPPED, timezone.now()
    with acting_in("answer_follow_up"):
        row.save(update_fields=["state", "closed_at"])
    notice(actor, ANSWERED, row.pk)
    return row
