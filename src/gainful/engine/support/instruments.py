"""Needs instruments as versioned data: questions, when each is asked, scores with their source.

A score stands only where a published source says how to make it; every other answer is shown as it was given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
KINDS = ("one", "many", "number", "text")
NO_ANSWER = ("unknown", "declined")
"""Answers that say nothing: no score counts them, and nobody is asked twice for them."""
MOST_TEXT = 1000


class InstrumentError(ValueError):
    """An instrument that cannot be used: the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of life that is asked about; `sensitive` answers need a consent of their own."""

    id: str
    label: str
    sensitive: bool
    barrier: str
    """The support need of the record that it leads to; empty where there is none."""
    help: str
    """Where to turn at once, in words that the person reads."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is asked only where an earlier one was answered with one of these."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `options` are (value, words); `source` says who wrote it and under which licence."""

    id: str
    topic: str
    text: str
    kind: str
    options: tuple[tuple[str, str], ...]
    asked_if: Condition | None
    source: str
    lowest: int = 0
    highest: int = 0

    @property
    def values(self) -> frozenset[str]:
        """The values that may be chosen."""
        return frozenset(value for value, _words in self.options)

    def words(self, value: object) -> str:
        """Return an answer in words."""
        labels = dict(self.options)
        if isinstance(value, list):
            return "; ".join(labels.get(str(item), str(item)) for item in value)
        return labels.get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a score in the words of its source; `low` and `high` belong to it."""

    low: int
    high: int
    words: str


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """How answers become points, as the source says; `points` is by question, then by value."""

    id: str
    topic: str
    title: str
    points: Mapping[str, Mapping[str, int]]
    bands: tuple[Band, ...]
    source: str
    higher_is: str
    """`worse` or `better`: which way a change goes."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of an instrument in one language."""

    code: str
    version: int
    title: str
    language: str
    reading_grade: float | None
    """Flesch-Kincaid grade of its questions; None where nobody measured it."""
    reading_source: str
    licence: str
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    scores: tuple[ScoreRule, ...]

    def topic(self, topic_id: str) -> Topic:
        """Return a topic; KeyError where there is none."""
        return {item.id: item for item in self.topics}[topic_id]

    def question(self, question_id: str) -> Question | None:
        """Return a question, or None."""
        return next((item for item in self.questions if item.id == question_id), None)

    @property
    def topic_ids(self) -> frozenset[str]:
        """The ids of all topics."""
        return frozenset(item.id for item in self.topics)

    @property
    def sensitive_topics(self) -> frozenset[str]:
        """The ids of the topics whose answers need a consent of their own."""
        return frozenset(item.id for item in self.topics if item.sensitive)

    def is_sensitive(self, question_id: str) -> bool:
        """Whether the answer to a question is sensitive; an unknown question is."""
        found = self.question(question_id)
        return found is None or found.topic in self.sensitive_topics


@dataclass(frozen=True, slots=True)
class Preset:
    """Which topics are asked first of a population; an agency may change it."""

    code: str
    name: str
    topics: tuple[str, ...]
    why: str


def read_instrument(text: str) -> Instrument:
    """Return the instrument that a TOML text describes; InstrumentError where it cannot be used."""
    try:
        return instrument_from(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InstrumentError(f"This is no TOML: {error}") from error


def instrument_from(values: Mapping[str, object]) -> Instrument:
    """Return the instrument of plain values; InstrumentError names the entry that is wrong."""
    data: Mapping[str, Any] = values  # a table of TOML; what is not as it should be fails below
    try:
        sets = {
            name: tuple((str(v), str(w)) for v, w in rows) for name, rows in data.get("choices", {}).items()
        }
        made = Instrument(
            str(data["code"]), int(data["version"]), str(data["title"]), str(data["language"]),
            data.get("reading_grade"), str(data.get("reading_source", "")), str(data["licence"]),
            tuple(_topic(row) for row in data["topic"]),
            tuple(_question(row, sets) for row in data["question"]),
            tuple(_score(row) for row in data.get("score", ())),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InstrumentError):
            raise
        raise InstrumentError(f"An entry is missing or is no such value: {error}") from error
    _check(made)
    return made


def _topic(values: Mapping[str, object]) -> Topic:
    row: Mapping[str, Any] = values  # as in `instrument_from`
    return Topic(
        row["id"],
        row["label"],
        bool(row.get("sensitive", False)),
        row.get("barrier", ""),
        row.get("help", ""),
    )


def _question(values: Mapping[str, object], sets: Mapping[str, tuple[tuple[str, str], ...]]) -> Question:
    row: Mapping[str, Any] = values  # as in `instrument_from`
    options = (
        sets[row["choices"]]
        if "choices" in row
        else tuple((str(v), str(w)) for v, w in row.get("options", ()))
    )
    when = row.get("asked_if")
    return Question(
        row["id"], row["topic"], row["text"], row.get("kind", "one"), options,
        Condition(when["question"], tuple(when["any"])) if when else None, row["source"],
        int(row.get("lowest", 0)), int(row.get("highest", 0)),
    )  # fmt: skip


def _score(given: Mapping[str, object]) -> ScoreRule:
    row: Mapping[str, Any] = given  # as in `instrument_from`
    points = {
        question: {str(v): int(n) for v, n in values.items()} for question, values in row["points"].items()
    }
    bands = tuple(Band(int(low), int(high), str(words)) for low, high, words in row["bands"])
    return ScoreRule(
        row["id"], row["topic"], row["title"], points, bands, row["source"], row.get("higher_is", "worse")
    )


def _check(made: Instrument) -> None:
    """Refuse what could not be asked or scored."""
    ids = [question.id for question in made.questions]
    if len(set(ids)) < len(ids):
        raise InstrumentError("Two questions have one id.")
    if made.version < 1:
        raise InstrumentError("A version is a whole number from 1.")
    for place, question in enumerate(made.questions):
        _check_question(made, question, ids[:place])
    for rule in made.scores:
        _check_score(made, rule)


def _check_question(made: Instrument, question: Question, earlier: list[str]) -> None:
    where = f"Question “{question.id}”"
    if question.topic not in made.topic_ids:
        raise InstrumentError(f"{where}: there is no topic “{question.topic}”.")
    if question.kind not in KINDS:
        raise InstrumentError(f"{where}: “{question.kind}” is no kind; use {', '.join(KINDS)}.")
    if question.kind in {"one", "many"} and len(question.options) < 2:
        raise InstrumentError(f"{where}: give at least two options.")
    if not question.source.strip():
        raise InstrumentError(f"{where}: say where it comes from.")
    if question.asked_if is None:
        return
    if question.asked_if.question not in earlier:
        raise InstrumentError(f"{where}: it can only hang on an earlier question.")
    on = made.question(question.asked_if.question)
    if on is not None and (strange := set(question.asked_if.any_of) - on.values):
        raise InstrumentError(f"{where}: “{min(strange)}” is no answer to “{on.id}”.")


def _check_score(made: Instrument, rule: ScoreRule) -> None:
    where = f"Score “{rule.id}”"
    if not rule.source.strip():
        raise InstrumentError(f"{where}: a score needs a published source; leave it out instead.")
    if rule.higher_is not in {"worse", "better"}:
        raise InstrumentError(f"{where}: `higher_is` is worse or better.")
    for name, values in rule.points.items():
        question = made.question(name)
        if question is None:
            raise InstrumentError(f"{where}: there is no question “{name}”.")
        if question.kind != "one":
            raise InstrumentError(f"{where}: “{name}” is not answered with one choice.")
        if missing := question.values - set(values) - set(NO_ANSWER):
            raise InstrumentError(f"{where}: say how many points “{min(missing)}” of “{name}” is.")
    reach = _reach(rule)
    stretches = [number for band in rule.bands for number in range(band.low, band.high + 1)]
    if sorted(stretches) != list(reach):
        raise InstrumentError(
            f"{where}: its bands must hold each number from {reach[0]} to {reach[-1]} once."
        )


def _reach(rule: ScoreRule) -> range:
    low = sum(min(values.values()) for values in rule.points.values())
    return range(low, sum(max(values.values()) for values in rule.points.values()) + 1)


@cache
def packaged_instruments() -> tuple[Instrument, ...]:
    """Return every version that comes with Gainful, oldest first."""
    found = [read_instrument(path.read_text(encoding="utf-8")) for path in DATA.glob("instrument-*.toml")]
    return tuple(sorted(found, key=lambda item: (item.code, item.version, item.language)))


@cache
def packaged_presets() -> tuple[Preset, ...]:
    """Return the presets for populations that come with Gainful."""
    rows = tomllib.loads((DATA / "presets.toml").read_text(encoding="utf-8"))["preset"]
    return tuple(Preset(row["code"], row["name"], tuple(row["topics"]), row["why"]) for row in rows)
