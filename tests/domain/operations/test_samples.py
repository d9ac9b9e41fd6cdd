"""Sample data leaves a folder that turned real whole: every row, its history, its files; nothing real goes with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from gainful.demo.seed import AGENCY, PERSON_CODE, promise, seed
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.seals import seal, verify
from gainful.domain.operations.health.work import _left_behind
from gainful.domain.operations.samples import HeldError, look, remove
from gainful.domain.organizations.models import Membership, Organization, OrganizationKind
from gainful.domain.participants.models import Consent, Participant, Scope
from gainful.domain.support.models import Assignment
from gainful.imports.sample_removal import remove_samples
from tests.module_rows import rows_of_module

pytestmark = [pytest.mark.xdist_group("samples"), pytest.mark.slow]
"""What they start from is made once: a whole sample region."""

TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1"""


def owner():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def everything():
    """Return what stands in every table, history among them, as text."""
    owner()
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


class Real:
    """An agency with a manager, a coach, and a person who agreed, changed and has a coach."""

    def __init__(self):
        with acting_as_system("test"):
            self.agency = Organization.objects.create(name="Harbor County", kind=OrganizationKind.AGENCY)
            self.manager = User.objects.create_user("manager@harbor.example", name="Lea Holm")
            self.coach = User.objects.create_user("coach@harbor.example", name="Sam Roe")
            for user, role in ((self.manager, "program_manager"), (self.coach, "coach")):
                Membership.objects.create(user=user, organization=self.agency, role=role)
            self.person = Participant.objects.create(registered_by=self.agency, code="H-1", name="Ben Ode")
            Consent.objects.create(
                participant=self.person, organization=self.agency, scopes=list(Scope.values),
                expires_at=timezone.now() + timedelta(days=30), basis="verbal",
            )  # fmt: skip
        with acting_as(self.manager, self.agency, role="program_manager", reason="test"):
            self.person.phone = "+16125550199"
            self.person.save()
            Assignment.objects.create(participant=self.person, organization=self.agency, coach=self.coach)


def make_both():
    """Make the real agency, and beside it the whole sample region; returns what stood there before it, too."""
    real = Real()
    owner()
    seal()
    before = everything()
    with acting_as_system("test"):
        seed(60)
    promise()
    owner()
    seal()
    return real, before


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker):
    yield from rows_of_module(django_db_blocker, make_both)


@pytest.fixture
def mixed(both, db, tmp_path, settings):
    """The real agency, the sample region, and what stood there before the region."""
    settings.SAMPLE_PROGRESS_FILE = tmp_path / "sample-people"
    return both


def sample(model, **wanted):
    return model.objects.get(is_sample=True, **wanted)


def refused(*words):
    """Say what a refusal names; nothing may have gone."""
    owner()
    before = everything()
    with pytest.raises(HeldError) as error:
        remove("test")
    assert everything() == before
    said = "\n".join(hold.said for hold in error.value.samples.holds)
    for word in words:
        assert word in said
    return error.value.samples


def test_every_table_is_as_if_no_sample_had_ever_been_there(mixed):
    _real, before = mixed
    counts = look().counts()
    assert counts["participants_participant"] >= 60
    assert counts["accounts_user"] >= 6
    owner()
    removal = remove_samples("test")
    assert removal.samples.counts() == counts
    after = everything()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}


def test_the_chain_of_history_holds_and_says_who_removed_them(mixed):
    owner()
    removal = remove("the operator")
    owner()
    seal()
    assert verify() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT asked_by, history_rows, reason FROM gainful.erasure")
        ((asked_by, history_rows, reason),) = cursor.fetchall()
    assert (asked_by, history_rows) == ("the operator", removal.history_rows)
    assert "8 accounts" in reason
    assert removal.history_rows > 1000


def test_the_look_changes_nothing(mixed):
    owner()
    before = everything()
    assert look().counts()["organizations_organization"] >= 2
    assert everything() == before


def test_the_self_check_names_what_is_left_and_nothing_afterwards(mixed):
    owner()
    (finding,) = _left_behind()
    assert "gainful remove-samples" in finding.said
    assert "60" not in str(finding.state)
    remove("test")
    owner()
    assert list(_left_behind()) == []


def test_a_person_who_is_not_made_up_keeps_everything(mixed):
    with acting_as_system("test"):
        agency = sample(Organization, name=AGENCY)
        Participant.objects.create(registered_by=agency, code="T-1", name="Real Person")
    samples = refused("Real Person", AGENCY, "gainful erase")
    assert samples.held == 1
    with pytest.raises(HeldError):
        remove("test", also=[samples.holds[0].id])  # a person only goes by an erasure of their own


def test_a_real_account_with_a_role_at_a_sample_organization_must_end_it_first(mixed):
    real, _before = mixed
    with acting_as_system("test"):
        role = Membership.objects.create(
            user=real.coach, organization=sample(Organization, name=AGENCY), role="coach"
        )
    refused("Sam Roe", AGENCY, "End it")
    with acting_as_system("test"):
        Membership.objects.filter(pk=role.pk).update(ended_at=timezone.now())
    owner()
    remove("test")
    with acting_as_system("test"):
        assert User.objects.filter(pk=real.coach.pk).exists()
        assert Membership.objects.filter(user=real.coach).count() == 1


def test_what_a_real_person_agreed_with_a_sample_agency_is_named_and_goes_only_when_asked(mixed):
    real, _before = mixed
    with acting_as_system("test"):
        consent = Consent.objects.create(
            participant=real.person, organization=sample(Organization, name=AGENCY), scopes=["match"],
            expires_at=timezone.now() + timedelta(days=30), basis="verbal",
        )  # fmt: skip
    refused("Ben Ode", AGENCY, f"--also {consent.pk}")
    owner()
    remove("test", also=[str(consent.pk)])
    with acting_as_system("test"):
        assert Consent.objects.filter(participant=real.person).count() == 1
        assert Participant.objects.get().pk == real.person.pk


def test_an_organization_that_a_sample_agency_kept_stays_and_belongs_to_nobody(mixed):
    with acting_as_system("test"):
        kept = Organization.objects.create(
            name="Elm Works", kind=OrganizationKind.EMPLOYER, kept_by=sample(Organization, name=AGENCY)
        )
    assert look().loosened == {"organizations_organization.kept_by_id": 1}
    owner()
    remove("test")
    with acting_as_system("test"):
        assert Organization.objects.get(pk=kept.pk).kept_by_id is None


def test_a_made_up_person_whom_a_real_agency_sees_goes_with_that_consent(mixed):
    real, _before = mixed
    with acting_as_system("test"):
        ana = Participant.objects.get(code=PERSON_CODE)
        Consent.objects.create(
            participant=ana, organization=real.agency, scopes=["match"],
            expires_at=timezone.now() + timedelta(days=30), basis="verbal",
        )  # fmt: skip
    owner()
    remove("test")
    with acting_as_system("test"):
        assert Consent.objects.filter(organization=real.agency).count() == 1


def test_the_system_alone_cannot_take_a_signature_away(mixed):
    """The way past the guards is open only in a removal that the list of erasures names."""
    with acting_as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'gainful_eraser', true)")
        with pytest.raises(IntegrityError, match="signature cannot be changed"), transaction.atomic():
            cursor.execute("DELETE FROM job_orders_profileconfirmation")
