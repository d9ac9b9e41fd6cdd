"""Whether a text offers a job at all, and lines of it that are fields of a form and not words of the work."""

from __future__ import annotations

import re
from itertools import pairwise

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import JobFacts
from gainful.engine.postings.names import names_job, segments

_NO_JOB = re.compile(
    r"\bnot a job\b|\bvolunteers? (?:are |is )?(?:needed|wanted|welcome)\b|\bvolunteers? wanted\b|\b(?:no pay|unpaid|all are welcome|free admission)\b|\b(?:garage|yard|rummage|bake) sale\b|\bpotluck\b|\bpicnic\b|\bfor sale\b|\bfor rent\b",
    re.IGNORECASE,
)
_OFFERS_WORK = re.compile(
    r"\b(?:hir(?:e|es|ing)|positions?|vacanc(?:y|ies)|openings?|apply|applicants?|candidates?|r[ée]sum[ée]s?|employ(?:ee|er|ment)s?|salary|wages?|full[- ]time|part[- ]time|shifts?|qualifications?|requirements?|duties|responsibilities|experience|looking for|seeking|join our)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:yes|no|none|n/?a|not (?:required|applicable|eligible)|competitive|excepted|permanent|temporary|occasional travel|negotiable|open)\W*$",
    re.IGNORECASE,
)
_FEWEST_WORDS = 6
"""A text shorter than this is a title or nothing, and says neither."""
NOT_A_JOB = "This does not read like a job: no pay, duty or requirement was found in it. Paste a job posting, or choose the occupation."


def offers_a_job(text: str, facts: JobFacts, title: str | None) -> bool:
    """Whether a text offers paid work: it names a job, pay, a contract or what is asked, and does not say otherwise."""
    paid = bool(facts.wage or facts.openings or facts.contract or facts.education or facts.experience_years)
    if _NO_JOB.search(text) and not facts.wage:
        return False
    if len(text.split()) < _FEWEST_WORDS:
        return True
    return paid or bool(facts.credentials) or bool(_OFFERS_WORK.search(text)) or _named(title)


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
