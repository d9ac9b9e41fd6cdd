"""A plan through the API: one typed document, known to OpenAPI, with people by code."""

from __future__ import annotations

from jsonschema import Draft202012Validator

from gainful.engine.planning.document import PlanDocument
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]


def test_openapi_knows_the_plan(town):
    described = town.manager.client.get("/api/v1/openapi.json").json()
    answer = described["paths"]["/api/v1/plans/{plan_id}"]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/PlanDocument"}
    fields = described["components"]["schemas"]["PlanDocument"]["properties"]
    assert "schema" in fields
    assert set(fields) == set(PlanDocument.json_schema()["properties"])


def test_the_answer_keeps_to_the_published_schema_and_names_nobody(town, ana):
    plan = planned(town, ana.person)
    answer = town.manager.client.get(f"/api/v1/plans/{plan.pk}").json()
    Draft202012Validator(PlanDocument.json_schema()).validate(answer)
    assert answer["schema"] == "gainful.plan/2"
    assert answer["plan"] == str(plan.pk)
    assert {person["name"] for person in answer["people"]} <= {None}


def test_the_old_words_for_feeders_are_gone(town):
    """Feeders have one form in the terminal, the plan and the API."""
    found = town.manager.client.get("/api/v1/occupations/31-1131.00/feeders").json()
    assert {"competency_id", "name", "required", "held"} == set(found["steps_up"][0]["short_of"][0])
