"""The answer to an error of the database: 503 while it is away, full or being changed, 409 where two act at once."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from enum import StrEnum

import django.db
import psycopg
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gainful.site.observed import request_id
from gainful.site.readiness import is_behind

RETRY_AFTER_S = 10
LOST = ("08", "57P", "53300", "53400")
"""SQLSTATE of a lost connection, of a server that stops or starts, of one that has no connection left."""
FULL = "53100"
AT_ONCE = frozenset({"23505", "23P01", "40001", "40P01"})
"""SQLSTATE of a row that is there already, of one that overlaps, and of two transactions that wait for each other."""
REFUSED = "42501"
"""SQLSTATE of a row that row security, or a grant, does not allow."""
UNFIT = frozenset({"42P01", "42703", "42704", "42883", "3F000", "0A000", "55P03", "57014", REFUSED})
"""SQLSTATE of what a schema that is being changed answers: a table, column, type, function or schema that is not there,
a plan of before, a lock that is not had in time, a table that is not open yet.
"""
log = logging.getLogger(__name__)


class Outage(StrEnum):
    """What is missing."""

    DATABASE = "database"
    DISK = "disk"
    SCHEMA = "schema of this version"


def outage_of(error: BaseException | None) -> Outage | None:
    """Say what an error of the database tells of the machine; None where the fault is in our own statement."""
    while error is not None:
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            state = error.sqlstate or ""
            if state == FULL:
                return Outage.DISK
            return Outage.DATABASE if not state or state.startswith(LOST) else None
        if isinstance(error, django.db.InterfaceError):  # "the connection is closed" is Django's own
            return Outage.DATABASE
        error = error.__cause__ or error.__context__
    return None


def what_is_missing(error: BaseException | None) -> Outage | None:
    """Say what pages and the worker have to wait for: the machine, or a schema that is being brought up to date."""
    outage = outage_of(error)
    if outage is None and _is_unfit(error) and is_behind():
        return Outage.SCHEMA
    return outage


class OncePerOutage:
    """Says that the database is away, and that it is back, once each in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._away: set[Outage] = set()

    def begins(self, outage: Outage, error: BaseException | None) -> None:
        """Note an outage; only the first one to note it writes the line."""
        with self._lock:
            first = outage not in self._away
            self._away.add(outage)
        if first:
            said = (str(error).strip().splitlines() or [""])[0]
            log.error("the %s is not there; people are told to come again: %s", outage, said)

    def ends(self, outage: Outage) -> None:
        """Note that a request was answered."""
        if outage in self._away:
            with self._lock:
                self._away.discard(outage)
            log.warning("the %s is back", outage)


OUTAGES = OncePerOutage()


class OutageMiddleware:
    """Notes on the way out that the site works again; a full disk is over when something was sent and taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let every request through."""
        response = self.get_response(request)
        if response.status_code < 500 and not request.path.startswith("/static/"):
            OUTAGES.ends(Outage.DATABASE)
            OUTAGES.ends(Outage.SCHEMA)
            if request.method == "POST":
                OUTAGES.ends(Outage.DISK)
        return response


def answer(request: HttpRequest) -> HttpResponse:
    """Answer an error that nothing caught: 503 where the database or the disk is at fault, else 500."""
    error = sys.exc_info()[1]
    outage = what_is_missing(error)
    if outage is None:
        clash = clash_of(error)
        return _failed(request) if clash is None else _said(request, *clash)
    OUTAGES.begins(outage, error)
    message = {
        Outage.DATABASE: _("The database does not answer just now. It is being started again."),
        Outage.DISK: _(
            "The disk of this machine is full. What is there can be read; nothing new can be saved."
        ),
        Outage.SCHEMA: _("Gainful is being brought up to date. This takes some minutes."),
    }[outage]
    hint = _("Nothing was half-saved. Try again in %d seconds.") % RETRY_AFTER_S
    response = _said(request, 503, _("Please come again in a moment"), message, hint)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _is_unfit(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, psycopg.Error):
            return error.sqlstate in UNFIT
        error = error.__cause__ or error.__context__
    return False


def _failed(request: HttpRequest) -> HttpResponse:
    number = request_id()
    if request.path.startswith("/api/"):
        message = _("Something went wrong on our side. Nothing was half-saved.")
        hint = _("If it happens twice, tell your operator the number of this request: %s") % number
        return JsonResponse({"message": message, "hint": hint, "field": ""}, status=500)
    return HttpResponse(render_to_string("500.html", {"request_id": number}), status=500)


def _said(request: HttpRequest, status: int, heading: str, message: str, hint: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"message": message, "hint": hint, "field": ""}, status=status)
    page = render_to_string(
        "503.html", {"heading": heading, "message": message, "hint": hint, "request_id": request_id()}
    )
    return HttpResponse(page, status=status)


def clash_of(error: BaseException | None) -> tuple[int, str, str, str] | None:
    """Return status, heading, message and hint where two acted at one moment, or PostgreSQL refused the row.

    None where it was neither. Every request is one transaction: nothing of it was saved.
    """
    while error is not None:
        if isinstance(error, psycopg.Error):
            state = error.sqlstate or ""
            if state in AT_ONCE:
                return (
                    409, _("Somebody was faster"),
                    _("Somebody, or you in another window, saved the same thing at this moment."),
                    _("Nothing of yours was saved. Look at the page again, then try once more if it is still needed."),
                )  # fmt: skip
            if state == REFUSED:
                return (
                    403, _("Not open to you"), _("The rules of this installation do not let you save this."),
                    _("Nothing was changed. If you think it should be possible, ask your operator."),
                )  # fmt: skip
            return None
        error = error.__cause__ or error.__context__
    return None


class OutagesOnce(logging.Filter):
    """Leaves out what Django writes about every request of an outage: the first of them has its line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything else through."""
        return getattr(record, "status_code", 0) != 503
