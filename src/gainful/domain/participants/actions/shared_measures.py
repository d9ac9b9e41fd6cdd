"""Income, credit and housing: entered once, by the person or an agency that they let, read by all whom they let."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import is_self, require_person_or
from gainful.domain.participants.levels import covered
from gainful.domain.participants.models import Housing, MeasureKind, Participant, Scope, SharedMeasure

BETWEEN = {MeasureKind.INCOME: (0, 10_000_000), MeasureKind.CREDIT: (300, 850)}
"""USD a year of a household; the range of the common credit scores."""


@transaction.atomic
def enter_measure(
    actor: Actor, person: Participant, *, kind: str, value: str, as_of: date | None = None
) -> SharedMeasure:
    """Write down one value on one day; an earlier one stays beside it. ValidationError names the field."""
    require_person_or(actor, person, "change")
    own = is_self(actor, person)
    if not own and not covered([person.pk], Scope.MEASURES):
        raise ValidationError(_("They have not let you see or enter this."))
    if kind not in MeasureKind.values:
        raise ValidationError({"kind": [_("Choose what you enter.")]})
    day = as_of or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"as_of": [_("This day has not come yet.")]})
    return SharedMeasure.objects.create(
        participant=person, kind=kind, value=_clean(kind, value), as_of=day,
        organization=None if own else actor.organization, entered_by=actor.user,
        enterer_name=str(actor.user or _("the system"))[:200],
    )  # fmt: skip


def _clean(kind: str, value: str) -> str:
    told = value.strip()
    if kind == MeasureKind.HOUSING:
        if told not in Housing.values:
            raise ValidationError({"value": [_("Choose where they live.")]})
        return told
    number = told.replace(",", "").removeprefix("$")
    low, high = BETWEEN[MeasureKind(kind)]
    if not number.isascii() or not number.isdigit() or not low <= int(number[:9]) <= high:
        words = _("Write a whole number from %(low)s to %(high)s.") % {"low": f"{low:,}", "high": f"{high:,}"}
        raise ValidationError({"value": [words]})
    return str(int(number))
