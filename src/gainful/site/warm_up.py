"""Loads what the first request would otherwise wait for: reference, text model, kernels, the catalogue, the pools."""

from __future__ import annotations

import logging
import threading
from typing import Any

from gainful.site.outage import outage_of

log = logging.getLogger(__name__)
AGENCIES = 4
"""How many agencies' pools are made ready at the start; the others are read when first asked for."""
POSTING = "Nursing assistant. Help residents with daily care. CPR required. $20 an hour."


OVER = threading.Event()
"""Set when Gainful stops: the database goes away under a warm-up that is still at work, which is no failure."""


def warm() -> None:
    """Make the first posting as quick as the next; a failure here is only slower first use, so it is logged."""
    try:
        from django.db import connection

        from gainful.engine.text.encoder import return_freed_memory

        try:
            _path()
        finally:
            connection.close()
            return_freed_memory()
    except Exception as error:
        if OVER.is_set():
            return
        if outage_of(error):
            log.warning("the warm-up was cut short: the database does not answer")
        else:
            log.exception("warm-up failed")


def _path() -> None:
    """Walk the path from posting to plan once, in memory; nothing is stored."""
    from datetime import date

    from gainful.engine.planning import build_plan
    from gainful.engine.postings.profile import required_profile
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.engine.ranking.people import rank_pool
    from gainful.engine.ranking.pool import Constraints, empty_pool

    found = required_profile(POSTING)
    if OVER.is_set():
        return
    people, courses = read_pools()
    if people is None:
        from gainful.engine.occupations import load_reference

        reference = load_reference()
        people = empty_pool(reference.version, len(reference.elements))
    ranking = rank_pool(
        found.profile, people, Constraints(wage=found.facts.wage_annual), code=found.rated_code
    )
    if OVER.is_set():
        return
    feeder_occupations(found.profile, code=found.rated_code)
    _ = ranking.selection_rates
    build_plan(
        ranking,
        found.profile,
        courses,
        title="Warm-up",
        occupation_code=found.rated_code,
        start=date(2027, 1, 4),
    )


def read_pools() -> tuple[Any, tuple[Any, ...]]:
    """Read the first agencies' pools as one of their program managers, and the catalogue; the last pool stands in."""
    from gainful.domain.accounts.actor import acting_as, acting_as_system
    from gainful.domain.organizations.courses.queries import engine_courses
    from gainful.domain.organizations.models import Membership, Role
    from gainful.domain.participants.queries import pool

    with acting_as_system("warm-up"):
        courses = engine_courses()
        members = (
            Membership.objects.filter(role=Role.PROGRAM_MANAGER, ended_at=None)
            .select_related("user", "organization")
            .order_by("organization_id", "created_at", "id")
            .distinct("organization_id")[:AGENCIES]
        )
        managers = list(members)
    people = None
    for member in managers:
        with acting_as(member.user, member.organization, role=member.role, reason="warm-up") as actor:
            people = pool(actor)
    return people, courses
