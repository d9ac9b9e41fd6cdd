"""Whether a line names a job, an organization or a place: learned titles beside a short list of words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from gainful.engine.occupations import load_reference
from gainful.engine.titles.model import title_model
from gainful.engine.titles.words import core_words

_FILE = Path(__file__).parent / "data" / "organizations.toml"
_SEGMENT = re.compile(r"\s+[-–—|·•]\s+|\s*[|·•]\s*|\s{3,}|\s*/\s*|,\s|\s*[(:]\s*")
_AGENT = re.compile(
    r"(?:er|or|ist|ian|man|men|ant|eer|ee|aide|cook|chef|nurse|clerk|guard|coach|maid|tech|rep|representative|apprentice|barista|steward|captain|mate)$"
)
"""How nouns of people end in English: "machinist", unlike "food" or "machine"."""
_ASIDE = re.compile(r"\s*\([^()]*\)")
_BEHIND_TITLE = re.compile(r"\(([A-Z]{3,5})\)$")
_INITIALS = re.compile(r"[A-Z]{3,5}(?:(?:/| or )[A-Z]{2,5})*\b")
_MOST_WORDS = 8
_RANKS = re.compile(r"senior|junior|sr\.?|jr\.?|entry|mid", re.IGNORECASE)
_INTERN = re.compile(r"\w (?:interns?|trainees?|apprentices?)$", re.IGNORECASE)
_RANK = re.compile(r"\b(?:i{1,3}|iv|v|\d\w{0,2}|[ivx]+(?:/[ivx]+)+)$", re.IGNORECASE)


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _organization() -> re.Pattern[str]:
    listed = _words()
    words = [*listed["legal_forms"], *listed["public_bodies"], *listed["kinds_of_business"]]
    many = (f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" for word in listed["kinds_of_business"])
    words += [word for word in many if not word.endswith("ss")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)  # fmt: skip


@cache
def _not_jobs() -> frozenset[str]:
    return frozenset(_words()["not_jobs"])


@cache
def _short_jobs() -> frozenset[str]:
    return frozenset(_words()["short_jobs"])


def segments(line: str) -> list[str]:
    """Return the parts of a heading line: "Welder / Fabricator – structural" is three."""
    return [part for part in (each.strip(" -–—|·•,*.)(") for each in _SEGMENT.split(line)) if part]


def names_job(words: str) -> bool:
    """Whether some words end as learned job titles do."""
    bare = _RANK.sub("", words.strip(" .!*")).strip()
    core = core_words(bare)
    if bare and _organization().fullmatch(bare.split()[-1].strip(".,")):
        return False
    return bool(core) and core[-1] not in _not_jobs() and f"${core[-1]}" in title_model().features


def job_likeness(words: str) -> float:
    """How like a job's name some words are, about 0 to 4: 2 and more where they end as learned titles do."""
    bare = _ASIDE.sub(" ", _RANK.sub("", words.strip(" .!*"))).strip()
    core = core_words(bare)
    if not core or len(core) > _MOST_WORDS:
        return 0.0
    if _INTERN.search(bare):
        return 2.5
    features = title_model().features
    known = sum(_known(word) for word in core) / len(core)
    if not _ends_as_job(core[-1]):
        return known * 0.5
    ends = not _organization().fullmatch(bare.split()[-1].strip(".,"))
    pair = len(core) > 1 and f"{core[-2]}_{core[-1]}" in features
    agent = _AGENT.search(core[-1]) is not None or core[-1] in _short_jobs()
    return 1.5 * ends + 0.5 * pair + 0.5 * agent + known


def _known(word: str) -> bool:
    return word in title_model().features


def _ends_as_job(word: str) -> bool:
    """Whether titles end with a word, or with one that it ends with itself: "paraeducator" is an educator."""
    features = title_model().features
    if word in _not_jobs():
        return False
    if f"${word}" in features or word in _short_jobs():
        return True
    return any(f"${word[cut:]}" in features and _AGENT.search(word) for cut in range(2, len(word) - 4))


def begins_strangely(word: str) -> bool:
    """Whether no known title has a word, as most names have it in front; a rank is no name."""
    return not _RANKS.fullmatch(word) and not set(core_words(word)) & title_model().features.keys()


def short_job_first(words: str) -> float:
    """Likeness of what a short form of a job begins: "SLP home health", "MLS or MLT"."""
    first = _INITIALS.match(words)
    either = re.split(r"/| or ", first.group()) if first else []
    return 2.5 if any(each in _initials() or each.lower() in _short_jobs() for each in either) else 0.0


@cache
def _initials() -> frozenset[str]:
    """Short forms that O*NET puts behind whole titles: "Medical Laboratory Technician (MLT)"."""
    found = (_BEHIND_TITLE.search(title) for title in load_reference().titles.title)
    return frozenset(match[1] for match in found if match)


def holds_a_name(words: str) -> bool:
    """Whether a word with a capital is none of titles: "Paladin Row Protective", not "Inpatient Central Pharmacy"."""
    return any(begins_strangely(word) for word in re.findall(r"[A-Z][\w'’-]+", words))


def names_somebody(words: str) -> bool:
    """Whether some words hold one of organizations and begin with one that no title has: "Hollis Farms", not "Home Health"."""
    parts = words.split()
    return (
        len(parts) > 1
        and names_organization(words)
        and all(part[0].isupper() or part in {"of", "and", "&", "the", "for"} for part in parts)
        and begins_strangely(parts[0])
    )


def is_field_of_work(words: str) -> bool:
    """Whether two words name where in a house one works ("Memory Care", "Food Service"), nobody's name."""
    parts = words.split()
    return len(parts) == 2 and parts[-1].lower() in _not_jobs()


def ends_as_organization(words: str) -> bool:
    """Whether the last word, or the last two, is one of those that organizations end with ("Sunbreak Roof & Power")."""
    parts = re.sub(r"[,(].*", "", words).strip(" .").split()
    return any(_organization().fullmatch(" ".join(parts[-n:])) for n in (1, 2, 3) if len(parts) > n)


def names_organization(words: str) -> bool:
    """Whether some words hold a word that organizations carry in their names."""
    return _organization().search(words) is not None
