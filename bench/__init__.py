"""Measurements against named peers in one run: one module a topic, each with `run() -> list[Row]`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


class SkipBench(Exception):  # noqa: N818 - a signal to the runner, not a failure
    """Raised by a topic whose data or peer is absent; the message says what is missing and where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure with what it must reach and, where one is installable, a peer's figure."""

    measure: str
    value: float | None
    floor: float | None = None
    aim: float | None = None
    peer: str = ""
    peer_value: float | None = None
    ratio: float | None = None
    note: str = ""
    lower_is_better: bool = False

    @property
    def verdict(self) -> str:
        """How the value stands to floor and aim: "aim", "pass", "MISS", or "" when nothing is required."""
        if self.value is None:
            return "skip"
        if self.aim is not None and self._reaches(self.aim):
            return "aim"
        if self.floor is not None:
            return "pass" if self._reaches(self.floor) else "MISS"
        return "" if self.aim is None else "MISS"

    @property
    def times_peer(self) -> float | None:
        """How many times better than the peer (above 1 is better), given or worked out from both values."""
        if self.ratio is not None or self.value is None or self.peer_value is None:
            return self.ratio
        above, below = (
            (self.peer_value, self.value) if self.lower_is_better else (self.value, self.peer_value)
        )
        return above / below if below else None

    def _reaches(self, target: float) -> bool:
        value = self.value
        assert value is not None
        return value <= target if self.lower_is_better else value >= target


def shared_data(*parts: str) -> Path:
    """Path below the shared raw data (`GAINFUL_SHARED` or `../shared`); SkipBench when it is absent."""
    root = os.environ.get("GAINFUL_SHARED") or Path(__file__).resolve().parents[1].parent / "shared"
    path = Path(root, "data", *parts)
    if not path.exists():
        raise SkipBench(f"no {path}: set GAINFUL_SHARED to the folder that holds data/")
    return path
