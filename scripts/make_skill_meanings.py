"""Write the sentence model's vectors of ESCO's labels in eight bits, in the order of the reference that ships.

Run after a change of ESCO: python scripts/make_skill_meanings.py. One scale serves all: the vectors have length one.
"""

from __future__ import annotations

import sys

import numpy as np

from gainful.engine.skills.esco_index import esco_index
from gainful.engine.skills.meaning import SCALE, VECTORS
from gainful.engine.text.encoder import encode


def main() -> None:
    """Encode and write."""
    index = esco_index()
    vectors = encode(index.labels)
    eight = np.clip(np.round(vectors * SCALE), -127, 127).astype(np.int8)
    identity = np.frombuffer(bytes.fromhex("".join(index.ids).replace("-", "")), np.uint8).reshape(-1, 16)
    np.savez_compressed(VECTORS, ids=identity, vectors=eight)
    sys.stdout.write(f"{len(eight):,} labels, {VECTORS.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
