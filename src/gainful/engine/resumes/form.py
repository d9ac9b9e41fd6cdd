"""Jobs in a form: "Employer: …", "Job Title: …", "Dates Employed: From … To …", or rows of a table under such headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.dates import date_ranges, range_of
from gainful.engine.resumes.model import ResumeJob
from gainful.engine.text.sentences import span_of

_KINDS = (
    (
        "title",
        r"(?:job |position |last )?title(?: held)?|positions?(?: held)?|jobs?(?: held)?|role|occupation|designation|puesto|cargo",
    ),
    (
        "employer",
        r"(?:name of |present |current |former |previous |last |most recent )*(?:employer|company|organi[sz]ation|business|firm|agency)(?: name)?|workplace|place of work|empresa|empleador",
    ),
    (
        "dates",
        r"(?:employment )?dates?(?: of employment| employed| worked)?|period(?: of employment)?|worked|employed|duration|tenure|from\s*(?:[-–—/]|and)?\s*to|when|years?",
    ),
    ("start", r"(?:start(?:ed|ing)?|hire|begin(?:ning)?)(?: date)?|date (?:started|hired|from)|from|since"),
    ("end", r"(?:end(?:ed|ing)?|separation|termination|last)(?: date)?|date (?:ended|left|to)|until|to"),
)
_LABEL = {
    kind: re.compile(
        rf"^\W*(?:\d{{1,2}}[.)]\s*)?(?:{words})(?:\s*[:：]\s*(.*)|(?:\t+|\s{{3,}})(\S.*))$", re.IGNORECASE
    )
    for kind, words in _KINDS
}
_BARE_LABEL = {kind: re.compile(rf"^(?:{words})\s+(\S.*)$", re.IGNORECASE) for kind, words in _KINDS[:3]}
"""The labels as forms have them that lost their colons and lines."""
_HEADING = {
    kind: re.compile(rf"^(?:{words}{'|where' if kind == 'employer' else ''})$", re.IGNORECASE)
    for kind, words in _KINDS
}
_NEXT_FIELD = re.compile(r"(?:\s{3,}|\s*\|\s*|\t)[A-Z][A-Za-z/ ]{1,25}:")
_COLUMNS = re.compile(r"\s*\|\s*|\t+|\s{3,}")


def form_jobs(text: str, body: Sequence[Span], as_of: date) -> list[ResumeJob]:
    """The jobs of labelled lines or of a table with headings; none where the résumé is written otherwise."""
    return (
        _labelled(text, body, as_of, _LABEL)
        or list(_table(text, body, as_of))
        or _labelled(text, _unmarked(body), as_of, _BARE_LABEL)
    )


def _unmarked(body: Sequence[Span]) -> Sequence[Span]:
    """The lines, where two kinds of labels each begin two or more of them without a colon; none elsewhere."""
    kinds = [sum(pattern.match(line.text) is not None for line in body) for pattern in _BARE_LABEL.values()]
    return body if sum(count > 1 for count in kinds) > 1 else ()


def _labelled(
    text: str, body: Sequence[Span], as_of: date, labels: Mapping[str, re.Pattern[str]]
) -> list[ResumeJob]:
    records: list[dict[str, Span]] = []
    for number, line in enumerate(body):
        found = next(((kind, m) for kind, pattern in labels.items() if (m := pattern.match(line.text))), None)
        if found is None:
            if records:
                records[-1]["last"] = line
            continue
        kind, match = found
        begin = max(match.start(group) for group in range(1, match.re.groups + 1))
        value = _first_cell(text, span_of(text, line.start + begin, line.end))
        if kind == "start" and next(iter(date_ranges(line, as_of)), None) is not None:
            kind, value = "dates", line
        if not value.text and number + 1 < len(body):
            value = body[number + 1]
        if not records or kind in records[-1]:
            records.append({})
        records[-1][kind] = value
        records[-1]["last"] = line
    jobs = [_job(text, record, as_of) for record in records if "title" in record]
    return [job for job in jobs if job is not None and (job.employer or job.dates)]


def _first_cell(text: str, value: Span) -> Span:
    """The value of a field without the next field on its line: "Green Hotel   Phone: 555-0101"."""
    following = _NEXT_FIELD.search(value.text)
    return span_of(text, value.start, value.start + following.start()) if following else value


def _job(text: str, record: dict[str, Span], as_of: date) -> ResumeJob | None:
    title = record["title"]
    if not title.text:
        return None
    dates = next(iter(date_ranges(record["dates"], as_of)), None) if "dates" in record else None
    if dates is None and "start" in record:
        dates = range_of(record["start"], record.get("end"), as_of)
    places = [span for span in record.values() if span.text]
    whole = span_of(text, min(s.start for s in places), max(s.end for s in places))
    return ResumeJob(title, record.get("employer"), dates, whole)


def _table(text: str, body: Sequence[Span], as_of: date) -> Iterator[ResumeJob]:
    heads: list[str | None] = []
    for line in body:
        cells = _cells(text, line)
        kinds = [next((k for k, p in _HEADING.items() if p.match(cell.text)), None) for cell in cells]
        if "title" in kinds and sum(kind is not None for kind in kinds) > 1:
            heads = kinds
        elif heads and len(cells) == len(heads):
            record = {kind: cell for kind, cell in zip(heads, cells, strict=True) if kind}
            job = _job(text, record, as_of)
            if job is not None:
                yield job


def _cells(text: str, line: Span) -> list[Span]:
    found, start = [], line.start
    for match in _COLUMNS.finditer(line.text):
        found.append(span_of(text, start, line.start + match.start()))
        start = line.start + match.end()
    return [*found, span_of(text, start, line.end)]
