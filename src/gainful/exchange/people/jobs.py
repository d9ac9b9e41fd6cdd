"""The jobs of a line: one in columns of its own, more in a column of history, each with its occupation code."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from gainful.engine.occupations import Reference
from gainful.engine.records import JobRecord
from gainful.exchange.people.occupation_codes import known_codes, read_title, title_codes
from gainful.exchange.tables.cells import (
    DateOrder,
    lower_end,
    parse_date,
    parse_list,
    parse_number,
    upper_end,
)
from gainful.exchange.tables.errors import CellError
from gainful.exchange.tables.headings import slug
from gainful.exchange.tables.rows import RowReader

AHEAD = timedelta(days=366)
"""How far ahead a job may start: somebody has an offer; later is a slip of the keys."""


def jobs_of(
    reader: RowReader, order: DateOrder | None, reference: Reference | None, notes: list[str]
) -> tuple[JobRecord, ...]:
    """Return the jobs of a line; what is wrong goes to the reader, the rest to `notes`."""
    none: tuple[JobRecord, ...] = ()
    jobs = list(reader.read("jobs", lambda text: _history(text, order), none))
    title, code = reader.text("job_title"), reader.text("occupation")
    if not any(c.isdigit() for c in code):  # many a column called "occupation" holds a title
        title, code = title or code, ""
    if title or code:
        start = reader.read("start", lambda text: parse_date(text, order), None)
        end = reader.read("end", lambda text: parse_date(text, order), None)
        if start and end and end < start:
            reader.complain("end", f"The job ends on {end} before it starts on {start}.")
        if start and start > date.today() + AHEAD:  # noqa: DTZ011 - to the day is plenty
            reader.complain("start", f"The job starts on {start}, which is far ahead.")
        years = reader.read("years", _years, None)
        if years is not None and start is None:
            start = (end or date.today()) - timedelta(days=round(years * 365.25))  # noqa: DTZ011 - to the day is plenty
        jobs.append(JobRecord(code, title, reader.text("employer"), start, end))
    return tuple(_with_code(job, reader, reference, notes) for job in jobs)


def _years(text: str) -> float | None:
    """Read years: of “1-3 years” the middle, of “less than 1” the half, of “5+” the number."""
    bare = re.sub(r"(?i)\s*\+?\s*(?:years?|yrs?|y)\.?$|\+$", "", text).strip()
    if less := re.fullmatch(r"(?i)(?:<|less than|under)\s*(\d+)", bare):
        return int(less[1]) / 2
    low, high = (parse_number(re.sub(r"^>\s*|\+$", "", end(bare))) for end in (lower_end, upper_end))
    number = None if low is None or high is None else (low + high) / 2
    if number is not None and not 0 <= number <= 70:
        raise CellError(f"“{text}” must be a number of years from 0 to 70.")
    return number


def _history(text: str, order: DateOrder | None) -> tuple[JobRecord, ...]:
    """Read `39-6031.00 2015-03..2020-06; Cashier 2010..2014`: code or title, then start..end."""
    jobs = []
    for part in parse_list(text):
        match = re.fullmatch(r"(.*?)\s*(?:\(?(\S+)\s*\.\.\s*(\S*?)\)?)?", part)
        what, start, end = (match[1], match[2], match[3]) if match else (part, None, None)
        code = what if re.fullmatch(r"\d{2}-\d{4}(\.\d{2})?", what) else ""
        first, last = parse_date(start or "", order), parse_date(end or "", order)
        if first and last and last < first:
            raise CellError(f"“{part}” ends before it starts.")
        jobs.append(JobRecord(code, "" if code else what[:200], "", first, last))
    return tuple(jobs)


def _with_code(job: JobRecord, reader: RowReader, reference: Reference | None, notes: list[str]) -> JobRecord:
    """Return the job with a known code: the given one checked, else the title looked up, then read with a note."""
    code = re.sub(r"[^\d.\-]", "", job.code)
    if re.fullmatch(r"\d{6}", code):
        code = f"{code[:2]}-{code[2:]}"
    code = f"{code}.00" if re.fullmatch(r"\d{2}-\d{4}", code) else code
    if job.code:
        if reference is not None and code not in known_codes(reference):
            reader.complain(
                "occupation", f"{job.code} is not an O*NET-SOC occupation of {reference.version}."
            )
        elif not re.fullmatch(r"\d{2}-\d{4}\.\d{2}", code):
            reader.complain("occupation", f"“{job.code}” is not an occupation code. Write it as 31-1131.00.")
        return replace(job, code=code)
    if reference is not None and (match := title_codes(reference).get(slug(job.title, " "))):
        return replace(job, code=match)
    if reference is not None and (read := read_title(job.title, reference)):
        if slug(read[1], " ") != f"{slug(job.title, ' ')}s":
            notes.append(
                f"“{job.title}” was read as {read[1]} ({read[0]}). Give the code where that is wrong."
            )
        return replace(job, code=read[0])
    notes.append(f"“{job.title}” is kept, but no occupation matches it yet.")
    return job
