"""Put two records of one person together: every row that points at one goes to the other, and each move is kept.

The system moves rows, since they stand in tables that no manager may write; who asked stands in every history row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import require
from gainful.domain.participants.actions.duplicates import decide, pair_of
from gainful.domain.participants.actions.merge_consents import KEY as CONSENT
from gainful.domain.participants.actions.merge_consents import join_consents
from gainful.domain.participants.duplicate_queries import own_people
from gainful.domain.participants.levels import refresh_levels, touch
from gainful.domain.participants.merge_checks import reasons_against
from gainful.domain.participants.merge_tables import BOTH_HAVE, TOGETHER, How, listed_keys
from gainful.domain.participants.models import MergedRow, Participant, RecordMerge
from gainful.engine.records.people import PLAIN

FILLED = tuple(name for name in PLAIN if name != "scenario")
"""What the kept record takes over where it says nothing itself; of where somebody stands it always says something."""
MOVING = "merge_people"


def merge_people(actor: Actor, kept: Participant, given_up: Participant, *, reason: str) -> RecordMerge:
    """Put `given_up` into `kept`; ValidationError says in words why two records cannot be put together yet.

    For a manager of the agency that registered both. Nobody sees more afterwards than they saw of both; both person IDs
    lead to the kept record. `unmerge_people` takes it back.
    """
    _require(actor, kept, given_up, reason)
    return join_records(actor, kept, given_up, reason=reason, organization=kept.registered_by, settle=_settle)


def join_records(
    actor: Actor,
    kept: Participant,
    given_up: Participant,
    *,
    reason: str,
    organization: Organization,
    settle: Callable[[RecordMerge, Actor], Iterable[MergedRow]],
) -> RecordMerge:
    """Move everything of `given_up` to `kept` as the system, for an agency; whoever calls has asked who may.

    `settle` does what belongs to the same transaction and returns the rows that an undoing takes back.
    """
    with (
        acting_as(actor.user, organization, role=SYSTEM_ROLE, reason=f"merge: {reason}"[:200]) as system,
        acting_in(MOVING),
    ):
        one, other = _locked(kept, given_up)
        if reasons := reasons_against(one, other):
            raise ValidationError(reasons)
        merge = RecordMerge.objects.create(
            organization=organization, kept=one, merged=other, reason=reason.strip()[:400],
            merged_by=actor.user, merger_name=str(actor.user or _("the system"))[:200],
        )  # fmt: skip
        rows = [*join_consents(merge, one, other), *_join_fields(merge, one, other)]
        problems: list[str] = []
        for name, how, model, column in listed_keys():
            if how in (How.STAY, How.CONSENT):
                continue
            moved, problem = _move(merge, name, how, model, column)
            rows += moved
            if problem:
                problems.append(problem)
        if problems:
            raise ValidationError(list(dict.fromkeys(problems)))
        Participant.objects.filter(pk=other.pk).update(merged_into=one)
        rows += settle(merge, Actor(actor.user, organization, system.role))
        MergedRow.objects.bulk_create(rows, batch_size=2000)
        told = (
            rows
            if one.registered_by_id == other.registered_by_id
            else [r for r in rows if r.table != CONSENT]
        )
        merge.moved, merge.marks = _counted(told), history_marks()  # not how many others the person lets in
        merge.save(update_fields=["moved", "marks"])
        touch([other.pk])
    refresh_levels([kept.pk])
    return merge


def _settle(merge: RecordMerge, acting: Actor) -> Iterable[MergedRow]:
    decide(acting, pair_of(merge.organization, merge.kept, merge.merged), "merge")
    return ()


def _require(actor: Actor, kept: Participant, given_up: Participant, reason: str) -> None:
    require(actor, "merge")
    if kept.pk == given_up.pk:
        raise ValidationError(_("These are one record already."))
    ours = {kept.registered_by_id, given_up.registered_by_id}
    if len(ours) > 1 or (actor.role != SYSTEM_ROLE and ours != {actor.organization_id}):
        raise PermissionDenied(_("Only the agency that registered both records puts them together."))
    if not reason.strip():
        raise ValidationError({"reason": [_("Write down how you know that this is one person.")]})
    if own_people(kept.registered_by).filter(pk__in=[kept.pk, given_up.pk]).count() < 2:
        raise ValidationError(
            _("Both consents have to be in force: what you may not read you cannot put together.")
        )


def _locked(kept: Participant, given_up: Participant) -> tuple[Participant, Participant]:
    found = {
        row.pk: row
        for row in Participant.objects.select_for_update(of=("self",))
        .select_related("registered_by", "user")
        .filter(pk__in=[kept.pk, given_up.pk])
        .order_by("id")
    }
    one, other = found.get(kept.pk), found.get(given_up.pk)
    if one is None or other is None or one.merged_into_id or other.merged_into_id:
        raise ValidationError(_("Somebody put one of the two together with another record meanwhile."))
    if one.user_id and other.user_id:
        words = _(
            "Both have an account of their own. Ask the person which one they use, and let them erase the other first."
        )
        raise ValidationError(words)
    if one.is_sample != other.is_sample:
        raise ValidationError(_("One of the two is sample data."))
    return one, other


def _join_fields(merge: RecordMerge, one: Participant, other: Participant) -> list[MergedRow]:
    """Fill what the kept record leaves empty, and let the account lead to it."""
    rows = []
    told = {name: getattr(other, name) for name in FILLED if getattr(other, name) not in (None, "", [])}
    filled = {name: value for name, value in told.items() if getattr(one, name) in (None, "", [])}
    for name, value in filled.items():
        before = getattr(one, name)
        setattr(one, name, value)
        after = value if isinstance(value, (str, int, list)) else value.isoformat()
        rows.append(
            MergedRow(
                merge=merge,
                table="participants.Participant",
                row=name,
                what="filled",
                before=before,
                after=after,
            )
        )
    account = other.user
    if account is not None:
        other.user, one.user = None, account
        other.save(update_fields=["user"])
        rows.append(
            MergedRow(
                merge=merge,
                table="participants.Participant",
                row="user",
                what="filled",
                after=str(account.pk),
            )
        )
    if rows:
        one.updated_at = timezone.now()
        one.save(update_fields=[*filled, *(["user"] if one.user_id else []), "updated_at"])
    return rows


def _move(
    merge: RecordMerge, name: str, how: How, model: type[Model], column: str
) -> tuple[list[MergedRow], str]:
    """Move one table's rows; returns what was done, and why it cannot be where both have what one has once."""
    ids = list(_rows(model, column, merge.merged_id).values_list("pk", flat=True))
    if not ids:
        return [], ""
    if _moved(model, column, ids, merge, name):
        return [_row(merge, name, pk, "moved") for pk in ids], ""
    if how is How.MOVE or (how is How.ALIKE and not _alike(model, column, merge)):
        words = BOTH_HAVE.get(name) or _("Both have something that one person has once: %s.") % _words_of(
            model
        )
        return [], str(words)
    rows = []
    for pk in ids:
        goes = _moved(model, column, [pk], merge, name)
        rows.append(_row(merge, name, pk, "moved" if goes else "aside"))
    return rows, ""


def _moved(model: type[Model], column: str, ids: Sequence[Any], merge: RecordMerge, name: str) -> bool:
    again = {each: F(each) for each in TOGETHER.get(name, ())}
    try:
        with transaction.atomic():
            _manager(model).filter(pk__in=ids).update(**{column: merge.kept_id}, **again)
    except IntegrityError:
        return False
    return True


def _alike(model: type[Model], column: str, merge: RecordMerge) -> bool:
    """Say whether the rows of both say the same."""
    fields = [
        field.attname
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's public Meta API
        if field.attname != column and not field.primary_key
    ]
    ours, theirs = (
        list(_rows(model, column, person).order_by("pk").values_list(*fields))
        for person in (merge.kept_id, merge.merged_id)
    )
    return ours == theirs


def _manager(model: type[Model]) -> Any:
    return model._default_manager  # noqa: SLF001 - Django's public API


def _rows(model: type[Model], column: str, person: Any) -> Any:
    return _manager(model).filter(**{column: person}).order_by()


def _row(merge: RecordMerge, name: str, pk: Any, what: str) -> MergedRow:
    return MergedRow(merge=merge, table=name, row=str(pk), what=what)


def _words_of(model: type[Model]) -> str:
    return str(model._meta.verbose_name)  # noqa: SLF001


def history_marks() -> dict[str, int]:
    """Return the number of the last row of history of every table that points at people."""
    marks = {}
    for name, _how, model, _column in listed_keys():
        event = getattr(model, "pgh_event_model", None)
        if event is not None:
            marks[name] = event.objects.aggregate(last=Max("pgh_id"))["last"] or 0
    return marks


def _counted(rows: Iterable[MergedRow]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        key = f"{row.table} {row.what}"
        counts[key] = counts.get(key, 0) + 1
    return counts
