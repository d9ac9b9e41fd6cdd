"""The doors of the demo, which ask for no password, are there in demo mode only."""

import pytest
from django.http import Http404
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization
from gainful.www.guest.entry_pages import demo_sign_in

ROLES = ("program_manager", "coach", "operator")


@pytest.fixture
def sample(db):
    """A sample person in each role."""
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Two Rivers (sample)", kind="agency", is_sample=True)
        for role in ROLES:
            user = User.objects.create_user(
                f"{role}@sample.example", is_sample=True, is_staff=role == "operator"
            )
            Membership.objects.create(user=user, organization=agency, role=role)


@pytest.mark.parametrize("role", ROLES)
def test_outside_demo_mode_nobody_is_let_in(sample, client, settings, role):
    settings.DEMO = False
    assert client.post(reverse("demo_sign_in", args=[role])).status_code == 404
    assert "_auth_user_id" not in client.session
    assert "Sign in as" not in client.get("/").content.decode()


def test_the_page_refuses_by_itself(sample, settings, rf):
    """Row security hides sample people outside demo mode; here it shows them, so that the page's own word counts."""
    settings.DEMO = False
    with acting_as_system("test"), pytest.raises(Http404):
        demo_sign_in(rf.post("/demo/coach/"), "coach")


@pytest.mark.parametrize("role", ROLES)
def test_in_demo_mode_the_sample_person_of_the_role_is_let_in(sample, client, settings, role):
    settings.DEMO = True
    assert client.post(reverse("demo_sign_in", args=[role])).status_code == 302
    with acting_as_system("test"):
        assert User.objects.get(pk=client.session["_auth_user_id"]).email == f"{role}@sample.example"


def test_nobody_real_is_signed_in_by_a_demo_door(db, client, settings):
    settings.DEMO = True
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Harbor Workforce", kind="agency")
        Membership.objects.create(
            user=User.objects.create_user("ana@example.org"), organization=agency, role="coach"
        )
    assert client.post(reverse("demo_sign_in", args=["coach"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_to_a_demo_door_is_not_enough(sample, client, settings):
    settings.DEMO = True
    assert client.get(reverse("demo_sign_in", args=["coach"])).status_code == 405
