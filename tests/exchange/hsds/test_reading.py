"""Files of HSDS 3 and 2.0 are read whole, or say what is lost."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from gainful.exchange.hsds.check import check_records, json_schema, unknown_fields
from gainful.exchange.hsds.columns import (
    LOCATION,
    SERVICE,
    capacity_of,
    needs_of,
    read_columns,
    write_columns,
)
from gainful.exchange.hsds.reading import read_bytes, read_directory
from gainful.exchange.hsds.records import UnreadableDirectory
from gainful.exchange.hsds.tables import tables
from gainful.exchange.hsds.writing import as_json
from tests.exchange.hsds.examples import CARE, full, write_old


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_record_with_every_field_passes_and_names_no_unknown_field(name):
    assert check_records([full(name)], name) == []
    assert list(unknown_fields(full(name), name)) == []


def test_what_is_wrong_is_named_with_its_place():
    wrong = json.loads(json.dumps(CARE))
    wrong["status"] = "open"
    del wrong["phones"][0]["number"]
    wrong["id"] = "7"
    found = {(each.where, each.what) for each in check_records([wrong])}
    places = {"service[0].status", "service[0].phones[0]", "service[0].id"}
    assert {where for where, _what in found} == places
    assert any("'number' is a required property" in what for _where, what in found)


def test_the_carried_fields_make_a_schema_that_is_one():
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(json_schema("service"))


def test_the_specifications_own_files_are_used_where_they_are_given(tmp_path):
    (tmp_path / "service.json").write_text(
        json.dumps(
            {
                "type": "object",
                "properties": {"phones": {"items": {"$ref": "phone.json"}}},
                "required": ["id"],
            }
        )
    )
    (tmp_path / "phone.json").write_text(
        json.dumps({"$id": "https://example.org/phone.json", "required": ["number", "moon"]})
    )
    found = check_records([CARE], schemas=tmp_path)
    assert [(each.where, each.what) for each in found] == [
        ("service[0].phones[0]", "'moon' is a required property")
    ]
    with pytest.raises(FileNotFoundError, match="schema"):
        check_records([CARE], "organization", schemas=tmp_path)


@pytest.mark.parametrize(
    "body",
    [CARE, [CARE], {"total_items": 1, "contents": [CARE]}],
    ids=["one", "list", "page"],
)
def test_json_is_read_as_one_as_a_list_and_as_a_page(body):
    found = read_bytes(json.dumps(body).encode(), "services.json")
    assert found.services == [CARE]
    assert found.losses == []


def test_services_at_locations_and_organizations_with_services_are_turned_round():
    at = {"id": "1", "location": {"id": "2"}, "service": {"id": "3", "name": "S", "status": "active"}}
    found = read_bytes(json.dumps([at, {**at, "id": "4"}]).encode(), "x.json")
    assert [each["id"] for each in found.services] == ["3"]
    assert [each["id"] for each in found.services[0]["service_at_locations"]] == ["1", "4"]
    organization = {"id": "o", "name": "O", "services": [{"id": "3", "name": "S", "status": "active"}]}
    found = read_bytes(json.dumps(organization).encode(), "x.json")
    assert found.services[0]["organization"] == {"id": "o", "name": "O"}


def test_what_is_written_is_read_again_and_passes():
    text = as_json([CARE, full("service")])
    found = read_bytes(text.encode(), "out.json")
    assert found.services == [CARE, full("service")]
    assert check_records(found.services) == []


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"{", "x.json", "no JSON"),
        (b"\xff\xfe{}", "x.json", "no JSON"),
        (b"[1]", "x.json", "no records"),
        (b"[]", "x.json", "no service"),
        (b"a,b\n1,2\n", "services.csv", "alone is no directory"),
        (b"PK\x03\x04nothing", "x.zip", "cannot be opened"),
    ],
)
def test_a_file_that_is_no_directory_says_why(data, name, words):
    with pytest.raises(UnreadableDirectory, match=words):
        read_bytes(data, name)


def test_tables_of_version_3_are_put_together_from_an_archive():
    files = {
        "organizations.csv": "id,name,description\no,Bright Start,Care\n",
        "services.csv": "id,organization_id,name,status,minimum_age\ns,o,Care,active,18\nx,nobody,Lost,active,\n",
        "phones.csv": "id,service_id,contact_id,number,extension\np,s,,612,x\nq,,,613,\n",
        "locations.csv": "id,location_type,name\nl,physical,House\n",
        "service_at_location.csv": "id,service_id,location_id\na,s,l\n",
        "schedules.csv": "id,service_at_location_id,byday\nd,a,MO\n",
        "taxonomy_terms.csv": "id,name,description\nt,Child care,Care\n",
        "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\nb,s,service,t\n",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"data/{name}", text)
    found = read_bytes(packed.getvalue(), "d.zip")
    service, alone = found.services
    assert (alone["id"], alone["organization_id"], "organization" in alone) == ("x", "nobody", False)
    assert service["minimum_age"] == 18
    assert service["organization"]["name"] == "Bright Start"
    assert service["phones"] == [{"id": "p", "service_id": "s", "number": "612"}]
    assert service["service_at_locations"][0]["schedules"][0]["byday"] == "MO"
    assert service["service_at_locations"][0]["location"]["name"] == "House"
    assert service["attributes"][0]["taxonomy_term"]["name"] == "Child care"
    assert sorted(found.losses) == [
        "phones, row 1: “x” in extension is no number; it is left out.",
        "phones.csv: 1 row is not read because its owner is in none of the tables (first: q, which names nothing).",
    ]


def test_version_2_is_read_and_every_value_that_is_lost_is_said(tmp_path):
    found = read_directory(write_old(tmp_path))
    assert found.version == "2.0"
    (service,) = found.services
    assert service["name"] == "Evening child care"
    assert service["fees_description"] == "free"
    assert service["eligibility_description"] == "Families of Hennepin County"
    assert service["minimum_age"] == 18
    assert service["organization"]["website"] == "https://brightstart.example.org"
    assert [each["byday"] for each in service["schedules"]] == ["MO", "TU"]
    assert service["languages"][0]["name"] == "Somali"
    assert service["cost_options"][0]["option"] == "Voucher"
    assert service["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "55404"
    assert service["attributes"][0]["taxonomy_term"]["taxonomy"] == "AIRS"
    assert check_records(found.services) == []
    assert found.losses == [
        "fundings_old.csv has no place in HSDS 3; its 1 rows are not read.",
        "eligibility.gender has no place in HSDS 3: 1 values are lost.",
        "phones.department has no place in HSDS 3: 1 values are lost.",
        "services_taxonomy.taxonomy_detail has no place in HSDS 3: 1 values are lost.",
        "taxonomy.parent_name has no place in HSDS 3: 1 values are lost.",
    ]
    assert any("ids are no UUIDs" in note for note in found.notes)
    again = read_directory(write_old(tmp_path))
    assert again.services == found.services  # ids are made the same way each time


def test_columns_are_read_and_written_only_where_they_changed():
    values = read_columns(CARE, SERVICE)
    assert (values["name"], values["phone"], values["languages"]) == (
        "Evening child care",
        "612-555-0134",
        ["Somali"],
    )
    assert values["needs"] == ["child_care"]
    copy = json.loads(json.dumps(CARE))
    assert write_columns(copy, SERVICE, values) == CARE
    changed = write_columns(copy, SERVICE, values | {"phone": "612-555-0199", "needs": ["family"]})
    assert changed["phones"][0] == {**CARE["phones"][0], "number": "612-555-0199"}
    assert needs_of(changed) == (["family"], True)
    assert check_records([changed]) == []
    location = read_columns(CARE["service_at_locations"][0]["location"], LOCATION)
    assert (location["postal_code"], location["transportation"]) == ("55404", "Bus 5 to Franklin Avenue")
    assert capacity_of(CARE) == (10, 2)


def test_a_need_that_nobody_said_is_guessed_and_marked_so():
    assert needs_of({"name": "ESL and citizenship"}) == (["language"], False)
    assert needs_of({"name": "Zumba"}) == (["other"], False)


PAGE = {"total_items": 10, "total_pages": 10, "page_number": 1, "contents": [CARE]}
PLACE = CARE["service_at_locations"][0]["location"]


def test_a_page_of_a_larger_directory_says_that_the_others_are_not_in_it():
    found = read_bytes(json.dumps(PAGE).encode(), "service_list.json")
    assert found.services == [CARE]
    assert found.losses == ["The file is page 1 of 10: it holds 1 of 10 records; the others are not in it."]


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (PLACE, "location.json", "location by itself .Phillips house."),
        ({"id": "1", "name": "n", "description": "d", "uri": "https://a.example"}, "taxonomy.json", "a taxonomy by"),
        ({"id": "1", "code": "c", "name": "n", "description": "d", "taxonomy": "t"}, "x.json", "a taxonomy term by"),
        ({"version": "3.0", "profile": "https://a.example"}, "base.json", "no organization: profile, version"),
        ([{**CARE, "phones": ["612"]}], "x.json", r"services\[0\].phones\[0\] should be a record"),
        ([{**CARE, "organization": "Bright Start"}], "x.json", r"services\[0\].organization should be a record"),
        ([{**CARE, "email": "a\x00"}], "x.json", r"\[0\].email holds half a character or the character NUL"),
        ({"service": [CARE], "phone": {}}, "x.json", "“phone” is no table"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_kept_is_refused_by_its_kind_and_place(body, name, words):
    with pytest.raises(UnreadableDirectory, match=words):
        read_bytes(json.dumps(body).encode(), name)


def test_not_a_number_is_no_json():
    with pytest.raises(UnreadableDirectory, match="NaN is no number"):
        read_bytes(b'[{"id": "1", "name": "S", "status": "active", "minimum_age": NaN}]', "x.json")


def test_a_service_without_a_status_stays_a_service():
    silent = {key: value for key, value in CARE.items() if key != "status"}
    assert read_bytes(json.dumps(silent).encode(), "x.json").services == [silent]


def test_an_organization_whose_service_names_it_shortly_is_kept_whole():
    short = {"id": "o", "name": "O", "alert": "x"}
    whole = {"id": "o", "name": "O", "description": "D", "services": [{**CARE, "organization": short}]}
    found = read_bytes(json.dumps(whole).encode(), "x.json")
    assert found.services[0]["organization"] == {"id": "o", "name": "O", "description": "D", "alert": "x"}


def test_a_service_that_two_places_describe_differently_is_said():
    at = {"id": "1", "location": PLACE, "service": {"id": "3", "name": "S", "status": "active"}}
    other = {"id": "2", "location": PLACE, "service": {"id": "3", "name": "T", "status": "active"}}
    found = read_bytes(json.dumps([at, other]).encode(), "x.json")
    assert (len(found.services), found.services[0]["name"]) == (1, "S")
    assert found.losses == ["Service T is described in several ways (name); the first is read."]


ROWS = {
    "organization": [{"id": "o", "name": "O", "description": "D"}],
    "service": [{"id": "s", "organization_id": "gone", "name": "S", "status": "active", "minimum_age": 18}],
    "phone": [{"id": "p", "contact_id": "gone", "service_id": "s", "number": "612"}],
    "address": [{"id": "a", "location_id": "gone", "city": "C"}],
    "location": [{"id": "l", "organization_id": "gone", "location_type": "physical"}],
    "language": [{"id": "g", "location_id": "l", "name": "Urdu"}],
    "taxonomy": [{"id": "x", "name": "n", "description": "d"}],
    "taxonomy_term": [{"id": "t", "name": "n", "description": "d", "taxonomy_id": "gone"}],
    "unit": [{"id": "u", "name": "Bed"}],
}
NOWHERE = "because its owner is in none of the tables (first: "
LEFT = {
    "taxonomies.csv: 1 row is not read, because no row of taxonomy_terms.csv names it (first: x).",
    "taxonomy_terms.csv: 1 row is not read, because no row of attributes.csv names it (first: t).",
    "units.csv: 1 row is not read, because no row of service_capacity.csv names it (first: u).",
    f"addresses.csv: 1 row is not read {NOWHERE}a, which names location_id gone).",
    f"locations.csv: 1 row is not read, nor what belongs to it, {NOWHERE}l, which names organization_id gone).",
}


def test_all_tables_in_one_json_file_are_read_and_each_row_that_names_nothing_is_said():
    found = read_bytes(json.dumps(ROWS).encode(), "tabular.json")
    (service,) = found.services
    assert service["phones"] == ROWS["phone"]
    assert found.organizations == ROWS["organization"]
    assert set(found.losses) == LEFT


def test_tables_with_one_word_names_are_version_3_though_a_taxonomy_stands_among_them(tmp_path):
    for name, rows in ROWS.items():
        lines = [",".join(rows[0]), ",".join(str(value) for value in rows[0].values())]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read_directory(tmp_path)
    assert (found.version, len(found.services), set(found.losses)) == ("3 (tables)", 1, LEFT)


def test_tables_that_would_hide_one_another_are_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/services.csv", "id,name\n")
        archive.writestr("b/services.csv", "id,name\n")
    with pytest.raises(UnreadableDirectory, match=r"services.csv twice"):
        read_bytes(packed.getvalue(), "d.zip")
    (tmp_path / "services.csv").write_text("id,name,name\n1,A,B\n", encoding="utf-8")
    with pytest.raises(UnreadableDirectory, match="two columns are called name"):
        read_directory(tmp_path)


def test_an_address_that_cannot_be_used_stays_in_the_record():
    odd = json.loads(json.dumps(CARE)) | {"email": "desk at example", "url": "http://no host/"}
    values = read_columns(odd, SERVICE)
    assert (values["email"], values["url"]) == ("", "")
    assert write_columns(json.loads(json.dumps(odd)), SERVICE, values) == odd
    assert capacity_of({"capacities": [{"available": 10**20}]}) is None


@pytest.mark.parametrize(("rows", "fits"), [(3, True), (4, False)])
def test_a_table_of_far_too_many_rows_is_refused_before_they_fill_the_memory(monkeypatch, rows, fits):
    monkeypatch.setattr("gainful.exchange.hsds.reading.MAX_ROWS", 3)
    lines = [f"{n},Service {n}" for n in range(rows)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("services.csv", "\n".join(["id,name", *lines]))
        archive.writestr("organizations.csv", "id,name\no1,Care\n")
    if fits:
        assert len(read_bytes(packed.getvalue(), "d.zip").services) == 3
    else:
        with pytest.raises(UnreadableDirectory, match=r"services\.csv has more than 3 rows"):
            read_bytes(packed.getvalue(), "d.zip")
