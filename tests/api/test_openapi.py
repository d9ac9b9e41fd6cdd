"""The description of the API is whole, and its page needs no other host."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def description(client, db):
    return client.get("/api/v1/openapi.json").json()


def operations(description):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_says_what_it_does_and_how_it_refuses(description):
    found = dict(operations(description))
    assert len(found) > 10
    for name, operation in found.items():
        assert operation.get("description") or operation.get("summary"), name
        assert {"401", "403", "404", "422"} <= set(operation["responses"]), name
        assert operation["security"], name


def test_every_page_size_is_bounded(description):
    for name, operation in operations(description):
        for parameter in operation.get("parameters", []):
            if parameter["name"] in {"limit", "k", "page_size", "offset"}:
                assert "maximum" in parameter["schema"], (name, parameter["name"])


def test_the_page_names_every_operation_and_loads_from_no_other_host(client, db, description):
    page = client.get("/api/v1/docs").content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in loaded)
    named = set(re.findall(r"<b>([A-Z]+)</b> ([^<]+)</code>", page))
    assert named == {(m.upper(), path) for path, methods in description["paths"].items() for m in methods}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/job-orders?limit=0", 422),
        ("get", "/job-orders/not-a-uuid", 422),
        ("get", "/job-orders/00000000-0000-4000-8000-000000000000", 404),
        ("get", "/occupations?limit=100000", 422),
        ("post", "/profiles", 422),
    ],
)
def test_every_refusal_has_one_shape(town, method, path, status):
    reply = getattr(town.manager.client, method)(f"/api/v1{path}", content_type="application/json")
    assert reply.status_code == status
    assert set(reply.json()) == {"message", "hint", "field"}
    assert reply.json()["message"]


def test_a_stranger_is_told_how_to_sign_in(client, db):
    reply = client.get("/api/v1/job-orders")
    assert reply.status_code == 401
    assert "Bearer" in reply.json()["hint"]


def test_a_body_that_is_no_json_is_refused_in_the_same_shape(town):
    reply = town.manager.client.post("/api/v1/profiles", "{", content_type="application/json")
    assert reply.status_code in {400, 422}
    assert set(reply.json()) == {"message", "hint", "field"}


def test_two_types_never_share_a_name(monkeypatch, db):
    """The description would give one of them the fields of the other."""
    from ninja.openapi.schema import OpenAPISchema

    from gainful.api.v1.api import api

    shared = []
    add = OpenAPISchema.add_schema_definitions

    def watched(self, definitions):
        shared.extend(name for name, body in definitions.items() if self.schemas.get(name, body) != body)
        add(self, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", watched)
    monkeypatch.setattr(
        api, "_described", {}
    )  # else one that another test made is given, and nothing is watched
    made = api.get_openapi_schema()
    assert len(made["components"]["schemas"]) > 200
    assert not sorted(set(shared))


def test_the_documents_of_the_api_are_typed(description):
    schemas = description["components"]["schemas"]
    for name, document in (("IndicatorsOut", "IndicatorsDocument"), ("ReleaseOut", "IndicatorsDocument")):
        assert schemas[name]["properties"]["body"] == {"$ref": f"#/components/schemas/{document}"}
    assert {"schema", "indicators", "program_metrics"} <= set(schemas["IndicatorsDocument"]["required"])
    assert "PlanDocument" in schemas
