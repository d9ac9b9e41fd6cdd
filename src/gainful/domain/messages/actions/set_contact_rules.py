"""Say how one wants to be reached."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import kinds
from gainful.domain.messages.models import ContactRules
from gainful.domain.messages.readers import Reader, rules_of
from gainful.domain.participants.access import is_self, keeps_contact, require

CHANGEABLE = frozenset(
    {"by_email", "by_sms", "safe_email", "safe_phone", "discreet", "digest", "switched_off", "quiet_from",
     "quiet_until", "time_zone", "no_reminders_until"}
)  # fmt: skip


@transaction.atomic
def set_contact_rules(actor: Actor, reader: Reader, **changes: Any) -> ContactRules:
    """Save how a reader wants to be reached: the person themself, or staff who asked them.

    Raises MessageError with the field that cannot be used; nothing is saved then.
    """
    _require(actor, reader)
    if unknown := set(changes) - CHANGEABLE:
        raise MessageError(_("These are no rules of contact: %s.") % ", ".join(sorted(unknown)))
    rules = rules_of(reader)
    for name, value in changes.items():
        setattr(rules, name, value)
    _check(rules, reader)
    rules.save()
    return rules


def _require(actor: Actor, reader: Reader) -> None:
    if reader.participant is not None:
        if not is_self(actor, reader.participant):
            require(actor, "change")
            if not keeps_contact(actor, reader.participant):
                raise PermissionDenied("Only the person and the agency that registered them say this.")
    elif reader.user is None or actor.user is None or reader.user.pk != actor.user.pk:
        raise PermissionDenied("Only the person says how they want to be reached.")


def _check(rules: ContactRules, reader: Reader) -> None:
    off = {kind.code for kind in kinds() if kind.may_switch_off}
    if wrong := set(rules.switched_off) - off:
        raise MessageError(
            _("These cannot be switched off: %s.") % ", ".join(sorted(wrong)), field="switched_off"
        )
    if rules.time_zone and rules.time_zone not in available_timezones():
        raise MessageError(
            _("There is no time zone %s.") % rules.time_zone,
            hint=_("Choose one of the list."),
            field="time_zone",
        )
    if rules.by_sms and not (rules.safe_phone or (reader.participant and reader.participant.phone)):
        raise MessageError(
            _("There is no number for text messages."), hint=_("Enter one, or choose e-mail."), field="by_sms"
        )
    try:
        rules.full_clean(exclude=["participant", "user", "switched_off"], validate_unique=False)
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        raise MessageError(words[0], field=field) from error
