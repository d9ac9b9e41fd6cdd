"""The coaches of an agency by name, a page at a time however many there are."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User

MANY = 1_000
"""From so many coaches on their order is kept; sorting fewer costs less than asking whether it still holds."""
KEPT_S = 600.0
"""A coach of a large agency who changes their name stands in the new place after so many seconds at most."""
KEPT_OF = 50
"""Agencies whose order one process keeps, those asked last."""

_MEMBERS = """SELECT user_id FROM organizations_membership
WHERE organization_id = %s AND role = ANY(%s) AND ended_at IS NULL"""
_WHO = """SELECT count(*), bit_xor(hashtextextended(user_id::text, 0)) FROM organizations_membership
WHERE organization_id = %s AND role = 'coach' AND ended_at IS NULL"""


def coaches_of(actor: Actor) -> QuerySet[User]:
    """Return the coaches of the agency, by name."""
    return User.objects.filter(_among("accounts_user.id", actor, {"coach"})).order_by("name", "email")


def _among(column: str, actor: Actor, roles: Collection[str]) -> RawSQL:
    """Return the condition that a column of users names somebody who has one of these roles at the actor's agency.

    An array of keys, not a subquery: beside the rule on who sees an account that makes PostgreSQL read every account.
    """
    given = (actor.organization_id, list(roles))
    return RawSQL(f"{column} = ANY(ARRAY({_MEMBERS}))", given, BooleanField())  # noqa: S611 - words of ours, values apart


@dataclass(frozen=True, slots=True)
class _Order:
    """Keys of coaches by name; `who` tells another set of coaches apart, `until` is when names are read again."""

    who: tuple[int, int]
    keys: tuple[UUID, ...]
    until: float


_orders: OrderedDict[UUID, _Order] = OrderedDict()
_lock = Lock()


def some_coaches(actor: Actor, start: int, size: int) -> list[User]:
    """Return coaches of the agency from a place in their order by name.

    Who is a coach, and what may be read of them, comes from the database each time; of a large agency (`MANY`) only
    the order of names is kept for `KEPT_S` seconds: sorting 17,000 accounts took most of the page.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WHO, (actor.organization_id,))
        count, mixed = cursor.fetchone()
    if count < MANY or actor.organization_id is None:
        return list(coaches_of(actor)[start : start + size])
    keys = _order(actor, actor.organization_id, (count, mixed))[start : start + size]
    found = User.objects.only("name", "email").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _order(actor: Actor, agency: UUID, who: tuple[int, int]) -> tuple[UUID, ...]:
    now = time.monotonic()
    with _lock:
        kept = _orders.get(agency)
    if kept is not None and kept.who == who and now < kept.until:
        return kept.keys
    made = _Order(who, tuple(coaches_of(actor).values_list("pk", flat=True)), now + KEPT_S)
    with _lock:
        _orders[agency] = made
        _orders.move_to_end(agency)
        while len(_orders) > KEPT_OF:
            _orders.popitem(last=False)
    return made.keys
