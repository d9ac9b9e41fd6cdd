"""The job's title and the employer's name."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.employer_candidates import LEAST as SOMEBODY
from gainful.engine.postings.employer_candidates import name_likeness
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.heading import head_lines, is_field, pieces, why_no_name
from gainful.engine.postings.names import (
    names_job,
    names_organization,
    names_somebody,
    segments,
)
from gainful.engine.postings.title_candidates import (
    CALLS,
    DENIED,
    counted_title,
    first_piece,
    head_title,
    sought_title,
)
from gainful.engine.text.section_words import HEADINGS
from gainful.engine.text.sentences import is_bullet, span_of

_LABEL = re.compile(
    r"^(?:#+\s*|\*+\s*|[-•]\s*)?(?:job title|position title|working title|class(?:ification)? title|class(?:ification)?|role title|post title|title|position|job|role|post|designation|occupation|now hiring|hiring|vacancy|job posting|puesto|cargo|who|looking for|(?:who )?we (?:need|want)|wanted|needed)\s*[:–—-]\s*(.+)$",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\s*(?:(?:now )?hiring(?: now)?\b.*|\s(?:1st|2nd|3rd)\b.*|\$\$.*|\((?:m/?f/?[dx]|f/?m/?[dx]|[^)]*(?:full[- ]time|part[- ]time|remote|hybrid|shift|nights?|days|\d+ (?:openings?|positions?))[^)]*)\)"
    r"|[-–—|,]\s*(?:remote|hybrid|full[- ]time|part[- ]time|flexible schedule|home (?:daily|weekends|weekly)|(?:day|night|evening|1st|2nd|3rd|first|second|third)s?(?: shift)?"
    r"|up to \$.*|\$.*|[£€]\d.*|trainee considered.*|climbing not.*|sign[- ]on.*|urgent.*|immediate.*|now hiring.*)|\s(?:wanted|needed)|!+)\s*$",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:now hiring|we are hiring|we(?:'|’)re hiring|hiring|(?:help )?wanted|urgent(?:ly hiring)?|immediate openings?|[\w ]{3,30} (?:needed|wanted)!+"
    r"|(?:part|full)[- ]time|(?:1st|2nd|3rd|first|second|third|day|night|evening)[- ]shift)\s*[:!–—-]*\s*(?:(?:an?|for) )?",
    re.IGNORECASE,
)
_JOBS_IN = re.compile(
    r"^(?:.*:\s*)?([^:]{3,60}?) (?:jobs?|vacanc(?:y|ies)) (?:in|at|near)\b.*$", re.IGNORECASE
)
_MARKS = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50\uFE0F*_#~]+")
_COLUMN = re.compile(r"(?:\s{3,}|\t|\s*\|\s*)(?=\S).*$")
_TWO_WORDS_ASIDE = re.compile(
    r"\s*\((?:[^()]*\band\b[^()]*|all shifts|[^()]*\bbackground\b[^()]*|[^()]*\bonly\b[^()]*)\)\s*$",
    re.IGNORECASE,
)
_PLACE_TAIL = re.compile(r"\s*(?:[-–—|,]|\bin\b|\bat\b)\s*[A-Z][\w .'-]+,\s?[A-Z]{2}\b.*$")
_ASIDE = re.compile(r"^([^,]{3,50}),(?: [a-z][\w'’-]*){2}\b.*$")
"""What follows a job's name in small letters: "Bookkeeper (part time), small construction company"."""
_NOT_TITLE = re.compile(
    r"[.!?]\s*$|@|https?:|www\.|\$|\b(?:we|our|you|your|is|are|was|has|have|seeks|hires|the company)\b",
    re.IGNORECASE,
)
_FIRST_WORDS = re.compile(
    r"((?:[A-Za-z(][\w&/+'’()#-]* ){0,5}[A-Za-z(][\w&/+'’()#-]*?(?: (?:tier|level|grade) \w{1,3}| (?:[IV]{1,3}|\d))?)"
    r"(?:[.;:!?,]+(?:\s|$)|\s[-–—|]\s)",
    re.IGNORECASE,
)
_NAMES_NO_JOB = re.compile(
    r"(?:about (?:this|the|us|our)\b.*|(?:job|position) (?:description|posting|summary|announcement|openings?)|careers?|jobs?|home|overview|(?:help )?wanted"
    r"|(?:now |we are |we're )?hiring(?: now| today)?|immediate openings?|join (?:us|our).*|apply .*|(?:great|good) (?:pay|people|benefits).*|help|staff|people|workers?)$"
    r"|(?:must|able to|ability to|looking for|someone|somebody|anyone|anybody|experience with)\b",
    re.IGNORECASE,
)
"""First lines that call for people or say what they must do, and name no job."""
LONGEST_TITLE = 90
_EMPLOYER_FIRST = re.compile(r"^([A-Z][\w&'’.-]*(?: [A-Z&][\w&'’.-]*){1,5})\s+[-–—|]\s+([A-Z].{2,70})$")
_AT_EMPLOYER = re.compile(
    r"^(.{3,60}?)(?:\s+(?:at|@)\s+|\s[-–—|]\s|,\s+)((?:The )?[A-Z][\w&'’. -]*?\b(?:Hospital|Clinics?|LLC|Inc|Ltd|Corp|University|College|District|County|Authority|Bank|Credit Union|Hotel|Inn|Resort|Restaurant|Caf[eé]|Hospice)\.?)$"
)
_BEHIND = re.compile(r"^(.{3,60}?)(?:\s[-–—|]\s|,\s+|\s\()([A-Z][\w&'’. -]+)\)?$")
_AT = re.compile(r"^(.{3,60}?)\s+(?:at|@)\s+((?:The )?[A-Z].*)$")


def title_fact(text: str, structured: StructuredPosting | None = None) -> Fact[str] | None:
    """The title: mark-up, a line "Job title: ...", a first line that reads like one, then "seeking a ..."."""
    if marked := (structured or {}).get("title", "").strip():
        at = text.find(marked)
        return Fact(tidy_title(marked), Span(at, at + len(marked), marked) if at >= 0 else None)
    head = head_lines(text, 40)
    return (
        _labelled(text, head[:25])
        or (_first_words(text, head) if head and re.search(r"[.$]", head[0].text) else None)
        or _from(text, head_title(text, head))
        or _first_words(text, head)
        or _from(text, sought_title(text, head))
        or _first_line(text, head)
        or _from(text, counted_title(text, head))
    )


def _from(text: str, span: Span | None) -> Fact[str] | None:
    """The fact of a stretch, its place narrowed to the title where that stands in it word for word."""
    if span is None:
        return None
    tidy = tidy_title(span.text)
    at = text.find(tidy, span.start)
    return Fact(tidy, Span(at, at + len(tidy), tidy) if at >= 0 and at + len(tidy) <= span.end else span)


def tidy_title(title: str) -> str:
    """The title without shift, contract, pay, place or "now hiring" around it."""
    tidy = _COLUMN.sub("", _MARKS.sub(" ", title).strip())
    tidy = _JOBS_IN.sub(r"\1", tidy).strip()
    while (shorter := _NOISE.sub("", _PREFIX.sub("", tidy))) != tidy:
        tidy = shorter
    tidy = _NOISE.sub("", _ASIDE.sub(r"\1", _PLACE_TAIL.sub("", tidy)))
    tidy = _after_employer(tidy)
    tidy = _without_employer(_TWO_WORDS_ASIDE.sub("", tidy))
    tidy = re.sub(r"\s+(?:now|asap|today|wanted|needed|recruitment)\W*$", "", tidy, flags=re.IGNORECASE)
    return tidy.strip(" -–—|:,*") or title.strip()


def _after_employer(title: str) -> str:
    """A job's name behind that of its employer: "SunRidge Solar — Solar PV Installer"."""
    found = _EMPLOYER_FIRST.match(title)
    if (
        found
        and names_organization(found[1])
        and not names_job(found[1])
        and any(map(names_job, (found[2], *segments(found[2]))))
    ):
        return found[2]
    return title


def _without_employer(title: str) -> str:
    """A job's name before that of its employer: "Line Cook at Juniper Catering", "Cook, Red Lion Inn"."""
    for pattern in (_AT, _AT_EMPLOYER):
        found = pattern.match(title)
        if found and names_job(found[1]) and (found[2].startswith("The ") or not names_job(found[2])):
            return found[1]
    found = _BEHIND.match(title)
    if found and names_job(found[1]) and names_somebody(found[2]) and not names_job(found[2]):
        return found[1]
    return title


def _labelled(text: str, head: list[Span]) -> Fact[str] | None:
    for line in head:
        found = _LABEL.match(line.text)
        if found and len(found[1]) <= LONGEST_TITLE and re.search(r"[A-Za-z]{3}", found[1]):
            return _fact(text, line.start + found.start(1), line.start + found.end(1))
    return None


def _first_line(text: str, head: list[Span]) -> Fact[str] | None:
    for line in head[:3]:
        if piece := first_piece(text, line):
            return _from(text, piece)
        body = _PREFIX.sub("", line.text)
        if is_bullet(line.text) or len(line.text) > LONGEST_TITLE or len(tidy_title(body).split()) > 9:
            continue
        if _NOT_TITLE.search(tidy_title(body)) or any(p.search(body) for _, p in HEADINGS[:6]) or ":" in body:
            continue
        if _NAMES_NO_JOB.match(body.strip() or line.text) or why_no_name(body) or is_field(line.text):
            continue
        if len(list(pieces(text, line))) > 1 or name_likeness(body) >= SOMEBODY or re.search(r"\d{3}", body):
            continue
        return _fact(text, line.start, line.end)
    return None


def _first_words(text: str, head: list[Span]) -> Fact[str] | None:
    """What a posting in one go begins with, "Warehouse associate. Pick and pack …", where it ends as a job's name does."""
    for line in head[:1]:
        body = _PREFIX.sub("", DENIED.sub("", line.text))
        first = _FIRST_WORDS.match(body)
        first = None if first and CALLS.search(body[: first.end() + 20]) else first
        denied = DENIED.match(line.text) is not None
        job = first and (denied or names_job(first[1]) or names_job(re.sub(r"\s*\([^)]*\)$", "", first[1])))
        if first and job and not _NOT_TITLE.search(first[1]):
            start = line.start + len(line.text) - len(body)
            return _fact(text, start, start + first.end(1))
    return None


def _fact(text: str, start: int, end: int) -> Fact[str]:
    span = span_of(text, start, end)
    return _from(text, span) or Fact(tidy_title(span.text), span)
