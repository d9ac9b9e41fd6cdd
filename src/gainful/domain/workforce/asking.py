"""Workers are asked by a letter with a link of their own; the clock writes it in their employer's name."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.duties import register_duty
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import LinkScope, make_signed_link, place_of, register_scope
from gainful.domain.messages.models import SignedLink
from gainful.domain.messages.readers import Reader
from gainful.domain.workforce.models import Worker

WORKER_AGREES = register_scope(
    LinkScope("worker_agrees", gettext_lazy("Say whether your employer sees you by name"), "worker")
)
ASKED = register(
    MessageKind(
        "worker_asked",
        gettext_lazy("Your employer asks whether it may see you by name"),
        may_switch_off=False,
    )
)
LINK_LASTS = timedelta(days=365)
"""As long as a yes holds: the same link takes it back."""


def held_worker(link: SignedLink) -> Worker | None:
    """Return the row that an open link is about, None where it opens none."""
    if link.scope != WORKER_AGREES.code:
        return None
    return Worker.objects.filter(pk=link.about_id).first()


def _tell(row: Worker) -> None:
    employer = row.organization
    actor = Actor(None, employer, SYSTEM_ROLE)
    link, _token = make_signed_link(
        actor, WORKER_AGREES, row.pk, recipient=row.name, lifetime=LINK_LASTS, sent_to=row.email
    )
    words = Words(
        lambda: _("May %(employer)s see your role by name?") % {"employer": employer},
        lambda: _(
            "%(employer)s makes a list of roles and skills, to plan training and jobs inside. You decide whether your"
            " name stands on it. Without your yes you are only counted.\n\nSee first what they would see, then say yes"
            " or no. You can change your mind at any time: %(address)s"
        ) % {"employer": employer, "address": place_of(link)},
        about_kind="worker", about_id=str(row.pk), occasion=f"{row.pk}:{row.asked_at}",
    )  # fmt: skip
    try:
        send_message(actor, ASKED, Reader(email=row.email, name=row.name), words)
    except MessageError:  # no way to reach them: they stay counted without a name
        return


def _is_due(_now: datetime) -> bool:
    return Worker.objects.filter(asked_at__isnull=False, told_at=None).exists()


def _step(_now: datetime) -> bool:
    """Write to one worker."""
    row = (
        Worker.objects.filter(asked_at__isnull=False, told_at=None)
        .select_related("organization").order_by("asked_at", "id").first()
    )  # fmt: skip
    if row is None:
        return False
    _tell(row)
    Worker.objects.filter(pk=row.pk).update(told_at=timezone.now())
    return True


register_duty("workforce: ask workers", _is_due, _step)
