"""What others may read of measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.models import (
    ExitReason,
    FollowUp,
    FollowUpAnswer,
    MoreAnswer,
    PublicProgram,
    Release,
    ReleasePreview,
    Report,
    ServiceRule,
    WageImport,
)
from gainful.domain.measures.models.follow_ups import Arm, WaveClock, WaveMoment, WaveSide
from gainful.domain.measures.pair_queries import pairs_about_me
from gainful.domain.measures.service_kinds import PLACES, Default, default_of, in_order
from gainful.domain.measures.states import FollowUpState
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.programs.models import Program
from gainful.engine.indicators.nonresponse import Class, Modelled, modelled
from gainful.engine.indicators.publishing import Earlier
from gainful.engine.rules.attrition import SOURCE, attrition_bound

YEAR = 4
"""Quarterly releases that a new one is held against."""


class Asked(Protocol):
    """A question about figures, with its day."""

    @property
    def cut(self) -> str:
        """What is compared."""

    @property
    def program(self) -> Program | None:
        """One program alone, or all."""

    @property
    def as_of(self) -> date | None:
        """The day."""

    @property
    def exits_from(self) -> date | None:
        """The first day of exit that counts."""

    @property
    def exits_to(self) -> date | None:
        """The last day of exit that counts."""


def newest_report(organization: Organization, asked: Asked) -> Report | None:
    """Return the figures of the same question that were worked out last, None where nobody asked it."""
    if asked.as_of is None:
        return None
    return Report.objects.filter(
        organization=organization, cut=asked.cut, program=asked.program, as_of=asked.as_of,
        exits_from=asked.exits_from, exits_to=asked.exits_to,
    ).order_by("-made_at", "-id").first()  # fmt: skip


def last_report(organization: Organization, asked: Asked) -> Report | None:
    """Return the newest figures of the same question of an earlier day, or None."""
    return Report.objects.filter(
        organization=organization, cut=asked.cut, program=asked.program, exits_from=asked.exits_from,
        exits_to=asked.exits_to, as_of__lt=asked.as_of,
    ).order_by("-as_of", "-made_at", "-id").first()  # fmt: skip


def report(report_id: UUID | str) -> Report | None:
    """Return one report that the actor may see, or None."""
    return Report.objects.filter(pk=report_id).first()


def reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports of the actor's agency without their figures, the newest first."""
    found = Report.objects.filter(organization=actor.organization).select_related("program", "made_by")
    return found.defer("body", "trend").order_by("-made_at", "-id")


def newest_release(actor: Actor) -> Release | None:
    """Return what the actor's agency released last, or None."""
    return Release.objects.filter(organization=actor.organization).order_by("-quarter").first()


def preview(actor: Actor, preview_id: UUID | str) -> ReleasePreview | None:
    """Return what a release of the actor's agency would give away, or None."""
    return ReleasePreview.objects.filter(organization=actor.organization, pk=preview_id).first()


def newest_preview(actor: Actor, day: date) -> ReleasePreview | None:
    """Return what was looked at last on a day, without its figures, or None."""
    found = ReleasePreview.objects.filter(organization=actor.organization, as_of=day)
    return found.defer("body", "counts").order_by("-made_at", "-id").first()


def consent_ended_since(organization: Organization, moment: datetime) -> bool:
    """Whether anybody's consent to the agency was taken back, or ran out, after a moment."""
    now = timezone.now()
    ended = Q(revoked_at__gt=moment) | Q(revoked_at=None, expires_at__gt=moment, expires_at__lte=now)
    goes_on = Consent.objects.filter(
        organization=organization, participant=OuterRef("participant"), revoked_at=None, expires_at__gt=now
    )
    return Consent.objects.filter(ended, ~Exists(goes_on.order_by()), organization=organization).exists()


def earlier_counts(organization: Organization, cut: str) -> list[Earlier]:
    """Return the counts of the releases of the last year: a new one must not give back what they hid, nor they it.

    Of a release that compared something else, those of everybody.
    """
    found = Release.objects.filter(organization=organization).order_by("-quarter")[:YEAR]
    return [
        {
            (segment, indicator, name): (count, told)
            for segment, indicator, name, count, told in one.counts
            if segment is None or one.cut == cut
        }
        for one in found
    ]


def public_programs() -> QuerySet[PublicProgram]:
    """Return the pages that anybody may read, by agency and name."""
    found = PublicProgram.objects.filter(ended_at=None)
    return found.defer("figures").order_by("agency_name", "name", "id")


def public_program(program_id: UUID) -> PublicProgram | None:
    """Return the public page of a program, or None."""
    return PublicProgram.objects.filter(program=program_id, ended_at=None).first()


def page_of_program(program: Program) -> PublicProgram | None:
    """Return the page of a program for those who manage it, taken off or not."""
    return PublicProgram.objects.filter(program=program).first()


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the table of services: the rule given, and the agency's own, the newest first."""

    source: str
    detail: str
    default: Default | None
    own: list[ServiceRule]


def service_table(actor: Actor) -> list[Place]:
    """Return every line of the table of what counts as a service, taken-back rules left out."""
    rows: dict[tuple[str, str], list[ServiceRule]] = {}
    found = ServiceRule.objects.filter(organization=actor.organization, taken_back_at=None)
    for rule in found.select_related("created_by").order_by("-valid_from", "-created_at", "id"):
        rows.setdefault((rule.source, rule.detail), []).append(rule)
    return [
        Place(source, detail, default_of(source, detail), rows.get((source, detail), []))
        for source, detail in in_order({*PLACES, *rows})
    ]


def service_rule(actor: Actor, rule_id: UUID) -> ServiceRule | None:
    """Return one rule of the actor's agency, or None."""
    return ServiceRule.objects.filter(organization=actor.organization, pk=rule_id).first()


def exit_reasons(actor: Actor) -> QuerySet[ExitReason]:
    """Return who is left out of the indicators and why, the newest first; what was taken back is left out."""
    found = ExitReason.objects.filter(organization=actor.organization, taken_back_at=None)
    return found.select_related("participant", "recorded_by").order_by("-day", "-recorded_at", "id")


def exit_reason(actor: Actor, exit_reason_id: UUID) -> ExitReason | None:
    """Return one reason of the actor's agency, or None."""
    return ExitReason.objects.filter(organization=actor.organization, pk=exit_reason_id).first()


def person_by_code(actor: Actor, code: str) -> Participant | None:
    """Return whoever has this ID in the agency's list and may be followed, or None."""
    found = Participant.objects.filter(registered_by=actor.organization, code=code.strip()).first()
    if found is None or not isinstance(actor.organization, Organization):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.may_link(%s, %s)", [actor.organization.pk, found.pk])
        return found if cursor.fetchone()[0] else None


def wage_imports(actor: Actor) -> QuerySet[WageImport]:
    """Return the files of wage records that were brought into the agency's store, the newest first."""
    found = WageImport.objects.filter(organization=actor.organization)
    return found.select_related("made_by").order_by("-made_at", "id")


def follow_ups(actor: Actor, *, state: str = "", side: str = "") -> QuerySet[FollowUp]:
    """Return the questions of the actor's agency, those that wait for an answer, the newest, what is planned."""
    found = FollowUp.objects.filter(organization=actor.organization).select_related("participant")
    if state in FollowUpState.values:
        found = found.filter(state=state)
    if side in WaveSide.values:
        found = found.filter(side=side)
    waits, planned = Q(state=FollowUpState.ASKED), Q(state=FollowUpState.DUE)
    place = Case(When(waits, then=Value(0)), When(planned, then=Value(2)), default=Value(1))
    soonest = Case(When(planned, then=F("due_on")), default=Value(None))
    return found.order_by(place, soonest, "-due_on", "id")


def follow_up(follow_up_id: UUID | str) -> FollowUp | None:
    """Return one question that the actor may see, or None."""
    return FollowUp.objects.filter(pk=follow_up_id).first()


def my_follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """Return the questions that wait for the person who is signed in."""
    found = FollowUp.objects.filter(
        participant__user=actor.signed_in_user, side=WaveSide.PERSON, state=FollowUpState.ASKED
    )
    return found.select_related("organization").order_by("due_on", "id")


def answers_of(row: FollowUp) -> list[FollowUpAnswer]:
    """Return what was answered, the newest first: that one counts."""
    return list(FollowUpAnswer.objects.filter(follow_up=row).select_related("more").order_by("-at", "-id"))


@dataclass(frozen=True, slots=True)
class Response:
    """How many of a group were asked in a wave, and answered, did not, or still have time."""

    arm: str
    asked: int
    answered: int
    silent: int
    waiting: int
    works: Modelled
    """Share at work: of those who answered, weighted for who answers, and whatever the silent ones do."""

    @property
    def label(self) -> str:
        """The group in words."""
        return str(Arm(self.arm).label)

    @property
    def closed(self) -> int:
        """Those whose time is over."""
        return self.answered + self.silent

    @property
    def share(self) -> float | None:
        """Answered of those whose time is over; None where it is over for nobody."""
        return self.answered / self.closed if self.closed else None


@dataclass(frozen=True, slots=True)
class WaveResponse:
    """One wave: both groups, and whether what is lost could tilt their comparison."""

    moment: str
    label: str
    arms: list[Response]

    @property
    def attrition(self) -> float | None:
        """The share of all those drawn for or against whose answer is lost; None before anybody's time is over."""
        of = self._drawn()
        closed = sum(arm.closed for arm in of)
        return sum(arm.silent for arm in of) / closed if closed else None

    @property
    def apart(self) -> float | None:
        """How far the two groups' lost shares lie apart; None where one of them has none."""
        shares = [arm.silent / arm.closed for arm in self._drawn() if arm.closed]
        return abs(shares[0] - shares[1]) if len(shares) == 2 else None

    @property
    def bearable(self) -> float | None:
        """How far they may lie apart (What Works Clearinghouse, as in the gate of an evaluation)."""
        return None if self.attrition is None else attrition_bound(self.attrition)

    @property
    def passes(self) -> bool | None:
        """Whether the wave passes the gate; None where it cannot be told."""
        if self.apart is None or self.bearable is None:
            return None
        return self.apart <= self.bearable + 1e-12

    def _drawn(self) -> list[Response]:
        return [arm for arm in self.arms if arm.arm]


ATTRITION_SOURCE = SOURCE


def response_by_arm(actor: Actor) -> list[WaveResponse]:
    """Return how each group of the draws of the actor's agency answers, wave by wave."""
    rows = FollowUp.objects.filter(organization=actor.organization, clock=WaveClock.DRAW).order_by()
    counts: dict[tuple[str, str, str], int] = {
        (row["moment"], row["arm"], row["state"]): row["n"]
        for row in rows.values("moment", "arm", "state").annotate(n=Count("id"))
    }
    said = _works_by_class(actor)
    found = []
    for moment in WaveMoment:
        arms = [_response(counts, moment, arm, said.get((moment, arm), {})) for arm in Arm.values]
        if any(arm.asked for arm in arms):
            found.append(
                WaveResponse(moment, str(moment.label), [arm for arm in arms if arm.asked or arm.arm])
            )
    return found


def _response(
    counts: dict[tuple[str, str, str], int], moment: str, arm: str, classes: dict[str, Class]
) -> Response:
    def of(*states: str) -> int:
        return sum(counts.get((moment, arm, state), 0) for state in states)

    answered, silent, waiting = of("answered"), of("silent"), of("asked")
    return Response(arm, answered + silent + waiting, answered, silent, waiting, modelled(classes))


def _works_by_class(actor: Actor) -> dict[tuple[str, str], dict[str, Class]]:
    """Return, by wave and group, whether people say that they work, by the situation in which they came."""
    newest = (
        FollowUpAnswer.objects.filter(follow_up=OuterRef("pk")).order_by("-at", "-id").values("works")[:1]
    )
    closed = FollowUp.objects.filter(
        organization=actor.organization, clock=WaveClock.DRAW,
        state__in=[FollowUpState.ANSWERED, FollowUpState.SILENT],
    )  # fmt: skip
    rows = closed.annotate(works=Subquery(newest), situation=F("participant__scenario")).order_by()
    told: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    for row in rows.values("moment", "arm", "situation", "state", "works").annotate(n=Count("id")):
        word = row["works"] if row["state"] == FollowUpState.ANSWERED and row["works"] else "silent"
        group = told.setdefault((row["moment"], row["arm"]), {}).setdefault(row["situation"], {})
        group[word] = group.get(word, 0) + row["n"]
    return {
        key: {
            name: Class(of.get("yes", 0), of.get("no", 0), of.get("silent", 0))
            for name, of in classes.items()
        }
        for key, classes in told.items()
    }


def everything_about_me(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Return what a person was asked and answered in waves, as plain values."""
    mine = FollowUp.objects.filter(participant__user=actor.signed_in_user, side=WaveSide.PERSON)
    names = (
        "works",
        "same_job",
        "hours_per_week",
        "wage",
        "wage_unit",
        "in_school",
        "words",
        "may_quote",
        "at",
    )
    return {
        "follow_ups": list(mine.order_by("due_on", "id").values("id", "clock", "moment", "due_on", "state")),
        "follow_up_answers": list(
            FollowUpAnswer.objects.filter(follow_up__in=mine).order_by("at", "id").values("follow_up", *names)
        ),
        "follow_up_more_answers": list(
            MoreAnswer.objects.filter(answer__follow_up__in=mine)
            .order_by("at", "id")
            .values("answer", "income", "credit", "home", "behind", "wellbeing", "at")
        ),
        "reasons_for_exit": list(
            ExitReason.objects.filter(participant__user=actor.signed_in_user)
            .order_by("day", "id")
            .values("organization__name", "reason", "day", "taken_back_at")
        ),
        "wage_records_linked_to_me": pairs_about_me(actor),
    }
