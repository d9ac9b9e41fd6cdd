"""Postings and résumés read against the labels of two people who saw neither the code nor each other's labels.

The corpus is a folder with `postings/` and `resumes/` (texts, and beside each NAME.a.json and NAME.b.json): GAINFUL_CORPUS. With GAINFUL_PEER_SRC (the `src` of an earlier commit) the same is measured there, in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from bench import Row, SkipBench
from bench._labels import FACTS, Labelled, agreed, labelled, meet, places, same_name

ROOT = Path(__file__).resolve().parents[1]
Read = dict[str, Any]


def run() -> list[Row]:
    given = os.environ.get("GAINFUL_CORPUS") or str(ROOT / "bench" / "data" / "reading")
    folder = Path(given)
    postings, resumes = list(labelled(folder, "postings")), list(labelled(folder, "resumes"))
    if not postings and not resumes:
        raise SkipBench(f"no labels in {folder}: set GAINFUL_CORPUS to a folder with postings/ and resumes/")
    mine = _read(folder, ROOT / "src")
    peer = _read(folder, Path(os.environ["GAINFUL_PEER_SRC"])) if "GAINFUL_PEER_SRC" in os.environ else None
    return [
        *_posting_rows(postings, mine, peer),
        *_resume_rows(resumes, mine, peer),
        _row("one posting, text to profile, warm (ms of processor time, one thread)", mine["milliseconds"], 30, 12, peer and peer["milliseconds"], lower=True),
        _row("memory of the reading process (MB)", mine["megabytes"], None, None, peer and peer["megabytes"], lower=True),
    ]  # fmt: skip


def _read(folder: Path, source: Path) -> Read:
    """What the code below `source` reads in the corpus, in a process of its own."""
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "GAINFUL_TEXT_THREADS": "1"}
    env = os.environ | threads | {"PYTHONPATH": f"{source}{os.pathsep}{ROOT}"}
    command = [sys.executable, str(ROOT / "bench" / "_read_corpus.py"), str(folder)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=source.parent)
    if done.returncode:
        raise SkipBench(f"{source} could not read the corpus: {done.stderr.strip().splitlines()[-1:]}")
    return dict(json.loads(done.stdout))


def _row(
    measure: str, value: float | None, floor: float | None, aim: float | None, peer: float | None, *,
    lower: bool = False, note: str = "",
) -> Row:  # fmt: skip
    name = "" if peer is None else "earlier commit"
    return Row(measure, value, floor, aim, name, peer, note=note, lower_is_better=lower)


def _posting_rows(docs: list[Labelled], mine: Read, peer: Read | None) -> list[Row]:
    if not docs:
        return []
    rows = []

    def add(name: str, measure: Any, floor: float | None, aim: float | None, *, lower: bool = False) -> None:
        value, count = measure(docs, mine)
        other = measure(docs, peer)[0] if peer else None
        rows.append(_row(name, value, floor, aim, other, lower=lower, note=f"of {count}"))

    add("lines with evidence that are wrong", wrong_lines, 0.10, 0.05, lower=True)
    add("technology lines that are wrong", partial(wrong_lines, kind="technology"), 0.10, 0.05, lower=True)
    add("must-have lines of both readers: found", must_have, 0.75, 0.85)
    add("occupation first", partial(occupation, places=1), 0.80, 0.88)
    add("occupation in the first four", partial(occupation, places=4), 0.93, 0.97)
    add("“sure”: share right", sure_right, 0.95, 0.98)
    add("“sure”: one-sided 90 % lower bound", sure_bound, 0.90, 0.95)
    add("“sure”: said of postings", sure_said, 0.40, 0.60)
    for fact in FACTS:
        add(f"{fact} right", partial(fact_right, fact=fact), 0.95, 0.98)
    for fact in FACTS:
        same = sum(agreed(fact, doc) for doc in docs)
        rows.append(Row(f"  readers agree: {fact}", same / len(docs), note=f"of {len(docs)}"))
    same = sum(_firsts(doc.a) == _firsts(doc.b) for doc in docs)
    rows.append(Row("  readers agree: occupation first", same / len(docs), note=f"of {len(docs)}"))
    return [*rows, *_by_kind(docs, mine)]


def _share(right: int, asked: int) -> tuple[float | None, int]:
    return (right / asked if asked else None), asked


def _of(read: Read, doc: Labelled) -> Read:
    return dict(read["postings"].get(Path(doc.name).stem) or {"lines": [], "codes": [], "asked": []})


def wrong_lines(docs: list[Labelled], read: Read, kind: str | None = None) -> tuple[float | None, int]:
    """Lines whose words neither reader marked, or that a reader says are not asked."""
    wrong = asked = 0
    for doc in docs:
        marked = [
            (p, line)
            for label in (doc.a, doc.b)
            for line in label.get("lines", [])
            for p in places(doc, line)
        ]
        for line in _of(read, doc)["lines"]:
            if kind is not None and line["kind"] != kind:
                continue
            asked += 1
            said = [each["strength"] for p, each in marked for span in line["spans"] if meet(tuple(span), p)]
            wrong += not said or all(strength == "not_asked" for strength in said)
    return _share(wrong, asked)


def must_have(docs: list[Labelled], read: Read) -> tuple[float | None, int]:
    """Lines that both readers call must-have at the same words, for which some line or fact was read there."""
    found = asked = 0
    for doc in docs:
        mine = _of(read, doc)
        spans = [tuple(s) for line in mine["lines"] for s in line["spans"]] + [
            tuple(s) for s in mine["asked"]
        ]
        theirs = [
            p for line in doc.b.get("lines", []) if line["strength"] == "must" for p in places(doc, line)
        ]
        for line in doc.a.get("lines", []):
            at = places(doc, line)
            if line["strength"] != "must" or not any(meet(p, q) for p in at for q in theirs):
                continue
            asked += 1
            found += any(meet(p, span) for p in at for span in spans)
    return _share(found, asked)


def _firsts(label: Read) -> str | None:
    return ((label.get("occupation") or {}).get("first") or "")[:7] or None


def _accepted(doc: Labelled) -> set[str]:
    codes = [_firsts(doc.a), _firsts(doc.b)]
    codes += [
        code[:7] for label in (doc.a, doc.b) for code in (label.get("occupation") or {}).get("also") or []
    ]
    return {code for code in codes if code}


def _no_job(doc: Labelled) -> bool:
    return not doc.a.get("is_job", True) and not doc.b.get("is_job", True)


def occupation(docs: list[Labelled], read: Read, places: int) -> tuple[float | None, int]:
    """Postings with an accepted occupation among the first; no occupation where there is no job."""
    right = 0
    for doc in docs:
        codes = [code[:7] for code in _of(read, doc)["codes"][:places]]
        right += not codes if _no_job(doc) else bool(set(codes) & _accepted(doc))
    return _share(right, len(docs))


def _sure(docs: list[Labelled], read: Read) -> list[bool]:
    said = [(doc, _of(read, doc)) for doc in docs]
    return [
        not _no_job(doc) and mine["codes"][0][:7] in _accepted(doc)
        for doc, mine in said
        if mine.get("confidence") == "sure" and mine["codes"]
    ]


def sure_right(docs: list[Labelled], read: Read) -> tuple[float | None, int]:
    sure = _sure(docs, read)
    return _share(sum(sure), len(sure))


def sure_bound(docs: list[Labelled], read: Read) -> tuple[float | None, int]:
    """The exact (Clopper and Pearson 1934) lower bound of the share right."""
    from scipy.stats import beta

    sure = _sure(docs, read)
    right = sum(sure)
    return (float(beta.ppf(0.10, right, len(sure) - right + 1)) if right else None), len(sure)


def sure_said(docs: list[Labelled], read: Read) -> tuple[float | None, int]:
    return _share(len(_sure(docs, read)), sum(not _no_job(doc) for doc in docs))


def fact_right(docs: list[Labelled], read: Read, fact: str) -> tuple[float | None, int]:
    """Postings whose fact is what both readers say, of those where they agree."""
    chosen = [doc for doc in docs if agreed(fact, doc) and not _no_job(doc)]
    return _share(sum(FACTS[fact](_of(read, doc).get(fact), doc.a.get(fact)) for doc in chosen), len(chosen))


def _by_kind(docs: list[Labelled], read: Read) -> list[Row]:
    kinds = Counter(doc.a.get("kind_of_work") or "?" for doc in docs)
    rows = []
    for kind in sorted(kinds):
        mine = [doc for doc in docs if (doc.a.get("kind_of_work") or "?") == kind]
        wrong, first, found = (
            wrong_lines(mine, read)[0],
            occupation(mine, read, 1)[0],
            must_have(mine, read)[0],
        )
        said = ", ".join(
            f"{name} {value:.0%}"
            for name, value in (("wrong lines", wrong), ("must-have", found))
            if value is not None
        )
        rows.append(Row(f"  {kind}: occupation first", first, note=f"of {len(mine)}; {said}"))
    return rows


def _resume_rows(docs: list[Labelled], mine: Read, peer: Read | None) -> list[Row]:
    if not docs:
        return []
    floors = ((0.90, 0.97), (0.95, 0.98), (0.85, 0.92))
    names = ("jobs found in résumés", "  dates right of those found", "  titles right of those found")
    ours, theirs = resume_shares(docs, mine), resume_shares(docs, peer) if peer else (None, None, None)
    return [
        _row(name, value, *floor, other, note=f"{len(docs)} résumés")
        for name, value, floor, other in zip(names, ours, floors, theirs, strict=True)
    ]


def resume_shares(docs: list[Labelled], read: Read) -> tuple[float | None, float | None, float | None]:
    """Of the jobs that both readers give: found (by title or employer and year), dates right, titles right."""
    asked = found = dates = titles = 0
    for doc in docs:
        mine = list((read["resumes"].get(doc.name) or {"jobs": []})["jobs"])
        for job in doc.a.get("jobs", []):
            if not any(same_name(job["title"], other["title"]) for other in doc.b.get("jobs", [])):
                continue
            asked += 1
            hit = max(mine, key=partial(_likeness, job=job), default=None)
            if hit is None or _likeness(hit, job) < 2:
                continue
            mine.remove(hit)
            found += 1
            dates += _same_day(hit["start"], job["start"]) and _same_day(hit["end"], job["end"])
            titles += same_name(hit["title"], job["title"])
    return (_share(found, asked)[0], _share(dates, found)[0], _share(titles, found)[0])


def _likeness(mine: Read, job: Read) -> int:
    employer = (
        bool(job.get("employer")) and bool(mine["employer"]) and same_name(mine["employer"], job["employer"])
    )
    year = bool(job["start"]) and (mine["start"] or "")[:4] == job["start"][:4]
    return 2 * same_name(mine["title"], job["title"]) + employer + year


def _same_day(mine: str | None, theirs: str | None) -> bool:
    """Whether a day lies in the year or month that the label gives; open ends and absent dates are themselves."""
    return (
        mine == ("now" if theirs == "present" else theirs)
        if theirs in {None, "now", "present"} or mine in {None, "now"}
        else str(mine).startswith(str(theirs))
    )
