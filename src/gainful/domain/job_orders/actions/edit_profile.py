"""Change lines of a profile; a change to a signed version opens the next one, to be signed again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders.access import LINK_ROLE, advance, require
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder, Need, ProfileVersion, RequiredCompetency
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.job_orders.versions import current_version, editable_version
from gainful.engine.competencies.model import Domain, Taxonomy

CHECKED = "sure"
"""The confidence of a line that a person looked at."""


def _open(actor: Actor, order: JobOrder) -> ProfileVersion:
    hold_order(order)
    require(actor, "edit_profile", order)
    try:
        version = editable_version(actor, order)
    except ProfileVersion.DoesNotExist:
        raise JobOrderError(
            _("This job order has no profile yet."), hint=_("Read the posting first.")
        ) from None
    if not (order.status == JobOrderStatus.SENT and actor.role in {"employer", LINK_ROLE}):
        advance(order, "edit_profile")
    else:
        order.updated_at = timezone.now()
        order.save()
    return version


def _line(version: ProfileVersion, competency_id: str) -> RequiredCompetency:
    try:
        return version.lines.get(competency_id=competency_id)
    except RequiredCompetency.DoesNotExist:
        raise JobOrderError(
            _("This competency is no longer in the profile."), field="competency_id"
        ) from None


def _check(level: float | None, need: str = Need.WE_TRAIN) -> None:
    if level is not None and not 0 <= level <= 7:
        raise JobOrderError(_("A level lies between 0 and 7."), field="level")
    if need not in Need.values:
        raise JobOrderError(
            _("Choose “must have on day one”, “we will train” or “nice to have”."), field="need"
        )


@transaction.atomic
def set_level(actor: Actor, order: JobOrder, competency_id: str, level: float | None) -> RequiredCompetency:
    """Set the level (0-7, None: unknown) that the job needs of one competency."""
    _check(level)
    line = _line(_open(actor, order), competency_id)
    line.level, line.changed_by = level, actor.role
    line.save()
    return line


@transaction.atomic
def set_need(actor: Actor, order: JobOrder, competency_id: str, need: str) -> RequiredCompetency:
    """Say when the job needs one competency: on day one, after training, or nice to have."""
    _check(None, need)
    line = _line(_open(actor, order), competency_id)
    line.need, line.changed_by = need, actor.role
    line.save()
    return line


@transaction.atomic
def accept_lines(actor: Actor, order: JobOrder, need: str) -> int:
    """Say of every line of one group that it is right, as it stands; returns how many waited for that.

    Levels and needs stay as they are, so a profile that waits for its signature goes on waiting.
    """
    _check(None, need)
    hold_order(order)
    require(actor, "edit_profile", order)
    newest = current_version(order)
    if newest is None:
        raise JobOrderError(_("This job order has no profile yet."), hint=_("Read the posting first."))
    if newest.signed_at is not None:
        raise JobOrderError(
            _("This version is signed: every line in it was accepted."),
            hint=_("Change a line to open the next version."),
        )
    waiting = newest.lines.filter(need=need).exclude(confidence=CHECKED)
    return waiting.update(confidence=CHECKED, changed_by=actor.role)


@transaction.atomic
def add_line(
    actor: Actor,
    order: JobOrder,
    *,
    competency_id: str,
    name: str,
    domain: str,
    level: float | None = None,
    need: str = Need.WE_TRAIN,
) -> RequiredCompetency:
    """Add a competency that the posting did not name; its evidence is that somebody stated it."""
    _check(level, need)
    known = competency_id.split(":", 1)[0] in set(Taxonomy) and domain in set(Domain)
    if not name.strip() or ":" not in competency_id or not known:
        raise JobOrderError(_("Choose a competency from the list."), field="competency_id")
    version = _open(actor, order)
    if version.lines.filter(competency_id=competency_id).exists():
        raise JobOrderError(
            _("“%(name)s” is already in the profile.") % {"name": name}, field="competency_id"
        )
    last = version.lines.order_by("-position").first()
    return RequiredCompetency.objects.create(
        version=version,
        position=last.position + 1 if last else 0,
        competency_id=competency_id,
        taxonomy=competency_id.split(":", 1)[0],
        domain=domain,
        name=name.strip()[:300],
        level=level,
        need=need,
        confidence="sure",
        evidence_kind="stated",
        changed_by=actor.role,
    )


@transaction.atomic
def remove_line(actor: Actor, order: JobOrder, competency_id: str) -> ProfileVersion:
    """Take a competency out of the profile (the history keeps it)."""
    version = _open(actor, order)
    _line(version, competency_id).delete()
    return version
