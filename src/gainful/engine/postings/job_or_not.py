"""Whether a text offers a job at all, and lines of it that are fields of a form and not words of the work."""

from __future__ import annotations

import re
from itertools import pairwise

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import JobFacts
from gainful.engine.postings.names import job_likeness, names_job, segments

_NO_JOB = re.compile(
    r"\bnot a job\b|\bvolunteers? (?:are |is )?(?:needed|wanted|welcome)\b|\bvolunteers? wanted\b|\b(?:no pay|unpaid|all are welcome|free admission)\b|\b(?:garage|yard|rummage|bake) sale\b|\bpotluck\b|\bpicnic\b|\bfor sale\b|\bfor rent\b",
    re.IGNORECASE,
)
_CALLS_FOR_UNPAID = re.compile(
    r"\b(?:needs?|seeks?|seeking|looking for|wanted|recruiting)\b:? (?:more |about |up to )?(?:\d+ )?(?:\w+ )?volunteers\b|\bvolunteers who\b|\bsign up to volunteer\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\bscholarships?\b|\b(?:job|jobs|career|careers|hiring|employment) (?:fair|expo|day)\b|\bcareer expo\b|\bopen house\b",
    re.IGNORECASE,
)
"""An award or a fair, where the first two lines speak of one and none names a job."""
_SCHOOL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bbecome an? .{3,40} in (?:as little as )?(?:\d+|two|three|four|five|six|eight|ten|twelve) (?:short )?(?:days|weeks|months)\b",
        r"\btuition\b(?! (?:re-?imburse|assist|aid|benefit|help|to \$|up to))[^.\n]{0,20}\d",
        r"\b(?:now|currently) enrolling\b|\benrol?l (?:now|today)\b|\bnext class (?:starts|begins)\b|\bclasses (?:start|begin)\b|\bseats? (?:left|remain)|\badmissions advis|\bseats:",
        r"\bjob placement (?:help|assist|service)|\bour (?:grads|graduates)\b|\bexam voucher\b|\bWIOA and GI Bill accepted\b",
    )
)
"""Signs of a school that sells a course: two of them make it one."""
_REPORTS = re.compile(
    r"[,\"”] (?:he|she|the \w+|\w+ \w+) said\b|\bsaid (?:\w+ ){1,4}[A-Z]\w+|\bsaid (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bthe (?:state|company|mayor) said\b"
)
"""How a newspaper quotes; two quotes make a report."""
_OFFERS_WORK = re.compile(
    r"\b(?:hir(?:e|es|ing)|positions?|vacanc(?:y|ies)|openings?|apply|applicants?|candidates?|r[ée]sum[ée]s?|employ(?:ee|er|ment)s?|salary|wages?|full[- ]time|part[- ]time|shifts?|qualifications?|requirements?|duties|responsibilities|experience|looking for|seeking|join our)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:yes|no|none|n/?a|not (?:required|applicable|eligible)|competitive|excepted|permanent|temporary|occasional travel|negotiable|open)\W*$",
    re.IGNORECASE,
)
_A_JOB, _ENOUGH_SIGNS = 2.0, 2
_FEWEST_WORDS = 6
"""A text shorter than this is a title or nothing, and says neither."""
NOT_A_JOB = "This does not read like a job: no pay, duty or requirement was found in it. Paste a job posting, or choose the occupation."


def offers_a_job(text: str, facts: JobFacts, title: str | None) -> bool:
    """Whether a text offers paid work: it names a job, pay, a contract or what is asked, and does not say otherwise."""
    paid = bool(facts.wage or facts.openings or facts.contract or facts.education or facts.experience_years)
    if _NO_JOB.search(text) and not facts.wage:
        return False
    if _no_offer(text):
        return False
    if len(text.split()) < _FEWEST_WORDS:
        return True
    return paid or bool(facts.credentials) or bool(_OFFERS_WORK.search(text)) or _named(title)


def _no_offer(text: str) -> bool:
    """Whether a text calls for unpaid help, announces an award or a fair, sells a course or reports news."""
    head = "\n".join(text.strip().splitlines()[:2])
    if _CALLS_FOR_UNPAID.search(text) or (
        _EVENT.search(head) and job_likeness(head.partition("\n")[0]) < _A_JOB
    ):
        return True
    sells = sum(pattern.search(text) is not None for pattern in _SCHOOL) >= _ENOUGH_SIGNS
    return sells or len(_REPORTS.findall(text)) >= _ENOUGH_SIGNS


def _named(title: str | None) -> bool:
    return title is not None and any(map(names_job, (title, *segments(title))))


def form_fields(text: str) -> list[Span]:
    """Stretches that are a field of a form with a bare answer ("Service / Competitive", "Telework eligible / No")."""
    lines = [
        (m.start(), m.end(), m.group().strip()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()
    ]
    found = []
    for (start, _, label), (_, end, answer) in pairwise(lines):
        if _ANSWER.match(answer) and len(label.split()) <= 8 and not label.startswith(("-", "•", "*")):
            found.append(Span(start, end, text[start:end]))
    return found
