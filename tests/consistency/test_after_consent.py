"""Once a consent is over, its agency is shown the person at no address; and each address was tried with a real row."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from gainful.api.v1.api import api
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent
from tests.consistency.record import MAIL, NAME, _first, addresses
from tests.consistency.site_map import NOBODY, opens, patterns
from tests.consistency.test_read_log import ABOUT_JOBS, undone
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]
SEARCHES = ("/coach/", "/coach/people.csv", "/program/people/", "/api/v1/people")
SUPPORT = {
    "action", "appointment", "assessment", "concern", "copy", "edit", "goal", "mentor", "money", "note", "pair",
    "placement", "referral", "row", "service",
}  # fmt: skip
"""What addresses of support call the rows that they open."""


@pytest.mark.parametrize(
    ("how", "half"),
    [
        *(("revoked_at", 0), ("expires_at", 1)),
        *(pytest.param(*rest, marks=pytest.mark.slow) for rest in (("revoked_at", 1), ("expires_at", 0))),
    ],
)
def test_after_the_consent_no_page_call_copy_search_or_print_shows_the_person(record, how, half):
    """Each address is asked after one of the two ends in each run, and in `make test-all` after the other one too."""
    town, shown = record.town, []
    with acting_as_system("test"):
        hour = timedelta(hours=1)
        Consent.objects.update(granted_at=timezone.now() - 2 * hour, **{how: timezone.now() - hour})
    found = [address for address in addresses(record) if not address.endswith(ABOUT_JOBS)]
    found = [address for place, address in enumerate(found) if place % 2 == half]
    found += [f"{address}?q={NAME.split()[0]}" for address in SEARCHES]
    for member in (town.manager, town.coach, town.operator):
        assert member.client.session, "signed in before anything is undone"
        for address in found:
            if not opens(member.role, address):
                continue
            with undone():
                reply = member.client.get(address)
                body = b"".join(reply) if reply.streaming else reply.content
                text = body.decode(errors="replace")
                assert reply.status_code < 500, address
                if NAME in text or MAIL in text:
                    shown.append((member.role, address))
    assert shown == []


def test_each_address_of_support_is_tried_with_a_row_of_its_own(record):
    paths = [*(text for _name, text in patterns()), *api.get_openapi_schema()["paths"]]
    names = {name for text in paths for name in re.findall(r"[<{](?:\w+:)?(\w+)_id[>}]", text)}
    assert names >= SUPPORT, "an address has another name for its row now"
    with acting_as_system("test"):
        assert [name for name in sorted(SUPPORT) if _first(name) == str(NOBODY)] == []
