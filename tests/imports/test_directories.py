"""A directory file into the database and out again: the same, with what changed here and nothing lost."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.support.actions import save_service, set_places
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Service, ServiceLocation
from gainful.exchange.hsds.check import check_records
from gainful.exchange.hsds.reading import read_bytes, read_directory
from gainful.exchange.hsds.writing import as_json
from gainful.imports.directories import export_directory, import_directory
from tests.exchange.hsds.examples import CARE, full, write_old

pytestmark = pytest.mark.usefixtures("as_web_role")


@pytest.fixture
def keeper(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        yield actor


def read(*records):
    return read_bytes(json.dumps(list(records)).encode(), "services.json")


def test_what_came_in_goes_out_the_same(keeper):
    alone = full("organization", "alone")
    done = import_directory(keeper, read(CARE, full("service"), alone))
    assert (done.stored.new, done.losses, done.problems) == (2, [], [])
    services, organizations = export_directory(keeper)
    assert {each["id"]: each for each in services} == {each["id"]: each for each in (CARE, full("service"))}
    assert organizations == [alone]
    again = read_bytes(as_json(services, organizations).encode(), "out.json")
    assert check_records(again.services) == []
    assert check_records(again.organizations, "organization") == []
    assert import_directory(keeper, again).stored.same == 2


def test_fields_that_hsds_does_not_name_are_said_and_stay(keeper):
    odd = CARE | {"moon": {"phase": 3}}
    done = import_directory(keeper, read(odd))
    assert any("moon" in note for note in done.notes)
    assert export_directory(keeper)[0] == [odd]


def test_columns_are_there_to_work_with(keeper):
    import_directory(keeper, read(CARE))
    row = Service.objects.get()
    assert (row.name, row.needs, row.languages, row.minimum_age) == (
        "Evening child care",
        ["child_care"],
        ["Somali"],
        18,
    )
    assert (row.places, row.places_free, row.phone) == (10, 2, "612-555-0134")
    place = ServiceLocation.objects.get()
    assert (place.postal_code, place.area_code, place.transportation) == (
        "55404", "0033460", "Bus 5 to Franklin Avenue",
    )  # fmt: skip


def test_what_was_changed_here_goes_out_as_valid_hsds(keeper):
    import_directory(keeper, read(CARE))
    row = Service.objects.get()
    save_service(
        keeper, row, needs=["family", "child_care"], phone="612-555-0199", languages=["Somali", "Hmong"],
        place={"address": "12 Franklin Avenue", "city": "Minneapolis", "state": "MN", "postal_code": "55404"},
    )  # fmt: skip
    set_places(keeper, row, 12, 5)
    (record,) = export_directory(keeper)[0]
    assert check_records([record]) == []
    assert record["phones"][0]["number"] == "612-555-0199"
    assert [each["name"] for each in record["languages"]] == ["Somali", "Hmong"]
    assert (record["capacities"][0]["available"], record["capacities"][0]["maximum"]) == (5, 12)
    location = record["service_at_locations"][0]["location"]
    assert location["addresses"][0]["address_1"] == "12 Franklin Avenue"
    codes = {each["taxonomy_term"]["code"] for each in record["attributes"]}
    assert codes == {"family", "child_care"}


def test_a_service_entered_here_goes_out_as_valid_hsds(keeper):
    row = save_service(
        keeper, None, provider="Bus Company", name="Bus passes", needs=["transport"], description="A month's pass",
        place={"city": "Minneapolis", "address": "1 Main", "state": "MN", "postal_code": "55401"},
    )  # fmt: skip
    set_places(keeper, row, 3, 3)
    (record,) = export_directory(keeper)[0]
    assert check_records([record]) == []
    with pytest.raises(SupportError, match="who provides"):
        save_service(keeper, None, provider=" ", name="x")
    with pytest.raises(SupportError, match="lowest age is above"):
        save_service(keeper, row, minimum_age=9, maximum_age=8)
    with pytest.raises(SupportError, match="email"):
        save_service(keeper, Service.objects.get(), email="not an address")


def test_importing_again_changes_what_changed_and_keeps_what_the_file_does_not_say(keeper):
    silent = {key: value for key, value in CARE.items() if key != "email"}
    import_directory(keeper, read(silent, full("service")))
    row = Service.objects.get(hsds_id=CARE["id"])
    save_service(keeper, row, email="found@bright.example.org")
    done = import_directory(keeper, read(silent | {"name": "Night care"}))
    assert (done.stored.changed, done.stored.not_in_file) == (1, 1)
    row = Service.objects.get(hsds_id=CARE["id"])
    assert (row.name, row.email) == ("Night care", "found@bright.example.org")
    assert any("stay as they are" in note for note in done.notes)
    assert any("Kept because the file says nothing" in note for note in done.notes)


def test_a_service_stays_with_its_provider(keeper):
    import_directory(keeper, read(CARE))
    moved = CARE | {"organization": CARE["organization"] | {"id": "11111111-1111-4222-8333-444455556666"}}
    with pytest.raises(SupportError, match="another provider"):
        import_directory(keeper, read(moved))


def test_version_2_comes_in_and_goes_out_as_valid_version_3(keeper, tmp_path):
    done = import_directory(keeper, read_directory(write_old(tmp_path)))
    assert done.version == "2.0"
    assert len(done.losses) == 5
    services, _organizations = export_directory(keeper)
    assert check_records(services) == []
    assert services[0]["schedules"][0]["opens_at"] == "15:00"


def test_another_agency_sees_and_changes_nothing(keeper, town):
    import_directory(keeper, read(CARE))
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager") as actor:
        assert export_directory(actor) == ([], [])
    with (
        acting_as(town.employer.user, town.employer_org, role="employer") as actor,
        pytest.raises(PermissionDenied),
    ):
        import_directory(actor, read(CARE))
    with acting_as_system("test"):
        assert Service.objects.count() == 1


def test_a_place_without_a_location_and_an_id_that_stands_twice_come_back(keeper):
    place = {"id": CARE["service_at_locations"][0]["id"], "description": "Ask"}
    odd = CARE | {"service_at_locations": [place, {**place, "description": "Ask again"}], "capacities": []}
    assert import_directory(keeper, read(odd)).losses == []
    assert export_directory(keeper)[0] == [odd]
    assert import_directory(keeper, read(odd)).stored.same == 1


def test_one_id_for_two_services_is_said_and_the_first_is_read(keeper):
    done = import_directory(keeper, read(CARE, CARE, CARE | {"name": "Night care"}))
    assert done.stored.new == 1
    assert done.losses == [f"Night care: the id {CARE['id']} stands twice in the file; the first is read."]


def test_a_service_whose_organization_is_not_in_the_file_is_kept_and_said(keeper):
    alone = {key: value for key, value in CARE.items() if key != "organization"}
    number = "11111111-1111-4222-8333-444455556666"
    done = import_directory(keeper, read(alone | {"organization_id": number}))
    assert any("does not hold its organization" in note and number in note for note in done.notes)
    (record,) = export_directory(keeper)[0]
    assert (record["organization"]["id"], record["organization"]["name"]) == (number, "Not named in the file")
    assert check_records([record]) == []


def test_an_organization_described_in_several_ways_is_said(keeper):
    short = CARE | {
        "id": full("service")["id"],
        "organization": {"id": CARE["organization"]["id"], "name": "Bright"},
    }
    done = import_directory(keeper, read(short, CARE))
    assert any("Organization Bright is described in several ways" in note for note in done.notes)
    assert {each["organization"]["name"] for each in export_directory(keeper)[0]} == {"Bright Start"}


def test_what_an_organization_holds_that_hsds_does_not_name_is_said(keeper):
    done = import_directory(keeper, read(full("organization", "alone") | {"moon": 3}))
    assert any("organization.moon" in note for note in done.notes)


def test_a_service_without_a_name_is_refused_with_its_place_and_nothing_is_stored(keeper):
    nameless = full("service") | {"name": 7}
    with pytest.raises(SupportError, match=r"services\[1\] .*a service needs a name"):
        import_directory(keeper, read(CARE, nameless))
    assert Service.objects.count() == 0
