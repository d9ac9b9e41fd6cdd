"""A service's status (the words are those of HSDS) and who changes it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.states import Rule


class ServiceStatus(models.TextChoices):
    """The status of a service, as HSDS names it."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")
    PAUSED = "temporarily closed", _("Closed for some time")
    DEFUNCT = "defunct", _("Closed for good")


_S = ServiceStatus
_STAFF = STAFF
SERVICE_RULES: dict[str, Rule] = {
    "refer": Rule(_STAFF, frozenset({_S.ACTIVE})),
    "pause": Rule(_STAFF, frozenset({_S.ACTIVE, _S.INACTIVE}), _S.PAUSED),
    "close": Rule(_STAFF, frozenset({_S.ACTIVE, _S.INACTIVE, _S.PAUSED}), _S.DEFUNCT),
    "open": Rule(_STAFF, frozenset({_S.INACTIVE, _S.PAUSED, _S.DEFUNCT}), _S.ACTIVE),
}
"""Whoever works with people keeps the directory: the coach who hears that a service closed says so at once."""
