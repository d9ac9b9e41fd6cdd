"""Many people at once: what is asked of the database for each, what a second time does, what a failure leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants.actions import Attestation, import_people
from gainful.domain.participants.models import Consent, Participant, WorkHistory
from gainful.domain.participants.pool import pool
from gainful.domain.participants.pool_rows import read_people
from gainful.engine.occupations import load_reference
from gainful.engine.records.people import JobRecord, PersonRecord, SkillRecord
from tests.town import town  # noqa: F401 - a fixture


def people(count, **changes):
    job = JobRecord("53-2031.00", 'Cabin "crew"')
    values = {"schedule": ("day", "evening"), "jobs": (job,), "barriers": ("transport",)} | changes
    return [PersonRecord(code=f"P-{n}", **{"name": f"Person {n}"} | values) for n in range(count)]


def brought(who, records, progress=None):
    with acting_as(who.user, who.organization, role=who.role) as actor:
        given = Attestation(timezone.now() + timedelta(days=90))
        return import_people(actor, records, given, progress=progress)


def told(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_all_come_with_consent_and_history(town, as_web_role):  # noqa: F811
    done = brought(town.manager, people(5))
    assert (done.added, done.updated, done.closed) == (5, 0, [])
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        person = Participant.objects.get(code="P-3")
        assert person.schedule == ["day", "evening"]
        assert person.jobs.get().title == 'Cabin "crew"'
        assert Consent.objects.get(participant=person).attested_by == town.manager.user
        for table in ("participantevent", "consentevent", "workhistoryevent", "barrierevent"):
            rows = told(f"SELECT pgh_label, pgh_context_id IS NULL FROM participants_{table}")
            assert rows == [("insert", False)] * 5, table


def test_a_second_time_doubles_nobody_and_tells_only_changes(town, as_web_role):  # noqa: F811
    brought(town.manager, people(3))
    again = brought(town.manager, [*people(2), *people(3, name="", wage_floor=30_000)[2:]])
    assert (again.added, again.updated) == (0, 3)
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        assert WorkHistory.objects.count() == Participant.objects.count() == 3
        changed = Participant.objects.get(code="P-2")
        assert (changed.name, changed.wage_floor) == ("Person 2", 30_000)


def test_tools_and_levels_that_a_file_tells_reach_the_pool(town, as_web_role):  # noqa: F811
    excel = SkillRecord("technology:microsoft-excel", "Microsoft Excel", "technology")
    listening = SkillRecord("onet:2.A.1.b", "Active Listening", "skill", 4.5)
    for _ in range(2):
        brought(town.manager, people(1, skills=(excel, listening), credentials=("credential:cna",)))
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        person = Participant.objects.get(code="P-0")
        assert {c.name: c.level for c in person.competencies.all()} == {
            "Microsoft Excel": None,
            "Active Listening": 4.5,
        }
        assert person.credentials.get().name == "Certified Nursing Assistant (CNA)"
        read = pool(actor)
        row = read.ids.tolist().index(str(person.pk))
        assert read.credentials[row] == {"technology:microsoft-excel", "credential:cna"}
        assert read.levels[row, load_reference().column("onet:2.A.1.b")] == 450


def test_a_failure_in_the_middle_leaves_nobody(town, as_web_role):  # noqa: F811
    def broken():
        yield from people(3)
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError):
        brought(town.manager, broken())
    with acting_as_system("test"):
        assert Participant.objects.count() == 0


def test_a_connection_has_no_setting_that_makes_history_fail_inside(db):
    assert told("SELECT current_setting('pgtrigger.ignore')") == [("{}",)]


def test_no_reference_check_waits_for_the_commit(town, as_web_role):  # noqa: F811
    """A check that waits would find the missing person only later; the import would keep one in memory a row."""
    seen = []

    def look(_done):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT look")
            try:
                cursor.execute(
                    "INSERT INTO participants_workhistory (id, participant_id, occupation_code, title,"
                    " employer, source) SELECT gen_random_uuid(), gen_random_uuid(), '', 'x', '', 'x'"
                )
            except Exception as error:  # noqa: BLE001 - which error it is, is what is looked at
                seen.append(type(error.__cause__).__name__)
            cursor.execute("ROLLBACK TO SAVEPOINT look")

    with acting_as_system("test") as system:
        given = Attestation(timezone.now() + timedelta(days=90))
        actor = type(system)(town.manager.user, town.agency, "program_manager")
        import_people(actor, [], given)
        import_people(actor, people(1), given, progress=look)
    assert seen == ["ForeignKeyViolation"]


@pytest.mark.parametrize(
    "table", ["participant", "workhistory", "barrier", "characteristic", "participantlevels"]
)
def test_one_person_is_read_without_reading_all(town, as_web_role, table):  # noqa: F811
    """The rule of row security is a look-up by person, not a set of everybody worked out first."""
    column = "id" if table == "participant" else "participant_id"
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        plan = "\n".join(
            line for (line,) in told(
                f"EXPLAIN SELECT * FROM participants_{table} WHERE {column} = gen_random_uuid()"
            )
        )  # fmt: skip
    assert "participants_consent" in plan


def test_a_person_is_looked_up_by_nothing_but_the_key(db):
    """PostgreSQL 18 skips through an index to a later column; an index that ends in the key would be read whole."""
    rows = told(
        "SELECT indexdef FROM pg_indexes WHERE tablename = 'participants_participant'"
        " AND indexdef ~ ', (id|code)[,)]' AND indexname <> 'participants_code_unique'"
    )
    assert rows == []


def test_the_pool_knows_since_when_each_waits_told_or_registered(town):  # noqa: F811
    told_day = timezone.localdate() - timedelta(days=400)
    brought(town.manager, [*people(1, waits_since=told_day), *people(2)[1:]])
    with acting_as(town.manager.user, town.agency, role="program_manager"):
        both = list(Participant.objects.filter(code__in=["P-0", "P-1"]).order_by("pk"))
        held = read_people([person.pk for person in both], load_reference()).pool
    since = {person.code: day for person, day in zip(both, held.since.tolist(), strict=True)}
    registered = next(person.created_at for person in both if person.code == "P-1").date()
    assert since == {"P-0": told_day.toordinal(), "P-1": registered.toordinal()}
