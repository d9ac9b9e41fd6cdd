"""Courses held against each other: IDs that stand twice, prerequisites that are not there, circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gainful.engine.records.courses import CourseRecord
from gainful.exchange.tables.headings import Problem
from gainful.exchange.tables.rows import Row

CourseRow = Row[CourseRecord]


def check_catalogue(
    rows: Sequence[CourseRow], mapping: Mapping[str, str], known: Iterable[str] = ()
) -> list[CourseRow]:
    """Refuse rows whose course ID stands twice, whose prerequisite is unknown, or that stand in a circle.

    Lines of one course that differ only in what it teaches, when it starts or what it asks for become one.
    """
    code_column, requires = mapping.get("code", "code"), mapping.get("prerequisites", "prerequisites")
    first: dict[str, int] = {}
    checked: list[CourseRow] = []
    for row in rows:
        place = first.setdefault(row.record.code, len(checked)) if row.record else len(checked)
        if place == len(checked):
            checked.append(row)
        elif (joined := _joined(checked[place], row)) is not None:
            checked[place] = joined
        else:
            message = f"The course ID stands already on line {checked[place].line}."
            code = row.record.code if row.record else ""
            checked.append(_refused(row, Problem(code_column, message, code)))
    codes = {*first, *known}
    graph = {row.record.code: row.record.prerequisites for row in checked if row.record}
    circles = {code: circle for circle in prerequisite_circles(graph) for code in circle}
    return [_with_prerequisites(row, codes, circles, requires) for row in checked]


def _with_prerequisites(
    row: CourseRow, codes: set[str], circles: Mapping[str, tuple[str, ...]], column: str
) -> CourseRow:
    if row.record is None:
        return row
    if circle := circles.get(row.record.code):
        path = " → ".join((*circle, circle[0]))
        return _refused(row, Problem(column, f"These courses wait for each other: {path}.", row.record.code))
    unknown = [code for code in row.record.prerequisites if code not in codes]
    if unknown:
        return _refused(
            row, Problem(column, f"No course has the ID {', '.join(unknown)}.", "; ".join(unknown))
        )
    return row


def _joined(first: CourseRow, second: CourseRow) -> CourseRow | None:
    """Return two lines as one course, None where they are two courses by one ID or say the same twice."""
    one, other = first.record, second.record
    if one is None or other is None or one == other:
        return None
    lists = {"teaches": (), "start_dates": (), "prerequisites": (), "occupations": ()}
    if replace(one, **lists) != replace(other, **lists):  # type: ignore[arg-type]
        return None
    known = {taught.competency_id for taught in one.teaches}
    return replace(
        first,
        record=replace(
            one,
            teaches=one.teaches + tuple(t for t in other.teaches if t.competency_id not in known),
            start_dates=tuple(sorted({*one.start_dates, *other.start_dates})),
            prerequisites=tuple(dict.fromkeys((*one.prerequisites, *other.prerequisites))),
            occupations=tuple(dict.fromkeys((*one.occupations, *other.occupations))),
        ),
        notes=(*first.notes, *second.notes),
    )


def _refused(row: CourseRow, problem: Problem) -> CourseRow:
    return replace(row, record=None, problems=(*row.problems, problem))


def prerequisite_circles(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the circles among prerequisites, each once, by a walk that does not recurse."""
    state: dict[str, int] = {}
    circles: list[tuple[str, ...]] = []
    for start in graph:
        if start in state:
            continue
        path = [start]
        pending = [iter(graph[start])]
        state[start] = 1
        while pending:
            following = next((code for code in pending[-1] if code in graph), None)
            if following is None:
                state[path.pop()] = 2
                pending.pop()
            elif state.get(following) == 1:
                circles.append(tuple(path[path.index(following) :]))
            elif following not in state:
                state[following] = 1
                path.append(following)
                pending.append(iter(graph[following]))
    return circles
