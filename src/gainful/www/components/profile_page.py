"""What the profile panel shows: the posting cut at its spans, the lines grouped by need; for every audience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.models import JobOrder, Need, ProfileVersion, RequiredCompetency
from gainful.domain.job_orders.queries import defining_ids
from gainful.engine.competencies.model import Taxonomy
from gainful.www.components.anchors import anchor, ladder

CONFIDENCE: dict[str, str | Promise] = {
    "sure": _("sure"),
    "likely": _("likely, please check"),
    "guess": _("a guess, please check"),
}
DOMAINS: dict[str, str | Promise] = {
    "skill": _("Skill"),
    "knowledge": _("Knowledge"),
    "ability": _("Ability"),
    "work_activity": _("Work activity"),
    "technology": _("Technology"),
    "credential": _("Credential"),
}
NAMED = 4
"""Folded lines that are named before they are unfolded."""
LEVELLED = frozenset({"skill", "knowledge", "ability", "work_activity"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the posting and the lines it stands behind (none: plain text)."""

    text: str
    lines: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineView:
    """One line with all that its row shows."""

    line: RequiredCompetency
    key: str
    kind: str | Promise
    anchor: str
    ladder: tuple[str, ...]
    confidence: str | Promise
    has_level: bool
    has_span: bool
    slider: str
    """The level to the nearest half, as the slider holds it."""
    is_verbatim: bool
    """Whether its name is what the posting says, word for word."""
    is_unchecked: bool
    """Whether nobody has said yet that it is right."""
    is_open: bool = False
    """Whether its form shows: it was changed just now."""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one need: those that make this job this job, and folded behind them the others.

    Of the others first what the posting says too, then what most such jobs ask.
    """

    need: str
    label: str
    first: tuple[LineView, ...]
    rest: tuple[LineView, ...]

    @property
    def lines(self) -> tuple[LineView, ...]:
        """All of them."""
        return self.first + self.rest

    @property
    def unchecked(self) -> int:
        """How many wait for somebody to say that they are right."""
        return sum(line.is_unchecked for line in self.lines)

    @property
    def rest_is_open(self) -> bool:
        """Whether one of the folded lines was changed just now."""
        return any(line.is_open for line in self.rest)

    @property
    def rest_said(self) -> int:
        """How many of the folded lines the posting says."""
        return sum(item.line.span_start is not None for item in self.rest)

    @property
    def rest_names(self) -> str:
        """The first few of the folded lines by name."""
        return ", ".join(item.line.name for item in self.rest[:NAMED])


def line_key(line: RequiredCompetency) -> str:
    """Return a name for the line that stays when it is saved and fits in an HTML id."""
    return "c-" + "".join(ch if ch.isalnum() else "-" for ch in line.competency_id)


def cut_posting(text: str, lines: Iterable[RequiredCompetency]) -> list[Piece]:
    """Cut the posting at every span's ends, so that overlapping spans light up together."""
    spans = [
        (line.span_start, min(line.span_end, len(text)), line_key(line))
        for line in lines
        if line.span_start is not None
        and line.span_end is not None
        and line.span_start < line.span_end <= len(text)
    ]
    edges = sorted(
        {0, len(text), *(start for start, _end, _key in spans), *(end for _start, end, _key in spans)}
    )
    seen: set[str] = set()
    pieces = []
    for start, end in pairwise(edges):
        keys = tuple(key for low, high, key in spans if low <= start and end <= high)
        pieces.append(Piece(text[start:end], keys, tuple(key for key in keys if key not in seen)))
        seen.update(keys)
    return pieces


def view_line(line: RequiredCompetency, changed: str = "") -> LineView:
    """Return what the row of one line shows; `changed` is the id of the line that was changed just now."""
    return LineView(
        line=line,
        key=line_key(line),
        kind="" if line.taxonomy == Taxonomy.OWN else DOMAINS.get(line.domain, line.domain),
        anchor=anchor(line.domain, line.level),
        ladder=tuple(str(sentence) for sentence in ladder(line.domain)),
        confidence=CONFIDENCE.get(line.confidence, line.confidence),
        has_level=line.domain in LEVELLED
        and (line.level is not None or not line.competency_id.startswith(("esco:", "own:"))),
        has_span=line.span_start is not None,
        slider=f"{round((line.level or 0) * 2) / 2:.1f}",
        is_verbatim=line.span_text.strip(" .").casefold().startswith(line.name.casefold()),
        is_unchecked=line.confidence != "sure",
        is_open=line.competency_id == changed,
    )


def group_lines(
    lines: Iterable[RequiredCompetency], defining: Iterable[str], changed: str = ""
) -> list[Group]:
    """Return the lines grouped by need, the defining ones first and the others folded behind them."""
    place = {competency_id: n for n, competency_id in enumerate(defining)}
    found = []
    for need in Need:
        here = [line for line in lines if line.need == need.value]
        first = sorted(
            (line for line in here if line.competency_id in place), key=lambda line: place[line.competency_id]
        )
        others = [line for line in here if line.competency_id not in place]
        rest = sorted(others, key=lambda line: line.span_start is None)
        found.append(
            Group(
                need.value,
                str(need.label),
                tuple(view_line(line, changed) for line in first),
                tuple(view_line(line, changed) for line in rest),
            )
        )
    return found


def profile_context(order: JobOrder, version: ProfileVersion | None, changed: str = "") -> dict[str, Any]:
    """Return the posting's pieces and the grouped lines of a version whose lines are loaded."""
    lines = list(version.lines.all()) if version else []
    defining = defining_ids(order, version) if version else ()
    return {
        "order": order,
        "version": version,
        "pieces": cut_posting(order.posting_text, lines),
        "groups": group_lines(lines, defining, changed),
        "needs": [(need.value, need.label) for need in Need],
        "lines_total": len(lines),
        "lines_first": len(defining),
        "lines_rest": len(lines) - len(defining),
        "lines_rest_said": sum(
            line.span_start is not None and line.competency_id not in defining for line in lines
        ),
        "unchecked": sum(line.confidence != "sure" for line in lines),
        "from_posting": sum(line.span_start is not None for line in lines),
        "confirmation": getattr(version, "confirmation", None) if version else None,
    }
