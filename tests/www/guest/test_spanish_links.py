"""Whoever opens a link and reads Spanish reads nothing but Spanish: profile, plan, signature, answer."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from scripts import translations

from tests.person import ana
from tests.www.guest.test_link_matrix import OPENS, link_of, world
from tests.www.participant.test_spanish import ENGLISH_ANYWHERE, unsaid

__all__ = ["ana", "unsaid", "world"]
SAME = ENGLISH_ANYWHERE | {"Total", "plan", "No."}
STORED = {"Job coach"}
"""What a plan keeps in the words in which it was written."""


@pytest.mark.parametrize("scope", sorted(OPENS))
def test_no_link_shows_a_text_without_spanish(world, unsaid, scope):
    _link, address = link_of(world, scope)
    reply = Client().get(address, headers={"accept-language": "es"})
    page = reply.content.decode()
    assert (reply.status_code, 'lang="es"' in page) == (200, True)
    left = sorted(unsaid - SAME)
    assert not left, "\n".join(left)
    english = {
        one
        for one, _plural, words, _fuzzy in translations.entries(translations.CATALOGUE.read_text("utf-8"))
        if one and words and words[0] != one and len(one) > 3
    }
    shown = {" ".join(part.split()) for part in re.findall(r">([^<>]+)<", page)}
    assert sorted((english - STORED) & shown) == []
