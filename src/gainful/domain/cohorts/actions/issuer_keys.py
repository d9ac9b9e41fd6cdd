"""Keys that sign certificates: made when first needed, replaced by a new one, taken back; and free places of a list."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.cohorts.access import require_manager
from gainful.domain.cohorts.certificates import Signer, issuer_address, seed_again, seed_of
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import IssuerKey, StatusEntry, StatusList
from gainful.domain.cohorts.models.certificate import ENTRIES
from gainful.domain.organizations.models import Organization

FULL = ENTRIES * 3 // 4
"""A list takes no more: a free place must be found by chance, so that a place tells nothing of when."""


def signing_key(organization: Organization, signer: Signer) -> IssuerKey:
    """Return the key that an agency signs with now, made where there is none.

    CohortError where the site's secret key is another one than when the key was made.
    """
    key = IssuerKey.objects.filter(organization=organization, retired_at=None).first()
    if key is None:
        return _new_key(organization, signer)
    if seed_again(key.pk, key.public, signer.public_key) is None:
        raise CohortError(
            _("The key of your certificates no longer fits this installation: its secret key was changed."),
            hint=_("Make a new key; certificates that were issued stay valid."),
        )
    return key


def _new_key(organization: Organization, signer: Signer) -> IssuerKey:
    rows = IssuerKey.objects.filter(organization=organization)
    number = 1 + (rows.aggregate(n=Max("number"))["n"] or 0)
    key = IssuerKey(
        organization=organization, number=number, did=signer.did_at(issuer_address(organization.pk))
    )
    key.public = signer.public_key(seed_of(key.pk))
    key.save(force_insert=True)
    return key


@transaction.atomic
def replace_key(actor: Actor, signer: Signer) -> IssuerKey:
    """Sign with a new key from now on; what the old one signed stays valid, and the old one stays published."""
    organization = require_manager(actor)
    now = timezone.now()
    IssuerKey.objects.filter(organization=organization, retired_at=None).update(retired_at=now)
    return _new_key(organization, signer)


@transaction.atomic
def withdraw_key(actor: Actor, key: IssuerKey, signer: Signer, *, reason: str) -> IssuerKey:
    """Take a key back because others know it: certificates that it signed no longer count, and must be issued anew."""
    organization = require_manager(actor)
    told = " ".join(reason.split())
    if not told:
        raise CohortError(_("Say why in a few words."), field="reason")
    found = IssuerKey.objects.select_for_update().filter(pk=key.pk, organization=organization).first()
    if found is None or found.withdrawn_at is not None:
        raise CohortError(_("There is no such key."), hint=_("Reload the page."))
    now, was_signing = timezone.now(), found.retired_at is None
    found.withdrawn_at, found.reason = now, told[:400]
    changed = ["withdrawn_at", "reason"]
    if was_signing:
        found.retired_at = now
        changed.append("retired_at")
    with acting_in("change_key"):
        found.save(update_fields=changed)
    if was_signing:
        _new_key(organization, signer)
    return found


def free_place(organization: Organization) -> StatusEntry:
    """Take a place by chance in the agency's newest list; a new list where that is nearly full."""
    rows = StatusList.objects.select_for_update().filter(organization=organization)
    found = rows.order_by("-number").first()
    if found is None or found.entries.count() >= FULL:
        found = StatusList.objects.create(organization=organization, number=found.number + 1 if found else 1)
    while True:
        index = secrets.randbelow(ENTRIES)
        if not found.entries.filter(index=index).exists():
            return StatusEntry.objects.create(status_list=found, index=index)
