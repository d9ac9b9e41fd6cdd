"""Which topics of a codebook an answer may be about, learned from answers whose topics are known.

A suggestion for whoever settles a reading, never a reading: people read the words of an answer. English only, like the
model. Ridge regression (Hoerl & Kennard 1970) of topics on sentence vectors, solved anew from the examples at hand, so
that an agency's own codes and settled answers count at once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from gainful.engine.text.encoder import encode

PENALTY = 2.0
LIKELY = 0.32
"""Least score of a suggestion. Both were chosen on the open answers, each left out in its turn (bench/topics.py)."""
MOST = 3
"""Topics suggested for one answer."""
RIGHT, SUGGESTED, HELD_OUT, RECALL = 18, 22, 46, 0.375
"""Of the answers held out: right suggestions, all suggestions, the answers (bench/topics.py); share of topics found."""
ANSWERS = Path(__file__).parent / "data" / "answers.csv"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as a codebook says it, with answers that show it."""

    key: str
    name: str
    definition: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that an answer may be about, and how much speaks for it (about 0 to 1)."""

    key: str
    score: float


STARTER: tuple[Topic, ...] = (
    Topic("pay", "Pay", "Wages, raises and whether the pay is enough to live on", (
        "The pay is too low to cover my rent.", "I got a raise after three months and it helps a lot.",
        "They pay me less than they promised.", "We cannot raise the starting wage this year.",
        "My paycheck was short again.",
    )),
    Topic("hours", "Hours and schedule", "Shifts, overtime, too many or too few hours, schedules that change", (
        "My shifts change every week and I find out the night before.", "I only get twenty hours a week.",
        "Night shift is wearing me out.", "She could not work the weekends that we need.",
        "The regular daytime schedule suits me.",
    )),
    Topic("transport", "The way to work", "Getting to work: car, bus, distance, gas and parking", (
        "The bus does not run early enough for my shift.", "My car broke down and I missed two days.",
        "It takes me two hours each way.", "He is late because he depends on rides from others.",
        "Gas for the drive eats up my money.",
    )),
    Topic("care", "Care for family", "Child care, and care for parents or others at home", (
        "I have nobody to watch my kids when school is out.", "Day care costs as much as I earn.",
        "I look after my mother in the mornings.", "She had to leave early because her child was sick.",
        "Finding a sitter for evenings is hard.",
    )),
    Topic("work", "The work itself", "What the tasks are like: interesting, boring, heavy, meaningful", (
        "I love taking care of the residents.", "The work is boring, the same thing all day.",
        "Lifting all day is hard on the body.", "It feels good to make something with my hands.",
        "The job is not what I thought it would be.",
    )),
    Topic("team", "Supervisor and team", "How people at work treat each other: bosses, coworkers, respect, language", (
        "My supervisor listens to me and explains things.", "My coworkers make fun of my accent.",
        "The boss yells at us.", "Everybody on the floor helped me in the first weeks.",
        "He gets along well with the whole crew.",
    )),
    Topic("training", "The training", "What the program's classes were like: too short, useful, teachers, materials", (
        "The class was too short to practice what we learned.", "The training prepared me well for the first day.",
        "Our teacher knew the trade and took time for each of us.", "We never used the machine that the plant has.",
        "More time in the lab would have helped.",
    )),
    Topic("skills", "Skills that are missing", "Knowledge or skills that the job needs and that somebody lacks", (
        "She does not know how to use our charting software.", "He cannot read a drawing or a tape measure.",
        "I wish I knew more about computers.", "They need stronger math before they come to us.",
        "Phone manners and written English are weak.",
    )),
    Topic("conduct", "Reliability and conduct", "Being on time, showing up, effort and attitude, good or bad", (
        "He is always on time and never misses a shift.", "She did not call when she was absent.",
        "He is on his phone too much.", "A hard worker with a good attitude.",
        "Too many no-shows in the first month.",
    )),
    Topic("support", "Help from coach and agency", "Help that the coach or the agency gave, or should have given", (
        "My coach called every week and kept me going.", "Nobody from the program returned my calls.",
        "They paid for my work boots.", "I wish someone had checked on me after I started.",
        "The agency answers quickly when we have a question.",
    )),
    Topic("growth", "Promotion and next steps", "Chances to move up, further education, certificates, career plans", (
        "I want to become a nurse and go back to school.", "There is no way to move up here.",
        "They offered me a lead position.", "We would like to promote him next year.",
        "I am studying for my license.",
    )),
    Topic("benefits", "Benefits", "Health insurance, paid leave, retirement and other benefits", (
        "The job comes with health insurance.", "I have no sick days.", "Benefits only start after ninety days.",
        "I can finally save for retirement.", "There is no paid time off.",
    )),
    Topic("health", "Health and safety", "Injury, illness, stress, and whether the work place is safe", (
        "I hurt my back at work.", "The stress is making me sick.", "They do not give us gloves or masks.",
        "I had surgery and could not work.", "The machines have no guards.",
    )),
    Topic("search", "Finding a job", "Looking for work: applications, interviews, no answers, background checks", (
        "I applied to thirty jobs and nobody called.", "My record keeps me from getting hired.",
        "I have an interview next week.", "I am still looking for work.",
        "They want experience and I have none.",
    )),
)  # fmt: skip
"""The codebook that Gainful comes with; an agency changes it as it likes."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer and the topics that people gave it."""

    text: str
    keys: frozenset[str]
    held_out: bool = False


@cache
def labelled_answers() -> tuple[Labelled, ...]:
    """Return the answers that Gainful comes with, those held out too (data/answers.md)."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Labelled(row["text"], frozenset(filter(None, row["first"].split(";"))), row["held_out"] == "yes")
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=8)
def _vectors(texts: tuple[str, ...]) -> np.ndarray:
    return encode(texts)


def examples_of(topics: Sequence[Topic], settled: Iterable[Labelled] = ()) -> list[Labelled]:
    """Return what is learned from: each topic's words, the shipped open answers, what an agency settled."""
    shipped = {topic.key: topic.examples for topic in STARTER}
    words = [
        Labelled(text, frozenset({topic.key}))
        for topic in topics
        for text in dict.fromkeys((topic.definition, *topic.examples, *shipped.get(topic.key, ())))
    ]
    return [*words, *(one for one in labelled_answers() if not one.held_out), *settled]


def scores(texts: Sequence[str], topics: Sequence[Topic], examples: Sequence[Labelled]) -> np.ndarray:
    """Return how much speaks for each topic of each text (float64 [texts, topics])."""
    if not texts or not topics or not examples:
        return np.zeros((len(texts), len(topics)))
    known = _vectors(tuple(one.text for one in examples)).astype(float)
    given = truth([one.keys for one in examples], topics)
    return fitted(known, given, encode(list(texts)).astype(float))


def truth(keys: Sequence[AbstractSet[str]], topics: Sequence[Topic]) -> np.ndarray:
    """Return topics as ones and zeros (float64 [answers, topics])."""
    return np.array([[topic.key in one for topic in topics] for one in keys], float).reshape(-1, len(topics))


def fitted(known: np.ndarray, given: np.ndarray, asked: np.ndarray, penalty: float = PENALTY) -> np.ndarray:
    """Return what a ridge regression of `given` on the vectors `known` says of the vectors `asked`."""
    middle, usual = known.mean(0), given.mean(0)
    centred = known - middle
    weights = np.linalg.solve(centred @ centred.T + penalty * np.eye(len(known)), given - usual)
    return np.asarray((asked - middle) @ centred.T @ weights + usual)


def suggest(
    texts: Sequence[str], topics: Sequence[Topic], settled: Iterable[Labelled] = (), least: float = LIKELY
) -> list[list[Suggestion]]:
    """Return at most three topics of each text, the likest first; none where too little speaks for any."""
    told = scores(texts, topics, examples_of(topics, settled))
    return [chosen(row, topics, least) for row in told]


def chosen(row: np.ndarray, topics: Sequence[Topic], least: float = LIKELY) -> list[Suggestion]:
    """Return the suggestions of one text by its scores."""
    order = [int(place) for place in np.argsort(-row) if row[place] >= least]
    return [Suggestion(topics[place].key, float(row[place])) for place in order[:MOST]]
