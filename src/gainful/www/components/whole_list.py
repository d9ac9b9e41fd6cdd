"""A list of people taken away whole: a short one at once, a long one written by a process of its own.

What a state's agency takes away is minutes of work of a processor. Done beside the pages it made all of them wait; so
another process, of lower priority, ranks, writes and notes in each read log who took it, and what it writes goes out as
it comes. Nothing of it lies in a file. One at a time on a machine: whoever comes second is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any, Protocol, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.actions import record_reads
from gainful.exchange.tables.writing import csv_lines
from gainful.www.components.tables import csv_response

MOST_HERE = 5_000
"""People of a list that a page writes itself: a second's work."""
AT_ONCE = 2_000
CHUNK = 2**16
PROCESS = "gainful.www.components.whole_list_process"
REASON = "list taken away"


class WholeList(Protocol):
    """A list that can be written a piece at a time."""

    header: Sequence[str]
    what: str
    """What stands in the read log of each person on it."""

    def keys(self, most: int | None = None) -> Sequence[Any]:
        """Return what stands for each row, in the order of the list; the first `most` of them alone."""

    def rows(self, keys: Sequence[Any]) -> Iterable[tuple[UUID, tuple[object, ...]]]:
        """Return the person and the cells of these rows; who may not be seen any more is left out."""


@dataclass(frozen=True, slots=True)
class Order:
    """What another process is asked to write, and as whom."""

    source: str
    """Where the function stands that makes the list from a request and the arguments."""
    arguments: list[str]
    query: str
    user: str
    organization: str
    role: str
    language: str


def take(request: ActorRequest, name: str, source: str, *arguments: object, back: str) -> HttpResponse:
    """Return the list as a CSV download; `back` is where a refusal is read."""
    whole = import_string(source)(request, *map(str, arguments))
    keys = whole.keys(MOST_HERE + 1)
    if len(keys) <= MOST_HERE:
        rows = list(whole.rows(keys))
        record_reads(request.actor, [person for person, _cells in rows], what=whole.what)
        return csv_response(name, whole.header, (cells for _person, cells in rows))
    actor = request.actor
    order = Order(
        source, [*map(str, arguments)], request.GET.urlencode(), str(actor.signed_in_user.pk),
        str(actor.organization_id), actor.role, get_language() or "en",
    )  # fmt: skip
    pieces = written_by([sys.executable, "-m", PROCESS], order)
    if pieces is None:
        messages.error(request, _("Another whole list is being written. Try again in a few minutes."))
        return redirect(back)
    reply = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return cast("HttpResponse", reply)  # what a view may return besides, and no decorator looks into


def written_by(command: list[str], order: Order) -> Iterator[bytes] | None:
    """Start a process on an order and return what it writes; None where another one is at work.

    RuntimeError where nothing comes; where it breaks off later the reply does too, and no browser takes it for whole.
    """
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    asked, said = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    with asked:
        asked.write(json.dumps(asdict(order)).encode())
    first = said.read(1)
    if first:
        return _streamed(process, said, first)
    said.close()
    if process.wait() == os.EX_TEMPFAIL:
        return None
    raise RuntimeError(f"the list was not written: exit code {process.returncode}")


def _streamed(process: subprocess.Popen[bytes], said: IO[bytes], first: bytes) -> Iterator[bytes]:
    read: Callable[[int], bytes] = said.read1  # type: ignore[attr-defined]
    try:
        piece = first
        while piece:
            yield piece
            piece = read(CHUNK)
        if process.wait():
            raise RuntimeError(f"the list broke off: exit code {process.returncode}")
    finally:  # whoever went away wants no more
        process.kill()
        process.wait()
        said.close()


def lines(order: Order) -> Iterator[str]:
    """Yield the list of an order as the lines of a CSV; before a person's line goes out, their read log has it."""
    with acting_as_system(REASON):
        user = User.objects.get(pk=order.user)
        organization = Organization.objects.get(pk=order.organization)

    def acting() -> Any:
        return acting_as(user, organization, role=order.role, reason=REASON)

    with override(order.language), acting() as actor:
        request = cast("ActorRequest", HttpRequest())
        request.GET, request.actor = QueryDict(order.query), actor
        whole = import_string(order.source)(request, *order.arguments)
        header, keys = whole.header, whole.keys()

    def rows() -> Iterator[tuple[object, ...]]:
        for start in range(0, len(keys), AT_ONCE):
            with override(order.language), acting() as actor:
                found = list(whole.rows(keys[start : start + AT_ONCE]))
                record_reads(actor, [person for person, _cells in found], what=whole.what)
            yield from (cells for _person, cells in found)

    return csv_lines(header, rows())
