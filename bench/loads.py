"""A large installation for load figures: rows made inside PostgreSQL, a million people in minutes.

    python -m bench.loads people=1000000 orders=2000     # into the database of GAINFUL_DATA, which must be running

One function makes each kind of row (`LOADS`); an issue that adds tables adds its statements to `_later_rooms`. The rows
belong to one made-up agency and one made-up employer and are marked as samples. Triggers are off: they have no history.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from bench._later_rooms import ROOMS, SETTINGS

AGENCY, EMPLOYER = "00000000-0000-4000-8000-0000000000a1", "00000000-0000-4000-8000-0000000000e1"
OCCUPATIONS = "{31-1131.00,35-2014.00,41-2031.00,43-4051.00,53-7065.00,15-1232.00,47-2061.00,31-9092.00}"
ORGANIZATIONS = """
INSERT INTO organizations_organization (id, name, kind, area_code, is_sample, created_at) VALUES
  (%(agency)s, 'Load agency', 'agency', '', true, now()), (%(employer)s, 'Load employer', 'employer', '', true, now())
ON CONFLICT DO NOTHING"""
PEOPLE = """
INSERT INTO participants_participant (id, code, name, email, phone, postal_code, area_code, scenario, wage_floor,
  schedule, weekly_hours, commute_minutes, is_sample, created_at, updated_at, registered_by_id)
SELECT md5('person ' || n)::uuid, 'L' || n, 'Person ' || n, '', '', '', '',
  (ARRAY['displaced', 'incumbent', 'nontraditional'])[1 + n %% 3], 25000 + 1000 * (n %% 20), '{}', 20 + n %% 21, 30,
  true, now(), now(), %(agency)s
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""
JOBS = """
INSERT INTO participants_workhistory (source, id, occupation_code, title, employer, start, "end", participant_id)
SELECT 'import', md5('job ' || n)::uuid, (%(occupations)s::text[])[1 + n %% 8], 'Last job', '',
  date '2015-01-01' + n %% 2500, NULL, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""
NEEDS = """
INSERT INTO participants_barrier (id, participant_id, kind, is_removable, note, since)
SELECT md5('need ' || n || ' ' || k)::uuid, md5('person ' || n)::uuid,
  (ARRAY['transport', 'childcare', 'internet', 'housing', 'income', 'language', 'health', 'legal', 'clothing'])
    [1 + (n * 7 + k * 3) %% 9], true, '', current_date
FROM generate_series(1, %(count)s) n, generate_series(1, 3) k WHERE (n * 31 + k * 17) %% 10 < 3
ON CONFLICT DO NOTHING"""
ORDERS = """
INSERT INTO job_orders_joborder (id, employer_name, contact_name, contact_email, title, posting_text, source_name,
  occupation_code, occupation_title, occupation_confidence, runners_up, reference_version, openings, wage_unit,
  schedule, place, area_code, contract, facts, notes, status, is_sample, created_at, updated_at, agency_id, employer_id)
SELECT md5('order ' || n)::uuid, 'Load employer', '', '', 'Opening ' || n, '', '',
  (%(occupations)s::text[])[1 + n %% 8], '', 'high', '[]', 'onet-30.0', 1 + n %% 5, 'hour', '', '', '', '', '{}', '[]',
  'draft', true, now(), now(), %(agency)s, %(employer)s
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""


LEVELS = """
INSERT INTO participants_participantlevels (id, participant_id, reference_version, levels, doubt, current_code,
  updated_at)
SELECT md5('levels ' || n)::uuid, md5('person ' || n)::uuid, %(version)s, (%(levels)s::bytea[])[1 + n %% 64],
  (%(doubts)s::int[])[1 + n %% 64], (%(occupations)s::text[])[1 + n %% 8], now()
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""
CONSENTS = """
INSERT INTO participants_consent (id, scopes, granted_at, expires_at, basis, note, organization_id, participant_id)
SELECT md5('consent ' || n)::uuid, '{profile,matching,support}', now(), now() + interval '1 year', 'sample', '',
  %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""
SHARED = """
UPDATE job_orders_joborder SET status = 'sent_to_employer', place = 'Minneapolis, MN'
WHERE id IN (SELECT md5('order ' || n)::uuid FROM generate_series(1, %(count)s) n)"""
OPENINGS = """
INSERT INTO job_orders_opening (id, wage_unit, contract, place, shift, contribution, number, status, reason, changed_at,
  job_order_id)
SELECT md5('opening ' || n || ' ' || k)::uuid, 'hour', '', '', '', 0, k, (ARRAY['offered', 'paused'])[1 + n %% 2], '',
  now(), md5('order ' || n)::uuid
FROM generate_series(1, %(count)s) n, generate_series(1, 2) k ON CONFLICT DO NOTHING"""
REQUESTS = """
INSERT INTO outbox_request (id, kind, about_kind, about_id, subject, name, email, language, state, asked_at, due_on,
  expires_at, next_at, reminders, delegated_from, trouble, organization_id, to_organization_id)
SELECT md5('request ' || n)::uuid, 'profile', 'job_order', md5('order ' || n)::uuid, 'What does the job need? ' || n,
  '', '', 'en', (ARRAY['open', 'answered', 'expired'])[1 + n %% 3], now() - interval '9 days', current_date - n %% 20,
  now() + interval '20 days', now() + interval '9 days', 1, '', '', %(agency)s, %(employer)s
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""
MESSAGES = """
INSERT INTO outbox_message (id, kind, about_kind, about_id, to_name, channel, address, language, subject, text, digest,
  occasion, state, reason, not_before, attempts, reference, created_at, sent_at, organization_id, participant_id)
SELECT md5('message ' || n)::uuid, 'note', '', '', 'Person ' || n, 'email', 'p' || n || '@load.example', 'en', 'Class',
  'Class begins on Monday.', false, '', 'sent', '', now(), 1, '', now(), now(), %(agency)s, md5('person ' || n)::uuid
FROM generate_series(1, %(count)s) n ON CONFLICT DO NOTHING"""


def people(cursor: Any, count: int) -> None:
    """Make people with one job each, spread over eight occupations."""
    for statement in (PEOPLE, JOBS):
        execute(cursor, statement, count)


def orders(cursor: Any, count: int) -> None:
    """Make job orders of the employer, as drafts."""
    execute(cursor, ORDERS, count)


def consents(cursor: Any, count: int) -> None:
    """Let as many of the people share their record with the agency."""
    execute(cursor, CONSENTS, count)


def levels(cursor: Any, count: int) -> None:
    """Work out levels of the people's last job for one of eight lengths, and give them to all who had it so long."""
    from datetime import date

    from gainful.engine.occupations import load_reference
    from gainful.engine.ranking.held_by_people import held_by_people
    from gainful.engine.records import JobRecord, PersonRecord

    reference, codes = load_reference(), OCCUPATIONS.strip("{}").split(",")
    drawn = [
        PersonRecord(str(n), jobs=(JobRecord(codes[n % 8], start=date(2025 - n // 8, 1, 1)),))
        for n in range(64)
    ]
    held = held_by_people(drawn, reference, date(2026, 6, 30))
    told = {"version": reference.version, "levels": [row.astype("<u2").tobytes() for row in held.levels],
            "doubts": held.doubt.tolist()}  # fmt: skip
    cursor.execute(LEVELS, {**PARTIES, "occupations": OCCUPATIONS, "count": count, **told})


def needs(cursor: Any, count: int) -> None:
    """Give the people support needs, nine for ten people, as the sample region has them."""
    execute(cursor, NEEDS, count)


def shared(cursor: Any, count: int) -> None:
    """Put as many of the job orders before their employer, with two openings each, offered or paused."""
    for statement in (SHARED, OPENINGS):
        execute(cursor, statement, count)


def requests(cursor: Any, count: int) -> None:
    """Make requests to the employer, a third of them open, a third answered, a third without an answer."""
    execute(cursor, REQUESTS, count)


def messages(cursor: Any, count: int) -> None:
    """Make e-mails that were sent to as many of the people."""
    execute(cursor, MESSAGES, count)


def later(statements: tuple[str, ...]) -> Callable[[Any, int], None]:
    """Return what makes the rows of one of the later rooms."""

    def make(cursor: Any, count: int) -> None:
        for statement in statements:
            execute(cursor, statement, count)

    return make


LOADS: dict[str, Callable[[Any, int], None]] = {
    "people": people,
    "consents": consents,
    "needs": needs,
    "levels": levels,
    "orders": orders,
    "shared": shared,
    "requests": requests,
    "messages": messages,
    **{name: later(statements) for name, (statements, _what) in ROOMS.items()},
}
"""What can be made, by the name that the terminal takes."""


PARTIES = {"agency": AGENCY, "employer": EMPLOYER}
"""Whose rows they are; a bench with users of its own names theirs."""


def execute(cursor: Any, statement: str, count: int) -> None:
    """Run one statement with the names it may use."""
    cursor.execute(statement, {**PARTIES, **SETTINGS, "occupations": OCCUPATIONS, "count": count})


QUICK = {"max_wal_size": "6GB", "checkpoint_timeout": "1h", "full_page_writes": "off", "fsync": "off"}
"""Settings of the server while it is filled: rows that nobody misses when the machine fails are made again."""
SECONDARY = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND NOT i.indisunique AND NOT i.indisexclusion
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
  AND c.relname !~ '^(django|procrastinate)_'"""
"""Indexes that only speed up reading: written once at the end instead of with each row."""


def load(connection: Any, wanted: dict[str, int]) -> dict[str, float]:
    """Make the rows as the server's superuser, in one transaction; returns the seconds of each kind."""
    seconds: dict[str, float] = {}
    many = max(wanted.values(), default=0) >= MANY
    with (
        _quick(connection) if many else nullcontext(),
        connection.transaction(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no triggers: history would double the rows
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        indexes = cursor.execute(SECONDARY).fetchall() if many else []
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        execute(cursor, ORGANIZATIONS, 0)
        for name, count in wanted.items():
            with _timed(seconds, name):
                LOADS[name](cursor, count)
        with _timed(seconds, "indexes"):
            for _name, definition in indexes:
                cursor.execute(definition)
    connection.execute("UPDATE gainful.pool_epoch SET id = gen_random_uuid()")  # no trigger told the stores
    with _timed(seconds, "statistics"):
        connection.execute("VACUUM ANALYZE" if many else "ANALYZE")
    return seconds


MANY = 100_000
"""From so many rows of a kind on, the server is filled without care and indexes are made at the end."""


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - began
    print(f"{name}: {seconds[name]:.1f} s", file=sys.stderr, flush=True)


@contextmanager
def _quick(connection: Any) -> Iterator[None]:
    """Let the server write without care until the rows are there, and with care again, all of it, afterwards."""
    for name, value in QUICK.items():
        connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    connection.execute("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        for name in QUICK:
            connection.execute(f"ALTER SYSTEM RESET {name}")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CHECKPOINT")


def main(arguments: list[str]) -> int:
    """Fill the private server of GAINFUL_DATA."""
    import psycopg

    from gainful.site.database import DATABASE, socket_dir

    pairs = [argument.partition("=") for argument in arguments]
    if not pairs or any(name not in LOADS or not count.isdigit() for name, _, count in pairs):
        print(f"{__doc__}\nThere are: {', '.join(LOADS)}.")
        return 2
    with psycopg.connect(
        host=str(socket_dir()), user="postgres", dbname=DATABASE, autocommit=True
    ) as connection:
        load(connection, {name: int(count) for name, _, count in pairs})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
