"""Attendance and online courses from a spreadsheet: first what would be saved and what is wrong by row, then saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.looks import note_looks
from gainful.domain.cohorts.matching import register_finder, roster, session_finder
from gainful.domain.cohorts.models import Cohort, Enrolment, How, Session
from gainful.exchange.attendance_sheets import AttendanceLine, AttendanceSheet, OnlineLine, OnlineSheet
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.upload_sizes import CLASS_SHEET, in_megabytes
from gainful.www.components.classes.forms import SheetForm
from gainful.www.components.classes.space import Space
from gainful.www.components.tables import csv_response

SALT = "gainful.class-sheet"
LIFETIME = 3600
"""Seconds between looking and saving."""
MOST_ROWS, MOST_SEATS, SHOWN = 20_000, 2_000, 200


@dataclass(slots=True)
class Checked:
    """What a sheet would save, and what is wrong with the other rows: line, whom it names, why."""

    ready: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)


def _attendance(cohort: Cohort, sheet: AttendanceSheet) -> Checked:
    people, sessions, belongs, found = roster(cohort), session_finder(cohort), register_finder(), Checked()
    said: dict[tuple[str, str], int] = {}
    for row in sheet.rows():
        line = row.record
        if line is None:
            _tell(found, row)
            continue
        seat, why = people.find(line.who.code, line.who.name, line.who.email)
        session, no_class = sessions(line.day, line.title)
        why = why or no_class
        if seat is not None and session is not None:
            key = (str(seat.pk), str(session))
            why = _("They stand for that class on line %s already.") % said[key] if key in said else ""
            why = why or belongs(seat, session)
            said.setdefault(key, row.line)
        if why or seat is None or session is None:
            found.problems.append((row.line, str(line.who), why))
            continue
        found.ready.append(_mark(seat, session, line))
    return found


def _mark(seat: Enrolment, session: UUID, line: AttendanceLine) -> dict[str, Any]:
    return {"seat": str(seat.pk), "session": str(session), "presence": line.presence, "late": line.minutes_late,
            "early": line.minutes_early}  # fmt: skip


def _online(cohort: Cohort, sheet: OnlineSheet) -> Checked:
    people, found = roster(cohort), Checked()
    for row in sheet.rows():
        line = row.record
        if line is None:
            _tell(found, row)
            continue
        seat, why = people.find(line.who.code, line.who.name, line.who.email)
        if seat is None:
            found.problems.append((row.line, str(line.who), why))
            continue
        found.ready.append(_course(seat, line))
    return found


def _course(seat: Enrolment, line: OnlineLine) -> dict[str, Any]:
    return {"seat": str(seat.pk), "provider": line.provider, "course": line.course,
            "completed_on": line.completed_on.isoformat(), "minutes": line.minutes, "score": line.score}  # fmt: skip


def _tell(found: Checked, row: Any) -> None:
    words = " ".join(f"{each.column}: {each.message}" for each in row.problems)
    found.problems.append((row.line, " ".join(cell for cell in row.cells if cell)[:60], words))


def _save_attendance(request: ActorRequest, cohort: Cohort, rows: list[dict[str, Any]]) -> int:
    by_session: dict[str, list[actions.Mark]] = defaultdict(list)
    for row in rows:
        mark = actions.Mark(UUID(row["seat"]), row["presence"], row["late"], row["early"])
        by_session[row["session"]].append(mark)
    found = Session.objects.in_bulk([UUID(each) for each in by_session])
    for number, marks in by_session.items():
        session = found.get(UUID(number))
        if session is None or session.cohort_id != cohort.pk:
            raise CohortError(_("A class of this sheet is no longer there."))
        try:
            actions.mark_attendance(request.actor, session, marks, How.SHEET)
        except CohortError as error:
            raise CohortError(f"{session.day}, {session.title}: {error.message}", hint=error.hint) from error
    return len(rows)


def _save_online(request: ActorRequest, cohort: Cohort, rows: list[dict[str, Any]]) -> int:
    seats = {str(seat.pk): seat for seat in cohort.enrolments.all()}
    for row in rows:
        seat = seats.get(row["seat"])
        if seat is None:
            raise CohortError(_("Somebody on this sheet is no longer in the cohort."))
        seat.cohort = cohort
        given = {name: row[name] for name in ("provider", "course", "minutes", "score")}
        day = date.fromisoformat(row["completed_on"])
        try:
            actions.record_online(request.actor, seat, completed_on=day, **given)
        except CohortError as error:
            raise CohortError(f"{seat.name}, {row['course']}: {error.message}", hint=error.hint) from error
    return len(rows)


Save = Callable[[ActorRequest, Cohort, list[dict[str, Any]]], int]
KINDS: dict[str, tuple[type[Any], Callable[[Cohort, Any], Checked], Save]] = {
    "attendance": (AttendanceSheet, _attendance, _save_attendance),
    "online": (OnlineSheet, _online, _save_online),
}


def show(request: ActorRequest, space: Space, cohort_id: UUID, kind: str) -> HttpResponse:
    """Take a sheet: show what it holds; save what is right once somebody says so, all of it or nothing."""
    cohort = space.find(request, cohort_id)
    form, checked, payload = SheetForm(), None, ""
    if "rows" in request.POST:
        if _saved(request, cohort, kind):
            return redirect(space.url("sessions" if kind == "attendance" else "hours", cohort.pk))
    elif request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        checked = _read(form, cohort, kind) if form.is_valid() else None
        payload = (
            signing.dumps([str(cohort.pk), kind, checked.ready], salt=SALT, compress=True) if checked else ""
        )
    context = {
        **space.context(request, cohort),
        "kind": kind,
        "form": form,
        "checked": checked,
        "problems": checked.problems[:SHOWN] if checked else (),
        "payload": payload,
        "labels": [each.label for each in KINDS[kind][0].fields],
    }
    return render(request, "classes/sheet.html", context, status=422 if form.errors else 200)


def _read(form: SheetForm, cohort: Cohort, kind: str) -> Checked | None:
    sent = form.cleaned_data["file"]
    opened, check, _save = KINDS[kind]
    if sent.size > CLASS_SHEET:
        words = _("The file is larger than %(most)s MB: send it in parts.")
        form.add_error("file", words % {"most": in_megabytes(CLASS_SHEET)})
        return None
    try:
        sheet = opened.opened(sent.read(), sent.name)
        sheet.require_clear(_("Write days as 2027-03-05."))
        found = check(cohort, sheet)
    except UnreadableTable as error:
        form.add_error("file", str(error))
        return None
    if len(found.ready) > MOST_ROWS:
        form.add_error("file", _("These are too many rows at once: send them in parts."))
        return None
    return found


def _saved(request: ActorRequest, cohort: Cohort, kind: str) -> bool:
    try:
        number, of_kind, rows = signing.loads(request.POST["rows"], salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        messages.error(request, _("This was looked at too long ago. Please send the sheet again."))
        return False
    if (number, of_kind) != (str(cohort.pk), kind):
        messages.error(request, _("This sheet is of another cohort. Please send it again."))
        return False
    try:
        with transaction.atomic():
            n = KINDS[kind][2](request, cohort, rows)
    except CohortError as error:
        messages.error(request, _("Nothing was saved. %s") % f"{error.message} {error.hint}".strip())
        return False
    messages.success(request, ngettext("%(n)s row is saved.", "%(n)s rows are saved.", n) % {"n": n})
    return True


def template(request: ActorRequest, space: Space, cohort_id: UUID) -> HttpResponse:
    """A sheet to fill in: everybody in the cohort for the class of today, or the last one."""
    cohort = space.find(request, cohort_id)
    past = queries.sessions_of(cohort, "past").exclude(status="cancelled")
    last = past.last()
    seats = list(queries.classmates(cohort)[:MOST_SEATS])
    note_looks(request.actor, seats, "Names of a class handed out")
    names = [seat.name for seat in seats]
    day, title = (last.day, last.title) if last else ("", "")
    return csv_response(
        "attendance",
        ("Name", "Day", "Attendance", "Minutes late", "Class"),
        ((name, day, "", "", title) for name in names),
    )
