"""Count which words stand in the tasks of which occupation, for `gainful.engine.titles.work_words`.

Reads O*NET's task statements (CC BY 4.0, U.S. Department of Labor/ETA; modified) below GAINFUL_SHARED and the names of
detailed work activities and technologies of the reference data. The sentences are not kept.

    GAINFUL_SHARED=../shared PYTHONPATH=src python scripts/make_work_words.py
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from gainful.engine.occupations import load_reference
from gainful.engine.titles.work_words import TABLE, work_words

SUPPLEMENTAL = 0.6
"""How much a task counts that O*NET calls supplemental or has not rated beside a core one."""
LEAST_TASKS, MOST_SHARE = 2, 0.4
"""A word must stand in two tasks and in the tasks of fewer than four occupations in ten."""


def counted() -> dict[str, Counter[str]]:
    """How often each stem stands in the tasks, activities and technologies of each occupation."""
    shared = Path(os.environ.get("GAINFUL_SHARED", "../shared"), "data", "skills", "onet_29_3")
    tasks = pd.read_excel(shared / "Task Statements.xlsx")
    reference = load_reference()
    found: dict[str, Counter[str]] = {o.code: Counter() for o in reference.occupations}
    for code, task, kind in zip(tasks["O*NET-SOC Code"], tasks["Task"], tasks["Task Type"], strict=True):
        for word in set(work_words(task)):
            found[code][word] += 1.0 if kind == "Core" else SUPPLEMENTAL  # type: ignore[assignment]
    for occupation in reference.occupations:
        for technology in reference.technologies(occupation.code):
            for word in set(work_words(technology.name)):
                found[occupation.code][word] += 0.5  # type: ignore[assignment]
    return found


def main() -> int:
    """Write the table."""
    found = counted()
    codes = sorted(found)
    column = {code: place for place, code in enumerate(codes)}
    entries: dict[str, list[tuple[int, float]]] = {}
    for code, words in found.items():
        for word, count in words.items():
            entries.setdefault(word, []).append((column[code], count))
    kept = {
        word: sorted(rows)
        for word, rows in sorted(entries.items())
        if sum(count for _, count in rows) >= LEAST_TASKS and len(rows) < MOST_SHARE * len(codes)
    }
    rows = [row for word in kept.values() for row in word]
    np.savez_compressed(
        TABLE,
        codes=np.frombuffer("\n".join(codes).encode(), np.uint8),
        words=np.frombuffer("\n".join(kept).encode(), np.uint8),
        offsets=np.cumsum([0, *map(len, kept.values())]).astype(np.int32),
        columns=np.array([c for c, _ in rows], np.uint16),
        counts=np.array([min(15.0, c) * 16 for _, c in rows], np.uint8),
        lengths=np.array([sum(found[code].values()) for code in codes], np.float32),
    )
    sys.stdout.write(f"{len(kept)} words, {len(rows)} entries, {TABLE.stat().st_size / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
