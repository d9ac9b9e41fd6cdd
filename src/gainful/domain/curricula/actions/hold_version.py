"""One writer of a curriculum at a time: whoever comes second sees what the first one did."""

from __future__ import annotations

from django.db import connection, transaction

from gainful.domain.curricula.models import CurriculumVersion


def hold_version(version: CurriculumVersion) -> None:
    """Wait until nobody else writes to the version's curriculum, then read it again; held until the transaction ends.

    Whoever cannot see the curriculum holds nothing and is refused by what follows (as `hold_order` of job orders).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A curriculum is held by a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.hold_curriculum(%s)", [version.curriculum_id])
    if CurriculumVersion.objects.filter(pk=version.pk).exists():
        version.refresh_from_db()
