"""What both sides say after a hire, wave by wave, and where they say different things; the newest words count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.models import FollowUp, FollowUpAnswer
from gainful.domain.measures.models.follow_ups import WaveClock, WaveMoment, WaveSide, YesNo
from gainful.domain.measures.states import FollowUpState

MOST = 100
ANSWERS = FollowUpAnswer.objects.order_by("-at", "-id")


def _newest(field: str) -> Subquery:
    """Return one word of the newest answer of a question."""
    return Subquery(ANSWERS.filter(follow_up=OuterRef("pk")).values(field)[:1])


def _goes_on() -> Subquery:
    """Return whether the job goes on by the newest answer of a question (`FollowUpAnswer.job_goes_on`)."""
    word = Case(
        When(~Q(same_job=""), then=F("same_job")), When(works=YesNo.NO, then=Value("no")), default=Value("")
    )
    return Subquery(ANSWERS.filter(follow_up=OuterRef("pk")).annotate(word=word).values("word")[:1])


def _contradicted(rows: QuerySet[FollowUp]) -> QuerySet[Any]:
    """Return the questions whose side says yes, and the other side about the same job and moment no, or the reverse."""
    other = FollowUp.objects.filter(
        placement=OuterRef("placement"), moment=OuterRef("moment"), clock=WaveClock.HIRE,
        state=FollowUpState.ANSWERED,
    ).exclude(side=OuterRef("side")).annotate(word=_goes_on()).order_by("id")  # fmt: skip
    both = rows.filter(clock=WaveClock.HIRE, state=FollowUpState.ANSWERED).annotate(
        word=_goes_on(), other=Subquery(other.values("pk")[:1]), other_word=Subquery(other.values("word")[:1])
    )
    return both.filter(Q(word="yes", other_word="no") | Q(word="no", other_word="yes"))


def contradicts(row: FollowUp) -> bool:
    """Whether the newest words of person and employer about the job at this moment say yes and no."""
    return _contradicted(FollowUp.objects.filter(pk=row.pk)).exists()


def disagreements(actor: Actor) -> list[tuple[FollowUp, FollowUp]]:
    """Return pairs of questions about one job and moment to which person and employer say yes and no.

    The employers' questions are gone through, since few answer; the newest pairs first, at most 100.
    """
    asked = FollowUp.objects.filter(organization=actor.organization, side=WaveSide.EMPLOYER)
    found = list(_contradicted(asked).order_by("-due_on", "id").values_list("pk", "other")[:MOST])
    of = FollowUp.objects.select_related("participant").in_bulk([pk for pair in found for pk in pair])
    return [(of[mine], of[theirs]) for theirs, mine in found]


@dataclass(frozen=True, slots=True)
class Counted:
    """Yes, no, and not known: unanswered, or one side says yes and the other no."""

    yes: int
    no: int
    unknown: int

    @property
    def share(self) -> float | None:
        """Yes among those of whom it is known; None where it is known of nobody."""
        of = self.yes + self.no
        return self.yes / of if of else None


@dataclass(frozen=True, slots=True)
class SideSays:
    """What one side of the hires of an agency says in one wave."""

    moment: str
    side: str
    asked: int
    """Questions that were put: answered, not answered, and still open."""
    answered: int
    works: Counted | None
    """Of people; an employer is not asked."""
    same_job: Counted
    hire_again: Counted | None
    """Of employers; a person is not asked."""
    satisfied: float | None
    """Mean of 1 (not at all) to 5 of the employers who say it; None where nobody does."""
    rated: int
    """How many say it."""

    @property
    def moment_label(self) -> str:
        """The wave in words."""
        return str(WaveMoment(self.moment).label)

    @property
    def side_label(self) -> str:
        """The side in words."""
        return str(WaveSide(self.side).label)


PUT = (FollowUpState.ASKED, FollowUpState.ANSWERED, FollowUpState.SILENT, FollowUpState.WRONG)


def what_sides_say(actor: Actor) -> list[SideSays]:
    """Return what people and employers say after the hires of the actor's agency, wave by wave.

    Whoever was put to the wrong person said nothing of this one.
    """
    rows = FollowUp.objects.filter(
        organization=require(actor, "read_indicators"), clock=WaveClock.HIRE, state__in=PUT
    ).order_by()
    asked = {
        (row["moment"], row["side"]): row["n"]
        for row in rows.values("moment", "side").annotate(n=Count("id"))
    }
    said = rows.filter(state=FollowUpState.ANSWERED).annotate(
        works=_newest("works"), word=_goes_on(), again=_newest("hire_again"), stars=_newest("satisfied")
    )
    counts = said.values("moment", "side").annotate(
        answered=Count("id"), satisfied=Avg("stars"), rated=Count("stars"),
        **{
            f"{name}_{word}": Count("id", filter=Q(**{name: word}))
            for name in ("works", "word", "again")
            for word in ("yes", "no")
        },
    )  # fmt: skip
    told: dict[tuple[str, str], dict[str, Any]] = {(row["moment"], row["side"]): {**row} for row in counts}
    apart = _apart(rows)
    return [
        _says(moment, side, asked[moment, side], told.get((moment, side), {}), apart)
        for moment in WaveMoment.values
        for side in WaveSide.values
        if (moment, side) in asked
    ]


def _apart(rows: QuerySet[FollowUp]) -> dict[tuple[str, str], int]:
    """Count, by wave and by the employer's word, the jobs about which both sides say different things."""
    found = _contradicted(rows.filter(side=WaveSide.EMPLOYER)).order_by()
    counts = found.values("moment", "word").annotate(n=Count("id"))
    return {(row["moment"], row["word"]): row["n"] for row in counts}


def _says(
    moment: str, side: str, asked: int, told: dict[str, Any], apart: dict[tuple[str, str], int]
) -> SideSays:
    answered = told.get("answered", 0)
    turned = {"yes": "no", "no": "yes"}

    def counted(name: str, less: dict[str, int] | None = None) -> Counted:
        yes, no = (told.get(f"{name}_{word}", 0) - (less or {}).get(word, 0) for word in ("yes", "no"))
        return Counted(yes, no, answered - yes - no)

    is_employer = side == WaveSide.EMPLOYER
    less = {word: apart.get((moment, word if is_employer else turned[word]), 0) for word in ("yes", "no")}
    return SideSays(
        moment, side, asked, answered, None if is_employer else counted("works"), counted("word", less),
        counted("again") if is_employer else None, told.get("satisfied"), told.get("rated", 0),
    )  # fmt: skip
