"""Which questions are asked, what an answer may be, how far an assessment is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from gainful.engine.support.instruments import MOST_TEXT, Instrument, Question

Answer: TypeAlias = "str | int | list[str] | None"
Answers = Mapping[str, object]
"""By question: a value, a list of values, a number or a text; a question that is not there was not answered."""


MOST_DIGITS = 20


class AnswerError(ValueError):
    """An answer that is none to its question: `question` says to which, `code` and `values` say why in any language."""

    def __init__(self, message: str, question: str, code: str, **values: int) -> None:
        super().__init__(message)
        self.message, self.question, self.code, self.values = message, question, code, values


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether a question is asked, given the answers so far."""
    when = question.asked_if
    if when is None:
        return True
    given = answers.get(when.question)
    values = {str(item) for item in given} if isinstance(given, list) else {str(given)}
    return given is not None and not values.isdisjoint(when.any_of)


def asked(instrument: Instrument, answers: Answers, topics: Collection[str] | None = None) -> list[Question]:
    """Return the questions to ask in their order: of these topics (None: all), as far as the answers lead to them.

    An answer counts for what follows only while its own question is asked, so changing one mind hides the whole chain.
    """
    live: dict[str, object] = {}
    found = []
    for question in instrument.questions:
        if (topics is not None and question.topic not in topics) or not is_asked(question, live):
            continue
        found.append(question)
        if question.id in answers:
            live[question.id] = answers[question.id]
    return found


def live_answers(
    instrument: Instrument, answers: Answers, topics: Collection[str] | None = None
) -> dict[str, object]:
    """Return the answers that count: not those whose question has fallen away since."""
    return {item.id: answers[item.id] for item in asked(instrument, answers, topics) if item.id in answers}


def clean(question: Question, given: object) -> Answer:
    """Return an answer as it is stored; None for nothing given. AnswerError where it is none to the question."""
    if question.kind == "many":
        return _many(question, given)
    text = str(given if given is not None else "").strip()
    if not text:
        return None
    if question.kind == "text":
        if len(text) > MOST_TEXT:
            raise AnswerError(f"Write at most {MOST_TEXT} signs.", question.id, "long", most=MOST_TEXT)
        return text
    if question.kind == "number":
        return _number(question, text)
    if text not in question.values:
        raise AnswerError("Choose one of the answers.", question.id, "choice")
    return text


def _many(question: Question, given: object) -> list[str] | None:
    several = given if isinstance(given, list | tuple) else [given]
    values = [str(item) for item in several if item not in {"", None}]
    if strange := set(values) - question.values:
        raise AnswerError(f"“{min(strange)[:40]}” is none of the answers.", question.id, "choice")
    return [value for value, _words in question.options if value in values] or None


def _number(question: Question, text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise AnswerError("Write a whole number.", question.id, "number")
    number = int(text) if len(text) <= MOST_DIGITS else question.highest + 1
    if not question.lowest <= number <= question.highest:
        low, high = question.lowest, question.highest
        raise AnswerError(f"Write a number from {low} to {high}.", question.id, "range", low=low, high=high)
    return number


def progress(
    instrument: Instrument, answers: Answers, topics: Collection[str] | None = None
) -> tuple[int, int]:
    """Return how many of the questions that are asked now have an answer, and how many there are."""
    found = asked(instrument, answers, topics)
    return sum(item.id in answers for item in found), len(found)
