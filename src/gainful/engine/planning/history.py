"""What a person's jobs and papers say beside levels: work at hand, higher work, this very work, years of a kind.

A list reads the last job alone. Whoever was a nurse for ten years and a cashier since shows as a cashier: before
anything is spent on them they are asked, in the words written here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from gainful.engine.credentials.by_law import COVERS
from gainful.engine.credentials.mentions import credential_name
from gainful.engine.occupations import Reference
from gainful.engine.ranking.experience import near_codes, years_in
from gainful.engine.ranking.job_tables import MOST_PAY_LOST
from gainful.engine.ranking.ranked import PoolRanking
from gainful.engine.records import JobRecord

RECENT = timedelta(days=3_652)
"""How long ago work may have ended that somebody may want back: ten years (assumption)."""
LONG_ENOUGH = 2.0
"""Years in higher work from which it is worth asking (assumption)."""
DONE_BEFORE = 0.5
"""Years in this very work from which a referral is worth asking (assumption)."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Work of one occupation, its jobs added up."""

    code: str
    title: str
    years: float
    until: date | None
    """None where it goes on."""

    @property
    def how_long(self) -> str:
        """How long and until when: "9.8 years until May 2025"."""
        long = f"{self.years:.1f}".removesuffix(".0")
        end = "to this day" if self.until is None else f"until {self.until:%b %Y}"
        return f"{long} year{'' if long == '1' else 's'} {end}"

    @property
    def words(self) -> str:
        """In words: "Registered Nurses, 9.8 years until May 2025"."""
        return f"{self.title}, {self.how_long}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What somebody's record says beside their last work."""

    works_now: str = ""
    """The occupation in which they work now, by the record."""
    higher: str = ""
    """Work or a license that asks for more than the job, in words."""
    this_work: str = ""
    """How long this very work was done before another, and until when; which work it is, its reader knows."""

    @property
    def asks(self) -> tuple[str, ...]:
        """What to ask before anything is spent, a sentence each."""
        said = []
        if self.higher:
            said.append(f"{self.higher}: ask whether they want that work back before anything is spent.")
        if self.this_work:
            said.append(f"Did this very work before, {self.this_work}: ask whether they can be referred now.")
        return tuple(said)

    @property
    def short(self) -> tuple[str, ...]:
        """The same in a few words, for a row of a list."""
        told = (self.higher, f"Did this very work, {self.this_work}" if self.this_work else "")
        now = ("Works now.",) if self.works_now else ()
        return (*(f"{words}. Ask first." for words in told if words), *now)


def spells(jobs: Iterable[JobRecord], reference: Reference, as_of: date) -> tuple[Spell, ...]:
    """Return somebody's work by occupation, the newest first; a job without a known occupation tells nothing."""
    titles = {occupation.code: occupation.title for occupation in reference.occupations}
    known = sorted((job for job in jobs if job.code in titles), key=lambda job: job.code)
    found = []
    for code, group in groupby(known, key=lambda job: job.code):
        same = list(group)
        ends = [job.end for job in same if job.end is not None and job.end < as_of]
        until = max(ends) if len(ends) == len(same) else None
        found.append(Spell(code, titles[code], years_in(same, frozenset({code}), as_of), until))
    return tuple(sorted(found, key=lambda spell: (spell.until or date.max, spell.years), reverse=True))


def earlier_work(
    ranking: PoolRanking, row: int, jobs: Sequence[JobRecord], code: str | None, as_of: date
) -> Earlier:
    """Return what the record of one person of a list says beside their last work; `code` is the job's occupation."""
    found = spells(jobs, ranking.reference, as_of)
    last_row = int(ranking.pool.occupation[row])
    last = ranking.reference.occupations[last_row].code if last_row >= 0 else ""
    now = next((spell.title for spell in found if spell.until is None), "")
    recent = [
        spell
        for spell in found
        if spell.code != last and (spell.until is None or spell.until >= as_of - RECENT)
    ]
    did = next((spell for spell in recent if spell.code == code and spell.years >= DONE_BEFORE), None)
    above = [spell for spell in recent if spell.years >= LONG_ENOUGH and _is_higher(ranking, row, spell.code)]
    higher = f"Worked as {above[0].words}" if above else _higher_licence(ranking, row)
    return Earlier(now, higher, did.how_long if did else "")


def _is_higher(ranking: PoolRanking, row: int, code: str) -> bool:
    """Say whether work takes far more preparation, is licensed above the job, or is usually paid a fifth more."""
    reference = ranking.reference
    if ranking.job.above[reference.row(code) + 1]:
        return True
    usual = reference.wage(code, ranking.pool.area[row] or None)
    paid = usual.median if usual is not None else None
    return paid is not None and paid * (1 - MOST_PAY_LOST) > ranking.pay.pay.wage


def _higher_licence(ranking: PoolRanking, row: int) -> str:
    """Name a license on record that allows more than one which the job asks for; empty where there is none."""
    asked = {extra.competency_id for extra in ranking.extras}
    held = ranking.pool.credentials[row]
    above = [key for key in COVERS if key in held and key not in asked and not asked.isdisjoint(COVERS[key])]
    return f"Holds {credential_name(above[0])}, which allows more than this job asks for" if above else ""


def papers_in_words(keys: Collection[str]) -> str:
    """Return the names of credentials."""
    return ", ".join(sorted(credential_name(key) for key in keys))


def work_of_a_kind(
    jobs: Iterable[JobRecord], code: str, reference: Reference, as_of: date
) -> tuple[float, str]:
    """Return years in work of the job's kind or a near one, and the jobs: "Cooks, Restaurant (Dec 2023 – Jan 2025)"."""
    near = near_codes(reference, code)
    same = [job for job in jobs if job.code in near]
    titles = {occupation.code: occupation.title for occupation in reference.occupations}
    newest_first = sorted(same, key=lambda job: (job.end or date.max, job.start or date.min), reverse=True)
    return years_in(same, near, as_of), "; ".join(
        f"{titles[job.code]} ({_days(job, as_of)})" for job in newest_first if job.code in titles
    )


def _days(job: JobRecord, as_of: date) -> str:
    start = f"{job.start:%b %Y}" if job.start else "start not told"
    return f"{start} – {'now' if job.end is None or job.end >= as_of else f'{job.end:%b %Y}'}"
