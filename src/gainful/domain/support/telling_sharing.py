"""Who is told that an agency asks to see them, or that their record was opened in an emergency; the clock does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.accounts.addresses import confirmed_address
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.duties import register_duty
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.actions.sharing import WAITS, lapse_access
from gainful.domain.participants.models import AccessRequest, EmergencyAccess, Participant, RecordClaim
from gainful.domain.participants.states import AccessState

ACCESS_ASKED = register(
    MessageKind(
        "access_asked",
        gettext_lazy("An agency asks to see your record"),
        may_switch_off=False,
        can_wait=False,
    )
)
EMERGENCY_LOOK = register(
    MessageKind(
        "emergency_look", gettext_lazy("Your record was opened in an emergency"), may_switch_off=False,
        can_wait=False,
    )
)  # fmt: skip
EMERGENCY_REVIEW = register(
    MessageKind(
        "emergency_review", gettext_lazy("An emergency look waits for your review"), may_switch_off=False
    )
)
RECORD_CLAIMED = register(
    MessageKind(
        "record_claimed", gettext_lazy("Somebody says that you keep a record of theirs"), may_switch_off=False
    )
)
MOST_MANAGERS = 20


def _send(
    agency: Organization,
    kind: MessageKind,
    reader: Reader,
    subject: Callable[[], str],
    text: Callable[[], str],
    about_id: object,
) -> None:
    words = Words(subject, text, about_kind=kind.code, about_id=str(about_id), occasion=str(about_id))
    try:
        send_message(Actor(None, agency, SYSTEM_ROLE), kind, reader, words)
    except MessageError:  # no way to reach them: it stands on their page
        return


def _tell_asked(asked: AccessRequest) -> None:
    person = Participant.objects.select_related("user").filter(user__email__iexact=asked.email).first()
    if person is not None and confirmed_address(person.user):
        _send(
            asked.organization, ACCESS_ASKED, Reader(person, name=str(person)),
            lambda: _("%(agency)s asks to see your record") % {"agency": asked.organization},
            lambda: _(
                "%(who)s of %(agency)s asks to see your record until %(day)s. They say what for: %(why)s\n\nYou decide."
                " Sign in and open “Who can see my information”: say yes, say yes to less, or say no. They see nothing"
                " before you say yes."
            ) % {"who": asked.asker_name, "agency": asked.organization, "why": asked.purpose,
                 "day": date_format(asked.until)},
            asked.pk,
        )  # fmt: skip
    AccessRequest.objects.filter(pk=asked.pk).update(told_at=timezone.now())


def _tell_emergency(row: EmergencyAccess) -> None:
    agency = row.organization
    _send(
        agency, EMERGENCY_LOOK, Reader(row.participant, name=str(row.participant)),
        lambda: _("Your record was opened in an emergency"),
        lambda: _(
            "%(who)s of %(agency)s opened your record without asking you. They wrote why: %(why)s\n\nIt closes by"
            " itself after a day. Somebody else checks the reason, and you read what they find under “Who can see my"
            " information”. You can close it there at once."
        ) % {"who": row.user_name, "agency": agency, "why": row.reason},
        row.pk,
    )  # fmt: skip
    managers = Membership.objects.filter(
        organization=agency, role="program_manager", ended_at=None, user__is_active=True
    ).exclude(user=row.user_id).select_related("user")[:MOST_MANAGERS]  # fmt: skip
    for each in managers:
        _send(
            agency, EMERGENCY_REVIEW, Reader(user=each.user, name=each.user.name),
            lambda: _("An emergency look waits for your review"),
            lambda: _("%(who)s opened a record in an emergency. Open People, Emergency looks: does the reason hold?")
            % {"who": row.user_name},
            row.pk,
        )  # fmt: skip
    EmergencyAccess.objects.filter(pk=row.pk).update(told_at=timezone.now())


def _tell_claim(claim: RecordClaim) -> None:
    managers = Membership.objects.filter(
        organization=claim.organization, role="program_manager", ended_at=None, user__is_active=True
    ).select_related("user")[:MOST_MANAGERS]  # fmt: skip
    for each in managers:
        _send(
            claim.organization, RECORD_CLAIMED, Reader(user=each.user, name=each.user.name),
            lambda: _("Somebody says that you keep a record of theirs"),
            lambda: _(
                "A person with an account here says that your agency keeps a record of theirs, too. Open People, “Is"
                " anybody here twice?”, and look whether you know them."
            ),
            claim.pk,
        )  # fmt: skip
    RecordClaim.objects.filter(pk=claim.pk).update(told_at=timezone.now())


def _is_due(now: datetime) -> bool:
    return (
        AccessRequest.objects.filter(told_at=None).exists()
        or EmergencyAccess.objects.filter(told_at=None).exists()
        or RecordClaim.objects.filter(told_at=None).exists()
        or AccessRequest.objects.filter(state=AccessState.ASKED, asked_at__lt=now - WAITS).exists()
    )


def _step(now: datetime) -> bool:
    """Tell of one request or look, or end one request that nobody answered."""
    asked = (
        AccessRequest.objects.filter(told_at=None).select_related("organization").order_by("asked_at").first()
    )
    if asked is not None:
        _tell_asked(asked)
        return True
    looked = EmergencyAccess.objects.filter(told_at=None).select_related("organization", "participant")
    if (row := looked.order_by("opened_at").first()) is not None:
        _tell_emergency(row)
        return True
    claim = (
        RecordClaim.objects.filter(told_at=None).select_related("organization").order_by("asked_at").first()
    )
    if claim is not None:
        _tell_claim(claim)
        return True
    late = AccessRequest.objects.filter(state=AccessState.ASKED, asked_at__lt=now - WAITS).order_by(
        "asked_at"
    )
    if (old := late.first()) is not None:
        lapse_access(Actor(None, None, SYSTEM_ROLE), old)
        return True
    return False


register_duty("sharing: requests and emergency looks", _is_due, _step)
