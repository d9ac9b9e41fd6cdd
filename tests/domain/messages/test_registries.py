"""What may be asked, told and opened by link is registered once under each name; nothing else is asked or told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gainful.domain.messages.actions import Asked, ask, give_request_link
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.links import LinkScope, register_scope
from gainful.domain.messages.notices import notice, register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request

SCOPE = LinkScope("registries_scope", "Test", "thread")
KIND = RequestKind(
    "registries_kind", "Test", days=7, remind_every=3, ends_after=21, follows="Then it ends.", then="Call them.",
    is_answered=lambda _r: False, is_asked=lambda _r: True,
)  # fmt: skip


def _tells(_row) -> None:
    """Tell nobody."""


def test_a_name_that_is_taken_is_taken_by_the_same_only():
    assert register_scope(SCOPE) is register_scope(SCOPE)
    with pytest.raises(ValueError, match="Two scopes of links are called registries_scope"):
        register_scope(replace(SCOPE, about_kind="plan"))
    assert register_request(KIND) is register_request(KIND)
    with pytest.raises(ValueError, match="Two kinds of request are called registries_kind"):
        register_request(replace(KIND, days=8))
    assert register_notice("registries_notice", _tells) == register_notice("registries_notice", _tells)
    with pytest.raises(ValueError, match="Two kinds of notice are called registries_notice"):
        register_notice("registries_notice", lambda _row: None)


def test_nothing_is_noted_that_nobody_tells(world):
    with pytest.raises(ValueError, match="There is no notice called rumour"):
        notice(world.actor, "rumour", world.person.pk)


def test_what_is_answered_after_signing_in_has_no_link(world):
    register_request(KIND)
    asked = Asked(world.agency.pk, "thread", lambda: "What is needed?", lambda: "Please look.")
    request = ask(world.actor, KIND, Reader(participant=world.person), asked)
    assert request.due_on > date(2026, 1, 1)
    with pytest.raises(MessageError, match="This is answered after signing in; there is no link for it"):
        give_request_link(world.actor, request)
