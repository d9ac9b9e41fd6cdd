"""Job titles → O*NET-SOC occupations: votes of known titles, a learned reading of words, and meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.titles.index import TitleIndex
from gainful.engine.titles.meaning import TitleMeaning
from gainful.engine.titles.model import TitleModel, title_model
from gainful.engine.titles.words import SHORT, core_words, title_forms
from gainful.engine.titles.work_words import work_word_table, work_words

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
SIGNS = (
    "votes of similar titles",
    "votes of the very title",
    "learned",
    "tasks",
    "described",
    "own and reported names",
    "learned, words of the posting",
    "words of tasks",
    "meaning of the posting",
)
"""What `TitleRanker.signs` measures of each occupation, log chances and likenesses."""
ALONE = np.array([VOTES, VOTES_OF_KNOWN, LEARNED, TASKS, DESCRIBED, 1.0, 0.0, 0.0, 0.0])
IN_POSTING = np.array([0.17, 0.66, 0.46, 3.26, 5.75, 0.79, 1.05, 9.68, 3.95])
"""Weights of the signs of a title alone, and of one in a posting (scripts/fit_posting_weights.py)."""
READ = 1_500
"""Characters of a posting whose words are read."""
TITLE_SIGNS = (0, 1, 2, 5)
"""The signs that a title's words give."""
VAGUE = 0.1
"""A title of which no occupation has this share of the votes says little ("Machine Operator" stands in 43): its signs
count for less (by the root of what is lacking), so that the work decides."""
SURE, LIKELY = 0.75, 0.4
"""Least chance for each confidence word; docs/methods gives how often each is right."""
TRADE_OF_APPRENTICES = 4.0
"""Log chances that helpers lose to the trade in an apprentice's posting: the 2018 SOC classes apprentices with the
occupation they are trained for, helpers apart, where O*NET's alternate titles have some apprentices as helpers. A title
that helpers report as theirs stays with them."""
_LEARNERS = frozenset({"apprentice", "trainee", "helper", "worker"})
"""Words that alone say no trade."""
_INITIALS = re.compile(r"(?<!\()\b[A-Z]{3,5}\b")
_WITH_INITIALS = re.compile(r"(.+) \(([A-Z]{3,5})\)")
TOLD = 12
"""Words of work from which a posting tells what is done."""
SURE_IN_POSTING, SUPPORT = 0.7, 25
"""In a posting the work must speak for it too: the occupation is among as many by the words of tasks and by meaning."""

SURE_BY_TITLE, SUPPORT_BY_TITLE = 0.85, 100
"""A likelier title needs less of the work: chosen on the fitted postings and 70 written later. Every score of
either half of those 70 was looked at before choosing, so neither half checks it; docs/methods has unseen ones'."""


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
        self.helpers = np.array([names.get(code, "").startswith("Helpers--") for code in self.index.codes])
        whole = (_WITH_INITIALS.fullmatch(title) for title in self.index.titles)
        self.initials = {found[2]: found[1] for found in whole if found and found[2].lower() not in SHORT}
        self._task_columns: np.ndarray | None = None
        self.reported: dict[tuple[str, ...], dict[int, float]] = {}
        for title, code in reported:
            if code in place:
                known = float((people or {}).get(code, np.nan))
                self.reported.setdefault(core_words(title), {})[place[code]] = known

    def learned(self, title: str) -> np.ndarray:
        """Log chances by index column: the mean over the title's readings."""
        readings = [core_words(form) for form in title_forms(title)]
        logs = np.mean([self.model.log_chances(words) for words in dict.fromkeys(readings)], axis=0)
        return self._by_column(logs, float(logs.min()))

    def _by_column(self, values: np.ndarray, otherwise: float) -> np.ndarray:
        """Values in the order of the learned model's codes as those of the index's."""
        by_column = np.full(len(self.index.codes), otherwise)
        known = self.columns >= 0
        by_column[self.columns[known]] = values[known]
        return by_column

    def signs(self, title: str, scores: np.ndarray, shares: np.ndarray, context: str | None) -> np.ndarray:
        """What speaks for each occupation, float64 [codes, signs], in the order of SIGNS."""
        found = np.zeros((len(self.index.codes), len(SIGNS)))
        known = float(scores.max()) >= KNOWN
        found[:, 1 if known else 0] = np.log(np.maximum(shares, np.exp(LOWEST)))
        found[:, 2] = self.learned(title)
        for column, likeness in zip((3, 4), self.meaning.likeness(title), strict=False):
            found[:, column] = likeness
        for column in self.own.get(core_words(title), ()):
            found[column, 5] += OWN_NAME
        for column, bonus in self._reported(core_words(title)):
            found[column, 5] += bonus
        if context:
            text = context[:READ]
            logs = self.model.log_chances_of_text(core_words(text))
            found[:, 6] = self._by_column(logs, float(logs.min()))
            table, words = work_word_table(), work_words(text)
            found[:, TITLE_SIGNS] *= min(1.0, float(shares.max()) / VAGUE) ** 0.5
            found[:, 7:9] = self._by_task_column(np.stack([table.score(words), table.meaning(words)], axis=1))
        return found

    def _by_task_column(self, values: np.ndarray) -> np.ndarray:
        """Values in the order of the table of task words as those of the index's codes, zero where it has no tasks."""
        table = work_word_table()
        if self._task_columns is None:
            place = {code: column for column, code in enumerate(table.codes)}
            self._task_columns = np.array([place.get(code, -1) for code in self.index.codes], np.int64)
        return np.vstack([values, np.zeros_like(values[:1])])[self._task_columns]

    def rank(self, title: str, k: int, context: str | None = None) -> list[RankedOccupation]:
        """The k likeliest occupations, best first; none where no word of the title is known."""
        if not any(character.isalpha() for character in title):
            return []
        title = self.index.parted(self._spelled_out(title) if context else title)
        scores, shares = self.index.tally(title)
        if not shares.any() and not any(word in self.model.features for word in core_words(title)):
            return []
        signs = self.signs(title, scores, shares, context)
        logs = signs @ (IN_POSTING if context else ALONE)
        if context and "apprentice" in core_words(title):
            logs = logs - TRADE_OF_APPRENTICES * (self.helpers & (signs[:, 5] <= 0.0))
        chances = np.exp(logs - np.logaddexp.reduce(logs))
        best = np.argsort(-chances, kind="stable")[:k]
        named = [self._named(int(c), float(chances[c]), self.index.loudest(scores, int(c))) for c in best]
        if not context:
            return named
        told = len(set(work_words(context[:READ]))) >= TOLD
        core = core_words(title)
        read = 2 * sum(word in self.model.features for word in core) > len(core)
        read = read and not _LEARNERS.issuperset(core)
        return [_supported(named[0], signs, int(best[0]), told=told, read=read), *named[1:]]

    def _spelled_out(self, title: str) -> str:
        """The title with initials that O*NET has behind whole titles in words ("SLP"), not among capitals."""
        if title.isupper() and " " in title:
            return title
        return _INITIALS.sub(lambda found: self.initials.get(found.group(), found.group()), title)

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


def _supported(
    first: RankedOccupation, signs: np.ndarray, column: int, *, told: bool, read: bool
) -> RankedOccupation:
    """The first occupation of a posting: sure only where the words and the meaning of its work agree with the title.

    A posting that tells little of the work (`told`) is sure only where the very title is known; a title that is half
    strange words (`read`) is never.
    """
    told = told or bool(signs[column, 5] > OWN_NAME - 0.01)
    ahead = [int((signs[:, sign] > signs[column, sign]).sum()) for sign in (7, 8)]
    agrees = first.score >= SURE_IN_POSTING and max(ahead) < SUPPORT
    likely = first.score >= SURE_BY_TITLE and min(ahead) < SUPPORT_BY_TITLE
    if read and told and (agrees or likely):
        return replace(first, confidence_word="sure")
    return replace(first, confidence_word="likely" if first.score >= LIKELY else "guess")


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
