"""Read every posting and résumé of a corpus and print what was read as JSON, with this commit or an earlier one.

`python bench/_read_corpus.py FOLDER` with the `gainful` to be measured on the path. It uses stable names only.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

AS_OF = date(2026, 12, 1)
KINDS = (".txt", ".pdf", ".docx", ".html")


def value(fact: Any) -> Any:
    return fact.value if fact else None


def spans_of(line: Any) -> list[list[int]]:
    return [[e.span.start, e.span.end] for e in line.evidence if e.span]


def posting(text: str) -> dict[str, Any]:
    from gainful.engine import required_profile

    read = required_profile(text)
    facts, pay = read.facts, read.facts.wage
    matches = [read.occupation, *read.runners_up] if read.occupation else []
    asked = [fact for fact in (facts.education, facts.experience_years) if fact and fact.span]
    return {
        "codes": [match.code for match in matches[:4]],
        "confidence": read.confidence if read.occupation else None,
        "title": value(facts.title),
        "employer": value(facts.employer),
        "openings": value(facts.openings),
        "hours": value(facts.hours_per_week),
        "pay": pay and [pay.low, pay.high, pay.unit, getattr(pay, "currency", "USD")],
        "lines": [
            {"kind": line.domain.value, "need": line.need.value, "name": line.name, "spans": spans_of(line)}
            for line in read.profile.lines
            if spans_of(line)
        ],
        "asked": [[fact.span.start, fact.span.end] for fact in asked],
    }


def resume(data: bytes, name: str) -> dict[str, Any]:
    from gainful.engine import resume_profile
    from gainful.exchange.resumes import read_resume

    read = resume_profile(read_resume(data, name).text, AS_OF)
    return {
        "jobs": [
            {
                "title": job.title.text,
                "employer": job.employer.text if job.employer else None,
                "start": job.dates.start.isoformat() if job.dates else None,
                "end": (job.dates.end.isoformat() if job.dates.end else "now") if job.dates else None,
            }
            for job in read.jobs
        ],
        "schooling": [school.level for school in read.schooling],
        "licences": [held.name for held in read.credentials],
    }


def main(folder: Path) -> None:
    out: dict[str, Any] = {"postings": {}, "resumes": {}, "failed": []}
    texts = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "postings").glob("*.txt"))
    }
    for name, text in texts.items():
        out["postings"][name] = posting(text)
    took = []
    for text in list(texts.values())[:40]:
        began = time.process_time()
        posting(text)
        took.append(1000 * (time.process_time() - began))
    for path in sorted(p for p in (folder / "resumes").glob("*") if p.suffix in KINDS):
        try:
            out["resumes"][path.name] = resume(path.read_bytes(), path.name)
        except Exception as error:  # noqa: BLE001 - a file that cannot be read counts as nothing found
            out["failed"].append(f"{path.name}: {error}")
    out["milliseconds"] = statistics.median(took) if took else None
    out["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(out))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
