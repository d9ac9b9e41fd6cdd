"""Prepare a cohort: its dates and seats, the openings behind it, tracks, instructors, money, rules, floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.access import (
    advance_cohort,
    hold,
    one_cohort_at_a_time,
    require_cohort,
    require_manager,
)
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.floors import floor_problem
from gainful.domain.cohorts.models import (
    Cohort,
    CohortFund,
    CohortOpening,
    EligibilityRule,
    Enrolment,
    Instructor,
    RuleKind,
    SeatFloor,
    SeatOverride,
    Track,
)
from gainful.domain.cohorts.seats import seat_counts, seat_limit
from gainful.domain.cohorts.states import CohortStatus, DrawStatus, EnrolmentStatus
from gainful.domain.cohorts.telling import SEAT_FREE
from gainful.domain.curricula.models import CurriculumVersion, VersionStatus
from gainful.domain.job_orders.models import JobOrder, Opening
from gainful.domain.job_orders.states import JobOrderStatus, OpeningStatus
from gainful.domain.messages.notices import notice
from gainful.domain.organizations.near_days import is_near
from gainful.domain.programs.models import Fund, Program, Site

Row = TypeVar("Row", bound=Model)
WORDS = ("name", "about", "contact", "is_public", "decide_days", "site")
DATES = ("starts_on", "ends_on", "apply_until", "later_start_on")
MOST_PARTS = 60
"""Tracks, rules or floors of one cohort."""


def saved(row: Row) -> Row:
    """Save a row, or say which field cannot be used."""
    try:
        row.full_clean()
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        known = {item.name: item for item in row._meta.get_fields()}  # noqa: SLF001 - Django's public Meta API
        label = str(getattr(known.get(field), "verbose_name", "")) if field != "__all__" else ""
        raise CohortError(f"{label}: {words[0]}".removeprefix(": "), field=field) from error
    row.save()
    return row


@dataclass(frozen=True, slots=True)
class CohortDraft:
    """What a cohort begins with."""

    name: str
    seats: int
    starts_on: date
    ends_on: date
    apply_until: date
    about: str = ""
    contact: str = ""
    site: Site | None = None
    later_start_on: date | None = None
    decide_days: int = 14
    is_public: bool = False


@transaction.atomic
def create_cohort(actor: Actor, program: Program, draft: CohortDraft) -> Cohort:
    """Start a cohort of a program as a draft; nobody outside the agency sees it."""
    organization = require_manager(actor)
    if program.organization_id != organization.pk:
        raise CohortError(_("Another agency runs this program."), field="program")
    values = {name: getattr(draft, name) for name in CohortDraft.__slots__}
    cohort = Cohort(organization=organization, program=program, created_by=actor.user, **values)
    cohort.name, cohort.about, cohort.contact = (
        _line(cohort.name),
        cohort.about.strip(),
        _line(cohort.contact),
    )
    _check_dates(cohort)
    _check_name(cohort)
    return saved(cohort)


def _check_name(cohort: Cohort) -> None:
    others = Cohort.objects.filter(program=cohort.program_id, name=cohort.name).exclude(pk=cohort.pk)
    if others.exists():
        raise CohortError(_("Another cohort of this program has this name already."), field="name")


def _line(text: str) -> str:
    return " ".join(text.split())


def _check_dates(cohort: Cohort) -> None:
    for name in DATES:
        day = getattr(cohort, name)
        if day is not None and not is_near(day):
            raise CohortError(_("This day lies more than ten years away: check the year."), field=name)
    if cohort.ends_on < cohort.starts_on:
        raise CohortError(_("The last day lies before the first."), field="ends_on")
    if cohort.apply_until > cohort.starts_on:
        raise CohortError(_("Applications end after the first day of training."), field="apply_until")
    if cohort.later_start_on is not None and cohort.later_start_on <= cohort.starts_on:
        raise CohortError(
            _("People on the waiting list cannot start before the others."), field="later_start_on"
        )
    if cohort.site is not None and cohort.site.program_id != cohort.program_id:
        raise CohortError(_("This site belongs to another program."), field="site")
    if cohort.status == CohortStatus.DRAFT and cohort.apply_until < timezone.localdate():
        raise CohortError(_("The last day to apply is past."), field="apply_until")


@transaction.atomic
def change_cohort(actor: Actor, cohort: Cohort, **changes: Any) -> Cohort:
    """Change words, dates and site; CohortError names the field that cannot be used."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    if unknown := set(changes) - {*WORDS, *DATES}:
        raise CohortError(_("This cannot be changed here: %s.") % ", ".join(sorted(unknown)))
    if cohort.is_public and changes.get("is_public") is False and cohort.draws.exists():
        raise CohortError(
            _("A draw of this cohort is published on its page: it stays public."), field="is_public"
        )
    for name, value in changes.items():
        setattr(cohort, name, value)
    _check_dates(cohort)
    _check_name(cohort)
    cohort.updated_at = timezone.now()
    with one_cohort_at_a_time(_in_two_cohorts(cohort)):
        return saved(cohort)


def _in_two_cohorts(cohort: Cohort) -> CohortError:
    """Say who would be in two cohorts at one time with these dates, as far as the actor may see them."""
    here = cohort.enrolments.filter(status=EnrolmentStatus.ENROLLED)
    others = (
        Enrolment.objects.filter(
            participant__in=here.order_by().values("participant"), status=EnrolmentStatus.ENROLLED,
            starts_on__lte=cohort.ends_on, ends_on__gte=cohort.starts_on,
        ).exclude(cohort=cohort).select_related("cohort").order_by("name", "id")
    )  # fmt: skip
    named = "; ".join(f"{row.name} ({row.cohort.name})" for row in others[:5])
    return CohortError(
        _("With these dates somebody would be in two cohorts at one time: %s.")
        % (named or _("somebody whom you may no longer see")),
        hint=_("Choose other dates, or let them leave one of the two first."), field="starts_on",
    )  # fmt: skip


@transaction.atomic
def change_seats(
    actor: Actor, cohort: Cohort, seats: int, tracks: Mapping[UUID, int] | None = None
) -> Cohort:
    """Change the number of seats; an open cohort takes no more than its openings or a named override allow.

    `tracks`: the seats of each role, where they change; together they are the cohort's once it is open.
    """
    hold(cohort)
    require_cohort(actor, "change_seats", cohort)
    if seats < 1:
        raise CohortError(_("A cohort has at least one seat."), field="seats")
    taken = seat_counts([cohort.pk])[cohort.pk].taken
    if seats < taken:
        raise CohortError(
            ngettext("%(n)s seat is given already.", "%(n)s seats are given already.", taken) % {"n": taken},
            field="seats",
        )
    drawn = _drawn_for(cohort, seats, tracks or {})
    before = cohort.seats
    cohort.seats = seats
    _share_seats(cohort, tracks or {})
    if cohort.status != CohortStatus.DRAFT:
        require_shared(cohort)
        require_floors(cohort)
        if seats > before:
            require_seats(cohort)
    advance_cohort(cohort, "change_seats", seats=seats)
    if drawn:
        notice(actor, SEAT_FREE, cohort.pk)
    return cohort


def _drawn_for(cohort: Cohort, seats: int, tracks: Mapping[UUID, int]) -> bool:
    """Return whether the seats were drawn; refuse a change before the draw is opened, and fewer seats after it."""
    draw = cohort.draws.exclude(status=DrawStatus.VOID).first()
    if draw is None:
        return False
    if draw.status == DrawStatus.ANNOUNCED:
        raise CohortError(
            _("The draw is announced for these seats."),
            hint=_("Open it first; more seats then go to the next on the waiting list."), field="seats",
        )  # fmt: skip
    fewer = any(tracks.get(row.pk, row.seats) < row.seats for row in cohort.tracks.all())
    if seats < cohort.seats or fewer:
        raise CohortError(_("These seats were drawn: they cannot become fewer."), field="seats")
    return True


def _share_seats(cohort: Cohort, wanted: Mapping[UUID, int]) -> None:
    """Change the seats of roles; none has fewer than are given in it."""
    counts = seat_counts([cohort.pk])[cohort.pk]
    for track in cohort.tracks.filter(pk__in=wanted):
        seats = wanted[track.pk]
        taken = counts.taken_in(track.pk)
        if seats < max(1, taken):
            raise CohortError(
                _("%(role)s has at least one seat, and no fewer than are given: %(n)s.")
                % {"role": track.name, "n": taken},
                field="seats",
            )
        if seats != track.seats:
            track.seats = seats
            saved(track)


def require_shared(cohort: Cohort) -> None:
    """Refuse where the seats of the roles are not the cohort's together: each role is given its own."""
    tracks = sum(cohort.tracks.values_list("seats", flat=True))
    if tracks and tracks != cohort.seats:
        raise CohortError(
            _("The tracks have %(tracks)s seats together, the cohort %(seats)s.")
            % {"tracks": tracks, "seats": cohort.seats},
            hint=_("Make both the same."), field="seats",
        )  # fmt: skip


def require_floors(cohort: Cohort) -> None:
    """Refuse floors that no draw could keep, with the numbers and what to do."""
    if problem := floor_problem(cohort):
        raise CohortError(problem.words, hint=problem.hint, field="seats")


@transaction.atomic
def set_curriculum(actor: Actor, cohort: Cohort, version: CurriculumVersion | None) -> Cohort:
    """Say which version of a curriculum is taught: one in use, of the same agency; it stays once training has begun."""
    hold(cohort)
    require_cohort(actor, "set_curriculum", cohort)
    if version is not None and version.curriculum.agency_id != cohort.organization_id:
        raise CohortError(_("Another agency holds this curriculum."), field="curriculum")
    if version is not None and version.status != VersionStatus.IN_USE:
        raise CohortError(
            _("This version is not in use: %s.") % version.get_status_display(),
            hint=_("Its employers sign it, then it is put to use."), field="curriculum",
        )  # fmt: skip
    cohort.curriculum, cohort.updated_at = version, timezone.now()
    cohort.save(update_fields=["curriculum", "updated_at"])
    return cohort


def require_seats(cohort: Cohort) -> None:
    """Refuse more seats than committed openings or a named override allow: no training without a job."""
    limit = seat_limit(cohort)
    if limit.is_allowed:
        return
    words = ngettext(
        "%(n)s committed opening stands behind this cohort: it allows %(limit)s seats, not %(seats)s.",
        "%(n)s committed openings stand behind this cohort: they allow %(limit)s seats, not %(seats)s.",
        limit.openings,
    )
    raise CohortError(
        words % {"n": limit.openings, "limit": limit.limit, "seats": cohort.seats},
        hint=_("Add openings, lower the seats, or allow more by name with the reason."),
        field="seats",
    )


@transaction.atomic
def add_openings(actor: Actor, cohort: Cohort, openings: Iterable[UUID]) -> list[CohortOpening]:
    """Put openings behind a cohort: committed ones of job orders of the agency that stand behind no other cohort."""
    hold(cohort)
    require_cohort(actor, "set_openings", cohort)
    wanted = list(dict.fromkeys(openings))
    found = {
        row.pk: row
        for row in Opening.objects.filter(
            pk__in=wanted, job_order__agency=cohort.organization_id
        ).select_related("commitment", "job_order")
    }
    taken = set(
        CohortOpening.objects.filter(opening__in=wanted, released_at=None)
        .order_by()
        .values_list("opening", flat=True)
    )
    for pk in wanted:
        _require_usable(found.get(pk), is_taken=pk in taken)
    return [CohortOpening.objects.create(cohort=cohort, opening=found[pk]) for pk in wanted]


def _require_usable(opening: Opening | None, *, is_taken: bool) -> None:
    if opening is None:
        raise CohortError(_("There is no such opening."), hint=_("Reload the page."), field="openings")
    named = f"{opening.job_order.title} {opening.number}"
    if is_taken:
        raise CohortError(
            _("The opening “%s” stands behind a cohort already.") % named,
            hint=_("An opening counts for one cohort at a time."), field="openings",
        )  # fmt: skip
    is_open = opening.job_order.status != JobOrderStatus.CLOSED
    if opening.current_status != OpeningStatus.COMMITTED or not is_open:
        raise CohortError(
            _("The opening “%(name)s” is not committed: %(state)s.")
            % {"name": named, "state": opening.current_label},
            hint=_("Ask the employer to sign for it."), field="openings",
        )  # fmt: skip


@transaction.atomic
def release_opening(actor: Actor, cohort: Cohort, row_id: UUID) -> None:
    """Let an opening stand behind the cohort no longer; an open cohort keeps enough, or says by name why not."""
    hold(cohort)
    require_cohort(actor, "set_openings", cohort)
    row = cohort.opening_rows.filter(pk=row_id, released_at=None).first()
    if row is None:
        raise CohortError(_("There is no such opening."), hint=_("Reload the page."))
    row.released_at = timezone.now()
    row.save(update_fields=["released_at"])
    if cohort.status in {CohortStatus.OPEN, CohortStatus.SELECTING}:
        require_seats(cohort)


def _editable(actor: Actor, cohort: Cohort, rows: Any = None) -> None:
    hold(cohort)
    require_cohort(actor, "edit", cohort)
    if rows is not None and rows.count() >= MOST_PARTS:
        raise CohortError(_("A cohort has at most %d of these.") % MOST_PARTS)


@transaction.atomic
def add_track(
    actor: Actor, cohort: Cohort, *, name: str, seats: int, job_order: JobOrder | None = None, target: int = 0,
    target_on: date | None = None,
) -> Track:  # fmt: skip
    """Add a role with seats of its own and how many hires are aimed at by when."""
    _editable(actor, cohort, cohort.tracks)
    if everywhere := cohort.floors.filter(track=None).select_related("rule").first():
        raise CohortError(
            _("The floor for %s names no role, and a draw is held for each role of its own.")
            % everywhere.rule.label,
            hint=_("Remove that floor, add the roles, and promise the seats in a role."), field="name",
        )  # fmt: skip
    if target and target_on is None:
        raise CohortError(_("Say by when."), field="target_on")
    row = Track(
        cohort=cohort, name=_line(name), seats=seats, job_order=job_order, target=target, target_on=target_on
    )
    return saved(row)


@transaction.atomic
def add_instructor(actor: Actor, cohort: Cohort, *, name: str, user: User | None = None) -> Instructor:
    """Name who teaches; with an account of the agency they see who is in the cohort."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    return saved(Instructor(cohort=cohort, name=_line(name) or str(user or ""), user=user))


@transaction.atomic
def add_fund(actor: Actor, cohort: Cohort, *, fund: Fund, amount: Decimal) -> CohortFund:
    """Say which money of the program pays; USD, no more than the fund has left."""
    hold(cohort)
    require_cohort(actor, "change_dates", cohort)
    if fund.program_id != cohort.program_id:
        raise CohortError(_("This fund is of another program."), field="fund")
    used = sum(CohortFund.objects.filter(fund=fund).values_list("amount", flat=True), Decimal(0))
    if amount + used > fund.amount:
        raise CohortError(
            _("%(fund)s has $%(left)s left.") % {"fund": fund.name, "left": f"{fund.amount - used:,.2f}"},
            field="amount",
        )
    return saved(CohortFund(cohort=cohort, fund=fund, amount=amount))


@transaction.atomic
def add_rule(actor: Actor, cohort: Cohort, *, kind: str, question: str, **more: Any) -> EligibilityRule:
    """Add a rule of eligibility; what bars somebody cites the law or licence and a job order that says so."""
    _editable(actor, cohort, cohort.rules)
    rule = EligibilityRule(cohort=cohort, kind=kind, question=_line(question), **more)
    rule.number = 1 + (cohort.rules.aggregate(n=Max("number"))["n"] or 0)
    if kind == RuleKind.BARS and not rule.law.strip():
        raise CohortError(_("Cite the law or licence that bars: nothing else excludes anybody."), field="law")
    if kind == RuleKind.BARS and rule.job_order is None:
        raise CohortError(_("Name the job order that says which records exclude."), field="job_order")
    if kind == RuleKind.PRIORITY and not rule.rank:
        raise CohortError(_("Say in which order it is served: 1 is first."), field="rank")
    if kind == RuleKind.SEGMENT and not rule.label.strip():
        raise CohortError(_("Give the segment a short name; it is published in a draw."), field="label")
    return saved(rule)


@transaction.atomic
def add_floor(
    actor: Actor,
    cohort: Cohort,
    *,
    rule: EligibilityRule,
    seats: int,
    reason: str,
    track: Track | None = None,
) -> SeatFloor:
    """Promise a segment at least so many seats, with the reason that is published before the draw."""
    _editable(actor, cohort, cohort.floors)
    if rule.cohort_id != cohort.pk or rule.kind != RuleKind.SEGMENT:
        raise CohortError(_("Choose a rule of this cohort that names a segment."), field="rule")
    if track is None and cohort.tracks.exists():
        raise CohortError(_("Choose the role: a draw is held for each role of its own."), field="track")
    if not reason.strip():
        raise CohortError(_("Say why: it is published before the draw."), field="reason")
    row = saved(SeatFloor(cohort=cohort, rule=rule, seats=seats, reason=_line(reason), track=track))
    require_floors(cohort)
    return row


@transaction.atomic
def lower_floor(actor: Actor, cohort: Cohort, floor_id: UUID, *, seats: int, reason: str) -> SeatFloor:
    """Promise fewer seats than applicants read, before a draw that could not be held otherwise; it is published."""
    hold(cohort)
    require_cohort(actor, "lower_floor", cohort)
    row = cohort.floors.select_related("rule", "track").filter(pk=floor_id).first()
    if row is None:
        raise CohortError(_("There is no such floor."), hint=_("Reload the page."))
    if cohort.draws.exclude(status="void").exists():
        raise CohortError(
            _("The draw is announced with this floor in it."), hint=_("Void the draw first, with the reason.")
        )
    if not 0 <= seats < row.seats:
        raise CohortError(
            _("Give fewer seats than %(n)s; 0 takes the floor away.") % {"n": row.seats}, field="seats"
        )
    if not reason.strip():
        raise CohortError(_("Say why: it is published before the draw."), field="reason")
    row.promised, row.seats, row.lowered_reason = row.promised or row.seats, seats, _line(reason)[:400]
    with acting_in("lower_floor"):
        return saved(row)


PARTS: dict[str, tuple[str, str]] = {
    "track": ("tracks", "edit"),
    "rule": ("rules", "edit"),
    "floor": ("floors", "edit"),
    "instructor": ("instructors", "change_dates"),
    "fund": ("fund_rows", "change_dates"),
}


@transaction.atomic
def remove_part(actor: Actor, cohort: Cohort, kind: str, part_id: UUID) -> None:
    """Take a track, rule, floor, instructor or fund away again."""
    if kind not in PARTS:
        raise CohortError(_("There is no such part of a cohort."))
    related, verb = PARTS[kind]
    hold(cohort)
    require_cohort(actor, verb, cohort)
    getattr(cohort, related).filter(pk=part_id).delete()


@transaction.atomic
def override_seats(actor: Actor, cohort: Cohort, *, seats: int, name: str, title: str, reason: str) -> None:
    """Allow more seats than openings stand behind, by name and with the reason; it shows wherever the cohort does."""
    hold(cohort)
    require_cohort(actor, "override", cohort)
    given = {"name": _line(name), "title": _line(title), "reason": _line(reason)}
    missing = {"name": _("Type the full name of whoever decides."), "title": _("Type their job title."),
               "reason": _("Say why: applicants, employers and funders read it.")}  # fmt: skip
    for field, words in missing.items():
        if not given[field]:
            raise CohortError(words, field=field)
    limit = seat_limit(cohort).limit
    if seats <= limit:
        raise CohortError(
            ngettext(
                "The openings allow %(n)s seat already.", "The openings allow %(n)s seats already.", limit
            )
            % {"n": limit},
            field="seats",
        )
    row = SeatOverride(cohort=cohort, seats=seats, limit=limit, user=actor.user, **given)
    with acting_in("override_seats"):
        saved(row)
