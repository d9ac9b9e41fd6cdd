"""Reading postings: facts and occupations on the written test postings, parts on SkillSpan, and time."""

from __future__ import annotations

import time
from pathlib import Path

from bench import Row, shared_data

ROOT = Path(__file__).resolve().parents[1]


def run() -> list[Row]:
    return [*_facts(), *_parts(), *_time()]


def _facts() -> list[Row]:
    """Facts and occupations of postings that we wrote ourselves: a check of regressions, not of the field."""
    from tests.engine.postings.cases import CASES
    from tests.engine.postings.test_job_facts import wrong_facts

    from gainful.engine.postings.profile import required_profile

    asked = sum(9 + len(case.credentials) for case in CASES)
    wrong = sum(len(wrong_facts(case)) for case in CASES)
    found = [required_profile(case.text).occupation for case in CASES]
    first = sum(m is not None and m.code in case.codes for m, case in zip(found, CASES, strict=True))
    note = f"{len(CASES)} postings of our own, also used while building"
    return [
        Row("posting facts right, share", (asked - wrong) / asked, note=f"{asked} facts; {note}"),
        Row("posting occupation first, share", first / len(CASES), note=note),
    ]


def _parts() -> list[Row]:
    """SkillSpan: sentences with a marked skill that are kept, and sentences without one that are left out."""
    from gainful.engine.text.sections import skill_sentences, split_sections

    rows = []
    for name in ("house", "tech"):
        lines, marked = _conll(shared_data("skills", "skillspan", f"skillspan_{name}_dev.conll"))
        text = "\n".join(lines)
        kept = {text.count("\n", 0, span.start) for _, span in skill_sentences(split_sections(text))}
        skilled = [i in kept for i, has in enumerate(marked) if has]
        plain = [i not in kept for i, has in enumerate(marked) if not has]
        note = f"{len(skilled)} sentences with a skill, {len(plain)} without; development set"
        rows += [
            Row(f"SkillSpan {name} dev: sentences with a skill kept", sum(skilled) / len(skilled), note=note),
            Row(f"SkillSpan {name} dev: others left out", sum(plain) / len(plain), note=note),
        ]
    return rows


def _conll(path: Path) -> tuple[list[str], list[bool]]:
    lines, marked = [], []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        tokens = [row.split("\t") for row in block.strip().splitlines() if "\t" in row]
        if tokens:
            lines.append(" ".join(token[0] for token in tokens))
            marked.append(any(tag.startswith("B-") for token in tokens for tag in token[1:]))
    return lines, marked


def _time() -> list[Row]:
    """The quickest of five readings of each example: the least that the machine's other work adds to."""
    from gainful.engine.postings.profile import required_profile

    walls, works = [], []
    for path in sorted((ROOT / "examples").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        required_profile(text)
        took = []
        for _ in range(5):
            began, worked = time.perf_counter(), time.process_time()
            required_profile(text)
            took.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)))
        walls.append(min(wall for wall, _ in took))
        works.append(min(work for _, work in took))
    note = f"quickest of 5, middle of {len(walls)} examples; processor time {sorted(works)[len(works) // 2]:.0f} ms"
    middle = sorted(walls)[len(walls) // 2]
    return [Row("one posting, text to profile, warm (ms)", middle, 200, 50, lower_is_better=True, note=note)]
