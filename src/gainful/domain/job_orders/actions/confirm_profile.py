"""Send a profile to the employer, and sign it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.access import advance, has_right, require
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, ProfileConfirmation, ProfileVersion
from gainful.domain.job_orders.versions import content_hash, current_version


@transaction.atomic
def send_for_confirmation(actor: Actor, order: JobOrder) -> JobOrder:
    """Mark the profile as waiting for the employer, who now sees the order."""
    hold_order(order)
    require(actor, "send_for_confirmation", order)
    version = current_version(order)
    if version is None or not version.lines.exists():
        raise JobOrderError(
            _("The profile has no competency to confirm."), hint=_("Read the posting or add one first.")
        )
    advance(order, "send_for_confirmation")
    return order


def _refuse_signed(version: ProfileVersion) -> None:
    """Say who signed before: two may sign at the same moment, and the second is told of the first."""
    signed = ProfileConfirmation.objects.filter(version=version).first()
    if signed is not None:
        raise JobOrderError(
            _("%(name)s has signed version %(n)s already.") % {"name": signed.name, "n": version.number},
            hint=_("You need not sign. A change makes a new version to be signed again."),
        )
    if version.signed_at is not None:
        raise JobOrderError(_("Version %(n)s is signed already.") % {"n": version.number})


@transaction.atomic
def confirm_profile(
    actor: Actor, order: JobOrder, *, name: str, title: str, seen_hash: str, link_id: UUID | None = None
) -> ProfileConfirmation:
    """Sign the newest version; refused if it changed since the signer saw it (`seen_hash`)."""
    hold_order(order)
    version = current_version(order)
    if version is not None and has_right(actor, "confirm_profile", order):
        _refuse_signed(version)
    require(actor, "confirm_profile", order)
    name, title = name.strip(), title.strip()
    for field, value, label in (("name", name, _("full name")), ("title", title, _("job title"))):
        if not value:
            raise JobOrderError(_("Type your %(what)s to sign.") % {"what": label}, field=field)
    if version is None:
        raise JobOrderError(_("This job order has no profile yet."), hint=_("Read the posting first."))
    signed = content_hash(version)
    if signed != seen_hash:
        raise JobOrderError(
            _("The profile changed while you were reading it."), hint=_("Look at the new version, then sign.")
        )
    now = timezone.now()
    advance(order, "confirm_profile")
    with acting_in("confirm_profile"):
        version.signed_at = now
        version.save()
        return ProfileConfirmation.objects.create(
            version=version,
            name=name[:200],
            title=title[:200],
            on_behalf_of=order.employer_label,
            signed_at=now,
            user=actor.user,
            link_id=link_id,
            content_hash=signed,
        )
