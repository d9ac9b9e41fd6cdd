"""Who sits at the browser that opens a link to sign: nobody signs there for others whom they deal with.

A member of the agency who is signed in may read what a link opens and signs nothing; so may the person whom an
agreement is about on the pages of host and employer. A browser in which a member of the agency was signed in within a
week, when it opened such a link or was shown one, is remembered by a signed cookie, and a signature made there says so.
A private window escapes the cookie; that the agency handed the link over still stands beside the signature.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest, Sitting
from gainful.domain.messages.models import SignedLink
from gainful.domain.organizations.members import Role
from gainful.domain.organizations.queries import active_memberships
from gainful.domain.participants.queries import my_record

COOKIE, SALT, KEPT_S = "gainful_inside", "gainful.inside", 7 * 86400


def sitting_at(request: ActorRequest) -> Sitting:
    """Return who is signed in at this browser, and which agencies' members were; asked before a link's holder acts."""
    before = _before(request)
    user = request.actor.user
    if user is None:
        return Sitting(before=before)
    agencies = {row.organization_id: f"{user}, {row.organization}" for row in active_memberships(user)}
    person = None if agencies else my_record(request.actor)
    name = next(iter(agencies.values()), str(user))
    return Sitting(name, person.pk if person else None, agencies, before)


def _before(request: ActorRequest) -> dict[UUID, str]:
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_S)
        return {UUID(key): str(name)[:200] for key, name in told.items()}
    except (signing.BadSignature, ValueError, AttributeError):
        return {}


def insider(request: ActorRequest, link: SignedLink) -> str:
    """Return the member of the agency that made the link who is signed in at this browser; empty for nobody."""
    if link.created_role == Role.EMPLOYER:  # an employer's link to a colleague: both stand on one side
        return ""
    return request.sitting.agencies.get(link.organization_id, "")


def known_here(request: ActorRequest, link: SignedLink) -> str:
    """Return whose account this browser knows: who is signed in, and a member of the agency within a week before."""
    before = request.sitting.before.get(link.organization_id, "")
    return "; ".join(dict.fromkeys(each for each in (request.sitting.name, before) if each))


def was_agency_s(request: ActorRequest, link: SignedLink) -> bool:
    """Say whether a member of the agency that made the link was signed in at this browser within a week."""
    return link.organization_id in request.sitting.before


def refusal(who: str) -> str:
    """Return why somebody who is signed in signs nothing through this link."""
    return _(
        "You are signed in here as %(who)s. Nobody signs for another side: let them open the link on their own device."
    ) % {"who": who}


def remember_insider(request: ActorRequest, response: HttpResponse, organization_id: UUID) -> None:
    """Note in this browser that a member of the agency was signed in when it opened or was shown a link to sign."""
    named = request.sitting.agencies.get(organization_id)
    if named is None:
        return
    told = {str(key): name for key, name in {**request.sitting.before, organization_id: named}.items()}
    response.set_cookie(
        COOKIE, signing.dumps(told, salt=SALT), max_age=KEPT_S, path="/guest/", httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
