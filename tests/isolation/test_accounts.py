"""Without an actor, or from another organization, the web role sees and writes nothing."""

import pytest
from django.db import ProgrammingError, connection, transaction

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization


@pytest.fixture
def two_agencies(db):
    with acting_as_system("test"):
        made = []
        for name in ("Harbor", "Prairie"):
            user = User.objects.create_user(f"{name.lower()}@example.org")
            organization = Organization.objects.create(name=name, kind="agency")
            Membership.objects.create(user=user, organization=organization, role="program_manager")
            made.append((user, organization))
    return made


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", ["accounts_user", "organizations_membership", "accounts_userevent"])
def test_nobody_reads_nothing(two_agencies, as_web_role, table):
    assert count(table) == 0


def test_a_member_sees_only_colleagues(two_agencies, as_web_role):
    (user, organization), _ = two_agencies
    with acting_as(user, organization, role="program_manager"):
        assert list(User.objects.values_list("pk", flat=True)) == [user.pk]
        assert Membership.objects.count() == 1


def test_a_write_without_an_actor_is_refused(db, as_web_role):
    with pytest.raises(ProgrammingError, match="without an actor"), transaction.atomic():
        User.objects.update(name="x")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        User.objects.create_user("stranger@example.org")


def test_a_coach_makes_no_organization(two_agencies, as_web_role):
    (user, organization), _ = two_agencies
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        acting_as(user, organization, role="coach"),
    ):
        Organization.objects.create(name="Mine", kind="agency")


def test_history_names_the_actor(two_agencies):
    from gainful.domain.organizations.models import Organization as Org

    user, organization = two_agencies[0]
    with acting_as(user, organization, role="program_manager", reason="rename"):
        organization.name = "Harbor Works"
        organization.save()
    with acting_as_system("test"):
        event = Org.pgh_event_model.objects.filter(pgh_obj=organization).order_by("pgh_id").last()
        assert event.name == "Harbor Works"
        assert event.pgh_context.metadata["user"] == str(user.pk)
        assert event.pgh_context.metadata["reason"] == "rename"
