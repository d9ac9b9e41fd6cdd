"""Who is told of a step of a referral or of an appointment; the clock of messages calls this, as the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import make_signed_link, place_of
from gainful.domain.messages.local_times import local_words
from gainful.domain.messages.models import Message, Notice, State
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader, rules_of
from gainful.domain.messages.timing import last_allowed
from gainful.domain.organizations.models import Membership
from gainful.domain.support.asking import ANSWER_REFERRAL
from gainful.domain.support.models import Appointment, Referral, ReferralStep
from gainful.domain.support.states import AppointmentState, Outcome, ReferralState, Side

NEWS = register(MessageKind("referral_news", gettext_lazy("What a service said about your referral")))
TO_SERVICE = register(
    MessageKind(
        "referral_link", gettext_lazy("How a service says what came of a referral"), may_switch_off=False
    )
)
APPOINTMENT = register(
    MessageKind(
        "appointment", gettext_lazy("An appointment was made, moved or cancelled"), may_switch_off=False,
        can_wait=False,
    )
)  # fmt: skip
REMINDER = register(
    MessageKind("appointment_reminder", gettext_lazy("A reminder of an appointment"), can_wait=False)
)
FOLLOW_UP = timedelta(days=120)
"""How long a service that said yes can say what came of it (assumption): a season of child care or classes."""
REMINDERS = (timedelta(hours=24), timedelta(hours=2))
"""How long before an appointment reminders go (assumption: the evening to arrange the ride, the time to leave)."""
Text = Callable[[], str]


def _staff(referral: Referral) -> list[Reader]:
    """Return who sent the referral while they work there, else the coaches' managers."""
    here = Membership.objects.filter(
        organization=referral.organization, ended_at=None, user__is_active=True
    ).select_related("user")
    mine = [row.user for row in here.filter(user=referral.sent_by_id)[:1]] if referral.sent_by_id else []
    others = [row.user for row in here.filter(role="program_manager")[:5]] if not mine else []
    return [Reader(user=user, name=user.name) for user in [*mine, *others]]


def _write(
    row: Notice,
    organization: object,
    kind: MessageKind,
    reader: Reader,
    subject: Text,
    text: Text,
    about: str,
) -> None:
    if reader.user is not None and reader.user.pk == row.user_id:
        return
    words = Words(subject, text, about_kind=about, about_id=str(row.about_id), occasion=str(row.pk))
    try:
        send_message(Actor(None, organization, SYSTEM_ROLE), kind, reader, words)
    except MessageError:
        return


_SAID = {
    "accept": gettext_lazy("%(service)s said yes."),
    "decline": gettext_lazy("%(service)s: no (%(why)s). Open the referral: it names the next step."),
    "miss": gettext_lazy("%(service)s did not answer. Open the referral: it names the service to ask next."),
    "schedule": gettext_lazy("%(service)s made an appointment."),
    "receive": gettext_lazy("%(service)s: the person got the service."),
    "withdraw": gettext_lazy("The referral to %(service)s was taken back."),
}
_TO_PERSON = {
    "send": gettext_lazy("We asked %(service)s to help you with: %(need)s. We tell you what they say."),
    "accept": gettext_lazy("%(service)s can help you with: %(need)s. They or your coach tell you when."),
    "decline": gettext_lazy(
        "%(service)s cannot help this time. That says nothing about you. Your coach looks for another way."
    ),
    "miss": gettext_lazy("%(service)s has not answered. Your coach looks for another way."),
}


def _referral_moved(row: Notice) -> None:
    step = (
        ReferralStep.objects.select_related(
            "referral__service__provider",
            "referral__organization",
            "referral__participant",
            "referral__sent_by",
        )
        .filter(pk=row.about_id)
        .first()
    )
    if step is None:
        return
    referral = step.referral
    words = {
        "service": referral.service.name, "need": referral.get_need_display(),
        "why": referral.get_decline_reason_display() or _("no reason given"),
    }  # fmt: skip
    by_itself = referral.outcome == Outcome.CONSENT_ENDED
    if (step.side != Side.AGENCY or by_itself) and step.verb in _SAID:
        for reader in _staff(referral):
            _write(
                row, referral.organization, NEWS, reader,
                lambda: _("A referral: %(service)s") % words, lambda: str(_SAID[step.verb]) % words, "referral",
            )  # fmt: skip
    if step.side != Side.PERSON and step.verb in _TO_PERSON:
        person = Reader(referral.participant, name=str(referral.participant))
        _write(
            row, referral.organization, NEWS, person,
            lambda: _("Help with: %(need)s") % words, lambda: str(_TO_PERSON[step.verb]) % words, "referral",
        )  # fmt: skip
    if step.verb == "accept":
        _follow_up_link(row, referral)


def _follow_up_link(row: Notice, referral: Referral) -> None:
    """Send the service a link that lasts: with it they make the appointment and say what came of it."""
    email = referral.service.email or referral.service.provider.email
    if not email or referral.state not in {ReferralState.ACCEPTED, ReferralState.SCHEDULED}:
        return
    maker = Actor(referral.sent_by, referral.organization, SYSTEM_ROLE)
    role = Membership.objects.filter(
        user=referral.sent_by_id, organization=referral.organization, ended_at=None
    ).values_list("role", flat=True).first()  # fmt: skip
    if role:
        maker = Actor(referral.sent_by, referral.organization, role)
    link, _token = make_signed_link(
        maker, ANSWER_REFERRAL, referral.pk, recipient=referral.service.name, participant=referral.participant,
        lifetime=FOLLOW_UP, sent_to=email,
    )  # fmt: skip
    _write(
        row, referral.organization, TO_SERVICE, Reader(email=email, name=referral.service.name),
        lambda: _("Thank you: your referral from %s") % referral.organization,
        lambda: _(
            "Thank you for taking the person. With this link you see how to reach them, make an appointment, and say"
            " what came of it: %(address)s"
        ) % {"address": place_of(link)},
        "referral",
    )  # fmt: skip


def reminder_times(appointment: Appointment, reader: Reader, now: datetime) -> list[datetime]:
    """Return when reminders go: a day and two hours before, earlier where that is quiet for the reader; never twice."""
    quiet = rules_of(reader).quiet
    found = {last_allowed(appointment.starts_at - before, quiet) for before in REMINDERS}
    return sorted(moment for moment in found if now < moment < appointment.starts_at)


def _appointment_moved(row: Notice) -> None:
    """Tell whoever takes part, and write the reminders anew."""
    found = Appointment.objects.select_related(
        "organization", "participant", "host", "referral__service__provider"
    )
    appointment = found.filter(pk=row.about_id).first()
    if appointment is None:
        return
    organization = appointment.organization
    Message.objects.filter(
        organization=organization, kind=REMINDER.code, about_kind="appointment", about_id=str(appointment.pk),
        state=State.WAITING,
    ).update(state=State.CANCELLED)  # fmt: skip
    if appointment.state not in {AppointmentState.BOOKED, AppointmentState.CANCELLED}:
        return
    person = Reader(appointment.participant, name=str(appointment.participant))
    when = local_words(appointment.starts_at, appointment.zone)
    for reader in (
        person,
        *([Reader(user=appointment.host, name=appointment.host.name)] if appointment.host else []),
    ):
        _write(
            row, organization, APPOINTMENT, reader,
            lambda: _subject(appointment), lambda: _text(appointment, when), "appointment",
        )  # fmt: skip
    _tell_service(row, appointment, when)
    if appointment.state == AppointmentState.BOOKED:
        _remind(appointment, person, when)


def _tell_service(row: Notice, appointment: Appointment, when: str) -> None:
    """Tell the service that an appointment with it was made, moved or cancelled; the letter names no person."""
    referral = appointment.referral
    email = "" if referral is None else referral.service.email or referral.service.provider.email
    if referral is None or not email:
        return
    _write(
        row, appointment.organization, APPOINTMENT, Reader(email=email, name=referral.service.name),
        lambda: _subject(appointment),
        lambda: _("A person whom we referred to you: %(what)s") % {"what": _subject(appointment) + " · " + when},
        "appointment",
    )  # fmt: skip


def _subject(appointment: Appointment) -> str:
    if appointment.state == AppointmentState.CANCELLED:
        return _("Cancelled: an appointment on %(day)s") % {"day": _day(appointment)}
    words = (
        _("New time: an appointment on %(day)s")
        if appointment.times_moved
        else _("An appointment on %(day)s")
    )
    return words % {"day": _day(appointment)}


def _day(appointment: Appointment) -> str:
    return date_format(timezone.localtime(appointment.starts_at), "MONTH_DAY_FORMAT")


def _text(appointment: Appointment, when: str) -> str:
    lines = [f"{appointment.what}: {when}"]
    if appointment.state == AppointmentState.CANCELLED:
        who = appointment.get_cancelled_by_display()
        lines.append(
            _("It was cancelled by: %(who)s. %(why)s") % {"who": who, "why": appointment.cancel_reason}
        )
        return "\n".join(lines)
    lines += [each for each in (appointment.place, appointment.how_to_get_there, appointment.call) if each]
    lines.append(_("If you cannot come, say so here or call: that is all right."))
    return "\n".join(lines)


def _remind(appointment: Appointment, person: Reader, when: str) -> None:
    actor = Actor(None, appointment.organization, SYSTEM_ROLE)
    for number, moment in enumerate(reminder_times(appointment, person, timezone.now())):
        words = Words(
            lambda: _("Reminder: an appointment on %(day)s") % {"day": _day(appointment)},
            lambda: _text(appointment, when), about_kind="appointment", about_id=str(appointment.pk),
            occasion=f"{appointment.pk}:{appointment.starts_at:%Y%m%d%H%M}:{appointment.times_moved}:{number}",
            not_before=moment,
        )  # fmt: skip
        try:
            send_message(actor, REMINDER, person, words)
        except MessageError:
            return


REFERRAL_MOVED = register_notice("referral_moved", _referral_moved)
APPOINTMENT_MOVED = register_notice("appointment_moved", _appointment_moved)
