"""What happens after a placement: raise, promotion, new employer, separation; living costs to hold pay against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.participants.levels import covered
from gainful.domain.participants.models import Scope
from gainful.domain.placements.actions.hire import source_of
from gainful.domain.placements.errors import NotAllowedError, PlacementError
from gainful.domain.placements.models import JobChange, LivingCost, Placement
from gainful.domain.placements.models.terms import hourly_wage
from gainful.domain.placements.states import ChangeKind, SeparationReason, Source
from gainful.domain.placements.wages import require_hours, require_wage
from gainful.engine.occupations import load_reference


@dataclass(frozen=True, slots=True)
class Change:
    """What happened, as somebody states it; wages in USD, hours a week."""

    kind: str
    day: date | None
    title: str = ""
    employer_name: str = ""
    hours_per_week: Decimal | None = None
    wage: Decimal | None = None
    wage_unit: str = ""
    reason: str = ""
    words: str = ""
    source: str = ""


def may_record(actor: Actor, placement: Placement) -> bool:
    """Whether the actor may say what happened after it: staff, the person, or the employer of the hire."""
    if actor.role == "participant":
        return actor.user is not None and placement.participant.user_id == actor.user.pk
    if actor.role == "employer":
        introduction = placement.introduction
        return introduction is not None and introduction.employer_id == actor.organization_id
    return actor.role in STAFF and placement.organization_id == actor.organization_id


def _check(placement: Placement, change: Change) -> date:
    """Return the day of the change; PlacementError names the field that cannot be used."""
    if change.kind not in ChangeKind.values:
        raise PlacementError(_("Choose what happened."), field="kind")
    today = timezone.localdate()
    if change.day is None or (placement.starts_on and change.day < placement.starts_on) or change.day > today:
        raise PlacementError(_("The day lies between the first day of the job and today."), field="day")
    require_hours(change.hours_per_week)
    require_wage(change.wage, change.wage_unit, change.hours_per_week or placement.hours_per_week)
    needed = {
        ChangeKind.RAISE: ("wage", change.wage, _("Say what the job pays now.")),
        ChangeKind.NEW_TITLE: ("title", change.title.strip(), _("Say what the job is called now.")),
        ChangeKind.PROMOTION: ("title", change.title.strip(), _("Say what the job is called now.")),
        ChangeKind.HOURS: ("hours_per_week", change.hours_per_week, _("Say how many hours a week now.")),
        ChangeKind.NEW_EMPLOYER: (
            "employer_name",
            change.employer_name.strip(),
            _("Say who the employer is."),
        ),
        ChangeKind.SEPARATION: ("reason", change.reason, _("Say why, or that it is not known.")),
    }.get(ChangeKind(change.kind))
    if needed is not None and not needed[1]:
        raise PlacementError(needed[2], field=needed[0])
    if change.reason and change.reason not in SeparationReason.values:
        raise PlacementError(_("Choose a reason of the list."), field="reason")
    return change.day


@transaction.atomic
def record_change(actor: Actor, placement: Placement, change: Change) -> JobChange:
    """Record what happened after a placement; said twice on one day by the same side, it is stored once."""
    if not may_record(actor, placement):
        raise NotAllowedError(_("Only the person, the employer and the person's agency record this."))
    if placement.taken_back_at is not None or not placement.is_job:
        raise PlacementError(_("This is no job that somebody holds."))
    day = _check(placement, change)
    source = change.source if actor.role in STAFF and change.source in Source.values else source_of(actor)
    if actor.role in STAFF and not covered([placement.participant_id], Scope.OUTCOMES):
        raise PlacementError(
            _("The person has not agreed to be asked how the job is going, so nothing of it is kept."),
            hint=_("Ask them to allow it, then record it."),
        )
    same = JobChange.objects.filter(
        placement=placement,
        kind=change.kind,
        day=day,
        source=source,
        wage=change.wage,
        taken_back_at=None,
    )
    if (there := same.first()) is not None:
        return there
    unit = change.wage_unit if change.wage is not None else ""
    return JobChange.objects.create(
        placement=placement, participant_id=placement.participant_id, organization_id=placement.organization_id,
        kind=change.kind, day=day, title=change.title.strip()[:200], wage=change.wage, wage_unit=unit,
        employer_name=change.employer_name.strip()[:200], hours_per_week=change.hours_per_week,
        wage_hourly=hourly_wage(change.wage, unit, change.hours_per_week or placement.hours_per_week),
        reason=change.reason if change.kind in {ChangeKind.SEPARATION, ChangeKind.NEW_EMPLOYER} else "",
        words=change.words.strip()[:400], source=source, recorded_by=actor.user,
    )  # fmt: skip


@transaction.atomic
def take_change_back(actor: Actor, change: JobChange) -> JobChange:
    """Take back what was recorded wrongly; each side its own, staff all."""
    if actor.role not in STAFF and change.source != source_of(actor):
        raise NotAllowedError(_("Only whoever said it, and the agency, take it back."))
    if change.taken_back_at is not None:
        raise PlacementError(_("This was taken back already."))
    change.taken_back_at = timezone.now()
    change.save(update_fields=["taken_back_at"])
    return change


@transaction.atomic
def set_living_cost(
    actor: Actor, *, area: str, hourly: str | Decimal, source: str, valid_from: date
) -> LivingCost:
    """Load what one adult needs to earn in an area, with the source; an earlier figure stays for its time."""
    if actor.role not in MANAGERS or actor.organization is None:
        raise NotAllowedError(_("Only managers of an agency load living costs."))
    key = load_reference().wages.find_area(area.strip())
    if key is None:
        raise PlacementError(
            _("“%s” is not a wage area. Write its CBSA code, such as 33460, or its name as OEWS has it.")
            % area[:40],
            field="area",
        )
    try:
        amount = round(Decimal(str(hourly)), 2)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 1 <= amount <= 500:
        raise PlacementError(_("An hourly wage lies between 1 and 500 USD."), field="hourly")
    if not source.strip():
        raise PlacementError(_("Say where the figure is from."), field="source")
    if LivingCost.objects.filter(
        organization=actor.organization, area_code=key, valid_from=valid_from
    ).exists():
        raise PlacementError(_("There is a figure for this area from this day already."), field="valid_from")
    name = next((one.name for one in load_reference().areas if one.code == key), key)
    return LivingCost.objects.create(
        organization=actor.organization, area_code=key, area_name=name[:200], hourly=amount,
        source=source.strip()[:300], valid_from=valid_from,
    )  # fmt: skip
