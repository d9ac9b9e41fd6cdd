"""Start and change a partnership, its partners and its contact log."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import Contact, Membership, Organization, Partner, Partnership
from gainful.domain.organizations.partnerships.access import refuse, require_manager, require_near
from gainful.domain.organizations.partnerships.models import PartnerRole, PartnershipKind
from gainful.domain.organizations.saving import saved

LAYOFF_ONLY = ("notice_on", "last_day", "affected")


@transaction.atomic
def start_partnership(
    actor: Actor,
    *,
    name: str,
    kind: str = PartnershipKind.INDUSTRY,
    about: str = "",
    notice_on: date | None = None,
    last_day: date | None = None,
    affected: int | None = None,
) -> Partnership:
    """Start a partnership that its maker looks after; PartnershipError where the name is taken or empty."""
    agency = require_manager(actor)
    name = " ".join(name.split())
    if Partnership.objects.filter(agency=agency, name__iexact=name).exists():
        raise PartnershipError(_("There is a partnership “%s” already.") % name, field="name")
    if kind != PartnershipKind.LAYOFF and (notice_on or last_day or affected is not None):
        raise PartnershipError(_("Notice and last day belong to a layoff."), field="notice_on")
    _require_order(notice_on, last_day)
    made = Partnership(
        agency=agency, name=name, kind=kind, about=about.strip(), owner=actor.user, notice_on=notice_on,
        last_day=last_day, affected=affected, created_by=actor.user,
    )  # fmt: skip
    return saved(made, refuse)


def _require_order(notice_on: date | None, last_day: date | None) -> None:
    require_near(notice_on=notice_on, last_day=last_day)
    if notice_on and last_day and last_day < notice_on:
        raise PartnershipError(_("The last day is before the notice."), field="last_day")


@transaction.atomic
def change_partnership(
    actor: Actor,
    partnership: Partnership,
    *,
    name: str,
    about: str,
    owner: User | None,
    is_open: bool,
    notice_on: date | None = None,
    last_day: date | None = None,
    affected: int | None = None,
) -> Partnership:
    """Change what a partnership is for, who looks after it, and whether it is active."""
    agency = require_manager(actor, partnership)
    if owner is not None and owner.pk not in owners(agency):
        raise PartnershipError(_("%s does not work here any more.") % owner, field="owner")
    _require_order(notice_on, last_day)
    partnership.name, partnership.about = " ".join(name.split()), about.strip()
    partnership.owner, partnership.is_open = owner, is_open
    if partnership.kind == PartnershipKind.LAYOFF:
        partnership.notice_on, partnership.last_day, partnership.affected = notice_on, last_day, affected
    return saved(partnership, refuse)


def owners(agency: Organization) -> dict[object, User]:
    """Return who may look after a partnership: staff of the agency now."""
    held = Membership.objects.filter(
        organization=agency, role__in=["program_manager", "operator", "coach"], ended_at=None
    )
    return {row.user_id: row.user for row in held.select_related("user").order_by("user__name", "id")}


@transaction.atomic
def add_partner(actor: Actor, partnership: Partnership, organization: Organization, role: str) -> Partner:
    """Let an organization take part; said twice it stands once. One leads, one releases."""
    require_manager(actor, partnership)
    if role not in PartnerRole.values:
        raise PartnershipError(_("Choose what the organization does in it."), field="role")
    if role == PartnerRole.RELEASING and partnership.kind != PartnershipKind.LAYOFF:
        raise PartnershipError(_("Only a layoff has a releasing employer."), field="role")
    now = partnership.partners.filter(role=role, left_on=None)
    if (twice := now.filter(organization=organization).first()) is not None:
        return twice
    if role in {PartnerRole.LEAD, PartnerRole.RELEASING} and (held := now.first()) is not None:
        raise PartnershipError(
            _("%(who)s is its %(role)s now.")
            % {"who": held.organization, "role": held.get_role_display().lower()},
            hint=_("End their part first."),
            field="role",
        )
    return saved(Partner(partnership=partnership, organization=organization, role=role), refuse)


@transaction.atomic
def end_partner(actor: Actor, partner: Partner) -> Partner:
    """End an organization's part today; the row stays."""
    require_manager(actor, partner.partnership)
    if partner.left_on is None:
        partner.left_on = max(timezone.localdate(), partner.joined_on)
        partner.save(update_fields=["left_on"])
    return partner


@transaction.atomic
def log_contact(
    actor: Actor,
    partnership: Partnership,
    *,
    way: str,
    note: str,
    day: date | None = None,
    organization: Organization | None = None,
    person: str = "",
    next_action: str = "",
    next_on: date | None = None,
) -> Contact:
    """Write down who was spoken to and what comes next; a next action has a day, and a day an action."""
    require_manager(actor, partnership)
    day, next_action = day or timezone.localdate(), " ".join(next_action.split())
    if day > timezone.localdate():
        raise PartnershipError(_("Write down what has happened: this day is still to come."), field="day")
    require_near(day=day, next_on=next_on)
    if bool(next_action) != (next_on is not None):
        raise PartnershipError(
            _("A next action needs a day, and a day an action."),
            field="next_on" if next_action else "next_action",
        )
    row = Contact(
        partnership=partnership, organization=organization, day=day, way=way, person=person.strip(), note=note.strip(),
        next_action=next_action, next_on=next_on, created_by=actor.user,
    )  # fmt: skip
    same = partnership.contacts.filter(
        day=day, way=way, note=row.note, next_action=next_action, created_by=actor.user, done_at=None
    )
    return same.first() or saved(row, refuse)


@transaction.atomic
def finish_action(actor: Actor, contact: Contact) -> Contact:
    """Mark a next action as done; once done it stays so."""
    require_manager(actor, contact.partnership)
    if contact.done_at is None and contact.next_action:
        contact.done_at = timezone.now()
        contact.save(update_fields=["done_at"])
    return contact
