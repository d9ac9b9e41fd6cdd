"""A pool in several files, each ranked by itself and the answers put together: in this process, or on Spark workers.

Every shard is a pool file (`pool_file`) that whoever ranks it can open; only the answers travel, a few kilobytes each.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.ranking.block import Figures, counts_of, excluded, if_relaxed, rank_block
from gainful.engine.ranking.fairness import SelectionRate, rates_of_counts
from gainful.engine.ranking.job_tables import JobTables
from gainful.engine.ranking.kernel import LISTED
from gainful.engine.ranking.order import ListOrder, Merits, Ordering, keys_of, ordered
from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.pool_file import read_pool

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import SparkSession

DDL = "shard string, answer string"
"""What a Spark worker gives back: the shard and its answer as JSON."""


@dataclass(frozen=True)
class ShardAnswer:
    """What one shard, or several together, say of a job."""

    by_failed: np.ndarray
    by_occupation: np.ndarray
    segments: Mapping[str, Mapping[str, tuple[int, int]]]
    """segment → group → people, and how many of them stand on a list"""
    first: tuple[tuple[tuple[float, ...], str], ...]
    """the first places of the list, in order: what they are ordered by, and the person's id"""

    @property
    def excluded(self) -> dict[str, int]:
        """How many each reason leaves out."""
        return excluded(self._figures)

    @property
    def if_relaxed(self) -> dict[str, int]:
        """How many each reason alone leaves out."""
        return if_relaxed(self._figures)

    @property
    def selection_rates(self) -> tuple[SelectionRate, ...]:
        """Rates of being on a list, by segment."""
        return rates_of_counts(self.segments)

    @property
    def ids(self) -> list[str]:
        """Ids of the first places."""
        return [person for _, person in self.first]

    @property
    def _figures(self) -> Figures:
        nobody = np.empty(0, np.uint32)
        return Figures(nobody, nobody, nobody, nobody, self.by_failed, self.by_occupation)


def answer_of(pool: Pool, job: JobTables, ordering: Ordering, code: str, first: int) -> ShardAnswer:
    """Rank one shard; ValueError for a mixed list, whose floors hold over all shards together only."""
    if ordering.by is ListOrder.MIXED:
        raise ValueError("A mixed list is ranked in one process: its floors hold for all people together.")
    figures = rank_block(job, pool)
    gain = job.pay - pool.wage_now
    merits = Merits(figures.skills, figures.hours, gain, np.empty(0, bool), job.shift)
    rows = ordered(np.flatnonzero(figures.place == LISTED), pool, merits, ordering, code, first)
    keys = [key(rows).tolist() for key in keys_of(pool, merits, ordering, code)]
    segments = {kind: counts_of(column, figures) for kind, column in pool.segments.items()}
    places = tuple(zip(zip(*keys, strict=True), pool.ids[rows].tolist(), strict=True))
    return ShardAnswer(figures.by_failed, figures.by_occupation, segments, places)


def together(answers: Iterable[ShardAnswer], first: int) -> ShardAnswer:
    """Put the answers of several shards together."""
    every = list(answers)
    segments: dict[str, dict[str, tuple[int, int]]] = {}
    for answer in every:
        for kind, groups in answer.segments.items():
            found = segments.setdefault(kind, {})
            for word, (people, some) in groups.items():
                before = found.get(word, (0, 0))
                found[word] = (before[0] + people, before[1] + some)
    return ShardAnswer(
        np.sum([answer.by_failed for answer in every], axis=0),
        np.sum([answer.by_occupation for answer in every], axis=0),
        segments,
        tuple(sorted(place for answer in every for place in answer.first)[:first]),
    )


def rank_shards(
    paths: Sequence[str | Path], job: JobTables, ordering: Ordering, code: str, first: int
) -> ShardAnswer:
    """Rank a pool in several files in this process."""
    return together(
        (answer_of(read_pool(Path(path)).pool, job, ordering, code, first) for path in paths), first
    )


def rank_shards_on_spark(
    session: SparkSession,
    paths: Sequence[str | Path],
    job: JobTables,
    ordering: Ordering,
    code: str,
    first: int,
) -> ShardAnswer:
    """Rank a pool in several files on a Spark session's workers, each of which opens its files by these paths.

    One task a processor: a task takes longer to begin than a million people take.
    """

    def work(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
        import pyarrow as pa

        os.environ.setdefault("GAINFUL_RANKING_THREADS", "1")  # each processor has a task of its own
        for batch in batches:
            shards = [shard for task in batch.column(0).to_pylist() for shard in texts[task::tasks]]
            found = [answer_of(read_pool(Path(shard)).pool, job, ordering, code, first) for shard in shards]
            yield pa.RecordBatch.from_pydict({"shard": shards, "answer": list(map(as_json, found))})

    texts = list(map(str, paths))
    tasks = max(1, min(len(texts), session.sparkContext.defaultParallelism))
    frame = session.range(0, tasks, 1, tasks).mapInArrow(work, DDL)
    return together((from_json(row.answer) for row in frame.collect()), first)


def as_json(answer: ShardAnswer) -> str:
    """Return an answer as JSON."""
    return json.dumps({
        "by_failed": answer.by_failed.tolist(),
        "by_occupation": answer.by_occupation.tolist(),
        "segments": answer.segments,
        "first": answer.first,
    })  # fmt: skip


def from_json(text: str) -> ShardAnswer:
    """Return an answer from JSON."""
    told = json.loads(text)
    segments = {
        kind: {word: (people, some) for word, (people, some) in groups.items()}
        for kind, groups in told["segments"].items()
    }
    first = tuple((tuple(keys), person) for keys, person in told["first"])
    return ShardAnswer(np.array(told["by_failed"]), np.array(told["by_occupation"]), segments, first)
