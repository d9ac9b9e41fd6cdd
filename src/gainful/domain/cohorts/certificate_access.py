"""Who may do what with certificates and the keys that sign them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.cohorts.access import RELOAD, is_agency
from gainful.domain.cohorts.certificate_states import CERTIFICATE_RULES
from gainful.domain.cohorts.errors import NotAllowedError
from gainful.domain.cohorts.models import Certificate, StatusList
from gainful.domain.participants.access import is_self


def _is_party(actor: Actor, verb: str, certificate: Certificate) -> bool:
    roles = CERTIFICATE_RULES[verb].roles
    if "participant" in roles:
        return is_self(actor, certificate.participant)
    return actor.role == SYSTEM_ROLE or (
        actor.role in roles and is_agency(actor, certificate.organization_id)
    )


def may_certificate(actor: Actor, verb: str, certificate: Certificate) -> bool:
    """Whether the actor may take the step with the certificate as it stands."""
    return _is_party(actor, verb, certificate) and certificate.status in CERTIFICATE_RULES[verb].states


def require_certificate(actor: Actor, verb: str, certificate: Certificate) -> None:
    """Refuse with a reason unless the actor may take the step with the certificate as it stands."""
    if not _is_party(actor, verb, certificate):
        raise NotAllowedError(_("Your role does not allow this step with this certificate."))
    if certificate.status not in CERTIFICATE_RULES[verb].states:
        words = _("The certificate is in the state “%(status)s”: this step is not open now.")
        raise NotAllowedError(words % {"status": certificate.get_status_display()}, hint=_(RELOAD))


def advance_certificate(certificate: Certificate, verb: str, reason: str) -> None:
    """Move a certificate, and its place in the list, to the state that the table gives for the verb."""
    status = str(CERTIFICATE_RULES[verb].to)
    changes: dict[str, Any] = {"status": status, "status_at": timezone.now(), "reason": reason}
    entry = certificate.entry
    for name, value in changes.items():
        setattr(certificate, name, value)
    entry.is_revoked, entry.is_suspended = status == "revoked", status == "suspended"
    listed = StatusList.objects.select_for_update().get(
        pk=entry.status_list_id
    )  # two changes make two versions
    listed.version += 1
    with acting_in("move_certificate"):
        certificate.save(update_fields=list(changes))
        entry.save(update_fields=["is_revoked", "is_suspended"])
        listed.save(update_fields=["version"])
