"""What signed links open of cohorts: one application, one saved search."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.models import Application
from gainful.domain.messages.links import LinkScope, make_signed_link, register_scope
from gainful.domain.messages.models import SignedLink
from gainful.domain.messages.readers import Reader

APPLICATION = register_scope(LinkScope("application", _("See and answer your application"), "application"))
CERTIFICATE = register_scope(
    LinkScope("certificate", _("See a certificate and whether it counts"), "certificate")
)
SEARCH = register_scope(LinkScope("search", _("Confirm or end a saved search"), "search"))


def application_link(application: Application, *, sent_to: str = "") -> tuple[SignedLink, str]:
    """Make the applicant's link, as the system: it stays when staff leave. Returns it with its token."""
    lifetime = max(application.shared_until - timezone.now(), timedelta(days=1))
    maker = Actor(None, application.organization, SYSTEM_ROLE)
    return make_signed_link(
        maker, APPLICATION, application.pk, recipient=application.name, participant=application.participant,
        lifetime=lifetime, sent_to=sent_to,
    )  # fmt: skip


def reader_of(application: Application) -> Reader:
    """Return whom a message to the applicant goes to."""
    if application.participant is not None:
        return Reader(application.participant, name=application.name, language=application.language)
    return Reader(email=application.email, name=application.name, language=application.language)
