"""Practice work under way: the weekly log, breaking off, the host's review and the person's counter-signature."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.notices import notice
from gainful.domain.support.access import require_step
from gainful.domain.support.actions.practice import Signer, move
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import PracticeAgreement, PracticeWeek
from gainful.domain.support.states.practice import PRACTICE_RULES, PracticeOutcome, PracticeSide

MOST_IN_A_WEEK = Decimal(60)
LOG = "log_practice"
REVIEWED = "practice_reviewed"


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def log_week(
    actor: Actor, row: PracticeAgreement, *, day: date, hours: Decimal, words: str, side: PracticeSide
) -> PracticeWeek:
    """Write down the hours of a day's week; what is confirmed stays."""
    require_step(actor, PRACTICE_RULES, "log", row)
    week = monday_of(day)
    last = min(row.ends_on, row.broken_off_on or row.ends_on, timezone.localdate())
    if not monday_of(row.starts_on) <= week <= last:
        raise SupportError(_("This week is not one of the agreement, or has not come yet."), field="day")
    if not 0 <= hours <= MOST_IN_A_WEEK:
        raise SupportError(_("Hours of a week are between 0 and 60."), field="hours")
    given = {"hours": hours, "words": words.strip()[:1000], "logged_by": side, "logged_at": timezone.now()}
    with acting_in(LOG):
        PracticeWeek.objects.bulk_create(
            [PracticeWeek(agreement=row, week_on=week, **given)], ignore_conflicts=True
        )
        changed = PracticeWeek.objects.filter(agreement=row, week_on=week, confirmed_at=None).update(**given)
    if not changed:
        raise NotAllowedError(
            _("This week is confirmed already."), hint=_("Talk with the agency if the hours are wrong.")
        )
    return PracticeWeek.objects.get(agreement=row, week_on=week)


@transaction.atomic
def confirm_week(
    actor: Actor, row: PracticeAgreement, week: PracticeWeek, signer: Signer, *, seen: Decimal | None = None
) -> PracticeWeek:
    """Say that the hours are right; the clock writes them into the ledger.

    `seen`: the hours on the page that was read, where the week is read anew with the answer.
    """
    require_step(actor, PRACTICE_RULES, "confirm", row)
    if not signer.name.strip():
        raise SupportError(_("Write your name."), field="name")
    with acting_in(LOG):
        done = PracticeWeek.objects.filter(
            pk=week.pk, agreement=row, confirmed_at=None, hours=week.hours if seen is None else seen
        ).update(confirmed_by=signer.name.strip()[:200], confirmed_at=timezone.now())
    if not done:
        raise NotAllowedError(
            _("This week was changed or confirmed meanwhile."),
            hint=_("Reload the page and look at the hours."),
        )
    week.refresh_from_db()
    return week


@transaction.atomic
def break_off(
    actor: Actor, row: PracticeAgreement, *, side: PracticeSide, why: str, on: date | None = None
) -> PracticeAgreement:
    """End the practice before its last day; hours until then still count, and the host can still review it."""
    require_step(actor, PRACTICE_RULES, "break_off", row)
    move(
        row, "break_off", broken_off_on=on or timezone.localdate(), broken_off_by=side,
        broken_off_why=why.strip()[:400],
    )  # fmt: skip
    notice(actor, REVIEWED, row.pk)
    return row


@transaction.atomic
def review_practice(
    actor: Actor, row: PracticeAgreement, signer: Signer, *, outcome: str, words: str, side: PracticeSide
) -> PracticeAgreement:
    """Say what came of it; the host alone does, and the person signs beside it."""
    require_step(actor, PRACTICE_RULES, "review", row)
    if side != PracticeSide.HOST:
        raise NotAllowedError(_("The host reviews the practice."))
    if outcome not in PracticeOutcome.values:
        raise SupportError(_("Choose what came of it."), field="outcome")
    if not words.strip():
        raise SupportError(_("Write what you saw: the person reads it."), field="words")
    if not signer.name.strip():
        raise SupportError(_("Write your name: it stands as your signature."), field="name")
    move(
        row, "review", outcome=outcome, review=words.strip()[:2000], reviewed_by=signer.name.strip()[:200],
        reviewed_at=timezone.now(),
    )  # fmt: skip
    notice(actor, REVIEWED, row.pk)
    return row


@transaction.atomic
def counter_sign(
    actor: Actor, row: PracticeAgreement, *, agrees: bool, words: str = "", side: PracticeSide
) -> PracticeAgreement:
    """Sign the review as read, agreeing or in one's own words; both stand side by side."""
    require_step(actor, PRACTICE_RULES, "counter_sign", row)
    if side != PracticeSide.PARTICIPANT:
        raise NotAllowedError(_("The person signs the review."))
    if not agrees and not words.strip():
        raise SupportError(_("Say in your words what you see differently."), field="words")
    move(
        row, "counter_sign", person_agrees=agrees, person_words=words.strip()[:2000],
        counter_signed_at=timezone.now(),
    )  # fmt: skip
    notice(actor, REVIEWED, row.pk)
    return row
