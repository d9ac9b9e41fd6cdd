"""Names and person IDs of the people in a pool, asked of the database for the rows that are shown and for no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.db import connection

from gainful.engine.ranking.pool import Pool


class Labels:
    """A column of names or person IDs; None where the actor may not see the person."""

    def __init__(self, ids: Any, asked: dict[str, tuple[str, str]], *, names: bool) -> None:
        self.ids, self.asked, self.names = ids, asked, names

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, rows: Any) -> Any:
        """Return the label of a row, or an array of labels."""
        if isinstance(rows, int | np.integer):
            return self[np.array([rows])][0]
        texts = self.ids[rows].tolist()
        self._ask(texts)
        if not self.names:
            return np.array([self.asked[text][0] if text in self.asked else "" for text in texts], str)
        return np.array([self.asked[text][1] if text in self.asked else None for text in texts], object)

    def tolist(self) -> list[str]:
        """Return every label."""
        return list(self[np.arange(len(self))].tolist())

    def rows_of(self, texts: Sequence[str]) -> np.ndarray:
        """Return the rows that have one of these labels."""
        return np.flatnonzero(np.isin(np.array(self.tolist(), str), np.array(texts, str)))

    def _ask(self, texts: Sequence[str]) -> None:
        if missing := [text for text in texts if text not in self.asked]:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT p.id::text, p.code, coalesce(nullif(p.name, ''), p.code) FROM participants_participant p"
                    " WHERE p.id = ANY (%s::uuid[])",
                    [missing],
                )
                self.asked.update({key: (code, name) for key, code, name in cursor.fetchall()})


def with_labels(pool: Pool) -> Pool:
    """Return the pool with names and person IDs as the actor of this transaction may see them."""
    asked: dict[str, tuple[str, str]] = {}
    return replace(
        pool, codes=Labels(pool.ids, asked, names=False), names=Labels(pool.ids, asked, names=True)
    )
