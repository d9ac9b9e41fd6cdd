"""Job titles → O*NET-SOC occupations: votes of known titles, a learned reading of words, and meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.titles.index import TitleIndex
from gainful.engine.titles.meaning import TitleMeaning
from gainful.engine.titles.model import TitleModel, title_model
from gainful.engine.titles.words import core_words, title_forms

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

KNOWN = 0.999
"""Likeness from which a title counts as known word for word."""
LOWEST = -12.0
"""Log vote of an occupation that no similar title belongs to."""
VOTES, VOTES_OF_KNOWN = 0.16, 0.6
"""Weight of the (log) votes: of similar titles, and where the very title is known."""
LEARNED = 0.56
TASKS, DESCRIBED = 4.5, 6.2
"""Weights of the likeness to an occupation's tasks and description, with VOTES and LEARNED fitted by
scripts/fit_title_weights.py; they are about what either half of the reported titles gives."""
OWN_NAME = 1.8
"""Log bonus where the title is the occupation's own name in O*NET."""
REPORTED = 2.4
"""Log bonus where people in the occupation report this very title as theirs: O*NET's alternate titles are wider."""
SIZE = 0.6
"""How much (log) employment parts the occupations that report the same title: a line cook is mostly a restaurant's."""
CONTEXT = 1.5
"""Weight of the words of a posting beside its title: enough to part near ties."""
SURE, LIKELY = 0.75, 0.4
"""Least chance for each confidence word; docs/methods gives how often each is right."""


@dataclass(frozen=True, slots=True)
class RankedOccupation:
    """An occupation for a job title: its chance among all, how sure in a word, and the known title nearest to it."""

    code: str
    title: str
    score: float
    confidence_word: str
    matched_title: str


def confidence_word(chance: float) -> str:
    """`sure`, `likely` or `guess` for the chance of the first place."""
    return "sure" if chance >= SURE else "likely" if chance >= LIKELY else "guess"


class TitleRanker:
    """An index of titles with the learned reading beside it; `names` are occupations' own titles by code.

    `reported` are titles that people in an occupation gave as theirs, with its code; `people` is employment by code.
    """

    def __init__(
        self,
        index: TitleIndex,
        names: dict[str, str],
        model: TitleModel | None = None,
        *,
        meaning: TitleMeaning,
        reported: Iterable[tuple[str, str]] = (),
        people: dict[str, float] | None = None,
    ) -> None:
        self.index, self.names = index, names
        self.model, self.meaning = model or title_model(), meaning
        place = {code: column for column, code in enumerate(self.index.codes)}
        self.columns = np.array([place.get(code, -1) for code in self.model.codes], np.int64)
        self.own: dict[tuple[str, ...], list[int]] = {}
        for code, name in names.items():
            if code in place:
                for form in title_forms(name):
                    self.own.setdefault(core_words(form), []).append(place[code])
        self.reported: dict[tuple[str, ...], dict[int, float]] = {}
        for title, code in reported:
            if code in place:
                known = float((people or {}).get(code, np.nan))
                self.reported.setdefault(core_words(title), {})[place[code]] = known

    def learned(self, title: str, context: str | None) -> np.ndarray:
        """Log chances by index column: the mean over the title's readings, with the posting's words where given."""
        readings = [core_words(form) for form in title_forms(title)]
        logs = np.mean([self.model.log_chances(words) for words in dict.fromkeys(readings)], axis=0)
        if context:
            logs = logs + CONTEXT * self.model.log_chances_of_text(core_words(context[:20_000]))
        by_column = np.full(len(self.index.codes), float(logs.min()))
        known = self.columns >= 0
        by_column[self.columns[known]] = logs[known]
        return by_column

    def rank(self, title: str, k: int, context: str | None = None) -> list[RankedOccupation]:
        """The k likeliest occupations, best first; none where no word of the title is known."""
        if not any(character.isalpha() for character in title):
            return []
        title = self.index.parted(title)
        scores, shares = self.index.tally(title)
        if not shares.any() and not any(word in self.model.features for word in core_words(title)):
            return []
        known = float(scores.max()) >= KNOWN
        logs = (VOTES_OF_KNOWN if known else VOTES) * np.log(np.maximum(shares, np.exp(LOWEST)))
        logs += LEARNED * self.learned(title, context)
        for weight, likeness in zip((TASKS, DESCRIBED), self.meaning.likeness(title), strict=False):
            logs += weight * likeness
        for column in self.own.get(core_words(title), ()):
            logs[column] += OWN_NAME
        for column, bonus in self._reported(core_words(title)):
            logs[column] += bonus
        chances = np.exp(logs - np.logaddexp.reduce(logs))
        best = np.argsort(-chances, kind="stable")[:k]
        return [self._named(int(c), float(chances[c]), self.index.loudest(scores, int(c))) for c in best]

    def _reported(self, words: tuple[str, ...]) -> list[tuple[int, float]]:
        """Index columns of the occupations that report these words as a title, each with its log bonus."""
        found = self.reported.get(words, {})
        if not found:
            return []
        people = np.array(list(found.values()))
        largest = np.nanmax(people) if np.isfinite(people).any() else 1.0
        size = np.log(np.where(np.isfinite(people), np.maximum(people, 1.0), np.sqrt(largest)) / largest)
        bonus = REPORTED + SIZE * np.maximum(size, -REPORTED / SIZE)
        return list(zip(found, bonus.tolist(), strict=True))

    def _named(self, column: int, chance: float, nearest: int | None) -> RankedOccupation:
        code = self.index.codes[column]
        matched = self.names.get(code, "") if nearest is None else self.index.titles[nearest]
        return RankedOccupation(code, self.names.get(code, code), chance, confidence_word(chance), matched)


def employment(reference: Reference) -> dict[str, float]:
    """National employment by occupation, persons, where BLS gives it (OEWS)."""
    wages = ((o.code, reference.wage(o.code)) for o in reference.occupations)
    return {code: float(wage.employment) for code, wage in wages if wage and wage.employment}


@lru_cache(maxsize=2)
def title_ranker(reference: Reference | None = None) -> TitleRanker:
    """The ranker over every title of a reference (default: the one that ships), built once (about two seconds)."""
    from gainful.engine.occupations import load_reference

    known = reference or load_reference()
    titles = known.titles
    rows = zip(titles.title, titles.code, strict=True)
    reported = [
        (title, code)
        for title, code, kind in zip(titles.title, titles.code, titles.kind, strict=True)
        if kind == "reported"
    ]
    people = employment(known)
    whole = {code: count for code, count in people.items() if code.endswith(".00")}
    names = {occupation.code: occupation.title for occupation in known.occupations}
    index = TitleIndex(rows, people)
    meaning = TitleMeaning(known, index.codes)
    return TitleRanker(index, names, meaning=meaning, reported=reported, people=whole)


def rank_occupations(
    titles: Sequence[str],
    k: int = 10,
    context: Sequence[str | None] | str | None = None,
    *,
    reference: Reference | None = None,
) -> list[list[RankedOccupation]]:
    """The k likeliest O*NET-SOC occupations of each job title, best first.

    `context` is the text around each title (a posting), or one text for all. A title with no known word gives none.
    """
    around = [context] * len(titles) if context is None or isinstance(context, str) else list(context)
    ranker = title_ranker(reference)
    return [ranker.rank(title, k, text) for title, text in zip(titles, around, strict=True)]
