"""Calls are counted by the minute, for the caller and for the address, in every process alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from gainful.api.v1.api import api
from gainful.api.v1.limits import PREFIX, is_heavy
from gainful.domain.accounts.actor import acting_as_system

OCCUPATIONS = f"{PREFIX}occupations?q=welder"


@pytest.fixture
def limited(settings):
    """Allow three calls a minute, one of them heavy, and twice as many to an address."""
    settings.API_LIMITS = {"calls": 3, "heavy": 1, "address_times": 2}


def test_a_caller_waits_and_is_told_how_long(town, limited):
    caller = town.manager.client
    assert [caller.get(OCCUPATIONS).status_code for _ in range(4)] == [200, 200, 200, 429]
    reply = caller.get(OCCUPATIONS)
    assert 1 <= int(reply["Retry-After"]) <= 60
    assert reply.json()["message"] == "Too many calls: at most 3 of this kind a minute."
    assert reply["Retry-After"] in reply.json()["hint"]
    assert town.coach.client.get(OCCUPATIONS).status_code == 200, "another person is not held up"


def test_heavy_calls_come_less_often(town, limited):
    ask = {"text": "x"}
    caller = town.manager.client
    first = caller.post(f"{PREFIX}profiles", ask, "application/json")
    assert first.status_code != 429
    assert caller.post(f"{PREFIX}profiles", ask, "application/json").status_code == 429
    assert caller.get(OCCUPATIONS).status_code == 200


def test_guessing_tokens_is_held_by_the_address(db, limited):
    def guess(number: int, address: str) -> int:
        headers = {"Authorization": f"Bearer gnf_{number}", "X-Forwarded-For": f"203.0.113.{number}"}
        return Client(headers=headers, REMOTE_ADDR=address).get(OCCUPATIONS).status_code

    assert [guess(number, "198.51.100.7") for number in range(7)] == [401] * 6 + [429]
    assert guess(8, "198.51.100.8") == 401
    assert [guess(n, f"2001:db8::{n}") for n in range(7)] == [401] * 6 + [429], (
        "one IPv6 network is one address"
    )


def test_a_minute_later_it_is_open_again(town, limited):
    for _ in range(4):
        reply = town.manager.client.get(OCCUPATIONS)
    assert reply.status_code == 429
    with acting_as_system("a minute later"), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_count SET ends_at = ends_at - interval '61 seconds'")
    assert town.manager.client.get(OCCUPATIONS).status_code == 200


def test_every_call_that_changes_much_counts_as_heavy():
    paths = api.get_openapi_schema()["paths"]
    files = [p for p, m in paths.items() if "multipart/form-data" in str(m.get("post", {}))]
    assert len(files) > 2
    for path in [*files, f"{PREFIX}profiles", f"{PREFIX}job-orders/{{order_id}}/plan"]:
        assert is_heavy("POST", path), path
    assert not is_heavy("GET", f"{PREFIX}job-orders")


def test_every_call_says_that_it_may_be_refused_for_now():
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            assert 429 in operation["responses"], (path, method)


def test_no_count_is_lost_between_connections(db):
    def on_a_connection_of_its_own(work):
        try:
            return work()
        finally:
            connection.close()

    def hits():
        return [cache.hit("shared", 60)[0] for _ in range(25)]

    with ThreadPoolExecutor(4) as workers:
        lists = list(workers.map(on_a_connection_of_its_own, [hits] * 4))
        workers.submit(on_a_connection_of_its_own, lambda: cache.delete("shared")).result()
    assert sorted(count for counts in lists for count in counts) == list(range(1, 101))


def test_the_cache_keeps_what_sign_in_counts(db):
    cache.set("a", [1.5, 2], 60)
    assert cache.get("a") == [1.5, 2]
    assert (cache.add("a", 1, 60), cache.add("b", True, 60), cache.get("b")) == (False, True, True)
    assert (cache.delete("a"), cache.delete("a"), cache.get("a", "none")) == (True, False, "none")
    cache.set("c", 1, 0)
    assert cache.get("c") is None
    cache.hit("d", 60)
    with acting_as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_count WHERE ends_at <= clock_timestamp()")
        assert cursor.fetchone() == (0,), "what is over is swept"
    cache.clear()
    assert cache.get("b") is None
