"""Scores as their source makes them, and what changed between two assessments. What is unsourced stays unscored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from gainful.engine.support.answers import Answers, asked, live_answers
from gainful.engine.support.instruments import NO_ANSWER, Instrument, Question, ScoreRule


@dataclass(frozen=True, slots=True)
class Score:
    """One score: points and band in its source's words; None and a reason where it cannot be made."""

    rule: ScoreRule
    points: int | None
    band: str
    why_not: str = ""


def scores(instrument: Instrument, answers: Answers, topics: Collection[str] | None = None) -> list[Score]:
    """Return every score of the topics that were asked; one with an item missing has no points and says why."""
    live = live_answers(instrument, answers, topics)
    reached = {question.id for question in asked(instrument, answers, topics)}
    return [
        _score(rule, live, reached) for rule in instrument.scores if topics is None or rule.topic in topics
    ]


def _score(rule: ScoreRule, live: Answers, reached: Collection[str]) -> Score:
    total = 0
    for name, values in rule.points.items():
        if name not in reached:
            total += min(values.values())  # the skip of the source: who said no is not asked how often
            continue
        given = live.get(name)
        if given is None or str(given) in NO_ANSWER:
            return Score(rule, None, "", "Not every question of it was answered.")
        total += values[str(given)]
    return Score(rule, total, next(band.words for band in rule.bands if band.low <= total <= band.high))


@dataclass(frozen=True, slots=True)
class Change:
    """How one score or one answer went from an earlier assessment to a later one."""

    topic: str
    title: str
    before: str
    after: str
    direction: str
    """`better`, `worse`, `same`, or `changed` where nothing says which way is better."""


def comparable(now: Instrument, then: Instrument) -> Instrument:
    """Return of an instrument what another version asked in the same words, with the scores that both make alike.

    A question counts where all that it hangs on does, too: else nobody knows whether it was asked.
    """
    if (now.code, now.version) == (then.code, then.version):
        return now
    same: dict[str, Question] = {}
    for question in now.questions:
        before = question.asked_if
        if then.question(question.id) == question and (before is None or before.question in same):
            same[question.id] = question
    alike = [rule for rule in now.scores if rule in then.scores and set(rule.points) <= set(same)]
    return replace(now, questions=tuple(same.values()), scores=tuple(alike))


def changes(
    instrument: Instrument, before: Answers, after: Answers, topics: Collection[str] | None = None
) -> list[Change]:
    """Return what differs between two assessments with one instrument: scores first, then plain answers.

    A direction is stated for scores alone, by their source; a plain answer has just changed.
    """
    old = {score.rule.id: score for score in scores(instrument, before, topics)}
    found = []
    for score in scores(instrument, after, topics):
        earlier = old.get(score.rule.id)
        if earlier is None or earlier.points is None or score.points is None:
            continue
        found.append(
            Change(score.rule.topic, score.rule.title, earlier.band, score.band, _direction(score, earlier))
        )
    first, second = live_answers(instrument, before, topics), live_answers(instrument, after, topics)
    scored = {name for rule in instrument.scores for name in rule.points}
    for question in instrument.questions:
        one, two = first.get(question.id), second.get(question.id)
        if question.id in scored or one == two or one is None or two is None:
            continue
        found.append(
            Change(question.topic, question.text, question.words(one), question.words(two), "changed")
        )
    return found


def _direction(later: Score, earlier: Score) -> str:
    now, then = later.points or 0, earlier.points or 0  # the caller skips scores without points
    if now == then:
        return "same"
    rises = now > then
    return "better" if rises == (later.rule.higher_is == "better") else "worse"


def wanted(instrument: Instrument, answers: Answers, topics: Collection[str] | None = None) -> list[str]:
    """Return the topics with which the person said that they want help now, in the instrument's order."""
    live = live_answers(instrument, answers, topics)
    return [topic.id for topic in instrument.topics if _wants(live, topic.id)]


def _wants(live: Answers, topic: str) -> bool:
    return live.get(f"want_{topic}") == "now"
