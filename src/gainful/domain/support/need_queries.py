"""What others may read of needs assessments: what was said, scores with their source, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from gainful.domain.participants.models import Participant
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import JOBS
from gainful.domain.support.errors import SupportError
from gainful.domain.support.instruments import instrument_of
from gainful.domain.support.models import Assessment
from gainful.domain.support.states.needs import AssessmentState, Moment
from gainful.engine.support.answers import live_answers, progress
from gainful.engine.support.instruments import Instrument, Question, Topic
from gainful.engine.support.scoring import Change, Score, changes, comparable, scores, wanted

MOST = 50
AFTER_HIRE = timedelta(days=90)
"""How long after the first day the questions are those after the hire (assumption)."""


@dataclass(frozen=True, slots=True)
class Said:
    """One topic of an assessment: what was said in words, and what its scores say."""

    topic: Topic
    lines: tuple[tuple[Question, str], ...]
    scores: tuple[Score, ...]
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """An assessment as a reader may see it; `changes` compare it with the finished one before."""

    assessment: Assessment
    instrument: Instrument
    said: tuple[Said, ...]
    changes: tuple[Change, ...]
    answered: int
    questions: int
    hidden: int
    """Topics that were asked and whose answers the reader may not see."""
    is_other_version: bool = False
    """Whether the questions were changed since the assessment before: only what is asked alike is compared."""

    @property
    def wanted(self) -> list[Topic]:
        """The topics with which the person wants help now."""
        return [each.topic for each in self.said if each.is_wanted]


def assessments_of(person: Participant) -> list[Assessment]:
    """Return a person's assessments that the actor may see, the newest first, at most fifty."""
    found = Assessment.objects.filter(participant=person).select_related("organization", "participant")
    return list(found.prefetch_related("answers").order_by("-started_at", "id")[:MOST])


def next_moment(person: Participant) -> str:
    """Return when needs are asked if they are asked now: first, before a job begins, after it began, or again."""
    finished = Assessment.objects.filter(participant=person, state=AssessmentState.FINISHED)
    last = finished.order_by("-finished_at").values_list("finished_at", flat=True).first()
    if last is None:
        return Moment.ENROLMENT
    today = timezone.localdate()
    first_day = Placement.objects.filter(
        participant=person, taken_back_at=None, kind__in=sorted(JOBS), starts_on__gt=today - AFTER_HIRE
    ).order_by("-starts_on").values_list("starts_on", flat=True).first()  # fmt: skip
    if first_day is None:
        return Moment.AGAIN
    if first_day > today:
        return Moment.BEFORE_HIRE
    return Moment.AFTER_HIRE if timezone.localdate(last) < first_day else Moment.AGAIN


def assessment(assessment_id: Any) -> Assessment | None:
    """Return one assessment with its answers, or None."""
    found = Assessment.objects.select_related("organization", "participant").prefetch_related("answers")
    return found.filter(pk=assessment_id).first()


def answers_of(row: Assessment) -> dict[str, Any]:
    """Return the answers that the actor may see, by question."""
    return {answer.question: answer.value for answer in row.answers.all()}


def earlier(row: Assessment) -> Assessment | None:
    """Return the finished assessment before this one, with any version of the same instrument, or None."""
    found = Assessment.objects.filter(
        participant=row.participant_id, organization=row.organization_id, instrument=row.instrument,
        state=AssessmentState.FINISHED, started_at__lt=row.started_at,
    ).select_related("organization")  # fmt: skip
    return found.prefetch_related("answers").order_by("-started_at", "id").first()


def overview(row: Assessment, *, sees_sensitive: bool = True) -> Overview:
    """Return an assessment in words: only what the database shows of it."""
    instrument, answers = instrument_of(row), answers_of(row)
    shown = [t for t in row.topics if sees_sensitive or t not in instrument.sensitive_topics]
    live = live_answers(instrument, answers, shown)
    before = earlier(row)
    changed = () if before is None else _changed(row, before, instrument, shown)
    made, want = scores(instrument, answers, shown), set(wanted(instrument, answers, shown))
    said = tuple(
        Said(
            topic,
            tuple(
                (q, q.words(live[q.id])) for q in instrument.questions if q.topic == topic.id and q.id in live
            ),
            tuple(score for score in made if score.rule.topic == topic.id),
            topic.id in want,
        )
        for topic in instrument.topics
        if topic.id in shown
    )
    answered, questions = progress(instrument, answers, shown)
    other = before is not None and before.version != row.version
    return Overview(row, instrument, said, changed, answered, questions, len(row.topics) - len(shown), other)


def _changed(
    row: Assessment, before: Assessment, instrument: Instrument, shown: Sequence[str]
) -> tuple[Change, ...]:
    """Return what differs from the assessment before; nothing where its questions are not here any more."""
    try:
        then = instrument if before.version == row.version else instrument_of(before)
    except SupportError:
        return ()
    return tuple(changes(comparable(instrument, then), answers_of(before), answers_of(row), shown))
