"""How many people a posting wants: the counts of the text that are people wanted, the surest kind, and lists added up."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.counts import MOST, Counted, Counts, counted, listed, span, value
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.names import job_likeness, names_job
from gainful.engine.postings.number_words import COUNT_WORDS

_IN_TITLE = re.compile(
    r"(?<=[A-Za-z)])\s*(?:\((?:x\s?)?(\d{1,2})\)|\b[x×]\s?(\d{1,2}))\s*(?=$|[!.]|\s[–—|·-]\s|\s\s)",
    re.IGNORECASE,
)
"""A count behind the title: "Welders (4)", "Electrician x2"."""
_A_JOB = 2.0
_EACH_IN_TITLE = re.compile(
    r"(?:^|[,&+/]|\band\b|\s[–—|-])\s*([A-Za-z][A-Za-z /'’-]{2,40}?)\s*(?:\((?:x\s?)?(\d{1,2})\)|\b[x×]\s?(\d{1,2})\b)",
    re.IGNORECASE,
)
"""Several jobs of a title, each with its count: "Dishwashers (2) and Servers (4)"."""
_LONE = re.compile(
    rf"(?:(?<=[.!;])\s|\n)\s*({'|'.join(w for w in COUNT_WORDS if ' ' not in w)})\s*[.!]?\s*(?=\n|$)",
    re.IGNORECASE,
)
"""A count that is a sentence of its own at the end of a line: "Days. $21–$28. Two." """
_HEADED = re.compile(
    r"^[^\w\n$(]{0,4}(?:(?i:(?:help )?wanted|(?:now )?hiring|vacanc(?:y|ies)|job|position)s?\s?:\s+)?([A-Z][^\n(:$\d]{2,48}?)\s*(?:\((?:x\s?)?(\d{1,2})(?: (?:openings?|positions?|posts?|needed))?\)|\b[x×]\s?(\d{1,2})\b)\s*(?=[—–:•|,*$-]|\n|$)",
    re.MULTILINE,
)
"""One of several jobs at the beginning of its line: "ROOM ATTENDANTS (6) — $17.50/hr"."""
_PLACES_LISTED = re.compile(
    r"(?:vacanc(?:y|ies)|openings?|positions?|posts)\b(?:[^\n\d]{0,60}[:\n]\s*([^\n]*\(\d{1,2}\)[^\n]*)| (?:in|at) ((?:[A-Z][\w .'’-]{2,24} \(\d{1,2}\)(?:, (?:and )?| and | & )?){2,}))",
    re.IGNORECASE,
)
_SHIFTS_LISTED = re.compile(
    r"(?:vacanc(?:y|ies)|openings?|positions?|needed|hiring|the following)\s*[:–—-]\s*((?:[A-Za-z][A-Za-z /&.'-]{0,24}?[\s:=–-]{1,3}\d{1,2}(?![\d:/.]|\s*(?:yrs?|years?|hrs?|hours?|am|pm))\s*(?:[,;+&/|]|and\b|$|\n)\s*){1,8})",
    re.IGNORECASE,
)
_TIMES_LISTED = re.compile(
    r"\b(?:(?:hiring|seeking|recruiting)\s*[:–—-]?|(?:vacanc(?:y|ies)|openings?|positions?|needed|fill|need|wanted)\s*[:–—-])\s*((?:[A-Za-z][A-Za-z /&.'-]{0,24}?\s?[×x]\s?\d{1,2}\b\s*(?:[,;+&/|]|and\b|\.|$|\n)\s*){2,})",
    re.IGNORECASE | re.MULTILINE,
)
"""Parts of a job with how many of each: "Fill: A ×3, B ×2"."""
_REGIONS = re.compile(
    r"(?:^|[.;|]\s+)[A-Z][^.;:|\n]{1,40}:\s*(\d{1,3})\s+(?:openings?|vacanc(?:y|ies)|vacs?\b|positions?|posts?)",
    re.MULTILINE,
)
_COLUMN = re.compile(
    r"(?:#|no\.?|number|qty)?\s?(?:of )?(?:needed|openings?|vacanc(?:y|ies)|positions?|posts|headcount|wanted|slots|spots|hiring|to hire|workers|qty|open)",
    re.IGNORECASE,
)
"""The head of a column of counts."""
_CELLS = re.compile(r"\s*\|\s*|\t+|\s{2,}|\s*;\s*(?=\S)")


def openings_fact(text: str, structured: StructuredPosting | None = None) -> Fact[int] | None:
    """How many people are wanted, None where the posting does not say; counts per grade, shift and job are added up."""
    found = (
        _column(text)
        or _by_place(text)
        or _jobs_in_title(text)
        or _surest(text)
        or _lone(text)
        or _numbers(text)
        or _in_title(text)
    )
    if found:
        return Fact(found.count, found.span)
    marked = re.match(r"(\d{1,4})(?:\.0+)?$", (structured or {}).get("openings", "").strip())
    return Fact(int(marked[1])) if marked and int(marked[1]) > 0 else None


def _surest(text: str) -> Counted | None:
    """The first count of the surest kind; the same field on lines that differ is a posting of several jobs."""
    best: Counted | None = None
    fields: list[Counted] = []
    for each in counted(text):
        if each.kind == Counts.FIELD:
            fields.append(each)
        if best is None or each.kind < best.kind:
            best = each
    if best is not None and best.kind == Counts.FIELD:
        return _same_field(text, fields)
    if best is None or best.kind == Counts.POSTS:
        best = _by_region(text) or best
    if best is not None and best.kind == Counts.POSTS:
        return best
    headed = _headed(text)
    return headed or best or next(listed(text), None)


def _by_region(text: str) -> Counted | None:
    """Posts of several places, each behind its name: "Region 1: 9 vacancies. Region 4: 14 vacancies."."""
    found = list(_REGIONS.finditer(text))
    total = sum(value(each[1]) for each in found)
    if len(found) < 2 or total > MOST:
        return None
    return Counted(Counts.POSTS, total, span(text, found[0].start(), found[-1].end()))


def _same_field(text: str, fields: list[Counted]) -> Counted:
    lines = {_line(text, each.span.start): each for each in fields}
    labels = {
        text[text.rfind("\n", 0, e.span.start) + 1 : e.span.start].strip().lower() for e in lines.values()
    }
    if len(lines) > 1 and len(labels) == 1:
        first, last = fields[0], fields[-1]
        total = sum(each.count for each in lines.values())
        return Counted(Counts.FIELD, min(total, MOST), span(text, first.span.start, last.span.end))
    return fields[0]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at)


def _headed(text: str) -> Counted | None:
    """Several jobs, each with its count in brackets at the head of its line."""
    found = [m for m in _HEADED.finditer(text) if names_job(re.split(r"\s[–—-]\s|,", m[1])[0])]
    if not found or (len(found) == 1 and int(found[0][2] or found[0][3]) > 60):
        return None
    total = sum(int(m[2] or m[3]) for m in found)
    start, end = found[0].start(), found[-1].end()
    return Counted(Counts.LISTED, total, span(text, start, end)) if 1 <= total <= MOST else None


def _by_place(text: str) -> Counted | None:
    """Counts by place or shift behind a word of openings: "vacancies in: Akron (2), Canton (1)", "Openings: eve 3, noc 2"."""
    if (found := _PLACES_LISTED.search(text)) and not re.search(
        r"\d[^\n(]{0,30}(?:vacanc|opening|position)",
        text[max(0, found.start() - 20) : found.start(1 if found[1] else 2)],
        re.IGNORECASE,
    ):
        total = sum(int(each) for each in re.findall(r"\((\d{1,2})\)", found[1] or found[2]))
        return Counted(Counts.FIELD, total, span(text, found.start(), found.end())) if total else None
    found = _TIMES_LISTED.search(text) or _SHIFTS_LISTED.search(text)
    total = sum(int(each) for each in re.findall(r"\d+", found[1])) if found else 0
    return Counted(Counts.FIELD, total, span(text, found.start(), found.end())) if found and total else None


def _column(text: str) -> Counted | None:
    """The sum of a table's column of counts: its head says "Needed" or "Openings", each row ends or stands in a number."""
    offset = 0
    lines = text.split("\n")
    for place, line in enumerate(lines[:-1]):
        cells = _CELLS.split(line.strip(" |\t"))
        names = [at for at, cell in enumerate(cells) if _COLUMN.fullmatch(cell)]
        column = names[0] if names and len(cells) > 1 else -1
        ends = len(line.split()) > 2 and _COLUMN.fullmatch(line.split()[-1]) is not None
        if (column >= 0 or ends) and (found := _rows(lines[place + 1 :], column, len(cells))):
            total, length = found
            return Counted(Counts.FIELD, total, span(text, offset, offset + len(line) + 1 + length))
        offset += len(line) + 1
    return None


def _rows(lines: list[str], column: int, cells: int) -> tuple[int, int] | None:
    total = length = rows = least = 0
    for line in lines:
        parts = _CELLS.split(line.strip(" |\t")) if column >= 0 else line.split()
        if re.fullmatch(r"[\s|:+-]*", line) and line.strip():
            length += len(line) + 1
            continue
        cell = parts[column] if len(parts) > column and (column < 0 or len(parts) == cells) and parts else ""
        numbers = sum(re.fullmatch(r"\$?\d[\d.,]*", part) is not None for part in parts)
        least = least or numbers
        named = re.match(r"\s*total\b", line, re.IGNORECASE) is None and numbers >= least
        if not named or not re.fullmatch(r"\(?\d{1,3}\)?", cell):
            break
        total, length, rows = total + int(cell.strip("()")), length + len(line) + 1, rows + 1
    return (total, length) if rows and 1 <= total <= MOST else None


def _jobs_in_title(text: str) -> Counted | None:
    """Two jobs or more in the title, each with its count."""
    found = [m for m in _EACH_IN_TITLE.finditer(text.split("\n", 1)[0]) if job_likeness(m[1]) >= _A_JOB]
    total = sum(int(m[2] or m[3]) for m in found)
    return (
        Counted(Counts.LISTED, total, span(text, found[0].start(1), found[-1].end()))
        if len(found) > 1
        else None
    )


def _in_title(text: str) -> Counted | None:
    line = text.split("\n", 1)[0].rstrip()
    found = _IN_TITLE.search(line)
    parts = re.split(r"\s[–—|-]\s|,", line[: found.start()]) if found else []
    if found is None or not (names_job(parts[0]) or names_job(parts[-1])):
        return None
    count = int(found[1] or found[2])
    return Counted(Counts.LISTED, count, span(text, found.start(), found.end())) if 2 <= count <= 60 else None


_NOS = re.compile(r"(?<=[A-Za-z)])\s*[-–—:(]\s*(\d{1,3})\s+nos\b\.?", re.IGNORECASE)
"""A count as India writes it behind a job: "Trainee – 50 Nos."."""


def _numbers(text: str) -> Counted | None:
    found = _NOS.search(text)
    return Counted(Counts.LISTED, value(found[1]), span(text, found.start(), found.end())) if found else None


def _lone(text: str) -> Counted | None:
    found = _LONE.search(text)
    return (
        Counted(Counts.LISTED, value(found[1]), Span(found.start(1), found.end(1), found[1]))
        if found
        else None
    )
