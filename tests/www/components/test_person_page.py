"""One rule says which page a person's record has."""

from __future__ import annotations

from uuid import UUID

from django.template import Context, Template

from gainful.domain.accounts.actor import Actor
from gainful.www.components.person_page import person_page

SOMEBODY = UUID("00000000-0000-4000-8000-000000000001")


def test_a_coach_is_led_to_their_own_page_and_a_manager_to_the_agencys():
    for role, room in (("coach", "/coach/"), ("program_manager", "/program/"), ("operator", "/program/")):
        actor = Actor(None, None, role)
        address = person_page(actor, SOMEBODY)
        assert address.startswith(room)
        assert str(SOMEBODY) in address
        template = Template("{% person_page person %}")
        assert template.render(Context({"actor": actor, "person": SOMEBODY})) == address
