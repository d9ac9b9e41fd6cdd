"""Which occupations a text's words stand for: its words beside those of O*NET's task statements (BM25).

Only which word stands how often in the tasks of which occupation is kept (scripts/make_work_words.py), no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from gainful.engine.text.encoder import unit
from gainful.engine.text.word_vectors import lines_of, skill_words

TABLE = Path(__file__).parent / "data" / "work_words.npz"
SATURATION, LENGTH = 1.2, 0.6
"""k1 and b of BM25 (Robertson and Zaragoza 2009), their usual values."""
WORD = re.compile(r"[a-z][a-z0-9&/+-]*[a-z0-9]")
SMALL = frozenset(
    """about after all also and any are as at be been before both but by can do each for from has have in into is it
    its may more most must no not of on or other our out over per such than that the their them there these they this
    those to under up use used using we when which who will with within you your work working job year years day days
    week weeks hour hours month months time pay paid full part experience require required requirement prefer preferred
    able ability skill skill need needed one two three new good""".split()  # noqa: SIM905
)


def work_stem(word: str) -> str:
    """The beginning that the forms of a word share: "welds", "welded", "welding" are one."""
    for tail, least in (("ies", 5), ("ing", 6), ("ers", 6), ("ed", 5), ("er", 5), ("es", 5), ("s", 4)):
        if word.endswith(tail) and len(word) >= least and not word.endswith(("ss", "us", "is")):
            word = word[: -len(tail)] + ("y" if tail == "ies" else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def work_words(text: str) -> list[str]:
    """The stems of a text's words that may tell work apart, in their order."""
    found = re.findall(WORD, text.lower().replace("’", "'"))
    parts = (part for word in found for part in re.split(r"[/&+-]", word))
    return [work_stem(word) for word in parts if len(word) > 1 and word not in SMALL]


class WorkWords:
    """Stems of task statements with the occupations they stand in, ready to score a text."""

    def __init__(self, file: Path = TABLE) -> None:
        with np.load(file) as table:
            self.codes = lines_of(table["codes"])
            self.place = {word: row for row, word in enumerate(lines_of(table["words"]))}
            self.offsets, self.columns = table["offsets"], table["columns"]
            counts = table["counts"].astype(np.float32) / 16
            length = table["lengths"].astype(np.float32)
        size = length / length[length > 0].mean()
        spread = SATURATION * (1 - LENGTH + LENGTH * size[self.columns])
        shares = np.diff(self.offsets) / len(self.codes)
        self.rarity = np.log(1 + (1 - shares) / np.maximum(shares, 1e-6)).astype(np.float32)
        self.weights = (counts * (SATURATION + 1) / (counts + spread)).astype(np.float32)

    def score(self, words: Iterable[str]) -> np.ndarray:
        """BM25 of some stems for each occupation in `codes`, float32, divided by the rarity of all known words.

        Between 0 and about 2.2; zero everywhere where no word is known.
        """
        known = sorted({row for word in words if (row := self.place.get(word)) is not None})
        found = np.zeros(len(self.codes), np.float32)
        for row in known:
            stretch = slice(self.offsets[row], self.offsets[row + 1])
            found[self.columns[stretch]] += self.rarity[row] * self.weights[stretch]
        return found / max(float(self.rarity[known].sum()), 1e-6)

    @cached_property
    def _vectors(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """A vector for each stem, each occupation's about the middle of all, and that middle, float32 [..., d].

        A stem has the mean vector of the words with its beginning (text.word_vectors), an occupation the sum of those
        of its tasks. No sentence model is run: held out, both place the same occupations first (docs/methods).
        """
        words = skill_words()
        rows: dict[int, list[int]] = {}
        for word, row in words.vocabulary.items():
            if (place := self.place.get(work_stem(word))) is not None:
                rows.setdefault(place, []).append(row)
        stems = np.zeros((len(self.place), words.vectors.width), np.float32)
        for place, of in rows.items():
            stems[place] = words.vectors[of].mean(axis=0)
        work = np.zeros((len(self.codes), stems.shape[1]), np.float32)
        owner = np.repeat(np.arange(len(self.place)), np.diff(self.offsets))
        np.add.at(work, self.columns, self.weights[:, None] * stems[owner])
        known: np.ndarray = np.asarray(work.any(axis=1))
        work = unit(work)
        middle = work[known].mean(axis=0)
        return stems, unit(np.where(known[:, None], work - middle, 0.0)), middle

    def meaning(self, words: Iterable[str]) -> np.ndarray:
        """Cosine of a text's mean word with the work of each occupation in `codes`, float32; zero without a word."""
        stems, work, middle = self._vectors
        known = sorted({row for word in words if (row := self.place.get(word)) is not None})
        total = stems[known].sum(axis=0)
        if not total.any():
            return np.zeros(len(self.codes), np.float32)
        return np.asarray(work @ unit(unit(total) - middle))

    def of_occupation(self, codes: Collection[str]) -> dict[str, float]:
        """The stems that stand in the tasks of some occupations, each with its rarity among all (natural log odds)."""
        wanted = {column for column, code in enumerate(self.codes) if code in codes}
        words = list(self.place)
        rows = np.repeat(np.arange(len(words)), np.diff(self.offsets))
        mine = np.unique(rows[np.isin(self.columns, list(wanted))])
        return {words[row]: float(self.rarity[row]) for row in mine.tolist()}


@cache
def work_word_table() -> WorkWords:
    """The table that ships, loaded once."""
    return WorkWords()
