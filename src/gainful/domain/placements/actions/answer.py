"""What the person says: yes or no to an introduction, no longer; staff enter it where the person told them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements.actions.move import Why, begin, finish
from gainful.domain.placements.actions.offers import end_offer
from gainful.domain.placements.asking import INTRODUCTION, OFFER
from gainful.domain.placements.cards import without
from gainful.domain.placements.models import Introduction
from gainful.domain.placements.states import OfferStatus

SHARED_FOR = timedelta(days=180)
"""How long an employer may read about a person who agreed, unless they are hired (assumption); shown beside the yes."""


@transaction.atomic
def agree(
    actor: Actor, introduction: Introduction, *, hide: Iterable[str] = (), why: Why | None = None,
    link: SignedLink | None = None,
) -> Introduction:  # fmt: skip
    """Let the employer read the card, without the parts in `hide`, until a day; may be taken back at any time."""
    why = why or Why()
    begin(actor, "agree", introduction, why, link)
    changes = {
        "card": without(introduction.card, hide),
        "agreed_at": timezone.now(),
        "shared_until": timezone.localdate() + SHARED_FOR,
    }
    finish(actor, "agree", introduction, why, changes)
    settle_requests(INTRODUCTION, "introduction", introduction.pk)
    return introduction


@transaction.atomic
def decline(
    actor: Actor, introduction: Introduction, why: Why, *, link: SignedLink | None = None
) -> Introduction:
    """Say no to being introduced; nothing was shown to the employer."""
    begin(actor, "decline", introduction, why, link)
    finish(actor, "decline", introduction, why)
    settle_requests(INTRODUCTION, "introduction", introduction.pk)
    return introduction


@transaction.atomic
def step_back(
    actor: Actor, introduction: Introduction, why: Why, *, link: SignedLink | None = None
) -> Introduction:
    """End it as the person; the employer reads nothing about them from now on, and an offer is not accepted."""
    begin(actor, "step_back", introduction, why, link)
    end_offer(introduction, OfferStatus.DECLINED)
    finish(actor, "step_back", introduction, why, {"taken_back_at": timezone.now()})
    settle_requests(OFFER, "introduction", introduction.pk)
    return introduction


@transaction.atomic
def accept_offer(
    actor: Actor, introduction: Introduction, *, why: Why | None = None, link: SignedLink | None = None
) -> Introduction:
    """Accept the open offer; the opening stays kept for the person until the first day."""
    why = why or Why()
    begin(actor, "accept", introduction, why, link)
    end_offer(introduction, OfferStatus.ACCEPTED)
    finish(actor, "accept", introduction, why)
    settle_requests(OFFER, "introduction", introduction.pk)
    return introduction
