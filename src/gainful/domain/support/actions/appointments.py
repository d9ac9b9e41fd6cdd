"""Book, move, cancel and settle appointments; the database lets nobody be in two places at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.messages.notices import notice
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Participant
from gainful.domain.support.access import require_appointment, require_manager, require_staff, side_of
from gainful.domain.support.actions.free_times import MOVED
from gainful.domain.support.actions.referrals import NOBODY, By, schedule_referral
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Appointment, NoShowRule, Referral
from gainful.domain.support.no_show import rule_at
from gainful.domain.support.states import APPOINTMENT_RULES, AppointmentState, Side

LONGEST = timedelta(hours=12)
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Slot:
    """When: the start belongs to it, the end does not, so one may begin at the minute at which another ends."""

    starts_at: datetime
    minutes: int
    zone: str = ""

    @property
    def ends_at(self) -> datetime:
        """The first minute that is free again."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def check(self) -> None:
        """SupportError where it lies in the past, is too long or too far away."""
        if not 5 <= self.minutes <= LONGEST.total_seconds() / 60:
            raise SupportError(_("An appointment takes from 5 minutes to 12 hours."), field="minutes")
        if self.starts_at < timezone.now():
            raise SupportError(_("This time has passed."), field="starts")
        if self.starts_at > timezone.now() + FARTHEST:
            raise SupportError(_("Appointments are made for at most a year ahead."), field="starts")


@dataclass(frozen=True, slots=True)
class About:
    """What for, where, how to get there and whom to call."""

    what: str
    place: str = ""
    how_to_get_there: str = ""
    call: str = ""


@contextmanager
def _free_time() -> Iterator[None]:
    """Say in words that somebody's time is taken; whose other appointment it is stays untold."""
    try:
        with transaction.atomic(), acting_in("move_appointment"):
            yield
    except IntegrityError as error:
        if "support_no_double_booking" not in str(error):
            raise
        raise SupportError(
            _("At this time the person or whoever meets them has another appointment."),
            hint=_("Choose another time. One may begin at the minute at which another ends."), field="starts",
        ) from error  # fmt: skip


@transaction.atomic
def book(
    actor: Actor, person: Participant, slot: Slot, about: About, *, host: User | None = None,
    referral: Referral | None = None, by: By = NOBODY,
) -> Appointment:  # fmt: skip
    """Make an appointment with a person: of the agency, or of a service through the link of its referral."""
    slot.check()
    what = about.what.strip()
    if not what:
        raise SupportError(_("Say what the appointment is for."), field="what")
    organization = referral.organization if actor.role == LINK_ROLE and referral else require_staff(actor)
    if referral is not None and referral.participant_id != person.pk:
        raise SupportError(_("The referral is another person's."), field="referral")
    if host is not None:
        here = Membership.objects.filter(user=host, organization=organization, ended_at=None)
        if actor.role == LINK_ROLE or not here.exists():
            raise SupportError(_("%s does not work here.") % host, field="host")
    row = Appointment(
        organization=organization, participant=person, referral=referral, host=host, what=what[:200],
        starts_at=slot.starts_at.replace(second=0, microsecond=0), zone=slot.zone or settings.TIME_ZONE,
        ends_at=slot.ends_at.replace(second=0, microsecond=0), place=about.place.strip()[:300],
        how_to_get_there=about.how_to_get_there.strip()[:500], call=about.call.strip()[:200], created_by=actor.user,
    )  # fmt: skip
    with _free_time():
        row.save(force_insert=True)
    if referral is not None:
        schedule_referral(actor, referral, by=by)
    notice(actor, MOVED, row.pk)
    return row


def _change(actor: Actor, row: Appointment, verb: str, **fields: object) -> Appointment:
    require_appointment(actor, verb, row)
    with _free_time():
        changed = Appointment.objects.filter(pk=row.pk, state__in=APPOINTMENT_RULES[verb].states).update(
            updated_at=timezone.now(), **fields
        )
    row.refresh_from_db()
    if not changed:
        require_appointment(actor, verb, row)
        raise NotAllowedError(_("This appointment is no longer open to you."))
    notice(actor, MOVED, row.pk)
    return row


@transaction.atomic
def move(actor: Actor, row: Appointment, slot: Slot, about: About | None = None) -> Appointment:
    """Give an appointment another time; whoever takes part is told, reminders are written anew."""
    slot.check()
    fields: dict[str, object] = {
        "starts_at": slot.starts_at.replace(second=0, microsecond=0),
        "ends_at": slot.ends_at.replace(second=0, microsecond=0),
        "zone": slot.zone or row.zone, "times_moved": row.times_moved + 1,
    }  # fmt: skip
    if about is not None:
        fields |= {"place": about.place.strip()[:300], "call": about.call.strip()[:200],
                   "how_to_get_there": about.how_to_get_there.strip()[:500]}  # fmt: skip
    return _change(actor, row, "move", **fields)


@transaction.atomic
def cancel(actor: Actor, row: Appointment, *, reason: str = "", side: str = "") -> Appointment:
    """Cancel an appointment; who cancelled stays with it. Staff say on whose behalf; without it the agency did."""
    require_appointment(actor, "cancel", row)
    acting, now = side_of(actor), timezone.now()
    whose = Side(side) if acting is Side.AGENCY and side in Side.values else acting
    rule = rule_at(row.organization, row.starts_at)
    by_itself = actor.role == SYSTEM_ROLE  # a consent that ended is nobody's late word
    late = whose is Side.PERSON and not by_itself and rule.is_late_cancel(row.starts_at, now)
    return _change(
        actor, row, "cancel", state=AppointmentState.CANCELLED, cancelled_by=whose, cancel_reason=reason.strip()[:300],
        settled_at=now, is_late_cancel=late, rule_number=rule.number,
    )  # fmt: skip


@transaction.atomic
def settle(actor: Actor, row: Appointment, *, came: bool, minutes_late: int = 0) -> Appointment:
    """Say whether the person came; how late still counts as coming is what the rule of that day says."""
    verb = "keep" if came else "miss"
    require_appointment(actor, verb, row)
    now = timezone.now()
    if row.starts_at > now:
        raise SupportError(_("The appointment has not begun yet."), field="came")
    if minutes_late < 0:
        raise SupportError(_("Minutes late are 0 or more."), field="minutes_late")
    rule = rule_at(row.organization, row.starts_at)
    if came and minutes_late > rule.late_minutes:
        verb = "miss"
    state = APPOINTMENT_RULES[verb].to
    if state == row.state:
        raise SupportError(_("That is what stands here already."), field="came")
    return _change(actor, row, verb, state=state, settled_at=now, rule_number=rule.number)


@transaction.atomic
def set_no_show_rule(actor: Actor, *, valid_from: date, late_minutes: int, notice_hours: int) -> NoShowRule:
    """Make the next version of the rule; it begins today or later, so that nothing is judged anew."""
    organization = require_manager(actor)
    if valid_from < timezone.localdate():
        raise SupportError(
            _("A rule begins today or later: nobody is judged by one that they could not know."),
            field="valid_from",
        )
    if valid_from > timezone.localdate() + FARTHEST:
        raise SupportError(_("A rule begins within a year."), field="valid_from")
    if not 0 <= late_minutes <= 120 or not 0 <= notice_hours <= 168:
        raise SupportError(_("At most 120 minutes late, and at most 168 hours before."), field="late_minutes")
    number = NoShowRule.objects.filter(organization=organization).count() + 1
    return NoShowRule.objects.create(
        organization=organization, number=number, valid_from=valid_from, late_minutes=late_minutes,
        notice_hours=notice_hours, created_by=actor.user,
    )  # fmt: skip
