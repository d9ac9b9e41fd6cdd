"""From a cohort's eligible people to a lottery: codes, strata, priorities, segments, seats and floors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.cohorts.eligibility import Verdict, assess
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, Cohort, EligibilityRule, RuleAnswer, RuleKind, Says
from gainful.domain.cohorts.states import ApplicationStatus
from gainful.engine.allocation import Entry, Floor, Lottery, Seats


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody who takes part, and what the draw looks at."""

    application: Application
    entry: Entry


def in_time(application: Application, cohort: Cohort) -> bool:
    """Whether the application came by the last day to apply: whoever comes later stands behind those who did."""
    return timezone.localdate(application.applied_at) <= cohort.apply_until


def entries_of(cohort: Cohort) -> list[Drawn]:
    """Return everybody eligible who applied in time; what they said about being followed is not looked at.

    A late one found eligible joins the end of the waiting list after the draw.
    """
    rules = list(cohort.rules.all())
    rows = (
        cohort.applications.filter(status=ApplicationStatus.ELIGIBLE)
        .select_related("track").prefetch_related("answers").order_by("code")
    )  # fmt: skip
    found = []
    for row in rows:
        if not in_time(row, cohort):
            continue
        assessed = assess(rules, {answer.rule_id: answer for answer in row.answers.all()}, cohort.starts_on)
        stratum = row.track.name if row.track else ""
        found.append(Drawn(row, Entry(row.code, stratum, assessed.priority, assessed.segment)))
    return found


@dataclass(frozen=True, slots=True)
class Unproved:
    """A yes that counts in a draw and that nobody has seen the proof of: the draw takes it for a no."""

    application: Application
    rule: EligibilityRule


def unproved(
    cohort: Cohort, application: Application | None = None, *, most: int | None = None
) -> list[Unproved]:
    """Return what eligible people (or one of them) said yes to that counts in a draw, and has no proof that holds.

    PostgreSQL leaves out those with a proof that holds; `most`: a page names no more, however many there are.
    """
    said = RuleAnswer.objects.filter(
        Q(proof_seen_on=None) | Q(proof_until__lt=cohort.starts_on), application__cohort=cohort, says=Says.YES,
        application__status=ApplicationStatus.ELIGIBLE, rule__kind__in=[RuleKind.PRIORITY, RuleKind.SEGMENT],
        application__applied_at__date__lte=cohort.apply_until,
    ).exclude(rule__proof="")  # fmt: skip
    if application is not None:
        said = said.filter(application=application)
    rows = said.select_related("application", "rule").order_by("rule__number", "application__code")[:most]
    return [
        Unproved(row.application, row.rule)
        for row in rows
        if assess([row.rule], {row.rule_id: row}, cohort.starts_on).lines[0].verdict is Verdict.UNKNOWN
    ]


def lottery_for(cohort: Cohort, drawn: list[Drawn], free: Mapping[UUID | None, int]) -> Lottery:
    """Return the lottery: a stratum a track with its free seats, and floors; LotteryError where it cannot be drawn."""
    tracks = {track.pk: track.name for track in cohort.tracks.all()}
    seats = tuple(Seats(tracks[pk] if pk is not None else "", number) for pk, number in free.items())
    if not drawn:
        raise CohortError(_("Nobody is eligible."), hint=_("Decide applications first."))
    floors = []
    for floor in cohort.floors.filter(seats__gte=1).select_related("rule", "track"):
        if tracks and floor.track is None:
            raise CohortError(_("The floor for %s names no track.") % floor.rule.label)
        floors.append(Floor(floor.track.name if floor.track else "", floor.rule.label, floor.seats))
    return Lottery(tuple(each.entry for each in drawn), seats, tuple(floors))
