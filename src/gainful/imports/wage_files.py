"""Wage records on their way into an agency's store: the one way in for page, API and terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.actions import note_wage_import
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import WageImport
from gainful.domain.organizations.models import Organization
from gainful.engine.indicators.coverage import quarter_text
from gainful.exchange.tables.writing import own_rows
from gainful.exchange.wage_records import BusyStoreError, UnreadableWages, WageStore, load_or_make_key
from gainful.exchange.wage_records.keys import WrongKeyError
from gainful.exchange.wage_records.store import REJECTED_HEAD
from gainful.imports.long_work import Progress, Tell, start
from gainful.imports.wage_places import has_store, wage_folder, wage_key

SUFFIXES = (".csv", ".txt", ".tsv", ".parquet", ".dta")
"""Through a page or a call; the terminal takes any size."""


@dataclass(frozen=True, slots=True)
class QuarterHeld:
    """A quarter of the store: “2026Q1”, its rows, and whether its records are taken to be in."""

    quarter: str
    rows: int
    is_in: bool


@dataclass(frozen=True, slots=True)
class WageRecords:
    """What an agency's store holds: its files in order, and its quarters from the first to the last."""

    files: tuple[dict[str, Any], ...]
    quarters: tuple[QuarterHeld, ...]


def _store(organization: Organization) -> WageStore:
    folder = wage_folder(organization)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return WageStore(folder, load_or_make_key(wage_key(), beside=folder))


def bring_in(actor: Actor, path: Path, *, progress: Callable[[int, int], None] | None = None) -> WageImport:
    """Bring a file in and note who did; MeasureError in words where it cannot be read or another import runs.

    A file that broke off goes on where it stopped; the same content twice changes nothing. `progress` gets what is
    done and all of it, as from `WageStore.import_file`.
    """
    organization = require(actor, "import_wages")
    try:
        done = _store(organization).import_file(path, progress=progress)
    except BusyStoreError:
        raise MeasureError(
            _("Another file of wage records is being brought in."), hint=_("Wait until it is done, then try again."),
            field="file",
        ) from None  # fmt: skip
    except (UnreadableWages, WrongKeyError, ValueError, OSError) as error:
        raise MeasureError(str(error), hint=_("Nothing of it was counted."), field="file") from error
    return note_wage_import(
        actor, name=done.name, rows=done.rows, refused=done.rejected, was_known=done.known
    )


def bring_in_upload(actor: Actor, file: UploadedFile) -> WageImport:
    """Bring an upload in from a folder that is gone afterwards: its person keys stay nowhere."""
    name = _checked_name(file)
    with TemporaryDirectory(prefix="gainful-wages-") as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return bring_in(actor, path)


def bring_in_later(actor: Actor, file: UploadedFile, said: Callable[[WageImport], str]) -> Progress:
    """Bring an upload in beside the page that sent it; `said` puts what came of it in words."""
    organization = require(actor, "import_wages")
    name = _checked_name(file)

    def fill(place: Path) -> None:
        with (place / name).open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)

    def work(acting: Actor, place: Path, tell: Tell) -> str:
        return said(bring_in(acting, place / name, progress=tell))

    return start(actor, organization, "wages", name, work, fill)


def _checked_name(file: UploadedFile) -> str:
    name = Path(file.name or "wages.csv").name
    if Path(name).suffix.lower() not in SUFFIXES:
        raise MeasureError(
            _("This is no CSV, Parquet or Stata file."), hint=_("Save it as one of these and send it again."),
            field="file",
        )  # fmt: skip
    return name


def records_of(actor: Actor) -> WageRecords:
    """Return what the agency's store holds; nothing where no file was brought in yet."""
    organization = require(actor, "read_indicators")
    if not has_store(organization):
        return WageRecords((), ())
    store = _store(organization)
    names = ("number", "name", "rows", "rejected", "done")
    return WageRecords(
        tuple({name: known.get(name) for name in names} for known in store.files()),
        tuple(QuarterHeld(quarter_text(each.at), each.rows, each.arrived) for each in store.quarters()),
    )


def refused_rows(actor: Actor) -> Iterator[tuple[str, ...]]:
    """Yield the headings, then each refused row with its file and the reason; no person's key stands in them."""
    organization = require(actor, "import_wages")
    yield ("file", *REJECTED_HEAD)
    if not has_store(organization):
        return
    for name, path in _store(organization).rejected():
        for row in own_rows(path):
            yield (name, *row.values())
