"""What a release holds back, and why: for whoever decides that it leaves, never for its readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gainful.engine.indicators.program.publishing import RESTS_ON

WHY = {
    "small": "fewer than {least} people stand behind it",
    "earlier": "an earlier release hid it, and fewer than {width} came or went since",
    "together": "with what is told it would give a hidden count back",
    "rests": "it could be worked back to a count that is held back",
}
WHAT = {
    "periods": "periods of participation", "exits": "exits", "numerator": "counted as yes", "others": "counted as no",
    "denominator": "counted", "pending": "not known yet", "excluded": "excluded", "value": "the figure",
}  # fmt: skip
NEVER = (
    "Of the agency's own metrics the pending and the excluded never leave, nor do curves, sums of dollars, reasons, and"
    " what a figure rests on. Dollars leave in steps of 100."
)
"""What is taken out of every release, whatever the counts are."""
COLUMNS = ("segment", "indicator", "count", "people", "why")


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One count that does not leave; `segment` None: of everybody. `people` None: a figure, not a count."""

    segment: str | None
    indicator: str
    count: str
    """periods, exits, numerator, others, denominator, pending or excluded; or value."""
    people: int | None
    why: str
    """One of WHY."""

    def data(self) -> dict[str, Any]:
        """Return it as data."""
        return asdict(self)

    def row(self) -> tuple[Any, ...]:
        """Return it as a row of COLUMNS; what is of everybody has no segment."""
        return (self.segment or "", self.indicator, self.count, self.people, self.why)


@dataclass(frozen=True, slots=True)
class Balance:
    """How many counts leave, and how many are held back for which reason."""

    told: int
    held: Mapping[str, int]

    @property
    def all_held(self) -> int:
        """How many are held back."""
        return sum(self.held.values())


def held_back(body: Mapping[str, Any], counts: Sequence[Sequence[Any]]) -> list[HeldBack]:
    """Return what is held back of the data of a release and its counts, everybody first, then by segment."""
    found = [
        HeldBack(segment, indicator, count, people, why)
        for segment, indicator, count, people, why in counts
        if why
    ]
    for segment, group in _groups(body):
        found += [
            HeldBack(segment, one["id"], "value", None, "rests")
            for one in group["program_metrics"]
            if one["id"] in RESTS_ON and "value" in one["hidden"]
        ]
    return sorted(found, key=lambda one: (one.segment is not None, one.segment or ""))


def balance(body: Mapping[str, Any], counts: Sequence[Sequence[Any]]) -> Balance:
    """Return how many of the counts leave and how many do not."""
    held: dict[str, int] = {}
    for one in held_back(body, counts):
        held[one.why] = held.get(one.why, 0) + 1
    return Balance(sum(not why for *_key, why in counts), held)


def why_words(why: str, rule: Mapping[str, Any]) -> str:
    """Return a reason in words, with the numbers of the rule that the release says."""
    return WHY[why].format(least=rule["smallest_count"], width=f"{rule['open_width']:g}")


def names_of(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the indicators and metrics of a release, by id."""
    return {one["id"]: one["name"] for kind in ("indicators", "program_metrics") for one in body[kind]}


def held_back_lines(body: Mapping[str, Any], counts: Sequence[Sequence[Any]]) -> list[str]:
    """Return what is held back as lines for the terminal, with the counts: they stay with whoever reads them."""
    whole, found = balance(body, counts), held_back(body, counts)
    names = names_of(body)
    lines = [f"{whole.told:,} counts leave, {whole.all_held:,} are held back:"]
    lines += [f"  {n:,}: {why_words(why, body['published'])}" for why, n in sorted(whole.held.items())]
    for one in found:
        people = "" if one.people is None else f" {one.people:,}"
        of = f"{names[one.indicator]}, " if one.indicator else ""
        why = why_words(one.why, body["published"])
        lines.append(f"  {one.segment or 'Everybody'}: {of}{WHAT[one.count]}{people}: {why}")
    return [*lines, NEVER]


def _groups(body: Mapping[str, Any]) -> list[tuple[str | None, Mapping[str, Any]]]:
    return [(None, body), *((one["segment"], one) for one in body.get("segments", ()))]
