"""Once a day: whose own levels count in an employer's inventory without their name, a whole group at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from gainful.domain.messages.duties import register_duty
from gainful.domain.workforce.models import CountedLevels, Worker
from gainful.domain.workforce.rights_sql import PROFILE, SHOWN, TELLS, WORKS
from gainful.engine.disclosure import next_release
from gainful.engine.occupations import load_reference

_TELLING = f"""
SELECT w.occupation_code, w.id, l.levels FROM workforce_worker w {PROFILE}
  JOIN participants_participantlevels l ON l.participant_id = p.id AND l.reference_version = %s
WHERE w.organization_id = %s AND w.occupation_code <> '' AND {WORKS} AND {TELLS} AND NOT ({SHOWN})
"""  # noqa: S608 - parts of our own
_looked_on: dict[UUID, date] = {}
"""When this process last looked at an employer: a look more changes nothing that the rule does not let change."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one worker tells."""

    version: str
    levels: bytes


Groups = dict[str, dict[UUID, _Told]]


def count_levels(organization: UUID) -> int:
    """Publish what the rule lets be published, as the system; returns in how many roles something changed."""
    released = _released(organization)
    place = {worker: code for code, group in released.items() for worker in group}
    telling: Groups = defaultdict(dict)
    for code, worker, told in _telling(organization):
        if place.get(worker, code) == code:  # who still counts in the role before is not counted twice
            telling[code][worker] = told
    changed = 0
    for code in sorted(released.keys() | telling.keys()):
        before = released.get(code, {})
        after = next_release(before, telling.get(code, {}))
        if after is not before and after != before:
            _write(organization, code, after)
            changed += 1
    return changed


def _released(organization: UUID) -> Groups:
    found: Groups = defaultdict(dict)
    columns = ("occupation_code", "worker_id", "reference_version", "levels")
    for code, worker, version, levels in CountedLevels.objects.filter(organization=organization).values_list(
        *columns
    ):
        found[code][worker] = _Told(version, bytes(levels))
    return found


def _telling(organization: UUID) -> list[tuple[str, UUID, _Told]]:
    version = load_reference().version
    with connection.cursor() as cursor:
        cursor.execute(_TELLING, [version, organization])
        rows = cursor.fetchall()
    return [(code, worker, _Told(version, bytes(levels))) for code, worker, levels in rows]


@transaction.atomic
def _write(organization: UUID, code: str, group: Mapping[UUID, _Told]) -> None:
    CountedLevels.objects.filter(organization=organization, occupation_code=code).delete()
    now = timezone.now()
    CountedLevels.objects.bulk_create(
        [
            CountedLevels(
                organization_id=organization, worker_id=worker, occupation_code=code, levels=told.levels,
                reference_version=told.version, counted_at=now,
            )
            for worker, told in group.items()
        ],
        batch_size=2000,
    )  # fmt: skip


def _due(now: datetime) -> list[UUID]:
    telling = (
        Worker.objects.filter(levels_until__isnull=False).order_by().values_list("organization", flat=True)
    )
    counted = CountedLevels.objects.order_by().values_list("organization", flat=True)
    today = timezone.localdate(now)
    return sorted(
        each for each in set(telling.distinct()) | set(counted.distinct()) if _looked_on.get(each) != today
    )


def _is_due(now: datetime) -> bool:
    return bool(_due(now))


def _step(now: datetime) -> bool:
    """Look at one employer."""
    for organization in _due(now)[:1]:
        count_levels(organization)
        _looked_on[organization] = timezone.localdate(now)
        return True
    return False


register_duty("workforce: levels that count without a name", _is_due, _step)
