"""Draw seats by lot: announce with a commitment, open with a public value, void with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.accounts.binding import secret_keys
from gainful.domain.cohorts.access import hold, require_cohort, require_draw
from gainful.domain.cohorts.doubles import doubles
from gainful.domain.cohorts.draw_entries import Drawn, Unproved, entries_of, lottery_for, unproved
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.floors import from_draw
from gainful.domain.cohorts.hearing import hears_by
from gainful.domain.cohorts.models import Application, Cohort, Draw, DrawEntry, SeatFloor
from gainful.domain.cohorts.seats import free_seats, seat_limit
from gainful.domain.cohorts.states import (
    APPLICATION_RULES,
    DRAW_RULES,
    ApplicationStatus,
    DrawStatus,
    VoidReason,
)
from gainful.domain.cohorts.telling import DRAWN, SEAT_FREE
from gainful.domain.cohorts.words import override_words
from gainful.domain.messages.notices import notice
from gainful.engine.allocation import (
    QUICKNET,
    BeaconError,
    FloorsError,
    Lottery,
    LotteryError,
    chance_of_a_seat,
    open_record,
    price_of_floors,
    publish,
    round_time,
    secret_hash,
    verify_record,
)
from gainful.engine.allocation.beacon import round_after
from gainful.engine.allocation.comparisons import permitted_comparisons
from gainful.engine.allocation.lottery import tiers
from gainful.engine.allocation.record import (
    Announcement,
    DrawRecord,
    Opened,
    PublicSeed,
    ResultRow,
    VoidedRow,
)
from gainful.engine.allocation.verify import Fault

LEAST_NOTICE, LONGEST_NOTICE = timedelta(minutes=5), timedelta(days=60)
"""Between the announcement and the public value: time to publish the commitment, and no longer than people wait."""


@dataclass(frozen=True, slots=True)
class PublicValue:
    """Where the public value will come from: the beacon's first value after a moment, or parties and their hashes."""

    at: datetime | None = None
    parties: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_lines(cls, at: datetime | None, lines: str) -> PublicValue:
        """Read parties as they are typed, `name=hash` a line; CohortError where two have one name."""
        rows = [line.partition("=") for line in lines.splitlines() if line.strip()]
        names = [name.strip() for name, _sign, _hash in rows]
        if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
            raise CohortError(
                _("%s stands there twice: each party has a name of its own.") % twice[0], field="parties"
            )
        return cls(at, dict(zip(names, (told.strip() for _name, _sign, told in rows), strict=True)))


def secret_of(draw: Draw) -> str:
    """Return the secret of a draw, worked out with the site's key: it stands nowhere until the draw is opened.

    A draw that was announced with a key that the site had before is opened with that one (`SECRET_KEY_FALLBACKS`).
    """
    committed = (draw.record or {}).get("committed", {})
    made = [
        str(salted_hmac("gainful.draw", str(draw.pk), secret=key, algorithm="sha256").hexdigest())
        for key in secret_keys()
    ]
    return next((each for each in made if secret_hash(each) == committed.get("secret_hash")), made[0])


@transaction.atomic
def announce_draw(
    actor: Actor, cohort: Cohort, value: PublicValue, *, priorities: str = "", without_proof: bool = False
) -> Draw:
    """Fix who takes part, the seats, priorities, floors and the secret, and publish the commitment to all of it.

    Everybody eligible takes part, whatever they said about being followed. CohortError where somebody still waits for
    a decision, was not asked, or may be in it twice; and where nobody has seen the proof of a yes that counts in it,
    unless `without_proof` says that it counts as a no: that is published.
    """
    hold(cohort)
    require_cohort(actor, "draw", cohort)
    if cohort.draws.exclude(status=DrawStatus.VOID).exists():
        raise CohortError(
            _("There is a draw already."),
            hint=_("A draw is made once; void an announced one with the reason."),
        )
    _require_ready(cohort)
    unseen = unproved(cohort)
    if unseen and not without_proof:
        raise _unseen_proofs(unseen)
    now = timezone.now().replace(microsecond=0)
    drawn = entries_of(cohort)
    lottery = _lottery(cohort, drawn)
    number = 1 + (cohort.draws.aggregate(n=Max("number"))["n"] or 0)
    draw = Draw(cohort=cohort, number=number, announced_at=now, announced_by=actor.user)
    seed, draw.opens_at = _public_seed(value, now)
    stated = "\n".join(filter(None, [priorities or stated_priorities(cohort), *unproved_words(unseen)]))
    draw.record = _published(cohort, draw, lottery, seed, stated)
    draw.commitment = draw.record["commitment"]
    chances = chance_of_a_seat(lottery)
    draw.floor_prices = [
        {"stratum": key[0], "segment": key[1], "without": str(without), "with": str(with_floors)}
        for key, (without, with_floors) in sorted(price_of_floors(lottery).items())
    ]
    draw.comparisons = [
        each.to_json() for each in permitted_comparisons(lottery, chances, cohort.later_start_on)
    ]
    draw.save(force_insert=True)
    DrawEntry.objects.bulk_create(
        DrawEntry(
            draw=draw, application=each.application, stratum=each.entry.stratum, priority=each.entry.priority,
            segment=each.entry.segment, chance=str(chances[each.entry.code]),
        )
        for each in drawn
    )  # fmt: skip
    return draw


def _require_ready(cohort: Cohort) -> None:
    rows = cohort.applications
    undecided = rows.filter(status__in=[ApplicationStatus.RECEIVED, ApplicationStatus.INCOMPLETE]).count()
    if undecided:
        raise CohortError(
            _("%(n)s applications are not decided yet.") % {"n": undecided},
            hint=_("Find each eligible or refuse it; whoever comes later joins the end of the waiting list."),
        )
    eligible = rows.filter(status=ApplicationStatus.ELIGIBLE)
    if unasked := eligible.filter(follow_asked_at=None).count():
        raise CohortError(
            ngettext(
                "%(n)s person was not asked whether their outcomes may be followed.",
                "%(n)s people were not asked whether their outcomes may be followed.",
                unasked,
            )
            % {"n": unasked},
            hint=_("Ask them; whatever they say, their chance stays the same."),
        )
    if found := doubles(cohort):
        raise CohortError(
            _("%(n)s applications may be of somebody who applied twice.") % {"n": len(found)},
            hint=_("Say of each that it is a person of their own, or refuse it as a double."),
        )


def _unseen_proofs(unseen: list[Unproved]) -> CohortError:
    names = "; ".join(f"{each.application.name} ({each.rule.proof})" for each in unseen[:5])
    return CohortError(
        ngettext(
            "Nobody has seen the proof of %(n)s yes that would count in the draw: %(names)s.",
            "Nobody has seen the proofs of %(n)s yeses that would count in the draw: %(names)s.",
            len(unseen),
        )
        % {"n": len(unseen), "names": names},
        hint=_("See them first, or say that they are drawn as if they had said no; that is published."),
        field="without_proof",
    )


def unproved_words(unseen: list[Unproved]) -> list[str]:
    """Return what is published of yeses without a proof: how many to each question, and that they count as a no."""
    counted = Counter(each.rule.question for each in unseen)
    return [
        ngettext(
            "%(n)s yes to “%(question)s” counts as a no: nobody has seen the proof.",
            "%(n)s yeses to “%(question)s” count as a no: nobody has seen the proofs.",
            number,
        )
        % {"n": number, "question": question}
        for question, number in counted.items()
    ]


def _lottery(cohort: Cohort, drawn: list[Drawn]) -> Lottery:
    try:
        lottery = lottery_for(cohort, drawn, free_seats(cohort))
        for stratum in lottery.strata():
            tiers(lottery, stratum)
    except FloorsError as error:
        problem = from_draw(cohort, error)
        raise CohortError(problem.words, hint=problem.hint) from error
    except LotteryError as error:
        raise CohortError(str(error)) from error
    if all(len(lottery.members(each)) <= lottery.seats_of(each) for each in lottery.strata()):
        raise CohortError(
            _("There are enough seats for everybody who is eligible."),
            hint=_("Offer the seats without a draw."),
        )
    return lottery


MOST_LOOKED_AHEAD = 5_000
"""Eligible people that a page looks through before a draw; the announcement itself looks through all."""


def draw_problem(cohort: Cohort) -> CohortError | None:
    """Return why the floors make a draw of those eligible now impossible, before anybody announces one."""
    if not cohort.floors.exists():
        return None
    if cohort.applications.filter(status=ApplicationStatus.ELIGIBLE).count() > MOST_LOOKED_AHEAD:
        return None
    drawn = entries_of(cohort)
    if not drawn:
        return None
    try:
        _lottery(cohort, drawn)
    except CohortError as error:
        return error if isinstance(error.__cause__, FloorsError) else None
    return None


def _public_seed(value: PublicValue, now: datetime) -> tuple[PublicSeed, datetime | None]:
    if value.parties:
        bad = [
            name
            for name, told in value.parties.items()
            if not name.strip() or len(told) != 64 or set(told.lower()) - set("0123456789abcdef")
        ]
        if len(value.parties) < 2 or bad:
            raise CohortError(
                _("Name at least two parties, each with the SHA-256 of its value (64 hexadecimal digits)."),
                field="parties",
            )
        return {"parties": {name: told.lower() for name, told in value.parties.items()}}, None
    if value.at is None or not now + LEAST_NOTICE <= value.at <= now + LONGEST_NOTICE:
        raise CohortError(
            _("Choose a time at least five minutes from now, and within sixty days."),
            hint=_("The commitment has to be published before the public value is known."), field="at",
        )  # fmt: skip
    number = round_after(value.at)
    return {"beacon": QUICKNET.name, "round": number}, round_time(number)


def _published(cohort: Cohort, draw: Draw, lottery: Lottery, seed: PublicSeed, priorities: str) -> DrawRecord:
    name = f"{cohort.name}, {cohort.starts_on.isoformat()}" + (f" ({draw.number})" if draw.number > 1 else "")
    voided = tuple(_voided(each) for each in cohort.draws.filter(status=DrawStatus.VOID).order_by("number"))
    announcement = Announcement(
        name, draw.announced_at, secret_hash(secret_of(draw)), seed, priorities, voided
    )
    try:
        return publish(lottery, announcement)
    except LotteryError as error:
        raise CohortError(str(error)) from error


def _voided(draw: Draw) -> VoidedRow:
    """Return what the record of the next draw says of a void one."""
    return {
        "commitment": draw.commitment, "announced_at": draw.announced_at.isoformat(),
        "voided_at": draw.voided_at.isoformat() if draw.voided_at else "", "reason": draw.void_reason,
        "words": draw.void_words, "known": str(draw.known_when_void),
    }  # fmt: skip


def stated_priorities(cohort: Cohort) -> str:
    """Return the cohort's rules of priority and its floors in words, as they are published before the draw."""
    ranked = sorted(cohort.rules.filter(kind="priority"), key=lambda rule: (rule.rank or 1, rule.number))
    lines = [f"{rule.rank}. {rule.question}" + (f" ({rule.law})" if rule.law else "") for rule in ranked]
    floors = cohort.floors.select_related("rule", "track").order_by("rule__number", "track__name")
    lines += [
        f"{floor.track.name + ': ' if floor.track else ''}{floor.rule.label} ≥ {floor.seats}: {floor.reason}"
        + _lowered(floor)
        for floor in floors
    ]
    if beyond := override_words(seat_limit(cohort)):
        lines.append(beyond)
    return "\n".join(lines)


def _lowered(floor: SeatFloor) -> str:
    if floor.promised is None:
        return ""
    return " " + _("(%(n)s were promised at first; lowered: %(why)s)") % {
        "n": floor.promised, "why": floor.lowered_reason,
    }  # fmt: skip


def _held(draw: Draw) -> Draw:
    hold(draw.cohort)
    return Draw.objects.select_related("cohort__organization").get(pk=draw.pk)


@transaction.atomic
def contribute(actor: Actor, draw: Draw, party: str, value: str) -> Draw:
    """Take in the value that a party opens; it has to be the one that the party committed to."""
    draw = _held(draw)
    require_draw(actor, "contribute", draw)
    from hashlib import sha256

    hashes = draw.record["committed"]["public_seed"].get("parties", {})
    if party not in hashes:
        raise CohortError(_("No such party contributes to this draw."), field="party")
    if sha256(value.encode()).hexdigest() != hashes[party]:
        raise CohortError(_("This is not the value that %s committed to.") % party, field="value")
    draw.contributions = {**draw.contributions, party: value}
    with acting_in("move_draw"):
        draw.save(update_fields=["contributions"])
    return draw


@transaction.atomic
def open_draw(actor: Actor, draw: Draw, *, signature: str = "") -> Draw:
    """Draw: with the beacon's signature of the announced round, or once every party has opened its value.

    The result follows from what was fixed, so that a draw that was broken off is opened again with the same result.
    Seats are offered, everybody else waits in drawn order; whoever withdrew meanwhile leaves the seat to the next.
    """
    draw = _held(draw)
    require_draw(actor, "open", draw)
    now = timezone.now()
    if draw.opens_at is not None and now < draw.opens_at:
        raise CohortError(
            _("The public value of this draw does not exist yet: it is published on %(day)s.")
            % {"day": date_format(timezone.localtime(draw.opens_at), "DATETIME_FORMAT")},
            hint=_("Nothing was drawn. Come back then."),
        )
    draw.record = _opened(draw, signature)
    draw.drawn_at, draw.status = now, str(DRAW_RULES["open"].to)
    with acting_in("move_draw"):
        draw.save(update_fields=["record", "drawn_at", "status"])
    _give(draw)
    notice(actor, DRAWN, draw.cohort_id)
    notice(actor, SEAT_FREE, draw.cohort_id)
    return draw


def _opened(draw: Draw, signature: str) -> DrawRecord:
    record: DrawRecord = draw.record
    wrong = [each.text for each in verify_record(record, published_commitment=draw.commitment)
             if each.fault is not Fault.NOT_DRAWN]  # fmt: skip
    if wrong:
        raise CohortError(" ".join(wrong), hint=_("Nothing was drawn. Void this draw with the reason."))
    opened: Opened = {"secret": secret_of(draw)}
    if draw.opens_at is not None:
        opened["signature"] = signature.strip().lower()
    else:
        opened["contributions"] = draw.contributions
    try:
        return open_record(record, opened)
    except BeaconError as error:
        raise CohortError(str(error), hint=_("Nothing was drawn."), field="signature") from error
    except LotteryError as error:
        raise CohortError(str(error), hint=_("Nothing was drawn.")) from error


def _give(draw: Draw) -> None:
    """Write each outcome, offer the seats, and put everybody else on the waiting list in drawn order.

    Whoever took back the permission to read their application since then was drawn all the same: an offer runs out by
    itself, and whoever lets the agency read again finds the place that chance gave (`finish_draw`).
    """
    results = {row["code"]: row for row in draw.record["results"]}
    _write_results(draw, results)


def finish_draw(cohort: Cohort) -> None:
    """Write the outcomes that whoever opened the draw could not: of people who stopped sharing since; by the system."""
    draw = cohort.draws.filter(status=DrawStatus.DRAWN).select_related("cohort__organization").first()
    if draw is not None:
        _write_results(draw, {row["code"]: row for row in draw.record["results"]})


def _write_results(draw: Draw, results: Mapping[str, ResultRow]) -> None:
    entries = list(draw.entries.filter(outcome="").select_related("application"))
    moved: list[Application] = []
    now = timezone.now()
    for entry in entries:
        row, application = results[entry.application.code], entry.application
        entry.outcome, entry.place = row["outcome"], row["place"]
        if application.status != ApplicationStatus.ELIGIBLE:
            continue
        is_seat = row["outcome"] == "seat"
        application.status = str(APPLICATION_RULES["offer" if is_seat else "put_on_list"].to)
        application.place, application.status_at = None if is_seat else row["place"], now
        application.decide_by = hears_by(draw.cohort, application.status) or application.decide_by
        application.late_told_at = None
        moved.append(application)
    with acting_in("move_draw"):
        DrawEntry.objects.bulk_update(entries, ["outcome", "place"], batch_size=2_000)
    with acting_in("move_application"):
        Application.objects.bulk_update(
            moved, ["status", "place", "status_at", "decide_by", "late_told_at"], batch_size=2_000
        )


@transaction.atomic
def void_draw(actor: Actor, draw: Draw, *, reason: str, words: str) -> Draw:
    """Say that an announced draw does not count, and why; it stays published, and another may be announced."""
    draw = _held(draw)
    require_draw(actor, "void", draw)
    words = " ".join(words.split())
    if reason not in VoidReason.values:
        raise CohortError(_("Choose a reason."), field="reason")
    if not words:
        raise CohortError(_("Say what happened: it is published beside the draw."), field="words")
    draw.status, draw.voided_at = str(DRAW_RULES["void"].to), timezone.now()
    draw.void_reason, draw.void_words = VoidReason(reason), words[:600]
    with acting_in("move_draw"):
        draw.save(update_fields=["status", "voided_at", "void_reason", "void_words"])
    return draw
