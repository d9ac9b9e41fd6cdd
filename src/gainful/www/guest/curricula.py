"""A curriculum behind a signed link: read, comment and sign it for the one job that the link names."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula import queries
from gainful.domain.curricula.models import Basis, CurriculumVersion
from gainful.domain.messages.links import LinkClosed
from gainful.domain.messages.models import SignedLink
from gainful.www.components.curriculum_page import (
    compared_with_before,
    signing_context,
    take_comment,
    take_signature,
    version_context,
)
from gainful.www.guest.answers import asked_through


def _version(link: SignedLink) -> CurriculumVersion:
    """Return the version that a link opens; LinkClosed where it was taken back."""
    basis = Basis.objects.select_related("version").filter(pk=link.about_id).first()
    found = None if basis is None else queries.version(basis.version.curriculum_id, basis.version.number)
    if found is None:
        raise LinkClosed
    return found


def curriculum_page(request: ActorRequest, link: SignedLink, actor: Actor, token: str) -> HttpResponse:
    """Show the version that the link is for."""
    version = _version(link)
    context = {
        **version_context(actor, version),
        **signing_context(actor, version),
        "compared": compared_with_before(version),
        "link": link,
        "sign_name": link.recipient,
        "sign_url": reverse("guest:sign", args=[token]),
        "comment_url": reverse("guest:answer", args=[token]),
        "request_asked": asked_through(link),
        "hand_on_url": reverse("guest:hand_on", args=[token]),
    }
    return render(request, "guest/curriculum.html", context)


def take_curriculum_signature(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Sign the version for the job that the link names."""
    take_signature(request, actor, _version(link), link.pk)


def take_curriculum_comment(request: ActorRequest, link: SignedLink, actor: Actor) -> None:
    """Write down what the holder of the link would change."""
    take_comment(request, actor, _version(link))
