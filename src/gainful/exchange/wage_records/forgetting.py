"""Taking people out of pieces of wage records, by their keyed hash."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gainful.exchange.private_files import write_private

if TYPE_CHECKING:
    import pyarrow as pa


def without_people(records: pa.Table, hashes: Iterable[str]) -> pa.Table:
    """Return the records of everybody else."""
    import pyarrow as pa
    import pyarrow.compute as pc

    gone = pa.array(sorted(hashes), records.schema.field("person").type)
    return records.filter(pc.invert(pc.is_in(records["person"], gone))) if len(gone) else records


def forget_in_piece(path: Path, hashes: Iterable[str]) -> int:
    """Write a piece anew without these people, with what its metadata says; returns how many records went."""
    import pyarrow.parquet as pq

    held = pq.read_table(path)
    kept = without_people(held, hashes)
    gone = held.num_rows - kept.num_rows
    if gone:
        sink = io.BytesIO()
        pq.write_table(kept, sink, compression="zstd")
        write_private(path, sink.getvalue(), lasts=True)
    return gone
