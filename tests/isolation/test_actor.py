"""The web role cannot make up who acts, nor write history, nor keep a change out of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction

from gainful.domain.accounts.actor import acting_as, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import Participant
from gainful.domain.rights.roles import SYSTEM


@pytest.fixture
def manager(db):
    with acting_as_system("test"):
        user = User.objects.create_user("harbor@example.org")
        agency = Organization.objects.create(name="Harbor", kind="agency")
        Membership.objects.create(user=user, organization=agency, role="program_manager")
        Participant.objects.create(registered_by=agency, code="P-1", name="Ana")
    return user, agency


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def people():
    return run("SELECT count(*) FROM participants_participant")[0][0]


def refused(sql, *values, because="permission denied|must be"):
    with pytest.raises(Error, match=because), transaction.atomic():
        run(sql, *values)


def test_the_setting_of_old_opens_nothing(manager, as_web_role):
    run(
        "SELECT set_config('gainful.role', 'system', true), set_config('gainful.user_id', %s, true)",
        str(manager[0].pk),
    )
    assert people() == 0
    refused("UPDATE participants_participant SET name = 'x'", because="without an actor")


@pytest.mark.parametrize("forged", ["||system|", "{user}|{agency}|program_manager|", "|||", "x"])
def test_an_unsigned_claim_opens_nothing(manager, as_web_role, forged):
    claimed = forged.format(user=manager[0].pk, agency=manager[1].pk)
    run("SELECT set_config('gainful.actor', %s, true)", claimed)
    assert run("SELECT gainful.actor()") == [(None,)]
    assert people() == run("SELECT count(*) FROM accounts_user")[0][0] == 0


def claim_of(manager):
    with acting_as(*manager, role="program_manager"):
        assert run("SELECT count(*) FROM organizations_membership") == [(1,)]
        return run("SELECT current_setting('gainful.actor')")[0][0]


@pytest.mark.parametrize("place", range(8))
def test_a_claim_changed_in_any_part_opens_nothing(manager, as_web_role, place):
    parts = claim_of(manager).split("|")
    parts[place] = {0: str(manager[1].pk), 1: str(manager[0].pk), 2: "operator", 5: "1"}.get(
        place, parts[place] + "0"
    )
    run("SELECT set_config('gainful.actor', %s, true)", "|".join(parts))
    assert run("SELECT gainful.actor()") == [(None,)]


def test_a_claim_seen_in_another_session_is_worth_nothing(manager, as_web_role):
    import psycopg

    stolen = claim_of(manager)
    settings = connection.settings_dict
    with psycopg.connect(host=settings["HOST"], user="gainful_web", dbname=settings["NAME"]) as other:
        other.execute("SELECT set_config('gainful.actor', %s, true)", [stolen])
        assert other.execute("SELECT gainful.actor()").fetchone() == (None,)


def test_the_key_and_other_roles_are_closed(manager, as_web_role):
    refused("SELECT * FROM gainful.actor_key")
    refused("UPDATE gainful.actor_key SET inner_pad = ''")


def test_the_web_role_becomes_nobody_else(manager):
    import psycopg

    settings = connection.settings_dict
    for role in (SYSTEM, "gainful_eraser", "gainful_owner", "postgres"):
        with (
            psycopg.connect(host=settings["HOST"], user="gainful_web", dbname=settings["NAME"]) as web,
            pytest.raises(psycopg.Error, match="permission denied"),
        ):
            web.execute(f"SET ROLE {role}")


def test_a_system_claim_is_refused_even_with_the_key(manager, as_web_role):
    from gainful.domain.accounts.binding import claim

    with connection.cursor() as cursor:
        signed = claim(cursor, "", "", "system", "")
    run("SELECT set_config('gainful.actor', %s, true)", signed)
    assert run("SELECT gainful.actor()") == [(None,)]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO participants_participantevent SELECT * FROM participants_participantevent",
        "UPDATE participants_participantevent SET name = 'x'",
        "DELETE FROM participants_participantevent",
        "INSERT INTO pghistory_context (metadata) VALUES ('{}')",
        "UPDATE pghistory_context SET metadata = '{}'",
        "CREATE TEMPORARY TABLE mine (x int)",
        "ALTER FUNCTION public._pgh_attach_context() RESET ALL",
        "SELECT public.pgtrigger_insert_insert_068a6()",
    ],
)
@pytest.mark.parametrize("role", ["program_manager", "operator", "participant"])
def test_history_is_written_by_triggers_only(manager, as_web_role, sql, role):
    with acting_as(*manager, role=role):
        refused(sql, because="permission denied|must be owner|does not exist|trigger functions can only")


def test_neither_system_nor_owner_roles_of_the_site_change_history(manager):
    with acting_as_system("test"):
        refused("UPDATE accounts_userevent SET name = 'x'")
        refused("DELETE FROM accounts_userevent")
        refused("INSERT INTO accounts_userevent SELECT * FROM accounts_userevent")


def test_a_change_cannot_be_kept_out_of_history_nor_put_on_another(manager, as_web_role):
    user, agency = manager
    with acting_as(user, agency, role="program_manager"):
        run("SELECT set_config('pgtrigger.ignore', '{organizations_organization:update_update}', true)")
        run("SELECT set_config('pghistory.context_metadata', '{\"user\": \"somebody else\"}', true)")
        run("UPDATE organizations_organization SET area_code = '1' WHERE id = %s", agency.pk)
    with acting_as_system("test"):
        event = Organization.pgh_event_model.objects.order_by("pgh_id").last()
        assert event.area_code == "1"
        assert event.pgh_context.metadata["user"] == str(user.pk)
        assert event.pgh_context.metadata["role"] == "program_manager"


def test_the_context_of_an_older_change_cannot_be_taken_over(manager, as_web_role):
    user, agency = manager
    with acting_as_system("test"):
        older = Organization.pgh_event_model.objects.order_by("pgh_id").last().pgh_context
    with acting_as(user, agency, role="program_manager"):
        run("SELECT set_config('pghistory.context_id', %s, true)", str(older.pk))
        run("SELECT set_config('pghistory.context_metadata', '{}', true)")
        run("UPDATE organizations_organization SET area_code = '1' WHERE id = %s", agency.pk)
    with acting_as_system("test"):
        metadata = older.metadata
        older.refresh_from_db()
        assert older.metadata == metadata


def test_a_visitor_sees_the_one_account_that_signs_in(manager, as_web_role):
    with acting_as_system("test"):
        User.objects.create_user("other@example.org")
    with acting_as(None, None, role="visitor", subject="email:HARBOR@example.org"):
        assert run("SELECT email FROM accounts_user") == [("harbor@example.org",)]
        assert people() == 0
        assert run("SELECT count(*) FROM organizations_membership") == [(1,)]
    with acting_as(None, None, role="visitor"):
        assert run("SELECT email FROM accounts_user") == []


@pytest.mark.parametrize(
    "forged", ["{user}|{agency}|operator||", "{user}|{agency}|operator|||1|2|3", "||visitor||"]
)
def test_a_setting_that_a_query_made_up_is_not_signed_by_the_next_action(manager, as_web_role, forged):
    """A query in which something was slipped sets the actor; an action that begins after it would have signed that."""
    user, agency = manager
    with acting_as_system("test"):
        other = User.objects.create_user("elsewhere@example.org")
    claimed = forged.format(user=user.pk, agency=agency.pk)
    with acting_as(other, role="participant"):
        run("SELECT set_config('gainful.actor', %s, true)", claimed)
        with pytest.raises(PermissionDenied), acting_in("advance"):
            pass
        assert run("SELECT gainful.actor()") == [(None,)]
        assert people() == 0


def test_an_action_runs_as_whoever_acts(manager, as_web_role):
    user, agency = manager
    with acting_as(user, agency, role="program_manager", subject="x"):
        before = run("SELECT gainful.actor()")[0][0]
        with acting_in("advance"):
            during = run("SELECT gainful.actor()")[0][0]
        assert during == [*before[:4], b"advance".hex()]
        assert (
            run("SELECT gainful.actor()")[0][0]
            == before
            == [str(user.pk), str(agency.pk), "program_manager", "78", ""]
        )
