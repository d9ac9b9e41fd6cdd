"""States x steps x roles of certificates, as a table of data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.rights.state_tables import Machine, Rule

_MANAGERS = MANAGERS


class CertificateStatus(models.TextChoices):
    """Whether a certificate counts."""

    ISSUED = "issued", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")


_C = CertificateStatus
CERTIFICATE_RULES: dict[str, Rule] = {
    "suspend": Rule(_MANAGERS, frozenset({_C.ISSUED}), _C.SUSPENDED),
    "reinstate": Rule(_MANAGERS, frozenset({_C.SUSPENDED}), _C.ISSUED),
    "revoke": Rule(_MANAGERS, frozenset({_C.ISSUED, _C.SUSPENDED}), _C.REVOKED),
    "reissue": Rule(_MANAGERS, frozenset(_C), _C.REVOKED),
    "share": Rule(frozenset({"participant"}), frozenset({_C.ISSUED})),
    "stop_sharing": Rule(frozenset({"participant"}), frozenset(_C)),
}
"""Issued when an enrolment is completed. A revoked one stays revoked: another one is issued in its place."""

CERTIFICATES = Machine("Certificate", CertificateStatus, CERTIFICATE_RULES)
