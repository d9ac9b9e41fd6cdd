"""JSON Resume (jsonresume.org) to the words of a résumé: older and newer names of its fields, nothing required."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from gainful.exchange.documents import UnreadableFile

_PARTS = ("work", "education", "certificates", "skills", "languages", "volunteer", "basics", "awards")
_MOST = 200


def json_resume_text(source: str) -> str:
    """The résumé as text, its jobs first; UnreadableFile where the file is no JSON Resume."""
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        raise UnreadableFile(
            "This JSON file cannot be read: it is broken or cut off.",
            "Download it again, or choose a PDF, Word or text file.",
        ) from None
    if not isinstance(value, dict) or not any(isinstance(value.get(part), (list, dict)) for part in _PARTS):
        raise UnreadableFile(
            "This is a data file (JSON), not a résumé.", "Choose a PDF, Word, text or JSON Resume file."
        )
    return "\n".join(_lines(value))


def _lines(value: dict[str, Any]) -> Iterator[str]:
    basics = value.get("basics")
    if isinstance(basics, dict):
        yield from filter(None, (_words(basics.get("name")), _words(basics.get("label"))))
        if summary := _words(basics.get("summary")):
            yield from ("", "SUMMARY", summary)
    for heading, key in (("WORK EXPERIENCE", "work"), ("VOLUNTEER EXPERIENCE", "volunteer")):
        for number, job in enumerate(_dicts(value.get(key))):
            yield from (["", heading] if number == 0 else [""])
            yield from _job(job)
    for number, school in enumerate(_dicts(value.get("education"))):
        yield from (["", "EDUCATION"] if number == 0 else [])
        held = [_words(school.get(k)) for k in ("studyType", "area", "institution")]
        yield ", ".join(filter(None, (*held, _years(school))))
    for heading, key, name in (
        ("CERTIFICATIONS", "certificates", "name"),
        ("SKILLS", "skills", "name"),
        ("LANGUAGES", "languages", "language"),
    ):
        for number, item in enumerate(_dicts(value.get(key))):
            yield from (["", heading] if number == 0 else [])
            further = item.get("keywords")
            words = [
                _words(item.get(name)),
                *(map(_words, further[:50]) if isinstance(further, list) else []),
            ]
            yield ", ".join(filter(None, words))


def _job(job: dict[str, Any]) -> Iterator[str]:
    employer = next((w for k in ("name", "company", "organization") if (w := _words(job.get(k)))), "")
    title = _words(job.get("position"))
    yield " | ".join(filter(None, (title, employer, _years(job))))
    if summary := _words(job.get("summary")):
        yield f"- {summary}"
    further = job.get("highlights")
    yield from (
        f"- {words}"
        for item in (further[:50] if isinstance(further, list) else [])
        if (words := _words(item))
    )


def _years(item: dict[str, Any]) -> str:
    """The dates as a range: a year, a month or a day each; a start without an end goes on."""
    start, end = (_words(item.get(key))[:10] for key in ("startDate", "endDate"))
    if not re.match(r"\d{4}", start):
        return end if re.match(r"\d{4}", end) else ""
    return f"{start} - {end if re.match(r'[0-9]{4}', end) else 'Present'}"


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value[:_MOST] if isinstance(item, dict)] if isinstance(value, list) else []


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
