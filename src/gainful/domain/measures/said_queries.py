"""What others may read of what people say: answers to code, agreement of coders, topics, quotes, what was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.expressions import Subquery
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.models import Curriculum
from gainful.domain.measures.access import require
from gainful.domain.measures.models import (
    Codebook,
    Coding,
    FollowUp,
    FollowUpAnswer,
    Improvement,
    Settlement,
)
from gainful.domain.measures.models.follow_ups import WaveSide
from gainful.domain.measures.states import CodebookState, FollowUpState
from gainful.domain.organizations.models import Organization
from gainful.domain.programs.models import Program
from gainful.engine.disclosure.protect import RULE
from gainful.engine.text.agreement import Agreement, agreement
from gainful.engine.text.topics import Labelled, Suggestion, Topic, suggest

MOST_SETTLED = 300
"""Settled answers that suggestions are learned from, the newest first."""
SMALLEST = RULE.smallest
"""A topic of fewer answers of one side shows no quote: whoever knows the people could tell who said it."""


def codebook_in_use(organization: Organization) -> Codebook | None:
    """Return the version that answers are coded by now, or None."""
    return Codebook.objects.filter(organization=organization, state=CodebookState.IN_USE).first()


def draft_codebook(organization: Organization) -> Codebook | None:
    """Return the version that is being drafted, or None."""
    return Codebook.objects.filter(organization=organization, state=CodebookState.DRAFT).first()


def codebooks(actor: Actor) -> QuerySet[Codebook]:
    """Return the versions of the actor's agency with their topics, the newest first."""
    found = Codebook.objects.filter(organization=actor.organization).select_related("made_by")
    return found.prefetch_related("codes").order_by("-number")


def newest_text(organization: Organization) -> QuerySet[FollowUpAnswer]:
    """Return answers with words in them that count: the newest of each question, not said of a wrong person."""
    newest = (
        FollowUpAnswer.objects.filter(follow_up=OuterRef("follow_up")).order_by("-at", "-id").values("pk")[:1]
    )
    found = FollowUpAnswer.objects.filter(
        ~Q(words="") | ~Q(missing=""),
        follow_up__organization=organization,
        follow_up__state=FollowUpState.ANSWERED,
        pk=Subquery(newest),
    )
    return found.select_related("follow_up", "follow_up__participant").order_by("at", "id")


def text_of(answer: FollowUpAnswer) -> str:
    """Return what somebody said in words, the skills that an employer misses first."""
    return "\n".join(filter(None, (answer.missing, answer.words)))


def said_twice(answer: FollowUpAnswer, book: Codebook) -> bool:
    """Whether two coders read this answer."""
    return Coding.objects.filter(answer=answer, codebook=book).count() == 2


def to_code(book: Codebook) -> QuerySet[FollowUpAnswer]:
    """Return answers that the actor has not coded and two others have not, the oldest first.

    Another's only coding is not to be seen, so it is not known here; the database counts when a coding comes.
    """
    seen = Coding.objects.filter(answer=OuterRef("pk"), codebook=book)
    return newest_text(book.organization).exclude(Exists(seen.order_by()))


@dataclass(frozen=True, slots=True)
class Read:
    """An answer that two have coded, and what counts: what both say, or what was settled."""

    answer: FollowUpAnswer
    first: frozenset[str]
    second: frozenset[str]
    alone: bool
    """Whether neither had suggestions in view."""
    settlement: Settlement | None

    @property
    def differs(self) -> bool:
        """Whether the two read different topics."""
        return self.first != self.second

    @property
    def open(self) -> bool:
        """Whether they differ and nobody has settled it."""
        return self.differs and self.settlement is None

    @property
    def codes(self) -> frozenset[str] | None:
        """What counts; None while it is open."""
        if self.settlement is not None:
            return frozenset(self.settlement.codes)
        return None if self.differs else self.first


def read_answers(book: Codebook) -> list[Read]:
    """Return the answers that two have coded by a version and that still count, the oldest first."""
    codings: dict[UUID, list[Coding]] = {}
    for coding in Coding.objects.filter(codebook=book).order_by("answer_id", "place"):
        codings.setdefault(coding.answer_id, []).append(coding)
    settled = {row.answer_id: row for row in Settlement.objects.filter(codebook=book).order_by("at", "id")}
    answers = newest_text(book.organization).filter(
        pk__in=[pk for pk, two in codings.items() if len(two) == 2]
    )
    found = []
    for answer in answers:
        one, other = codings[answer.pk]
        alone = not (one.saw_suggestions or other.saw_suggestions)
        found.append(
            Read(answer, frozenset(one.codes), frozenset(other.codes), alone, settled.get(answer.pk))
        )
    return found


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that their author lets us quote, without a name."""

    answer_id: UUID
    words: str
    side: str


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """A topic with how many people and employers said something of it, and what may be quoted."""

    key: str
    name: str
    definition: str
    example: str
    people: int
    employers: int
    agreement: Agreement | None
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """What people say by the codebook in use; `book` None: none is in use."""

    book: Codebook | None
    topics: list[TopicSaid]
    agreement: Agreement | None
    """On every topic of every answer in one; of answers that both read alone."""
    read: int
    alone: int
    open: list[Read]
    waiting: int
    """Answers that the actor may still code."""


def what_people_say(actor: Actor) -> Said:
    """Return the topics of the answers of the actor's agency, and how far two coders agree."""
    organization = require(actor, "read_indicators")
    book = codebook_in_use(organization)
    if book is None:
        return Said(None, [], None, 0, 0, [], 0)
    codes = list(book.codes.order_by("name", "id"))
    found = read_answers(book)
    alone = [one for one in found if one.alone]
    keys = [code.key for code in codes]
    told = agreement([one.first for one in alone], [one.second for one in alone], keys)
    by_key = {one.key: one for one in told}
    counts = Counter(
        (code, one.answer.follow_up.side)
        for one in found
        for code in one.codes or ()
        if one.codes is not None
    )
    topics = [
        TopicSaid(
            code.key,
            code.name,
            code.definition,
            code.example,
            counts[code.key, WaveSide.PERSON],
            counts[code.key, WaveSide.EMPLOYER],
            by_key.get(code.key),
            _quotes(code.key, found, counts),
        )
        for code in codes
    ]
    waiting = to_code(book).count()
    return Said(
        book,
        topics,
        told[0] if alone else None,
        len(found),
        len(alone),
        [one for one in found if one.open],
        waiting,
    )


def _quotes(key: str, found: Sequence[Read], counts: Counter[tuple[str, str]]) -> list[Quote]:
    return [
        Quote(one.answer.pk, one.answer.words, one.answer.follow_up.side)
        for one in reversed(found)
        if one.codes
        and key in one.codes
        and one.answer.may_quote
        and one.answer.words
        and counts[key, one.answer.follow_up.side] >= SMALLEST
    ]


def suggested(book: Codebook, answers: Iterable[FollowUpAnswer]) -> list[list[Suggestion]]:
    """Return which topics each answer may be about, learned from what was settled before, too."""
    topics = [
        Topic(code.key, code.name, code.definition, (code.example,))
        for code in book.codes.order_by("name", "id")
    ]
    settled = [
        Labelled(text_of(one.answer), one.codes)
        for one in read_answers(book)[-MOST_SETTLED:]
        if one.codes is not None
    ]
    return suggest([text_of(answer) for answer in answers], topics, settled)


def coded_rows(actor: Actor) -> list[tuple[Any, ...]]:
    """Return each answer that two have coded, as a row of `CODED`: the agency's own, with the words."""
    book = codebook_in_use(require(actor, "read_indicators"))
    if book is None:
        return []
    return [
        (
            one.answer.pk,
            one.answer.follow_up.participant.code,
            one.answer.follow_up.side,
            timezone.localdate(one.answer.at),
            book.number,
            text_of(one.answer),
            " ".join(sorted(one.first)),
            " ".join(sorted(one.second)),
            "" if one.codes is None else " ".join(sorted(one.codes)),
            one.alone,
            one.answer.may_quote,
        )
        for one in read_answers(book)
    ]


def people_of(answers: Iterable[UUID]) -> list[UUID]:
    """Return whom answers are about, for the note that somebody read them."""
    rows = FollowUpAnswer.objects.filter(pk__in=list(answers)).order_by()
    return list(rows.values_list("follow_up__participant_id", flat=True).distinct())


CODED = (
    "answer",
    "person_id",
    "side",
    "answered",
    "codebook",
    "words",
    "first",
    "second",
    "counts",
    "read_alone",
    "may_quote",
)


class _QuoteOf(Func):
    function = "gainful.quote_of"
    output_field = TextField()


def _told(rows: QuerySet[Improvement]) -> QuerySet[Improvement]:
    quote = _QuoteOf(F("quoted_id"), output_field=TextField())
    return rows.annotate(quote=quote).order_by("-day", "-made_at", "id")


def improvements(actor: Actor) -> QuerySet[Improvement]:
    """Return what the actor's agency told, the newest first."""
    rows = Improvement.objects.filter(organization=actor.organization, taken_back_at=None)
    return _told(rows).select_related("version", "version__curriculum", "program", "made_by")


def improvements_for_me() -> QuerySet[Improvement]:
    """Return what agencies whose questions the actor answered changed for it; the database shows no other."""
    answered = FollowUp.objects.filter(organization=OuterRef("organization"), state=FollowUpState.ANSWERED)
    rows = Improvement.objects.filter(Exists(answered.order_by()), taken_back_at=None)
    return _told(rows).select_related("organization")


def improvements_of_curriculum(curriculum: Curriculum) -> QuerySet[Improvement]:
    """Return what was changed in any version of a curriculum because of what people said."""
    return _told(
        Improvement.objects.filter(version__curriculum=curriculum, taken_back_at=None)
    ).select_related("version")


def improvements_of_program(program: Program, curriculum: UUID | None = None) -> QuerySet[Improvement]:
    """Return what was changed in a program's support, or in the curriculum that a cohort of it is taught."""
    of = Q(program=program) | Q(organization=program.organization_id, program=None, version=None)
    if curriculum is not None:
        of |= Q(version__curriculum=curriculum)
    return _told(Improvement.objects.filter(of, taken_back_at=None))


def improvement(actor: Actor, improvement_id: UUID) -> Improvement | None:
    """Return one of the actor's agency, or None."""
    return Improvement.objects.filter(organization=actor.organization, pk=improvement_id).first()


__all__ = [
    "CODED",
    "SMALLEST",
    "Quote",
    "Read",
    "Said",
    "TopicSaid",
    "codebook_in_use",
    "codebooks",
    "coded_rows",
    "draft_codebook",
    "improvement",
    "improvements",
    "improvements_for_me",
    "improvements_of_curriculum",
    "improvements_of_program",
    "newest_text",
    "people_of",
    "read_answers",
    "said_twice",
    "suggested",
    "text_of",
    "to_code",
    "what_people_say",
]
