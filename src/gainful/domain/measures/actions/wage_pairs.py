"""Keep the pairs that a linkage is not sure of, and what a person decides about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.measures.access import require
from gainful.domain.measures.errors import MeasureError, NotAllowedError
from gainful.domain.measures.models import WageLinking, WagePair
from gainful.domain.measures.models.wage_pairs import Found
from gainful.domain.measures.states import PAIR_RULES, PairState

NOTE_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Compared:
    """What a linkage says of one person and one wage person."""

    participant: UUID
    wage_person: str
    same_key: bool
    weight: float
    probability: float
    found: str
    reason: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """What one linkage came to."""

    name: str
    people: int
    wage_people: int
    linked: int
    to_look_at: Sequence[Compared]
    """Pairs to look at, and the links that stand in their way."""
    others: Mapping[tuple[UUID, str], str]
    """How every other pair was found, for those that were to be looked at before."""


@transaction.atomic
def keep_pairs(actor: Actor, run: Run) -> WageLinking:
    """Note a linkage and its doubtful pairs; what was decided about a pair before stays as it is."""
    organization = require(actor, "import_wages")
    linking = WageLinking.objects.create(
        organization=organization, made_by=actor.user, name=run.name[:200], people=run.people,
        wage_people=run.wage_people, linked=run.linked,
        waiting=sum(1 for one in run.to_look_at if one.found == Found.REVIEW),
    )  # fmt: skip
    there = {
        (row.participant_id, row.wage_person): row
        for row in WagePair.objects.filter(organization=organization)
    }
    with acting_in("keep_pairs"):
        for one in run.to_look_at:
            row = there.pop((one.participant, one.wage_person), None)
            if row is None:
                WagePair.objects.create(
                    organization=organization, participant_id=one.participant, wage_person=one.wage_person,
                    **_values(linking, one, one.parts),
                )  # fmt: skip
            else:
                _update(row, _values(linking, one, _parts(row, one)))
        for key, row in there.items():
            found = run.others.get(key)
            if found is not None and found != row.found:
                _update(row, {"found": found, "reason": "", "linking": linking, "seen_at": timezone.now()})
    return linking


def _values(linking: WageLinking, one: Compared, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "linking": linking, "same_key": one.same_key, "weight": one.weight, "probability": one.probability,
        "found": one.found, "reason": one.reason[:200], "parts": parts, "seen_at": timezone.now(),
    }  # fmt: skip


def _parts(row: WagePair, one: Compared) -> list[dict[str, Any]]:
    """Return what to keep of the fields: nothing new where the pair comes from an earlier file."""
    if not one.parts:
        return row.parts
    return _without_theirs(one.parts) if row.state == PairState.DIFFERENT else one.parts


def _without_theirs(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**part, "theirs": ""} for part in parts]


def _update(row: WagePair, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def may_decide(actor: Actor, verb: str, pair: WagePair) -> bool:
    """Whether the actor may take the step now."""
    rule = PAIR_RULES[verb]
    ours = pair.organization_id == actor.organization_id
    return ours and actor.role in rule.roles and pair.state in rule.states


def decide_pair(actor: Actor, pair_id: UUID, verb: str, note: str = "") -> WagePair:
    """Say that both are the same, or not, or that it cannot be told; or take that back. The history stays."""
    require(actor, "import_wages")
    if verb not in PAIR_RULES:
        raise MeasureError(
            _("Choose what you decide: %(verbs)s.") % {"verbs": ", ".join(PAIR_RULES)}, field="decision"
        )
    try:
        with transaction.atomic():
            return _decide(actor, pair_id, verb, note)
    except IntegrityError as error:  # the other link is of somebody whose consent ended: nobody here sees it
        raise _twice() from error


def _twice() -> MeasureError:
    return MeasureError(
        _("One of the two is linked to somebody else by an earlier decision."),
        hint=_("A person has one record here, and a record one person. Take the other decision back first."),
        field="decision",
    )


def _decide(actor: Actor, pair_id: UUID, verb: str, note: str) -> WagePair:
    pair = WagePair.objects.select_for_update(of=("self",)).filter(pk=pair_id).first()
    if pair is None or not may_decide(actor, verb, pair):
        raise NotAllowedError(_("This is decided so already, or it is not yours to decide."))
    if verb == "say_same" and linked_otherwise(pair).exists():
        raise _twice()
    pair.state, pair.note = PAIR_RULES[verb].to or pair.state, note.strip()[:NOTE_LENGTH]
    pair.decided_by, pair.decided_at = actor.signed_in_user, timezone.now()
    if verb == "say_different":
        pair.parts = _without_theirs(pair.parts)
    with acting_in("decide_pair"):
        pair.save(update_fields=["state", "note", "decided_by", "decided_at", "parts"])
    return pair


def linked_otherwise(pair: WagePair) -> Any:
    """Return pairs by which one of the two is already linked to somebody else, as a person decided."""
    same = WagePair.objects.filter(organization=pair.organization_id, state=PairState.SAME).exclude(
        pk=pair.pk
    )
    return (
        same.filter(participant=pair.participant_id) | same.filter(wage_person=pair.wage_person)
    ).order_by("id")
