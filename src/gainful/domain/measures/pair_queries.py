"""What others may read of doubtful links to wage records: which wait, what was decided, whom an agency may link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.models import Application, Follow
from gainful.domain.measures.models import WageLinking, WagePair
from gainful.domain.measures.models.wage_pairs import Found
from gainful.domain.measures.states import PairState
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Consent

WAITS, UNSURE, DECIDED = "waits", "unsure", "decided"
SHOWN = (WAITS, UNSURE, DECIDED)


def followed_people(organization: Organization) -> set[UUID]:
    """Return who may be looked for in wage records: who consented to “outcomes” or applied and said yes to it.

    The database asks the same of whoever reads a pair (`gainful.may_link`).
    """
    consents = Consent.objects.filter(
        organization=organization,
        revoked_at=None,
        expires_at__gt=timezone.now(),
        scopes__contains=["outcomes"],
    )
    applied = Application.objects.filter(
        organization=organization, follow=Follow.YES, participant__isnull=False
    )
    people = (rows.order_by().values_list("participant_id", flat=True) for rows in (consents, applied))
    return {person for found in people for person in found if person is not None}


def wage_pairs(actor: Actor, show: str = WAITS) -> QuerySet[WagePair]:
    """Return the pairs of the actor's agency that wait, cannot be told or are decided; the likeliest first."""
    rows = WagePair.objects.filter(organization=actor.organization).select_related(
        "participant", "decided_by"
    )
    if show == UNSURE:
        return rows.filter(state=PairState.UNSURE).order_by("-weight", "id")
    if show == DECIDED:
        return rows.filter(state__in=[PairState.SAME, PairState.DIFFERENT]).order_by("-decided_at", "id")
    return waiting(rows).order_by("-weight", "id")


def waiting(rows: QuerySet[WagePair]) -> QuerySet[WagePair]:
    """Return those that nobody decided and whose sides nobody linked otherwise."""
    taken = WagePair.objects.filter(organization=OuterRef("organization"), state=PairState.SAME).filter(
        Q(participant=OuterRef("participant")) | Q(wage_person=OuterRef("wage_person"))
    )
    return rows.filter(found=Found.REVIEW, state=PairState.OPEN).exclude(Exists(taken.order_by()))


def undecided(organization: Organization) -> int:
    """Return how many pairs link nobody yet: those that wait, and those of which it cannot be told."""
    rows = WagePair.objects.filter(organization=organization)
    return waiting(rows).count() + rows.filter(state=PairState.UNSURE).count()


def wage_pair(pair_id: UUID | str) -> WagePair | None:
    """Return one pair that the actor may see, or None."""
    return WagePair.objects.filter(pk=pair_id).select_related("participant", "decided_by", "linking").first()


def rivals_of(pair: WagePair) -> list[WagePair]:
    """Return the other pairs of either side, the likeliest first."""
    rows = WagePair.objects.filter(organization=pair.organization_id).exclude(pk=pair.pk)
    either = Q(participant=pair.participant_id) | Q(wage_person=pair.wage_person)
    return list(rows.filter(either).select_related("participant").order_by("-weight", "id")[:20])


def decisions_about(pair: WagePair) -> list[Any]:
    """Return what was decided about a pair, the newest first: the state, who, when, and what it rests on."""
    events = pair.events.exclude(decided_at=None)  # type: ignore[attr-defined]
    rows = events.order_by("decided_at", "pgh_id").distinct("decided_at").select_related("decided_by")
    return list(rows)[::-1]


def decided_pairs(organization: Organization) -> list[tuple[UUID, str, str]]:
    """Return person, wage person and decision (same, different) of every pair that somebody decided."""
    rows = WagePair.objects.filter(organization=organization, state__in=[PairState.SAME, PairState.DIFFERENT])
    return list(rows.order_by("id").values_list("participant_id", "wage_person", "state"))


def newest_linking(actor: Actor) -> WageLinking | None:
    """Return the newest linkage of the actor's agency, or None."""
    rows = WageLinking.objects.filter(organization=actor.organization)
    return rows.select_related("made_by").order_by("-made_at").first()


def pairs_about_me(actor: Actor) -> list[dict[str, Any]]:
    """Return the wage records that somebody decided are those of whoever is signed in: who decided what, and when."""
    mine = WagePair.objects.filter(participant__user=actor.signed_in_user, state=PairState.SAME)
    names = ("id", "organization__name", "state", "note", "decided_at")
    return [dict(row) for row in mine.order_by("id").values(*names)]
