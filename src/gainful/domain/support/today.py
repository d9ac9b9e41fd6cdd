"""Who needs a coach today, and why: every reason is a rule in words, and all of them are one statement.

A later stage adds its own reasons with `register_reason`; its SQL reads `mine`, the people whom the coach looks after,
and gives: person, since when, what it is about in words, and the number of the thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.kept_plan import kept_plan
from gainful.domain.messages.reach import reaches
from gainful.domain.participants.models import Participant
from gainful.domain.support.helping import staff_organization
from gainful.domain.support.models import CheckInMoment, CheckInSide
from gainful.engine.support.moments import MOMENTS

NO_CONTACT_DAYS, RECEIPT_DAYS, OLD_DAYS, ENDING_DAYS, ABSENT_DAYS, OPEN_DAYS = 14, 14, 90, 14, 7, 21
"""Days are ours (assumption), except the quarter after which needs are asked again."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody needs the coach today: the rule in words, how urgent (1 first), and the SQL that finds whom."""

    code: str
    rule: str | Promise
    urgency: int
    sql: str


_REASONS: dict[str, Reason] = {}


def register_reason(reason: Reason) -> Reason:
    """Add a reason; a code that is taken by another is an error of the program."""
    if _REASONS.setdefault(reason.code, reason) is not reason:
        raise ValueError(f"Two reasons are called {reason.code}.")
    return reason


def reasons() -> list[Reason]:
    """Return all reasons, the most urgent first."""
    return sorted(_REASONS.values(), key=lambda reason: reason.urgency)


def _actions(where: str) -> str:
    """Return the SQL of open actions of open goals of this agency; `where` is ours."""
    return (
        "SELECT a.participant_id, a.due_on, a.text, a.id FROM support_goalaction a"  # noqa: S608
        " JOIN support_goal g ON g.id = a.goal_id AND g.organization_id = %(agency)s AND g.state = 'open'"
        " JOIN mine ON mine.participant_id = a.participant_id"
        f" WHERE a.state IN ('todo', 'doing') AND {where}"
    )


for _reason in (
    Reason(
        "conflict", _("You and somebody else changed the same thing"), 1,
        "SELECT e.participant_id, e.received_at, '', e.id FROM support_offlineedit e JOIN mine USING (participant_id)"
        " WHERE e.coach_id = %(coach)s AND e.outcome = 'conflict'",
    ),
    Reason(
        "concern", _("An employer raised a concern: talk with them, then make a shared plan"), 2,
        "SELECT c.participant_id, c.raised_at, '', c.id FROM support_concern c JOIN mine USING (participant_id)"
        " WHERE c.organization_id = %(agency)s AND c.state = 'raised'",
    ),
    Reason(
        "again", _("They ask for help again"), 3,
        "SELECT a.participant_id, a.started_at, '', a.id FROM support_assessment a JOIN mine USING (participant_id)"
        " WHERE a.organization_id = %(agency)s AND a.state = 'open' AND a.moment = 'again' AND a.how = 'alone'",
    ),
    Reason(
        "check_in", _("A talk after the hire is due"), 9,
        "SELECT DISTINCT ON (p.id, s.side) p.participant_id, d.day, m.code || ' ' || s.side, p.id"
        " FROM mine CROSS JOIN LATERAL (SELECT * FROM placements_placement o"
        " WHERE o.participant_id = mine.participant_id OFFSET 0) p"  # OFFSET 0: person by person, never all of them
        " CROSS JOIN unnest(%(codes)s::text[], %(months)s::int[], %(days)s::int[]) AS m (code, months, days)"
        " CROSS JOIN (VALUES ('person'), ('employer')) AS s (side) CROSS JOIN LATERAL"
        " (SELECT (p.starts_on + make_interval(months => m.months, days => m.days))::date) AS d (day)"
        " WHERE p.organization_id = %(agency)s AND p.taken_back_at IS NULL"
        " AND p.kind IN ('hire', 'internal', 'other_job')"
        " AND d.day <= %(today)s AND NOT EXISTS (SELECT FROM support_checkin c WHERE c.placement_id = p.id"
        " AND c.moment = m.code AND c.side = s.side)"
        " AND NOT EXISTS (SELECT FROM placements_jobchange j WHERE j.placement_id = p.id AND j.kind = 'separation'"
        " AND j.taken_back_at IS NULL)"
        " AND (s.side = 'person' OR (p.introduction_id IS NOT NULL AND EXISTS (SELECT FROM participants_consent c"
        " WHERE c.participant_id = p.participant_id AND c.organization_id = %(agency)s AND c.revoked_at IS NULL"
        " AND c.expires_at > now() AND 'outcomes' = ANY (c.scopes))))"
        " ORDER BY p.id, s.side, d.day DESC",
    ),
    Reason(
        "appointment", _("You meet today"), 2,
        "SELECT a.participant_id, a.starts_at, a.what, a.id FROM support_appointment a JOIN mine USING (participant_id)"
        " WHERE a.organization_id = %(agency)s AND a.state = 'booked'"
        " AND (a.starts_at AT TIME ZONE %(zone)s)::date = %(today)s",
    ),
    Reason(
        "absent", _("They did not come to class, and nobody has spoken with them since"), 3,
        "SELECT n.participant_id, n.happened_at, '', n.id FROM support_casenote n JOIN mine USING (participant_id)"
        " WHERE n.organization_id = %(agency)s AND n.kind = 'absent' AND n.happened_at > now() - %(absent)s"
        " AND NOT EXISTS (SELECT FROM support_casenote k WHERE k.corrects_id = n.id)"
        " AND NOT EXISTS (SELECT FROM support_casenote l WHERE l.participant_id = n.participant_id"
        " AND l.organization_id = n.organization_id AND l.happened_at > n.happened_at"
        " AND l.kind IN ('call', 'meeting', 'visit', 'message', 'attended', 'absent'))",
    ),
    Reason(
        "absences", _("They missed several classes in a row, and nobody has spoken with them since"), 3,
        "SELECT e.participant_id, x.raised_at, x.absences || ' · ' || c.name, x.id FROM cohorts_absencealert x"
        " JOIN cohorts_enrolment e ON e.id = x.enrolment_id AND e.organization_id = %(agency)s"
        " AND e.status = 'enrolled' JOIN cohorts_cohort c ON c.id = e.cohort_id"
        " JOIN mine ON mine.participant_id = e.participant_id WHERE x.withdrawn_at IS NULL"
        " AND NOT EXISTS (SELECT FROM support_casenote l WHERE l.participant_id = e.participant_id"
        " AND l.organization_id = e.organization_id AND l.happened_at > x.raised_at"
        " AND l.kind IN ('call', 'meeting', 'visit', 'message', 'attended'))",
    ),
    Reason(
        "answer", _("They wrote to you, and nobody has read it"), 4,
        "SELECT t.participant_id, t.last_at, t.subject, t.id FROM outbox_thread t JOIN mine USING (participant_id)"
        " WHERE t.organization_id = %(agency)s AND t.waits",
    ),
    Reason(
        "action_late", _("You said you would do this, and its day is past"), 5,
        _actions("a.owner = 'coach' AND a.due_on < %(today)s"),
    ),
    Reason(
        "action_today", _("You said you would do this today"), 6,
        _actions("a.owner = 'coach' AND a.due_on = %(today)s"),
    ),
    Reason(
        "money_give", _("Money is approved and waits to be given"), 7,
        "SELECT m.participant_id, m.decided_at, m.words, m.id FROM support_moneyrequest m JOIN mine USING"
        " (participant_id) WHERE m.organization_id = %(agency)s AND m.state = 'approved'",
    ),
    Reason(
        "unsaid", _("You met, and nobody has said whether they came"), 8,
        "SELECT a.participant_id, a.starts_at, a.what, a.id FROM support_appointment a JOIN mine USING (participant_id)"
        " WHERE a.organization_id = %(agency)s AND a.state = 'booked'"
        " AND (a.ends_at AT TIME ZONE %(zone)s)::date < %(today)s",
    ),
    Reason(
        "referral", _("A service said no: the next step is open"), 9,
        "SELECT r.participant_id, coalesce(r.answered_at, r.sent_at), s.name, r.id FROM support_referral r"
        " JOIN mine USING (participant_id) JOIN support_service s ON s.id = r.service_id"
        " WHERE r.organization_id = %(agency)s AND r.state IN ('declined', 'no_answer')"
        " AND NOT EXISTS (SELECT FROM support_referral f WHERE f.follows_id = r.id)",
    ),
    Reason(
        "loop", _("A service said yes three weeks ago, and nobody has said whether they got it"), 9,
        "SELECT r.participant_id, r.answered_at, s.name, r.id FROM support_referral r"
        " JOIN mine USING (participant_id) JOIN support_service s ON s.id = r.service_id"
        " WHERE r.organization_id = %(agency)s AND r.state IN ('accepted', 'scheduled')"
        " AND r.answered_at < now() - %(open)s AND NOT EXISTS (SELECT FROM support_appointment a"
        " WHERE a.referral_id = r.id AND a.state = 'booked' AND a.ends_at > now())",
    ),
    Reason(
        "no_assessment", _("Nobody has asked yet what they need"), 10,
        "SELECT mine.participant_id, mine.since, '', mine.participant_id FROM mine WHERE NOT EXISTS"
        " (SELECT FROM support_assessment a WHERE a.participant_id = mine.participant_id"
        " AND a.organization_id = %(agency)s AND a.state = 'finished')",
    ),
    Reason(
        "assessment_hire", _("Their job begins, or has begun: ask again what they need for it"), 10,
        "SELECT DISTINCT ON (o.participant_id) o.participant_id, o.starts_on, o.title, o.participant_id"
        " FROM mine CROSS JOIN LATERAL (SELECT * FROM placements_placement p"
        " WHERE p.participant_id = mine.participant_id OFFSET 0) o"
        " WHERE o.organization_id = %(agency)s AND o.taken_back_at IS NULL"
        " AND o.kind IN ('hire', 'internal', 'other_job') AND (o.starts_on BETWEEN %(today)s + 1 AND %(today)s + 14"
        " OR o.starts_on BETWEEN %(today)s - 90 AND %(today)s - 14)"
        " AND EXISTS (SELECT FROM support_assessment a WHERE a.participant_id = o.participant_id"
        " AND a.organization_id = %(agency)s AND a.state = 'finished')"
        " AND NOT EXISTS (SELECT FROM support_assessment a WHERE a.participant_id = o.participant_id"
        " AND a.organization_id = %(agency)s AND a.state = 'finished' AND a.finished_at >="
        " CASE WHEN o.starts_on > %(today)s THEN %(today)s - 30 ELSE o.starts_on END)"
        " ORDER BY o.participant_id, o.starts_on DESC",
    ),
    Reason(
        "person_late", _("They wanted to do this, and its day is past: ask what is in the way"), 11,
        _actions("a.owner <> 'coach' AND a.due_on < %(today)s"),
    ),
    Reason(
        "receipt", _("The receipt has been missing for two weeks"), 12,
        "SELECT m.participant_id, m.given_on, m.words, m.id FROM support_moneyrequest m JOIN mine USING"
        " (participant_id) WHERE m.organization_id = %(agency)s AND m.state = 'given'"
        " AND m.given_on <= %(today)s - %(receipt)s",
    ),
    Reason(
        "consent", _("Their consent ends within two weeks: ask whether they want to give it again"), 13,
        "SELECT c.participant_id, c.expires_at, '', c.participant_id FROM participants_consent c JOIN mine USING"
        " (participant_id) WHERE c.organization_id = %(agency)s AND c.revoked_at IS NULL"
        " AND c.expires_at BETWEEN now() AND now() + %(ending)s",
    ),
    Reason(
        "assessment_old", _("What they need was last asked three months ago"), 14,
        "SELECT f.participant_id, f.at, '', f.participant_id FROM (SELECT a.participant_id, max(a.finished_at) AS at"
        " FROM support_assessment a JOIN mine USING (participant_id) WHERE a.organization_id = %(agency)s"
        " AND a.state = 'finished' GROUP BY a.participant_id) f WHERE f.at < now() - %(old)s",
    ),
    Reason(
        "no_contact", _("Nobody has spoken with them for two weeks"), 15,
        "SELECT mine.participant_id, coalesce(l.at, mine.since), '', mine.participant_id FROM mine"
        " LEFT JOIN LATERAL (SELECT max(n.happened_at) AS at FROM support_casenote n"
        " WHERE n.participant_id = mine.participant_id AND n.organization_id = %(agency)s"
        " AND n.kind IN ('call', 'meeting', 'visit', 'message', 'attended')) l ON true"
        " WHERE coalesce(l.at, mine.since) < now() - %(silent)s",
    ),
):  # fmt: skip
    register_reason(_reason)

_MINE = (
    "WITH mine AS MATERIALIZED (SELECT a.participant_id, a.since, p.name, p.code FROM support_assignment a"
    " JOIN participants_participant p ON p.id = a.participant_id"
    " WHERE a.coach_id = %(coach)s AND a.organization_id = %(agency)s AND a.ended_at IS NULL)"
)
_PAGE = """, whys (code, urgency, person, since, words, about) AS MATERIALIZED ({all}),
firsts AS (SELECT DISTINCT ON (person) person, urgency, left(since, 10) AS day FROM whys
  ORDER BY person, urgency, left(since, 10) NULLS LAST),
shown AS (SELECT f.person, row_number() OVER (ORDER BY f.urgency, f.day NULLS LAST, m.name, m.code, f.person) AS place
  FROM firsts f JOIN mine m ON m.participant_id = f.person ORDER BY place OFFSET %(start)s LIMIT %(size)s)
SELECT w.code, w.person, w.since, w.words, w.about, (SELECT count(*) FROM firsts),
  (SELECT count(*) FROM whys WHERE code = ANY (%(late)s)) FROM whys w JOIN shown s USING (person) ORDER BY s.place"""
"""People of the day by their most urgent reason, whoever has waited longest first; a page of them with all reasons."""
LATE = ("action_late", "person_late", "unsaid", "receipt")


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for one person: since when, what it is about, the number of the thing."""

    reason: Reason
    since: date | None
    words: str
    about: UUID


@dataclass(frozen=True, slots=True)
class Task:
    """One person of the day with every reason, the most urgent first, and the number that is safe to call."""

    person: Participant
    whys: tuple[Why, ...]
    phone: str
    is_discreet: bool

    @property
    def urgency(self) -> int:
        """The most urgent of its reasons."""
        return self.whys[0].reason.urgency


@dataclass(frozen=True, slots=True)
class Day:
    """The people of a day, or a page of them; how many there are in all, and how many of their things are late."""

    tasks: list[Task]
    people: int
    late: int


def day_of(actor: Actor, *, only: Iterable[str] = (), start: int = 0, size: int | None = None) -> Day:
    """Return the actor's people of today, the most urgent and longest waiting first: three statements, however many.

    A page beyond the last has nobody, and counts nobody.
    """
    agency = staff_organization(actor)
    wanted = [reason for reason in reasons() if not only or reason.code in set(only)]
    parts = [
        f"SELECT '{reason.code}', {reason.urgency}, person, since::text, words::text, about"  # noqa: S608
        f" FROM ({reason.sql}) AS found (person, since, words, about)"
        for reason in wanted
    ]
    sql = _MINE + _PAGE.replace("{all}", " UNION ALL ".join(parts))
    with kept_plan() as cursor:
        cursor.execute(sql, _values(actor, agency.pk) | {"start": start, "size": size, "late": list(LATE)})
        rows = cursor.fetchall()
    people, late = rows[0][5:] if rows else (0, 0)
    return Day(_grouped([row[:5] for row in rows]), people, late)


def tasks(actor: Actor, *, only: Iterable[str] = ()) -> list[Task]:
    """Return all people of the actor's day."""
    return day_of(actor, only=only).tasks


def _values(actor: Actor, agency: UUID) -> dict[str, Any]:
    return {
        "coach": actor.signed_in_user.pk, "agency": agency, "today": timezone.localdate(),
        "zone": timezone.get_current_timezone_name(), "absent": timedelta(days=ABSENT_DAYS),
        "ending": timedelta(days=ENDING_DAYS), "old": timedelta(days=OLD_DAYS),
        "silent": timedelta(days=NO_CONTACT_DAYS), "receipt": RECEIPT_DAYS, "open": timedelta(days=OPEN_DAYS),
        "codes": [moment.code for moment in MOMENTS], "months": [moment.months for moment in MOMENTS],
        "days": [moment.days for moment in MOMENTS],
    }  # fmt: skip


def _day(since: str | None) -> date | None:
    """Return the day of what SQL gives as text: a day stays itself, a moment is on the site's day."""
    if since is None:
        return None
    return (
        date.fromisoformat(since)
        if len(since) == 10
        else timezone.localtime(datetime.fromisoformat(since)).date()
    )


def _talk_words(words: str) -> str:
    """Return which talk is due as a coach says it: SQL gives its codes."""
    moment, side = words.split()
    with_whom = _("with the employer") if side == CheckInSide.EMPLOYER else _("with the person")
    return f"{CheckInMoment(moment).label}, {with_whom}"


def _grouped(rows: Iterable[Sequence[Any]]) -> list[Task]:
    """Return one task a person, in the order in which the rows come."""
    by_person: dict[UUID, list[Why]] = {}
    for code, person, since, words, about in rows:
        day, said = _day(since), _talk_words(words) if code == "check_in" else words
        by_person.setdefault(person, []).append(Why(_REASONS[code], day, said, about))
    people = Participant.objects.in_bulk(by_person)
    reach = reaches(people.values())
    return [
        Task(
            people[key],
            tuple(sorted(whys, key=lambda why: (why.reason.urgency, why.since or date.max))),
            reach[key].phone,
            reach[key].is_discreet,
        )
        for key, whys in by_person.items()
        if key in people
    ]
