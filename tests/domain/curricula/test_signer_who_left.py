"""A signer who left: their signature stays, they sign no more, and the request goes to somebody else there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.curricula.actions import bases_to_sign, sign_version
from gainful.domain.curricula.queries import content_hash
from gainful.domain.messages import links
from gainful.domain.messages.actions import delegate_request
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import Message, Request
from tests.curricula import acting, in_review, mill, sign
from tests.letters import token_in

__all__ = ["mill"]


def letter_to(address):
    with acting_as_system("test"):
        return token_in(Message.objects.filter(address=address).latest("created_at"))


def test_a_signature_stays_when_its_signer_leaves_and_they_see_nothing_any_more(mill, as_web_role):
    version = in_review(mill)
    sign(mill.employer, version)
    with acting_as_system("test"):
        mill.employer.user.memberships.update(ended_at=timezone.now())
    with acting_as_system("test"):
        (signature,) = version.signatures.all()
        assert (signature.name, signature.on_behalf_of) == ("Employer", "Lakeside Care")


def test_the_request_is_handed_to_a_colleague_whose_link_signs_for_the_same_employer(mill):
    version = in_review(mill)
    first = letter_to("riverside@example.org")
    with acting_as_system("test"):
        request = Request.objects.get(kind="curriculum", to_organization=mill.second.organization)
    with acting(mill.manager) as actor:
        delegate_request(actor, request, name="Lee Park", email="lee@example.org")
    with pytest.raises(LinkClosed), links.acting_through(first):
        pass
    with links.acting_through(letter_to("lee@example.org")) as (link, actor):
        (basis,) = bases_to_sign(actor, version)
        assert basis.employer_name == "Riverside Homes"
        (signed,) = sign_version(
            actor,
            version,
            name="Lee Park",
            title="Director",
            seen_hash=content_hash(version),
            link_id=link.pk,
        )
        assert (signed.on_behalf_of, signed.role) == ("Riverside Homes", "link")
    with acting_as_system("test"):
        assert Request.objects.get(pk=request.pk).state == "answered"


def test_nobody_signs_for_an_organization_that_is_not_theirs(mill, as_web_role):
    version = in_review(mill)
    with acting_as(mill.stranger.user, mill.employer_org, role="participant") as actor:
        assert bases_to_sign(actor, version) == []
