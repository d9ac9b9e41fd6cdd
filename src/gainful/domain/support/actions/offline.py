"""Take a day along, bring it back: each edit counts once, none overwrites what it did not see, none is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.models import Participant
from gainful.domain.support.errors import SupportError
from gainful.domain.support.helping import staff_organization
from gainful.domain.support.models import Assignment, DayCopy, DayPerson, EditOutcome, OfflineEdit
from gainful.domain.support.offline_kinds import OfflineKind, Target, offline_kind
from gainful.engine.support.edits import Edit, Outcome, decide

OPENS_FOR = timedelta(hours=24)
OLDEST = timedelta(days=366)
MOST_PEOPLE, MOST_EDITS = 200, 500
NO_LONGER = "The consent or the assignment ended. Nothing about this person was saved."


@dataclass(frozen=True, slots=True)
class SentEdit:
    """An edit as the phone sends it: its own number, whom and what it is about, what its author saw."""

    id: UUID
    kind: str
    person: UUID
    fields: Mapping[str, Any]
    made_at: datetime
    target: UUID | None = None
    seen_version: int = 0
    before: Mapping[str, Any] = field(default_factory=dict)


def assigned_people(actor: Actor) -> list[UUID]:
    """Return whom the actor looks after now, those whose consent shows them; at most 200."""
    found = Assignment.objects.filter(
        coach=actor.signed_in_user, organization=actor.organization, ended_at=None,
        participant__in=Participant.objects.all(),
    )  # fmt: skip
    return list(found.order_by("participant_id").values_list("participant_id", flat=True)[:MOST_PEOPLE])


@transaction.atomic
def take_day(actor: Actor, people: Sequence[UUID], *, device: str = "") -> DayCopy:
    """Note that a coach takes these people's day along; an earlier copy of theirs ends. Each person sees the look."""
    organization = staff_organization(actor)
    mine = set(assigned_people(actor))
    taken = [person for person in people if person in mine]
    now = timezone.now()
    copy = DayCopy.objects.create(
        organization=organization, coach=actor.signed_in_user, device=device[:120], made_at=now,
        locks_at=now + OPENS_FOR,
    )  # fmt: skip
    DayPerson.objects.bulk_create(DayPerson(copy=copy, participant_id=person) for person in taken)
    record_reads(actor, taken, what=_("Taken along on a phone for a day"))
    return copy


@transaction.atomic
def end_copy(actor: Actor, copy: DayCopy) -> None:
    """End a copy: its phone drops it at the next connection."""
    staff_organization(actor)
    DayCopy.objects.filter(pk=copy.pk, ended_at=None).update(ended_at=timezone.now())


def bring_back(actor: Actor, copy: DayCopy, edits: Sequence[SentEdit]) -> list[OfflineEdit]:
    """Store what a phone brings back, in the order in which it was made; returns one row an edit.

    An edit that came before returns the row of that time. Each is stored in a savepoint of its own: one that cannot be
    stored does not take the others along.
    """
    organization = staff_organization(actor)
    if copy.coach_id != actor.signed_in_user.pk or copy.organization_id != organization.pk:
        raise SupportError(_("This copy was taken by somebody else."))
    if len(edits) > MOST_EDITS:
        raise SupportError(_("Send at most %d edits at once.") % MOST_EDITS, field="edits")
    known = {row.pk: row for row in OfflineEdit.objects.filter(pk__in=[edit.id for edit in edits])}
    mine = set(assigned_people(actor))
    now = timezone.now()
    each = [replace(edit, made_at=_believable(edit.made_at, now)) for edit in edits]
    found = []
    for edit in sorted(each, key=lambda edit: (edit.made_at, str(edit.id))):
        known[edit.id] = known.get(edit.id) or _bring(actor, copy, edit, mine)
        found.append(known[edit.id])
    return found


def _believable(made_at: datetime, now: datetime) -> datetime:
    """Return when an edit was made by the phone's clock, not later than now; a clock that is years off says nothing."""
    try:
        return made_at if now - OLDEST <= made_at <= now else now
    except OverflowError:  # the first or the last hours of the calendar
        return now


@transaction.atomic
def _bring(actor: Actor, copy: DayCopy, edit: SentEdit, mine: set[UUID]) -> OfflineEdit:
    try:
        with transaction.atomic():
            return _apply(actor, copy, edit, mine)
    except SupportError as error:
        return _row(copy, edit, EditOutcome.REFUSED, reason=f"{error.message} {error.hint}".strip())
    except IntegrityError:
        # two tabs of one phone that bring it back at once: the first counts
        before = OfflineEdit.objects.filter(pk=edit.id).first()
        if before is None:
            raise
        return before


def _writable(value: Any) -> bool:
    """Whether a database keeps every text of a value: none holds NUL or half a character."""
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    if isinstance(value, Mapping):
        return all(_writable(each) for pair in value.items() for each in pair)
    return all(_writable(each) for each in value) if isinstance(value, list) else True


def _apply(actor: Actor, copy: DayCopy, edit: SentEdit, mine: set[UUID]) -> OfflineEdit:
    if not all(map(_writable, (edit.kind, edit.fields, edit.before))):
        raise SupportError(_("It holds a character that cannot be kept."), hint=_("Write it once more."))
    kind = offline_kind(edit.kind)
    person = Participant.objects.filter(pk=edit.person).first() if edit.person in mine else None
    if person is None:
        return _row(copy, edit, EditOutcome.REFUSED, reason=_(NO_LONGER))
    fields = kind.check(edit.fields)
    if kind.add is not None:
        kind.add(actor, person, fields, edit.made_at)
        return _row(copy, edit, EditOutcome.APPLIED, fields=fields)
    target = _target(kind, edit)
    if target is None or target.participant_id != person.pk:
        return _row(copy, edit, EditOutcome.REFUSED, reason=_("It is not here any more."))
    before = kind.check(edit.before)
    decided = decide(Edit(str(edit.target), edit.seen_version, fields, before), target.version, target.fields)
    if decided.outcome is Outcome.CONFLICT:
        clashes = {name: list(pair) for name, pair in decided.clashes.items()}
        return _row(copy, edit, EditOutcome.CONFLICT, fields=fields, clashes=clashes)
    if decided.write and kind.write is not None:
        kind.write(target.row, decided.write)
    return _row(copy, edit, EditOutcome.APPLIED, fields=fields)


def _target(kind: OfflineKind, edit: SentEdit) -> Target | None:
    return None if kind.find is None or edit.target is None else kind.find(edit.target)


def _row(
    copy: DayCopy, edit: SentEdit, outcome: EditOutcome, *, fields: Mapping[str, Any] | None = None,
    clashes: Mapping[str, Any] | None = None, reason: str = "",
) -> OfflineEdit:  # fmt: skip
    """Store what became of an edit; one that was refused leaves no word about the person."""
    refused = outcome == EditOutcome.REFUSED
    return OfflineEdit.objects.create(
        id=edit.id, copy=copy, organization_id=copy.organization_id, coach_id=copy.coach_id,
        participant_id=None if refused else edit.person, kind=edit.kind[:20] if _writable(edit.kind) else "",
        target=None if refused else edit.target, fields={} if refused else dict(fields or {}),
        clashes=dict(clashes or {}), made_at=edit.made_at, outcome=outcome, reason=reason[:300],
    )  # fmt: skip


@transaction.atomic
def settle_conflict(actor: Actor, edit: OfflineEdit, *, keep_mine: bool) -> OfflineEdit:
    """Decide a conflict: the offline value is written now, over what its author has seen by now, or it is let go."""
    staff_organization(actor)
    row = OfflineEdit.objects.select_for_update(of=("self",)).filter(pk=edit.pk).first()
    if row is None or row.outcome != EditOutcome.CONFLICT:
        raise SupportError(_("This is decided already."), hint=_("Reload the page."))
    kind = offline_kind(row.kind)
    if keep_mine:
        target = None if kind.find is None or row.target is None else kind.find(row.target)
        if target is None or kind.write is None:
            raise SupportError(_("It is not here any more."))
        if moved := [n for n, (theirs, _mine) in row.clashes.items() if target.fields.get(n) != theirs]:
            row.clashes = {
                n: [target.fields.get(n), row.fields[n]] if n in moved else p for n, p in row.clashes.items()
            }
            row.save(update_fields=["clashes"])
            return row
        kind.write(target.row, {n: v for n, v in row.fields.items() if target.fields.get(n) != v})
    row.outcome = EditOutcome.KEPT_MINE if keep_mine else EditOutcome.KEPT_THEIRS
    row.settled_at = timezone.now()
    row.save(update_fields=["outcome", "settled_at"])
    return row
