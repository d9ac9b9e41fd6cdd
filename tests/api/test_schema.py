"""Whatever is sent to the API, it answers as its description says it does."""

from __future__ import annotations

import os
import zlib
from types import SimpleNamespace

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

SEARCHING = os.environ.get("GAINFUL_EXAMPLES") == "searching"
EXAMPLES = 20 if SEARCHING else 2
"""Requests made for an operation: the same two in each run, twenty new ones in `make test-all`."""
OF = 1 if SEARCHING else 2
"""Of so many operations one is asked, by its name, so that it stays the same ones; in `make test-all` each."""
REFUSED = {401, 403}
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture
def caller(town):
    """Tokens of a manager's and of an employer's programs, and a job order that the first may see."""
    data = {"name": "schema", "scope": "write", "days": 1}
    headers, employers = (
        {"Authorization": f"Bearer {who.client.post(reverse('account:issue_token'), data).context['secret']}"}
        for who in (town.manager, town.employer)
    )
    order = town.manager.client.post("/api/v1/job-orders", {"text": town.posting}).json()
    for signal in (request_started, request_finished):  # as Django's own test client: one transaction for all
        signal.disconnect(close_old_connections)
    yield SimpleNamespace(headers=headers, employers=employers, order=order["id"])
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_keeps_to_its_description(caller):
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    broken, answered = [], set()
    for operation in (found.ok() for found in api.get_all_operations()):
        if zlib.crc32(operation.label.encode()) % OF:
            continue
        try:
            statuses = ask(operation, caller.order, caller.headers)
            if statuses & REFUSED:
                statuses = ask(operation, caller.order, caller.employers)
            answered |= {(operation.label, status) for status in statuses}
        except (Failure, FailureGroup) as failure:
            broken.append(f"{operation.label}: {failure}")
    assert not broken, "\n\n".join(broken)
    refused = {name for name, status in answered if status in REFUSED}
    own = {
        "GET /api/v1/today", "GET /api/v1/me/employers", "POST /api/v1/me/employers/{worker_id}",
        "POST /api/v1/me/asked/{asked_id}", "PUT /api/v1/me/mentor-wish", "GET /api/v1/me/records-waiting",
        "POST /api/v1/me/record",
    }  # fmt: skip
    assert refused <= own, (
        "a manager or an employer is let in everywhere but to a coach's day and a person's own"
    )
    assert len({label for label, status in answered if status < 300}) > 5


def ask(operation, order, headers):
    """Send one operation a few requests made from its description; return the statuses of the answers."""
    statuses = set()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), known=strategies.booleans())
    def asked(case, known):
        if known and "order_id" in case.path_parameters:
            case.path_parameters["order_id"] = order
        reply = case.call_and_validate(checks=CHECKS, headers=headers)
        statuses.add(reply.status_code)

    asked()
    return statuses
