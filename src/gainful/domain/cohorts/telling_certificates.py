"""Holders are told what becomes of their certificates; the clock of messages calls this, as the system."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.models import Certificate
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader

NEWS = register(
    MessageKind("certificate", gettext_lazy("What becomes of your certificates"), may_switch_off=False)
)


def _moved(row: Notice) -> None:
    found = Certificate.objects.select_related("organization", "participant").filter(pk=row.about_id).first()
    if found is None:
        return
    made = Words(
        lambda: _("Your certificate: %(title)s") % {"title": found.title},
        lambda: _text(found),
        about_kind="certificate",
        about_id=str(found.pk),
        occasion=f"{found.pk}:{found.status}:{found.status_at:%Y%m%d%H%M%S}",
    )
    try:
        send_message(
            Actor(None, found.organization, SYSTEM_ROLE),
            NEWS,
            Reader(found.participant, name=found.name),
            made,
        )
    except MessageError:
        return


def _text(certificate: Certificate) -> str:
    told = {"title": certificate.title, "agency": certificate.organization.name, "why": certificate.reason}
    texts = {
        "issued": _(
            "You have a certificate from %(agency)s: %(title)s. See it, keep it as a file, or show it to an employer "
            "under “My certificates”."
        ),
        "suspended": _(
            "%(agency)s has suspended your certificate “%(title)s”: %(why)s. Whoever checks it sees that it does not "
            "count for now. If this is wrong, tell us and a person looks again."
        ),
        "revoked": _(
            "%(agency)s has revoked your certificate “%(title)s”: %(why)s. Whoever checks it sees that it does not "
            "count. If this is wrong, tell us and a person looks again."
        ),
    }
    if certificate.status == "issued" and certificate.reason:
        return _("Your certificate “%(title)s” from %(agency)s counts again: %(why)s.") % told
    return texts[certificate.status] % told


CERTIFICATE_MOVED = register_notice("certificate_moved", _moved)
