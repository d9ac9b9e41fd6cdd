"""Indicators out of the database: rows written as the files that `gainful indicators` reads, and worked out there.

Page, API, terminal and notebook read the same files by the same code, so that a figure is one figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures import rows
from gainful.domain.measures.access import require
from gainful.domain.measures.actions import Figures, release, store_preview, store_report
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import Release, ReleasePreview, Report
from gainful.domain.measures.models.reports import Cut
from gainful.domain.measures.pair_queries import undecided
from gainful.domain.measures.queries import earlier_counts, last_report, newest_report
from gainful.domain.organizations.models import Organization
from gainful.domain.programs.models import Program
from gainful.engine.indicators.program import load_metrics
from gainful.engine.tables import open_duckdb
from gainful.exchange.indicator_inputs import load_inputs
from gainful.exchange.outcome_files import UnreadableColumns
from gainful.exchange.outcome_files.reading import Loaded
from gainful.exchange.outcome_files.report import (
    Answer,
    Question,
    publishable_of,
    published_document,
    report_document,
    work_out,
)
from gainful.exchange.tables.writing import csv_lines
from gainful.imports.long_work import RUNNING, Progress, Tell, progress_of, start
from gainful.imports.wage_linking import links_for
from gainful.imports.wage_places import has_store, wage_folder, wage_key

WEEKS = 8
"""Weeks after training within which a job counts as a placement, where nobody asks for another number."""
YEARS = 5
"""Program years of exit that the trend shows."""
FILES = (
    ("participants", rows.PARTICIPANTS), ("services", rows.SERVICES), ("placements", rows.PLACEMENTS),
    ("evidence", rows.EVIDENCE), ("costs", rows.COSTS),
)  # fmt: skip
WAGES = ("person", "employer", "year", "quarter", "wages")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page or a call asks for; the day is today where none is given."""

    cut: str = Cut.NONE
    program: Program | None = None
    as_of: date | None = None
    exits_from: date | None = None
    exits_to: date | None = None

    def checked(self) -> Wanted:
        """Return it with its day; MeasureError where it makes no sense."""
        today = timezone.localdate()
        if self.cut not in Cut.values:
            raise MeasureError(_("Choose what is compared."), field="cut")
        if self.as_of is not None and self.as_of > today:
            raise MeasureError(_("The figures are of today at the latest."), field="as_of")
        if self.exits_from and self.exits_to and self.exits_from > self.exits_to:
            raise MeasureError(_("The last day lies before the first."), field="exits_to")
        return Wanted(self.cut, self.program, self.as_of or today, self.exits_from, self.exits_to)


@dataclass(frozen=True, slots=True)
class Written:
    """How many people and services stand in the files, and whose consent has ended."""

    participants: int
    services: int
    unseen: int


ORDER = ("services", "placements", "participants", "evidence", "costs")
"""Who counts is known once services and jobs were read."""


def write_files(folder: Path, found: rows.Streams) -> Written:
    """Write the tables as CSV into a folder, each with its headings, a row as it comes: a State has millions."""
    headers, counts = dict(FILES), dict.fromkeys(ORDER, 0)
    for name in ORDER:
        with (folder / f"{name}.csv").open("w", encoding="utf-8") as file:
            file.writelines(csv_lines(headers[name], _counted(getattr(found, name)(), name, counts)))
    if not (folder / "wages.csv").exists():
        (folder / "wages.csv").write_text("".join(csv_lines(WAGES, ())), encoding="utf-8")
    return Written(counts["participants"], counts["services"], found.unseen())


def _counted(lines: Iterator[rows.Row], name: str, counts: dict[str, int]) -> Iterator[list[Any]]:
    for row in lines:
        counts[name] += 1
        yield ["" if cell is None else cell for cell in row]


@contextmanager
def loaded_files(organization: Organization, folder: Path, by: str | None) -> Iterator[tuple[Any, Loaded]]:
    """Open the files of a folder as `gainful indicators` does, with the agency's wage records where it has some."""
    there = has_store(organization)
    connection = open_duckdb(folder / "indicators.duckdb", spill=folder)
    try:
        with TemporaryDirectory(prefix="gainful-links-") as links:
            loaded = load_inputs(
                connection, folder / "participants.csv", folder / "services.csv",
                wage_folder(organization) if there else folder / "wages.csv",
                _some(folder / "evidence.csv"), by, placements=_some(folder / "placements.csv"),
                costs=_some(folder / "costs.csv"), wage_key=wage_key(),
                links=links_for(organization, Path(links)) if there else None,
            )  # fmt: skip
        yield connection, loaded
    except UnreadableColumns as error:
        raise MeasureError(str(error)) from error
    finally:
        connection.disconnect()


def _some(path: Path) -> Path | None:
    """Return a file that has rows: what is empty throughout is not measured, and says so."""
    with path.open(encoding="utf-8") as lines:
        return path if sum(1 for _line in zip(lines, range(2), strict=False)) > 1 else None


def question_of(wanted: Wanted) -> Question:
    """Return the question in the words of `report.work_out`, with every metric."""
    as_of = wanted.as_of or timezone.localdate()
    return Question(
        as_of, wanted.cut or None, wanted.exits_from, wanted.exits_to, weeks=WEEKS,
        metrics=tuple(metric.id for metric in load_metrics()),
    )  # fmt: skip


def waiting_note(organization: Organization) -> list[str]:
    """Return a sentence about doubtful links that nobody decided; none where none waits."""
    waits = undecided(organization)
    told = (
        "1 doubtful link to wage records waits"
        if waits == 1
        else f"{waits:,} doubtful links to wage records wait"
    )
    return [f"{told} for a decision. Until then those wages count for nobody."] if waits else []


@contextmanager
def answered(organization: Organization, wanted: Wanted) -> Iterator[tuple[Answer | None, Written]]:
    """Work out what is asked; None where nobody had a service yet."""
    with TemporaryDirectory(prefix="gainful-indicators-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        found = write_files(
            folder, rows.Streams(organization, wanted.as_of or timezone.localdate(), wanted.program)
        )
        if not found.participants or not found.services:
            yield None, found
            return
        with loaded_files(organization, folder, wanted.cut or None) as (_connection, loaded):
            loaded.notes += waiting_note(organization)
            yield work_out(question_of(wanted), loaded), found


def measure(actor: Actor, wanted: Wanted, *, again: bool = False) -> Report | None:
    """Return the figures of a question, of today's first asking unless `again`; None where there is nobody to count."""
    organization = require(actor, "read_indicators")
    wanted = wanted.checked()
    if not again and (there := newest_report(organization, wanted)) is not None:
        return there
    with answered(organization, wanted) as (answer, found):
        if answer is None:
            return None
        figures = Figures(
            wanted.cut, wanted.program, answer.question.as_of, wanted.exits_from, wanted.exits_to,
            report_document(answer).to_json(),
            trend_of(answer), found.participants, found.unseen,
        )  # fmt: skip
    return store_report(actor, figures)


@dataclass(frozen=True, slots=True)
class Newest:
    """What a page shows at once: today's figures, else those of an earlier day while today's are worked out."""

    report: Report | None
    progress: Progress | None = None


def measure_beside(actor: Actor, wanted: Wanted, *, again: bool = False) -> Newest:
    """Return the figures of a question; of many people those of the last time, while new ones are worked out beside it.

    Whether there are many is asked first: an agency of the usual size waits for its figures.
    """
    organization = require(actor, "read_indicators")
    wanted = wanted.checked()
    there = None if again else newest_report(organization, wanted)
    if there is not None:
        return Newest(there)
    if not rows.is_large(organization):
        return Newest(measure(actor, wanted, again=again))
    earlier = last_report(organization, wanted)

    def work(acting: Actor, _place: Path, _tell: Tell) -> str:
        made = measure(acting, wanted, again=True)
        return _("The new figures are there.") if made else _("There is nobody to count yet.")

    try:
        started = start(
            actor, organization, "indicators", _("The figures"), work, lambda _place: None, patience=0.0
        )
    except MeasureError:  # somebody's figures are being worked out: theirs come first
        return Newest(earlier, progress_of(organization, "indicators"))
    if started.state != RUNNING:
        return Newest(newest_report(organization, wanted) or earlier)
    return Newest(earlier, started)


def trend_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the indicators by program year of exit, the oldest first; skill gains are of one year and left out."""
    from gainful.engine.indicators import summarise

    first = answer.question.year[0].year
    told = []
    for year in range(first - YEARS + 1, first + 1):
        since, until = date(year, 7, 1), date(year + 1, 6, 30)
        whole = summarise(answer.found, exits_from=since, exits_to=until)[0]
        if not whole.exits:
            continue
        told.append(
            {
                "program_year": year,
                "exits": whole.exits,
                "indicators": [
                    {
                        "id": one.indicator.id, "value": one.value, "low": one.low, "high": one.high,
                        "numerator": one.numerator, "denominator": one.denominator, "pending": one.pending,
                    }
                    for one in whole.measured
                    if one.indicator.id != "skill-gains"
                ],
            }
        )  # fmt: skip
    return told


def preview_release(actor: Actor, cut: str) -> ReleasePreview:
    """Work out today's figures by one cut and store what would leave of them, what would not, and why."""
    organization = require(actor, "release")
    wanted = Wanted(cut).checked()
    with answered(organization, wanted) as (answer, _found):
        if answer is None:
            raise MeasureError(_("There is nobody to count yet, so there is nothing to release."))
        safe = publishable_of(answer, earlier_counts(organization, cut))
        body = published_document(answer, safe=safe).to_json()
    counts = [[*key, count, safe.counts.why(key) or ""] for key, count in safe.counts.counts.items()]
    return store_preview(actor, cut=cut, as_of=wanted.as_of or timezone.localdate(), body=body, counts=counts)


def preview_beside(actor: Actor, cut: str) -> ReleasePreview | Progress:
    """Return what would leave; of many people how far the work on it is."""
    organization = require(actor, "release")
    if not rows.is_large(organization):
        return preview_release(actor, cut)
    wanted = Wanted(cut).checked()

    def work(acting: Actor, _place: Path, _tell: Tell) -> str:
        preview_release(acting, wanted.cut)
        return _("What would leave is there. Nothing has left yet.")

    return start(
        actor, organization, "release", _("What would leave"), work, lambda _place: None, patience=0.0
    )


def release_figures(actor: Actor, cut: str) -> Release:
    """Work out today's figures by one cut and release them as they stand."""
    return release(actor, preview_release(actor, cut))


def export_files(organization: Organization, folder: Path, wanted: Wanted) -> Sequence[str]:
    """Write the files that `gainful indicators` reads, wages as CSV too; return their names. Nobody to count: none."""
    found = rows.Streams(organization, wanted.as_of or timezone.localdate(), wanted.program)
    if not write_files(folder, found).participants:
        return ()
    if has_store(organization):
        with loaded_files(organization, folder, None) as (connection, _loaded):
            _write_wages(connection, folder / "wages.csv")
        (folder / "indicators.duckdb").unlink(missing_ok=True)
    return tuple(f"{name}.csv" for name in (*(name for name, _header in FILES), "wages"))


def _write_wages(connection: Any, path: Path) -> None:
    found = connection.table("wages").to_pyarrow().to_pylist()
    cells = (
        (
            row["person"],
            row["employer"],
            row["at"] // 4,
            row["at"] % 4 + 1,
            "" if row["wages"] is None else row["wages"],
        )
        for row in found
    )
    path.write_text("".join(csv_lines(WAGES, cells)), encoding="utf-8")


def pirl_file(actor: Actor, folder: Path, wanted: Wanted) -> bytes:
    """Return a ZIP with the federal record of participants and, beside it, what is verified of each column."""
    import io
    import zipfile

    from gainful.engine.indicators import outcomes
    from gainful.exchange.outcome_files.report import covered
    from gainful.exchange.pirl.export import export_pirl

    organization, wanted = require(actor, "release"), wanted.checked()
    if not export_files(organization, folder, wanted):
        raise MeasureError(_("There is nobody to report yet."))
    question, target = question_of(wanted), folder / "pirl.csv"
    with loaded_files(organization, folder, None) as (connection, loaded):
        coverage = covered(question, loaded)
        found = outcomes(loaded.inputs, question.as_of, coverage, question.year)
        table = connection.create_table("pirl_outcomes", found, temp=True)
        written = export_pirl(connection, loaded, table, coverage, folder / "participants.csv", target)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.write(target, "pirl.csv")
        pack.write(written.layout, "pirl.csv.layout.csv")
    return made.getvalue()
