"""Take a merge back: what has not changed since stands as it stood; what was added since goes where somebody says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as, acting_as_system, acting_in
from gainful.domain.participants.access import require
from gainful.domain.participants.actions.duplicates import decide, pair_of
from gainful.domain.participants.actions.merge import MOVING
from gainful.domain.participants.actions.merge_consents import KEY as CONSENT
from gainful.domain.participants.levels import refresh_levels, touch
from gainful.domain.participants.merge_tables import TOGETHER, How, listed_keys, model_of
from gainful.domain.participants.models import Consent, MergedRow, Participant, RecordMerge

STAY, GO = "stay", "go"
"""Where a row goes that was added since the merge: it stays with the kept record, or goes to the other."""
MOST_ROWS = 50
"""Rows of a table that are named one by one."""


@dataclass(slots=True)
class GivenBack:
    """What an un-merge did: rows given back, rows that were changed since, rows added since, what could not be."""

    back: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    """Given back with what was changed in them since."""
    removed: Counter[str] = field(default_factory=Counter)
    """Removed since; they stay removed."""
    added: Counter[str] = field(default_factory=Counter)
    """Added to the kept record since; they stay with it: the default."""
    sent: Counter[str] = field(default_factory=Counter)
    """Added since and given to the other record, as whoever took them apart chose."""
    kept: list[str] = field(default_factory=list)
    """What stays as it is now, since somebody decided on it after the merge."""

    def as_json(self) -> dict[str, Any]:
        """Return it to be kept with the merge."""
        return {
            "back": dict(self.back),
            "changed": dict(self.changed),
            "removed": dict(self.removed),
            "added": dict(self.added),
            "sent": dict(self.sent),
            "kept": self.kept,
        }


def unmerge_people(
    actor: Actor, merge: RecordMerge, *, reason: str, choices: Mapping[str, str] | None = None
) -> RecordMerge:
    """Take two records apart again; `given_back` says what went where. ValidationError where a later merge stands.

    `choices` says of what was added since the merge whether it stays with the kept record (`stay`, the default) or goes
    to the other (`go`): by table, as `rows_since` names it, or by `table/row`, which counts before its table.
    """
    require(actor, "merge")
    if actor.role != SYSTEM_ROLE and actor.organization_id != merge.organization_id:
        raise PermissionDenied(_("Only the agency that put the records together takes them apart."))
    if not reason.strip():
        raise ValidationError({"reason": [_("Write down why these are two people.")]})
    chosen = dict(choices or {})
    if wrong := sorted(value for value in chosen.values() if value not in (STAY, GO)):
        raise ValidationError(_("“%s” is neither stay nor go.") % wrong[0])
    organization = merge.organization
    with (
        acting_as(actor.user, organization, role=SYSTEM_ROLE, reason=f"unmerge: {reason}"[:200]),
        acting_in(MOVING),
    ):
        merge = RecordMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        one, other = _still_together(merge)
        done = GivenBack()
        added = added_since(merge)
        _check_choices(chosen, added)
        Participant.objects.filter(pk=other.pk).update(merged_into=None)
        _fields_back(merge, one, other, done)
        _rows_back(merge, done)
        _consents_back(merge, done)
        _send(merge, added, chosen, done)
        merge.undone_at, merge.undone_by = timezone.now(), actor.user
        merge.undoer_name = str(actor.user or _("the system"))[:200]
        merge.undo_reason, merge.given_back = reason.strip()[:400], done.as_json()
        merge.save(update_fields=["undone_at", "undone_by", "undoer_name", "undo_reason", "given_back"])
        if not merge.claims.exists():  # a claim's two records are of two agencies: no list of one holds both
            acting = Actor(actor.user, organization, SYSTEM_ROLE)
            decide(acting, pair_of(organization, one, other), "unmerge", reason)
        touch([one.pk, other.pk])
    refresh_levels([one.pk, other.pk])
    return merge


def _still_together(merge: RecordMerge) -> tuple[Participant, Participant]:
    if merge.undone_at is not None:
        raise ValidationError(_("These two were taken apart already."))
    people = {
        row.pk: row
        for row in Participant.objects.select_for_update(of=("self",)).filter(
            pk__in=[merge.kept_id, merge.merged_id]
        ).order_by("id")
    }  # fmt: skip
    later = RecordMerge.objects.filter(undone_at=None, merged_at__gt=merge.merged_at).filter(
        kept_id=merge.kept_id
    ) | RecordMerge.objects.filter(undone_at=None, merged_id=merge.kept_id)
    if later.exists():
        raise ValidationError(_("A later merge stands on this one. Take that one apart first."))
    return people[merge.kept_id], people[merge.merged_id]


def _fields_back(merge: RecordMerge, one: Participant, other: Participant, done: GivenBack) -> None:
    """Empty again what the merge filled, unless somebody changed it since."""
    changed = []
    for row in merge.rows.filter(what="filled"):
        now = getattr(one, "user_id" if row.row == "user" else row.row)
        told = now.isoformat() if isinstance(now, date) else str(now) if isinstance(now, UUID) else now
        if told != row.after:
            done.kept.append(row.row)
            continue
        if row.row == "user":
            account, one.user_id = one.user_id, None
            one.save(update_fields=["user"])
            other.user_id = account
            other.save(update_fields=["user"])
        else:
            setattr(one, row.row, row.before)
            changed.append(row.row)
        done.back["participants.Participant"] += 1
    if changed:
        one.updated_at = timezone.now()
        one.save(update_fields=[*changed, "updated_at"])


def _rows_back(merge: RecordMerge, done: GivenBack) -> None:
    moved: dict[str, list[str]] = {}
    for table, row in merge.rows.filter(what="moved").exclude(table=CONSENT).values_list("table", "row"):
        moved.setdefault(table, []).append(row)
    for name, ids in moved.items():
        model, column = model_of(name)
        manager = model._default_manager  # noqa: SLF001 - Django's public API
        here = {
            str(pk)
            for pk in manager.filter(pk__in=ids, **{column: merge.kept_id}).values_list("pk", flat=True)
        }
        changed = _changed_since(model, here, merge.marks.get(name, 0))
        again = {each: F(each) for each in TOGETHER.get(name, ())}
        manager.filter(pk__in=here).update(**{column: merge.merged_id}, **again)
        done.changed[name] += len(changed)
        done.back[name] += len(here) - len(changed)
        done.removed[name] += len(ids) - len(here)
    for counts in (done.back, done.changed, done.removed):
        for name in [each for each, count in counts.items() if not count]:
            del counts[name]


def _changed_since(model: type[Model], ids: Iterable[str], mark: int) -> set[str]:
    """Return which of these rows history says were changed after the merge."""
    event = getattr(model, "pgh_event_model", None)
    if event is None:
        return set()
    later = event.objects.filter(pgh_obj_id__in=list(ids), pgh_id__gt=mark)
    return {str(pk) for pk in later.values_list("pgh_obj_id", flat=True)}


def added_since(merge: RecordMerge) -> dict[str, list[str]]:
    """Return what was added to the kept record after the merge, by table, as history tells; ask as the system."""
    added: dict[str, list[str]] = {}
    for name, how, model, column in listed_keys():
        if how is How.STAY or name == CONSENT:
            continue
        event = getattr(model, "pgh_event_model", None)
        if event is None:
            continue
        made = event.objects.filter(
            pgh_label="insert", pgh_id__gt=merge.marks.get(name, 0), **{column: merge.kept_id}
        )
        here = model._default_manager.filter(pk__in=made.values("pgh_obj_id"), **{column: merge.kept_id})  # noqa: SLF001
        if ids := [str(pk) for pk in here.order_by("pk").values_list("pk", flat=True)]:
            added[name] = ids
    return added


def rows_since(merge: RecordMerge) -> dict[str, list[tuple[str, str]]]:
    """Return what was added since, by table, with the words of the rows that the actor may read (else empty)."""
    if merge.undone_at is not None:
        return {}
    with acting_as_system("rows added since a merge"):
        added = added_since(merge)
    told = {}
    for name, ids in added.items():
        model, _column = model_of(name)
        seen = {str(row.pk): str(row) for row in model._default_manager.filter(pk__in=ids[:MOST_ROWS])}  # noqa: SLF001
        told[name] = [(pk, seen.get(pk, "")) for pk in ids]
    return told


def _check_choices(chosen: Mapping[str, str], added: Mapping[str, list[str]]) -> None:
    for key in chosen:
        table, _slash, row = key.partition("/")
        if table not in added or (row and row not in added[table]):
            raise ValidationError(_("Nothing of this was added since the merge: %s. Reload the page.") % key)


def _send(
    merge: RecordMerge, added: Mapping[str, list[str]], chosen: Mapping[str, str], done: GivenBack
) -> None:
    """Give what was added since to the record that was chosen; a row that cannot go stops all of it."""
    for name, ids in added.items():
        going = [pk for pk in ids if chosen.get(f"{name}/{pk}", chosen.get(name, STAY)) == GO]
        done.added[name] += len(ids) - len(going)
        if not going:
            continue
        model, column = model_of(name)
        again = {each: F(each) for each in TOGETHER.get(name, ())}
        try:
            with transaction.atomic():
                model._default_manager.filter(pk__in=going).update(**{column: merge.merged_id}, **again)  # noqa: SLF001
        except IntegrityError:
            words = _("The other record has such a thing already, so this cannot go there: %s.")
            raise ValidationError(words % model._meta.verbose_name) from None  # noqa: SLF001
        done.sent[name] += len(going)
    for name in [each for each, count in done.added.items() if not count]:
        del done.added[name]


def _consents_back(merge: RecordMerge, done: GivenBack) -> None:
    """Give the consents back; what the person or an agency decided since the merge stands instead."""
    rows = list(merge.rows.filter(table=CONSENT))
    ours = {row.row for row in rows}
    made = [row for row in rows if row.what == "made"]
    ended = [row for row in rows if row.what == "ended"]
    now = timezone.now()
    decided = _decided_since(merge, ours, made, [row.row for row in ended])
    Consent.objects.filter(pk__in=[row.row for row in made], revoked_at=None).update(revoked_at=now)
    for row in rows:
        if row.what == "moved":
            Consent.objects.filter(pk=row.row).update(participant_id=merge.merged_id)
            done.back[CONSENT] += 1
    for row in ended:
        if row.before in decided:
            done.kept.append(CONSENT)
            continue
        when = datetime.fromisoformat(str(row.after))
        opened = Consent.objects.filter(pk=row.row, revoked_at=when).update(revoked_at=None)
        done.back[f"{CONSENT} ended"] += opened


def _decided_since(merge: RecordMerge, ours: set[str], made: list[MergedRow], ended: list[str]) -> set[str]:
    """Return the organizations whose consent was given, narrowed or taken back after the merge."""
    kept = Consent.objects.filter(participant=merge.kept_id)
    given = kept.exclude(pk__in=ours).filter(granted_at__gt=merge.merged_at)
    taken_back = kept.filter(revoked_at__gt=merge.merged_at).exclude(pk__in=ended)
    joint = Consent.objects.filter(pk__in=[row.row for row in made]).exclude(revoked_at=None)
    return {
        str(each)
        for found in (given, taken_back, joint)
        for each in found.values_list("organization_id", flat=True)
    }
