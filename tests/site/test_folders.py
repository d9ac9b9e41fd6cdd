"""Sample data and real records never share a folder."""

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Organization
from gainful.site.serve import DEMO_FOLDER, folder_refusal


def test_an_empty_folder_takes_either(db):
    assert folder_refusal(demo=True) is None
    assert folder_refusal(demo=False) is None


@pytest.mark.parametrize("what", ["account", "organization"])
def test_demo_refuses_where_one_thing_is_real(db, what):
    with acting_as_system("test"):
        User.objects.create_user("sample@example.org", is_sample=True)
        if what == "account":
            User.objects.create_user("real@example.org")
        else:
            Organization.objects.create(name="Harbor", kind="agency")
    refusal = folder_refusal(demo=True)
    assert refusal is not None
    assert "real records" in refusal
    assert "GAINFUL_DATA=var-demo" in refusal


def test_serving_for_work_refuses_sample_data(db):
    with acting_as_system("test"):
        User.objects.create_user("sample@example.org", is_sample=True)
    assert "sample data" in str(folder_refusal(demo=False))
    assert folder_refusal(demo=True) is None


def test_the_two_begin_in_folders_of_their_own():
    assert DEMO_FOLDER != "var"
