"""Every address, filled with another agency's real ids, tried by everybody who has no business with them."""

from __future__ import annotations

import pytest

from tests.consistency.record import SECRETS, addresses, held, names_an_object
from tests.consistency.site_map import opens

WHO = {
    "nobody": None,
    "manager elsewhere": "program_manager",
    "coach elsewhere": "coach",
    "employer elsewhere": "employer",
    "participant elsewhere": "participant",
    "account without a role": None,
}
"""Everybody, with the role whose gates they pass; who passes none is tried at every gate too."""
SHARED = ("/program/training/", "/api/v1/courses/")
"""The catalogue of courses belongs to everybody."""
FORM = {
    "name": "Mallory", "title": "Mallory", "seen_hash": "", "competency_id": "onet:2.A.1.b", "level": 1, "remove": True,
    "scopes": "profile", "basis": "verbal", "consent_until": "2031-01-01", "code": "31-1131.00", "scope": "view_plan",
    "scenario": "displaced", "text": "Mallory", "content_hash": "0",
}  # fmt: skip


def refused(reply) -> bool:
    return reply.status_code in {401, 403, 404, 405, 410} or (
        reply.status_code == 302 and reply.headers["Location"].startswith("/accounts/login/")
    )


def replies_to(client, address):
    """Yield what comes back for reading, and for every way of changing where the address is about an object."""
    yield client.get(address)
    if names_an_object(address) and address.startswith("/api/"):
        yield client.post(address, FORM, content_type="application/json")
        yield client.patch(address, [FORM], content_type="application/json")
        yield client.delete(address)
    elif names_an_object(address):
        yield client.post(address, FORM)


ALWAYS = ("nobody", "manager elsewhere")
"""They try every address in each run; the others every second one by turns, the rest of them in `make test-all`."""


@pytest.mark.parametrize(
    ("who", "half"),
    [
        *((who, None) for who in ALWAYS),
        *((who, number % 2) for number, who in enumerate(WHO) if who not in ALWAYS),
        *(pytest.param(who, 1 - number % 2, marks=pytest.mark.slow)
          for number, who in enumerate(WHO) if who not in ALWAYS),
    ],
)  # fmt: skip
def test_an_outsider_sees_and_changes_nothing_at_any_address(record, who, half):
    client, before, tried = record.others[who], held(record), 0
    role = WHO[who]
    for place, address in enumerate(addresses(record)):
        if half == place % 2 or (role and not opens(role, address)):
            continue
        for reply in replies_to(client, address):
            shown = reply.content.decode(errors="replace")
            assert not [word for word in SECRETS if word in shown], (who, address, reply.status_code)
            assert reply.status_code < 500, (who, address)
            assert "no-store" in reply.headers["Cache-Control"], address
            assert "default-src 'self'" in reply.headers["Content-Security-Policy"], address
            if names_an_object(address) and not address.startswith(SHARED):
                assert refused(reply) or reply.status_code in {400, 422}, (who, address, reply.status_code)
        tried += names_an_object(address)
    assert tried > 30
    assert held(record) == before
